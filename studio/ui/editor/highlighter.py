"""Sets Markdown quietly and tints what changed. Flags are painted by the view; they change far more often."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument, QTextFormat

from studio.ui.editor.offsets import Offsets
from studio.ui.theme import Theme

Range = tuple[int, int]
"""Start and end in Qt's units."""

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
        self._changes: list[Range] = []
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
        old, new = set(self._changes), set(ranges)
        self._changes = sorted(new)
        touched = set()
        for start, end in old ^ new:
            block = self.document().findBlock(start)
            while block.isValid() and block.position() <= max(start, end - 1):
                touched.add(block.blockNumber())
                block = block.next()
        for number in touched:
            self.rehighlightBlock(self.document().findBlockByNumber(number))

    def _shift(self, position: int, removed: int, added: int) -> None:
        """Move the tints along with an edit, until the next comparison."""
        if not self._changes or (not removed and not added):
            return
        delta, gone = added - removed, position + removed
        moved = []
        for start, end in self._changes:
            if start >= gone:
                moved.append((start + delta, end + delta))
            elif end <= position:
                moved.append((start, end))
            elif (low := min(start, position)) < (high := max(position, end + delta)):
                moved.append((low, high))
        self._changes = moved

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
        index = max(0, bisect_left(self._changes, (begin, begin)) - 1)
        while index < len(self._changes) and self._changes[index][0] <= finish:
            start, end = self._changes[index]
            index += 1
            low, high = max(start, begin) - begin, min(end, finish) - begin
            # Between two edges all letters look the same, so a tint costs its runs and not its letters.
            cuts = [low, *sorted(edge for edge in self._edges if low < edge < high), high]
            for here, there in pairwise(cuts):
                self.setFormat(here, there - here, _merged(self.format(here), self._tint))


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
