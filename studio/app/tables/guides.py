"""`[guides]`: rules on trial."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field


class GuidesEntry(BaseModel):
    """The `[guides]` table."""

    REMEDY: ClassVar[str] = 'Name the rules as a list, such as trial = ["Plain.Jargon"].'

    model_config = ConfigDict(extra="forbid", frozen=True)

    trial: tuple[Annotated[str, Field(pattern=r"^[^\s.,]+(\.[^\s.,]+)+$")], ...] = ()
