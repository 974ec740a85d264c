"""What the checks found in a text at a moment that counts: the event that figures of flags and claims are made from.

Noted it is once for the AI original as it came, and whenever the piece changes hands: never at a keystroke.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import StrEnum
from functools import cached_property
from typing import Any

from studio.app.desk import Desk
from studio.app.findings import Findings
from studio.core.check import Context, Lane
from studio.core.claim import Claim
from studio.core.document import Document
from studio.core.errors import HistoryError
from studio.core.events import Actor, ActorKind, EventType, digest
from studio.core.flag import Flag, Severity
from studio.history.store import Entry

CHECKS = Actor(ActorKind.RULE, "Checks")


class Moment(StrEnum):
    ORIGINAL = "original"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


AT = {
    EventType.SUBMITTED: Moment.SUBMITTED,
    EventType.CHANGES_REQUESTED: Moment.RETURNED,
    EventType.APPROVED: Moment.APPROVED,
}
"""The moment that each way of changing hands is."""


class Looks:
    """The looks at one piece: what is written down of them, and when.

    Args:
        original: the AI original.
        is_silenced: tells the flags that were dismissed.
        claims_in: the claims desk over the flags of the original.
    """

    def __init__(
        self,
        desk: Desk,
        piece: str,
        original: str,
        is_silenced: Callable[[Flag], object],
        claims_in: Callable[[Iterable[Flag]], Iterable[Claim]],
    ) -> None:
        self._desk, self._piece, self._original = desk, piece, original
        self._is_silenced, self._claims_in = is_silenced, claims_in

    def note_original(self, found: Findings, version: str, claims: Iterable[Claim]) -> None:
        """Once every check has looked at the AI original as it came, write down what they found in it, once for all.

        Args:
            found: what they found in it.
            version: of the guides they were run with.
        """
        if found.pending or not found.ran or self.has_original:
            return
        with suppress(HistoryError):  # nothing anybody did is lost with it, and the next look tries again
            self._desk.history.append_all([self._entry(Moment.ORIGINAL, found, version, claims)])
            self.forget()

    def before(self, act: EventType, found: Findings, context: Context, claims: Iterable[Claim]) -> list[Entry]:
        """The entries that go before a piece changes hands.

        An original that was edited before every check had seen it is looked at now, lest its flags go uncounted; but not once
        the piece was approved, for what was told of that would become another.

        Args:
            act: how it changes hands; a key of `AT`.
        """
        self.forget()  # another program may have looked
        entries = [self._entry(AT[act], found, context.version, claims)]
        if not (found.pending or self.has_original or self._desk.history.approvals(self._piece)):
            first = _read(self._original, self._desk, context)
            entries.insert(0, self._entry(Moment.ORIGINAL, first, context.version, self._claims_in(first.flags)))
        return entries

    def forget(self) -> None:
        """Ask the history anew, for something was written there."""
        self.__dict__.pop("has_original", None)

    @cached_property
    def has_original(self) -> bool:
        """Whether the original has been looked at."""
        noted = self._desk.history.events(self._piece, [EventType.PIECE_CHECKED])
        return any((event.payload or {}).get("moment") == Moment.ORIGINAL for event in noted)

    def _entry(self, moment: Moment, found: Findings, version: str, claims: Iterable[Claim]) -> Entry:
        seen = seen_in(moment, found, self._is_silenced, claims) | {"guide_version": version}
        return EventType.PIECE_CHECKED, self._piece, CHECKS, seen


def seen_in(moment: Moment, found: Findings, is_silenced: Callable[[Flag], object], claims: Iterable[Claim]) -> dict[str, Any]:
    """What was found in a text; the caller adds by which guides.

    Args:
        found: flags of checks that did not run on this very text, and claims, are passed over. Flags of one key count once.
        claims: those that only a model remarked are left out, for figures of texts that none was asked about would look better.
    """
    rules: dict[str, dict[str, Any]] = {}
    for flag in found.flags:
        if flag.claim is None and flag.check in found.ran:
            rule = rules.setdefault(flag.rule, _of(flag))
            keys = rule["dismissed" if is_silenced(flag) else "open"]
            if flag.key not in keys:
                keys.append(flag.key)
    standing = [claim for claim in claims if claim.span is not None and not claim.note.is_opinion]
    return {
        "moment": moment.value,
        "ran": list(found.ran),
        "missing": sorted({*found.missing, *found.pending}),
        "flags": rules,
        "claims": {"total": len(standing), "open": sum(claim.is_open for claim in standing)},
        "text_hash": digest(found.document.text),
        "words": found.document.word_count,
    }


def _read(text: str, desk: Desk, context: Context) -> Findings:
    """What the checks find in a text that is not on the desk; those outside the program are not asked, for a person waits."""
    found = Findings(Document.parse(text), desk.runner.checks)
    for lane in (Lane.FAST, Lane.SLOW):
        found.take(desk.runner.run(found.document, context, lane), lane)
    return found


def _of(flag: Flag) -> dict[str, Any]:
    return {"severity": (flag.severity or Severity.WARNING).value, "check": flag.check, "open": [], "dismissed": []}
