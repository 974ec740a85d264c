"""What an unfolded row says of its claim: why it is one, what stands for and against it, and who decided what."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from studio.core.claim import ANSWERED, Claim, Evidence
from studio.core.flag import Fix
from studio.core.phrases import shortened
from studio.ui.claims import told
from studio.ui.claims.groups import can_confirm
from studio.ui.claims.hands import ClaimHands
from studio.ui.claims.keys import ClaimAct, hint
from studio.ui.theme import SMALL, TINY, Theme
from studio.ui.widgets import button, clear, column, label, reveal, row

_MOST_WORDINGS = 3
_LINK_LETTERS = 38
_NAMES = 56  # pixels of the column of names


class Details(QWidget):
    """Everything there is to read; made anew whenever the claim differs."""

    def __init__(self, theme: Theme, hands: ClaimHands) -> None:
        super().__init__()
        self._theme, self._hands = theme, hands
        self._column = column(gap=TINY + 2)
        self.setLayout(self._column)

    def tell(self, claim: Claim, theme: Theme) -> None:
        """Say everything of this claim."""
        self._theme = theme
        clear(self._column)
        self._standing(claim)
        self._decided(claim)
        for each in claim.evidence:
            self._evidence(each)
        for each in claim.earlier:
            self._pair("Before", "For words that stood here before:")
            self._evidence(each, "")
        for question in claim.questions:
            self._pair("Asked", told.asked(question))
        reveal(self._column)

    def _standing(self, claim: Claim) -> None:
        self._pair("Brief" if claim.note.source_name in ("", "brief") else "Facts", told.source_alone(claim))
        if claim.is_open:
            self._pair("Why", claim.note.reason)
            self._pair("Needs", "" if can_confirm(claim) else claim.note.need)
        if not claim.note.is_opinion:  # its “Why” says whose it is
            self._pair("Model", told.model(claim))
        if claim.note.cited and not claim.evidence and claim.proposal is None:
            self._pair("Cited", self._link(claim.note.cited))
        if claim.is_open and claim.proposal is not None and claim.proposal.evidence.quote != claim.note.source:
            found = claim.proposal.evidence
            self._pair("Proposed", claim.proposal.origin)
            self._evidence(found, "")
        others = claim.places[1:]
        if others:
            lines = [
                button(str(self._hands.line_of(span)), partial(self._hands.go, span), "small-link", "Go there") for span in others
            ]
            self._pair("Also", row(label("in line" if len(others) == 1 else "in lines", "fine"), *lines, 1, gap=TINY + 2))

    def _decided(self, claim: Claim) -> None:
        if claim.second and claim.is_open:
            self._pair("Opinion", f"{claim.second} calls it one; a second person has to agree.")
        if claim.reason:
            self._pair("Reason", f"“{claim.reason}” ({claim.decided_by})" if claim.decided_by else f"“{claim.reason}”")
        if claim.decided_in:
            self._pair("Decided", f"in “{self._hands.title_of(claim.decided_in)}”, another draft of this brief")

    def _evidence(self, each: Evidence, name: str = "Evidence") -> None:
        if each.quote:
            self._pair(name, f"“{shortened(each.quote, 300)}”")
            name = ""
        self._pair(name, self._link(each.url))
        for words in (told.about(each), told.consent(each), each.note):
            self._pair("", words)

    def _pair(self, name: str, said: str | QWidget | QLayout | None) -> None:
        """A name in its column, and beside it what is said under that name; nothing where that is empty."""
        if not said:
            return
        head = label(name, "small")
        head.setFixedWidth(_NAMES)
        text = label(said, "fine", wrap=True) if isinstance(said, str) else said
        made = row(head, text, gap=SMALL)
        made.setAlignment(head, Qt.AlignmentFlag.AlignTop)
        made.setStretch(1, 1)
        self._column.addLayout(made)

    def _link(self, url: str) -> QLayout | None:
        """A link that opens in the browser; anything else is only named."""
        if not url:
            return None
        shown = shortened(url, _LINK_LETTERS)
        leads = url.startswith(("https://", "http://"))
        return row(button(shown, partial(self._hands.follow, url), "small-link", url) if leads else label(shown, "fine"), 1)


class Acts(QWidget):
    """Everything one can do: a button each, and the keys in a line below.

    Args:
        act: asked for what a button stands for.
        soften: asked for one softer wording.
    """

    def __init__(self, act: Callable[[ClaimAct], object], soften: Callable[[Fix], object]) -> None:
        super().__init__()
        self._act, self._soften = act, soften
        self._column = column(gap=TINY + 2)
        self.setLayout(self._column)

    def tell(self, claim: Claim, fixes: Sequence[Fix]) -> None:
        """Offer what can be done about this claim; `fixes` are its softer wordings, best first."""
        clear(self._column)
        if fixes:
            self._column.addWidget(label("Softer words", "small"))
        for fix in fixes[:_MOST_WORDINGS]:
            gone, put = told.rewording(claim.text, fix.text)
            words = f"{shortened(gone, 22)} → {shortened(put, 26)}"
            made = button(words, partial(self._soften, fix), "small", f"“{gone}” becomes “{put}”")
            self._column.addLayout(row(made, 1))
        press = self._press
        if can_confirm(claim):
            self._column.addLayout(
                row(press("Confirm", ClaimAct.ANSWER, "confirm", "Take the proposal as its evidence (Enter)"), 1)
            )
        elif claim.status in ANSWERED:
            again = press("Open again", ClaimAct.REOPEN, "small", "Take the answer back; the evidence stays on record")
            self._column.addLayout(row(again, 1))
        tip = "Attach a link or a file, and the passage that says it"
        self._column.addLayout(
            row(
                press("Evidence…", ClaimAct.EVIDENCE, "small", tip),
                press("Opinion…", ClaimAct.OPINION, "small", "No reader takes it for a fact (O)"),
                press("Withdraw…", ClaimAct.WITHDRAW, "small", "Take the claim's words out of the text (W)"),
                press("Ask…", ClaimAct.ASK, "small", "Ask a colleague, or answer one (Q)"),
                1,
                gap=TINY,
            )
        )
        self._column.addWidget(label(hint(claim, has_softer=bool(fixes)), "faint", wrap=True))
        reveal(self._column)

    def _press(self, text: str, act: ClaimAct, role: str, tip: str) -> QPushButton:
        return button(text, partial(self._act, act), role, tip)
