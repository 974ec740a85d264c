"""`[languagetool]`: whether LanguageTool reads the drafts too, in which language, and what it leaves out."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field


class LanguageToolEntry(BaseModel):
    """The `[languagetool]` table.

    Attributes:
        use: whether drafts are read by it. Left out, they are read where it is there, and it is not missed where it is not; true
            has it missed there, and the gate says so.
        language: `en-GB`, `es`; empty takes the English of `dialect`.
        picky: whether it says what is a matter of taste, too.
        off: its rules that are switched off, by their own names: `["COMMA_COMPOUND_SENTENCE"]`.
        address: of a server that somebody else runs on this computer; empty has the program run one.
        folder: where the LanguageTool is that the program runs; empty looks where the program keeps its own.
        memory: megabytes that it may use.
    """

    REMEDY: ClassVar[str] = (
        "Write use = true or false, or leave it out; "
        'language = "en-GB", picky = true or false, off = ["RULE"], memory = 1024 (256 to 8192).'
    )

    model_config = ConfigDict(extra="forbid", frozen=True)

    use: bool | None = None
    language: Annotated[str, Field(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$")] = ""
    picky: bool = False
    off: tuple[str, ...] = ()
    address: Annotated[str, Field(max_length=500)] = ""
    folder: Annotated[str, Field(max_length=1000)] = ""
    memory: Annotated[int, Field(ge=256, le=8192)] = 1024
