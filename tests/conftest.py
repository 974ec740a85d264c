"""What every test lives in: no display, one language, an empty home, and no stopwatch."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from studio.app.languagetool import Proofreading

# A busy machine is not a failure; speed is shown by `make bench`.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Before Qt or the program looks for them: nobody's own settings are read, and none are written."""
    home = tempfile.TemporaryDirectory(prefix="home-")
    config.add_cleanup(home.cleanup)
    os.environ["HOME"] = home.name
    for name, folder in {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "XDG_RUNTIME_DIR": ".run",
    }.items():
        place = Path(home.name, folder)
        place.mkdir(parents=True, mode=0o700)
        os.environ[name] = str(place)
    for name in [name for name in os.environ if name.startswith(("QT_", "LC_", "BLUEPENCIL_")) or name == "LANGUAGE"]:
        del os.environ[name]
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # nobody's keyring is opened by a test
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = [tool for tool in ("Xvfb", "import", "xdotool") if not shutil.which(tool)]
    if missing:
        skip = pytest.mark.skip(reason=f"needs a display of its own: {' and '.join(missing)} missing")
        for item in items:
            if item.get_closest_marker("xvfb"):
                item.add_marker(skip)


_TEAM = """
house = "Larkspur Tea Rooms"
brand = "Larkspur Tea Rooms"

[[people]]
name = "Wren"
roles = ["writer"]

[[people]]
name = "Erin"
roles = ["editor", "owner"]

[[people]]
name = "Tomasz"
roles = ["editor"]

# What people answer for themselves stands in tests of its own; here a yes is one word.
[gate.low]
checklist = "off"
[gate.normal]
checklist = "off"
[gate.high]
checklist = "off"
second_approval = "off"
"""


@pytest.fixture
def team() -> str:
    """The policy of a small house: Wren writes, Erin and Tomasz edit."""
    return _TEAM


@pytest.fixture(scope="session")
def languagetool(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> "Iterator[Proofreading]":
    """The real LanguageTool, one for all processes of a run; a house whose policy names its folder is read by it too."""
    from tests.services.languagetool.real import shared

    base = tmp_path_factory.getbasetemp()
    with shared((base if worker_id == "master" else base.parent) / "languagetool") as running:
        yield running
