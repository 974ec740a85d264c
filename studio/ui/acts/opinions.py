"""A model's second opinion in the window: asked for by a key, carried beside the window, shown among flags and claims."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, QTimer

from studio.app import opinions
from studio.app.asking import Call, Received, must_be_shown
from studio.app.opinions import Question
from studio.app.service_keys import KeyState
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.acts import Act
from studio.core.asking import Service
from studio.core.errors import KnownError
from studio.core.opinion import OpinionKind
from studio.core.phrases import count
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.services import choosing
from studio.ui.services.asking import send_all

_PAUSE = 3_000  # milliseconds for which a text has to stay as it is before a model is asked by itself


class OpinionActs(QObject):
    """Asks about what no model has read yet, and says what came of it.

    Where the house wants every text read, a model on this computer is asked by itself in a pause, provided that nobody has to see
    what goes out: calls have their own threads, so neither the checks nor LanguageTool wait for one.
    """

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self._tried: set[tuple[str, OpinionKind]] = set()
        self._seen: tuple[ReviewSession, int] | None = None
        self._is_resting = False  # nobody is asked by itself again after a failure, until somebody asks by hand
        self._ticker = QTimer(self)
        self._ticker.timeout.connect(self._look)
        self._ticker.start(_PAUSE)

    def claims(self) -> None:
        self.ask(OpinionKind.CLAIMS)

    def tone(self) -> None:
        self.ask(OpinionKind.TONE)

    def ask(self, kind: OpinionKind) -> None:
        """Get ready what would go out, beside the window; show it, and send it once that is allowed.

        Raises:
            Refused: there is nothing that may be asked, or nothing is said of the piece any more.
            NotFound: no service is set up.
        """
        session = self._desk.session()
        session.must(Act.ANSWER)
        service = choosing.last_used(self._shell, kind.purpose)
        self._is_resting = False
        self._ready(session, service, kind, partial(self._send, session, kind, service), self._shell.fail)

    def _ready(
        self,
        session: ReviewSession,
        service: Service,
        kind: OpinionKind,
        then: Callable[[Sequence[Question]], object],
        failed: Callable[[KnownError], object],
    ) -> None:
        """Looking for personal data in a long text takes a while."""
        workspace, _ = self._desk.at_desk()
        work = partial(opinions.questions, session, service, kind)
        here, fail_here = self._desk.here(workspace, then), self._desk.fail_here(workspace, failed)
        self._shell.background.run("Getting a second opinion ready", lambda _: work(), here, fail_here)

    def _send(
        self, session: ReviewSession, kind: OpinionKind, service: Service, asked: Sequence[Question], *, by_itself: bool = False
    ) -> None:
        by_call = {each.call.id: each for each in asked}
        outcome = _Outcome(kind, service.name, len(asked))
        send_all(
            self._shell,
            [each.call for each in asked],
            done=lambda received: self._take(session, by_call[received.call.id], received, outcome),
            failed=self._rest if by_itself else None,
            finished=partial(self._tell, outcome, by_itself),
        )

    def _rest(self, call: Call, error: KnownError) -> None:
        """Nobody asked, so nobody is told but by the gate, which says that the pass did not run."""
        self._is_resting = True

    # ------------------------------------------------------------ by itself

    def _look(self) -> None:
        """Whether there is anything to ask about: the text is as it was at the last look, and every check has answered."""
        session, workspace = self._shell.review.session, self._desk.workspace
        if session is None or workspace is None or self._is_resting or not workspace.policy.ai.second_opinion:
            return
        before, self._seen = self._seen, (session, session.document.revision)
        if (
            before == self._seen
            and self._shell.review.is_settled
            and not session.piece.purged
            and not session.refusal(Act.ANSWER)
        ):
            self._ask_unseen(session, workspace)

    def _ask_unseen(self, session: ReviewSession, workspace: Workspace) -> None:
        for kind in OpinionKind:
            about = session.text_hash, kind
            if about in self._tried or not session.opinions.unread(kind, session.document):
                continue
            with suppress(KnownError):  # the gate says that the pass did not run
                service = choosing.last_used(self._shell, kind.purpose)
                is_open = self._shell.service_keys.state(service) in (KeyState.NOT_NEEDED, KeyState.KEPT)
                if service.is_local and is_open and workspace.policy.ai.show == "personal":
                    self._tried.add(about)
                    then = partial(self._send_unseen, session, kind, service, workspace)
                    self._ready(session, service, kind, then, lambda error: None)

    def _send_unseen(
        self, session: ReviewSession, kind: OpinionKind, service: Service, workspace: Workspace, asked: Sequence[Question]
    ) -> None:
        """Send what nobody has to see; anything else waits for the key to be pressed."""
        if not any(must_be_shown(workspace.policy, each.call) for each in asked):
            self._send(session, kind, service, asked, by_itself=True)

    def _take(self, asked: ReviewSession, question: Question, received: Received, outcome: "_Outcome") -> None:
        outcome.add(opinions.take(self._session_of(asked), question, received))
        self._shell.review.look_again()

    def _session_of(self, asked: ReviewSession) -> ReviewSession:
        """The piece that was asked about, as it lies on the desk, or by itself where another one lies there by now."""
        now = self._shell.review.session
        if now is not None and now.piece.id == asked.piece.id:
            return now
        workspace, _ = self._desk.at_desk()
        return workspace.session(asked.piece.id, asked.person)

    def _tell(self, outcome: "_Outcome", by_itself: bool) -> None:
        if outcome.answers == outcome.asked and (outcome.remarks or not by_itself):
            self._shell.notices.say(outcome.sentence)


class _Outcome:
    """What came of a pass so far."""

    def __init__(self, kind: OpinionKind, service: str, asked: int) -> None:
        self.kind, self.service, self.asked = kind, service, asked
        self.answers = self.remarks = self.dropped = 0

    def add(self, taken: opinions.Taken) -> None:
        self.answers += 1
        self.remarks += len(taken.remarks)
        self.dropped += taken.dropped

    @property
    def sentence(self) -> str:
        place = "claims" if self.kind is OpinionKind.CLAIMS else "flags"
        if not self.remarks:
            found = f"{self.service} has no remark; what the rules found stands as it was."
        else:
            many = count(self.remarks, "remark")
            found = f"{many} by {self.service}: among the {place}, as a model’s opinion. What the rules found stands as it was."
        left = f" {count(self.dropped, 'remark')} left out: the words do not stand where it says." if self.dropped else ""
        return found + left
