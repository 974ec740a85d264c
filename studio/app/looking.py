"""What the checks found in a text at a moment that counts: the event that figures of flags and claims are made from.

Noted it is once for the AI original as it came, and whenever the piece changes hands: never at a keystroke.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from studio.core.claim import Claim
from studio.core.events import Actor, ActorKind
from studio.core.flag import Flag, Severity

CHECKS = Actor(ActorKind.RULE, "Checks")


class Moment(StrEnum):
    ORIGINAL = "original"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


def found(
    moment: Moment,
    ran: Iterable[str],
    missing: Iterable[str],
    flags: Iterable[Flag],
    is_silenced: Callable[[Flag], object],
    claims: Iterable[Claim],
) -> dict[str, Any]:
    """What was found; the caller adds which text it was found in, and by which guides.

    Args:
        ran, missing: ids of the checks that ran on this very text, and of those that should have and did not.
        flags: in reading order; those of checks that did not run, and claims, are passed over. Flags of one key count once.
    """
    checks = tuple(ran)
    rules: dict[str, dict[str, Any]] = {}
    for flag in flags:
        if flag.claim is None and flag.check in checks:
            rule = rules.setdefault(flag.rule, _of(flag))
            keys = rule["dismissed" if is_silenced(flag) else "open"]
            if flag.key not in keys:
                keys.append(flag.key)
    standing = [claim for claim in claims if claim.span is not None]
    counted = {"total": len(standing), "open": sum(claim.is_open for claim in standing)}
    return {"moment": moment.value, "ran": list(checks), "missing": sorted(missing), "flags": rules, "claims": counted}


def _of(flag: Flag) -> dict[str, Any]:
    return {"severity": (flag.severity or Severity.WARNING).value, "check": flag.check, "open": [], "dismissed": []}
