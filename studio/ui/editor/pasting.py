"""Where pasted words come from, as far as the clipboard and the texts at hand can tell."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QMimeData, QStringListModel

from studio.core.changes import words_of
from studio.core.origins import AI_ORIGINAL, THIS_TEXT

OWN = "application/x-bluepencil-copied"
"""Our own label on what is copied here: which piece, and which of its texts."""

_LEAST = 3  # words in a row; one or two stand in many texts
_LINK = re.compile(rb"SourceURL:([^\r\n]{1,2000})")
_HTML_ON_WINDOWS = 'application/x-qt-windows-mime;value="HTML Format"'


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied from one of our texts.

    Attributes:
        piece, title: of the piece it stands in.
        side: `original`, `working`, or `past` for an older text.
    """

    piece: str
    title: str
    side: str

    def put_on(self, data: QMimeData) -> None:
        data.setData(OWN, json.dumps([self.piece, self.title, self.side]).encode())


def for_clipboard(text: str) -> QMimeData:
    """A text to be copied. What lies on the clipboard may outlive Python, and one that Python made calls it as it goes, which
    ends the program in a crash; so Qt makes it, in the one way that it offers."""
    model = QStringListModel([""])
    made = model.mimeData([model.index(0)])
    made.clear()
    made.setText(text)
    return made


def copied(data: QMimeData) -> Copied | None:
    """Our own label; None where it was copied elsewhere."""
    try:
        piece, title, side = json.loads(bytes(data.data(OWN).data())) if data.hasFormat(OWN) else ("", "", "")
    except (ValueError, TypeError):
        return None
    return Copied(str(piece), str(title), str(side)) if piece else None


def source_of(data: QMimeData, piece: str, original: str) -> str:
    """The detail of a paste into the working text of `piece`.

    Returns:
        `AI original`, `this text`, the title of another piece, a link, or nothing where nobody knows.
    """
    ours = copied(data)
    if ours:
        if ours.piece != piece:
            return ours.title
        if ours.side in ("working", "past"):
            return THIS_TEXT
    if (ours and ours.side == "original") or _stands_in(data.text(), original):
        return AI_ORIGINAL
    return next(_links(data), "")


def _stands_in(words: str, text: str) -> bool:
    """Whether these very words stand in a row in `text`; blanks and marks between them do not count."""
    asked, there = words_of(words), words_of(text)
    return len(asked) >= _LEAST and f" {' '.join(asked)} " in f" {' '.join(there)} "


def _links(data: QMimeData) -> Iterator[str]:
    """The page it was copied from, as browsers say it each in their way."""
    for format_, codec in (("chromium/x-source-url", "utf-8"), ("text/x-moz-url-priv", "utf-16-le")):
        if data.hasFormat(format_):
            yield from _plain(bytes(data.data(format_).data()).decode(codec, "replace"))
    for format_ in (_HTML_ON_WINDOWS, "text/html"):
        if data.hasFormat(format_) and (found := _LINK.search(data.data(format_).data()[:4_000])):
            yield from _plain(found[1].decode("utf-8", "replace"))


def _plain(link: str) -> Iterator[str]:
    """The address without what may be private in it: a name with its password, a question, a place in the page."""
    try:
        parts = urlsplit(link.strip().strip("\0"))
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return
    if parts.scheme in ("http", "https") and parts.hostname:
        yield f"{parts.scheme}://{parts.hostname}{port}{parts.path}"[:300]
