"""`[ai]`: what may be asked of AI services, and how."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field


class AIEntry(BaseModel):
    """The `[ai]` table.

    Attributes:
        local_only: nothing is sent to a service that runs elsewhere than on this computer, whatever anybody switches.
        second_opinion: whether a model is asked for claims and tone too; it adds to what the rules find and decides nothing.
        show: `always` shows what goes out before each call; `personal` only where something personal was masked, or the service
            is not on this computer.
        most_words: in one call; a longer text is refused before anything goes out.
    """

    REMEDY: ClassVar[str] = 'Write local_only = true or false, second_opinion = true or false, show = "always" or "personal".'

    model_config = ConfigDict(extra="forbid", frozen=True)

    local_only: bool = False
    second_opinion: bool = False
    show: Literal["always", "personal"] = "always"
    most_words: Annotated[int, Field(ge=100, le=500_000)] = 20_000
