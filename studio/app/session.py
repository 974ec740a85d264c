"""A piece on the desk: takes edits, holds what the checks found, and does what a person decides.

The window and the command line work with this one class, so a rule that refuses here refuses everywhere. It knows no
threads: `snapshot` hands out what a check run needs, `take` brings its report home, and a late report is dropped.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from studio.app.desk import Desk, claims_of
from studio.core import gate as gates
from studio.core.changes import Change, Comparison, compare
from studio.core.check import CheckReport, Context, Lane
from studio.core.claim import Claim, ClaimStatus, Evidence
from studio.core.document import Document
from studio.core.edit import Cause, Edit, minimal, shift
from studio.core.errors import NotFound, Refused
from studio.core.events import Actor, EventType, canonical, digest
from studio.core.flag import Dismissal, Fix, Flag, Reason, Scope, Severity
from studio.core.piece import Approval, Person, Piece, Stage
from studio.core.span import Span


@dataclass(frozen=True)
class Snapshot:
    """What a run of the checks needs, safe to hand to another thread."""

    document: Document
    context: Context
    lane: Lane


Mark = tuple[int, int, Flag]
"""Start, end and flag: what the editor paints. The flag's own span is where it stood when it was found."""


class ReviewSession:
    """One open piece.

    Args:
        desk: the collaborators: history, policy, guides, checks, clocks.
        piece_id: which piece.
        person: who is at the desk; every event carries the name.

    `changed` is called after every change with its kind: `text`, `flags`, `decisions` or `stage`.
    """

    def __init__(self, desk: Desk, piece_id: str, person: Person) -> None:
        self._desk = desk
        self.person = person
        self.piece: Piece = desk.history.piece(piece_id)
        self.original = desk.history.original(piece_id)
        self.document = Document.parse(desk.history.working(piece_id))
        self.context = desk.context(self.piece)
        self.changed: Callable[[str], None] = lambda kind: None
        self._found: dict[Lane, CheckReport] = {}
        self._placed: dict[Lane, list[Mark]] = {}  # each lane's flags where the edits since its report put them
        self.marks: list[Mark] = []
        self._buffer = desk.edit_buffer()
        self._saved = self.document.text
        self._heading = self.document.heading
        self._reload_decisions()

    # ------------------------------------------------------------ text

    @property
    def text(self) -> str:
        return self.document.text

    def apply(self, edit: Edit) -> None:
        """Take in one edit that the buffer already shows; flags move along at once."""
        self.document = self.document.apply(edit)
        self.marks = _moved(self.marks, edit)
        self._placed = {lane: _moved(marks, edit) for lane, marks in self._placed.items()}
        self._buffer.add(edit, self._desk.monotonic())
        self._forget()
        self.changed("text")

    def flush_due(self, within: float = 0.0) -> bool:
        """Write what was typed if its oldest part will have waited for two seconds.

        Args:
            within: seconds until this is asked again; a timer that leaves it out would be late by its own beat.
        """
        return self._buffer.due(self._desk.monotonic() + within) and self.flush()

    @property
    def is_saved(self) -> bool:
        return self._saved == self.text

    def flush(self) -> bool:
        """Write every edit not yet written, as one event. Returns whether there was any.

        When the history refuses (a full disk, say) the edits stay here and the error goes to the caller.
        """
        edits = self._buffer.drain()
        if edits:
            rows = [[e.span.start, e.span.end, e.replacement, e.cause.value, e.detail] for e in edits]
            try:
                self._append(EventType.EDITED, {"edits": rows})
            except Exception:
                for edit in edits:
                    self._buffer.add(edit, self._desk.monotonic())
                raise
            self._saved = self.text
            self._rename()
            self.changed("stage")
        return bool(edits)

    def _rename(self) -> None:
        """A piece called by its heading goes on being called by it."""
        before, self._heading = self._heading, self.document.heading
        if self._heading and self._heading != before and self.piece.title == before:
            self._append(EventType.PIECE_RENAMED, {"title": self._heading})

    @cached_property
    def comparison(self) -> Comparison:
        """AI original against working text, kept until the next edit."""
        return compare(self.original, self.text)

    # ------------------------------------------------------------ checks

    def snapshot(self, lane: Lane) -> Snapshot:
        return Snapshot(self.document, self.context, lane)

    def take(self, report: CheckReport, lane: Lane) -> bool:
        """Bring a report home. A report on any other text than the present one is dropped: returns False."""
        if report.document.revision != self.document.revision:
            return False
        self._found[lane] = report
        self._placed[lane] = [(flag.span.start, flag.span.end, flag) for flag in report.flags]
        self._forget_flags()
        self._mark()
        self.changed("flags")
        return True

    def check_now(self, lanes: Iterable[Lane] = Lane) -> None:
        """Run the checks here and now: for the command line, which has nothing else to do."""
        for lane in lanes:
            self.take(self._desk.runner.run(self.document, self.context, lane), lane)

    def is_current(self, lane: Lane) -> bool:
        """Whether the lane's report is on this very text."""
        report = self._found.get(lane)
        return report is not None and report.document.revision == self.document.revision

    @cached_property
    def all_flags(self) -> tuple[Flag, ...]:
        """Every flag of every lane, dismissed or not, in reading order."""
        found = [_at(mark) for marks in self._placed.values() for mark in marks]
        return tuple(sorted(_once(found), key=lambda f: (f.span.start, f.span.end, f.rule)))

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """The open flags a person answers one by one: not dismissed, and not claims, which have a desk of their own."""
        return tuple(flag for flag in self.all_flags if flag.claim is None and not self.dismissal_of(flag))

    def dismissal_of(self, flag: Flag) -> Dismissal | None:
        return next((d for d in self.dismissals if d.silences(flag)), None)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim: those in the text in reading order, then those whose words are gone."""
        return claims_of((flag for flag in self.all_flags if flag.claim), self.decisions)

    @property
    def ran(self) -> tuple[str, ...]:
        return tuple(name for report in self._found.values() for name in report.ran)

    @property
    def missing(self) -> dict[str, str]:
        return {name: why for report in self._found.values() for name, why in report.missing.items()}

    @property
    def pending(self) -> tuple[str, ...]:
        """Ids of checks whose report on this text is still to come."""
        late = {lane for lane in Lane if not self.is_current(lane)}
        return tuple(check.id for check in self._desk.runner.checks if check.lane in late)

    # ------------------------------------------------------------ fixes and changes, as edits for the buffer

    def fix_edits(self, flag: Flag, fix: Fix) -> tuple[Edit, ...]:
        """The edits that put `fix` in place, last one first, leaving markup inside the flagged words standing.

        Raises:
            Refused: when the words under the flag are no longer those it was raised for.
        """
        placed = self.document.block_at(flag.span.start)
        words = flag.span.of(self.text)
        if words == flag.text or placed is None:
            if words != flag.text:
                raise Refused("The words under this flag have changed.", "Wait for the check to look again.")
            return (Edit(flag.span, fix.text, Cause.FIX, flag.rule),)
        inner = Span(0, len(placed.block.text))
        at = placed.block.text.find(flag.text)
        while at >= 0 and placed.source(Span(at, at + len(flag.text))) != flag.span:
            at = placed.block.text.find(flag.text, at + 1)
        if at < 0 or at > inner.end:
            raise Refused("The words under this flag have changed.", "Wait for the check to look again.")
        pieces = placed.block.pieces(Span(at, at + len(flag.text)))
        texts = [fix.text, *[""] * (len(pieces) - 1)]
        return tuple(
            Edit(piece.moved(placed.offset), text, Cause.FIX, flag.rule)
            for piece, text in reversed(list(zip(pieces, texts, strict=True)))
        )

    def restore_edit(self, change: Change) -> Edit:
        """The edit that brings the AI's words back for one change and leaves the rest alone."""
        return Edit(change.after, change.before_text, Cause.RESTORE, change.id)

    def replace_all(self, text: str, cause: Cause) -> None:
        """Make `text` the working text, by one minimal edit: for the command line, which has no editor."""
        edit = minimal(self.text, text, cause)
        if edit:
            self.apply(edit)

    def flag(self, key: str) -> Flag:
        """The first flag whose key begins with `key`.

        Raises:
            NotFound: when there is none.
        """
        found = next((flag for flag in self.all_flags if flag.key.startswith(key)), None)
        if not found or len(key) < 4:
            raise NotFound(f"There is no flag “{key}” in this piece.", "`bluepencil check` lists them; give four digits or more.")
        return found

    def claim(self, key: str) -> Claim:
        """The first claim whose key begins with `key`.

        Raises:
            NotFound: when there is none.
        """
        found = next((claim for claim in self.claims if claim.key.startswith(key)), None)
        if not found or len(key) < 4:
            raise NotFound(f"There is no claim “{key}” in this piece.", "`bluepencil show PIECE --claims` lists them.")
        return found

    # ------------------------------------------------------------ decisions

    def dismiss(self, flag: Flag, reason: Reason | None, scope: Scope = Scope.HERE, note: str = "") -> None:
        """Say no to a flag. The reason is never optional; `other` needs a note.

        Raises:
            Refused: without a reason, or `other` without a note.
        """
        if reason is None:
            raise Refused("A flag is dismissed with a reason.", f"Choose one: {', '.join(Reason)}.")
        if reason is Reason.OTHER and not note.strip():
            raise Refused("“Other” says nothing by itself.", "Add a note that says why.")
        self.flush()
        payload = {
            "key": flag.key,
            "rule": flag.rule,
            "scope": scope.value,
            "reason": reason.value,
            "note": note.strip(),
            "text": flag.text,
            "message": flag.message,
            "severity": (flag.severity or Severity.WARNING).value,
        }
        self._append(EventType.FLAG_DISMISSED, payload)
        self._decided()

    def take_back(self, dismissal: Dismissal) -> None:
        """Let the dismissed flag speak again."""
        self.flush()
        payload = {"key": dismissal.key, "rule": dismissal.rule, "scope": dismissal.scope.value}
        self._append(EventType.FLAG_RESTORED, payload)
        self._decided()

    def attach_evidence(self, claim: Claim, url: str, quote: str, valid_until: str = "", note: str = "") -> None:
        """Give a claim a source and the passage that says so; that makes it supported.

        Raises:
            Refused: without a link or file, or without the passage.
        """
        if not url.strip() or not quote.strip():
            raise Refused("Evidence needs a link or a file, and the passage that says it.", "Fill in both.")
        self.flush()
        payload = self._claim_payload(claim) | {"url": url.strip(), "quote": quote.strip()}
        extra = {"valid_until": valid_until.strip(), "note": note.strip()}
        self._append(EventType.CLAIM_EVIDENCE, payload | {key: value for key, value in extra.items() if value})
        self._decided()

    def decide_claim(self, claim: Claim, status: ClaimStatus, reason: str = "") -> None:
        """Set a claim's status.

        Raises:
            Refused: `supported` without evidence, `opinion` without a reason, `removed` while the words still stand.
        """
        if status is ClaimStatus.SUPPORTED and not claim.evidence:
            raise Refused("A claim is supported by evidence.", "Attach a link and the passage that says it.")
        if status is ClaimStatus.OPINION and not reason.strip():
            raise Refused("An opinion needs a reason.", "Say why no reader takes it for a fact.")
        if status is ClaimStatus.REMOVED and claim.span is not None and self._stands(claim):
            raise Refused("The claim's words still stand in the text.", "Take them out first.")
        self.flush()
        payload = self._claim_payload(claim) | {"status": status.value, "reason": reason.strip()}
        self._append(EventType.CLAIM_DECIDED, payload)
        self._decided()

    def _stands(self, claim: Claim) -> bool:
        return claim.span is not None and claim.text in self.document.text

    @staticmethod
    def _claim_payload(claim: Claim) -> dict[str, object]:
        return {
            "key": claim.key,
            "text": claim.text,
            "categories": list(claim.note.categories),
            "severity": claim.note.severity.value,
        }

    # ------------------------------------------------------------ the gate and what lies behind it

    def gate(self, person: Person | None = None) -> gates.Gate:
        """Every condition for approval by `person` (whoever sits here, if not said), as things stand."""
        high = {"high", "blocker"}
        opened = [claim for claim in self.claims if claim.is_open]
        weighty = sum(claim.note.severity.value in high for claim in opened)
        facts = gates.GateFacts(
            words=self.document.word_count,
            errors=sum(flag.severity is Severity.ERROR for flag in self.flags),
            warnings=sum(flag.severity is Severity.WARNING for flag in self.flags),
            claims_high=weighty,
            claims_minor=len(opened) - weighty,
            ran=self.ran,
            missing=self.missing,
            pending=self.pending,
            last_editor=self.last_editor,
            person=(person or self.person).name,
        )
        return gates.evaluate(facts, self._desk.policy.levels(self.piece.channel))

    @property
    def last_editor(self) -> str:
        """Who changed the text last, edits not yet written included."""
        return self.piece.last_editor if self.is_saved else self.person.name

    @property
    def text_hash(self) -> str:
        return digest(self.text)

    @property
    def approval(self) -> Approval | None:
        """The latest approval, if it is a yes to exactly this text."""
        latest = self._approvals[-1] if self._approvals else None
        return latest if latest and latest.text_hash == self.text_hash and self.piece.stage is Stage.APPROVED else None

    @property
    def stale_approval(self) -> Approval | None:
        """The latest approval, if the text has moved on since."""
        return self._approvals[-1] if self._approvals and self._approvals[-1].text_hash != self.text_hash else None

    def submit(self, to: str, due: str = "", note: str = "") -> None:
        """Hand the text on for review, as the next numbered revision.

        Args:
            to: name of an editor.
            due: until when, ISO 8601; empty for the house's own time.
        Raises:
            Refused: wrong stage, an empty text, or somebody who may not approve.
            NotFound: nobody of that name.
        """
        self._must_be(Stage.DRAFTING, Stage.CHANGES_REQUESTED, act="submit")
        editor = self._desk.policy.person(to)
        if not editor.may_approve():
            may = ", ".join(person.name for person in self._desk.policy.editors)
            raise Refused(f"{editor.name} is not an editor and could not approve.", f"Editors here: {may}.")
        if not self.document.word_count:
            raise Refused("There is nothing to review: the text is empty.", "Write or import something first.")
        self.flush()
        payload = {
            "to": editor.name,
            "due": due or self._desk.due(self.piece.channel),
            "note": note.strip(),
            "revision": self.piece.revision + 1,
            "text_hash": self.text_hash,
        }
        self._append(EventType.SUBMITTED, payload)
        self.changed("stage")

    def request_changes(self, note: str) -> None:
        """Send the piece back.

        Raises:
            Refused: wrong stage, somebody who may not, or no note.
        """
        self.must_be_reviewed_by_editor("send it back")
        if not note.strip():
            raise Refused("The writer needs to know what to change.", "Add a note.")
        self.flush()
        payload = {"note": note.strip(), "revision": self.piece.revision, "text_hash": self.text_hash}
        self._append(EventType.CHANGES_REQUESTED, payload)
        self.changed("stage")

    def approve(self, note: str = "") -> None:
        """Say yes to exactly this text.

        Raises:
            Refused: wrong stage, somebody who may not, or a gate that is not open; the sentence says what is missing.
        """
        self.must_be_reviewed_by_editor("approve")
        self.flush()
        gate = self.gate()
        if not gate.open:
            raise Refused(gate.sentence(), "Settle these first.")
        payload = {
            "revision": self.piece.revision,
            "text_hash": self.text_hash,
            "guide_version": self.context.version,
            "claims_hash": digest(canonical([[c.key, c.status.value] for c in self.claims])),
            "ran": list(self.ran),
            "missing": sorted(self.missing),
            "gate": [[item.id.value, item.level.value, item.met] for item in gate.items],
            "note": note.strip(),
        }
        self._append(EventType.APPROVED, payload)
        self._reload_decisions()
        self.changed("stage")

    def _must_be(self, *stages: Stage, act: str) -> None:
        if self.piece.stage not in stages:
            wanted = " or ".join(f"“{stage.label}”" for stage in stages)
            raise Refused(f"You cannot {act} while the piece is “{self.piece.stage.label}”.", f"It must be {wanted}.")

    @property
    def suggested_due(self) -> str:
        """When a review handed on now would be due, by the house's own time."""
        return self._desk.due(self.piece.channel)

    def must_be_reviewed_by_editor(self, act: str) -> None:
        """Whether the person at the desk may `act` on the piece now.

        Raises:
            Refused: the piece is not in review, or the person is no editor.
        """
        self._must_be(Stage.IN_REVIEW, act=act)
        if not self.person.may_approve():
            may = ", ".join(person.name for person in self._desk.policy.editors) or "nobody yet"
            raise Refused(f"{self.person.name} may not {act}: that takes an editor.", f"Editors here: {may}.")

    # ------------------------------------------------------------ within

    def _append(self, kind: EventType, payload: Mapping[str, object]) -> None:
        self._desk.history.append(kind, self.piece.id, Actor.person(self.person.name), dict(payload))
        self.piece = self._desk.history.piece(self.piece.id)

    def _mark(self) -> None:
        """Lay out what the editor paints: open flags and all claims, in reading order."""
        self.marks = [
            (flag.span.start, flag.span.end, flag)
            for flag in self.all_flags
            if flag.claim is not None or not self.dismissal_of(flag)
        ]

    def _decided(self) -> None:
        self._reload_decisions()
        self._forget_flags()
        self._mark()
        self.changed("decisions")

    def _reload_decisions(self) -> None:
        history = self._desk.history
        self.dismissals = history.dismissals(self.piece.id)
        self.decisions = history.decisions(self.piece.id)
        self._approvals = history.approvals(self.piece.id)

    def _forget(self) -> None:
        self.__dict__.pop("comparison", None)
        self._forget_flags()

    def _forget_flags(self) -> None:
        for name in ("all_flags", "flags", "claims"):
            self.__dict__.pop(name, None)


def _moved(marks: list[Mark], edit: Edit) -> list[Mark]:
    """The marks where the edit put them; those whose words are gone are dropped. Runs on every keystroke."""
    start, end, delta = edit.span.start, edit.span.end, edit.delta
    moved: list[Mark] = []
    for mark in marks:
        if mark[0] > end:
            moved.append((mark[0] + delta, mark[1] + delta, mark[2]))
        elif mark[1] < start:
            moved.append(mark)
        elif span := shift(Span(mark[0], mark[1]), edit):
            moved.append((span.start, span.end, mark[2]))
    return moved


def _once(flags: Iterable[Flag]) -> Iterable[Flag]:
    """Without the dictionary's word on what a rule of the house already says of the very same letters."""
    flags = tuple(flags)
    said = {flag.span for flag in flags if flag.check == "style"}
    return (flag for flag in flags if flag.check != "grammar" or flag.span not in said)


def _at(mark: Mark) -> Flag:
    """The flag, standing where its mark does."""
    start, end, flag = mark
    return flag if flag.span.start == start and flag.span.end == end else flag.at(Span(start, end))


__all__ = ["Evidence", "Mark", "ReviewSession", "Snapshot"]
