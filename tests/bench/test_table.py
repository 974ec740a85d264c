"""The table `make bench` ends with says what the measurements said."""

import runpy
from pathlib import Path
from typing import Any

import pytest

BENCH: dict[str, Any] = runpy.run_path(str(Path(__file__).parent / "__main__.py"))


@pytest.mark.parametrize(
    ("line", "ratio", "sign", "target", "met"),
    [
        ("history.commit       0.95  target <= 1.5   a commit against a raw INSERT; ours 0.159 ms", 0.95, "<=", 1.5, True),
        ("claims, words a second    103,989.86 target >= 20000    met (94.0 / 0.09)", 103989.86, ">=", 20000, True),
        ("    4.8x the words per second of write-good 1.0.8 (target >= 5x): 286,469 against 60,286", 4.8, ">=", 5, False),
    ],
)
def test_a_ratio_is_set_beside_its_target(line: str, ratio: float, sign: str, target: float, met: bool) -> None:
    row = BENCH["read"](line)
    assert (row.ratio, row.sign, row.target, row.met) == (ratio, sign, target, met)


@pytest.mark.parametrize("line", ["10,000-word piece: 9413 words, 712 blocks", "  6.9x of the same without the Markdown", ""])
def test_a_line_without_a_target_is_no_row(line: str) -> None:
    assert BENCH["read"](line) is None


def test_a_missed_target_is_said_in_the_table() -> None:
    lines = [BENCH["read"](f"speed {ratio} target >= 2") for ratio in (1.0, 3.0)]
    assert [line.split()[-1] for line in BENCH["table"](lines)] == ["MISSED", "met"]
