"""The Style guides page: everything about a rule in one place, switched where one reads of it, the desk checked anew at once."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from studio.core.events import EventType
from studio.core.piece import Channel

WORDY = "Plain.Wordy"


def ini(desk) -> str:
    return (desk.root / ".vale.ini").read_text(encoding="utf-8")


def choose(page, channel, value) -> None:
    """What a person does with one of the boxes beside the channels."""
    combo = page.rule.grid.combos[channel]
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def test_a_rule_is_shown_with_what_it_does_why_and_an_example_of_each_kind(at):
    shown = at(WORDY).rule
    assert shown.title.text() == "Wordy"
    assert shown.why.text()
    assert "proposes better ones" in shown.does.text()
    words = [label.text() for label in shown.findChildren(QLabel)]
    assert "Flagged" in words
    assert "Left alone" in words


def test_a_rule_says_how_often_it_flagged_and_what_became_of_it(desk, at):
    flagged = sum(flag.rule == WORDY for flag in desk.session.flags)
    figures = [label.text() for label in at(WORDY).rule.findChildren(QLabel) if label.property("role") == "figure"]
    assert figures[0] == str(flagged)
    assert flagged > 0


def test_switching_a_rule_off_for_the_pieces_channel_takes_its_flags_off_the_desk(desk, at, read):
    channel = desk.session.piece.channel
    assert any(flag.rule == WORDY for flag in desk.session.flags)
    choose(at(WORDY), channel, "off")
    read()
    desk.settle()
    assert not any(flag.rule == WORDY for flag in desk.session.flags)
    assert f"[{channel.value}/" in ini(desk)
    (event,) = desk.window.acts.workspace.history.events(types=[EventType.GUIDE_CHANGED])
    assert event.actor.name == "Erin"


def test_a_level_that_holds_everywhere_is_said_to(desk, at, read):
    choose(at(WORDY), Channel.BLOG, "error")
    assert "A level holds for every text" in desk.notice
    read()
    desk.settle()
    assert {str(flag.severity) for flag in desk.session.flags if flag.rule == WORDY} == {"error"}


def test_a_guide_is_put_in_force_for_one_channel_with_one_click(desk, at, read):
    page = at("Email")
    assert not page.guide.grid.boxes[Channel.SOCIAL].isChecked()
    page.guide.grid.boxes[Channel.SOCIAL].click()
    read()
    assert page.guide.grid.boxes[Channel.SOCIAL].isChecked()
    assert not page.guide.grid.boxes[Channel.BLOG].isChecked()
    social = ini(desk).partition("[social/*.md]")[2]
    assert "Email" in social.partition("[")[0]


def test_a_rule_on_trial_is_marked_and_its_errors_stop_nothing(desk, at, read):
    def errors() -> int:
        (item,) = [item for item in desk.session.gate().items if item.id == "errors"]
        said = re.match(r"\d+", item.phrase)
        return int(said[0]) if said else 0

    page = at(WORDY)
    choose(page, None, "error")
    read()
    desk.settle()
    before, own = errors(), sum(flag.rule == WORDY for flag in desk.session.flags)
    page.rule.trial.click()
    read()
    desk.settle()
    assert page.rule.trial_pill.isVisibleTo(page)
    assert own > 0
    assert errors() == before - own


def test_what_is_refused_is_said_and_the_page_shows_what_is_so(desk, at):
    page = at(WORDY)
    (desk.root / "policy.toml").write_text("people = 3\n", encoding="utf-8")
    page.rule.trial.click()
    assert not page.rule.trial.isChecked()
    assert desk.notice


@pytest.mark.parametrize(("typed", "left"), [("utilise", True), ("quidditch", False)])
def test_rules_are_found_by_what_they_say(page, typed, left):
    page.tree.search.setText("wordy" if left else typed)
    assert (WORDY in page.tree.names) is left


def test_only_rules_on_trial_are_left_over_when_one_asks_for_them(desk, at, read):
    page = at(WORDY)
    page.rule.trial.click()
    read()
    page.tree.filter.setCurrentIndex(page.tree.filter.findData("trial"))
    assert page.tree.names == [WORDY]


def test_escape_leads_back_to_the_text_where_one_was(desk, page):
    assert not desk.window.review.editor.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.review.editor.isVisible()


def test_keys_of_the_desk_do_nothing_while_the_page_is_in_front(desk, page):
    desk.press(Qt.Key.Key_F8)
    assert not desk.window.review.card.isVisible()
    assert not desk.window.actions_by_id["submit"].isEnabled()
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.actions_by_id["submit"].isEnabled()


def test_the_card_leads_to_its_rule(desk, read):
    desk.to_flag(WORDY)
    link = next(b for b in desk.window.review.card.findChildren(QPushButton) if b.text() == f"Rule {WORDY} · More")
    link.click()
    read()
    assert desk.window.guides.page.rule.rule.name == WORDY
    assert desk.window.guides.page.isVisible()


def test_the_card_says_which_layer_brought_the_rule_here(desk):
    desk.to_flag(WORDY)
    said = [label.text() for label in desk.window.review.card.findChildren(QLabel)]
    assert any(text.startswith("Here because: Plain") for text in said)


def test_changing_a_packaged_rule_writes_one_that_builds_on_it_and_leaves_the_package_alone(desk, at, read):
    page = at(WORDY)
    file = page.rule.rule.path
    before = file.read_bytes()
    page.rule.change.click()
    sheet = desk.window.shell.sheet
    from studio.ui.guides.fields import Segments

    sheet.findChild(Segments).choose("error")
    sheet.yes.click()
    read()
    desk.settle()
    assert file.read_bytes() == before
    own = page.rule.rule
    assert own.parent == WORDY
    assert own.is_own
    assert "level: error" in own.file_text
    rules = {flag.rule for flag in desk.session.flags}
    assert WORDY not in rules
    assert own.name in rules


def test_a_changed_rule_is_changed_again_and_has_the_level_that_was_chosen(desk, at, read):
    from studio.ui.guides.fields import Segments

    page = at(WORDY)
    choose(page, None, "suggestion")
    read()
    for level in ("error", "warning"):
        page.rule.change.click()
        sheet = desk.window.shell.sheet
        sheet.findChild(Segments).choose(level)
        sheet.yes.click()
        read()
        desk.settle()
        name = page.rule.rule.name
        assert name != WORDY
        assert {str(flag.severity) for flag in desk.session.flags if flag.rule == name} == {level}


def test_a_rule_says_which_words_it_looks_for_and_is_found_by_them(page, at):
    words = at(WORDY).rule.words.text()
    assert words.startswith("It looks for: ")
    assert " → " in words
    page.tree.search.setText(words.removeprefix("It looks for: ").split(" → ")[0])
    assert WORDY in page.tree.names


def test_off_for_a_channel_lists_what_is_off_there_though_it_is_on_elsewhere(desk, at, read):
    page = at(WORDY)
    choose(page, Channel.EMAIL, "off")
    read()
    page.tree.filter.setCurrentIndex(page.tree.filter.findData("off"))
    page.tree.channel.setCurrentIndex(page.tree.channel.findData("email"))
    assert WORDY in page.tree.names
    page.tree.channel.setCurrentIndex(page.tree.channel.findData("blog"))
    assert WORDY not in page.tree.names


def test_a_broken_rule_stands_in_the_list_and_says_what_is_wrong(desk, read):
    folder = desk.root / "styleguides" / "House"
    folder.mkdir(parents=True)
    (folder / "Torn.yml").write_text("extends: existence\nmessage: no\ntokens:\n  - '(tea'\n", encoding="utf-8")
    text = ini(desk).replace("BasedOnStyles = ", "BasedOnStyles = House, ", 1)
    (desk.root / ".vale.ini").write_text(text, encoding="utf-8")
    desk.window.guides.look_for_new_rules()
    desk.do("guides")
    read()
    page = desk.window.guides.page
    page.go_to("House.Torn")
    read()
    assert page.rule.pill.text() == "Broken"
    assert "(tea" in page.rule.alert.text()
    assert "Torn.yml" in page._problems.text()
    assert page._problems.isVisible()


def test_a_rule_saved_in_an_editor_is_taken_over_when_one_comes_back(desk, read):
    folder = desk.root / "styleguides" / "House"
    folder.mkdir(parents=True)
    rule = folder / "Rain.yml"
    rule.write_text("extends: existence\nmessage: No '%s' here.\ntokens: [rain]\n", encoding="utf-8")
    text = ini(desk).replace("BasedOnStyles = ", "BasedOnStyles = House, ", 1)
    (desk.root / ".vale.ini").write_text(text, encoding="utf-8")
    desk.window.guides.look_for_new_rules()
    desk.settle()
    assert [flag.text for flag in desk.session.flags if flag.rule == "House.Rain"] == ["rain"]
    assert "read anew" in desk.notice


def test_a_package_comes_in_by_its_folder(desk, page, read, tmp_path):
    folder = tmp_path / "Cakes"
    folder.mkdir()
    (folder / "Scone.yml").write_text("extends: existence\nmessage: No '%s'.\ntokens: [cakes]\n", encoding="utf-8")
    page.take_in.click()
    sheet = desk.window.shell.sheet
    sheet.yes.click()
    assert "Nothing is chosen yet" in sheet._problem.text()
    sheet.path.setText(str(folder))
    sheet.yes.click()
    read()
    assert page.guide.guide.name == "Cakes"
    page.guide.grid.boxes[None].click()
    read()
    desk.settle()
    assert [flag.text for flag in desk.session.flags if flag.rule == "Cakes.Scone"] == ["cakes"]


def test_a_package_that_only_brings_settings_comes_in_with_a_word_about_it(desk, page, read, tmp_path):
    folder = tmp_path / "Levels"
    folder.mkdir()
    (folder / ".vale.ini").write_text("MinAlertLevel = warning\n[*]\nPlain.Wordy = error\n", encoding="utf-8")
    page.take_in.click()
    sheet = desk.window.shell.sheet
    sheet.path.setText(str(folder))
    sheet.yes.click()
    read()
    assert "brought settings" in desk.notice


def test_another_workspace_shows_nothing_of_the_one_before(desk, page, tmp_path):
    from studio.app.workspace import Workspace

    Workspace.create(tmp_path / "other", "Ann").close()
    desk.window.acts.open_workspace(tmp_path / "other")
    assert not page.isVisible()
    assert page.tree.names == []


@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_page_follows_the_theme(desk, page, name):
    desk.window.set_theme(name)
    assert page.tree.delegate.theme.name == name
    assert page.form.tryout.view.theme.name == name
