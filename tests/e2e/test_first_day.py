"""The story of a piece from the AI's draft to the auditor's answer, by keys and mouse in the real window."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit
from typer.testing import CliRunner

from studio.cli import app
from studio.core.events import EventType
from studio.core.piece import Stage
from studio.ui.dialogs.sheets import Sheet

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def session(hands):
    return hands.window.review.session


def fix_three(hands) -> list[str]:
    """F8 and Return, three times over; returns the rules answered."""
    answered = []
    while len(answered) < 3:
        hands.press(Key.Key_F8)
        card = hands.window.review.card
        assert card.isVisible()
        flag = hands.window.review.walk.flag_at
        if flag.rule == "Plain.Padding":  # this one is for dismissing
            continue
        assert flag.fixes
        before = session(hands).text
        hands.press(Key.Key_Return)
        assert session(hands).text != before
        assert not card.isVisible()
        assert QApplication.focusWidget() is hands.window.review.editor.working
        answered.append(flag.rule)
        hands.rest()
    return answered


def dismiss_padding(hands) -> None:
    for _ in range(10):
        hands.press(Key.Key_F8)
        if hands.window.review.walk.flag_at.rule == "Plain.Padding":
            break
    assert hands.window.review.walk.flag_at.rule == "Plain.Padding"
    hands.press(Key.Key_D)
    hands.press(Key.Key_2)  # deliberate
    hands.press(Key.Key_Return)
    hands.rest()


def type_and_paste(hands) -> None:
    hands.press(Key.Key_End, CTRL)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    hands.type("Bring a book.")
    QGuiApplication.clipboard().setText(" Ask for the blue pot 🫖.")
    hands.press(Key.Key_V, CTRL)
    hands.rest()


def prove_the_claims(hands) -> int:
    """Every weighty open claim gets a link and a passage, by keyboard; returns how many."""
    proven = 0
    for _ in range(8):
        if session(hands).gate().missing == ():
            break
        hands.press(Key.Key_F9)
        if not hands.window.review.card.isVisible():
            break
        hands.press(Key.Key_Return)
        assert isinstance(QApplication.focusWidget(), QLineEdit)
        hands.type("https://larkspur.example/guests")
        hands.press(Key.Key_Tab)
        hands.type("73% of guests returned within four weeks")
        hands.press(Key.Key_Return)
        proven += 1
        hands.rest()
    return proven


def sheet(hands) -> Sheet:
    made = QApplication.activeModalWidget()
    assert isinstance(made, Sheet)
    return made


def sit_down(hands, name: str) -> None:
    hands.click(hands.window.top.person)
    hands.choose(name)
    hands.rest()


def write_report(hands, place: Path, monkeypatch: pytest.MonkeyPatch) -> dict:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    hands.press(Key.Key_E, CTRL | SHIFT)
    form = sheet(hands).findChildren(QComboBox)[-1]
    form.setFocus()
    hands.type("J")
    assert form.currentText() == "JSON"
    hands.press(Key.Key_Return)
    hands.until(lambda: not hands.window.jobs.is_busy)
    return json.loads(place.read_text(encoding="utf-8"))


def stored(house: Path) -> list[tuple[str, str, str]]:
    """Type, actor and payload of every event, read past the program."""
    with closing(sqlite3.connect(house / "history.db")) as db:
        return db.execute(
            "SELECT type, name, payload FROM events JOIN names ON names.id = events.actor ORDER BY number"
        ).fetchall()


def change_one_byte(house: Path, words: bytes) -> None:
    """As with a hex editor, in the closed file."""
    with closing(sqlite3.connect(house / "history.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode=DELETE")
    file = house / "history.db"
    data = bytearray(file.read_bytes())
    assert data.count(words) == 1
    data[data.index(words) + len(words) - 2] ^= 1
    file.write_bytes(data)


def test_a_first_day_from_a_word_file_to_a_verified_report(hands, house, word_file, monkeypatch):
    hands.drop(word_file)
    hands.rest()
    assert session(hands).piece.source_name == "autumn.docx"
    assert session(hands).text.startswith("# Autumn at the tea rooms")
    first = {flag.rule for flag in session(hands).flags}
    assert {"Plain.Wordy", "Plain.Padding"} <= first

    rules = fix_three(hands)
    assert "We use loose leaves to make" in session(hands).text
    dismiss_padding(hands)
    assert "Plain.Padding" not in {flag.rule for flag in session(hands).flags}
    type_and_paste(hands)
    assert session(hands).text.rstrip().endswith("Bring a book. Ask for the blue pot 🫖.")
    assert prove_the_claims(hands) >= 1

    hands.press(Key.Key_Return, CTRL)
    to = sheet(hands).findChild(QComboBox)
    to.setFocus()
    hands.type("T")
    assert to.currentText() == "Tomasz"
    hands.press(Key.Key_Return)
    assert session(hands).piece.stage is Stage.IN_REVIEW
    assert session(hands).piece.assignee == "Tomasz"

    hands.press(Key.Key_Return, CTRL | SHIFT)  # a writer may not
    assert QApplication.activeModalWidget() is None
    assert "may not approve" in hands.window.notices.text.text()

    sit_down(hands, "Tomasz")
    assert session(hands).gate().open, session(hands).gate().sentence()
    hands.click(hands.window.review.gate_line._main)
    hands.click(sheet(hands).yes)
    assert session(hands).piece.stage is Stage.APPROVED
    approval = session(hands).approval
    assert approval is not None
    assert approval.who == "Tomasz"
    assert {"style", "claims", "grammar", "readability"} <= set(approval.ran)
    approved = session(hands).text

    report = write_report(hands, house / "exports" / "report.json", monkeypatch)
    hands.window.close()

    events = stored(house)
    kinds = Counter(kind for kind, _, _ in events)
    edits = [edit for kind, _, payload in events if kind == "edited" for edit in json.loads(payload)["edits"]]
    causes = Counter(cause for *_, cause, _ in edits)
    assert causes["fix"] >= 3
    assert {rule for *_, cause, rule in edits if cause == "fix"} == set(rules)
    assert causes["pasted"] == 1
    assert any("Bring a book." in words for _, _, words, cause, _ in edits if cause == "typed")
    totals = report["totals"]
    assert totals["events"] == len(events) - kinds["policy.changed"]  # which is the house's, and no piece's
    assert totals["edits"] == len(edits)
    assert totals["dismissals"] == kinds["flag.dismissed"] == 1
    assert totals["handoffs"] == kinds["submitted"] == 1
    assert totals["approvals"] == kinds["approved"] == 1
    assert totals["claims"]["supported"] == kinds["claim.evidence"] >= 1
    assert report["pieces"][0]["text"] == approved
    assert report["head"]["count"] == len(events)
    assert report["pieces"][0]["dismissals"][0]["reason"] == "deliberate"
    assert {name for kind, name, _ in events if kind == "approved"} == {"Tomasz"}

    told = CliRunner().invoke(app, ["verify", "-w", str(house)])
    assert told.exit_code == 0
    assert report["head"]["hash"] in told.output
    number = [kind for kind, _, _ in events].index(EventType.FLAG_DISMISSED.value) + 1
    change_one_byte(house, b'"reason":"deliberate"')
    told = CliRunner().invoke(app, ["verify", "-w", str(house)])
    assert told.exit_code == 1
    assert told.output.startswith("Broken: ")
    assert str(number) in told.output
