"""The claims desk: evidence is taken only whole, and what is half filled in is never lost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from studio.core.claim import ClaimStatus, Evidence
from studio.core.errors import Refused
from studio.ui.claims.panel import ClaimHands, ClaimsPanel


@pytest.fixture
def panel(shown, theme):
    """A claims desk whose hands refuse as the session does, and what they were given."""
    given = []

    def evidence(claim, url, quote, until):
        if not url.strip() or not quote.strip():
            raise Refused("Evidence needs a link or a file, and the passage that says it.", "Fill in both.")
        given.append((claim.text, url, quote, until))

    def opinion(claim, reason):
        if not reason.strip():
            raise Refused("An opinion needs a reason.", "Say why no reader takes it for a fact.")
        given.append((claim.text, reason))

    made = shown(ClaimsPanel(theme, ClaimHands(evidence, opinion, given.append)), 358, 500)
    return made, given


def words(panel) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def fields(panel) -> list[QLineEdit]:
    QApplication.processEvents()
    return [field for field in panel.findChildren(QLineEdit) if field.isVisible()]


def test_evidence_without_link_or_passage_is_refused_in_place_and_nothing_typed_is_lost(panel, claim):
    made, given = panel
    made.show_claims([claim()], "")
    made.mark(claim().key, with_form=True)
    QTest.keyClick(fields(made)[0], Qt.Key.Key_Return)
    assert "Evidence needs a link or a file" in words(made)
    QTest.keyClicks(fields(made)[0], "https://larkspur.example")
    QTest.keyClick(fields(made)[0], Qt.Key.Key_Return)
    assert given == []
    assert fields(made)[0].text() == "https://larkspur.example"
    QTest.keyClicks(fields(made)[1], "73 of 100")
    QTest.keyClick(fields(made)[1], Qt.Key.Key_Return)
    assert given == [("73% came back", "https://larkspur.example", "73 of 100", "")]
    assert fields(made) == []


def test_an_opinion_needs_its_reason(panel, claim):
    made, given = panel
    made.show_claims([claim()], "")
    made.ask_opinion(claim().key)
    (reason,) = fields(made)
    QTest.keyClick(reason, Qt.Key.Key_Return)
    assert "An opinion needs a reason." in words(made)
    QTest.keyClicks(reason, "taste")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    assert given == [("73% came back", "taste")]


def test_a_half_filled_form_survives_a_check_that_comes_back_meanwhile(panel, claim):
    made, _ = panel
    made.show_claims([claim()], "")
    made.mark(claim().key, with_form=True)
    QTest.keyClicks(fields(made)[0], "https://lark")
    made.show_claims([claim(reason="moved", decided_by="Erin")], "")
    assert [field.text() for field in fields(made)] == ["https://lark", "", ""]


def test_escape_puts_the_form_away(panel, claim):
    made, given = panel
    made.show_claims([claim()], "")
    made.mark(claim().key, with_form=True)
    QTest.keyClick(fields(made)[0], Qt.Key.Key_Escape)
    assert fields(made) == []
    assert given == []


def test_how_many_are_open_and_how_each_stands_is_written_in_words(panel, claim):
    made, _ = panel
    proof = Evidence("https://a.example", "so it is", "Wren", "2026-11-24T09:00:00Z", "2027-11-30")
    one, two = claim(), claim("best in town", status=ClaimStatus.SUPPORTED, evidence=(proof,))
    made.show_claims([one, two], "")
    said = words(made)
    assert "1 open of 2" in said
    assert "Unverified · figure · high" in said
    assert "Give the primary source." in said
    assert "“so it is” https://a.example (Wren, until 2027-11-30)" in said


def test_a_claim_whose_words_are_gone_asks_for_nothing(panel, claim):
    made, _ = panel
    gone = replace(claim(), span=None, status=ClaimStatus.REMOVED)
    made.show_claims([gone], "")
    made.mark(gone.key)
    assert "Words gone" in words(made)
    assert not [button for button in made.findChildren(QPushButton) if button.isVisible()]


def test_a_text_without_claims_says_what_looked_for_them(panel):
    made, _ = panel
    made.show_claims([], "Checked with claims.")
    assert "No claims found. Checked with claims." in words(made)


def test_a_click_on_a_claim_goes_to_its_words(panel, claim, qtbot):
    made, _ = panel
    made.show_claims([claim()], "")
    with qtbot.waitSignal(made.chosen) as chosen:
        QTest.mouseClick(made._rows[claim().key], Qt.MouseButton.LeftButton)
    assert chosen.args[0].text == "73% came back"
