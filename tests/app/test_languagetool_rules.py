"""LanguageTool's rules, switched for the house by an owner and for oneself by anybody."""

from contextlib import closing
from pathlib import Path

import pytest

from studio.app import languagetool_rules as rules
from studio.app.policy import Policy
from studio.app.workspace import POLICY, Workspace
from studio.core.errors import BadInput, DiskFull, Refused
from studio.core.events import EventType
from studio.core.flag import Flag
from studio.core.span import Span

TEAM = """
# Our people.
[[people]]
name = "Olga"
roles = ["owner"]

[[people]]
name = "Wren"
roles = ["writer"]
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rules, "user_config_path", lambda name: tmp_path / "settings")
    Workspace.create(tmp_path / "house", "Olga").close()
    (tmp_path / "house" / POLICY).write_text(TEAM)
    with Workspace.open(tmp_path / "house") as workspace:
        yield workspace


def _flag(rule: str, check: str = "languagetool") -> Flag:
    return Flag(Span(0, 1), "Wrong.", rule=rule, check=check)


def test_an_owner_switches_a_rule_off_for_the_house_and_on_again_and_the_history_says_who(house: Workspace) -> None:
    olga = house.person("Olga")
    rules.switch(house, olga, "EN_A_VS_AN", on=False)
    assert house.policy.languagetool.off == ("EN_A_VS_AN",)
    assert "# Our people." in (house.root / POLICY).read_text()
    rules.switch(house, olga, "LanguageTool.EN_A_VS_AN", on=True)
    assert house.policy.languagetool.off == ()
    told = house.history.events("", [EventType.GUIDE_CHANGED])
    assert [(event.actor.name, event.payload["what"]) for event in told] == [
        ("Olga", "Switched LanguageTool.EN_A_VS_AN off."),
        ("Olga", "Switched LanguageTool.EN_A_VS_AN on."),
    ]


def test_a_writer_is_told_who_may_switch_for_the_house_and_nothing_is_written(house: Workspace) -> None:
    before = (house.root / POLICY).read_text()
    with pytest.raises(Refused, match="Who may: Olga"):
        rules.switch(house, house.person("Wren"), "EN_A_VS_AN", on=False)
    assert (house.root / POLICY).read_text() == before
    assert "Olga" in rules.may_not(house.policy, house.person("Wren"))
    assert not rules.may_not(house.policy, house.person("Olga"))


def test_language_and_taste_are_settled_in_the_window_and_what_is_so_already_is_not_written_again(house: Workspace) -> None:
    rules.settle(house, house.person("Olga"), use=True, picky=True, language="en-US")
    entry = house.policy.languagetool
    assert (entry.use, entry.picky, entry.language) == (True, True, "en-US")
    many = len(house.history.events("", [EventType.GUIDE_CHANGED]))
    rules.settle(house, house.person("Olga"), use=True, picky=True, language="en-US")
    assert len(house.history.events("", [EventType.GUIDE_CHANGED])) == many == 3


def test_a_language_that_is_none_leaves_the_policy_as_it_was(house: Workspace) -> None:
    before = (house.root / POLICY).read_text()
    with pytest.raises(BadInput, match=r"“British English” is no language.*en-GB"):
        rules.settle(house, house.person("Olga"), use=True, language="British English")
    assert (house.root / POLICY).read_text() == before
    assert not house.history.events("", [EventType.GUIDE_CHANGED])


def test_settings_that_the_history_cannot_take_are_not_in_the_policy_either_not_even_half_of_them(
    house: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, log = (house.root / POLICY).read_text(), house.history
    appended = log.append_all

    def full_at_the_second(entries) -> object:
        entries = list(entries)
        if entries[1:] or log.events("", [EventType.GUIDE_CHANGED]):
            raise DiskFull("The disk is full.")
        return appended(entries)

    monkeypatch.setattr(log, "append_all", full_at_the_second)
    monkeypatch.setattr(log, "append", lambda *entry: full_at_the_second([entry]))
    with pytest.raises(DiskFull):
        rules.settle(house, house.person("Olga"), use=True, picky=True, language="en-US")
    assert (house.root / POLICY).read_text() == before
    assert not log.events("", [EventType.GUIDE_CHANGED])


def test_a_rule_that_another_program_switched_off_meanwhile_stays_off(house: Workspace) -> None:
    olga = house.person("Olga")
    with closing(Workspace.open(house.root)) as other:
        assert other.policy.languagetool.off == ()
        rules.switch(house, olga, "EN_A_VS_AN", on=False)
        rules.switch(other, olga, "COMP_THAN", on=False)
    assert Policy.read(house.root / POLICY).languagetool.off == ("EN_A_VS_AN", "COMP_THAN")


def test_a_comment_beside_a_setting_stays_where_it_is() -> None:
    text = "[languagetool]\nuse = false  # not yet\nmemory = 512\n"
    assert rules.with_settings(text, {"use": True}) == "[languagetool]\nuse = true  # not yet\nmemory = 512\n"
    assert Policy.model_validate({"languagetool": {"use": True}}).languagetool.use


def test_one_s_own_switch_is_kept_on_this_computer_and_changes_nothing_for_the_house(house: Workspace) -> None:
    rules.switch_own("LanguageTool.EN_A_VS_AN", on=False)
    assert rules.own_off() == ("EN_A_VS_AN",)
    assert house.policy.languagetool.off == ()
    assert rules.is_quiet(_flag("LanguageTool.EN_A_VS_AN"), rules.own_off())
    assert not rules.is_quiet(_flag("LanguageTool.COMP_THAN"), rules.own_off())
    assert not rules.is_quiet(_flag("EN_A_VS_AN", "style"), rules.own_off())
    rules.switch_own("EN_A_VS_AN", on=True)
    assert rules.own_off() == ()


@pytest.mark.parametrize("kept", ["", "no json", "[]", '{"off": 3}', '{"off": [1]}'])
def test_settings_that_cannot_be_read_silence_nothing(house: Workspace, tmp_path: Path, kept: str) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "languagetool.json").write_text(kept)
    assert rules.own_off() == ()


@pytest.mark.parametrize("name", ["", "  ", "two words", "a" * 200, "LanguageTool."])
def test_what_is_no_rule_is_not_switched(house: Workspace, name: str) -> None:
    with pytest.raises(BadInput, match="no rule of LanguageTool"):
        rules.switch_own(name, on=False)
