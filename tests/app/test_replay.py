"""A piece's life can be walked through, its moments compared, and what was lost brought back."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app import retention
from studio.app.replay import Replay, paragraph
from studio.app.tracing import traced_piece
from studio.core.edit import Cause, Edit
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import Actor, Event, EventType
from studio.core.piece import Piece
from studio.core.span import Span

DRAFT = "# Slow tea\n\nWe make a pot of tea.\n\nCome in and sit down.\n"


@pytest.fixture
def life(house: Any, type_over: Callable[..., None]) -> Replay:
    """Wren edits twice in one entry, hands on; Erin sends back; Wren edits, hands on; Erin approves."""
    piece = house.bring(DRAFT, model="gpt-5")
    session = house.sit(piece)
    type_over(session, "a pot", "one pot")
    house.clock.wait(3)
    type_over(session, "Come in", "Step in")
    session.flush()
    house.clock.wait(60)
    session.submit("Erin")
    house.clock.wait(3600)
    house.sit(piece, "Erin").request_changes("Shorter, please.")
    house.clock.wait(86400)
    session = house.sit(piece)
    type_over(session, "\n\nStep in and sit down.\n", "\n", Cause.FIX)
    session.flush()
    session.submit("Erin")
    house.sit(piece, "Erin").approve()
    return Replay.of(house.workspace.history, house.workspace.piece(piece))


def test_every_edit_is_a_moment_of_its_own_with_who_when_and_what(life: Replay) -> None:
    told = [(life.moments[index].who, life.what(index)) for index in range(4)]
    assert told == [
        ("gpt-5 (AI)", "Took in the draft written by gpt-5 from draft.md."),
        ("Wren", "“a pot” became “one pot”"),
        ("Wren", "“Come in” became “Step in”"),
        ("Wren", life.what(3)),
    ]
    assert life.what(3).startswith("Handed on revision 1 to Erin")
    assert life.moments[1].event.number == life.moments[2].event.number
    assert life.text(0) == DRAFT
    assert life.text(1) == DRAFT.replace("a pot", "one pot")
    assert life.text(life.last) == life.text(2).replace("\n\nStep in and sit down.\n", "\n")
    span = life.came(1)
    assert span
    assert span.of(life.text(1)).startswith("one")
    assert life.came(3) is None


def test_the_moments_at_which_it_changed_hands_are_marked_and_led_to(life: Replay) -> None:
    labels = [mark.label for mark in life.marks]
    assert labels[0] == "Handed on, r1"
    assert labels[1].startswith("Sent back")
    assert labels[2:] == ["Handed on, r2", "Approved, r2"]
    assert life.next_mark(0, True) == life.marks[0].index == 3
    assert life.next_mark(3, False) == 0
    assert life.next_mark(life.last, True) == life.last
    assert [life.revision(index) for index in (0, 3, life.last)] == [0, 1, 2]


def test_a_moment_is_found_by_entry_revision_time_and_word(life: Replay) -> None:
    assert (life.find("original"), life.find("now")) == (0, life.last)
    assert life.find("1") == 0
    assert life.find(str(life.moments[1].event.number)) == 2  # after all edits of the entry
    assert life.find(str(life.moments[-1].event.number)) == life.last
    assert life.find("r1") == 3
    assert life.find(" R2 ") == life.marks[2].index
    assert life.find("2026-11-24T09:00:30+00:00") == 2
    assert life.find("2026-11-24T23:00:00Z") == life.marks[1].index
    assert life.find("2026-12-24") == life.last


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ("r3", NotFound, "no revision 3. It has r1, r2."),
        ("0", NotFound, "was not there yet at entry 0"),
        ("2020-01-01", NotFound, "was not there yet at 2020-01-01"),
        ("soon", BadInput, "“soon” is no moment"),
        ("9999", NotFound, "There is no entry 9999 yet"),
        ("9" * 20, NotFound, "There is no entry 999999999999999999 yet"),
        ("9" * 5000, NotFound, "There is no entry"),
        ("r" + "9" * 5000, BadInput, "is no moment"),
    ],
)
def test_a_moment_that_never_was_is_answered_with_what_there_is(life: Replay, asked: str, error: Any, says: str) -> None:
    with pytest.raises(error) as found:
        life.find(asked)
    assert says in str(found.value)


def test_any_two_moments_can_be_compared(life: Replay) -> None:
    assert [(c.before_text, c.after_text) for c in life.compare(0, 2).changes] == [("a", "one"), ("Come", "Step")]
    assert life.compare(2, 3).changes == ()


def test_a_paragraph_that_is_gone_comes_back_to_its_place_as_an_edit_that_names_its_entry(life: Replay) -> None:
    old, now = life.text(2), life.text(life.last)
    edit = life.bring_back(2, Span(old.index("Step in") + 3, old.index("Step in") + 3), now)
    assert edit.cause is Cause.RESTORE
    assert edit.apply(now) == old
    assert edit.detail.startswith(f"entry {life.moments[2].event.number} at ")


def test_selected_words_take_the_place_of_what_stands_there_now(life: Replay) -> None:
    now = life.text(2)
    start = DRAFT.index("a pot")
    assert life.bring_back(0, Span(start, start + 5), now).apply(now) == now.replace("one pot", "a pot")


def test_words_that_stand_there_already_are_not_brought_back_twice(life: Replay) -> None:
    with pytest.raises(Refused, match="stand in the text as they are"):
        life.bring_back(0, Span(2, 2), life.text(2))
    with pytest.raises(Refused, match="no passage here"):
        life.bring_back(0, Span(11, 11), life.text(2))


def test_a_piece_whose_words_were_deleted_for_good_is_refused_in_a_sentence(house: Any) -> None:
    piece = house.bring(DRAFT, model="gpt-5")
    retention.delete(house.workspace, [piece], house.workspace.person("Erin"), "The customer asked for it.")
    left = house.workspace.piece(piece)
    with pytest.raises(Refused):
        Replay.of(house.workspace.history, left)
    with pytest.raises(Refused):
        traced_piece(house.workspace, left)


@pytest.mark.parametrize(
    ("old", "now", "line", "back"),
    [
        ("A\n\nB\n\nC", "A\n\nC", "B", "A\n\nB\n\nC"),
        ("A\n\nB", "A", "B", "A\n\nB"),
        ("A\n\nB\n", "B\n", "A", "A\n\nB\n"),
        ("- a\n- b\n- c", "- a\n- c", "- b", "- a\n- b\n- c"),
        ("A\n\nB", "", "B", "B"),
        ("A\n\nB\n", "A\n", "B", "A\n\nB\n"),
        ("B", "A", "B", "B"),
    ],
)
def test_a_line_that_comes_back_stands_apart_as_it_did(old: str, now: str, line: str, back: str) -> None:
    life = made(old, [])
    start = old.index(line)
    assert life.bring_back(0, Span(start, start + len(line)), now).apply(now) == back


def test_a_paragraph_ends_where_a_blank_line_begins() -> None:
    text = "one\ntwo\n\nthree\n"
    assert paragraph(text, 5).of(text) == "one\ntwo"
    assert paragraph(text, len(text) - 1).of(text) == "three"
    assert paragraph(text, 8) == Span(8, 8)


# ---------------------------------------------------------------- any life


def made(original: str, edits: list[Edit]) -> Replay:
    def event(number: int, type_: EventType, payload: dict[str, Any]) -> Event:
        time = f"2026-11-24T09:{number // 60:02}:{number % 60:02}.000Z"
        return Event(number, "d", number, "tea", type_, Actor.person("Wren"), time, payload, "", "", "")

    events = [event(1, EventType.PIECE_CREATED, {"text": original})]
    for number, edit in enumerate(edits, 2):
        row = [edit.span.start, edit.span.end, edit.replacement, edit.cause.value, edit.detail]
        events.append(event(number, EventType.EDITED, {"edits": [row]}))
    return Replay(Piece("tea", "Tea"), original, events)


_STEPS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), st.sampled_from(["", "x", "two words ", "\n\n"])), max_size=200)


@given(_STEPS, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_every_moment_has_its_text_and_whatever_comes_back_is_there_then(
    steps: list[tuple[float, int, str]], which: float, start: float, end: float
) -> None:
    texts, edits = ["One line.\n\nAnother line."], list[Edit]()
    for where, length, words in steps:
        at = round(where * len(texts[-1]))
        edits.append(Edit(Span(at, min(len(texts[-1]), at + length)), words))
        texts.append(edits[-1].apply(texts[-1]))
    life = made(texts[0], edits)
    assert [life.text(index) for index in range(len(life))] == texts
    index = round(which * life.last)
    low, high = sorted((round(start * len(texts[index])), round(end * len(texts[index]))))
    try:
        edit = life.bring_back(index, Span(low, high), texts[-1])
    except Refused:
        return
    passage = Span(low, high) if high > low else paragraph(texts[index], low)
    assert passage.of(texts[index]) in edit.apply(texts[-1])
