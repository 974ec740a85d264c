"""LanguageTool in the window: its sheet, installing it, and turning a rule off from the card."""

import hashlib
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from studio.app import languagetool_rules as rules
from studio.app.workspace import Workspace
from studio.services.languagetool import installed
from studio.ui.languagetool.sheet import LanguageToolSheet
from studio.ui.languagetool.switching import SwitchSheet
from tests.ui.conftest import Desk
from tests.ui.languagetool.conftest import RULE

FLAG = f"LanguageTool.{RULE}"


def _sheet(desk: Desk) -> LanguageToolSheet:
    desk.do("languagetool")
    desk.bot.waitUntil(lambda: isinstance(desk.window.shell.sheet, LanguageToolSheet), timeout=60_000)
    return desk.window.shell.sheet


def _turn_off(desk: Desk) -> SwitchSheet:
    desk.to_flag(FLAG)
    desk.press(Qt.Key.Key_O)
    assert isinstance(desk.window.shell.sheet, SwitchSheet)
    return desk.window.shell.sheet


def _flags(desk: Desk) -> set[str]:
    return {flag.rule for flag in desk.session.flags}


def _shown(desk: Desk) -> set[str]:
    desk.window.folding.open_tab("Flags")
    return {flag.rule for flag in desk.window.review.inspector.flags.shown()}


def test_a_card_says_which_proofreader_found_it_and_offers_to_turn_its_rule_off(read_desk: Desk) -> None:
    read_desk.to_flag(FLAG)
    card = read_desk.window.review.card
    assert "Turn this rule off…" in {each.text() for each in card.findChildren(QPushButton)}


def test_turned_off_for_oneself_it_is_seen_no_more_and_the_gate_counts_it_as_before(read_desk: Desk) -> None:
    sentence = read_desk.session.gate().sentence()
    sheet = _turn_off(read_desk)
    sheet.yes.click()
    assert rules.own_off() == (RULE,)
    assert FLAG in _flags(read_desk)
    assert FLAG not in _shown(read_desk)
    assert FLAG not in {mark[2].rule for mark in read_desk.window.review.editor.working.marks()}
    assert "1 of rules you turned off" in read_desk.window.review.inspector.flags._count.text()
    assert read_desk.session.gate().sentence() == sentence
    read_desk.window.notices._act.click()  # turn it on again
    assert FLAG in _shown(read_desk)


def test_turned_off_for_the_house_by_an_owner_it_is_asked_about_no_more_and_can_be_turned_on_in_the_sheet(
    read_desk: Desk,
) -> None:
    sheet = _turn_off(read_desk)
    sheet.house.click()
    sheet.yes.click()
    read_desk.settle()
    assert read_desk.window.acts.workspace.policy.languagetool.off == (RULE,)
    assert FLAG not in _flags(read_desk)
    listed = _sheet(read_desk)
    listed.turn_on[RULE, False].click()
    listed.reject()
    read_desk.settle()
    assert FLAG in _flags(read_desk)


def test_whoever_is_no_owner_may_turn_it_off_for_themselves_alone(read_desk: Desk) -> None:
    read_desk.window.acts.sit_down(read_desk.window.acts.workspace.person("Wren"))
    read_desk.settle()
    sheet = _turn_off(read_desk)
    assert sheet.own.isChecked()
    assert not sheet.house.isEnabled()
    assert "Erin" in sheet.house.accessibleDescription()
    sheet.reject()
    told = _sheet(read_desk)
    assert not told.use.isEnabled()
    assert not told.language.isEnabled()
    assert told.no.isHidden()
    told.reject()


def test_language_and_taste_are_set_in_the_sheet_and_the_text_is_read_anew(read_desk: Desk) -> None:
    sheet = _sheet(read_desk)
    assert "where somebody else runs it" in sheet.told.text()
    sheet.language.setCurrentIndex(sheet.language.findData("en-US"))
    sheet.picky.setChecked(True)
    sheet.yes.click()
    entry = read_desk.window.acts.workspace.policy.languagetool
    assert (entry.language, entry.picky, entry.use) == ("en-US", True, True)
    assert "languagetool" in read_desk.session.pending
    read_desk.settle()
    assert read_desk.session.context.proofreader.wish.language == "en-US"


def test_an_owner_has_it_read_for_the_house_and_says_no_more_again(read_desk: Desk) -> None:
    sheet = _sheet(read_desk)
    sheet.use.setCurrentIndex(sheet.use.findData(False))
    sheet.yes.click()
    read_desk.settle()
    assert FLAG not in _flags(read_desk)
    assert "languagetool" not in read_desk.session.ran
    sheet = _sheet(read_desk)
    assert "does not use it" in sheet.told.text() or "cannot read" in sheet.told.text()
    sheet.use.setCurrentIndex(sheet.use.findData(True))
    sheet.yes.click()
    read_desk.settle()
    assert FLAG in _flags(read_desk)


def test_a_house_that_says_nothing_is_read_by_the_one_that_is_there(read_desk: Desk) -> None:
    policy = read_desk.root / "policy.toml"
    policy.write_text(policy.read_text().replace("use = true\n", ""))
    read_desk.window.acts.show_workspace(Workspace.open(read_desk.root))
    read_desk.settle()
    assert FLAG in _flags(read_desk)
    sheet = _sheet(read_desk)
    assert sheet.use.currentText().startswith("Where it is on a computer")
    assert sheet.use.accessibleName() == "It reads the drafts of this house"
    sheet.use.setCurrentIndex(sheet.use.findData(False))
    sheet.yes.click()
    read_desk.settle()
    assert FLAG not in _flags(read_desk)
    sheet = _sheet(read_desk)
    sheet.use.setCurrentIndex(sheet.use.findData(None))
    sheet.yes.click()
    read_desk.settle()
    assert read_desk.window.acts.workspace.policy.languagetool.use is None
    assert FLAG in _flags(read_desk)


def test_put_in_place_while_a_workspace_is_open_it_reads_once_that_is_opened_again(
    desk: Desk, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java = tmp_path / "java"
    (java / "bin").mkdir(parents=True)
    (java / "bin" / "java").write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")  # too old to be started
    (java / "bin" / "java").chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(java))
    assert desk.window.acts.workspace.proofreading is None
    jar = own / "LanguageTool-6.9" / "languagetool-server.jar"
    jar.parent.mkdir(parents=True)
    jar.write_bytes(b"jar")
    desk.window.languagetool._on_installed(installed(own))
    assert "opened again" in desk.notice
    desk.window.notices._act.click()
    assert desk.window.acts.workspace.proofreading


def test_without_it_the_sheet_says_so_and_everything_else_is_as_before(desk: Desk) -> None:
    sheet = _sheet(desk)
    assert sheet.name.text() == "None is here yet."
    assert "there is no LanguageTool in" in sheet.told.text()
    assert not sheet.start.isVisible()
    assert not sheet.stop.isVisible()
    assert sheet.install.isVisible()
    sheet.reject()


def test_an_archive_that_one_has_is_put_in_place_from_the_sheet_once_one_says_that_one_knows_it(
    desk: Desk, own: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "LanguageTool-6.9.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("LanguageTool-6.9/languagetool-server.jar", b"jar")
    _sheet(desk)
    shell = desk.window.shell
    desk.window.languagetool.install_from(archive)  # none of the makers', as far as is known
    desk.bot.waitUntil(lambda: shell.sheet is not None and "Do you know" in shell.sheet.windowTitle(), timeout=60_000)
    assert not list(own.glob("*"))
    asked = shell.sheet
    assert any(hashlib.sha256(archive.read_bytes()).hexdigest() in each.text() for each in asked.findChildren(QLabel))
    asked.yes.click()
    desk.bot.waitUntil(lambda: (own / "LanguageTool-6.9").is_dir(), timeout=60_000)
    desk.bot.waitUntil(lambda: isinstance(shell.sheet, LanguageToolSheet), timeout=60_000)
    desk.bot.waitUntil(lambda: "is in place" in desk.notice, timeout=60_000)
    sheet = shell.sheet
    desk.bot.waitUntil(lambda: sheet.name.text() == "LanguageTool 6.9", timeout=60_000)
    sheet.reject()


def test_an_installation_can_be_cancelled_and_says_how_far_it_is(desk: Desk, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.core.errors import Cancelled
    from studio.ui.acts import languagetool as acts

    def slow(offer, place, tell, is_cancelled):
        while not is_cancelled():
            tell(45 << 10, 250 << 10)
        raise Cancelled

    monkeypatch.setattr(acts, "fetch", slow)
    sheet = _sheet(desk)
    sheet.install.click()
    desk.bot.waitUntil(lambda: sheet.far.text() == "45 of 250 MB", timeout=60_000)
    assert sheet.cancel.isVisible()
    sheet.cancel.click()
    desk.bot.waitUntil(lambda: sheet.install.isVisible(), timeout=60_000)
    assert not list(own.glob("*"))
    sheet.reject()


def test_a_piece_of_another_workspace_keeps_what_one_has_turned_off(read_desk: Desk, tmp_path: Path) -> None:
    rules.switch_own(RULE, on=False)
    read_desk.window.acts.show_workspace(Workspace.open(read_desk.root))
    read_desk.settle()
    assert FLAG not in _shown(read_desk)
