"""Many briefs at once: which there are, which of them are asked for, and what became of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QWidget

from studio.app.batch import Briefs
from studio.app.batch import Row as BriefRow
from studio.core.phrases import count, listed
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import GAP, SMALL, WIDE, Theme
from studio.ui.widgets import button, column, label, line, row


@dataclass(frozen=True)
class BatchHands:
    """What the view asks for; `ask` gets whether briefs that became pieces before are asked for again."""

    ask: Callable[[bool], object]
    cancel: Callable[[], object]
    close: Callable[[], object]
    open_piece: Callable[[str], object]


class BatchView(QWidget):
    """The briefs of one table or folder."""

    def __init__(self, theme: Theme, hands: BatchHands) -> None:
        super().__init__()
        self._briefs = Briefs(())
        self.title, self.told = label("", "title", wrap=True), label("", "muted", wrap=True)
        self.again = QCheckBox("Ask again for briefs that became pieces before")
        self.again.toggled.connect(lambda _: self._tell())
        self.rows = RowList(theme, "Briefs", lines=2)
        self.rows.opened.connect(lambda piece: hands.open_piece(str(piece)) if piece else None)
        self.ask = button("Ask for the drafts", lambda: hands.ask(self.again.isChecked()), "primary")
        self.cancel = button("Cancel the rest", hands.cancel)
        self.close_it = button("Back to one brief", hands.close, "link")
        head = column(self.title, self.told, self.again, margin=(WIDE, WIDE, WIDE, GAP), gap=SMALL)
        foot = row(self.close_it, 1, self.cancel, self.ask, margin=(WIDE, SMALL, WIDE, SMALL), gap=GAP)
        inner = column(head, line(), self.rows, line(), foot, gap=0)
        inner.setStretch(2, 1)
        self.setLayout(inner)

    def show_briefs(self, name: str, briefs: Briefs) -> None:
        """What was read; nothing of it is asked for yet."""
        self._briefs = briefs
        self.title.setText(name)
        self.again.setChecked(False)
        self.again.setVisible(any(each.before for each in briefs.rows))
        self.show_state({}, is_running=False)
        self._tell()

    def show_rows_of(self, briefs: Briefs) -> None:
        """The same briefs, with what became of them."""
        self._briefs = briefs
        self.again.setVisible(any(each.before for each in briefs.rows))

    def show_state(self, states: Mapping[str, tuple[str, str, str]], *, is_running: bool) -> None:
        """What became of each brief so far.

        Args:
            states: by the brief's name: what to say, the dot's colour, and the id of its first piece or nothing.
        """
        self.rows.show_rows([self._row(each, states.get(each.name)) for each in self._briefs.rows], "")
        self.cancel.setVisible(is_running)
        self.ask.setEnabled(not is_running and bool(self._ready()))
        self.again.setEnabled(not is_running)

    def tell(self, text: str) -> None:
        """A sentence about all of them."""
        self.told.setText(text)

    def set_theme(self, theme: Theme) -> None:
        self.rows.set_theme(theme)

    def _ready(self) -> Sequence[BriefRow]:
        is_again = self.again.isChecked()
        return [each for each in self._briefs.rows if each.is_ready or (is_again and each.wish and not each.problem)]

    def _tell(self) -> None:
        ready, drafts = self._ready(), sum(len(each.wants) for each in self._ready())
        parts = [f"{count(len(ready), 'brief')} can be asked for" if ready else "No brief can be asked for"]
        if drafts > len(ready):
            parts[0] += f", {count(drafts, 'draft')} together"
        if wrong := sum(1 for each in self._briefs.rows if each.problem):
            parts.append(f"{wrong} cannot")
        if (done := sum(1 for each in self._briefs.rows if each.before)) and not self.again.isChecked():
            parts.append(f"{done} became pieces before")
        unread = f" Nobody knows {listed([f'“{name}”' for name in self._briefs.unread])}, so that is passed over."
        self.tell(f"{'; '.join(parts)}.{unread if self._briefs.unread else ''}")
        self.ask.setEnabled(bool(ready))
        self.ask.setText(f"Ask for {count(drafts, 'draft')}" if drafts else "Ask for the drafts")

    @staticmethod
    def _row(brief: BriefRow, state: tuple[str, str, str] | None) -> Row:
        name = brief.wish.brief.title if brief.wish else ""
        title = f"{name} · {brief.name}" if name else brief.name
        if state:
            said, dot, piece = state
            return Row(title, said, dot=dot, payload=piece or None)
        if brief.problem:
            return Row(title, str(brief.problem), alarm="", dot="error")
        if brief.before:
            return Row(title, f"became {brief.before} before", dot="muted", payload=brief.before)
        drafts = f"{count(len(brief.wants), 'draft')}, " if len(brief.wants) > 1 else ""
        channels = listed(list(dict.fromkeys(each.channel.value for each in brief.wants)))
        return Row(title, f"{drafts}{channels}; not asked for yet", dot="blue")
