"""`[disclosure]`: what readers are told of AI's part in a text, and how they reach a person."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from studio.core.disclosure import Telling
from studio.core.judgement import DisclosureLevel
from studio.core.piece import Channel

_Text = Annotated[str, Field(min_length=1)]
_REACH = (Channel.EMAIL, Channel.SUPPORT)
"""Where a reader has to be able to turn to a person."""


class DisclosureEntry(BaseModel):
    """The `[disclosure]` table.

    Attributes:
        contact: how to reach a person, a sentence.
        opt_out: how to get no more emails, a sentence.
        data: which data the AI was given, as the end of "AI was given …".
        line, full: the house's own wordings; `$brand`, `$contact` and `$data` are filled in.
        channel: the least that a text of it has to say: `none`, `line` or `full`; `none` where it is not named.
    """

    REMEDY: ClassVar[str] = 'Write sentences between quotes, and levels as channel = { support = "line" }: none, line or full.'

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    contact: str = ""
    opt_out: str = ""
    data: str = ""
    line: tuple[_Text, ...] = ()
    full: tuple[_Text, ...] = ()
    channel: dict[Channel, DisclosureLevel] = {}

    def level(self, channel: Channel) -> DisclosureLevel:
        return self.channel.get(channel, DisclosureLevel.NONE)

    def telling(self, channel: Channel) -> Telling:
        """What the checks hold a text of this channel against."""
        said = tuple(filter(None, (self.opt_out,))), tuple(filter(None, (self.contact,)))
        return Telling(channel is Channel.EMAIL, channel in _REACH, *said)
