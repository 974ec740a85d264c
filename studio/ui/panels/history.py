"""The history tab: what happened to this piece, newest first, and whether the whole history is unbroken."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from studio.core.events import ActorKind, Event, EventType, Verification
from studio.core.phrases import count
from studio.core.seal import Seal, SealState
from studio.reports.entries import Entry, entries
from studio.reports.told import quoted
from studio.reports.verdict import problems
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import GAP, SMALL, WIDE, Theme
from studio.ui.times import clock
from studio.ui.widgets import button, column, label, line, row

_CHAINED = "Every entry is chained to the one before it."
_DOTS = {EventType.APPROVED: "ok", EventType.CHANGES_REQUESTED: "warning", EventType.SUBMITTED: "blue"}


class HistoryPanel(QWidget):
    """Entries of one piece, and the buttons that verify the chain and walk through it. `rows.opened` carries the number of the
    entry at which somebody wants to begin."""

    def __init__(
        self, theme: Theme, verify: Callable[[], object], replay: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.rows = RowList(theme, "History")
        self._shown: tuple[int, tuple[Seal, ...]] = (0, ())
        self._result = label(_CHAINED, "small", wrap=True)
        self._verify = button("Verify the history", verify, "small", "Check every entry of this workspace, from the first")
        tip = "Walk through this piece edit by edit (Ctrl+Alt+R); Enter on an entry begins there"
        self._replay = button("Replay…", replay, "small", tip)
        self.setLayout(
            column(
                self.rows,
                line(),
                column(self._result, row(self._verify, self._replay, 1), margin=(WIDE, GAP, WIDE, GAP), gap=SMALL),
                gap=0,
            )
        )

    def show_events(self, original: str, events: Sequence[Event], seals: Sequence[Seal] = ()) -> None:
        """Show these entries; the newest stands on top. `seals` say which decisions are signed."""
        shown = len(events), tuple(seals)
        if shown == self._shown:
            return
        self._shown = shown
        sealed = {seal.number: seal for seal in seals}
        told = [_row(entry, sealed.get(entry.number)) for entry in reversed(entries(original, events))]
        self.rows.show_rows(told, "Nothing happened yet.")

    def forget(self) -> None:
        """Another piece, or none: nothing of this one stays."""
        self._shown = (0, ())
        self._result.setText(_CHAINED)
        self._result.setStyleSheet("")
        self.rows.show_rows((), "Nothing happened yet.")

    def show_verification(self, found: Verification) -> None:
        """Say what checking the chain found."""
        self._result.setText(told(found))
        color = self.theme.tokens.ok if found.whole else self.theme.tokens.error
        self._result.setStyleSheet(f"color: {color}; font-size: 11px;")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.rows.set_theme(theme)


def told(found: Verification) -> str:
    """What checking the chain found, in a line or two."""
    if found.whole:
        head = f" Head {found.head.hash[:12]}, {clock(found.head.time)}." if found.count else ""
        decided = [seal for seal in found.seals if seal.piece]
        signed = sum(seal.state is SealState.SIGNED for seal in decided)
        seals = f" {signed:,} of {count(len(decided), 'decision')} signed." if decided else ""
        gone = f" The words of {count(found.gone, 'entry', 'entries')} were deleted." if found.gone else ""
        text = f"Unbroken: {count(found.count, 'entry', 'entries')}.{head}{seals}{gone}"
    else:
        text = " ".join(f"{word}: {sentence}" for word, sentence in problems(found))
    return " ".join([text, *(f"Note: {each}" for each in found.remarks)])


def _row(entry: Entry, seal: Seal | None = None) -> Row:
    who = f"{entry.who} (AI)" if entry.actor_kind == ActorKind.AI.value else entry.who
    parts, title, alarm = [who, clock(entry.time)], quoted(entry), ""
    if seal and seal.state is SealState.INVALID:
        title, alarm = seal.problem, "Invalid signature"  # it names the decision too, and there is room for two lines
    elif seal:
        parts.append(seal.state.value)
    dot = _DOTS.get(entry.type, "")
    return Row(title, " · ".join(parts), dot, strong=False, payload=entry.number, alarm=alarm)
