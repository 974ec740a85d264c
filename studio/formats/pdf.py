"""The text of a PDF: lines found by where their characters stand, joined to paragraphs, pages joined to one text.

A PDF knows characters and places, not paragraphs. Lines become one paragraph unless the gap, the size or the end of
the line says otherwise; larger lines become headings. What cannot be known (columns, tables) is left as lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2
from pypdfium2 import raw

from studio.core.errors import BadInput
from studio.formats.kinds import MEGABYTE, Content, Reader, Source

_PAGES = 1_000
_HEADING = 1.18  # times the size of running text
_GAP = 1.35  # times the usual distance of two lines
_MANY = 4  # lines that start at one place and so tell where their column ends
_SAME_LINE = 0.3  # of the lower one's height: so much must two characters share to stand on one line
_TWICE = 20  # characters; a shorter line may well be there two times
_BULLET = re.compile(r"^[•‣◦▪●○■–·\uf0b7]\s+")
_ITEM = re.compile(r"^(?:[-*•‣◦▪●○■·\uf0b7]|\d{1,3}[.)])\s+\S")
_PAGE_NUMBER = re.compile(r"^(?:page\s+\d{1,4}|\d{1,3})(?:\s*(?:/|of)\s*\d{1,4})?$", re.I)
_ENDS = re.compile(r"[.!?:…][\"'”’)\]]*$")


@dataclass(slots=True)
class _Line:
    """A line of a page in PDF points, which grow upwards; `size` is the height of its tallest character."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    page: int

    @property
    def size(self) -> float:
        return self.top - self.bottom


def _read(source: Source) -> Content:
    lines = list(_lines(source))
    if not any(line.text.strip() for line in lines):
        remedy = "Run text recognition on it, or paste the text."
        raise BadInput(f"{source.name} holds pictures of pages and no text.", remedy)
    return Content("\n\n".join(_paragraphs(lines)) + "\n")


def _open(source: Source) -> Any:
    try:
        return pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            remedy = "Open it, save a copy without the password, and choose that."
            raise BadInput(f"{source.name} is protected by a password.", remedy) from error
        remedy = "Ask for a new copy, or paste its text."
        raise BadInput(f"{source.name} is damaged or no PDF, and cannot be opened.", remedy) from error


def _lines(source: Source) -> Iterator[_Line]:
    document = _open(source)
    last: _Line | None = None
    try:
        if len(document) > _PAGES:
            what = f"{source.name} has {len(document)} pages, and {_PAGES} is the most."
            raise BadInput(what, "Split it, or paste the part to be reviewed.")
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            found = [line for line in _lines_of(words, number) if line.text.strip()]
            words.close()
            page.close()
            # Page numbers stand alone at the foot or the head.
            for edge in (-1, 0):
                if len(found) > 1 and _PAGE_NUMBER.match(found[edge].text):
                    found.pop(edge)
            # Some programs print the line on which a page breaks on both pages.
            if found and last and found[0].text == last.text and len(last.text) > _TWICE:
                found.pop(0)
            last = found[-1] if found else last
            yield from found
    except pypdfium2.PdfiumError as error:
        raise BadInput(
            f"{source.name} is damaged: a page of it cannot be read.", "Ask for a new copy, or paste its text."
        ) from error
    finally:
        document.close()


def _lines_of(words: Any, number: int) -> Iterator[_Line]:
    line: _Line | None = None
    for index in range(words.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(words, index))
        if character in "\r\n\0" or character == "\ufffe":
            continue
        if character.isspace():
            if line and not line.text.endswith(" "):
                line.text += " "
            continue
        character = "-" if character == "\x02" else character
        left, bottom, right, top = words.get_charbox(index, loose=True)
        if line and _on(line, left, bottom, top):
            line.text += character
            line.left, line.right = min(line.left, left), max(line.right, right)
            line.bottom, line.top = min(line.bottom, bottom), max(line.top, top)
        else:
            if line:
                yield _finished(line)
            line = _Line(character, left, right, bottom, top, number)
    if line:
        yield _finished(line)


def _on(line: _Line, left: float, bottom: float, top: float) -> bool:
    """Whether a character between `bottom` and `top` stands on `line`; one far to the left begins another."""
    shared = min(line.top, top) - max(line.bottom, bottom)
    return shared > _SAME_LINE * min(line.size, top - bottom) and left > line.left - line.size


def _finished(line: _Line) -> _Line:
    # On some systems characters beyond the basic plane come in two halves.
    line.text = line.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
    return line


def _paragraphs(lines: list[_Line]) -> Iterator[str]:
    body = _body_size(lines)
    leading = _leading(lines)
    edges = _edges(lines)
    largest = max(line.size for line in lines)
    group: list[_Line] = []
    for line in lines:
        if group and _breaks(group[-1], line, leading, edges[round(group[-1].left)]):
            yield _markdown(group, body, largest)
            group = []
        group.append(line)
    yield _markdown(group, body, largest)


def _body_size(lines: list[_Line]) -> float:
    """The size most characters are set in."""
    sizes: dict[float, int] = {}
    for line in lines:
        sizes[round(line.size, 1)] = sizes.get(round(line.size, 1), 0) + len(line.text)
    return max(sizes, key=lambda size: sizes[size])


def _edges(lines: list[_Line]) -> dict[int, float]:
    """How far lines reach that start at a place, by that place in whole points."""
    starts: dict[int, list[float]] = {}
    for line in lines:
        starts.setdefault(round(line.left), []).append(line.right)
    furthest = max(line.right for line in lines)
    return {left: max(rights) if len(rights) >= _MANY else furthest for left, rights in starts.items()}


def _leading(lines: list[_Line]) -> float:
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.page == b.page and a.bottom > b.bottom]
    return median(steps) if steps else 0.0


def _breaks(above: _Line, line: _Line, leading: float, edge: float) -> bool:
    if abs(above.size - line.size) > 0.15 * max(above.size, line.size) or _ITEM.match(line.text):
        return True
    if above.page != line.page:
        return bool(_ENDS.search(above.text)) or not line.text[0].islower()
    step = above.bottom - line.bottom
    if step <= 0 or step > _GAP * max(leading, line.size):
        return True
    # Where the next word would still have fitted, the line was ended on purpose.
    first_word = (line.right - line.left) * (len(line.text.split()[0]) + 1) / max(1, len(line.text))
    return above.right + 1.15 * first_word < edge


def _markdown(group: list[_Line], body: float, largest: float) -> str:
    text = group[0].text
    for line in group[1:]:
        # A hyphen at the end of a line stays: whether it belongs to the word, only a reader can tell.
        text += line.text if re.search(r"\w-$", text) and line.text[:1].islower() else f" {line.text}"
    size = group[0].size
    if size > _HEADING * body and len(group) < 4 and len(text) < 200:
        return ("# " if size > 0.95 * largest else "## ") + text
    return _BULLET.sub("- ", text)


READER = Reader("pdf", "PDF, text only", (".pdf",), _read, cap=100 * MEGABYTE)
