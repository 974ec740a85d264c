"""Drafts that come in through the window: from a template, as what they come, and what needs a look first."""

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.core.piece import Channel

RISKY = "---\nchannel: email\nbrief: Tea.\n---\n# Offer\n\nThis tea lowers blood pressure.\n"
PLAIN = "---\nchannel: blog\nbrief: Say that we make tea.\n---\n# Plain tea\n\nWe make a pot of tea.\n"


def _from_template(desk, name: str):
    desk.do("from_template")
    sheet = desk.window.shell.sheet
    sheet.kind.setCurrentIndex(sheet.kind.findData(name))
    return sheet


def test_a_piece_from_a_template_keeps_its_brief_and_its_content_type(desk):
    sheet = _from_template(desk, "support-reply")
    for question, field in sheet.fields_of.items():
        field.setPlainText(f"Answer to {question[:4]}")
    sheet.draft.setPlainText("# Reply\n\nWe send another pot today.\n")
    sheet.yes.click()
    QApplication.processEvents()
    piece = desk.session.piece
    assert (piece.title, piece.content_type, piece.channel) == ("Reply", "support-reply", Channel.SUPPORT)
    assert piece.brief.startswith("What happened, in the customer's own words?\nAnswer to What")


def test_a_brief_that_is_not_answered_is_asked_for_and_nothing_typed_is_lost(desk):
    sheet = _from_template(desk, "thank-you")
    sheet.draft.setPlainText("Thank you.")
    sheet.yes.click()
    assert "The brief does not answer “Whom do we thank" in sheet._problem.text()
    assert sheet.draft.toPlainText() == "Thank you."
    for field in sheet.fields_of.values():
        field.setPlainText("Sam.")
    sheet.draft.clear()
    sheet.yes.click()
    assert "There is no draft yet." in sheet._problem.text()
    sheet.reject()


def test_what_to_ask_the_ai_is_copied_with_the_brief(desk):
    sheet = _from_template(desk, "apology")
    next(iter(sheet.fields_of.values())).setPlainText("A parcel went to the wrong town.")
    sheet._copy()
    copied = QApplication.clipboard().text()
    assert "A skeleton for a person to write on" in copied
    assert "What went wrong, and when?\nA parcel went to the wrong town." in copied
    sheet.reject()


def test_files_come_in_as_the_content_type_that_is_chosen(desk, tmp_path: Path):
    (tmp_path / "tea.md").write_text("# Tea\n\nWe make tea.\n", encoding="utf-8")
    desk.window.drafts.ask_as_what([tmp_path / "tea.md"])
    sheet = desk.window.shell.sheet
    kind = next(field for field in sheet.findChildren(object) if getattr(field, "accessibleName", str)() == "Content type")
    kind.setCurrentIndex(kind.findData("newsletter"))
    sheet.yes.click()
    desk.bot.waitUntil(lambda: desk.session.piece.title == "Tea", timeout=10_000)
    assert (desk.session.piece.content_type, desk.session.piece.channel) == ("newsletter", Channel.EMAIL)


def test_what_needs_a_look_first_is_said_with_its_reason_and_opened_from_there(desk, tmp_path: Path):
    for name, text in (("a-plain.md", PLAIN), ("b-risky.md", RISKY), ("c-plain.md", PLAIN.replace("Plain", "More"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    desk.window.drafts.take_in(sorted(tmp_path.glob("?-*.md")))
    desk.bot.waitUntil(lambda: "1 of 3 needs a look first." in desk.notice, timeout=30_000)
    assert "Ask Erin to look at “Offer”." in desk.notice
    desk.window.notices._act.click()
    sheet = desk.window.shell.sheet
    QTest.qWait(20)
    sheet.yes.click()
    QApplication.processEvents()
    assert desk.session.piece.title == "Offer"
