"""Deleting texts from the command line: what is due is listed, an owner says yes twice, and the rest stays."""

import json
import sys

import pytest

from studio.app.workspace import Workspace
from tests.test_cli import Shell

POLICY = """
[[people]]
name = "Wren"
roles = ["writer"]

[[people]]
name = "Erin"
roles = ["editor", "owner"]

[retention]
days = 1

# What people answer for themselves stands in tests of its own; here a yes is one word.
[gate.low]
checklist = "off"
[gate.normal]
checklist = "off"
[gate.high]
checklist = "off"
second_approval = "off"
"""


@pytest.fixture
def shell(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Erin")
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    return made


@pytest.fixture
def piece(shell, tmp_path):
    draft = tmp_path / "tea.md"
    draft.write_text("# Slow tea\n\nA zanzibarian pot of tea.\n", encoding="utf-8")
    return shell.at("import", draft).stdout.strip()


def test_nothing_is_due_while_it_is_fresh_and_the_listing_deletes_nothing(shell, piece):
    found = shell.at("retention")
    assert found.stdout == ""
    assert "nothing is due" in found.stderr
    assert "no piece" not in shell.refused("purge", "--due", "--as", "Erin", "--reason", "Old.", "--yes").lower()


def test_what_is_due_is_listed_and_deleted_with_one_yes(shell, piece, monkeypatch):
    now = Workspace.open(shell.workspace)
    later = now.now().replace(year=now.now().year + 1)
    now.close()
    monkeypatch.setattr(Workspace, "today", property(lambda _: later.date().isoformat()))
    (row,) = json.loads(shell.at("retention", "--format", "json").stdout)
    assert row["piece"] == piece
    assert shell.at("retention").stdout.startswith(f"{piece}  due since ")
    done = shell.at("purge", "--due", "--as", "Erin", "--reason", "Kept long enough.", "--yes")
    assert done.stdout == f"{piece}: text deleted, as Erin.\n"
    assert "(text deleted on " in shell.at("pieces").stdout
    assert "deleted" in shell.refused("show", piece)
    assert "The words were deleted." in shell.at("history", piece).stdout
    said = shell.at("verify").stdout
    assert "Unbroken: 2 entries." in said
    assert "Deleted: the words of 1 entry, as the history says; hashes and decisions stay." in said
    assert shell.at("retention").stdout == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as", "Wren", "--reason", "Old.", "--yes"), "Wren may not delete texts: that takes an owner."),
        (("--as", "Erin", "--yes"), "Say it with `--reason`."),
        (("--as", "Erin", "--reason", "Old."), "Nothing was deleted: nobody is there to be asked."),
    ],
)
def test_without_an_owner_a_reason_and_a_yes_nothing_goes(shell, piece, words, said):
    assert said in shell.refused("purge", piece, *words)
    assert "zanzibarian" in shell.at("show", piece).stdout


def test_at_a_terminal_it_says_what_goes_and_what_stays_and_asks(shell, piece, monkeypatch):
    from typer.testing import CliRunner

    from studio.cli import app

    asked = ["purge", piece, "--as", "Erin", "--reason", "Old.", "-w", str(shell.workspace)]
    monkeypatch.setattr("studio.cli.retention.sys", type("Terminal", (), {"stdin": type("In", (), {"isatty": lambda _: True})()}))
    no = CliRunner().invoke(app, asked, input="n\n")
    assert no.exit_code == 2
    assert "This goes, and cannot be brought back: The title" in no.stderr
    assert "it was made from the title" in no.stderr
    assert "zanzibarian" in shell.at("show", piece).stdout
    yes = CliRunner().invoke(app, asked, input="y\n")
    assert yes.exit_code == 0, yes.output
    assert f"{piece}: text deleted, as Erin." in yes.stdout
    assert sys.stdin is not None


def test_traces_that_were_left_are_swept(shell, piece):
    assert shell.at("purge", "--sweep").stdout == "No trace of what was deleted is left in the history and its backups.\n"
