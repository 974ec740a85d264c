"""A piece's past on the command line: any text it had, what differs, and where its words come from."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from studio.cli import app

POLICY = """
brand = "Larkspur"
[[people]]
name = "Wren"
roles = ["writer"]
[[people]]
name = "Erin"
roles = ["editor", "owner"]

# What people answer for themselves stands in tests of its own; here a yes is one word.
[gate.low]
checklist = "off"
[gate.normal]
checklist = "off"
[gate.high]
checklist = "off"
second_approval = "off"
"""
DRAFT = "# Slow tea\n\nWe make a pot of tea. Come in and sit down.\n"


class Shell:
    def __init__(self, folder: Path) -> None:
        self.folder, self.workspace = folder, folder / "desk"

    def __call__(self, *words: object, status: int = 0) -> Result:
        result = CliRunner().invoke(app, [*map(str, words), "-w", str(self.workspace)])
        assert result.exit_code == status, result.output
        assert "Traceback" not in result.output
        return result

    def edit(self, piece: str, text: str) -> None:
        (self.folder / "new.md").write_text(text, encoding="utf-8")
        self("edit", piece, "--from", self.folder / "new.md", "--as", "Wren")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    CliRunner().invoke(app, ["init", str(made.workspace), "--owner", "Erin"])
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    return made


@pytest.fixture
def piece(shell: Shell) -> str:
    """Wren changed two words, handed it on as r1, Erin approved it, and Wren went on."""
    (shell.folder / "draft.md").write_text(DRAFT, encoding="utf-8")
    id = shell("import", shell.folder / "draft.md", "--model", "gpt-5").stdout.strip()
    shell.edit(id, DRAFT.replace("a pot", "one pot"))
    shell("submit", id, "--to", "Erin", "--as", "Wren")
    shell("approve", id, "--as", "Erin")
    shell.edit(id, DRAFT.replace("a pot", "one pot").replace("Come in", "Step in"))
    return id


def test_any_text_a_piece_had_is_printed_exactly(shell: Shell, piece: str) -> None:
    assert shell("show", piece, "--at", "original").stdout == DRAFT
    assert shell("show", piece, "--at", "r1").stdout == DRAFT.replace("a pot", "one pot")
    assert shell("show", piece, "--at", "now").stdout == shell("show", piece).stdout
    assert "no revision 4" in shell("show", piece, "--at", "r4", status=2).stderr
    assert "ask for two texts" in shell("show", piece, "--at", "r1", "--text", "original", status=2).stderr


def test_two_moments_are_compared_word_by_word(shell: Shell, piece: str) -> None:
    lines = shell("diff", piece, "--from", "original", "--to", "r1").stdout.splitlines()
    assert lines[0].startswith("--- entry 1, ")
    assert ", r1, " in lines[1]
    assert "We make [-a-]{+one+} pot of tea. Come in and sit down." in lines
    assert "Nothing differs." in shell("diff", piece, "--from", "now").stdout
    told = json.loads(shell("diff", piece, "--from", "r1", "--format", "json").stdout)
    assert [(c["before"]["text"], c["after"]["text"]) for c in told["changes"]] == [("Come", "Step")]
    assert (told["from"]["revision"], told["to"]["revision"]) == (1, 1)


def test_every_word_is_told_with_where_it_comes_from_and_how_that_is_counted(shell: Shell, piece: str) -> None:
    told = json.loads(shell("origins", piece, "--format", "json").stdout)
    assert "".join(run["text"] for run in told["runs"]) == shell("show", piece).stdout
    assert [run["text"] for run in told["runs"] if run["origin"] == "import"] == ["one", "Step"]
    assert {run["who"] for run in told["runs"] if run["origin"] == "import"} == {"Wren"}
    approved = json.loads(shell("origins", piece, "--text", "approved", "--format", "json").stdout)
    assert [run["text"] for run in approved["runs"] if run["origin"] == "import"] == ["one"]
    said = shell("origins", piece).stdout
    assert "Written by gpt-5" in said
    assert "Edit depth: 15% (2 of 13 words)." in said
    assert "a replaced word counts once" in said.lower()


def test_a_piece_goes_out_as_json_with_its_origins(shell: Shell, piece: str) -> None:
    target = shell.folder / "x.json"
    shell("export", piece, "-o", target)
    told = json.loads(target.read_text(encoding="utf-8"))
    assert told["piece"]["id"] == piece
    assert "".join(run["text"] for run in told["runs"]) == told["text"]
    assert told["approval"] is None
