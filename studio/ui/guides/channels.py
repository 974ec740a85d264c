"""Small grids: a rule, or a guide, on every channel, and who says so."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QWidget

from studio.app.guiding.rows import GuideState, RuleState
from studio.core.piece import Channel
from studio.ui.guides.words import LEVELS, channel_said
from studio.ui.theme import GAP, SMALL
from studio.ui.widgets import CalmCombo, label

CHANNELS: tuple[Channel | None, ...] = (None, *Channel)
INHERIT, ON, OFF = "inherit", "on", "off"
_CHOICES = ((INHERIT, ""), (ON, "On"), (OFF, "Off"), *LEVELS)


class RuleGrid(QWidget):
    """On, off and level of one rule for each channel.

    Args:
        change: `change(channel, state)` with None for every channel; state is `on`, `off`, a level or `inherit`.
    """

    def __init__(self, change: Callable[[Channel | None, str], object]) -> None:
        super().__init__()
        self.combos: dict[Channel | None, QComboBox] = {}
        self.wheres: dict[Channel | None, QLabel] = {}
        self._states: Mapping[Channel | None, RuleState] = {}
        self._change = change
        grid = _grid(self)
        for number, channel in enumerate(CHANNELS):
            name = label(channel_said(channel), "strong" if channel is None else "")
            combo = CalmCombo()
            combo.setAccessibleName(f"{channel_said(channel)}: on, off or level")
            combo.setMinimumWidth(250)
            for value, text in _CHOICES:
                combo.addItem(text, value)
            combo.activated.connect(partial(self._on_choice, channel))
            where = label("", "small", wrap=True)
            self.combos[channel], self.wheres[channel] = combo, where
            for column, part in enumerate((name, combo, where)):
                grid.addWidget(part, number, column)

    def show_states(self, states: Mapping[Channel | None, RuleState], can_change: bool = True) -> None:
        self._states = states
        for channel, combo in self.combos.items():
            state = states.get(channel)
            combo.setEnabled(can_change and state is not None)
            if state is None:
                continue
            combo.setItemText(0, self._inherited(channel, state))
            combo.setCurrentIndex(max(0, combo.findData(state.said or INHERIT)))
            combo.setToolTip(state.why)
            self.wheres[channel].setText(_where(channel, state))
            self.wheres[channel].setToolTip(state.why)

    def wait(self) -> None:
        """Another rule is being looked at: nothing is known of it yet."""
        for channel, combo in self.combos.items():
            combo.setItemText(0, "…")
            combo.setCurrentIndex(0)
            combo.setEnabled(False)
            self.wheres[channel].setText("")

    def _inherited(self, channel: Channel | None, state: RuleState) -> str:
        """What inheriting means here, and what it gives."""
        above = state if state.inherits or channel is None else self._states.get(None, state)
        gives = above.level.value if above.is_on else "off"
        if channel is None:
            return f"As the guides say: {gives}" if state.inherits else "As the guides say"
        return (
            f"As every channel: {gives}"
            if not state.inherits or above.is_on == self._everywhere_on
            else f"As its guides: {gives}"
        )

    @property
    def _everywhere_on(self) -> bool:
        state = self._states.get(None)
        return state.is_on if state else False

    def _on_choice(self, channel: Channel | None, index: int) -> None:
        wanted = str(self.combos[channel].itemData(index))
        state = self._states.get(channel)
        if state and wanted != (state.said or INHERIT):
            self._change(channel, wanted)


class GuideGrid(QWidget):
    """Whether a guide is in force, for each channel. `change(channel, is_on)`."""

    def __init__(self, change: Callable[[Channel | None, bool], object]) -> None:
        super().__init__()
        self.boxes: dict[Channel | None, QCheckBox] = {}
        self.wheres: dict[Channel | None, QLabel] = {}
        grid = _grid(self)
        for number, channel in enumerate(CHANNELS):
            box = QCheckBox(channel_said(channel))
            box.setMinimumWidth(160)
            box.clicked.connect(lambda is_on, c=channel: change(c, is_on))
            where = label("", "small", wrap=True)
            self.boxes[channel], self.wheres[channel] = box, where
            grid.addWidget(box, number, 0)
            grid.addWidget(where, number, 1)
        grid.setColumnStretch(2, 0)
        grid.setColumnStretch(1, 1)

    def show_states(self, states: Mapping[Channel | None, GuideState], can_change: bool = True) -> None:
        for channel, box in self.boxes.items():
            state = states.get(channel)
            box.setEnabled(can_change and state is not None)
            box.setChecked(bool(state and state.is_on))
            said = ""
            if state:
                own = channel is None or state.said
                said = state.where if own else "as every channel"
                if own and channel is not None:
                    said = f"its own list: {said}" if said else "its own list"
            self.wheres[channel].setText(said)


def _grid(owner: QWidget) -> QGridLayout:
    grid = QGridLayout(owner)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GAP)
    grid.setVerticalSpacing(SMALL)
    grid.setColumnMinimumWidth(0, 110)
    grid.setColumnStretch(2, 1)
    grid.setAlignment(Qt.AlignmentFlag.AlignTop)
    return grid


def _where(channel: Channel | None, state: RuleState) -> str:
    """Who says so, short: the place of on or off, and that of the level where it is another."""
    if channel is not None and state.inherits:
        return "inherited" + (f" · {state.where}" if state.where else "")
    parts = [state.where] if state.where else []
    if state.is_on and state.level_where and state.level_where != state.where:
        parts.append(f"level: {state.level_where}")
    return " · ".join(parts) or "nothing said"
