"""Checking files without a history: what is found, how it is written down, and what could not be done."""

import json
from pathlib import Path

import pytest

from studio.app.checking import (
    FileChecker,
    claims_json,
    claims_of_lines,
    claims_text,
    flags_json,
    flags_line,
    flags_text,
)
from studio.app.workspace import Workspace
from studio.core.errors import BadConfig, BadInput, NotFound
from studio.core.flag import Severity

TEXT = "---\ntitle: Slow tea\nchannel: email\n---\n\n# Slow tea\n\nWe utilize 🍵 and recieve it.\n"
CLAIM = "---\ntitle: Té 🍵\n---\n\nGood morning. Last year **73%** of our guests came back.\n"


@pytest.fixture
def tea(tmp_path: Path) -> Path:
    (tmp_path / "tea.md").write_text(TEXT, encoding="utf-8")
    return tmp_path / "tea.md"


def test_flags_stand_at_the_places_of_the_file_its_front_matter_included(tea: Path):
    checker = FileChecker()
    found = checker.check([tea])
    checked = found[str(tea)]
    text = tea.read_text(encoding="utf-8")
    assert {"utilize", "recieve"} <= {flag.span.of(text) for flag in checked.flags}
    assert list(checked.flags) == sorted(checked.flags, key=lambda flag: (flag.span.start, flag.span.end, flag.rule))
    assert (checker.problems, checker.failed) == ([], False)


def test_a_line_says_path_line_column_rule_and_message_as_vale_does(tea: Path):
    found = FileChecker(only={"style", "grammar"}).check([tea])
    lines = flags_line(found).splitlines()
    assert next(line for line in lines if "utilize" in line).startswith(f"{tea}:8:4:")
    assert next(line for line in lines if "recieve" in line).startswith(f"{tea}:8:18:Spelling.Unknown:")
    for line, flag in zip(lines, found[str(tea)].flags, strict=True):
        before = TEXT[: flag.span.start].split("\n")
        assert line == f"{tea}:{len(before)}:{len(before[-1]) + 1}:{flag.rule}:{flag.message}"


def test_json_is_the_object_vale_prints_with_columns_that_count_from_one_to_the_last(tea: Path):
    told = json.loads(flags_json(FileChecker(only={"grammar"}).check([tea])))
    (alert,) = [alert for alert in told[str(tea)] if alert["Match"] == "recieve"]
    assert set(alert) == {
        *("Action", "Span", "Check", "Description", "Link", "Message", "Severity", "Match", "Line"),
        "Key",
        "Layer",
    }
    line = TEXT.split("\n")[alert["Line"] - 1]
    first, last = alert["Span"]
    assert line[first - 1 : last] == "recieve"
    assert alert["Severity"] == "error"
    assert alert["Action"] == {"Name": "replace", "Params": alert["Action"]["Params"]}
    assert "receive" in alert["Action"]["Params"]


def test_a_flag_over_a_line_end_is_reported_on_its_first_line(tmp_path: Path):
    (tmp_path / "t.md").write_text("We do it in order\nto rest. In order\nto rest we sit.\n", encoding="utf-8")
    told = json.loads(flags_json(FileChecker(only={"style"}).check([tmp_path / "t.md"])))
    places = [(alert["Match"], alert["Line"], alert["Span"]) for alert in told[str(tmp_path / "t.md")]]
    assert ("in order to", 1, [10, 17]) in places
    assert ("In order to", 2, [10, 17]) in places


def test_clean_files_are_no_keys_of_the_json_and_are_counted_in_the_text(tmp_path: Path):
    (tmp_path / "clean.md").write_text("Come in and sit down.\n")
    found = FileChecker().check([tmp_path / "clean.md"])
    assert json.loads(flags_json(found)) == {}
    assert flags_line(found) == ""
    assert flags_text(found) == "0 errors, 0 warnings, 0 suggestions in 1 file."


def test_the_text_for_people_shows_every_flag_and_counts_each_kind(tea: Path):
    found = FileChecker().check([tea])
    shown = flags_text(found)
    flags = found[str(tea)].flags
    assert shown.splitlines()[0] == str(tea)
    assert all(flag.message in shown for flag in flags)
    errors = sum(flag.severity is Severity.ERROR for flag in flags)
    assert shown.splitlines()[-1].startswith(f"{errors} error{'s' * (errors != 1)}, ")


@pytest.mark.parametrize("level", list(Severity))
def test_only_flags_of_a_level_or_above_are_shown(tea: Path, level: Severity):
    everything = FileChecker().check([tea])[str(tea)].flags
    shown = FileChecker(min_level=level.value).check([tea])[str(tea)].flags
    assert list(shown) == [flag for flag in everything if flag.severity.rank >= level.rank]
    assert len({flag.severity for flag in everything}) > 1


def test_only_the_checks_asked_for_run(tea: Path):
    assert {flag.check for flag in FileChecker(only={"style"}).check([tea])[str(tea)].flags} == {"style"}


def test_an_email_without_a_way_out_or_to_a_person_is_told_so_once_each_as_at_the_desk(tmp_path: Path):
    path = tmp_path / "mail.md"
    path.write_text("# New teas\n\nOur autumn teas are here.\n", encoding="utf-8")
    (checked,) = FileChecker(channel="email").check([path]).values()
    lacks = ("Email.OptOut", "Email.Reach", "Disclosure.OptOut", "Disclosure.Person")
    assert sorted(flag.rule for flag in checked.flags if flag.rule in lacks) == ["Disclosure.OptOut", "Disclosure.Person"]


def test_a_folder_gives_the_files_inside_that_can_be_read_and_none_that_are_hidden(tmp_path: Path):
    for name in ("b.md", "a.txt", "deep/c.html", "d.xyz", ".git/e.md", "deep/.f.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>Words.</p>")
    (tmp_path / "g.md").mkdir()
    names = [path.relative_to(tmp_path).as_posix() for path in FileChecker().files([tmp_path])]
    assert names == ["a.txt", "b.md", "deep/c.html"]
    hidden = list(FileChecker().files([tmp_path / ".git", tmp_path / "d.xyz"]))
    assert hidden == [tmp_path / ".git" / "e.md", tmp_path / "d.xyz"], "what is named is looked at"


def test_a_file_that_cannot_be_read_keeps_none_of_the_others_out(tea: Path, tmp_path: Path):
    (tmp_path / "fax.md").write_text("---\nchannel: fax\n---\nWords.")
    checker = FileChecker()
    found = checker.check([tmp_path / "gone.md", tea, tmp_path / "fax.md"])
    assert list(found) == [str(tea)]
    assert checker.failed
    assert [problem.split(" ")[0] for problem in checker.problems] == ["gone.md", "fax.md:"]


def test_a_check_that_cannot_run_is_told_and_never_reads_as_clean(tea: Path, monkeypatch: pytest.MonkeyPatch):
    from studio.checks import grammar

    monkeypatch.setattr(grammar, "find_spec", lambda name: None)
    checker = FileChecker()
    checker.check([tea])
    assert checker.failed
    assert any("grammar did not run: Harper is not installed" in problem for problem in checker.problems)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"only": {"stile"}}, "no check “stile”. Checks: agreement, claims, "),
        ({"min_level": "loud"}, "no level “loud”. Levels: suggestion"),
        ({"channel": "fax"}, "no channel “fax”. Channels: blog"),
        ({"dialect": "welsh"}, "no dialect “welsh”. Dialects: british, american, australian, canadian."),
        ({"ini": Path("nowhere.ini")}, "nowhere.ini is not there"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(asked, says: str):
    with pytest.raises(BadInput) as caught:
        FileChecker(**asked)
    assert says in str(caught.value)


def test_a_folder_that_is_no_workspace_is_not_silently_passed_over(tmp_path: Path):
    with pytest.raises(NotFound, match="is not a workspace"):
        FileChecker(workspace=tmp_path)


def test_a_workspace_in_version_control_without_its_history_is_enough(tmp_path: Path, tea: Path):
    Workspace.create(tmp_path / "w", "Ann").close()
    for path in (tmp_path / "w").glob("history.db*"):
        path.unlink()
    rule = "extends: existence\nmessage: Not '%s'.\nlevel: error\ntokens:\n  - utilize\n"
    (tmp_path / "w" / "styleguides" / "Ours").mkdir()
    (tmp_path / "w" / "styleguides" / "Ours" / "Use.yml").write_text(rule)
    (tmp_path / "w" / ".vale.ini").write_text("StylesPath = styleguides\n[email/*.md]\nBasedOnStyles = Ours\n")
    assert [f.rule for f in FileChecker(workspace=tmp_path / "w", only={"style"}).check([tea])[str(tea)].flags] == ["Ours.Use"]
    blog = FileChecker(workspace=tmp_path / "w", only={"style"}, channel="blog").check([tea])
    assert blog[str(tea)].flags == (), "the section holds for emails"
    ini = FileChecker(ini=tmp_path / "w" / ".vale.ini", only={"style"}).check([tea])
    assert [flag.rule for flag in ini[str(tea)].flags] == ["Ours.Use"]
    (tmp_path / "w" / "policy.toml").write_text("limits = 3")
    with pytest.raises(BadConfig):
        FileChecker(workspace=tmp_path / "w")


def test_a_rule_that_cannot_be_read_is_told_once(tmp_path: Path, tea: Path):
    Workspace.create(tmp_path / "w", "Ann").close()
    (tmp_path / "w" / "styleguides" / "Ours").mkdir()
    (tmp_path / "w" / "styleguides" / "Ours" / "Bad.yml").write_text("extends: [\n")
    (tmp_path / "w" / ".vale.ini").write_text("StylesPath = styleguides\n[*]\nBasedOnStyles = Ours\n")
    checker = FileChecker(workspace=tmp_path / "w")
    checker.check([tea, tea])
    assert len([problem for problem in checker.problems if "Bad" in problem]) == 1


def test_the_dialect_decides_which_spelling_is_right(tmp_path: Path):
    (tmp_path / "t.md").write_text("The colour of the tea and the color of the cup.\n")

    def wrong(dialect: str) -> list[str]:
        found = FileChecker(dialect=dialect, only={"grammar"}).check([tmp_path / "t.md"])
        return [flag.text for flag in found[str(tmp_path / "t.md")].flags]

    assert [wrong(each) for each in ("", "american", "british", "australian", "american")] == [
        ["color"], ["colour"], ["color"], ["color"], ["colour"],
    ]  # fmt: skip


# ---------------------------------------------------------------- claims


def test_claims_stand_at_code_points_of_the_file_with_its_front_matter(tmp_path: Path):
    path = tmp_path / "t.md"
    path.write_bytes(CLAIM.replace("\n", "\r\n").encode())
    (row,) = json.loads(claims_json(FileChecker(only={"claims"}).check([path])))[str(path)]
    assert CLAIM[row["start"] : row["end"]] == "Last year **73%** of our guests came back"
    assert row["text"] == "Last year 73% of our guests came back"
    assert row["status"] == "unverified"
    assert "statistic" in row["categories"]
    shown = claims_text(FileChecker(only={"claims"}).check([path]))
    assert shown.startswith(f"{path}:5:15: {row['severity']} (")


def test_a_file_without_claims_has_an_empty_list(tmp_path: Path):
    (tmp_path / "t.md").write_text("Come in and sit down.")
    found = FileChecker(only={"claims"}).check([tmp_path / "t.md"])
    assert json.loads(claims_json(found)) == {str(tmp_path / "t.md"): []}
    assert claims_text(found) == "No claims found."


def test_every_line_is_one_row_whatever_stands_in_it(tmp_path: Path):
    lines = [
        "Last year 73% of our guests came back.",
        "",
        "Come in.\x0cSit down.",
        "---",
        "title: x",
        "---",
        "We were founded in 2012.",
    ]
    (tmp_path / "lines.txt").write_bytes("\r\n".join(lines).encode() + b"\r\n")
    rows = list(claims_of_lines(tmp_path / "lines.txt"))
    assert [row["line"] for row in rows] == list(range(1, 8))
    assert [bool(row["claims"]) for row in rows] == [True, False, False, False, False, False, True]
    assert [row["score"] > 0.5 for row in rows] == [bool(row["claims"]) for row in rows]
    assert all(0 <= row["score"] <= 1 for row in rows)
    claim = rows[0]["claims"][0]
    assert lines[0][claim["start"] : claim["end"]] == claim["text"]
    assert rows[0]["score"] > rows[-1]["score"], "a statistic needs proof more than a founding year"


@pytest.mark.parametrize(("data", "says"), [(None, "cannot be read: No such file"), (b"\xff\xfe\xff", "not written in UTF-8")])
def test_a_list_of_lines_that_cannot_be_read_is_named(tmp_path: Path, data: bytes | None, says: str):
    if data is not None:
        (tmp_path / "lines").write_bytes(data)
    with pytest.raises(BadInput, match=says):
        list(claims_of_lines(tmp_path / "lines"))


# ---------------------------------------------------------------- somebody's own Vale project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration that has a guide for its letters alone, and a text in it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    for name in ("VALE_CONFIG_PATH", "VALE_STYLES_PATH"):
        monkeypatch.delenv(name, raising=False)
    rule = tmp_path / "p" / "styles" / "House" / "Tea.yml"
    rule.parent.mkdir(parents=True)
    rule.write_text("extends: existence\nmessage: tea\ntokens: [tea]\n")
    (tmp_path / "p" / ".vale.ini").write_text("StylesPath = styles\n[letters/**/*.md]\nBasedOnStyles = House\n")
    (tmp_path / "p" / "letters" / "may").mkdir(parents=True)
    (tmp_path / "p" / "letters" / "may" / "a.md").write_text("We utilize tea.\n")
    return tmp_path / "p"


def style(path: Path) -> list[str]:
    return [flag.rule for flag in FileChecker(only={"style"}).check([path])[str(path)].flags]


def test_a_file_is_checked_with_the_configuration_above_it_and_the_sections_of_its_folders(project: Path):
    text = project / "letters" / "may" / "a.md"
    assert style(text) == ["House.Tea"]
    text.rename(project / "a.md")
    assert style(project / "a.md") == []


def test_a_file_without_a_configuration_above_it_is_checked_with_the_bundled_guides(project: Path):
    (project / ".vale.ini").unlink()
    assert "House.Tea" not in style(project / "letters" / "may" / "a.md")
    assert style(project / "letters" / "may" / "a.md") != []


def test_the_environment_and_the_persons_own_configuration_count_as_they_do_for_vale(project: Path, tmp_path: Path, monkeypatch):
    text = project / "letters" / "may" / "a.md"
    (tmp_path / "nobody" / "vale").mkdir(parents=True)
    (tmp_path / "nobody" / "vale" / ".vale.ini").write_text("[*]\nHouse.Tea = NO\n")
    assert style(text) == []
    (tmp_path / "nobody" / "vale" / ".vale.ini").unlink()
    (project / "other.ini").write_text("StylesPath = styles\n[*]\nVale.Repetition = YES\n")
    monkeypatch.setenv("VALE_CONFIG_PATH", str(project / "other.ini"))
    assert style(text) == []


def test_a_file_in_a_workspace_is_checked_as_a_text_of_its_channel(project: Path):
    (project / "policy.toml").write_text('house = "House"\n')
    (project / ".vale.ini").write_text("StylesPath = styles\n[email/*.md]\nBasedOnStyles = House\n")
    text = project / "letters" / "may" / "a.md"
    text.write_text("---\nchannel: email\n---\n\nWe drink tea.\n")
    assert style(text) == ["House.Tea"]


def test_an_ini_named_by_hand_holds_its_sections_against_the_files_own_places(tmp_path):
    styles = tmp_path / "styles" / "House"
    styles.mkdir(parents=True)
    (styles / "Tea.yml").write_text("extends: existence\nmessage: No %s.\ntokens: [tea]\n", encoding="utf-8")
    ini = tmp_path / "my.ini"
    ini.write_text("StylesPath = styles\n[docs/*.md]\nBasedOnStyles = House\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    for name in ("docs/in.md", "docs/more.md", "out.md"):
        (tmp_path / name).write_text("A cup of tea.\n", encoding="utf-8")
    found = FileChecker(ini=ini, only={"style"}).check([tmp_path / "docs", tmp_path / "out.md"])
    assert [Path(path).name for path, checked in found.items() if checked.flags] == ["in.md", "more.md"]
    by_channel = FileChecker(ini=ini, only={"style"}, channel="email").check([tmp_path / "docs"])
    assert not any(checked.flags for checked in by_channel.values())
