"""The line at the top: which piece this is, how it stands, and the three keys one uses all day."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from studio.core.piece import Piece, Stage
from studio.core.times import day
from studio.ui.theme import GAP, SMALL, WIDE, Theme
from studio.ui.times import day_and_time
from studio.ui.widgets import Elided, button, label, restyle, row

_PILLS = {
    Stage.DRAFTING: "pill-blue",
    Stage.IN_REVIEW: "pill-blue",
    Stage.CHANGES_REQUESTED: "pill-warning",
    Stage.APPROVED: "pill-ok",
    Stage.PUBLISHED: "pill-ok",
    Stage.ON_HOLD: "pill-warning",
    Stage.WITHDRAWN: "pill",
}


class Logo(QWidget):
    """A pencil stroke on blue: the program's mark, drawn, so that it is sharp at every size."""

    def __init__(self, theme: Theme, size: int = 15) -> None:
        super().__init__()
        self.theme = theme
        self.setFixedSize(QSize(size, size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.tokens.color("blue"))
        side = self.width()
        painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.24, side * 0.24)
        painter.setPen(Qt.PenStyle.SolidLine)
        pen = painter.pen()
        pen.setColor(self.theme.tokens.color("on_blue"))
        pen.setWidthF(side * 0.13)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(int(side * 0.3), int(side * 0.7), int(side * 0.7), int(side * 0.3))


class KeyButton(QPushButton):
    """A button that teaches its key: the text, then the key in a small frame."""

    def __init__(self, text: str, key: str, on_press: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({key})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._label = label(text)
        self._key = label(key, "pill")
        for part in (self._label, self._key):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._inner = row(self._label, self._key, margin=(GAP, 0, SMALL, 0), gap=SMALL)
        self.setLayout(self._inner)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_press())

    def sizeHint(self) -> QSize:
        return QSize(self._inner.sizeHint().width() + 2, 32)

    def set_short(self, is_short: bool) -> None:
        """Without its key, where room is scarce."""
        self._key.setVisible(not is_short)
        self._inner.setContentsMargins(GAP, 0, GAP if is_short else SMALL, 0)
        self.updateGeometry()


class TopBar(QWidget):
    """Where one is: brand, title, channel, stage, with whom and until when."""

    def __init__(self, theme: Theme, menu: QMenu, acts: dict[str, Callable[[], object]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(46)
        self.menu = QToolButton()
        self.menu.setProperty("role", "flat")
        self.menu.setMenu(menu)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu.setToolTip("Menu (F10)")
        self.menu.setAccessibleName("Menu")
        self._logo = Logo(theme)
        self._brand = label("Blue Pencil", "strong")
        self._slash = label("/", "muted")
        self._title = Elided("strong", least=260)
        self._channel = label("", "pill")
        self._stage = label("", "pill-blue")
        self._where = Elided("muted")
        self.waiting = button("", acts["dashboard"], "link", "What waits on the dashboard (Ctrl+Alt+D)")
        self.waiting.hide()
        self.person = button("", acts["person"], "link", "Who sits at the desk; click to change")
        self.keys = [
            KeyButton("Previous", "⇧F8", acts["previous_flag"]),
            KeyButton("Next flag", "F8", acts["next_flag"]),
            KeyButton("Commands", "Ctrl K", acts["palette"]),
        ]
        self.inspector = QToolButton()
        self.inspector.setProperty("role", "flat")
        self.inspector.setToolTip("Show or hide the inspector (Ctrl+I)")
        self.inspector.setAccessibleName("Inspector")
        self.inspector.clicked.connect(lambda: acts["inspector"]())
        bar = row(
            self.menu,
            self._logo,
            self._brand,
            self._slash,
            self._title,
            self._channel,
            self._stage,
            self._where,
            1,
            self.waiting,
            self.person,
            *self.keys,
            self.inspector,
            margin=(SMALL, 0, WIDE, 0),
            gap=SMALL,
        )
        for part in (self._channel, self._stage):
            part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setLayout(bar)
        self.show_piece(None, "", "")

    def set_theme(self, theme: Theme) -> None:
        self._logo.theme = theme
        self._logo.update()

    def put_icons(self, theme: Theme) -> None:
        self.menu.setIcon(theme.icon("list"))
        self.inspector.setIcon(theme.icon("columns"))

    def show_waiting(self, count: int) -> None:
        """How many alerts, overdue audits and proposals wait; nothing where none does."""
        self.waiting.setText(f"To look at: {count}")
        self.waiting.setVisible(count > 0)

    def show_piece(self, piece: Piece | None, brand: str, person: str, note: str = "") -> None:
        """Show where one is; None shows the program's name alone. `note` is what was said on handing the piece on."""
        self._brand.setText(brand or "Blue Pencil")
        self.person.setText(person)
        self.person.setVisible(bool(person))
        for part in (self._slash, self._title, self._channel, self._stage, self._where, *self.keys[:2]):
            part.setVisible(piece is not None)
        if piece is None:
            return
        self._title.set_whole(piece.title)
        self._channel.setText(piece.channel.value.capitalize())
        self._stage.setText(piece.stage.label)
        restyle(self._stage, _PILLS[piece.stage])
        parts = []
        if piece.assignee and piece.stage not in (Stage.PUBLISHED, Stage.WITHDRAWN):
            parts.append(f"with {piece.assignee}")
        if piece.stage is Stage.ON_HOLD and piece.held_until:
            parts.append(f"until {day(piece.held_until)}")
        if piece.due and piece.stage is Stage.IN_REVIEW:
            parts.append(f"due {day_and_time(piece.due)}")
        told = {Stage.CHANGES_REQUESTED: piece.note, Stage.IN_REVIEW: note, Stage.ON_HOLD: piece.held_why}
        said = told.get(piece.stage, "")
        if said:
            parts.append(f"“{said}”")
        self._where.set_whole(" · ".join(parts))

    def fold(self, is_narrow: bool) -> None:
        """Give the title the room where there is little."""
        for key in self.keys:
            key.set_short(is_narrow)
        self._brand.setVisible(not is_narrow or self._title.isHidden())
        self._slash.setVisible(not is_narrow and not self._title.isHidden())
        self.inspector.setVisible(is_narrow and not self._title.isHidden())
