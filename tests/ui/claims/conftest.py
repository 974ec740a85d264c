"""Claims as the session gives them."""

from collections.abc import Callable

import pytest

from studio.core.claim import Claim, ClaimNote, ClaimSeverity
from studio.core.span import Span


@pytest.fixture
def claim() -> Callable[..., Claim]:
    def make(text: str = "73% came back", severity: ClaimSeverity = ClaimSeverity.HIGH, **more: object) -> Claim:
        note = ClaimNote(("statistic",), severity, "Give the primary source.")
        return Claim(f"key {text}", text, note, Span(0, len(text)), **more)  # type: ignore[arg-type]

    return make
