"""The files that travel with the program."""

from pathlib import Path

import pytest

from studio.core.data import data_path
from studio.core.errors import NotFound


def test_installed_files_win_over_those_beside_the_package(tmp_path: Path):
    for folder in (tmp_path / "studio" / "data" / "resources", tmp_path / "resources"):
        folder.mkdir(parents=True)
    assert data_path("resources", package=tmp_path / "studio") == tmp_path / "studio" / "data" / "resources"


def test_a_checkout_finds_its_guides_and_its_sample():
    assert (data_path("styleguides") / "Plain").is_dir()
    assert data_path("resources", "sample", "policy.toml").is_file()


def test_what_is_missing_is_named_with_what_to_do(tmp_path: Path):
    with pytest.raises(NotFound, match=r"resources/sample is missing\. Install Blue Pencil again"):
        data_path("resources", "sample", package=tmp_path / "studio")
