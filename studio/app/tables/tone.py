"""`[[tone]]`: how texts are meant to sound, by channel and audience."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, field_validator

from studio.core.piece import Channel
from studio.core.tone import Aim


class ToneEntry(BaseModel):
    """One `[[tone]]` table.

    Attributes:
        aim: words such as "positive, casual, calm"; see `core.tone.Aim`.
        channels: of the texts it is for; empty for all.
        audience: words that the piece's audience has to hold; empty for all.
    """

    REMEDY: ClassVar[str] = 'Write aim = "positive, casual, calm": positive, neutral or negative; formal or casual; calm.'

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    aim: Annotated[str, Field(min_length=1, max_length=100)]
    channels: tuple[Channel, ...] = ()
    audience: Annotated[str, Field(max_length=200)] = ""

    @field_validator("aim")
    @classmethod
    def _has_to_be_known(cls, value: str) -> str:
        Aim.read(value)
        return value

    def is_for(self, channel: Channel, audience: str) -> bool:
        return (not self.channels or channel in self.channels) and self.audience.casefold() in audience.casefold()

    @property
    def narrowness(self) -> int:
        """What is said of fewer texts goes before what is said of more: an audience before a channel."""
        return 2 * bool(self.audience) + bool(self.channels)


def aim_for(entries: tuple[ToneEntry, ...], channel: Channel, audience: str = "") -> Aim:
    """How a text of that channel and audience is meant to sound; of several tables the narrowest says each part first."""
    found = Aim()
    for entry in sorted((each for each in entries if each.is_for(channel, audience)), key=lambda each: -each.narrowness):
        found = found.over(Aim.read(entry.aim))
    return found
