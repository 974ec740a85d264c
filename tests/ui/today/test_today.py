"""Today in the real window, by keys; what is said at the door; and what is late going up while the window is open."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from studio.app import commenting, library
from studio.app.library_files import Entry, EntryKind
from studio.app.workspace import Workspace
from studio.core.judgement import Trigger
from studio.core.times import stamp
from studio.ui.acts.today import TELLS
from studio.ui.library.sheet import LibrarySheet
from studio.ui.today.page import ItemLine

Key = Qt.Key
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def late(house):
    """The piece was handed to Erin a week ago, and its time is over."""
    with Workspace.open(house, now=lambda: datetime.now(UTC) - timedelta(days=7)) as workspace:
        (piece,) = workspace.pieces()
        session = workspace.session(piece.id, workspace.person("Wren"))
        commenting.comment(session, "@Tomasz is this ours?") if _has(workspace, "Tomasz") else None
        session.submit("Erin", stamp(datetime.now(UTC) - timedelta(days=3), "minutes"))
    return house


def _has(workspace, name: str) -> bool:
    return name in {person.name for person in workspace.policy.persons}


@pytest.fixture
def erin(late, desk):
    desk.window.acts.sit_down(desk.window.acts.workspace.person("Erin"))
    desk.settle()
    return desk


def page(desk):
    return desk.window.today.page


def told(desk) -> list[str]:
    return [each.text() for each in page(desk).findChildren(QLabel) if each.isVisible() and each.text()]


def test_the_keys_open_today_and_return_leads_to_the_place(erin):
    erin.press(Key.Key_T, CTRL_ALT)
    assert erin.window.pages.current == "today"
    focused = QApplication.focusWidget()
    assert isinstance(focused, ItemLine)
    assert focused.accessibleName().startswith("Overdue: Autumn teas 🍵. Wren asks for your review")
    erin.press(Key.Key_Return)
    assert erin.window.pages.current == ""
    assert erin.window.review.inspector.current == "Handoff"


def test_escape_gives_the_desk_back_as_it_was(erin):
    erin.do("today")
    erin.press(Key.Key_Escape)
    assert erin.window.pages.current == ""
    assert erin.window.review.editor.working.hasFocus()


def test_a_person_for_whom_nothing_waits_is_told_so_kindly(desk):
    desk.window.acts.sit_down(desk.window.acts.workspace.person("Erin"))
    desk.settle()
    desk.do("today")
    assert any(each.startswith("Nothing waits for you.") for each in told(desk))


def test_somebody_else_who_sits_down_sees_what_is_theirs(erin):
    erin.do("today")
    assert "Today for Erin" in told(erin)
    erin.window.acts.sit_down(erin.window.acts.workspace.person("Wren"))
    erin.bot.waitUntil(lambda: "Today for Wren" in told(erin), timeout=20_000)
    assert not any(each.startswith("Overdue") for each in told(erin))


def test_at_the_door_it_says_how_much_waits_and_what_is_late_has_gone_up_once(late, erin):
    window = erin.window
    window.notices.clear()
    window.today.look()
    erin.bot.waitUntil(lambda: erin.notice == "1 waits for you and is overdue.", timeout=60_000)
    (one,) = window.acts.workspace.history.judged.escalations()
    assert (one.trigger, one.by.name) == (Trigger.OVERDUE, "Due times")
    window.today.look()
    erin.bot.waitUntil(lambda: not window.background.is_busy, timeout=60_000)
    assert len(window.acts.workspace.history.judged.escalations()) == 1


def test_only_what_is_new_is_told_later_and_in_the_window_where_there_is_no_tray(erin):
    window = erin.window
    window.today.look()
    erin.bot.waitUntil(lambda: not window.background.is_busy, timeout=60_000)
    window.notices.clear()
    window.today.look()
    erin.bot.waitUntil(lambda: not window.background.is_busy, timeout=60_000)
    assert erin.notice == ""
    with Workspace.open(erin.root) as beside:
        (piece,) = beside.pieces()
        commenting.comment(beside.session(piece.id, beside.person("Wren")), "@Erin is it warm enough?")
    window.today.look()
    erin.bot.waitUntil(lambda: "is it warm enough?" in erin.notice, timeout=60_000)


def test_telling_outside_the_window_can_be_switched_off_and_stays_off(erin):
    erin.do("today")
    assert erin.window.settings.flag(TELLS)
    page(erin).tells.click()
    assert not erin.window.settings.flag(TELLS)


def test_the_dashboard_s_list_leads_to_today(erin):
    erin.do("dashboard")
    view = erin.window.dashboard.page.figures
    erin.bot.waitUntil(lambda: any(line.need.where == "Today" for line in view.needs.lines), timeout=60_000)
    line = next(line for line in view.needs.lines if line.need.where == "Today")
    assert line.need.title == "1 waits for you and is overdue"
    line.click()
    assert erin.window.pages.current == "today"


@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)], ids=["wide", "narrow"])
def test_every_line_fits(erin, size):
    erin.resize(*size)
    erin.do("today")
    for line in page(erin).lines:
        assert line.width() <= page(erin).width()
        for each in line.findChildren(QLabel):
            assert each.height() >= each.fontMetrics().height()


def test_a_consent_that_runs_out_leads_to_the_library(desk):
    workspace = desk.window.acts.workspace
    editor = workspace.person("Erin")
    brand, until = workspace.pieces()[0].brand, (datetime.now(UTC) + timedelta(days=5)).date().isoformat()
    consent = {"who": "Marion Hale", "given": "2026-03-02", "scope": "her name", "until": until}
    story = Entry(EntryKind.STORY, "The umbrella", "She left it here.", brand, source="At the counter", **consent)
    library.save(workspace, editor, story)
    desk.window.acts.sit_down(editor)
    desk.settle()
    desk.do("today")
    assert any(each.startswith("Consents that run out") for each in told(desk))
    desk.press(Key.Key_Return)
    assert isinstance(desk.window.shell.sheet, LibrarySheet)
    desk.window.shell.sheet.reject()
