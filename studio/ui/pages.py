"""The whole pages of the window: the desk, and whatever stands in its place for a while."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from studio.ui.theme import Theme


@runtime_checkable
class Themed(Protocol):
    """A page that draws something in colours of its own."""

    def set_theme(self, theme: Theme) -> None: ...


class Pages(QStackedWidget):
    """One page is to be seen at a time. The desk is the page without a name; the others are opened by name and closed again.

    Args:
        desk: the desk.
        ground: the part of it that notices lie over.

    `turned` carries the name of the page that is current now, empty for the desk, and comes only where it is another one.
    """

    turned = Signal(str)

    def __init__(self, desk: QWidget, ground: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, QWidget] = {}
        self._grounds: dict[str, Callable[[], QWidget]] = {}
        self._instead: QWidget | None = None
        self._current = ""
        self.add("", desk, lambda: ground)

    def add(self, name: str, page: QWidget, ground: Callable[[], QWidget] | None = None) -> None:
        """Make a page known.

        Args:
            ground: says which part notices lie over now; all of it where nobody says.
        """
        self._pages[name] = page
        self._grounds[name] = ground or (lambda: page)
        self.addWidget(page)

    def add_instead(self, page: QWidget) -> None:
        """Make a page known that is shown by `stand` alone: the welcome, say, when there is no desk at all."""
        self.addWidget(page)

    @property
    def current(self) -> str:
        """Name of the page that stands in the place of the desk; empty for the desk itself."""
        return self._current

    @property
    def is_at_desk(self) -> bool:
        """Whether the desk itself is to be seen."""
        return not self._current and self._instead is None

    @property
    def ground(self) -> QWidget:
        """What notices lie over now."""
        return self._instead or self._grounds[self._current]()

    def open(self, name: str) -> None:
        """Show a page in the place of the desk, and of any other page.

        Raises:
            KeyError: no page is known by that name, which is a bug.
        """
        page = self._pages[name]
        is_new, self._current = name != self._current, name
        if self._instead is None:
            self.setCurrentWidget(page)
        if is_new:
            self.turned.emit(name)

    def close_page(self, name: str = "") -> bool:
        """Back to the desk.

        Args:
            name: only where that page is the current one; whichever it is where no name is given.
        Returns:
            Whether a page was closed.
        """
        if not self._current or (name and name != self._current):
            return False
        self.open("")
        return True

    def set_theme(self, theme: Theme) -> None:
        """Light or dark from now on, on every page that asks for it."""
        for page in self._pages.values():
            if isinstance(page, Themed):
                page.set_theme(theme)

    def stand(self, instead: QWidget | None) -> None:
        """Show `instead` whatever the current page is, until it is None: nothing is open, or it cannot be read."""
        self._instead = instead
        self.setCurrentWidget(instead or self._pages[self._current])
