"""The package is its own registry."""

import sys
from pathlib import Path

import pytest

from studio import checks


def test_every_check_is_found_under_its_own_id_in_a_stable_order():
    ids = [check.id for check in checks.find()]
    assert {"agreement", "claims", "grammar", "invented", "readability", "style"} <= set(ids)
    assert len(ids) == len(set(ids))
    assert ids == [check.id for check in checks.find()]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose modules the package takes for its own."""
    monkeypatch.setattr(checks, "__path__", [str(tmp_path)])
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


CHECK = (
    "from studio.core.check import BLOCK, Check\nCHECK = Check('{}', 'T', 'W', BLOCK, lambda block, context: (), examples=())\n"
)


def test_adding_a_check_is_adding_one_file(package: Path):
    (package / "tmp_one.py").write_text(CHECK.format("one"))
    (package / "_tmp_shared.py").write_text("raise RuntimeError('shared code is not loaded as a check')\n")
    assert [check.id for check in checks.find()] == ["one"]


def test_a_folder_in_which_a_check_keeps_its_work_is_not_taken_for_a_check(package: Path):
    (package / "tmp_one.py").write_text(CHECK.format("one"))
    (package / "tmp_room").mkdir()
    (package / "tmp_room" / "__init__.py").write_text("raise RuntimeError('loaded when the check runs, not before')\n")
    assert [check.id for check in checks.find()] == ["one"]


def test_a_file_without_a_check_is_named_instead_of_passed_over(package: Path):
    (package / "tmp_empty.py").write_text("")
    with pytest.raises(TypeError, match="tmp_empty"):
        checks.find()


def test_two_checks_under_one_id_are_refused(package: Path):
    (package / "tmp_one.py").write_text(CHECK.format("same"))
    (package / "tmp_two.py").write_text(CHECK.format("same"))
    with pytest.raises(ValueError, match=r"tmp_two.*same"):
        checks.find()


def test_a_module_that_does_not_load_stops_the_start_instead_of_going_missing(package: Path):
    (package / "tmp_broken.py").write_text("import no_such_module_at_all\n")
    with pytest.raises(ImportError):
        checks.find()
