"""What the checks found is on record for the AI original and for every moment at which a piece changes hands."""

from functools import partial

import pytest

from studio.core.check import Lane
from studio.core.edit import Cause
from studio.core.errors import DiskFull, Refused
from studio.core.events import ActorKind, EventType
from studio.core.flag import Reason, Scope

WORDY = "# Slow tea\n\nWe utilize a pot of tea. Come in and sit down. It is the best tea in town.\n"


def looks(house, piece):
    return [event for event in house.workspace.history.events(piece) if event.type is EventType.PIECE_CHECKED]


def moments(house, piece):
    return [event.payload["moment"] for event in looks(house, piece)]


def test_the_original_is_noted_once_when_every_lane_has_answered(house):
    piece = house.bring(WORDY)
    session = house.sit(piece, checked=False)
    session.check_now([Lane.FAST])
    assert moments(house, piece) == [], "the grammar is still to come"
    session.check_now()
    session.check_now()
    house.sit(piece, "Erin")
    (look,) = looks(house, piece)
    assert (look.actor.kind, look.payload["moment"]) == (ActorKind.RULE, "original")
    assert look.payload["words"] == session.document.word_count
    assert set(look.payload["ran"]) | set(look.payload["missing"]) >= {"style", "claims", "grammar"}
    open_ = {key for rule in look.payload["flags"].values() for key in rule["open"]}
    assert open_ == {flag.key for flag in session.flags} != set()
    assert look.payload["claims"] == {"total": 1, "open": 1}
    assert session.piece == house.workspace.piece(piece), "it moves the piece up in no list"


def test_a_text_that_was_changed_before_it_was_looked_at_is_not_the_original(house, type_over):
    piece = house.bring(WORDY)
    session = house.sit(piece, checked=False)
    type_over(session, "utilize", "use")
    session.check_now()
    assert moments(house, piece) == []


def test_every_change_of_hands_notes_what_was_found_and_what_was_dismissed(house, type_over):
    piece = house.bring(WORDY)
    session = house.sit(piece)
    (wordy,) = [flag for flag in session.flags if flag.text == "utilize"]
    session.dismiss(wordy, Reason.DELIBERATE, Scope.HERE)
    session.submit("Erin")
    house.sit(piece, "Erin").request_changes("Shorter.")
    again = house.sit(piece)
    type_over(again, " It is the best tea in town.", "")
    again.check_now()
    again.submit("Erin")
    house.sit(piece, "Erin").approve()
    assert moments(house, piece) == ["original", "submitted", "returned", "submitted", "approved"]
    found = [event.payload for event in looks(house, piece)]
    rule = wordy.rule
    assert wordy.key in found[0]["flags"][rule]["open"]
    assert all(look["flags"][rule]["dismissed"] == [wordy.key] for look in found[1:])
    assert [look["claims"]["total"] for look in found] == [1, 1, 1, 0, 0]
    (outcome,) = house.workspace.history.tally().outcomes
    assert (outcome.dismissed, outcome.open) == (1, len(house.sit(piece).flags))
    assert house.workspace.verify().whole


def test_what_could_not_be_handed_on_leaves_no_look(house):
    piece = house.bring(WORDY)
    with pytest.raises(Refused):
        house.sit(piece).submit("Wren")
    assert moments(house, piece) == ["original"]


def test_an_original_that_was_edited_before_it_was_looked_at_is_looked_at_when_first_handed_on(house):
    piece = house.bring(WORDY)
    session = house.sit(piece, checked=False)
    session.replace_all("# Slow tea\n\nWe make a pot of tea.\n", Cause.IMPORT)
    session.check_now()
    session.submit("Erin")
    assert moments(house, piece) == ["original", "submitted"]
    twin = house.bring(WORDY)
    whole = house.sit(twin)
    (first, _), (other,) = looks(house, piece), looks(house, twin)
    assert first.payload == other.payload
    outcome = next(each for each in house.workspace.history.tally().outcomes if each.piece == piece)
    assert (outcome.flags, outcome.fixed) == (len(whole.flags), len(whole.flags))
    assert outcome.checked_words == whole.document.word_count
    house.sit(piece, "Erin").approve()
    assert moments(house, piece) == ["original", "submitted", "approved"]
    assert house.workspace.verify().whole


def test_an_original_is_not_looked_at_after_an_approval_that_was_told_of_without_it(house, type_over):
    house.rule((house.root / "policy.toml").read_text() + '[gate]\nchecked = "off"\n')
    piece = house.bring(WORDY)
    house.sit(piece, checked=False).submit("Erin")
    house.sit(piece, "Erin", checked=False).approve()
    session = house.sit(piece, checked=False)
    type_over(session, "utilize", "use")
    session.check_now()
    session.submit("Erin")
    assert moments(house, piece) == ["submitted"]


@pytest.mark.parametrize("act", ["submit", "request_changes", "approve"])
def test_a_decision_that_could_not_be_written_leaves_no_look_at_it(house, monkeypatch, act: str):
    piece = house.bring()
    if act != "submit":
        house.sit(piece).submit("Erin")
    session = house.sit(piece, "Wren" if act == "submit" else "Erin")
    before = moments(house, piece)
    log = house.workspace.history._log
    write = log.append

    def full(kind, *rest):
        if kind in (EventType.SUBMITTED, EventType.CHANGES_REQUESTED, EventType.APPROVED):
            raise DiskFull("The disk is full.")
        return write(kind, *rest)

    decide = partial(getattr(session, act), *{"submit": ["Erin"], "request_changes": ["No."], "approve": []}[act])
    with monkeypatch.context() as broken:
        broken.setattr(log, "append", full)
        with pytest.raises(DiskFull):
            decide()
    assert moments(house, piece) == before
    decide()
    assert len(moments(house, piece)) == len(before) + 1


def test_a_piece_handed_on_unchecked_has_no_look_and_its_flags_are_not_known(house):
    piece = house.bring(WORDY)
    house.sit(piece, checked=False).submit("Erin")
    assert moments(house, piece) == []
    assert house.workspace.history.tally().outcomes[0].flags is None


def test_an_approval_says_how_much_was_changed_and_how_long_it_was_read(house, type_over):
    piece = house.bring()
    session = house.sit(piece)
    type_over(session, "a pot of tea", "one pot")
    session.submit("Erin")
    house.sit(piece, "Erin").attend(30.4)
    reader = house.sit(piece, "Erin")  # put away and taken up again
    reader.attend(12.0)
    reader.approve()
    (yes,) = house.workspace.history.events(piece, [EventType.APPROVED])
    told = {name: yes.payload[name] for name in ("kept", "words", "original_words", "changed_words", "read_seconds")}
    assert told == {"kept": 9, "words": 11, "original_words": 13, "changed_words": 3, "read_seconds": 42}
    (outcome,) = house.workspace.history.tally().outcomes
    assert (outcome.read_seconds, outcome.edit_depth) == (42, 3 / 13)


def test_where_nobody_measured_the_reading_nothing_is_said_of_it(house):
    piece = house.approved()
    (yes,) = house.workspace.history.events(piece, [EventType.APPROVED])
    assert "read_seconds" not in yes.payload
    assert house.workspace.history.tally().outcomes[0].read_seconds is None
