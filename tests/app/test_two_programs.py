"""Two programs on one history: what the second did between the look of the first and its write counts."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from studio.app import campaigns, commenting, consents, disclosure, escalation, moving, pulling, rewriting
from studio.app.export import export_piece
from studio.app.replay import Replay
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.errors import DiskFull, KnownError, Refused
from studio.core.events import EventType
from studio.core.gate import GateId
from studio.core.judgement import DisclosureLevel
from studio.core.piece import Stage
from studio.formats import exports

from .conftest import House, swap

LEVELS = "\n".join(f'{gate.value} = "off"' for gate in GateId)
POLICY = f"""
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

[gate]
{LEVELS}
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "house", POLICY)
    yield made
    made.workspace.close()


@pytest.fixture
def meanwhile(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[House], object]], None]:
    """Has a second program do something just before the first one writes, once it has looked."""

    def arrange(act: Callable[[House], object]) -> None:
        history = house.workspace.history
        write = history.append_all

        def later(*args, **options):
            monkeypatch.setattr(history, "append_all", write)
            with closing(Workspace.open(house.root, now=house.clock.now, monotonic=house.clock.monotonic)) as other:
                here, house.workspace = house.workspace, other
                try:
                    act(house)
                finally:
                    house.workspace = here
            return write(*args, **options)

        monkeypatch.setattr(history, "append_all", later)

    return arrange


def _approved(house: House) -> str:
    piece = house.bring()
    house.sit(piece, "Wren", checked=False).submit("Erin")
    house.sit(piece, "Erin", checked=False).approve()
    return piece


def _stages(house: House, *pieces: str) -> list[Stage]:
    return [house.workspace.piece(piece).stage for piece in pieces]


# ---------------------------------------------------------------- everything of a brand or of a campaign


def test_a_piece_withdrawn_while_its_brand_is_held_stays_withdrawn_and_the_others_are_held(house, meanwhile):
    one, two = _approved(house), _approved(house)
    meanwhile(lambda other: other.sit(one, "Erin", checked=False).withdraw("Nobody wants it."))
    done = moving.hold_all(house.workspace, house.workspace.person("Wren"), "A storm.", brand="Larkspur")
    assert (done.done, done.left) == ((two,), (one,))
    assert _stages(house, one, two) == [Stage.WITHDRAWN, Stage.ON_HOLD]
    assert house.workspace.history.verify().problem == ""


def test_a_piece_held_by_itself_while_its_brand_is_held_keeps_its_own_reason(house, meanwhile):
    one, two = _approved(house), _approved(house)
    meanwhile(lambda other: other.sit(one, "Erin", checked=False).hold("The price is wrong."))
    done = moving.hold_all(house.workspace, house.workspace.person("Wren"), "A storm.", brand="Larkspur")
    assert (done.done, done.left) == ((two,), (one,))
    assert house.workspace.piece(one).held_why == "The price is wrong."


def test_a_piece_that_came_in_while_its_brand_is_held_is_held_too(house, meanwhile):
    one, came = _approved(house), []
    meanwhile(lambda other: came.append(other.bring()))
    done = moving.hold_all(house.workspace, house.workspace.person("Wren"), "A storm.", brand="Larkspur")
    assert set(done.done) == {one, *came}


def test_a_piece_withdrawn_while_its_brand_goes_on_does_not_come_back_with_its_yes(house, meanwhile):
    one, two = _approved(house), _approved(house)
    moving.hold_all(house.workspace, house.workspace.person("Wren"), "A storm.", brand="Larkspur")
    meanwhile(lambda other: other.sit(one, "Erin", checked=False).withdraw("Nobody wants it."))
    done = moving.resume_all(house.workspace, house.workspace.person("Erin"), brand="Larkspur")
    assert (done.done, done.left) == ((two,), (one,))
    assert _stages(house, one, two) == [Stage.WITHDRAWN, Stage.APPROVED]
    assert not house.workspace.history.events(one, [EventType.RESUMED])
    assert house.workspace.history.verify().problem == ""


def test_a_brand_that_another_program_stopped_already_is_not_stopped_twice(house, meanwhile):
    one, two = _approved(house), _approved(house)
    meanwhile(
        lambda other: moving.hold_all(other.workspace, other.workspace.person("Olga"), "The king is dead.", brand="Larkspur")
    )
    done = moving.hold_all(house.workspace, house.workspace.person("Wren"), "A storm.", brand="Larkspur")
    assert (done.done, set(done.left)) == ((), {one, two})
    assert {house.workspace.piece(piece).held_why for piece in (one, two)} == {"The king is dead."}


def test_withdrawing_ends_the_yes_and_bringing_back_takes_another(house):
    piece = _approved(house)
    session = house.sit(piece, "Erin", checked=False)
    session.withdraw("Nobody wants it.")
    assert (session.piece.approved_hash, session.approval) == ("", None)
    session.bring_back()
    swap(session, "pot", "mug")
    session.flush()
    swap(session, "mug", "pot")
    session.flush()
    assert session.piece.stage is Stage.DRAFTING
    assert house.workspace.history.verify().problem == ""


# ---------------------------------------------------------------- campaigns


@pytest.fixture
def winter(house):
    return campaigns.save(house.workspace, house.workspace.person("Erin"), "Winter menu", facts="Parkin costs £4.20.")


def _set(house: House, winter) -> list[str]:
    pieces = [_approved(house), _approved(house)]
    campaigns.join(house.workspace, house.workspace.person("Wren"), winter, pieces)
    house.clock.wait(60)
    return pieces


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda other, piece: other.sit(piece, "Erin", checked=False).withdraw("Nobody wants it."), "changed meanwhile"),
        (lambda other, piece: other.sit(piece, "Erin", checked=False).hold("A storm."), "on hold: A storm."),
        (lambda other, piece: other.sit(piece, "Erin", checked=False).reopen("The price."), "being worked on again"),
        (lambda other, piece: other.sit(piece, "Wren", checked=False).describe({"campaign": ""}), "changed meanwhile"),
    ],
)
def test_a_set_is_not_approved_over_what_was_done_to_a_piece_of_it_meanwhile(house, meanwhile, winter, act, told: str):
    pieces = _set(house, winter)
    meanwhile(lambda other: act(other, pieces[0]))
    with pytest.raises(Refused, match=told):
        campaigns.approve(house.workspace, house.workspace.person("Erin"), winter)
    assert not house.workspace.history.events(types=[EventType.CAMPAIGN_APPROVED])


def test_a_yes_to_a_set_holds_for_the_facts_and_the_pieces_that_were_looked_at(house, meanwhile, winter):
    _set(house, winter)
    seen, erin = campaigns.standing(house.workspace, winter), house.workspace.person("Erin")
    campaigns.join(house.workspace, erin, winter, [_approved(house)])
    with pytest.raises(Refused, match="“Winter menu” was changed meanwhile, so nothing was decided"):
        campaigns.approve(house.workspace, erin, winter, seen=seen)
    meanwhile(
        lambda other: campaigns.save(other.workspace, erin, winter.name, id=winter.id, facts="Parkin costs £5.", owner="Erin")
    )
    with pytest.raises(Refused, match="“Winter menu” was changed meanwhile"):
        campaigns.approve(house.workspace, erin, winter)
    assert not house.workspace.history.events(types=[EventType.CAMPAIGN_APPROVED])


def test_pieces_join_together_or_not_at_all_where_one_is_withdrawn_meanwhile(house, meanwhile, winter):
    one, two = house.bring(), house.bring()
    meanwhile(lambda other: other.sit(two, "Erin", checked=False).withdraw("Nobody wants it."))
    with pytest.raises(Refused, match="“Withdrawn”"):
        campaigns.join(house.workspace, house.workspace.person("Wren"), winter, [one, two])
    assert [house.workspace.piece(piece).campaign for piece in (one, two)] == ["", ""]


# ---------------------------------------------------------------- the text, and what is said beside it


def _done(house: House, act: Callable[[House], object]) -> None:
    """Another program does it, wholly, before the first one is asked for anything."""
    with closing(Workspace.open(house.root, now=house.clock.now, monotonic=house.clock.monotonic)) as other:
        here, house.workspace = house.workspace, other
        try:
            act(house)
        finally:
            house.workspace = here


@pytest.mark.parametrize("between", [True, False], ids=["in the instant of writing", "before"])
def test_what_is_typed_while_somebody_publishes_is_kept_and_readers_have_what_was_approved(house, meanwhile, between):
    piece = _approved(house)
    typing, told = house.sit(piece, "Wren", checked=False), []
    approved = typing.text
    typing.changed = told.append
    swap(typing, "pot", "mug")
    (meanwhile if between else lambda act: _done(house, act))(
        lambda other: other.sit(piece, "Erin", checked=False).publish("our blog")
    )
    assert typing.flush()
    assert typing.was_put_back
    assert told.index("put_back") < told.index("stage")
    now = house.workspace.piece(piece)
    assert (typing.text, typing.is_saved, house.workspace.history.working(piece)) == (approved, True, approved)
    assert (now.stage, typing.approval is None, typing.stale_approval) == (Stage.PUBLISHED, False, None)
    assert now.last_editor == "", "nobody has changed the text"
    replay = Replay.of(house.workspace.history, now)
    assert any("mug" in replay.text(index) for index in range(len(replay))), "and the words can be had from there"
    assert house.workspace.history.verify().problem == ""


def test_what_is_typed_over_a_text_that_was_corrected_and_published_elsewhere_is_kept_too(house):
    piece = _approved(house)
    typing = house.sit(piece, "Wren", checked=False)
    swap(typing, "pot", "mug")

    def correct(other: House) -> None:
        writer = other.sit(piece, "Wren", checked=False)
        swap(writer, "sit down", "stay")
        writer.submit("Erin")
        other.sit(piece, "Erin", checked=False).approve()
        other.sit(piece, "Erin", checked=False).publish("our blog")

    _done(house, correct)
    typing.flush()
    now = house.workspace.piece(piece)
    assert typing.was_put_back
    assert "stay" in typing.text
    assert typing.text == house.workspace.history.working(piece)
    assert typing.text_hash == now.approved_hash
    replay = Replay.of(house.workspace.history, now)
    assert any("mug" in replay.text(index) for index in range(len(replay)))


def test_what_is_typed_while_somebody_withdraws_it_stands_in_the_text(house):
    piece = _approved(house)
    typing = house.sit(piece, "Wren", checked=False)
    swap(typing, "pot", "mug")
    _done(house, lambda other: other.sit(piece, "Erin", checked=False).withdraw("Nobody wants it."))
    typing.flush()
    assert "mug" in house.workspace.history.working(piece)
    assert (typing.was_put_back, typing.piece.approved_hash) == (False, "")


def test_a_heading_typed_while_somebody_publishes_gives_the_piece_no_other_name(house):
    piece = _approved(house)
    typing = house.sit(piece, "Wren", checked=False)
    swap(typing, "Slow tea", "Fast tea")
    _done(house, lambda other: other.sit(piece, "Erin", checked=False).publish("our blog"))
    typing.flush()
    assert house.workspace.piece(piece).title == "Slow tea"


@pytest.mark.parametrize(
    ("act", "kind", "stops"),
    [
        (lambda s: disclosure.decide(s, DisclosureLevel.LINE), EventType.DISCLOSURE_DECIDED, "publish"),
        (lambda s: s.describe({"audience": "regulars"}), EventType.PIECE_DESCRIBED, "publish"),
        (lambda s: commenting.comment(s, "Is that so?"), EventType.COMMENT_ADDED, "withdraw"),
        (lambda s: escalation.escalate(s, "Olga", "Please look."), EventType.ESCALATED, "withdraw"),
        (lambda s: consents.record(s, "Jane", "our blog"), EventType.CONSENT_RECORDED, "withdraw"),
    ],
    ids=["disclosure", "description", "comment", "escalation", "consent"],
)
def test_nothing_is_said_of_a_piece_that_another_program_took_out_of_reach_meanwhile(house, meanwhile, act, kind, stops: str):
    piece = _approved(house)
    session, told = house.sit(piece, "Wren", checked=False), []
    session.changed = told.append
    meanwhile(lambda other: getattr(other.sit(piece, "Erin", checked=False), stops)("our blog"))
    with pytest.raises(Refused, match=r"while the piece is “(Published|Withdrawn)”"):
        act(session)
    assert not house.workspace.history.events(piece, [kind])
    assert "stage" in told, "and the desk shows the stage that it is at"


def test_a_piece_held_or_changed_while_it_goes_out_stays_in_the_house(house, meanwhile, tmp_path):
    for act, told in (
        (lambda other, piece: other.sit(piece, "Wren", checked=False).hold("A storm."), "“On hold”"),
        (lambda other, piece: other.sit(piece, "Erin", checked=False).withdraw("Nobody wants it."), "“Withdrawn”"),
        (lambda other, piece: _retype(other, piece), "changed elsewhere"),
    ):
        piece, target = _approved(house), tmp_path / "out.md"
        session = house.sit(piece, "Erin", checked=False)
        meanwhile(lambda other, act=act, piece=piece: act(other, piece))
        with pytest.raises(Refused, match=told):
            export_piece(session, house.workspace, "md", target)
        assert not target.exists()
        assert not house.workspace.history.events(piece, [EventType.EXPORTED])


def _retype(house: House, piece: str) -> None:
    session = house.sit(piece, "Wren", checked=False)
    swap(session, "pot", "mug")
    session.flush()


def test_a_file_that_cannot_be_written_leaves_no_word_that_it_went_out(house, tmp_path):
    piece = _approved(house)
    with pytest.raises(KnownError, match="could not be written"):
        export_piece(house.sit(piece, "Erin", checked=False), house.workspace, "md", tmp_path / "nowhere" / "out.md")
    assert not house.workspace.history.events(piece, [EventType.EXPORTED])


# ---------------------------------------------------------------- an export of another tool


def test_an_export_that_two_programs_pull_at_once_makes_one_piece_of_each_draft(house, meanwhile):
    rows = [{"body": "# Slow tea\n\nWe open at ten.\n"}, {"body": "# Late tea\n\nWe close at six.\n"}]
    export = exports.read(json.dumps(rows).encode(), "drafts.json")
    pulled = pulling.pull(export, exports.Places(fields={"text": "body"}))
    theirs = []
    meanwhile(lambda other: theirs.append(pulling.take_in_all(other.workspace, pulled, other.workspace.person("Erin"))))
    ours = pulling.take_in_all(house.workspace, pulled, house.workspace.person("Wren"))
    assert (len(theirs[0].pieces), ours.pieces) == (2, [])
    assert ours.told_before == "2 drafts came in before, and were left out."
    assert sorted(each.title for each in house.workspace.pieces()) == ["Late tea", "Slow tea"]


# ---------------------------------------------------------------- a rewrite that a model proposes


WORDS, OTHERS = "We make a pot of tea.", "We brew a pot of tea for you."


def _proposed(house: House) -> ReviewSession:
    session = house.sit(house.bring(), "Wren", checked=False)
    start = session.text.index(WORDS)
    payload = {"call": "abc123", "purpose": "plainer", "start": start, "end": start + len(WORDS), "before": WORDS}
    more = {"instruction": "", "after": OTHERS, "model": "m", "service": "Larch", "found": {}}
    session.record((EventType.REWRITE_PROPOSED, payload | more))
    return session


def _decided(house: House, piece: str) -> list[str]:
    return [each.payload["decision"] for each in house.workspace.history.events(piece, [EventType.REWRITE_DECIDED])]


def _refuse_it(piece: str) -> Callable[[House], object]:
    def act(other: House) -> None:
        session = other.sit(piece, "Erin", checked=False)
        rewriting.refuse(session, rewriting.rewrite(session, "abc123"))

    return act


def test_a_rewrite_that_somebody_refuses_meanwhile_is_not_put_in_the_text_by_another_program(house, meanwhile):
    session = _proposed(house)
    before, piece = session.text, session.piece.id
    meanwhile(_refuse_it(piece))
    with pytest.raises(Refused, match="decided on already"):
        rewriting.accept(session, rewriting.rewrite(session, "abc123"))
    session.flush()
    assert _decided(house, piece) == ["refused"]
    assert session.text == house.workspace.history.working(piece) == before
    assert house.workspace.history.events(piece, [EventType.EDITED]) == []
    assert not rewriting.waiting(session)


def test_of_two_programs_that_accept_one_rewrite_the_second_neither_decides_nor_writes_over_the_text(house, meanwhile):
    session = _proposed(house)
    piece = session.piece.id

    def accept(other: House) -> None:
        house.clock.wait(1)
        again = other.sit(piece, "Erin", checked=False)
        rewriting.accept(again, rewriting.rewrite(again, "abc123"))

    meanwhile(accept)
    with pytest.raises(Refused, match="decided on already"):
        rewriting.accept(session, rewriting.rewrite(session, "abc123"))
    session.flush()
    assert _decided(house, piece) == ["accepted"]
    assert OTHERS in house.workspace.history.working(piece)
    assert session.changed_elsewhere(), "so that the desk shows the text with it"


def test_an_accepted_rewrite_and_its_decision_are_written_together_or_not_at_all(house, monkeypatch):
    session = _proposed(house)
    before, piece, history = session.text, session.piece.id, house.workspace.history
    last = history.events()[-1].number
    really = history._projections.project

    def full(event):
        if event.type is EventType.REWRITE_DECIDED:
            raise DiskFull("The disk is full.", "Make room.")
        really(event)

    with monkeypatch.context() as patched:
        patched.setattr(history._projections, "project", full)
        with pytest.raises(DiskFull):
            rewriting.accept(session, rewriting.rewrite(session, "abc123"))
    session.flush()
    assert (session.text, history.working(piece), history.events()[-1].number) == (before, before, last)
    rewriting.accept(session, rewriting.rewrite(session, "abc123"))
    assert (_decided(house, piece), OTHERS in history.working(piece)) == (["accepted"], True)


def test_where_the_text_was_changed_elsewhere_meanwhile_an_accepted_rewrite_is_in_it_and_decided(house, meanwhile):
    session = _proposed(house)
    piece = session.piece.id

    def type_(other: House) -> None:
        again = other.sit(piece, "Erin", checked=False)
        swap(again, "sit down", "sit down with us")
        again.flush()

    meanwhile(type_)
    rewriting.accept(session, rewriting.rewrite(session, "abc123"))
    assert _decided(house, piece) == ["accepted"]
    assert OTHERS in house.workspace.history.working(piece) == session.text
