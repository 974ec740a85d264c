"""`[[people]]`: who works here."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from studio.core.piece import Role


class PersonEntry(BaseModel):
    """One `[[people]]` table.

    Attributes:
        roles: of the three, or of `[roles]`.
        brands: those whose pieces this person works on; all of them where none is named.
    """

    REMEDY: ClassVar[str] = (
        f'Write each person as name = "Ann", roles = ["writer"] and, for some brands alone, brands = ["Mill"]; '
        f"roles: {', '.join(Role)}, or of [roles]."
    )

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=1)]
    roles: Annotated[tuple[str, ...], Field(min_length=1)] = (Role.WRITER.value,)
    brands: tuple[Annotated[str, Field(min_length=1)], ...] = ()
