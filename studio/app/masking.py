"""What an AI service would be sent for a piece: its brief and its text with placeholders for everything personal.

Nothing is sent here. The table that turns placeholders back stays in memory: it is written nowhere unless somebody at the command
line asks for it.
"""

from dataclasses import dataclass
from pathlib import Path

from studio.app.session import ReviewSession
from studio.checks.privacy import own_in
from studio.core.errors import BadInput
from studio.core.masking import Masks, find, mask, placeholders_in, unmask
from studio.core.personal import NOTHING, REGIONS, Own, own_of


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
    context = session.context
    own, region = own_in(context), REGIONS.get(context.dialect, "GB")
    masks, parts = Masks(), list[Part]()
    for title, text in (("Brief", session.piece.brief), ("Text", session.text)):
        if text.strip():
            masked, masks = mask(text, find(text, region, own), masks)
            parts.append(Part(title, masked))
    return Outgoing(tuple(parts), masks)


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
