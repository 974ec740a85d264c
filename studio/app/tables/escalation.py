"""`[escalation]`: what goes up to a named person, and to whom."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from studio.app.tables.numbers import WORKING_HOURS


class EscalationEntry(BaseModel):
    """The `[escalation]` table.

    Attributes:
        to: to whom; the first owner where it is left out.
        overdue: whether what is late goes up by itself; `overdue_after`: working hours past the due time.
        returned_twice: whether a piece that is sent back for the second time does.
        claims: which open claims do when the piece is handed on.
        risk: whether a piece of high risk does when it is handed on.
    """

    REMEDY: ClassVar[str] = (
        f'Write to = "Ann", overdue_after = 4 ({WORKING_HOURS:,} at most), claims = "blocker", "high" or "off", '
        "and true or false for the others."
    )

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    to: str = ""
    overdue: bool = True
    overdue_after: Annotated[int, Field(strict=True, ge=0, le=WORKING_HOURS)] = 0
    returned_twice: bool = True
    claims: Literal["off", "high", "blocker"] = "blocker"
    risk: bool = False
