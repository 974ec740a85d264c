"""The other stages of a piece at the desk: the menu Piece, the line at the bottom, and a text that stands as it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from studio.core.edit import Cause
from studio.core.gate import GateId, GateItem, Level, Place
from studio.core.piece import Channel, Stage


@pytest.fixture
def approved(desk):
    """The piece on the desk, approved by Erin, who sits there; nothing stands at the gate."""
    window, policy = desk.window, desk.root / "policy.toml"
    levels = "".join(f'{gate.value} = "off"\n' for gate in GateId)
    policy.write_text(f"{policy.read_text(encoding='utf-8')}\n[gate]\n{levels}", encoding="utf-8")
    workspace = window.acts.workspace
    workspace.guides_changed()
    window.review.check_again()
    desk.settle()
    desk.session.replace_all("# Slow tea\n\nWe make a pot of tea.\n", Cause.TYPED)
    desk.session.flush()
    desk.session.submit("Erin")
    workspace.session(desk.session.piece.id, workspace.person("Erin")).approve()
    window.acts.sit_down(workspace.person("Erin"))
    desk.settle()
    assert desk.session.piece.stage is Stage.APPROVED
    return desk


def _sheet(desk, **fields: str) -> None:
    """Fill the open sheet's fields by their names, and press its strong button."""
    sheet = desk.window.shell.sheet
    for field in (*sheet.findChildren(QLineEdit), *sheet.findChildren(QPlainTextEdit)):
        if (name := field.accessibleName()) in fields:
            field.setText(fields[name]) if isinstance(field, QLineEdit) else field.setPlainText(fields[name])
    sheet.yes.click()


def _main(desk) -> QPushButton:
    return desk.window.review.gate_line._main


def test_a_published_text_stands_as_it_is_and_the_line_leads_to_reopening_it(approved):
    desk, line = approved, approved.window.review.gate_line
    assert _main(desk).text() == "Mark as published…"
    _main(desk).click()
    _sheet(desk, **{"Where readers find it": "our blog"})
    assert desk.session.piece.stage is Stage.PUBLISHED
    assert (line._verdict.text(), _main(desk).text()) == ("Published", "Reopen…")
    text, view = desk.text, desk.window.review.editor.working
    view.setFocus()
    desk.type("more")
    desk.do("undo")
    assert view.isReadOnly()
    assert (desk.text, view.toPlainText()) == (text, text)
    _main(desk).click()
    _sheet(desk)
    assert desk.window.shell.sheet._problem.isVisible(), "a note is needed, and that is said in place"
    _sheet(desk, Note="The price is wrong.")
    assert desk.session.piece.stage is Stage.DRAFTING
    assert not view.isReadOnly()
    view.setFocus()
    desk.press(Qt.Key.Key_X)
    assert desk.text != text


def test_a_piece_is_held_with_a_reason_and_taken_off_hold_where_it_was(approved):
    desk = approved
    desk.do("hold")
    _sheet(desk, Reason="A storm is coming.")
    assert desk.session.piece.stage is Stage.ON_HOLD
    assert desk.window.review.gate_line._verdict.text() == "On hold"
    desk.do("export")
    assert "You cannot export while the piece is “On hold”. Take it off hold first." in desk.notice
    _main(desk).click()
    _sheet(desk)
    assert desk.session.piece.stage is Stage.APPROVED


def test_everything_of_the_brand_is_held_from_the_menu_and_the_desk_shows_it(approved):
    desk = approved
    desk.do("hold_all")
    _sheet(desk, Reason="The king is dead.")
    assert desk.notice == "1 piece on hold."
    assert desk.session.piece.stage is Stage.ON_HOLD
    desk.do("resume_all")
    _sheet(desk)
    assert desk.session.piece.stage is Stage.APPROVED


def test_whoever_may_not_is_told_who_may(approved):
    desk = approved
    desk.window.acts.sit_down(desk.window.acts.workspace.person("Wren"))
    desk.settle()
    assert not _main(desk).isVisible()
    desk.do("publish")
    assert "Wren may not mark it as published: that takes an editor or an owner. Who may: " in desk.notice


def test_what_a_piece_is_can_be_said_and_has_it_checked_again(approved):
    desk = approved
    desk.do("describe")
    _sheet(desk, Audience="regulars", Locale="en-GB")
    assert (desk.session.piece.audience, desk.session.piece.locale) == ("regulars", "en-GB")
    desk.settle()


def test_a_draft_of_the_wrong_channel_is_set_right_in_the_sheet_until_it_is_approved(desk):
    desk.do("describe")
    boxes = {box.accessibleName(): box for box in desk.window.shell.sheet.findChildren(QComboBox)}
    assert boxes["Brand"].currentData() == desk.session.piece.brand
    boxes["Channel"].setCurrentIndex(boxes["Channel"].findData("email"))
    _sheet(desk)
    assert desk.session.piece.channel is Channel.EMAIL
    desk.settle()


def test_the_brand_and_the_channel_of_what_was_approved_are_shown_and_stay(approved):
    approved.do("describe")
    boxes = {box.accessibleName(): box for box in approved.window.shell.sheet.findChildren(QComboBox)}
    still = [box for name, box in boxes.items() if "as it was handed on" in name]
    assert [box.isEnabled() for box in still] == [False, False]


def test_a_content_type_that_cannot_be_read_leads_to_what_the_piece_is(approved):
    desk = approved
    path = desk.root / "templates" / "letter.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text("---\ntitle: Letter\n---\n", encoding="utf-8")
    assert desk.session.describe({"content_type": "letter"})
    path.write_text("no front matter", encoding="utf-8")
    policy = desk.root / "policy.toml"
    said = policy.read_text(encoding="utf-8").replace('content_type = "off"', 'content_type = "required"')
    policy.write_text(said, encoding="utf-8")
    desk.window.acts.workspace.guides_changed()
    (item,) = desk.session.gate().missing
    desk.window.review.gate_line.pressed.emit(item)
    assert desk.notice.startswith("Its content type cannot be read (templates/letter.md")
    assert desk.window.shell.sheet is not None


def test_a_sensitive_date_that_is_near_leads_to_putting_the_piece_on_hold_until_it_is_over(approved):
    desk = approved
    item = GateItem(GateId.DATES, Level.REQUIRED, False, "Remembrance Day is near", "", Place.PIECE)
    desk.window.review.gate_line.pressed.emit(item)
    assert desk.notice.startswith("Remembrance Day is near")
    assert desk.window.shell.sheet is not None
    assert "hold" in desk.window.shell.sheet.windowTitle().lower()


def test_a_text_cannot_be_typed_into_any_more_as_soon_as_the_house_takes_the_role_away(approved):
    desk = approved
    policy = desk.root / "policy.toml"
    assert not desk.window.review.editor.working.isReadOnly()
    policy.write_text(policy.read_text(encoding="utf-8").replace('"Erin"', '"Eva"'), encoding="utf-8")
    desk.window.acts.workspace.guides_changed()
    desk.window.review.check_again()
    assert desk.window.review.editor.working.isReadOnly()
    assert desk.window.review.editor.working.why_read_only[0] == "Erin is in policy.toml no more."
