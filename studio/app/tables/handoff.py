"""`[handoff]`: what handing a piece on asks for."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from studio.core.gate import Level


class HandoffEntry(BaseModel):
    """The `[handoff]` table.

    Attributes:
        question: whether whoever hands on has to say, in a note or a question, what the next person should look at.
    """

    REMEDY: ClassVar[str] = 'Write question = "required", "recommended" or "off".'

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Level = Level.RECOMMENDED
