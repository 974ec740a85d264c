"""Prepares a checkout: `python .ci/setup.py run` for the program, `... test` for the whole suite as well.

Needs nothing but Python 3.11. Where everything is in place it touches neither the network nor the system.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import system  # the file beside this one

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PROJECT = ROOT / "pyproject.toml"
CONSTRAINTS = ROOT / ".ci" / "constraints.txt"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def main(aim: str) -> None:
    """Make the environment, its packages and the system's libraries fit for `aim`, which is `run` or `test`."""
    if not _stamped(aim):
        if not _environment_is_sound():
            _make_environment()
        _install(aim)
        (VENV / f"setup-{aim}").write_text(_key())
    system.prepare(aim, memory=VENV / "setup-system")


def _key() -> str:
    """What the installed packages depend on: the wishes, the pins, the Python, and where the checkout stands."""
    parts = [PROJECT.read_bytes(), CONSTRAINTS.read_bytes(), sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _stamped(aim: str) -> bool:
    # What the tests need holds what the program needs.
    stamps = [VENV / f"setup-{name}" for name in {aim, "test"}]
    return PYTHON.exists() and any(stamp.exists() and stamp.read_text() == _key() for stamp in stamps)


def _environment_is_sound() -> bool:
    """Whether `.venv` was made here, by this Python, and whole: a copied or moved one names the old place in its scripts."""
    config = VENV / "pyvenv.cfg"
    if not (config.exists() and PYTHON.exists()):
        return False
    lines = dict(line.split(" = ", 1) for line in config.read_text().splitlines() if " = " in line)
    made_here = lines.get("command", "").endswith(f" {VENV}") and lines.get("version", "").startswith(f"{VERSION}.")
    return made_here and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0


def _make_environment() -> None:
    if importlib.util.find_spec("ensurepip") is None and not system.install([f"python{VERSION}-venv"]):
        raise SystemExit(f"Python cannot make an environment yet. {system.advice([f'python{VERSION}-venv'])}")
    print(f"Making the environment .venv with Python {VERSION} ...", flush=True)
    # This script may itself run on the Python of the environment that is replaced here.
    base = getattr(sys, "_base_executable", sys.executable)
    _call([base, "-m", "venv", "--clear", VENV], "The environment could not be made; Python's own words stand above.")


def _install(aim: str) -> None:
    print("Installing the packages (only now, and when their list changes) ...", flush=True)
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--constraint",
        CONSTRAINTS,
    ]
    sorry = "The packages could not be installed; pip's own words stand above. Check the network and try again."
    # The build tool comes first and from the same pins, so that pip does not fetch one of its own choice.
    _call([*pip, *tomllib.loads(PROJECT.read_text())["build-system"]["requires"]], sorry)
    _call([*pip, "--no-build-isolation", "--editable", f"{ROOT}[dev]" if aim == "test" else ROOT], sorry)


def _call(command: list[str | Path], sorry: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME", "PIP_USER")}
    if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL).returncode != 0:
        raise SystemExit(sorry)


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["test"]):
        raise SystemExit("usage: setup.py run|test")
    main(sys.argv[1])
