"""What the checks found in the text on the desk, kept in its place by every edit until they have looked again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice, takewhile
from operator import attrgetter

from studio.app.seconding import NOTHING, Beside, joined
from studio.core.check import Check, CheckReport, Lane
from studio.core.document import Document
from studio.core.edit import Edit, minimal, shift
from studio.core.flag import Flag
from studio.core.span import Span

_reading_order = attrgetter("span.start", "span.end", "rule")
Mark = tuple[int, int, Flag]
"""Start, end and flag: what the editor paints. The flag's own span is where it stood when it was found."""


class Findings:
    """The latest report of each lane, its flags moved along by the edits made since.

    Attributes:
        document: the text they stand in.
        marks: what the editor paints, in reading order; see `mark`.
    """

    def __init__(self, document: Document, checks: Sequence[Check]) -> None:
        self.document = document
        self._checks = tuple(checks)
        self._asks_outside = any(check.lane is Lane.OUTSIDE for check in self._checks)
        self._reports: dict[Lane, CheckReport] = {}
        self._placed: dict[Lane, list[Mark]] = {}  # each lane's flags where the edits since its report put them
        self._beside = NOTHING
        self._beside_marks: list[Mark] = []
        self.marks: list[Mark] = []

    def follow(self, edit: Edit, document: Document) -> None:
        """Move along with `edit`, which made `document`. Runs on every keystroke."""
        self.document = document
        self.marks = _moved(self.marks, edit)
        # One step for each edit: a slow lane may be many edits behind, and doing them all at once would be felt.
        self._placed = {lane: _moved(marks, edit) for lane, marks in self._placed.items()}
        self._beside_marks = _moved(self._beside_marks, edit)
        self._forget()

    def take(self, report: CheckReport, lane: Lane) -> bool:
        """Bring a report home; one on any other text than the present is dropped, and the answer is False."""
        if report.document.revision != self.document.revision or report.document.text != self.document.text:
            return False
        self._reports[lane] = report
        self._placed[lane] = [(flag.span.start, flag.span.end, flag) for flag in report.flags]
        self._forget()
        return True

    def lay_beside(self, beside: Beside) -> None:
        """What a model has to say of this very text, in the place of what it said before; see `seconding`."""
        self._beside = beside
        self._beside_marks = [(flag.span.start, flag.span.end, flag) for flag in beside.flags]
        self._forget()

    def outdate(self) -> None:
        """What was found was found by other guides: it is shown until each lane has looked again, and counts as no report."""
        self._reports = {}

    def mark(self, is_silenced: Callable[[Flag], object]) -> None:
        """Lay the marks out anew: every claim, and every other flag that is not silenced."""
        shown = (flag for flag in self.flags if flag.claim is not None or not is_silenced(flag))
        self.marks = [(flag.span.start, flag.span.end, flag) for flag in shown]

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """Every flag of every lane, dismissed or not, in reading order."""
        found = [_at(mark) for marks in self._placed.values() for mark in marks]
        remarked = [_at(mark) for mark in self._beside_marks]
        return tuple(sorted(joined(once(found), remarked), key=_reading_order))

    def is_current(self, lane: Lane) -> bool:
        """Whether the lane's report is on this very text; where no other program is asked, it owes none."""
        if lane is Lane.OUTSIDE and not self._asks_outside:
            return True
        report = self._reports.get(lane)
        return report is not None and report.document.revision == self.document.revision

    @property
    def ran(self) -> tuple[str, ...]:
        """Ids of the checks that ran on this very text, lane by lane, whichever answered first."""
        current = (self._reports[lane] for lane in Lane if lane in self._reports and self.is_current(lane))
        found = tuple(name for report in current for name in report.ran)
        return (*found, *self._beside.ran) if found else ()  # a model alone is no check

    @property
    def missing(self) -> dict[str, str]:
        """The checks that could not run, each with its reason."""
        found = {name: why for report in self._reports.values() for name, why in report.missing.items()}
        return found | dict(self._beside.missing)

    @property
    def pending(self) -> tuple[str, ...]:
        """Ids of checks whose report on this text is still to come."""
        return tuple(check.id for check in self._checks if not self.is_current(check.lane))

    def _forget(self) -> None:
        self.__dict__.pop("flags", None)


def _moved(marks: list[Mark], edit: Edit) -> list[Mark]:
    """The marks where the edit put them; those whose words are gone are dropped."""
    start, end, delta = edit.span.start, edit.span.end, edit.delta
    moved: list[Mark] = []
    for mark in marks:
        if mark[0] > end:
            moved.append((mark[0] + delta, mark[1] + delta, mark[2]))
        elif mark[1] < start:
            moved.append(mark)
        elif span := shift(Span(mark[0], mark[1]), edit):
            moved.append((span.start, span.end, mark[2]))
    return moved


def _say_it_once(flags: Sequence[Flag]) -> Iterable[Flag]:
    """Without what the proofreader outside says as well of the same letters, or would mend in the same way. The other flag tells
    that both found it."""
    theirs = sorted((flag for flag in flags if flag.check == PROOFREAD), key=_reading_order)
    if not theirs:
        return flags
    ours = sorted((flag for flag in flags if flag.check in _SAME_TRADE), key=_reading_order)
    told, doubles, first = dict[int, str](), set[int](), 0
    for flag in theirs:
        while first < len(ours) and ours[first].span.end < flag.span.start:
            first += 1
        near = takewhile(lambda each: each.span.start <= flag.span.end, islice(ours, first, None))  # noqa: B023 - used up at once
        if other := next((each for each in near if _is_same(flag, each)), None):
            doubles.add(id(flag))
            told.setdefault(id(other), "; ".join(filter(None, (other.layer or _SAME_TRADE[other.check], f"{_ALSO}{flag.layer}"))))
    return [replace(flag, layer=told[id(flag)]) if id(flag) in told else flag for flag in flags if id(flag) not in doubles]


def _is_same(flag: Flag, other: Flag) -> bool:
    return flag.span == other.span or bool(_effects(flag) & _effects(other))


def _effects(flag: Flag) -> set[tuple[int, int, str]]:
    """What each of its fixes changes: where, without the letters that stay, and into what."""
    return {_effect(flag, fix.text) for fix in flag.fixes}


def _effect(flag: Flag, text: str) -> tuple[int, int, str]:
    edit = minimal(flag.text, text)
    return (flag.span.start + edit.span.start, flag.span.start + edit.span.end, edit.replacement) if edit else (0, 0, "")


def also_of(flag: Flag) -> str:
    """The proofreader's own name of its rule that found the same as another check's flag, `EN_A_VS_AN`; empty where none did."""
    told = flag.layer.rpartition(_ALSO)[2] if flag.check in _SAME_TRADE and _ALSO in flag.layer else ""
    return told.rpartition(", rule ")[2]


_ALSO = "also "  # before where the proofreader's flag came from, see `checks.languagetool`
_GIVES_WAY = frozenset({"grammar", "tone"})
PROOFREAD = "languagetool"
_SAME_TRADE = {"grammar": "Harper", "style": ""}
"""Checks that look at single words too, and who does it where the flag does not say."""
_OWNED = {"Email.OptOut": "Disclosure.OptOut", "Email.Reach": "Disclosure.Person"}
"""Rules of a style guide, and what says the same lack, with a sentence to put in: that one is kept."""


def once(flags: Sequence[Flag]) -> Iterable[Flag]:
    """Without the dictionary's word, or a reading of the tone, on what a rule of the house already says of the very same letters,
    and with one flag for one lack."""
    said = {flag.span for flag in flags if flag.check == "style"}
    lacks = {flag.rule for flag in flags if flag.check == "disclosure"}
    kept = _say_it_once([flag for flag in flags if flag.check not in _GIVES_WAY or flag.span not in said])
    return (flag for flag in kept if flag.check != "style" or _OWNED.get(flag.rule) not in lacks)


def _at(mark: Mark) -> Flag:
    """The flag, standing where its mark does."""
    start, end, flag = mark
    return flag if flag.span.start == start and flag.span.end == end else flag.at(Span(start, end))
