"""The card at a flag, a claim or a change: what, why, and what to do about it, all by one key each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QGraphicsDropShadowEffect, QLineEdit, QRadioButton, QWidget

from studio.app.findings import also_of
from studio.app.languagetool_rules import rule_of
from studio.core.changes import Change
from studio.core.claim import Claim
from studio.core.flag import Fix, Flag, Reason, Scope, Severity
from studio.core.phrases import shortened
from studio.ui.claims import looks, told
from studio.ui.claims.groups import can_confirm
from studio.ui.claims.keys import KEYS, ClaimAct, hint
from studio.ui.theme import GAP, SMALL, TINY, Theme
from studio.ui.times import in_months
from studio.ui.widgets import button, clear, column, label, restyle, reveal, row

CARD_WIDTH = 356
_SHOWN_FIXES, _SHOWN_WORDINGS = 4, 2
_QUOTED = 120  # characters of a text that is told of
_LASTS = {0: "For good", 1: "For a month", 3: "For three months", 12: "For a year"}  # by months
_SCOPES = {Scope.HERE: "Here only", Scope.PIECE: "This rule, in this piece", Scope.RULE: "This rule, in every piece"}


@dataclass(frozen=True)
class Decisions:
    """What the card asks for; the window supplies the hands."""

    apply: Callable[[Flag, Fix], None]
    dismiss: Callable[[Flag, Reason, Scope, str, str], None]
    teach: Callable[[Flag], None]
    show_rule: Callable[[str], None]
    act: Callable[[Claim, ClaimAct], None]
    softer: Callable[[Claim], Sequence[Fix]]
    soften: Callable[[Claim, Fix], None]
    restore: Callable[[Change], None]


class Card(QFrame):
    """Floats over the texts. It holds the keyboard while it is open: Return applies the first fix, D dismisses, T teaches,
    F8 goes on, Escape gives the keyboard back to the text, and typing anything else goes to the text as if it were not there.

    `left` says that the text should have the keyboard again; its argument is a key event to pass on, or None. `origin_of` says
    where the words of a change come from; `escalate` sends a flag or a claim up to a person, and `dispute` says that a flag is
    wrong. `comment` asks for a word on a flag or a claim, or for the reason of a change. `switch_off` turns LanguageTool's rule
    of a flag off.
    """

    left = Signal(object)

    def __init__(self, theme: Theme, decisions: Decisions, parent: QWidget) -> None:
        super().__init__(parent)
        self._decisions = decisions
        self.within: Callable[[], QRect] = parent.rect
        self.origin_of: Callable[[Change], str] = lambda change: ""
        self.escalate: Callable[[Flag], object] = lambda flag: None
        self.dispute: Callable[[Flag], object] = lambda flag: None
        self.comment: Callable[[Flag | Change], object] = lambda found: None
        self.switch_off: Callable[[Flag], object] = lambda flag: None
        self._said_on: Flag | Change | None = None
        self._flag: Flag | None = None
        self._claim: Claim | None = None
        self._first: Callable[[], object] | None = None
        self._restore: Callable[[], object] | None = None
        self._dismissing, self._has_keys = False, True
        self.setProperty("role", "card")
        self.setFixedWidth(CARD_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._body = column(margin=GAP + 2, gap=SMALL)
        self.setLayout(self._body)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(theme.tokens.shadow))
        self.setGraphicsEffect(shadow)
        self.theme = theme
        self.hide()

    # ------------------------------------------------------------ what it shows

    def show_flag(self, flag: Flag, at: QRect, has_keys: bool = True) -> None:
        """Speak about a flag.

        Args:
            at: the flagged word in the parent's pixels.
            has_keys: whether the card takes the keyboard; a click in the text leaves it there.
        """
        self._start(flag, has_keys)
        severity = flag.severity or Severity.SUGGESTION
        self._kind(
            f"{flag.rule.split('.')[0] or flag.check.capitalize()} · {severity.value}", self.theme.tokens.severity(severity)
        )
        self._say(flag.message, flag.why)
        self._where(flag)
        self._flag_buttons(flag)
        self._upwards(flag)
        self._open(at)

    def show_claim(self, flag: Flag, claim: Claim, at: QRect, has_keys: bool = True) -> None:
        """Speak about a claim; the arguments are those of `show_flag`."""
        self._start(flag, has_keys)
        self._claim = claim
        tokens, hands = self.theme.tokens, self._decisions
        self._kind(f"Claim · {told.summary(claim)}", looks.color(looks.look_of(claim), tokens))
        words = shortened(claim.text, _QUOTED)
        self._say(words if words[:1] in '“"' else f"“{words}”", "")
        for alarm in told.alarms(claim):
            self._small(alarm, tokens.error)
        self._small(told.source(claim))
        self._small(told.model(claim))
        if claim.is_open and not can_confirm(claim):
            self._small(claim.note.need)
        for evidence in claim.evidence[-1:]:
            self._small(f"“{shortened(evidence.quote, _QUOTED)}” {shortened(evidence.url, 60)}")
        if claim.reason:
            self._small(f"{claim.decided_by}: “{claim.reason}”")
        act = self._act
        if can_confirm(claim) and claim.proposal:
            if claim.proposal.evidence.quote != claim.note.source:
                self._small(f"Proposed ({claim.proposal.origin}): “{shortened(claim.proposal.evidence.quote, _QUOTED)}”")
            first = button("Confirm", partial(act, claim, ClaimAct.ANSWER), "fix")
        else:
            first = button("Evidence…", partial(act, claim, ClaimAct.ANSWER), "fix")
        self._first = first.click
        others = (("Opinion…", ClaimAct.OPINION), ("Withdraw…", ClaimAct.WITHDRAW), ("Ask…", ClaimAct.ASK))
        self._body.addLayout(
            row(first, *(button(text, partial(act, claim, each), "small") for text, each in others), 1, gap=TINY + 2)
        )
        fixes = hands.softer(claim)
        for fix in fixes[:_SHOWN_WORDINGS]:
            gone, put = told.rewording(claim.text, fix.text)
            made = button(shortened(f"{gone} → {put}", 44), partial(self._soften, claim, fix), "small")
            self._body.addLayout(row(made, 1))
        self._upwards(flag)
        self._hint(f"{hint(claim, has_softer=bool(fixes))} · F9\u00a0next · Esc\u00a0back", "Ctrl+. for the keys · F9 next claim")
        self._open(at)

    def show_change(self, change: Change, at: QRect, has_keys: bool = True) -> None:
        """Speak about a change. Enter does nothing here: whoever reads along presses it too easily."""
        self._start(None, has_keys)
        self._kind("Change", self.theme.tokens.color("ok"))
        shorter = change.before_text.strip()
        self._say(f"The AI wrote “{shortened(shorter, _QUOTED)}”." if shorter else "The AI wrote nothing here.", "")
        self._small(self.origin_of(change))
        bring_back = button("Restore the original", lambda: self._then(lambda: self._decisions.restore(change)), "fix")
        self._restore = bring_back.click
        self._said_on = change
        why = button("Why…", lambda: self._then(lambda: self.comment(change)), tip="Say why it was changed (M)")
        self._body.addLayout(row(bring_back, why, 1))
        self._hint("R restores · M says why · F7 next change · Esc back to the text", "Ctrl+R restores · F7 next change")
        self._open(at)

    # ------------------------------------------------------------ building

    def _start(self, flag: Flag | None, has_keys: bool) -> None:
        clear(self._body)
        self._flag, self._first, self._restore, self._dismissing = flag, None, None, False
        self._claim, self._said_on = None, flag
        self._has_keys = has_keys

    def _kind(self, text: str, color: QColor) -> None:
        kind = label(text, "small", wrap=True)
        kind.setStyleSheet(f"color: {color.name()}; font-weight: bold; font-size: 11px;")
        self._body.addWidget(kind)

    def _say(self, what: str, why: str) -> None:
        self._body.addWidget(label(what, "strong", wrap=True))
        if why:
            self._body.addWidget(label(why, "muted", wrap=True))

    def _small(self, text: str, color: str = "") -> None:
        if text:
            made = label(text, "small", wrap=True)
            if color:
                made.setStyleSheet(f"color: {color}; font-size: 11px;")
            self._body.addWidget(made)

    def _act(self, claim: Claim, act: ClaimAct) -> None:
        self._then(lambda: self._decisions.act(claim, act))

    def _press(self, claim: Claim, act: ClaimAct) -> None:
        """A key at a claim. The softer wording stands on its button already, so the key puts it in place."""
        fixes = self._decisions.softer(claim) if act is ClaimAct.SOFTEN else ()
        if act is not ClaimAct.SOFTEN:
            self._act(claim, act)
        elif fixes:
            self._soften(claim, fixes[0])

    def _soften(self, claim: Claim, fix: Fix) -> None:
        self._then(lambda: self._decisions.soften(claim, fix))

    def _upwards(self, flag: Flag) -> None:
        """The ways to somebody else: a dispute goes to an owner, anything may go up."""
        comment = button("Comment…", lambda: self._then(lambda: self.comment(flag)), "small-link", "At these words (M)")
        ways = [comment, button("Escalate…", lambda: self._then(lambda: self.escalate(flag)), "small-link", "To a person (U)")]
        if flag.claim is None:
            tip = "Say that it is wrong; an owner has to answer"
            ways.insert(0, button("Dispute…", lambda: self._then(lambda: self.dispute(flag)), "small-link", tip))
        for each in ways:
            each.setAutoDefault(False)
        self._body.addLayout(row(*ways, 1, gap=GAP))

    def _hint(self, text: str, without_keys: str) -> None:
        """The card teaches its keys: one set while it has the keyboard, another while the text keeps it."""
        self._body.addWidget(label(text if self._has_keys else without_keys, "faint", wrap=True))

    def _where(self, flag: Flag) -> None:
        """The rule, which a press shows in full, and the layer that brought it here."""
        is_house = flag.check == "style"
        wanted = flag.rule if is_house else f"check:{flag.check}"
        show = button(f"Rule {flag.rule} · More", lambda: self._then(lambda: self._decisions.show_rule(wanted)), "small-link")
        where = "what it does, examples, and where it is switched" if is_house else "why, and what would be better"
        show.setToolTip(f"Show the rule in full: {where}")
        show.setAutoDefault(False)
        self._body.addLayout(row(show, 1))
        if flag.layer:
            self._body.addWidget(label(f"Here because: {flag.layer}.", "small", wrap=True))
        if rule := rule_of(flag) or also_of(flag):
            tip = "For you or for the house: its flags are shown no more (O)"
            words = "Turn this rule off…" if rule_of(flag) else f"Turn LanguageTool’s {rule} off…"
            off = button(words, lambda: self._then(lambda: self.switch_off(flag)), "small-link", tip)
            off.setAutoDefault(False)
            self._body.addLayout(row(off, 1))

    @property
    def _can_go_silent(self) -> bool:
        """Whether a rule of LanguageTool's speaks here, alone or with another check."""
        return bool(self._flag and (rule_of(self._flag) or also_of(self._flag)))

    def _flag_buttons(self, flag: Flag) -> None:
        fixes: Sequence[Fix] = flag.fixes[:_SHOWN_FIXES]
        buttons = [button(shortened(fix.label, 34), partial(self._apply, flag, fix), "fix") for fix in fixes]
        if buttons:
            self._first = buttons[0].click
        others = [button("Dismiss…", self.ask_reason)]
        if can_teach(flag):
            tip = "Add the words to the house's terms, to spelling, or as an exception"
            others.append(button("Teach…", partial(self._teach, flag), tip=tip))
        width = 0
        line: list[QWidget] = []
        for each in [*buttons, *others]:
            need = each.sizeHint().width() + SMALL
            if line and width + need > CARD_WIDTH - 2 * GAP:
                self._body.addLayout(row(*line, 1))
                line, width = [], 0
            line.append(each)
            width += need
        self._body.addLayout(row(*line, 1))
        teaches = " · T teaches" if len(others) > 1 else " · O turns it off" if rule_of(flag) or also_of(flag) else ""
        self._hint(
            ("Enter applies · " if buttons else "") + f"D dismisses{teaches} · F8 next · Esc back",
            ("Alt+Enter applies · " if buttons else "") + "Ctrl+D dismisses · F8 next",
        )

    def _apply(self, flag: Flag, fix: Fix) -> None:
        self._then(lambda: self._decisions.apply(flag, fix))

    def _teach(self, flag: Flag) -> None:
        self._then(lambda: self._decisions.teach(flag))

    def ask_reason(self) -> None:
        """Unfold the reasons: a digit or a click chooses one, Enter dismisses."""
        if self._dismissing or not self._flag:
            return
        self._dismissing = True
        group = QButtonGroup(self)
        reasons = list(Reason)
        choices = []
        for number, reason in enumerate(reasons, 1):
            choice = QRadioButton(f"{number}  {reason.value.capitalize()}")
            group.addButton(choice, number)
            choices.append(choice)
        scope = QComboBox()
        for value, text in _SCOPES.items():
            scope.addItem(text, value)
        scope.setAccessibleName("How far it reaches")
        lasts = QComboBox()
        lasts.setAccessibleName("How long it holds")
        for months, text in _LASTS.items():
            lasts.addItem(text, in_months(months) if months else "")
        note = QLineEdit()
        note.setPlaceholderText("Note (needed for “other”)")
        note.setAccessibleName("Note")
        flag = self._flag

        def done() -> None:
            chosen = group.checkedId()
            if chosen < 1:
                restyle(problem, "small")
                problem.setText("Choose a reason first: a dismissal without one is not recorded.")
                return
            reason = reasons[chosen - 1]
            if reason is Reason.OTHER and not note.text().strip():
                problem.setText("“Other” needs a note that says why.")
                note.setFocus()
                return
            reach, until = Scope(scope.currentData()), str(lasts.currentData())
            self._then(lambda: self._decisions.dismiss(flag, reason, reach, note.text(), until))

        problem = label("", "small", wrap=True)
        form = column(*choices, scope, lasts, note, problem, row(button("Dismiss", done, "fix"), 1), gap=TINY)
        self._body.addLayout(form)
        self._body.addWidget(label("1 to 5 chooses · Enter dismisses · Esc back to the text", "faint", wrap=True))
        self._has_keys = True
        self._reasons, self._done = group, done
        choices[0].setFocus()
        self._resize()

    def _then(self, act: Callable[[], object]) -> None:
        """Close first, so that whatever the act opens next finds the place free."""
        self.close_card()
        act()

    # ------------------------------------------------------------ place and keys

    def _open(self, at: QRect) -> None:
        self._at = at
        self._resize()
        self.show()
        self.raise_()
        if self._has_keys:
            self.setFocus()

    def _resize(self) -> None:
        reveal(self._body)
        self._body.invalidate()
        self._body.activate()
        height = self._body.heightForWidth(CARD_WIDTH) if self._body.hasHeightForWidth() else self._body.sizeHint().height()
        self.resize(CARD_WIDTH, height)
        room = self.within().adjusted(SMALL, SMALL, -SMALL, -SMALL)
        x = min(max(room.left(), self._at.left() - GAP), room.right() - self.width())
        y = self._at.bottom() + SMALL
        if y + self.height() > room.bottom():
            above = self._at.top() - SMALL - self.height()
            y = above if above >= room.top() else max(room.top(), room.bottom() - self.height())
        self.move(QPoint(x, y))

    def close_card(self, event: QKeyEvent | None = None) -> None:
        """Give way to the text; a key event goes along."""
        if self.isVisible():
            self.hide()
            self.left.emit(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if key == Qt.Key.Key_Escape:
            self.close_card()
        elif self._dismissing and Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            self._reasons.button(key - Qt.Key.Key_0).setChecked(True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._dismissing:
                self._done()
            elif self._first:
                self._first()
        elif self._claim and plain and key in KEYS:
            self._press(self._claim, KEYS[key])
        elif key == Qt.Key.Key_R and self._restore and plain:
            self._restore()
        elif key == Qt.Key.Key_M and plain and self._said_on and not self._dismissing:
            found = self._said_on
            self._then(lambda: self.comment(found))
        elif key == Qt.Key.Key_U and plain and self._flag and not self._dismissing:
            flag = self._flag
            self._then(lambda: self.escalate(flag))
        elif key == Qt.Key.Key_O and plain and self._flag and self._can_go_silent and not self._dismissing:
            other = self._flag
            self._then(lambda: self.switch_off(other))
        elif key == Qt.Key.Key_D and plain and self._flag and not self._flag.claim and not self._dismissing:
            self.ask_reason()
        elif key == Qt.Key.Key_T and plain and self._flag and can_teach(self._flag) and not self._dismissing:
            self._teach(self._flag)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif not self._dismissing and (event.text() or key in _MOVES):
            self.close_card(event)
        else:
            super().keyPressEvent(event)


_MOVES = frozenset(
    {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Delete}
)


def can_teach(flag: Flag) -> bool:
    """Whether the house may learn something about the flagged words: they come from a rule on words, or from a dictionary."""
    return flag.claim is None and flag.check in ("style", "grammar")
