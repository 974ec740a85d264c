"""LanguageTool from the command line."""

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
    assert "The house does not use it" in told.stdout
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
