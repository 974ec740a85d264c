"""Flags and claims as the checks give them."""

from collections.abc import Callable

import pytest

from studio.core.claim import Claim, ClaimNote, ClaimSeverity
from studio.core.flag import Flag, Severity
from studio.core.span import Span


@pytest.fixture
def flags() -> list[Flag]:
    rows = [
        ("style", "Plain.Wordy", Severity.WARNING, "utilize"),
        ("style", "Plain.Padding", Severity.SUGGESTION, "basically"),
        ("grammar", "Grammar.Spelling", Severity.ERROR, "teh"),
        ("style", "Plain.Wordy", Severity.WARNING, "in order to"),
    ]
    return [Flag(Span(n, n + 1), f"Look at {w}.", c, r, s, w, w) for n, (c, r, s, w) in enumerate(rows)]


@pytest.fixture
def claim() -> Callable[..., Claim]:
    def make(text: str = "73% came back", severity: ClaimSeverity = ClaimSeverity.HIGH, **more: object) -> Claim:
        note = ClaimNote(("statistic",), severity, "Give the primary source.")
        return Claim(f"key {text}", text, note, Span(0, len(text)), **more)  # type: ignore[arg-type]

    return make
