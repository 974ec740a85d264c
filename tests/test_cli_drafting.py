"""Drafting on the command line, against a server on loopback: one brief, many, the prompt, and what is never asked for twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.app import service_keys as keys_of
from studio.app.sealing import Cost
from studio.app.workspace import Workspace
from studio.core.events import EventType
from tests.app.test_drafting import ANSWER, LETTER
from tests.app.test_keys import CHEAP
from tests.services.fake_ai import MODEL, FakeAI, Says
from tests.test_cli import POLICY, ROOT, Shell

BRIEF = """---
title: Autumn teas
tone: warm
must not say: cheapest in town
---
# What is the news?

The pot costs £12 from Monday.
"""
CSV = """Title,What is the news?,tone,owner,variants
Autumn teas,"The pot costs £12, from Monday.",warm,Wren,
Scones,,plain,Wren,
Winter teas,Mulled tea is back.,warm,Wren,2
"""


@pytest.fixture
def server() -> Iterator[FakeAI]:
    with FakeAI() as fake:
        fake.says(ANSWER)
        yield fake


@pytest.fixture
def shell(tmp_path: Path, server: FakeAI, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setattr(keys_of, "Cost", lambda *cost: Cost(*cost) if cost else CHEAP)
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Ann")
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    (made.workspace / "templates").mkdir(exist_ok=True)
    (made.workspace / "templates" / "letter.md").write_text(LETTER, encoding="utf-8")
    made(
        "services",
        "add",
        "Larch",
        "--address",
        server.address,
        "--model",
        MODEL,
        "-w",
        made.workspace,
        "--as",
        "Erin",
        "--tries",
        1,
    )
    return made


def events(shell: Shell, *kinds: EventType) -> list:
    with Workspace.open(shell.workspace) as workspace:
        return workspace.history.events(types=kinds)


def test_one_brief_becomes_a_piece_and_its_id_is_printed(shell, server):
    id = shell.at("draft", "--brief", shell.file("brief.md", BRIEF), "--template", "letter", "--yes").stdout.strip()
    assert shell.at("show", id, "--text", "original").stdout == ANSWER
    task, material = (each["content"] for each in server.asked[0]["messages"])
    assert "Write a letter with one piece of news." in task
    assert "The pot costs £12 from Monday." in material
    assert "Tone: warm" in material
    assert "Do not say “cheapest in town”" in material
    called = [each for each in events(shell, EventType.AI_CALLED) if each.payload["purpose"] == "draft"]
    assert [each.piece for each in called] == [id]


def test_nothing_goes_out_unseen_where_nobody_says_yes(shell, server):
    result = shell.at("draft", "--brief", shell.file("brief.md", BRIEF), "--template", "letter", status=2)
    assert "This would go to Larch" in result.stderr
    assert "The pot costs £12 from Monday." in result.stderr
    assert "Nothing was sent." in result.stderr
    assert not server.asked


def test_the_prompt_can_be_read_changed_and_given_back(shell, server):
    brief = shell.file("brief.md", BRIEF)
    printed = shell.at("draft", "--brief", brief, "--template", "letter", "--show-prompt").stdout
    assert "Write a letter with one piece of news." in printed
    assert not server.asked
    mine = shell.file("prompt.md", "Write it as a haiku.")
    shell.at("draft", "--brief", brief, "--template", "letter", "--prompt", mine, "--yes")
    assert "Write it as a haiku." in server.asked[0]["messages"][0]["content"]
    assert "one piece of news" not in server.asked[0]["messages"][0]["content"]


def test_a_table_of_briefs_is_asked_for_row_by_row_and_each_row_once(shell, server):
    table = shell.file("briefs.csv", CSV)
    result = shell.at("draft", "--batch", table, "--template", "letter", "--yes", status=2)
    first = result.stdout.split()
    assert len(first) == 3
    assert "briefs.csv, row 3: The brief does not answer “What is the news?”" in result.stderr
    assert "nobody knows “owner”" in result.stderr
    shell.file("briefs.csv", CSV.replace("Scones,,", "Scones,They are warm.,"))
    result = shell.at("draft", "--batch", table, "--template", "letter", "--yes")
    assert len(result.stdout.split()) == 1, "the row that was mended"
    assert f"row 2: the same brief became {first[0]} before" in result.stderr
    assert len(server.asked) == 4
    assert len(shell.at("draft", "--batch", table, "--template", "letter", "--yes", "--again").stdout.split()) == 4
    titles = shell.at("pieces").stdout
    for title in ("Autumn teas", "Scones", "Winter teas (A)", "Winter teas (B)", "Winter teas (A, 2)"):
        assert title in titles


def test_a_folder_of_briefs_goes_on_behind_one_that_cannot_be_read_and_stops_where_all_would_fail(shell, server):
    folder = shell.folder / "briefs"
    folder.mkdir()
    for name, text in (("a", BRIEF), ("b", "---\ntitle: [broken\n"), ("c", BRIEF.replace("Autumn", "Winter")), ("d", BRIEF)):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    result = shell.at("draft", "--batch", folder, "--template", "letter", "--yes", status=2)
    assert len(result.stdout.split()) == 2
    assert "b.md:" in result.stderr
    assert "d.md: the same brief stands there twice" in result.stderr
    server.models = ("other",)
    result = shell.at("draft", "--batch", folder, "--template", "letter", "--yes", "--again", status=2)
    assert "1 draft more would meet the same" in result.stderr
    assert result.stdout == ""


def test_one_brief_for_several_channels_gives_a_draft_for_each(shell):
    brief = shell.file("brief.md", BRIEF)
    ids = shell.at("draft", "--brief", brief, "--template", "letter", "--channels", "email,social", "--yes").stdout.split()
    with Workspace.open(shell.workspace) as workspace:
        assert [workspace.piece(id).channel.value for id in ids] == ["email", "social"]
        assert [each.id for each in workspace.history.siblings(ids[0])] == ids[1:]


def test_what_is_for_people_to_write_is_not_asked_of_an_ai_but_begun_with_its_skeleton(shell, server):
    brief = shell.file("sorry.md", "---\ntitle: Sorry\ntemplate: apology\n---\nWe lost order 12.")
    assert "is for people to write" in shell.at("draft", "--brief", brief, "--yes", status=2).stderr
    id = shell.at("draft", "--brief", brief, "--skeleton").stdout.strip()
    assert shell.at("show", id).stdout.startswith("Dear {{first_name")
    assert not server.asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--yes",), "Say either `--brief FILE` or `--batch CSV|DIR`."),
        (("--batch", "nowhere.csv"), "nowhere.csv cannot be read"),
        (("--brief", "briefs.csv"), "Say `--batch` in the place of `--brief`."),
        (("--batch", "briefs.csv", "--channels", "wall"), "There is no channel “wall”."),
        (("--batch", "plain.csv"), "does not begin with a line of names"),
        (("--batch", "empty"), "holds no brief"),
    ],
)
def test_what_is_wrong_is_said_in_a_line_and_nothing_is_sent(shell, server, words, said):
    shell.file("briefs.csv", CSV)
    shell.file("plain.csv", "Tea,12\nScones,4\n")
    (shell.folder / "empty").mkdir()
    given = [shell.folder / word if word.endswith(".csv") or word == "empty" else word for word in words]
    assert said in shell.at("draft", *given, "--template", "letter", status=2).stderr
    assert not server.asked


def test_without_a_service_it_says_how_to_add_one(shell, server):
    (shell.workspace / "services.toml").unlink()
    told = shell.at("draft", "--brief", shell.file("brief.md", BRIEF), "--template", "letter", "--yes", status=2).stderr
    assert "No AI service is set up here." in told


def test_ctrl_c_in_the_middle_keeps_the_drafts_that_are_whole(shell, server, tmp_path):
    server.says(ANSWER, Says("word " * 500, gap=0.05))
    table = shell.file("briefs.csv", CSV.replace("Scones,,", "Scones,They are warm.,"))
    command = [sys.executable, "-m", "studio", "draft", "--batch", table, "--template", "letter", "--yes", "-w", shell.workspace]
    run = subprocess.Popen(
        list(map(str, command)), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ, text=True
    )
    until = time.monotonic() + 90
    while len(server.asked) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    printed, told = run.communicate(timeout=60)
    assert run.returncode == 130, told
    assert len(printed.split()) == 1
    assert "cancelled; 1 draft made before stays. 3 drafts of 4 were not made." in told
    outcomes = [each.payload["outcome"] for each in events(shell, EventType.AI_CALLED)]
    assert outcomes == ["answered", "cancelled"]


def test_two_programs_at_one_table_ask_for_every_brief_once_and_say_so(shell, server):
    server.says(*[Says(ANSWER, pause=0.5)] * 8)
    table = shell.file("briefs.csv", CSV.replace("Scones,,", "Scones,They are warm.,"))
    command = [sys.executable, "-m", "studio", "draft", "--batch", table, "--template", "letter", "--yes", "-w", shell.workspace]
    runs = [
        subprocess.Popen(
            list(map(str, command)), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ, text=True
        )
        for _ in range(2)
    ]
    told = [run.communicate(timeout=120) for run in runs]
    assert len(server.asked) == 4, told
    assert sum(len(printed.split()) for printed, _ in told) == 4
    for printed, said in told:
        words = ("of the same brief meanwhile", "the same brief became", "asks for the same brief right now")
        assert len(printed.split()) == 4 or any(word in said for word in words), said
    assert not list(shell.workspace.glob(".drafting-*"))
