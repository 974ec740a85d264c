"""The parts of the window that acts may touch."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtWidgets import QMessageBox, QWidget

from studio.app.asking import note
from studio.app.keys import KeyStore
from studio.app.service_keys import ServiceKeys
from studio.app.workspace import Workspace
from studio.core.errors import KnownError
from studio.core.piece import Person
from studio.services.ai import Line
from studio.ui.calls import Calls, Note
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
        at_desk: the workspace on the desk and who sits there; raises a `KnownError` where nothing is open.
        open_services: shows the AI services that there are; `open_library` the stories and snippets.
        service_keys: the keys of those, of whoever works at this computer.
        line: carries every call to an AI service; `calls` are those of this window, begun by `ui.services.asking.send`.
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
    at_desk: Callable[[], tuple[Workspace, Person]] = field(init=False)
    open_services: Callable[[], object] = lambda: None
    open_library: Callable[[], object] = lambda: None
    service_keys: ServiceKeys = field(default_factory=ServiceKeys.of_this_computer)
    line: Line = field(default_factory=Line)
    calls: Calls = field(init=False)

    def __post_init__(self) -> None:
        self.calls = Calls(self.line, self._notes, self.window)

    def lies_there(self, workspace: Workspace) -> bool:
        """Whether this workspace is still the one on the desk."""
        try:
            return self.at_desk()[0] is workspace
        except KnownError:
            return False

    def _notes(self) -> Note:
        workspace, person = self.at_desk()
        return partial(note, workspace, person)

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
