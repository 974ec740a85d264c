"""The two programs that are held against each other: the real Vale, built where a Go toolchain is, and ours."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from os import environ
from pathlib import Path

from studio.app.checking import Checked, FileChecker, flags_json

CACHE = Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bluepencil-agreement"
MODULES = {
    "3.15.2": "github.com/errata-ai/vale/v3/cmd/vale@v3.15.2",
    "3.21.0": "github.com/vale-cli/vale/v3/cmd/vale@v3.21.0",
}
"""The version our engine was described from, and a later one as a second opinion on what changed since: sentences in every
block, rules on sentences alone, places. `reasons.toml` was written for these two."""


@dataclass(frozen=True, order=True)
class Alert:
    """One alert as both programs print it; columns from 1, the last one included.

    Attributes:
        span: code points of the whole text, only of ours.
        fix: the only wording it offers for the match, empty where it takes it away; None for none or several. Only of ours.
    """

    file: str
    rule: str
    message: str
    line: int
    first: int
    last: int
    match: str = field(compare=False)
    fix: str | None = field(compare=False, default=None)
    span: tuple[int, int] = field(compare=False, default=(0, 0))

    def at(self, depth: int) -> tuple[object, ...]:
        """What is compared: rule and message (0), the line too (1), the columns too (2)."""
        whole: tuple[object, ...] = (self.file, self.rule, self.message, self.line, (self.first, self.last))
        return whole[: 3 + depth]

    @property
    def place(self) -> str:
        return f"{self.line}:{self.first}-{self.last}"


class CannotBuild(Exception):
    """There is no Vale to be had; the words say why."""


def built(version: str) -> str:
    """The program of that version, from the cache folder or built into it now.

    Raises:
        CannotBuild: without a Go toolchain, or when it says no.
    """
    folder = CACHE / version
    program = folder / "vale"
    if program.exists():
        return str(program)
    go = shutil.which("go")
    if not go:
        raise CannotBuild("there is no Go toolchain to build it with")
    folder.mkdir(parents=True, exist_ok=True)
    print(f"Building Vale {version}, once, into {folder} ...", flush=True)
    settings = {**environ, "GOBIN": str(folder), "GOFLAGS": "-mod=mod", "CGO_ENABLED": "1"}
    done = subprocess.run([go, "install", MODULES[version]], env=settings, check=False, capture_output=True, text=True)
    if done.returncode or not program.exists():
        raise CannotBuild(f"Go could not build it: {' '.join(done.stderr.split())[-300:]}")
    return str(program)


def version_of(program: str) -> str:
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip().split()[-1]


def theirs(program: str, ini: Path, files: Sequence[Path]) -> list[Alert]:
    """What Vale prints about the files; raises SystemExit with its own words where it cannot run."""
    words = [program, "--no-global", "--output=JSON", "--no-exit", f"--config={ini}", *(str(path.name) for path in files)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=files[0].parent)
    printed = json.loads(done.stdout) if done.stdout.strip().startswith("{") else {}
    if done.returncode or "Code" in printed:
        raise SystemExit(f"Vale could not run with {ini}: {done.stderr or done.stdout}")
    return sorted(_alerts(printed))


def ours(files: Sequence[Path]) -> tuple[list[Alert], dict[str, Checked]]:
    """What we print about the files with the ini above them, and each file as we read it."""
    checker = FileChecker(only={"style"})
    found = checker.check(files)
    for problem in checker.problems:
        print(f"  note: {problem}")
    flags = [(flag.span.start, flag.span.end) for checked in found.values() for flag in checked.flags]
    alerts = list(_alerts(json.loads(flags_json(found))))
    placed = (Alert(**{**vars(alert), "span": span}) for alert, span in zip(alerts, flags, strict=True))
    return sorted(placed), {Path(path).name: checked for path, checked in found.items()}


def _alerts(printed: dict[str, list[dict[str, object]]]) -> Iterator[Alert]:
    for path, rows in printed.items():
        for row in rows:
            first, last = row["Span"]  # type: ignore[misc]
            name, offers = row["Action"]["Name"], row["Action"]["Params"] or ()  # type: ignore[index]
            fix = "" if name == "remove" else offers[0] if len(offers) == 1 else None
            where = Path(path).name, row["Check"], row["Message"], row["Line"], first, last, row["Match"]
            yield Alert(*where, fix)  # type: ignore[arg-type]
