"""Reports of figures from the command line: a long history is not checked for them unless that is asked for."""

import json

import pytest

from studio.app import export
from tests.test_cli import Shell


@pytest.fixture
def shell(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Erin")
    return made


def test_figures_of_a_long_history_come_unchecked_and_are_checked_where_that_is_asked_for(shell, tmp_path, monkeypatch):
    draft = tmp_path / "tea.md"
    draft.write_text("# Slow tea\n\nA pot of tea.\n", encoding="utf-8")
    shell.at("import", draft)
    monkeypatch.setattr(export, "CHECKED_UP_TO", 0)
    told = {}
    for name, asked in (("quick", []), ("checked", ["--verify"])):
        target = tmp_path / f"{name}.json"
        said = shell.at("report", "kpi", "-o", target, *asked).stderr
        told[name] = json.loads(target.read_text(encoding="utf-8"))["verification"]
        assert ("Note: the history was not checked; `--verify` does that first, and takes its time." in said) is (not asked)
    assert (told["quick"]["checked"], told["quick"]["whole"]) == (False, None)
    assert (told["checked"]["checked"], told["checked"]["whole"]) == (True, True)
    assert "stand here unchanged" in shell.at("verify", "--anchor", tmp_path / "quick.json").stdout


@pytest.mark.parametrize("asked", [("--person", "Nobody"), ("--brand", "Nope"), ("--channel", "social")])
def test_a_report_of_nobody_s_pieces_says_so(shell, asked):
    said = shell.at("report", "kpi", "-o", shell.workspace.parent / "kpi.json", *asked).stderr
    assert "no piece here is of that person, brand and channel" in said
