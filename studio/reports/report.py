"""What a report is: the contract between the kinds of report and the ways out."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from studio.core.events import Head, Verification
from studio.core.phrases import count
from studio.reports import verdict


@dataclass(frozen=True, slots=True)
class Table:
    """What a spreadsheet shows. Every row has a text for every column; texts are exact, hidden characters included."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Report(ABC):
    """A finished report: plain data, and the three shapes from which every way out is made.

    Attributes:
        kind: its name on the command line; `title` as people read it.
        made: when, UTC, ISO 8601; `made_by` by whom.
        period: first and last day, empty where that end is open.
        head, verification: the end of the chain, and what checking it found.
        redacted: that personal data were taken out of it, and how, a sentence each; empty where they were not.
    """

    kind: ClassVar[str]
    title: ClassVar[str]

    workspace: str
    made: str
    made_by: str
    period: tuple[str, str]
    head: Head
    verification: Verification
    redacted: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    @abstractmethod
    def is_empty(self) -> bool:
        """Whether there was nothing to tell."""

    @abstractmethod
    def page(self) -> str:
        """One whole HTML page, for a stranger; see `page`."""

    @abstractmethod
    def table(self) -> Table:
        """The same as rows."""

    @abstractmethod
    def record(self) -> dict[str, Any]:
        """The same as plain JSON: begins with `opening` and holds everything."""

    def remarks(self) -> tuple[tuple[str, str], ...]:
        """What the table needs said beside it, as name and text: figures, how they were counted."""
        return ()

    def cautions(self) -> tuple[str, ...]:
        """What whoever hands it on must know because it is not whole, a sentence each."""
        return ()

    @property
    def unchecked(self) -> str:
        """That nobody checked the history for this report, in two sentences; empty where somebody did."""
        if self.verification.checked:
            return ""
        return (
            f"The history was not checked for this report: it holds {count(self.head.count, 'entry', 'entries')}, and checking"
            " all of them takes minutes. `bluepencil verify` does it, and with `--anchor` it holds this report against it."
        )

    @property
    def state(self) -> str:
        """Of the history, in a word or two, for the foot of every page."""
        return verdict.state(self.verification)

    @property
    def headline(self) -> str:
        """What is wrong with the history; empty where nothing is."""
        return verdict.headline(self.verification)

    @property
    def advice(self) -> str:
        """What not to rely on, one sentence; empty where nothing is wrong."""
        return verdict.advice(self.verification)

    @property
    def anchor(self) -> str:
        """The start of the chain's head for the foot of every page; it stands in a style sheet, so nothing but hex may."""
        return "".join(sign for sign in self.head.hash[:16] if sign in "0123456789abcdef")

    def opening(self, version: int) -> dict[str, Any]:
        """The keys every record begins with; `verify --anchor` reads the head."""
        first, last = self.period
        found = self.verification
        return {
            "report": self.kind,
            "format": version,
            "workspace": self.workspace,
            "made": self.made,
            "made_by": self.made_by,
            "period": {"from": first, "to": last},
            "head": asdict(self.head),
            "verification": {
                "checked": found.checked,
                "whole": found.whole if found.checked else None,
                "count": found.count,
                "broken": found.broken,
                "problem": found.problem,
                "problems": list(found.problems),
                "remarks": list(found.remarks),
                "purged": found.gone,
            },
        } | ({"redacted": list(self.redacted)} if self.redacted else {})


class Need(StrEnum):
    """What a kind of report is made from; `app.gathering` fetches it.

    `APPROVED`: `PieceRecord`s with the text that was approved last, where one was. `DESK`: `PieceRecord`s with the working
    text. `FIGURES`: a `Tally` without its rules; `APPROVALS`: each `Yes` in reach, the oldest first; `RULES`: a pair of a `Tally`
    and every decision on a proposal, as events. `VOICE`: a `Hearing`, see `voicing`; `BIAS`: the same, with what the guide
    Inclusive flags. `AI_USE`: every call in reach, the oldest first.
    """

    APPROVED = "approved"
    DESK = "desk"
    FIGURES = "figures"
    APPROVALS = "approvals"
    RULES = "rules"
    VOICE = "voice"
    BIAS = "bias"
    AI_USE = "ai-use"


@dataclass(frozen=True)
class Kind:
    """One kind of report. A module of `studio.reports` that holds a `KIND` is found by itself.

    Attributes:
        name: on the command line and in file names.
        title: as people read it.
        about: what it tells, a sentence, for whoever chooses.
        build: `build(material, workspace=…, made=…, made_by=…, head=…, verification=…, period=…)`: see `Report` for what they
            are; the material is what `needs` says. Raises `BadInput` when the period is none.
        needs: what it is made from.
    """

    name: str
    title: str
    about: str
    build: Callable[..., Report]
    needs: Need
