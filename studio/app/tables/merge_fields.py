"""`[merge_fields]`: the fields that the house's mailing program fills in."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(min_length=1, max_length=80)]


class MergeFieldsEntry(BaseModel):
    """The `[merge_fields]` table.

    Attributes:
        known: names of the fields there are, as they are written in a text; where none is named, no field is unknown.
        filled: those that every customer has, so that nothing need stand there instead.
        braces: whether `{name}` is a field, too.
    """

    REMEDY: ClassVar[str] = 'Name the fields as lists, such as known = ["first_name"], and write braces = true or false.'

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    known: tuple[Name, ...] = ()
    filled: tuple[Name, ...] = ()
    braces: Annotated[bool, Field(strict=True)] = False
