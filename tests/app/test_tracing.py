"""Where the words of a piece come from is the same on the desk, in its record, and after the workspace was opened anew."""

from collections.abc import Callable
from typing import Any

import pytest

from studio.app import gathering
from studio.app.session import ReviewSession
from studio.app.tracing import Trace, origins_of
from studio.core.edit import Cause, Edit
from studio.core.events import EventType
from studio.core.origins import OriginKind, OriginRun, Origins, from_entry
from studio.core.span import Span

Told = list[tuple[str, str]]


def told(text: str, runs: tuple[OriginRun, ...]) -> Told:
    return [(run.span.of(text), run.origin.kind.value) for run in runs]


def trace(house: Any, session: ReviewSession) -> Trace:
    return Trace(session, house.workspace.history)


def put(session: ReviewSession, old: str, new: str, cause: Cause, detail: str = "") -> None:
    start = session.text.index(old)
    session.apply(Edit(Span(start, start + len(old)), new, cause, detail))


def test_words_carry_their_origin_before_and_after_they_are_written_down(house: Any, type_over: Callable[..., None]) -> None:
    session = house.sit(house.bring("a pot of tea", model="gpt-5"))
    live = trace(house, session)
    type_over(session, "pot", "cup")
    expected = [("a ", "ai"), ("cup", "typed"), (" of tea", "ai")]
    assert told(session.text, live.runs()) == expected
    assert live.runs()[1].origin.event == 0
    session.flush()
    assert told(session.text, live.runs()) == expected
    made = live.runs()[1].origin
    assert (made.who, made.when[:10], made.event) == ("Wren", "2026-11-24", house.workspace.history.head().count)
    assert live.runs() == trace(house, house.sit(session.piece.id)).runs()


def test_what_another_program_wrote_meanwhile_is_followed_too(house: Any, type_over: Callable[..., None]) -> None:
    piece = house.bring("a pot of tea", model="gpt-5")
    session = house.sit(piece)
    live = trace(house, session)
    live.runs()
    other = house.sit(piece, "Erin")
    type_over(other, "tea", "cocoa")
    other.flush()
    again = house.sit(piece)
    assert told(again.text, trace(house, again).runs())[-1] == ("cocoa", "typed")


def test_a_draft_that_names_no_model_counts_as_brought_in(house: Any) -> None:
    session = house.sit(house.bring("my own words"))
    [run] = trace(house, session).runs()
    assert (run.origin.kind, run.origin.detail, run.origin.who) == (OriginKind.IMPORT, "draft.md", "Wren")


def test_the_approved_text_keeps_its_origins_whatever_is_typed_after_it(house: Any, type_over: Callable[..., None]) -> None:
    piece = house.approved()
    session = house.sit(piece)
    type_over(session, "a pot", "a very large pot")
    session.flush()
    record = gathering.as_approved(house.workspace, session.piece, house.workspace.person("Erin"))
    assert told(record.text, record.origins) == [(record.text, "import")]
    desk = gathering.on_the_desk(session, house.workspace)
    assert ("very large ", "typed") in told(desk.text, desk.origins)


def test_a_passage_brought_back_on_the_desk_has_the_origin_it_had_in_its_entry(house: Any) -> None:
    session = house.sit(house.bring("a pot of tea", model="gpt-5"))
    put(session, "pot", "cup", Cause.PASTED, "a book")
    session.flush()
    entry = house.workspace.history.head().count
    put(session, "a cup of", "more", Cause.TYPED)
    session.flush()
    live = trace(house, session)
    live.runs()
    put(session, "more", "a cup of", Cause.RESTORE, from_entry(entry, 0))
    expected = [("a ", "ai"), ("cup", "pasted"), (" of tea", "ai")]
    assert told(session.text, live.runs()) == expected
    session.flush()
    assert told(session.text, live.runs()) == expected
    assert told(session.text, trace(house, house.sit(session.piece.id)).runs()) == expected


def test_origins_can_be_told_where_the_edits_cannot_be_followed(house: Any, type_over: Callable[..., None]) -> None:
    session = house.sit(house.bring("a pot of tea", model="gpt-5"))
    type_over(session, "pot", "cup")
    session.flush()
    events = house.workspace.history.events(session.piece.id)
    comparison = session.comparison
    marks = gathering.on_the_desk(session, house.workspace).attributions
    runs = origins_of(
        session.original, session.text, [event for event in events if event.type is not EventType.EDITED], comparison, marks
    )
    assert told(session.text, runs) == [("a ", "ai"), ("cup", "typed"), (" of tea", "ai")]
    assert runs[1].origin.who == "Wren"


@pytest.fixture
def followed_edits(monkeypatch: pytest.MonkeyPatch) -> list[Edit]:
    """Every edit that is followed from here on."""
    made: list[Edit] = []
    follow = Origins.follow

    def counted(self: Origins, edit: Edit, *rest: Any) -> None:
        made.append(edit)
        follow(self, edit, *rest)

    monkeypatch.setattr(Origins, "follow", counted)
    return made


def test_what_was_followed_once_is_not_followed_again_when_more_is_typed_and_written(house: Any, followed_edits: Any) -> None:
    session = house.sit(house.bring("a pot of tea", model="gpt-5"))
    for number in range(120):
        session.apply(Edit(Span(0, 0), f"{number} ", Cause.TYPED))
    session.flush()
    live = trace(house, session)
    assert not live.go_on(100)
    assert len(followed_edits) == 100
    live.runs()
    assert len(followed_edits) == 120
    session.apply(Edit(Span(0, 0), "more ", Cause.TYPED))
    live.runs()
    session.flush()
    live.runs()
    assert len(followed_edits) == 122  # once as it was typed, once as it was written down
    assert live.go_on(1)
    assert live.runs() == trace(house, house.sit(session.piece.id)).runs()


def test_a_history_that_does_not_fit_is_followed_once_and_not_at_every_stroke(house: Any, followed_edits: Any) -> None:
    session = house.sit(house.bring("a pot of tea", model="gpt-5"))
    put(session, "pot", "cup", Cause.TYPED)
    session.flush()
    session.original = "tea"  # as though somebody had altered it
    live = trace(house, session)
    live.runs()
    many = len(followed_edits)
    put(session, "tea", "cocoa", Cause.TYPED)
    assert "".join(words for words, _ in told(session.text, live.runs())) == session.text
    session.flush()
    live.runs()
    assert len(followed_edits) == many == 1
