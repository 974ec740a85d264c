"""The voice on the command line: learned, shown, held against a piece, and why a change was made."""

import json

import pytest
from typer.testing import CliRunner

from studio.cli import app

BRAND = "Skerry Ferries"
DRAFT = """# Good news

The ticket hall opens at seven. We're absolutely thrilled to announce an exciting new timetable! The first ship leaves at 07:40.
Cars must be booked by 18:00 on the day before. The crossing takes 55 minutes. Hot drinks are sold on board.
"""


@pytest.fixture
def ferries(tmp_path, written_brands):
    house = written_brands(tmp_path, BRAND)
    folder = tmp_path / "published"
    folder.mkdir()
    for number, text in enumerate(house.texts[:4]):
        (folder / f"notice-{number}.md").write_text(text, encoding="utf-8")
    house.folder = folder
    yield house
    house.workspace.close()


@pytest.fixture
def run(ferries):
    def go(*words, status=0):
        found = CliRunner().invoke(app, ["voice", *words, "-w", str(ferries.root)])
        assert found.exit_code == status, found.output
        return found

    return go


def test_a_brand_s_voice_is_learned_from_a_folder_and_shown_as_figures_with_sentences(ferries, run):
    assert "no voice" not in run("profile", BRAND, status=2).output
    assert "4 texts added" in run("add", BRAND, str(ferries.folder)).output
    shown = run("profile", BRAND).output
    assert "learned from 4 exemplars in voice/skerry-ferries" in shown
    assert "Sentence length: " in shown
    quoted = [line.strip().partition("” (")[0].removeprefix("“") for line in shown.splitlines() if line.startswith("    “")]
    assert len(quoted) > 10
    assert all(any(sentence in " ".join(text.split()) for text in ferries.texts[:4]) for sentence in quoted)
    assert "Write “do not” and “it is”" in run("profile", BRAND, "--words").output
    record = json.loads(run("profile", BRAND, "--format", "json").output)
    assert record["texts"] == [f"notice-{n}.md" for n in range(4)]
    assert record["figures"]["exclamations"]["most"] == 0
    run("remove", BRAND, "notice-0.md")
    assert len(json.loads(run("profile", BRAND, "--format", "json").output)["texts"]) == 3


def test_a_piece_is_held_against_it_with_the_sentences_that_leave_it(ferries, run):
    run("add", BRAND, str(ferries.folder))
    piece = ferries.bring(DRAFT)
    shown = run("piece", piece).output
    assert "absolutely thrilled" in shown
    assert "It ends in an exclamation mark; the voice has hardly any." in shown
    record = json.loads(run("piece", piece, "--format", "json").output)
    assert len(record["far"]) == 1
    start, end = record["far"][0]["start"], record["far"][0]["end"]
    assert ferries.workspace.history.working(piece)[start:end].startswith("We're absolutely thrilled")


def test_what_a_change_was_for_is_said_taken_back_and_listed(ferries, run, type_over):
    piece = ferries.bring(DRAFT)
    type_over(ferries.sit(piece), "ticket hall", "office")
    assert "–" in run("why", piece).output
    run("why", piece, "--words", "office", "--reason", "local", "--note", "Nobody says ticket hall here.")
    assert "local (Nobody says ticket hall here.), Wren" in run("why", piece).output
    run("why", piece, "--words", "ticket hall", "--reason", "none")
    assert "local" not in run("why", piece).output
    assert "not one of the choices" in run("why", piece, "--words", "office", "--reason", "mood", status=2).output
    assert "No change has" in run("why", piece, "--words", "submarine", "--reason", "fact", status=2).output


def test_nothing_named_and_nothing_left_to_add_are_said(ferries, run):
    assert "Name files or folders" in run("add", BRAND, status=2).output
    run("add", BRAND, str(ferries.folder))
    assert "the same text is there as notice-0.md" in run("add", BRAND, str(ferries.folder), status=2).output
