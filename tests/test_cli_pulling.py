"""Exports of other tools on the command line."""

import json
from pathlib import Path

import pytest

from tests.test_cli import POLICY, Shell

ROWS = [
    {"id": "n1", "body": "# Slow tea\n\nWe open at ten.\n", "llm": "gen-a", "kind": "newsletter"},
    {"id": "n2", "body": "# Late tea\n\nWe close at six.\n", "llm": "gen-a", "kind": "email"},
]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Wren")
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    return made


def test_an_export_is_tried_kept_and_taken_in_and_its_next_one_brings_what_is_new(shell: Shell):
    export = shell.file("drafts.json", json.dumps({"data": ROWS}))
    tried = shell.at(
        "mappings", export, "--place", "model=llm", "--place", "channel=", "--place", "channel:=email", "--save", "well"
    )
    assert 'records = "data"' in tried.stdout
    assert "drafts.json, record 1: Slow tea (email, gen-a): # Slow tea We open at ten." in tried.stdout
    assert tried.stdout.endswith("2 drafts.\n")
    assert "well" in shell.at("mappings").stdout
    assert shell.at("mappings", "well").stdout.startswith('records = "data"')
    first = shell.at("import", export, "--mapping", "well").stdout.split()
    assert len(first) == 2
    found = json.loads(shell.at("pieces", "--format", "json").stdout)
    assert {(each["channel"], each["model"]) for each in found} == {("email", "gen-a")}
    (created,) = [json.loads(line) for line in shell.at("history", first[0], "--format", "jsonl").stdout.splitlines()][:1]
    assert (created["payload"]["mapping"], created["payload"]["record"]) in {("well", "n1"), ("well", "n2")}
    again = shell.at("import", export, "--mapping", "well")
    assert again.stdout == ""
    assert "2 drafts came in before, and were left out." in again.stderr


def test_what_cannot_be_read_is_told_record_by_record_and_the_rest_comes_in(shell: Shell):
    lines = [json.dumps(ROWS[1]), "{", json.dumps({"id": "n3"}), json.dumps({**ROWS[0], "kind": "fax"})]
    export = shell.file("drafts.jsonl", "\n".join(lines))
    shell.at("mappings", export, "--place", "text=body", "--place", "channel=kind", "--save", "well")
    said = shell.at("import", export, "--mapping", "well", status=2)
    assert len(said.stdout.split()) == 1
    told = [line for line in said.stderr.splitlines() if "drafts.jsonl, line" in line and not line.startswith("Note")]
    assert [line.split(", ")[1][:6] for line in told] == ["line 2", "line 3", "line 4"]


def test_an_export_without_its_mapping_says_what_to_do(shell: Shell):
    export = shell.file("drafts.json", json.dumps(ROWS))
    assert "--mapping NAME" in shell.refused("import", export)
    assert "There is no mapping “well”" in shell.refused("import", export, "--mapping", "well")
    assert "is not there" in shell.refused("mappings", "gone.json")
    nothing = shell.file("numbers.json", json.dumps([{"a": 1}]))
    assert "Say it: --place text=… There are: a." in shell.refused("mappings", nothing)
    (shell.workspace / "mappings").mkdir()
    (shell.workspace / "mappings" / "odd.toml").write_text("[fields]\n", encoding="utf-8")
    assert "mappings/odd.toml: The mapping does not say" in shell.at("mappings", status=1).stderr
