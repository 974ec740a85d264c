"""A model's second opinion in the window: asked for by a key, carried beside the window, shown among flags and claims."""

from functools import partial

from PySide6.QtCore import QObject

from studio.app import local_only, opinions
from studio.app.asking import Received
from studio.app.opinions import Question
from studio.app.session import ReviewSession
from studio.core.acts import Act
from studio.core.opinion import OpinionKind
from studio.core.phrases import count
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.services import choosing
from studio.ui.services.asking import send_all


class OpinionActs(QObject):
    """Asks about what no model has read yet, and says what came of it."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk

    def claims(self) -> None:
        self.ask(OpinionKind.CLAIMS)

    def tone(self) -> None:
        self.ask(OpinionKind.TONE)

    def ask(self, kind: OpinionKind) -> None:
        """Show what would go out, and send it once that is allowed.

        Raises:
            Refused: all of it was read, there is nothing that may be asked, or nothing is said of the piece any more.
            NotFound: no service is set up.
        """
        session = self._desk.session()
        session.must(Act.ANSWER)
        service = choosing.last_used(self._shell, kind.purpose)
        asked = {each.call.id: each for each in opinions.questions(session, service, kind, local_only=local_only.own())}
        outcome = _Outcome(kind, service.name, len(asked))
        send_all(
            self._shell,
            [each.call for each in asked.values()],
            done=lambda received: self._take(session, asked[received.call.id], received, outcome),
            finished=partial(self._tell, outcome),
        )

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

    def _tell(self, outcome: "_Outcome") -> None:
        if outcome.answers == outcome.asked:
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
