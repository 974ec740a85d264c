"""Where every character of a text comes from: the AI, a person's keys, a paste, a fix, a rewrite, a file.

A text is covered by runs without overlap or gap; every edit moves, cuts and adds some. What an edit takes out is
remembered with its runs, so that what comes back (by undo, by restoring, by cutting and pasting within the text) has the
origin that it had before. Inside a replacement, whole words that stand in both texts keep their origin; letters that two
different words happen to share do not, for they are not the same writing.
"""

import sys
from bisect import bisect_right
from collections import Counter, OrderedDict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from re import compile as pattern

from studio.core.changes import compare, word_spans
from studio.core.edit import Cause, Edit
from studio.core.span import Span

HOW_ORIGINS_ARE_COUNTED = (
    "Each word counts for where most of its letters come from. Words that came back by undo, by restoring or by moving them "
    "within the text count for where they came from first."
)
AI_ORIGINAL, THIS_TEXT = "AI original", "this text"
"""Details of a paste whose words were copied from the AI's text beside it, or from the text itself."""


class OriginKind(StrEnum):
    AI = "ai"
    TYPED = "typed"
    PASTED = "pasted"
    FIX = "fix"
    REWRITE = "rewrite"
    IMPORT = "import"

    @property
    def label(self) -> str:
        """As people read it."""
        return "AI" if self is OriginKind.AI else self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where some characters come from.

    Attributes:
        detail: the model of `ai` and `rewrite`, the rule of a `fix`, the source of what was `pasted`, the file of an
            `import`; empty where nobody knows.
        who: who put them there.
        when: UTC, ISO 8601; empty for what is not written down yet.
        event: number of the entry in the history; 0 for what is not written down yet.
    """

    kind: OriginKind
    detail: str = ""
    who: str = ""
    when: str = ""
    event: int = 0

    @property
    def sentence(self) -> str:
        """`Typed by Wren`, without the time."""
        by = f" by {self.who}" if self.who else ""
        match self.kind:
            case OriginKind.AI:
                return f"Written by {self.detail or 'the AI'}"
            case OriginKind.IMPORT:
                return f"Came in{f' with {self.detail}' if self.detail else ''}{by}"
            case OriginKind.PASTED:
                return f"Pasted{by}{f', from {self.detail}' if self.detail else ''}"
            case OriginKind.FIX:
                return f"Fix of {self.detail or 'a rule'}{by}"
            case OriginKind.REWRITE:
                return f"Rewritten by {self.detail or 'a model'}{f', taken{by}' if by else ''}"
        return f"Typed{by}"


@dataclass(frozen=True, slots=True)
class OriginRun:
    """`span` of a text, code points, and where all of it comes from."""

    span: Span
    origin: Origin


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of a text's words come from where; kinds without any word are left out, the rest stand in one order."""

    words: int
    by_kind: Mapping[OriginKind, int]

    def share(self, kind: OriginKind) -> float:
        """0 to 1; 0 for a text without words."""
        return self.by_kind.get(kind, 0) / self.words if self.words else 0.0

    def percent(self, kind: OriginKind) -> str:
        """`12%`; what is there, but less than half of one, reads `<1%`."""
        share = self.share(kind)
        return "<1%" if 0 < share < 0.005 else f"{round(100 * share)}%"


def shares(text: str, runs: Sequence[OriginRun]) -> Shares:
    """Count the words of `text` by origin; see `HOW_ORIGINS_ARE_COUNTED`. In a draw the later hand counts."""
    counted = Counter[OriginKind]()
    at = 0
    for word in word_spans(text):
        while at < len(runs) and runs[at].span.end <= word.start:
            at += 1
        if at < len(runs) and runs[at].span.end >= word.end:  # most words are of one hand
            counted[runs[at].origin.kind] += 1
            continue
        letters, here = Counter[OriginKind](), at
        latest: dict[OriginKind, int] = {}
        while here < len(runs) and runs[here].span.start < word.end:
            run = runs[here]
            letters[run.origin.kind] += min(run.span.end, word.end) - max(run.span.start, word.start)
            latest[run.origin.kind] = max(latest.get(run.origin.kind, 0), run.origin.event or sys.maxsize)
            here += 1
        if letters:
            counted[max(letters, key=lambda kind: (letters[kind], latest[kind]))] += 1
    return Shares(counted.total(), {kind: counted[kind] for kind in OriginKind if counted[kind]})


def origin_at(runs: Sequence[OriginRun], place: int) -> Origin | None:
    """Where the character at `place` comes from; at the end of the text, the one before it."""
    index = bisect_right(runs, place, key=lambda run: run.span.start) - 1
    return runs[index].origin if 0 <= index < len(runs) else None


def between(runs: Iterable[OriginRun], span: Span) -> list[OriginRun]:
    """The parts of the runs inside `span`, their places counted from its start."""
    found = []
    for run in runs:
        start, end = max(run.span.start, span.start), min(run.span.end, span.end)
        if start < end:
            found.append(OriginRun(Span(start - span.start, end - span.start), run.origin))
    return found


# ---------------------------------------------------------------- what a restoring edit says of itself

_ENTRY = pattern(r"entry (\d+) at (\d+)")


def from_entry(number: int, place: int) -> str:
    """The detail of an edit that brings back what stood at `place` after entry `number`."""
    return f"entry {number} at {place}"


def entry_of(detail: str) -> tuple[int, int] | None:
    """Number and place of such a detail; None for any other."""
    found = _ENTRY.fullmatch(detail)
    return (int(found[1]), int(found[2])) if found else None


# ---------------------------------------------------------------- following edits

Made = tuple[Edit, str, str, int]
"""An edit, who made it, when (UTC, ISO 8601), and the number of its entry."""


def followed(text: str, first: Origin, edits: Iterable[Made], bring_back: Iterable[Edit] = ()) -> "Origins":
    """Follow a text from its first state through its edits, oldest first.

    Args:
        bring_back: edits still to be followed, should one of them bring words back from an entry.
    Raises:
        ValueError: an edit does not fit the text.
    """
    (found,) = deque(following(text, first, edits, bring_back), maxlen=1)
    return found


def following(text: str, first: Origin, edits: Iterable[Made], bring_back: Iterable[Edit] = ()) -> Iterator["Origins"]:
    """The same, one edit a step, for whoever has something else to do in between. Only what comes last is whole."""
    known = list(edits)
    restoring = (edit for edit in (*(made[0] for made in known), *bring_back) if edit.cause is Cause.RESTORE)
    found = Origins(text, first, {entry[0] for edit in restoring if (entry := entry_of(edit.detail))})
    for edit, who, when, number in known:
        found.reach(number)
        found.follow(edit, who, when, number)
        yield found
    found.reach(sys.maxsize)
    yield found


Piece = tuple[int, Origin]
"""So many characters of one origin."""

_STATES = 256  # texts that an undo may lead back to at once; further back, what was taken out is looked for piece by piece
_GONE = 512


class Origins:
    """Follows one text from its first state through its edits.

    Args:
        text: the first state.
        first: where all of it comes from.
        kept: numbers of entries whose state some later edit brings words back from.
    """

    def __init__(self, text: str, first: Origin, kept: Iterable[int] = ()) -> None:
        self.text = self._original = text
        self._first = first
        self._pieces: list[Piece] = [(len(text), first)] if text else []
        self._near = 0, 0  # index of a piece and where it begins, where the latest edit was: the next one is seldom far
        self._gone = deque[tuple[str, tuple[Piece, ...]]](maxlen=_GONE)
        self._states = OrderedDict({_key(text): tuple(self._pieces)})
        self._wanted = frozenset(kept)
        self._kept: dict[int, tuple[str, tuple[Piece, ...]]] = {}

    def copy(self) -> "Origins":
        """Another one at the same place, which goes its own way."""
        made = Origins("", self._first, self._wanted)
        made.text, made._original = self.text, self._original
        made._pieces, made._gone, made._kept = list(self._pieces), self._gone.copy(), dict(self._kept)
        made._states, made._near = self._states.copy(), self._near
        return made

    @property
    def first(self) -> Origin:
        return self._first

    @property
    def runs(self) -> tuple[OriginRun, ...]:
        """Cover the text exactly, in order; neighbours differ."""
        found, at = [], 0
        for length, origin in self._pieces:
            found.append(OriginRun(Span(at, at + length), origin))
            at += length
        return tuple(found)

    def holds(self, entry: int) -> bool:
        """Whether the state after that entry can be brought back from."""
        return entry in self._kept

    def follow(self, edit: Edit, who: str = "", when: str = "", event: int = 0) -> None:
        """Go on by one edit.

        Raises:
            ValueError: it does not fit the text.
        """
        after = edit.apply(self.text)
        removed = edit.span.of(self.text)
        low, high = self._cut(edit.span.start), self._cut(edit.span.end)
        gone = tuple(self._pieces[low:high])
        self._near = max(0, low - 1), edit.span.start - (self._pieces[low - 1][0] if low else 0)
        known = self._states.get(_key(after)) if edit.cause in (Cause.UNDO, Cause.REDO) else None
        if known is not None:
            self._pieces, self._near = list(known), (0, 0)
        else:
            came = self._came(edit, removed, gone, Origin(OriginKind.TYPED, "", who, when, event))
            self._pieces[low:high] = came
            self._join(low, low + len(came))
        if removed:
            self._gone.append((removed, gone))
        self.text = after
        self._states[_key(after)] = tuple(self._pieces)
        self._states.move_to_end(_key(after))
        if len(self._states) > _STATES:
            self._states.popitem(last=False)

    def reach(self, number: int) -> None:
        """All entries before `number` were followed."""
        for entry in self._wanted:
            if entry < number and entry not in self._kept:
                self._kept[entry] = self.text, tuple(self._pieces)

    # ------------------------------------------------------------ within

    def _cut(self, place: int) -> int:
        """Index of the piece that begins at `place`; one that lies across it is cut in two."""
        pieces, (index, before) = self._pieces, self._near
        while before > place:
            index -= 1
            before -= pieces[index][0]
        while index < len(pieces) and before + pieces[index][0] <= place:
            before += pieces[index][0]
            index += 1
        if before < place:
            length, origin = pieces[index]
            pieces[index : index + 1] = [(place - before, origin), (length - place + before, origin)]
            index += 1
        self._near = index, place
        return index

    def _join(self, low: int, high: int) -> None:
        """Make one of neighbours of the same origin, where pieces `low` to `high` were set between others."""
        start, end = max(0, low - 1), min(len(self._pieces), high + 1)
        joined: list[Piece] = []
        for length, origin in self._pieces[start:end]:
            if joined and joined[-1][1] == origin:
                joined[-1] = joined[-1][0] + length, origin
            else:
                joined.append((length, origin))
        self._pieces[start:end] = joined

    def _came(self, edit: Edit, removed: str, gone: Sequence[Piece], maker: Origin) -> list[Piece]:
        """The pieces of the replacement."""
        if not removed or not edit.replacement:
            return self._new(edit, Span(0, len(edit.replacement)), maker)
        found: list[Piece] = []
        here = there = 0  # in what went, in what comes
        for change in compare(removed, edit.replacement).changes:
            found += _part(gone, Span(here, change.before.start))
            found += self._new(edit, change.after, maker)
            here, there = change.before.end, change.after.end
        return found + _part(gone, Span(here, here + len(edit.replacement) - there))

    def _new(self, edit: Edit, span: Span, maker: Origin) -> list[Piece]:
        """The pieces of a part of the replacement that did not stand there before."""
        words = span.of(edit.replacement)
        if not words:
            return []
        match edit.cause:
            case Cause.UNDO | Cause.REDO:
                return self._remembered(words) or [(len(words), maker)]
            case Cause.RESTORE:
                return self._restored(edit.detail, words, span.start, maker) or [(len(words), maker)]
            case Cause.PASTED if edit.detail == THIS_TEXT and (moved := self._remembered(words, here=True)):
                return moved
        return [(len(words), replace(maker, kind=_KINDS[edit.cause], detail=edit.detail if edit.cause in _DETAILED else ""))]

    def _restored(self, detail: str, words: str, offset: int, maker: Origin) -> list[Piece]:
        entry = entry_of(detail)
        if entry is None:  # the AI's own words, for one change
            return [(len(words), self._first)] if words in self._original else self._remembered(words)
        text, pieces = self._kept.get(entry[0], ("", ()))
        bare = words.strip("\n")  # a paragraph may have got line ends of its own, to stand apart
        lead = len(words) - len(words.lstrip("\n"))
        start = entry[1] + offset + lead
        if text[start : start + len(bare)] != bare:
            start = text.find(bare)
        if start < 0 or not bare:
            return self._remembered(words)
        tail = len(words) - lead - len(bare)
        found = [(lead, maker), *_part(pieces, Span(start, start + len(bare))), (tail, maker)]
        return [piece for piece in found if piece[0]]

    def _remembered(self, words: str, *, here: bool = False) -> list[Piece]:
        """The pieces of words that were taken out, the latest first, or that stand in the text (`here`); empty for none."""
        for text, pieces in reversed(self._gone):
            if text == words:
                return list(pieces)
        known = [*reversed(self._gone), *([(self.text, tuple(self._pieces))] if here else [])]
        for text, pieces in known:
            at = text.find(words)
            if at >= 0:
                return _part(pieces, Span(at, at + len(words)))
        return []


_KINDS = {
    Cause.TYPED: OriginKind.TYPED,
    Cause.PASTED: OriginKind.PASTED,
    Cause.FIX: OriginKind.FIX,
    Cause.REWRITE: OriginKind.REWRITE,
    Cause.IMPORT: OriginKind.IMPORT,
}
_DETAILED = frozenset({Cause.PASTED, Cause.FIX, Cause.REWRITE, Cause.IMPORT})


def _key(text: str) -> tuple[int, int]:
    return len(text), hash(text)


def _part(pieces: Iterable[Piece], span: Span) -> list[Piece]:
    found, at = [], 0
    for length, origin in pieces:
        start, end = max(at, span.start), min(at + length, span.end)
        if start < end:
            found.append((end - start, origin))
        at += length
        if at >= span.end:
            break
    return found
