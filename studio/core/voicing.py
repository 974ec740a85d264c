"""A house's voice: the range in which its exemplars lie, where a text lies to it, and the records reports are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median

from studio.core.feedback import Feedback
from studio.core.piece import Piece
from studio.core.reasons import Reason
from studio.core.voice import MEASURES, Measure, Voice, quartiles


@dataclass(frozen=True, slots=True)
class Range:
    """Where a measure lies in the target's texts.

    Attributes:
        low, high: ends of their middle half; `middle` their median.
        least, most: of all of them.
        texts: how many had the measure.
    """

    low: float
    middle: float
    high: float
    least: float
    most: float
    texts: int


class Lie(StrEnum):
    """Where a figure lies to a range; inside means within the middle half, give or take what no reader would hear."""

    INSIDE = "inside"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Target:
    """What a brand's voice is held against.

    Attributes:
        origin: what the texts are, in words: `the exemplars in voice/larkspur`.
        texts: their names.
        ranges: by the measure's id.
    """

    origin: str
    texts: tuple[str, ...]
    ranges: Mapping[str, Range]


def target_of(origin: str, voices: Sequence[tuple[str, Voice]]) -> Target | None:
    """The target that texts make, each by its name; None where none of them is long enough to be measured."""
    heard = [(name, voice) for name, voice in voices if voice.figures]
    if not heard:
        return None
    values: dict[str, list[float]] = {}
    for _, voice in heard:
        for measure, value in voice.figures.items():
            values.setdefault(measure, []).append(value)
    return Target(origin, tuple(name for name, _ in heard), {measure: range_of(found) for measure, found in values.items()})


def range_of(values: Sequence[float]) -> Range:
    """The range of some values, one at least."""
    low, high = quartiles(values)
    return Range(low, median(values), high, min(values), max(values), len(values))


def lie_of(measure: Measure, value: float, wanted: Range) -> Lie:
    if value < wanted.low - measure.grain:
        return Lie.BELOW
    return Lie.ABOVE if value > wanted.high + measure.grain else Lie.INSIDE


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of some pieces, or of one; None where no text was long enough for it, or there is nothing to hold it against.

    Attributes:
        original, edited: the figure of the text in the middle.
        originals, editeds: how many texts had one.
    """

    measure: Measure
    original: float | None
    edited: float | None
    originals: int
    editeds: int
    wanted: Range | None

    @property
    def original_lies(self) -> Lie | None:
        return self._lies(self.original)

    @property
    def edited_lies(self) -> Lie | None:
        return self._lies(self.edited)

    def _lies(self, value: float | None) -> Lie | None:
        return lie_of(self.measure, value, self.wanted) if value is not None and self.wanted else None


def rows_of(originals: Sequence[Voice], editeds: Sequence[Voice], target: Target | None) -> tuple[Row, ...]:
    """Every measure, with the original texts and the edited ones side by side and the target's range beside them."""
    return tuple(_row(measure, originals, editeds, target.ranges.get(measure.id) if target else None) for measure in MEASURES)


def _row(measure: Measure, originals: Sequence[Voice], editeds: Sequence[Voice], wanted: Range | None) -> Row:
    before, after = ([each.figures[measure.id] for each in texts if measure.id in each.figures] for texts in (originals, editeds))
    original, edited = (median(values) if values else None for values in (before, after))
    return Row(measure, original, edited, len(before), len(after), wanted)


@dataclass(frozen=True, slots=True)
class Rated:
    """How much somebody who said yes found a piece to sound like its brand, 1 to 5; `when` is UTC, ISO 8601."""

    who: str
    when: str
    rating: int


@dataclass(frozen=True, slots=True)
class Heard:
    """A piece with what was measured of it.

    Attributes:
        when: of its latest approval, else of its latest event; UTC, ISO 8601.
        approved: whether `edited` is the text that was approved last, and not just the working text.
        original, edited: the AI original and that text.
        inclusive, inclusive_original: flags of the guide Inclusive in each, by rule; empty where nobody asked.
        reasons: what people said that changes were for, those that stand in `edited`, by how many.
        rated: what was said at the latest yes with a rating.
    """

    piece: Piece
    when: str
    approved: bool
    original: Voice
    edited: Voice
    inclusive: Mapping[str, int]
    inclusive_original: Mapping[str, int]
    reasons: Mapping[Reason, int] = field(default_factory=dict)
    rated: Rated | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the reports of voice and bias are made from.

    Attributes:
        targets: by brand and channel; where a brand has none it is missing.
        unheard: what could not be measured, a sentence each.
        feedback: what readers said of these pieces.
    """

    pieces: tuple[Heard, ...]
    targets: Mapping[tuple[str, str], Target]
    unheard: tuple[str, ...] = ()
    feedback: tuple[Feedback, ...] = ()
