"""The claims desk: every statement that needs proof, with its evidence, one row each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from studio.core.claim import Claim, ClaimStatus, said
from studio.core.errors import KnownError
from studio.ui.theme import GAP, SMALL, TINY, WIDE, Theme, reading_font
from studio.ui.widgets import button, clear, column, label, line, row


@dataclass(frozen=True)
class ClaimHands:
    """What the panel asks for; each raises `Refused` where the house says no."""

    evidence: Callable[[Claim, str, str, str], None]
    opinion: Callable[[Claim, str], None]
    withdraw: Callable[[Claim], None]


class ClaimsPanel(QWidget):
    """`chosen` carries a claim to go to in the text."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, hands: ClaimHands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._hands = hands
        self._claims: Sequence[Claim] = ()
        self._current = ""
        self._rows: dict[str, ClaimRow] = {}
        self._summary = label("", "small")
        self._empty = label("", "muted", wrap=True)
        self._empty.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self._inner = QWidget()
        self._list = QVBoxLayout(self._inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._area = QScrollArea()
        self._area.setWidget(self._inner)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(row(self._summary, margin=(WIDE, SMALL + 2, WIDE, SMALL)), line(), self._empty, self._area, gap=0))

    def show_claims(self, claims: Sequence[Claim], checked: str) -> None:
        """Show the rows; one whose form is being filled in is left alone."""
        if tuple(claims) == tuple(self._claims) and self._rows:
            return
        self._claims = tuple(claims)
        opened = sum(claim.is_open for claim in claims)
        self._summary.setText(f"{opened} open of {len(claims)}")
        self._summary.setVisible(bool(claims))
        self._empty.setVisible(not claims)
        self._empty.setText(f"No claims found. {checked}")
        self._area.setVisible(bool(claims))
        if self._update_in_place(claims):
            return
        clear(self._list)
        self._rows = {}
        for claim in claims:
            made = ClaimRow(claim, self.theme, self._hands, self._choose, self._step)
            self._rows[claim.key] = made
            self._list.addWidget(made)
        self._list.addStretch(1)
        if self._current in self._rows:
            self._rows[self._current].unfold(True)

    def _update_in_place(self, claims: Sequence[Claim]) -> bool:
        """Where the same claims stand in the same order, rows are told, not made again: a half-filled form survives."""
        if [claim.key for claim in claims] != list(self._rows):
            return False
        for claim in claims:
            self._rows[claim.key].tell(claim)
        return True

    def mark(self, key: str, with_form: bool = False) -> None:
        """Unfold the row of this claim and fold the others."""
        self._current = key
        for each, made in self._rows.items():
            made.unfold(each == key)
        if key in self._rows:
            self._area.ensureWidgetVisible(self._rows[key])
            if with_form:
                self._rows[key].ask_evidence()

    def ask_opinion(self, key: str) -> None:
        self.mark(key)
        if key in self._rows:
            self._rows[key].ask_opinion()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for made in self._rows.values():
            made.set_theme(theme)

    def take_keys(self) -> None:
        """Give the keyboard to the row in use, else to the first."""
        rows = list(self._rows.values())
        if rows:
            self._rows.get(self._current, rows[0]).setFocus()

    def _step(self, here: "ClaimRow", forward: bool) -> None:
        rows = list(self._rows.values())
        index = rows.index(here) + (1 if forward else -1)
        if 0 <= index < len(rows):
            rows[index].setFocus()

    def _choose(self, claim: Claim) -> None:
        self.mark(claim.key)
        self.chosen.emit(claim)


class ClaimRow(QFrame):
    """One claim: its words, its status in a word and a dot, what it needs, and, unfolded, what one can do.

    `step(forward)` hands the keyboard to the next or the previous row.
    """

    def __init__(
        self,
        claim: Claim,
        theme: Theme,
        hands: ClaimHands,
        choose: Callable[[Claim], None],
        step: Callable[["ClaimRow", bool], None],
    ) -> None:
        super().__init__()
        self._step = partial(step, self)
        self._is_open = False
        self.claim, self.theme = claim, theme
        self._hands, self._choose = hands, choose
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words = label("", wrap=True)
        font = reading_font(14)
        self._words.setFont(font)
        self._words.setStyleSheet("font-size: 14px; font-family: 'Pencil Serif';")
        self._status = label("", "small", wrap=True)
        self._need = label("", "small", wrap=True)
        self._buttons = QWidget()
        self._buttons.setLayout(
            row(
                button("Attach evidence", self.ask_evidence, "small"),
                button("Opinion", self.ask_opinion, "small"),
                button("Withdraw", self._withdraw, "small", "Take the claim's words out of the text"),
                1,
                gap=TINY + 2,
            )
        )
        self._form = QWidget()
        self._form_layout = column(gap=TINY + 2)
        self._form.setLayout(self._form_layout)
        self._body = QWidget()
        self._body.setLayout(
            column(self._words, self._status, self._need, self._buttons, self._form, margin=(WIDE, GAP, WIDE, GAP), gap=TINY)
        )
        self._body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setLayout(column(self._body, line(), gap=0))
        self.tell(claim)
        self.unfold(False)

    def tell(self, claim: Claim) -> None:
        """Show how the claim stands now."""
        self.claim = claim
        tokens = self.theme.tokens
        self._words.setText(claim.text)
        names = ", ".join(said(name) for name in claim.note.categories)
        gone = claim.span is None
        word = "Words gone" if gone else claim.status.value.capitalize()
        color = tokens.muted if gone else _COLORS[claim.status](self.theme, claim)
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self._status.setText(f"● {word} · {names}" + ("" if gone else f" · {claim.note.severity.value}"))
        self._status.setStyleSheet(f"color: {color}; font-size: 11px;")
        parts = []
        if claim.evidence:
            last = claim.evidence[-1]
            until = f", until {last.valid_until}" if last.valid_until else ""
            parts.append(f"“{last.quote}” {last.url} ({last.who}{until})")
        if claim.reason:
            parts.append(f"{claim.decided_by}: {claim.reason}")
        if not parts and claim.is_open:
            parts.append(claim.note.need)
        self._need.setText("\n".join(parts))
        self._need.setVisible(bool(parts))
        self._words.setEnabled(not gone)

    def unfold(self, is_open: bool) -> None:
        self._is_open = is_open
        shown = is_open and self.claim.span is not None
        self._buttons.setVisible(shown)
        if not shown:
            self._clear_form()
        tint = self.theme.tokens.blue_tint if is_open else "transparent"
        self._body.setStyleSheet(f".QWidget {{ background: {tint}; }}")

    def ask_evidence(self) -> None:
        """Unfold the form: link or file, the passage that says it, until when."""
        self._clear_form()
        url, quote, until = (
            _field("Link or file"),
            _field("The passage that says it"),
            _field("Valid until, such as 2027-11-30 (optional)"),
        )

        def done() -> None:
            self._try(lambda: self._hands.evidence(self.claim, url.text(), quote.text(), until.text()))

        self._show_form((url, quote, until), "Attach", done)

    def ask_opinion(self) -> None:
        """Unfold the form: why no reader takes it for a fact."""
        self._clear_form()
        reason = _field("Why no reader takes it for a fact")
        self._show_form((reason,), "Mark as opinion", lambda: self._try(lambda: self._hands.opinion(self.claim, reason.text())))

    def _withdraw(self) -> None:
        self._try(lambda: self._hands.withdraw(self.claim))

    def _show_form(self, fields: Sequence[QLineEdit], text: str, done: Callable[[], None]) -> None:
        self._buttons.hide()
        for field in fields:
            self._form_layout.addWidget(field)
            field.returnPressed.connect(done)
        self._problem = label("", "small", wrap=True)
        self._problem.setStyleSheet(f"color: {self.theme.tokens.error}; font-size: 11px;")
        self._problem.hide()
        self._form_layout.addWidget(self._problem)
        self._form_layout.addLayout(row(button(text, done, "fix"), button("Cancel", self._cancel), 1, gap=TINY + 2))
        self._form.show()
        fields[0].setFocus()

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except KnownError as error:
            if self._form_layout.count():
                self._problem.setText(str(error))
                self._problem.show()
            else:
                raise
        else:
            self._clear_form()

    def _cancel(self) -> None:
        self._clear_form()
        self._buttons.setVisible(self.claim.span is not None)

    def _clear_form(self) -> None:
        clear(self._form_layout)
        self._form.hide()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.tell(self.claim)
        if not self._form_layout.count():
            self.unfold(self._is_open)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self.claim)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._form_layout.count():
            self._choose(self.claim)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._form_layout.count():
            self._cancel()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(event.key() == Qt.Key.Key_Down)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not self._form_layout.count():  # in a form, the field has answered Return already
                self._choose(self.claim)
        else:
            super().keyPressEvent(event)


def _open_color(theme: Theme, claim: Claim) -> str:
    return theme.tokens.error if claim.note.severity.is_weighty else theme.tokens.warning


_COLORS: dict[ClaimStatus, Callable[[Theme, Claim], str]] = {
    ClaimStatus.UNVERIFIED: _open_color,
    ClaimStatus.STALE: _open_color,
    ClaimStatus.CONTRADICTED: lambda theme, claim: theme.tokens.error,
    ClaimStatus.SUPPORTED: lambda theme, claim: theme.tokens.ok,
    ClaimStatus.OPINION: lambda theme, claim: theme.tokens.muted,
    ClaimStatus.REMOVED: lambda theme, claim: theme.tokens.muted,
}


def _field(placeholder: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(placeholder)
    made.setAccessibleName(placeholder)
    return made
