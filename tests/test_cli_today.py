"""Handing on with a question, the card, what goes up, and Today, as scripts and people ask for them."""

import json
from datetime import UTC, datetime

import pytest

from studio.app.workspace import Workspace
from tests.test_cli import Shell

POLICY = """
[[people]]
name = "Wren"
roles = ["writer"]

[[people]]
name = "Erin"
roles = ["editor"]

[[people]]
name = "Olga"
roles = ["owner"]
"""
LONG_AGO = "2024-03-01T12:00"


@pytest.fixture
def shell(tmp_path) -> Shell:
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Olga")
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    return made


def today(shell: Shell, who: str) -> dict:
    return json.loads(shell.at("today", "--as", who, "--format", "json").stdout)


def test_what_is_handed_on_with_a_question_stands_on_the_next_person_s_today_with_its_card(shell: Shell):
    piece = shell.bring()
    shell.at("submit", piece, "--to", "Erin", "--question", "Is 73% still true?", "--as", "Wren")
    (item,) = today(shell, "Erin")["items"]
    assert (item["kind"], item["piece"], item["place"], item["overdue"]) == ("waiting", piece, "Handoff", False)
    assert today(shell, "Wren") == {"person": "Wren", "summary": "", "items": []}
    card = shell.at("card", piece, "--received").stdout
    assert "Question: Is 73% still true?" in card
    assert "- generator-a wrote " in card
    told = json.loads(shell.at("card", piece, "--format", "json").stdout)
    assert any("Plain.Wordy “utilize”" in sentence for sentence in told["open"])
    assert ["Changed words", "0 of 14"] in told["figures"]


def test_somebody_for_whom_nothing_waits_is_told_so(shell: Shell):
    assert shell.at("today", "--as", "Erin").stdout.startswith("Nothing waits for you.")


def test_what_is_late_goes_up_once_and_is_answered(shell: Shell):
    piece = shell.bring()
    assert "is over already" in shell.refused("submit", piece, "--to", "Erin", "--due", LONG_AGO, "--as", "Wren")
    with Workspace.open(shell.workspace, now=lambda: datetime(2024, 2, 27, 9, tzinfo=UTC)) as then:
        then.session(piece, then.person("Wren")).submit("Erin", LONG_AGO)
    assert "1 waits for you and is overdue." in shell.at("today", "--as", "Erin").stdout
    assert shell.at("escalate", "--due").stdout.startswith(f"{piece}  to Olga: ")
    assert shell.at("escalate", "--due").stdout == "Nothing has to go up that did not before.\n"
    (up,) = json.loads(shell.at("escalations", "--format", "json").stdout)
    assert (up["trigger"], up["to"], up["by"], up["kind"]) == ("overdue", "Olga", "Due times", "rule")
    assert [item["kind"] for item in today(shell, "Olga")["items"]] == ["escalation"]
    shell.at("settle", piece, up["number"], "--answer", "I look at it myself.", "--as", "Olga")
    assert shell.at("escalations").stdout == "Nothing waits for an answer.\n"
    assert "Olga: I look at it myself." in shell.at("escalations", "--all").stdout
    assert "is settled already" in shell.refused("settle", piece, up["number"], "--answer", "Again.")


def test_a_flag_a_claim_and_a_rule_can_go_up_and_a_rule_can_be_disputed(shell: Shell):
    piece = shell.bring()
    found = shell.flags(piece)
    flag, claim = found["flags"][0]["key"], found["claims"][0]["key"]
    shell.at("escalate", piece, "--to", "Erin", "--note", "May we?", "--flag", flag, "--as", "Wren")
    shell.at("escalate", piece, "--note", "Who counted?", "--claim", claim, "--as", "Wren")
    shell.at("escalate", piece, "--note", "It is our word.", "--rule", "Plain.Wordy", "--dispute", "--as", "Wren")
    rows = json.loads(shell.at("escalations", "--format", "json").stdout)
    assert [(row["trigger"], row["to"], row["about"]) for row in rows] == [
        ("asked", "Erin", f"flag:{flag}"),
        ("asked", "Olga", f"claim:{claim}"),
        ("disputed", "Olga", "rule:Plain.Wordy"),
    ]
    assert "An owner answers what is disputed" in shell.refused(
        "settle", piece, rows[-1]["number"], "--answer", "No.", "--as", "Erin"
    )


def test_what_is_incomplete_is_refused_in_one_line(shell: Shell):
    piece = shell.bring()
    assert "has to know what it is about" in shell.refused("escalate", piece, "--to", "Erin", "--as", "Wren")
    assert "Which piece?" in shell.refused("escalate")
    assert "A handoff needs somebody who gets it" in shell.refused("submit", piece, "--to", " ", "--as", "Wren")
    assert "has no escalation 99" in shell.refused("settle", piece, 99, "--answer", "Yes.")
    assert "was not handed on with a card" in shell.refused("card", piece, "--received")


def test_what_is_sent_back_names_its_time(shell: Shell):
    piece = shell.bring()
    shell.at("submit", piece, "--to", "Erin", "--as", "Wren")
    shell.at("request-changes", piece, "--note", "Warmer.", "--due", "2099-12-01T16:00", "--as", "Erin")
    (item,) = today(shell, "Wren")["items"]
    assert (item["kind"], item["overdue"]) == ("sent_back", False)
    assert item["due"].startswith("2099-12-01T")


def test_a_redacted_report_keeps_the_figures_of_a_card_and_none_of_its_quotations(shell: Shell):
    piece = shell.bring("# Tea\n\nWrite to margaret.haverstock@example.org in order to book a table for the afternoon.\n")
    shell.at("submit", piece, "--to", "Erin", "--question", "May margaret.haverstock@example.org stand there?", "--as", "Wren")
    report = shell.folder / "out.json"
    shell.at("report", "edit-history", "-o", report, "--redacted")
    text = report.read_text(encoding="utf-8")
    assert "margaret" not in text.casefold()
    assert "Changed words" in text
