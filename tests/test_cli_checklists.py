"""Checklists from the command line: what is asked, who answered, and changing the questions."""

import json
from pathlib import Path

import pytest

from .test_cli import POLICY, Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Ann")
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    draft = made.folder / "draft.md"
    draft.write_text("---\nchannel: email\n---\n# Slow tea\n\nWe make a pot of tea.\n", encoding="utf-8")
    made.piece = made.at("import", draft).stdout.strip()
    return made


def _asked(shell: Shell) -> dict[str, dict]:
    rows = json.loads(shell.at("checklist", shell.piece, "--format", "json").stdout)["questions"]
    return {f"{row['list'].split('.')[1]}.{row['id']}": row for row in rows}


def test_questions_are_listed_answered_and_go_stale_with_the_text(shell):
    assert "In review (0 of 5)" in shell.at("checklist", shell.piece).stdout
    told = shell.at("tick", shell.piece, "in_review.empathy", "yes", "--as", "Erin").stdout
    assert told.startswith("Answered, as Erin.")
    row = _asked(shell)["in_review.empathy"]
    assert (row["answer"], row["who"], row["counts"]) == ("yes", "Erin", True)
    changed = shell.folder / "changed.md"
    changed.write_text("# Slow tea\n\nWe make two pots of tea.\n", encoding="utf-8")
    shell.at("edit", shell.piece, "--from", changed, "--as", "Erin")
    row = _asked(shell)["in_review.empathy"]
    assert (row["counts"], row["open"]) == (False, True)
    assert "does not count: The text has changed since." in shell.at("checklist", shell.piece).stdout


def test_a_no_without_a_note_and_a_writer_in_the_editors_place_are_refused(shell):
    assert "note" in shell.refused("tick", shell.piece, "in_review.empathy", "no", "--as", "Erin")
    shell.at("tick", shell.piece, "in_review.empathy", "no", "--note", "Too cold.", "--as", "Erin")
    assert _asked(shell)["in_review.empathy"]["note"] == "Too cold."
    assert "Erin" in shell.refused("tick", shell.piece, "in_review.empathy", "yes", "--as", "Wren")
    assert "in_review.empathy" in shell.refused("tick", shell.piece, "charm", "yes", "--as", "Erin")
    assert "yes, no, n/a" in shell.refused("tick", shell.piece, "in_review.empathy", "perhaps", "--as", "Erin")
    shell.at("tick", shell.piece, "drafting.people", "n/a", "--as", "Wren")


def test_a_list_is_printed_edited_saved_and_given_back_to_the_house(shell):
    printed = shell.at("checklists", "email.in_review").stdout
    assert printed.count("[[in_review]]") == 5
    mine = shell.folder / "mine.toml"
    mine.write_text(printed.replace("Would you sign", "Would you really sign"), encoding="utf-8")
    assert "may not" in shell.refused("checklists", "email.in_review", "--edit-from", mine, "--as", "Wren")
    told = shell.at("checklists", "email.in_review", "--edit-from", mine, "--as", "Erin").stdout
    row = next(each for each in json.loads(shell.at("checklists", "--format", "json").stdout) if each["own"])
    assert (row["list"], row["version"]) == ("email.in_review", told.split()[3])
    assert "stays as it is" in shell.at("checklists", "email.in_review", "--edit-from", mine, "--as", "Erin").stdout
    assert "really sign" in _asked(shell)["in_review.accuracy"]["question"]
    shell.at("checklists", "email.in_review", "--restore", "--as", "Erin")
    assert "really sign" not in _asked(shell)["in_review.accuracy"]["question"]
    assert "your own" not in shell.at("checklists").stdout
    assert "Name it" in shell.refused("checklists", "--restore")
    assert "email.in_review" in shell.refused("checklists", "email.later")
