"""Saying yes: what the gate is asked about a piece, and what the history keeps of a yes to all of it or to a part.

An approval has two parts, voice and accuracy. One person may give both at once, or two people one each; where two are wanted,
at high risk say, whoever edited last may be one of them and never the only one. A yes to a part holds for the exact text and
the round of review it was given in. The yes that completes the parts and brings the last person that is wanted is written as
the approval; every other as an agreement.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from studio.app import checklists, commenting, disclosure
from studio.app.bound import for_yes, is_bound_to_this, led_by, lengths
from studio.checks.readability import figures
from studio.core import gate as gates
from studio.core.acts import Act, may
from studio.core.claim import Claim
from studio.core.errors import BadInput, Refused
from studio.core.events import EventType, canonical, digest
from studio.core.flag import Severity
from studio.core.gate import Counted, Gate, GateFacts, GateId, Level
from studio.core.judgement import Agreement, DisclosureLevel, Part
from studio.core.piece import Stage, each_once, is_same_person
from studio.core.provenance import retained
from studio.core.risk import Risk, RiskReading
from studio.core.times import day as day_of

if TYPE_CHECKING:
    from studio.app.session import ReviewSession

RATINGS = range(1, 6)
"""How much a text sounds like the brand: 1 not at all, 5 could be nobody else."""

BOTH = tuple(Part)


@dataclass(frozen=True, slots=True)
class Yes:
    """What one person says yes to.

    Attributes:
        parts: of the approval; what it says of the others, others say.
        rating: of the voice, 1 to 5; 0 where nobody says.
        responsible: who carries editorial responsibility; empty for whoever answers for the piece.
    """

    parts: tuple[Part, ...] = BOTH
    note: str = ""
    rating: int = 0
    responsible: str = ""

    def must_make_sense(self) -> None:
        """Raises: BadInput, for a rating that is none, or of a voice that is not agreed to; Refused, for a yes to nothing."""
        if not self.parts:
            raise Refused("A yes is to its voice, to its accuracy, or to both.", "Choose at least one.")
        if self.rating and self.rating not in RATINGS:
            raise BadInput(f"{self.rating} is no rating.", "Rate the voice from 1 (not ours at all) to 5 (could be nobody else).")
        if self.rating and Part.VOICE not in self.parts:
            raise BadInput("A rating is of the voice.", "Say yes to the voice as well, or leave the rating out.")


# ---------------------------------------------------------------- what the gate is asked


def gate_of(session: "ReviewSession", person: str, unsigned: str, parts: Sequence[Part] = BOTH) -> Gate:
    """The gate for a yes of `person` to these parts, as things stand.

    Args:
        unsigned: why that yes would carry no signature; empty where it will.
    """
    risk = session.risk
    levels = session.desk.policy.levels(session.piece.channel, risk.level)
    return gates.evaluate(facts_of(session, person, unsigned, parts, levels, risk), levels)


def facts_of(
    session: "ReviewSession", person: str, unsigned: str, parts: Sequence[Part], levels: gates.Levels, risk: RiskReading
) -> GateFacts:
    """Everything that the gate is asked about; what is off and takes long to find out is not found out."""
    policy, piece, document = session.desk.policy, session.piece, session.document
    limits = policy.limits_for(piece.channel)
    claims = session.claims
    opened = [claim for claim in claims if claim.is_open]
    weighty = sum(claim.note.severity.is_weighty for claim in opened)
    plain, own, trial = _counted(session)
    grades = limits.get("grade_min"), limits.get("grade_max")
    wants_grade = levels[GateId.GRADE] is not Level.OFF and any(grades)
    most, led = led_by(session)
    wants_share = levels[GateId.RETAINED] is not Level.OFF and most < 100
    return GateFacts(
        words=document.word_count,
        errors=plain[Severity.ERROR],
        warnings=plain[Severity.WARNING],
        claims_high=weighty,
        claims_minor=len(opened) - weighty,
        no_consent=sum(claim.lacks_consent for claim in claims),
        ran=session.ran,
        missing=session.missing,
        pending=session.pending,
        last_editor=session.last_editor,
        person=person,
        is_alone=all(editor.is_called(person) for editor in policy.editors if editor.works_on(piece.brand)),
        trial_errors=trial[Severity.ERROR],
        trial_warnings=trial[Severity.WARNING],
        unsigned=unsigned,
        allowed_warnings=limits.get("warnings", 0),
        own=own,
        disclosure=_untold(session) if levels[GateId.DISCLOSURE] is not Level.OFF else "",
        unanswered=len(checklists.standing(session).open) if levels[GateId.CHECKLIST] is not Level.OFF else 0,
        threads=len(commenting.waiting(session)) if levels[GateId.COMMENTS] is not Level.OFF else 0,
        grade=figures(document).grade if wants_grade else None,
        grades=grades,
        lengths=lengths(session, limits),
        retained=round(100 * retained(session.comparison).share) if wants_share else None,
        retained_most=most,
        led=led,
        unchecked_audience="" if piece.audience_checked else piece.audience,
        dates=dates_near(session, risk.subjects) if levels[GateId.DATES] is not Level.OFF else (),
        unread_type=_unread_type(session),
        held=_held(session),
        agreed=tuple((part, each.who) for each in agreements(session) for part in each.parts),
        gives=tuple(parts),
        risk=risk,
    )


def _counted(session: "ReviewSession") -> tuple[Counter[Severity | None], dict[GateId, Counted], Counter[Severity | None]]:
    """The open flags: of checks without a condition of their own, of those with one, and of rules on trial."""
    policy = session.desk.policy
    plain, trial = Counter[Severity | None](), Counter[Severity | None]()
    own: dict[GateId, Counter[Severity | None]] = {}
    for flag in session.flags:
        if policy.is_on_trial(flag.rule):
            trial[flag.severity] += 1
        elif which := gates.OF_CHECKS.get(flag.check):
            own.setdefault(which, Counter())[flag.severity] += 1
        else:
            plain[flag.severity] += 1
    counted = {
        which: Counted(each[Severity.ERROR], each[Severity.WARNING], each[Severity.SUGGESTION]) for which, each in own.items()
    }
    return plain, counted, trial


def _unread_type(session: "ReviewSession") -> str:
    """Why the rules of its content type are not known, as a phrase; empty where they are. A template that only the draft's own
    header names, and that nobody here ever had, has no rules to miss."""
    fault = session.desk.type_fault(session.piece.content_type)
    if not fault:
        return ""
    said = session.desk.history.events(session.piece.id, [EventType.PIECE_CREATED, EventType.PIECE_DESCRIBED])
    payloads = [event.payload or {} for event in said]
    is_ours = any(each.get("template_version") or "content_type" in (each.get("what") or {}) for each in payloads)
    return fault if is_ours else ""


def _untold(session: "ReviewSession") -> str:
    """What readers are not told of AI's part and should be, as a phrase."""
    found = disclosure.standing(session)
    if found.met:
        return ""
    return f"no {'full note' if found.level is DisclosureLevel.FULL else 'line'} that tells readers of AI"


def dates_near(session: "ReviewSession", subjects: tuple[str, ...]) -> tuple[str, ...]:
    """The sensitive dates that are near and that this piece is about, a phrase each, the next first."""
    today, piece = date.fromisoformat(session.desk.today), session.piece
    found = []
    for entry in session.desk.policy.dates:
        near = entry.near(today)
        if near and entry.is_for(piece.brand, piece.channel.value, subjects):
            first, last = near
            when = f"begins on {day_of(first.isoformat())}" if first > today else "is today"
            if first <= today < last:
                when = f"goes on until {day_of(last.isoformat())}"
            found.append((first, f"{entry.name} {when}{f' ({entry.note})' if entry.note else ''}"))
    return tuple(phrase for _, phrase in sorted(found, key=lambda each: each[0]))


def _held(session: "ReviewSession") -> str:
    piece = session.piece
    if piece.stage is not Stage.ON_HOLD:
        return ""
    until = f" until {day_of(piece.held_until)}" if piece.held_until else ""
    return f"{piece.held_why or 'nobody said why'}{until}"


def agreements(session: "ReviewSession") -> tuple[Agreement, ...]:
    """Every yes to a part that is in force: for this very text, in this round of review, and of somebody who may still give it.
    A role taken away takes the yes along, and brings it back when it is given again."""
    piece, text = session.piece, session.text_hash
    if piece.stage not in (Stage.IN_REVIEW, Stage.ON_HOLD):
        return ()
    every = session.desk.history.judged.agreements(piece.id)
    given = tuple(each for each in every if each.text_hash == text and each.revision == piece.revision)
    if not given:
        return ()
    said = session.desk.history.events(piece.id, [EventType.AGREED])
    kept = {(event.actor.name, event.time): event.payload or {} for event in said}
    bound = (each for each in given if is_bound_to_this(session, kept.get((each.who, each.when), {})))
    return tuple(each for each in bound if _may_still(session, each.who))


def _may_still(session: "ReviewSession", name: str) -> bool:
    """Whether the person works here today, for this brand, in a role that may agree."""
    person = session.desk.policy.called(name)
    return person is not None and may(Act.AGREE, person) and person.works_on(session.piece.brand)


def left_over(session: "ReviewSession") -> str:
    """What is still missing once a yes to a part was said, and who may bring it, in sentences: what the same person might say yes
    to as well counts as missing until it is said."""
    piece = session.piece
    names = ", ".join(each.name for each in session.desk.policy.editors if each.works_on(piece.brand))
    return f"{session.gate(parts=()).sentence()} Who may say yes: {names}."


# ---------------------------------------------------------------- what the history keeps of a yes


def agreement(session: "ReviewSession", gate: Gate, yes: Yes) -> dict[str, Any]:
    """A yes to parts that does not complete the approval.

    Raises:
        Refused: the gate misses more than the other yes, or these parts were agreed to by the same person before.
    """
    if gate.before_a_part:
        raise Refused(gate.sentence_of_a_part(), "Settle these first.")
    name = session.person.name
    mine = {part for each in agreements(session) if is_same_person(each.who, name) for part in each.parts}
    if mine >= set(yes.parts):
        left = ", ".join(item.phrase for item in gate.missing)
        raise Refused(f"{name} has said yes to its {_parts(yes.parts)} already.", f"What is missing: {left}.")
    return {
        "revision": session.piece.revision,
        "parts": [part.value for part in yes.parts],
        "note": yes.note.strip(),
        "rating": yes.rating,
        "bound": for_yes(session)["bound"],
        **_what_was_found(session),
    }


def approval(session: "ReviewSession", gate: Gate, yes: Yes) -> dict[str, Any]:
    """The yes that completes the approval.

    Raises:
        Refused: with a sentence that names what the gate still misses.
        NotFound: nobody of the name that is to carry responsibility.
    """
    if not gate.open:
        alone = all(item.id in (GateId.SECOND_APPROVAL, GateId.SECOND_PERSON) for item in gate.missing)
        remedy = "Agree to its parts (`agree`); the second person’s yes approves it." if alone and gate.takes_two else ""
        raise Refused(gate.sentence(), remedy or "Settle these first.")
    name, piece = session.person.name, session.piece
    before = agreements(session)
    said = {part: each.who for each in before for part in each.parts} | dict.fromkeys(yes.parts, name)
    ratings = [each.rating for each in before if each.rating]
    policy = session.desk.policy
    told = disclosure.for_approval(session)
    if yes.responsible.strip():
        told["responsible"] = policy.person(yes.responsible).name
    levels = policy.levels(piece.channel, gate.risk.level)
    return {
        "revision": piece.revision,
        "gate": [[item.id.value, item.level.value, item.met] for item in gate.items],
        "note": yes.note.strip(),
        "parts": {part.value: said[part] for part in Part if part in said},
        "agreed": list(each_once([*(each.who for each in before), name])),
        "risk": {"level": gate.risk.level.value, "why": list(gate.risk.kinds)},
        "rating": yes.rating or (ratings[-1] if ratings else 0),
        **told,
        "separation": separation(levels, gate.risk.level).value,
        "checklist": _answers(session),
        **for_yes(session),
        **_what_was_found(session),
    }


def separation(levels: gates.Levels, risk: Risk) -> Level:
    """What the policy says of a second person for a text of that risk: at high risk the weaker of its two conditions."""
    asked = [levels[GateId.SECOND_PERSON]] + ([levels[GateId.SECOND_APPROVAL]] if risk is Risk.HIGH else [])
    return min(asked, key=lambda level: level.rank)


def _what_was_found(session: "ReviewSession") -> dict[str, Any]:
    return {
        "claims_hash": _hash_of(session.claims),
        "missing": sorted({*session.missing, *session.pending}),
    }


def _hash_of(claims: Iterable[Claim]) -> str:
    return digest(canonical([[claim.key, claim.status.value] for claim in claims]))


def _answers(session: "ReviewSession") -> list[list[str]]:
    """The answers of the checklist that count for this text: list, item, answer and who gave it."""
    rows = checklists.standing(session).rows
    return [[row.list, row.question.id, row.answer.answer.value, row.answer.who] for row in rows if row.answer and row.counts]


def _parts(parts: Collection[Part]) -> str:
    return " and its ".join(part.value for part in Part if part in parts)
