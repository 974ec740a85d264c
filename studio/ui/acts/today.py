"""Today in the window: the page, what is said at the door, and what is told outside the window. Due times are kept on a timer."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from studio.app import escalation
from studio.app.today import LIBRARY, SERVICES, Item, Kind, summary, today, waiting
from studio.app.workspace import Workspace
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.tasks import Progress
from studio.ui.today.page import TodayPage

PAGE = "today"
TELLS = "notifications"
"""Name of the setting that says whether news are told outside the window."""

_DOOR = 1200  # milliseconds after a workspace was opened, so that opening is not held up
_ROUND = 5 * 60 * 1000  # milliseconds from one look for what is late to the next
_NEWS = frozenset({Kind.WAITING, Kind.SENT_BACK, Kind.OVERDUE, Kind.MENTION, Kind.QUESTION, Kind.ESCALATION})
_SECONDS = 8


class TodayActs(QObject):
    """The hands of the page, and the watch over due times while the window is open."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self._known: set[str] | None = None  # what the person was told of; None before the first look
        self._whose = self._said = ""
        self._tray: QSystemTrayIcon | None = None
        self.page = TodayPage(shell.theme())
        shell.pages.add(PAGE, self.page)
        self.page.left.connect(self.close)
        self.page.picked.connect(lambda item: shell.guard(lambda: self.go_to(item)))
        self.page.tells.setChecked(shell.settings.flag(TELLS))
        self.page.telling.connect(lambda on: shell.settings.set_flag(TELLS, on))
        self._door = QTimer(self)
        self._door.setSingleShot(True)
        self._door.setInterval(_DOOR)
        self._door.timeout.connect(lambda: shell.guard(self.look))
        self._round = QTimer(self)
        self._round.setInterval(_ROUND)
        self._round.timeout.connect(lambda: shell.guard(self.look))
        desk.opened.connect(self._begin)
        desk.closing.connect(self._forget)
        shell.review.changed.connect(lambda: shell.guard(self.refresh))

    # ------------------------------------------------------------ coming and going

    @property
    def is_shown(self) -> bool:
        return self._shell.pages.current == PAGE

    def open(self) -> None:
        """Show what the person at the desk has to see to."""
        self._desk.at_desk()
        self._shell.review.writing.flush()
        self._shell.review.card.hide()
        self._take_back()
        self._shell.pages.open(PAGE)
        self.refresh()
        self.page.take_keys()

    def close(self) -> None:
        """Back to the desk, as it was."""
        if self._shell.pages.close_page(PAGE):
            self._shell.review.editor.working.setFocus()

    def go_to(self, item: Item) -> None:
        """Open the piece, the list of services or the library, at the place where the thing is seen to."""
        if item.tab == SERVICES:
            self._shell.open_services()
        if item.tab == LIBRARY:
            self._shell.open_library()
        if not item.piece:
            return
        self._desk.open_piece(item.piece)
        self.close()
        if item.tab:
            self._shell.review.inspector.open_tab(item.tab)
            if not self._shell.review.inspector.isVisible():
                self._shell.open_tab(item.tab)

    def refresh(self) -> None:
        """Show it anew, where it is to be seen."""
        if self.is_shown:
            workspace, person = self._desk.at_desk()
            self.page.show_items(person.name, today(workspace, person))

    # ------------------------------------------------------------ keeping watch

    def _begin(self) -> None:
        self._known = None
        if self._desk.is_passing:
            return  # whoever practises is not called away, and what lies there waits for nobody
        self._door.start()
        self._round.start()

    def _forget(self) -> None:
        self._door.stop()
        self._round.stop()
        self._known = None
        self._take_back()
        self.page.forget()
        self._shell.pages.close_page(PAGE)

    def look(self) -> None:
        """Send up what is late, beside the window; then tell the person what is new."""
        workspace = self._desk.workspace
        if workspace is None:
            return
        if workspace.history.is_read_only:
            self._tell()
            return

        def work(second: Workspace, progress: Progress) -> int:
            return len(escalation.escalate_due(second))

        def done(went_up: int) -> None:
            self._tell()
            if went_up:
                self._shell.review.look_again()
                self._shell.refresh()

        self._desk.beside("Looking at due times", work, done, jobs=self._shell.background)

    def _tell(self) -> None:
        """At the door how much waits; later only what is new."""
        workspace, person = self._desk.at_desk()
        items = today(workspace, person)
        is_first = self._known is None or self._whose != person.name
        known = self._known or set()
        news = [item for item in items if item.kind in _NEWS and item.key not in known]
        self._known, self._whose = {item.key for item in items}, person.name
        if self.is_shown:
            self.page.show_items(person.name, items)
        if not waiting(items):
            return
        if is_first:
            if not self.is_shown and not self._shell.notices.isVisible():
                self._say(summary(items))
        elif news:
            only = news[0]
            if len(news) == 1:
                self._announce(only.title, only.sentence)
            else:
                self._announce(f"{len(news)} new things wait for you", summary(items))

    def _take_back(self) -> None:
        """Say no longer what was said last, where it is still to be seen."""
        if self._said and self._shell.notices.text.text() == self._said:
            self._shell.notices.clear()

    def _announce(self, title: str, text: str) -> None:
        """Outside the window where the desktop has a place for it and the person wants it; else in the window."""
        if self._shell.settings.flag(TELLS) and not self._shell.window.isActiveWindow() and self._tray_icon():
            tray = self._tray_icon()
            assert tray
            tray.show()
            tray.showMessage(title, text, QSystemTrayIcon.MessageIcon.Information, _SECONDS * 1000)
        else:
            self._say(f"{title}: {text}")

    def _say(self, said: str) -> None:
        self._said = said
        self._shell.notices.say(said, "Today", lambda: self._shell.guard(self.open))

    def _tray_icon(self) -> QSystemTrayIcon | None:
        if self._tray is None and QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._tray.messageClicked.connect(self._come)
            self._desk.closing.connect(self._tray.hide)
        return self._tray

    def _come(self) -> None:
        self._shell.window.raise_()
        self._shell.window.activateWindow()
        self._shell.guard(self.open)
