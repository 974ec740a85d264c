"""Content types and campaigns on the command line."""

import json
from pathlib import Path

import pytest

from tests.test_cli import CLEAN, POLICY, Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Wren")
    (made.workspace / "policy.toml").write_text(POLICY + '\n[gate]\nchecklist = "off"\n', encoding="utf-8")
    return made


def _approved(shell: Shell, text: str, *options: str) -> str:
    piece = shell.bring(text, *options)
    shell.at("submit", piece, "--to", "Erin")
    shell.at("approve", piece, "--as", "Erin")
    return piece


def test_the_content_types_are_listed_and_one_shows_its_questions_ready_to_be_answered(shell: Shell):
    listed = shell.at("templates").stdout
    assert "newsletter" in listed
    assert "Support reply (mixed" in listed
    asked = shell.at("templates", "support-reply")
    assert asked.stdout.startswith("What happened, in the customer's own words?\n\n")
    assert "Write an answer to one customer." not in asked.stdout, "what an AI is asked for is no answer"
    assert "draft --brief FILE --template support-reply" in asked.stderr
    (found,) = json.loads(shell.at("templates", "apology", "--format", "json").stdout)
    assert (found["routing"], found["channel"]) == ("human_led", "email")
    assert "There is no template “sonnet”" in shell.refused("templates", "sonnet")


def test_a_broken_template_is_named_and_the_others_are_listed_all_the_same(shell: Shell):
    (shell.workspace / "templates").mkdir()
    (shell.workspace / "templates" / "letter.md").write_text("---\nrouting: robots\ntitle: Letter\n---\n", encoding="utf-8")
    said = shell.at("templates", status=1)
    assert "templates/letter.md: routing cannot be “robots”." in said.stderr
    assert "newsletter" in said.stdout


def test_a_draft_comes_in_as_what_it_is_and_where_it_belongs(shell: Shell):
    made = shell.at("campaign", "make", "Winter menu", "--as", "Erin").stdout.strip()
    piece = shell.bring(CLEAN, "--template", "newsletter", "--campaign", "Winter", "--audience", "Regulars")
    (found,) = json.loads(shell.at("pieces", "--format", "json").stdout)
    assert (found["content_type"], found["campaign"], found["audience"]) == ("newsletter", made, "Regulars")
    assert found["channel"] == "email"
    assert shell.events(piece)[0]["payload"]["assumed"] == ["brand"]


def test_a_campaign_goes_from_its_making_to_a_yes_to_the_set(shell: Shell):
    facts = shell.file("facts.md", "Parkin costs £4.20.\n")
    words = ("--as", "Erin", "--from", "2026-12-01", "--to", "2026-12-24", "--facts", facts)
    assert shell.at("campaign", "make", "Winter menu", *words).stdout == "winter-menu\n"
    first = _approved(shell, CLEAN)
    second = shell.bring("# Two\n\nWe make tea.\n", "--campaign", "winter-menu")
    assert shell.at("campaign", "add", "winter-menu", first).stdout == "1 joined “Winter menu”.\n"
    shown = shell.at("campaign", "show", "winter", status=1).stdout
    assert "Winter menu, 2026-12-01 to 2026-12-24. Erin answers for it.\n  - Parkin costs £4.20." in shown
    assert "(not handed on yet)" in shown
    assert "1 of 2 pieces is approved." in shown
    assert "“Two”: not handed on yet" in shell.refused("campaign", "approve", "winter", "--as", "Erin")
    shell.at("submit", second, "--to", "Erin")
    shell.at("approve", second, "--as", "Erin")
    assert "by Erin" in shell.at("campaign", "approve", "winter", "--as", "Erin").stdout
    assert "Approved as a set by Erin." in shell.at("campaign", "show", "winter").stdout
    (listed,) = json.loads(shell.at("campaign", "list", "--format", "json").stdout)
    assert (listed["pieces"], listed["is_approved"]) == (2, True)
    shell.at("edit", second, "--from", shell.file("other.md", "# Two\n\nWe make more tea.\n"), "--as", "Wren")
    said = json.loads(shell.at("campaign", "show", "winter", "--format", "json", status=1).stdout)
    assert said["stale"] == ["“Two” has another text since."]


def test_a_change_keeps_what_is_not_said(shell: Shell):
    facts = shell.file("facts.md", "Parkin costs £4.20.\n")
    shell.at("campaign", "make", "Winter", "--as", "Erin", "--from", "2026-12-01", "--facts", facts)
    shell.at("campaign", "change", "winter", "--to", "2026-12-24", "--as", "Erin")
    (found,) = json.loads(shell.at("campaign", "list", "--format", "json").stdout)
    assert (found["starts"], found["ends"], found["facts"]) == ("2026-12-01", "2026-12-24", "Parkin costs £4.20.")
    assert "Who may: Erin" in shell.refused("campaign", "change", "winter", "--name", "Mine", "--as", "Wren")


def test_a_piece_leaves_its_campaign(shell: Shell):
    shell.at("campaign", "make", "Winter", "--as", "Erin")
    piece = shell.bring(CLEAN, "--campaign", "winter")
    assert shell.at("campaign", "remove", piece).stdout == "1 left.\n"
    assert json.loads(shell.at("pieces", "--format", "json").stdout)[0]["campaign"] == ""


def test_what_came_in_is_looked_at_and_exceptions_come_first_with_the_reason(shell: Shell):
    plain = shell.file("plain.md", "---\nchannel: blog\nbrief: Say that we make tea.\n---\n# Tea\n\nWe make tea.\n")
    risky = shell.file("risky.md", "---\nchannel: email\nbrief: Tea.\n---\n# Offer\n\nThis tea lowers blood pressure.\n")
    said = shell.at("import", plain, risky, "--triage")
    first, second = said.stdout.splitlines()
    assert "LOOK FIRST: high risk (" in first
    assert "ask Erin to look" in first
    assert "  ready (0 errors" in second
    assert "1 of 2 needs a look first." in said.stderr
    ids = [line.split()[0] for line in (second, first)]
    looks = json.loads(shell.at("triage", *ids, "--format", "json", status=1).stdout)
    assert [each["piece"] for each in looks] == list(reversed(ids))
    assert shell.at("triage", ids[0]).stdout.startswith(f"{ids[0]}  ready")


def test_somebody_of_one_brand_reads_of_no_campaign_of_another_and_is_told_who_may(shell: Shell):
    policy = (shell.workspace / "policy.toml").read_text(encoding="utf-8")
    mo = '\n[[people]]\nname = "Mo"\nroles = ["editor"]\nbrands = ["Mill"]\n'
    (shell.workspace / "policy.toml").write_text(policy + mo, encoding="utf-8")
    shell.at("campaign", "make", "Winter menu", "--as", "Erin")
    shell.at("campaign", "make", "At the mill", "--brand", "Mill", "--as", "Mo")
    listed = shell.at("campaign", "list", "--as", "Mo").stdout
    assert "At the mill" in listed
    assert "Winter" not in listed
    assert "Winter menu" in shell.at("campaign", "list").stdout
    refused = shell.refused("campaign", "show", "winter", "--as", "Mo")
    assert "a campaign without a brand is for several. Who may: Wren" in refused
    piece = shell.bring(CLEAN, "--brand", "Mill", "--as", "Mo")
    assert "Who may: Wren" in shell.refused("describe", piece, "--campaign", "winter-menu", "--as", "Mo")
    assert "a campaign of Mill" in shell.refused("describe", shell.bring(CLEAN), "--campaign", "at the mill")
