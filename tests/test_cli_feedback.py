"""Feedback on the command line."""

import json
from pathlib import Path

import pytest

from tests.test_cli import CLEAN, POLICY, Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Wren")
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    return made


@pytest.fixture
def piece(shell: Shell) -> str:
    made = shell.bring(CLEAN)
    shell.at("submit", made, "--to", "Erin")
    shell.at("approve", made, "--as", "Erin")
    shell.at("publish", made, "--where", "https://larkspur.example/tea", "--as", "Erin")
    return made


def test_ratings_comments_and_outcomes_are_noted_and_told_with_their_source_and_how_many_they_are(shell: Shell, piece: str):
    for stars in ("5", "4"):
        shell.at("feedback", "rate", piece, stars, "--of", "5", "--source", "Till", "--when", "2026-01-05")
    shell.at("feedback", "comment", piece, "Warm and short.", "--source", "A regular", "--when", "2026-01-05")
    shell.at("feedback", "outcome", piece, "opens", "31.5", "--unit", "%", "--source", "Mail", "--when", "2026-01-05")
    sums = shell.at("feedback", "list", "--sums").stdout
    assert "Rating: 4.5 of 5 in the middle of 2, from 4 to 5. Till, 5 Jan 2026." in sums
    assert "Opens: 31.5 %, one figure. Mail, 5 Jan 2026." in sums
    assert "A regular: “Warm and short.”" in shell.at("feedback", "list").stdout
    told = json.loads(shell.at("feedback", "list", "--format", "json").stdout)
    assert [each["kind"] for each in told["feedback"]] == ["rating", "rating", "comment", "outcome"]
    assert "An outcome from Mail: opens 31.5 %." in shell.at("history", piece).stdout
    assert "is no figure" in shell.refused("feedback", "rate", piece, "five", "--source", "Till")


def test_a_table_is_tried_kept_and_comes_in_once(shell: Shell, piece: str):
    rows = "URL,Date,Stars,Remark\nlarkspur.example/tea,2026-01-05,5,Lovely\nlarkspur.example/tea,2026-01-06,4,\n"
    table = shell.file("week.csv", rows)
    tried = shell.at("feedback", "import", table, "--source", "Survey", "--dry-run").stdout
    assert tried.endswith("3 entries on 1 piece.\n")
    assert "Slow tea: stars 5 (Survey, 5 Jan 2026)" in tried
    assert shell.at("feedback", "list").stdout == ""
    came = shell.at("feedback", "import", table, "--source", "Survey", "--save", "survey")
    assert (came.stdout, "--mapping survey" in came.stderr) == ("3\n", True)
    again = shell.at("feedback", "import", table, "--mapping", "survey")
    assert (again.stdout, "3 were here already." in again.stderr) == ("0\n", True)
    assert "proposals" not in again.stderr


def test_bad_rows_are_named_and_nothing_comes_in_by_halves(shell: Shell, piece: str):
    table = shell.file("week.csv", f"Page,Date,Stars\n{piece},2026-01-05,5\nNowhere,2026-01-05,5\n{piece},soon,5\n")
    said = shell.at("feedback", "import", table, "--source", "Survey", status=2)
    assert "line 3: no piece is called “Nowhere”." in said.stderr
    assert "line 4: “soon” is not a day." in said.stderr
    assert "so nothing was" in said.stderr
    assert shell.at("feedback", "list").stdout == ""
    assert shell.at("feedback", "import", table, "--source", "Survey", "--leave-out").stdout == "1\n"
    assert "comes from somewhere" in shell.refused("feedback", "import", table)


def test_beside_a_proposal_it_is_evidence_with_how_many_they_are(shell: Shell):
    made = []
    for whom in ("you", "her", "them"):
        text = f"# Tea for {whom}\n\nWe grobble a pot of tea for {whom}. Come in and sit down.\n"
        made.append(shell.bring(text))
        shell.at("edit", made[-1], "--from", shell.file("draft.md", text.replace("grobble", "make")), "--as", "Wren")
    assert "Readers of these pieces" not in shell.at("proposals").stdout
    shell.at("submit", made[0], "--to", "Erin")
    shell.at("approve", made[0], "--as", "Erin")
    shell.at("publish", made[0], "--where", "The website", "--as", "Erin")
    shell.at("feedback", "rate", made[0], "2", "--of", "5", "--source", "Survey", "--when", "2026-01-05")
    said = "Rating: 2 of 5, one figure. Survey, 5 Jan 2026."
    assert f"Readers of these pieces: {said}" in shell.at("proposals").stdout
    (found,) = json.loads(shell.at("proposals", "--format", "json").stdout)
    assert found["feedback"] == said


def test_the_figures_of_the_text_stand_beside_what_readers_said_of_it(shell: Shell):
    long = shell.bring("# Slow tea\n\n" + "You can sit by the window and wait for the kettle. It's warm here when it rains. " * 3)
    shell.at("submit", long, "--to", "Erin")
    shell.at("approve", long, "--as", "Erin")
    shell.at("publish", long, "--where", "https://larkspur.example/slow", "--as", "Erin")
    shell.at("feedback", "rate", long, "5", "--of", "5", "--source", "Till", "--when", "2026-01-05")
    said = shell.at("feedback", "list", "--piece", long)
    assert "The text, measured: sentence length " in said.stderr
    assert "measured" not in shell.at("feedback", "list").stderr
    voice = json.loads(shell.at("feedback", "list", "--format", "json").stdout)["voice"]
    assert voice[long]["sentence_words"] > 0
    assert voice[long]["contractions"] > 0
