"""A piece's way through its stages, below the window: every stage, act and role, allowed and refused."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from studio.app import checklists, disclosure, moving
from studio.app.export import caution, export_piece, make_report
from studio.app.intake import Options, take_in_files
from studio.app.session import ReviewSession
from studio.core.acts import MOVES, ROLES, Act
from studio.core.edit import Cause, Edit
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import EventType
from studio.core.flag import Dismissal, Reason, Scope
from studio.core.gate import GateId
from studio.core.judgement import Answer, DisclosureLevel
from studio.core.piece import Channel, Role, Stage
from studio.core.reach import Reach
from studio.core.span import Span

from .conftest import House

LEVELS = "\n".join(f'{gate.value} = "off"' for gate in GateId)
PEOPLE = """
house = "Larkspur"
brand = "Larkspur"

[[people]]
name = "Wren"
roles = ["writer"]

[[people]]
name = "Erin"
roles = ["editor"]

[[people]]
name = "Olga"
roles = ["owner"]

[[people]]
name = "Mia"
roles = ["editor", "writer"]
brands = ["Mill"]
"""
OPEN_GATE = f"{PEOPLE}\n[gate]\n{LEVELS}\n"
WHO = {Role.WRITER: "Wren", Role.EDITOR: "Erin", Role.OWNER: "Olga"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Nothing stands at the gate, so that stages and roles alone decide."""
    made = House(tmp_path / "house", OPEN_GATE)
    yield made
    made.workspace.close()


def _bring_to(house: House, stage: Stage, **options: str) -> str:
    piece = house.bring(**options)
    if stage is Stage.DRAFTING:
        return piece
    erin = house.workspace.person("Erin")
    if stage in (Stage.ON_HOLD, Stage.WITHDRAWN):
        session = house.workspace.session(piece, erin)
        session.hold("A storm.") if stage is Stage.ON_HOLD else session.withdraw("Nobody wants it.")
        return piece
    house.sit(piece, "Wren", checked=False).submit("Erin")
    if stage is Stage.CHANGES_REQUESTED:
        house.sit(piece, "Erin", checked=False).request_changes("Shorter.")
    elif stage is not Stage.IN_REVIEW:
        house.sit(piece, "Erin", checked=False).approve()
    if stage is Stage.PUBLISHED:
        house.sit(piece, "Erin", checked=False).publish("our blog")
    return piece


DO: dict[Act, Callable[[ReviewSession], object]] = {
    Act.WRITE: lambda session: (session.apply(Edit(Span(0, 0), "A ")), session.flush()),
    Act.ANSWER: lambda session: session.take_back(Dismissal("key", "Plain.X", Scope.HERE, Reason.DELIBERATE, "", "Wren", "")),
    Act.SUBMIT: lambda session: session.submit("Erin"),
    Act.RECALL: lambda session: session.recall(),
    Act.APPROVE: lambda session: session.approve(),
    Act.REQUEST_CHANGES: lambda session: session.request_changes("Shorter."),
    Act.REOPEN: lambda session: session.reopen("The price is wrong."),
    Act.PUBLISH: lambda session: session.publish("our blog"),
    Act.HOLD: lambda session: session.hold("A storm."),
    Act.RESUME: lambda session: session.resume(),
    Act.WITHDRAW: lambda session: session.withdraw("Nobody wants it."),
    Act.BRING_BACK: lambda session: session.bring_back(),
    Act.DESCRIBE: lambda session: session.describe({"audience": "regulars"}),
}


@pytest.mark.parametrize("stage", list(Stage), ids=lambda stage: stage.value)
@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_every_act_is_done_or_refused_as_stage_and_role_have_it_and_a_refused_one_writes_nothing(
    house: House, stage: Stage, role: Role
):
    kept = _bring_to(house, stage)
    for act in MOVES:
        may = role in ROLES[act] and MOVES[act].stage_of(house.workspace.piece(kept)) in MOVES[act].stages
        session = house.sit(_bring_to(house, stage) if may and act in DO else kept, WHO[role], checked=False)
        assert session.piece.stage is stage
        before = house.workspace.history.head()
        do = DO.get(act, lambda session, act=act: session.must(act))
        if may:
            do(session)
            leads_to = MOVES[act].to or (Stage.DRAFTING if act is Act.RESUME else None)
            edited = Stage.DRAFTING if act in (Act.WRITE, Act.DESCRIBE) and stage is Stage.APPROVED else stage
            assert house.workspace.piece(session.piece.id).stage is (leads_to or edited)
        else:
            with pytest.raises(Refused) as refused:
                do(session)
            told = str(refused.value)
            assert (WHO[role] in told and "Who may: Erin, Olga." in told) if role not in ROLES[act] else stage.label in told
            assert house.workspace.history.head() == before


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (lambda session: session.hold("  "), "Give a reason"),
        (lambda session: session.hold("A storm.", "2026-11-23"), "2026-11-23 is over already"),
        (lambda session: session.withdraw(""), "Give a reason"),
    ],
)
def test_what_stops_a_piece_says_why(house, act, what: str):
    session = house.sit(_bring_to(house, Stage.DRAFTING), "Erin", checked=False)
    before = house.workspace.history.head()
    with pytest.raises(Refused, match=what):
        act(session)
    with pytest.raises(BadInput, match="is not a day"):
        session.hold("A storm.", "Christmas")
    assert house.workspace.history.head() == before


def _touch(house: House, piece: str, who: str) -> None:
    session = house.sit(piece, who, checked=False)
    session.apply(Edit(Span(0, 0), f"{who}. ", Cause.TYPED))
    session.flush()


@pytest.mark.parametrize("way", ["sent back", "taken back", "reopened", "brought back"])
def test_work_comes_back_to_whoever_handed_it_on_and_not_to_whoever_brought_it_in_or_reviews_it(house, way):
    piece = house.bring(by="Olga")
    _touch(house, piece, "Wren")
    house.sit(piece, "Wren", checked=False).submit("Erin")
    session = house.sit(piece, "Erin", checked=False)
    if way == "sent back":
        _touch(house, piece, "Erin")  # a comma of the editor's makes it no work of theirs
        house.sit(piece, "Erin", checked=False).request_changes("Shorter.")
    elif way == "taken back":
        session.recall()
    elif way == "reopened":
        session.approve()
        session.reopen("The price is wrong.")
    else:
        session.withdraw("Not now.")
        house.sit(piece, "Erin", checked=False).bring_back()
    assert house.workspace.piece(piece).assignee == "Wren"
    assert house.workspace.history.verify().whole


def test_work_never_handed_on_comes_back_to_whoever_edited_it_last_and_unedited_to_whoever_answers_for_it(house):
    touched, untouched = house.bring(by="Olga"), house.bring(by="Olga")
    _touch(house, touched, "Wren")
    for piece in (touched, untouched):
        house.sit(piece, "Erin", checked=False).withdraw("Not now.")
        house.sit(piece, "Erin", checked=False).bring_back()
    assert [house.workspace.piece(piece).assignee for piece in (touched, untouched)] == ["Wren", "Olga"]
    assert house.workspace.history.verify().whole


def test_work_does_not_come_back_to_somebody_who_is_here_no_more(house):
    piece = house.bring(by="Olga")
    house.sit(piece, "Wren", checked=False).submit("Erin")
    house.rule(OPEN_GATE.replace('name = "Wren"', 'name = "Wanda"'))
    house.sit(piece, "Erin", checked=False).request_changes("Shorter.")
    assert house.workspace.piece(piece).assignee == "Olga"


def test_a_reopened_piece_says_what_is_corrected_and_takes_another_yes_even_for_the_same_text(house):
    piece = _bring_to(house, Stage.PUBLISHED)
    session = house.sit(piece, "Erin", checked=False)
    assert session.approval is not None
    with pytest.raises(Refused, match="has to see why"):
        session.reopen(" ")
    session.reopen("The price is wrong.")
    assert (session.piece.stage, session.piece.assignee, session.approval) == (Stage.DRAFTING, "Wren", None)
    with pytest.raises(Refused, match="“Approved”"):
        session.publish("our blog")
    house.sit(piece, "Wren", checked=False).submit("Erin")
    again = house.sit(piece, "Erin", checked=False)
    again.approve()
    assert again.approval is not None
    assert again.piece.stage is Stage.APPROVED


def test_what_is_published_stands_as_it_is_until_somebody_reopens_it(house):
    piece = _bring_to(house, Stage.PUBLISHED)
    session = house.sit(piece, "Wren")
    text, before = session.text, house.workspace.history.head()
    assert not session.is_editable
    with pytest.raises(Refused, match="Reopen it first, and say what has to be corrected"):
        session.apply(Edit(Span(0, 0), "Hot "))
    with pytest.raises(Refused, match="Reopen it first"):
        session.replace_all("# Other\n", Cause.IMPORT)
    assert (session.text, session.is_saved, house.workspace.history.head()) == (text, True, before)
    house.sit(piece, "Erin", checked=False).reopen("Say which tea.")
    fresh = house.sit(piece, "Wren", checked=False)
    fresh.apply(Edit(Span(0, 0), "Hot "))
    assert fresh.flush()


def test_a_piece_that_somebody_changed_meanwhile_is_not_moved_unseen(house, type_over):
    piece = _bring_to(house, Stage.APPROVED)
    stale = house.sit(piece, "Erin", checked=False)
    writer = house.sit(piece, "Wren", checked=False)
    type_over(writer, "pot", "mug")
    writer.flush()
    with pytest.raises(Refused, match="changed elsewhere"):
        stale.publish("our blog")
    assert house.workspace.piece(piece).stage is Stage.DRAFTING


def test_a_held_piece_goes_back_to_where_its_text_belongs(house, type_over):
    piece = _bring_to(house, Stage.APPROVED)
    erin = house.sit(piece, "Erin", checked=False)
    erin.hold("A storm.", "2026-12-01")
    assert (erin.piece.held_from, erin.piece.held_until, erin.piece.held_why) == ("approved", "2026-12-01", "A storm.")
    assert erin.approval is not None
    type_over(erin, "pot", "mug")
    erin.flush()
    erin.resume()
    assert (erin.piece.stage, erin.piece.held_why, erin.approval) == (Stage.DRAFTING, "", None)


@pytest.mark.parametrize(
    "act",
    [
        *(DO[Act.WRITE], DO[Act.ANSWER], DO[Act.DESCRIBE]),
        lambda session: disclosure.decide(session, DisclosureLevel.LINE, "Written with AI."),
        lambda session: checklists.answer(session, "blog.drafting", "reader", Answer.YES),
    ],
)
def test_what_is_published_and_held_stays_the_text_that_its_readers_have(house, act):
    piece = _bring_to(house, Stage.PUBLISHED)
    session = house.sit(piece, "Erin", checked=False)
    session.hold("A storm.")
    before = house.workspace.history.head()
    with pytest.raises(Refused, match="while the piece is “On hold” and was “Published” before"):
        act(session)
    assert not session.is_editable
    assert house.workspace.history.head() == before
    session.resume()
    assert session.piece.stage is Stage.PUBLISHED
    assert session.approval is not None


def test_a_text_that_came_over_a_published_piece_on_hold_does_not_pass_for_the_published_one(house):
    piece = _bring_to(house, Stage.PUBLISHED)
    house.sit(piece, "Erin", checked=False).hold("A storm.")
    over = {"edits": [[0, 0, "Cold ", "typed", ""]]}
    house.workspace.history.append(EventType.EDITED, piece, _by("Wren"), over)  # as another program may still write it
    session = house.sit(piece, "Erin", checked=False)
    session.resume()
    assert (session.piece.stage, session.approval) == (Stage.DRAFTING, None)
    house.workspace.history.rebuild()
    assert house.workspace.piece(piece).stage is Stage.DRAFTING
    assert house.workspace.verify().whole


def test_held_and_withdrawn_pieces_do_not_leave_the_house_and_a_published_one_does(house, tmp_path):
    target = tmp_path / "out.md"
    for stage in (Stage.ON_HOLD, Stage.WITHDRAWN):
        session = house.sit(_bring_to(house, stage), "Olga")
        with pytest.raises(Refused, match="You cannot export while"):
            export_piece(session, house.workspace, "md", target)
    assert not target.exists()
    session = house.sit(_bring_to(house, Stage.PUBLISHED), "Wren")
    export_piece(session, house.workspace, "md", target)
    assert target.read_text(encoding="utf-8") == session.text
    assert caution(session) == ""


# ---------------------------------------------------------------- what a piece is


def test_describing_a_piece_writes_what_differs_and_has_it_checked_again(house):
    session = house.sit(house.bring(), "Wren")
    assert session.ran
    assert session.describe({"audience": " regulars ", "locale": "en-GB", "accountable": "olga", "audience_checked": True})
    piece = session.piece
    assert (piece.audience, piece.locale, piece.accountable) == ("regulars", "en-GB", "Olga")
    assert piece.audience_checked == "Wren, 2026-11-24T09:00:00+00:00"
    assert session.pending
    assert not session.describe({"audience": "regulars", "locale": "en-GB"})
    (event,) = house.workspace.history.events(piece.id, [EventType.PIECE_DESCRIBED])
    assert set(event.payload["what"]) == {"audience", "locale", "accountable", "audience_checked"}
    session.describe({"audience": "newcomers"})
    assert session.piece.audience_checked == ""


@pytest.mark.parametrize(
    ("what", "kind", "told"),
    [
        ({"accountable": "Zoe"}, NotFound, "Nobody here is called “Zoe”"),
        ({"accountable": ""}, Refused, "Somebody has to answer for the piece"),
        ({"accountable": "Mia"}, Refused, "Mia works for Mill, and not for Larkspur"),
        ({"campaign": "spring"}, NotFound, "no campaign “spring”"),
        ({"content_type": "sonnet"}, NotFound, "no content type “sonnet”"),
        ({"locale": "British"}, BadInput, "is no locale"),
        ({"audience_checked": True}, Refused, "Name the audience first"),
        ({"title": "Other"}, BadInput, "Known: brand, channel, campaign"),
        ({"channel": "radio"}, BadInput, "There is no channel “radio”"),
        ({"brand": " "}, Refused, "Name the brand"),
    ],
)
def test_a_description_that_names_what_is_not_there_is_refused(house, what, kind, told: str):
    session = house.sit(house.bring(), "Wren", checked=False)
    before = house.workspace.history.head()
    with pytest.raises(kind, match=told):
        session.describe(what)
    assert house.workspace.history.head() == before


def test_a_draft_taken_for_another_brand_and_channel_is_set_right_and_checked_with_the_new_guides_at_once(house):
    other = house.bring(brief="Say when we open.", brand="Mill")
    piece = house.bring(brief="Say when we open.")
    session = house.sit(piece, "Wren")
    assert session.ran
    assert not session.context.siblings
    before = session.context.version
    assert session.describe({"brand": "Mill", "channel": "Email"})
    assert (session.piece.brand, session.piece.channel) == ("Mill", Channel.EMAIL)
    assert session.pending
    assert (session.context.channel, session.context.brand) == (Channel.EMAIL, "Mill")
    assert session.context.version != before
    assert [title for title, _ in session.context.siblings] == [house.workspace.piece(other).title]
    history = house.workspace.history
    assert [each.brand for each in history.tally(Reach(brand="Mill")).outcomes] == ["Mill", "Mill"]
    assert history.verify().whole


@pytest.mark.parametrize("stage", [Stage.IN_REVIEW, Stage.APPROVED])
def test_what_somebody_reviews_or_approved_keeps_its_brand_and_its_channel(house, stage):
    session = house.sit(_bring_to(house, stage), "Erin", checked=False)
    for what in ({"brand": "Mill"}, {"channel": "web"}):
        with pytest.raises(Refused, match="Brand and channel"):
            session.describe(what)
    if stage is Stage.APPROVED:
        session.reopen("The price is wrong.")
        with pytest.raises(Refused, match="stay as they were approved"):
            session.describe({"channel": "web"})
    else:
        session.request_changes("It is an email.")
        assert session.describe({"channel": "email"})


def test_a_piece_goes_to_no_brand_that_whoever_says_so_or_answers_for_it_does_not_work_for(house):
    house.rule(OPEN_GATE.replace('brands = ["Mill"]', 'brands = ["Mill", "Larkspur"]'))
    piece = house.bring()
    mia = house.sit(piece, "Mia", checked=False)
    with pytest.raises(Refused, match="Mia works for Mill, Larkspur, and not for Spa"):
        mia.describe({"brand": "Spa"})
    assert mia.describe({"accountable": "Mia"})
    with pytest.raises(Refused, match="Mia works for Mill, Larkspur, and not for Spa"):
        house.sit(piece, "Olga", checked=False).describe({"brand": "Spa"})
    assert house.sit(piece, "Olga", checked=False).describe({"brand": "Spa", "accountable": "Olga"})


def test_a_piece_leaves_its_campaign_before_it_goes_to_another_brand(house):
    saved = {"campaign": "spring", "name": "Spring", "brand": "Larkspur", "owner": "Olga", "starts": "", "ends": "", "facts": ""}
    house.workspace.history.append(EventType.CAMPAIGN_SAVED, "", _by("Olga"), saved | {"note": ""})
    session = house.sit(house.bring(), "Wren", checked=False)
    session.describe({"campaign": "spring"})
    with pytest.raises(Refused, match="is a campaign of Larkspur"):
        session.describe({"brand": "Mill"})
    assert session.describe({"brand": "Mill", "campaign": ""})


def test_a_piece_joins_a_campaign_by_its_name_or_its_id(house):
    saved = {
        "campaign": "spring-27",
        "name": "Spring",
        "brand": "",
        "owner": "Olga",
        "starts": "",
        "ends": "",
        "facts": "",
        "note": "",
    }
    house.workspace.history.append(EventType.CAMPAIGN_SAVED, "", _by("Olga"), saved)
    session = house.sit(house.bring(), "Wren", checked=False)
    session.describe({"campaign": "spring"})
    assert session.piece.campaign == "spring-27"
    session.describe({"campaign": ""})
    assert session.piece.campaign == ""


def _by(name: str):
    from studio.core.events import Actor

    return Actor.person(name)


# ---------------------------------------------------------------- everything of a brand or a campaign


def test_everything_of_a_brand_stops_at_once_and_goes_on_together(house):
    pieces = [_bring_to(house, stage) for stage in (Stage.DRAFTING, Stage.IN_REVIEW, Stage.APPROVED, Stage.PUBLISHED)]
    held = _bring_to(house, Stage.ON_HOLD)
    gone = _bring_to(house, Stage.WITHDRAWN)
    other = house.bring(by="Erin", brand="Mill")
    workspace, wren, erin = house.workspace, house.workspace.person("Wren"), house.workspace.person("Erin")
    done = moving.hold_all(workspace, wren, "The king is dead.", "2026-12-01", brand="LARKSPUR")
    assert (set(done.done), set(done.left)) == (set(pieces), {held, gone})
    events = workspace.history.events(types=[EventType.HELD])[-4:]
    assert {(e.payload["scope"], e.payload["name"], e.payload["reason"]) for e in events} == {
        ("brand", "Larkspur", "The king is dead.")
    }
    assert workspace.piece(held).held_why == "A storm."
    assert workspace.piece(other).stage is Stage.DRAFTING
    with pytest.raises(Refused, match="Wren may not take it off hold"):
        moving.resume_all(workspace, wren, brand="Larkspur")
    back = moving.resume_all(workspace, erin, brand="Larkspur")
    assert set(back.done) == set(pieces)
    assert [workspace.piece(piece).stage for piece in pieces] == [
        *(Stage.DRAFTING, Stage.IN_REVIEW, Stage.APPROVED, Stage.PUBLISHED),
    ]
    assert workspace.piece(held).stage is Stage.ON_HOLD


def test_a_campaign_is_held_by_its_name(house):
    saved = {
        "campaign": "spring-27",
        "name": "Spring",
        "brand": "",
        "owner": "Olga",
        "starts": "",
        "ends": "",
        "facts": "",
        "note": "",
    }
    house.workspace.history.append(EventType.CAMPAIGN_SAVED, "", _by("Olga"), saved)
    inside, outside = house.bring(), house.bring()
    house.sit(inside, "Wren", checked=False).describe({"campaign": "Spring"})
    done = moving.hold_all(house.workspace, house.workspace.person("Erin"), "A storm.", campaign="spring")
    assert done.done == (inside,)
    assert house.workspace.piece(outside).stage is Stage.DRAFTING


@pytest.mark.parametrize(
    ("named", "kind", "told"),
    [
        ({}, BadInput, "Name a brand or a campaign"),
        ({"brand": "Larkspur", "campaign": "Spring"}, BadInput, "one of them"),
        ({"brand": "Mull"}, NotFound, "No piece belongs to the brand “Mull”"),
    ],
)
def test_holding_everything_names_of_what(house, named, kind, told: str):
    house.bring()
    before = house.workspace.history.head()
    with pytest.raises(kind, match=told):
        moving.hold_all(house.workspace, house.workspace.person("Erin"), "A storm.", **named)
    assert house.workspace.history.head() == before


def test_holding_everything_without_a_reason_holds_nothing(house):
    house.bring()
    before = house.workspace.history.head()
    with pytest.raises(Refused, match="Give a reason"):
        moving.hold_all(house.workspace, house.workspace.person("Erin"), " ", brand="Larkspur")
    assert house.workspace.history.head() == before


def test_a_hold_that_has_run_out_is_named_and_does_not_end_by_itself(house):
    piece = house.bring()
    house.sit(piece, "Wren", checked=False).hold("A storm.", "2026-11-25")
    house.bring()
    assert moving.holds_run_out(house.workspace) == []
    house.clock.wait(2 * 86_400)
    assert [each.id for each in moving.holds_run_out(house.workspace)] == [piece]
    assert house.workspace.piece(piece).stage is Stage.ON_HOLD


# ---------------------------------------------------------------- people of one brand


def test_somebody_of_one_brand_sees_opens_and_takes_in_that_brand_s_pieces_alone(house, tmp_path):
    ours, theirs = house.bring(), house.bring(by="Erin", brand="Mill")
    workspace, mia = house.workspace, house.workspace.person("Mia")
    assert [piece.id for piece in workspace.pieces_for(mia)] == [theirs]
    assert {piece.id for piece in workspace.pieces_for(workspace.person("Wren"))} == {ours, theirs}
    with pytest.raises(Refused, match=r"Mia works for Mill, and not for Larkspur\. Who does: Wren, Erin, Olga\."):
        workspace.session(ours, mia)
    assert workspace.session(theirs, mia).piece.id == theirs
    draft = tmp_path / "draft.md"
    draft.write_text("# Flour\n\nWe mill it.\n", encoding="utf-8")
    assert "not for Larkspur" in str(take_in_files(workspace, [draft], mia, Options(brand="Larkspur")).refused[0])
    (made,) = take_in_files(workspace, [draft], mia).pieces
    assert workspace.piece(made).brand == "Mill"
    with pytest.raises(Refused, match="not for Larkspur"):
        moving.hold_all(workspace, mia, "A storm.", brand="Larkspur")


def test_a_piece_is_not_handed_to_an_editor_of_another_brand(house):
    session = house.sit(house.bring(), "Wren", checked=False)
    with pytest.raises(Refused, match=r"Mia works for Mill, and not for Larkspur\. Editors here: Erin, Olga\."):
        session.submit("Mia")


def test_reports_tell_somebody_of_one_brand_of_no_other(house):
    ours, theirs = house.bring(), house.bring(by="Erin", brand="Mill")
    mia = house.workspace.person("Mia")
    made = make_report(house.workspace, "edit-history", mia)
    assert [each.piece.id for each in made.pieces] == [theirs]
    for reach in (Reach(brand="Larkspur"), Reach(piece=ours)):
        with pytest.raises(Refused, match="not for Larkspur"):
            make_report(house.workspace, "edit-history", mia, reach)


def test_every_stage_and_role_is_in_the_table():
    assert len(list(product(Stage, Role, MOVES))) == 7 * 3 * len(MOVES)
    assert set(DO) <= set(MOVES)


# ---------------------------------------------------------------- people of today


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (('name = "Erin"\nroles = ["editor"]', 'name = "Erin"\nroles = ["writer"]'), "Erin may not approve: that takes"),
        (('name = "Erin"', 'name = "Eva"'), "Erin is in policy.toml no more. Sit down as somebody who is"),
        (('roles = ["editor"]\n', 'roles = ["editor"]\nbrands = ["Mill"]\n'), "Erin works for Mill, and not for Larkspur"),
    ],
    ids=["demoted", "gone", "of another brand"],
)
def test_a_piece_that_lies_open_is_decided_on_with_the_roles_of_today(house, now, told: str):
    session = house.sit(_bring_to(house, Stage.IN_REVIEW), "Erin", checked=False)
    (house.root / "policy.toml").write_text(OPEN_GATE.replace(*now, 1), encoding="utf-8")
    house.workspace.guides_changed()
    before = house.workspace.history.head()
    with pytest.raises(Refused, match=told):
        session.approve()
    assert house.workspace.history.head().count <= before.count + 1  # what changed in the policy, and no yes
    (house.root / "policy.toml").write_text(OPEN_GATE, encoding="utf-8")
    house.workspace.guides_changed()
    session.approve()
    assert session.approval is not None


def test_what_somebody_typed_before_they_left_the_house_is_kept(house, type_over):
    session = house.sit(_bring_to(house, Stage.DRAFTING), "Wren", checked=False)
    type_over(session, "pot", "mug")
    (house.root / "policy.toml").write_text(OPEN_GATE.replace('"Wren"', '"Wendy"'), encoding="utf-8")
    house.workspace.guides_changed()
    assert not session.is_editable
    with pytest.raises(Refused, match=r"Wren is in policy\.toml no more"):
        type_over(session, "mug", "jug")
    assert session.flush()
    assert "mug" in house.workspace.history.working(session.piece.id)
