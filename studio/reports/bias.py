"""The bias report: do texts differ in tone, in how hard they read, or in words that exclude, by whom they are written for?

Pieces are put together by the audience they name. A segment is held against all other pieces, once both sides have five: on
fewer, chance speaks. What differs is said with both numbers and how many pieces they are of. It is never a verdict, for there
may be good reasons to write otherwise for others; a person looks, and notes what they found.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from studio.core.events import Head, Verification
from studio.core.phrases import count
from studio.core.voice import BY_ID, Measure, Voice
from studio.core.voicing import Heard, Hearing, Range, range_of
from studio.reports.bias_record import COLUMNS, segment_record, table_row
from studio.reports.page import render
from studio.reports.period import check, holds
from studio.reports.report import Kind, Need, Report, Table

VERSION = 1
FEW = 5  # pieces on either side: below that one text more turns the comparison round
NOBODY = "no audience named"

INCLUSIVE = Measure(
    "inclusive",
    "Inclusive flags",
    "per 1,000 words",
    "Places that the rules of the style guide Inclusive flag, in all texts together, divided by all their words.",
    "",
    1.0,
)
TOLD = (BY_ID["tone"], BY_ID["grade"], INCLUSIVE)
COMPARED: Mapping[str, float] = {"tone": 0.1, "grade": 1.0, "inclusive": 1.0}
"""What is compared, and from which difference on it is said, in the measure's unit: tone by a tenth of its half scale, reading
by a school year, and one flag in 1,000 words."""


@dataclass(frozen=True, slots=True)
class Side:
    """What was measured of some texts: the middle of tone and grade with their range, and the flags of all together.

    Attributes:
        words: of the running text of all of them.
        rules: flags of the guide Inclusive by rule.
    """

    words: int
    tone: Range | None
    grade: Range | None
    rules: Mapping[str, int]

    @property
    def inclusive(self) -> float | None:
        return 1000 * sum(self.rules.values()) / self.words if self.words else None

    def value(self, measure: str) -> float | None:
        if measure == INCLUSIVE.id:
            return self.inclusive
        found: Range | None = self.tone if measure == "tone" else self.grade
        return found.middle if found else None


@dataclass(frozen=True, slots=True)
class Segment:
    """The pieces for one audience.

    Attributes:
        audience: as the pieces name it; empty where they name none.
        original, edited: of their AI originals, and of the texts people made of them.
    """

    audience: str
    pieces: tuple[Heard, ...]
    original: Side
    edited: Side

    @property
    def name(self) -> str:
        return self.audience or NOBODY

    @property
    def is_few(self) -> bool:
        return len(self.pieces) < FEW


@dataclass(frozen=True, slots=True)
class Difference:
    """A segment whose edited texts differ from all others in one measure.

    Attributes:
        here, others: the figure of the segment, and of all other pieces; `pieces` and `other_pieces` how many they are of.
        overlaps: whether the middle halves of both overlap; None for flags, which have no middle half.
    """

    audience: str
    measure: Measure
    here: float
    others: float
    pieces: int
    other_pieces: int
    overlaps: bool | None

    @property
    def sentence(self) -> str:
        said, unit = self.measure.said, self.measure.unit
        verb = {
            "tone": "have a tone of {} in the middle",
            "grade": "ask {} school years of their reader in the middle",
            "inclusive": f"have {{}} Inclusive flags {unit}",
        }[self.measure.id].format(said(self.here))
        chance = "; their middle halves overlap, so it may be chance" if self.overlaps else ""
        whose = f"for “{self.audience}”" if self.audience else "that name no audience"
        return (
            f"Texts {whose} {verb}, all others {said(self.others)} "
            f"({count(self.pieces, 'piece')} against {count(self.other_pieces, 'piece')}){chance}."
        )


@dataclass(frozen=True, slots=True)
class BiasReport(Report):
    """The report.

    Attributes:
        segments: the largest first; that without an audience last.
        unheard: what could not be measured, a sentence each.
    """

    kind: ClassVar[str] = "bias"
    title: ClassVar[str] = "Bias"

    segments: tuple[Segment, ...]
    differences: tuple[Difference, ...]
    unheard: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.segments

    @property
    def pieces(self) -> int:
        return sum(len(segment.pieces) for segment in self.segments)

    @property
    def compared(self) -> list[Segment]:
        """The segments that were held against the others."""
        return [each for each in self.segments if not each.is_few and self.pieces - len(each.pieces) >= FEW]

    @property
    def summary(self) -> str:
        """What could be compared, and what came of it."""
        segments = count(len(self.segments), "audience")
        if not self.compared:
            pieces = count(self.pieces, "piece")
            return f"{pieces} for {segments}: too few to hold any of them against the others, which takes {FEW} on both sides."
        few = len(self.segments) - len(self.compared)
        rest = f" {count(few, 'audience has', 'audiences have')} too few pieces for that." if few else ""
        found = count(len(self.differences), "difference") if self.differences else "no difference"
        return f"{len(self.compared)} of {segments} could be held against all others, with {found} to look at.{rest}"

    def cautions(self) -> tuple[str, ...]:
        return self.unheard

    def page(self) -> str:
        return render("bias.html.jinja", report=self, measures=TOLD, least=COMPARED, few=FEW)

    def table(self) -> Table:
        return Table(COLUMNS, tuple(table_row(segment, TOLD) for segment in self.segments))

    def record(self) -> dict[str, Any]:
        return self.opening(VERSION) | {
            "summary": self.summary,
            "unheard": list(self.unheard),
            "differences": [
                {
                    "audience": each.audience,
                    "measure": each.measure.id,
                    "here": each.here,
                    "others": each.others,
                    "pieces": each.pieces,
                    "other_pieces": each.other_pieces,
                    "overlaps": each.overlaps,
                    "sentence": each.sentence,
                }
                for each in self.differences
            ],
            "segments": [segment_record(each, compared=each in self.compared) for each in self.segments],
        }

    def remarks(self) -> tuple[tuple[str, str], ...]:
        return (
            *(("Not whole", caution) for caution in self.cautions()),
            ("Summary", self.summary),
            *(("Difference", each.sentence) for each in self.differences),
            *((measure.name, measure.how) for measure in TOLD),
            ("Mind", "A difference is a place to look at, and no verdict."),
        )


def build(
    hearing: Hearing,
    *,
    workspace: str,
    made: str,
    made_by: str,
    head: Head,
    verification: Verification,
    period: tuple[str, str],
) -> BiasReport:
    """Gather the report.

    Args:
        hearing: with what the guide Inclusive flags.
        period: a piece belongs to the day of its latest approval, else of the latest thing that happened to it.
    Raises:
        BadInput: when the period is no period.
    """
    check(period)
    pieces = [heard for heard in hearing.pieces if holds(period, heard.when)]
    groups: dict[str, list[Heard]] = {}
    for heard in pieces:
        groups.setdefault(_audience(heard).casefold(), []).append(heard)
    segments = [_segment(found) for found in groups.values()]
    segments.sort(key=lambda each: (not each.audience, -len(each.pieces), each.audience.casefold()))
    differences = tuple(found for segment in segments for found in _differences(segment, pieces))
    return BiasReport(workspace, made, made_by, period, head, verification, tuple(segments), differences, hearing.unheard)


def _audience(heard: Heard) -> str:
    return " ".join(heard.piece.audience.split()).rstrip(".")


def _segment(pieces: Sequence[Heard]) -> Segment:
    original = _side([(heard.original, heard.inclusive_original) for heard in pieces])
    return Segment(_audience(pieces[0]), tuple(pieces), original, _edited(pieces))


def _edited(pieces: Iterable[Heard]) -> Side:
    return _side([(heard.edited, heard.inclusive) for heard in pieces])


def _side(texts: Sequence[tuple[Voice, Mapping[str, int]]]) -> Side:
    tones, grades = (_values((voice for voice, _ in texts), name) for name in ("tone", "grade"))
    rules = Counter[str]()
    for _, flags in texts:
        rules.update(flags)
    tone, grade = (range_of(values) if values else None for values in (tones, grades))
    return Side(sum(voice.words for voice, _ in texts), tone, grade, dict(rules.most_common()))


def _values(voices: Iterable[Voice], measure: str) -> list[float]:
    return [voice.figures[measure] for voice in voices if measure in voice.figures]


def _differences(segment: Segment, every: Sequence[Heard]) -> Iterable[Difference]:
    mine = {heard.piece.id for heard in segment.pieces}
    rest = [heard for heard in every if heard.piece.id not in mine]
    if segment.is_few or len(rest) < FEW:
        return
    others = _edited(rest)
    for name, least in COMPARED.items():
        here, there = segment.edited.value(name), others.value(name)
        if here is None or there is None or abs(here - there) < least:
            continue
        measure = INCLUSIVE if name == INCLUSIVE.id else BY_ID[name]
        overlaps = _overlap(segment.edited, others, name)
        yield Difference(segment.audience, measure, here, there, len(segment.pieces), len(rest), overlaps)


def _overlap(one: Side, other: Side, measure: str) -> bool | None:
    if measure == INCLUSIVE.id:
        return None
    ours, theirs = (one.tone, other.tone) if measure == "tone" else (one.grade, other.grade)
    return ours is not None and theirs is not None and ours.low <= theirs.high and theirs.low <= ours.high


KIND = Kind(
    name=BiasReport.kind,
    title=BiasReport.title,
    about="Tone, readability and inclusive flags by audience: what differs, said with the number of pieces, and never a verdict.",
    build=build,
    needs=Need.BIAS,
)
