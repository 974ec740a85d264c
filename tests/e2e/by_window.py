"""The campaign's story as people perform it in the window, one after another at one desk."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, QDateTime, QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDateTimeEdit, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from studio.core.judgement import Answer, DisclosureLevel, Part
from studio.ui.checklist.row import KEYS
from studio.ui.dialogs.approving import ApproveSheet
from studio.ui.dialogs.drafts import TemplateSheet
from studio.ui.dialogs.sheets import Sheet
from studio.ui.handoff.sheets import HandoffSheet
from studio.ui.panels.folding import FoldRow

from .campaign import BRAND, CAMPAIGN, CHANNELS, Step, draft_file
from .conftest import CTRL, SHIFT, Hands

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
REASONS = {"false positive": Key.Key_1, "deliberate": Key.Key_2}


class Room:
    """A method for each verb; each leaves the desk settled."""

    def __init__(self, hands: Hands, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hands, self.window, self.desk, self._patch = hands, hands.window, desk, monkeypatch
        self.ids: dict[str, str] = {}

    def perform(self, step: Step) -> str:
        """Returns what was refused; empty where nothing was."""
        self._refused = ""
        self.sit(step.who)
        if step.piece and step.piece in self.ids:
            self.put_on_desk(step.piece)
        getattr(self, step.does)(*((step.piece,) if step.piece else ()), **step.how)
        assert QApplication.activeModalWidget() is None
        if self.window.review.session:
            self.hands.rest()
        return self._refused

    # ------------------------------------------------------------ the room

    @property
    def session(self) -> Any:
        return self.window.review.session

    def sit(self, who: str) -> None:
        if self.window.acts.person.name != who:
            self.hands.click(self.window.top.person)
            self.hands.choose(who)
            self.settle()
        assert self.window.acts.person.name == who

    def settle(self) -> None:
        if self.window.review.session:
            self.hands.rest()

    def put_on_desk(self, piece: str) -> None:
        if self.session.piece.id != self.ids[piece]:
            rows = self.window.library.pieces
            place = rows.view.visualRect(rows.model.find(self.ids[piece])).center()
            self.hands.click(rows.view.viewport(), place)
            self.hands.rest()
        assert self.session.piece.id == self.ids[piece]

    def sheet(self, kind: type[Sheet] = Sheet) -> Any:
        """The sheet that is open; None where the notices say why there is none."""
        made = QApplication.activeModalWidget()
        if made is None:
            self._refused = self.window.notices.text.text()
            assert self._refused
        else:
            assert isinstance(made, kind)
        return made

    def fill(self, sheet: Sheet, fields: Mapping[str, str]) -> None:
        """Type into fields by the names that are read out; empty words leave one as it is."""
        for name, words in fields.items():
            (field,) = [each for each in sheet.findChildren(QWidget) if each.accessibleName() == name]
            if words:
                self.into(field, words)

    def into(self, field: QWidget, words: str) -> None:
        field.setFocus()
        if isinstance(field, QComboBox):
            self.hands.press(Key.Key_Home)
            while not field.currentText().startswith(words):
                assert field.currentIndex() < field.count() - 1, f"{words} is not offered"
                self.hands.press(Key.Key_Down)
        elif isinstance(field, QDateTimeEdit):
            self.choose_day(field, words)
        else:
            assert isinstance(field, QLineEdit | QPlainTextEdit)
            self.hands.press(Key.Key_A, CTRL)
            for number, line in enumerate(words.split("\n")):
                if number:
                    self.hands.press(Key.Key_Return)
                self.hands.type(line)

    def choose_day(self, field: QDateTimeEdit, iso: str) -> None:
        """As the calendar that folds out would."""
        if "T" in iso:
            field.setDateTime(QDateTime.fromString(iso, Qt.DateFormat.ISODate))
        else:
            field.setDate(QDate.fromString(iso, Qt.DateFormat.ISODate))

    def turn(self, box: QCheckBox) -> None:
        box.setFocus()
        self.hands.press(Key.Key_Space)

    def answer(self, sheet: Sheet) -> None:
        """Press its strong button; where it stays open it says why, and is put away."""
        self.hands.click(sheet.yes)
        if QApplication.activeModalWidget() is sheet:
            self._refused = sheet._problem.text()
            assert self._refused
            self.hands.press(Key.Key_Escape)

    def at(self, row: FoldRow) -> None:
        """Click a row, beside everything in it that could be pressed."""
        self.hands.click(row, QPoint(6, 6))
        assert row.hasFocus()

    def command(self, words: str) -> None:
        """By the palette."""
        self.hands.press(Key.Key_K, CTRL)
        self.hands.type(words)
        self.hands.press(Key.Key_Return)

    # ------------------------------------------------------------ the campaign

    def _page(self) -> Any:
        self.hands.press(Key.Key_Y, CTRL | ALT)
        return self.window.campaigns.page

    def make_campaign(self, name: str, starts: str, ends: str, facts: str, note: str) -> None:
        self.hands.click(self._page().new)
        sheet = self.sheet()
        self.fill(sheet, {"Name": name, "Brand": BRAND, "Facts": facts, "Note (optional)": note})
        for box in sheet.findChildren(QCheckBox):
            self.turn(box)
        self.fill(sheet, {"Starts": starts, "Ends": ends})
        self.answer(sheet)
        self.hands.press(Key.Key_Escape)

    def approve_set(self, note: str = "") -> None:
        page = self._page()
        if page.approve.isEnabled():
            self.hands.click(page.approve)
            sheet = self.sheet()
            self.fill(sheet, {"Note": note})
            self.answer(sheet)
        else:
            self._refused = page.approve.toolTip()
        self.hands.press(Key.Key_Escape)

    def see_set(self, says: str) -> None:
        assert says in self._page().standing.text()
        self.hands.press(Key.Key_Escape)

    def hold_all(self, reason: str, until: str) -> None:
        self.hands.click(self._page().hold)
        sheet = self.sheet()
        for box in sheet.findChildren(QCheckBox) if until else ():
            self.turn(box)
        self.fill(sheet, {"Reason": reason, "Last day": until})
        self.answer(sheet)
        self.hands.press(Key.Key_Escape)

    def resume_all(self, note: str) -> None:
        self.hands.click(self._page().resume)
        sheet = self.sheet()
        self.fill(sheet, {"Note": note})
        self.answer(sheet)
        self.hands.press(Key.Key_Escape)

    # ------------------------------------------------------------ drafting

    def bring_in(self, piece: str, type: str, brief: dict[str, str]) -> None:
        file = draft_file(self.desk, piece)
        self._patch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
        self.hands.press(Key.Key_I, CTRL | SHIFT)
        sheet = self.sheet(TemplateSheet)
        self.fill(sheet, {"Content type": type.replace("-", " ").capitalize(), **brief, "Campaign": CAMPAIGN})
        browse = next(each for each in sheet.findChildren(QWidget) if getattr(each, "text", str)() == "Choose a file…")
        self.hands.click(browse)
        self.answer(sheet)
        self.ids[piece] = self.session.piece.id

    def fix_all(self, piece: str) -> None:
        self.hands.press(Key.Key_Return, CTRL | ALT)
        self.answer(self.sheet())

    def edit(self, piece: str, find: str, put: str) -> None:
        self._find(find)
        finder = self.window.review.editor.finder
        self.into(finder.other, put)
        self.hands.press(Key.Key_Return)
        self.hands.press(Key.Key_Escape)

    def _find(self, words: str) -> None:
        """Select words of the working text."""
        self.hands.press(Key.Key_F, CTRL)
        self.hands.type(words)
        self.hands.press(Key.Key_Return)
        view = self.window.review.editor.working
        assert view.selection().of(view.plain) == words

    def _walk(self, key: Key, arrived: Callable[[], bool]) -> None:
        """Press the key until one is there."""
        for _ in range(12):
            self.hands.press(key)
            if arrived():
                return
        raise AssertionError("walked round and did not arrive")

    def dismiss(self, piece: str, rule: str, reason: str) -> None:
        self._walk(Key.Key_F8, lambda: self.window.review.walk.flag_at.rule == rule)
        self.hands.press(Key.Key_D)
        self.hands.press(REASONS[reason])
        self.hands.press(Key.Key_Return)

    def _to_claim(self, text: str) -> None:
        self.hands.press(Key.Key_T, CTRL)
        card = self.window.review.card
        self._walk(Key.Key_F9, lambda: card.isVisible() and card._claim is not None and card._claim.text == text)

    def give_evidence(self, piece: str, claim: str, url: str, quote: str) -> None:
        self._to_claim(claim)
        self.hands.press(Key.Key_Return)
        self.hands.type(url)
        self.hands.press(Key.Key_Tab)
        self.hands.type(quote)
        self.hands.press(Key.Key_Return)

    def confirm(self, piece: str, claim: str) -> None:
        self._to_claim(claim)
        self.hands.press(Key.Key_Return)

    def call_opinion(self, piece: str, claim: str, reason: str) -> None:
        self._to_claim(claim)
        self.hands.press(Key.Key_O)
        self.hands.type(reason)
        self.hands.press(Key.Key_Return)

    def tell_readers(self, piece: str, level: str, insert: bool) -> None:
        self.hands.press(Key.Key_6, ALT)
        telling = self.window.disclosure.tab.telling
        self.hands.click(telling._buttons[DisclosureLevel(level)])
        self.hands.click(telling.decide)
        if insert:
            self.hands.click(telling.insert)

    # ------------------------------------------------------------ talking, ticking, handing on

    def comment(self, piece: str, on: str, text: str) -> None:
        self._find(on)
        self.hands.press(Key.Key_Escape)
        self.hands.press(Key.Key_M, CTRL | ALT)
        self.hands.type(text)
        self.hands.press(Key.Key_Return)
        assert not self.window.comments.tab.form.field.popup.isVisible()
        with self.hands.bot.waitActive(self.window):  # no window manager gives the keyboard back once the names are put away
            self.window.activateWindow()

    def _thread(self, first: str) -> None:
        self.hands.press(Key.Key_4, ALT)
        rows = self.window.comments.tab.list.rows.values()
        (row,) = [each for each in rows if each.shown.comments[0].text == first]
        self.at(row)

    def reply(self, piece: str, thread: str, text: str) -> None:
        self._thread(thread)
        self.hands.press(Key.Key_Return)
        self.hands.type(text)
        self.hands.press(Key.Key_Return)

    def resolve(self, piece: str, thread: str) -> None:
        self._thread(thread)
        self.hands.press(Key.Key_R)

    def tick(self, piece: str, item: str, answer: str, note: str = "") -> None:
        self.hands.press(Key.Key_3, ALT)
        round, _, id = item.partition(".")
        wanted = Answer.NOT_APPLICABLE if answer == "n/a" else Answer(answer)
        self.at(self.window.checklist.tab.list.rows[(f"{CHANNELS[piece]}.{round}", id)])
        self.hands.press(next(Key(key) for key, each in KEYS.items() if each is wanted))
        if wanted is Answer.NO:
            self.hands.type(note)
            self.hands.press(Key.Key_Return)

    def hand_on(self, piece: str, to: str, due: str, question: str = "", note: str = "") -> None:
        self.hands.press(Key.Key_Return, CTRL)
        if sheet := self.sheet(HandoffSheet):
            self.fill(sheet, {"Editor": to, "Due": due, "Question for them": question, "Note": note})
            self.answer(sheet)

    def send_back(self, piece: str, due: str, note: str) -> None:
        self.hands.press(Key.Key_R, CTRL | SHIFT)
        if sheet := self.sheet():
            self.fill(sheet, {"Note": note, "Due": due})
            self.answer(sheet)

    def see_changes(self, piece: str, before: str, after: str) -> None:
        review = self.window.review
        if not review.since.is_on:
            self.hands.press(Key.Key_S, CTRL | ALT)
            self.hands.rest()
        assert [(each.before_text, each.after_text) for each in self.session.shown.changes] == [(before, after)]

    # ------------------------------------------------------------ the yes, and after it

    def approve(self, piece: str) -> None:
        self.agree(piece, [part.value for part in Part])

    def agree(self, piece: str, parts: Sequence[str], rating: int = 0, note: str = "", responsible: str = "") -> None:
        self.hands.press(Key.Key_Return, CTRL | SHIFT)
        if sheet := self.sheet(ApproveSheet):
            for part, box in sheet.parts.items():
                if part.value not in parts:
                    self.turn(box)
            if rating:
                self.hands.click(sheet.rating.button(str(rating)))
            self.fill(sheet, {"Note": note, "Who carries editorial responsibility": responsible})
            assert sheet.chosen == tuple(Part(part) for part in parts)
            self.answer(sheet)

    def export(self, piece: str) -> None:
        out = self.desk / "out.md"
        asked: list[bool] = []
        self._patch.setattr(QFileDialog, "getSaveFileName", lambda *_: asked.append(True) or (str(out), "Markdown (*.md)"))
        self.hands.press(Key.Key_E, CTRL)
        if asked:
            self.hands.until(lambda: not self.window.jobs.is_busy)
        else:
            self._refused = self.window.notices.text.text()

    def publish(self, piece: str, where: str, note: str = "") -> None:
        self.hands.press(Key.Key_P, CTRL | ALT)
        if sheet := self.sheet():
            self.fill(sheet, {"Where readers find it": where, "Note": note})
            self.answer(sheet)

    def reopen(self, piece: str, note: str) -> None:
        self.command("Reopen")
        if sheet := self.sheet():
            self.fill(sheet, {"Note": note})
            self.answer(sheet)
