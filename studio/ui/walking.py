"""Going from flag to flag, claim to claim and change to change, and opening the card of whatever stands there."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.session import Mark, ReviewSession
from studio.core.changes import Change
from studio.core.claim import Claim
from studio.core.flag import Flag
from studio.core.span import Span
from studio.ui.claims.groups import asks, in_order
from studio.ui.editor.card import Card
from studio.ui.editor.pair import PairedEditor
from studio.ui.panels.inspector import Inspector
from studio.ui.panels.notices import Notices


class Walker(QObject):
    """Knows where one stands. `quiet` are rules that the person has switched off for themselves: it passes over their flags.

    Args:
        session: the session of the moment.
        host: the widget whose pixels the card lives in.
    """

    def __init__(
        self,
        session: Callable[[], ReviewSession],
        editor: PairedEditor,
        card: Card,
        inspector: Inspector,
        notices: Notices,
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._session, self._editor, self._card = session, editor, card
        self._inspector, self._notices, self._host = inspector, notices, host
        self.quiet: frozenset[str] = frozenset()
        self.flag_at: Flag | None = None
        self._change_at: Change | None = None

    def forget(self) -> None:
        """The text has changed or another piece lies there: one stands nowhere in particular."""
        self.flag_at = self._change_at = None

    # ------------------------------------------------------------ steps

    def step_flag(self, forward: bool) -> None:
        """To the next or the previous flag the filters let through, and round at the end."""
        is_filtered = self._inspector.current == "Flags"
        flags = self._inspector.flags.shown() if is_filtered else self.heard(self._session().flags)
        self.step_flags(flags, forward, "No flags here.")

    def heard(self, flags: Sequence[Flag]) -> Sequence[Flag]:
        """Without those of the quiet rules."""
        return [flag for flag in flags if flag.rule not in self.quiet] if self.quiet else flags

    def step_claim(self, forward: bool) -> None:
        """To the next or the previous claim that still needs an answer."""
        if self._inspector.current == "Claims" and self._inspector.claims.has_keys:
            self._inspector.claims.step_open(forward)
            return
        self.step_flags(self._open_claims(), forward, "No open claims here.")

    def _open_claims(self) -> list[Flag]:
        """The flags of claims that ask for something, each claim once, where it stands first."""
        known, found = set[str](), []
        for flag in self._session().all_flags:
            claim = self._session().claim_at(flag)
            if flag.claim and (claim is None or (asks(claim) and claim.key not in known)):
                found.append(flag)
                known.add(claim.key if claim else "")
        return found

    def to_first_claim(self, wanted: Callable[[Claim], bool]) -> None:
        """To the first of these claims, in the order of the claims tab."""
        claim = next((claim for claim in in_order(self._session().claims) if wanted(claim)), None)
        flag = self.flag_of(claim) if claim else None
        if flag:
            self.show_flag(flag)
        else:
            self._notices.say("No open claims here.")

    def step_flags(self, flags: Sequence[Flag], forward: bool, nothing: str) -> None:
        """To the next or the previous of these flags."""
        if not flags:
            self._notices.say(nothing)
            return
        at = next((n for n, flag in enumerate(flags) if flag == self.flag_at), None) if self._card.isVisible() else None
        self.show_flag(flags[self._index([flag.span.start for flag in flags], forward, at)])

    def step_change(self, forward: bool) -> None:
        """To the next or the previous change."""
        changes = self._session().shown.changes
        if not changes:
            self._notices.say("Nothing was changed yet.")
            return
        at = changes.index(self._change_at) if self._change_at in changes else None
        self.show_change(changes[self._index([change.after.start for change in changes], forward, at)])

    def _index(self, starts: Sequence[int], forward: bool, at: int | None) -> int:
        """From the item one stands at, else from the cursor."""
        here = self._editor.working.caret()
        if at is not None and (self._card.isVisible() or starts[at] == here):
            return (at + (1 if forward else -1)) % len(starts)
        if forward:
            return next((n for n, start in enumerate(starts) if start >= here), 0)
        return next((n for n in reversed(range(len(starts))) if starts[n] < here), len(starts) - 1)

    # ------------------------------------------------------------ cards

    def show_flag(self, flag: Flag, by_mouse: bool = False) -> None:
        """Go to a flag or a claim and open its card. A click leaves cursor and keyboard where they are: in the text."""
        self._change_at, self.flag_at = None, flag
        view = self._editor.working
        view.focused = flag.span
        if not by_mouse:
            view.go_to(flag.span)
        view.viewport().update()
        QApplication.sendPostedEvents()  # so that the text stands where the card will point
        place = self._editor.place_of(flag.span, self._host)
        claim = self._session().claim_at(flag)
        if claim:
            self._inspector.claims.mark(claim.key)
            self._card.show_claim(flag, claim, place, not by_mouse)
        else:
            self._inspector.flags.mark(flag)
            self._card.show_flag(flag, place, not by_mouse)

    def show_change(self, change: Change, by_mouse: bool = False) -> None:
        """Go to a change and open its card; a click leaves cursor and keyboard in the text."""
        self.flag_at, self._change_at = None, change
        self._editor.working.focused = None
        if not by_mouse:
            self._editor.working.go_to(change.after)
        self._card.show_change(change, self._editor.place_of(change.after, self._host), not by_mouse)

    def go_to_claim(self, claim: Claim) -> None:
        """Go to a claim without a card: it was chosen in the panel, which says all of it."""
        if claim.span is not None:
            self.flag_at = None
            self._editor.working.focused = claim.span
            self._editor.working.go_to(claim.span)
            self._editor.working.viewport().update()

    def show_here(self) -> None:
        """Open the card of whatever the cursor stands on."""
        if not self.show_at(self._editor.working.caret()):
            self._notices.say("Nothing is flagged or changed here.")

    def show_at(self, position: int, by_mouse: bool = False) -> bool:
        """Open the card of the tightest flag at `position`, else of the change there. Returns whether there was any."""
        flag = self._tightest(position, with_claims=True)
        change = None if flag else self.change_at(position)
        if flag:
            self.show_flag(flag, by_mouse)
        elif change:
            self.show_change(change, by_mouse)
        return bool(flag or change)

    def show_change_of_original(self, position: int) -> None:
        """Open the card of the change that took the AI's words at `position` of the original."""
        changes = self._session().shown.changes
        change = next((c for c in changes if c.before.start <= position <= c.before.end), None)
        if change:
            self.show_change(change)

    # ------------------------------------------------------------ what is here

    def flag_here(self) -> Flag | None:
        """The tightest flag at the cursor, claims left aside."""
        return self._tightest(self._editor.working.caret(), with_claims=False)

    def change_here(self) -> Change | None:
        return self.change_at(self._editor.working.caret())

    def change_at(self, position: int) -> Change | None:
        changes = self._session().shown.changes
        return next((c for c in changes if c.after.start <= position <= c.after.end), None)

    def marks_at(self, position: int) -> list[Mark]:
        marks = self._session().marks
        return [mark for mark in marks if mark[0] <= position <= mark[1] and mark[2].rule not in self.quiet]

    def _tightest(self, position: int, *, with_claims: bool) -> Flag | None:
        found = [mark for mark in self.marks_at(position) if with_claims or not mark[2].claim]
        tightest = min(found, key=lambda mark: mark[1] - mark[0], default=None)
        return tightest[2].at(Span(tightest[0], tightest[1])) if tightest else None

    def flag_of(self, claim: Claim) -> Flag | None:
        """The flag at a claim's first place."""
        session = self._session()
        return next((flag for flag in session.all_flags if (row := session.claim_at(flag)) and row.key == claim.key), None)
