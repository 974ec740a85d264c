"""`[[people]]`: who works here."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from studio.core.piece import Role


class PersonEntry(BaseModel):
    """One `[[people]]` table; `brands` are those whose pieces this person works on, all of them where none is named."""

    REMEDY: ClassVar[str] = f'Write each person as name = "Ann" and roles = ["writer"]; roles are {", ".join(Role)}.'

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=1)]
    roles: Annotated[tuple[Role, ...], Field(min_length=1)] = (Role.WRITER,)
    brands: tuple[Annotated[str, Field(min_length=1)], ...] = ()
