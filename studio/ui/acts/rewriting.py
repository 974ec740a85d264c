"""Rewrites in the window: asked for beside the work, shown as a change at their words, decided on by a person."""

from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, QTimer

from studio.app import rewriting
from studio.app.asking import Call, Received
from studio.app.proposals import Asked
from studio.app.rewriting import Look, Voice
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.acts import Act
from studio.core.asking import Purpose, Service
from studio.core.errors import KnownError, NotFound
from studio.core.phrases import count, shortened
from studio.core.piece import Piece
from studio.core.proposal import Decision, Found, Proposal, Wish
from studio.core.span import Span
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.rewriting import looks
from studio.ui.rewriting.card import ProposalCard, RewriteHands
from studio.ui.rewriting.sheet import RewriteSheet
from studio.ui.services import choosing
from studio.ui.services.asking import send, tell

_SAID = 40  # code points of a passage that is told of


class RewritingActs(QObject):
    """Asks for rewrites, marks the passages in the text, and shows what is proposed for them."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self._last = Wish.SHORTER
        self._is_marked = False
        self._looked_at: dict[str, tuple[ReviewSession, Received, Look]] = {}  # answers that came, by their call
        desk.closing.connect(self._keep_what_came)
        review = shell.review
        self._view = review.editor.working
        hands = RewriteHands(
            accept=lambda each, chosen, note: shell.guard(lambda: self._accept(each, chosen, note)),
            refuse=lambda each, note: shell.guard(lambda: self._refuse(each, note)),
            step=lambda by: shell.guard(lambda: self.step(by)),
        )
        self._ground = review.card.parentWidget() or shell.window
        self.card = ProposalCard(shell.theme(), hands, self._ground)
        self.card.within = review.card.within
        self.card.left.connect(self._view.setFocus)
        review.card.installEventFilter(self)
        head = review.editor.working_head
        self.waiting = head.offer("", "Rewrites that wait for you to decide (Ctrl+F7)", lambda: shell.guard(lambda: self.step(1)))
        self.waiting.hide()
        self._view.recorder.edited.connect(self._on_edit)
        self._view.pressed.connect(self._on_press)

    # ------------------------------------------------------------ asking

    def ask(self) -> None:
        """Ask what the passage at the cursor, or the selected one, should be rewritten for.

        Raises:
            Refused: the text may not be changed now, or there are no words.
        """
        session = self._desk.session()
        session.must(Act.WRITE)
        try:
            choice = choosing.ServiceChoice(self._shell, Purpose.REWRITE)
        except NotFound as error:
            tell(self._shell, error)  # with the way to where one is set up
            return
        document = session.document
        place = rewriting.passage(document, self._view.selection())
        self.card.hide()
        prepared: list[Callable[[], object]] = []

        def act(chosen: Span, wish: Wish, said: str) -> None:
            self._last = wish
            service = choice.service
            if wish is Wish.VOICE:
                prepared.append(lambda: self._ask_in_voice(session, chosen, service))
            else:
                call, asked = rewriting.ask(session, chosen, wish, said, service)
                prepared.append(lambda: self._send(session, call, asked))

        sheet = RewriteSheet(
            self._shell.theme(),
            self._shell.window,
            place,
            lambda span: span.of(document.text),
            partial(rewriting.wider, document),
            session.piece.audience,
            choice if choice.is_needed else None,
            self._last,
            act,
        )
        # The sheet that shows what goes out comes when this one is gone.
        sheet.accepted.connect(lambda: QTimer.singleShot(0, self, lambda: self._shell.guard(prepared[-1])))
        self._shell.open_sheet(sheet)

    def _ask_in_voice(self, session: ReviewSession, place: Span, service: Service) -> None:
        """Listen to the brand's pieces first, beside the window."""
        workspace, _ = self._desk.at_desk()
        root, file, piece = workspace.root, workspace.history.path, session.piece

        def ask(voice: Voice) -> None:
            if self._shell.review.session is session:
                call, asked = rewriting.ask(session, place, Wish.VOICE, "", service, voice)
                self._send(session, call, asked)

        title = f"Listening to {piece.brand or 'the brand'}"
        self._shell.jobs.run(title, lambda _: _voice(root, file, piece), self._desk.here(workspace, ask), self._shell.fail)

    def _send(self, session: ReviewSession, call: Call, asked: Asked) -> None:
        workspace, _ = self._desk.at_desk()
        rewriting.begin(session, asked)
        self.look()
        came: list[Received] = []

        def done(received: Received) -> None:
            looked = rewriting.look(self._session_of(session), received, asked)
            came.append(received)
            self._looked_at[asked.call] = session, received, looked
            self._shell.background.run(
                "Looking at a rewrite",
                lambda _: looked.found,
                self._desk.here(workspace, lambda found: self._propose(session, received, looked, found)),
                self._shell.fail,
            )

        def finished() -> None:
            if not came:
                rewriting.end(session, asked)
                self.look()

        send(self._shell, call, done=done, finished=finished)

    def _session_of(self, asked: ReviewSession) -> ReviewSession:
        """The piece that was asked about, as it lies on the desk, or by itself where another one lies there by now."""
        now = self._shell.review.session
        if now is not None and now.piece.id == asked.piece.id:
            return now
        workspace, _ = self._desk.at_desk()
        return workspace.session(asked.piece.id, asked.person)

    def _propose(self, session: ReviewSession, received: Received, looked: Look, found: Found) -> None:
        """The proposal is there; it waits in its place, and whoever types goes on typing."""
        self._looked_at.pop(looked.asked.call, None)
        here = self._session_of(session)
        rewriting.end(session, looked.asked)
        made = rewriting.propose(here, received, looked, found)
        self.look()
        if self._shell.review.session is not here:
            self._shell.notices.say(f"{received.call.service.name} proposes a rewrite in “{here.piece.title}”.")
        elif made.place is not None and made.place.start <= self._view.caret() <= made.place.end and not self.card.isVisible():
            self._show(made, has_keys=False)
        else:
            words = shortened(made.before, _SAID)
            self._shell.notices.say(f"{received.call.service.name} proposes other words for “{words}”. Ctrl+F7 shows them.")

    def _keep_what_came(self) -> None:
        """The workspace is closed while an answer is still looked at: it was paid for, and waits with its piece from now on."""
        left, self._looked_at = self._looked_at, {}
        for session, received, looked in left.values():
            with suppress(KnownError):  # the text may not be changed any more
                rewriting.propose(self._session_of(session), received, looked, looked.found)

    # ------------------------------------------------------------ showing

    def step(self, by: int = 1) -> None:
        """Show the next rewrite that waits, or the one before, and give it the keyboard."""
        waiting = rewriting.waiting(self._desk.session())
        if not waiting:
            self._shell.notices.say("No rewrite waits here. Ctrl+Alt+X asks for one.")
            return
        calls = [each.call for each in waiting]
        shown = self.card.shown.call if self.card.shown and self.card.isVisible() else ""
        if shown in calls:
            number = (calls.index(shown) + by) % len(calls)
        else:
            after = (number for number, each in enumerate(waiting) if each.place and each.place.end >= self._view.caret())
            number = next(after, 0)
        self._show(waiting[number], has_keys=True)

    def look(self) -> None:
        """Mark the passages as they stand now; asked after everything that could have changed them."""
        session = self._shell.review.session
        waiting = rewriting.waiting(session) if session else ()
        asked = [each.place for each in session.rewrites.asked if each.place is not None] if session else []
        places = [each.place for each in waiting if each.place is not None]
        if places or asked or self._is_marked:
            self._view.setExtraSelections(looks.marks(self._view, self._shell.theme(), places, asked))
        self._is_marked = bool(places or asked)
        self.waiting.setText(count(len(waiting), "rewrite"))
        self.waiting.setVisible(bool(waiting))
        if self.card.shown and self.card.isVisible():
            same = next((each for each in waiting if each.call == self.card.shown.call), None)
            if same is None:
                self.card.hide()
            else:
                self._show(same, has_keys=self.card.view.hasFocus(), goes=False)

    def _show(self, each: Proposal, *, has_keys: bool, goes: bool = True) -> None:
        waiting = rewriting.waiting(self._desk.session())
        number = [one.call for one in waiting].index(each.call) + 1
        self._shell.review.card.hide()
        if each.place is not None and goes and has_keys:
            self._view.go_to(each.place)
        if self.card.theme is not self._shell.theme():
            self.card.set_theme(self._shell.theme())
        self.card.show_proposal(each, self._rect(each.place), number, len(waiting), has_keys=has_keys)

    def _rect(self, place: Span | None) -> QRect:
        """All lines of a passage that are in sight, in the pixels of what the card lies over."""
        parent, editor = self._ground, self._shell.review.editor
        if place is None:
            return QRect(self._view.viewport().mapTo(parent, self._view.viewport().rect().topLeft()), editor.size() / 8)
        first = editor.place_of(place, parent)
        last = self._view.rect_of(Span(max(place.start, place.end - 1), place.end))
        if last.isEmpty():
            return first
        return first.united(QRect(self._view.viewport().mapTo(parent, last.topLeft()), last.size()))

    def _on_edit(self) -> None:
        if self._is_marked or not self.waiting.isHidden():
            self.look()

    def _on_press(self, position: int) -> None:
        session = self._shell.review.session
        if session is None or not self._is_marked:
            self.card.hide()
            return
        here = [each for each in rewriting.waiting(session) if each.place and each.place.start <= position <= each.place.end]
        if here and not self._shell.review.card.isVisible():
            self._show(min(here, key=lambda each: len(each.place or ())), has_keys=False)
        else:
            self.card.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show:  # one card at a time
            self.card.hide()
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------ deciding

    def _accept(self, each: Proposal, chosen: Collection[int] | None, note: str) -> None:
        session = self._desk.session()
        made = rewriting.edits(session, each, chosen)
        self._close()
        try:
            with rewriting.taken_back(session, self._view.undo_step):
                self._view.perform(made)
                decision = rewriting.decide(session, each, len(made), note)
        finally:
            self.look()
        part = f"{count(len(made), 'change')} of it taken" if decision is Decision.PARTLY else "The rewrite is in the text"
        self._shell.notices.say(f"{part}. Ctrl+Z takes it back.")

    def _refuse(self, each: Proposal, note: str) -> None:
        rewriting.refuse(self._desk.session(), each, note)
        self._close()
        self.look()
        self._shell.notices.say("Refused; the text is as it was.")

    def _close(self) -> None:
        self.card.hide()
        self._view.setFocus()


def _voice(root: Path, file: Path, piece: Piece) -> Voice:
    """How the piece's brand writes, read beside the window."""
    with Workspace.open(root, read_only=True, file=file) as beside:
        return rewriting.voice_of(beside, piece)
