"""What `make run` does on a machine that lacks something, and that it does nothing where nothing is lacking."""

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

CI = Path(__file__).parent.parent / ".ci"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="apt is a matter of Debian and its kin")


@pytest.fixture
def setup(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The set-up script, at work on an empty checkout."""
    monkeypatch.syspath_prepend(str(CI))
    for name in ("setup", "system"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    module = importlib.import_module("setup")
    (tmp_path / "pyproject.toml").write_text('[build-system]\nrequires = ["hatchling"]\n')
    (tmp_path / "constraints.txt").write_text("hatchling==1\n")
    for name, path in {"ROOT": "", "VENV": ".venv", "PYTHON": ".venv/bin/python"}.items():
        monkeypatch.setattr(module, name, tmp_path / path)
    monkeypatch.setattr(module, "PROJECT", tmp_path / "pyproject.toml")
    monkeypatch.setattr(module, "CONSTRAINTS", tmp_path / "constraints.txt")
    return module


class Apt:
    """An `apt-get` that writes down what it is asked for, and succeeds or not."""

    def __init__(self, folder: Path, succeeds: bool) -> None:
        self.log = folder / "asked"
        folder.mkdir()
        script = folder / "apt-get"
        script.write_text(f'#!/bin/sh\necho "$@" >> "{self.log}"\nexit {0 if succeeds else 100}\n')
        script.chmod(0o755)

    @property
    def asked(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


def _use(apt: Apt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(apt.log.parent), prepend=os.pathsep)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.delenv("DISPLAY", raising=False)


@LINUX
def test_a_missing_library_is_put_in_and_only_that_one(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apt = Apt(tmp_path / "bin", succeeds=True)
    _use(apt, monkeypatch)
    monkeypatch.setattr(setup.system, "DRAWING", {"libc.so.6": "libc6", "libnotthere.so.9": "libnotthere9"})
    setup.system.prepare("run", tmp_path / "memory")
    assert [line.split()[-1] for line in apt.asked] == ["update", "libnotthere9"]
    assert "libc6" not in apt.asked[-1]


@LINUX
def test_what_cannot_be_put_in_is_named_with_the_command_and_not_tried_twice(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apt = Apt(tmp_path / "bin", succeeds=False)
    _use(apt, monkeypatch)
    monkeypatch.setattr(setup.system, "DRAWING", {"libnotthere.so.9": "libnotthere9"})
    for _ in range(2):
        with pytest.raises(SystemExit, match="sudo apt-get install --no-install-recommends libnotthere9\n"):
            setup.system.prepare("run", tmp_path / "memory")
    assert len(apt.asked) == 2  # one update and one install, both the first time


@LINUX
def test_tests_go_on_without_a_window_and_say_what_they_lack(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _use(Apt(tmp_path / "bin", succeeds=False), monkeypatch)
    monkeypatch.setattr(setup.system, "DRAWING", {})
    monkeypatch.setattr(setup.system, "WINDOW", {"libnotthere.so.9": "libnotthere9"})
    setup.system.prepare("test", tmp_path / "memory")
    assert "libnotthere9" in capsys.readouterr().out
    setup.system.prepare("run", tmp_path / "memory")
    assert not capsys.readouterr().out


@LINUX
def test_every_program_the_tests_call_is_put_in_where_it_is_missing(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apt = Apt(tmp_path / "bin", succeeds=True)
    _use(apt, monkeypatch)
    monkeypatch.setattr(setup.system, "DRAWING", {})
    monkeypatch.setattr(setup.system, "WINDOW", {})
    for name in ("sh", "env"):  # a bare machine has these and none of the tools
        (tmp_path / "bin" / name).symlink_to(f"/usr/bin/{name}")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    setup.system.prepare("test", tmp_path / "memory")
    assert apt.asked[-1].split()[-6:] == ["default-jre-headless", "imagemagick", "maven", "xauth", "xdotool", "xvfb"]


@LINUX
def test_real_window_tests_are_skipped_where_no_picture_of_a_window_can_be_taken(tmp_path: Path) -> None:
    for name in ("Xvfb", "xdotool"):
        (tmp_path / name).touch(mode=0o755)
    command = [sys.executable, "-m", "pytest", "tests/e2e/test_real_window.py", "-rs", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PATH": str(tmp_path)}
    answer = subprocess.run(command, cwd=CI.parent, env=environment, check=True, capture_output=True, text=True)
    assert "needs a display of its own: import missing" in answer.stdout
    assert "passed" not in answer.stdout.splitlines()[-1]


@pytest.fixture
def done(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the set-up did, step by step, with the slow steps left out."""
    steps: list[str] = []

    def make() -> None:
        setup.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        setup.PYTHON.touch()
        steps.append("environment")

    monkeypatch.setattr(setup, "_make_environment", make)
    monkeypatch.setattr(setup, "_install", steps.append)
    monkeypatch.setattr(setup.system, "prepare", lambda aim, memory: None)
    return steps


def test_a_second_start_installs_nothing(setup: ModuleType, done: list[str]) -> None:
    setup.main("run")
    setup.main("run")
    assert done == ["environment", "run"]


def test_the_program_starts_at_once_where_the_tests_were_set_up(setup: ModuleType, done: list[str]) -> None:
    setup.main("test")
    setup.main("run")
    assert done == ["environment", "test"]


def test_a_changed_pin_is_installed(setup: ModuleType, done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    setup.main("run")
    monkeypatch.setattr(setup, "_environment_is_sound", lambda: True)
    setup.CONSTRAINTS.write_text("hatchling==2\n")
    setup.main("run")
    assert done == ["environment", "run", "run"]


def test_an_environment_carried_here_from_elsewhere_is_made_anew(setup: ModuleType) -> None:
    setup.PYTHON.parent.mkdir(parents=True)
    setup.PYTHON.symlink_to(sys.executable)
    config = setup.VENV / "pyvenv.cfg"
    config.write_text(f"version = {setup.VERSION}.0\ncommand = python -m venv /elsewhere/.venv\n")
    assert not setup._environment_is_sound()


def test_a_python_that_is_only_a_name_is_passed_over(tmp_path: Path) -> None:
    """Version managers leave commands behind that refuse to start."""
    for name, body in {"python3.13": "exit 127", "python3.12": f'exec "{sys.executable}" "$@"'}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / name).chmod(0o755)
    command = [CI / "python", "-c", "import sys; print(sys.executable)"]
    answer = subprocess.run(command, cwd=tmp_path, env={"PATH": str(tmp_path)}, check=True, capture_output=True, text=True)
    assert answer.stdout.strip() == sys.executable
