"""The help panel: one page at a time, a search over all of them, and what there is where nothing is searched."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget, QTextBrowser, QWidget

from studio.app.helping import HelpPage, search
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import GAP, SMALL, TINY, WIDE, Theme
from studio.ui.widgets import button, column, label, line, row

WIDTH = 332
_NOTHING = "No page says that. Try a shorter word, or clear the search to see all pages."


class HelpText(QTextBrowser):
    """Shows a page. Nothing outside is fetched or opened: a team's own playbook is a text, and no more."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Help page")
        self.document().setDocumentMargin(WIDE)
        self.document().setIndentWidth(18)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None

    def show_page(self, page: HelpPage) -> None:
        document = self.document()
        features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
        document.setMarkdown(page.body, features)
        document.setDocumentMargin(WIDE)
        _space_out(document)
        self.moveCursor(QTextCursor.MoveOperation.Start)


class HelpPanel(QWidget):
    """Stays open beside the work until it is closed. `left` says that the person is done with it."""

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("help")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self._groups: Sequence[tuple[str, Sequence[HelpPage]]] = ()
        self._by_id: dict[str, HelpPage] = {}
        self.shown = ""
        self.title = label("", "strong", wrap=True)
        self.all = button("All pages", self.show_list, "small-link")
        close = button("×", self.left.emit, "small", "Close the help (Esc)")
        close.setAccessibleName("Close the help")
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("Search the help")
        self.typed.setAccessibleName("Search the help")
        self.typed.setClearButtonEnabled(True)
        self.text = HelpText()
        self.list = RowList(theme, "Help pages", lines=1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.text)
        self._stack.addWidget(self.list)
        head = column(
            row(label("Help", "small"), 1, self.all, close, gap=GAP),
            self.typed,
            margin=(WIDE, SMALL, GAP, SMALL),
            gap=SMALL,
        )
        titled = column(self.title, margin=(WIDE, GAP, WIDE, TINY))
        self._titled = QWidget()
        self._titled.setLayout(titled)
        whole = column(head, line(), self._titled, self._stack, gap=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.typed.textChanged.connect(self._on_typed)
        self.typed.returnPressed.connect(self._open_first)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_chosen)

    def offer(self, groups: Sequence[tuple[str, Sequence[HelpPage]]]) -> None:
        """The pages there are, in groups with a name each."""
        self._groups = groups
        self._by_id = {page.id: page for _, pages in groups for page in pages}

    def show_page(self, page: HelpPage) -> None:
        self.shown = page.id
        self.typed.blockSignals(True)
        self.typed.clear()
        self.typed.blockSignals(False)
        self.title.setText(page.title)
        self.text.show_page(page)
        self._turn(to_list=False)

    def show_list(self) -> None:
        """All pages, or those that hold what was typed."""
        words = self.typed.text()
        rows = []
        for name, pages in self._groups:
            found = search(words, pages)
            if found:
                rows.append(Row(name, is_header=True))
            rows += [Row(page.title, strong=False, payload=page.id) for page in found]
        self.list.show_rows(rows, _NOTHING)
        self.shown = ""
        self._turn(to_list=True)

    def take_keys(self) -> None:
        self.typed.setFocus()

    def _turn(self, *, to_list: bool) -> None:
        self._stack.setCurrentWidget(self.list if to_list else self.text)
        self._titled.setVisible(not to_list)
        self.all.setVisible(not to_list)

    def _on_typed(self, words: str) -> None:
        self.show_list()

    def _on_chosen(self, id: object) -> None:
        if page := self._by_id.get(str(id)):
            self.show_page(page)
            self.text.setFocus()

    def _open_first(self) -> None:
        first = next((row.payload for row in self.list.model.rows if row.payload), None)
        if first:
            self._on_chosen(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def set_theme(self, theme: Theme) -> None:
        self.list.set_theme(theme)


def _space_out(document: QTextDocument) -> None:
    """Room between the blocks, and headings no larger than the title above them."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        form = block.blockFormat()
        level = form.headingLevel()
        form.setTopMargin(WIDE if level else 0)
        form.setBottomMargin(TINY + 2 if block.textList() is not None else SMALL)
        form.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(form)
        if level:
            face = QTextCharFormat()
            face.setFontWeight(QFont.Weight.Bold)
            face.setProperty(QTextFormat.Property.FontPixelSize, 13)
            face.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(face)
        block = block.next()
