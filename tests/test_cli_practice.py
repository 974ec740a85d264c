"""Practising from the command line."""

import json
from pathlib import Path

import pytest

from .test_cli import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def refused(shell: Shell, *words: object) -> str:
    """Run a command that has to be refused in one line."""
    result = shell(*words, status=2)
    assert (result.stdout, len(result.stderr.splitlines())) == ("", 1)
    return result.stderr


def test_the_list_says_what_each_draft_trains(shell):
    told = shell("practice", "list", "--role", "editor").stdout.splitlines()
    assert [line.split()[0] for line in told] == ["editor-1", "editor-2", "editor-3"]
    listed = json.loads(shell("practice", "list", "--format", "json").stdout)
    assert len(listed) >= 9
    assert all(each["trains"] for each in listed)


def test_a_draft_is_written_out_edited_and_scored_with_the_reason_for_each_row(shell):
    folder = shell.folder / "mine"
    draft = Path(shell("practice", "start", "writer-1", "--dir", folder).stdout.strip())
    assert "{{first_name}}" in (folder / "brief.md").read_text(encoding="utf-8")
    assert "is there already" in refused(shell, "practice", "start", "writer-1", "--dir", folder)
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace("{{first_nmae}}", "{{first_name}}").replace("£45 each", "£54 each"), encoding="utf-8")
    told = shell("practice", "score", "writer-1", draft, "--as", "Ida").stdout
    assert told.startswith("1 of 7 found, 1 wrongly flagged.")
    assert "Number and price stand in the brief just so." in told
    assert "[1 of 7 found, 1 wrongly flagged]" in shell("practice", "list", "--role", "writer").stdout


def test_an_editor_names_the_words_and_the_decision(shell):
    folder = shell.folder / "mine"
    draft = shell("practice", "start", "editor-1", "--dir", folder).stdout.strip()
    told = json.loads(
        shell(
            *("practice", "score", "editor-1", draft, "--remark", "sixty minutes", "--remark", "Bring a costume"),
            *("--decision", "send-back", "--format", "json"),
        ).stdout
    )
    assert (told["found"], told["planted"], told["wrong"], told["decided_rightly"]) == (1, 5, 1, True)
    assert "does not stand in the draft" in refused(shell, "practice", "score", "editor-1", draft, "--remark", "ninety")


def test_a_practice_that_does_not_exist_leads_to_the_list(shell):
    assert "practice list" in refused(shell, "practice", "start", "nobody-1")
