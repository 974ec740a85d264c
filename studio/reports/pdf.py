"""The report as a PDF on A4: its page laid out by Qt, with the head of the chain and the number at the foot of each page.

The one module outside the window that knows Qt, and of Qt only what draws text: no widgets, no display. It is asked for
only when a PDF is written, for a computer without a display may lack what Qt needs.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from studio.core.data import data_path
from studio.core.phrases import count
from studio.reports.paper import CHART, STYLE, on_paper
from studio.reports.report import Report
from studio.reports.visible import visible

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF, QSizeF
    from PySide6.QtGui import QFont, QImage, QPainter, QPdfWriter, QTextBlock, QTextDocument, QTextTable

FORMAT = "pdf"
DOTS = 96  # to the inch, for the layout; a PDF has no dots of its own
SIDE, TOP, BOTTOM = 57, 60, 76  # margins: 15, 16 and 20 mm
FOOT = 34  # from the lower edge to the foot's baseline
ALONE = 110  # a heading this near to the end of a page has no more than a line under it
OTHER_FORMS = ("locl", "liga", "calt")
"""Features of a face that put another form in a letter's place: that form has no letter of its own in the file, so whoever
searches or copies the text would miss it."""
FACES = ("Pencil Sans", "DejaVu Sans", "Noto Color Emoji")


def write(report: Report) -> bytes:
    with _application():
        return _dated(_draw(report), report.made)


@contextmanager
def _application() -> Iterator[None]:
    """The application that text needs: the window's own, else one without a display for as long as it takes."""
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    own = None if QGuiApplication.instance() else QGuiApplication(["bluepencil", "-platform", "offscreen"])
    try:
        if "Pencil Serif" not in QFontDatabase.families():
            for path in sorted(data_path("resources", "fonts").glob("*.ttf")):
                QFontDatabase.addApplicationFont(str(path))
        yield
    finally:
        if own:
            own.shutdown()


def _draw(report: Report) -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, QUuid
    from PySide6.QtGui import QColor, QPageSize, QPainter, QPdfWriter

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(visible(f"{report.title}: {report.workspace}"))
    writer.setCreator("Blue Pencil")
    writer.setAuthor(visible(report.made_by))
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), f"{report.kind} {report.head.hash} {report.made}".encode()))
    room = QSizeF(writer.width() - 2 * SIDE, writer.height() - TOP - BOTTOM)
    document = _document(report, writer, room)
    painter = QPainter(writer)
    painter.fillRect(QRectF(SIDE, TOP - 18, 44, 6), QColor("#2456c7"))
    for page in range(document.pageCount()):
        if page:
            writer.newPage()
        _draw_page(painter, document, QRectF(0, page * room.height(), room.width(), room.height()))
        _draw_foot(painter, report, QRectF(SIDE, writer.height() - FOOT - 12, room.width(), 16), page + 1, document.pageCount())
    painter.end()
    return bytes(buffer.data().data())


def _document(report: Report, writer: "QPdfWriter", room: "QSizeF") -> "QTextDocument":
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setUseDesignMetrics(True)  # letters stand where the face puts them, not where a screen has dots
    document.setDefaultFont(_face(9))
    document.setDefaultStyleSheet(STYLE)
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(room)
    paper = on_paper(report.page())
    for name, svg in paper.drawings.items():
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), _picture(svg))
    document.setHtml(paper.html)
    _keep_together(document, room.height())
    _keep_rows(document, room.height())
    return document


FINE = 4
"""How many dots of a chart stand on one of the layout: 384 to the inch, so that its letters are crisp on paper."""


def _picture(svg: str) -> "QImage":
    from PySide6.QtCore import QByteArray, QSize
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    made = QImage(QSize(*CHART) * FINE, QImage.Format.Format_RGB32)
    made.fill(0xFFFFFFFF)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return made


def _keep_together(document: "QTextDocument", page: float) -> None:
    """Move over to the next page every heading that would stand alone at the end of one, and every frame that would be cut."""
    from PySide6.QtGui import QTextCursor, QTextFormat, QTextTable

    over, layout = QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore, document.documentLayout()
    part = document.rootFrame().begin()
    while not part.atEnd():
        table, block = part.currentFrame(), part.currentBlock()
        if isinstance(table, QTextTable) and table.rows() == 1:
            place = layout.frameBoundingRect(table)
            if place.top() % page + place.height() > page > place.height():
                frame = table.format()
                frame.setPageBreakPolicy(over)
                table.setFormat(frame)
        elif block.isValid() and block.blockFormat().headingLevel():
            place = layout.blockBoundingRect(block)
            room = page - place.top() % page
            if place.height() <= room < ALONE:  # with less room than its height, Qt has already moved it over
                look = block.blockFormat()
                look.setPageBreakPolicy(over)
                QTextCursor(block).setBlockFormat(look)
        part += 1  # to the next one, as Qt's iterators do


def _keep_rows(document: "QTextDocument", page: float) -> None:
    """Move over to the next page every row of a table that would be cut and has room there, by air under the row before it: Qt
    knows no page break within a table. Rows are looked at from the top, for each one that moves takes those below along."""
    from PySide6.QtGui import QTextTable

    part = document.rootFrame().begin()
    while not part.atEnd():
        table = part.currentFrame()
        if isinstance(table, QTextTable) and table.rows() > 1:
            for row in range(table.format().headerRowCount(), table.rows()):
                air = _cut(document, table, row, page)
                if air and row > table.format().headerRowCount():
                    _lower(table, row - 1, air)
        part += 1


def _cut(document: "QTextDocument", table: "QTextTable", row: int, page: float) -> float:
    """Dots from the top of the row's words to the end of the page, where the row would be cut there and need not be."""
    tops, ends = [], []
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        if not cell.isValid():
            continue
        tops.append(_edge(document, cell.firstCursorPosition().block(), top=True))
        ends.append(_edge(document, cell.lastCursorPosition().block(), top=False))
    top, end = min(tops, default=0.0), max(ends, default=0.0)
    is_cut = int(top // page) != int((end - 1) // page)
    return page - top % page if is_cut and end - top < page * 0.8 else 0.0


def _edge(document: "QTextDocument", block: "QTextBlock", *, top: bool) -> float:
    """Where the block's first line begins, or its last one ends: Qt moves lines over by themselves, and the block's own
    rectangle does not tell."""
    start, lines = document.documentLayout().blockBoundingRect(block).top(), block.layout()
    if not lines.lineCount():
        return start
    first, last = lines.lineAt(0), lines.lineAt(lines.lineCount() - 1)
    return start + (first.y() if top else last.y() + last.height())


def _lower(table: "QTextTable", row: int, air: float) -> None:
    """Give every cell of the row so much more room under its words."""
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        look = cell.format().toTableCellFormat()
        look.setBottomPadding(look.bottomPadding() + air)
        cell.setFormat(look)


def _face(points: float) -> "QFont":
    from PySide6.QtGui import QFont

    face = QFont(FACES)
    face.setPointSizeF(points)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for form in OTHER_FORMS:
        face.setFeature(QFont.Tag(form), 0)
    return face


def _draw_page(painter: "QPainter", document: "QTextDocument", page: "QRectF") -> None:
    """Draw what of the document, one long strip, falls on `page`."""
    from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QPalette

    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = page.adjusted(0, 0.5, 0, -0.5)  # what only touches the page is another page's, or it is found on both
    context.palette.setColor(QPalette.ColorRole.Text, QColor("#1d1f23"))  # whatever the desktop's colours are
    painter.save()
    painter.translate(SIDE, TOP - page.top())
    painter.setClipRect(page)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _draw_foot(painter: "QPainter", report: Report, line: "QRectF", page: int, pages: int) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QColor

    painter.setFont(_face(8))
    painter.setPen(QColor("#6b6e76"))
    said = f"{report.title} · chain head {report.anchor}… · {count(report.head.count, 'entry', 'entries')} · {report.state}"
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft, said)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight, f"{page} of {pages}")


_WRITTEN = re.compile(rb"Date(?: \(D:|=\")([\dT:-]{19}|\d{14})")
"""Where a PDF says when it was written: among its facts, and once more in their XML form."""


def _dated(data: bytes, made: str) -> bytes:
    """The file as if it had been written when the report was made, so that the same report gives the same bytes."""
    moment = made[:19].encode()
    forms = {len(form): form for form in (moment, re.sub(rb"\D", b"", moment))}
    return _WRITTEN.sub(lambda found: found[0].replace(found[1], forms.get(len(found[1]), found[1])), data)
