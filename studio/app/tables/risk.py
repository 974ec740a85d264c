"""`[risk]`: how much is at stake, by channel, by content type and by what a text speaks of."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from studio.core.risk import SUBJECTS, Risk

Word = Annotated[str, Field(min_length=1)]


class RiskEntry(BaseModel):
    """The `[risk]` table.

    Attributes:
        base: of a piece in which nothing is found; `channel` and `type` (the content type's name) say otherwise for theirs.
            Where both do, the higher counts.
        high: subjects that put a text at high risk: those of `core.risk.SUBJECTS`, and the house's own from `words`.
        words: words by which a subject is seen, beside the claims and the built-in words; `recall*` stands for every word
            that begins so.
    """

    REMEDY: ClassVar[str] = 'Write base = "normal", high = ["price", "health"] and words as lists; risks are low, normal, high.'

    model_config = ConfigDict(extra="forbid", frozen=True)

    base: Risk = Risk.NORMAL
    channel: dict[str, Risk] = {}
    type: dict[str, Risk] = {}
    high: tuple[Word, ...] = ("price", "offer", "guarantee", "health", "finance", "legal")
    words: dict[str, tuple[Word, ...]] = {}

    @property
    def subjects(self) -> tuple[str, ...]:
        """Every subject that the house knows."""
        return (*SUBJECTS, *(name for name in self.words if name not in SUBJECTS))

    def base_of(self, channel: str, content_type: str) -> tuple[Risk, str]:
        """The risk that a piece begins with, and what makes it so ("channel email"); empty where nothing special does."""
        found = [(self.channel[channel], f"channel {channel}")] if channel in self.channel else []
        wanted = content_type.casefold()
        found += [(risk, f"content type {name}") for name, risk in self.type.items() if wanted and name.casefold() == wanted]
        return max(found, key=lambda each: each[0].rank, default=(self.base, ""))
