"""Keystrokes on their way into the history, gathered the way an undo step feels."""

from studio.core.edit import Cause, Edit
from studio.core.span import Span

PAUSE = 1.0  # seconds without typing that end a step
HOLD = 2.0  # seconds an edit may wait before it has to be stored: what a killed program loses at most


class EditBuffer:
    """Takes edits as they happen and gives back fewer that do the same. Knows no clock: times are handed in, in seconds."""

    def __init__(self) -> None:
        self._steps: list[Edit] = []
        self._oldest = 0.0
        self._latest = 0.0

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def waiting(self) -> tuple[Edit, ...]:
        """What `drain` would hand out."""
        return tuple(self._steps)

    def add(self, edit: Edit, at: float) -> None:
        """Take in `edit`, which happened at `at`, on the text after the edit before it.

        Args:
            at: seconds on any clock that does not run backwards.
        """
        if not self._steps:
            self._oldest = at
        joined = _join(self._steps[-1], edit) if self._steps and at - self._latest <= PAUSE else None
        if joined is None:
            self._steps.append(edit)
        else:
            self._steps[-1] = joined
        self._latest = at

    def due(self, at: float) -> bool:
        """Whether something has waited for two seconds and should be stored now."""
        return bool(self._steps) and at - self._oldest >= HOLD

    def drain(self) -> list[Edit]:
        """Hand out what has gathered and start anew.

        Returns:
            Edits in order; applied one after the other they give the same text as all that were added.
        """
        steps, self._steps = self._steps, []
        return steps


def _join(last: Edit, edit: Edit) -> Edit | None:
    """Both as one edit, or None where a person would feel two steps."""
    typed = last.cause is edit.cause is Cause.TYPED and last.detail == edit.detail
    if not typed or "\n" in edit.replacement:
        return None
    if not len(edit.span) and last.replacement:
        carries_on = edit.span.start == last.after.end
        return Edit(last.span, last.replacement + edit.replacement, last.cause, last.detail) if carries_on else None
    if not edit.replacement and not last.replacement:
        return _join_deletions(last, edit)
    return None


def _join_deletions(last: Edit, edit: Edit) -> Edit | None:
    start = last.span.start
    if edit.span.end == start:  # backspace
        return Edit(Span(edit.span.start, last.span.end), "", last.cause, last.detail)
    if edit.span.start == start:  # delete key
        return Edit(Span(start, last.span.end + len(edit.span)), "", last.cause, last.detail)
    return None
