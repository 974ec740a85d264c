"""What somebody gets who installs the wheel instead of cloning the repository."""

import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from studio.core.data import data_path
from studio.core.errors import NotFound

ROOT = Path(__file__).parent.parent
DATA = ("resources", "styleguides")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without the network."""
    out = tmp_path_factory.mktemp("dist")
    build = "import sys, hatchling.build; hatchling.build.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, out], cwd=ROOT, check=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    return place


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


@pytest.mark.parametrize("folder", DATA)
def test_every_guide_and_resource_travels_with_the_program(folder: str, names: set[str]) -> None:
    expected = {f"studio/data/{path.relative_to(ROOT).as_posix()}" for path in _files(ROOT / folder)}
    assert expected, f"{folder} is empty"
    assert expected <= names


def test_nothing_of_the_package_is_left_behind(names: set[str]) -> None:
    assert {path.relative_to(ROOT).as_posix() for path in _files(ROOT / "studio")} <= names


def test_tests_and_build_files_stay_at_home(names: set[str]) -> None:
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"studio", "bluepencil"}


def test_the_licences_are_in_it(wheel: Path, names: set[str]) -> None:
    (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
    with zipfile.ZipFile(wheel) as archive:
        facts = Parser().parsestr(archive.read(metadata).decode())
    assert facts["License-Expression"] == "GPL-3.0-or-later"
    fonts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "resources" / "fonts").glob("*-LICENSE.txt")}
    licences = metadata.replace("METADATA", "licenses/")
    assert {licences + name for name in {"LICENSE", *fonts}} <= names


def test_the_command_is_installed_with_it(wheel: Path, names: set[str]) -> None:
    (entry,) = (name for name in names if name.endswith("/entry_points.txt"))
    with zipfile.ZipFile(wheel) as archive:
        assert "bluepencil = studio.cli:main" in archive.read(entry).decode()


@pytest.mark.parametrize("folder", DATA)
def test_the_installed_program_finds_its_own_files(folder: str, unpacked: Path, tmp_path: Path) -> None:
    ask = "import sys; sys.path.insert(0, sys.argv[1]); from studio.core.data import data_path; print(data_path(sys.argv[2]))"
    answer = subprocess.run(
        [sys.executable, "-c", ask, unpacked, folder], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout
    assert Path(answer.strip()) == unpacked / "studio" / "data" / folder


def test_a_checkout_finds_them_beside_the_package() -> None:
    assert data_path("resources", "fonts") == ROOT / "resources" / "fonts"


def test_a_broken_installation_says_what_is_missing_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"resources/fonts is missing\. Install"):
        data_path("resources", "fonts", package=tmp_path / "studio")
