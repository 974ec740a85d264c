"""The words of the gate: its conditions, their levels and where each is seen to, and the facts that it is asked about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from studio.core.judgement import Part
from studio.core.piece import each_once, is_same_person
from studio.core.risk import ORDINARY, Risk, RiskReading


class Level(StrEnum):
    """`off` is not looked at, `recommended` is shown and may be passed over, `required` refuses approval."""

    OFF = "off"
    RECOMMENDED = "recommended"
    REQUIRED = "required"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class GateId(StrEnum):
    """Every condition, in the order in which a person is told of them."""

    HOLD = "hold"
    NOT_EMPTY = "not_empty"
    CONTENT_TYPE = "content_type"
    CLAIMS = "claims"
    ERRORS = "errors"
    PERSONAL = "personal"
    DISCLOSURE = "disclosure"
    CONTACT = "contact"
    MERGE_FIELDS = "merge_fields"
    INVENTED = "invented"
    WARNINGS = "warnings"
    CLAIMS_MINOR = "claims_minor"
    CONSENT = "consent"
    LINKS = "links"
    CHECKLIST = "checklist"
    COMMENTS = "comments"
    RETAINED = "retained"
    LENGTH = "length"
    GRADE = "grade"
    AUDIENCE = "audience"
    DATES = "dates"
    CHECKED = "checked"
    SECOND_PERSON = "second_person"
    PARTS = "parts"
    SECOND_APPROVAL = "second_approval"
    SIGNED = "signed"


OFF, RECOMMENDED, REQUIRED = Level
DEFAULT_LEVELS: Mapping[GateId, Level] = {
    GateId.HOLD: REQUIRED,
    GateId.NOT_EMPTY: REQUIRED,
    GateId.CONTENT_TYPE: REQUIRED,
    GateId.CLAIMS: REQUIRED,
    GateId.ERRORS: REQUIRED,
    GateId.PERSONAL: REQUIRED,
    GateId.DISCLOSURE: REQUIRED,
    GateId.CONTACT: RECOMMENDED,
    GateId.MERGE_FIELDS: REQUIRED,
    GateId.INVENTED: RECOMMENDED,
    GateId.WARNINGS: RECOMMENDED,
    GateId.CLAIMS_MINOR: RECOMMENDED,
    GateId.CONSENT: REQUIRED,
    GateId.LINKS: RECOMMENDED,
    GateId.CHECKLIST: REQUIRED,
    GateId.COMMENTS: RECOMMENDED,
    GateId.RETAINED: REQUIRED,
    GateId.LENGTH: RECOMMENDED,
    GateId.GRADE: RECOMMENDED,
    GateId.AUDIENCE: OFF,
    GateId.DATES: RECOMMENDED,
    GateId.CHECKED: REQUIRED,
    GateId.SECOND_PERSON: REQUIRED,
    GateId.PARTS: REQUIRED,
    GateId.SECOND_APPROVAL: OFF,
    GateId.SIGNED: RECOMMENDED,
}
DEFAULT_AT_RISK: Mapping[Risk, Mapping[GateId, Level]] = {Risk.HIGH: {GateId.SECOND_APPROVAL: REQUIRED}}
"""Where a risk asks for another level than `DEFAULT_LEVELS`, unless the house says something else."""

OF_CHECKS: Mapping[str, GateId] = {
    "privacy": GateId.PERSONAL,
    "disclosure": GateId.CONTACT,
    "merge_fields": GateId.MERGE_FIELDS,
    "invented": GateId.INVENTED,
    "links": GateId.LINKS,
}
"""Checks whose flags have a condition of their own."""

OF_THE_YES = (GateId.PARTS, GateId.SECOND_APPROVAL, GateId.SECOND_PERSON, GateId.SIGNED)
"""Conditions that speak of who says yes, and not of the text."""


class Place(StrEnum):
    """What a window opens when somebody presses a condition."""

    TEXT = "text"
    FLAGS = "flags"
    CLAIMS = "claims"
    CHECKLIST = "checklist"
    COMMENTS = "comments"
    DISCLOSURE = "disclosure"
    MEASURES = "measures"
    CHECKS = "checks"
    PIECE = "piece"
    DESCRIPTION = "description"
    YES = "yes"
    KEY = "key"


PLACES: Mapping[GateId, Place] = {
    GateId.HOLD: Place.PIECE,
    GateId.NOT_EMPTY: Place.TEXT,
    GateId.CONTENT_TYPE: Place.DESCRIPTION,
    GateId.CLAIMS: Place.CLAIMS,
    GateId.ERRORS: Place.FLAGS,
    GateId.PERSONAL: Place.FLAGS,
    GateId.DISCLOSURE: Place.DISCLOSURE,
    GateId.CONTACT: Place.FLAGS,
    GateId.MERGE_FIELDS: Place.FLAGS,
    GateId.INVENTED: Place.FLAGS,
    GateId.WARNINGS: Place.FLAGS,
    GateId.CLAIMS_MINOR: Place.CLAIMS,
    GateId.CONSENT: Place.CLAIMS,
    GateId.LINKS: Place.FLAGS,
    GateId.CHECKLIST: Place.CHECKLIST,
    GateId.COMMENTS: Place.COMMENTS,
    GateId.RETAINED: Place.MEASURES,
    GateId.LENGTH: Place.MEASURES,
    GateId.GRADE: Place.MEASURES,
    GateId.AUDIENCE: Place.DESCRIPTION,
    GateId.DATES: Place.PIECE,
    GateId.CHECKED: Place.CHECKS,
    GateId.SECOND_PERSON: Place.YES,
    GateId.PARTS: Place.YES,
    GateId.SECOND_APPROVAL: Place.YES,
    GateId.SIGNED: Place.KEY,
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Open flags of a check that has a condition of its own, by their severity."""

    errors: int = 0
    warnings: int = 0
    suggestions: int = 0

    @property
    def all(self) -> int:
        return self.errors + self.warnings + self.suggestions


Band = tuple[int | None, int | None]
"""The least and the most; None where the house says nothing."""


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What the gate is asked about.

    Attributes:
        words: words of the working text.
        errors, warnings: open flags of that severity, of the checks that have no condition of their own.
        claims_high: open claims of severity high or blocker; `claims_minor` the others.
        ran: checks that ran on this very text.
        missing: checks that should have and did not, with the reason; `pending` are still on their way.
        last_editor: who changed the text last, empty when nobody has.
        person: who would approve.
        is_alone: whether nobody else here could.
        no_consent: customers named or quoted with evidence, and without their consent in it.
        unsigned: why the approval would carry no signature, empty where it will.
        trial_errors, trial_warnings: open flags of rules on trial, which are among none of the others.
        allowed_warnings: as many warnings as may stay open.
        own: open flags of checks with a condition of their own. Each is counted once: by its own condition or by its severity,
            whichever weighs more.
        disclosure: what readers are not told of AI and should be, as a phrase; empty for nothing.
        unanswered: questions of the checklist that have to be answered for this text and are not.
        threads: threads of comments that nobody has resolved.
        grade: reading grade in school years, None where the text is too short for one; `grades` the band it has to be in.
        lengths: the band for `words`.
        retained: per cent of the text that stands as the AI wrote it, None where nobody counted; `retained_most` the limit,
            `led` what sets it ("human-led, for a letter").
        unchecked_audience: the audience whose criteria nobody has checked; empty where it was, or there is none.
        dates: sensitive dates that are near, a phrase each.
        unread_type: why the rules of its content type are not known, naming the file and what to do; empty where they are, or
            it has none.
        held: why the piece is on hold, as a phrase; empty where it is not.
        agreed: who has said yes to each part of this very text already.
        gives: the parts that `person` says yes to now.
        risk: of this text.
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
    allowed_warnings: int = 0
    own: Mapping[GateId, Counted] = field(default_factory=dict)
    disclosure: str = ""
    unanswered: int = 0
    threads: int = 0
    grade: float | None = None
    grades: Band = (None, None)
    lengths: Band = (None, None)
    retained: int | None = None
    retained_most: int = 100
    led: str = ""
    unchecked_audience: str = ""
    dates: tuple[str, ...] = ()
    unread_type: str = ""
    held: str = ""
    agreed: tuple[tuple[Part, str], ...] = ()
    gives: tuple[Part, ...] = tuple(Part)
    risk: RiskReading = ORDINARY

    @property
    def others(self) -> tuple[str, ...]:
        """Who has said yes already, but for the person who is asked now."""
        return each_once(who for _, who in self.agreed if not is_same_person(who, self.person))
