"""A second opinion from the command line: shown, allowed, held to the text, and listed among the flags as a model's."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.fake_ai import MODEL, FakeAI, Says
from tests.test_cli import POLICY, Shell

TEXT = "# Slow tea\n\nPeople come back for the bread. Write to jane.whitlow@example.org.\n"


@pytest.fixture
def server() -> Iterator[FakeAI]:
    with FakeAI() as fake:
        yield fake


@pytest.fixture
def shell(tmp_path: Path, server: FakeAI, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Ann")
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    made("services", "add", "Larch", "--address", server.address, "--model", MODEL, "-w", made.workspace, "--as", "Erin")
    return made


def says(*rows: tuple[int, str, str]) -> Says:
    return Says(
        json.dumps({"remarks": [{"sentence": at, "quote": quote, "what": what, "why": "so"} for at, quote, what in rows]})
    )


def test_an_opinion_is_printed_and_stands_among_the_claims_as_a_models(shell: Shell, server: FakeAI) -> None:
    piece = shell.bring(TEXT)
    server.says(says((2, "come back for the bread", "entity_causal"), (1, "not there", "ranking")))
    result = shell.at("opinion", piece, "--yes")
    assert result.stdout == "“come back for the bread” plain fact: so\n"
    assert "1 remark left out, because the words do not stand where Larch says." in result.stderr
    (claim,) = [each for each in shell.flags(piece)["claims"] if each["text"] == "come back for the bread"]
    assert (claim["status"], claim["model"], claim["only_model"]) == ("unverified", "Larch (tiny-1)", True)
    assert "“come back for the bread”  only in the opinion of Larch (tiny-1)" in shell.at("flags", piece).stdout
    assert "jane.whitlow" not in server.sent
    (event,) = [each for each in shell.events(piece) if each["type"] == "opinion.read"]
    assert event["payload"]["model"] == MODEL
    assert "has read all of it" in shell.refused("opinion", piece, "--yes")


def test_a_tone_is_listed_among_the_flags(shell: Shell, server: FakeAI) -> None:
    piece = shell.bring(TEXT)
    server.says(says((2, "come back", "pushy")))
    shell.at("opinion", piece, "--kind", "tone", "--yes")
    told = shell.at("flags", piece).stdout
    assert "Opinion.Tone: “come back” Larch (tiny-1) reads this as pushy: “so”." in told
    assert "(second opinion of Larch (tiny-1))" in told


def test_nothing_goes_out_unseen_and_an_answer_in_another_form_is_one_sentence(shell: Shell, server: FakeAI) -> None:
    piece = shell.bring(TEXT)
    result = shell.at("opinion", piece, status=2)
    assert "1: Slow tea" in result.stderr
    assert "Nothing was sent." in result.stderr
    assert server.asked == []
    server.says("I like it.")
    assert "Larch did not answer in the form that was asked for." in shell.at("opinion", piece, "--yes", status=2).stderr


def test_without_a_service_it_says_how_to_add_one(shell: Shell) -> None:
    shell("services", "remove", "Larch", "-w", shell.workspace, "--as", "Erin")
    assert "No AI service is set up here." in shell.refused("opinion", shell.bring(TEXT), "--yes")
