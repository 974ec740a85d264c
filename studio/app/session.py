"""A piece on the desk: takes edits, holds what the checks found, and does what a person decides.

The window and the command line work with this one class, so a rule that refuses here refuses everywhere. It knows no
threads: `snapshot` hands out what a check run needs, `take` brings its report home, and a late report is dropped.

The rules themselves stand beside it: `findings` (flags in their places), `fixing`, `answers` (to flags and claims),
`ledger` (what stands of the answers to claims) and `handing_on` (submit, send back, approve).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from studio.app import answers, fixing, handing_on
from studio.app.desk import Desk
from studio.app.findings import Findings, Mark
from studio.app.ledger import CLASH, Ledger, name_of, stands_in, words_of
from studio.app.looking import Looks
from studio.core import gate as gates
from studio.core.changes import Change, Comparison, compare
from studio.core.check import CheckReport, Context, Lane
from studio.core.claim import Claim, ClaimDecision, ClaimStatus, Evidence
from studio.core.document import Document
from studio.core.edit import Cause, Edit, minimal
from studio.core.errors import NotFound, Refused, TextMoved
from studio.core.events import Actor, ActorKind, EventType, digest
from studio.core.flag import Dismissal, Fix, Flag, Reason, Scope
from studio.core.piece import Approval, Person, Piece, Stage
from studio.core.purged import gone
from studio.core.span import Span
from studio.history.signing import Signer

_MOST_SIBLINGS = 24  # drafts of one brief that a text is held against; each costs a few milliseconds once
ELSEWHERE = "over a change made elsewhere"
"""Detail of the edit by which a text was written while another program had changed the piece under it."""


@dataclass(frozen=True)
class Snapshot:
    """What a run of the checks needs, safe to hand to another thread."""

    document: Document
    lane: Lane
    _context: Callable[[], Context]

    @property
    def context(self) -> Context:
        """Compiled on the first asking, in whatever thread asks."""
        return self._context()


class ReviewSession:
    """One open piece.

    Args:
        desk: the collaborators: history, policy, guides, checks, clocks.
        piece_id: which piece.
        person: who is at the desk; every event carries the name.

    `changed` is called after every change with its kind: `text`, `flags`, `decisions`, `saved`, `stage`, or `elsewhere` when
    another program's text was found, and kept, under what was written.
    """

    def __init__(self, desk: Desk, piece_id: str, person: Person) -> None:
        self._desk = desk
        self.person = person
        self.piece: Piece = desk.history.piece(piece_id)
        self.original = desk.history.original(piece_id)
        self.document = Document.parse(desk.history.working(piece_id))
        self.changed: Callable[[str], None] = lambda kind: None
        self._findings = Findings(self.document, desk.runner.checks)
        self._context: tuple[int, Context] | None = None
        self._guides_turn = 0
        self._buffer = desk.edit_buffer()
        self._saved = self.document.text
        self._heading = _one_line(self.document.heading)
        self._ledger = Ledger(desk.history, self.piece)
        of_original = partial(self.claims_over, anchored=False)
        self._looks = Looks(desk, piece_id, self.original, self.dismissal_of, of_original)
        self._siblings = self._texts_of_siblings()
        self._claimed: tuple[object, ...] = ()
        self._reload_decisions()

    # ------------------------------------------------------------ text

    @property
    def text(self) -> str:
        return self.document.text

    def apply(self, edit: Edit) -> None:
        """Take in one edit that the buffer already shows; flags move along at once. Raises: Refused, where its text is gone."""
        self._must_have_its_text()
        self.document = self.document.apply(edit)
        self._findings.follow(edit, self.document)
        self._ledger.follow(edit)
        self._buffer.add(edit, self._desk.monotonic())
        self._forget("comparison", "flags", "claims")
        self.changed("text")

    def flush_due(self, within: float = 0.0) -> bool:
        """Write what was typed if its oldest part will have waited for two seconds.

        Args:
            within: seconds until this is asked again; a timer that leaves it out would be late by its own beat.
        """
        return self._buffer.due(self._desk.monotonic() + within) and self.flush()

    @property
    def is_saved(self) -> bool:
        return not len(self._buffer)

    @property
    def unsaved(self) -> tuple[Edit, ...]:
        """The edits not yet written, in order."""
        return self._buffer.waiting

    def flush(self) -> bool:
        """Write every edit not yet written, as one event. Returns whether there was any.

        When the history refuses (a full disk, say) the edits stay here and the error goes to the caller.
        """
        edits = self._buffer.drain()
        if edits:
            try:
                self._write(edits)
            except Refused:  # its text was deleted for good while it lay here, and what was typed goes with it
                return False
            except Exception:
                for edit in edits:
                    self._buffer.add(edit, self._desk.monotonic())
                raise
            self._saved = self.text
            before = self.piece.stage, self.piece.title
            self._refresh()
            self.changed("saved" if before == (self.piece.stage, self.piece.title) else "stage")
        return bool(edits)

    def let_go(self) -> None:
        """Forget what was typed and could not be written: the person has the text in another place."""
        self._buffer.drain()

    def changed_elsewhere(self) -> bool:
        """Whether another program has put another text in this piece's place. What else it wrote is taken note of."""
        history, id = self._desk.history, self.piece.id
        found = history.piece(id)
        if found.updated == self.piece.updated:
            return False
        if history.working(id) != self._saved or found.purged != self.piece.purged:
            return True
        self._refresh()
        return False

    @property
    def handoff_note(self) -> str:
        """What was said when the piece was handed on last, empty when nothing was."""
        handed = self._desk.history.events(self.piece.id, [EventType.SUBMITTED])
        return str((handed[-1].payload or {}).get("note", "")) if handed else ""

    def _write(self, edits: list[Edit]) -> None:
        """Append the edits and, for a piece called by its heading, its new name: both or neither."""
        try:
            self._append_edits(edits, self._saved)
        except TextMoved:
            # Another program changed the piece meanwhile. Nothing typed is ever lost: both stand in the history, this text last.
            stored = self._desk.history.working(self.piece.id)
            over = minimal(stored, self.text, Cause.TYPED, ELSEWHERE)
            self._append_edits([over] if over else [], stored)
            self.changed("elsewhere")

    def _append_edits(self, edits: list[Edit], on_text: str) -> None:
        history, id = self._desk.history, self.piece.id
        actor = Actor.person(self.person.name)
        rows = [[e.span.start, e.span.end, e.replacement, e.cause.value, e.detail] for e in edits]
        entries: list[tuple[EventType, str, Actor, dict[str, Any]]] = []
        if rows:
            entries.append((EventType.EDITED, id, actor, {"edits": rows}))
        heading = _one_line(self.document.heading)
        if heading and heading != self._heading and self.piece.title == self._heading:
            entries.append((EventType.PIECE_RENAMED, id, actor, {"title": heading}))
        history.append_all(entries, on_text=on_text)
        self._heading = heading or self._heading

    @cached_property
    def comparison(self) -> Comparison:
        """AI original against working text, kept until the next edit."""
        return compare(self.original, self.text)

    # ------------------------------------------------------------ checks

    @property
    def context(self) -> Context:
        """What the checks may know beside the text. Compiling the guides takes a while, so the first lane to ask waits for it."""
        turn, known = self._guides_turn, self._context
        if known is None or known[0] != turn:
            # Made with guides that are changed meanwhile, it is kept under a turn that is over, and not asked for again.
            known = self._context = turn, self._desk.context(self.piece, self._siblings)
        return known[1]

    def _texts_of_siblings(self) -> tuple[tuple[str, str], ...]:
        """The other drafts of the same brief, as title and working text."""
        history = self._desk.history
        return tuple((each.title, history.working(each.id)) for each in self._ledger.siblings[:_MOST_SIBLINGS])

    def _must_agree_with_siblings(self) -> None:
        """Before a yes: hold the text against the other drafts as they are now, should one have been changed meanwhile.

        Raises:
            Refused: a figure disagrees, and nobody has dismissed that.
        """
        now = self._texts_of_siblings()
        if now == self._siblings or self._context is None:
            return
        self._siblings = now
        self._context = self._context[0], replace(self._context[1], siblings=now)
        for lane in self._lanes_of(CLASH):
            found = self._desk.runner.run(self.document, self._context[1], lane, {CLASH}).flags
            if clash := next((flag for flag in found if not self.dismissal_of(flag)), None):
                raise Refused(f"Another draft of the brief was changed meanwhile: {clash.message}", "Settle that first.")

    def _lanes_of(self, check_id: str) -> set[Lane]:
        return {check.lane for check in self._desk.runner.checks if check.id == check_id}

    def guides_changed(self) -> None:
        """The house has changed its guides: nothing counts as checked until the lanes have looked again."""
        self._guides_turn += 1
        self._findings.outdate()

    def snapshot(self, lane: Lane) -> Snapshot:
        return Snapshot(self.document, lane, lambda: self.context)

    def take(self, report: CheckReport, lane: Lane) -> bool:
        """Bring a report home. One on another text than the present, or made with other guides, is dropped: returns False."""
        if not self._is_of_these_guides(report) or not self._findings.take(report, lane):
            return False
        self._forget("flags", "claims", "_standing")
        said = tuple(
            (flag.text, flag.context, flag.claim or flag.message) for flag in self.all_flags if flag.claim or flag.check == CLASH
        )
        if said != self._claimed:  # typed elsewhere, nothing about the claims is other than before
            self._claimed = said
            self._forget("_by_words")
        self._findings.mark(self.dismissal_of)
        if self.text == self.original and not self.piece.purged:
            self._looks.note_original(self._findings, report.version, self.claims)
        self.changed("flags")
        return True

    def _is_of_these_guides(self, report: CheckReport) -> bool:
        """Whether a report was made with the guides of this turn; without asking for them, for that takes a while."""
        known = self._context
        return known is not None and known[0] == self._guides_turn and known[1].version == report.version

    def check_now(self, lanes: Iterable[Lane] = Lane) -> None:
        """Run the checks here and now: for the command line, which has nothing else to do."""
        for lane in lanes:
            self.take(self._desk.runner.run(self.document, self.context, lane), lane)

    def is_current(self, lane: Lane) -> bool:
        """Whether the lane's report is on this very text."""
        return self._findings.is_current(lane)

    @property
    def marks(self) -> list[Mark]:
        """What the editor paints: open flags and all claims, in reading order."""
        return self._findings.marks

    @property
    def all_flags(self) -> tuple[Flag, ...]:
        """Every flag of every lane, dismissed or not, in reading order."""
        return self._findings.flags

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """The open flags a person answers one by one: not dismissed, and not claims, which have a desk of their own."""
        return tuple(flag for flag in self.all_flags if flag.claim is None and not self.dismissal_of(flag))

    def dismissal_of(self, flag: Flag) -> Dismissal | None:
        return next((d for d in self._standing if d.silences(flag)), None)

    @cached_property
    def _standing(self) -> tuple[Dismissal, ...]:
        """The dismissals that hold today; asked anew with every report, so one that ends at midnight speaks up by itself."""
        today = self._desk.today
        return tuple(each for each in self.dismissals if each.holds(today))

    @property
    def decisions(self) -> Mapping[str, ClaimDecision]:
        """What was decided about this piece's claims, by the claim's key."""
        return self._ledger.decisions

    def claim_place(self, key: str) -> Span | None:
        """Where the claim that was decided under `key` stands now, whatever was edited since; None once it is all gone."""
        return self._ledger.place(key)

    def claim_at(self, flag: Flag) -> Claim | None:
        """The row that a claim's flag belongs to, as it stood at the latest report or answer; None for other flags."""
        rows = self._by_words.get(name_of(words_of(flag)), ()) if flag.claim else ()
        if len(rows) > 1:  # a bare figure at several places, each a row of its own
            return next((row for row in self.claims if flag.span in row.places), rows[0])
        return rows[0] if rows else None

    @cached_property
    def _by_words(self) -> dict[str, list[Claim]]:
        # Not made anew at a keystroke: whoever paints asks for it, and only reports and answers change it.
        found: dict[str, list[Claim]] = {}
        for row in self.claims:
            if row.span is not None:
                found.setdefault(name_of(row.text), []).append(row)
        return found

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim: those in the text in reading order, then those whose words are gone."""
        return self.claims_over(self.all_flags)

    def claims_over(self, flags: Iterable[Flag], *, anchored: bool = True) -> tuple[Claim, ...]:
        """The claims desk over the flags of a text of this piece; `anchored` where it is the one on the desk."""
        levels = self._desk.policy.levels(self.piece.channel)
        two = levels[gates.GateId.SECOND_PERSON] is gates.Level.REQUIRED
        return self._ledger.rows(flags, self._desk.today, two=two, is_silenced=self.dismissal_of, anchored=anchored)

    @property
    def ran(self) -> tuple[str, ...]:
        """Ids of the checks that ran on this very text."""
        return self._findings.ran

    @property
    def out_of_time(self) -> tuple[str, ...]:
        """Rules that were switched off because they took too long, one sentence each. Ask after a report has come home."""
        return self.context.style.out_of_time if self.context.style else ()

    @property
    def missing(self) -> dict[str, str]:
        return self._findings.missing

    @property
    def pending(self) -> tuple[str, ...]:
        """Ids of checks whose report on this text is still to come."""
        return self._findings.pending

    def flag(self, key: str) -> Flag:
        """The flag whose key begins with `key`.

        Raises:
            NotFound: when there is none, or several are meant.
        """
        found = {flag.key: flag for flag in reversed(self.all_flags) if flag.key.startswith(key)}
        return found[_the_one(found, key, "flag")]

    def claim(self, key: str) -> Claim:
        """The claim whose key begins with `key`.

        Raises:
            NotFound: when there is none, or several are meant.
        """
        found = {claim.key: claim for claim in self.claims if claim.key.startswith(key)}
        return found[_the_one(found, key, "claim")]

    # ------------------------------------------------------------ fixes and changes, as edits for the buffer

    def fix_edits(self, flag: Flag, fix: Fix) -> tuple[Edit, ...]:
        """The edits that put `fix` in place, last one first, leaving markup inside the flagged words standing.

        Raises:
            Refused: when the words under the flag are no longer those it was raised for.
        """
        return fixing.edits_for(self.document, flag, fix)

    def fix_plan(self) -> fixing.FixPlan:
        """Which open flags can be fixed at once, and which are left to a person."""
        return fixing.plan(self.document, self.flags)

    def restore_edit(self, change: Change) -> Edit:
        """The edit that brings the AI's words back for one change and leaves the rest alone.

        Raises:
            Refused: when the text has moved on since the change was shown.
        """
        if change not in self.comparison.changes:
            raise Refused("The text has changed since.", "Go to the change again with F7.")
        return Edit(change.after, change.before_text, Cause.RESTORE, change.id)

    def replace_all(self, text: str, cause: Cause) -> None:
        """Make `text` the working text, by one minimal edit: for the command line, which has no editor."""
        edit = minimal(self.text, text, cause)
        if edit:
            self.apply(edit)

    # ------------------------------------------------------------ answers to flags and claims

    def dismiss(self, flag: Flag, reason: Reason | None, scope: Scope = Scope.HERE, note: str = "", until: str = "") -> None:
        """Say no to a flag. The reason is never optional; `other` needs a note.

        Args:
            until: the last day it holds, ISO 8601; empty for good.
        Raises:
            Refused: without a reason, `other` without a note, a day that is over, or where the flag is a claim.
            BadInput: `until` is no day.
        """
        self._answer(EventType.FLAG_DISMISSED, answers.dismissal(flag, reason, scope, note, until, self._desk.today))

    def take_back(self, dismissal: Dismissal) -> None:
        """Let the dismissed flag speak again."""
        self._answer(EventType.FLAG_RESTORED, answers.taken_back(dismissal))

    def attach_evidence(self, claim: Claim, evidence: Evidence) -> None:
        """Give a claim a source and the passage that says so; its status follows from what the passage says.

        Args:
            evidence: whatever stands in its `who`, `when` and `words` is passed over.
        Raises:
            Refused: without a link or file, without the passage, or with half a consent.
            BadInput: a link that leads nowhere, or a day that is none.
        """
        self._answer(EventType.CLAIM_EVIDENCE, answers.evidence(self._as_it_stands(claim), evidence, self.text, self._desk.today))

    def confirm(self, claim: Claim) -> None:
        """Take the evidence that the program proposes.

        Raises:
            Refused: nothing is proposed, or its passage is missing.
        """
        if claim.proposal is None:
            raise Refused("No evidence is proposed for this claim.", "Attach a link and the passage that says it.")
        self.attach_evidence(claim, claim.proposal.evidence)

    def confirm_all(self, claims: Sequence[Claim]) -> int:
        """Take what is proposed for several ordinary claims at once; each is an answer of its own. Returns how many.

        Raises:
            Refused: a claim among them is a weighty one, or has no whole evidence waiting.
        """
        for claim in claims:
            if not answers.is_quick(claim):
                raise Refused(f"“{claim.text}” has to be answered by itself.", "Take it out of the list.")
        today = self._desk.today
        found = [
            (EventType.CLAIM_EVIDENCE, answers.evidence(self._as_it_stands(claim), claim.proposal.evidence, self.text, today))
            for claim in claims
            if claim.proposal
        ]
        self._answer_all(found)
        return len(found)

    @property
    def quick_claims(self) -> tuple[Claim, ...]:
        """The claims that `confirm_all` takes, in reading order."""
        return tuple(filter(answers.is_quick, self.claims))

    def decide_claim(self, claim: Claim, status: ClaimStatus, reason: str = "") -> None:
        """Set a claim's status. An opinion on a figure, a rival or a regulated term holds once a second person agrees.

        Raises:
            Refused: `supported` without evidence, `opinion` without a reason or again by the same person, `removed` while the
                words still stand.
        """
        claim = self._as_it_stands(claim)
        payload = answers.decision(claim, status, reason, self.person.name, self.text)
        if status is ClaimStatus.REMOVED and self._stands(claim):
            raise Refused("The claim's words still stand in the text.", "Take them out first.")
        self._answer(EventType.CLAIM_DECIDED, payload)

    def ask(self, claim: Claim, to: str, question: str) -> None:
        """Put a question about a claim to a colleague; an answer is one put back to whoever asked.

        Raises:
            Refused: nothing is said, or one asks oneself.
            NotFound: nobody of that name.
        """
        claim = self._as_it_stands(claim)
        asked = answers.question(claim, self._desk.policy.person(to), question, self.person.name)
        entries: list[tuple[EventType, Mapping[str, object]]] = [(EventType.CLAIM_ASKED, asked)]
        if claim.key not in self.decisions and claim.span is not None:
            # What nobody has decided has no anchor, and the question would be lost at the next edit of its words.
            open_yet = answers.decision(claim, ClaimStatus.UNVERIFIED, "", self.person.name, self.text)
            entries.insert(0, (EventType.CLAIM_DECIDED, open_yet))
        self._answer_all(entries)

    def _as_it_stands(self, claim: Claim) -> Claim:
        """The row as the text has it this moment: whoever asks may hold one from before the last edits."""
        return next((row for row in self.claims if row.key == claim.key), claim)

    def _stands(self, claim: Claim) -> bool:
        """Whether a look at the present text finds the claim, or its words where no claim is seen: in code, say."""
        self.check_now(self._lanes_of("claims"))
        return any(row.key == claim.key and row.span is not None for row in self.claims) or stands_in(self.text, claim.text)

    def _answer(self, kind: EventType, payload: Mapping[str, object]) -> None:
        self._answer_all([(kind, payload)])

    def _answer_all(self, answered: Sequence[tuple[EventType, Mapping[str, object]]]) -> None:
        """Write answers down, all or none of them."""
        self._must_have_its_text()
        self.flush()
        self._record_set_backs()
        actor = Actor.person(self.person.name)
        self._desk.history.append_all([(kind, self.piece.id, actor, dict(payload)) for kind, payload in answered])
        self._refresh()
        self._reload_decisions()
        self._findings.mark(self.dismissal_of)
        self.changed("decisions")

    def _record_set_backs(self) -> None:
        """Note which claims a change of text or date has set back. The status follows from the text at every moment; noted it is
        when somebody answers next or the piece changes hands, for a number half typed is not worth an entry."""
        actor = Actor(ActorKind.RULE, "Claims")
        told = self._ledger.set_back(self.claims) if self._findings.is_current(Lane.FAST) else []
        if told:
            id = self.piece.id
            self._desk.history.append_all([(EventType.CLAIM_SET_BACK, id, actor, payload) for payload in told])
            self._refresh()
            self._reload_decisions()

    # ------------------------------------------------------------ the gate and what lies behind it

    def gate(self, person: Person | None = None) -> gates.Gate:
        """Every condition for approval by `person` (whoever sits here, if not said), as things stand. Flags of rules on trial
        are told, and stop nothing."""
        name = (person or self.person).name
        return self._gate(name, self._desk.signers.why_unsigned(name))

    def _gate(self, name: str, unsigned: str) -> gates.Gate:
        policy = self._desk.policy
        found, flags, claims, editor = self._findings, self.flags, self.claims, self.last_editor
        facts = handing_on.facts(found, flags, claims, policy, person=name, last_editor=editor, unsigned=unsigned)
        return gates.evaluate(facts, policy.levels(self.piece.channel))

    @property
    def last_editor(self) -> str:
        """Who changed the text last, edits not yet written included."""
        return self.piece.last_editor if self.is_saved else self.person.name

    @property
    def text_hash(self) -> str:
        return digest(self.text)

    @property
    def approval(self) -> Approval | None:
        """The latest approval, if it is a yes to exactly this text and the piece was not handed on again since."""
        latest = self._approvals[-1] if self._approvals else None
        # An approved piece drafts on as soon as its text differs; only handing it on again leaves both of these stages.
        in_force = self.piece.stage in (Stage.APPROVED, Stage.DRAFTING)
        return latest if latest and in_force and latest.text_hash == self.text_hash else None

    @property
    def stale_approval(self) -> Approval | None:
        """The latest approval, if the text has moved on since."""
        return self._approvals[-1] if self._approvals and self._approvals[-1].text_hash != self.text_hash else None

    @property
    def suggested_due(self) -> str:
        """When a review handed on now would be due, by the house's own time."""
        return self._desk.due(self.piece.channel)

    def submit(self, to: str, due: str = "", note: str = "") -> None:
        """Hand the text on for review, as the next numbered revision.

        Args:
            to: name of an editor.
            due: until when, ISO 8601; empty for the house's own time.
        Raises:
            Refused: wrong stage, an empty text, or somebody who may not approve.
            NotFound: nobody of that name.
            BadInput: `due` is no time.
        """
        self._settle()
        policy = self._desk.policy
        until = handing_on.due_time(due) if due.strip() else self.suggested_due
        payload = handing_on.submission(self.piece, policy.person(to), until, note, self.document.word_count, policy)
        self._move(EventType.SUBMITTED, payload)

    def request_changes(self, note: str) -> None:
        """Send the piece back.

        Raises:
            Refused: wrong stage, somebody who may not, or no note.
        """
        self._settle()
        self.must_be_reviewed_by_editor("send it back")
        payload = handing_on.changes(self.piece, note) | self._held_against()
        self._move(EventType.CHANGES_REQUESTED, payload, self._desk.signers.signer_for(self.person.name))

    def approve(self, note: str = "") -> None:
        """Say yes to exactly this text.

        Raises:
            Refused: wrong stage, somebody who may not, or a gate that is not open; the sentence says what is missing.
        """
        self._settle()
        self.must_be_reviewed_by_editor("approve")
        self._must_agree_with_siblings()
        signer, unsigned = handing_on.hand_of(self._desk.signers, self.person.name)
        gate = self._gate(self.person.name, unsigned)
        payload = handing_on.yes(self.piece, gate, note, self._findings, self.claims) | self._held_against()
        read = self._desk.attention.get((self.piece.id, self.person.name))
        self._move(EventType.APPROVED, payload | handing_on.measures(self.comparison, read), signer)

    def attend(self, seconds: float) -> None:
        """The person at the desk has had the text in front of them for so much longer, which is kept with their next yes."""
        if seconds:
            known, whose = self._desk.attention, (self.piece.id, self.person.name)
            known[whose] = known.get(whose, 0.0) + seconds

    def _held_against(self) -> dict[str, Any]:
        """The guides, the policy and the checks that a decision was made with."""
        return {"guide_version": self.context.version, "policy_version": self._desk.policy.version, "ran": list(self.ran)}

    def must_be_reviewed_by_editor(self, act: str) -> None:
        """Whether the person at the desk may `act` on the piece now.

        Raises:
            Refused: the piece is not in review, or the person is no editor.
        """
        handing_on.must_review(self.piece, self.person, self._desk.policy, act)

    def _settle(self) -> None:
        """Before the piece changes hands: write what was typed, and see what was done to it elsewhere.

        Raises:
            Refused: its text is another one by now than the one on this desk, or was deleted for good.
        """
        self._must_have_its_text()
        self.flush()
        found = self._desk.history.piece(self.piece.id)  # before its text, so that what is written in between shows
        if self._desk.history.working(self.piece.id) != self.text:
            raise handing_on.moved_on()
        self.piece = found
        self._reload_decisions()
        self._record_set_backs()

    def _move(self, act: EventType, payload: Mapping[str, Any], signer: Signer | None = None) -> None:
        """Write a decision down together with what the checks had found, provided that the piece is still the one decided on.

        Args:
            signer: the person's own key, where it is at hand.
        Raises:
            Refused: another program wrote to the piece, or decided on it, in between.
        """
        told = {**payload, "text_hash": self.text_hash}
        looks = self._looks.before(act, self._findings, self.context, self.claims) if self.ran else []
        decided = (act, self.piece.id, Actor.person(self.person.name), told)
        try:
            self._desk.history.append_all([*looks, decided], self.text, on_piece=self.piece, signer=signer)
        except TextMoved:
            raise handing_on.moved_on() from None
        self._looks.forget()
        self._desk.attention.pop((self.piece.id, self.person.name), None)  # the next round is read anew
        self._refresh()
        self._reload_decisions()
        self.changed("stage")

    # ------------------------------------------------------------ within

    def _must_have_its_text(self) -> None:
        """Raises: Refused, where the text was deleted for good."""
        if self.piece.purged:
            raise gone(self.piece)

    def _refresh(self) -> None:
        self.piece = self._desk.history.piece(self.piece.id)

    def _reload_decisions(self) -> None:
        history = self._desk.history
        self.dismissals = history.dismissals(self.piece.id)
        self._ledger.reload()
        self._approvals = history.approvals(self.piece.id)
        self._forget("flags", "claims", "_by_words", "_standing")

    def _forget(self, *names: str) -> None:
        for name in names:
            self.__dict__.pop(name, None)


def _the_one(found: Iterable[str], key: str, what: str) -> str:
    """The only key found.

    Raises:
        NotFound: none or several, or too little was given to tell.
    """
    keys = list(found)
    if len(key) < 4 or len(keys) != 1:
        fault = "More than one" if len(keys) > 1 else "No"
        raise NotFound(f"{fault} {what} of this piece goes by “{key}”.", "`bluepencil flags PIECE` lists them; give more digits.")
    return keys[0]


def _one_line(heading: str) -> str:
    return " ".join(heading.split())


__all__ = ["Mark", "ReviewSession", "Snapshot"]
