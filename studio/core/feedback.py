"""What readers said of published pieces, and what came of them: ratings, comments and outcome figures.

Figures are put together only where they are of one kind, one name, one unit and one source, and never told without how many they
are: four stars of five and eight points of ten have no middle, and neither have the opens of two tools that count differently.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from studio.core.events import Event
from studio.core.phrases import count
from studio.core.piece import Piece
from studio.core.times import short


class FeedbackKind(StrEnum):
    RATING = "rating"
    COMMENT = "comment"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One thing that somebody said or counted.

    Attributes:
        number: of its entry in the history.
        piece: what it is about.
        name: what was rated or counted, `opens` say; empty for a comment.
        value: None for a comment. `unit`: what it is counted in, or of how many: `%`, `hours`, `of 5`.
        text: a comment's words; empty where there are none, or they were deleted.
        source: where it comes from.
        since, when: first and last day that it is about, ISO 8601; `since` is empty where it is one day.
        who: who noted it here.
    """

    number: int
    piece: Piece
    kind: FeedbackKind
    name: str
    value: float | None
    unit: str
    text: str
    source: str
    since: str
    when: str
    who: str

    @property
    def said(self) -> str:
        """The figure as people read it: `4.5 of 5`, `31 %`; empty for a comment."""
        return "" if self.value is None else figure(self.value, self.unit)


def figure(value: float, unit: str) -> str:
    """`4.5 of 5`, `1,204 opens`."""
    return f"{value:,.2f}".rstrip("0").rstrip(".") + (f" {unit}" if unit else "")


@dataclass(frozen=True, slots=True)
class Summed:
    """All of one kind, name, unit and source.

    Attributes:
        many: how many there are; over how many `pieces`.
        middle, low, high: of the values; None for comments.
        first, last: days, ISO 8601.
    """

    kind: FeedbackKind
    name: str
    unit: str
    source: str
    many: int
    pieces: int
    middle: float | None
    low: float | None
    high: float | None
    first: str
    last: str

    @property
    def title(self) -> str:
        return "Comments" if self.kind is FeedbackKind.COMMENT else self.name[:1].upper() + self.name[1:]

    @property
    def told(self) -> str:
        """ "4.5 of 5 in the middle of 3, from 2 to 5"; of one figure, itself."""
        if self.middle is None or self.low is None or self.high is None:
            return count(self.many, "comment")
        if self.many == 1:
            return f"{figure(self.middle, self.unit)}, one figure"
        ends = f"from {figure(self.low, '')} to {figure(self.high, '')}"
        return f"{figure(self.middle, self.unit)} in the middle of {self.many:,}, {ends}"

    @property
    def days(self) -> str:
        return short(self.first) if self.first == self.last else f"{short(self.first)} to {short(self.last)}"

    @property
    def sentence(self) -> str:
        """Name, figure, origin and days, for a list with one line each."""
        over = f" on {count(self.pieces, 'piece')}" if self.pieces > 1 else ""
        return f"{self.title}: {self.told}{over}. {self.source}, {self.days}."

    def record(self) -> dict[str, object]:
        """As plain JSON."""
        numbers = {"middle": self.middle, "low": self.low, "high": self.high}
        rounded = {name: None if value is None else round(value, 4) for name, value in numbers.items()}
        named = {"kind": self.kind.value, "name": self.name, "unit": self.unit, "source": self.source}
        return {**named, "many": self.many, "pieces": self.pieces, **rounded, "from": self.first, "to": self.last}


def summed(rows: Iterable[Feedback]) -> tuple[Summed, ...]:
    """Put together what belongs together: outcomes, then ratings, then comments, each by name and source."""
    groups: dict[tuple[FeedbackKind, str, str, str], list[Feedback]] = {}
    for each in rows:
        groups.setdefault((each.kind, each.name.casefold(), each.unit.casefold(), each.source.casefold()), []).append(each)
    made = []
    for found in groups.values():
        values = [each.value for each in found if each.value is not None]
        first = found[0]
        made.append(
            Summed(
                kind=first.kind,
                name=first.name,
                unit=first.unit,
                source=first.source,
                many=len(found),
                pieces=len({each.piece.id for each in found}),
                middle=median(values) if values else None,
                low=min(values, default=None),
                high=max(values, default=None),
                first=min(each.since or each.when for each in found),
                last=max(each.when for each in found),
            )
        )
    order = (FeedbackKind.OUTCOME, FeedbackKind.RATING, FeedbackKind.COMMENT)
    return tuple(sorted(made, key=lambda each: (order.index(each.kind), each.name.casefold(), each.source.casefold())))


def read(events: Iterable[Event], pieces: Mapping[str, Piece]) -> tuple[Feedback, ...]:
    """What the history has of pieces that are known, the oldest first; what was deleted, or does not read like it, is left out.

    Args:
        events: of the type `feedback.noted`.
        pieces: by id.
    """
    found = []
    for event in events:
        said, piece = event.payload, pieces.get(event.piece)
        if said is None or piece is None or said.get("kind") not in set(FeedbackKind):
            continue
        number = said.get("value")
        value = float(number) if isinstance(number, int | float) and not isinstance(number, bool) else None
        kind = FeedbackKind(said["kind"])
        if (value is None) is not (kind is FeedbackKind.COMMENT):
            continue
        words = {name: str(said.get(name) or "") for name in ("name", "unit", "text", "source", "since", "when")}
        found.append(Feedback(event.number, piece, kind, value=value, who=event.actor.name, **words))
    return tuple(found)
