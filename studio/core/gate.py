"""The conditions for approval, as a pure function of facts: what is missing, in words.

The words themselves (conditions, levels, facts) are in `conditions`, and are to be had here too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.core.conditions import (
    DEFAULT_AT_RISK,
    DEFAULT_LEVELS,
    OF_CHECKS,
    OF_THE_YES,
    PLACES,
    Band,
    Counted,
    GateFacts,
    GateId,
    Level,
    Place,
)
from studio.core.judgement import Part
from studio.core.piece import is_same_person
from studio.core.risk import ORDINARY, RiskReading

__all__ = [
    "DEFAULT_AT_RISK",
    "DEFAULT_LEVELS",
    "OF_CHECKS",
    "OF_THE_YES",
    "Band",
    "Counted",
    "Gate",
    "GateFacts",
    "GateId",
    "GateItem",
    "Level",
    "Levels",
    "Place",
    "evaluate",
]


@dataclass(frozen=True, slots=True)
class GateItem:
    """One condition: its level, whether it is met, and a phrase that says how things stand ("2 claims without evidence").

    `head` is the part of the phrase a window sets in bold; `place` is what it opens when the condition is pressed.
    """

    id: GateId
    level: Level
    met: bool
    head: str
    rest: str
    place: Place = Place.TEXT

    @property
    def phrase(self) -> str:
        return f"{self.head} {self.rest}".strip()

    @property
    def blocks(self) -> bool:
        return self.level is Level.REQUIRED and not self.met

    @property
    def many(self) -> int:
        """How many things to see to it stands for where it is not met: of "5 questions of the checklist to answer" five."""
        count = self.head.partition(" ")[0]
        return int(count) if self.id in _COUNTED and count.isdecimal() else 1


@dataclass(frozen=True, slots=True)
class Gate:
    """Every condition that is not off, in a fixed order."""

    items: tuple[GateItem, ...]
    risk: RiskReading = ORDINARY

    @property
    def open(self) -> bool:
        """Whether approval is possible."""
        return not any(item.blocks for item in self.items)

    @property
    def missing(self) -> tuple[GateItem, ...]:
        return tuple(item for item in self.items if item.blocks)

    @property
    def takes_two(self) -> bool:
        """Whether two people have to say yes."""
        return any(item.id is GateId.SECOND_APPROVAL and item.level is Level.REQUIRED for item in self.items)

    @property
    def before_a_part(self) -> tuple[GateItem, ...]:
        """What stands between the person who was asked and a yes to a part, which need not be the last one. Where it takes two,
        whoever edited last may be one of them."""
        passed = {GateId.PARTS, GateId.SECOND_APPROVAL} | ({GateId.SECOND_PERSON} if self.takes_two else set())
        return tuple(item for item in self.missing if item.id not in passed)

    def sentence(self) -> str:
        """What stands between the text and a yes: "Not ready: 2 claims without evidence, 1 error open."."""
        return _sentence(self.missing)

    def sentence_of_a_part(self) -> str:
        """The same for a yes to a part."""
        return _sentence(self.before_a_part)


def _sentence(missing: tuple[GateItem, ...]) -> str:
    return f"Not ready: {', '.join(item.phrase for item in missing)}." if missing else "Ready to approve."


def evaluate(facts: GateFacts, levels: Mapping[GateId, Level]) -> Gate:
    """Hold the facts against the levels. Items whose level is `off` are left out."""
    known = {**DEFAULT_LEVELS, **levels}
    found = ((which, known[which], *_SAYS[which](facts, known)) for which in GateId if known[which] is not Level.OFF)
    return Gate(
        tuple(GateItem(which, level, met, head, rest, PLACES[which]) for which, level, met, head, rest in found), facts.risk
    )


# ---------------------------------------------------------------- how things stand, condition by condition

Levels = Mapping[GateId, Level]
Said = tuple[bool, str, str]
"""Whether it is met, and the two halves of its phrase."""


def _hold(facts: GateFacts, levels: Levels) -> Said:
    return (False, "on hold", f"({facts.held})") if facts.held else (True, "", "not on hold")


def _not_empty(facts: GateFacts, levels: Levels) -> Said:
    return facts.words > 0, "", "text is there" if facts.words else "the text is empty"


def _content_type(facts: GateFacts, levels: Levels) -> Said:
    if facts.unread_type:
        return False, "its content type cannot be read", f"({facts.unread_type})"
    return True, "", "the rules of its content type are known"


def _claims(facts: GateFacts, levels: Levels) -> Said:
    return _none_of(facts.claims_high, "claim", "without evidence")


def _claims_minor(facts: GateFacts, levels: Levels) -> Said:
    return _none_of(facts.claims_minor, "minor claim", "unanswered")


def _errors(facts: GateFacts, levels: Levels) -> Said:
    count = facts.errors + sum(own.errors for which, own in facts.own.items() if _weighs_less(which, GateId.ERRORS, levels))
    return _none_of(count, "error", f"open{_trial(facts.trial_errors)}")


def _warnings(facts: GateFacts, levels: Levels) -> Said:
    count = facts.warnings + sum(own.warnings for which, own in facts.own.items() if _weighs_less(which, GateId.WARNINGS, levels))
    _, head, rest = _none_of(count, "warning", "open")
    allowed = f" ({facts.allowed_warnings} may stay)" if facts.allowed_warnings and count else ""
    return count <= facts.allowed_warnings, head, f"{rest}{allowed}{_trial(facts.trial_warnings)}"


def _own(which: GateId, noun: str, rest: str, *, suggestions: bool = True) -> Callable[..., Said]:
    """A condition on the flags of one check; `suggestions`, whether those count too."""

    def say(facts: GateFacts, levels: Levels) -> Said:
        own = facts.own.get(which, Counted())
        count = own.suggestions if suggestions else 0
        count += 0 if _weighs_less(which, GateId.ERRORS, levels) else own.errors
        count += 0 if _weighs_less(which, GateId.WARNINGS, levels) else own.warnings
        return _none_of(count, noun, rest)

    return say


def _disclosure(facts: GateFacts, levels: Levels) -> Said:
    return (False, facts.disclosure, "") if facts.disclosure else (True, "", "readers are told of AI as the house asks")


def _weighs_less(which: GateId, than: GateId, levels: Levels) -> bool:
    """Whether flags of this condition are counted by their severity, because that weighs more."""
    return levels[which].rank < levels[than].rank


def _consent(facts: GateFacts, levels: Levels) -> Said:
    if not facts.no_consent:
        return True, "", "no customer is named or quoted without consent"
    return False, f"{_number(facts.no_consent, 'consent')} missing", "for a customer's name or words"


def _checklist(facts: GateFacts, levels: Levels) -> Said:
    if not facts.unanswered:
        return True, "", "checklist answered"
    return False, _number(facts.unanswered, "question"), "of the checklist to answer"


def _comments(facts: GateFacts, levels: Levels) -> Said:
    return _none_of(facts.threads, "comment", "unresolved")


def _retained(facts: GateFacts, levels: Levels) -> Said:
    led = f" ({facts.led})" if facts.led else ""
    if facts.retained is None or facts.retained_most >= 100:
        return True, "", "no limit on what stays as the AI wrote it"
    told = f"as the AI wrote it, {facts.retained_most}% is the most{led}"
    return facts.retained <= facts.retained_most, f"{facts.retained}%", told


def _length(facts: GateFacts, levels: Levels) -> Said:
    return _banded(facts.words, facts.lengths, _number(facts.words, "word"))


def _grade(facts: GateFacts, levels: Levels) -> Said:
    if facts.grade is None:
        return True, "", "too short for a reading grade" if any(facts.grades) else "no band for the reading grade"
    return _banded(round(facts.grade), facts.grades, f"reading grade {facts.grade:.0f}")


def _banded(figure: int, band: Band, said: str) -> Said:
    least, most = band
    if least is not None and figure < least:
        return False, said, f"({least} is the least)"
    if most is not None and figure > most:
        return False, said, f"({most} is the most)"
    return True, "", said


def _audience(facts: GateFacts, levels: Levels) -> Said:
    if facts.unchecked_audience:
        return False, "audience not checked", f"(“{facts.unchecked_audience}”)"
    return True, "", "nothing to check about the audience"


def _dates(facts: GateFacts, levels: Levels) -> Said:
    return (False, facts.dates[0], _more(len(facts.dates) - 1)) if facts.dates else (True, "", "no sensitive date is near")


def _checked(facts: GateFacts, levels: Levels) -> Said:
    not_run = [f"{name} ({why})" if why else name for name, why in facts.missing.items()]
    if facts.pending:
        return False, "still checking", ", ".join(facts.pending)
    if not_run:
        return False, "not checked with", ", ".join(not_run)
    return bool(facts.ran), "", f"checked with {', '.join(facts.ran) or 'nothing yet'}"


def _second_person(facts: GateFacts, levels: Levels) -> Said:
    if not facts.last_editor or not is_same_person(facts.last_editor, facts.person):
        return True, "", "approver is not the last editor"
    if facts.others:
        return True, "", f"{facts.person} edited last, and {_names(facts.others)} said yes as well"
    if facts.is_alone:
        what = "edited last and nobody else may approve; a house of one sets second_person to “off” in policy.toml"
        return False, "", f"{facts.person} {what}"
    return False, "", f"{facts.person} edited last, so somebody else approves"


def _parts(facts: GateFacts, levels: Levels) -> Said:
    given = {part for part, _ in facts.agreed} | set(facts.gives)
    left = [part.value for part in Part if part not in given]
    if left:
        return False, "", f"nobody has said yes to its {' or its '.join(left)}"
    told = {part: who for part, who in facts.agreed if part not in facts.gives}
    if told:
        return True, "", ", ".join(f"{part.value}: {told.get(part, facts.person)}" for part in Part)
    return True, "", "voice and accuracy come with the yes"


def _second_approval(facts: GateFacts, levels: Levels) -> Said:
    if facts.others:
        return True, "", f"{_names(facts.others)} said yes as well"
    why = f" ({', '.join(facts.risk.kinds)})" if facts.risk.kinds else ""
    if facts.is_alone:
        return (
            False,
            "1 more yes",
            "wanted and nobody else may approve; a house of one sets second_approval to “off” in policy.toml",
        )
    return False, "1 more yes", f"wanted, from a second person: {facts.risk.level.value} risk{why}"


def _signed(facts: GateFacts, levels: Levels) -> Said:
    return (False, "not signed", f"({facts.unsigned})") if facts.unsigned else (True, "", "approval is signed")


def _none_of(count: int, noun: str, rest: str) -> Said:
    return count == 0, _number(count, noun) if count else f"no {noun}s", rest


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _more(count: int) -> str:
    return f"and {count} more" if count else ""


def _trial(count: int) -> str:
    return f" ({count} more on trial)" if count else ""


def _names(names: tuple[str, ...]) -> str:
    return " and ".join(names)


_COUNTED = frozenset(
    {GateId.CLAIMS, GateId.CLAIMS_MINOR, GateId.ERRORS, GateId.WARNINGS, GateId.CONSENT, GateId.CHECKLIST, GateId.COMMENTS}
    | set(OF_CHECKS.values())
)
"""Conditions whose phrase begins with how many things are open; of the others it may begin with a figure of another kind."""

_SAYS: Mapping[GateId, Callable[[GateFacts, Levels], Said]] = {
    GateId.HOLD: _hold,
    GateId.NOT_EMPTY: _not_empty,
    GateId.CONTENT_TYPE: _content_type,
    GateId.CLAIMS: _claims,
    GateId.ERRORS: _errors,
    GateId.PERSONAL: _own(GateId.PERSONAL, "personal detail", "in the text", suggestions=False),
    GateId.DISCLOSURE: _disclosure,
    GateId.CONTACT: _own(GateId.CONTACT, "fault", "in how to reach a person or opt out"),
    GateId.MERGE_FIELDS: _own(GateId.MERGE_FIELDS, "merge field", "to mend", suggestions=False),
    GateId.INVENTED: _own(GateId.INVENTED, "detail", "that nobody gave the AI"),
    GateId.WARNINGS: _warnings,
    GateId.CLAIMS_MINOR: _claims_minor,
    GateId.CONSENT: _consent,
    GateId.LINKS: _own(GateId.LINKS, "link", "to mend", suggestions=False),
    GateId.CHECKLIST: _checklist,
    GateId.COMMENTS: _comments,
    GateId.RETAINED: _retained,
    GateId.LENGTH: _length,
    GateId.GRADE: _grade,
    GateId.AUDIENCE: _audience,
    GateId.DATES: _dates,
    GateId.CHECKED: _checked,
    GateId.SECOND_PERSON: _second_person,
    GateId.PARTS: _parts,
    GateId.SECOND_APPROVAL: _second_approval,
    GateId.SIGNED: _signed,
}
