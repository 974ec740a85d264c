"""Which rules run on a piece, and at which level."""

import pytest

from studio.core.errors import BadConfig
from studio.core.piece import Channel
from studio.guides import State, load
from studio.guides.globs import matches

TEA = "extends: existence\nmessage: tea\nlevel: suggestion\ntokens: [tea]\n"
MILK = "extends: existence\nmessage: milk\nlevel: warning\ntokens: [milk]\n"
BASE = "StylesPath = styles\n{core}\n[*]\nBasedOnStyles = House\n"


def state(guides, name):
    return next(rule for rule in guides.rules if rule.name == name).state


def test_a_channel_section_replaces_the_list_of_guides(house):
    ini = BASE.format(core="") + "[email/*.md]\nBasedOnStyles = Vale\n"
    assert "House.Tea" in [rule.name for rule in house(ini, Channel.BLOG, Tea=TEA).rules]
    assert "House.Tea" not in [rule.name for rule in house(ini, Channel.EMAIL, Tea=TEA).rules]


def test_a_switch_in_a_channel_section_turns_a_rule_off_there_only(house, flags):
    ini = BASE.format(core="") + "[email/*.md]\nHouse.Tea = NO\n"
    assert len(flags(house(ini, Channel.BLOG, Tea=TEA), "tea")) == 1
    mail = house(ini, Channel.EMAIL, Tea=TEA)
    assert flags(mail, "tea") == []
    (rule,) = mail.rules
    assert rule.state is State.OFF
    assert "line 6" in rule.reason


def test_one_rule_of_a_guide_that_is_not_in_force_can_be_switched_on_for_a_channel(house, flags):
    ini = "StylesPath = styles\n[*]\nBasedOnStyles = Vale\n[email/*.md]\nHouse.Tea = YES\n"
    (flag,) = flags(house(ini, Channel.EMAIL, Tea=TEA, Milk=MILK), "tea and milk")
    assert (flag.rule, flag.layer) == ("House.Tea", "House, for email")
    assert flags(house(ini, Channel.BLOG), "tea and milk") == []


def test_a_level_turns_a_rule_on_and_sets_its_weight(house, flags):
    ini = BASE.format(core="") + "House.Tea = error\n"
    assert [flag.severity for flag in flags(house(ini, Tea=TEA), "tea")] == ["error"]


def test_rules_below_the_least_level_are_off(house, flags):
    guides = house(BASE.format(core="MinAlertLevel = warning"), Tea=TEA, Milk=MILK)
    assert [flag.rule for flag in flags(guides, "tea and milk")] == ["House.Milk"]
    assert state(guides, "House.Tea") is State.OFF


def test_a_missing_guide_and_a_mistyped_switch_are_named_with_their_lines(house):
    guides = house("StylesPath = styles\n[*]\nBasedOnStyles = House, Nowhere\nHouse.Tee = NO\n", Tea=TEA)
    assert any("line 3" in problem and "Nowhere" in problem for problem in guides.problems)
    assert any("line 4" in problem and "House.Tee" in problem for problem in guides.problems)


def test_a_line_that_is_no_setting_is_refused_with_its_number(tmp_path):
    (tmp_path / ".vale.ini").write_text("StylesPath = styles\nwhat is this\n")
    with pytest.raises(BadConfig, match="line 2"):
        load(tmp_path / ".vale.ini")


def test_a_missing_ini_is_a_plain_sentence(tmp_path):
    with pytest.raises(BadConfig, match=r"\.vale\.ini cannot be read"):
        load(tmp_path / ".vale.ini")


def test_without_an_ini_the_bundled_guides_apply_to_everything(bundled):
    guides = load(None, [bundled])
    assert {rule.guide for rule in guides.rules} == {"Plain", "AITells"}
    assert {rule.layer for rule in guides.rules} == {"Plain, for every channel", "AITells, for every channel"}


def test_bundled_guides_are_found_behind_the_workspace_and_its_own_copy_wins(house, tmp_path, bundled, flags):
    house()
    (tmp_path / ".vale.ini").write_text("StylesPath = styles\n[*]\nBasedOnStyles = Plain\n")
    (tmp_path / "styles" / "Plain").mkdir()
    (tmp_path / "styles" / "Plain" / "Wordy.yml").write_text(TEA)
    guides = load(tmp_path / ".vale.ini", [bundled])
    assert [flag.message for flag in flags(guides, "In order to drink tea, would of.")][:1] == ["tea"]
    assert len(guides.rules) == len(list((bundled / "Plain").glob("*.yml")))


def test_the_version_follows_rules_levels_and_terms(house):
    ini = BASE.format(core="Vocab = House")
    first = house(ini, Tea=TEA).version
    assert house(ini, Tea=TEA).version == first
    others = [
        house(ini, Tea=TEA.replace("tea]", "tea, mug]")).version,
        house(ini + "House.Tea = error\n", Tea=TEA).version,
        house(ini, accept="Darjeeling\n", Tea=TEA).version,
    ]
    assert len({first, *others}) == 4


def test_settings_that_are_not_used_yet_are_said_to_be(house):
    guides = house(BASE.format(core="") + "TokenIgnores = (x)\n", Tea=TEA)
    assert any("TokenIgnores" in problem and "line 5" in problem for problem in guides.problems)


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("*.md", "email/a.md", True),
        ("email/*.md", "email/a.md", True),
        ("email/*.md", "blog/a.md", False),
        ("*.{md,txt}", "a.txt", True),
        ("docs/**/*.md", "docs/a/b/c.md", True),
        ("docs/**/*.md", "docs/c.md", True),
        ("docs/**/x*.md", "docs/a/x/c.md", False),
        ("!email/*", "blog/a.md", True),
        ("[ab].md", "b.md", True),
        ("a.md", "axmd", False),
    ],
)
def test_globs(glob, path, expected):
    assert matches(glob, path) is expected
