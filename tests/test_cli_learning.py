"""Proposals, audits, alerts and notes from the command line, with the same refusals as in the window."""

import json
from pathlib import Path

import pytest

from .test_cli import POLICY, Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Ann")
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    return made


def _taught(shell: Shell) -> None:
    for number, who in enumerate(("Wren", "Erin", "Wren")):
        draft = shell.folder / "draft.md"
        draft.write_text(f"# Tea {number}\n\nWe grobble tea number x{number}.\n", encoding="utf-8")
        piece = shell.at("import", draft).stdout.strip()
        draft.write_text(f"# Tea {number}\n\nWe stir tea number x{number}.\n", encoding="utf-8")
        shell.at("edit", piece, "--from", draft, "--as", who)


def test_what_recurs_is_listed_decided_by_the_owner_and_printed_for_an_ai(shell):
    _taught(shell)
    listed = shell.at("proposals").stdout
    assert "“grobble” → “stir”: 3 times in 3 pieces by 2 people." in listed
    (found,) = json.loads(shell.at("proposals", "--format", "json").stdout)
    assert (found["kind"], found["times"], len(found["places"])) == ("rule", 3, 3)
    assert "needs a reason" in shell.refused("proposal", found["key"], "refuse", "--as", "Erin")
    assert "that takes an owner. Who may: " in shell.refused("proposal", found["key"], "accept", "--as", "Wren")
    said = shell.at("proposal", found["key"][:4], "accept", "--what", "swirl", "--as", "Erin").stdout
    assert "“grobble” → “swirl”" in said
    assert shell.at("proposals", "--prompt").stdout == "- Write “swirl”, not “grobble”.\n"
    assert shell.at("proposals").stdout == ""
    draft = shell.folder / "new.md"
    draft.write_text("# New\n\nWe grobble.\n", encoding="utf-8")
    assert ".Grobble:" in shell.at("check", draft, "--format", "line", "--only", "style").stdout


def test_audits_are_listed_done_and_recorded(shell):
    _taught(shell)
    assert "Quarterly review (quarterly, the owner): First due on" in shell.at("audits").stdout
    assert "without findings" in shell.refused("audit", "Quarterly", "--findings", " ", "--as", "Erin")
    assert "not Wren’s to do" in shell.refused("audit", "Quarterly", "--findings", "Fine.", "--as", "Wren")
    done = shell.at("audit", "Bias", "--findings", "Nothing stands out.", "--keep", "--as", "Erin").stdout
    assert "Done: Bias and rules" in done
    kept = [line for line in done.splitlines() if line.startswith("exports/audits/")]
    assert any(line.endswith("bias.html") for line in kept)
    assert all((shell.workspace / line).is_file() for line in kept)
    (entry,) = json.loads(shell.at("audits", "--done", "--format", "json").stdout)
    assert (entry["findings"], entry["who"], set(entry["reports"])) == ("Nothing stands out.", "Erin", set(kept))
    states = {each["name"]: each["standing"] for each in json.loads(shell.at("audits", "--format", "json").stdout)}
    assert states["Bias and rules"] == "done"


def test_a_note_on_a_figure_is_kept_with_what_it_was_about(shell):
    shell.at("note", "kpi", "--text", "Half of us were away.", "--from", "2026-11-01", "--channel", "email")
    (note,) = json.loads(shell.at("notes", "kpi", "--format", "json").stdout)
    assert (note["note"], note["from"], note["channel"]) == ("Half of us were away.", "2026-11-01", "email")
    assert shell.at("notes", "turnaround").stdout == ""
    assert "no figure, report or alert “nonsense”" in shell.refused("note", "nonsense", "--text", "x")
    assert "is not a date" in shell.refused("note", "kpi", "--text", "x", "--from", "yesterday")
    assert "no channel “radio”" in shell.refused("note", "kpi", "--text", "x", "--channel", "radio")


def test_alerts_say_that_nothing_stands_out_or_what_does(shell):
    assert "nothing stands out" in shell.at("alerts").stderr
    _taught(shell)
    assert json.loads(shell.at("alerts", "--format", "json").stdout) == []


@pytest.mark.parametrize("kind", ["voice", "bias"])
def test_the_new_reports_are_written_in_every_format(shell, kind):
    _taught(shell)
    for format in ("html", "pdf", "csv", "xlsx", "json"):
        target = shell.folder / f"{kind}.{format}"
        shell.at("report", kind, "--format", format, "-o", target)
        assert target.stat().st_size > 200
