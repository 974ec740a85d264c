"""What a person answers to a flag or a claim, as the payload of an event; an answer that lacks its reason is refused."""

import re
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from studio.app.anchoring import anchored
from studio.core.claim import Claim, ClaimSeverity, ClaimStatus, Consent, Evidence, Support
from studio.core.errors import BadInput, Refused
from studio.core.events import digest
from studio.core.flag import Dismissal, Flag, Reason, Scope, Severity
from studio.core.piece import Person, is_same_person
from studio.core.times import typed_day


def dismissal(flag: Flag, reason: Reason | None, scope: Scope, note: str, until: str, today: str) -> dict[str, Any]:
    """A no to a flag.

    Args:
        until: its last day, ISO 8601; empty for good.
    Raises:
        Refused: without a reason, `other` without a note, with a last day that is over, or where the flag is a claim.
        BadInput: `until` is no day.
    """
    if flag.claim is not None:
        raise Refused("A claim is not dismissed.", "Give it evidence, call it an opinion, or take its words out.")
    if reason is None:
        raise Refused("A flag is dismissed with a reason.", f"Choose one: {', '.join(Reason)}.")
    if reason is Reason.OTHER and not note.strip():
        raise Refused("“Other” says nothing by itself.", "Add a note that says why.")
    last = typed_day(until)
    if last and last < today:
        raise Refused(f"{last} is over already.", "Choose a later day, or none.")
    return {
        "key": flag.key,
        "rule": flag.rule,
        "scope": scope.value,
        "reason": reason.value,
        "note": note.strip(),
        "text": flag.text,
        "message": flag.message,
        "severity": (flag.severity or Severity.WARNING).value,
    } | ({"until": last} if last else {})


def taken_back(answer: Dismissal) -> dict[str, Any]:
    return {"key": answer.key, "rule": answer.rule, "scope": answer.scope.value}


def evidence(claim: Claim, given: Evidence, text: str, today: str) -> dict[str, Any]:
    """What bears on a claim, and the status that follows: partly supporting evidence leaves it where it was.

    Args:
        given: `who`, `when` and `words` are not looked at.
        text: the working text, in which the claim's place is noted.
        today: ISO 8601.
    Raises:
        Refused: without a link or file, without the passage, with half a consent, where somebody looked on a day that is still to
            come, or where it has run out already.
        BadInput: what should be a link or a file reads like neither, or what should be a day is none.
    """
    url, quote = given.url.strip(), given.quote.strip()
    if not url or not quote:
        raise Refused("Evidence needs a link or a file, and the passage that says it.", "Fill in both.")
    if not _leads_somewhere(url):
        raise BadInput(
            f"“{' '.join(url.split())}” is neither a link nor a file.",
            "Write a link such as https://example.org/page, a file's name, or “own record: ” and which one.",
        )
    status = {
        Support.SUPPORTS: ClaimStatus.SUPPORTED,
        Support.PARTLY: claim.status if claim.status in _STAY and not claim.decided_in else ClaimStatus.UNVERIFIED,
        Support.CONTRADICTS: ClaimStatus.CONTRADICTED,
    }[given.support]
    extra = {
        "valid_until": _holding(given.valid_until.strip(), today),
        "accessed": _past(given.accessed.strip(), today),
        "publisher": given.publisher.strip(),
        "note": given.note.strip(),
        "consent": _consent(given.consent, today),
    }
    said = {"url": url, "quote": quote, "support": given.support.value, "status": status.value}
    return _of(claim, text) | said | {key: value for key, value in extra.items() if value}


_STAY = (ClaimStatus.UNVERIFIED, ClaimStatus.SUPPORTED, ClaimStatus.CONTRADICTED, ClaimStatus.OPINION)


def _holding(text: str, today: str) -> str:
    """Raises: Refused, where the last day is over; BadInput, where it is none."""
    last = typed_day(text)
    if last and last < today:
        raise Refused(f"This evidence ran out on {last}.", "Give some that still holds, or a later last day, or none.")
    return last


def _past(text: str, today: str) -> str:
    """Raises: Refused, where the day is still to come; BadInput, where it is none."""
    day = typed_day(text)
    if day > today:
        raise Refused(f"{day} is still to come.", "Write the day on which it was.")
    return day


def _consent(given: Consent | None, today: str) -> dict[str, str] | None:
    """Raises: Refused, where it is not said whose yes it is, when it was given or for what."""
    if given is None or not any((given.who.strip(), given.when.strip(), given.scope.strip())):
        return None
    if not all((given.who.strip(), given.when.strip(), given.scope.strip())):
        raise Refused("A consent is somebody's, of a day, and for something.", "Fill in all three, or none of them.")
    return asdict(Consent(given.who.strip(), _past(given.when.strip(), today), given.scope.strip()))


def decision(claim: Claim, status: ClaimStatus, reason: str, person: str, text: str) -> dict[str, Any]:
    """A status for a claim. Whether the words of a `removed` one are gone, the caller knows.

    Args:
        person: who decides; the second to call a figure an opinion must be another one than the first.
        text: the working text, in which the claim's place is noted.
    Raises:
        Refused: `supported` without evidence, `opinion` without a reason or a second time by the same person, `stale`.
    """
    if status is ClaimStatus.STALE:
        raise Refused("Stale is what a day that has passed makes of a claim.", "Call it unverified, or give it newer evidence.")
    if status is ClaimStatus.SUPPORTED and all(each.support is Support.CONTRADICTS for each in claim.evidence):
        raise Refused("A claim is supported by evidence.", "Attach a link and the passage that says it.")
    if status is ClaimStatus.OPINION and not reason.strip():
        raise Refused("An opinion needs a reason.", "Say why no reader takes it for a fact.")
    if status is ClaimStatus.OPINION and is_same_person(claim.second, person):
        raise Refused(
            f"{person} has called it an opinion already.", "It takes a second person to agree, for it holds a figure or a name."
        )
    told = {"status": status.value, "reason": reason.strip()}
    if status is ClaimStatus.OPINION and claim.second:
        told = {**told, "agrees_with": claim.second, "reason": f"{reason.strip()} ({claim.second}: {claim.reason})"}
    return _of(claim, text) | told


def question(claim: Claim, to: Person, said: str, asker: str) -> dict[str, Any]:
    """A remark about a claim to a colleague.

    Raises:
        Refused: nothing is said, or one asks oneself.
    """
    if not said.strip():
        raise Refused(f"{to.name} needs to know what is asked.", "Write the question.")
    if to.is_called(asker):
        raise Refused("You are the one who asks.", "Choose a colleague.")
    return {"key": claim.key, "text": claim.text, "to": to.name, "question": said.strip()}


def is_quick(claim: Claim) -> bool:
    """Whether it may be confirmed together with others: an ordinary claim whose evidence waits whole for a yes, and that nobody
    has said anything about."""
    light = claim.note.severity.rank < ClaimSeverity.HIGH.rank and not claim.note.needs_consent
    is_whole = claim.proposal is not None and claim.proposal.is_whole and claim.proposal.is_exact
    return claim.is_open and light and is_whole and not (claim.clashes or claim.changed or claim.decided_by)


def _of(claim: Claim, text: str) -> dict[str, Any]:
    found = {
        "key": claim.key,
        "text": claim.text,
        "categories": list(claim.note.categories),
        "severity": claim.note.severity.value,
    }
    if claim.span is None:
        return found
    return found | {"anchor": anchored(text, claim.span) | {"text_hash": digest(text)}}


_ENDING = re.compile(r"\.[A-Za-z]\w{0,7}$")


def _leads_somewhere(text: str) -> bool:
    """Whether a reader could follow it: a link with a host, a file's name or path, or a record the house says it keeps."""
    if "://" in text:
        try:
            found = urlsplit(text)
        except ValueError:  # a host in brackets that is no address
            return False
        return bool(found.scheme and found.hostname) and not re.search(r"\s", found.netloc)
    parts = re.split(r"[/\\]", text)
    is_path = len(parts) > 1 and any(len(part) > 1 for part in parts)  # “n/a” is none
    return is_path or bool(_ENDING.search(text)) or text.casefold().startswith("own record")
