"""The conditions for approval, as a pure function of facts: what is missing, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """`off` is not looked at, `recommended` is shown and may be passed over, `required` refuses approval."""

    OFF = "off"
    RECOMMENDED = "recommended"
    REQUIRED = "required"


class GateId(StrEnum):
    NOT_EMPTY = "not_empty"
    ERRORS = "errors"
    WARNINGS = "warnings"
    CLAIMS = "claims"
    CLAIMS_MINOR = "claims_minor"
    CONSENT = "consent"
    CHECKED = "checked"
    SECOND_PERSON = "second_person"
    SIGNED = "signed"


DEFAULT_LEVELS: Mapping[GateId, Level] = {
    GateId.NOT_EMPTY: Level.REQUIRED,
    GateId.ERRORS: Level.REQUIRED,
    GateId.WARNINGS: Level.RECOMMENDED,
    GateId.CLAIMS: Level.REQUIRED,
    GateId.CLAIMS_MINOR: Level.RECOMMENDED,
    GateId.CONSENT: Level.REQUIRED,
    GateId.CHECKED: Level.REQUIRED,
    GateId.SECOND_PERSON: Level.REQUIRED,
    GateId.SIGNED: Level.RECOMMENDED,
}


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What the gate is asked about.

    Attributes:
        words: words of the working text.
        errors, warnings: open flags of that severity.
        claims_high: open claims of severity high or blocker; `claims_minor` the others.
        ran: checks that ran on this very text.
        missing: checks that should have and did not, with the reason; `pending` are still on their way.
        last_editor: who changed the text last, empty when nobody has.
        person: who would approve.
        is_alone: whether nobody else here could.
        no_consent: customers named or quoted with evidence, and without their consent in it.
        unsigned: why the approval would carry no signature, empty where it will.
        trial_errors, trial_warnings: open flags of rules on trial, which are among neither of the others.
    """

    words: int
    errors: int
    warnings: int
    claims_high: int
    claims_minor: int
    ran: tuple[str, ...]
    missing: Mapping[str, str]
    pending: tuple[str, ...]
    last_editor: str
    person: str
    is_alone: bool = False
    trial_errors: int = 0
    trial_warnings: int = 0
    no_consent: int = 0
    unsigned: str = ""


@dataclass(frozen=True, slots=True)
class GateItem:
    """One condition: its level, whether it is met, and a phrase that says how things stand ("2 claims without evidence").

    `head` is the part of the phrase a window sets in bold.
    """

    id: GateId
    level: Level
    met: bool
    head: str
    rest: str

    @property
    def phrase(self) -> str:
        return f"{self.head} {self.rest}".strip()

    @property
    def blocks(self) -> bool:
        return self.level is Level.REQUIRED and not self.met


@dataclass(frozen=True, slots=True)
class Gate:
    """Every condition that is not off, in a fixed order."""

    items: tuple[GateItem, ...]

    @property
    def open(self) -> bool:
        """Whether approval is possible."""
        return not any(item.blocks for item in self.items)

    @property
    def missing(self) -> tuple[GateItem, ...]:
        return tuple(item for item in self.items if item.blocks)

    def sentence(self) -> str:
        """What stands between the text and a yes: "Not ready: 2 claims without evidence, 1 error open."."""
        missing = self.missing
        if not missing:
            return "Ready to approve."
        return f"Not ready: {', '.join(item.phrase for item in missing)}."


def evaluate(facts: GateFacts, levels: Mapping[GateId, Level]) -> Gate:
    """Hold the facts against the levels. Items whose level is `off` are left out."""
    ran = ", ".join(facts.ran) or "nothing yet"
    not_run = [f"{name} ({why})" if why else name for name, why in facts.missing.items()]
    if facts.pending:
        checked = GateItem(GateId.CHECKED, _level(levels, GateId.CHECKED), False, "still checking", ", ".join(facts.pending))
    elif not_run:
        checked = GateItem(GateId.CHECKED, _level(levels, GateId.CHECKED), False, "not checked with", ", ".join(not_run))
    else:
        checked = GateItem(GateId.CHECKED, _level(levels, GateId.CHECKED), bool(facts.ran), "", f"checked with {ran}")
    own = bool(facts.last_editor) and facts.last_editor == facts.person
    items = (
        GateItem(
            GateId.NOT_EMPTY,
            _level(levels, GateId.NOT_EMPTY),
            facts.words > 0,
            "",
            "text is there" if facts.words else "the text is empty",
        ),
        _count(levels, GateId.CLAIMS, facts.claims_high, "claim", "without evidence"),
        _count(levels, GateId.ERRORS, facts.errors, "error", f"open{_trial(facts.trial_errors)}"),
        _count(levels, GateId.WARNINGS, facts.warnings, "warning", f"open{_trial(facts.trial_warnings)}"),
        _count(levels, GateId.CLAIMS_MINOR, facts.claims_minor, "minor claim", "unanswered"),
        _consent(levels, facts.no_consent),
        checked,
        GateItem(
            GateId.SECOND_PERSON,
            _level(levels, GateId.SECOND_PERSON),
            not own,
            "",
            _second(facts) if own else "approver is not the last editor",
        ),
        _signed(levels, facts.unsigned),
    )
    return Gate(tuple(item for item in items if item.level is not Level.OFF))


def _signed(levels: Mapping[GateId, Level], why: str) -> GateItem:
    head, rest = ("not signed", f"({why})") if why else ("", "approval is signed")
    return GateItem(GateId.SIGNED, _level(levels, GateId.SIGNED), not why, head, rest)


def _second(facts: GateFacts) -> str:
    if facts.is_alone:
        return (
            f"{facts.person} edited last and nobody else may approve; a house of one sets second_person to “off” in policy.toml"
        )
    return f"{facts.person} edited last, so somebody else approves"


def _trial(count: int) -> str:
    return f" ({count} more on trial)" if count else ""


def _consent(levels: Mapping[GateId, Level], count: int) -> GateItem:
    head = f"{count} consent{'' if count == 1 else 's'} missing" if count else ""
    rest = "for a customer's name or words" if count else "no customer is named or quoted without consent"
    return GateItem(GateId.CONSENT, _level(levels, GateId.CONSENT), count == 0, head, rest)


def _level(levels: Mapping[GateId, Level], which: GateId) -> Level:
    return levels.get(which, DEFAULT_LEVELS[which])


def _count(levels: Mapping[GateId, Level], which: GateId, count: int, noun: str, rest: str) -> GateItem:
    head = f"{count} {noun}{'' if count == 1 else 's'}" if count else f"no {noun}s"
    return GateItem(which, _level(levels, which), count == 0, head, rest)
