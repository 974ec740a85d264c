"""A piece on the desk as the history takes it: who may say what of it, and how that is written down.

Whatever a person decides goes through here, whether it stands beside the text (`record`) or takes the piece to another stage
(`_settle`, then `_move`). What can be decided, and what it needs, is in `session`; who may, in `core.acts`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from studio.app import handing_on, moving
from studio.app.looking import AT
from studio.app.open_piece import OpenPiece, Written
from studio.core.acts import Act, refusal
from studio.core.check import Lane
from studio.core.errors import Refused, TextMoved
from studio.core.events import Actor, ActorKind, EventType, digest
from studio.history.signing import Signer

_ACTS = {
    EventType.FLAG_DISMISSED: Act.ANSWER,
    EventType.FLAG_RESTORED: Act.ANSWER,
    EventType.CLAIM_DECIDED: Act.ANSWER,
    EventType.CLAIM_EVIDENCE: Act.ANSWER,
    EventType.CLAIM_ASKED: Act.ANSWER,
    EventType.OPINION_READ: Act.ANSWER,
    EventType.COMMENT_ADDED: Act.COMMENT,
    EventType.COMMENT_RESOLVED: Act.COMMENT,
    EventType.CHECKLIST_ANSWERED: Act.TICK,
    EventType.CONSENT_RECORDED: Act.CONSENT,
    EventType.DISCLOSURE_DECIDED: Act.DISCLOSE,
    EventType.ESCALATED: Act.ESCALATE,
    EventType.PIECE_DESCRIBED: Act.DESCRIBE,
    EventType.LIBRARY_USED: Act.WRITE,
    EventType.REWRITE_PROPOSED: Act.WRITE,
    EventType.REWRITE_DECIDED: Act.WRITE,
    EventType.CHANGE_EXPLAINED: Act.COMMENT,
}
"""What it takes to say something beside the text."""

_DECIDES = frozenset({EventType.DISCLOSURE_DECIDED})
"""What is said beside the text and decides something: the policy it is decided by is on record first."""


class RecordedPiece(OpenPiece):
    """An open piece of which things can be said. Nothing is written that may not be said at the stage the piece is at by then."""

    @property
    def text_hash(self) -> str:
        return digest(self.text)

    # ------------------------------------------------------------ who may

    def must(self, act: Act) -> None:
        """Raises: Refused, where the role or the brands that the person at the desk has now, or the stage of the piece, do not
        allow it; it says who may. Somebody who is in the policy no more may do nothing."""
        if refused := self.refusal(act):
            raise Refused(*refused)

    def refusal(self, act: Act) -> tuple[str, str] | None:
        """What stands in the way of it and what to do; None where nothing does. See `must`."""
        if not self.person.roles:
            return f"{self.person.name} is in policy.toml no more.", "Sit down as somebody who is; what was typed is kept."
        return refusal(act, self.person, self.piece, self._desk.policy.persons)

    # ------------------------------------------------------------ beside the text

    def record_with_edits(self, kind: EventType, payload: Mapping[str, object], must_hold: Callable[[], object]) -> None:
        """Write an answer down together with the edits that it is about and that are not written yet: both or neither.

        Args:
            must_hold: asked while nobody else can write; it may read the history, and raises where it is not to be.
        Raises:
            As `record`, and what `must_hold` raises. The edits stay on the desk then; whoever made them takes them back.
        """
        self._must_have_its_text()
        actor, was = Actor.person(self.person.name), self.piece

        def entries() -> list[Written]:
            self._refresh()
            self.must(_ACTS[kind])
            must_hold()
            return [(kind, was.id, actor, dict(payload))]

        try:
            self.flush(entries)
        except Exception:
            self.piece = was  # so that what another program did is noticed
            raise
        self._reload_decisions()
        self._findings.mark(self.dismissal_of)
        self.changed("decisions")

    def record(self, *said: tuple[EventType, Mapping[str, object]]) -> None:
        """Write down what the person at the desk says of this piece, all of it or nothing; see `core.events` for the payloads.

        The one way in for everything that is said beside the text. Whether it may be said is asked while nobody else can write,
        so that what another program did to the piece meanwhile counts; see `must`.

        Raises:
            Refused: who sits here may not say it, or not at the stage that the piece is at by now, or its text was deleted for
                good; nothing is written.
        """
        if any(kind in _DECIDES for kind, _ in said):
            self._desk.note_policy()
        self._must_have_its_text()
        self.flush()
        self._record_set_backs()
        actor, before = Actor.person(self.person.name), self.piece.stage

        def entries() -> list[Written]:
            self._refresh()
            for kind, _ in said:
                self.must(_ACTS[kind])
            for kind, payload in said:
                if kind is EventType.PIECE_DESCRIBED:
                    moving.must_be_new(self.piece, payload, bool(self._desk.history.approvals(self.piece.id)))
            return [(kind, self.piece.id, actor, dict(payload)) for kind, payload in said]

        try:
            self._desk.history.append_all(entries)
        except Refused:
            if self.piece.stage is not before:
                self.changed("stage")
            raise
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

    # ------------------------------------------------------------ to another stage

    def must_be_as_it_is(self, act: Act) -> None:
        """See what was done to the piece elsewhere, and whether `act` may be.

        Raises:
            Refused: its text is another one by now than the one on this desk, or was deleted for good; or see `must`.
        """
        found = self._desk.history.piece(self.piece.id)  # before its text, so that what is written in between shows
        if self._desk.history.working(self.piece.id) != self.text:
            raise handing_on.moved_on()
        self.piece = found
        self.must(act)

    def _settle(self, act: Act) -> None:
        """Before the piece changes hands: write what was typed, see what was done to it elsewhere, and whether `act` may be.

        Raises:
            Refused: its text is another one by now than the one on this desk, or was deleted for good; or see `must`.
        """
        self._must_have_its_text()
        self.flush()
        self.must_be_as_it_is(act)
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
        looks = self._looks.before(act, self._findings, self.context, self.claims) if self.ran and act in AT else []
        decided = (act, self.piece.id, Actor.person(self.person.name), told)
        self._desk.note_policy()
        try:
            self._desk.history.append_all([*looks, decided], self.text, on_piece=self.piece, signer=signer)
        except TextMoved:
            raise handing_on.moved_on() from None
        self._looks.forget()
        self._desk.attention.pop((self.piece.id, self.person.name), None)  # the next round is read anew
        self._refresh()
        self._reload_decisions()
        self.changed("stage")
