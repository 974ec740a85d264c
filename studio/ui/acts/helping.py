"""Help for the part of the window that has the keyboard, beside the work; and over a sheet, where a sheet is open."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from studio.app.helping import HelpPage, page_for, pages, playbooks, playbooks_for
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.help.panel import HelpPanel
from studio.ui.help.topics import page_of
from studio.ui.widgets import column, line


class HelpActs(QObject):
    """The hands of the help. `turned` says that the panel came or went."""

    turned = Signal()

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self._before: QWidget | None = None
        self.over: QDialog | None = None
        self.panel = HelpPanel(shell.theme())
        self.rule = line(vertical=True)
        for each in (self.panel, self.rule):
            each.hide()
        self.panel.left.connect(self.close)
        app = QApplication.instance()
        if app:
            app.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        return not self.panel.isHidden()

    @property
    def width(self) -> int:
        """Pixels that it takes from the window."""
        return self.panel.width() if self.is_open else 0

    def help(self) -> None:
        """F1: the page about whatever has the keyboard; a second time on the same page closes it."""
        focus = QApplication.focusWidget()
        found = page_of(focus, self._shell.pages.current, is_open=self._desk.workspace is not None)
        if self.is_open and self.panel.shown == found.id:
            self.close()
        else:
            self.show_page(found)

    def show_topic(self, topic: str) -> None:
        """Show the page about `topic`, or all pages where there is none."""
        self._open()
        if found := page_for(topic):
            self.panel.show_page(found)
        else:
            self.panel.show_list()

    def explain(self, rule: str, in_guides: Callable[[str], object]) -> None:
        """Show a rule in full: `check:links` is a page of the help, the name of a rule of the guides one of theirs."""
        if rule.startswith("check:"):
            self.show_topic(rule)
        else:
            in_guides(rule)

    def show_page(self, page: HelpPage) -> None:
        self._open()
        self.panel.show_page(page)

    def _open(self) -> None:
        self.panel.offer(self.groups())
        if not self.is_open:
            focus = QApplication.focusWidget()
            self._before = focus if focus and not self.panel.isAncestorOf(focus) else None
            self.panel.show()
            self.rule.show()
            self.turned.emit()

    def close(self) -> None:
        """Put it away, and give the keyboard back to where it was."""
        if not self.is_open:
            return
        had_keys = self.panel.isAncestorOf(QApplication.focusWidget() or self._shell.window)
        self.panel.hide()
        self.rule.hide()
        self.turned.emit()
        if had_keys:
            view = self._shell.review.editor.working
            (view if view.isVisible() else self._shell.window).setFocus()

    def groups(self) -> list[tuple[str, tuple[HelpPage, ...]]]:
        """Every page, those for the piece on the desk first."""
        session, workspace = self._shell.review.session, self._desk.workspace
        root = workspace.root if workspace else None
        here = playbooks_for(session.piece, root) if session else ()
        known = {page.id for page in here}
        others = tuple(page for page in playbooks(root) if page.id not in known)
        every = pages()
        checks = tuple(page for page in every if page.id.startswith("check:"))
        window = tuple(page for page in every if page not in checks)
        named = [("Playbooks for this piece", here), ("The window", window), ("Every flag explained", checks)]
        return [(name, found) for name, found in [*named, ("Playbooks", others)] if found]

    # ------------------------------------------------------------ over a sheet

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A sheet keeps the keys of the window away; F1 on one shows its page over it."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F1:
            sheet = QApplication.activeModalWidget()
            if event.modifiers() == Qt.KeyboardModifier.NoModifier and isinstance(sheet, QDialog):
                self._over(sheet)
                return True
        return False

    def _over(self, sheet: QDialog) -> None:
        if self.over is not None and self.over is sheet:
            return
        made = QDialog(sheet)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.setWindowTitle("Help")
        panel = HelpPanel(self._shell.theme())
        panel.offer(self.groups())
        panel.show_page(page_of(sheet, self._shell.pages.current))
        panel.left.connect(made.close)
        made.setLayout(column(panel, gap=0))
        made.resize(panel.width(), 460)
        made.finished.connect(self._forget)
        self.over = made
        made.open()

    def _forget(self) -> None:
        self.over = None
