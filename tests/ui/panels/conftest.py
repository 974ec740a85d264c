"""Flags as the checks give them."""

import pytest

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
