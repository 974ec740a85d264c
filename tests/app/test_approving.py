"""A yes in two parts: who may give which, what it is worth, and what the history keeps of it."""

import pytest

from studio.app.approving import separation
from studio.app.session import ReviewSession
from studio.core.edit import Edit
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import EventType
from studio.core.gate import GateId, Level
from studio.core.judgement import Part
from studio.core.piece import Stage
from studio.core.risk import Risk
from studio.core.span import Span

VOICE, ACCURACY = Part
RISKY = "# Slow tea\n\nWe make a pot of tea. Ask a doctor about your medication before you drink it.\n"
TWO = '\n[gate.blog.high]\nsecond_approval = "required"\n'


@pytest.fixture
def two(house):
    """The house asks two people at high risk."""
    house.rule((house.root / "policy.toml").read_text() + TWO)
    return house


def in_review(house, text: str = "# Slow tea\n\nWe make a pot of tea. Come in and sit down.\n") -> str:
    piece = house.bring(text)
    house.sit(piece, checked=False).submit("Erin")
    return piece


def the_yes(house, piece: str) -> dict[str, object]:
    (event,) = house.workspace.history.events(piece, [EventType.APPROVED])
    return event.payload


# ---------------------------------------------------------------- one person, two parts


def test_one_person_gives_both_parts_at_once_at_ordinary_risk(house):
    piece = in_review(house)
    house.sit(piece, "Erin").approve(" Fine. ", rating=4)
    said = the_yes(house, piece)
    assert said["parts"] == {"voice": "Erin", "accuracy": "Erin"}
    assert (said["agreed"], said["rating"], said["note"]) == (["Erin"], 4, "Fine.")
    assert said["risk"] == {"level": "normal", "why": []}
    assert (said["responsible"], said["separation"]) == ("Wren", "required")


def test_two_people_give_one_part_each_and_the_second_yes_approves(house):
    piece = in_review(house)
    assert house.sit(piece, "Erin").agree([VOICE], "Ours.", rating=5) is False
    assert house.workspace.piece(piece).stage is Stage.IN_REVIEW
    (first,) = house.workspace.history.events(piece, [EventType.AGREED])
    assert (first.payload["parts"], first.payload["rating"], first.payload["note"]) == (["voice"], 5, "Ours.")
    assert house.sit(piece, "Tomasz").agree([ACCURACY]) is True
    said = the_yes(house, piece)
    assert said["parts"] == {"voice": "Erin", "accuracy": "Tomasz"}
    assert (said["agreed"], said["rating"]) == (["Erin", "Tomasz"], 5)
    assert house.workspace.piece(piece).stage is Stage.APPROVED
    assert house.workspace.verify().whole


def test_both_parts_agreed_at_once_are_an_approval(house):
    piece = in_review(house)
    assert house.sit(piece, "Erin").agree(Part) is True
    assert house.workspace.piece(piece).stage is Stage.APPROVED


def test_the_same_part_is_not_agreed_to_twice_by_one_person(house):
    session = house.sit(in_review(house), "Erin")
    session.agree([VOICE])
    with pytest.raises(Refused, match=r"Erin has said yes to its voice already\. What is missing: nobody .* its accuracy\."):
        session.agree([VOICE])
    assert session.agree([ACCURACY]) is True


@pytest.mark.parametrize(
    ("act", "error", "says"),
    [
        (lambda session: session.agree([]), Refused, "Choose at least one"),
        (lambda session: session.approve(rating=6), BadInput, "6 is no rating"),
        (lambda session: session.agree([ACCURACY], rating=3), BadInput, "A rating is of the voice"),
        (lambda session: session.approve(responsible="Zoe"), NotFound, "Nobody here is called “Zoe”"),
    ],
)
def test_a_yes_that_makes_no_sense_is_refused_and_nothing_is_written(house, act, error, says):
    session = house.sit(in_review(house), "Erin")
    before = house.workspace.history.head()
    with pytest.raises(error, match=says):
        act(session)
    assert house.workspace.history.head() == before


def test_a_writer_agrees_to_nothing_and_nobody_agrees_before_review(house):
    with pytest.raises(Refused, match="Wren may not agree to a part of it"):
        house.sit(in_review(house)).agree([VOICE])
    with pytest.raises(Refused, match="while the piece is “Drafting”"):
        house.sit(house.bring(), "Erin").agree([VOICE])


def test_somebody_named_carries_responsibility(house):
    piece = in_review(house)
    house.sit(piece, "Erin").approve(responsible="tomasz")
    assert the_yes(house, piece)["responsible"] == "Tomasz"


# ---------------------------------------------------------------- high risk


def test_at_high_risk_the_first_yes_is_an_agreement_and_the_second_person_s_approves(two):
    piece = in_review(two, RISKY)
    first = two.sit(piece, "Erin")
    assert first.gate().takes_two
    with pytest.raises(Refused, match=r"1 more yes wanted, from a second person: high risk \(health\)\. Agree to its parts"):
        first.approve()
    assert first.agree(Part) is False
    with pytest.raises(Refused, match="Erin has said yes to its voice and its accuracy already"):
        first.agree(Part)
    two.sit(piece, "Tomasz").approve()
    said = the_yes(two, piece)
    assert said["agreed"] == ["Erin", "Tomasz"]
    assert said["risk"] == {"level": "high", "why": ["health"]}
    assert "medication" not in str(said["risk"]), "what is kept for good holds no word of the text"


def test_the_last_editor_may_be_one_of_the_two_and_never_the_only_one(two, type_over):
    piece = in_review(two, RISKY)
    editor = two.sit(piece, "Erin")
    type_over(editor, "a pot", "one pot")
    editor.check_now()
    with pytest.raises(Refused, match="Erin edited last"):
        editor.approve()
    assert editor.agree(Part) is False
    with pytest.raises(Refused):
        editor.approve()
    assert two.sit(piece, "Tomasz").agree([ACCURACY]) is True
    assert the_yes(two, piece)["agreed"] == ["Erin", "Tomasz"]


def test_the_last_editor_may_be_the_second_of_the_two(two, type_over):
    piece = in_review(two, RISKY)
    editor = two.sit(piece, "Erin")
    type_over(editor, "a pot", "one pot")
    editor.flush()
    two.sit(piece, "Tomasz").agree([VOICE])
    again = two.sit(piece, "Erin")
    assert again.agree([ACCURACY]) is True


def test_at_ordinary_risk_the_last_editor_gives_no_part(house, type_over):
    editor = house.sit(in_review(house), "Erin")
    type_over(editor, "a pot", "one pot")
    editor.check_now()
    with pytest.raises(Refused, match="Erin edited last, so somebody else approves"):
        editor.agree([VOICE])


def test_a_house_of_one_that_switches_it_off_says_so_in_every_approval(house, type_over):
    house.rule((house.root / "policy.toml").read_text() + '\n[gate]\nsecond_person = "off"\n')
    piece = in_review(house, RISKY)
    session = house.sit(piece, "Erin")
    type_over(session, "a pot", "one pot")
    session.check_now()
    session.approve()
    said = the_yes(house, piece)
    assert (said["separation"], said["agreed"]) == ("off", ["Erin"])


def test_separation_is_the_weaker_of_what_is_asked_at_high_risk():
    levels = {GateId.SECOND_PERSON: Level.REQUIRED, GateId.SECOND_APPROVAL: Level.OFF}
    assert separation(levels, Risk.NORMAL) is Level.REQUIRED
    assert separation(levels, Risk.HIGH) is Level.OFF


# ---------------------------------------------------------------- what a yes to a part is worth


def agreed(session: ReviewSession) -> list[str]:
    return [each.who for each in session.agreements]


def test_one_typed_letter_makes_a_yes_to_a_part_stale_and_the_very_same_text_brings_it_back(house):
    session = house.sit(in_review(house), "Erin")
    session.agree([VOICE])
    assert agreed(session) == ["Erin"]
    session.apply(Edit(Span(0, 0), "x"))
    assert agreed(session) == []
    session.apply(Edit(Span(0, 1), ""))
    assert agreed(session) == ["Erin"]


def test_another_round_of_review_takes_another_yes_to_the_same_text(house):
    piece = in_review(house)
    house.sit(piece, "Erin").agree([VOICE])
    house.sit(piece, "Erin").request_changes("Not yet.")
    house.sit(piece).submit("Erin")
    session = house.sit(piece, "Tomasz")
    assert agreed(session) == []
    assert session.agree([ACCURACY]) is False


@pytest.mark.parametrize(
    "now",
    [
        ('["editor", "writer"]', '["writer"]'),
        ('name = "Tomasz"', 'name = "Tom"'),
        ('["editor", "writer"]', '["editor", "writer"]\nbrands = ["Mill"]'),
    ],
    ids=["demoted", "gone", "of another brand"],
)
def test_the_yes_of_somebody_who_may_no_longer_give_it_counts_no_more_until_they_may_again(two, now):
    piece, policy = in_review(two, RISKY), (two.root / "policy.toml").read_text()
    two.sit(piece, "Tomasz").agree(Part)
    two.rule(policy.replace(*now))
    session = two.sit(piece, "Erin")
    assert session.agreements == ()
    with pytest.raises(Refused, match="1 more yes"):
        session.approve()
    two.rule(policy)
    two.sit(piece, "Erin").approve()
    assert the_yes(two, piece)["agreed"] == ["Tomasz", "Erin"]


def test_somebody_whose_name_is_written_another_way_is_still_one_person_and_the_renaming_is_on_record(two):
    piece, policy = in_review(two, RISKY), (two.root / "policy.toml").read_text()
    two.sit(piece, "Erin").agree(Part)
    two.rule(policy.replace('"Erin"', '"ERIN"'))
    with pytest.raises(Refused, match="1 more yes"):
        two.sit(piece, "erin").approve()
    noted = two.workspace.history.events("", [EventType.POLICY_CHANGED])
    assert noted[-1].payload["changes"] == ["Erin is written ERIN now."]
    two.sit(piece, "Tomasz").approve()
    assert the_yes(two, piece)["agreed"] == ["Erin", "Tomasz"]


def test_what_is_required_stands_in_the_way_of_a_part_too(house):
    session = house.sit(in_review(house, "# Slow tea\n\nLast year 73% of our guests came back to us.\n"), "Erin")
    with pytest.raises(Refused, match=r"Not ready: 1 claim without evidence\. Settle these first\."):
        session.agree([VOICE])


# ---------------------------------------------------------------- conditions, refused below the window


def ruled(house, lines: str) -> None:
    house.rule((house.root / "policy.toml").read_text() + f"\n{lines}\n")


REFUSED = {
    "length": ("[limits]\nwords_min = 50\n[gate]\nlength = 'required'", "words (50 is the least)"),
    "grade": ("[limits]\ngrade_max = 1\n[gate]\ngrade = 'required'", "(1 is the most)"),
    "retained": ("[routing.channel]\nblog = 'human_led'", "100% as the AI wrote it, 40% is the most (human-led)"),
    "dates": ("[[dates]]\nname = 'Mourning'\nfrom = '11-24'\n[gate]\ndates = 'required'", "Mourning is today"),
    "warnings": ("[gate]\nwarnings = 'required'", "1 warning open"),
    "disclosure": ("[disclosure]\nchannel = { blog = 'line' }", "no line that tells readers of AI"),
    "personal": ("", "2 personal details in the text"),
    "checklist": ("[gate.blog.normal]\nchecklist = 'required'", "of the checklist to answer"),
    "comments": ("[gate]\ncomments = 'required'", "1 comment unresolved"),
    "audience": ("[gate]\naudience = 'required'", "audience not checked (“new parents”)"),
    "merge_fields": ("", "1 merge field to mend"),
}
TEXTS = {
    "warnings": "# Slow tea\n\nWe utilize a pot of tea. Come in and sit down. There is cake.\n",
    "personal": "# Slow tea\n\nWrite to Jane Whitlow at jane.whitlow@example.org about her kettle.\n",
    "merge_fields": "# Slow tea\n\nDear {{first_name, come in and sit down.\n",
}
CALM = (
    "# Slow tea\n\nWe make a pot of tea in the morning. Come in and sit down with us. Everybody who wanders along the river "
    "eventually remembers our window and its comfortable cushions.\n"
)


@pytest.mark.parametrize("which", REFUSED)
def test_a_condition_that_is_required_and_not_met_refuses_the_approval_itself(house, which):
    lines, says = REFUSED[which]
    ruled(house, lines)
    piece = house.bring(TEXTS.get(which, CALM), **({"audience": "new parents"} if which == "audience" else {}))
    if which == "comments":
        session = house.sit(piece, "Erin")
        session.record((EventType.COMMENT_ADDED, {"thread": 0, "text": "Really?", "mentions": []}))
    house.sit(piece, checked=False).submit("Erin")
    session = house.sit(piece, "Erin")
    item = next(item for item in session.gate().missing if item.id.value == which)
    assert says in item.phrase
    with pytest.raises(Refused) as caught:
        session.approve()
    assert says in str(caught.value)
    assert house.workspace.piece(piece).stage is Stage.IN_REVIEW


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("---\nrouting: human_led\n---\n", r"templates/letter\.md has no title: add a line title"),
        ("---\ntitle: [\n---\n", r"The header of templates/letter\.md cannot be read"),
        (None, r"templates/letter\.md is not there: put it back, or give the piece another type"),
    ],
    ids=["no title", "no YAML", "gone"],
)
def test_a_content_type_that_cannot_be_read_is_said_and_refuses_the_yes_until_it_can(house, file, told):
    path, whole = house.root / "templates" / "letter.md", "---\ntitle: Letter\n---\n"
    path.parent.mkdir()
    path.write_text(whole)
    piece = in_review(house)
    assert house.sit(piece, checked=False).describe({"content_type": "letter"})
    path.write_text(file) if file else path.unlink()
    session = house.sit(piece, "Erin")
    with pytest.raises(Refused, match=rf"^Not ready: its content type cannot be read \({told}"):
        session.approve()
    with pytest.raises(Refused, match="its content type cannot be read"):
        session.agree([VOICE])
    path.write_text(whole)
    session.approve()
    assert house.workspace.piece(piece).stage is Stage.APPROVED


def test_a_template_that_only_the_drafts_own_header_names_stands_in_nobodys_way(house):
    piece = house.bring("---\ntemplate: prompt-7\n---\n" + "# Tea\n\nWe make a pot of tea. Come in and sit down.\n")
    house.sit(piece).submit("Erin")
    house.sit(piece, "Erin").approve()
    assert house.workspace.piece(piece).stage is Stage.APPROVED


def test_the_same_text_passes_where_these_are_only_recommended(house):
    ruled(
        house, "[limits]\nwords_min = 50\ngrade_max = 1\n[gate]\nretained = 'recommended'\n[routing.channel]\nblog = 'human_led'"
    )
    piece = in_review(house, CALM)
    house.sit(piece, "Erin").approve()
    unmet = {which for which, level, met in the_yes(house, piece)["gate"] if not met}
    assert {"length", "grade", "retained"} <= unmet
