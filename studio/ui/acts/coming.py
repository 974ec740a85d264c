"""Drafts that were asked for, as they come: shown side by side, cancelled, kept, opened and asked for again."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from studio.app import drafting
from studio.app.asking import Call, Received
from studio.app.drafting import Asked
from studio.core.document import count_words
from studio.core.errors import KnownError
from studio.core.phrases import count
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.calls import Running
from studio.ui.drafting.drafts import CardHands, DraftCard, Phase
from studio.ui.drafting.page import DraftingPage
from studio.ui.services.asking import send_all, tell


class Coming(QObject):
    """The drafts of one page. `turned` says that some began or the last ended; `whole`, that all of an asking are pieces now."""

    turned = Signal()
    whole = Signal()

    def __init__(self, shell: Shell, desk: DeskActs, page: DraftingPage, open_piece: Callable[[str], object]) -> None:
        super().__init__(shell.window)
        self._shell, self._desk, self._page, self._open_piece = shell, desk, page, open_piece
        self._cards: dict[str, tuple[Asked, DraftCard]] = {}  # by the call's id
        self._running: dict[str, Running] = {}
        self._pending: dict[str, Asked] = {}  # those that somebody is asked about
        self._is_anew = False
        shell.calls.changed.connect(self._on_calls)

    @property
    def is_busy(self) -> bool:
        return bool(self._running)

    def forget(self) -> None:
        """Somebody else sits here, or another workspace lies here: nothing of it is shown any more."""
        self._cards, self._running, self._pending = {}, {}, {}
        self._page.drafts.begin()
        self._page.show_view("Prompt")

    def send(self, asked: Sequence[Asked], *, anew: bool) -> None:
        """Show what goes out; once a person allows it, its cards are there and fill."""
        self._pending, self._is_anew = {each.call.id: each for each in asked}, anew
        calls = tuple(self._pending)
        send_all(
            self._shell,
            [each.call for each in asked],
            done=self._done,
            heard=self._hear,
            failed=self._failed,
            finished=partial(self._over, calls),
        )

    def _on_calls(self) -> None:
        """A call began, moved on or was cancelled, here or elsewhere in the window."""
        begun = [each for each in self._shell.calls.running if each.call.id in self._pending]
        if begun and self._is_anew:
            self._page.drafts.begin()
            self._cards, self._is_anew = {}, False
        for running in begun:
            id = running.call.id
            asked = self._pending.pop(id)
            self._running[id] = running
            self._cards[id] = asked, self._card(asked)
        if begun:
            self._page.show_view("Drafts")
            self.turned.emit()
        for id, running in self._running.items():
            if running.is_cancelled and self._cards[id][1].is_running:
                self._cut(self._cards[id][1], running)

    def _card(self, asked: Asked) -> DraftCard:
        id, guard = asked.call.id, self._shell.guard
        name = asked.want.name or asked.wish.brief.title or asked.call.service.name
        if any(card.name.toolTip() == name for card in self._page.drafts.cards):
            name = f"{name}, again"
        card = DraftCard(
            name,
            CardHands(
                cancel=lambda: self._shell.calls.cancel(self._running[id]),
                keep=lambda: guard(lambda: self._keep_cut(id)),
                open=lambda: guard(lambda: self._open_piece(asked.piece)),
                again=lambda: guard(lambda: self._again(asked)),
            ),
        )
        self._page.drafts.add(card)
        return card

    def _hear(self, running: Running) -> None:
        if running.call.id not in self._cards:
            return
        _, card = self._cards[running.call.id]
        card.show_text(running.text)
        card.show_phase(Phase.COMING if running.text else Phase.WAITING, running.waiting)

    def _done(self, received: Received) -> None:
        self._shell.refresh()  # there is a piece more, whether anybody looks or not
        if received.call.id not in self._cards:
            return
        asked, card = self._cards[received.call.id]
        card.show_text(received.text)
        if asked.problem:
            card.show_phase(Phase.FAILED, str(asked.problem))
            return
        cut = "" if received.answer.is_whole else " It broke off at the model’s limit, and says so in its title."
        card.show_phase(Phase.WHOLE, f"{count(count_words(received.text), 'word')}.{cut}")

    def _failed(self, call: Call, error: KnownError) -> None:
        if call.id in self._cards:
            self._cards[call.id][1].show_phase(Phase.FAILED, str(error))
        else:  # nothing was sent
            tell(self._shell, error)

    @staticmethod
    def _cut(card: DraftCard, running: Running) -> None:
        card.show_text(running.text)
        card.show_phase(Phase.CUT, "Nothing of it was kept." if running.text else "No word had come.")

    def _over(self, calls: Sequence[str]) -> None:
        """The last of an asking ended, or nobody allowed it."""
        mine = [self._cards[id] for id in calls if id in self._cards]
        for id in calls:
            self._pending.pop(id, None)
            self._running.pop(id, None)
        for asked, card in mine:
            if asked.piece and card.phase is not Phase.WHOLE:  # it was whole in the moment in which it was cancelled
                card.show_phase(Phase.WHOLE, "It was whole already when it was cancelled.")
        if mine and all(asked.piece for asked, _ in mine):
            self.whole.emit()
        self.turned.emit()

    def _keep_cut(self, id: str) -> None:
        workspace, _ = self._desk.at_desk()
        asked, card = self._cards[id]
        drafting.keep_cut(workspace, asked, card.text.toPlainText())
        card.show_phase(Phase.WHOLE, "Kept as it was cut short, and its title says so.")
        self._shell.refresh()

    def _again(self, asked: Asked) -> None:
        workspace, _ = self._desk.at_desk()
        self.send([drafting.again(workspace, asked)], anew=False)
