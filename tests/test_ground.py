"""The ground the house stands on: what is installed, who may import whom, what lies at the top, what the README promises."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
AT_THE_TOP = {
    "studio", "styleguides", "resources", "tests",
    "pyproject.toml", "README.md", "Makefile", "LICENSE", "CHANGELOG.md",
}  # fmt: skip


def _requirements(lines: list[str], name: str, python: str) -> list[Requirement]:
    """The requirements on `name` that hold for this Python."""
    found = [Requirement(line) for line in lines]
    spelled = [r for r in found if r.name.lower().replace("_", "-") == name]
    return [r for r in spelled if r.marker is None or r.marker.evaluate({"python_version": python})]


def _pins() -> list[str]:
    lines = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Every file under version control."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    # The home is an empty one here, so what the user's git calls safe is not known.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name]


def test_a_long_day_of_qt_calls_does_not_abort_the_program(qapp: QApplication) -> None:
    # From Python 3.12 on None is immortal and its count stands still; below, PySide6 6.12.0 takes one per call.
    before = sys.getrefcount(None)
    for _ in range(1000):
        qapp.processEvents()
    assert sys.getrefcount(None) - before > -100


def test_no_python_below_3_12_gets_the_qt_that_aborts(project: dict[str, list[str]]) -> None:
    (below,) = _requirements(project["dependencies"], "pyside6-essentials", "3.11")
    assert not below.specifier.contains("6.12.0")
    assert below.specifier.contains("6.11.3")


@pytest.mark.parametrize("python", PYTHONS)
def test_everything_asked_for_is_pinned_to_one_version_that_fits(project: dict[str, object], python: str) -> None:
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["dev"], *extras["java"]]  # type: ignore[index, misc]
    for requirement in map(Requirement, asked):
        if requirement.marker and not requirement.marker.evaluate({"python_version": python}):
            continue
        name = requirement.name.lower().replace("_", "-")
        (pin,) = _requirements(_pins(), name, python)
        assert str(pin.specifier).startswith("=="), pin
        assert requirement.specifier.contains(str(pin.specifier)[2:]), f"{requirement} is pinned to {pin.specifier}"


def _contracts(root: Path) -> str:
    """What import-linter says of the checkout in `root`."""
    check = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, '.'); {check}"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True).stdout


def test_every_room_keeps_its_contract() -> None:
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", said := _contracts(ROOT)), said


def test_a_room_that_breaks_its_contract_is_found_out(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "studio", tmp_path / "studio", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = {
        "checks/__init__.py": "import PySide6.QtCore\nimport studio.guides\n",
        "reports/__init__.py": "import sqlite3\n",
        "formats/__init__.py": "import socket\n",
        "core/__init__.py": "import threading\n",
    }
    for name, line in planted.items():
        with (tmp_path / "studio" / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}")
    assert "Contracts: 0 kept, 5 broken" in (said := _contracts(tmp_path)), said


def test_a_newcomer_finds_only_known_names_at_the_top(tracked: list[Path]) -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in tracked}
    assert {top for top in tops if not top.startswith(".")} <= AT_THE_TOP


def test_every_make_command_the_readme_gives_exists() -> None:
    given = set(re.findall(r"^make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"run", "test"} <= given <= targets


# Written so that this file does not find itself.
NOT_OURS = re.compile(
    r"(?<![\w.:/])/(?:wor[k]|roo[t]|farm|home/[a-z]+|Users/[A-Za-z]+)/"
    r"|https?://(?:[a-z0-9-]+\.)*(?:registr[y]|pyp[i]|pythonhoste[d]|mirro[r]s?|artifactor[y]|nexu[s])[a-z0-9-]*\."
    r"|--(?:extra-)?index-ur[l]"
)


def test_no_file_names_somebodys_machine_or_a_package_index(tracked: list[Path]) -> None:
    found = []
    for path in tracked:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in NOT_OURS.finditer(text)]
    assert not found, "\n".join(found)


def test_asking_for_help_does_not_load_qt() -> None:
    ask = (
        "import sys; sys.argv = ['bluepencil', '--help']\n"
        "from studio.cli import main\n"
        "try:\n    main()\nfinally:\n    print(sorted({name.split('.')[0] for name in sys.modules} & {'PySide6', 'openai'}))"
    )
    answer = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    assert "demo" in answer.stdout
    assert answer.stdout.rstrip().endswith("[]"), answer.stdout
