"""`policy.toml`: who works here, what the gate demands, and the house's numbers.

Everything has a default, so an empty file is a policy. A table named like a channel inside `[gate]` or `[limits]` holds
for that channel alone and wins over the table around it; `[gate]` has tables for risks too, see `Policy.levels`.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.app.house_files import toml
from studio.app.tables import roles as own_roles
from studio.app.tables.ai import AIEntry
from studio.app.tables.alerts import AlertsEntry
from studio.app.tables.audits import DAYS, WEEKDAYS, AuditEntry
from studio.app.tables.dates import DateEntry
from studio.app.tables.disclosure import DisclosureEntry
from studio.app.tables.due import REMEDY as DUE_REMEDY
from studio.app.tables.due import STEPS, Time
from studio.app.tables.escalation import EscalationEntry
from studio.app.tables.guides import GuidesEntry
from studio.app.tables.handoff import HandoffEntry
from studio.app.tables.hours import HoursEntry
from studio.app.tables.languagetool import LanguageToolEntry
from studio.app.tables.links import LinksEntry
from studio.app.tables.merge_fields import MergeFieldsEntry
from studio.app.tables.numbers import Number
from studio.app.tables.people import PersonEntry
from studio.app.tables.privacy import PrivacyEntry
from studio.app.tables.retention import RetentionEntry
from studio.app.tables.risk import RiskEntry
from studio.app.tables.routing import RoutingEntry
from studio.app.tables.tone import ToneEntry
from studio.core.acts import Act, may
from studio.core.check import DIALECTS
from studio.core.data import data_path
from studio.core.errors import BadConfig, NotFound
from studio.core.events import canonical, digest
from studio.core.gate import DEFAULT_AT_RISK, DEFAULT_LEVELS, GateId, Level
from studio.core.piece import Channel, Person, Role, name_key
from studio.core.risk import Risk

if TYPE_CHECKING:
    from tomlkit.items import Array

LIMITS = ("sentence_words", "sentence_grade")
"""Numbers that checks ask for by name."""

GATE_LIMITS = ("warnings", "words_min", "words_max", "grade_min", "grade_max")
"""Numbers that the gate asks for; any other name in `[limits]` is a typo."""


_RISKS = [risk.value for risk in Risk]
_SHOWN = 120  # signs of what stands there wrong
_JUDGE_NO_TEXT = {"ai", "roles", "dates", "alerts", "audits", "retention", "hours", "handoff", "escalation"}


class Policy(BaseModel):
    """The house's rules, as read; unknown keys are refused, so that a typo never switches a rule off in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    house: str = ""
    brand: str = ""
    dialect: Literal["british", "american", "australian", "canadian"] = "british"
    roles: dict[str, Role] = {}
    people: tuple[PersonEntry, ...] = ()
    gate: dict[str, Level | dict[str, Level | dict[str, Level]]] = {}
    limits: dict[str, Number | dict[str, Number]] = {}
    due: dict[str, Time | dict[str, Time]] = {}
    hours: HoursEntry = HoursEntry()
    handoff: HandoffEntry = HandoffEntry()
    escalation: EscalationEntry = EscalationEntry()
    risk: RiskEntry = RiskEntry()
    routing: RoutingEntry = RoutingEntry()
    dates: tuple[DateEntry, ...] = ()
    guides: GuidesEntry = GuidesEntry()
    retention: RetentionEntry = RetentionEntry()
    alerts: AlertsEntry = AlertsEntry()
    audits: tuple[AuditEntry, ...] = ()
    privacy: PrivacyEntry = PrivacyEntry()
    disclosure: DisclosureEntry = DisclosureEntry()
    merge_fields: MergeFieldsEntry = MergeFieldsEntry()
    links: LinksEntry = LinksEntry()
    ai: AIEntry = AIEntry()
    languagetool: LanguageToolEntry = LanguageToolEntry()
    tone: tuple[ToneEntry, ...] = ()

    @classmethod
    def read(cls, path: Path) -> "Policy":
        """Read a policy file; one that is not there gives the defaults.

        Raises:
            BadConfig: naming the file and the first thing wrong in it.
        """
        if not path.exists():
            return cls()
        raw = toml(path)
        try:
            policy = cls.model_validate(raw)
        except ValidationError as error:
            raise BadConfig(*_plainly(path.name, raw, error)) from None
        policy._check_names(path.name)
        return policy

    def _check_names(self, name: str) -> None:
        """Raises: BadConfig, where a name is one that nobody asks for, or a person stands there twice."""
        channels = [c.value for c in Channel]
        self._check_gate(name, self.gate, "gate", [*channels, *_RISKS])
        for key, value in self.limits.items():
            _know(name, "[limits]", key, channels if isinstance(value, dict) else [*LIMITS, *GATE_LIMITS])
            for inner in value if isinstance(value, dict) else ():
                _know(name, f"[limits.{key}]", inner, [*LIMITS, *GATE_LIMITS])
        self._check_limits(name)
        for table, keys in (("risk.channel", self.risk.channel), ("routing.channel", self.routing.channel)):
            for key in keys:
                _know(name, f"[{table}]", key, channels)
        for subject in self.risk.high:
            _know(name, "[risk] high", subject, list(self.risk.subjects))
        for key in self.retention.channel:
            _know(name, "[retention.channel]", key, channels)
        for brand, own in self.retention.brand.items():
            for key in own if isinstance(own, dict) else ():
                _know(name, f"[retention.brand.{brand}]", key, ["days", *channels])
        for key, allowed in self.due.items():
            _know(name, "[due]", key, _RISKS if isinstance(allowed, dict) else list(STEPS))
            for inner in allowed if isinstance(allowed, dict) else ():
                _know(name, f"[due.{key}]", inner, list(STEPS))
        self._check_people(name)
        self._check_dates(name)
        self._check_audits(name)
        if self.escalation.to and not self.called(self.escalation.to):
            raise BadConfig(f"{name}: escalations go to {self.escalation.to}, and nobody here is called so.", "Name a person.")
        if self.escalation.to and not may(Act.SETTLE, self.person(self.escalation.to)):
            able = ", ".join(each.name for each in self.persons if may(Act.SETTLE, each)) or "nobody yet"
            raise BadConfig(f"{name}: {self.escalation.to} could not settle what goes up.", f"Who may: {able}.")

    def _check_people(self, name: str) -> None:
        """Raises: BadConfig, where a name is none, or two people go by one; a yes of the one would pass for the other's."""
        what, remedy = own_roles.fault(self.roles)
        if what:
            raise BadConfig(f"{name}: {what}.", remedy)
        seen = dict[str, str]()
        for entry in self.people:
            key = name_key(entry.name)
            if not key:
                raise BadConfig(f"{name}: a person has a name that nobody can see.", "Write it in letters.")
            if key in seen:
                also = "" if seen[key] == entry.name else f" and “{entry.name}”, which is the same name"
                raise BadConfig(f"{name}: two people are called “{seen[key]}”{also}.", "Give each a name of their own.")
            seen[key] = entry.name
            if unknown := [role for role in entry.roles if not own_roles.meant(role, self.roles)]:
                said = f"{name}: {entry.name} is “{_short(unknown[0])}”, and there is no such role."
                raise BadConfig(said, f"There are: {own_roles.named(self.roles)}.")

    def _check_limits(self, name: str) -> None:
        """Raises: BadConfig, where no text could keep within the limits of a channel."""
        for channel in Channel:
            limits = self.limits_for(channel)
            for what in ("words", "grade"):
                least, most = limits.get(f"{what}_min", 0), limits.get(f"{what}_max")
                if most is not None and least > most:
                    said = f"{name}: no {channel} text can keep within {what}_min = {least} and {what}_max = {most}."
                    raise BadConfig(said, f"Make {what}_min the smaller one.")

    def _check_gate(self, name: str, table: Mapping[str, Any], where: str, inner: list[str]) -> None:
        """Raises: BadConfig, where a condition, a channel or a risk is one that there is not.

        Args:
            inner: what a table within this one may be called.
        """
        for key, value in table.items():
            if isinstance(value, dict):
                if not inner:
                    said = f"{name}: [{where}] has no “{key}”, for nothing stands within a risk."
                    raise BadConfig(said, f"Name the channel first, such as [gate.{Channel.EMAIL}.{Risk.HIGH}].")
                _know(name, f"[{where}]", key, inner)
                self._check_gate(name, value, f"{where}.{key}", [] if key in _RISKS else _RISKS)
            else:
                _know(name, f"[{where}]", key, [gate.value for gate in GateId])

    def _check_dates(self, name: str) -> None:
        """Raises: BadConfig, where a date is none, or speaks of a channel or a subject that nobody knows."""
        for entry in self.dates:
            where = f"the date “{entry.name}”"
            if fault := entry.fault():
                raise BadConfig(f"{name}: {where} is not right: {fault}.", DateEntry.REMEDY)
            for channel in entry.channels:
                _know(name, where, channel, [c.value for c in Channel])
            for topic in entry.topics:
                _know(name, where, topic, list(self.risk.subjects))

    def _check_audits(self, name: str) -> None:
        """Raises: BadConfig, where an audit is done by nobody who works here, on a day that is none, or stands there twice."""
        seen = set[str]()
        for audit in self.audits:
            where = f"{name}: the audit “{audit.name}”"
            if audit.name.casefold() in seen:
                raise BadConfig(f"{where} stands there twice.", "Give each a name of its own.")
            seen.add(audit.name.casefold())
            strangers = [who for who in audit.who if not self.called(who)]
            if strangers:
                raise BadConfig(f"{where} is for {strangers[0]}, and nobody here is called so.", "Name people of [[people]].")
            if audit.day != "" and not _fits(audit):
                raise BadConfig(f"{where} cannot be on day {canonical(audit.day)}.", DAYS[audit.every])

    @property
    def version(self) -> str:
        """Sixteen hex digits that change with any rule; tables that judge no text are none."""
        return digest(canonical(self.model_dump(mode="json", exclude=_JUDGE_NO_TEXT)))[:16]

    def levels(self, channel: Channel, risk: Risk = Risk.NORMAL) -> dict[GateId, Level]:
        """The gate's levels for a channel and a risk. What is written more narrowly wins: first come the defaults and what they
        are at that risk, then `[gate]`, `[gate.email]`, `[gate.high]`, and `[gate.email.high]` last."""
        own = self.gate.get(channel.value)
        own = own if isinstance(own, dict) else {}
        levels = {**DEFAULT_LEVELS, **DEFAULT_AT_RISK.get(risk, {})}
        for table in (self.gate, own, self.gate.get(risk.value), own.get(risk.value)):
            if isinstance(table, dict):
                levels |= {GateId(key): level for key, level in table.items() if isinstance(level, Level)}
        return levels

    def limits_for(self, channel: Channel) -> dict[str, int]:
        """The house's numbers for a channel."""
        limits = {key: value for key, value in self.limits.items() if isinstance(value, int)}
        own = self.limits.get(channel.value)
        return limits | own if isinstance(own, dict) else limits

    @property
    def persons(self) -> tuple[Person, ...]:
        return tuple(self._person(entry) for entry in self.people)

    def _person(self, entry: PersonEntry) -> Person:
        meant = dict.fromkeys(found for name in entry.roles if (found := own_roles.meant(name, self.roles)))
        has_own = any(name != role.value for name, role in meant)
        roles = tuple(dict.fromkeys(role for _, role in meant))
        return Person(entry.name, roles, entry.brands, tuple(meant) if has_own else ())

    @property
    def lacks_owner(self) -> str:
        """That nobody here can do what takes an owner, in a sentence; empty where somebody can, or nobody is named at all."""
        if not self.people or any(Role.OWNER in person.roles for person in self.persons):
            return ""
        what = "sign the list of people, answer proposals and disputed rules, or delete texts for good"
        return f"policy.toml names no owner, so nobody can {what}. Give somebody the role “owner”."

    @property
    def editors(self) -> tuple[Person, ...]:
        """Those who may approve."""
        return tuple(person for person in self.persons if person.may_approve())

    def called(self, name: str) -> Person | None:
        """The person who goes by that name, however it is written; None where nobody does. See `name_key`."""
        return next((person for person in self.persons if person.is_called(name)), None)

    def as_now(self, person: Person) -> Person:
        """Somebody with the roles and brands they have now; without any role where they are here no more."""
        return self.called(person.name) or replace(person, roles=(), titles=())

    def person(self, name: str) -> Person:
        """The person who goes by that name, however it is written.

        Raises:
            NotFound: naming who there is.
        """
        if found := self.called(name):
            return found
        if not self.people:
            raise NotFound("policy.toml names nobody.", "Add a [[people]] table with your name and roles.")
        known = ", ".join(person.name for person in self.persons)
        raise NotFound(f"Nobody here is called “{name}”.", f"policy.toml lists: {known}.")

    def is_on_trial(self, rule: str) -> bool:
        """Whether the flags of `rule` are shown and counted, and never stand between a text and a yes."""
        return rule in self.guides.trial


def _fits(audit: AuditEntry) -> bool:
    """Whether its day is one that such an audit can fall on."""
    if audit.every == "daily":
        return False
    return audit.day in WEEKDAYS if audit.every == "weekly" else isinstance(audit.day, int)


_REMEDIES = {  # of what is no table with a class of its own
    "dialect": f"Choose one of: {', '.join(DIALECTS)}.",
    "gate": f"Levels are: {', '.join(Level)}.",
    "limits": "A limit is a whole number, such as sentence_words = 30.",
    "due": DUE_REMEDY,
    "roles": own_roles.REMEDY,
}
_TABLES: dict[int | str, type[BaseModel]] = {
    "people": PersonEntry,
    "risk": RiskEntry,
    "routing": RoutingEntry,
    "dates": DateEntry,
    "guides": GuidesEntry,
    "alerts": AlertsEntry,
    "audits": AuditEntry,
    "retention": RetentionEntry,
    "hours": HoursEntry,
    "handoff": HandoffEntry,
    "escalation": EscalationEntry,
    "privacy": PrivacyEntry,
    "disclosure": DisclosureEntry,
    "merge_fields": MergeFieldsEntry,
    "links": LinksEntry,
    "ai": AIEntry,
    "languagetool": LanguageToolEntry,
    "tone": ToneEntry,
}


def _plainly(name: str, raw: dict[str, Any], error: ValidationError) -> tuple[str, str]:
    """What is wrong with the value deepest inside the file, and what to do, without the words of a validator."""
    found = error.errors()
    deepest = max(found, key=lambda each: len(_way(raw, each["loc"])[0]))
    way, value = _way(raw, deepest["loc"])
    where = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{_short(part)}" for part in way).lstrip(".")
    remedy = _remedy(str(deepest["loc"][0]))
    if deepest["type"] == "extra_forbidden":
        known = (_TABLES.get(way[0], Policy) if len(way) > 1 else Policy).model_fields
        return f"{name} has a setting “{where}” that nobody knows.", f"Known: {', '.join(known)}."
    if deepest["type"] == "missing":
        return f"{name}: {where} has no {deepest['loc'][-1]}.", remedy
    return f"{name}: {where} cannot be {_short(canonical(value))}.", remedy


def _short(value: str) -> str:
    return value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}… ({len(value):,} signs)"


def _remedy(table: str) -> str:
    """What to write in a table instead of what stands there."""
    entry = _TABLES.get(table)
    return str(getattr(entry, "REMEDY", _REMEDIES.get(table, "Write it between quotes.")))


def _way(raw: object, places: tuple[int | str, ...]) -> tuple[list[int | str], object]:
    """How far `places` lead into the file itself, for a validator adds steps of its own; and the value there."""
    way: list[int | str] = []
    for part in places:
        if (isinstance(raw, dict) and part in raw) or (isinstance(raw, list) and isinstance(part, int) and part < len(raw)):
            way.append(part)
            raw = raw[part]  # type: ignore[index]
    return way, raw


def _know(file: str, table: str, key: str, known: list[str]) -> None:
    if key not in known:
        raise BadConfig(f"{file}: {table} has no “{_short(key)}”.", f"Known: {', '.join(sorted(known))}.")


def new_policy(owner: str, brand: str) -> str:
    """The text of a first `policy.toml`, every key explained."""
    text = data_path("resources", "workspace", "policy.toml").read_text(encoding="utf-8")
    return Template(text).substitute(owner=canonical(owner), brand=canonical(brand))


def with_trial(text: str, rule: str, on: bool) -> str:
    """The text of a policy with `rule` put on trial or taken off it; every other line and comment stays as it is.

    Raises:
        BadConfig: the text is no TOML, or its `[guides]` is no table with a list.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text if not text or text.endswith("\n") else f"{text}\n")
    except TOMLKitError as error:
        raise BadConfig(f"policy.toml is not valid TOML: {error}.", "Mend the line or take it out.") from None
    table = document.get("guides", {})
    names = table.get("trial", []) if isinstance(table, dict) else None
    if not isinstance(names, list):
        raise BadConfig("policy.toml: guides.trial is no list.", GuidesEntry.REMEDY)
    if (rule in names) == on:
        return text
    if "guides" not in document:
        if text.strip():
            document.add(tomlkit.nl())
        document["guides"] = tomlkit.table()
    if "trial" not in table:
        document["guides"]["trial"] = tomlkit.array()
    trial: Array = document["guides"]["trial"]
    if on:
        trial.append(rule)
    else:
        trial.remove(rule)
    return tomlkit.dumps(document)
