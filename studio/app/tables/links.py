"""`[links]`: the house's own sites, and what its links must carry."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

Domain = Annotated[str, Field(pattern=r"^[^\s/:@]+\.[^\s/:@]+$")]
Parameter = Annotated[str, Field(pattern=r"^[^\s?&=#]+$")]


class ChannelLinks(BaseModel):
    """What links of one channel must carry."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    tracking: tuple[Parameter, ...] = ()


class LinksEntry(BaseModel):
    """The `[links]` table; one named like a channel, such as `[links.email]`, holds for that channel alone.

    Attributes:
        own: domains of the house, their subdomains included.
        tracking: parameters that every link to an own domain carries.
    """

    REMEDY: ClassVar[str] = 'Write lists, such as own = ["our-shop.co.uk"] and tracking = ["utm_source"].'

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    own: tuple[Domain, ...] = ()
    tracking: tuple[Parameter, ...] = ()
    blog: ChannelLinks | None = None
    web: ChannelLinks | None = None
    email: ChannelLinks | None = None
    social: ChannelLinks | None = None
    support: ChannelLinks | None = None

    def tracking_for(self, channel: str) -> tuple[str, ...]:
        """The parameters that links of a channel must carry."""
        own = getattr(self, channel, None)
        return own.tracking if isinstance(own, ChannelLinks) else self.tracking
