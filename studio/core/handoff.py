"""The handoff card: what the next person has to know of a piece, as plain sentences and figures, and how it is kept.

A card keeps its times as they are on record, `2026-11-14T09:30:00Z`, for two people may read it on two clocks; whoever shows it
says them with `Card.by`. One that was kept by an earlier version has days instead, and is shown as it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

Figures = tuple[tuple[str, str], ...]

HEADINGS: Mapping[str, str] = {
    "asked": "What the AI was asked",
    "ai": "What the AI did",
    "people": "What people changed",
    "open": "What is open",
    "tone": "How it reads",
    "earlier": "Decided before",
}
"""The parts of a card that are sentences, in their order."""

NOTHING_OPEN = "Nothing is open."
NO_VERDICT = "A reading of the words, not a verdict."


@dataclass(frozen=True, slots=True)
class Card:
    """What is handed on with a piece.

    Attributes:
        asked, ai, people, open, tone, earlier: sentences, under the headings of `HEADINGS`.
        figures: names and values, as people read them.
    """

    asked: tuple[str, ...] = ()
    ai: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    figures: Figures = ()
    open: tuple[str, ...] = ()
    tone: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()

    @property
    def parts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every heading that has something below it, with its sentences."""
        for name, heading in HEADINGS.items():
            if sentences := getattr(self, name):
                yield heading, sentences

    def by(self, clock: Callable[[str], str]) -> "Card":
        """The card as it is read: every time in it as `clock` says it. What is quoted stays as somebody wrote it."""

        def told(found: re.Match[str]) -> str:
            if not found["time"]:
                return found[0]
            first, last = clock(found["time"]), clock(found["last"] or found["time"])
            return first if first == last else f"{first} to {last}"

        def say(sentence: str) -> str:
            return _TIMES.sub(told, sentence)

        said: dict[str, Any] = {name: tuple(map(say, getattr(self, name))) for name in HEADINGS}
        return replace(self, **said)

    def payload(self) -> dict[str, Any]:
        """As the history keeps it; empty parts are left out."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: [list(row) if isinstance(row, tuple) else row for row in said] for name, said in found.items() if said}

    @classmethod
    def read(cls, payload: object) -> "Card | None":
        """A card out of the history; None where there is none. What does not read like a part of one is passed over."""
        if not isinstance(payload, Mapping):
            return None
        said = {name: tuple(filter(None, map(_plain, _list(payload.get(name))))) for name in HEADINGS}
        rows = [row for row in _list(payload.get("figures")) if isinstance(row, list) and len(row) == 2]
        return cls(**said, figures=tuple((str(name), str(value)) for name, value in rows))


_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?"
_TIMES = re.compile(rf"“[^”]*”|\b(?P<time>{_TIME})(?: to (?P<last>{_TIME}))?")
"""What is quoted, to be passed over, or a time and perhaps the one it reaches to."""


def text_of(card: Card, head: tuple[str, ...] = ()) -> str:
    """The card as plain text, for an email or a chat: `head` first, then a heading and its sentences at a time."""
    blocks = ["\n".join(head)] if head else []
    for heading, sentences in card.parts:
        lines = [f"- {sentence}" for sentence in sentences]
        if heading == HEADINGS["people"]:
            lines += [f"- {name}: {value}" for name, value in card.figures]
        blocks.append("\n".join((heading.upper(), *lines)))
    return "\n\n".join(blocks) + "\n"


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""
