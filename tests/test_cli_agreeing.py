"""A yes in parts, what is at stake, and what changed since somebody's last look, on the command line."""

import json
from pathlib import Path

import pytest

from tests.test_cli import CLEAN, POLICY, Shell

TOM = '\n[[people]]\nname = "Tom"\nroles = ["editor"]\n'


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Wren")
    (made.workspace / "policy.toml").write_text(TOM + POLICY, encoding="utf-8")
    return made


def test_two_people_say_yes_to_a_part_each_and_the_second_yes_approves_it(shell: Shell):
    piece = shell.bring(CLEAN, "--as", "Wren")
    assert "while the piece is “Drafting”" in shell.refused("agree", piece, "--as", "Erin")
    shell.at("submit", piece, "--to", "Erin")
    assert "Wren may not agree to a part of it" in shell.refused("agree", piece, "--as", "Wren")
    first = shell.at("agree", piece, "--as", "Erin", "--part", "voice", "--rating", "4").stdout
    assert "voice" in first
    assert "Approved" not in first
    assert first.endswith("Not ready: nobody has said yes to its accuracy. Who may say yes: Tom, Erin.\n")
    second = shell.at("agree", piece, "--as", "Tom", "--part", "accuracy").stdout
    assert second.startswith("Approved: revision 1")
    assert "as Tom, who said yes to its accuracy" in second
    (approved,) = [each["payload"] for each in shell.events(piece) if each["type"] == "approved"]
    assert (approved["parts"], approved["rating"]) == ({"voice": "Erin", "accuracy": "Tom"}, 4)


def test_what_is_at_stake_is_told_with_what_makes_it_so(shell: Shell):
    quiet = json.loads(shell.at("risk", shell.bring(CLEAN), "--format", "json").stdout)
    loud = shell.bring("# Tea\n\nOur tea cures diabetes and lowers your blood pressure.\n")
    found = json.loads(shell.at("risk", loud, "--format", "json").stdout)
    assert (quiet["level"] != "high", found["level"]) == (True, "high")
    assert found["why"]
    told = shell.at("risk", loud).stdout
    assert "high" in told.casefold()
    assert found["why"][0] in told


def test_whoever_looked_before_sees_only_what_changed_since(shell: Shell):
    piece = shell.bring(CLEAN, "--as", "Wren")
    assert "Add --as NAME" in shell.refused("diff", piece, "--since-look")
    assert "Leave --since-look out" in shell.refused("diff", piece, "--since-look", "--as", "Erin")
    shell.at("edit", piece, "--as", "Wren", "--from", shell.file("one.md", CLEAN.replace("pot", "mug")))
    shell.at("submit", piece, "--to", "Erin")
    shell.at("request-changes", piece, "--as", "Erin", "--note", "Say where.")
    shell.at("edit", piece, "--as", "Wren", "--from", shell.file("two.md", CLEAN.replace("pot", "mug") + "\nWe are in York.\n"))
    since = shell.at("diff", piece, "--since-look", "--as", "Erin").stdout
    assert "York" in since
    assert "pot" not in since
    assert "pot" in shell.at("diff", piece).stdout


def test_the_gate_says_whose_yes_stands_and_why_one_does_not_any_more(shell: Shell):
    def told() -> tuple[str, dict[str, str]]:
        found = json.loads(shell.at("gate", piece, "--as", "Erin", "--format", "json", status=status).stdout)
        return shell.at("gate", piece, "--as", "Erin", status=status).stdout, found["approval"]

    piece, status = shell.bring(CLEAN, "--as", "Wren"), 0
    assert told()[1] is None
    shell.at("submit", piece, "--to", "Erin", "--as", "Wren")
    shell.at("approve", piece, "--as", "Erin")
    said, yes = told()
    assert "Approved by Erin. It is a yes to exactly this text.\n" in said
    assert (yes["who"], yes["stale"]) == ("Erin", "")
    shell.at("describe", piece, "--audience", "press", "--as", "Wren")
    said, yes = told()
    assert "The approval of Erin is stale: the piece is described otherwise" in said
    assert yes["stale"].startswith("the piece is described otherwise")
    shell.at("describe", piece, "--audience", "", "--as", "Wren")
    assert told()[1]["stale"] == ""
    shell.at("edit", piece, "--from", shell.file("new.md", CLEAN.replace("pot", "mug")), "--as", "Wren")
    assert "The approval of Erin is stale: the text changed.\n" in told()[0]
