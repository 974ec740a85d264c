"""The voice report: how the AI wrote, what people made of it, and how the brand means to sound, over time.

One part per brand and channel. Every figure says how it is counted, where the target comes from, and where the texts lie to it;
there is no mark in the end, for a voice is not one number. What is told of several texts is the figure of the text in the middle.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, timedelta
from typing import Any, ClassVar

from markupsafe import Markup

from studio.core.events import Head, Verification
from studio.core.feedback import Summed, summed
from studio.core.phrases import count
from studio.core.reasons import Reason
from studio.core.times import moment, short
from studio.core.voice import BY_ID, MEASURES, Measure
from studio.core.voicing import Heard, Hearing, Lie, Row, Target, rows_of
from studio.reports.charts import LIGHT, Chart, Series, draw
from studio.reports.page import render
from studio.reports.period import check, holds
from studio.reports.report import Kind, Need, Report, Table
from studio.reports.voice_record import COLUMNS, group_record, table_rows

VERSION = 1
FEW = 3  # pieces: the middle of fewer says little
KEY = ("sentence_words", "contractions", "you", "long_words", "grade", "tone")
"""The measures that are told week by week on a page; the table and the JSON have all of them."""
CHARTED = ("sentence_words", "contractions", "long_words", "grade")
_MOST_WEEKS = 13  # a quarter; longer periods are told by month


@dataclass(frozen=True, slots=True)
class Stretch:
    """A week or a month: its first day (ISO 8601), how it is called, and its pieces measured."""

    since: str
    label: str
    pieces: int
    rows: tuple[Row, ...]

    def row(self, measure: str) -> Row:
        return next(row for row in self.rows if row.measure.id == measure)


@dataclass(frozen=True, slots=True)
class BrandVoice:
    """One brand on one channel.

    Attributes:
        step: `week` or `month`, what `stretches` are.
        feedback: what readers said of these pieces, put together.
    """

    brand: str
    channel: str
    pieces: tuple[Heard, ...]
    target: Target | None
    rows: tuple[Row, ...]
    step: str
    stretches: tuple[Stretch, ...]
    feedback: tuple[Summed, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.brand or 'No brand'}, {self.channel}"

    @property
    def summary(self) -> str:
        """Which measures lie outside, before and after people worked on them."""
        if self.target is None:
            return "There is nothing to hold these texts against."
        known = [row for row in self.rows if row.edited_lies and row.original_lies]
        if not known:
            return "No text was long enough to be measured."
        before = sum(row.original_lies is Lie.INSIDE for row in known)
        after = sum(row.edited_lies is Lie.INSIDE for row in known)
        measures = count(len(known), "measure")
        return f"Of {measures}, {before} of the AI originals and {after} of the edited texts lie inside the target."

    @property
    def reasons(self) -> Counter[Reason]:
        """What people said that their changes were for, the most frequent first; of changes that still stand."""
        return Counter(dict(sum((Counter(heard.reasons) for heard in self.pieces), Counter[Reason]()).most_common()))

    @property
    def ratings(self) -> Counter[int]:
        """How many pieces were given which rating at the yes, 1 to 5."""
        return Counter(heard.rated.rating for heard in self.pieces if heard.rated)

    @property
    def is_few(self) -> bool:
        return len(self.pieces) < FEW

    def charts(self) -> list[tuple[Chart, Markup]]:
        """A chart for each of a few measures, where there is more than one week or month to tell."""
        if len(self.stretches) < 2:
            return []
        made = [_chart(self, BY_ID[measure]) for measure in CHARTED]
        return [(each, Markup(draw(each, LIGHT, 440, 200).svg)) for each in made if not each.is_empty]  # noqa: S704 - drawn here


@dataclass(frozen=True, slots=True)
class VoiceReport(Report):
    """The report.

    Attributes:
        unheard: what could not be measured, a sentence each.
    """

    kind: ClassVar[str] = "voice"
    title: ClassVar[str] = "Voice"

    groups: tuple[BrandVoice, ...]
    unheard: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.groups

    @property
    def pieces(self) -> int:
        return sum(len(group.pieces) for group in self.groups)

    def cautions(self) -> tuple[str, ...]:
        return self.unheard

    def page(self) -> str:
        return render("voice.html.jinja", report=self, measures=MEASURES, key=KEY, few=FEW)

    def table(self) -> Table:
        return Table(COLUMNS, tuple(table_rows(self.groups)))

    def record(self) -> dict[str, Any]:
        return self.opening(VERSION) | {
            "measures": [asdict(measure) for measure in MEASURES],
            "unheard": list(self.unheard),
            "groups": [group_record(group) for group in self.groups],
        }

    def remarks(self) -> tuple[tuple[str, str], ...]:
        return (
            *(("Not whole", caution) for caution in self.cautions()),
            ("Pieces", f"{self.pieces:,}"),
            ("Rows", "One per brand, channel and measure over all pieces, then one per week or month."),
            ("Figures", "Of several texts, the figure of the text in the middle."),
            ("Target", "The middle half of the target’s texts. Inside also counts what no reader would hear."),
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
) -> VoiceReport:
    """Gather the report.

    Args:
        period: a piece belongs to the day of its latest approval, else of the latest thing that happened to it.
    Raises:
        BadInput: when the period is no period.
    """
    check(period)
    groups: dict[tuple[str, str], list[Heard]] = {}
    for heard in hearing.pieces:
        if holds(period, heard.when):
            groups.setdefault((heard.piece.brand, heard.piece.channel.value), []).append(heard)
    told = tuple(
        replace(_brand_voice(*key, pieces, hearing.targets.get(key)), feedback=_said(hearing, pieces))
        for key, pieces in sorted(groups.items())
    )
    return VoiceReport(workspace, made, made_by, period, head, verification, told, hearing.unheard)


def _said(hearing: Hearing, pieces: Sequence[Heard]) -> tuple[Summed, ...]:
    ids = {heard.piece.id for heard in pieces}
    return summed(each for each in hearing.feedback if each.piece.id in ids)


def _brand_voice(brand: str, channel: str, pieces: Sequence[Heard], target: Target | None) -> BrandVoice:
    days = sorted(_day(heard.when) for heard in pieces)
    step = "week" if (days[-1] - days[0]).days <= 7 * _MOST_WEEKS else "month"
    by_start: dict[date, list[Heard]] = {start: [] for start in _starts(days[0], days[-1], step)}
    for heard in pieces:
        by_start[_start(_day(heard.when), step)].append(heard)
    stretches = tuple(
        Stretch(start.isoformat(), _label(start, step), len(found), _rows(found, target)) for start, found in by_start.items()
    )
    return BrandVoice(brand, channel, tuple(pieces), target, _rows(pieces, target), step, stretches)


def _rows(pieces: Sequence[Heard], target: Target | None) -> tuple[Row, ...]:
    return rows_of([heard.original for heard in pieces], [heard.edited for heard in pieces], target)


# ---------------------------------------------------------------- weeks and months


def _day(time: str) -> date:
    return moment(time).astimezone(UTC).date()


def _start(day: date, step: str) -> date:
    return day - timedelta(days=day.weekday()) if step == "week" else day.replace(day=1)


def _starts(first: date, last: date, step: str) -> Iterator[date]:
    """Every week or month from the first day to the last, those without anything too, so that no line is drawn over a gap."""
    start = _start(first, step)
    while start <= last:
        yield start
        start = _start(start + timedelta(days=7 if step == "week" else 31), step)


def _label(start: date, step: str) -> str:
    day, month, year = short(start.isoformat()).split()
    return f"{day} {month}" if step == "week" else f"{month} {year}"


def _chart(group: BrandVoice, measure: Measure) -> Chart:
    rows = [stretch.row(measure.id) for stretch in group.stretches]
    wanted = group.target.ranges.get(measure.id) if group.target else None
    band = f" The target lies from {measure.said(wanted.low)} to {measure.said(wanted.high)}." if wanted else ""
    return Chart(
        title=measure.name,
        says=f"{measure.name} by {group.step}, of the text in the middle.{band}",
        unit=measure.unit,
        labels=tuple(stretch.label for stretch in group.stretches),
        series=(
            Series("Edited", tuple(row.edited for row in rows)),
            Series("AI original", tuple(row.original for row in rows)),
        ),
        target=(wanted.low, wanted.high) if wanted else (None, None),
    )


KIND = Kind(
    name=VoiceReport.kind,
    title=VoiceReport.title,
    about="How the AI wrote, what people made of it and how the brand means to sound, by week or month, each figure explained.",
    build=build,
    needs=Need.VOICE,
)
