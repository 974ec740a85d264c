"""A house of three people with a real workspace on disk, clocks that a test turns, and a hand that types."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from studio import formats
from studio.app.intake import Options, take_in
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.edit import Cause, Edit
from studio.core.span import Span

POLICY = """
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
roles = ["editor", "writer"]

# What people answer for themselves stands in tests of its own; here a yes is one word.
[gate.low]
checklist = "off"
[gate.normal]
checklist = "off"
[gate.high]
checklist = "off"
second_approval = "off"
"""
CLEAN = "# Slow tea\n\nWe make a pot of tea. Come in and sit down.\n"


class Clock:
    """The wall and the stopwatch at once; both move only when a test says so."""

    def __init__(self) -> None:
        self.wall, self.seconds = datetime(2026, 11, 24, 9, 0, tzinfo=UTC), 0.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)


class House:
    """An open workspace and short ways to say what people do in it."""

    def __init__(self, root: Path, policy: str = POLICY) -> None:
        self.root, self.clock = root, Clock()
        root.mkdir(parents=True, exist_ok=True)
        (root / "policy.toml").write_text(policy, encoding="utf-8")
        (root / ".vale.ini").write_text("StylesPath = styleguides\n\n[*]\nBasedOnStyles = Plain, AITells\n", encoding="utf-8")
        self.workspace = Workspace.furnish(root, now=self.clock.now, monotonic=self.clock.monotonic)

    def reopen(self) -> None:
        self.workspace.close()
        self.workspace = Workspace.open(self.root, now=self.clock.now, monotonic=self.clock.monotonic)

    def rule(self, policy: str) -> None:
        """Put another policy in force."""
        (self.root / "policy.toml").write_text(policy, encoding="utf-8")
        self.reopen()

    def bring(self, text: str = CLEAN, by: str = "Wren", **options: Any) -> str:
        draft = formats.read_bytes(text.encode(), "draft.md")
        return take_in(self.workspace, draft, self.workspace.person(by), Options(**options))

    def sit(self, piece: str, who: str = "Wren", *, checked: bool = True) -> ReviewSession:
        session = self.workspace.session(piece, self.workspace.person(who))
        if checked:
            session.check_now()
        return session

    def approved(self, text: str = CLEAN, by: str = "Erin") -> str:
        """A piece that Wren handed on and somebody approved."""
        piece = self.bring(text)
        self.sit(piece).submit(by)
        self.sit(piece, by).approve()
        return piece


def swap(session: ReviewSession, old: str, new: str, cause: Cause = Cause.TYPED) -> None:
    """Replace the first `old` on the desk, as one keystroke would."""
    start = session.text.index(old)
    session.apply(Edit(Span(start, start + len(old)), new, cause))


@pytest.fixture
def type_over() -> Callable[..., None]:
    return swap


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "my brand")
    yield made
    made.workspace.close()


@pytest.fixture
def open_house() -> Iterator[Callable[[Path], House]]:
    """Makes houses wherever a test wants them, and closes them."""
    made: list[House] = []

    def open_it(root: Path) -> House:
        made.append(House(root))
        return made[-1]

    yield open_it
    for each in made:
        each.workspace.close()


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Put the computer somewhere: `zone("Pacific/Auckland")`."""

    def put(where: str) -> None:
        monkeypatch.setenv("TZ", where)
        time.tzset()

    yield put
    monkeypatch.undo()
    time.tzset()
