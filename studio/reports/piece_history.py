"""One piece in the edit-history report: its two texts, who changed what, and every answer that people gave."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from studio.core.ai_told import told as what_ai_did
from studio.core.changes import Change
from studio.core.claim import Claim
from studio.core.edit import Cause
from studio.core.events import Event, EventType, digest
from studio.core.flag import Dismissal, Scope
from studio.core.gate import GateId
from studio.core.handoff import Card
from studio.core.piece import Piece
from studio.core.provenance import Retained, retained
from studio.core.purged import with_remains
from studio.core.record import Attribution, Note, PieceRecord
from studio.core.seal import Seal
from studio.core.times import day, minute
from studio.core.traced import Traced, traced
from studio.reports.entries import Entry, entries
from studio.reports.side_by_side import Pair, pairs
from studio.reports.summary import summary
from studio.reports.told import told as told_as_text
from studio.reports.told_approved import approved_with


@dataclass(frozen=True, slots=True)
class DismissedFlag:
    """A flag somebody said no to; `taken_back` is when that no was withdrawn, `until` its last day where it has one."""

    number: int
    who: str
    when: str
    rule: str
    text: str
    message: str
    severity: str
    scope: str
    reason: str
    note: str
    until: str
    taken_back: str


@dataclass(frozen=True, slots=True)
class Handoff:
    """The piece changing hands: `submitted` to an editor, or `changes_requested` of the writer."""

    number: int
    type: str
    who: str
    when: str
    to: str
    due: str
    note: str
    revision: int
    seal: Seal | None = None


@dataclass(frozen=True, slots=True)
class GivenApproval:
    """A yes to one exact text.

    Attributes:
        current: whether it holds for the working text as it stands at the end of these events.
        matches: whether the hash is that of the text the events lead to at that moment; None where that text cannot
            be known any more.
        passed_over: recommended conditions of the gate that were not met; whether it is signed, `seal` says.
        seal: what checking its signature found.
        beside: what else the yes says, a sentence each: its parts, the risk, who is responsible, what readers are told.
    """

    number: int
    who: str
    when: str
    revision: int
    text_hash: str
    guide_version: str
    claims_hash: str
    ran: tuple[str, ...]
    missing: tuple[str, ...]
    passed_over: tuple[str, ...]
    note: str
    current: bool
    matches: bool | None
    seal: Seal | None = None
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """Another step of its life: a yes to a part, taken back from review, reopened, published, held, withdrawn. `told` says it."""

    number: int
    type: str
    who: str
    when: str
    told: str


@dataclass(frozen=True, slots=True)
class Export:
    """A file that went out."""

    number: int
    who: str
    when: str
    format: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PieceHistory:
    """All of one piece.

    Attributes:
        summary: a plain sentence or two for a stranger.
        text: the approved text where there is one, else the working text.
        moved_on: whether the working text is another one by now.
        shows_approved: whether `text` is one that somebody approved.
        pairs: original and text, line by line.
        changes, attributions: what differs, and who did it; same length, same order.
        retained: the AI-retained share of `text`.
        traced: where the words of `text` come from; without runs where nobody asked.
        house_dismissals: rules that are silenced here by a decision taken at another piece.
        entries: every event, oldest first.
        seals: what became of the signature of a decision, by the entry's number.
        ai: what AI services did for it after the first draft, a sentence each.
    """

    piece: Piece
    summary: str
    original: str
    text: str
    moved_on: bool
    shows_approved: bool
    pairs: tuple[Pair, ...]
    changes: tuple[Change, ...]
    attributions: tuple[Attribution, ...]
    retained: Retained
    traced: Traced
    claims: tuple[Claim, ...]
    dismissals: tuple[DismissedFlag, ...]
    house_dismissals: tuple[Dismissal, ...]
    handoffs: tuple[Handoff, ...]
    approvals: tuple[GivenApproval, ...]
    exports: tuple[Export, ...]
    notes: tuple[Note, ...]
    entries: tuple[Entry, ...]
    seals: Mapping[int, Seal] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    ai: tuple[str, ...] = ()

    @property
    def passed_on(self) -> list[Handoff | GivenApproval | Move]:
        """Handoffs, approvals and every other move in the order they happened."""
        return sorted((*self.handoffs, *self.approvals, *self.moves), key=lambda one: one.number)

    @property
    def by_day(self) -> list[tuple[str, list[Entry]]]:
        """The entries under the day they happened on, as people read it."""
        return [(date, list(those)) for date, those in groupby(self.entries, key=lambda entry: day(entry.time))]


def piece_history(record: PieceRecord) -> PieceHistory:
    """Tell one piece from its beginning."""
    told = entries(record.original, record.events)
    known = told[-1].text_hash if told else digest(record.text)
    moved_on = bool(known) and known != digest(record.text)
    current = None if moved_on else _current(record, told)
    own = {(entry.time, entry.who) for entry in told if entry.type is EventType.FLAG_DISMISSED}
    share, sealed = retained(record.comparison), {seal.number: seal for seal in record.seals}
    approvals = tuple(
        _approval(entry, entry is current, sealed.get(entry.number)) for entry in told if entry.type is EventType.APPROVED
    )
    return PieceHistory(
        piece=record.piece,
        summary=summary(record, told, share, current),
        original=record.original,
        text=record.text,
        moved_on=moved_on,
        shows_approved=digest(record.text) in {approval.text_hash for approval in approvals},
        pairs=pairs(record),
        changes=record.comparison.changes,
        attributions=record.attributions,
        retained=share,
        traced=traced(record.text, record.origins, record.comparison),
        claims=record.claims,
        dismissals=_dismissals(told),
        house_dismissals=tuple(d for d in record.dismissals if d.scope is Scope.RULE and (d.when, d.who) not in own),
        handoffs=tuple(_handoff(entry, sealed.get(entry.number)) for entry in told if entry.type in HANDING_ON),
        approvals=approvals,
        exports=tuple(_export(entry) for entry in told if entry.type is EventType.EXPORTED),
        notes=record.notes,
        entries=told,
        seals=sealed,
        moves=tuple(Move(e.number, e.type.value, e.who, e.time, told_as_text(e)) for e in told if e.type in MOVING),
        ai=_ai(record.events),
    )


def _ai(events: Iterable[Event]) -> tuple[str, ...]:
    """Nothing where no service was asked: that no rewrite was accepted is for the next person, and no line of a report."""
    known = [event for event, _ in with_remains(events)]
    taken = Counter(
        str(row[4] or "a model")
        for event in known
        if event.type is EventType.EDITED
        for row in (event.payload or {}).get("edits") or ()
        if len(row) == 5 and row[3] == Cause.REWRITE
    )
    is_asked = taken or any(event.type in (EventType.AI_CALLED, EventType.REWRITE_PROPOSED) for event in known)
    return Card(ai=tuple(what_ai_did(known, taken))).by(minute).ai if is_asked else ()


MOVING = (
    *(EventType.AGREED, EventType.RECALLED, EventType.REOPENED, EventType.PUBLISHED, EventType.HELD, EventType.RESUMED),
    *(EventType.WITHDRAWN, EventType.BROUGHT_BACK),
)
HANDING_ON = (EventType.SUBMITTED, EventType.CHANGES_REQUESTED)


def _dismissals(told: Sequence[Entry]) -> tuple[DismissedFlag, ...]:
    done = []
    for index, entry in enumerate(told):
        if entry.type is EventType.FLAG_DISMISSED:
            back = next((later.time for later in told[index + 1 :] if _takes_back(later, entry)), "")
            named = {
                name: entry.value(name) for name in ("rule", "text", "message", "severity", "scope", "reason", "note", "until")
            }
            done.append(DismissedFlag(number=entry.number, who=entry.who, when=entry.time, taken_back=back, **named))
    return tuple(done)


def _takes_back(later: Entry, entry: Entry) -> bool:
    if later.type is not EventType.FLAG_RESTORED or later.value("scope") != entry.value("scope"):
        return False
    name = "key" if entry.value("scope") == Scope.HERE else "rule"
    return later.value(name) == entry.value(name)


def _handoff(entry: Entry, seal: Seal | None) -> Handoff:
    return Handoff(
        number=entry.number,
        type=entry.type.value,
        who=entry.who,
        when=entry.time,
        to=entry.value("to"),
        due=entry.value("due"),
        note=entry.value("note"),
        revision=_number(entry, "revision"),
        seal=seal,
    )


def _current(record: PieceRecord, told: Sequence[Entry]) -> Entry | None:
    """The entry of the approval that holds for the record's text."""
    held = record.approval
    if held is None:
        return None
    of_it = (entry for entry in reversed(told) if entry.type is EventType.APPROVED and entry.value("text_hash") == held.text_hash)
    return next((entry for entry in of_it if entry.who == held.who), None)


def _approval(entry: Entry, is_current: bool, seal: Seal | None) -> GivenApproval:
    approved = entry.value("text_hash")
    return GivenApproval(
        number=entry.number,
        who=entry.who,
        when=entry.time,
        revision=_number(entry, "revision"),
        text_hash=approved,
        guide_version=entry.value("guide_version"),
        claims_hash=entry.value("claims_hash"),
        ran=entry.values("ran"),
        missing=entry.values("missing"),
        passed_over=tuple(_passed_over(entry.fields.get("gate"))),
        note=entry.value("note"),
        current=is_current,
        matches=approved == entry.text_hash if approved and entry.text_hash else None,
        seal=seal,
        beside=tuple(approved_with(entry)),
    )


def _passed_over(gate: object) -> Iterable[str]:
    """Names of the gate's conditions, `[id, level, met]` each, that were not met when the yes was given."""
    for item in gate if isinstance(gate, list) else ():
        if isinstance(item, list) and len(item) == 3 and item[2] is False and item[0] != GateId.SIGNED:
            yield str(item[0]).replace("_", " ")


def _export(entry: Entry) -> Export:
    name = {key: entry.value(key) for key in ("format", "name", "sha256")}
    return Export(number=entry.number, who=entry.who, when=entry.time, **name)


def _number(entry: Entry, name: str) -> int:
    found = entry.fields.get(name)
    return found if isinstance(found, int) else 0
