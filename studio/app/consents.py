"""Consents of people to what a text says of them: recorded, answering the flags of the privacy check for as long as they hold.

A consent answers a flag by the flag's key, or by the very words that are flagged. It returns when the consent has run out or was
withdrawn, or when the words have changed. The latest word on a subject counts. The consent that a customer gave to being quoted
stands with the evidence of the claim; it answers the flag on their name, and is listed here too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from studio.core.acts import Act
from studio.core.claim import ClaimDecision
from studio.core.errors import NotFound, Refused
from studio.core.events import EventType
from studio.core.flag import Dismissal, Flag, Reason, Scope
from studio.core.judgement import ConsentRecord
from studio.core.times import typed_day

if TYPE_CHECKING:
    from studio.app.session import ReviewSession

CHECK = "privacy"
_NAME = "Privacy.Name"


def holds(record: ConsentRecord, today: str) -> bool:
    """Whether it still counts; `today` is ISO 8601."""
    return not record.until or today <= record.until


def name_of(subject: str) -> str:
    """Letters and digits alone: whom or what a consent is about, however it is written."""
    return "".join(sign for sign in subject.casefold() if sign.isalnum())


def latest(records: Iterable[ConsentRecord]) -> tuple[ConsentRecord, ...]:
    """Of each subject the last that was recorded."""
    return tuple({name_of(each.subject): each for each in records}.values())


@dataclass(frozen=True)
class Consents:
    """What answers flags in one piece today.

    Attributes:
        records: those that hold.
        quoted: names of customers whose consent stands with a claim's evidence, as `name_of` has them, and when it was given.
    """

    records: tuple[ConsentRecord, ...] = ()
    quoted: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[ConsentRecord], decisions: Mapping[str, ClaimDecision], today: str) -> "Consents":
        given = [each.consent for one in decisions.values() for each in one.evidence if each.consent and each.holds(today)]
        return cls(tuple(each for each in latest(records) if holds(each, today)), {name_of(one.who): one.when for one in given})

    def answer(self, flag: Flag) -> Dismissal | None:
        """How a consent answers a flag; None where none does."""
        if flag.check != CHECK:
            return None
        words = name_of(flag.text)
        for each in self.records:
            if (each.key and each.key == flag.key) or name_of(each.subject) == words:
                note = f"Consent of {each.subject}: {each.scope}"
                return _answered(flag, note, each.who, each.when, each.until)
        if flag.rule == _NAME and words in self.quoted:
            return _answered(flag, f"Consent of {flag.text} stands with the claim.", "", self.quoted[words], "")
        return None


def _answered(flag: Flag, note: str, who: str, when: str, until: str) -> Dismissal:
    return Dismissal(flag.key, flag.rule, Scope.HERE, Reason.DELIBERATE, note, who, when, flag.text, flag.message, until)


@dataclass(frozen=True, slots=True)
class Row:
    """One consent as the list shows it.

    Attributes:
        record: None for one that stands with a claim.
        holds: whether it counts today; `in_text` whether the text still has the words.
    """

    subject: str
    scope: str
    given: str
    until: str
    proof: str
    who: str
    holds: bool
    in_text: bool
    record: ConsentRecord | None = None


def listed(session: "ReviewSession") -> tuple[Row, ...]:
    """Every consent of the piece: those that were recorded, the last one of each subject, then those that stand with claims."""
    today, words = session.desk.today, name_of(session.text)
    rows = [
        Row(
            *(each.subject, each.scope, each.given, each.until, each.proof, each.who, holds(each, today)),
            in_text=name_of(each.subject) in words,
            record=each,
        )
        for each in latest(session.desk.history.judged.consents(session.piece.id))
    ]
    for claim in session.claims:
        for evidence in claim.evidence:
            if evidence.consent:
                given = evidence.consent
                said = (
                    given.who,
                    given.scope,
                    given.when,
                    evidence.valid_until,
                    evidence.url,
                    evidence.who,
                    evidence.holds(today),
                )
                rows.append(Row(*said, in_text=name_of(given.who) in words))
    return tuple(dict.fromkeys(rows))


def record(
    session: "ReviewSession",
    subject: str,
    scope: str,
    *,
    given: str = "",
    until: str = "",
    proof: str = "",
    flag: Flag | None = None,
) -> None:
    """Write down that somebody agreed to what the text says of them.

    Args:
        subject: whose data it is, or the words that are flagged; those of `flag` where it is empty.
        scope: what for, in words.
        given: the day of the yes, ISO 8601; today where it is empty. `until`: its last day; empty for good.
        proof: where it can be seen.
        flag: the flag it answers.
    Raises:
        Refused: somebody who may not, nobody and nothing named, or days that cannot be.
        BadInput: a day that is none.
    """
    session.must(Act.CONSENT)
    subject = subject.strip() or (flag.text.strip() if flag else "")
    if not name_of(subject):
        raise Refused("A consent is somebody's.", "Say whose data it is, as it stands in the text.")
    if not scope.strip():
        raise Refused("A consent is for something.", "Say what for, such as “their name on the website”.")
    today = session.desk.today
    day, last = typed_day(given) or today, typed_day(until)
    if day > today:
        raise Refused(f"{day} is still to come.", "Write the day on which they agreed.")
    if last and last < day:
        raise Refused(f"It would run out on {last}, before it was given.", "Write a later day, or leave it out.")
    _write(session, subject, day, scope.strip(), last, proof.strip(), flag.key if flag else "")


def withdraw(session: "ReviewSession", subject: str) -> None:
    """Write down that a consent does not hold any more; its flags come back.

    Raises:
        NotFound: none of that subject holds.
        Refused: somebody who may not.
    """
    session.must(Act.CONSENT)
    today = session.desk.today
    known = latest(session.desk.history.judged.consents(session.piece.id))
    found = next((each for each in known if name_of(each.subject) == name_of(subject) and holds(each, today)), None)
    if found is None:
        raise NotFound(f"No consent of “{subject}” holds for this piece.", "`bluepencil privacy PIECE` lists them.")
    yesterday = (date.fromisoformat(today) - timedelta(days=1)).isoformat()
    _write(session, found.subject, found.given, found.scope, yesterday, found.proof, found.key, withdrawn=True)


def _write(
    session: "ReviewSession", subject: str, given: str, scope: str, until: str, proof: str, key: str, *, withdrawn: bool = False
) -> None:
    payload: dict[str, Any] = {"subject": subject, "given": given, "scope": scope, "until": until, "proof": proof, "key": key}
    if withdrawn:  # and did not only run out: it counts wherever the same story stands
        payload["withdrawn"] = True
    session.record((EventType.CONSENT_RECORDED, payload))
