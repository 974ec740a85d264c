"""One change to a text, and what it does to positions."""

from dataclasses import dataclass
from enum import StrEnum

from studio.core.span import Span


class Cause(StrEnum):
    """Why the text changed. `restore` brings the AI's own words back for one change."""

    TYPED = "typed"
    PASTED = "pasted"
    FIX = "fix"
    REWRITE = "rewrite"
    RESTORE = "restore"
    UNDO = "undo"
    REDO = "redo"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `span` of the text before by `replacement`.

    Attributes:
        span: what goes, code points of the text before the edit.
        replacement: what comes.
        cause: why.
        detail: what the cause points at: the rule of a fix, the change restored; empty for typing.
    """

    span: Span
    replacement: str
    cause: Cause = Cause.TYPED
    detail: str = ""

    @property
    def delta(self) -> int:
        """How much longer the text gets, in code points; negative when it shrinks."""
        return len(self.replacement) - len(self.span)

    @property
    def after(self) -> Span:
        """Where the replacement stands in the text after the edit."""
        return Span(self.span.start, self.span.start + len(self.replacement))

    def apply(self, text: str) -> str:
        """The text after the edit.

        Raises:
            ValueError: when the span reaches past the end of `text`.
        """
        if self.span.end > len(text):
            raise ValueError(f"edit at {self.span} does not fit a text of {len(text)} characters")
        return text[: self.span.start] + self.replacement + text[self.span.end :]


def minimal(before: str, after: str, cause: Cause = Cause.TYPED, detail: str = "") -> Edit | None:
    """The smallest single edit that turns `before` into `after`; None when they are equal."""
    if before == after:
        return None
    limit = min(len(before), len(after))
    head = _common(before, after, limit)
    tail = _common(before[::-1], after[::-1], limit - head)
    return Edit(Span(head, len(before) - tail), after[head : len(after) - tail], cause, detail)


def _common(one: str, other: str, limit: int) -> int:
    """Length of the common beginning, at most `limit`; by halves, because slices compare at C speed."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def shift(span: Span, edit: Edit) -> Span | None:
    """Where `span` stands after `edit`, or None when all its characters are gone.

    Text put in exactly at an edge stays outside; text put inside makes the span longer.
    """
    gone = edit.span
    if gone.end <= span.start and not (gone.start == gone.end == span.start == span.end):
        return span.moved(edit.delta)
    if gone.start >= span.end:
        return span
    if gone.start <= span.start and gone.end >= span.end:
        return None
    if gone.start <= span.start:
        return Span(gone.start + len(edit.replacement), span.end + edit.delta)
    if gone.end >= span.end:
        return Span(span.start, gone.start)
    return Span(span.start, span.end + edit.delta)
