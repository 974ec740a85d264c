"""`[retention]`: when a text is due to be deleted."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from studio.app.tables.numbers import Days
from studio.core.piece import Channel


class RetentionEntry(BaseModel):
    """The `[retention]` table: after how many days without an event a text is due to be deleted; 0 for never.

    What is written most narrowly counts: a brand's channel, then the brand (its `days`), then the channel, then `days`.
    """

    REMEDY: ClassVar[str] = "Write whole days, such as days = 365; 0 is never, and 36,500 the most."

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: Days = 0
    channel: dict[str, Days] = {}
    brand: dict[str, Days | dict[str, Days]] = {}

    def days_for(self, brand: str, channel: Channel) -> tuple[int, str]:
        """The days, and what they are written for, as the end of a sentence: "for support at Mill"."""
        own = next((value for name, value in self.brand.items() if name.casefold() == brand.casefold()), None)
        within = own if isinstance(own, dict) else {} if own is None else {"days": own}
        if channel.value in within:
            return within[channel.value], f"for {channel.value} at {brand}"
        if "days" in within:
            return within["days"], f"for {brand}"
        if channel.value in self.channel:
            return self.channel[channel.value], f"for {channel.value}"
        return self.days, "for every piece"
