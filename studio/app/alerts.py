"""What stands out in the figures: a sudden rise, an approval that nobody can have read, a handoff that is late.

Pure: from a `Tally` and the numbers of `[alerts]` in `policy.toml`. An alert says what was counted and leaves what it means
to people; see `noting` for what they make of it.

A rise is told of the last seven days against the middle (median) of the eight weeks before them. It is sudden when it is
higher by what the policy says and also by more than three times what those weeks usually differ from their middle (the median
of their distances), so that one odd week neither raises an alarm nor hides one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from studio.app.hours import WorkingHours, lateness
from studio.app.noting import FigureNote
from studio.app.tables.alerts import AlertsEntry
from studio.core.lateness import is_late, until
from studio.core.outcome import Outcome, Tally
from studio.core.piece import Piece
from studio.core.times import stamp

WEEKS = 8
LEAST_WEEKS = 4  # with figures, of the eight: on fewer there is no usual
_STEADY = 3  # times the usual distance; for figures that scatter evenly about one week in twenty lies further out
_WEEK = timedelta(days=7)
ABOUT = "alert: "
_ANSWERABLE = 3  # open flags: one or two may well be right to leave


class AlertKind(StrEnum):
    FLAGS = "flags"
    DISMISSALS = "dismissals"
    RETAINED = "retained"
    TURNAROUND = "turnaround"
    RUBBER_STAMP = "rubber_stamp"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that a person should look at.

    Attributes:
        title: a few words; sentence: what was counted, with the numbers, and what it is held against.
        figures: the same as names and values, as people read them.
        pieces: ids of the pieces it is about, the most telling first.
        since: when it began, UTC, ISO 8601: the first of the days, the approval, or the due time.
        grown: when a piece last joined those it is about, where that is later.
    """

    kind: AlertKind
    title: str
    sentence: str
    figures: tuple[tuple[str, str], ...]
    pieces: tuple[str, ...]
    since: str
    grown: str = ""

    @property
    def about(self) -> str:
        """What notes on it go by: apart from the figure of the same name."""
        return f"{ABOUT}{self.kind.value}"

    @property
    def piece(self) -> str:
        """The piece that it is about, where it is one and no other."""
        return self.pieces[0] if self.kind is AlertKind.RUBBER_STAMP and self.pieces else ""

    def seen(self, notes: Sequence[FigureNote]) -> FigureNote | None:
        """The latest note on it since it is as it is: who wrote one has looked at it. The notes stand latest first."""
        since = datetime.fromisoformat(max(self.since, self.grown))
        mine = (each for each in notes if (each.about, each.reach.piece) == (self.about, self.piece))
        return next((each for each in mine if datetime.fromisoformat(each.when) >= since), None)


def alerts(
    tally: Tally, rules: AlertsEntry | None = None, pieces: Iterable[Piece] = (), hours: WorkingHours | None = None
) -> tuple[Alert, ...]:
    """Everything that stands out: what is late first, then approvals nobody can have read, then figures that rose.

    Args:
        rules: from when on something does; None for the defaults.
        pieces: as they stand now: those of them that the tally is of can be late, by the one way that Today asks, too.
        hours: when people work; None for the defaults.
    """
    rules = rules or AlertsEntry()
    now = datetime.fromisoformat(tally.now)
    ours = {each.piece for each in tally.outcomes}
    waiting = [piece for piece in pieces if piece.id in ours and not piece.purged]
    return (
        *_overdue(waiting, hours or WorkingHours(), now),
        *_rubber_stamps(tally.outcomes, rules, now),
        *_rises(tally.outcomes, rules, now),
    )


# ---------------------------------------------------------------- figures that rose


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure by week.

    Attributes:
        day: on which day a piece counts, empty for none.
        of: the figure of the pieces of one week; None where it cannot be told of them.
        said: the figure as people read it.
        is_share: whether it rises by points and not by a share of itself.
    """

    kind: AlertKind
    title: str
    name: str
    day: Callable[[Outcome], str]
    of: Callable[[Sequence[Outcome]], float | None]
    said: Callable[[float], str]
    is_share: bool = False


def _flags_per_thousand(pieces: Sequence[Outcome]) -> float | None:
    known = [(each.flags, each.checked_words) for each in pieces if each.flags is not None and each.checked_words]
    words = sum(words for _, words in known)
    return 1000 * sum(flags for flags, _ in known) / words if words else None


def _dismissed_share(pieces: Sequence[Outcome]) -> float | None:
    known = [(each.dismissed or 0, each.flags) for each in pieces if each.flags]
    flags = sum(flags for _, flags in known)
    return sum(dismissed for dismissed, _ in known) / flags if flags else None


def _retained_share(pieces: Sequence[Outcome]) -> float | None:
    known = [(each.kept, each.words) for each in pieces if each.kept is not None and each.words]
    words = sum(words for _, words in known)
    return sum(kept for kept, _ in known) / words if words else None


def _turnaround(pieces: Sequence[Outcome]) -> float | None:
    known = [each.turnaround for each in pieces if each.turnaround is not None]
    return median(known) if known else None


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


def _rate(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{round(value):,}"


def lasting(seconds: float) -> str:
    """`45 s`, `12 min`, `5 h`, `3.5 days`."""
    for unit, size, most in (("s", 1, 60), ("min", 60, 60), ("h", 3600, 48)):
        if (number := round(seconds / size)) < most:
            return f"{number} {unit}"
    return f"{seconds / 86_400:.1f} days"


_FIGURES = (
    _Figure(
        AlertKind.FLAGS,
        "Flags have risen",
        "flags per 1,000 words of the drafts taken in",
        lambda each: each.created,
        _flags_per_thousand,
        _rate,
    ),
    _Figure(
        AlertKind.DISMISSALS,
        "Dismissals have risen",
        "share of the flags that people said no to, in approved pieces",
        lambda each: each.latest,
        _dismissed_share,
        _percent,
        is_share=True,
    ),
    _Figure(
        AlertKind.RETAINED,
        "More stands as the AI wrote it",
        "AI-retained share of the approved words",
        lambda each: each.latest,
        _retained_share,
        _percent,
        is_share=True,
    ),
    _Figure(
        AlertKind.TURNAROUND,
        "Approval takes longer",
        "time from draft to first approval that half of the pieces lie below",
        lambda each: each.approved,
        _turnaround,
        lasting,
    ),
)


def _rises(outcomes: Sequence[Outcome], rules: AlertsEntry, now: datetime) -> Iterator[Alert]:
    for figure in _FIGURES:
        if alert := _rise(figure, outcomes, rules, now):
            yield alert


def _rise(figure: _Figure, outcomes: Sequence[Outcome], rules: AlertsEntry, now: datetime) -> Alert | None:
    weeks: list[list[Outcome]] = [[] for _ in range(WEEKS + 1)]  # this one first
    for each in outcomes:
        if day := figure.day(each):
            back = (now - datetime.fromisoformat(day)) // _WEEK
            if 0 <= back <= WEEKS:
                weeks[back].append(each)
    latest = [each for each in weeks[0] if figure.of([each]) is not None]  # of the others the figure tells nothing
    value = figure.of(latest)
    earlier = [found for week in weeks[1:] if (found := figure.of(week)) is not None]
    if value is None or len(latest) < rules.least_pieces or len(earlier) < LEAST_WEEKS:
        return None
    usual = median(earlier)
    spread = median(abs(found - usual) for found in earlier)
    needed = rules.rise_points / 100 if figure.is_share else usual * rules.rise_percent / 100
    if value <= usual or value - usual < max(needed, _STEADY * spread):
        return None
    since = now - _WEEK
    said = figure.said
    apart = f"half of them lie within {_apart(figure, spread)} of it" if spread else "at least half of them were just that"
    return Alert(
        figure.kind,
        figure.title,
        f"{figure.name[:1].upper()}{figure.name[1:]}: {said(value)} in the last 7 days ({_pieces(len(latest))}), against "
        f"{said(usual)} in the middle of the {len(earlier)} weeks before; {apart}.",
        (
            ("Last 7 days", said(value)),
            ("Pieces in them", f"{len(latest):,}"),
            ("Middle of the weeks before", said(usual)),
            ("Weeks with figures", str(len(earlier))),
            ("Usual distance from the middle", _apart(figure, spread)),
        ),
        tuple(each.piece for each in sorted(latest, key=lambda one: -(figure.of([one]) or 0))),
        since.isoformat().replace("+00:00", "Z"),
    )


def _apart(figure: _Figure, distance: float) -> str:
    points = round(100 * distance)
    return f"{points} {'point' if points == 1 else 'points'}" if figure.is_share else figure.said(distance)


def _pieces(number: int) -> str:
    return f"{number:,} {'piece' if number == 1 else 'pieces'}"


# ---------------------------------------------------------------- approvals that nobody can have read


def _rubber_stamps(outcomes: Sequence[Outcome], rules: AlertsEntry, now: datetime) -> Iterator[Alert]:
    """Approvals with signs of a rubber stamp, those with the most signs first, then the latest."""
    first = now - timedelta(days=rules.look_back_days)
    found = [
        (signs, each)
        for each in outcomes
        if each.latest and datetime.fromisoformat(each.latest) >= first and (signs := tuple(stamp_signs(each, rules)))
    ]
    found.sort(key=lambda pair: pair[1].latest, reverse=True)
    for signs, each in sorted(found, key=lambda pair: -len(pair[0])):
        title = each.title or each.piece
        told = "; ".join(sign for _, sign in signs)
        by = f" by {each.approver}" if each.approver else ""
        yield Alert(
            AlertKind.RUBBER_STAMP,
            f"Approved {signs[0][0]}: {title}",
            f"“{title}” was approved{by}: {told}.",
            tuple(_stamp_figures(each)),
            (each.piece,),
            each.latest,
        )


def stamp_signs(each: Outcome, rules: AlertsEntry) -> Iterator[tuple[str, str]]:
    """Each sign as a word for the title and a clause with its numbers, the weightiest first."""
    words, seconds = each.words or 0, each.read_seconds
    needed = 60 * words / rules.words_per_minute
    is_long = words >= rules.least_words
    if seconds == 0 and words:
        yield "unread", f"nobody had its {words:,} words open before the yes"
    elif seconds is not None and seconds < needed:
        yield (
            "in seconds" if seconds < 60 else "too fast",
            f"it was open for {lasting(seconds)}, and at {rules.words_per_minute} words a minute its {words:,} words take "
            f"{lasting(needed)}",
        )
    if is_long and each.changed_words == 0:
        yield "unchanged", "no word of the AI original was changed"
    elif (
        is_long
        and (share := each.retained_share) is not None
        and 100 * share >= rules.ai_share_percent
        and not _is_cut(each, rules)
    ):
        yield "almost as it came", f"{_percent(share)} of its words stand as the AI wrote them"
    if each.flags and each.open == each.flags >= _ANSWERABLE:
        yield "with its flags unanswered", f"all {each.flags:,} flags were left as they were"
    if each.claims and each.claims_open == each.claims:
        many = "its one claim was" if each.claims == 1 else f"none of its {each.claims:,} claims was"
        yield "with its claims untouched", f"{many} {'not ' if each.claims == 1 else ''}answered"


def _is_cut(each: Outcome, rules: AlertsEntry) -> bool:
    """Whether more of the original was changed than may be: where much was cut, what is left stands as the AI wrote it."""
    return 100 * (each.edit_depth or 0.0) > 100 - rules.ai_share_percent


def _stamp_figures(each: Outcome) -> Iterator[tuple[str, str]]:
    if each.words is not None:
        yield "Words", f"{each.words:,}"
    yield "Open before the yes", "not measured" if each.read_seconds is None else lasting(each.read_seconds)
    if (share := each.retained_share) is not None:
        yield "AI-retained share", _percent(share)
    if each.flags is not None:
        yield "Flags left open", f"{each.open or 0:,} of {each.flags:,}"
    if each.claims is not None:
        yield "Claims left open", f"{each.claims_open or 0:,} of {each.claims:,}"


# ---------------------------------------------------------------- what is late


def _overdue(pieces: Sequence[Piece], hours: WorkingHours, now: datetime) -> Iterator[Alert]:
    late = sorted((each for each in pieces if is_late(each, now)), key=lambda each: until(each) or now)
    if not late:
        return
    first = late[0]
    who = f" with {first.assignee}" if first.assignee else ""
    one = len(late) == 1
    begin = "A piece waits" if one else f"{len(late):,} pieces wait"
    yield Alert(
        AlertKind.OVERDUE,
        "A handoff is overdue" if one else f"{len(late):,} handoffs are overdue",
        f"{begin} for an answer, or for changes, past {'its' if one else 'their'} due time; "
        f"{'it' if one else 'the longest'} is “{first.title}”{who}, {lateness(hours, now, first)}.",
        (("Overdue", f"{len(late):,}"), ("The longest", lateness(hours, now, first))),
        tuple(each.id for each in late),
        stamp(until(first) or now),
        stamp(until(late[-1]) or now),
    )
