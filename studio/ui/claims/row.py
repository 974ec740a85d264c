"""One claim in the tab: its words and how it stands, and, unfolded, everything else, with a form where one is filled in."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget

from studio.core.claim import Claim
from studio.core.errors import KnownError
from studio.core.flag import Fix
from studio.core.phrases import shortened
from studio.ui.claims import told
from studio.ui.claims.details import Acts, Details
from studio.ui.claims.forms import EvidenceForm, Form, OpinionForm, QuestionForm, softer_form, withdraw_form
from studio.ui.claims.groups import Group, can_confirm, group_of
from studio.ui.claims.hands import ClaimHands
from studio.ui.claims.keys import KEYS, ClaimAct
from studio.ui.claims.looks import look_of, picture
from studio.ui.claims.stack import Forms
from studio.ui.theme import GAP, TINY, WIDE, Theme, reading_font
from studio.ui.widgets import column, label, line, row

_FOLDED_WORDS, _FOLDED_SOURCE = 150, 110  # letters
_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class ClaimRow(QFrame):
    """A row. What is half typed stays in it while the claim is told anew, and while it is folded.

    `chosen` says that the keyboard or the mouse came to it; `moved` carries a key that leads to another row; `answering` is
    emitted before an answer is given, `answered` once it is, and whether it was refused; `left` says that Escape was pressed.
    """

    chosen = Signal()
    moved = Signal(int)
    answering = Signal()
    answered = Signal(bool)
    left = Signal()

    def __init__(self, claim: Claim, theme: Theme, hands: ClaimHands) -> None:
        super().__init__()
        self.claim, self.theme = claim, theme
        self._hands = hands
        self._is_open = False
        self._seen: tuple[object, ...] = ()
        self._told: tuple[object, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words = label("", wrap=True)
        self._words.setFont(reading_font(14))
        self._words.setStyleSheet("font-size: 14px; font-family: 'Pencil Serif';")
        self._mark = QLabel()
        self._status, self._alarm, self._more = (label("", "small", wrap=True) for _ in range(3))
        self._details = Details(theme, hands)
        self._acts = Acts(self.do, self.ask_softer)
        self._problem = label("", "problem", wrap=True)
        self._forms = Forms()
        self._forms.answering.connect(self.answering)
        self._forms.done.connect(self._on_done)
        self._forms.refused.connect(lambda: self.answered.emit(False))
        self._forms.left.connect(self._put_away)
        status = row(self._mark, self._status, gap=TINY + 2)
        status.setAlignment(self._mark, Qt.AlignmentFlag.AlignTop)
        status.setStretch(1, 1)
        parts = (self._words, status, self._alarm, self._more, self._details, self._problem, self._acts, self._forms)
        self._body = QWidget()
        self._body.setObjectName("body")
        self._body.setLayout(column(*parts, margin=(WIDE, GAP, WIDE, GAP), gap=TINY + 1))
        self._body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setLayout(column(self._body, line(), gap=0))
        self._problem.hide()
        self._show()

    # ------------------------------------------------------------ what it shows

    def tell(self, claim: Claim) -> None:
        """The claim as it stands now."""
        if claim != self.claim:
            self.claim = claim
            self._say_problem("")
        self._show()

    def unfold(self, is_open: bool) -> None:
        if is_open != self._is_open:
            self._is_open = is_open
            self._say_problem("")
            self._show()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._seen = self._told = ()
        self._show()

    def _show(self) -> None:
        claim, tokens = self.claim, self.theme.tokens
        words = claim.text if self._is_open else shortened(claim.text, _FOLDED_WORDS)
        alarm, more = " ".join(told.alarms(claim)), self._line_below()
        look = look_of(claim)
        seen = (words, told.summary(claim), alarm, more, look, self._is_open, self.theme.name)
        if seen != self._seen:  # most of what moves on while one types is where the words stand
            self._seen = seen
            self.setAccessibleName(f"{claim.text}: {told.summary(claim)}")
            self._words.setText(words)
            self._words.setEnabled(claim.span is not None)
            self._mark.setPixmap(picture(look, self.theme, self.devicePixelRatioF()))
            self._status.setText(told.summary(claim))
            is_mine = bool(claim.asked) and claim.asked == self._hands.me()
            for each, text, ink in (
                (self._alarm, alarm, tokens.error),
                (self._more, more, tokens.ink if is_mine else tokens.muted),
            ):
                each.setText(text)
                each.setStyleSheet(f"color: {ink}; font-size: 11px;" if text else "")
                each.setVisible(bool(text))
            tint = tokens.blue_tint if self._is_open else "transparent"
            self._body.setStyleSheet(f"#body {{ background: {tint}; }}")
        self._show_details()

    def _line_below(self) -> str:
        """What else is said of it while it is folded; a question that waits is said always."""
        claim = self.claim
        found = told.question(claim, self._hands.me())
        if found or self._is_open:
            return found if not self._is_open or claim.asked == self._hands.me() else ""
        if self.is_being_filled_in:
            return "Half filled in; what you typed is kept here."
        if group_of(claim) in (Group.GIVEN, Group.AGAINST):
            return told.source(claim, _FOLDED_SOURCE)
        if can_confirm(claim) and claim.proposal:
            return f"Proposed: {claim.proposal.origin}."
        if claim.span is not None and not claim.is_open and claim.evidence:
            return shortened(f"“{claim.evidence[-1].quote}”", _FOLDED_SOURCE)
        return shortened(claim.reason, _FOLDED_SOURCE)

    def _show_details(self) -> None:
        can_act = self._is_open and self.claim.span is not None
        self._details.setVisible(self._is_open)
        self._acts.setVisible(can_act and self.form is None)
        self._forms.setVisible(self._is_open and self.form is not None)
        if not self._is_open:
            return
        fixes = tuple(self._hands.softer(self.claim))
        shown = (self.claim, fixes, self.theme.name)
        if self._told == shown:
            return
        self._told = shown
        focus = QApplication.focusWidget()
        had_keys = focus is not None and (self._details.isAncestorOf(focus) or self._acts.isAncestorOf(focus))
        self._details.tell(self.claim, self.theme)
        if self.claim.span is not None:
            self._acts.tell(self.claim, fixes)
        if had_keys:  # on a button that is another one now
            self.setFocus()

    def _say_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    # ------------------------------------------------------------ what one can do

    def do(self, act: ClaimAct) -> None:
        """What a key or a button stands for."""
        if self.claim.span is None:
            return
        claim, hands = self.claim, self._hands
        if act is ClaimAct.ANSWER and can_confirm(claim):
            self._answer(lambda: hands.confirm(claim))
        elif act in (ClaimAct.ANSWER, ClaimAct.EVIDENCE):
            self.ask_evidence()
        elif act is ClaimAct.LINK:
            self.ask_evidence().paste_link(QGuiApplication.clipboard().text())
        elif act is ClaimAct.PASSAGE:
            self.ask_evidence().paste_passage(QGuiApplication.clipboard().text())
        elif act is ClaimAct.OPINION:
            self._open(act, lambda: OpinionForm(lambda reason: hands.opinion(self.claim, reason)))
        elif act is ClaimAct.WITHDRAW:
            self._open(act, lambda: withdraw_form(claim, lambda: hands.withdraw(self.claim)))
        elif act is ClaimAct.ASK and not hands.persons():
            self._say_problem("Nobody else works here yet. policy.toml names the people.")
        elif act is ClaimAct.ASK:
            persons, me = hands.persons(), hands.me()
            self._open(act, lambda: QuestionForm(claim, me, persons, lambda to, text: hands.ask(self.claim, to, text)))
        elif act is ClaimAct.REOPEN:
            self._answer(lambda: hands.reopen(claim))
        elif act is ClaimAct.SOFTEN and (fixes := hands.softer(claim)):
            self.ask_softer(fixes[0])

    def ask_evidence(self) -> EvidenceForm:
        """Unfold the form for evidence, with what was typed into it before."""
        form = self._open(ClaimAct.EVIDENCE, self._evidence_form)
        assert isinstance(form, EvidenceForm)
        return form

    def ask_softer(self, fix: Fix) -> None:
        """Show a softer wording before it is put in place."""
        self._open(ClaimAct.SOFTEN, lambda: softer_form(self.claim.text, fix.text, lambda: self._hands.soften(self.claim, fix)))

    def _evidence_form(self) -> EvidenceForm:
        return EvidenceForm(self.claim, self._hands.today(), lambda found: self._hands.attach(self.claim, found))

    def _answer(self, act: Callable[[], object]) -> None:
        """An answer that takes no form; a refusal is said in the row."""
        self.answering.emit()
        try:
            act()
        except KnownError as error:
            self._say_problem(str(error))
            self.answered.emit(False)
        else:
            self.answered.emit(True)

    # ------------------------------------------------------------ forms

    @property
    def form(self) -> Form | None:
        """The form that is to be seen here."""
        return self._forms.shown

    @property
    def is_being_filled_in(self) -> bool:
        """Whether something typed into a form here was not taken yet."""
        return self._forms.is_filled

    def take_forms(self, other: "ClaimRow") -> None:
        """Carry on with the evidence that was being typed in a row that is going away."""
        self._forms.take(other._forms, self._evidence_form)

    def _open(self, act: ClaimAct, make: Callable[[], Form]) -> Form:
        form = self._forms.open(act, make)
        self.chosen.emit()
        self._show()
        form.begin()
        return form

    def _on_done(self, act: ClaimAct) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._forms.drop(act)
        self._show()
        self.answered.emit(True)

    def _put_away(self) -> None:
        """Escape: the form goes out of sight; what was typed into it comes back with it."""
        self.setFocus()
        self._forms.put_away()
        self._show()

    # ------------------------------------------------------------ the mouse and the keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.form is None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _PASSING:
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, is_plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _MOVES and is_plain:
            self.moved.emit(key)
        elif key in KEYS and is_plain:
            self.do(KEYS[key])
        else:
            super().keyPressEvent(event)


_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
