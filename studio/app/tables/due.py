"""`[due]`: how long people have, by stage, channel and risk."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from studio.app.tables.numbers import WORKING_DAYS, WORKING_HOURS
from studio.core.piece import Channel
from studio.core.risk import Risk


class Step(StrEnum):
    """What somebody is given time for."""

    REVIEW = "review"  # an editor, after a piece was handed on
    CHANGES = "changes"  # a writer, after it was sent back


STEPS = (*(step.value for step in Step), *(channel.value for channel in Channel))
"""What may stand in `[due]` and in its tables by risk; a channel's name is the time for its review."""
REMEDY = (
    'Write whole days, such as review = 2, or working hours, such as review = "4 hours"; '
    f"{WORKING_DAYS} days or {WORKING_HOURS:,} hours at most."
)
_HOURS = re.compile(r"\s*(\d{1,4})\s*(?:h|hours?)\s*", re.IGNORECASE)
_DAYS = 2


@dataclass(frozen=True, slots=True)
class Allowance:
    """So much time: working hours where `is_hours`, else working days, of which the last ends when work does."""

    amount: int
    is_hours: bool = False

    @property
    def words(self) -> str:
        unit = "working hour" if self.is_hours else "working day"
        return f"{self.amount} {unit}{'' if self.amount == 1 else 's'}"


def _hours(value: Any) -> Any:
    found = _HOURS.fullmatch(value) if isinstance(value, str) else None
    if not found or int(found[1]) > WORKING_HOURS:
        raise ValueError("no time")
    return value


Time = Annotated[int, Field(strict=True, ge=0, le=WORKING_DAYS)] | Annotated[str, BeforeValidator(_hours)]


def allowance(table: Mapping[str, Any], step: Step, channel: Channel, risk: Risk = Risk.NORMAL) -> Allowance:
    """The time for a step; what is written most narrowly counts: for the risk, and in it for the channel.

    Args:
        table: `[due]` as read.
    """
    own = table.get(risk.value)
    for rules in (own if isinstance(own, dict) else {}, table):
        for name in ([channel.value] if step is Step.REVIEW else []) + [step.value]:
            if name in rules:
                return _read(rules[name])
    return Allowance(_DAYS)


def _read(value: int | str) -> Allowance:
    if isinstance(value, int):
        return Allowance(value)
    found = _HOURS.fullmatch(value)
    return Allowance(int(found[1]) if found else 0, is_hours=True)
