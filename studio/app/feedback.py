"""What readers said of published pieces and what came of them, noted by hand or taken in from a file.

Nothing here decides anything, and nothing is worked out that nobody gave: it stands beside the edits in the reports, with its
period and where it comes from. `feedback_files` reads tables; here they are tied to pieces and written, all of a file or nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from studio.app.clock import day
from studio.app.feedback_files import Line
from studio.core.acts import Act, refusal
from studio.core.errors import BadInput, HistoryError, KnownError, NotFound, Refused
from studio.core.events import Actor, EventType, canonical, digest
from studio.core.feedback import Feedback, FeedbackKind, figure, read, summed
from studio.core.phrases import count, shortened
from studio.core.piece import Person, Piece
from studio.core.purged import gone
from studio.core.reach import EVERYTHING, Reach
from studio.core.times import typed_day
from studio.core.visible import visible

if TYPE_CHECKING:
    from studio.app.workspace import Workspace

_MOST_TEXT = 5_000  # characters of a comment
_MOST_NAME = 60
_FEW = 200  # pieces
_Payload = dict[str, Any]


# ---------------------------------------------------------------- looking


def feedback(
    workspace: "Workspace", person: Person | None = None, reach: Reach = EVERYTHING, pieces: Iterable[str] = ()
) -> tuple[Feedback, ...]:
    """What was noted, the oldest first.

    Args:
        person: sees what is of their brands.
        reach: which pieces, and the days that it is about.
        pieces: of these alone; of all where there are none.
    """
    wanted = set(pieces)
    known = {
        piece.id: piece
        for piece in workspace.pieces()
        if (not person or person.works_on(piece.brand)) and (not wanted or piece.id in wanted) and reach.holds(piece)
    }
    kinds = [EventType.FEEDBACK_NOTED]
    if wanted and len(known) <= _FEW:  # of a few pieces their own entries are found at once, however long the history is
        events = [event for id in known for event in workspace.history.events(id, kinds)]
        events.sort(key=lambda event: event.number)
    else:
        events = workspace.history.events(types=kinds)
    found = read(events, known)
    return tuple(
        each for each in found if (not reach.since or each.when >= reach.since) and (not reach.until or each.when <= reach.until)
    )


def of_pieces(workspace: "Workspace", pieces: Sequence[str], days: tuple[str, str]) -> tuple[Feedback, ...]:
    """What was noted of these pieces on these days, for a report; nothing where the history is broken, which the report says."""
    if not pieces:
        return ()
    try:
        return feedback(workspace, reach=Reach(since=days[0], until=days[1]), pieces=pieces)
    except HistoryError:
        return ()


def without_sources(rows: Iterable[Feedback]) -> tuple[Feedback, ...]:
    """The same for outsiders: where it comes from may be somebody's name, so sources are told apart by a number."""
    found = tuple(rows)
    numbers = {source: number for number, source in enumerate(dict.fromkeys(each.source.casefold() for each in found), 1)}
    return tuple(replace(each, source=f"source {numbers[each.source.casefold()]}", text="") for each in found)


def beside(workspace: "Workspace", pieces: Iterable[str], person: Person | None = None) -> str:
    """What readers said of some pieces, in sentences, as evidence beside a proposal; empty where they said nothing."""
    return " ".join(each.sentence for each in summed(feedback(workspace, person, pieces=tuple(pieces))))


# ---------------------------------------------------------------- by hand


def note(
    workspace: "Workspace",
    person: Person,
    piece: str,
    kind: FeedbackKind,
    *,
    name: str = "",
    value: float | None = None,
    unit: str = "",
    text: str = "",
    source: str = "",
    when: str = "",
    since: str = "",
) -> None:
    """Write down one thing that readers said of a piece, or that came of it.

    Args:
        when: the day, or the last one, ISO 8601; today where it is empty.
    Raises:
        Refused: the person may not, nobody has read the piece yet, or something is missing.
        BadInput: a figure or a day that is none.
    """
    found = workspace.piece(piece)
    said = payload_of(workspace, kind, name, value, unit, text, source, when or workspace.today, since)
    _write(workspace, person, [(found, said)])


def payload_of(
    workspace: "Workspace",
    kind: FeedbackKind,
    name: str,
    value: float | None,
    unit: str,
    text: str,
    source: str,
    when: str,
    since: str,
) -> _Payload:
    """What the history keeps of it.

    Raises:
        Refused: something is missing. BadInput: a figure or a day that is none.
    """
    source, words = " ".join(visible(source).split()), visible(text)
    name = " ".join(visible(name).split()) or (kind.value if kind is FeedbackKind.RATING else "")
    if not source:
        raise Refused("Feedback comes from somewhere.", "Say from where: a survey, a review page, a tool, a talk.")
    if kind is FeedbackKind.COMMENT and not words:
        raise Refused("The comment has no words.", "Write what was said.")
    if kind is FeedbackKind.OUTCOME and not name:
        raise Refused("A figure is of something.", "Name it, such as opens or conversions.")
    if kind is not FeedbackKind.COMMENT and (value is None or not isfinite(value)):
        raise BadInput("A rating or an outcome is a figure.", "Write a number.")
    if len(words) > _MOST_TEXT:
        raise BadInput(f"The comment has more than {_MOST_TEXT:,} characters.", "Keep what matters of it.")
    last, first = typed_day(when), typed_day(since)
    if last > workspace.today:
        raise Refused(f"{last} is still to come.", "Write the day on which it was said or counted.")
    if first and first > last:
        raise Refused(f"It would begin on {first} and end on {last}.", "Write the earlier day first.")
    said: _Payload = {
        "kind": kind.value,
        "name": shortened(name, _MOST_NAME),
        "value": None if kind is FeedbackKind.COMMENT else value,
        "text": words,
        "source": shortened(source, _MOST_NAME),
        "when": last,
    }
    unit = " ".join(unit.split())
    return said | ({"unit": shortened(unit, _MOST_NAME)} if unit else {}) | ({"since": first} if first and first != last else {})


def must_be_read(workspace: "Workspace", person: Person, piece: Piece) -> None:
    """Raises: Refused, where the person may note nothing of the piece, its text was deleted, or nobody has read it yet."""
    if refused := refusal(Act.FEEDBACK, person, piece, workspace.policy.persons):
        raise Refused(*refused)
    if piece.purged:
        raise gone(piece)
    if not workspace.history.events(piece.id, [EventType.PUBLISHED]):
        raise Refused(f"Nobody has read “{piece.title}” yet: it was never published.", "Mark it as published first.")


def _write(workspace: "Workspace", person: Person, said: Sequence[tuple[Piece, _Payload]]) -> int:
    """All of it or nothing, judged while nobody else can write; what is there already is not written again. Returns how many."""
    workspace.must_be_writable()
    many = 0

    def entries() -> list[tuple[EventType, str, Actor, _Payload]]:
        nonlocal many
        for piece in {piece.id: piece for piece, _ in said}.values():
            must_be_read(workspace, person, workspace.piece(piece.id))
        there = _rows_there(workspace)
        fresh = [(piece, payload) for piece, payload in said if payload.get("row", "") not in there or not payload.get("row")]
        many = len(fresh)
        return [(EventType.FEEDBACK_NOTED, piece.id, Actor.person(person.name), payload) for piece, payload in fresh]

    workspace.history.append_all(entries)
    return many


def _rows_there(workspace: "Workspace") -> set[str]:
    events = workspace.history.events(types=[EventType.FEEDBACK_NOTED])
    return {str(event.payload["row"]) for event in events if event.payload and event.payload.get("row")}


# ---------------------------------------------------------------- from a file


@dataclass(frozen=True)
class Plan:
    """What a file holds, before anything of it is written.

    Attributes:
        said: what is new, each with its piece.
        before: how many stand here already.
        faults: a sentence for each row that cannot be taken in.
    """

    name: str
    said: tuple[tuple[Piece, _Payload], ...]
    before: int
    faults: tuple[KnownError, ...]

    @property
    def told(self) -> str:
        """ "12 figures and comments on 3 pieces; 4 are here already; 1 row cannot be read." """
        pieces = len({piece.id for piece, _ in self.said})
        parts = [f"{count(len(self.said), 'entry', 'entries')} on {count(pieces, 'piece')}"]
        if self.before:
            parts.append(f"{self.before:,} {'is' if self.before == 1 else 'are'} here already")
        if self.faults:
            parts.append(f"{count(len(self.faults), 'row')} cannot be read")
        return f"{'; '.join(parts)}."

    def first(self, most: int) -> list[str]:
        """The first of them, a line each."""
        lines = []
        for piece, said in self.said[:most]:
            value = "" if said["value"] is None else figure(said["value"], said.get("unit", ""))
            what = f"{said['name']} {value}".strip() or f"“{shortened(said['text'], 60)}”"
            lines.append(f"{piece.title}: {what} ({said['source']}, {day(said['when'])})")
        return lines


def plan(workspace: "Workspace", person: Person, name: str, lines: Iterable[Line | KnownError]) -> Plan:
    """Tie the rows of a file to pieces; nothing is written."""
    tied = _Tied(workspace, person)
    said, faults = list[tuple[Piece, _Payload]](), list[KnownError]()
    times = Counter[str]()
    for line in lines:
        if isinstance(line, KnownError):
            faults.append(line)
            continue
        try:
            piece = tied.piece(line.piece)
            rows = [payload_of(workspace, *each.fields, line.source, line.when, line.since) for each in line.said]
        except KnownError as error:
            faults.append(BadInput(f"{line.where}: {error.what}", error.remedy))
            continue
        for row in rows:
            key = canonical([piece.id, row if not line.id else [line.id, row["source"], row["kind"], row["name"]]])
            times[key] += 1  # two readers may say the very same on one day; a file that comes twice says it twice as well
            said.append((piece, row | {"row": digest(canonical([key, times[key]]))[:32]}))
    there = _rows_there(workspace)
    fresh = tuple((piece, row) for piece, row in said if row["row"] not in there)
    return Plan(name, fresh, len(said) - len(fresh), tuple(faults))


def take_in(workspace: "Workspace", person: Person, planned: Plan, *, leaving_out: bool = False) -> int:
    """Write what a file holds, all of it or nothing. Returns how many were new.

    Args:
        leaving_out: whether rows that cannot be read may stay outside.
    Raises:
        Refused: there are such rows, and nobody said that they may; or the person may not.
    """
    if planned.faults and not leaving_out:
        many = count(len(planned.faults), "row")
        raise Refused(
            f"{many} of {planned.name} cannot be taken in, so nothing was.",
            "Mend them, or say that they may stay outside (`--leave-out`).",
        )
    return _write(workspace, person, planned.said) if planned.said else 0


class _Tied:
    """Pieces by what a table may call them."""

    def __init__(self, workspace: "Workspace", person: Person) -> None:
        self._workspace, self._person = workspace, person
        pieces = workspace.pieces()
        self._ids = {piece.id: piece for piece in pieces}
        self._titles: dict[str, list[Piece]] = {}
        for piece in pieces:
            if person.works_on(piece.brand):
                self._titles.setdefault(" ".join(piece.title.casefold().split()), []).append(piece)
        self._pages: dict[str, list[tuple[str, Piece]]] = {}
        for event in workspace.history.events(types=[EventType.PUBLISHED]):
            page, query = address(str((event.payload or {}).get("where", "")))
            known = self._ids.get(event.piece)
            if page and known and person.works_on(known.brand) and (query, known) not in self._pages.setdefault(page, []):
                self._pages[page].append((query, known))
        self._may: dict[str, KnownError | None] = {}

    def piece(self, called: str) -> Piece:
        """Raises: NotFound, BadInput or Refused."""
        wanted = called.strip()
        if not wanted:
            raise BadInput("it names no piece.", "Give its id, its title, or where it was published.")
        known = self._ids.get(wanted)
        found = [known] if known else self._titles.get(" ".join(wanted.casefold().split())) or self._at(wanted)
        if len(found) != 1:
            what = "several pieces are called" if found else "no piece is called"
            raise NotFound(f"{what} “{shortened(wanted, 80)}”.", "Give its id, its title, or where it was published.")
        (piece,) = found
        if piece.id not in self._may:
            try:
                must_be_read(self._workspace, self._person, piece)
                self._may[piece.id] = None
            except KnownError as error:
                self._may[piece.id] = error
        if hindered := self._may[piece.id]:
            raise hindered
        return piece

    def _at(self, where: str) -> list[Piece]:
        """Those published there. What stands behind a question mark tells two pages apart where both addresses have it."""
        page, query = address(where)
        there = self._pages.get(page, []) if page else []
        found = [piece for asked, piece in there if asked == query] or [piece for asked, piece in there if not (asked and query)]
        return list({piece.id: piece for piece in found}.values())


def address(where: str) -> tuple[str, str]:
    """A page and what is asked of it, as addresses are compared: without scheme, `www.`, fragment, a slash at the end, and what
    only counts visits (`utm_source` …). Empty for what is no address."""
    plain = where.strip().casefold()
    try:
        parts = urlsplit(plain if "://" in plain else f"//{plain}")
    except ValueError:
        return "", ""
    host = (parts.hostname or "").removeprefix("www.")
    asked = sorted((name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _COUNTS.fullmatch(name))
    return (f"{host}{parts.path.rstrip('/')}", urlencode(asked)) if "." in host and " " not in host else ("", "")


_COUNTS = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|igshid|_hs\w+")
"""Names of what is put behind an address to count visits; the page is the same without."""


__all__ = ["Feedback", "FeedbackKind", "Plan", "address", "beside", "feedback", "note", "plan", "summed", "take_in"]
