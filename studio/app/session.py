"""What a person decides about the piece on the desk: answers to flags and claims, and handing it on.

The window and the command line work with this one class, so a rule that refuses here refuses everywhere. The piece itself,
its text and what the checks found in it, is `open_piece`, and how a decision gets into the history is `recorded`; the rules
stand beside it: `answers` (to flags and claims), `handing_on` (submit, send back, approve) and `moving` (every other stage). Who
may what, and when, `core.acts` says: see `must`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from functools import partial
from typing import Any

from studio.app import answers, approving, bound, campaigns, escalation, handing_on, handoff, moving, risk
from studio.app.findings import Mark
from studio.app.handed import last_submitted
from studio.app.ledger import CLASH, stands_in
from studio.app.open_piece import Snapshot
from studio.app.recorded import RecordedPiece
from studio.app.tables.due import Step
from studio.core import gate as gates
from studio.core.acts import Act, allowed
from studio.core.changes import Change
from studio.core.claim import Claim, ClaimStatus, Evidence
from studio.core.edit import Edit
from studio.core.errors import Refused
from studio.core.events import EventType
from studio.core.flag import Dismissal, Fix, Flag, Reason, Scope
from studio.core.judgement import Agreement, Part
from studio.core.piece import Approval, Person
from studio.core.risk import RiskReading


class ReviewSession(RecordedPiece):
    """An open piece and the person who reviews it."""

    # ------------------------------------------------------------ the text, as far as it may be changed

    @property
    def is_editable(self) -> bool:
        """Whether the person at the desk may change the text now; what is published or withdrawn stands as it is."""
        return allowed(Act.WRITE, self.person, self.piece)

    def apply(self, edit: Edit) -> None:
        """Take in one edit that the buffer already shows; flags move along at once.

        Raises:
            Refused: its text is gone, or the piece is published or withdrawn. Nothing typed before is lost by it.
        """
        self._must_write()
        super().apply(edit)

    def fix_edits(self, flag: Flag, fix: Fix) -> tuple[Edit, ...]:
        self._must_write()  # before the buffer shows what could not be taken in
        return super().fix_edits(flag, fix)

    def restore_edit(self, change: Change) -> Edit:
        self._must_write()
        return super().restore_edit(change)

    def _must_write(self) -> None:
        self._must_have_its_text()
        if not self.is_editable:
            self.must(Act.WRITE)

    # ------------------------------------------------------------ answers to flags and claims

    def dismiss(self, flag: Flag, reason: Reason | None, scope: Scope = Scope.HERE, note: str = "", until: str = "") -> None:
        """Say no to a flag. The reason is never optional; `other` needs a note.

        Args:
            until: the last day it holds, ISO 8601; empty for good.
        Raises:
            Refused: without a reason, `other` without a note, a day that is over, or where the flag is a claim.
            BadInput: `until` is no day.
        """
        self.record((EventType.FLAG_DISMISSED, answers.dismissal(flag, reason, scope, note, until, self._desk.today)))

    def take_back(self, dismissal: Dismissal) -> None:
        """Let the dismissed flag speak again."""
        self.record((EventType.FLAG_RESTORED, answers.taken_back(dismissal)))

    def attach_evidence(self, claim: Claim, evidence: Evidence) -> None:
        """Give a claim a source and the passage that says so; its status follows from what the passage says.

        Args:
            evidence: whatever stands in its `who`, `when` and `words` is passed over.
        Raises:
            Refused: without a link or file, without the passage, or with half a consent.
            BadInput: a link that leads nowhere, or a day that is none.
        """
        found = answers.evidence(self._as_it_stands(claim), evidence, self.text, self._desk.today)
        self.record((EventType.CLAIM_EVIDENCE, found))

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
        self.record(*found)
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
        self.record((EventType.CLAIM_DECIDED, payload))

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
        self.record(*entries)

    def _as_it_stands(self, claim: Claim) -> Claim:
        """The row as the text has it this moment: whoever asks may hold one from before the last edits."""
        return next((row for row in self.claims if row.key == claim.key), claim)

    def _stands(self, claim: Claim) -> bool:
        """Whether a look at the present text finds the claim, or its words where no claim is seen: in code, say."""
        self.check_now(self._lanes_of("claims"))
        return any(row.key == claim.key and row.span is not None for row in self.claims) or stands_in(self.text, claim.text)

    # ------------------------------------------------------------ the gate and what lies behind it

    @property
    def handoff_note(self) -> str:
        """What was said when the piece was handed on last, empty when nothing was."""
        handed = last_submitted(self._desk.history, self.piece.id)
        return handed.note if handed else ""

    def gate(self, person: Person | None = None, parts: Sequence[Part] = approving.BOTH) -> gates.Gate:
        """Every condition for a yes of `person` (whoever sits here, if not said) to these parts, as things stand. Flags of rules
        on trial are told, and stop nothing."""
        name = (person or self.person).name
        return approving.gate_of(self, name, self._desk.signers.why_unsigned(name), parts)

    @property
    def risk(self) -> RiskReading:
        """How much is at stake with the text as it stands."""
        return risk.reading(self.piece, self.text, self.claims, self._desk.policy.risk)

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every yes to a part of the approval that is for exactly this text and this round of review."""
        return approving.agreements(self)

    @property
    def last_editor(self) -> str:
        """Who last really changed the text, edits not yet written included; see `history.hands`."""
        if self.is_saved:
            return self.piece.last_editor
        return self._desk.history.last_editor(self.piece.id, self.person.name, self.text)

    @property
    def approval(self) -> Approval | None:
        """The latest approval, if it is a yes to exactly this text and still in force: handing the piece on again, reopening it
        and withdrawing it end it, whatever the text is then."""
        latest = self._approvals[-1] if self._approvals else None
        is_current = latest and latest.text_hash == self.piece.approved_hash == self.text_hash and not self.why_stale
        return latest if is_current else None

    @property
    def stale_approval(self) -> Approval | None:
        """The latest approval, if the text, or what the yes was bound to beside it, has moved on since; see `why_stale`."""
        return self._approvals[-1] if self._approvals and self.why_stale else None

    def stands_with(self, what: Mapping[str, Any]) -> dict[str, Any]:
        """What an event that says something else of the piece carries for the sake of its yes; see `bound.mark`."""
        return bound.mark(self, what)

    @property
    def why_stale(self) -> str:
        """What has moved on since the latest yes, as a phrase; empty for nothing."""
        return bound.why_stale(self)

    @property
    def suggested_due(self) -> str:
        """When a review handed on now would be due, by the house's own time."""
        return self._desk.due(self.piece.channel, self.risk.level)

    @property
    def suggested_return(self) -> str:
        """When changes asked for now would be due, by the house's own time."""
        return self._desk.due(self.piece.channel, self.risk.level, Step.CHANGES)

    def submit(self, to: str, due: str = "", note: str = "", question: str = "") -> None:
        """Hand the text on for review, as the next numbered revision, with a handoff card; see `handoff`.

        Args:
            to: name of an editor.
            due: until when, ISO 8601; empty for the house's own time.
            question: what the next person is asked.
        Raises:
            Refused: wrong stage, an empty text, somebody who may not approve, a time that is over, or a handoff that says not
                enough.
            NotFound: nobody of that name.
            BadInput: `due` is no time.
        """
        self._settle(Act.SUBMIT)
        policy = self._desk.policy
        handoff.must_be_whole(to, note, question, policy.handoff.question)
        until = handing_on.due_time(due, self._desk.now(), policy.hours.end) if due.strip() else self.suggested_due
        payload = handing_on.submission(self.piece, policy.person(to), until, note, self.document.word_count, policy)
        self._move(EventType.SUBMITTED, payload | handoff.handed_payload(question, handoff.card_now(self)))
        escalation.handed_on(self)

    def request_changes(self, note: str, due: str = "") -> None:
        """Send the piece back to its writer, with a handoff card.

        Args:
            due: until when it should be changed, ISO 8601; empty for the house's own time.
        Raises:
            Refused: wrong stage, somebody who may not, a time that is over, or no note.
            BadInput: `due` is no time.
        """
        self._settle(Act.REQUEST_CHANGES)
        until = handing_on.due_time(due, self._desk.now(), self._desk.policy.hours.end) if due.strip() else self.suggested_return
        payload = handing_on.changes(self.piece, note, until, self._desk.policy) | self._held_against()
        payload |= handoff.handed_payload("", handoff.card_now(self))
        self._move(EventType.CHANGES_REQUESTED, payload, self._desk.signers.signer_for(self.person.name))
        escalation.sent_back(self)

    def approve(self, note: str = "", rating: int = 0, responsible: str = "") -> None:
        """Say yes to exactly this text, its voice and its accuracy.

        Args:
            rating: how much it sounds like the brand, 1 to 5; 0 where nobody says.
            responsible: who carries editorial responsibility; empty for whoever answers for the piece.
        Raises:
            Refused: wrong stage, somebody who may not, or a gate that is not open; the sentence says what is missing.
            BadInput: a rating that is none. NotFound: nobody of that name.
        """
        self._say_yes(Act.APPROVE, approving.Yes(approving.BOTH, note, rating, responsible))

    def agree(self, parts: Sequence[Part], note: str = "", rating: int = 0, responsible: str = "") -> bool:
        """Say yes to parts of the approval. Where nothing more is missing then, the piece is approved, and the answer is True.

        Raises:
            As `approve`; of the gate only what another person's yes cannot bring stands in the way.
        """
        wanted = tuple(part for part in Part if part in parts)
        return self._say_yes(Act.AGREE, approving.Yes(wanted, note, rating, responsible))

    def _say_yes(self, act: Act, yes: approving.Yes) -> bool:
        yes.must_make_sense()
        self._settle(act)
        self._must_agree_with_siblings()
        signer, unsigned = handing_on.hand_of(self._desk.signers, self.person.name)
        gate = approving.gate_of(self, self.person.name, unsigned, yes.parts)
        if act is Act.AGREE and not gate.open:
            self._move(EventType.AGREED, approving.agreement(self, gate, yes) | self._held_against(), signer)
            return False
        payload = approving.approval(self, gate, yes) | self._held_against()
        read = self._desk.attention.get((self.piece.id, self.person.name))
        self._move(EventType.APPROVED, payload | handing_on.measures(self.comparison, read), signer)
        return True

    # ------------------------------------------------------------ every other stage

    @property
    def _back_to(self) -> str:
        return handing_on.back_to(self.piece, self._desk.policy)

    def recall(self, note: str = "") -> None:
        """Take the piece back from review. Raises: Refused, as every move here; see `must`."""
        self._settle(Act.RECALL)
        self._move(EventType.RECALLED, moving.recalled(note, self._back_to))

    def reopen(self, note: str) -> None:
        """Correct what was approved or published: it is drafted again, and takes another yes whatever its text.

        Raises:
            Refused: without a word on what has to be corrected.
        """
        self._settle(Act.REOPEN)
        self._move(EventType.REOPENED, moving.reopened(self.piece, note, self._back_to))

    def publish(self, where: str, note: str = "") -> None:
        """Say that the approved text is before its readers, and where. Raises: Refused, without a place."""
        self._settle(Act.PUBLISH)
        if self.why_stale:
            remedy = "Put it back as it was, or reopen it and hand it on again."
            raise Refused(f"The yes does not hold any more: {self.why_stale}.", remedy)
        self._move(EventType.PUBLISHED, moving.published(where, note))

    def hold(self, reason: str, until: str = "") -> None:
        """Stop here; the text can still be worked on.

        Args:
            until: the last day, ISO 8601; empty where nobody knows. The piece does not go on by itself then.
        Raises:
            Refused: without a reason, or with a day that is over.
            BadInput: `until` is no day.
        """
        self._settle(Act.HOLD)
        self._move(EventType.HELD, moving.held(self.piece, reason, until, self._desk.today))

    def resume(self, note: str = "") -> None:
        """Go on, at the stage that the piece came from."""
        self._settle(Act.RESUME)
        self._move(EventType.RESUMED, moving.resumed(self.piece, note))

    def withdraw(self, reason: str) -> None:
        """Give the piece up, or take it back from its readers. Raises: Refused, without a reason."""
        self._settle(Act.WITHDRAW)
        self._move(EventType.WITHDRAWN, moving.withdrawn(self.piece, reason))

    def bring_back(self, note: str = "") -> None:
        """Draft on a piece that was withdrawn."""
        self._settle(Act.BRING_BACK)
        self._move(EventType.BROUGHT_BACK, moving.brought_back(note, self._back_to))

    def describe(self, what: Mapping[str, str | bool]) -> bool:
        """Say what the piece is: see `moving.described` for the names and what is refused. Returns whether anything changed; then
        nothing counts as checked until the lanes have looked again, for they read it too."""
        self._settle(Act.DESCRIBE)
        now = self._desk.now().astimezone(UTC).isoformat(timespec="seconds")
        campaign = partial(campaigns.id_for, self._desk, self.person)
        known = moving.Known(campaign, lambda name: self._desk.template_named(name) is not None, now)
        changed = moving.described(self.piece, self.person, self._desk.policy, what, known)
        if changed:
            self.record((EventType.PIECE_DESCRIBED, {"what": changed} | self.stands_with(changed)))
            if not moving.BEFORE_A_YES.isdisjoint(changed):
                self._is_of_another_brand()
            self.guides_changed()
            self.changed("stage")
        return bool(changed)

    def attend(self, seconds: float) -> None:
        """The person at the desk has had the text in front of them for so much longer, which is kept with their next yes."""
        if seconds:
            known, whose = self._desk.attention, (self.piece.id, self.person.name)
            known[whose] = known.get(whose, 0.0) + seconds

    def _held_against(self) -> dict[str, Any]:
        """The guides, the policy and the checks that a decision was made with."""
        return {"guide_version": self.context.version, "policy_version": self._desk.policy.version, "ran": list(self.ran)}

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


__all__ = ["Mark", "ReviewSession", "Snapshot"]
