"""A piece as a Word file: the AI original with everything people did to it as tracked changes.

python-docx makes the document, its styles and its comments; the tracked changes are written here, because it knows
none. Markup and rules: ECMA-376 part 1, 17.13.5 (w:ins, w:del on runs, paragraph marks and table rows).
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from itertools import count, groupby
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run
from markdown_it.common.normalize_url import normalizeLink

from studio.core.merging.reading import whole
from studio.core.record import PieceRecord
from studio.core.span import Span
from studio.formats import word_styles
from studio.formats.layout import Ink, Look, holdable, words
from studio.formats.remarks import Remark, remarks
from studio.formats.tracked import Piece, State, Woven, WovenParagraph, WovenRow, WovenTable, weave

_UNKNOWN = "Unknown"
_AUTHOR = 255  # the most characters Word takes for a name
_LINKED = ("http://", "https://", "mailto:", "tel:")
_TAGS = {State.DELETED: "w:del", State.INSERTED: "w:ins"}


def write(record: PieceRecord) -> bytes:
    """A Word file of `record`: accepting all changes gives `record.text`, rejecting all gives `record.original`.

    Every change carries who made it and when (`record.attributions`); where nobody is on record it says "Unknown" and
    the time of the piece's latest event. Evidence and notes are comments at their passages.
    """
    woven = weave(record.original, record.text, record.comparison.changes)
    pieces = [piece for paragraph in _paragraphs(woven) for piece in paragraph]
    document = docx.Document()
    _Page(record, document, remarks(record, pieces)).fill(woven)
    _about(document, record)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _paragraphs(woven: Sequence[Woven]) -> Iterator[list[Piece]]:
    for block in woven:
        if isinstance(block, WovenParagraph):
            yield block.pieces
        else:
            for row in block.rows:
                yield from row.cells


def _about(document: Any, record: PieceRecord) -> None:
    about = document.core_properties
    about.title = holdable(record.piece.title)[:_AUTHOR]
    about.author = about.last_modified_by = holdable(record.piece.accountable)[:_AUTHOR]
    about.comments = ""
    if made := _time(record.piece.created):
        about.created = made
    if changed := _time(record.piece.updated):
        about.modified = changed


def _time(when: str) -> datetime | None:
    """A time on record, in UTC; None for what is none."""
    try:
        found = datetime.fromisoformat(when)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _element(tag: str, **attributes: object) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


@dataclass
class _Page:
    """The document in the making."""

    record: PieceRecord
    document: Any
    remarks: Sequence[Remark]
    at: int = 0  # pieces laid down so far
    ends: dict[int, tuple[Any, Any]] = field(default_factory=dict)  # of every remark: its first and its last run

    def fill(self, woven: Sequence[Woven]) -> None:
        # Comments are numbered from nought by python-docx, and one number may not serve twice in a document.
        self.ids = count(len(self.remarks) + 1)
        self.cuts = sorted({place for remark in self.remarks for place in (remark.first, remark.last + 1)})
        self.numbering = word_styles.Numbering(self.document)
        word_styles.add_styles(self.document)
        body = self.document.element.body
        last: Woven | None = None
        for block in woven:
            if isinstance(block, WovenParagraph):
                body.insert(len(body) - 1, self._paragraph(block))
            else:
                if isinstance(last, WovenTable):  # Word shows two tables without anything between them as one
                    body.insert(len(body) - 1, _element("w:p"))
                body.insert(len(body) - 1, self._table(block))
            last = block
        if not isinstance(last, WovenParagraph):
            body.insert(len(body) - 1, _element("w:p"))
        self._comment()

    # ------------------------------------------------------------ blocks

    def _paragraph(self, woven: WovenParagraph) -> Any:
        made = _element("w:p")
        properties = self._properties(woven.paragraph.look, woven)
        if woven.mark is not State.KEPT:
            mark = _element("w:rPr")
            mark.append(self._change(woven.mark, woven.change))
            properties.append(mark)
        if len(properties):
            made.append(properties)
        self._pieces(made, woven.pieces)
        return made

    def _properties(self, look: Look, woven: WovenParagraph) -> Any:
        properties = _element("w:pPr")
        if style := word_styles.style_of(self.document, look):
            properties.append(_element("w:pStyle", val=style))
        depth = len(look.lists)
        if look.is_item:
            properties.append(self.numbering.item(woven.numbering, look.lists, woven.paragraph.start))
        elif depth:
            properties.append(_element("w:ind", left=word_styles.INDENT * depth))
        return properties

    def _table(self, woven: WovenTable) -> Any:
        table = _element("w:tbl")
        properties = _element("w:tblPr")
        properties.append(_element("w:tblStyle", val=self.document.styles["Table Grid"].style_id))
        properties.append(_element("w:tblW", w=0, type="auto"))
        table.append(properties)
        grid = _element("w:tblGrid")
        for _ in woven.rows[0].cells:
            grid.append(_element("w:gridCol"))
        table.append(grid)
        for row in woven.rows:
            table.append(self._row(row))
        return table

    def _row(self, woven: WovenRow) -> Any:
        row, properties = _element("w:tr"), _element("w:trPr")
        if woven.is_header:
            properties.append(_element("w:tblHeader"))
        if woven.state is not State.KEPT:
            properties.append(self._change(woven.state, woven.change))
        if len(properties):
            row.append(properties)
        for cell in woven.cells:
            made, paragraph = _element("w:tc"), _element("w:p")
            self._pieces(paragraph, cell)
            made.append(paragraph)
            row.append(made)
        return row

    # ------------------------------------------------------------ runs

    def _pieces(self, parent: Any, pieces: Sequence[Piece]) -> None:
        numbered = list(enumerate(pieces, self.at))
        self.at += len(pieces)
        for url, linked in groupby(numbered, key=lambda one: one[1].glyph.ink.url):
            inside = parent
            if url.lower().startswith(_LINKED) or next(whole(url), Span(1, 1)).start == 0:
                inside = OxmlElement("w:hyperlink")
                safe = normalizeLink(url)  # Word holds a field in an address, as every other sign, the way addresses are written
                inside.set(qn("r:id"), self.document.part.relate_to(safe, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
                parent.append(inside)
            for _, alike in groupby(linked, key=self._kind):
                self._run(inside, list(alike))

    def _kind(self, numbered: tuple[int, Piece]) -> tuple[State, int, Ink, int]:
        """What pieces of one run have in common; a comment begins and ends with a run."""
        number, piece = numbered
        return piece.state, piece.change, piece.glyph.ink, bisect_right(self.cuts, number)

    def _run(self, parent: Any, numbered: list[tuple[int, Piece]]) -> None:
        state, change, ink, _ = self._kind(numbered[0])
        run = _element("w:r")
        if len(formatting := self._formatting(ink)):
            run.append(formatting)
        _fill(run, words([piece for _, piece in numbered]), is_deleted=state is State.DELETED)
        for number, remark in enumerate(self.remarks):
            if remark.first <= numbered[0][0] <= remark.last:
                self.ends[number] = (self.ends.get(number, (run, run))[0], run)
        if state is not State.KEPT:
            tracked = self._change(state, change)
            tracked.append(run)
            run = tracked
        parent.append(run)

    def _formatting(self, ink: Ink) -> Any:
        made = _element("w:rPr")
        style = "Inline Code" if ink.code else "Hyperlink" if ink.url.lower().startswith(_LINKED) else ""
        if style:
            made.append(_element("w:rStyle", val=self.document.styles[style].style_id))
        for wanted, tag in ((ink.bold, "w:b"), (ink.italic, "w:i"), (ink.strike, "w:strike")):
            if wanted:
                made.append(_element(tag))
        return made

    # ------------------------------------------------------------ changes and comments

    def _change(self, state: State, change: int) -> Any:
        who, when = "", ""
        if 0 <= change < len(self.record.attributions):
            attribution = self.record.attributions[change]
            who, when = attribution.who, attribution.when
        made = _element(_TAGS[state], id=next(self.ids), author=holdable(who)[:_AUTHOR] or _UNKNOWN)
        if at := _time(when) or _time(self.record.piece.updated):
            made.set(qn("w:date"), at.strftime("%Y-%m-%dT%H:%M:%SZ"))
        return made

    def _comment(self) -> None:
        for number, remark in enumerate(self.remarks):
            first, last = (Run(run, self.document) for run in self.ends[number])
            author = holdable(remark.author)[:_AUTHOR] or _UNKNOWN
            initials = "".join(word[0] for word in author.split()[:3])
            made = self.document.add_comment([first, last], holdable(remark.text), author, initials)
            # python-docx notes the time of writing, which is not when the remark was made.
            if at := _time(remark.when):
                made._comment_elm.date = at
            else:
                del made._comment_elm.attrib[qn("w:date")]


def _fill(run: Any, text: str, is_deleted: bool) -> None:
    """Put `text` into a run; line ends and tabs are elements of their own."""
    part = ""
    for character in [*text, ""]:
        if character not in ("\n", "\t", ""):
            part += character
            continue
        if part:
            made = _element("w:delText" if is_deleted else "w:t")
            made.text = part
            made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(made)
            part = ""
        if character:
            run.append(_element("w:br" if character == "\n" else "w:tab"))
