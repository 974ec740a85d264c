"""One LanguageTool for all programs of a person: who runs it says where, and only as long as it does."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from studio.services.languagetool import Installed, Sharing

FOUND = Installed(Path("/opt/LanguageTool-6.8"), "/opt/LanguageTool-6.8/languagetool-server.jar", "6.8")
HERE = "http://127.0.0.1:41234"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="this kind of system has no such lock")


def test_where_one_program_runs_it_another_learns_where_and_starts_none(tmp_path: Path) -> None:
    window, command = Sharing(tmp_path), Sharing(tmp_path)
    assert window.hold(FOUND)
    window.tell(HERE)
    assert not command.hold(FOUND)
    assert command.lent(FOUND, 5) == HERE


def test_once_it_is_let_go_it_is_nobody_s_and_the_next_one_runs_it(tmp_path: Path) -> None:
    window, command = Sharing(tmp_path), Sharing(tmp_path)
    window.hold(FOUND)
    window.tell(HERE)
    window.let_go()
    assert command.lent(FOUND, 5) == ""
    assert command.has_left(FOUND, HERE)
    assert command.hold(FOUND)


def test_whoever_only_looks_keeps_nobody_from_running_it(tmp_path: Path) -> None:
    window, command = Sharing(tmp_path), Sharing(tmp_path)
    window.hold(FOUND)
    window.let_go()
    is_over = threading.Event()

    def look() -> None:
        while not is_over.is_set():
            command.address(FOUND)

    looking = [threading.Thread(target=look) for _ in range(2)]
    for each in looking:
        each.start()
    try:
        for _ in range(20):
            assert window.hold(FOUND)
            window.let_go()
    finally:
        is_over.set()
        for each in looking:
            each.join()


def test_another_version_is_not_taken_for_this_one(tmp_path: Path) -> None:
    window, command = Sharing(tmp_path), Sharing(tmp_path)
    window.hold(Installed(Path("/opt/old"), "/opt/old/languagetool-server.jar", "5.0"))
    window.tell(HERE)
    assert command.lent(FOUND, 5) == ""


@pytest.mark.parametrize("told", ["", "no json", '{"address": 7}', '{"classpath": "x"}', "[]"])
def test_what_cannot_be_read_leads_nowhere(tmp_path: Path, told: str) -> None:
    window, command = Sharing(tmp_path), Sharing(tmp_path)
    window.hold(FOUND)
    (tmp_path / "running.json").write_text(told)
    assert command.address(FOUND) == ""


@pytest.mark.parametrize("address", ["http://lt.example.com:80", "http://127.0.0.1.example.com", "file:///etc/passwd"])
def test_no_text_is_sent_elsewhere_whatever_the_file_says(tmp_path: Path, address: str) -> None:
    window, command = Sharing(tmp_path), Sharing(tmp_path)
    window.hold(FOUND)
    window.tell(address)
    assert command.address(FOUND) == ""


def test_nobody_else_can_look_into_the_folder(tmp_path: Path) -> None:
    Sharing(tmp_path / "own").hold(FOUND)
    assert (tmp_path / "own").stat().st_mode & 0o077 == 0


_PROGRAM = """
import sys, time
from pathlib import Path
from studio.services.languagetool import Installed, Sharing
sharing = Sharing(Path(sys.argv[1]))
sharing.hold(Installed(Path("/opt/LanguageTool-6.8"), "/opt/LanguageTool-6.8/languagetool-server.jar", "6.8"))
sharing.tell("http://127.0.0.1:41234")
print("told", flush=True)
time.sleep(600)
"""


def test_a_program_that_was_killed_lends_nothing_any_more(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _PROGRAM, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:
        assert program.stdout.readline() == "told\n"
        assert Sharing(tmp_path).address(FOUND) == HERE
        program.kill()
        program.wait()
    assert Sharing(tmp_path).address(FOUND) == ""
