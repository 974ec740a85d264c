"""The filter of the library: one small button beside the search, with a menu of channels, brands, people and due times."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from studio.app.board import Due, Sieve
from studio.core.piece import Channel, Piece
from studio.ui.theme import Theme

_DUE = {Due.ANY: "Whenever", Due.OVERDUE: "Overdue", Due.TODAY: "Due today", Due.WEEK: "Due within a week"}


class LibraryFilter(QToolButton):
    """Says in its name what is filtered out. `narrowed` tells that the choice is another one."""

    narrowed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sieve = Sieve()
        self._pieces: Sequence[Piece] = ()
        self.setProperty("role", "flat")
        self.setAccessibleName("Filter the pieces")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self.fill(menu))
        self.setMenu(menu)
        self._show()

    def put_icon(self, theme: Theme) -> None:
        self.setIcon(theme.icon("funnel"))

    def offer(self, pieces: Sequence[Piece]) -> None:
        """From these pieces brands and people are chosen. A choice that none of them has any more is given up."""
        self._pieces = pieces
        brands, people = self._brands(), self._people()
        kept = replace(
            self.sieve,
            brand=self.sieve.brand if self.sieve.brand in brands else "",
            person=self.sieve.person if self.sieve.person in people else "",
        )
        if kept != self.sieve:
            self.sieve = kept
            self._show()

    def fill(self, menu: QMenu) -> None:
        """The menu as it is now."""
        menu.clear()
        channels = [(channel.value.capitalize(), channel) for channel in Channel]
        self._choice(menu, "Channel", "Every channel", channels, "channel", None)
        if brands := self._brands():
            self._choice(menu, "Brand", "Every brand", [(name, name) for name in brands], "brand", "")
        if people := self._people():
            self._choice(menu, "Person", "Everybody", [(name, name) for name in people], "person", "")
        self._choice(menu, "Due", _DUE[Due.ANY], [(_DUE[due], due) for due in Due if due], "due", Due.ANY)
        menu.addSeparator()
        everything = menu.addAction("Show everything")
        everything.setEnabled(not self.sieve.is_open)
        everything.triggered.connect(lambda: self.choose())

    def choose(self, **what: Any) -> None:
        """Let through only what has these; without any, everything."""
        self.sieve = replace(self.sieve, **what) if what else Sieve()
        self._show()
        self.narrowed.emit()

    def _choice(
        self, menu: QMenu, title: str, every: str, choices: Sequence[tuple[str, object]], field: str, none: object
    ) -> None:
        inner = menu.addMenu(title)
        group = QActionGroup(inner)
        for name, value in ((every, none), *choices):
            action = inner.addAction(name)
            action.setCheckable(True)
            action.setChecked(getattr(self.sieve, field) == value)
            group.addAction(action)
            action.triggered.connect(self._chooser(field, value))

    def _chooser(self, field: str, value: object) -> Callable[..., None]:
        return lambda _checked=False: self.choose(**{field: value})

    def _show(self) -> None:
        sieve = self.sieve
        channel = sieve.channel.value.capitalize() if sieve.channel else ""
        due = _DUE[sieve.due] if sieve.due else ""
        self.said = ", ".join(filter(None, (channel, sieve.brand, sieve.person, due)))
        self.setToolTip(
            f"Only {self.said}. Choose again, or show everything." if self.said else "Filter by channel, brand, person or due"
        )

    def _brands(self) -> list[str]:
        return sorted({piece.brand for piece in self._pieces if piece.brand}, key=str.casefold)

    def _people(self) -> list[str]:
        names = {name for piece in self._pieces for name in (piece.assignee, piece.accountable, piece.last_editor) if name}
        return sorted(names, key=str.casefold)
