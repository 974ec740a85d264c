"""The real server for tests: put together once by Maven; why it cannot be had here, as the reason of a skip.

It takes its time to start, so all tests of a run share one: see the fixture `languagetool`. Those that kill it run their own,
by `alone`.
"""

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import pytest

from studio.app import languagetool as use
from studio.app.tables.languagetool import LanguageToolEntry
from studio.core.proofreading import Wish
from studio.services.languagetool import Installed, find_java, installed

_SCRIPT = Path(__file__).parents[3] / ".ci" / "languagetool" / "assemble.py"


@lru_cache(maxsize=1)
def assembly() -> object:
    """The script, as a module."""
    made = importlib.util.spec_from_file_location("assemble_languagetool", _SCRIPT)
    script = importlib.util.module_from_spec(made)
    made.loader.exec_module(script)
    return script


@lru_cache(maxsize=1)
def _assembled() -> tuple[Path, str]:
    return assembly().FOLDER, assembly().assemble()


def real() -> tuple[str, Installed]:
    """A Java and the real LanguageTool; skips the test, saying why, where it cannot be had."""
    java, why = find_java()
    if why:
        pytest.skip(f"no LanguageTool here: {why}")
    folder, why = _assembled()
    if why:
        pytest.skip(f"no LanguageTool here: {why}")
    found = installed(folder)
    assert found
    return java, found


@contextmanager
def shared(common: Path) -> Iterator[use.Proofreading]:
    """One server for everybody who names the same folder, in this process and beside it: whoever comes first runs it."""
    _, found = real()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(use, "shared_place", lambda: common)
        holder = use.Proofreading(LanguageToolEntry(folder=str(found.folder)))
        holder.read("The shop opens at nine.", Wish())
        yield holder
        holder.stop()


def alone(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Installed:
    """The real one, which this test starts for itself and may kill."""
    monkeypatch.setattr(use, "shared_place", lambda: folder / "shared")
    return real()[1]
