"""Personal data and disclosure from the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from studio.cli import app

STORY = "---\nchannel: support\n---\n# A thank you\n\nOur customer Jane Whitlow (jane.whitlow@example.org) came back. Thanks.\n"


@pytest.fixture
def desk(tmp_path: Path, team: str) -> Path:
    run("init", tmp_path / "desk", "--owner", "Erin")
    (tmp_path / "desk" / "policy.toml").write_text(team + '\n[disclosure]\nchannel = { support = "line" }\n', encoding="utf-8")
    return tmp_path / "desk"


def run(*said: object, status: int = 0) -> str:
    done = CliRunner().invoke(app, [str(each) for each in said])
    assert done.exit_code == status, (said, done.output, done.exception)
    return done.stdout


@pytest.fixture
def piece(desk: Path, tmp_path: Path) -> str:
    file = tmp_path / "story.md"
    file.write_text(STORY, encoding="utf-8")
    return run("import", file, "-w", desk).split()[0]


def test_what_is_personal_is_listed_and_a_consent_answers_it(desk, piece):
    found = json.loads(run("privacy", piece, "-w", desk, "--format", "json", status=1))
    assert [(each["text"], each["rule"]) for each in found["open"]] == [
        ("Jane Whitlow", "Privacy.Name"),
        ("jane.whitlow@example.org", "Privacy.Email"),
    ]
    run("consent", piece, "--flag", found["open"][0]["key"], "--scope", "her name", "--proof", "letter", "-w", desk)
    run("consent", piece, "--subject", "jane.whitlow@example.org", "--scope", "answers", "-w", desk)
    told = json.loads(run("privacy", piece, "-w", desk, "--format", "json"))
    assert told["open"] == []
    assert [row["subject"] for row in told["consents"]] == ["Jane Whitlow", "jane.whitlow@example.org"]
    run("consent", piece, "--subject", "Jane Whitlow", "--withdraw", "-w", desk)
    assert "Jane Whitlow" in run("privacy", piece, "-w", desk, status=1)


def test_a_file_alone_is_looked_through_and_a_clean_one_ends_with_status_0(tmp_path):
    file = tmp_path / "note.md"
    file.write_text("Her card is 4111 1111 1111 1111.\n", encoding="utf-8")
    assert "Privacy.Card" in run("privacy", file, "-w", tmp_path, status=1)
    file.write_text("A pot costs £12.50.\n", encoding="utf-8")
    assert run("privacy", file, "-w", tmp_path) == ""


def test_a_file_is_masked_and_what_comes_back_is_the_file_to_the_letter(tmp_path):
    file, table, sent = tmp_path / "note.md", tmp_path / "table.json", tmp_path / "sent.md"
    file.write_text("Ring Jane on 07700 900417.\n\n[phone 1] is hers.\n", encoding="utf-8")
    shown = run("mask", file, "--table", table, "-w", tmp_path)
    assert shown == "Ring Jane on [phone 1].\n\n[literal 1] is hers.\n"
    sent.write_text(shown, encoding="utf-8")
    assert run("unmask", sent, "--table", table) == file.read_text(encoding="utf-8")
    run("mask", file, "--table", table, "-w", tmp_path, status=2)
    run("unmask", sent, "--table", file, status=2)


def test_of_a_piece_brief_and_text_are_shown_as_they_would_go_out(desk, piece):
    shown = run("mask", piece, "-w", desk)
    assert "Jane" not in shown
    assert "[person 1] ([email 1])" in shown


def test_a_line_is_asked_for_put_in_and_stands_there(desk, piece):
    told = json.loads(run("disclosure", piece, "-w", desk, "--format", "json"))
    assert (told["policy"], told["met"], told["present"]) == ("line", False, "")
    assert "It stands in the text." in run("disclosure", piece, "--insert", "-w", desk)
    assert "AI helped us" in run("show", piece, "-w", desk)


def test_less_than_the_house_asks_for_is_refused_to_a_writer_and_needs_a_reason(desk, piece):
    run("disclosure", piece, "--level", "none", "--as", "Wren", "-w", desk, status=2)
    run("disclosure", piece, "--level", "none", "--as", "Erin", "-w", desk, status=2)
    told = run("disclosure", piece, "--level", "none", "--reason", "Erin wrote it anew.", "--as", "Erin", "-w", desk)
    assert "Decided: none, by Erin. Reason: Erin wrote it anew." in told
