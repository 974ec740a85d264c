"""`[privacy]`: what is the house's own and nobody's secret."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field


class PrivacyEntry(BaseModel):
    """The `[privacy]` table.

    Attributes:
        own: telephone numbers, addresses, handles and names that the house gives out itself, so that they are not flagged. What
            the page of facts and the contact lines of a brief say is known without it.
    """

    REMEDY: ClassVar[str] = 'Write what the house gives out itself as a list, such as own = ["01632 960 100", "@larkspurtea"].'

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    own: tuple[Annotated[str, Field(min_length=1)], ...] = ()
