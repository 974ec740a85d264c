"""How much is at stake with a piece: it decides how many people have to say yes, and how soon."""

from dataclasses import dataclass
from enum import StrEnum


class Risk(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"

    @property
    def rank(self) -> int:
        return list(Risk).index(self)


@dataclass(frozen=True, slots=True)
class RiskReading:
    """The risk of one text.

    Attributes:
        why: what makes it so, a short phrase each ("a price: “£18”", "channel email"); empty for the house's ordinary level.
    """

    level: Risk
    why: tuple[str, ...] = ()
