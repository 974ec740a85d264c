"""Local only: nothing goes to an AI service that runs elsewhere than on this computer.

Two may say so: the person, with a switch of their own on this computer, and the house, by `[ai] local_only` in policy.toml, which
locks the switch. A switch that cannot be read counts as switched on.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_config_path

from studio.app import sealing
from studio.core.acts import Act, may
from studio.core.errors import Refused

if TYPE_CHECKING:
    from studio.app.policy import Policy


@dataclass(frozen=True, slots=True)
class LocalOnly:
    """How it stands.

    Attributes:
        is_on: whether nothing leaves this computer.
        locked: why the person cannot switch it, a sentence with who can; empty where they can.
    """

    is_on: bool
    locked: str = ""


def _file() -> Path:
    return user_config_path("bluepencil") / "local-only.json"


def own() -> bool:
    """The person's own switch on this computer, whatever the house says."""
    found = sealing.read(_file())
    return found is not None and not (isinstance(found, dict) and found.get("local_only") is False)


def standing(policy: "Policy") -> LocalOnly:
    """What holds here and now."""
    if not policy.ai.local_only:
        return LocalOnly(own())
    owners = ", ".join(each.name for each in policy.persons if may(Act.SERVICES, each)) or "an owner"
    return LocalOnly(True, f"This house sends nothing away. Who can change that, [ai] local_only in policy.toml: {owners}.")


def switch(policy: "Policy", on: bool) -> None:
    """Raises: Refused, where the house has it locked and it should go off; BadInput, where it cannot be written down."""
    now = standing(policy)
    if now.locked and not on:
        raise Refused("Local only stays on.", now.locked)
    sealing.write(_file(), {"version": 1, "local_only": on})
