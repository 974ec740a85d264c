"""The large house that measurements are taken on is a true one: its chain, and every table that follows from it, hold."""

import runpy
from pathlib import Path
from typing import Any

from studio.history import History

MAKING: dict[str, Any] = runpy.run_path(str(Path(__file__).parent / "make_history.py"))


def test_the_house_that_is_measured_is_whole(tmp_path):
    MAKING["make"](tmp_path / "house", 1_500, 10)
    with History.open(tmp_path / "house" / "history.db") as history:
        assert history.verify().whole
        assert len(history.tally().outcomes) == 10
        assert history.head().count > 1_000
