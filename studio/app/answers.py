"""What a person answers to a flag or a claim, as the payload of an event; an answer that lacks its reason is refused.

Also the claims desk itself: claims found in the text, joined with what was answered to them.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from studio.core.claim import ANSWERED, Claim, ClaimDecision, ClaimStatus, Evidence
from studio.core.errors import BadInput, Refused
from studio.core.flag import Dismissal, Flag, Reason, Scope, Severity, fingerprint


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
    last = _day(until.strip())
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


def evidence(claim: Claim, url: str, quote: str, valid_until: str, note: str) -> dict[str, Any]:
    """A source for a claim, and the passage that says so.

    Raises:
        Refused: without a link or file, or without the passage.
        BadInput: what should be a link or a file reads like neither, or `valid_until` is no day.
    """
    if not url.strip() or not quote.strip():
        raise Refused("Evidence needs a link or a file, and the passage that says it.", "Fill in both.")
    if not _leads_somewhere(url.strip()):
        raise BadInput(
            f"“{' '.join(url.split())}” is neither a link nor a file.",
            "Write a link such as https://example.org/page, a file's name, or “own record: ” and which one.",
        )
    extra = {"valid_until": _day(valid_until.strip()), "note": note.strip()}
    said = {"url": url.strip(), "quote": quote.strip()}
    return _of(claim) | said | {key: value for key, value in extra.items() if value}


def decision(claim: Claim, status: ClaimStatus, reason: str) -> dict[str, Any]:
    """A status for a claim. Whether the words of a `removed` one are gone, the caller knows.

    Raises:
        Refused: `supported` without evidence, `opinion` without a reason.
    """
    if status is ClaimStatus.SUPPORTED and not claim.evidence:
        raise Refused("A claim is supported by evidence.", "Attach a link and the passage that says it.")
    if status is ClaimStatus.OPINION and not reason.strip():
        raise Refused("An opinion needs a reason.", "Say why no reader takes it for a fact.")
    return _of(claim) | {"status": status.value, "reason": reason.strip()}


def _of(claim: Claim) -> dict[str, Any]:
    return {
        "key": claim.key,
        "text": claim.text,
        "categories": list(claim.note.categories),
        "severity": claim.note.severity.value,
    }


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


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise BadInput(f"“{text}” is not a day.", "Write it like 2027-11-30.") from None


# ---------------------------------------------------------------- the claims desk


def claims_of(flags: Iterable[Flag], decisions: Mapping[str, ClaimDecision], today: str) -> tuple[Claim, ...]:
    """The claims desk: one row per claim in the text, then one per decision on words that are gone.

    The same words twice in a text are one claim, shown where they stand first. A claim that was marked `removed` and
    is back in the text is unverified again; one whose evidence has run out is stale.

    Args:
        flags: in reading order; those that are no claims are passed over.
        today: ISO 8601; evidence holds through its last day.
    """
    rows: dict[str, Claim] = {}
    for flag in flags:
        key = fingerprint(flag.text)
        if flag.claim is None or key in rows:
            continue
        found = decisions.get(key)
        if found is None:
            rows[key] = Claim(key, flag.text, flag.claim, flag.span)
            continue
        status = _status(found, today)
        rows[key] = Claim(key, flag.text, flag.claim, flag.span, status, found.evidence, found.reason, found.who)
    for key, found in decisions.items():
        if key not in rows:
            gone = ClaimStatus.REMOVED
            rows[key] = Claim(key, found.text, found.note, None, gone, found.evidence, found.reason, found.who)
    return tuple(rows.values())


def answered(decisions: Mapping[str, ClaimDecision], today: str) -> frozenset[str]:
    """Keys of the claims that need nothing more of a person while their words stand."""
    return frozenset(key for key, found in decisions.items() if _status(found, today) in ANSWERED)


def _status(found: ClaimDecision, today: str) -> ClaimStatus:
    """What a decision is worth while the claim's words stand."""
    if found.status is ClaimStatus.REMOVED:
        return ClaimStatus.UNVERIFIED
    if found.status is ClaimStatus.SUPPORTED and not any(_holds(each, today) for each in found.evidence):
        return ClaimStatus.STALE
    return found.status


def _holds(each: Evidence, today: str) -> bool:
    return not each.valid_until or each.valid_until >= today
