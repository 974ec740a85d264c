"""`policy.toml`: who works here, what the gate demands, and the house's numbers.

Everything has a default, so an empty file is a policy. A table named like a channel inside `[gate]` or `[limits]` holds
for that channel alone and wins over the table around it.
"""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.core.errors import BadConfig, NotFound
from studio.core.events import canonical, digest
from studio.core.gate import DEFAULT_LEVELS, GateId, Level
from studio.core.piece import Channel, Person, Role


class PersonEntry(BaseModel):
    """One `[[people]]` table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    roles: tuple[Role, ...] = (Role.WRITER,)


class Policy(BaseModel):
    """The house's rules, as read; unknown keys are refused, so that a typo never switches a rule off in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    house: str = ""
    brand: str = ""
    people: tuple[PersonEntry, ...] = ()
    gate: dict[str, Level | dict[GateId, Level]] = {}
    limits: dict[str, int | dict[str, int]] = {}
    due: dict[str, int] = {}

    @classmethod
    def read(cls, path: Path) -> "Policy":
        """Read a policy file; one that is not there gives the defaults.

        Raises:
            BadConfig: naming the file and the first thing wrong in it.
        """
        if not path.exists():
            return cls()
        try:
            policy = cls.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadConfig(f"{path.name} is not valid TOML: {error}.", "Mend the line or take it out.") from None
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise BadConfig(f"{path.name}: “{where}”: {first['msg']}.", "Mend the line or take it out.") from None
        policy._check_tables(path.name)
        return policy

    def _check_tables(self, name: str) -> None:
        gates, channels = {g.value for g in GateId}, {c.value for c in Channel}
        for key, value in self.gate.items():
            known = channels if isinstance(value, dict) else gates
            if key not in known:
                raise BadConfig(f"{name}: [gate] has no “{key}”.", f"Known: {', '.join(sorted(known))}.")
        for key, number in self.limits.items():
            if isinstance(number, dict) and key not in channels:
                raise BadConfig(f"{name}: [limits.{key}] is no channel.", f"Known: {', '.join(sorted(channels))}.")

    @property
    def version(self) -> str:
        """Sixteen hex digits that change with any rule."""
        return digest(canonical(self.model_dump(mode="json")))[:16]

    def levels(self, channel: Channel) -> dict[GateId, Level]:
        """The gate's levels for a channel."""
        levels = dict(DEFAULT_LEVELS)
        levels.update({GateId(key): value for key, value in self.gate.items() if isinstance(value, Level)})
        own: Any = self.gate.get(channel.value)
        return levels | own if isinstance(own, dict) else levels

    def limits_for(self, channel: Channel) -> dict[str, int]:
        """The house's numbers for a channel."""
        limits = {key: value for key, value in self.limits.items() if isinstance(value, int)}
        own = self.limits.get(channel.value)
        return limits | own if isinstance(own, dict) else limits

    @property
    def persons(self) -> tuple[Person, ...]:
        return tuple(Person(entry.name, entry.roles) for entry in self.people)

    @property
    def editors(self) -> tuple[Person, ...]:
        """Those who may approve."""
        return tuple(person for person in self.persons if person.may_approve())

    def person(self, name: str) -> Person:
        """The person of that name, whatever the case.

        Raises:
            NotFound: naming who there is.
        """
        for person in self.persons:
            if person.name.casefold() == name.strip().casefold():
                return person
        known = ", ".join(person.name for person in self.persons) or "nobody yet"
        raise NotFound(f"Nobody here is called “{name}”.", f"policy.toml lists: {known}.")

    def due_days(self, channel: Channel) -> int:
        """Days an editor has for a review."""
        return self.due.get(channel.value, self.due.get("review", 2))


def new_policy(owner: str, brand: str) -> str:
    """The text of a first `policy.toml`, every key explained."""
    quoted_owner, quoted_brand = canonical(owner), canonical(brand)
    return f"""\
# The rules of this house. Every line may be left out; then the default written here holds.

house = {quoted_brand}
brand = {quoted_brand}

# Who works here. Roles: "writer", "editor", "owner"; one person may hold several.
[[people]]
name = {quoted_owner}
roles = ["writer", "editor", "owner"]

# What approval needs: "required" refuses, "recommended" only says so, "off" is not looked at.
# A table for a channel, such as [gate.social], holds for that channel alone.
[gate]
not_empty = "required"      # the text is not empty
errors = "required"         # no error is open
warnings = "recommended"    # no warning is open
claims = "required"         # every weighty claim has evidence, or a person called it an opinion
claims_minor = "recommended"
checked = "required"        # every check ran on this very text
second_person = "required"  # whoever edited last does not approve; in a house of one, set it to "off"

# Numbers the checks hold a text against; [limits.email] would hold for emails alone.
[limits]
sentence_words = 30

# Days an editor has for a review.
[due]
review = 2
"""
