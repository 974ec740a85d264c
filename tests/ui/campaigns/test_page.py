"""Campaigns in the window: made, filled, held, and approved as a set, by keys and buttons."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QListWidget

from studio.app import campaigns
from studio.app.intake import take_in
from studio.core.edit import Cause
from studio.core.piece import Stage
from studio.formats import read_clipboard
from studio.ui.acts.campaigns import CampaignActs

MORE = "# {}\n\nWe make a pot of tea. Come in and sit down.\n"


@pytest.fixture
def acts(desk) -> CampaignActs:
    """Erin at the desk, with the page of campaigns open."""
    policy = (desk.root / "policy.toml").read_text(encoding="utf-8")
    (desk.root / "policy.toml").write_text(policy + '\n[gate]\nchecklist = "off"\n', encoding="utf-8")
    workspace, _ = desk.window.acts.at_desk()
    workspace.guides_changed()
    desk.window.acts.person = workspace.person("Erin")
    desk.do("campaigns")
    return desk.window.campaigns


def _make(acts: CampaignActs, name: str = "Winter menu") -> None:
    acts.page.new.click()
    sheet = acts._shell.sheet
    fields = {field.accessibleName(): field for field in sheet.findChildren(object) if hasattr(field, "accessibleName")}
    fields["Name"].setText(name)
    fields["Facts"].setPlainText("Parkin costs £4.20.")
    sheet.yes.click()
    QApplication.processEvents()


def _approved(desk, title: str) -> str:
    workspace, _ = desk.window.acts.at_desk()
    wren, erin = workspace.person("Wren"), workspace.person("Erin")
    piece = take_in(workspace, read_clipboard(None, MORE.format(title)), wren)
    for who, act in ((wren, lambda s: s.submit("Erin")), (erin, lambda s: s.approve())):
        session = workspace.session(piece, who)
        session.check_now()
        act(session)
    return piece


def test_a_page_without_campaigns_says_what_one_is_for(desk, acts):
    assert acts.page._none.isVisible()
    assert "New campaign…" in acts.page._none.text()
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.pages.is_at_desk


def test_the_piece_on_the_desk_is_checked_anew_against_the_facts_of_a_campaign_and_not_left_unchecked(desk, acts):
    turn = desk.session.context.version
    _make(acts)
    made = campaigns.campaigns(desk.window.acts.workspace)[0]
    desk.session.describe({"campaign": made.id})
    desk.settle()
    facts = campaigns.facts_for_checks(made)
    assert facts in desk.session.context.facts
    assert desk.session.context.version != turn
    campaigns.save(desk.window.acts.workspace, desk.window.acts.person, made.name, id=made.id, facts="Parkin costs £5.")
    desk.settle()
    assert "£5" in desk.session.context.facts


def test_a_campaign_is_made_in_a_sheet_and_shown(desk, acts):
    _make(acts)
    (made,) = campaigns.campaigns(desk.window.acts.workspace)
    assert (made.name, made.owner, made.facts) == ("Winter menu", "Erin", "Parkin costs £4.20.")
    assert acts.page.name.text() == "Winter menu"
    assert acts.page.facts.text() == "– Parkin costs £4.20."
    assert acts.page.standing.text() == "No piece belongs to it yet."
    assert not acts.page.approve.isEnabled()


def test_the_first_campaign_can_be_the_brands_before_there_is_a_piece_of_it(desk, acts):
    workspace, erin = desk.window.acts.at_desk()
    made = campaigns.save(workspace, erin, "Old days", brand="Mill Lane")
    acts._shown = made.id
    acts.refresh()
    for press, chosen in ((acts.page.change, "Mill Lane"), (acts.page.new, "Several brands")):
        press.click()
        sheet = acts._shell.sheet
        (brand,) = [box for box in sheet.findChildren(QComboBox) if box.accessibleName() == "Brand"]
        assert brand.currentText() == chosen
        assert brand.findData("Larkspur Tea Rooms") > 0
        sheet.reject()


def test_a_writer_is_told_who_may_make_one(desk, acts):
    desk.window.acts.person = desk.window.acts.workspace.person("Wren")
    acts.page.new.click()
    assert acts._shell.sheet is None
    assert "Who may: Erin, Tomasz" in desk.notice


def test_pieces_are_ticked_and_join_and_the_one_on_the_desk_knows_it(desk, acts):
    _make(acts)
    acts.page.add.click()
    sheet = acts._shell.sheet
    sheet.yes.click()
    assert "No piece is ticked." in sheet._problem.text()
    QTest.keyClick(sheet.findChild(QListWidget), Qt.Key.Key_Space)
    sheet.yes.click()
    QApplication.processEvents()
    assert desk.session.piece.campaign == "winter-menu"
    assert "Parkin costs £4.20." in desk.session.context.facts
    (shown,) = acts.page.pieces.model.rows
    assert "not handed on yet" in shown.detail
    acts.page.pieces.take_keys()
    desk.press(Qt.Key.Key_Delete)
    assert desk.session.piece.campaign == ""
    assert acts.page.pieces.model.rows == ()


def test_a_set_is_approved_and_one_changed_letter_ends_it(desk, acts, qtbot):
    _make(acts)
    pieces = [_approved(desk, "One"), _approved(desk, "Two")]
    workspace, erin = desk.window.acts.at_desk()
    campaigns.join(workspace, erin, campaigns.campaign(workspace, "winter-menu"), pieces)
    acts.refresh()
    assert acts.page.state.text() == "ready for a yes"
    acts.page.approve.click()
    acts._shell.sheet.yes.click()
    QApplication.processEvents()
    assert acts.page.state.text() == "approved as a set"
    assert acts.page.standing.text() == "Approved as a set by Erin."
    assert not acts.page.approve.isVisible()
    session = workspace.session(pieces[0], erin)
    session.replace_all(session.text.replace("We make", "We brew"), Cause.TYPED)
    session.flush()
    acts.refresh()
    assert acts.page.state.text() == "no longer approved"
    assert "“One” has another text since." in acts.page.standing.text()


def test_everything_is_held_with_a_reason_and_goes_on_together(desk, acts):
    _make(acts)
    pieces = [_approved(desk, "One"), _approved(desk, "Two")]
    workspace, erin = desk.window.acts.at_desk()
    campaigns.join(workspace, erin, campaigns.campaign(workspace, "winter-menu"), pieces)
    acts.refresh()
    acts.page.hold.click()
    sheet = acts._shell.sheet
    sheet.yes.click()
    assert "has to know why" in sheet._problem.text()
    fields = {field.accessibleName(): field for field in sheet.findChildren(object) if hasattr(field, "accessibleName")}
    fields["Reason"].setPlainText("A storm.")
    day = fields["Last day"]
    assert not day.isEnabled()
    faint = QColor(acts._shell.theme().tokens.faint)
    assert day.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == faint  # it looks left open too
    room = day.findChild(QLineEdit)
    assert room.fontMetrics().horizontalAdvance("Wed 30 Nov 2026") <= room.contentsRect().width()
    sheet.findChild(QCheckBox).click()
    last = QDate.currentDate().addDays(3)
    fields["Last day"].setDate(last)
    sheet.yes.click()
    QApplication.processEvents()
    assert {workspace.piece(each).stage for each in pieces} == {Stage.ON_HOLD}
    assert {workspace.piece(each).held_until for each in pieces} == {last.toString(Qt.DateFormat.ISODate)}
    assert not acts.page.hold.isVisible()
    acts.page.resume.click()
    acts._shell.sheet.yes.click()
    QApplication.processEvents()
    assert {workspace.piece(each).stage for each in pieces} == {Stage.APPROVED}


def test_the_pieces_of_a_campaign_are_shown_on_the_board_alone(desk, acts):
    _make(acts)
    workspace, erin = desk.window.acts.at_desk()
    campaigns.join(workspace, erin, campaigns.campaign(workspace, "winter-menu"), [_approved(desk, "One")])
    acts.refresh()
    acts.page.on_board.click()
    assert desk.window.board.is_shown
    assert desk.window.board.page.filters.count.text() == "1 of 2 pieces"
