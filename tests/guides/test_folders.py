"""What a rule is called follows from where it lies."""

import pytest

from studio.guides.folders import guide_names, name_of, rule_files


@pytest.fixture
def styles(tmp_path):
    for path in (
        "a/Std/Grammar/PassiveVoice.yml",
        "a/Std/Top.yml",
        "a/Std/Old.yaml",
        "a/Std/Odd.v2.yml",
        "b/Std/Top.yml",
        "b/Std/Other.yml",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("extends: existence\n")
    for path in ("a/config/x.yml", "a/Vocab/x.yml", "a/.vale-config/x.yml", "a/.git/x.yml"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text("")
    (tmp_path / "a" / "Empty").mkdir()
    return [tmp_path / "a", tmp_path / "b"]


def test_folders_within_a_guide_are_part_of_a_rules_name_and_the_first_folder_wins(styles):
    assert {name: str(path.relative_to(styles[0].parent)) for name, path in rule_files("Std", styles)} == {
        "Std.Grammar.PassiveVoice": "a/Std/Grammar/PassiveVoice.yml",
        "Std.Odd": "a/Std/Odd.v2.yml",
        "Std.Other": "b/Std/Other.yml",
        "Std.Top": "a/Std/Top.yml",
    }


def test_folders_that_hold_no_rules_and_hidden_ones_are_no_guides(styles):
    assert guide_names(styles) == ("Std",)


def test_a_file_tells_its_rules_name_with_or_without_its_style_folder(styles):
    path = styles[0] / "Std" / "Grammar" / "PassiveVoice.yml"
    assert name_of(path, styles) == "Std.Grammar.PassiveVoice"
    assert name_of(path) == "Grammar.PassiveVoice"
    assert name_of(styles[0] / "Std" / "Odd.v2.yml", styles) == "Std.Odd"


@pytest.mark.parametrize(
    "name", ["", ".", "..", "/", "../a/Std", "Std/Grammar", "Std\\Grammar", "C:Std", ".git", "config", "a\0b", "x" * 5000]
)
def test_a_name_that_leads_elsewhere_is_no_guide_whatever_lies_there(styles, name):
    assert list(rule_files(name, styles)) == []
    assert list(rule_files(str(styles[0] / "Std"), styles)) == []
