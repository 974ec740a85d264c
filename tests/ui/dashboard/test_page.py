"""The dashboard in the real window: figures that agree with the report, pieces behind them, and decisions that stand."""

import json
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio import reports
from studio.app.export import make_report
from studio.app.learning import Learning
from studio.app.noting import notes
from studio.app.replacements import ProposalKind
from studio.app.workspace import Workspace
from studio.core.events import EventType
from studio.core.piece import Channel
from studio.core.reach import Reach
from studio.reports.measured import BY_ID, said, within
from studio.ui.application import settle
from studio.ui.dashboard.filters import days_of
from studio.ui.dashboard.rows import Need, Subject


@pytest.fixture
def window(empty_window):
    return empty_window


def workspace(window):
    assert window.acts.workspace
    return window.acts.workspace


def titles(panel) -> list[str]:
    return [row.title for row in panel.pieces.model.rows]


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    QApplication.processEvents()


# ------------------------------------------------------------ figures


def test_the_page_and_the_report_agree_to_the_digit(window, page, read):
    settle(window)  # what the checks find in the piece on the desk is a figure too
    window.dashboard.open()
    read()
    reach = page.filters.reach
    report = make_report(workspace(window), "kpi", workspace(window).person("Erin"), reach)
    record = json.loads(reports.write(report, "json"))
    for tile in page.figures.tiles:
        assert tile.figure
        told = record["figures"][tile.figure.key]
        assert tile.value.text() == said(told["value"], BY_ID[tile.figure.key].unit), tile.figure.key
    assert [tile.value.text() for tile in page.figures.tiles if tile.figure.key == "first_pass"] == ["75%"]
    weeks = {week["from"]: week["figures"] for week in record["weeks"]}
    chart = page.figures.tile("first_pass").figure.chart
    first = date.fromisoformat(reach.since)
    mondays = [(first + timedelta(weeks=number)).isoformat() for number in range(len(chart.labels))]
    shown = dict(zip(mondays, chart.series[0].values, strict=True))
    told = {monday: week["first_pass"]["value"] for monday, week in weeks.items()}
    assert {monday: value for monday, value in shown.items() if value is not None} == {
        monday: value for monday, value in told.items() if value is not None
    }


def test_a_figure_lists_the_pieces_behind_it_and_return_opens_one_at_the_desk(window, page):
    page.figures.tile("first_pass").value.click()
    panel = page.figures.behind
    assert titles(panel) == ["Hasty letter", "Third letter", "Second letter", "First letter"]
    assert panel.pieces.view.hasFocus()
    panel.pieces.select(panel.subject.pieces[-1].piece)
    press(Qt.Key.Key_Return)
    assert not window.dashboard.is_shown
    assert window.review.session.piece.title == "First letter"


def test_a_week_is_reached_by_arrow_keys_and_by_a_click_and_lists_its_pieces_alone(page):
    tile = page.figures.tile("returns")
    tile.chart.setFocus(Qt.FocusReason.TabFocusReason)
    week = next(number for number, each in enumerate(tile.figure.behind) if each)
    press(Qt.Key.Key_Home)
    for _ in range(week):
        press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    assert titles(page.figures.behind) == ["First letter"]
    assert "sent back 1 time" in page.figures.behind.pieces.model.rows[0].detail
    chart = page.figures.tile("first_pass").chart
    last = max(number for number, each in enumerate(page.figures.tile("first_pass").figure.behind) if each)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.center_of(last).toPoint())
    assert titles(page.figures.behind) == ["Hasty letter"]


def test_filters_leave_the_pieces_out_and_stay_when_one_comes_back(window, page, read):
    filters = page.filters
    filters.channel.setCurrentIndex(filters.channel.findData(Channel.BLOG.value))
    filters.channel.activated.emit(filters.channel.currentIndex())
    read()
    assert page.figures.tile("first_pass").value.text() == "not recorded"
    assert not page.figures.tile("first_pass").chart.isVisibleTo(page)
    assert "Choose a longer period" in page.figures.nothing.text()
    assert not page.figures.nothing.isHidden()
    page.left.emit()
    window.actions_by_id["dashboard"].trigger()
    read()
    assert filters.reach.channel is Channel.BLOG
    filters.channel.setCurrentIndex(0)
    filters.period.setCurrentIndex(filters.period.findData("4"))
    filters.period.activated.emit(filters.period.currentIndex())
    read()
    tally = workspace(window).history.tally()
    wanted = BY_ID["first_pass"].of(within(tally, filters.reach.period)).value
    assert page.figures.tile("first_pass").value.text() == said(wanted, "%")
    assert len(page.figures.tile("late").figure.chart.labels) == 4


def test_days_of_ones_own_are_asked_for_and_counted(page, read):
    filters = page.filters
    assert filters.since.isHidden()
    filters.period.setCurrentIndex(filters.period.findData("own"))
    filters.period.activated.emit(filters.period.currentIndex())
    assert filters.since.isVisible()
    filters.since.setDate(filters.until.date())
    read()
    assert filters.reach.since == filters.reach.until == date.today().isoformat()
    assert len(page.figures.tile("late").figure.chart.labels) == 1


@pytest.mark.parametrize(
    ("period", "first"), [("4", date(2026, 11, 9)), ("12", date(2026, 9, 14)), ("quarter", date(2026, 10, 1))]
)
def test_a_period_ends_today_and_begins_on_a_monday_or_with_the_quarter(period, first):
    assert days_of(period, date(2026, 12, 2)) == (first, date(2026, 12, 2))


# ------------------------------------------------------------ what needs the owner


def test_what_waits_stands_first_and_shows_its_pieces(page):
    needs = {line.need.title: line for line in page.figures.needs.lines}
    assert "Audit: Performance" in needs
    alert = next(line for title, line in needs.items() if "Hasty letter" in title)
    alert.click()
    panel = page.figures.behind
    assert titles(panel) == ["Hasty letter"]
    assert "no word of the AI original was changed" in panel.said.text()


def test_what_people_make_of_an_alert_stands_in_the_history_and_on_the_page(window, page):
    next(line for line in page.figures.needs.lines if "Hasty letter" in line.need.title).click()
    panel = page.figures.behind
    panel.field.setPlainText("It was Friday. I read it on Saturday.")
    panel.field.setFocus()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (note,) = notes(workspace(window))
    assert (note.text, note.who, note.about) == ("It was Friday. I read it on Saturday.", "Erin", "alert: rubber_stamp")
    assert panel.field.toPlainText() == ""
    assert panel.notes_shown == ["It was Friday. I read it on Saturday."]
    page.figures.tile("late").value.click()
    assert panel.notes_shown == []


def test_an_empty_note_is_refused_in_words_and_writes_nothing(window, page):
    page.figures.tile("late").value.click()
    page.figures.behind.keep.click()
    assert "The note is empty" in window.notices.text.text()
    assert workspace(window).history.events(types=[EventType.FIGURES_NOTED]) == []


def test_a_note_half_written_is_not_carried_over_to_another_figure(page):
    panel = page.figures.behind
    panel.show_subject(Subject("late", "Overdue", ""))
    panel.field.setPlainText("half")
    panel.show_subject(Subject("late", "Overdue, counted anew", ""))
    assert panel.field.toPlainText() == "half"
    panel.show_subject(Subject("depth", "Edit depth", ""))
    assert panel.field.toPlainText() == ""
    panel.show_subject(Subject("late", "Overdue", ""))
    assert panel.field.toPlainText() == "half", "it waits where it was begun"


def test_what_is_half_written_in_one_house_is_not_seen_in_another(window, page, house, read):
    page.figures.tile("late").value.click()
    page.figures.behind.field.setPlainText("about this house")
    page.go_to("Audits")
    page.audits.begin.click()
    page.audits.findings.setPlainText("found here")
    window.acts.show_workspace(Workspace.open(house))
    window.acts.sit_down(workspace(window).policy.persons[0])
    read()
    window.dashboard.open()
    read()
    page.figures.tile("late").value.click()
    assert page.figures.behind.field.toPlainText() == ""
    assert page.audits.findings.toPlainText() == ""


def test_an_alert_that_somebody_wrote_about_moves_below_and_waits_no_more(window, page, read):
    needs = page.figures.needs
    before = int(needs.heading.text().rpartition(" ")[2])
    next(line for line in needs.lines if "Hasty letter" in line.need.title).click()
    page.figures.behind.field.setPlainText("I read it on paper.")
    page.figures.behind.keep.click()
    assert int(needs.heading.text().rpartition(" ")[2]) == before - 1
    if needs.more.isVisibleTo(needs):
        needs.more.click()
    seen = needs.lines[-1].need
    assert "Hasty letter" in seen.title
    assert seen.sentence.startswith("Looked at by Erin on ")


def test_a_writer_sees_what_is_the_owners_under_others_and_who_decides(window, page, read):
    window.acts.sit_down(workspace(window).person("Wren"))
    read()
    assert all(not line.need.is_mine for line in page.figures.needs.lines)
    assert page.figures.needs.calm.text() == "Nothing waits for you."
    assert page.figures.needs.heading.text() == "What needs you now"
    page.go_to("Proposals")
    assert page.proposals.whose.isVisible()
    assert "Only an owner decides" in page.proposals.whose.text()


def test_an_alert_stays_an_alert_beside_the_figure_of_the_same_name(page):
    panel = page.figures.behind
    page.figures.tile("turnaround").chart.picked.emit(1)
    alert = Need("Approval takes longer", "5 h against 2 h.", "warning", "Alert", "alert: turnaround")
    page.figures._on_need(alert)
    tiles = [tile.figure for tile in page.figures.tiles]
    page.figures.show_figures(tiles, "", page.filters.reach)
    page.figures.show_needs((alert,))
    assert panel.title.text() == "Approval takes longer"


def test_a_note_on_one_week_is_kept_with_that_week_and_with_what_was_counted(window, page):
    tile = page.figures.tile("depth")
    tile.chart.picked.emit(len(tile.figure.days) - 2)
    page.filters.channel.setCurrentIndex(1)  # chosen by now, and not counted yet
    page.figures.behind.field.setPlainText("A quiet week.")
    page.figures.behind.keep.click()
    (note,) = notes(workspace(window))
    assert note.reach.period == tile.figure.days[-2]
    assert note.reach.channel is None


def test_the_top_bar_says_how_much_waits_and_leads_there(window, page, read):
    page.left.emit()
    sign = window.top.waiting
    assert sign.isVisible()
    waits = int(sign.text().rpartition(" ")[2])
    if page.figures.needs.more.isVisibleTo(page.figures.needs):
        page.figures.needs.more.click()
    assert waits == len(page.figures.needs.lines) > 0, "everything is the owner's"
    assert page.figures.needs.heading.text().endswith(f": {waits}")
    sign.click()
    assert window.dashboard.is_shown
    read()


def test_the_sign_follows_what_is_decided(window, page, read):
    page.left.emit()
    window.dashboard._later.setInterval(0)
    window.dashboard.look_soon()
    QApplication.processEvents()
    read()
    before = int(window.top.waiting.text().rpartition(" ")[2])
    owner = workspace(window).person("Erin")
    learning = Learning(workspace(window))
    for proposal in learning.proposals():
        learning.refuse(proposal, owner, "It may stay.")
    window.review.changed.emit()
    QApplication.processEvents()
    read()
    assert int(window.top.waiting.text().rpartition(" ")[2]) == before - 1


def test_a_piece_chosen_among_the_commands_comes_to_the_desk(window, page):
    window._go_to_piece(next(piece.id for piece in workspace(window).pieces() if piece.title == "Third letter"))
    assert not window.dashboard.is_shown
    assert window.review.session.piece.title == "Third letter"


# ------------------------------------------------------------ sources, proposals, audits


def test_sources_stand_side_by_side_with_their_pieces(page):
    page.go_to("Sources")
    rows = page.sources.rows
    assert [row.name for row in rows] == ["generator-c", "generator-a"]
    assert rows[0].cells[1:4] == ("2", "2", "50%")
    page.sources.press("generator-c")
    assert titles(page.sources.behind) == ["Third letter", "First letter"]


def test_a_proposal_shows_its_places_and_becomes_a_rule_once_the_owner_says_so(window, page, read):
    page.go_to("Proposals")
    shown = page.proposals
    assert shown.title.text() == "“beverages” → “drinks”"
    assert len(shown.places.model.rows) == 3
    shown.words.setText("something hot")
    shown.reason.setText("That is what we sell.")
    shown.accept.click()
    read()
    (event,) = workspace(window).history.events(types=[EventType.PROPOSAL_DECIDED])
    assert event.actor.name == "Erin"
    assert event.payload["decision"] == "accepted"
    rules = list((workspace(window).root / "styleguides").rglob("*.yml"))
    assert any("beverages: something hot" in rule.read_text(encoding="utf-8") for rule in rules)
    assert shown.proposal is None
    assert page.tabs.tabText(2) == "Proposals"


def test_a_refusal_asks_for_its_reason_in_place_and_then_stands(window, page):
    page.go_to("Proposals")
    shown = page.proposals
    shown.refuse.click()
    assert "needs a reason" in shown.problem.text()
    assert shown.reason.hasFocus()
    shown.reason.setText("Beverages is fine on the menu.")
    shown.refuse.click()
    (event,) = workspace(window).history.events(types=[EventType.PROPOSAL_DECIDED])
    assert (event.payload["decision"], event.payload["reason"]) == ("refused", "Beverages is fine on the menu.")
    assert "refused by Erin" in shown.decided.text()


def test_a_proposal_can_become_a_line_for_whoever_writes_drafts(page):
    page.go_to("Proposals")
    shown = page.proposals
    shown.kind.setCurrentIndex(shown.kind.findData(ProposalKind.PROMPT))
    shown.kind.activated.emit(shown.kind.currentIndex())
    assert shown.words.text() == "Write “drinks”, not “beverages”."


def test_who_is_no_owner_sees_proposals_and_decides_none(window, page):
    page.go_to("Proposals")
    assert page.proposals.accept.isEnabled()
    window.acts.sit_down(workspace(window).person("Tomasz"))
    assert page.proposals.title.text()
    assert not page.proposals.accept.isEnabled()
    assert "owner" in page.proposals.accept.toolTip()
    page.go_to("Audits")
    assert not page.audits.begin.isEnabled()


def test_an_audit_is_done_with_its_findings_and_stands_in_the_record(window, page, read):
    next(line for line in page.figures.needs.lines if "Performance" in line.need.title).click()
    assert page.current == "Audits"
    shown = page.audits
    assert shown.audit.name == "Performance"
    shown.begin.click()
    assert shown.findings.hasFocus()
    shown.done.click()
    assert "without findings" in shown.problem.text()
    shown.keep.setChecked(True)
    shown.findings.setPlainText("One letter was approved unread.")
    shown.done.click()
    read()
    event = workspace(window).history.events(types=[EventType.AUDIT_DONE])[-1]
    assert event.payload["findings"] == "One letter was approved unread."
    (kept,) = event.payload["reports"]
    assert (workspace(window).root / kept).exists()
    assert not shown.is_form_open
    assert shown.findings.toPlainText() == ""
    assert not shown.begin.isEnabled(), "done is done until its next day"
    assert not any("Performance" in line.need.title for line in page.figures.needs.lines)


# ------------------------------------------------------------ keys, reports, workspaces


def test_escape_leaves_the_form_first_and_then_the_page(window, page):
    page.go_to("Audits")
    page.audits.begin.click()
    press(Qt.Key.Key_Escape)
    assert window.dashboard.is_shown
    assert not page.audits.is_form_open
    press(Qt.Key.Key_Escape)
    assert not window.dashboard.is_shown
    assert window.review.editor.working.hasFocus()


def test_everything_on_the_figures_tab_is_reached_by_tab(window, page):
    window.activateWindow()
    page.back.setFocus()
    seen = set()
    for _ in range(80):
        press(Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    drawn = [tile.chart for tile in page.figures.tiles if tile.chart.isVisibleTo(tile)]
    assert len(drawn) >= 5
    assert {*drawn, *(tile.value for tile in page.figures.tiles)} <= seen
    assert {page.report, page.filters.period, page.filters.channel, page.filters.person} <= seen
    assert set(page.figures.needs.lines) <= seen


def test_a_report_of_what_is_shown_is_asked_for_with_the_same_days_and_pieces(window, page, monkeypatch):
    asked = []
    monkeypatch.setattr(window.output, "_choose_report_place", asked.append)
    page.filters.channel.setCurrentIndex(page.filters.channel.findData("email"))
    window.actions_by_id["report"].trigger()
    sheet = window.shell.sheet
    assert sheet
    sheet.yes.click()
    (wanted,) = asked
    assert wanted.kind == "kpi"
    assert (
        wanted.reach
        == page.filters.reach
        == Reach(channel=Channel.EMAIL, since=page.filters.reach.since, until=page.filters.reach.until)
    )


def test_another_workspace_shows_nothing_of_the_one_before(window, page, house, read):
    page.figures.tile("first_pass").value.click()
    window.acts.show_workspace(Workspace.open(house))
    assert not window.dashboard.is_shown
    assert page.figures.tiles == []
    assert page.figures.behind.subject is None
    window.actions_by_id["dashboard"].trigger()
    read()
    assert {line.need.where for line in page.figures.needs.lines} <= {"Audits"}, "none of its alerts and proposals"
    assert not any("letter" in line.need.sentence for line in page.figures.needs.lines)
    assert page.figures.tile("first_pass").value.text() == "not recorded"


def test_an_empty_house_is_told_what_to_do(window, tmp_path, read):
    window.acts.show_workspace(Workspace.create(tmp_path / "new", "Ann"))
    window.actions_by_id["dashboard"].trigger()
    read()
    page = window.dashboard.page
    assert "Take drafts in with Ctrl+O" in page.figures.nothing.text()
    page.go_to("Proposals")
    assert page.proposals.list.rows._empty.text().startswith("Nothing was changed in the same way")


@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_nothing_is_cut_off_in_either_size_and_theme(window, page, size, name):
    window.set_theme(name)
    window.resize(*size)
    QApplication.processEvents()
    for tile in page.figures.tiles:
        assert tile.width() >= 290
        right = tile.mapTo(page.figures, QPoint(tile.width(), 0)).x()
        assert right <= page.figures.behind.x()
        for part in tile.labels:
            assert part.height() >= part.heightForWidth(part.width()) or not part.wordWrap()
        assert tile.value.width() >= tile.value.sizeHint().width()
        assert tile.chart.width() >= 290
    for line in page.figures.needs.lines:
        assert line.height() >= 40
