"""`[routing]`: which work AI leads, which people lead, and how much of a text may then stay as the AI wrote it."""

from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from studio.app.tables.numbers import Share


class Lead(StrEnum):
    AI = "ai_led"
    MIXED = "mixed"
    HUMAN = "human_led"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {Lead.AI: "AI-led", Lead.MIXED: "AI and people", Lead.HUMAN: "human-led"}


class RoutingEntry(BaseModel):
    """The `[routing]` table.

    Attributes:
        ai_led, mixed, human_led: most per cent of a text that may stand as the AI wrote it; 100 is no limit.
        lead: who leads where nothing else is said; `channel` and `type` (the content type's name) say so for theirs. The
            content type counts before the channel.
    """

    REMEDY: ClassVar[str] = 'Write per cent, such as human_led = 40, and who leads: "ai_led", "mixed" or "human_led".'

    model_config = ConfigDict(extra="forbid", frozen=True)

    ai_led: Share = 100
    mixed: Share = 80
    human_led: Share = 40
    lead: Lead = Lead.AI
    channel: dict[str, Lead] = {}
    type: dict[str, Lead] = {}

    def of(self, channel: str, content_type: str, own: str = "") -> tuple[Lead, int]:
        """Who leads such a piece, and the most per cent of it that may stand as the AI wrote it.

        Args:
            own: what the content type's own file says, which counts where this table names no such type.
        """
        wanted = content_type.casefold()
        of_type = next((lead for name, lead in self.type.items() if wanted and name.casefold() == wanted), None)
        lead = of_type or (Lead(own) if own else self.channel.get(channel, self.lead))
        return lead, {Lead.AI: self.ai_led, Lead.MIXED: self.mixed, Lead.HUMAN: self.human_led}[lead]
