"""Comments from the command line: on words, on the whole, in threads, from people and from an AI."""

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
    draft.write_text("# Slow tea\n\nWe make a pot of tea. Come in and sit down.\n", encoding="utf-8")
    made.piece = made.at("import", draft).stdout.strip()
    return made


def _threads(shell: Shell, *options: str) -> list[dict]:
    return json.loads(shell.at("comments", shell.piece, "--format", "json", *options).stdout)


def test_a_thread_is_begun_answered_resolved_and_opened_again(shell):
    number = shell.at("comment", shell.piece, "Is it £4, @Erin?", "--on", "pot of tea", "--as", "Wren").stdout.split(",")[0]
    shell.at("comment", shell.piece, "It is.", "--reply", number, "--as", "Erin")
    (thread,) = _threads(shell)
    assert (thread["words"], thread["line"], thread["gone"]) == ("pot of tea", 3, False)
    assert [(each["said_by"], each["text"]) for each in thread["comments"]] == [("Wren", "Is it £4, @Erin?"), ("Erin", "It is.")]
    shell.at("resolve", shell.piece, number, "--as", "Wren")
    assert _threads(shell, "--open") == []
    assert "resolved by Wren" in shell.at("comments", shell.piece).stdout
    shell.at("resolve", shell.piece, number, "--again", "--as", "Wren")
    assert len(_threads(shell, "--open")) == 1
    changed = shell.folder / "changed.md"
    changed.write_text("# Slow tea\n\nCome in and sit down.\n", encoding="utf-8")
    shell.at("edit", shell.piece, "--from", changed, "--as", "Erin")
    assert "its words are gone  “pot of tea”" in shell.at("comments", shell.piece).stdout


def test_comments_are_numbered_1_2_3_in_a_piece_and_answered_by_that_number(shell):
    said = [shell.at("comment", shell.piece, text, "--as", "Erin").stdout for text in ("One?", "Two?", "Three?")]
    assert said == ["1, as Erin.\n", "2, as Erin.\n", "3, as Erin.\n"]
    assert shell.at("comment", shell.piece, "Yes, @Erin.", "--reply", 2, "--as", "Wren").stdout == "2, as Wren.\n"
    shell.at("resolve", shell.piece, 1, "--as", "Erin")
    rows = _threads(shell)
    assert [(row["number"], row["comments"][0]["text"], bool(row["resolved"])) for row in rows] == [
        (2, "Two?", False),
        (3, "Three?", False),
        (1, "One?", True),
    ]
    assert [line[0] for line in shell.at("comments", shell.piece).stdout.splitlines() if line[0] != " "] == ["2", "3", "1"]
    assert shell.at("my-comments", "--as", "Erin").stdout.startswith(f"asks you  {shell.piece} 2  Wren: Yes, @Erin.")
    entry = rows[1]["thread"]
    assert entry > 3, "what it goes by in the history"
    shell.at("resolve", shell.piece, entry, "--as", "Erin")
    assert [row["number"] for row in _threads(shell, "--open")] == [2]
    assert "There are: 1, 2, 3." in shell.refused("resolve", shell.piece, 999, "--as", "Erin")


def test_what_cannot_be_said_is_refused_with_what_to_do(shell):
    assert "Wren" in shell.refused("comment", shell.piece, "Well, @Renn?", "--as", "Erin")
    assert "Copy them" in shell.refused("comment", shell.piece, "Where?", "--on", "a pot of gold", "--as", "Erin")
    assert "There are: none yet" in shell.refused("comment", shell.piece, "Yes.", "--reply", "99", "--as", "Erin")
    assert "--on" in shell.refused("comment", shell.piece, "Yes.", "--reply", "99", "--on", "tea", "--as", "Erin")


def test_an_ais_remark_is_told_apart_from_every_person(shell):
    shell.at("comment", shell.piece, "Perhaps shorter?", "--on", "Come in", "--model", "Erin")
    ((said,),) = [thread["comments"] for thread in _threads(shell)]
    assert (said["kind"], said["said_by"]) == ("ai", "AI remark · Erin")
    assert "AI remark · Erin" in shell.at("comments", shell.piece).stdout
    assert shell.at("my-comments", "--as", "Erin").stdout == ""


def test_one_list_says_where_somebody_is_asked(shell):
    shell.at("comment", shell.piece, "Is it £4, @Erin?", "--as", "Wren")
    assert shell.at("my-comments", "--as", "Erin").stdout.startswith("asks you")
    assert shell.at("my-comments", "--as", "Wren").stdout.startswith("open")
    (row,) = json.loads(shell.at("my-comments", "--as", "Erin", "--format", "json").stdout)
    assert (row["piece"], row["asks"], row["resolved"]) == (shell.piece, True, False)
