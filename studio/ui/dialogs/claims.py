"""Sheets about many claims: confirming ordinary ones in a row, and what the brand has found supported before."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QWidget

from studio.core.claim import ApprovedClaim, Claim, Support
from studio.core.errors import KnownError
from studio.core.phrases import shortened
from studio.ui.claims import told
from studio.ui.dialogs.sheets import Sheet
from studio.ui.models.rows import Row
from studio.ui.panels.rowlist import RowList
from studio.ui.theme import HUGE, Theme
from studio.ui.times import date, day
from studio.ui.widgets import label

_WIDTH, _TALL = 620, 360
_SOON = 30  # days


def confirm_sheet(theme: Theme, parent: QWidget, claims: Sequence[Claim], act: Callable[[Sequence[Claim]], object]) -> Sheet:
    """Confirm ordinary claims in a row, each with what stands for it beside it. `act(wanted)`."""
    sheet = Sheet(
        theme,
        "Confirm what is given",
        "Each claim, and under it what would be its evidence. Take the tick from those that do not say the same. "
        "Weighty claims are not in this list; they are answered one by one.",
        parent,
    )
    sheet.setMinimumWidth(_WIDTH + 2 * HUGE)
    rows = QListWidget()
    rows.setProperty("role", "field")
    rows.setWordWrap(True)
    rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for claim in claims:
        assert claim.proposal is not None
        origin = claim.proposal.origin[:1].upper() + claim.proposal.origin[1:]
        passage = told.excerpt(claim.proposal.evidence.quote, claim.text, 240)
        item = QListWidgetItem(f"{shortened(claim.text, 160)}\n{origin}: “{passage}”", rows)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        item.setData(Qt.ItemDataRole.UserRole, claim)
        item.setToolTip(f"{told.kinds(claim)} · {claim.note.severity.value}")
    rows.setMinimumHeight(_TALL)
    sheet.ask("Claims", rows)

    def wanted() -> list[Claim]:
        items = (rows.item(number) for number in range(rows.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked]

    def count() -> None:
        many = len(wanted())
        sheet.yes.setText(f"Confirm {many} claim{'s' * (many != 1)}")

    def confirm() -> None:
        if not wanted():
            raise KnownError("No claim is ticked.", "Tick one, or cancel.")
        act(wanted())

    sheet.answer("", confirm)
    count()
    rows.itemChanged.connect(lambda _: count())
    rows.setCurrentRow(0)
    rows.setFocus()
    return sheet


class LibrarySheet(Sheet):
    """The brand's approved claims. Those that run out soon stand first and say so.

    Args:
        claims: those that run out first in front.
        soon: whether one runs out within so many days from today, or has already; -1 day: by yesterday.
        act: opens the piece a claim was decided in, by its id.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        claims: Sequence[ApprovedClaim],
        soon: Callable[[ApprovedClaim, int], bool],
        act: Callable[[str], object],
    ) -> None:
        super().__init__(
            theme,
            "Approved claims",
            "What people found supported, with its evidence. A claim that says the same in another piece comes with this "
            "evidence filled in, and one key confirms it.",
            parent,
        )
        self.setMinimumWidth(_WIDTH + 2 * HUGE)
        self._claims, self._soon = claims, soon
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter by words, link, person, piece or brand")
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName("Filter")
        self.filter.textChanged.connect(lambda _: self._show())
        self.rows = RowList(theme, "Approved claims")
        self.rows.setMinimumHeight(_TALL)
        self.count = label("", "small")
        self.about = label("", "small", wrap=True, selectable=True)
        self.about.setFixedHeight(72)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self.filter, self.count, self.rows, self.about):
            self.fields.addWidget(part)
        self.answer("Open the piece", lambda: self._open(act))
        self.no.setText("Close")
        self.rows.view.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.rows.opened.connect(lambda _: self.yes.click())
        self._show()
        self.filter.setFocus()

    @property
    def chosen(self) -> ApprovedClaim | None:
        found = self.rows.view.currentIndex().data(Qt.ItemDataRole.UserRole)
        return found.payload if isinstance(found, Row) and isinstance(found.payload, ApprovedClaim) else None

    def _show(self) -> None:
        typed = self.filter.text().casefold().split()
        shown = [each for each in self._claims if all(word in _searched(each) for word in typed)]
        soon, rest = list[ApprovedClaim](), list[ApprovedClaim]()
        for each in shown:
            (soon if self._soon(each, _SOON) else rest).append(each)
        total = len(self._claims)
        said = f"{total} claim{'s' * (total != 1)}" if len(shown) == total else f"{len(shown)} of {total} claims"
        self.count.setText(
            said + (f" · {len(soon)} run{'s' * (len(soon) == 1)} out within {_SOON} days, or ran out" if soon else "")
        )
        nothing = "Nothing found under these letters." if total else "No claim was supported yet. Give one its evidence first."
        self.rows.show_rows([*(self._row(each, is_soon=True) for each in soon), *map(self._row, rest)], nothing)
        if shown:
            self.rows.view.setCurrentIndex(self.rows.model.index(0))
        self.yes.setEnabled(bool(shown))
        self._tell()

    def _row(self, each: ApprovedClaim, is_soon: bool = False) -> Row:
        decision = each.decision
        over = is_soon and self._soon(each, -1)
        alarm = f"{'ran' if over else 'runs'} out {date(each.runs_out)}" if is_soon else ""
        until = f"until {date(each.runs_out)}" if each.runs_out and not is_soon else ""
        parts = (each.brand, f"{decision.who}, {day(decision.when)}", until, f"“{each.piece_title}”")
        return Row(decision.text, " · ".join(part for part in parts if part), strong=False, payload=each, alarm=alarm)

    def _tell(self) -> None:
        """The evidence of the chosen claim in full."""
        chosen = self.chosen
        found = [each for each in chosen.decision.evidence if each.support is Support.SUPPORTS] if chosen else []
        lines = []
        for each in found[-1:]:
            lines += [f"“{shortened(each.quote, 240)}”", shortened(each.url, 90), told.about(each), told.consent(each)]
        self.about.setText("\n".join(line for line in lines if line))

    def _open(self, act: Callable[[str], object]) -> None:
        chosen = self.chosen
        if chosen is None:
            raise KnownError("No claim is chosen.", "Choose one in the list.")
        act(chosen.decision.piece)


def _searched(each: ApprovedClaim) -> str:
    found = each.decision
    evidence = (part for proof in found.evidence for part in (proof.url, proof.quote, proof.publisher))
    return " ".join((found.text, found.who, each.piece_title, each.brand, *evidence)).casefold()
