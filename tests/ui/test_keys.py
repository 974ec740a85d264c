"""Signing at the desk: without a click where the keyring has the key, after a passphrase where a file has it."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QPlainTextEdit, QPushButton

from studio.app import roster
from studio.app.keys import KeyStore
from studio.app.session import ReviewSession
from studio.core.edit import Cause
from studio.core.events import EventType
from studio.core.piece import Stage
from studio.core.seal import SealState
from studio.ui.dialogs.keys import PassphraseSheet
from tests.app.test_keys import CHEAP, Drawer
from tests.history.forging import forge, latest

CLEAN = "# Slow tea\n\nWe make a pot of tea. Come in and sit down.\n"
WORDS = "open sesame please"


@pytest.fixture
def at(desk, tmp_path):
    """The desk with a clean piece in review by Erin, an owner, and with keys in a folder of the test."""

    def ready(*, keyring: bool, key: bool = True, signed: bool = True) -> Keys:
        return Keys(desk, KeyStore(tmp_path / "keys", lambda: drawer if keyring else None, CHEAP), key=key, signed=signed)

    drawer = Drawer()
    return ready


class Keys:
    def __init__(self, desk, keys, *, key: bool, signed: bool) -> None:
        self.desk, self.keys = desk, keys
        acts = desk.window.acts
        desk.window.shell.keys = keys
        self.workspace = acts.workspace
        self.workspace.signers.keys = keys
        erin = self.workspace.person("Erin")
        if key:
            keys.make("Erin", "" if keys.keyring else WORDS)
            if signed:
                roster.enrol(self.workspace, erin)
            keys._unlocked.clear()  # as in a program that was just started
        writing = desk.session
        writing.replace_all(CLEAN, Cause.TYPED)
        writing.flush()
        writing.submit("Erin")
        acts.sit_down(erin)
        if key and not keys.keyring:
            self.say_who_one_is()
            keys.lock("Erin")  # as after a decision that was put off
            desk.window.review.look_again()
        desk.settle()

    def say_who_one_is(self) -> None:
        """Give the passphrase that is asked for at sitting down."""
        assert isinstance(self.sheet, PassphraseSheet)
        self.sheet.phrase.setText(WORDS)
        self.press("Sit down")
        self.wait_for(lambda: self.sheet is None)

    @property
    def session(self) -> ReviewSession:
        return self.desk.session

    @property
    def sheet(self):
        return self.desk.window.shell.sheet

    def wait_for(self, check) -> None:
        self.desk.bot.waitUntil(check, timeout=20_000)

    def press(self, text: str) -> None:
        button = next(each for each in self.sheet.findChildren(QPushButton) if each.text() == text)
        self.desk.bot.mouseClick(button, Qt.MouseButton.LeftButton)

    def say_yes(self) -> SealState:
        """Press the strong button of the sheet that asks for the yes."""
        self.wait_for(lambda: self.sheet is not None and self.sheet.windowTitle() == "Approve this text")
        self.press("Approve")
        assert self.session.piece.stage is Stage.APPROVED
        return self.workspace.history.seals(self.session.piece.id)[-1].state

    def gate_line(self) -> str:
        QApplication.processEvents()  # what was just put into the line is shown
        line = self.desk.window.review.gate_line
        shown = [each.text() for each in line.findChildren(QPushButton) + line.findChildren(QLabel) if each.isVisible()]
        return " | ".join(shown)

    def history_tab(self) -> list[str]:
        self.desk.window.folding.open_tab("History")
        rows = self.desk.window.review.inspector.history.rows.model.rows
        return [" · ".join(filter(None, (row.alarm, row.title, row.detail))) for row in rows]


def test_with_the_key_in_the_keyring_a_yes_is_signed_without_a_further_click(at):
    keys = at(keyring=True)
    assert "not signed" not in keys.gate_line()
    keys.desk.do("approve")
    assert keys.say_yes() is SealState.SIGNED
    assert ", signed. It is a yes to exactly this text." in keys.gate_line()
    assert any(row.endswith("· signed") and row.startswith("Approved") for row in keys.history_tab())


def test_a_key_in_a_file_is_asked_for_once_and_a_wrong_passphrase_is_told_in_place(at):
    keys = at(keyring=False)
    assert "not signed" in keys.gate_line()
    keys.desk.do("approve")
    asked = keys.sheet
    assert isinstance(asked, PassphraseSheet)
    asked.phrase.setText("wrong words here")
    keys.press("Unlock")
    keys.wait_for(asked._problem.isVisible)
    assert asked._problem.text() == "That is not the passphrase of the key of Erin. Try again."
    asked.phrase.setText(WORDS)
    keys.press("Unlock")
    assert keys.say_yes() is SealState.SIGNED


def test_nobody_signs_with_the_key_of_somebody_who_has_left_the_desk(at):
    keys = at(keyring=False)
    keys.keys.unlock("Erin", WORDS)
    acts = keys.desk.window.acts
    acts.sit_down(keys.workspace.person("Wren"))
    assert keys.keys.unlocked("Erin") is None
    acts.sit_down(keys.workspace.person("Erin"))
    assert isinstance(keys.sheet, PassphraseSheet), "the passphrase is asked for again"
    keys.sheet.reject()


def test_nobody_sits_down_in_the_name_of_somebody_who_has_a_passphrase(at):
    keys = at(keyring=False)
    acts = keys.desk.window.acts
    acts.sit_down(keys.workspace.person("Wren"))
    acts.sit_down(keys.workspace.person("Erin"))
    asked = keys.sheet
    assert asked.windowTitle() == "Are you Erin?"
    asked.phrase.setText("wrong words here")
    keys.press("Sit down")
    keys.wait_for(asked._problem.isVisible)
    assert acts.person.name == keys.session.person.name == "Wren"
    keys.press("Cancel")
    assert acts.person.name == "Wren"
    assert keys.desk.notice == "Wren still sits here."
    acts.sit_down(keys.workspace.person("Erin"))
    keys.say_who_one_is()
    assert acts.person.name == keys.session.person.name == "Erin"
    acts.sit_down(keys.workspace.person("Tomasz"))
    assert acts.person.name == "Tomasz", "who has no key is not asked"


def test_at_the_start_nothing_lies_on_the_desk_before_the_passphrase_is_said(at):
    keys = at(keyring=False)
    window = keys.desk.window
    piece, root = keys.session.piece.id, keys.workspace.root
    window.acts.close_workspace()
    window.acts.open_workspace(root)
    assert window.review.session is None
    keys.say_who_one_is()
    assert (window.acts.person.name, window.review.session.piece.id) == ("Erin", piece)
    window.acts.close_workspace()
    window.acts.open_workspace(root)
    keys.press("Cancel")
    assert keys.sheet.windowTitle() == "Who sits at the desk?"
    keys.sheet.findChild(QComboBox).setCurrentText("Wren")
    keys.press("Sit down")
    assert (window.acts.person.name, window.review.session.person.name) == ("Wren", "Wren")
    window.acts.sit_down(window.acts.workspace.person("Erin"))
    keys.say_who_one_is()
    window.acts.close_workspace()
    window.acts.open_workspace(root)
    keys.press("Cancel")
    keys.press("Close the workspace")
    assert window.acts.workspace is None


def test_whoever_says_no_approves_without_signing_and_is_not_asked_again(at):
    keys = at(keyring=False)
    keys.desk.do("approve")
    keys.press("Approve without signing")
    keys.wait_for(lambda: keys.sheet is not None and keys.sheet.windowTitle() == "Approve this text")
    keys.sheet.reject()
    keys.desk.do("approve")
    assert keys.sheet.windowTitle() == "Approve this text", "no was said once"
    assert keys.say_yes() is SealState.UNSIGNED
    assert ", not signed. It is" in keys.gate_line()
    assert any(row.endswith("· not signed") for row in keys.history_tab())


def test_where_the_house_requires_it_there_is_no_way_round_and_the_button_leads_to_the_key(at):
    keys = at(keyring=False)
    policy = keys.workspace.root / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8") + '[gate]\nsigned = "required"\n', encoding="utf-8")
    keys.workspace.guides_changed()
    keys.desk.window.review.check_again()
    keys.desk.settle()
    assert "Not ready" in keys.gate_line()
    keys.desk.bot.mouseClick(keys.desk.window.review.gate_line._main, Qt.MouseButton.LeftButton)
    assert [each for each in keys.sheet.findChildren(QPushButton) if "without" in each.text()] == []
    keys.sheet.phrase.setText(WORDS)
    keys.press("Unlock")
    assert keys.say_yes() is SealState.SIGNED


def test_sending_back_is_signed_too_and_verifying_counts_it(at):
    keys = at(keyring=True)
    keys.desk.do("request_changes")
    keys.sheet.findChild(QPlainTextEdit).setPlainText("Shorter.")
    keys.press("Request changes")
    assert keys.workspace.history.seals(keys.session.piece.id)[0].state is SealState.SIGNED
    keys.desk.do("verify")
    panel = keys.desk.window.review.inspector.history
    keys.wait_for(lambda: any("1 of 1 decision signed." in each.text() for each in panel.findChildren(QLabel)))


def test_the_phrase_in_the_gate_leads_to_making_a_key_which_an_owner_signs_at_once(at):
    keys = at(keyring=True, key=False)
    assert "not signed" in keys.gate_line()
    keys.desk.do("key")
    assert keys.sheet.windowTitle() == "Make a key"
    keys.press("Make it")
    assert "Erin signs with the key" in keys.desk.notice
    assert "The list of people is signed with it." in keys.desk.notice
    assert "not signed" not in keys.gate_line()


def test_without_a_keyring_a_new_key_takes_a_passphrase_typed_twice(at):
    keys = at(keyring=False, key=False)
    keys.desk.do("key")
    for phrase, again, told in (("", "", "No passphrase"), ("short", "short", "needs 8"), (WORDS, "other words", "not the same")):
        keys.sheet.phrase.setText(phrase)
        keys.sheet.again.setText(again)
        keys.press("Make it")
        assert told in keys.sheet._problem.text()
    keys.sheet.again.setText(WORDS)
    keys.press("Make it")
    keys.wait_for(lambda: "The list of people is signed with it." in keys.desk.notice)
    assert keys.keys.known("Erin") is not None


def test_an_owner_sees_whose_keys_are_new_and_signs_the_list(at):
    keys = at(keyring=True)
    roster.enrol(keys.workspace, keys.workspace.person("Tomasz"))
    keys.desk.do("sign_list")
    shown = [each.text() for each in keys.sheet.findChildren(QLabel)]
    assert "Tomasz" in shown
    assert "new" in shown
    assert "Wren has no key yet, and is not on the list." in shown
    keys.press("Sign the list")
    assert keys.desk.notice == "List 2 of people is signed."
    assert [each.name for each in keys.workspace.history.roster().people] == ["Erin", "Tomasz"]
    keys.desk.do("sign_list")
    assert "nothing on it is new" in keys.desk.notice


def test_who_is_no_owner_is_told_so(at):
    keys = at(keyring=True)
    keys.desk.window.acts.sit_down(keys.workspace.person("Tomasz"))
    keys.desk.do("sign_list")
    assert "Tomasz may not sign the list of people" in keys.desk.notice


def test_who_sits_at_the_desk_shows_how_things_stand_with_everybody_s_key(at):
    keys = at(keyring=True)
    keys.desk.do("person")
    (menu,) = keys.desk.window.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1:]
    said = [action.text() for action in menu.findChildren(QAction) if action.text()]
    menu.close()
    assert any(text.startswith("Erin (editor, owner)  ·  signs with ") for text in said)
    assert "Tomasz (editor)  ·  no key" in said
    assert said[-2:] == ["About the key of Erin…", "Sign the list of people…"]


def test_an_invalid_signature_says_why_in_the_line_and_in_the_history(at):
    keys = at(keyring=True)
    keys.desk.do("approve")
    assert keys.say_yes() is SealState.SIGNED
    piece = keys.session.piece.id
    forge(keys.workspace.root / "history.db", lambda entries: latest(entries, "approved")["payload"].update(revision=9))
    keys.desk.window.review.look_again()
    assert "is invalid: it was signed for revision 1 and not 9." in keys.gate_line()
    assert any("Invalid signature" in row and "signed for revision 1" in row for row in keys.history_tab())
    assert keys.workspace.history.seals(piece)[0].state is SealState.INVALID
    with closing(sqlite3.connect(keys.workspace.root / "history.db")) as db:
        assert db.execute("SELECT count(*) FROM events WHERE type = ?", (EventType.APPROVED,)).fetchone() == (1,)


def test_a_sheet_that_is_closed_while_the_passphrase_is_tried_leaves_the_key_locked(at):
    keys = at(keyring=False)
    for words in (WORDS, "wrong words here"):
        keys.desk.do("approve")
        asked = keys.sheet
        assert isinstance(asked, PassphraseSheet)
        asked.phrase.setText(words)
        keys.press("Unlock")
        asked.reject()
        keys.wait_for(lambda: not keys.desk.window.jobs.is_busy)
        assert keys.sheet is None
        assert not keys.keys.is_unlocked("Erin")
    assert keys.session.piece.stage is Stage.IN_REVIEW
