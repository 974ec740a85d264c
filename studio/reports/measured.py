"""Figures of a group of pieces: how they are counted, over what, and on which day a piece counts.

Every figure is a `Value`: the middle (median) of the pieces, with the quartiles between which half of them lie, or a part of
a whole. What nobody recorded is None, never 0, and a figure over fewer than three pieces says so. Every report of figures
takes them from here, so they are counted in one way only.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from statistics import median, quantiles
from typing import TypeVar

from studio.core.outcome import Outcome, Round, Tally
from studio.core.phrases import count
from studio.core.provenance import HOW_COUNTED, HOW_DEPTH_IS_COUNTED
from studio.reports.period import holds

FEW = 3
"""Pieces under which a figure says more about them than about the work."""


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of some pieces.

    Attributes:
        value: None where nothing was recorded.
        over: how many pieces (of handoffs: how many handoffs) it is made from.
        low, high: the quartiles, where it is a middle.
        part, whole: what was counted, where it is a share.
        unseen: pieces beside those, of which nothing is known because the checks never looked at them.
    """

    value: float | None
    over: int
    low: float | None = None
    high: float | None = None
    part: int | None = None
    whole: int | None = None
    unseen: int = 0

    @property
    def is_few(self) -> bool:
        return self.value is not None and self.over < FEW and not self.is_count

    @property
    def is_count(self) -> bool:
        """Whether it counts the very pieces it is over, which is no less true of few."""
        return self.value == self.over and self.part is None and self.low is None


def middle(values: Iterable[float | None]) -> Value:
    """The median of what was recorded, and its quartiles."""
    known = [value for value in values if value is not None]
    if not known:
        return Value(None, 0)
    low, _, high = quantiles(known, n=4, method="inclusive") if len(known) > 1 else known * 3
    return Value(median(known), len(known), low, high)


def share(pairs: Iterable[tuple[int | None, int | None]], of: float = 100) -> Value:
    """The sum of the first numbers of the pairs in `of` of the sum of the second; a pair that is not whole is left out."""
    known = [(part, whole) for part, whole in pairs if part is not None and whole is not None]
    part, whole = sum(each for each, _ in known), sum(each for _, each in known)
    return Value(of * part / whole if whole else None, len(known), part=part, whole=whole)


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces and handings on, each on its day.

    Attributes:
        taken: pieces that came in on these days; `approved`: those that got their first yes; `latest`: their latest.
        due: handings on that were to be answered on these days, and before `now`.
    """

    taken: Sequence[Outcome]
    approved: Sequence[Outcome]
    latest: Sequence[Outcome]
    due: Sequence[Round]
    now: str
    _known: dict[str, Value] = field(default_factory=dict, compare=False, repr=False)

    def value(self, figure: "Figure") -> Value:
        """The figure of these pieces, counted once: a page asks for it in several places."""
        if figure.id not in self._known:
            self._known[figure.id] = figure.count(self)
        return self._known[figure.id]

    @property
    def is_empty(self) -> bool:
        return not (self.taken or self.approved or self.latest or self.due)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        how: how it is counted and over what; day: on which day a piece counts.
    """

    id: str
    name: str
    unit: str
    how: str
    day: str
    count: Callable[[Group], Value]

    def of(self, group: Group) -> Value:
        return group.value(self)


_TAKEN, _FIRST, _LATEST = "the day the draft came in", "the day of the first approval", "the day of the latest approval"
_FLAGS = "of the flags that were raised in these pieces, as of the latest look of the checks"


def _hours(pick: Callable[[Outcome], int | None]) -> Callable[[Group], Value]:
    def of(group: Group) -> Value:
        return middle(None if (seconds := pick(each)) is None else seconds / 3600 for each in group.approved)

    return of


def _of_flags(pick: Callable[[Outcome], int | None]) -> Callable[[Group], Value]:
    return lambda group: share((pick(each), each.flags) for each in group.taken)


def _raised(group: Group) -> Value:
    return share(((each.flags, each.checked_words) for each in group.taken), of=1000)


def _first_pass(group: Group) -> Value:
    return share((int(bool(each.is_first_pass)), 1) for each in group.approved)


def _returns(group: Group) -> Value:
    return share(((each.returned_before_approval, 1) for each in group.approved), of=1)


def _open_claims(group: Group) -> Value:
    known = [each for each in group.taken if each.claims is not None]
    opened, every = sum(each.claims_open or 0 for each in known), sum(each.claims or 0 for each in known)
    return Value(opened if known else None, len(known), part=opened, whole=every, unseen=len(group.taken) - len(known))


def _late(group: Group) -> Value:
    late = sum(each.is_late(group.now) for each in group.due)
    return Value(late if group.due else None, len(group.due), part=late, whole=len(group.due))


FIGURES = (
    Figure(
        "taken", "Pieces taken in", "pieces", "Every draft that came in.", _TAKEN, lambda g: Value(len(g.taken), len(g.taken))
    ),
    Figure(
        *("approved", "Pieces approved", "pieces", "Pieces that got their first approval.", _FIRST),
        lambda group: Value(len(group.approved), len(group.approved)),
    ),
    Figure(
        *("turnaround", "Draft to first approval", "hours"),
        "Hours by the clock, nights and weekends included; the middle of the pieces.",
        *(_FIRST, _hours(lambda each: each.turnaround)),
    ),
    Figure(
        *("drafting", "of it drafting", "hours"),
        "From the draft to the first handing on; the middle of the pieces.",
        *(_FIRST, _hours(lambda each: each.drafting)),
    ),
    Figure(
        *("review", "of it in review", "hours"),
        "With editors, all rounds of a piece together; the middle of the pieces.",
        *(_FIRST, _hours(lambda each: each.review)),
    ),
    Figure(
        *("rework", "of it rework", "hours"),
        "From being sent back to being handed on again, all rounds together; the middle of the pieces that were sent back.",
        *(_FIRST, _hours(lambda each: each.rework if each.returns else None)),
    ),
    Figure(
        *("first_pass", "First-pass approval", "%", "Pieces approved without being sent back before, of all approved."),
        *(_FIRST, _first_pass),
    ),
    Figure(
        *("returns", "Sent back per piece", "times", "Times sent back before the first approval, per piece."), _FIRST, _returns
    ),
    Figure(
        *("depth", "Edit depth", "%", HOW_DEPTH_IS_COUNTED, _LATEST),
        lambda group: share((each.changed_words, each.original_words) for each in group.latest),
    ),
    Figure(
        *("retained", "AI-retained share", "%", HOW_COUNTED, _LATEST),
        lambda group: share((each.kept, each.words) for each in group.latest),
    ),
    Figure(
        *("raised", "Flags raised", "per 1,000 words"),
        "Flags that the checks raised, per 1,000 words of the text at their first look. A flag whose sentence was only reworded "
        "counts once.",
        *(_TAKEN, _raised),
    ),
    Figure(
        *("fixed", "of them fixed", "%", f"No longer found, {_FLAGS}.", _TAKEN),
        _of_flags(lambda each: each.fixed),
    ),
    Figure(
        *("dismissed", "of them dismissed", "%", f"Answered with a no and a reason, {_FLAGS}.", _TAKEN),
        _of_flags(lambda each: each.dismissed),
    ),
    Figure(*("open", "of them open", "%", f"Still open, {_FLAGS}.", _TAKEN), _of_flags(lambda each: each.open)),
    Figure(
        *(
            "claims_open",
            "Open claims",
            "claims",
            "Claims that nobody has settled, as of the latest look of the checks at a piece.",
            _TAKEN,
        ),
        _open_claims,
    ),
    Figure(
        *("late", "Late answers", "handoffs"),
        "Handings on that were answered after they were due, or are due and unanswered, of all that were due.",
        *("the day the answer was due", _late),
    ),
)
BY_ID = {figure.id: figure for figure in FIGURES}


def within(tally: Tally, period: tuple[str, str]) -> Group:
    """What falls into the period."""
    return Group(
        [each for each in tally.outcomes if holds(period, each.created)],
        [each for each in tally.outcomes if holds(period, each.approved)],
        [each for each in tally.outcomes if holds(period, each.latest)],
        [each for each in tally.rounds if holds(period, each.due) and _is_due(each, tally.now)],
        tally.now,
    )


def _is_due(each: Round, now: str) -> bool:
    return bool(each.answered_at) or each.is_late(now)


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week: `2026-W48`, from its Monday."""

    label: str
    monday: str
    group: Group

    @property
    def sunday(self) -> str:
        return (date.fromisoformat(self.monday) + timedelta(days=6)).isoformat()


def by_week(group: Group) -> tuple[Week, ...]:
    """The group week by week, from the first with anything to the last, those without anything included."""
    taken, approved = _sorted(group.taken, lambda each: each.created), _sorted(group.approved, lambda each: each.approved)
    latest, due = _sorted(group.latest, lambda each: each.latest), _sorted(group.due, lambda each: each.due)
    return tuple(
        Week(_label(day), day, Group(taken[day], approved[day], latest[day], due[day], group.now))
        for day in _every({*taken, *approved, *latest, *due})
    )


_T = TypeVar("_T")


def _sorted(found: Iterable[_T], day: Callable[[_T], str]) -> defaultdict[str, list[_T]]:
    """By the Monday of their week."""
    weeks = defaultdict[str, list[_T]](list)
    for each in found:
        weeks[_monday(day(each)[:10])].append(each)
    return weeks


def _every(mondays: Iterable[str]) -> Iterator[str]:
    """Those Mondays, and all between them."""
    known = sorted(mondays)
    day = date.fromisoformat(known[0]) if known else date.max
    while known and day.isoformat() <= known[-1]:
        yield day.isoformat()
        day += timedelta(days=7)


@lru_cache(maxsize=4096)
def _monday(day: str) -> str:
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()


def _label(monday: str) -> str:
    year, week, _ = date.fromisoformat(monday).isocalendar()
    return f"{year}-W{week:02}"


def said(value: float | None, unit: str, scale: str = "") -> str:
    """A figure for a reader: `2.5 h`, `3.1 days`, `62%`, `4.2`; `not recorded` where there is none.

    Args:
        scale: of hours, what they are told in, as `scale_of` says it for figures that stand together; empty for its own.
    """
    if value is None:
        return "not recorded"
    if unit == "hours":
        scale = scale or scale_of((value,))
        return f"{round(60 * value)} min" if scale == "min" else f"{_plain(value / _SCALES[scale])} {scale}"
    return _percent(value) if unit == "%" else _plain(value)


_SCALES = {"h": 1, "days": 24}  # hours in one


def scale_of(hours: Iterable[float | None]) -> str:
    """What hours that stand together are told in, by the largest as it would be read: `min`, `h` or `days`."""
    largest = max((each for each in hours if each is not None), default=0.0)
    if round(60 * largest) < 60:
        return "min"
    return "h" if round(largest, 1) < 48 else "days"


def _percent(value: float) -> str:
    """Neither all nor nothing is said of what only comes near to it."""
    if 0 < value < 1:
        return "<1%"
    return ">99%" if 99 < value < 100 else f"{round(value)}%"


def _plain(value: float) -> str:
    if 0 < value < 0.05:
        return "<0.1"
    shown = round(value, 1)
    return f"{value:,.0f}" if shown == round(shown) or shown >= 100 else f"{shown:,.1f}"


def looked_at(value: Value) -> str:
    """`of 23 pieces looked at; 1 not yet`."""
    return f"of {count(value.over, 'piece')} looked at" + (f"; {value.unseen:,} not yet" if value.unseen else "")


def spread(value: Value, unit: str) -> str:
    """What stands under a figure: between what half of the pieces lie, or what it is a part of, and over how many."""
    if value.value is None:
        return ""
    few = " only" if value.is_few else ""
    over = f"{value.over:,} {'piece' if value.over == 1 else 'pieces'}{few}"
    if value.low is not None and value.over >= FEW:
        return f"half between {said(value.low, unit)} and {said(value.high, unit)}; {over}"
    if unit == "claims":
        return f"{value.part:,} of {value.whole:,}; {looked_at(value)}"
    if value.part is not None and unit == "handoffs":
        return f"of {value.whole:,} due"
    if value.part is not None and value.whole is not None and unit != "times":
        return f"{value.part:,} of {value.whole:,}; {over}"
    return over if unit != "pieces" else ""
