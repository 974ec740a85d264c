"""A bare text on the screen with flags in it, without a session."""

from collections.abc import Callable
from typing import Any

import pytest

from studio.core.claim import ClaimNote, ClaimSeverity
from studio.core.flag import Flag, Severity
from studio.core.span import Span
from studio.ui.editor.view import DraftView, Mark
from studio.ui.theme import Theme, load_faces


@pytest.fixture
def mark() -> Callable[..., Mark]:
    """A mark over the first place where some words stand."""

    def make(text: str, words: str, severity: Severity | None = Severity.WARNING, claim: bool = False) -> Mark:
        span = Span(text.index(words), text.index(words) + len(words))
        note = ClaimNote(("statistic",), ClaimSeverity.HIGH, "The source.") if claim else None
        return *(span.start, span.end), Flag(span, "Look.", "style", "Plain.Wordy", severity, words, text, claim=note)

    return make


@pytest.fixture
def view(shown: Callable[..., Any], app: object) -> Callable[..., DraftView]:
    """A text on the screen."""

    def make(text: str, theme: Theme | None = None, marks: list[Mark] | None = None, side: str = "working") -> DraftView:
        load_faces()
        made = DraftView(theme or Theme(), side)
        made.load(text)
        made.marks = lambda: marks or []
        shown(made)
        return made

    return make
