"""The guided tours: a few steps for each role, as `resources/tours/<role>.toml` has them."""

import tomllib
from dataclasses import dataclass

from studio.core.data import data_path
from studio.core.piece import Role


@dataclass(frozen=True, slots=True)
class Step:
    """One card of a tour.

    Attributes:
        anchor: the part of the window that it speaks of.
        tab: of the inspector, opened first; empty for none.
    """

    anchor: str
    title: str
    text: str
    tab: str = ""


def steps(role: Role) -> tuple[Step, ...]:
    """The tour of a role, in order."""
    told = tomllib.loads(data_path("resources", "tours", f"{role.value}.toml").read_text(encoding="utf-8"))
    return tuple(Step(**each) for each in told["step"])
