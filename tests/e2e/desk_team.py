"""The team at the desk: every step by the window's own actions, tabs, sheets and pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from studio.core.judgement import DisclosureLevel, Part
from studio.ui.dialogs.approving import ApproveSheet
from studio.ui.dialogs.sheets import Sheet
from studio.ui.handoff.sheets import HandoffSheet
from tests.e2e.conftest import Hands

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


class AtTheDesk:
    """Does each step in the window, and answers with what the notice line or the open sheet says against it."""

    def __init__(self, root: Path, hands: Hands) -> None:
        self.root, self.hands, self.window = root, hands, hands.window
        self.ids: dict[str, str] = {}

    # ------------------------------------------------------------ sitting down, and what is said against it

    def at(self, who: str, piece: str = "") -> None:
        """Have this person at the desk, with this piece on it."""
        if self.window.acts.person is None or self.window.acts.person.name != who:
            self.window.acts.sit_down(self.window.acts.workspace.person(who))
        self.window.pages.close_page()
        session = self.window.review.session
        if piece and (session is None or session.piece.id != self.ids[piece]):
            self.window.acts.open_piece(self.ids[piece])
        self.wake()
        if piece:
            self.hands.rest()

    def wake(self) -> None:
        """No window manager here gives the keyboard back when a sheet closes."""
        if QApplication.activeWindow() is None:
            with self.hands.bot.waitActive(self.window):
                self.window.activateWindow()

    def do(self, action: str) -> str:
        """Choose an action of the menu. Returns what the notices say against it."""
        return self.said_against(lambda: self.window.actions_by_id[action].trigger())

    def said_against(self, act: Callable[[], object]) -> str:
        told: list[str] = []
        notices, tell = self.window.notices, self.window.notices.error

        def error(what: Any, *more: Any) -> None:
            told.append(str(what))
            tell(what, *more)

        notices.error = error  # type: ignore[method-assign]
        try:
            act()
            QApplication.processEvents()
        finally:
            notices.error = tell  # type: ignore[method-assign]
        return " ".join(told)

    def fill(self, **fields: str) -> str:
        """Fill the open sheet's fields by the names people hear, and press its strong button. Returns what it says against it."""
        sheet = self.window.shell.sheet
        assert isinstance(sheet, Sheet)
        named = {field.accessibleName(): field for field in (*sheet.findChildren(QLineEdit), *sheet.findChildren(QPlainTextEdit))}
        for name, words in fields.items():
            field = named[name.replace("_", " ")]
            field.setText(words) if isinstance(field, QLineEdit) else field.setPlainText(words)
        return self.press(sheet)

    def press(self, sheet: Sheet) -> str:
        against = self.said_against(sheet.yes.click)
        if self.window.shell.sheet is sheet:
            against = sheet._problem.text() or against
            sheet.reject()
            QApplication.processEvents()
        return against

    # ------------------------------------------------------------ the campaign

    def make_campaign(self, who: str, name: str, facts: str) -> str:
        self.at(who)
        self.do("campaigns")
        refused = self.said_against(self.window.campaigns.page.new.click)
        return refused or self.fill(Name=name, Facts=facts)

    def approve_set(self, who: str) -> str:
        self.at(who)
        self.do("campaigns")
        self.window.review.flush()
        self.window.campaigns.refresh()
        page = self.window.campaigns.page
        if not page.approve.isEnabled():
            return page.standing.text()
        return self.said_against(page.approve.click) or self.press(self.window.shell.sheet)

    def hold_all(self, who: str, reason: str) -> str:
        self.at(who)
        return self.do("hold_all") or self.fill(Reason=reason)

    def resume_all(self, who: str) -> str:
        self.at(who)
        return self.do("resume_all") or self.fill()

    # ------------------------------------------------------------ drafting

    def bring(self, who: str, piece: str, file: Path) -> str:
        self.at(who)
        before = {each.id for each in self.window.acts.workspace.pieces()}
        self.window.drafts.ask_as_what([file])  # what follows once the system's own dialog has named a file
        sheet = self.window.shell.sheet
        assert sheet is not None
        box = next(each for each in sheet.findChildren(QComboBox) if each.accessibleName() == "Campaign")
        box.setCurrentIndex(box.findData("winter-menu"))
        sheet.yes.click()
        self.hands.until(lambda: not self.window.jobs.is_busy)
        (self.ids[piece],) = {each.id for each in self.window.acts.workspace.pieces()} - before
        return ""

    def rewrite(self, who: str, piece: str, old: str, new: str) -> str:
        self.at(who, piece)
        self.select(old)
        self.hands.type(new)
        self.hands.rest()
        self.window.review.flush()
        return ""

    def select(self, words: str) -> None:
        view, text = self.window.review.editor.working, self.window.review.session.text
        start = text.index(words)
        cursor = view.textCursor()
        cursor.setPosition(view.recorder.offsets.to_qt(start))
        cursor.setPosition(view.recorder.offsets.to_qt(start + len(words)), QTextCursor.MoveMode.KeepAnchor)
        view.setTextCursor(cursor)
        self.wake()
        view.setFocus()

    def confirm(self, who: str, piece: str) -> str:
        self.at(who, piece)
        self.do("focus_text")
        self.hands.press(Key.Key_F9)
        self.hands.press(Key.Key_Return)
        self.hands.rest()
        return ""

    def tell_readers(self, who: str, piece: str) -> str:
        self.at(who, piece)
        self.hands.press(Key.Key_6, ALT)
        telling = self.window.disclosure.tab.telling
        telling.choose(DisclosureLevel.LINE)
        against = self.said_against(telling.decide.click)
        self.hands.click(telling.insert)
        self.hands.rest()
        self.window.review.flush()
        return against

    def tick(self, who: str, piece: str, question: str, answer: str, note: str = "") -> str:
        self.at(who, piece)
        if self.window.review.inspector.current != "Checklist":
            self.hands.press(Key.Key_3, ALT)
        rows = self.window.checklist.tab.list.rows.values()
        round_, item = question.split(".")
        row = next(row for row in rows if row.standing.question.id == item and row.standing.list.endswith(round_))
        row.setFocus()
        self.hands.press(Key.Key_Y)
        return ""

    # ------------------------------------------------------------ comments

    def comment(self, who: str, piece: str, words: str, text: str) -> str:
        self.at(who, piece)
        self.select(words)
        self.do("comment_here")
        form = self.window.comments.tab.form
        form.field.setPlainText(text)
        form.send()
        return form._problem.text() if form._problem.isVisible() else ""

    def reply(self, who: str, piece: str, text: str) -> str:
        row = self.thread(who, piece)
        row.setFocus()
        self.hands.press(Key.Key_Return)
        self.hands.type(text)
        self.hands.press(Key.Key_Return)
        return ""

    def resolve(self, who: str, piece: str) -> str:
        self.thread(who, piece).setFocus()
        self.hands.press(Key.Key_R)
        return ""

    def thread(self, who: str, piece: str) -> Any:
        self.at(who, piece)
        if self.window.review.inspector.current != "Comments":
            self.hands.press(Key.Key_4, ALT)
        (row,) = self.window.comments.tab.list.rows.values()
        return row

    # ------------------------------------------------------------ changing hands

    def hand_on(self, who: str, piece: str, to: str, question: str) -> str:
        self.at(who, piece)
        if refused := self.do("submit"):
            return refused
        sheet = self.window.shell.sheet
        assert isinstance(sheet, HandoffSheet)
        sheet.to.setCurrentText(to)
        sheet.question.setText(question)
        return self.press(sheet)

    def send_back(self, who: str, piece: str, note: str) -> str:
        self.at(who, piece)
        return self.do("request_changes") or self.fill(Note=note)

    def agree(self, who: str, piece: str, *parts: str) -> str:
        self.at(who, piece)
        if refused := self.do("approve"):
            return refused
        sheet = self.window.shell.sheet
        assert isinstance(sheet, ApproveSheet)
        for part, box in sheet.parts.items():
            box.setChecked(part in [Part(each) for each in parts])
        return self.press(sheet)

    def approve(self, who: str, piece: str) -> str:
        return self.agree(who, piece, "voice", "accuracy")

    def export(self, who: str, piece: str) -> str:
        self.at(who, piece)
        return self.do("export")

    def publish(self, who: str, piece: str, where: str) -> str:
        self.at(who, piece)
        return self.do("publish") or self.fill(Where_readers_find_it=where)

    def reopen(self, who: str, piece: str, note: str) -> str:
        self.at(who, piece)
        return self.do("reopen") or self.fill(Note=note)
