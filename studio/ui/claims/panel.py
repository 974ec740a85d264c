"""The claims tab: every statement that needs proof, one row each, in the order in which one works through them."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.core.claim import Claim
from studio.ui.claims.groups import HINTS, Group, asks, can_confirm_with_others, group_of, grouped, next_open
from studio.ui.claims.hands import ClaimHands
from studio.ui.claims.keys import ClaimAct
from studio.ui.claims.looks import Legend
from studio.ui.claims.row import ClaimRow
from studio.ui.theme import GAP, SMALL, TINY, WIDE, Theme
from studio.ui.widgets import button, column, label, line, row

_LIKE = 0.5  # how much alike, from 0 to 1, the words are before and after an edit in the middle of a claim
_HEADING = 40  # pixels; so that a group's heading is seen above its first row
_FEWEST = 2  # claims that are worth confirming in a row


class ClaimsPanel(QWidget):
    """`chosen` carries a claim to go to in the text."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, hands: ClaimHands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._hands = hands
        self._shown: tuple[object, ...] = ()
        self._order: tuple[Claim, ...] = ()
        self._laid_out: tuple[object, ...] = ()
        self._current = ""
        self._following: Claim | None = None
        self._from_text = self._goes_back = False
        self._rows: dict[str, ClaimRow] = {}
        self._headings: list[QWidget] = []
        self._summary = label("", "small")
        self._asked = button("", self._go_to_question, "link", "Go to the question")
        self._done = label("Every claim has its answer.", "good-word")
        self._empty = label("", "muted", wrap=True)
        self._empty.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self._inner = QWidget()
        self._list = QVBoxLayout(self._inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(self._inner)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._legend = Legend(theme)
        self._foot = QWidget()
        notes = column(self._legend, label("Not legal advice.", "faint"), margin=(WIDE, SMALL, WIDE, SMALL), gap=SMALL)
        self._foot.setLayout(column(line(), notes, gap=0))
        head = row(self._summary, 1, self._asked, self._done, margin=(WIDE, SMALL + 2, WIDE, SMALL))
        self._laid_by: dict[Hashable, dict[str, ClaimRow]] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._bring_into_sight)
        self.setLayout(column(head, line(), self._empty, self._area, self._foot, gap=0))
        self._show_counts((), 0, "")

    # ------------------------------------------------------------ what it shows

    def show_claims(self, claims: Sequence[Claim], checked: str, stopping: int = 0) -> None:
        """Show the rows; a form that is being filled in stays as it is, whatever becomes of the others.

        Args:
            checked: what the text was checked with, for where there are no claims.
            stopping: how many claims stand between the text and its approval.
        """
        self._show_counts(claims, stopping, checked)
        groups = grouped(claims)
        shown: tuple[object, ...] = (groups, self._hands.me() if claims else "")
        if shown == self._shown:
            return
        self._shown = shown
        self._order = tuple(claim for _, found in groups for claim in found)
        self._lay_out(groups)

    def forget(self, leaving: Hashable = None, arriving: Hashable = None) -> None:
        """Another piece, or another person: nothing of what was shown here stays.

        Args:
            leaving, arriving: what lay on the desk and what comes there. A form that was being filled in is laid by, and is
                there again with its piece: nothing typed is ever lost.
        """
        laid_by = {}
        for key, made in self._rows.items():
            made.hide()
            if leaving is not None and made.is_being_filled_in:
                self._list.removeWidget(made)
                laid_by[key] = made
            else:
                made.deleteLater()
        if leaving is not None:
            self._laid_by[leaving] = laid_by
        self._rows, self._shown, self._laid_out = self._laid_by.pop(arriving, {}), (), ()
        for made in self._rows.values():
            made.set_theme(self.theme)
        self._order, self._current = (), ""

    def _show_counts(self, claims: Sequence[Claim], stopping: int, checked: str) -> None:
        opened = sum(asks(claim) for claim in claims)
        stop = f" · {stopping} stop{'s' * (stopping == 1)} the approval" if stopping else ""
        self._summary.setText(f"{opened} open of {len(claims)}{stop}")
        self._summary.setVisible(bool(claims))
        self._done.setVisible(bool(claims) and not opened)
        mine = len(self._questions(claims))
        self._asked.setText(f"{mine} question{'s' * (mine != 1)} for you")
        self._asked.setVisible(bool(mine))
        self._empty.setVisible(not claims)
        self._empty.setText(f"No claims found. {checked}".strip())
        self._area.setVisible(bool(claims))
        self._foot.setVisible(bool(claims))

    def _questions(self, claims: Sequence[Claim]) -> list[Claim]:
        """Those at which somebody waits for a word of the person at the desk."""
        return [claim for claim in claims if claim.asked and claim.asked == self._hands.me()]

    def _go_to_question(self) -> None:
        for claim in self._questions(self._order)[:1]:
            self._rows[claim.key].setFocus()

    def _lay_out(self, groups: Sequence[tuple[Group, Sequence[Claim]]]) -> None:
        """Put headings and rows in their order. A row that was there is told, never made again."""
        order = tuple((group, len(_ready(claims)), tuple(claim.key for claim in claims)) for group, claims in groups)
        if order == self._laid_out:
            for claim in self._order:
                self._rows[claim.key].tell(claim)
            return
        self._laid_out = order
        had_keys = self.has_keys
        old, self._rows = self._rows, {}
        for claim in self._order:
            made = old.pop(claim.key, None) or self._made(claim)
            made.tell(claim)
            self._rows[claim.key] = made
        kept = [made for made in old.values() if not self._is_let_go(made)]
        for made in kept:
            made.tell(replace(made.claim, span=None, places=()))
            self._laid_out = ()  # until what is typed in them is taken or put away
        for heading in self._headings:
            self._list.removeWidget(heading)
            heading.hide()
            heading.deleteLater()
        self._headings = [self._heading(group, claims) for group, claims in groups]
        self._rows = {made.claim.key: made for made in kept} | self._rows  # in the order in which they are drawn
        in_place: list[QWidget] = list(kept)
        for heading, (_, claims) in zip(self._headings, groups, strict=True):
            in_place += [heading, *(self._rows[claim.key] for claim in claims)]
        for index, each in enumerate(in_place):
            self._list.removeWidget(each)  # and not by `takeAt`, which leaves Qt with a size that nobody forgets any more
            self._list.insertWidget(index, each)
            each.show()
        if self._current in self._rows:
            self._rows[self._current].unfold(True)
        if had_keys and not self.has_keys:
            self.take_keys()

    def _is_let_go(self, gone: ClaimRow) -> bool:
        """Take a row away whose claim is there no more; False where it has to stay for what is half typed in it.

        Words edited in the middle are another claim to the checks. What was typed for the old one goes on in the new.
        """
        if gone.is_being_filled_in:
            heirs = [each for each in self._rows.values() if not each.is_being_filled_in and asks(each.claim)]
            heir = max(heirs, key=lambda each: _likeness(each.claim, gone.claim), default=None)
            if heir is None or _likeness(heir.claim, gone.claim) < _LIKE:
                return False
            heir.take_forms(gone)
            if self._current == gone.claim.key:
                self._current = heir.claim.key
        if gone.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus()  # or Qt gives the keyboard to whoever comes next
        gone.hide()
        gone.deleteLater()
        return True

    def _made(self, claim: Claim) -> ClaimRow:
        made = ClaimRow(claim, self.theme, self._hands)
        made.chosen.connect(lambda: self._choose(made))
        made.moved.connect(lambda key: self._step(made, key))
        made.answering.connect(lambda: self._before_answer(made))
        made.answered.connect(self._after_answer)
        made.left.connect(self._hands.leave)
        return made

    def _heading(self, group: Group, claims: Sequence[Claim]) -> QWidget:
        made = QWidget()
        hint = f"{len(claims)} · {HINTS[group]}" if group in HINTS else str(len(claims))
        parts: list[QWidget | int] = [label(group.value, "group"), label(hint, "small"), 1]
        ready = len(_ready(claims))
        if group is Group.GIVEN and ready >= _FEWEST:
            tip = "Look at them side by side with the brief, and confirm the ticked ones"
            parts.append(button(f"Confirm all {ready}…", self._confirm_given, "small", tip))
        made.setLayout(row(*parts, margin=(WIDE, GAP, WIDE, TINY), gap=SMALL))
        return made

    def _confirm_given(self) -> None:
        self._hands.confirm_all(_ready([claim for claim in self._order if group_of(claim) is Group.GIVEN]))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._legend.set_theme(theme)
        for made in self._rows.values():
            made.set_theme(theme)

    # ------------------------------------------------------------ where one stands

    @property
    def current(self) -> Claim | None:
        """The claim whose row is unfolded."""
        return self._rows[self._current].claim if self._current in self._rows else None

    def mark(self, key: str) -> None:
        """Unfold the row of this claim and fold the others."""
        self._current = key
        wanted, focus = self._rows.get(key), QApplication.focusWidget()
        if wanted and focus and self._inner.isAncestorOf(focus) and focus is not wanted and not wanted.isAncestorOf(focus):
            wanted.setFocus()  # before the form it is in folds up, or Qt gives it to whoever comes next
        for each, made in self._rows.items():
            made.unfold(each == key)
        self._later.start(0)  # once the rows have the height they will have

    def act(self, key: str, act: ClaimAct) -> None:
        """Do at a claim what was asked for on its card; the keyboard goes back to the text afterwards."""
        if key in self._rows:
            self.mark(key)
            self._rows[key].do(act)
            self._from_text = self._rows[key].form is not None

    @property
    def has_keys(self) -> bool:
        """Whether the keyboard is in the list."""
        focus = QApplication.focusWidget()
        return focus is not None and self._inner.isAncestorOf(focus)

    def take_keys(self) -> None:
        """Give the keyboard to the row in use, else to the first that is open, else to the first."""
        first = next_open(self._order, "") or next(iter(self._order), None)
        made = self._rows.get(self._current) or (self._rows.get(first.key) if first else None)
        if made and made.form:
            made.form.begin()
        elif made:
            made.setFocus()

    def step_open(self, forward: bool) -> None:
        """To the next or the previous row that is still open."""
        found = next_open(self._order, self._current, forward)
        if found:
            self._rows[found.key].setFocus()

    def _step(self, here: ClaimRow, key: int) -> None:
        rows = list(self._rows.values())
        index = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(rows) - 1}.get(Qt.Key(key))
        if index is None:
            index = rows.index(here) + (1 if key == Qt.Key.Key_Down else -1)
        if 0 <= index < len(rows):
            rows[index].setFocus()

    def _choose(self, made: ClaimRow) -> None:
        self._from_text = False
        self.mark(made.claim.key)
        self.chosen.emit(made.claim)

    def _bring_into_sight(self) -> None:
        made = self._rows.get(self._current)
        if made:
            self._area.ensureWidgetVisible(made, 0, min(_HEADING, self._area.height() // 4))

    # ------------------------------------------------------------ answers

    def _before_answer(self, made: ClaimRow) -> None:
        """Afterwards it may stand elsewhere, or be gone: what comes next is what came next before."""
        self._following = next_open(self._order, made.claim.key)
        self._goes_back = self._from_text

    def _after_answer(self, is_taken: bool) -> None:
        following, self._following = self._following, None
        self._from_text = self._goes_back and not is_taken
        if not is_taken:
            return
        self._hands.look_again()
        if self._goes_back:
            self._hands.leave()
            return
        following = following or next_open(self._order, self._current)
        if following and following.key in self._rows:
            self._rows[following.key].setFocus()


def _ready(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if can_confirm_with_others(claim)]


def _likeness(one: Claim, other: Claim) -> float:
    return SequenceMatcher(None, one.text, other.text, autojunk=False).ratio()
