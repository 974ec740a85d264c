"""The claims tab: worked through by keys, dangerous claims first; a refusal is said in place and nothing typed is ever lost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from studio.core.claim import ClaimSeverity, ClaimStatus, Consent, Evidence, Proposal, Question, Standing, Support
from studio.core.flag import Fix
from studio.core.span import Span
from studio.ui.claims.panel import ClaimsPanel

Key = Qt.Key
LIGHT = ClaimSeverity.MEDIUM


@pytest.fixture
def panel(shown, theme, hands):
    made = shown(ClaimsPanel(theme, hands.hands()), 358, 700)
    made.activateWindow()
    return made


def words(panel) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def fields(panel) -> list[QLineEdit]:
    QApplication.processEvents()
    return [field for field in panel.findChildren(QLineEdit) if field.isVisible()]


def texts(panel) -> list[str]:
    return [field.text() for field in fields(panel)]


def buttons(panel) -> dict[str, QPushButton]:
    QApplication.processEvents()
    return {button.text(): button for button in panel.findChildren(QPushButton) if button.isVisible()}


def press(panel, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or panel, key, modifiers)
    QApplication.processEvents()


def type_in(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def stand_at(panel, *claims, key: str = "") -> None:
    panel.show_claims(claims, "")
    panel.mark(key or claims[0].key)
    panel.take_keys()


# ---------------------------------------------------------------- evidence


def test_evidence_without_link_or_passage_is_refused_in_place_and_nothing_typed_is_lost(panel, claim, hands):
    stand_at(panel, claim())
    press(panel, Key.Key_Return)
    press(panel, Key.Key_Return)
    assert "Evidence needs a link or a file" in words(panel)
    type_in("https://larkspur.example")
    press(panel, Key.Key_Return)
    assert hands.acts == []
    press(panel, Key.Key_Tab)
    type_in("73 of 100")
    assert texts(panel) == ["https://larkspur.example", "73 of 100"]
    press(panel, Key.Key_Return)
    assert hands.acts == [("attach", "73% came back", Evidence("https://larkspur.example", "73 of 100", accessed=hands.today))]
    assert fields(panel) == []


def test_a_link_from_the_clipboard_is_in_place_and_the_cursor_waits_for_the_passage(panel, claim, hands):
    QGuiApplication.clipboard().setText("https://larkspur.example/guests\n")
    stand_at(panel, claim())
    press(panel, Key.Key_L)
    assert texts(panel)[0] == "https://larkspur.example/guests"
    assert QApplication.focusWidget() is fields(panel)[1]


@pytest.mark.parametrize("copied", ["", "73 of 100 guests returned"])
def test_what_is_no_link_is_not_taken_for_one(panel, claim, copied):
    QGuiApplication.clipboard().setText(copied)
    stand_at(panel, claim())
    press(panel, Key.Key_L)
    assert texts(panel) == ["", ""]
    assert QApplication.focusWidget() is fields(panel)[0]


def test_a_passage_from_the_clipboard_keeps_to_one_line_and_asks_for_the_link(panel, claim, hands):
    QGuiApplication.clipboard().setText("73 of 100\nguests returned")
    stand_at(panel, claim())
    press(panel, Key.Key_P)
    assert texts(panel) == ["", "73 of 100 guests returned"]
    assert QApplication.focusWidget() is fields(panel)[0]


def test_evidence_may_support_only_partly_or_say_the_contrary(panel, claim, hands):
    stand_at(panel, claim())
    press(panel, Key.Key_Return)
    for field, text in zip(fields(panel), ("https://a.example", "34 of 100"), strict=True):
        field.setText(text)
    buttons(panel)["Contradicts"].click()
    buttons(panel)["Attach"].click()
    assert hands.acts[0][2].support is Support.CONTRADICTS


def test_publisher_dates_and_note_wait_behind_one_word(panel, claim, hands):
    stand_at(panel, claim())
    press(panel, Key.Key_Return)
    type_in("a.pdf")
    fields(panel)[1].setText("so it is")
    buttons(panel)["More…"].click()
    values = ("a.pdf", "so it is", "Tea Board", "2026-11-01", "2027-11-30", "page 4")
    more = {field.accessibleName(): field for field in fields(panel)}
    for name, value in zip(("Publisher", "Looked at on", "Valid until", "Note"), values[2:], strict=True):
        more[name].setText(value)
    press(panel, Key.Key_Return)
    evidence = hands.acts[0][2]
    assert (evidence.publisher, evidence.accessed, evidence.valid_until, evidence.note) == values[2:]


def test_a_testimonial_asks_for_the_customer_s_consent_at_once(panel, claim, hands):
    stand_at(panel, claim("“Lovely,” says Margaret", ClaimSeverity.BLOCKER, kinds=("testimonial",)))
    press(panel, Key.Key_Return)
    for field, text in zip(fields(panel), ("own record: letter", "Lovely", "Margaret", "2026-10-02", "the blog"), strict=True):
        field.setText(text)
    press(panel, Key.Key_Return)
    assert hands.acts[0][2].consent == Consent("Margaret", "2026-10-02", "the blog")


def test_evidence_that_only_lacks_the_consent_comes_filled_in(panel, claim, hands):
    proof = Evidence("own record: letter", "Lovely", "Erin", "2026-11-24T09:00:00Z")
    lacking = claim("“Lovely,” says Margaret", kinds=("testimonial",), status=ClaimStatus.SUPPORTED, evidence=(proof,))
    stand_at(panel, lacking)
    assert "Supported, consent missing" in words(panel)
    press(panel, Key.Key_Return)
    assert texts(panel)[:2] == ["own record: letter", "Lovely"]
    assert QApplication.focusWidget().accessibleName() == "Consent of"


# ---------------------------------------------------------------- one key


def test_enter_confirms_what_the_brief_gives_and_goes_on_to_the_next(panel, given, hands):
    stand_at(panel, given("since 2014"), given("open from ten"), given("good for three pours"))
    for _ in range(3):
        press(panel, Key.Key_Return)
    assert [act[1] for act in hands.acts] == ["since 2014", "open from ten", "good for three pours"]


def test_a_refusal_of_the_one_key_is_said_at_the_claim_and_one_stays_there(panel, given, hands):
    stand_at(panel, given("since 2014"), given("open from ten"))
    hands.refuses = "The text has changed meanwhile."
    press(panel, Key.Key_Return)
    assert "The text has changed meanwhile." in words(panel)
    assert panel.current.text == "since 2014"


def test_a_proposal_without_its_passage_is_filled_in_and_asks_for_the_passage(panel, claim, hands):
    cited = Proposal("link beside it", Evidence("https://a.example/page", ""))
    stand_at(panel, claim(proposal=cited))
    press(panel, Key.Key_Return)
    assert texts(panel)[0] == "https://a.example/page"
    assert QApplication.focusWidget() is fields(panel)[1]
    assert hands.acts == []


def test_all_that_the_brief_gives_is_confirmed_from_the_heading_but_never_a_weighty_one(panel, given, hands):
    panel.show_claims([given("since 2014"), given("open from ten"), given("cheapest", ClaimSeverity.HIGH)], "")
    buttons(panel)["Confirm all 2…"].click()
    assert hands.acts == [("confirm all", "since 2014", "open from ten")]


# ---------------------------------------------------------------- the other answers


def test_an_opinion_needs_its_reason(panel, claim, hands):
    stand_at(panel, claim())
    press(panel, Key.Key_O)
    press(panel, Key.Key_Return)
    assert "An opinion needs a reason." in words(panel)
    type_in("taste")
    press(panel, Key.Key_Return)
    assert hands.acts == [("opinion", "73% came back", "taste")]


def test_withdrawing_says_first_what_goes_and_escape_keeps_it(panel, claim, hands):
    stand_at(panel, claim(places=(Span(0, 13), Span(40, 53))))
    press(panel, Key.Key_W)
    assert "These words go out of the text in all 2 places: “73% came back”." in words(panel)
    press(panel, Key.Key_Escape)
    assert hands.acts == []
    press(panel, Key.Key_W)
    press(panel, Key.Key_Return)
    assert hands.acts == [("withdraw", "73% came back")]


def test_a_softer_wording_is_shown_word_for_word_before_it_is_put_in_place(panel, claim, hands):
    hands.softer = (Fix("the pots seldom chip"), Fix("the pots are made not to chip"))
    stand_at(panel, claim("the pots never chip"))
    assert "never → seldom" in buttons(panel)
    press(panel, Key.Key_S)
    assert "“never” becomes “seldom”." in words(panel)
    assert hands.acts == []
    press(panel, Key.Key_Return)
    assert hands.acts == [("soften", "the pots seldom chip")]


def test_a_colleague_is_asked_by_name(panel, claim, hands):
    stand_at(panel, claim())
    press(panel, Key.Key_Q)
    assert isinstance(QApplication.focusWidget(), QComboBox)
    press(panel, Key.Key_Down)
    press(panel, Key.Key_Tab)
    type_in("Is it true?")
    press(panel, Key.Key_Return)
    assert hands.acts == [("ask", "Tomasz", "Is it true?")]


def test_who_works_alone_is_told_that_there_is_nobody_to_ask(panel, claim, hands):
    hands.persons = ()
    stand_at(panel, claim())
    press(panel, Key.Key_Q)
    assert "Nobody else works here yet." in words(panel)
    assert fields(panel) == []


def test_a_question_to_me_is_seen_at_once_and_its_answer_goes_back_to_whoever_asked(panel, claim, hands):
    asked = claim("b", questions=(Question("Tomasz", "Wren", "Where is this from?", "2026-11-28T10:00:00Z"),))
    panel.show_claims([claim("a"), asked], "")
    assert "Tomasz asks you: “Where is this from?”" in words(panel)
    buttons(panel)["1 question for you"].click()
    assert panel.current == asked
    press(panel, Key.Key_Q)
    type_in("The annual report.")
    press(panel, Key.Key_Return)
    assert hands.acts == [("ask", "Tomasz", "The annual report.")]


# ---------------------------------------------------------------- nothing typed is lost


def test_a_half_filled_form_survives_a_check_that_comes_back_meanwhile(panel, claim):
    stand_at(panel, claim())
    press(panel, Key.Key_Return)
    type_in("https://lark")
    panel.show_claims([claim("new first"), claim(reason="moved", decided_by="Erin", places=(Span(3, 16),))], "")
    assert texts(panel) == ["https://lark", ""]
    assert QApplication.focusWidget() is fields(panel)[0]


def test_a_half_filled_form_follows_its_claim_when_the_words_are_edited(panel, claim):
    stand_at(panel, claim("Last year 73% of our guests came back"), claim("We roast on Mondays", LIGHT))
    press(panel, Key.Key_Return)
    type_in("https://lark")
    panel.show_claims([claim("Last year 74% of the guests came back"), claim("We roast on Mondays", LIGHT)], "")
    assert texts(panel) == ["https://lark", ""]
    assert panel.current.text == "Last year 74% of the guests came back"


def test_a_half_filled_form_stays_when_its_claim_is_gone_altogether(panel, claim):
    stand_at(panel, claim("Last year 73% of our guests came back"), claim("We roast on Mondays", LIGHT))
    press(panel, Key.Key_Return)
    type_in("https://lark")
    panel.show_claims([claim("We roast on Mondays", LIGHT)], "")
    assert texts(panel) == ["https://lark", ""]


def test_escape_puts_the_form_away_and_the_next_time_it_is_as_it_was(panel, claim, hands):
    stand_at(panel, claim())
    press(panel, Key.Key_Return)
    type_in("https://lark")
    press(panel, Key.Key_Escape)
    assert fields(panel) == []
    press(panel, Key.Key_Return)
    assert texts(panel) == ["https://lark", ""]
    assert hands.acts == []


def test_a_form_that_waits_half_filled_in_is_named_in_its_folded_row(panel, claim):
    stand_at(panel, claim("a"), claim("b"))
    press(panel, Key.Key_Return)
    type_in("https://lark")
    panel.mark(claim("b").key)
    assert "Half filled in" in words(panel)
    assert fields(panel) == []
    assert panel.current.text == "b"


# ---------------------------------------------------------------- moving about


def test_the_arrow_keys_walk_and_escape_leads_back_to_the_text(panel, claim, hands):
    stand_at(panel, *(claim(each) for each in "abc"))
    press(panel, Key.Key_Down)
    assert panel.current.text == "b"
    press(panel, Key.Key_End)
    assert panel.current.text == "c"
    press(panel, Key.Key_Down)
    assert panel.current.text == "c"
    press(panel, Key.Key_Home)
    press(panel, Key.Key_Up)
    assert panel.current.text == "a"
    press(panel, Key.Key_Escape)
    assert hands.acts == [("leave",)]


def test_the_arrow_keys_stay_in_a_form_that_is_being_filled_in(panel, claim):
    stand_at(panel, claim("a"), claim("b"))
    press(panel, Key.Key_Return)
    type_in("x")
    press(panel, Key.Key_Down)
    assert panel.current.text == "a"
    assert texts(panel) == ["x", ""]


def test_the_next_open_claim_is_one_step_away_past_all_that_have_their_answer(panel, claim):
    proof = Evidence("https://a.example", "so it is")
    done = {"status": ClaimStatus.SUPPORTED, "evidence": (proof,)}
    stand_at(panel, claim("a"), claim("b"), claim("c", **done))
    panel.step_open(True)
    assert panel.current.text == "b"
    panel.step_open(True)
    assert panel.current.text == "a"


def test_a_click_on_a_claim_goes_to_its_words(panel, claim, qtbot):
    panel.show_claims([claim()], "")
    with qtbot.waitSignal(panel.chosen) as chosen:
        QTest.mouseClick(panel._rows[claim().key], Qt.MouseButton.LeftButton)
    assert chosen.args[0].text == "73% came back"


def test_another_place_of_the_claim_is_one_click_away(panel, claim, hands):
    stand_at(panel, claim(places=(Span(0, 13), Span(14, 27))))
    assert "in line" in words(panel)
    buttons(panel)["14"].click()
    assert ("go", 14) in hands.acts


# ---------------------------------------------------------------- what is said


def test_how_many_are_open_and_stop_the_approval_is_written_in_words(panel, claim):
    proof = Evidence("https://a.example", "so it is", "Wren", "2026-11-24T09:00:00Z", "2027-11-30", publisher="Tea Board")
    one, two = claim(), claim("best in town", status=ClaimStatus.SUPPORTED, evidence=(proof,))
    panel.show_claims([one, two], "", stopping=1)
    said = words(panel)
    assert "1 open of 2 · 1 stops the approval" in said
    assert "Unverified · figure · high" in said
    panel.mark(one.key)
    assert "Give the primary source." in words(panel)
    panel.mark(two.key)
    said = words(panel)
    assert "“so it is”" in said
    assert "Tea Board · until 30 Nov 2027 · Wren, 24 Nov" in said


def test_what_moved_on_and_who_says_otherwise_stand_in_the_folded_row(panel, claim):
    changed = claim("a", changed="The number changed from 43% to 34%.")
    clashing = claim("b", clashes=("34% in “Spring email”",))
    panel.show_claims([changed, clashing, claim("c")], "")
    said = words(panel)
    assert "The number changed from 43% to 34%." in said
    assert "Said otherwise elsewhere: 34% in “Spring email”." in said


def test_what_the_brief_says_stands_in_the_folded_row(panel, given, claim):
    wrong = claim("since 2012", standing=Standing.CONTRADICTS, source="opened in May 2014")
    panel.show_claims([given("open from ten"), wrong], "")
    said = words(panel)
    assert "The brief says: “Facts: open from ten.”" in said
    assert "The brief says against it: “opened in May 2014”" in said


def test_where_it_was_decided_and_who_has_to_agree_is_told(panel, claim):
    elsewhere = claim("a", status=ClaimStatus.OPINION, reason="taste", decided_by="Erin", decided_in="spring")
    half = claim("b", second="Erin")
    stand_at(panel, half, elsewhere)
    assert "Erin calls it one; a second person has to agree." in words(panel)
    panel.mark(elsewhere.key)
    assert "in “The piece spring”, another draft of this brief" in words(panel)


def test_a_claim_whose_words_are_gone_asks_for_nothing(panel, claim, hands):
    gone = replace(claim(), span=None, status=ClaimStatus.REMOVED)
    stand_at(panel, gone)
    assert "Words gone" in words(panel)
    assert not buttons(panel)
    press(panel, Key.Key_Return)
    assert fields(panel) == []


def test_a_text_without_claims_says_what_looked_for_them(panel):
    panel.show_claims([], "Checked with claims.")
    assert "No claims found. Checked with claims." in words(panel)


def test_when_nothing_is_open_any_more_it_says_so(panel, claim):
    panel.show_claims([claim(status=ClaimStatus.OPINION, reason="taste")], "")
    assert "Every claim has its answer." in words(panel)
    panel.show_claims([claim()], "")
    assert "Every claim has its answer." not in words(panel)


def test_the_marks_are_explained_and_that_it_is_no_legal_advice_is_said_once(panel, claim):
    panel.show_claims([claim("a"), claim("b")], "")
    said = words(panel)
    for meaning in ("open, needs proof", "open, minor", "contradicted", "changed since", "supported", "opinion"):
        assert meaning in said
    assert said.count("Not legal advice.") == 1


def test_rows_that_changed_places_are_as_high_as_what_they_hold(panel, claim):
    stand_at(panel, claim("a", LIGHT), claim("b", LIGHT))
    panel.show_claims([claim("a", LIGHT), claim("b", LIGHT, changed="The number changed from 43% to 34%.")], "")
    panel.mark(claim("b").key)
    QApplication.processEvents()
    QApplication.processEvents()
    for each in panel._rows.values():
        assert each.height() == each.layout().heightForWidth(each.width())


@pytest.mark.parametrize("width", [340, 358])
def test_no_words_are_cut_off_at_the_width_of_the_inspector(panel, claim, hands, width):
    hands.softer = (Fix("Up to 73% came back, as far as anybody counted them at the door"),)
    stand_at(
        panel, claim("Altogether 73% came back", kinds=("statistic", "money_price", "entity_causal"), places=(Span(0, 3),) * 9)
    )
    panel.resize(width, 700)
    QApplication.processEvents()
    for button in buttons(panel).values():
        assert button.width() >= button.sizeHint().width(), button.text()
        assert button.mapTo(panel, button.rect().topRight()).x() <= width
