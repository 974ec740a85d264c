"""The command line, command by command, as scripts and people use it."""

import json
import os
import re
import struct
import subprocess
import sys
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from sqlite3 import connect

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from studio import __version__, reports
from studio.cli import app
from studio.core.events import digest
from studio.ui.actions import ACTIONS

ROOT = Path(__file__).parent.parent
POLICY = """
[[people]]
name = "Wren"
roles = ["writer"]

[[people]]
name = "Erin"
roles = ["editor", "owner"]

# What people answer for themselves stands in tests of its own; here a yes is one word.
[gate.low]
checklist = "off"
[gate.normal]
checklist = "off"
[gate.high]
checklist = "off"
second_approval = "off"
"""
TEA = "---\nmodel: generator-a\nchannel: email\n---\n# Slow tea\n\nWe utilize a pot. Last year 73% of our guests came back.\n"
CLEAN = "# Slow tea\n\nWe make a pot of tea. Come in and sit down.\n"


class Shell:
    """Runs commands; `-w` is added where a command takes it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.workspace = folder, folder / "desk"

    def __call__(self, *words: object, status: int = 0) -> Result:
        """Run one command, hold its status against `status`, and see that it never ends in a traceback."""
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert result.exit_code == status, f"{words}: {result.exit_code}\n{result.output}"
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        return result

    def at(self, command: str, *words: object, status: int = 0) -> Result:
        """The same in the workspace."""
        return self(command, *words, "-w", self.workspace, status=status)

    def refused(self, command: str, *words: object) -> str:
        """Run a command that has to be refused: nothing on stdout, one line on stderr, status 2."""
        result = self.at(command, *words, status=2)
        assert result.stdout == ""
        assert len(result.stderr.splitlines()) == 1, result.stderr
        assert result.stderr.startswith("bluepencil: ")
        return result.stderr

    def file(self, name: str, text: str) -> Path:
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.folder / name

    def bring(self, text: str = TEA, *options: str) -> str:
        """Take a draft in; its id."""
        return self.at("import", self.file("draft.md", text), *options).stdout.strip()

    def flags(self, piece: str) -> dict[str, list[dict[str, object]]]:
        return json.loads(self.at("flags", piece, "--format", "json").stdout)

    def events(self, piece: str) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.at("history", piece, "--format", "jsonl").stdout.splitlines()]

    def approved(self) -> str:
        piece = self.bring(CLEAN)
        self.at("submit", piece, "--to", "Erin")
        self.at("approve", piece, "--as", "Erin")
        return piece


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Ann")
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    return made


# ---------------------------------------------------------------- making a workspace, taking in


def test_init_makes_a_workspace_and_says_where_its_rules_are(tmp_path: Path):
    shell = Shell(tmp_path)
    said = shell("init", tmp_path / "new", "--owner", "Ann Bee", "--brand", "Mill").stdout
    assert str(tmp_path / "new" / "policy.toml") in said
    policy = (tmp_path / "new" / "policy.toml").read_text(encoding="utf-8")
    assert '"Ann Bee"' in policy
    assert 'brand = "Mill"' in policy
    assert '[[people]]\n    name = "Ben Carter"' in said
    assert 'a house of one sets second_person = "off"' in said
    added = '\n[[people]]\nname = "Cy"\nroles = ["writer"]\n'
    assert 'second_person = "required"' in policy
    alone = policy.replace('second_person = "required"', 'second_person = "off"')
    (tmp_path / "new" / "policy.toml").write_text(alone + added, encoding="utf-8")
    shell.workspace = tmp_path / "new"
    assert shell.at("import", shell.file("t.md", CLEAN), "--as", "Cy").exit_code == 0, "what it says to write can be read"
    assert "already holds something" in shell("init", tmp_path / "new", "--owner", "Ann", status=2).stderr


def test_import_keeps_the_good_files_and_names_each_bad_one_on_a_line(shell: Shell):
    files = [
        shell.file("a.md", TEA),
        shell.file("empty.md", ""),
        shell.file("b.txt", "Plain words."),
        shell.folder / "gone.md",
        shell.file("c.xyz", "?"),
    ]
    result = shell.at("import", *files, "--brand", "Mill", status=2)
    ids = result.stdout.split()
    assert len(ids) == 2
    said = [line for line in result.stderr.splitlines() if not line.startswith("Note: ")]
    for line, name in zip(said, ("empty.md", "gone.md", "c.xyz"), strict=True):
        assert line.startswith(f"bluepencil: {name} ")
    listed = json.loads(shell.at("pieces", "--format", "json").stdout)
    assert {piece["id"] for piece in listed} == set(ids)
    assert {piece["brand"] for piece in listed} == {"Mill"}
    assert shell.at("verify").stdout.startswith("Unbroken: 2 entries.")


def test_import_takes_options_over_the_file(shell: Shell):
    brief = shell.file("brief.txt", "Say when we open.")
    piece = shell.bring(TEA, "--channel", "web", "--model", "generator-b", "--brief", str(brief), "--as", "erin")
    (found,) = json.loads(shell.at("pieces", "--format", "json").stdout)
    assert (found["id"], found["channel"], found["model"]) == (piece, "web", "generator-b")
    assert (found["brief"], found["accountable"], found["title"]) == ("Say when we open.", "Erin", "Slow tea")
    assert "no channel “fax”" in shell.refused("import", shell.file("x.md", CLEAN), "--channel", "fax")
    assert "gone.txt is not there" in shell.refused("import", shell.file("x.md", CLEAN), "--brief", shell.folder / "gone.txt")


def test_pieces_are_listed_for_people_newest_first(shell: Shell):
    first, second = shell.bring(), shell.bring(CLEAN)
    lines = shell.at("pieces").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [second, first]
    assert "Drafting" in lines[0]
    assert lines[1].split()[2:] == ["email", "Slow", "tea"]


def test_pieces_stand_in_columns_however_long_their_ids(shell: Shell):
    shell.bring("# A\n\nTea.\n")
    shell.bring("# Everything there is to say about a slow pot of tea\n\nTea.\n", "--channel", "web")
    long, short = shell.at("pieces").stdout.splitlines()
    assert long.index("Drafting") == short.index("Drafting")
    assert long.index("web") == short.index("blog")


def test_a_file_that_came_in_before_comes_in_again_and_is_named(shell: Shell):
    first = shell.bring()
    result = shell.at("import", shell.folder / "draft.md", shell.file("other.md", CLEAN))
    again, other = result.stdout.split()
    assert result.stderr.splitlines()[-1] == f"Note: {again}: the same file came in before as {first}."
    assert len({first, again, other}) == 3


# ---------------------------------------------------------------- texts and history


def test_show_prints_the_original_the_working_and_the_approved_text_exactly(shell: Shell):
    piece = shell.approved()
    shell.at("edit", piece, "--from", shell.file("new.md", CLEAN.replace("pot", "big 🍵 pot")), "--as", "Wren")
    assert shell.at("show", piece, "--text", "original").stdout == CLEAN
    assert shell.at("show", piece).stdout == CLEAN.replace("pot", "big 🍵 pot")
    assert shell.at("show", piece, "--text", "approved").stdout == CLEAN
    assert "Nobody has approved" in shell.refused("show", shell.bring(), "--text", "approved")


def test_history_tells_every_event_oldest_first_for_people_and_for_programs(shell: Shell):
    piece = shell.approved()
    events = shell.events(piece)
    look = "piece.checked"  # at the AI original, and at whatever changes hands
    assert [event["type"] for event in events] == ["piece.created", look, look, "submitted", look, "approved"]
    assert [event["number"] for event in events] == sorted(event["number"] for event in events)
    assert events[-1]["payload"]["text_hash"] == digest(CLEAN)
    for before, after in pairwise(events):
        is_next = after["number"] == before["number"] + 1  # what the house notes of its policy stands between, and is no piece's
        assert (after["previous"] == before["hash"]) is is_next
    lines = shell.at("history", piece).stdout.splitlines()
    assert len(lines) == 6
    assert lines[1].split(" UTC  ")[1].startswith("Checks: Looked at the AI original: ")
    assert lines[5].split(" UTC  ")[1].startswith("Erin: Approved revision 1")
    shell.at("edit", piece, "--from", shell.file("new.md", CLEAN.replace("a pot", "one pot")), "--as", "Wren")
    assert shell.at("history", piece).stdout.splitlines()[6].endswith("  Wren: “a” became “one” (import)")
    assert "Choose text or jsonl" in shell.refused("history", piece, "--format", "yaml")


# ---------------------------------------------------------------- reports and verification


@pytest.mark.parametrize("format", ["html", "csv", "json"])
def test_a_report_is_written_in_the_format_of_its_ending(shell: Shell, format: str):
    piece = shell.approved()
    target = shell.folder / f"r.{format}"
    assert shell.at("report", "-o", target, "--piece", piece, "--as", "Erin").stdout == f"{target}\n"
    text = target.read_text(encoding="utf-8")
    assert "Slow tea" in text
    if format == "json":
        told = json.loads(text)
        assert (told["made_by"], told["verification"]["whole"], told["totals"]["approvals"]) == ("Erin", True, 1)
    shell.at("report", "edit-history", "--format", format, "-o", shell.folder / "other.name")
    assert (shell.folder / "other.name").exists()


@pytest.mark.parametrize("kind", ["edit-history", "claims"])
@pytest.mark.parametrize(("format", "begins"), [("pdf", b"%PDF-"), ("xlsx", b"PK")])
def test_every_report_can_be_a_pdf_and_a_workbook(shell: Shell, kind: str, format: str, begins: bytes):
    shell.bring()
    target = shell.folder / f"r.{format}"
    assert shell.at("report", kind, "-o", target).stdout == f"{target}\n"
    assert target.read_bytes().startswith(begins)


def test_the_claims_report_tells_every_claim_of_a_piece_and_is_an_anchor_too(shell: Shell):
    piece = shell.bring()
    shell.bring("# Other\n\nWe opened in 1999.\n")
    target = shell.folder / "claims.json"
    shell.at("report", "claims", "-o", target, "--piece", piece)
    (told,) = json.loads(target.read_text(encoding="utf-8"))["pieces"]
    assert told["piece"]["id"] == piece
    assert [claim["status"] for claim in told["claims"] if "73%" in claim["text"]] == ["unverified"]
    assert "claims.json: the 2 entries told there stand here unchanged." in shell.at("verify", "--anchor", target).stdout


def test_the_help_names_every_kind_of_report_and_every_format():
    help = " ".join(CliRunner().invoke(app, ["report", "--help"], env={"COLUMNS": "200"}).output.split())
    for name in (*reports.kinds(), *reports.formats()):
        assert name in help


def test_a_report_that_cannot_be_made_is_refused_in_a_line(shell: Shell):
    shell.bring()
    target = shell.folder / "r.html"
    for words, says in [
        (["-o", shell.file("old.html", "old")], "old.html is there already. Choose another name, or say `--force`"),
        (["-o", shell.folder / "r.odt"], "no report format “odt”"),
        (["-o", shell.folder / "report"], "does not say which format"),
        (["-o", shell.folder / "nowhere" / "r.html"], "could not be written"),
        (["voices", "-o", target], "no report “voices”"),
        (["-o", target, "--from", "last week"], "is not a date"),
        (["-o", target, "--from", "2026-12-01", "--to", "2026-11-01"], "ends (2026-11-01) before it begins"),
        (["-o", target, "--piece", "nothing"], "no piece begins with “nothing”"),
        (["-o", target, "--as", "Zoe"], "Nobody here is called “Zoe”"),
    ]:
        assert says in shell.refused("report", *words)
    assert not target.exists()
    assert (shell.folder / "old.html").read_text() == "old"
    shell.at("report", "-o", shell.folder / "old.html", "--force")
    assert "Slow tea" in (shell.folder / "old.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (["--from", "2020-01-01", "--to", "2020-12-31"], "Note: the report is empty: nothing happened in this period.\n"),
        (
            ["--brand", "Nobody's"],
            "Note: the report is empty: no piece here is of that person, brand and channel. Mind the spelling.\n",
        ),
        ([], ""),
    ],
)
def test_a_report_without_a_piece_says_so(shell: Shell, asked: list[str], says: str):
    shell.bring()
    result = shell.at("report", "-o", shell.folder / "r.html", *asked)
    assert (result.stderr, result.stdout) == (says, f"{shell.folder / 'r.html'}\n")


def test_a_history_in_which_nothing_happened_is_unbroken_in_a_sentence(shell: Shell):
    assert shell.at("verify").stdout == "Unbroken, and empty: nothing has happened here yet.\n"
    shell.bring()
    assert shell.at("verify").stdout.startswith("Unbroken: 1 entry. Head ")


def _forge(workspace: Path) -> int:
    """Change one byte of a payload behind the first by hand; the event's number."""
    with closing(connect(workspace / "history.db")) as db, db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        query = "SELECT number, payload FROM events WHERE number > 1 AND payload LIKE '%Erin%' ORDER BY number"
        number, payload = db.execute(query).fetchone()
        db.execute("UPDATE events SET payload = ? WHERE number = ?", (payload.replace("Erin", "Eron", 1), number))
    return int(number)


def test_verify_is_silent_about_nothing_one_changed_byte_is_named_by_its_event(shell: Shell):
    shell.approved()
    whole = shell.at("verify").stdout
    assert re.match(r"Unbroken: [1-9]\d* entries\. Head [0-9a-f]{64} on ", whole)
    number = _forge(shell.workspace)
    told = shell.at("verify", status=1).stdout
    assert told.splitlines()[0] == f"Broken: The contents of event {number} were changed."


def test_a_broken_history_can_still_be_reported(shell: Shell):
    shell.approved()
    number = _forge(shell.workspace)
    shell.at("report", "-o", shell.folder / "r.json")
    told = json.loads((shell.folder / "r.json").read_text(encoding="utf-8"))
    assert told["verification"] == {
        "checked": True,
        "whole": False,
        "count": number - 1,
        "broken": number,
        "problem": f"The contents of event {number} were changed.",
        "problems": [f"The contents of event {number} were changed."],
        "remarks": [],
        "purged": 0,
    }
    assert len(told["pieces"]) == 1


def test_verify_holds_an_older_report_against_the_history(shell: Shell, tmp_path_factory: pytest.TempPathFactory):
    shell.approved()
    anchor = shell.folder / "then.json"
    shell.at("report", "-o", anchor)
    shell.bring()
    then = json.loads(anchor.read_text(encoding="utf-8"))["head"]["count"]
    told = shell.at("verify", "--anchor", anchor).stdout
    assert f"then.json: the {then} entries told there stand here unchanged." in told
    other = Shell(tmp_path_factory.mktemp("other"))
    other("init", other.workspace, "--owner", "Wren")
    for _ in range(then + 1):
        other.bring()
    said = other.at("verify", "--anchor", anchor, status=1).stdout.splitlines()
    assert said[0].startswith("Unbroken: ")
    assert "the history was rewritten" in said[1]
    assert "is not JSON" in shell.refused("verify", "--anchor", shell.file("x.json", "no"))
    assert "cannot be read" in shell.refused("verify", "--anchor", shell.folder / "gone.json")


# ---------------------------------------------------------------- checking files


def test_check_ends_with_0_when_clean_1_on_an_error_and_2_when_it_could_not_look(shell: Shell):
    clean, bad = shell.file("clean.md", "Come in and sit down.\n"), shell.file("bad.md", "We recieve guests.\n")
    assert shell("check", clean).stdout == "0 errors, 0 warnings, 0 suggestions in 1 file.\n"
    assert "Spelling.Unknown" in shell("check", bad, status=1).stdout
    assert shell("check", bad, "--only", "style,readability", "--min-level", "error").exit_code == 0
    result = shell("check", shell.folder / "gone.md", bad, status=2)
    assert result.stderr == "bluepencil: gone.md is not there. It may have been moved or renamed; choose it again.\n"
    assert "Spelling.Unknown" in result.stdout, "what can be read is checked all the same"


def test_check_writes_lines_and_json_as_vale_does(shell: Shell):
    bad = shell.file("bad.md", "---\nchannel: email\n---\n\nWe recieve guests.\n")
    lines = shell("check", bad, "--format", "line", status=1).stdout.splitlines()
    assert any(line.startswith(f"{bad}:5:4:Spelling.Unknown:") for line in lines)
    told = json.loads(shell("check", bad, "--format", "json", status=1).stdout)
    (alert,) = [alert for alert in told[str(bad)] if alert["Check"] == "Spelling.Unknown"]
    assert (alert["Line"], alert["Span"], alert["Match"], alert["Severity"]) == (5, [4, 10], "recieve", "error")
    assert json.loads(shell("check", shell.file("clean.md", "Come in."), "--format", "json").stdout) == {}
    assert shell("check", shell.folder / "clean.md", "--format", "line").stdout == ""


def test_check_takes_a_dialect_a_channel_a_workspace_and_an_ini(shell: Shell):
    path = shell.file("t.md", "The colour of the pot.\n")
    shell("check", path)
    shell("check", path, "--dialect", "american", status=1)
    policy = shell.workspace / "policy.toml"
    policy.write_text('dialect = "american"\n' + POLICY, encoding="utf-8")
    shell("check", path, "-w", shell.workspace, status=1)
    shell("check", path, "-w", shell.workspace, "--dialect", "british")
    ini = shell.file("my.ini", "[*]\nBasedOnStyles = Plain\n")
    assert "Plain." in shell("check", shell.file("u.md", "We utilize it."), "--config", ini, "--channel", "social").stdout
    for words in (["--dialect", "welsh"], ["--only", "stile"], ["--min-level", "loud"], ["--channel", "fax"]):
        said = shell("check", path, *words, status=2)
        assert (said.stdout, len(said.stderr.splitlines())) == ("", 1)
    assert "is not a workspace" in shell("check", path, "-w", shell.folder / "nowhere", status=2).stderr


def test_claims_are_given_at_code_points_of_the_file(shell: Shell):
    path = shell.file("t.md", "---\ntitle: Té 🍵\n---\nLast year **73%** of our guests came back.\n")
    (row,) = json.loads(shell("claims", path, "--format", "json").stdout)[str(path)]
    text = path.read_text(encoding="utf-8")
    assert text[row["start"] : row["end"]].startswith("Last year **73%**")
    assert {"start", "end", "text", "categories", "severity", "status"} <= set(row)
    assert "73%" in shell("claims", path).stdout
    lines = shell.file("lines.txt", "Come in.\nLast year 73% of our guests came back.\n")
    rows = [json.loads(line) for line in shell("claims", "--lines", lines).stdout.splitlines()]
    assert [(row["line"], bool(row["claims"]), row["score"] > 0.5) for row in rows] == [(1, False, False), (2, True, True)]
    assert "Nothing to look at" in shell("claims", status=2).stderr
    result = shell("claims", shell.folder / "gone.md", path, "--format", "json", status=2)
    assert list(json.loads(result.stdout)) == [str(path)]


# ---------------------------------------------------------------- from draft to yes


def test_safe_fixes_are_listed_and_then_made_each_as_an_edit_of_its_own(shell: Shell):
    piece = shell.bring("# Tea\n\nWe met in order to talk, and we basically did.\n")
    listed = shell.at("fix", piece, "--dry-run").stdout
    assert "Plain.Wordy: “in order to” → “to”" in listed
    assert "would be made" in listed
    assert "in order to" in shell.at("show", piece).stdout
    assert "made, as Wren." in shell.at("fix", piece).stdout
    assert "We met to talk" in shell.at("show", piece).stdout
    edits = [edit for row in shell.events(piece) if row["type"] == "edited" for edit in row["payload"]["edits"]]
    assert ["fix", "Plain.Wordy"] in [edit[3:] for edit in edits]


def test_a_piece_goes_from_draft_to_yes_without_the_window(shell: Shell):
    piece = shell.bring()
    said = shell.at("gate", piece, status=1).stdout
    assert said.splitlines()[-1].startswith("Not ready: 1 claim without evidence")

    found = shell.flags(piece)
    (claim,) = [claim for claim in found["claims"] if "73%" in claim["text"]]
    proof = ["--url", "https://example.org", "--quote", "73% came back.", "--valid-until", "2099-01-01", "--as", "Wren"]
    assert shell.at("evidence", piece, claim["key"], *proof).stdout == "Supported, as Wren.\n"
    (flag,) = [flag for flag in found["flags"] if flag["text"] == "utilize"]
    shell.at("dismiss", piece, flag["key"], "--reason", "not-our-style", "--scope", "piece", "--as", "Wren")
    assert not [flag for flag in shell.flags(piece)["flags"] if flag["text"] == "utilize"]

    revised = shell.file("new.md", shell.at("show", piece).stdout.replace("a pot", "one pot"))
    assert shell.at("edit", piece, "--from", revised, "--as", "Wren").stdout == "Edited, as Wren.\n"
    assert shell.at("edit", piece, "--from", revised, "--as", "Wren").stdout == "Nothing differs.\n"
    said = shell.at("submit", piece, "--to", "Erin", "--due", "2026-12-01", "--as", "Wren").stdout
    assert said == "Revision 1 is with Erin; handed on as Wren.\n"

    assert shell.at("request-changes", piece, "--note", "Shorter.", "--as", "Erin").stdout == "Sent back, as Erin.\n"
    shell.at("submit", piece, "--to", "Erin", "--as", "Wren")
    gate = json.loads(shell.at("gate", piece, "--format", "json").stdout)
    assert (gate["open"], gate["sentence"], gate["person"]) == (True, "Ready to approve.", "Erin")
    assert {"id", "level", "met", "why", "place"} == set(gate["items"][0])
    assert shell.at("approve", piece, "--as", "Erin", "--note", "Lovely.").stdout.startswith("Approved: revision 2, text ")

    kinds = [event["type"] for event in shell.events(piece)]
    assert kinds == [
        *("piece.created", "piece.checked", "claim.evidence", "flag.dismissed", "edited"),
        *("piece.checked", "submitted", "piece.checked", "changes_requested"),
        *("piece.checked", "submitted", "piece.checked", "approved"),
    ]
    for ending in ("md", "html", "docx"):
        shell.at("export", piece, "-o", shell.folder / f"out.{ending}")
    assert (shell.folder / "out.md").read_text(encoding="utf-8") == shell.at("show", piece, "--text", "approved").stdout
    assert (shell.folder / "out.docx").read_bytes().startswith(b"PK")
    assert [event["type"] for event in shell.events(piece)][-3:] == ["exported"] * 3
    assert shell.at("verify").exit_code == 0


def test_the_gate_asks_for_an_editor_who_could_say_yes(shell: Shell):
    piece = shell.bring(CLEAN)
    shell.at("edit", piece, "--from", shell.file("new.md", CLEAN.replace("a pot", "one pot")), "--as", "Wren")
    assert json.loads(shell.at("gate", piece, "--format", "json").stdout)["person"] == "Erin"
    shell.at("edit", piece, "--from", shell.file("new.md", CLEAN.replace("a pot", "two pots")), "--as", "Erin")
    said = shell.at("gate", piece, status=1).stdout
    assert "Erin edited last" in said


def test_without_a_name_whoever_has_the_piece_on_the_desk_acts_and_is_told_so(shell: Shell):
    policy = '[gate]\nsecond_person = "off"\n[[people]]\nname = "Zed"\nroles = ["owner"]\n' + POLICY
    (shell.workspace / "policy.toml").write_text(policy, encoding="utf-8")
    piece = shell.bring(TEA, "--as", "Wren")
    found = shell.flags(piece)
    (claim,) = [claim for claim in found["claims"] if "73%" in claim["text"]]
    proof = ["--url", "own record: visits 2025", "--quote", "73% came back."]
    assert shell.at("evidence", piece, claim["key"], *proof).stdout == "Supported, as Wren.\n"
    (flag,) = [flag for flag in found["flags"] if flag["text"] == "utilize"]
    assert shell.at("dismiss", piece, flag["key"], "--reason", "deliberate").stdout == "Dismissed, as Wren.\n"
    revised = shell.file("new.md", shell.at("show", piece).stdout.replace("a pot", "one pot"))
    assert shell.at("edit", piece, "--from", revised).stdout == "Edited, as Wren.\n"
    assert shell.at("submit", piece, "--to", "Erin").stdout == "Revision 1 is with Erin; handed on as Wren.\n"
    assert json.loads(shell.at("gate", piece, "--format", "json").stdout)["person"] == "Erin"
    assert shell.at("request-changes", piece, "--note", "Shorter.").stdout == "Sent back, as Erin.\n"
    assert shell.at("export", piece, "-o", shell.folder / "out.md").stderr.endswith("Exported, as Wren.\n")
    told = [(event["type"], event["actor"]["name"]) for event in shell.events(piece)]
    assert told[1:] == [
        ("piece.checked", "Checks"),
        *(("claim.evidence", "Wren"), ("flag.dismissed", "Wren"), ("edited", "Wren")),
        *(("piece.checked", "Checks"), ("submitted", "Wren"), ("piece.checked", "Checks"), ("changes_requested", "Erin")),
        ("exported", "Wren"),
    ]
    (shell.workspace / "policy.toml").write_text(policy.replace('"Wren"', '"Wyn"'), encoding="utf-8")
    said = shell.refused("submit", piece, "--to", "Erin")
    assert f"{piece} lies with Wren, and policy.toml has nobody of that name. Say who does it: `--as NAME`." in said


def test_a_text_nobody_approved_goes_out_with_a_word_of_warning_and_over_a_file_only_by_force(shell: Shell):
    piece, target = shell.bring(CLEAN), shell.folder / "out.md"
    warning = "Note: this is the working text; nobody has approved it.\n"
    assert shell.at("export", piece, "-o", target).stderr == f"{warning}Exported, as Wren.\n"
    target.write_text("mine")
    assert "is there already" in shell.refused("export", piece, "-o", target)
    assert target.read_text() == "mine"
    shell.at("submit", piece, "--to", "Erin")
    shell.at("approve", piece, "--as", "Erin")
    assert shell.at("export", piece, "-o", target, "--force").stderr == "Exported, as Erin.\n"
    assert target.read_text(encoding="utf-8") == CLEAN
    shell.at("edit", piece, "--from", shell.file("new.md", CLEAN.replace("a pot", "one pot")), "--as", "Wren")
    stale = "Note: this text is not approved; the yes of Erin does not hold any more: the text changed.\n"
    assert shell.at("export", piece, "-o", target, "--force").stderr.startswith(stale)


def test_what_the_house_forbids_is_refused_in_one_line(shell: Shell):
    piece = shell.bring()
    claim = shell.flags(piece)["claims"][0]["key"]
    flag = shell.flags(piece)["flags"][0]["key"]
    new = shell.file("new.md", CLEAN)
    before = shell.at("verify").stdout
    for words, says in [
        (["approve", piece, "--as", "Erin"], "You cannot approve while the piece is “Drafting”"),
        (["request-changes", piece, "--note", "No."], "Wren may not send it back: that takes an editor or an owner"),
        (["submit", piece, "--to", "Wren"], "is not an editor"),
        (["submit", piece, "--to", "Zoe"], "Nobody here is called “Zoe”. policy.toml lists: Wren, Erin."),
        (["submit", piece, "--to", "Erin", "--due", "soon"], "“soon” is not a time"),
        (["dismiss", piece, flag, "--reason", "other"], "says nothing by itself"),
        (["dismiss", piece, flag, "--reason", "boredom"], "Choose: false-positive, deliberate, quote-or-name"),
        (["dismiss", piece, flag, "--reason", "deliberate", "--scope", "galaxy"], "Choose: here, piece, rule."),
        (["claim", piece, claim, "maybe"], "Choose: unverified, contradicted, opinion, removed."),
        (["dismiss", piece, "00000000", "--reason", "deliberate"], "No flag of this piece goes by"),
        (["evidence", piece, claim, "--url", " ", "--quote", "x"], "Evidence needs a link"),
        (["evidence", piece, claim, "--url", "Pat told me", "--quote", "x"], "“Pat told me” is neither a link nor a file."),
        (["evidence", piece, "00000000", "--url", "u", "--quote", "q"], "No claim of this piece goes by"),
        (["edit", piece, "--from", shell.folder / "gone.md"], "gone.md is not there"),
        (["edit", piece, "--from", new, "--as", "Zoe"], "Nobody here is called “Zoe”"),
        (["export", piece, "-o", shell.folder / "out.odt"], "no format called odt"),
        (["export", piece, "-o", shell.folder / "out"], "does not say which format"),
        (["export", piece, "-o", shell.folder / "draft.md"], "draft.md is there already. Choose another name, or say `--force`"),
    ]:
        assert says in shell.refused(*words)
    assert shell.at("verify").stdout == before, "a refusal leaves no trace"


ABOUT_A_PIECE = {
    "show": [],
    "history": [],
    "gate": [],
    "flags": [],
    "edit": ["--from", "draft.md"],
    "dismiss": ["abcd", "--reason", "deliberate"],
    "evidence": ["abcd", "--url", "u", "--quote", "q"],
    "submit": ["--to", "Erin"],
    "request-changes": ["--note", "x"],
    "approve": ["--as", "Erin"],
    "export": ["-o", "out.md"],
}


@pytest.mark.parametrize("command", ABOUT_A_PIECE)
def test_an_unknown_piece_and_a_folder_that_is_no_workspace_are_refused_in_one_line(shell: Shell, command: str):
    words = [str(shell.folder / word) if word in ("draft.md", "out.md") else word for word in ABOUT_A_PIECE[command]]
    shell.file("draft.md", CLEAN)
    assert "no piece begins with “nothing”. `bluepencil pieces` lists them." in shell.refused(command, "nothing", *words)
    shell.workspace = shell.folder / "nowhere"
    assert "is not a workspace" in shell.refused(command, "nothing", *words)


@pytest.mark.parametrize("command", ["pieces", "verify"])
def test_without_a_workspace_there_is_nothing_to_list(tmp_path: Path, command: str):
    shell = Shell(tmp_path)
    assert "Make one with `bluepencil init DIR --owner NAME`" in shell.refused(command)


def test_a_faulty_policy_is_told_in_one_line(shell: Shell):
    (shell.workspace / "policy.toml").write_text('[gate]\nerrors = "sometimes"\n')
    assert 'policy.toml: gate.errors cannot be "sometimes". Levels are: off,' in shell.refused("pieces")


def test_a_house_without_people_says_what_to_add(shell: Shell):
    (shell.workspace / "policy.toml").write_text("")
    assert "policy.toml names nobody. Add a [[people]] table" in shell.refused("import", shell.file("t.md", CLEAN))


# ---------------------------------------------------------------- the program itself


COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]


def test_the_readme_lists_every_command_with_every_option_that_it_takes_and_no_other_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8").split("## The command line")[1].split("\n## ")[0]
    rows = [row for row in readme.splitlines() if row.startswith("| `")]
    shown = [words for row in rows for words in re.findall("`(.+?)`", row.replace("\\|", "/").split(" | ")[0])]
    listed = {words.split()[0] for words in shown} - {"bluepencil"}
    assert listed == {*COMMANDS}
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        said = " ".join(words for words in shown if words.split()[0] == name)
        for parameter in command.params:
            if parameter.required and parameter.param_type_name == "option":
                assert any(option in said for option in parameter.opts), f"{name} takes {parameter.opts[0]}"


def test_every_key_of_the_readme_is_one_of_the_window_and_none_of_the_tour_s_is_left_out():
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("| Key | Does |")[1].split("\n\n")[0]
    named = {key for row in table.splitlines() if row.startswith("| `") for key in re.findall("`(.+?)`", row.split(" | ")[0])}
    on_the_card = {"Enter", "D", "T", "Esc", "L", "P", "O", "W", "Q", "S", "Y", "N", "A"}
    assert named - on_the_card <= {key for spec in ACTIONS for key in spec.keys}
    reviewing = {spec.keys[0] for spec in ACTIONS if spec.menu == "Review" and spec.keys} - {"Ctrl+.", "Ctrl+Shift+R"}
    assert reviewing | on_the_card <= named


@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_every_option_and_says_what_each_is_for(shell: Shell, command: str):
    parameters = get_command(app).commands[command].params  # type: ignore[attr-defined]
    said = " ".join(shell(command, "--help").stdout.split())
    for parameter in parameters:
        for option in parameter.opts:
            assert option in said or (parameter.metavar or option.upper()) in said
        assert getattr(parameter, "help", None) or parameter.name in ("format", "text"), parameter.name


def test_doctor_lists_what_is_there(shell: Shell):
    lines = shell("doctor").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["ok"] * len(lines)
    assert any("Qt: PySide6" in line for line in lines)
    assert any("Check “grammar”: Harper" in line for line in lines)


def _run(*words: object, **more: str) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own."""
    environment = {**os.environ, **more}
    command = [sys.executable, "-m", "studio", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)


def test_a_wrong_option_is_one_line_too():
    for words in (["verify", "--nonsense"], ["check"], ["check", "x.md", "--format", "xml"], ["dance"]):
        result = _run(*words)
        assert result.returncode == 2
        assert result.stdout == ""
        assert len(result.stderr.splitlines()) == 1, result.stderr
        assert result.stderr.startswith("bluepencil: ")


def test_the_version_is_told_and_a_refusal_gives_its_status(tmp_path: Path):
    result = _run("--version")
    assert (result.returncode, result.stdout) == (0, f"bluepencil {__version__}\n")
    result = _run("pieces", "-w", tmp_path)
    assert (result.returncode, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("words", [["--help"], ["pieces", "--help"], ["report", "--help"]])
def test_asking_for_help_loads_neither_qt_nor_an_engine(words: list[str]):
    ask = (
        f"import sys; sys.argv = ['bluepencil', *{words!r}]\nfrom studio.cli import main\n"
        "try:\n    main()\nfinally:\n    print(sorted({'PySide6', 'harper', 'openai', 'docx'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert result.stdout.rstrip().endswith("[]")


def test_the_demo_draws_the_window_into_a_picture_of_the_size_asked_for(tmp_path: Path):
    result = _run("demo", "--dir", tmp_path / "demo", "--screenshot", tmp_path / "desk.png", "--size", "1000x700")
    assert result.returncode == 0, result.stderr
    assert result.stdout == f"{tmp_path / 'desk.png'}\n"
    data = (tmp_path / "desk.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", data[16:24]) == (1000, 700)
    assert len(data) > 20_000, "an empty window would pack smaller"
    assert Shell(tmp_path)("verify", "-w", tmp_path / "demo").stdout.startswith("Unbroken")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--size", "large"], "“large” is no size"),
        (["--size", "10x10"], "“10x10” is no size"),
        (["--theme", "pink"], "no theme “pink”"),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_refused_in_one_line(tmp_path: Path, words: list[str], says: str):
    result = Shell(tmp_path)("demo", "--dir", tmp_path / "demo", "--screenshot", tmp_path / "d.png", *words, status=2)
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_without_a_display_the_window_says_what_can_be_done_instead(shell: Shell):
    hidden = {name: "" for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    result = _run("-w", shell.workspace, **hidden)
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux runs without a display")
    assert (result.returncode, result.stdout) == (2, "")
    assert "There is no display to open a window on" in result.stderr
