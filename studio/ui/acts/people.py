"""Who sits at the desk: the list to choose from, and what happens at the door where a passphrase has to be said."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup, QCursor
from PySide6.QtWidgets import QMenu

from studio.app.workspace import Workspace
from studio.core.piece import Person
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.keys import KeyActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs.moving import person_sheet


class PeopleActs:
    """Asks who sits down; `desk` then gives them the piece they may see."""

    def __init__(self, shell: Shell, desk: DeskActs, keys: KeyActs) -> None:
        self._shell, self._desk, self._keys = shell, desk, keys
        desk.at_door = self._at_door

    def choose(self) -> None:
        """Who sits at the desk: a short list."""
        workspace = self._desk.workspace
        if not workspace:
            return
        menu = QMenu(self._shell.window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for person in workspace.policy.persons:
            key = f"  ·  {told}" if (told := self._keys.told(person)) else ""
            action = menu.addAction(f"{person.name} ({', '.join(person.role_names)}){key}")
            action.setCheckable(True)
            action.setChecked(person == self._desk.person)
            group.addAction(action)
            sit_down = partial(self._desk.sit_down, person)
            action.triggered.connect(lambda _checked=False, act=sit_down: self._shell.guard(act))
        self._keys.fill(menu)
        menu.popup(QCursor.pos())

    def _at_door(self, person: Person, come_in: Callable[[], object]) -> bool:
        """Whether whoever sat here last has to say the passphrase before anything lies on the desk. Nobody is let in under that
        name without it: another person sits down, or the workspace is closed again."""
        return self._keys.prove(person, come_in, self._somebody_else)

    def _somebody_else(self) -> None:
        """Nobody has said the passphrase: who sits down instead? Nobody: then the workspace is closed."""
        workspace = self._desk.workspace
        if workspace is None:
            return

        def leave() -> None:
            self._desk.close_workspace()
            self._shell.refresh()

        def sit(name: str) -> None:
            self._shell.guard(lambda: self._sit_first(workspace, workspace.person(name)))

        names = [person.name for person in workspace.policy.persons]
        sheet = person_sheet(self._shell.theme(), self._shell.window, names, sit)
        sheet.no.setText("Close the workspace")
        sheet.rejected.connect(lambda: self._shell.guard(leave))
        self._shell.open_sheet(sheet)

    def _sit_first(self, workspace: Workspace, person: Person) -> None:
        come_in = partial(self._desk.sit_first, workspace, person)
        if not self._at_door(person, come_in):
            come_in()
