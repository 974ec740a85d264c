"""What a tab of the inspector is to the window, so that adding one is adding one class."""

from PySide6.QtWidgets import QWidget

from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.ui.theme import Theme


class InspectorTab(QWidget):
    """A tab beside the texts. It is asked to show itself only while it is in sight, and to count whenever something changed.

    Attributes:
        title: its name, as people read it; see `inspector.TABS` for its place.
    """

    title = ""

    def show_session(self, session: ReviewSession, workspace: Workspace) -> None:
        """Show how things stand now; called again after every change, so what is being typed into the tab has to survive it."""
        raise NotImplementedError

    def count(self, session: ReviewSession) -> str:
        """What stands behind the tab's name: "3", "2/5", or nothing. It is asked often, so it has to be cheap."""
        return ""

    def clear(self) -> None:
        """No piece is open."""

    def take_keys(self) -> None:
        """Give the keyboard to the list of the tab."""
        self.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Light or dark from now on."""
