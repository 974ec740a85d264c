"""The claims desk from the command line: evidence, opinions, questions, and what is proposed."""

import json
from pathlib import Path

import pytest

from studio.app.workspace import Workspace

from .test_cli import POLICY, Shell

BRIEF = "Facts: a pot of tea is £4.20, opened in 2011."
BODY = "# Slow tea\n\nA pot of tea is £4.20. We opened in 2012.\n\nLast year 73% of our guests came back.\n"
TEA = f"---\nbrief: {json.dumps(BRIEF, ensure_ascii=False)}\n---\n{BODY}"
VOICE = "# Tea\n\n> “I had not slept in six years. Now I have two cups every night.” — Margaret, Matlock\n"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Ann")
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    return made


def _piece(shell: Shell, text: str = TEA) -> str:
    draft = shell.folder / "draft.md"
    draft.write_text(text, encoding="utf-8")
    return shell.at("import", draft).stdout.strip()


def _claims(shell: Shell, piece: str) -> dict[str, dict]:
    found = json.loads(shell.at("flags", piece, "--format", "json").stdout)["claims"]
    return {claim["text"]: claim for claim in found}


def _key(shell: Shell, piece: str, words: str) -> str:
    (key,) = [claim["key"] for text, claim in _claims(shell, piece).items() if words in text]
    return key


def test_claims_of_a_file_say_where_they_stand_to_its_brief(shell):
    draft = shell.folder / "draft.md"
    draft.write_text(TEA, encoding="utf-8")
    (found,) = json.loads(shell("claims", draft, "--format", "json").stdout).values()
    assert {claim["text"]: claim["brief"] for claim in found} == {
        "A pot of tea is £4.20": "given",
        "We opened in 2012": "contradicts",
        "Last year 73% of our guests came back": "absent",
    }
    for claim in found:
        assert TEA[claim["start"] : claim["end"]] == claim["text"]
        assert set(claim) == {"start", "end", "text", "categories", "severity", "status", "brief"}
    assert "[contradicts the brief]: We opened in 2012" in shell("claims", draft).stdout
    draft.write_text(BODY, encoding="utf-8")
    (found,) = json.loads(shell("claims", draft, "--format", "json").stdout).values()
    assert {claim["brief"] for claim in found} == {None}


def test_what_the_brief_gives_is_confirmed_in_one_go_and_seen_before(shell):
    piece = _piece(shell)
    listed = shell.at("confirm", piece, "--dry-run").stdout
    assert "“A pot of tea is £4.20” — brief:" in listed
    assert "2012" not in listed
    assert _claims(shell, piece)["A pot of tea is £4.20"]["status"] == "unverified"
    assert "Confirmed 1, as " in shell.at("confirm", piece).stdout
    assert _claims(shell, piece)["A pot of tea is £4.20"]["status"] == "supported"


def test_evidence_is_told_in_full(shell):
    piece = _piece(shell)
    told = ("--publisher", "Us", "--accessed", "2026-11-01", "--valid-until", "2099-01-01", "--note", "Asked Pat.")
    proof = ("--url", "a.pdf", "--quote", "37% came back.", "--support", "contradicts")
    assert "Contradicted, as Wren." in shell.at("evidence", piece, _key(shell, piece, "73%"), *proof, *told).stdout
    (event,) = [
        e
        for e in map(json.loads, shell.at("history", piece, "--format", "jsonl").stdout.splitlines())
        if e["type"] == "claim.evidence"
    ]
    assert event["payload"]["publisher"] == "Us"
    assert event["payload"]["anchor"]["text"] == "Last year 73% of our guests came back"


def test_evidence_was_looked_at_today_where_no_other_day_is_said_as_in_the_window(shell):
    piece = _piece(shell)
    key = _key(shell, piece, "73%")
    for said in ((), ("--accessed", "")):
        shell.at("evidence", piece, key, "--url", "a.pdf", "--quote", "73% came back.", *said)
    lines = map(json.loads, shell.at("history", piece, "--format", "jsonl").stdout.splitlines())
    one, other = [each["payload"] for each in lines if each["type"] == "claim.evidence"]
    with Workspace.open(shell.workspace) as opened:
        assert one["accessed"] == opened.today
    assert "accessed" not in other


def test_a_customer_s_voice_without_consent_is_said_to_lack_it(shell):
    piece = _piece(shell, VOICE)
    key = next(claim["key"] for claim in _claims(shell, piece).values() if claim["severity"] == "blocker")
    proof = ("evidence", piece, key, "--url", "letter.pdf", "--quote", "I had not slept")
    assert "the customer's consent is missing" in shell.at(*proof).stderr
    assert "is no consent" in shell.refused(*proof, "--consent", "Margaret")
    gate = json.loads(shell.at("gate", piece, "--format", "json", status=1).stdout)
    assert {item["id"]: item["met"] for item in gate["items"]}["consent"] is False
    assert shell.at(*proof, "--consent", "Margaret Hill; 2026-11-02; web and print").stderr == ""
    gate = json.loads(shell.at("gate", piece, "--format", "json").stdout)
    assert {item["id"]: item["met"] for item in gate["items"]}["consent"] is True


def test_an_opinion_on_a_figure_takes_two(shell):
    piece = _piece(shell)
    say = ("claim", piece, _key(shell, piece, "73%"), "opinion", "--reason", "A joke.")
    assert "a second person has to call it an opinion too" in shell.at(*say, "--as", "Wren").stderr
    assert "Wren has called it an opinion already" in shell.refused(*say, "--as", "Wren")
    agreed = shell.at(*say, "--as", "Erin")
    assert (agreed.stdout, agreed.stderr) == ("Opinion, as Erin.\n", "")
    assert "is not one of the choices" in shell.refused("claim", piece, _key(shell, piece, "73%"), "true")
    assert "Stale is what a day" in shell.refused("claim", piece, _key(shell, piece, "73%"), "stale")


def test_a_changed_number_says_what_changed_where_the_claims_are_listed(shell):
    piece = _piece(shell)
    shell.at("evidence", piece, _key(shell, piece, "73%"), "--url", "a.pdf", "--quote", "73%")
    changed = shell.folder / "changed.md"
    changed.write_text(shell.at("show", piece).stdout.replace("73%", "75%"), encoding="utf-8")
    shell.at("edit", piece, "--from", changed)
    row = _claims(shell, piece)["Last year 75% of our guests came back"]
    assert (row["status"], row["changed"]) == ("unverified", "The number changed from 73% to 75%.")


def test_a_colleague_is_asked_and_the_brand_s_claims_are_listed(shell):
    piece = _piece(shell)
    key = _key(shell, piece, "73%")
    assert "Asked Erin, as Wren." in shell.at("ask", piece, key, "--to", "Erin", "--note", "Whence?").stdout
    assert "Asked Erin about the claim" in shell.at("history", piece).stdout
    shell.at("evidence", piece, key, "--url", "a.pdf", "--quote", "73%", "--valid-until", "2099-01-01")
    (row,) = json.loads(shell.at("approved-claims", "--format", "json").stdout)
    assert (row["text"], row["valid_until"]) == ("Last year 73% of our guests came back", "2099-01-01")
    assert shell.at("approved-claims", "--days", "30").stdout == ""
    assert "until 2099-01-01" in shell.at("approved-claims").stdout
