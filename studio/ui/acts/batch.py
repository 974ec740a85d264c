"""Many briefs at once in the window: read beside it, asked for side by side, and each told for itself."""

from collections.abc import Callable, Mapping, Set
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from studio.app import batch, drafting
from studio.app.asking import Call, Received
from studio.app.batch import Briefs, Row
from studio.app.drafting import Asked
from studio.app.workspace import Workspace
from studio.core.asking import Purpose
from studio.core.errors import KnownError
from studio.core.phrases import count
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.calls import Running
from studio.ui.drafting.batch_view import BatchHands
from studio.ui.drafting.page import DraftingPage
from studio.ui.services.asking import send_all, tell
from studio.ui.services.choosing import last_used
from studio.ui.tasks import Progress


@dataclass(frozen=True)
class Table:
    """What was read: the briefs, and by the brief's name what the model is asked, and by which sentences it hears the brand.

    Attributes:
        known: ids of the pieces that were there.
    """

    name: str
    briefs: Briefs
    words: Mapping[str, str]
    samples: Mapping[str, tuple[str, ...]]
    known: Set[str]


class BatchActs(QObject):
    """The hands of the view with many briefs."""

    def __init__(
        self, shell: Shell, desk: DeskActs, page: Callable[[], DraftingPage], open_piece: Callable[[str], object]
    ) -> None:
        super().__init__(shell.window)
        self._shell, self._desk, self._page = shell, desk, page
        guard = shell.guard
        self.hands = BatchHands(
            ask=lambda again: guard(lambda: self.ask(again)),
            cancel=self._cancel,
            close=lambda: self._turn(False),
            open_piece=lambda piece: guard(lambda: open_piece(piece)),
        )
        self._table: Table | None = None
        self._asked: dict[str, tuple[Row, Asked]] = {}  # by the call's id
        self._states: dict[str, tuple[str, str, str]] = {}
        self._held = ExitStack()  # the briefs that are asked for, so that no other program asks for them too

    # ------------------------------------------------------------ what there is

    def choose_table(self) -> None:
        kinds = "Briefs (*.csv *.md *.markdown *.txt);;All files (*)"
        chosen, _ = QFileDialog.getOpenFileName(self._shell.window, "Table of briefs, one a row", "", kinds)
        if chosen:
            self.read(Path(chosen))

    def choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._shell.window, "Folder of briefs, one Markdown file each")
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read briefs beside the window, and show them; nothing is asked for yet."""
        _, person = self._desk.at_desk()
        template = self._page().form.brief.template
        each = self._page().many.currentIndex() + 1

        def work(second: Workspace, progress: Progress) -> Table:
            there = frozenset(piece.id for piece in second.history.pieces())
            found = batch.read(second, path, person, template, each)
            words = batch.Words(second)
            known = {row.name: row.wish for row in found.rows if row.wish and not row.problem}
            tasks = {name: words.of(wish) for name, wish in known.items()}
            return Table(path.name, found, tasks, {name: words.samples(wish) for name, wish in known.items()}, there)

        self._desk.beside(f"Reading {path.name}", work, self._show)

    def _show(self, table: Table) -> None:
        self._table, self._states = table, {}
        self._page().batch.show_briefs(table.name, table.briefs)
        self._turn(True)
        self._page().take_keys()

    def _turn(self, is_shown: bool) -> None:
        self._page().show_batch(is_shown)
        self._shell.refresh()  # notices lie over another part now

    def forget(self) -> None:
        """Another workspace comes to the desk."""
        self._table, self._asked, self._states = None, {}, {}
        self._held.close()
        self._page().show_batch(False)

    # ------------------------------------------------------------ asking

    def ask(self, again: bool) -> None:
        """Ask for everything that can be, once it was shown and allowed."""
        workspace, _ = self._desk.at_desk()
        if self._table is None or self._asked:
            return
        service = last_used(self._shell, Purpose.DRAFT)
        rows = self._table.briefs.rows
        asked = list[Asked]()
        self._states = {}
        known = {piece.id for piece in workspace.history.pieces()} if again else self._table.known
        for row in batch.ready(batch.anew(rows) if again else rows):
            assert row.wish
            try:
                if other := self._held.enter_context(batch.held(workspace, row.wish, known)):
                    said = "another program made it meanwhile, and it is not asked for again"
                    self._states[row.name] = said, "warning", other
                    continue
                task, heard = self._table.words[row.name], self._table.samples[row.name]
                made = drafting.ask(workspace, row.wish, service, row.wants, task, samples=heard)
            except KnownError as error:
                self._states[row.name] = str(error), "error", ""
                continue
            self._asked |= {each.call.id: (row, each) for each in made}
            asked += made
        send_all(
            self._shell,
            [each.call for each in asked],
            done=self._done,
            heard=self._hear,
            failed=self._failed,
            finished=self._over,
        )
        self._look()

    def _cancel(self) -> None:
        for running in self._shell.calls.running:
            if running.call.id in self._asked:
                self._shell.calls.cancel(running)

    def _hear(self, running: Running) -> None:
        self._say(running.call.id, running.waiting or "writing", "blue")

    def _done(self, received: Received) -> None:
        if received.call.id not in self._asked:
            return
        _, asked = self._asked[received.call.id]
        if asked.problem:
            self._say(received.call.id, str(asked.problem), "error")
        else:
            self._say(received.call.id, "", "ok")
            self._shell.refresh()

    def _failed(self, call: Call, error: KnownError) -> None:
        if any(running.call.id in self._asked for running in self._shell.calls.running) or self._states:
            self._say(call.id, str(error), "error")
        else:  # nothing was sent
            tell(self._shell, error)

    def _say(self, id: str, said: str, dot: str) -> None:
        if id not in self._asked:
            return
        row, _ = self._asked[id]
        own = [each for other, each in self._asked.values() if other.name == row.name]
        made = [each for each in own if each.piece]
        told = (
            f"{count(len(made), 'draft')} of {len(own)} made"
            if made and len(own) > 1
            else "made; Return opens it"
            if made
            else ""
        )
        self._states[row.name] = ". ".join(filter(None, (told, said))), dot, made[0].piece if made else ""
        self._look()

    def _look(self) -> None:
        self._page().batch.show_state(self._states, is_running=bool(self._asked))

    def _over(self) -> None:
        """All of them ended, however; what became a piece is not asked for again by accident."""
        made = {row.name: asked.piece for row, asked in self._asked.values() if asked.piece}
        left = sum(1 for _, asked in self._asked.values() if not asked.piece)
        for row, asked in self._asked.values():
            if row.name not in self._states and not asked.piece:
                self._states[row.name] = "not made", "warning", ""
        self._held.close()
        was_sent = bool(made) or any(row.name in self._states for row, _ in self._asked.values())
        self._asked = {}
        if self._table:
            rows = tuple(replace(row, before=made.get(row.name, row.before)) for row in self._table.briefs.rows)
            self._table = replace(self._table, briefs=replace(self._table.briefs, rows=rows))
            self._page().batch.show_rows_of(self._table.briefs)
        self._look()
        if was_sent:
            told = "1 brief became a piece." if len(made) == 1 else f"{count(len(made), 'brief')} became pieces."
            missing = f" {count(left, 'draft')} not made." if left else ""
            self._page().batch.tell(f"{told}{missing}")
