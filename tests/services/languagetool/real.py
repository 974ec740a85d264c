"""The real server for tests: put together once by Maven; why it cannot be had here, as the reason of a skip."""

import importlib.util
from functools import lru_cache
from pathlib import Path

import pytest

from studio.services.languagetool import Installed, find_java, installed

_SCRIPT = Path(__file__).parents[3] / ".ci" / "languagetool" / "assemble.py"


@lru_cache(maxsize=1)
def _assembled() -> tuple[Path, str]:
    made = importlib.util.spec_from_file_location("assemble_languagetool", _SCRIPT)
    script = importlib.util.module_from_spec(made)
    made.loader.exec_module(script)
    return script.FOLDER, script.assemble()


def real() -> tuple[str, Installed]:
    """A Java and the real LanguageTool; skips the test, saying why, where Java or Maven is missing."""
    java, why = find_java()
    if why:
        pytest.skip(f"no LanguageTool here: {why}")
    folder, why = _assembled()
    if why:
        pytest.skip(f"no LanguageTool here: {why}")
    found = installed(folder)
    assert found
    return java, found
