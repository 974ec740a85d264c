"""What stands beside the texts, library and inspector, and how it makes room for them where the window is narrow."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.ui.panels.library import Library
from studio.ui.panels.notices import Notices
from studio.ui.review import Review
from studio.ui.settings import Settings
from studio.ui.widgets import line, restyle

NARROW = 1240
"""Below this width the library folds to icons and the inspector to a drawer, before the texts get narrow."""


class Folding:
    """Lays the texts and what stands beside them into `body`, and folds it.

    Args:
        room: how wide the window is without what it shows beside the desk, in pixels.
        folded: told after every folding whether the window is narrow.
    """

    def __init__(
        self,
        body: QWidget,
        library: Library,
        review: Review,
        notices: Notices,
        settings: Settings,
        room: Callable[[], int],
        folded: Callable[[bool], object],
    ) -> None:
        self._body, self._library, self._review, self._notices = body, library, review, notices
        self._settings, self._room, self._folded = settings, room, folded
        self.is_narrow = False
        self._wants_library = settings.flag("library")
        self._wants_inspector = settings.flag("inspector")
        self._layout = QHBoxLayout(body)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._rule = line(vertical=True)
        for part in (library, line(vertical=True)):
            self._layout.addWidget(part)
        self._layout.addWidget(review.editor, 1)
        self._layout.addWidget(self._rule)
        self._layout.addWidget(review.inspector)

    def fold(self) -> None:
        """Give the texts their width: fold what is beside them where the window is narrow."""
        self.is_narrow = self._room() < NARROW
        self._library.fold(self.is_narrow or not self._wants_library)
        inspector = self._review.inspector
        is_drawer = inspector.parent() is self._body and self._layout.indexOf(inspector) < 0
        if self.is_narrow and not is_drawer:
            self._layout.removeWidget(inspector)
            inspector.setParent(self._body)
            restyle(inspector, "drawer")
            inspector.hide()
            self._rule.hide()
        elif not self.is_narrow:
            if is_drawer:
                restyle(inspector, "panel")
                self._layout.addWidget(inspector)
            inspector.setVisible(self._wants_inspector)
            self._rule.setVisible(self._wants_inspector)
        if self.is_narrow and inspector.isVisible():
            self._place_drawer()
        self._folded(self.is_narrow)

    def _place_drawer(self) -> None:
        inspector = self._review.inspector
        inspector.setGeometry(self._body.width() - inspector.width(), 0, inspector.width(), self._body.height())
        inspector.raise_()
        self._notices.raise_()  # what it says can be pressed and closed there
        self._review.card.raise_()

    def open_tab(self, title: str) -> None:
        """Show one tab of the inspector and give it the keyboard; where it is a drawer, the same tab again closes it."""
        inspector = self._review.inspector
        if self.is_narrow and inspector.isVisible() and inspector.current == title:
            self.toggle_inspector()
            self._review.editor.working.setFocus()
            return
        inspector.open_tab(title)
        if not inspector.isVisible():
            self.toggle_inspector()
        inspector.take_keys()

    def toggle_inspector(self) -> None:
        inspector = self._review.inspector
        if self.is_narrow:
            inspector.setVisible(not inspector.isVisible())
            if inspector.isVisible():
                self._place_drawer()
        else:
            self._wants_inspector = not inspector.isVisible()
            self.fold()

    def toggle_library(self) -> None:
        if self.is_narrow:
            self._library.fold(not self._library.is_folded)
        else:
            self._wants_library = not self._wants_library
            self.fold()

    def unfold_library(self) -> None:
        self._library.fold(False)
        self._library.pieces.view.setFocus()

    def find(self) -> None:
        """Open the find bar; a drawer would lie over its buttons."""
        if self.is_narrow:
            self._review.inspector.hide()
        self._review.editor.finder.open_bar()

    def search(self) -> None:
        """Give the keyboard to the field that searches the library."""
        if self._library.is_folded:
            self._library.fold(False)
        self._library.search.setFocus()
        self._library.search.selectAll()

    def remember(self) -> None:
        """Keep what somebody wants to see for the next time."""
        self._settings.set_flag("library", self._wants_library)
        self._settings.set_flag("inspector", self._wants_inspector)
