"""Runs every measurement of this folder, one after the other, and ends with one table: what, ratio, target, met or not.

Run it: `make bench`, or `python tests/bench/__main__.py [NAME...]` for `bench_NAME.py` only. Each script runs in a process
of its own. A line of its output that names a target becomes a row; it holds the ratio right before the word `target`, or
as the first number with an `x`. Ends with 1 when a script fails; a target that is missed is shown, not punished, for the
machine may be busy.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).parent
TARGET = re.compile(r"\btarget\s+(?P<sign>[<>]=)\s*(?P<target>[\d.,]+)")
BEFORE = re.compile(r"(?P<name>.*?)\s+(?P<ratio>[\d.,]+)x?\s+target\b")
TIMES = re.compile(r"\s*(?P<ratio>[\d.,]+)x\s+(?P<name>.*?)\s*\(?target\b")


@dataclass(frozen=True)
class Row:
    """One measure beside its target; `sign` is `>=` or `<=`."""

    name: str
    ratio: float
    sign: str
    target: float

    @property
    def met(self) -> bool:
        return self.ratio >= self.target if self.sign == ">=" else self.ratio <= self.target


def read(line: str) -> Row | None:
    """The row a line of a measurement's output stands for, if it names a target."""
    aim, measure = TARGET.search(line), BEFORE.match(line) or TIMES.match(line)
    if not (aim and measure):
        return None
    number = {"ratio": measure["ratio"], "target": aim["target"]}
    ratio, target = (float(text.replace(",", "").rstrip(".")) for text in number.values())
    return Row(measure["name"].strip(), ratio, aim["sign"], target)


def table(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as lines for people."""
    rows = list(rows)
    width = max((len(row.name) for row in rows), default=0)
    for row in rows:
        yield f"{row.name:{width}} {row.ratio:12,.2f}   {row.sign} {row.target:<8,g} {'met' if row.met else 'MISSED'}"


def measure(script: Path) -> tuple[list[Row], bool]:
    """Run one script, show what it says as it says it; returns its rows and whether it came through."""
    room = script.stem.removeprefix("bench_")
    print(f"\n== {room}", flush=True)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"}
    rows = []
    command = [sys.executable, script]
    with subprocess.Popen(command, cwd=HERE.parents[1], env=environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for line in run.stdout:
            print(line, end="", flush=True)
            if row := read(line):
                rows.append(replace(row, name=f"{room}: {row.name}"))
    return rows, run.returncode == 0


def main(names: list[str]) -> int:
    scripts = sorted(path for path in HERE.glob("bench_*.py") if not names or path.stem.removeprefix("bench_") in names)
    rows, failed = list[Row](), list[str]()
    for script in scripts:
        found, came_through = measure(script)
        rows += found
        if not came_through or not found:
            failed.append(script.name)
    print("\n== ratios and targets")
    print("\n".join(table(rows)))
    print(f"{sum(row.met for row in rows)} of {len(rows)} targets met.")
    if failed:
        print(f"Failed, or measured nothing: {', '.join(failed)}")
    return 1 if failed or not scripts else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
