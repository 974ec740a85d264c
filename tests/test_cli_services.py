"""AI services on the command line: added by an owner, given their key, tested; and the key is found nowhere afterwards."""

import dataclasses
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.app import asking, connections
from studio.app import service_keys as keys_of
from studio.app.masking import Part
from studio.app.sealing import Cost
from studio.app.workspace import Workspace
from studio.cli.asking import carry_out
from studio.core.asking import Purpose
from studio.core.check import Context
from studio.core.errors import NotFound, Refused, ServiceTrouble
from studio.core.events import EventType
from tests.app.test_keys import CHEAP
from tests.services.fake_ai import MODEL, FakeAI, Says
from tests.test_cli import POLICY, ROOT, Shell

CANARY, WORDS = "sk-canary-1234567890", "open sesame please"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's settings folder, of this test alone."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setattr(keys_of, "Cost", lambda *cost: Cost(*cost) if cost else CHEAP)
    return tmp_path / "settings" / "bluepencil"


@pytest.fixture
def shell(tmp_path: Path, settings: Path) -> Shell:
    made = Shell(tmp_path)
    made("init", made.workspace, "--owner", "Ann")
    (made.workspace / "policy.toml").write_text(POLICY, encoding="utf-8")
    made.file("words", f"{WORDS}\n")
    return made


@pytest.fixture
def server() -> Iterator[FakeAI]:
    with FakeAI() as fake:
        yield fake


def add(shell: Shell, server: FakeAI, *more: object) -> None:
    add_at(shell, server.address, *more)


def add_at(shell: Shell, address: str, *more: object) -> None:
    shell("services", "add", "Larch", "--address", address, "--model", MODEL, "-w", shell.workspace, "--as", "Erin", *more)


def give_key(shell: Shell, key: str = CANARY) -> str:
    from typer.testing import CliRunner

    from studio.cli import app

    words = ("services", "key", "Larch", "--from-stdin", "-w", shell.workspace, "--passphrase-file", shell.folder / "words")
    result = CliRunner().invoke(app, [str(word) for word in words], input=f"{key}\n")
    assert result.exit_code == 0, result.output
    return result.output


def at(shell: Shell, *words: object, status: int = 0) -> str:
    return shell("services", *words, "-w", shell.workspace, status=status).output


# ---------------------------------------------------------------- adding, listing, removing


def test_without_a_service_it_says_so_and_how_to_add_one(shell: Shell):
    assert "everything else works without one; `bluepencil services add` adds one." in at(shell, "list")
    assert "No AI service is set up here." in at(shell, "test", status=2)


def test_one_that_runs_on_this_computer_is_told_with_the_command_that_adds_it(
    shell: Shell, server: FakeAI, monkeypatch: pytest.MonkeyPatch
):
    at = ("-w", shell.workspace)
    monkeypatch.setattr(connections, "_USUAL_PORTS", {"LM Studio": "http://127.0.0.1:9/v1"})
    assert "on this computer" not in shell("services", *at).stderr
    monkeypatch.setattr(connections, "_USUAL_PORTS", {"LM Studio": server.address})
    told = shell("services", *at).stderr
    assert "LM Studio runs on this computer, with 1 model." in told
    assert f'bluepencil services add "LM Studio" --address {server.address} --model {MODEL}' in told
    assert "on this computer" not in shell("services", "--no-look", *at).stderr
    assert "on this computer" not in shell("services", "list", "--no-look", *at).stderr
    shell("services", "add", "Mine", "--address", server.address.replace("127.0.0.1", "localhost"), "--as", "Erin", *at)
    assert "runs on this computer" not in shell("services", "list", *at).stderr, "it is set up, by another name"


def test_a_service_is_added_listed_tested_and_removed(shell: Shell, server: FakeAI):
    add(shell, server)
    assert shell("services", "-w", shell.workspace).stdout == f"Larch  tiny-1  {server.address}  here; it wants no key\n"
    assert at(shell, "test").startswith("It works: “tiny-1” answers in ")
    assert at(shell, "models", "larch") == "tiny-1\n"
    (listed,) = json.loads(at(shell, "list", "--format", "json"))
    assert (listed["name"], listed["local"], listed["key"]) == ("Larch", True, "none")
    again = shell("services", "add", "larch", "--address", "http://x", "-w", shell.workspace, "--as", "Erin", status=2)
    assert "There is a service “larch” already." in again.stderr
    add(shell, server, "--replace", "--timeout", 5)
    assert at(shell, "remove", "Larch", "--as", "Erin") == "Larch is removed.\n"
    assert connections.services(shell.workspace) == ()


def test_only_an_owner_changes_services_and_everybody_tests_them(shell: Shell, server: FakeAI):
    refused = shell("services", "add", "Larch", "--address", server.address, "-w", shell.workspace, "--as", "Wren", status=2)
    assert "Wren may not change the AI services: that takes an owner." in refused.stderr
    add(shell, server)
    assert "Who may: Erin" in at(shell, "remove", "Larch", "--as", "Wren", status=2)
    assert "It works" in at(shell, "test", "--as", "Wren")
    with Workspace.open(shell.workspace) as opened:
        (event,) = opened.history.events("", [EventType.AI_CALLED])
    assert (event.actor.name, event.payload["purpose"], event.payload["outcome"]) == ("Wren", "test", "answered")


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ({"says": Says(status=500, error="out of memory")}, "Larch failed by itself. It says: “out of memory”"),
        ({"says": Says(page="<html>Sign in</html>")}, "is a web page, and no AI service"),
        ({"says": Says(pause=5.0), "options": ("--timeout", 1, "--tries", 1)}, "Larch said nothing for 1 seconds."),
        ({"key": "sk-right-0987654321"}, "Larch does not take the key."),
        ({"models": ("grand-9",)}, "Larch has no model “tiny-1”. It has: grand-9."),
        ({"path": "/nothing"}, "has no interface of an AI service there"),
        ({"closed": True}, "Nobody answers at http://127.0.0.1:9/v1."),
    ],
)
def test_a_test_says_in_one_sentence_what_is_wrong(shell: Shell, server: FakeAI, made: dict, says: str):
    server.says(made.get("says", Says()))
    server.key, server.models = made.get("key", ""), made.get("models", (MODEL,))
    address = "http://127.0.0.1:9/v1" if "closed" in made else server.address.replace("/v1", made.get("path", "/v1"))
    add_at(shell, address, *made.get("options", ("--tries", 1)))
    said = at(shell, "test", status=2)
    assert says in said
    assert len(said.splitlines()) == 1


# ---------------------------------------------------------------- keys


def test_a_key_is_kept_sealed_sent_with_the_call_and_forgotten(shell: Shell, server: FakeAI):
    server.key = CANARY
    add(shell, server, "--key", "passphrase")
    assert "its key is not on this computer" in at(shell, "list")
    assert "services key Larch" in at(shell, "test", status=2)
    assert give_key(shell) == "The key of Larch is kept in a sealed file.\n"
    assert "its key opens with a passphrase" in at(shell, "list")
    assert "The key of Larch is locked. Give its passphrase." in at(shell, "test", status=2)
    assert "It works" in at(shell, "test", "--passphrase-file", shell.folder / "words")
    assert at(shell, "forget", "Larch") == "The key of Larch is no longer on this computer.\n"
    assert "there was no key of Larch" in at(shell, "forget", "Larch")


def test_a_service_that_moves_leaves_no_key_of_its_old_address_behind(shell: Shell, settings: Path):
    add_at(shell, "https://api.example.com/v1", "--key", "passphrase")
    give_key(shell)
    assert len(list((settings / "service-keys").iterdir())) == 1
    add_at(shell, "https://eu.example.com/v1", "--key", "passphrase", "--replace")
    assert list((settings / "service-keys").iterdir()) == []
    assert "its key is not on this computer" in at(shell, "list")


def test_a_key_in_a_variable_goes_out_once_the_person_allowed_it(shell: Shell, server: FakeAI, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LARCH_API_KEY", CANARY)
    server.key = CANARY
    add(shell, server, "--key", "LARCH_API_KEY")
    assert "Allow it" in at(shell, "test", status=2)
    assert at(shell, "key", "Larch") == "Larch may have what stands in LARCH_API_KEY, at 127.0.0.1 and nowhere else.\n"
    assert "It works" in at(shell, "test")


def test_a_key_is_never_an_option_and_one_in_the_wrong_place_is_not_said_again(shell: Shell, server: FakeAI):
    refused = shell(
        *("services", "add", "Larch", "--address", server.address, "--key", CANARY, "--as", "Erin", "-w", shell.workspace),
        status=2,
    )
    assert CANARY not in refused.output
    assert "The key itself is never written here" in refused.stderr


def test_the_key_is_found_in_no_file_log_report_backup_or_database(
    shell: Shell, server: FakeAI, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    said, home = list[str](), Path(os.environ["HOME"])
    caplog.set_level("DEBUG")
    for name in ("openai", "httpx2", "httpcore2"):  # as OPENAI_LOG=debug would have it
        caplog.set_level("DEBUG", logger=name)
    add(shell, server, "--key", "passphrase", "--tries", 1)
    said.append(give_key(shell))
    server.key = "sk-another-1234567890"  # the server says back which key it was given
    said.append(at(shell, "test", "--passphrase-file", shell.folder / "words", status=2))
    assert "does not take the key" in said[-1]
    server.key = ""
    for says in (Says(status=500, error=f"trace: Authorization: Bearer {CANARY}"), Says(f"Your key is {CANARY}"), Says("Yes.")):
        server.says(says)
        status = 2 if says.status == 500 else 0
        said.append(at(shell, "test", "--passphrase-file", shell.folder / "words", status=status))
    said += [at(shell, "list"), at(shell, "list", "--format", "json"), shell.at("doctor").output]
    said += [shell.at("backup").output, shell.at("verify").output]
    for kind in ("edit-history", "claims"):
        said.append(shell.at("report", kind, "-o", shell.folder / f"{kind}.html").output)
    assert [each.get("authorization") for each in server.headers].count(f"Bearer {CANARY}") == 3, "it was sent where it belongs"
    said += [record.getMessage() for record in caplog.records]
    assert not [each for each in caplog.records if each.name.startswith(("openai", "http")) and each.levelno < logging.WARNING]
    needles = [CANARY.encode(), CANARY.encode().hex().encode(), CANARY.encode("utf-16-le")]
    for folder in (tmp_path, home):
        for path in (path for path in folder.rglob("*") if path.is_file()):
            assert not any(needle in path.read_bytes() for needle in needles), path
    assert not any(CANARY in text for text in said)
    assert list((shell.workspace / "backups").glob("*.db")), "there was a backup to look through"


def test_a_bug_in_the_middle_of_a_call_tells_no_key(shell: Shell, server: FakeAI, monkeypatch: pytest.MonkeyPatch):
    """What a crash report holds is the traceback, with the messages of every error under it."""
    import traceback

    from studio.services.ai import Line, calling

    def bug(*_: object) -> None:
        raise LookupError("a bug")

    monkeypatch.setattr(calling, "_take", bug)
    add(shell, server)
    service = connections.service(shell.workspace)
    line = Line()
    try:
        with pytest.raises(LookupError) as caught:
            line.ask(service, CANARY, call(service).request)
    finally:
        line.close()
    assert CANARY not in "".join(traceback.format_exception(caught.value))


# ---------------------------------------------------------------- local only


def test_local_only_is_switched_and_nothing_leaves_while_it_is_on(shell: Shell, server: FakeAI):
    add_at(shell, "https://api.example.com/v1", "--key", "none")
    assert at(shell, "local-only") == "Local only is off.\n"
    assert at(shell, "local-only", "on") == "Local only is on.\n"
    assert "Larch runs elsewhere, and local only is switched on." in at(shell, "test", status=2)
    assert "Larch runs elsewhere, and local only is switched on." in at(shell, "models", status=2)
    policy = shell.workspace / "policy.toml"
    policy.write_text(POLICY + "\n[ai]\nlocal_only = true\n", encoding="utf-8")
    assert "Local only stays on. This house sends nothing away." in at(shell, "local-only", "off", status=2)


# ---------------------------------------------------------------- calls


def call(service, text: str = "Write to jane.whitlow@example.org about bread.") -> asking.Call:
    from studio.app.policy import Policy

    return asking.prepare(Policy(), service, Purpose.REWRITE, "Rewrite it.", [Part("Text", text)], Context())


def test_a_call_is_shown_to_the_letter_and_sent_only_with_a_yes(shell: Shell, server: FakeAI, capsys: pytest.CaptureFixture[str]):
    add(shell, server)
    server.says("Bread for [email 1].")
    with Workspace.open(shell.workspace) as opened:
        erin, made = opened.person("Erin"), call(connections.service(shell.workspace))
        with pytest.raises(Refused, match="Nothing was sent"):
            carry_out(opened, erin, made, yes=False)
        shown = capsys.readouterr()
        assert made.request.text in shown.err
        assert "Behind placeholders: 1 e-mail address." in shown.err
        assert "jane.whitlow" not in shown.err + shown.out
        assert server.asked == []
        assert carry_out(opened, erin, made, yes=True).text == "Bread for jane.whitlow@example.org."
        (event,) = opened.history.events("", [EventType.AI_CALLED])
        assert event.payload["hash"] == made.request.hash


def test_a_call_that_local_only_forbids_is_not_sent_whoever_prepared_it(shell: Shell, server: FakeAI):
    add(shell, server)
    made = call(dataclasses.replace(connections.service(shell.workspace), address="https://api.example.com/v1"))
    at(shell, "local-only", "on")
    with Workspace.open(shell.workspace) as opened, pytest.raises(Refused, match="local only is switched on"):
        carry_out(opened, opened.person("Erin"), made, yes=True)


def test_a_call_that_fails_or_lacks_its_key_says_why_and_is_written_down(shell: Shell, server: FakeAI):
    add(shell, server, "--tries", 1, "--key", "passphrase")
    service = connections.service(shell.workspace)
    with Workspace.open(shell.workspace) as opened:
        with pytest.raises(NotFound, match="is not on this computer"):
            carry_out(opened, opened.person("Erin"), call(service), yes=True)
        server.says(Says(status=500, error="no"))
        with pytest.raises(ServiceTrouble, match="failed by itself"):
            carry_out(opened, opened.person("Erin"), call(dataclasses.replace(service, key="none")), yes=True)
        (event,) = opened.history.events("", [EventType.AI_CALLED])
        assert event.payload["outcome"] == "failed"


def test_ctrl_c_ends_a_test_at_once_and_the_history_knows(shell: Shell, server: FakeAI):
    add(shell, server, "--timeout", 600)
    server.says(Says(pause=60.0))
    words = [sys.executable, "-m", "studio", "services", "test", "-w", str(shell.workspace)]
    running = subprocess.Popen(words, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 60
    while not server.asked and running.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    assert server.asked
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert (running.returncode, "cancelled" in said, "Traceback" in said) == (130, True, False)
    with Workspace.open(shell.workspace) as opened:
        (event,) = opened.history.events("", [EventType.AI_CALLED])
        assert event.payload["outcome"] == "cancelled"
