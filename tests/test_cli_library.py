"""Stories and snippets on the command line."""

import json
from pathlib import Path

import pytest

from tests.test_cli import CLEAN, POLICY, Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Wren")
    (made.workspace / "policy.toml").write_text('brand = "Larkspur"\n' + POLICY, encoding="utf-8")
    return made


def test_a_story_is_saved_found_put_into_a_text_and_counted(shell: Shell):
    words = shell.file("story.md", "Marion left her umbrella here.\n")
    said = ("--source", "Told at the counter", "--consent-of", "Marion", "--given", "2026-01-05", "--for", "her story")
    id = shell.at("library", "story", "The lost umbrella", "--from", words, *said, "--as", "Erin").stdout.strip()
    assert id == "the-lost-umbrella"
    assert "approved by Erin; not used yet" in shell.at("library", "list", "UMBRELLA").stdout
    piece = shell.bring(CLEAN)
    shell.at("library", "use", "the-lost", piece, "--as", "Wren")
    assert "Marion left her umbrella here." in shell.at("show", piece).stdout
    assert "Put the story “The lost umbrella” into the text." in shell.at("history", piece).stdout
    assert "Marion" in shell.at("privacy", piece).stdout
    (found,) = json.loads(shell.at("library", "list", "--format", "json").stdout)
    assert (found["uses"], found["entry"]["who"]) == (1, "Marion")
    assert "consent_of: Marion" in shell.at("library", "show", id).stdout


def test_a_story_without_consent_says_so_and_one_of_the_same_title_is_not_saved_twice(shell: Shell):
    words = shell.file("story.md", "Marion left her umbrella here.\n")
    story = ("library", "story", "The lost umbrella", "--from", words, "--source", "Told at the counter", "--as", "Erin")
    assert "nobody's consent stands with it yet" in shell.at(*story).stderr
    assert "`bluepencil library change the-lost-umbrella`" in shell.refused(*story)


def test_a_snippet_is_changed_approved_anew_and_taken_out(shell: Shell):
    words = shell.file("s.md", "We open at ten.\n")
    id = shell.at("library", "snippet", "Hours", "--from", words, "--tags", "times, doors", "--as", "Erin").stdout.strip()
    shell.at("library", "change", id, "--until", "2020-01-01", "--as", "Erin")
    piece = shell.bring(CLEAN)
    assert "It ran out on 1 Jan 2020." in shell.refused("library", "use", id, piece)
    shell.at("library", "change", id, "--until", "", "--as", "Erin")
    shell.at("library", "use", id, piece)
    assert "are not in the text" in shell.refused("library", "use", id, piece, "--after", "no such words")
    shell.at("library", "remove", id, "--as", "Erin")
    assert shell.at("library", "list").stdout == ""


def test_a_writer_is_told_who_saves_and_a_broken_file_is_named(shell: Shell):
    words = shell.file("s.md", "We open at ten.\n")
    assert "may not change the library" in shell.refused("library", "snippet", "Hours", "--from", words, "--as", "Wren")
    (shell.workspace / "library").mkdir(exist_ok=True)
    (shell.workspace / "library" / "odd.md").write_text("Words.\n", encoding="utf-8")
    assert "library/odd.md is neither a story nor a snippet" in shell.at("library", "list", status=1).stderr
