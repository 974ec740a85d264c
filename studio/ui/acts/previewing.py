"""The preview of the piece on the desk, in its place or beside it. Customers are held here and nowhere else, until it closes."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFileDialog

from studio.app.merging import CustomerList, read_customers
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.preview.page import PreviewHands, PreviewPage, Shown

PAGE = "preview"
_PAUSE = 250  # milliseconds after the last letter; a page of a thousand words is drawn in about forty


class PreviewActs(QObject):
    """The hands of the preview."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self._known: CustomerList | None = None
        self._hands = PreviewHands(pick=lambda: shell.guard(self.choose_customers), beside=self.open_beside)
        self.page = PreviewPage(shell.theme(), self._hands)
        self.beside: PreviewPage | None = None
        shell.pages.add(PAGE, self.page, lambda: self.page.area)
        shell.pages.turned.connect(self._on_turned)
        self.page.left.connect(self.close)
        desk.closing.connect(self._end)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._follow)
        shell.review.changed.connect(lambda: self._soon.start(_PAUSE))
        shell.review.editor.working.textChanged.connect(self._typed)

    @property
    def is_shown(self) -> bool:
        return self._shell.pages.current == PAGE

    def open(self) -> None:
        """Show the text on the desk as its readers see it.

        Raises:
            KnownError: no piece is open.
        """
        shown = self._on_desk()
        self._shell.review.card.hide()
        self._shell.pages.open(PAGE)
        self.page.show_text(shown)
        self.page.setFocus()

    def open_beside(self) -> None:
        """Show the preview in a window of its own, and the desk again: it follows what is typed there."""
        shown = self._on_desk()
        if self.beside is None:
            self.beside = PreviewPage(self._shell.theme(), self._hands, is_beside=True)
            self.beside.setParent(self._shell.window, Qt.WindowType.Window)
            self.beside.left.connect(self.beside.close)
            self.beside.installEventFilter(self)
            self.beside.setWindowTitle("Preview – Blue Pencil")
            self.beside.resize(1080, 760)
        self.beside.show_customers(self._known)
        self.beside.show_text(shown)
        self.beside.show()
        self._shell.pages.close_page(PAGE)

    def close(self) -> None:
        """Back to the desk."""
        if self._shell.pages.close_page(PAGE):
            self._shell.review.editor.working.setFocus()

    def choose_customers(self) -> None:
        """Let the person pick a CSV file.

        Raises:
            BadInput: it cannot be read as a list of customers.
        """
        name, _ = QFileDialog.getOpenFileName(self._shell.window, "Sample customers", "", "Customers (*.csv *.tsv *.txt)")
        if name:
            self.take_customers(Path(name))

    def take_customers(self, path: Path) -> None:
        """Read sample customers from a file, into memory alone."""
        self._known = read_customers(path)
        for page in self._open_pages():
            page.show_customers(self._known)

    def _open_pages(self) -> list[PreviewPage]:
        beside = [self.beside] if self.beside and self.beside.isVisible() else []
        return [self.page, *beside] if self.is_shown else beside

    def _on_desk(self) -> Shown:
        session = self._desk.session()
        workspace, _ = self._desk.at_desk()
        piece = session.piece
        brand = piece.brand or workspace.policy.brand
        return Shown(session.text, piece.channel, piece.title, brand, session.context.fields, piece.brief)

    def _typed(self) -> None:
        if self._open_pages():
            self._soon.start(_PAUSE)

    def _follow(self) -> None:
        """Show the text as it stands now; nothing where no piece lies on the desk any more."""
        pages = self._open_pages()
        if not pages:
            return
        session = self._shell.review.session
        if session is None or session.piece.purged:
            self._end()
            return
        shown = self._on_desk()
        for page in pages:
            page.show_text(shown)

    def _on_turned(self, name: str) -> None:
        if name != PAGE:
            self.page.forget()
            self._forget_customers()

    def _forget_customers(self) -> None:
        if not self._open_pages():
            self._known = None

    def _end(self) -> None:
        """Close both, and forget."""
        if self.beside:
            self.beside.close()
        self.close()
        self.page.forget()
        self._forget_customers()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window beside is closed: nothing of the text and of any customer stays in it."""
        if watched is self.beside and event.type() is QEvent.Type.Close:
            QTimer.singleShot(0, self._forget_beside)
        return False

    def _forget_beside(self) -> None:
        if self.beside and not self.beside.isVisible():
            self.beside.forget()
            self._forget_customers()
