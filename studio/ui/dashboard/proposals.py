"""What people keep changing, as proposals: the places as evidence, and the owner's decision."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.app.learning import Decision
from studio.app.replacements import Proposal, ProposalKind
from studio.core.errors import KnownError
from studio.ui.dashboard.side_list import SideList
from studio.ui.guides.reading import MOST_WIDE, section
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import GAP, HUGE, SMALL, TINY, Theme
from studio.ui.times import day
from studio.ui.widgets import CalmCombo, button, column, label, line, row, well

_EMPTY = (
    "Nothing was changed in the same way at three places and in two pieces. When people do, it stands here, and you decide "
    "whether it becomes a rule."
)
_KINDS = {ProposalKind.RULE: "A rule", ProposalKind.TERM: "A term", ProposalKind.PROMPT: "A line for whoever writes drafts"}
_NEEDS_WORDS = {
    ProposalKind.RULE: "Better words",
    ProposalKind.TERM: "The term",
    ProposalKind.PROMPT: "The line",
}
_NOT_YOURS = "Only an owner decides about it."


@dataclass(frozen=True)
class ProposalHands:
    """What can be done to a proposal; both raise a `KnownError` where it cannot be.

    Attributes:
        accept: with the words and the kind as they were edited, and a reason that may be empty.
        refuse: with the reason.
        said: what readers said of the pieces that it is about, in sentences; it decides nothing.
    """

    accept: Callable[[Proposal, str, str, ProposalKind], object]
    refuse: Callable[[Proposal, str], object]
    open_piece: Callable[[str], object]
    said: Callable[[Proposal], str] = lambda proposal: ""


class ProposalsView(QWidget):
    """Proposals at the left, the chosen one at the right."""

    def __init__(self, theme: Theme, hands: ProposalHands) -> None:
        super().__init__()
        self._hands = hands
        self._found: dict[str, Proposal] = {}
        self._decided: Sequence[Decision] = ()
        self.proposal: Proposal | None = None
        self.list = SideList(theme, "Proposals")
        self.list.shown.connect(self._on_choice)
        self.title = label("", "title", wrap=True)
        self.said = label("", wrap=True)
        self.readers = label("", "small", wrap=True)
        self.places = RowList(theme, "Places where people changed it", lines=2)
        self.places.opened.connect(self._on_place)
        self.kind = CalmCombo()
        self.kind.setAccessibleName("What it becomes")
        for kind, text in _KINDS.items():
            self.kind.addItem(text, kind)
        self.kind.activated.connect(lambda _: self._fill())
        self.words, self.reason = QLineEdit(), QLineEdit()
        self.words_name = label("", "muted")
        self.reason.setAccessibleName("Reason")
        self.reason.setPlaceholderText("Why; a refusal needs it")
        self.reason.returnPressed.connect(self._accept)
        self.words.returnPressed.connect(self._accept)
        self.accept = button("Accept", self._accept, "primary")
        self.refuse = button("Refuse", self._refuse)
        self.problem = label("", "problem", wrap=True)
        self.whose = label("", "muted", wrap=True)
        self.decided = label("", "small", wrap=True)
        self._detail = QWidget()
        self._build()
        self.wait()

    def _build(self) -> None:
        self._detail.setMaximumWidth(MOST_WIDE + 2 * HUGE)
        shown = column(
            column(self.title, self.said, self.readers, gap=TINY),
            row(
                column(label("Becomes", "muted"), self.kind, gap=TINY),
                column(self.words_name, self.words, gap=TINY),
                gap=GAP,
            ),
            column(label("Reason", "muted"), self.reason, gap=TINY),
            self.problem,
            self.whose,
            row(self.accept, self.refuse, 1, gap=SMALL),
            line(),
            section("Where people changed it"),
            margin=(HUGE + SMALL, HUGE, HUGE, HUGE),
            gap=GAP,
        )
        shown.addWidget(well(self.places), 1)
        shown.addWidget(self.decided)
        self._detail.setLayout(shown)
        both = row(self.list, line(vertical=True), self._detail, gap=0)
        both.setStretch(2, 1)
        both.addStretch(0)
        self.setLayout(both)

    # ------------------------------------------------------------ what it shows

    def wait(self) -> None:
        self._found = {}
        self._detail.hide()
        self.list.show_rows((), "Comparing every edited piece…")

    def show_proposals(
        self, found: Sequence[Proposal], decided: Sequence[Decision], is_owner: bool, owners: Sequence[str]
    ) -> None:
        """Show what waits; what was looked at stays in sight, and so does what was being typed about it."""
        self._found = {each.key: each for each in found}
        self._decided = decided
        rows = [Row(each.what, _counted(each), payload=each.key, strong=False) for each in found]
        self.list.show_rows(rows, _EMPTY)
        self.decided.setText("\n".join(_told(each) for each in decided[:5]))
        self.decided.setVisible(bool(decided))
        for part in (self.accept, self.refuse, self.kind, self.words, self.reason):
            part.setEnabled(is_owner)
        for press in (self.accept, self.refuse):
            press.setToolTip("" if is_owner else _NOT_YOURS)
        self.whose.setText(f"Only an owner decides: {', '.join(owners)}." if owners else "Only an owner decides; nobody is one.")
        self.whose.setVisible(not is_owner)
        if found:
            key = self.proposal.key if self.proposal and self.proposal.key in self._found else found[0].key
            self.list.select(key)
            self._show(key)
        else:
            self.proposal = None
            self._detail.hide()

    def set_theme(self, theme: Theme) -> None:
        self.list.set_theme(theme)
        self.places.set_theme(theme)

    def take_keys(self) -> None:
        self.list.take_keys()

    def _show(self, key: str) -> None:
        found = self._found[key]
        is_same = self.proposal is not None and self.proposal.key == key
        self.proposal = found
        self.title.setText(found.what)
        self.said.setText(found.sentence.removeprefix(f"{found.what}: "))
        readers = self._hands.said(found)
        self.readers.setText(f"Readers of these pieces: {readers}" if readers else "")
        self.readers.setVisible(bool(readers))
        if not is_same:
            self.kind.setCurrentIndex(self.kind.findData(found.kind))
            self.reason.clear()
            self._say("")
            self._fill()
        rows = [Row(each.title, f"{each.who}: {_around(each.sentence, each.old)}", payload=each.piece) for each in found.places]
        self.places.show_rows(rows, "")
        self._detail.show()

    def _fill(self) -> None:
        """Offer the words of the kind that is chosen."""
        found, kind = self.proposal, self._kind
        if found:
            self.words_name.setText(_NEEDS_WORDS[kind])
            self.words.setAccessibleName(_NEEDS_WORDS[kind])
            self.words.setText({ProposalKind.RULE: found.new, ProposalKind.PROMPT: found.line}.get(kind, found.new or found.old))

    @property
    def _kind(self) -> ProposalKind:
        return ProposalKind(self.kind.currentData())

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    # ------------------------------------------------------------ what a person does

    def _on_choice(self, key: object) -> None:
        if isinstance(key, str) and key in self._found:
            self._show(key)

    def _on_place(self, piece: object) -> None:
        if isinstance(piece, str):
            self._hands.open_piece(piece)

    def _accept(self) -> None:
        if found := self.proposal:
            words, reason = self.words.text().strip(), self.reason.text().strip()
            self._do(lambda: self._hands.accept(found, words, reason, self._kind))

    def _refuse(self) -> None:
        if found := self.proposal:
            self._do(lambda: self._hands.refuse(found, self.reason.text().strip()))
            if self.problem.text():
                self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except KnownError as error:
            self._say(str(error))
        else:
            self._say("")


def _counted(each: Proposal) -> str:
    pieces = len(each.pieces)
    return f"{each.times} times in {pieces} {'piece' if pieces == 1 else 'pieces'}"


def _told(each: Decision) -> str:
    said = "accepted" if each.accepted else "refused"
    return f"{day(each.when)}: {each.what} {said} by {each.who}{f', “{each.reason}”' if each.reason else ''}"


def _around(sentence: str, words: str) -> str:
    """The sentence from a little before the words, so that they are in sight."""
    at = sentence.casefold().find(words.casefold())
    start = sentence.rfind(" ", 0, max(at - 18, 0)) + 1
    return f"“{'…' if start > 1 else ''}{sentence[start:] if at > 24 else sentence}”"
