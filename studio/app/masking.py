"""What an AI service would be sent for a piece: its brief and its text with placeholders for everything personal.

Nothing is sent here. The table that turns placeholders back stays in memory: it is written nowhere unless somebody at the command
line asks for it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studio.app.session import ReviewSession
from studio.core.check import Context
from studio.core.errors import BadInput
from studio.core.masking import Masks, find, mask, placeholders_in, unmask
from studio.core.personal import NOTHING, REGIONS, Found, Kind, Own, own_of
from studio.core.personal.disguises import anyhow
from studio.core.personal.kinds import RANK


@dataclass(frozen=True, slots=True)
class Part:
    """A text as it would go out; `title` says which."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Everything that would go out for one call.

    Attributes:
        masks: what the placeholders stand for; never goes out.
    """

    parts: tuple[Part, ...]
    masks: Masks

    @property
    def used(self) -> tuple[tuple[str, str], ...]:
        """Each placeholder that stands in a part, in reading order, with what it stands for."""
        found: dict[str, str] = {}
        for part in self.parts:
            for start, end, datum in placeholders_in(part.text, self.masks):
                found.setdefault(part.text[start:end], datum)
        return tuple(found.items())

    def restored(self, answer: str) -> str:
        """What came back, with everything personal in it again."""
        return unmask(answer, self.masks)


def outgoing(session: ReviewSession) -> Outgoing:
    """What a call about this piece would send: the brief, then the text as it is this moment."""
    return together([Part("Brief", session.piece.brief), Part("Text", session.text)], session.context)


def together(parts: Iterable[Part], known: Context) -> Outgoing:
    """Texts that go out in one call, masked; empty ones are left out.

    What is personal in one of them is masked in every other, those before it too. Nothing that a brief says counts as given out
    by the house: a brief tells how to reach customers as well.

    Args:
        known: what the checks know of the house: what it gives out itself is no secret.
    """
    region = REGIONS.get(known.dialect, "GB")
    own = own_of(known.own, known.facts, "", region)
    every = [part for part in parts if part.text.strip()]
    texts = [text for part in every for text in (part.title, part.text)]
    found = [find(text, region, own) for text in texts]
    masks = Masks()
    for _ in range(2):  # the second time everything is known from the beginning
        made = list[str]()
        for text, places in zip(texts, found, strict=True):
            masked, masks = mask(text, places, masks)
            made.append(masked)
    return Outgoing(tuple(Part(*pair) for pair in zip(made[::2], made[1::2], strict=True)), masks)


def also(sent: Outgoing, words: str) -> Outgoing:
    """The same with these words masked as well, wherever they stand in it, whatever their capitals, blanks and apostrophes.

    Args:
        words: as they stand in what goes out; a placeholder among them stands for what it stands for.
    Raises:
        BadInput: there are no words, or nothing of them stands there.
    """
    pattern = _anyhow(sent.restored(words))
    masks, made, many = sent.masks, list[str](), 0
    for text in [text for part in sent.parts for text in (part.title, part.text)]:
        plain = sent.restored(text)
        places = [Found(_kind_of(match[0]), *match.span()) for match in pattern.finditer(plain)]
        many += len(places)
        masked, masks = mask(plain, places, masks)
        made.append(masked)
    if not many:
        raise BadInput("These words do not stand in what goes out.", "Select them there.")
    return Outgoing(tuple(Part(*pair) for pair in zip(made[::2], made[1::2], strict=True)), masks)


def masked_like(text: str, before: Outgoing, after: Outgoing) -> str:
    """A text that was masked like `before`, masked like `after`."""
    return mask(before.restored(text), (), after.masks)[0]


def _anyhow(words: str) -> "re.Pattern[str]":
    """Raises: BadInput, where there are no words."""
    if not any(map(str.isalnum, words)):
        raise BadInput("There are no words to mask.", "Select first what should not leave.")
    return re.compile(anyhow(words))


def _kind_of(words: str) -> Kind:
    """What it is, where its look says so, so that the model can write around it."""
    found = [each.kind for each in find(words) if each.start == 0 and each.end == len(words)]
    return min(found, key=RANK.__getitem__, default=Kind.PRIVATE)


def masked(text: str, dialect: str = "british", own: tuple[str, ...] = (), facts: str = "") -> tuple[str, Masks]:
    """A text that belongs to no piece, masked.

    Args:
        own, facts: what the house gives out itself.
    """
    region = REGIONS.get(dialect, "GB")
    mine: Own = own_of(own, facts, "", region) if own or facts else NOTHING
    return mask(text, find(text, region, mine))


def masks_in(path: Path) -> Masks:
    """The table of a file.

    Raises:
        BadInput: it cannot be read, or is no such table.
    """
    try:
        return Masks.from_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", "Check the name.") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not written in UTF-8.", "Give the file that `bluepencil mask --table` wrote.") from None
