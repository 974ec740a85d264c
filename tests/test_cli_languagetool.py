"""LanguageTool from the command line."""

import hashlib
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from studio.app.languagetool import Proofreading
from studio.app.workspace import POLICY
from studio.cli import app


def _house(folder: Path, table: str) -> Path:
    folder.mkdir()
    (folder / POLICY).write_text(f"[languagetool]\n{table}\n")
    return folder


def test_status_says_what_there_is_and_what_to_do_where_it_is_not(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["languagetool", "status", "-w", str(tmp_path)])
    assert told.exit_code == 0
    assert "Drafts are read by it once it is here." in told.stdout
    assert "There is no LanguageTool in" in told.stdout
    assert "bluepencil languagetool install" in told.stdout


def test_a_file_it_could_not_read_is_not_called_clean(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("The shop is open.\n")
    told = CliRunner().invoke(app, ["check", str(draft), "--with", "languagetool"])
    assert told.exit_code == 2
    assert "languagetool did not run: there is no LanguageTool" in told.stderr


def test_nothing_else_reads_drafts(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["check", str(tmp_path), "--with", "vale"])
    assert told.exit_code == 2
    assert "--with languagetool" in told.stderr


@pytest.mark.parametrize("command", ["check", "try"])
def test_the_real_one_reads_for_the_command_line(tmp_path: Path, languagetool: Proofreading, command: str) -> None:
    house = _house(tmp_path / "house", f'folder = "{languagetool.means.found.folder}"')
    (tmp_path / "draft.md").write_text("😀 The shop is open on the 31st of June.\n")
    line = ["languagetool", "try"] if command == "try" else ["check", str(tmp_path / "draft.md"), "--with", "languagetool"]
    told = CliRunner().invoke(app, [*line, "-w", str(house)])
    assert told.exit_code == 0, told.output
    if command == "try":
        assert "LanguageTool 6.8 works." in told.stdout
        assert "EN_A_VS_AN" in told.stdout
    else:
        assert "1:27" in told.stdout  # in signs, the emoji being one
        assert "LanguageTool.TWELFTH_OF_NEVER  (LanguageTool 6.8, rule TWELFTH_OF_NEVER)" in told.stdout


def _said(*line: str) -> str:
    told = CliRunner().invoke(app, ["languagetool", *line])
    assert told.exit_code == 0, told.output
    return told.output


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program keeps its own LanguageTool, and whose settings are read; empty."""
    from studio.app import languagetool, languagetool_rules

    monkeypatch.setattr(languagetool, "own_place", lambda: tmp_path / "own")
    monkeypatch.setattr(languagetool_rules, "user_config_path", lambda name: tmp_path / "settings")
    return tmp_path / "own"


def test_an_archive_that_one_has_is_put_in_place_and_found_from_then_on(tmp_path: Path, place: Path) -> None:
    archive = tmp_path / "LanguageTool.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("LanguageTool-6.8/languagetool-server.jar", b"jar")
    refused = CliRunner().invoke(app, ["languagetool", "install", str(archive)])
    assert refused.exit_code == 2
    assert (sum_ := hashlib.sha256(archive.read_bytes()).hexdigest()) in refused.stderr
    assert "LanguageTool 6.8 is in" in _said("install", str(archive), "--sha256", sum_)
    assert f"LanguageTool 6.8 is in {place / 'LanguageTool-6.8'}." in _said("status", "-w", str(tmp_path))


def test_rules_are_switched_for_the_house_and_for_oneself(tmp_path: Path, place: Path) -> None:
    from studio.app.workspace import Workspace

    house = tmp_path / "house"
    Workspace.create(house, "Olga").close()
    assert "off for the house" in _said("off", "EN_A_VS_AN", "-w", str(house))
    assert "off for you" in _said("off", "COMP_THAN", "--own")
    told = _said("status", "-w", str(house))
    assert "Switched off: EN_A_VS_AN." in told
    assert "Kept from your own eyes on this computer: COMP_THAN." in told
    _said("on", "EN_A_VS_AN", "-w", str(house))
    _said("on", "COMP_THAN", "--own")
    told = _said("set", "--use", "--language", "en-US", "--picky", "-w", str(house))
    assert "It reads en-US, matters of taste included." in told
    assert "Switched off" not in told
    assert "Drafts of this house are read by it." in told
    assert "The house does not use it" in _said("set", "--no-use", "-w", str(house))
    assert "once it is here" in _said("set", "--where-there", "-w", str(house))
    assert "\nuse = " not in (house / POLICY).read_text().split("\n[languagetool]")[1].split("\n[", 1)[0]
    both = CliRunner().invoke(app, ["languagetool", "set", "--use", "--where-there", "-w", str(house)])
    assert both.exit_code == 2
