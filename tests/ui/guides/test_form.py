"""The rule form in the window: a rule without YAML, seen at work before it is saved, and tested on every piece."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from studio.core.errors import BadInput
from studio.core.events import EventType
from studio.guides.writing import Purpose, WordRule, read_back, yaml_of
from studio.ui.guides.form import FormHands, RuleForm
from studio.ui.theme import Theme

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def form(desk, page):
    """The form, opened for a new rule."""
    page.new.click()
    assert page.is_form_open
    yield page.form
    page.form._throw_away()  # or the window would stay open


@pytest.fixture
def tried(form, qtbot):
    """Waits until what is underlined belongs to the rule and the text as they stand; gives the words underlined."""

    def wait() -> list[str]:
        qtbot.waitUntil(lambda: form.tryout.is_settled, timeout=10_000)
        return [flag.text for flag in form.tryout.flags]

    return wait


def write(desk, form, *pairs, purpose="prefer"):
    form.purpose.button(purpose).click()
    for number, (first, second) in enumerate(pairs):
        form.words.cell(number).setFocus()
        desk.type(first)
        if second:
            form.words.cell(number, 1).setFocus()
            desk.type(second)


def test_a_rule_is_seen_at_work_while_it_is_typed(desk, form, tried):
    form.tryout.which.choose("own")
    form.tryout.view.setFocus()
    desk.type("A nice cuppa, Cuppa or cuppas.")
    write(desk, form, ("cuppa", "cup of tea"))
    assert tried() == ["cuppa", "Cuppa"]
    form.capitals.click()
    assert tried() == ["cuppa"]


@pytest.mark.parametrize(
    ("purpose", "pairs", "flagged"),
    [
        ("avoid", [("window seat", "")], ["window seat"]),
        ("prefer", [("guests", "visitors")], ["guests"]),
        ("spell", [("oven", "ovven")], ["oven"]),
        ("always", [("Cakes", "")], ["cakes"]),
    ],
)
def test_each_purpose_flags_what_it_says_on_the_piece_once_it_is_saved(desk, form, read, purpose, pairs, flagged):
    write(desk, form, *pairs, purpose=purpose)
    form.name.setText("Mine")
    form.save.click()
    read()
    desk.settle()
    assert [flag.text for flag in desk.session.flags if flag.rule.endswith(".Mine")] == flagged


def test_a_limit_counts_in_the_whole_text(desk, form, read):
    write(desk, form, ("the", ""), purpose="limit")
    form.most.setValue(2)
    form.counted.setCurrentIndex(form.counted.findData("document"))
    form.name.setText("Few")
    form.save.click()
    read()
    desk.settle()
    found = [flag for flag in desk.session.flags if flag.rule.endswith(".Few")]
    assert len(found) == 1
    assert str(desk.text.lower().split().count("the")) in found[0].message


def test_what_the_back_test_counts_before_saving_is_what_is_flagged_after(desk, form, page, read):
    write(desk, form, ("calm", ""), ("rain", ""), purpose="avoid")
    form.name.setText("Weather")
    form.backtest.start.click()
    read()
    assert "Would have flagged twice in 1 of 1 piece." in form.backtest.said.text()
    assert form.backtest.rows.model.rowCount() == 2
    form.save.click()
    read()
    desk.settle()
    assert len([flag for flag in desk.session.flags if flag.rule.endswith(".Weather")]) == 2


def test_a_count_is_called_old_as_soon_as_the_rule_is_another_one(desk, form, read):
    write(desk, form, ("calm", ""), purpose="avoid")
    form.backtest.start.click()
    read()
    write(desk, form, ("", ""), ("rain", ""), purpose="avoid")
    assert "has changed since" in form.backtest.said.text()


def test_a_place_of_the_back_test_opens_on_the_desk_and_the_rule_waits(desk, form, page, read):
    write(desk, form, ("rain", ""), purpose="avoid")
    form.backtest.start.click()
    read()
    form.backtest.rows.opened.emit(form.backtest.rows.model.index(0).data(Qt.ItemDataRole.UserRole).payload)
    view = desk.window.review.editor.working
    assert view.textCursor().selectedText() == "rain"
    desk.window.notices._press()
    assert page.isVisible()
    assert form.words.entries == (("rain", ""),)


def test_the_file_is_the_one_a_vale_user_would_have_written(desk, form, page, read):
    write(desk, form, ("guests", "visitors"))
    form.name.setText("Guests")
    form.show_the_file.click()
    shown = form.file.text.toPlainText()
    assert "extends: substitution" in shown
    assert "guests: visitors" in shown
    form.save.click()
    read()
    assert page.rule.rule.path.read_text(encoding="utf-8") == shown


def test_saving_as_a_trial_counts_the_flags_and_keeps_no_text_from_approval(desk, form, page, read):
    write(desk, form, ("calm", ""), purpose="avoid")
    form.level.button("error").click()
    form.name.setText("Still")
    before_said = {item.id: item.phrase for item in desk.session.gate().items}["errors"]
    form.trial.click()
    read()
    desk.settle()
    assert [flag.text for flag in desk.session.flags if flag.rule.endswith(".Still")] == ["calm"]
    errors = {item.id: item.phrase for item in desk.session.gate().items}
    assert before_said == "no errors open"
    assert errors["errors"].startswith("no errors open")
    assert page.rule.rule.on_trial


@pytest.mark.parametrize(("first", "second", "said"), [("", "", "name"), ("guests", "", "guests")])
def test_what_is_missing_is_said_in_the_form_and_nothing_is_written(desk, form, first, second, said):
    if first:
        write(desk, form, (first, second))
    form.save.click()
    assert said in form.problem.text()
    assert not list((desk.root / "styleguides").rglob("*.yml"))


def test_a_name_that_is_taken_is_refused_and_nothing_typed_is_lost(desk, form, page, read):
    write(desk, form, ("calm", ""), purpose="avoid")
    form.name.setText("Twice")
    form.save.click()
    read()
    page.new.click()
    write(desk, form, ("rain", ""), purpose="avoid")
    form.name.setText("Twice")
    form.save.click()
    assert form.problem.text()
    assert page.is_form_open
    assert form.words.entries == (("rain", ""),)


def test_a_saved_rule_is_opened_again_as_it_was(desk, form, page, read):
    write(desk, form, ("guests", "visitors"))
    form.why.setPlainText("They visit us.")
    form.exceptions.setText("guests of honour")
    form.name.setText("Guests")
    form.save.click()
    read()
    page.rule.edit.click()
    rule = form.current()
    assert rule.purpose is Purpose.PREFER
    assert rule.entries == (("guests", "visitors"),)
    assert rule.why == "They visit us."
    assert rule.exceptions == ("guests of honour",)
    assert not form.is_dirty


def test_a_rule_is_deleted_after_one_question(desk, form, page, read):
    write(desk, form, ("calm", ""), purpose="avoid")
    form.name.setText("Gone")
    form.save.click()
    read()
    path = page.rule.rule.path
    page.rule.delete.click()
    desk.window.shell.sheet.yes.click()
    read()
    assert not path.exists()
    kinds = [event.type for event in desk.window.acts.workspace.history.events(types=[EventType.RULE_SAVED])]
    assert len(kinds) == 2


def box(desk) -> QMessageBox:
    (found,) = [each for each in desk.window.findChildren(QMessageBox) if each.isVisible()]
    return found


def test_leaving_an_unsaved_rule_asks_first(desk, form, page):
    write(desk, form, ("calm", ""), purpose="avoid")
    form.leave()
    stay = box(desk).defaultButton()
    stay.click()
    assert page.is_form_open
    form.leave()
    next(button for button in box(desk).buttons() if button is not box(desk).defaultButton()).click()
    assert not page.is_form_open


def test_the_window_does_not_close_on_a_rule_that_is_not_saved(desk, form):
    write(desk, form, ("calm", ""), purpose="avoid")
    desk.window.close()
    assert desk.window.isVisible()
    assert "not saved" in desk.notice


def test_a_rule_begins_with_the_selected_words_and_the_paragraph_around_them(desk, read, qtbot):
    desk.caret_to("window seat")
    view = desk.window.review.editor.working
    for _ in range(len("window seat")):
        desk.press(Qt.Key.Key_Right, SHIFT)
    desk.do("rule_here")
    form = desk.window.guides.page.form
    assert form.words.entries[0][0] == "window seat"
    assert "The window seat is the one" in form.tryout.view.plain
    form._throw_away()
    assert view.isVisible()


def test_a_list_pasted_from_a_table_fills_the_lines(desk, form):
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText("utilise\tuse\nguests -> visitors\nleverage → use")
    form.words.cell(0).setFocus()
    desk.press(Qt.Key.Key_V, CONTROL)
    assert form.words.entries == (("utilise", "use"), ("guests", "visitors"), ("leverage", "use"))


WORDS = st.text(st.sampled_from("abcé'\"-., (+*|$%\\"), min_size=1, max_size=12).map(str.strip).filter(bool)


@st.composite
def rules(draw):
    purpose = draw(st.sampled_from(list(Purpose)))
    is_pair = purpose in (Purpose.PREFER, Purpose.SPELL)
    pairs = st.tuples(WORDS, WORDS) if is_pair else st.tuples(WORDS, st.just(""))
    entries = draw(st.lists(pairs, min_size=1, max_size=3, unique_by=lambda pair: pair[0].casefold()))
    if purpose is Purpose.ALWAYS:
        entries = [("", good) for good, _ in entries]
    is_limit = purpose is Purpose.LIMIT
    return WordRule(
        "House.Tea",
        purpose,
        tuple(entries),
        why=draw(st.sampled_from(["", "Because we say so."])),
        level=draw(st.sampled_from(["suggestion", "warning", "error"])),
        scope=draw(st.sampled_from(["paragraph", "sentence", "document"] if is_limit else ["text", "heading", "heading.h2"])),
        ignorecase=draw(st.booleans()),
        whole_words=draw(st.booleans()),
        exceptions=() if is_limit else tuple(draw(st.lists(WORDS, max_size=2, unique=True))),
        most=draw(st.integers(1, 500)) if is_limit else 0,
    )


@pytest.fixture
def bare(app, qtbot):
    """The form by itself: nobody saves, nobody tests."""
    form = RuleForm(Theme("light"), FormHands(lambda rule, text: (), lambda rule: None, lambda rule: "", lambda *_: None, print))
    qtbot.addWidget(form)
    yield form
    form.stop()


@given(rule=rules())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_rule_that_is_only_opened_is_the_rule_that_would_be_saved(bare, tmp_path, rule):
    path = tmp_path / "Tea.yml"
    try:
        path.write_text(yaml_of(rule), encoding="utf-8")
    except BadInput:
        assume(False)
    read = read_back(path, rule.name)
    assume(read is not None)
    assert bare.open_rule(read.name, read)
    assert yaml_of(bare.current()) == yaml_of(read)


def test_a_message_the_form_cannot_show_is_not_opened_and_so_never_changed(bare):
    rule = WordRule("House.Tea", Purpose.AVOID, (("tea", ""),), message="%[2]s %s and %s")
    assert not bare.open_rule(rule.name, rule)


@pytest.mark.parametrize(("bad", "good", "said"), [("A dull day.", "", "does not flag"), ("", "It is calm.", "left alone")])
def test_an_example_the_rule_contradicts_is_said_before_it_is_kept(desk, form, page, bad, good, said):
    write(desk, form, ("calm", ""), purpose="avoid")
    form.bad.setText(bad)
    form.good.setText(good)
    form.save.click()
    assert said in form.problem.text()
    assert page.is_form_open


def test_the_wheel_scrolls_the_form_and_changes_nothing_in_it(desk, form):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    before = form.current()
    for field in (form.place, form.counted, form.most):
        at = QPointF(4, 4)
        turn = QWheelEvent(
            at,
            field.mapToGlobal(at),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        field.wheelEvent(turn)
        assert not turn.isAccepted()
    assert form.current() == before


def test_tab_goes_from_the_words_to_what_the_writer_reads(desk, form):
    write(desk, form, ("calm", "quiet"))
    form.words.cell(1, 1).setFocus()
    desk.press(Qt.Key.Key_Tab)
    assert form.message.hasFocus()


def test_a_notice_never_covers_the_buttons_that_save(desk, form):
    desk.window.notices.error("Something to read.")
    notice = desk.window.notices
    assert notice.isVisible()
    button = form.save
    top = button.mapTo(desk.window, button.rect().topLeft()).y()
    assert notice.mapTo(desk.window, notice.rect().bottomLeft()).y() <= top


def test_the_number_of_a_limit_can_be_read(desk, form):
    form.purpose.button("limit").click()
    form.most.setValue(120)
    edit = form.most.lineEdit()
    assert edit.width() >= edit.fontMetrics().horizontalAdvance("120") + 16
