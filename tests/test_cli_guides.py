"""Style guides by command: listing, testing and switching rules, asking why, bringing packages in."""

import json
import zipfile
from pathlib import Path

import pytest

from .test_cli import CLEAN, Shell, shell  # noqa: F401 - the fixture

TEA = """\
extends: existence
message: "no '%s'"
description: We sell coffee.
level: error
ignorecase: true
tokens: [tea]
tests:
  - name: finds tea
    input: Some tea.
    want: "1:6:Desk.Tea:no 'tea'"
  - name: leaves steam alone
    input: Some steam.
    want: ''
"""
INI = "StylesPath = styleguides\n\n[*]\nBasedOnStyles = Desk, Plain\n\n[email/*.md]\nDesk.Tea = NO\n"


@pytest.fixture
def guided(shell: Shell) -> Shell:  # noqa: F811
    """A workspace with one rule of its own, which is off for emails."""
    write(shell, "styleguides/Desk/Tea.yml", TEA)
    write(shell, "styleguides/Desk/README.md", "# Desk\n\n- **Tea**: No tea, ever.\n")
    write(shell, ".vale.ini", INI)
    return shell


def write(shell: Shell, name: str, text: str) -> Path:  # noqa: F811
    path = shell.workspace / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def rows(shell: Shell, *words: object) -> dict[str, dict[str, object]]:  # noqa: F811
    return {row["name"]: row for row in json.loads(shell.at("rules", *words, "--format", "json").stdout)}


# ---------------------------------------------------------------- rules


def test_rules_are_listed_guide_by_guide_with_level_place_kind_and_what_they_say(guided: Shell):
    said = guided.at("rules").stdout
    assert said.startswith("Desk: the house's own; 1 rule; in force for every channel\n")
    line = next(line for line in said.splitlines() if line.strip().startswith("Desk.Tea"))
    assert line.split() == ["Desk.Tea", "error", "blog,", "web,", "social,", "support", "existence"]
    assert "\n      No tea, ever.\n      We sell coffee.\n" in said
    assert "\nEmail: comes with the program; " in said
    assert "not in force" in said
    assert "Vale.Spelling" in said


def test_the_list_is_narrowed_to_a_guide_and_asked_of_a_channel(guided: Shell):
    said = guided.at("rules", "--guide", "Desk", "--channel", "email").stdout.splitlines()
    assert said[1].split() == ["Desk.Tea", "error", "off", "existence"]
    assert len([line for line in said if line.startswith("  Desk.")]) == 1
    assert not [line for line in said if "Plain." in line]
    assert "There is no style guide Coffee. There are: Desk" in guided.refused("rules", "--guide", "Coffee")
    assert "There is no channel “post”. Channels: blog" in guided.refused("rules", "--channel", "post")


def test_rules_as_json_say_all_of_it(guided: Shell):
    row = rows(guided)["Desk.Tea"]
    assert {key: row[key] for key in ("guide", "origin", "level", "kind", "standing", "says", "why", "trial", "channels")} == {
        "guide": "Desk",
        "origin": "workspace",
        "level": "error",
        "kind": "existence",
        "standing": "running",
        "says": "No tea, ever.",
        "why": "We sell coffee.",
        "trial": False,
        "channels": ["blog", "web", "social", "support"],
    }
    assert "usage" not in row
    assert "Desk.Tea" not in rows(guided, "--channel", "email")
    assert rows(guided)["Email.BareLink"]["standing"] == "off"


def test_one_rule_is_shown_in_full_with_its_switches_and_examples(guided: Shell):
    said = guided.at("rules", "Desk.Tea").stdout
    assert said.startswith("Desk.Tea\n  Says:    No tea, ever.\n  Why:     We sell coffee.\n")
    assert "  Level:   error (the rule itself)\n" in said
    assert "    email    off  Switched off in .vale.ini, line 7.\n" in said
    assert "    blog     on   Desk is among the guides in force (.vale.ini, line 4).\n" in said
    assert "  Flagged:\n    Some tea.\n  Left alone:\n    Some steam.\n" in said
    row = json.loads(guided.at("rules", "Desk.Tea", "--format", "json").stdout)
    assert (row["switches"]["email"]["on"], row["switches"]["web"]["on"]) == (False, True)
    assert row["examples"] == [{"text": "Some tea.", "flagged": True}, {"text": "Some steam.", "flagged": False}]
    assert "There is no rule Desk.Coffee. `bluepencil rules` lists them." in guided.refused("rules", "Desk.Coffee")


def test_usage_counts_what_became_of_the_flags(guided: Shell):
    piece = guided.bring("# Tea\n\nMore tea for all of us. Some tea.\n")
    flags = [flag for flag in guided.flags(piece)["flags"] if flag["rule"] == "Desk.Tea"]
    assert len(flags) == 3
    assert {flag["layer"] for flag in flags} == {"Desk, for every channel"}
    guided.at("dismiss", piece, flags[-1]["key"], "--reason", "deliberate", "--note", "ours")
    said = guided.at("rules", "Desk.Tea", "--usage").stdout
    assert said.endswith("  Flagged 3 in 1 piece: open 2, fixed 0, dismissed 1 (33%: deliberate 1).\n")
    assert "Has not flagged anything." in guided.at("rules", "--guide", "Plain", "--usage").stdout
    usage = rows(guided, "--usage")["Desk.Tea"]["usage"]
    assert usage == {"flagged": 3, "open": 2, "fixed": 0, "dismissed": 1, "pieces": 1, "reasons": {"deliberate": 1}}


def test_a_broken_rule_is_listed_with_what_is_wrong_and_where(guided: Shell):
    write(guided, "styleguides/Desk/Torn.yml", "extends: existence\nmessage: x\ntokens: ['(a']\n")
    said = guided.at("rules", "--guide", "Desk").stdout
    line = next(line for line in said.splitlines() if "Desk.Torn" in line)
    assert line.split()[2] == "broken"
    assert "(line 3)" in said
    assert rows(guided)["Desk.Torn"]["standing"] == "broken"


def test_without_a_workspace_the_guides_of_the_folder_one_is_in_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    shell = Shell(tmp_path)  # noqa: F811
    monkeypatch.chdir(tmp_path)
    said = shell("rules", "--guide", "Email").stdout
    assert said.startswith("Email: comes with the program; ")
    assert "in force for email\n" in said
    assert "email    on   Without a .vale.ini Email is in force for email." in shell("rules", "Email.BareLink").stdout
    assert "stands in the history of a workspace" in shell("rules", "--usage", status=2).stderr
    (tmp_path / ".vale.ini").write_text("StylesPath = styles\n[*]\nBasedOnStyles = Own\n", encoding="utf-8")
    (tmp_path / "styles" / "Own").mkdir(parents=True)
    (tmp_path / "styles" / "Own" / "Tea.yml").write_text(TEA, encoding="utf-8")
    assert shell("rules", "--guide", "Own").stdout.startswith("Own: the house's own; 1 rule; in force for every channel\n")


@pytest.mark.parametrize("name", [".vale.ini", "_vale.ini", ".config/vale.ini"])
def test_rules_lists_the_guides_that_check_applies_in_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    (tmp_path / "rules" / "Own").mkdir(parents=True)
    (tmp_path / "rules" / "Own" / "Tea.yml").write_text(TEA.replace("Desk.", "Own."), encoding="utf-8")
    ini = tmp_path / name
    ini.parent.mkdir(exist_ok=True)
    ini.write_text(f"StylesPath = {'../' * name.count('/')}rules\n[*]\nBasedOnStyles = Own\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("Some tea.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "docs")
    monkeypatch.delenv("VALE_CONFIG_PATH", raising=False)
    shell = Shell(tmp_path / "none")  # noqa: F811
    assert "Own.Tea" in shell("check", "a.md", status=1).stdout
    assert shell("rules", "--guide", "Own").stdout.startswith("Own: the house's own; 1 rule; in force for every channel\n")
    assert shell("rules", "--test", "--guide", "Own").stdout == "2 tests in 1 rule, all passed.\n"


# ---------------------------------------------------------------- tests in rules


def test_the_tests_inside_rules_are_run_and_counted(guided: Shell):
    assert guided.at("rules", "--test", "--guide", "Desk").stdout == "2 tests in 1 rule, all passed.\n"
    assert guided.at("rules", "Desk.Tea", "--test").stdout == "2 tests in 1 rule, all passed.\n"
    assert "There is no style guide Coffee" in guided.refused("rules", "--test", "--guide", "Coffee")
    assert "There is no rule or file Desk.Coffee" in guided.refused("rules", "Desk.Coffee", "--test")


def test_a_test_that_fails_names_rule_test_wanted_and_got_and_sets_the_status(guided: Shell):
    write(guided, "styleguides/Desk/Tea.yml", TEA.replace("1:6:", "1:1:").replace("Some steam", "Some tea"))
    said = guided.at("rules", "--test", "--guide", "Desk", status=1).stdout
    assert said == (
        "Desk.Tea, line 8: finds tea failed.\n"
        "  wanted  1:1:Desk.Tea:no 'tea'\n"
        "  got     1:6:Desk.Tea:no 'tea'\n"
        "Desk.Tea, line 11: leaves steam alone failed.\n"
        "  wanted  nothing\n"
        "  got     1:6:Desk.Tea:no 'tea'\n"
        "2 tests in 1 rule, 2 failed.\n"
    )
    told = json.loads(guided.at("rules", "--test", "--guide", "Desk", "--format", "json", status=1).stdout)
    assert [(each["test"], each["passed"], each["got"]) for each in told] == [
        ("finds tea", False, ["1:6:Desk.Tea:no 'tea'"]),
        ("leaves steam alone", False, ["1:6:Desk.Tea:no 'tea'"]),
    ]


def test_a_test_of_a_rule_that_does_not_run_has_not_passed(guided: Shell):
    write(guided, "styleguides/Desk/Tea.yml", TEA.replace("[tea]", "['(tea']"))
    said = guided.at("rules", "--test", "--guide", "Desk", status=1).stdout
    assert "Desk.Tea, line 8: finds tea failed.\n  The rule does not run: " in said


def test_files_and_folders_are_tested_where_they_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    shell = Shell(tmp_path)  # noqa: F811
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "drafts" / "Desk"
    folder.mkdir(parents=True)
    (folder / "Tea.yml").write_text(TEA, encoding="utf-8")
    assert shell("rules", "--test", folder).stdout == "2 tests in 1 rule, all passed.\n"
    assert shell("rules", "--test", folder / "Tea.yml").stdout == "2 tests in 1 rule, all passed.\n"
    assert shell("rules", "--test", "--guide", "Social").stdout.endswith(", all passed.\n"), "the bundled ones need no workspace"


# ---------------------------------------------------------------- switching


def test_a_rule_is_switched_for_everybody_and_for_one_channel_and_the_history_says_who(guided: Shell):
    assert (
        guided.at("rule", "Desk.Tea", "on", "--channel", "email", "--as", "Erin").stdout == "Desk.Tea: on for email, as Erin.\n"
    )
    assert rows(guided)["Desk.Tea"]["channels"] == ["blog", "web", "email", "social", "support"]
    assert guided.at("rule", "Desk.Tea", "inherit", "--channel", "email").stdout == "Desk.Tea: inherit for email, as Erin.\n"
    guided.at("rule", "Desk.Tea", "off")
    assert rows(guided)["Desk.Tea"]["channels"] == []
    assert "There is no rule Desk.Coffee" in guided.refused("rule", "Desk.Coffee", "off")
    assert "There is no channel “post”" in guided.refused("rule", "Desk.Tea", "off", "--channel", "post")
    assert "Nobody here is called “Nix”" in guided.refused("rule", "Desk.Tea", "on", "--as", "Nix")
    assert "'loud' is not one of 'on', 'off', 'suggestion'" in guided.at("rule", "Desk.Tea", "loud", status=2).stderr


def test_a_level_for_one_channel_says_that_it_holds_for_all(guided: Shell):
    result = guided.at("rule", "Desk.Tea", "warning", "--channel", "web")
    assert result.stderr == "Note: A level holds for every text, so Desk.Tea is a warning on every channel.\n"
    assert rows(guided)["Desk.Tea"]["level"] == "warning"


def test_a_rule_goes_on_trial_and_stops_no_piece(guided: Shell):
    piece = guided.bring("# Tea\n\nMore tea for all of us.\n")
    guided.at("submit", piece, "--to", "Erin")
    assert "2 errors open" in guided.at("gate", piece, status=1).stdout
    guided.at("rule", "Desk.Tea", "trial", "--as", "Erin")
    assert rows(guided)["Desk.Tea"]["trial"] is True
    assert "no errors open (2 more on trial)" in guided.at("gate", piece).stdout
    guided.at("rule", "Desk.Tea", "no-trial")
    guided.at("gate", piece, status=1)
    assert "A trial holds for every channel" in guided.refused("rule", "Desk.Tea", "trial", "--channel", "web")


def test_a_whole_guide_is_put_in_force_by_its_name(guided: Shell):
    guided.at("rule", "Marketing", "on", "--channel", "social")
    assert {tuple(row["channels"]) for row in rows(guided, "--guide", "Marketing").values()} == {("social",)}
    guided.at("rule", "Desk", "off")
    assert rows(guided)["Desk.Tea"]["channels"] == []
    assert "Desk is a guide, and only a rule can be error" in guided.refused("rule", "Desk", "error")
    assert "There is no style guide Coffee" in guided.refused("rule", "Coffee", "on")


# ---------------------------------------------------------------- why not, packages


def test_why_says_which_rules_see_the_words_and_what_exempts_them(guided: Shell):
    piece = guided.bring("# Pots\n\nMore tea for all of us.\n", "--channel", "email")
    assert "exempt    Desk.Tea  Switched off in .vale.ini, line 7.\n" in guided.at("why", piece, "tea").stdout
    told = json.loads(guided.at("why", piece, "tea", "--format", "json").stdout)
    row = next(row for row in told if row["rule"] == "Desk.Tea")
    assert (row["outcome"], row["reason"], row["start"]) == ("exempt", "Switched off in .vale.ini, line 7.", 13)
    assert guided.at("why", piece, "for").stdout.startswith("No rule looks at these words")
    assert "“walrus” does not stand in " in guided.refused("why", piece, "walrus")
    assert "does not stand in " in guided.refused("why", piece, " ")


def test_why_tells_of_a_dismissal_and_of_words_that_stand_there_twice(guided: Shell):
    piece = guided.bring("# Pots\n\nMore tea for all of us. The tea is hot.\n")
    flag = next(flag for flag in guided.flags(piece)["flags"] if flag["rule"] == "Desk.Tea")
    guided.at("dismiss", piece, flag["key"], "--reason", "quote-or-name", "--as", "Erin")
    result = guided.at("why", piece, "tea")
    assert "exempt    Desk.Tea  Dismissed here by Erin on " in result.stdout
    assert "as quote or name." in result.stdout
    assert result.stderr == "Note: the words stand there 2 times; this is about the first, on line 3.\n"


def test_a_package_comes_in_from_a_folder_or_a_zip(guided: Shell):
    path = guided.folder / "Alien.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Alien/Cups.yml", TEA.replace("Desk", "Alien"))
    result = guided.at("package", path, "--as", "Erin")
    assert result.stdout == "Alien\n"
    assert result.stderr == "Note: 1 rule came in, as Erin; `bluepencil rule GUIDE on` puts a guide in force.\n"
    assert rows(guided)["Alien.Cups"]["origin"] == "package"
    assert "A style guide called Alien is already there" in guided.refused("package", path)
    folder = guided.folder / "Alien"
    folder.mkdir()
    (folder / "Mugs.yml").write_text("extends: existence\nmessage: x\ntokens: ['(a']\n", encoding="utf-8")
    result = guided.at("package", folder, "--replace")
    assert "bluepencil: Alien/Mugs.yml" in result.stderr
    assert set(rows(guided, "--guide", "Alien")) == {"Alien.Mugs"}
    assert "Desk is the house's own" in guided.refused("package", _copy(guided, "Desk"))
    assert "holds no style guide" in guided.refused("package", guided.workspace / "inbox")


def _copy(shell: Shell, name: str) -> Path:  # noqa: F811
    folder = shell.folder / "downloads" / name
    folder.mkdir(parents=True)
    (folder / "Tea.yml").write_text(TEA, encoding="utf-8")
    return folder


def test_a_clean_text_of_a_house_with_rules_is_checked_with_the_layer_in_sight(guided: Shell):
    result = guided("check", guided.file("t.md", CLEAN.replace("pot", "tea pot")), "-w", guided.workspace, status=1)
    assert "no 'tea'  Desk.Tea  (Desk, for every channel)" in result.stdout
