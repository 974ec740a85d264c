"""A house changes a rule of somebody else's guide by writing only what is different."""

from pathlib import Path

import pytest

from studio.guides import State, load
from studio.guides.inheriting import find_rule, keys_of
from studio.guides.reading import BrokenRule
from studio.guides.testing import run_tests

PLAIN = """extends: substitution
message: "Write '%s' instead of '%s'."
description: Plain words are read faster.
level: suggestion
ignorecase: true
action: {name: replace}
swap:
  utilise: use
  commence: begin
exceptions:
  - Utilise Ltd
  - Commence Ltd
tests:
  - name: parent's own
    input: Utilise it.
    contains: use
"""
INI = "StylesPath = styles\n[*]\nBasedOnStyles = House\n"


@pytest.fixture
def house(tmp_path):
    """`house(Rule="...")`: the guide `House`, with `Plain.Wordy` beside it, not switched on."""
    styles = tmp_path / "styles"

    def make(bundled=(), **rules):
        write(styles / "Plain" / "Wordy.yml", PLAIN)
        for name, text in rules.items():
            write(styles / f"{name.replace('__', '/')}.yml" if "__" in name else styles / "House" / f"{name}.yml", text)
        (tmp_path / ".vale.ini").write_text(INI)
        return load(tmp_path / ".vale.ini", bundled)

    return make


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def found(flags, guides, text):
    return [(flag.text, flag.severity, [fix.text for fix in flag.fixes]) for flag in flags(guides, text)]


def rule_of(guides, name="House.R"):
    return next(rule for rule in guides.rules if rule.name == name)


TEXT = "Utilise it, commence it, leverage it."


def test_a_rule_that_changes_its_level_alone_keeps_everything_else(house, flags):
    guides = house(R="extends: Plain.Wordy\nlevel: error\n")
    assert found(flags, guides, TEXT) == [("Utilise", "error", ["use"]), ("commence", "error", ["begin"])]
    rule = rule_of(guides)
    assert (rule.name, rule.kind, rule.description) == ("House.R", "substitution", "Plain words are read faster.")
    assert guides.problems == ()


def test_the_parent_need_not_be_switched_on(house):
    assert [rule.name for rule in house(R="extends: Plain.Wordy\n").rules] == ["House.R"]


def test_a_plain_key_takes_the_place_of_the_parents(house, flags):
    guides = house(R="extends: Plain.Wordy\nswap:\n  leverage: use\n")
    assert [text for text, _, _ in found(flags, guides, TEXT)] == ["leverage"]


def test_a_plus_merges_a_map_and_the_childs_entry_wins(house, flags):
    guides = house(R="extends: Plain.Wordy\nswap+:\n  leverage: use\n  commence: start\n")
    assert [fix for _, _, (fix,) in found(flags, guides, TEXT)] == ["use", "start", "use"]


def test_a_minus_takes_entries_of_a_map_away_by_name(house, flags):
    guides = house(R="extends: Plain.Wordy\nswap-: [commence]\n")
    assert [text for text, _, _ in found(flags, guides, TEXT)] == ["Utilise"]


def test_lists_take_additions_and_removals_side_by_side(house):
    guides = house(R="extends: Plain.Wordy\nexceptions+: [Leverage Ltd]\nexceptions-: [Utilise Ltd]\nswap+:\n  leverage: use\n")
    assert guides.problems == ()
    names = keys_of("House.R", [Path(rule_of(guides).source).parents[1]]).texts("exceptions")
    assert [name.text for name in names] == ["Commence Ltd", "Leverage Ltd"]


def test_a_chain_of_rules_is_followed_to_its_root(house, flags):
    middle = "extends: Plain.Wordy\nswap+: {leverage: use}\n"
    guides = house(R="extends: Lib.Deep.Middle\nswap-: [utilise]\nlevel: error\n", Lib__Deep__Middle=middle)
    assert [text for text, _, _ in found(flags, guides, TEXT)] == ["commence", "leverage"]


def test_a_bundled_rule_can_be_a_parent_and_the_houses_own_copy_wins(house, flags, tmp_path):
    write(tmp_path / "bundled" / "Far" / "Off.yml", "extends: existence\nmessage: far\ntokens: [far]\n")
    child = "extends: Far.Off\nmessage: near\n"
    assert [flag.message for flag in flags(house([tmp_path / "bundled"], R=child), "far")] == ["near"]
    own = house([tmp_path / "bundled"], R=child, Far__Off="extends: existence\nmessage: own\ntokens: [own]\n")
    assert [flag.text for flag in flags(own, "far own")] == ["own"]


def test_the_parents_tests_stay_with_the_parent(house, tmp_path):
    house(
        R="extends: Plain.Wordy\nswap-: [utilise]\n",
        S="extends: Plain.Wordy\ntests:\n" + "  - {name: own, input: Commence., contains: begin}\n",
    )
    styles = tmp_path / "styles"
    assert run_tests(styles / "House" / "R.yml", [styles]) == ()
    (outcome,) = run_tests(styles / "House" / "S.yml", [styles])
    assert (outcome.name, outcome.passed) == ("own", True)


def test_a_change_in_the_parents_file_is_a_new_version_of_the_child(house, tmp_path, flags):
    child = "extends: Plain.Wordy\n"
    first = house(R=child)
    assert house(R=child).version == first.version
    write(tmp_path / "styles" / "Plain" / "Wordy.yml", PLAIN.replace("utilise", "employ"))
    second = load(tmp_path / ".vale.ini")
    assert second.version != first.version
    assert [text for text, _, _ in found(flags, second, "Employ and utilise.")] == ["Employ"]


def test_the_page_of_the_parents_guide_speaks_for_a_child_without_a_description(house, tmp_path):
    write(tmp_path / "styles" / "Far" / "README.md", "# Far\n\n- **Off**: Near is dear.\n")
    guides = house(R="extends: Far.Off\n", Far__Off="extends: existence\nmessage: far\ntokens: [far]\n")
    assert rule_of(guides).description == "Near is dear."


@pytest.mark.parametrize(
    ("child", "line", "words"),
    [
        ("extends: Nowhere.Rule\n", 1, ["Nowhere.Rule", "none of the style folders"]),
        ("extends: Plain.wordy.\n", 1, ["Plain.wordy.", "none of the style folders"]),
        ("extends: ../Plain.Wordy\n", 1, ["none of the style folders"]),
        ("extends: Vale.Terms\n", 1, ["Vale.Terms", "built in"]),
        ("extends: House.R\n", 1, ["circle", "House.R → House.R"]),
        ("extends: Plain.Wordy\nswap-: [leverage]\n", 2, ["Plain.Wordy has no entry `leverage`"]),
        ("extends: Plain.Wordy\nexceptions-:\n  - Utilise Ltd\n  - Leverage Ltd\n", 4, ["no entry `Leverage Ltd`"]),
        ("extends: Plain.Wordy\nswap+: [leverage]\n", 2, ["`swap+`", "bad: good"]),
        ("extends: Plain.Wordy\nswap-: {utilise: use}\n", 2, ["`swap-` must be a list"]),
        ("extends: Plain.Wordy\nexceptions+: Ltd\n", 2, ["`exceptions+` must be a list"]),
        ("extends: Plain.Wordy\nexceptions-: [[a]]\n", 2, ["single values"]),
        ("extends: Plain.Wordy\ntokens+: [x]\n", 2, ["`tokens+` finds no `tokens` in Plain.Wordy"]),
        ("extends: Plain.Wordy\nlevel+: error\n", 2, ["`level` is a single value in Plain.Wordy"]),
        ("extends: Plain.Wordy\nswap: {a: b}\nswap+: {c: d}\n", 3, ["`swap+` and `swap` stand side by side"]),
        ("extends: Plain.Wordy\nswap+: {a: b}\nswap+: {c: d}\n", 2, ["`swap+` stands there twice"]),
        ("extends: Plain.Wordy\nlevel: fatal\n", 2, ["fatal"]),
        ("extends: Plain.Wordy\nswap+:\n  'open(': x\n", 3, ["open("]),
    ],
)
def test_what_is_wrong_is_one_sentence_with_file_line_and_token(house, flags, child, line, words):
    guides = house(R=child, Good="extends: existence\nmessage: ok\ntokens: [tea]\n")
    rule = rule_of(guides)
    assert rule.state is State.BROKEN
    assert rule.line == line
    (problem,) = guides.problems
    assert problem.startswith(f"House/R.yml, line {line}: ")
    assert all(word in problem for word in words), problem
    assert [flag.rule for flag in flags(guides, "tea")] == ["House.Good"]


@pytest.mark.parametrize(
    "parent", ["../drop/Std.Top", "/drop.Top", "Std." + "x" * 300, "x" * 300 + ".Top", "C:Std.Top", "config.Top"]
)
def test_a_parent_that_leads_elsewhere_is_not_there_and_the_other_rules_run(house, flags, parent):
    guides = house(Child=f"extends: {parent}\n", Good="extends: existence\nmessage: ok\ntokens: [tea]\n")
    assert [flag.rule for flag in flags(guides, "tea")] == ["House.Good"]
    assert any("Child.yml, line 1" in problem and "in none of the style folders" in problem for problem in guides.problems)


def test_a_fault_that_came_from_the_parent_points_to_the_parents_file(house):
    guides = house(
        R="extends: Lib.Bad\nlevel: error\n", Lib__Bad="extends: existence\nmessage: no\ntokens:\n  - fine\n  - 'open('\n"
    )
    assert any(p.startswith("House/R.yml, line 5 of Lib/Bad.yml: ") and "open(" in p for p in guides.problems)


def test_a_key_nobody_knows_in_the_parent_is_named_with_the_parents_line(house):
    guides = house(R="extends: Lib.Odd\n", Lib__Odd="extends: existence\nmessage: no\ntoken: x\ntokens: [x]\n")
    assert any("Line 3 of Lib/Odd.yml" in problem and "`token`" in problem for problem in guides.problems)


def test_a_parent_that_is_no_yaml_is_named_with_its_line(house):
    guides = house(R="extends: Lib.Bad\n", Lib__Bad="extends: existence\nmessage: [no\n")
    (problem,) = guides.problems
    assert "`Lib.Bad`, which the rule builds on, cannot be read in line" in problem


def test_rules_that_build_on_each_other_in_a_circle_are_named(house):
    guides = house(R="extends: Lib.A\n", Lib__A="extends: Lib.B\n", Lib__B="extends: Lib.A\n")
    (problem,) = guides.problems
    assert "House.R → Lib.A → Lib.B → Lib.A" in problem
    assert "line 1 of Lib/B.yml" in problem


@pytest.mark.parametrize(("levels", "runs"), [(10, True), (11, False)])
def test_ten_levels_are_the_most(house, levels, runs):
    rungs = {f"Lib__L{n}": f"extends: Lib.L{n + 1}\n" for n in range(1, levels)}
    guides = house(R="extends: Lib.L1\n", **rungs, **{f"Lib__L{levels}": "extends: existence\nmessage: no\ntokens: [x]\n"})
    assert rule_of(guides).runs is runs
    assert any("More than 10" in problem for problem in guides.problems) is not runs


def test_a_parent_that_edits_without_a_parent_is_the_fault(house):
    guides = house(R="extends: Lib.A\n", Lib__A="extends: existence\nmessage: no\ntokens+: [x]\n")
    (problem,) = guides.problems
    assert "line 3 of Lib/A.yml" in problem
    assert "needs a parent" in problem


def test_a_rule_is_found_in_the_first_folder_that_holds_it(tmp_path):
    for folder in ("a", "b"):
        write(tmp_path / folder / "G" / "In" / "R.yml", PLAIN)
    assert find_rule("G.In.R", [tmp_path / "none", tmp_path / "a", tmp_path / "b"]) == tmp_path / "a" / "G" / "In" / "R.yml"
    assert find_rule("G", [tmp_path / "a"]) is None
    with pytest.raises(BrokenRule, match="none of the style folders"):
        keys_of("G.R", [tmp_path / "a"])
