"""The sheet that asks which report, of what, from when to when, and as what kind of file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from studio.core.errors import BadInput
from studio.core.piece import Channel
from studio.core.reach import EVERYTHING, Reach
from studio.reports.period import check
from studio.reports.report import Kind
from studio.ui.dialogs.sheets import Sheet
from studio.ui.theme import GAP, Theme
from studio.ui.widgets import column, label, row

_OPEN_ENDED = "such as 2026-11-01"


@dataclass(frozen=True)
class Asked:
    """What somebody wants of a report.

    Attributes:
        kind, format: their names, see `studio.reports`.
        redacted: without personal data, for outsiders.
    """

    kind: str
    format: str
    reach: Reach = EVERYTHING
    redacted: bool = False


def report_sheet(
    theme: Theme,
    parent: QWidget,
    kinds: Sequence[Kind],
    formats: Sequence[str],
    piece: tuple[str, str],
    brands: Sequence[str],
    act: Callable[[Asked], object],
    chosen: Reach = EVERYTHING,
    people: Sequence[str] = (),
) -> Sheet:
    """Choose a report. `act(asked)`; days that are none are refused in place, and it is not called.

    Args:
        kinds, formats: to choose from, the usual one first.
        piece: id and title of the one on the desk, both empty where there is none.
        brands: to choose from; nothing is asked where there is but one.
        chosen: what somebody looks at already; it is offered first, with its days.
        people: whose pieces it may be about.
    """
    explanation = "Made for somebody who was not there. It prints the head of the history’s chain, by which a later change shows."
    sheet = Sheet(theme, "Report", explanation, parent)
    kind, reach, form = QComboBox(), QComboBox(), QComboBox()
    about = label("", "small", wrap=True)
    for each in kinds:
        kind.addItem(each.title, each)

    def tell() -> None:
        about.setText(kind.currentData().about)

    kind.currentIndexChanged.connect(tell)
    tell()
    id, title = piece
    if chosen != EVERYTHING:
        reach.addItem(f"What is shown: {_said(chosen)}", ("", chosen.brand))
    if id:
        reach.addItem(f"This piece: {title or id}", (id, ""))
    if len(brands) > 1:
        for name in brands:
            reach.addItem(f"Brand: {name}", ("", name))
    reach.addItem("Every piece of the workspace", ("", ""))
    for name in formats:
        form.addItem(name.upper(), name)
    since, until = _day("First day"), _day("Last day")
    since.setText(chosen.since)
    until.setText(chosen.until)
    sheet.ask("Kind", kind)
    sheet.fields.addWidget(about)
    sheet.ask("About", reach)
    person, channel = _people(people, chosen.person), _channels(chosen.channel)
    narrower = QWidget()
    narrower.setLayout(
        row(_named("Whose (answers for it, has it, edited or approved it)", person), _named("Channel", channel), gap=GAP)
    )
    sheet.fields.addWidget(narrower)
    reach.currentIndexChanged.connect(lambda _: narrower.setEnabled(not reach.currentData()[0]))
    narrower.setEnabled(not reach.currentData()[0])
    days = QWidget()
    days.setLayout(row(_named("First day (may stay empty)", since), _named("Last day (may stay empty)", until), gap=GAP))
    sheet.fields.addWidget(days)
    sheet.ask("As", form)
    redacted = QCheckBox("For outsiders: without names, addresses and numbers of people")
    redacted.setToolTip("People of the house are called by their role, and a placeholder such as [email 1] stands for the rest.")
    sheet.fields.addWidget(redacted)

    def press() -> None:
        first, last = since.text().strip(), until.text().strip()
        _refuse(since, (first, ""))
        _refuse(until, ("", last))
        _refuse(until, (first, last))
        id, brand = reach.currentData()
        is_shown = chosen != EVERYTHING and reach.currentIndex() == 0
        asked = replace(chosen if is_shown else Reach(id, brand), since=first, until=last)
        if not id:
            asked = replace(asked, person=str(person.currentData()), channel=channel.currentData())
        act(Asked(kind.currentData().name, str(form.currentData()), asked, redacted.isChecked()))

    sheet.answer("Choose a place…", press)
    return sheet


def _people(names: Sequence[str], chosen: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName("Whose pieces")
    made.addItem("Anybody", "")
    for name in dict.fromkeys((*names, *filter(None, [chosen]))):
        made.addItem(name, name)
    made.setCurrentIndex(made.findText(chosen) if chosen else 0)
    return made


def _channels(chosen: Channel | None) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName("Channel")
    made.addItem("Every channel", None)
    for each in Channel:
        made.addItem(each.value.capitalize(), each)
    made.setCurrentIndex(list(Channel).index(chosen) + 1 if chosen else 0)
    return made


def _said(chosen: Reach) -> str:
    """Whose and what pieces, for a choice."""
    channel = chosen.channel.value if chosen.channel else ""
    return ", ".join(filter(None, (chosen.brand, channel, chosen.person))) or "every piece"


def _day(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(_OPEN_ENDED)
    field.setAccessibleName(name)
    return field


def _named(name: str, field: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(label(name, "muted"), field))
    return made


def _refuse(field: QLineEdit, period: tuple[str, str]) -> None:
    """Go to the field whose day is to blame.

    Raises:
        BadInput: the period is none.
    """
    try:
        check(period)
    except BadInput:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()
        raise
