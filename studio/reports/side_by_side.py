"""The AI original beside the text, line by line, with the changed words marked and the name of who changed them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.core.record import Attribution, PieceRecord
from studio.core.span import Span


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one line that either stand in both texts or in this one alone (`changed`)."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the AI original and the line of the text that belongs to it; None where there is no counterpart.

    Attributes:
        marks: who last touched the changes in this pair and when, each pair of person and day once.
    """

    before: tuple[Run, ...] | None
    after: tuple[Run, ...] | None
    marks: tuple[Attribution, ...]


def pairs(record: PieceRecord) -> tuple[Pair, ...]:
    """The rows of the comparison in order, without those that are blank on both sides."""
    changes = record.comparison.changes
    ours = _Side(record.original, [change.before for change in changes])
    theirs = _Side(record.text, [change.after for change in changes])
    done = []
    for row in record.comparison.rows:
        before, after = ours.runs(row.before), theirs.runs(row.after)
        if not (before or after):
            continue
        touched = sorted({*ours.touching(row.before), *theirs.touching(row.after)})
        marks = _marks(record.attributions[index] for index in touched if index < len(record.attributions))
        done.append(Pair(before, after, marks))
    return tuple(done)


def _marks(found: Iterable[Attribution]) -> tuple[Attribution, ...]:
    first = {(mark.who, mark.when[:10]): mark for mark in found}
    return tuple(first.values())


class _Side:
    """One text, its lines, and the spans of its changes in reading order."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text, self._spans = text, spans
        self._ends = [span.end for span in spans]
        self._lines: list[Span] = []
        at = 0
        for line in text.split("\n"):
            self._lines.append(Span(at, at + len(line)))
            at += len(line) + 1

    def touching(self, number: int | None) -> list[int]:
        """Indices of the changes that share a character with the line, or stand as a place in it."""
        if number is None:
            return []
        line, found = self._lines[number], []
        for index in range(bisect_left(self._ends, line.start), len(self._spans)):
            span = self._spans[index]
            if span.start > line.end:
                break
            if span.start == span.end or max(span.start, line.start) < min(span.end, line.end):
                found.append(index)
        return found

    def runs(self, number: int | None) -> tuple[Run, ...] | None:
        if number is None:
            return None
        line, at, done = self._lines[number], self._lines[number].start, []
        for index in self.touching(number):
            start, end = max(self._spans[index].start, line.start), min(self._spans[index].end, line.end)
            done += [Run(self._text[at:start], False), Run(self._text[start:end], True)]
            at = max(at, end)
        done.append(Run(self._text[at : line.end], False))
        return tuple(run for run in done if run.text)
