"""The comments of a Word file as notes: who, what, and the passage they stand at, tracked changes taken as accepted."""

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring, iterparse

from studio.core.record import Note

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_GONE = {_W + "del", _W + "moveFrom"}
_BREAKS = {_W + "tab", _W + "br", _W + "cr"}


def notes(parts: dict[str, bytes]) -> tuple[Note, ...]:
    """The comments among `parts` (see `package.parts`) in the order of the file; empty ones are left out."""
    comments = next((content for name, content in parts.items() if name.endswith("/comments.xml")), None)
    document = next((content for name, content in parts.items() if name.endswith("/document.xml")), None)
    if comments is None:
        return ()
    quotes = _quotes(_transitional(document)) if document else {}
    found = []
    for comment in fromstring(_transitional(comments), forbid_dtd=True).iter(_W + "comment"):
        text = "\n".join(filter(None, (_words(paragraph) for paragraph in comment.iter(_W + "p"))))
        if text:
            quote = " ".join(quotes.get(comment.get(_W + "id", ""), "").split())
            found.append(Note(comment.get(_W + "author", "").strip(), text, quote))
    return tuple(found)


def _transitional(content: bytes) -> bytes:
    """Word's strict flavour differs in the names of its namespaces alone."""
    return content.replace(_STRICT, _W[1:-1].encode())


def _words(paragraph: Element) -> str:
    return "".join(" " if part.tag in _BREAKS else part.text or "" for part in paragraph.iter() if _is_word(part)).strip()


def _is_word(part: Element) -> bool:
    return part.tag == _W + "t" or part.tag in _BREAKS


def _quotes(document: bytes) -> dict[str, str]:
    """The passage of every comment by its id; a comment without a range has none."""
    quotes: dict[str, list[str]] = {}
    open_now: set[str] = set()
    gone = 0
    for event, part in _events(document):
        if part.tag in _GONE:
            gone += 1 if event == "start" else -1
        elif event == "start" and part.tag == _W + "commentRangeStart":
            open_now.add(part.get(_W + "id", ""))
        elif event == "start" and part.tag == _W + "commentRangeEnd":
            open_now.discard(part.get(_W + "id", ""))
        elif event == "end" and not gone and (_is_word(part) or part.tag == _W + "p"):
            words = part.text or "" if part.tag == _W + "t" else " "
            for one in open_now:
                quotes.setdefault(one, []).append(words)
    return {one: "".join(words) for one, words in quotes.items()}


def _events(document: bytes) -> Iterator[tuple[str, Element]]:
    yield from iterparse(BytesIO(document), events=("start", "end"), forbid_dtd=True)
