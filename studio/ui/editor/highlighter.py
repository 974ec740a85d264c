"""Sets Markdown quietly, and tints what changed or where words come from. The view paints flags; they change far more often."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument, QTextFormat

from studio.core.origins import OriginKind
from studio.ui.editor import origin_looks
from studio.ui.editor.offsets import Offsets
from studio.ui.theme import Theme

Range = tuple[int, int]
"""Start and end in Qt's units."""

Tint = tuple[int, int, str]
"""A range and the name of its look: a kind of origin, or nothing for a change."""

_HEADING = re.compile(r"(#{1,6})\s+\S")
_LEAD = re.compile(r"\s*(?:>\s?)*(?:[-*+]\s+|\d{1,3}[.)]\s+|>\s?)")
_INLINE = re.compile(
    r"(?P<code>`+[^`]+`+)"
    r"|(?P<strong>(?P<s>\*\*|__)(?=\S)(?P<st>.+?)(?<=\S)(?P=s))"
    r"|(?P<em>(?<![\w*])(?P<e>[*_])(?=[^\s*_])(?P<et>[^*_]+?)(?<=\S)(?P=e)(?![\w*]))"
    r"|(?P<link>!?\[(?P<lt>[^\]]*)\](?P<target>\([^)]*\)))"
)
_HEADING_PIXELS = {1: 20, 2: 17, 3: 15}


class Highlighter(QSyntaxHighlighter):
    """Formats for one side.

    Args:
        document: the buffer.
        theme: colours.
        side: `original` or `working`; decides the tint and how loud the text is.
    """

    def __init__(self, document: QTextDocument, theme: Theme, side: str) -> None:
        self._changes: list[Tint] = []
        self._origins: list[Tint] = []
        self.by_origin = False
        self._edges = set[int]()
        self._side = side
        # Before the base class connects its own slot: a change must be shifted before its block is set anew.
        document.contentsChange.connect(self._shift)
        super().__init__(document)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        tokens = theme.tokens
        gone = self._side == "original"
        self._tint = _format(background=tokens.color("deleted" if gone else "inserted"))
        self._tint.setForeground(tokens.color("deleted_ink" if gone else "inserted_ink"))
        self._looks = {kind.value: origin_looks.look(kind, theme) for kind in OriginKind} | {"": self._tint}
        self._faint = _format(foreground=tokens.color("faint"))
        self._code = _format(foreground=tokens.color("muted"))
        self._code.setFontFamilies(["DejaVu Sans Mono", "Menlo", "monospace"])
        self._code.setProperty(QTextFormat.Property.FontPixelSize, 13)
        self._strong = _format()
        self._strong.setFontWeight(QFont.Weight.Bold)
        self._em = _format()
        self._em.setFontItalic(True)
        self._headings = {level: _heading(_HEADING_PIXELS.get(level, 15)) for level in range(1, 7)}
        self.rehighlight()

    def set_changes(self, ranges: Sequence[Range]) -> None:
        """Tint these ranges, in reading order; only blocks that look different afterwards are set anew."""
        old, self._changes = self._changes, sorted({(start, end, "") for start, end in ranges})
        if not self.by_origin:
            self._renew(old, self._changes)

    def show_origins(self, is_on: bool) -> None:
        """Tint by where the words come from, or by what changed."""
        self.by_origin = is_on
        self.rehighlight()

    def set_origins(self, tints: Sequence[Tint]) -> None:
        """Where the words come from, in reading order; what is left out is not tinted."""
        old, self._origins = self._origins, list(tints)
        if self.by_origin:
            self._renew(old, self._origins)

    def _renew(self, old: Sequence[Tint], new: Sequence[Tint]) -> None:
        """Set anew what looks different with the new tints."""
        touched = set()
        for start, end, _ in set(old) ^ set(new):
            block = self.document().findBlock(start)
            while block.isValid() and block.position() <= max(start, end - 1):
                touched.add(block.blockNumber())
                block = block.next()
        for number in touched:
            self.rehighlightBlock(self.document().findBlockByNumber(number))

    def _shift(self, position: int, removed: int, added: int) -> None:
        """Move the tints along with an edit, until they are told anew."""
        if removed or added:
            self._changes = _shifted(self._changes, position, removed, added)
            self._origins = _shifted(self._origins, position, removed, added)

    def highlightBlock(self, text: str) -> None:
        self._to = Offsets(text).to_qt
        self._edges = set[int]()
        heading = _HEADING.match(text)
        if heading:
            self._set(0, len(text), self._headings[len(heading[1])])
            mark = _merged(self._headings[len(heading[1])], self._faint)
            self._set(0, len(heading[1]), mark)
        else:
            if lead := _LEAD.match(text):
                self._set(0, lead.end(), self._faint)
            if any(sign in text for sign in "*_`["):
                self._inline(text)
        self._tint_changes()

    def _inline(self, text: str) -> None:
        for found in _INLINE.finditer(text):
            if found["code"]:
                self._set(found.start(), found.end() - found.start(), self._code)
            elif found["link"]:
                self._set(found.start(), found.start("lt") - found.start(), self._faint)
                self._set(found.end("lt"), found.end() - found.end("lt"), self._faint)
            else:
                inner = "st" if found["strong"] else "et"
                self._set(found.start(), found.end() - found.start(), self._faint)
                self._set(found.start(inner), len(found[inner]), self._strong if found["strong"] else self._em)

    def _set(self, start: int, length: int, look: QTextCharFormat) -> None:
        """Set a look on Python's `[start, start + length)` of the block; an emoji before it counts twice for Qt."""
        low, high = self._to(start), self._to(start + length)
        self._edges |= {low, high}
        self.setFormat(low, high - low, look)

    def _tint_changes(self) -> None:
        begin = self.currentBlock().position()
        finish = begin + self.currentBlock().length() - 1
        tints = self._origins if self.by_origin else self._changes
        index = max(0, bisect_left(tints, (begin, begin, "")) - 1)
        while index < len(tints) and tints[index][0] <= finish:
            start, end, name = tints[index]
            index += 1
            low, high = max(start, begin) - begin, min(end, finish) - begin
            # Between two edges all letters look the same, so a tint costs its runs and not its letters.
            cuts = [low, *sorted(edge for edge in self._edges if low < edge < high), high]
            for here, there in pairwise(cuts):
                self.setFormat(here, there - here, _merged(self.format(here), self._looks[name]))


def _shifted(tints: list[Tint], position: int, removed: int, added: int) -> list[Tint]:
    delta, gone = added - removed, position + removed
    moved = []
    for start, end, name in tints:
        if start >= gone:
            moved.append((start + delta, end + delta, name))
        elif end <= position:
            moved.append((start, end, name))
        elif (low := min(start, position)) < (high := max(position, end + delta)):
            moved.append((low, high, name))
    return moved


def _format(foreground: QColor | None = None, background: QColor | None = None) -> QTextCharFormat:
    made = QTextCharFormat()
    if foreground:
        made.setForeground(foreground)
    if background:
        made.setBackground(background)
    return made


def _heading(pixels: int) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontFamilies(["Pencil Sans", "Noto Color Emoji"])
    made.setFontWeight(QFont.Weight.Bold)
    made.setProperty(QTextFormat.Property.FontPixelSize, pixels)
    return made


def _merged(under: QTextCharFormat, over: QTextCharFormat) -> QTextCharFormat:
    made = QTextCharFormat(under)
    made.merge(over)
    return made
