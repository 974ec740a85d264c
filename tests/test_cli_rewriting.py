"""Rewrites from the command line: asked for, looked at, accepted in whole or in part, refused."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from .services.fake_ai import MODEL, FakeAI
from .test_cli import POLICY, Shell

TEXT = "# Slow tea\n\nWe make a pot of tea for everybody. Come in and sit down, {{first_name}}.\n"


@pytest.fixture
def server() -> Iterator[FakeAI]:
    with FakeAI() as fake:
        yield fake


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: FakeAI) -> Shell:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Ann")
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    made.piece = made.bring(TEXT)
    made("services", "add", "Larch", "--address", server.address, "--model", MODEL, "-w", made.workspace, "--as", "Erin")
    return made


def ask(shell: Shell, *options: object):
    words = "We make a pot of tea for everybody."
    return shell.at("rewrite", shell.piece, "--words", words, "--yes", *options)


def text(shell: Shell) -> str:
    return shell.at("show", shell.piece).stdout


def test_a_rewrite_is_printed_as_a_change_with_what_was_found_and_changes_nothing(shell, server):
    server.says("We make the best tea for everybody, says 97% of York.")
    said = ask(shell, "--purpose", "shorter")
    assert "We make [-a pot of tea for everybody-]{+the best tea for everybody, says 97% of York+}." in said.stdout
    assert "! “97%” stands neither in the text nor in what the AI was given." in said.stdout
    assert "rewrite-accept" in said.stderr
    assert "97%" not in text(shell)
    (listed,) = json.loads(shell.at("rewrites", shell.piece, "--format", "json").stdout)
    assert (listed["purpose"], listed["model"], listed["gone"], listed["decision"]) == ("shorter", MODEL, False, "")


def test_accepted_in_part_refused_and_listed_with_what_was_decided(shell, server):
    server.says("We brew a pot of tea for all of you.")
    ask(shell, "--purpose", "plainer", "--as", "Wren")
    assert "names no changes" in shell.at("rewrite-accept", shell.piece, "--only", "²", "--as", "Erin", status=2).stderr
    done = shell.at("rewrite-accept", shell.piece, "--only", "1", "--as", "Erin").stdout
    assert done == "Partly: 1 of 2 changes, as Erin.\n"
    assert "We brew a pot of tea for everybody." in text(shell)
    server.says("Tea?")
    words = ("--words", "Come in and sit down, {{first_name}}.")
    one = shell.at("rewrite", shell.piece, *words, "--ask", "Make it a question.", "--yes").stdout
    assert "! The merge field {{first_name}} is not in it any more." in one
    shell.at("rewrite-refuse", shell.piece, one[:6], "--note", "Too curt.")
    assert shell.at("rewrites", shell.piece).stdout == ""
    every = shell.at("rewrites", shell.piece, "--all").stdout
    assert "refused: Too curt." in every
    assert "partly" in every
    told = shell.at("history", shell.piece).stdout
    assert "Accepted a part of a rewrite" in told
    assert "Refused a rewrite. Too curt." in told


def test_accepted_in_whole_it_stands_in_the_text_as_the_models_words(shell, server):
    server.says("We brew tea for all.")
    ask(shell, "--purpose", "shorter")
    shell.at("rewrite-accept", shell.piece)
    assert "We brew tea for all. Come in" in text(shell)
    edits = [edit for event in shell.events(shell.piece) if event["type"] == "edited" for edit in event["payload"]["edits"]]
    assert {tuple(edit[3:]) for edit in edits} == {("rewrite", MODEL)}


def test_what_cannot_be_asked_is_refused_before_anything_is_sent(shell, server):
    words = ("--words", "Come in")
    assert "Say what it is for" in shell.refused("rewrite", shell.piece, *words)
    assert "Who reads it?" in shell.refused("rewrite", shell.piece, *words, "--purpose", "audience")
    assert "“louder” is not one of the choices" in shell.refused("rewrite", shell.piece, *words, "--purpose", "louder")
    assert "does not have the words" in shell.refused("rewrite", shell.piece, "--words", "nowhere", "--purpose", "shorter")
    assert "no passage of this text" in shell.refused("rewrite", shell.piece, "--at", "9:3", "--purpose", "shorter")
    assert "No rewrite of this piece waits." in shell.refused("rewrite-accept", shell.piece)
    assert not server.asked


def test_without_yes_nothing_is_sent_where_nobody_can_be_asked(shell, server):
    said = shell.at("rewrite", shell.piece, "--at", "12:47", "--purpose", "shorter", status=2)
    assert "We make a pot of tea for everybody." in said.stderr, "what would go out is shown"
    assert not server.asked


def test_the_place_or_the_readers_of_a_wish_are_said_with_for(shell, server):
    ask(shell, "--purpose", "local", "--for", "Whitby")
    assert "people in this place: Whitby" in server.asked[-1]["messages"][0]["content"]


def test_without_a_service_it_says_what_to_do(shell):
    shell("services", "remove", "Larch", "-w", shell.workspace, "--as", "Erin")
    assert "No AI service is set up here." in shell.refused("rewrite", shell.piece, "--words", "Come in", "--purpose", "shorter")
