"""The parts of the window that acts may touch."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QMessageBox, QWidget

from studio.app.keys import KeyStore
from studio.core.errors import KnownError
from studio.ui.dialogs.sheets import Sheet
from studio.ui.dialogs.welcome import Welcome
from studio.ui.pages import Pages
from studio.ui.panels.notices import Notices
from studio.ui.review import Review
from studio.ui.settings import Settings
from studio.ui.tasks import Jobs
from studio.ui.theme import Theme


@dataclass
class Shell:
    """Handed to every kind of act.

    Attributes:
        jobs: work that somebody asked for, one after the other, each with its progress.
        background: work that nobody waits for, in a queue of its own; only a bug in it is told.
        theme: the theme in force when asked.
        refresh: shows workspace, piece and person anew.
        open_tab: shows a tab of the inspector.
        sheet: the sheet that is open; None where none is.
        verify: checks the whole history beside the window.
        answers: what is done about a kind of error instead of only telling it; returns whether that was done.
        pages: whatever stands in the place of the desk.
        keys: with which people sign at this computer.
    """

    window: QWidget
    settings: Settings
    notices: Notices
    jobs: Jobs
    background: Jobs
    review: Review
    welcome: Welcome
    theme: Callable[[], Theme]
    refresh: Callable[[], None]
    open_tab: Callable[[str], None]
    sheet: Sheet | None = None
    verify: Callable[[], object] = lambda: None
    answers: dict[type[KnownError], Callable[[KnownError], bool]] = field(default_factory=dict)
    pages: Pages = field(kw_only=True)
    keys: KeyStore = field(default_factory=KeyStore.of_this_computer)

    def open_sheet(self, sheet: Sheet) -> None:
        """Show a sheet; it is gone for good once it is closed."""
        self.sheet = sheet
        sheet.finished.connect(lambda: self._forget(sheet))
        sheet.open()

    def _forget(self, sheet: Sheet) -> None:
        if self.sheet is sheet:
            self.sheet = None

    def fail(self, error: KnownError) -> None:
        """Say it where it will be seen: on the welcome page there is no line for notices."""
        for kind, answer in self.answers.items():
            if isinstance(error, kind) and answer(error):
                self.welcome.ready()
                return
        self.notices.error(error)
        self.refresh()
        if not self.welcome.isHidden():
            self.welcome.ready()
            QMessageBox.warning(self.window, "Blue Pencil", str(error))

    def guard(self, act: Callable[[], object]) -> None:
        """Do it; what a person can mend is said, a bug shows itself."""
        try:
            act()
        except KnownError as error:
            self.fail(error)
