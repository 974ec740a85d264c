"""Two texts woven into one document with tracked changes.

Both texts are laid out (see `layout`). A character of the original is kept when no change of the comparison touches it
and the working text has the same character, set the same way, at the place it moved to. All others are deleted, or
inserted. The weave holds the original's characters in order and the working text's in order, so rejecting everything
gives back the one and accepting everything gives the other, whatever the pairing; the pairing only decides how much is
marked.

The end of a paragraph is a character too, as it is in Word: deleting it joins two paragraphs. Word and LibreOffice
disagree on which of the two then lends its look, so paragraphs of different look are never joined: their characters are
taken out of the pairing, and they stand there as one whole paragraph deleted and one inserted.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from studio.core.changes import Change
from studio.core.span import Span
from studio.formats.layout import Glyph, Paragraph, Table, lay_out


class State(StrEnum):
    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A character of the weave: its place in the original and in the working text, and the change it belongs to.

    `change` counts in the comparison's changes; -1 for what is kept, and where there is no change at all.
    """

    glyph: Glyph
    state: State
    before: Span | None
    after: Span | None
    change: int = -1

    @property
    def text(self) -> str:
        return self.glyph.text


@dataclass(slots=True)
class WovenParagraph:
    """Characters and the end of the paragraph, which is kept, deleted or inserted by itself.

    `numbering` names the list: one name for a list of both texts.
    """

    pieces: list[Piece]
    paragraph: Paragraph
    mark: State
    change: int
    numbering: tuple[str, int] = ("", 0)


@dataclass(slots=True)
class WovenRow:
    cells: list[list[Piece]]
    state: State
    change: int
    is_header: bool


@dataclass(slots=True)
class WovenTable:
    rows: list[WovenRow]


Block = Paragraph | Table
Item = Glyph | Paragraph | Table  # a paragraph stands for its own end
Woven = WovenParagraph | WovenTable
Pairs = dict[int, int]


def weave(original: str, working: str, changes: Sequence[Change]) -> list[Woven]:
    """One document of both texts.

    Args:
        original, working: Markdown.
        changes: from the one to the other, in order, as `core.changes.compare` finds them.
    """
    moves = _Moves(changes)
    ours, theirs = _Side(lay_out(original)), _Side(lay_out(working))
    pairs = _pair(ours, theirs, moves)
    while True:
        joined = pairs | _pair_ends(ours, theirs, pairs)
        woven = _Weaver(ours, theirs, joined, moves).run()
        unfit = {piece.before.start for piece in _unfit(woven) if piece.before}
        if not unfit:
            return _named(woven, ours, theirs, joined)
        pairs = {i: j for i, j in pairs.items() if not (isinstance(g := ours.items[i], Glyph) and g.source.start in unfit)}


@dataclass
class _Moves:
    """Where a place of the original stands in the working text."""

    changes: Sequence[Change]

    def __post_init__(self) -> None:
        self.starts = [change.before.start for change in self.changes]
        self.after_starts = [change.after.start for change in self.changes]

    def kept(self, span: Span) -> int | None:
        """The start of `span` in the working text; None when a change touches it."""
        index = bisect_right(self.starts, span.start)
        if index < len(self.changes) and self.changes[index].before.start < span.end:
            return None
        if not index:
            return span.start
        change = self.changes[index - 1]
        if change.before.end > span.start:
            return None
        return span.start + change.after.end - change.before.end

    def nearest(self, place: int, state: State) -> int:
        """The change at or next to a place, of the original for what is deleted, else of the working text."""
        if state is State.KEPT or not self.changes:
            return -1
        is_ours = state is State.DELETED
        index = bisect_right(self.starts if is_ours else self.after_starts, place)
        around = [one for one in (index - 1, index) if 0 <= one < len(self.changes)]
        sides = {one: self.changes[one].before if is_ours else self.changes[one].after for one in around}
        return min(around, key=lambda one: max(sides[one].start - place, place + 1 - sides[one].end, 0))


class _Side:
    """A text as one row of items, paragraph ends among them."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.items: list[Item] = []
        self.paragraph: list[int] = []  # of every item: which block it belongs to
        for number, block in enumerate(blocks):
            made: list[Item] = [*block.glyphs, block] if isinstance(block, Paragraph) else [block]
            self.items += made
            self.paragraph += [number] * len(made)


def _pair(ours: _Side, theirs: _Side, moves: _Moves) -> Pairs:
    """Characters and tables that are the same in both, in order."""
    places = {item.source.start: j for j, item in enumerate(theirs.items) if isinstance(item, Glyph)}
    in_table = {
        glyph.source.start: j for j, item in enumerate(theirs.items) if isinstance(item, Table) for glyph in _table_glyphs(item)
    }
    pairs: Pairs = {}
    last = -1
    for i, item in enumerate(ours.items):
        j: int | None = None
        if isinstance(item, Glyph):
            moved = moves.kept(item.source)
            j = places.get(moved) if moved is not None else None
            other = theirs.items[j] if j is not None else None
            j = j if isinstance(other, Glyph) and _same(item, other) else None
        elif isinstance(item, Table):
            moved_to = (moves.kept(glyph.source) for glyph in _table_glyphs(item))
            best = Counter(in_table[place] for place in moved_to if place in in_table).most_common(1)
            other = theirs.items[best[0][0]] if best else None
            j = best[0][0] if isinstance(other, Table) and _row_pairs(item, other, moves).get(0) == 0 else None
        if j is not None and j > last:
            pairs[i] = last = j
    return pairs


def _same(one: Glyph, other: Glyph) -> bool:
    return one.text == other.text and one.ink == other.ink


def _table_glyphs(table: Table) -> Iterator[Glyph]:
    for row in table.rows:
        for cell in row:
            yield from cell.glyphs


def _pair_ends(ours: _Side, theirs: _Side, pairs: Pairs) -> Pairs:
    """Paragraph ends that follow the same last kept character and look the same."""
    last_ours = {ours.paragraph[i]: i for i in pairs}
    last_theirs = {theirs.paragraph[j]: j for j in pairs.values()}
    our_ends = {ours.paragraph[i]: i for i, item in enumerate(ours.items) if isinstance(item, Paragraph)}
    their_ends = {theirs.paragraph[j]: j for j, item in enumerate(theirs.items) if isinstance(item, Paragraph)}
    ends: Pairs = {}
    for number, i in last_ours.items():
        other = theirs.paragraph[pairs[i]]
        if number not in our_ends or other not in their_ends or last_theirs[other] != pairs[i]:
            continue
        one, two = ours.items[our_ends[number]], theirs.items[their_ends[other]]
        if isinstance(one, Paragraph) and isinstance(two, Paragraph) and one.look == two.look:
            ends[our_ends[number]] = their_ends[other]
    return ends


@dataclass
class _Weaver:
    """Lays both rows of items down in turn, meeting at every pair."""

    ours: _Side
    theirs: _Side
    pairs: Pairs
    moves: _Moves
    done: list[Woven] = field(default_factory=list)
    open: list[Piece] = field(default_factory=list)

    def run(self) -> list[Woven]:
        i = j = 0
        for k, m in sorted(self.pairs.items()):
            self._between(self.ours.items[i:k], self.theirs.items[j:m])
            self._kept(self.ours.items[k], self.theirs.items[m])
            i, j = k + 1, m + 1
        self._between(self.ours.items[i:], self.theirs.items[j:])
        return self.done

    def _kept(self, one: Item, other: Item) -> None:
        if isinstance(one, Glyph) and isinstance(other, Glyph):
            self.open.append(Piece(other, State.KEPT, one.source, other.source))
        elif isinstance(other, Paragraph):
            self._end(other, State.KEPT)
        elif isinstance(one, Table) and isinstance(other, Table):
            self.done.append(_weave_table(one, other, self.moves))

    def _between(self, gone: Sequence[Item], come: Sequence[Item]) -> None:
        # At the start of a paragraph whole paragraphs go first, so that each stays in one piece.
        whole_gone, whole_come = (0, 0) if self.open else (_whole(gone), _whole(come))
        self._put(gone[:whole_gone], State.DELETED)
        self._put(come[:whole_come], State.INSERTED)
        self._put(gone[whole_gone:], State.DELETED)
        self._put(come[whole_come:], State.INSERTED)

    def _put(self, items: Iterable[Item], state: State) -> None:
        for item in items:
            if isinstance(item, Glyph):
                self.open.append(_piece(item, state, self.moves))
            elif isinstance(item, Paragraph):
                self._end(item, state)
            else:
                self.done.append(WovenTable([_row(row, state, self.moves, not n) for n, row in enumerate(item.rows)]))

    def _end(self, paragraph: Paragraph, state: State) -> None:
        self.done.append(WovenParagraph(self.open, paragraph, state, self.moves.nearest(paragraph.end, state)))
        self.open = []


def _whole(items: Sequence[Item]) -> int:
    """How many of `items` make whole paragraphs and tables."""
    return next((n + 1 for n in range(len(items) - 1, -1, -1) if not isinstance(items[n], Glyph)), 0)


def _piece(glyph: Glyph, state: State, moves: _Moves) -> Piece:
    change = moves.nearest(glyph.source.start, state)
    is_ours = state is State.DELETED
    return Piece(glyph, state, glyph.source if is_ours else None, None if is_ours else glyph.source, change)


def _unfit(woven: Sequence[Woven]) -> Iterator[Piece]:
    """Kept characters of paragraphs that cannot be joined to what follows them."""
    group: list[WovenParagraph] = []
    for block in [*woven, None]:
        if isinstance(block, WovenParagraph):
            group.append(block)
            if block.mark is not State.KEPT:
                continue
            mixed = [one for one in group[:-1] if not _is_uniform(one)]
            if len({one.paragraph.look for one in group}) == 1:
                mixed = []
        else:  # nothing to join with: a table, or the end of the text
            mixed = [one for one in group if not _is_uniform(one)]
        for one in mixed:
            yield from (piece for piece in one.pieces if piece.state is State.KEPT)
        group = []


def _is_uniform(paragraph: WovenParagraph) -> bool:
    return all(piece.state is paragraph.mark for piece in paragraph.pieces)


def _named(woven: list[Woven], ours: _Side, theirs: _Side, pairs: Pairs) -> list[Woven]:
    """Give the lists their names: a list of the original that lives on goes by the name it has in the working text."""
    known: dict[int, int] = {}
    for i, j in pairs.items():
        one, other = ours.items[i], theirs.items[j]
        if isinstance(one, Paragraph) and isinstance(other, Paragraph):
            known.setdefault(one.list_id, other.list_id)
    for block in woven:
        if isinstance(block, WovenParagraph):
            number = block.paragraph.list_id
            is_old = block.mark is State.DELETED and number not in known
            now = known.get(number, number) if block.mark is State.DELETED else number
            block.numbering = ("original" if is_old else "working", now)
    return woven


# ---------------------------------------------------------------- tables


def _row_pairs(one: Table, other: Table, moves: _Moves) -> Pairs:
    """Rows that share characters column by column, in order; the header only with the header."""
    if len(one.rows[0]) != len(other.rows[0]):
        return {}
    places = {
        (glyph.source.start, column): s
        for s, row in enumerate(other.rows)
        for column, cell in enumerate(row)
        for glyph in cell.glyphs
    }
    pairs: Pairs = {}
    last = -1
    for r, row in enumerate(one.rows):
        found: Counter[int] = Counter()
        for column, cell in enumerate(row):
            for glyph in cell.glyphs:
                moved = moves.kept(glyph.source)
                if moved is not None and (moved, column) in places:
                    found[places[moved, column]] += 1
        best = found.most_common(1)
        if best and best[0][0] > last and (r == 0) == (best[0][0] == 0):
            pairs[r] = last = best[0][0]
    return pairs


def _weave_table(one: Table, other: Table, moves: _Moves) -> WovenTable:
    rows: list[WovenRow] = []
    r = s = 0
    for k, m in [*sorted(_row_pairs(one, other, moves).items()), (len(one.rows), len(other.rows))]:
        rows += [_row(row, State.DELETED, moves, False) for row in one.rows[r:k]]
        rows += [_row(row, State.INSERTED, moves, False) for row in other.rows[s:m]]
        if k < len(one.rows):
            cells = [_weave_cell(a.glyphs, b.glyphs, moves) for a, b in zip(one.rows[k], other.rows[m], strict=True)]
            rows.append(WovenRow(cells, State.KEPT, -1, k == 0))
        r, s = k + 1, m + 1
    return WovenTable(rows)


def _weave_cell(ours: Sequence[Glyph], theirs: Sequence[Glyph], moves: _Moves) -> list[Piece]:
    places = {glyph.source.start: j for j, glyph in enumerate(theirs)}
    pieces: list[Piece] = []
    j = 0
    for glyph in ours:
        moved = moves.kept(glyph.source)
        m = places.get(moved, -1) if moved is not None else -1
        if m >= j and _same(glyph, theirs[m]):
            pieces += [_piece(come, State.INSERTED, moves) for come in theirs[j:m]]
            pieces.append(Piece(theirs[m], State.KEPT, glyph.source, theirs[m].source))
            j = m + 1
        else:
            pieces.append(_piece(glyph, State.DELETED, moves))
    return pieces + [_piece(come, State.INSERTED, moves) for come in theirs[j:]]


def _row(cells: Sequence[Paragraph], state: State, moves: _Moves, is_header: bool) -> WovenRow:
    place = cells[0].end if cells else 0
    return WovenRow(
        [[_piece(g, state, moves) for g in cell.glyphs] for cell in cells], state, moves.nearest(place, state), is_header
    )
