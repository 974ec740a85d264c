"""What a house says of how a text was made is its own word: no claim to prove, no invented detail, no tell of an AI."""

from pathlib import Path

import pytest

from studio.app import disclosure
from studio.app.checking import FileChecker
from studio.app.policy import Policy
from studio.core.piece import Channel

OWN = """
house = "Larkspur Tea"

[disclosure]
contact = "Ring Priya Nair in Bury on 0161 496 0000 or write to https://larkspur.example/help"
data = "our 12 recipes and the prices of 3 May 2026"
line = ["Drafted by a machine, and read by all 14 of us at $brand. $contact"]
full = ["A machine drafted this with $data. Nobody at $brand lets 100% of it stand. $contact"]
"""
_BRIEF = "---\nchannel: {}\nbrief: Write about the kettle.\n---\n\n# Your kettle\n\nCome in and sit down.\n\n{}\n"


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("policy", ["", OWN])
def test_no_wording_on_ai_or_on_a_way_out_is_asked_for_proof(tmp_path: Path, channel: Channel, policy: str):
    (tmp_path / "policy.toml").write_text(policy, encoding="utf-8")
    ready = disclosure.said(Policy.read(tmp_path / "policy.toml"), channel, "")
    assert ready
    path = tmp_path / "text.md"
    checker = FileChecker(workspace=tmp_path)
    for wording in ready:
        path.write_text(_BRIEF.format(channel.value, wording), encoding="utf-8")
        found = [flag for flag in checker.flags(path).flags if flag.check in ("claims", "invented") or flag.rule.startswith("AI")]
        assert [(flag.rule, flag.text) for flag in found] == [], wording


def test_a_claim_beside_the_houses_own_words_is_still_asked_for_proof(tmp_path: Path):
    (tmp_path / "policy.toml").write_text(OWN, encoding="utf-8")
    line = disclosure.said(Policy.read(tmp_path / "policy.toml"), Channel.BLOG, "")[0]
    path = tmp_path / "text.md"
    path.write_text(_BRIEF.format("blog", f"73% of our guests came back. {line}"), encoding="utf-8")
    found = FileChecker(workspace=tmp_path).flags(path).flags
    assert [flag.text for flag in found if flag.claim] == ["73% of our guests came back"]
