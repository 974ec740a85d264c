"""The board: what it shows, and the acts behind its moves, with the sheets that they have everywhere else."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

from studio.app import campaigns
from studio.app.board import Known, act_for, board, ways, with_found
from studio.app.hours import WorkingHours
from studio.app.risk import reading
from studio.app.workspace import Workspace
from studio.core.acts import Act
from studio.core.piece import Piece, Stage
from studio.core.reach import EVERYTHING
from studio.core.risk import Risk
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.board.page import BoardHands, BoardPage
from studio.ui.tasks import Progress

PAGE = "board"
ACTIONS: Mapping[Act, str] = {
    Act.SUBMIT: "submit",
    Act.RECALL: "recall",
    Act.APPROVE: "approve",
    Act.REQUEST_CHANGES: "request_changes",
    Act.REOPEN: "reopen",
    Act.PUBLISH: "publish",
    Act.HOLD: "hold",
    Act.RESUME: "resume",
    Act.WITHDRAW: "withdraw",
    Act.BRING_BACK: "bring_back",
}
"""The action of the window behind each act."""

_READ_FIRST = frozenset({Act.APPROVE, Act.SUBMIT})
"""What is decided on what the checks say waits until they have looked."""

_LATER = 150  # milliseconds; several changes at once are one look
_MOST_READ = 400  # texts that are read for their risk at once
_WORKED_ON = (Stage.DRAFTING, Stage.CHANGES_REQUESTED, Stage.IN_REVIEW, Stage.APPROVED, Stage.ON_HOLD)


class BoardActs(QObject):
    """The hands of the board.

    Args:
        press: does an action of the window, whatever page is open.
    """

    def __init__(self, shell: Shell, desk: DeskActs, press: Callable[[str], object]) -> None:
        super().__init__(shell.window)
        self._shell, self._desk, self._press = shell, desk, press
        self._found: tuple[str, ...] | None = None
        self._risks: dict[str, tuple[str, tuple[str, ...]]] = {}  # by piece: as of when, and why
        self._is_reading = False
        self._waiting: Callable[[], object] | None = None
        self.page = BoardPage(shell.theme(), BoardHands(self._ways, self.move, self.open_piece))
        shell.pages.add(PAGE, self.page)
        self.page.left.connect(self.close)
        self.page.asked.connect(lambda: shell.guard(self.refresh))
        self.page.searched.connect(lambda words: shell.guard(lambda: self._search(words)))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(lambda: shell.guard(self.refresh))
        shell.review.changed.connect(self.look_soon)
        desk.closing.connect(self._forget)

    # ------------------------------------------------------------ coming and going

    @property
    def is_shown(self) -> bool:
        return self._shell.pages.current == PAGE

    def open(self, campaign: str = "") -> None:
        """Show the board as it was left.

        Args:
            campaign: id of the one whose pieces are to be seen.
        """
        self._desk.at_desk()
        self._shell.review.writing.flush()
        self._shell.review.card.hide()
        self._shell.pages.open(PAGE)
        self.refresh()
        if campaign:
            self.page.filters.choose_campaign(campaign)
        session = self._shell.review.session
        if session and not self.page.chosen:
            self.page.choose(session.piece.id)
        self.page.take_keys()

    def close(self) -> None:
        """Back to the desk, as it was."""
        if self._shell.pages.close_page(PAGE):
            self._shell.review.editor.working.setFocus()

    def open_piece(self, piece: str) -> None:
        """Put a piece on the desk and go there."""

        def go() -> None:
            self._desk.open_piece(piece)
            self.close()

        self._shell.guard(go)

    def look_soon(self) -> None:
        """Something happened: show it, in a moment, where the board is to be seen."""
        if self.is_shown:
            self._later.start()

    def _forget(self) -> None:
        self._later.stop()
        self._found, self._risks, self._waiting = None, {}, None
        self.page.forget()
        self._shell.pages.close_page(PAGE)

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Show the pieces as they stand now."""
        if not self.is_shown or self._desk.workspace is None:
            return
        workspace, person = self._desk.at_desk()
        pieces = workspace.pieces_for(person)
        named = [(each.id, each.name) for each in campaigns.campaigns(workspace, person)]
        brands = sorted({piece.brand for piece in pieces if piece.brand}, key=str.casefold)
        self.page.filters.offer(brands, [each.name for each in workspace.policy.persons], named)
        outcomes = {each.piece: each for each in workspace.history.tally(EVERYTHING, rules=False).outcomes}
        risks = {id: why for id, (_, why) in self._risks.items()}
        known = Known(outcomes, risks, dict(named))
        sieve, hours = with_found(self.page.filters.sieve, self._found), WorkingHours.of(workspace.policy.hours)
        self.page.show_board(board(pieces, sieve, workspace.now(), known, hours))
        self._read_risks(pieces)

    def _search(self, words: str) -> None:
        workspace, _ = self._desk.at_desk()
        self._found = tuple(workspace.history.search(words)) if words.strip() else None
        self.refresh()

    def _read_risks(self, pieces: Any) -> None:
        """Read beside the window what is at stake with pieces that are worked on, by their words; the latest first."""
        unread = [p for p in pieces if p.stage in _WORKED_ON and not p.purged and self._risks.get(p.id, ("",))[0] != p.updated]
        if self._is_reading or not unread:
            return
        self._is_reading = True

        def work(second: Workspace, progress: Progress) -> dict[str, tuple[str, tuple[str, ...]]]:
            found = {}
            for piece in unread[:_MOST_READ]:
                if progress.cancelled:
                    break
                told = reading(piece, second.history.working(piece.id), (), second.policy.risk)
                found[piece.id] = piece.updated, (told.why or ("high risk",)) if told.level is Risk.HIGH else ()
            return found

        def done(found: dict[str, tuple[str, tuple[str, ...]]]) -> None:
            self._risks |= found
            self._is_reading = False
            if any(why for _, why in found.values()) or len(unread) > _MOST_READ:
                self.look_soon()

        def over() -> None:
            self._is_reading = False

        self._desk.beside("Reading what is at stake", work, done, finished=over, jobs=self._shell.background)

    # ------------------------------------------------------------ moving

    def _ways(self, piece: Piece) -> Mapping[Stage, Act]:
        workspace, person = self._desk.at_desk()
        if workspace.history.is_read_only:
            return {}
        return ways(piece, person, workspace.policy.persons)

    def move(self, piece: Piece, to: Stage) -> None:
        """Do what leads to that column; where nothing does, say why and leave the card where it is."""
        self._shell.guard(lambda: self._move(piece, to))

    def _move(self, piece: Piece, to: Stage) -> None:
        workspace, person = self._desk.at_desk()
        workspace.must_be_writable()
        act = act_for(workspace.piece(piece.id), to, person, workspace.policy.persons)
        session = self._shell.review.session
        if session is None or session.piece.id != piece.id:
            self._desk.open_piece(piece.id)
        self.page.choose(piece.id)
        if act in _READ_FIRST and not self._shell.review.is_settled:
            self._waiting = lambda: self._do(piece.id, act)
            self._shell.notices.say("The checks are looking at it first.")
            self._wait()
        else:
            self._do(piece.id, act)

    def _wait(self) -> None:
        """Until every check has answered for the piece on the desk."""
        if self._waiting is None:
            return
        if not self._shell.review.is_settled:
            QTimer.singleShot(_LATER, self._wait)
            return
        act, self._waiting = self._waiting, None
        act()

    def _do(self, piece: str, act: Act) -> None:
        session = self._shell.review.session
        if not self.is_shown or session is None or session.piece.id != piece:
            return  # somebody went on to something else meanwhile
        self._shell.notices.hide()
        self._press(ACTIONS[act])
        if self._shell.sheet:
            self._shell.sheet.finished.connect(self._after)
        else:
            self._after()

    def _after(self) -> None:
        self.look_soon()
        if self.is_shown:
            self.page.take_keys()
