"""From what happens in the buffer to edits with a cause: the one door through which text changes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor, QTextDocument

from studio.core.changes import compare
from studio.core.edit import Cause, Edit, minimal
from studio.core.span import Span
from studio.ui.editor.offsets import Offsets

_WIDE = 4  # code points taken out and put in at once, from which on it is worth looking for several places
LINE_END = "\u2029"  # what Qt puts between blocks


class Recorder(QObject):
    """Watches one document.

    `edited` carries each change as a minimal `Edit` in code points, right after the buffer changed. `text` is always
    what the buffer holds.
    """

    edited = Signal(object)

    def __init__(self, document: QTextDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._cause, self._detail = Cause.TYPED, ""
        self._announced: Sequence[Edit] = ()
        self._listening = True
        self.text = raw_text(document)
        self.offsets = Offsets(self.text)
        document.contentsChange.connect(self._on_change)

    def load(self, text: str) -> None:
        """Put a whole text into the buffer without recording it; undo starts afresh."""
        self._listening = False
        try:
            self._document.setPlainText(text)
        finally:
            self._listening = True
        self.text = raw_text(self._document)
        self.offsets = Offsets(self.text)

    def become(self, text: str) -> None:
        """Turn the buffer into `text` by the smallest change, without recording it: what is not touched stays in its place."""
        edit = minimal(self.text, text)
        if edit is None:
            return
        cursor = QTextCursor(self._document)
        self._listening = False
        try:
            cursor.setPosition(self.offsets.to_qt(edit.span.start))
            cursor.setPosition(self.offsets.to_qt(edit.span.end), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(edit.replacement)
        finally:
            self._listening = True
        self.text = raw_text(self._document)
        self.offsets = Offsets(self.text)

    @contextmanager
    def because(self, cause: Cause, detail: str = "") -> Iterator[None]:
        """Every change within has this cause."""
        before = self._cause, self._detail
        self._cause, self._detail = cause, detail
        try:
            yield
        finally:
            self._cause, self._detail = before

    @contextmanager
    def performing(self, edits: Sequence[Edit]) -> Iterator[None]:
        """The change within is these edits, last place first, however wide Qt reports it: each is recorded as its own."""
        self._announced = edits
        try:
            with self.because(edits[0].cause, edits[0].detail):
                yield
        finally:
            self._announced = ()

    def _on_change(self, position: int, removed: int, added: int) -> None:
        if not self._listening or (not removed and not added):
            return
        before = self.text
        start = self.offsets.from_qt(position)
        units_before = self.offsets.to_qt(len(before))
        end = self.offsets.from_qt(min(position + removed, units_before))
        came = self._read(position, added)
        after = before[:start] + came + before[end:]
        offsets = Offsets(after)
        if offsets.to_qt(len(after)) != self._document.characterCount() - 1:
            # Qt's report was wider or narrower than the change: compare whole texts instead.
            after = raw_text(self._document)
            offsets = Offsets(after)
            start, gone, came = 0, before, after
        else:
            gone = before[start:end]
        self.text, self.offsets = after, offsets
        announced, self._announced = self._announced, ()
        is_as_announced = announced and _applied(announced, before) == after
        for edit in announced if is_as_announced else list(self._edits(gone, came, start)):
            self.edited.emit(edit)

    def _edits(self, gone: str, came: str, at: int) -> Iterator[Edit]:
        """The edits behind one report of Qt's, last place first, so that each counts on the text before all of them.

        Qt tells a step of several places (replacing all, its undo) as one stretch from the first to the last; recorded like
        that, everything in between would be put down to whoever made the step.
        """
        whole = minimal(gone, came, self._cause, self._detail)
        if whole is None:
            return
        at += whole.span.start
        removed = whole.span.of(gone)
        if min(len(removed), len(whole.replacement)) < _WIDE:
            yield Edit(Span(at, at + len(removed)), whole.replacement, self._cause, self._detail)
            return
        for change in reversed(compare(removed, whole.replacement).changes):
            yield Edit(change.before.moved(at), change.after_text, self._cause, self._detail)

    def _read(self, position: int, length: int) -> str:
        cursor = QTextCursor(self._document)
        last = self._document.characterCount() - 1
        cursor.setPosition(min(position, last))
        cursor.setPosition(min(position + length, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace(LINE_END, "\n")


def _applied(edits: Sequence[Edit], text: str) -> str:
    for edit in edits:
        text = edit.apply(text)
    return text


def raw_text(document: QTextDocument) -> str:
    """The text as it is, no-break spaces kept, with `\\n` line ends."""
    return document.toRawText().replace(LINE_END, "\n")
