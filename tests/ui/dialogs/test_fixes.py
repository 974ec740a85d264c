"""The round of safe fixes in the window: seen before it happens, one step of undo, each fix in the history by itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from studio.core.events import EventType

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def opened(desk):
    desk.window._handlers["fix_all"]()
    return desk.window.shell.sheet


def test_all_safe_fixes_are_shown_made_in_one_step_and_recorded_one_by_one(desk):
    before = desk.text
    sheet = opened(desk)
    fixes = sheet.findChild(QListWidget)
    shown = [fixes.item(number).text().split("\n")[0] for number in range(fixes.count())]
    assert "“in order to”  →  “to”" in shown
    ticked = [n for n in range(fixes.count()) if fixes.item(n).checkState() is Qt.CheckState.Checked]
    assert len(ticked) >= 2
    assert sheet.yes.text() == f"Apply {len(ticked)} fixes"
    sheet.yes.click()
    assert "in order to" not in desk.text
    assert f"{len(ticked)} fixes made" in desk.notice
    desk.session.flush()
    (event,) = desk.window.acts.workspace.history.events(desk.session.piece.id, [EventType.EDITED])
    rows = event.payload["edits"]
    assert len(rows) == len(ticked)
    assert {row[3] for row in rows} == {"fix"}
    assert "Plain.Wordy" in {row[4] for row in rows}
    desk.window._handlers["undo"]()
    assert desk.text == before


def test_a_fix_that_is_not_ticked_is_not_made(desk):
    sheet = opened(desk)
    fixes = sheet.findChild(QListWidget)
    for number in range(fixes.count()):
        item = fixes.item(number)
        item.setCheckState(Qt.CheckState.Checked if item.text().startswith("“in order to”") else Qt.CheckState.Unchecked)
    before = desk.text
    sheet.yes.click()
    assert desk.text == before.replace("in order to", "to")


def test_nothing_ticked_is_said_in_place(desk):
    sheet = opened(desk)
    fixes = sheet.findChild(QListWidget)
    for number in range(fixes.count()):
        fixes.item(number).setCheckState(Qt.CheckState.Unchecked)
    sheet.yes.click()
    assert sheet.isVisible()
    assert "No fix is ticked" in sheet._problem.text()
