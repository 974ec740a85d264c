"""Sheets about campaigns: making or changing one, adding pieces, and the yes to the set."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from studio.core.judgement import Campaign
from studio.core.piece import Piece
from studio.ui.dialogs.sheets import OpenDay, Sheet, note_field
from studio.ui.theme import SMALL, Theme
from studio.ui.widgets import row


def campaign_sheet(
    theme: Theme,
    parent: QWidget,
    before: Campaign | None,
    brands: Sequence[tuple[str, str]],
    people: Sequence[str],
    act: Callable[[dict[str, str]], object],
) -> Sheet:
    """Make a campaign or change one. `act({name, brand, owner, starts, ends, facts, note})`.

    Args:
        brands: whose it can be, and the words for it.
    """
    title = "Change this campaign" if before else "New campaign"
    told = "Its facts are true for every piece of it: the checks hold the texts against them, as they do against a brief."
    sheet = Sheet(theme, title, told, parent)
    name, brand, owner = QLineEdit(), QComboBox(), QComboBox()
    name.setPlaceholderText("What people call it")
    for value, words in brands:
        brand.addItem(words, value)
    owner.addItems(list(people))
    facts, note = note_field("One fact a line: dates, prices, names, places"), QLineEdit()
    facts.setFixedHeight(110)
    starts = OpenDay("Starts", "Starts", before.starts if before else "")
    ends = OpenDay("Ends", "Ends", before.ends if before else "")
    if before:
        name.setText(before.name)
        brand.setCurrentIndex(max(0, brand.findData(before.brand)))
        owner.setCurrentText(before.owner)
        facts.setPlainText(before.facts)
        note.setText(before.note)
        note.setCursorPosition(0)
    sheet.ask("Name", name)
    if len(brands) > 1:
        sheet.ask("Brand", brand)
    sheet.ask("Who answers for it", owner)
    days = QWidget()
    days.setLayout(row(starts, ends, 1, gap=SMALL))
    sheet.ask("Days", days)
    sheet.ask("Facts", facts)
    sheet.ask("Note (optional)", note)
    sheet.answer(
        "Keep it" if before else "Make it",
        lambda: act(
            {
                "name": name.text(),
                "brand": str(brand.currentData() or ""),
                "owner": owner.currentText(),
                "starts": starts.iso,
                "ends": ends.iso,
                "facts": facts.toPlainText(),
                "note": note.text(),
            }
        ),
    )
    name.setFocus()
    return sheet


def pieces_sheet(
    theme: Theme, parent: QWidget, campaign: Campaign, pieces: Sequence[Piece], act: Callable[[list[str]], object]
) -> Sheet:
    """Choose pieces that join. `act(ids)`."""
    told = "Ticked pieces join. One that belongs to another campaign leaves that one."
    sheet = Sheet(theme, f"Add pieces to “{campaign.name}”", told, parent)
    listed = QListWidget()
    listed.setProperty("role", "field")
    listed.setMinimumSize(480, 240)
    listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for piece in pieces:
        item = QListWidgetItem(f"{piece.title}  ({piece.channel.value}, {piece.stage.label.lower()})")
        item.setData(Qt.ItemDataRole.UserRole, piece.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        listed.addItem(item)
    listed.setCurrentRow(0)
    sheet.ask("Pieces (Space ticks)", listed)

    def chosen() -> list[str]:
        items = (listed.item(number) for number in range(listed.count()))
        return [str(each.data(Qt.ItemDataRole.UserRole)) for each in items if each.checkState() is Qt.CheckState.Checked]

    sheet.answer("Add them", lambda: act(chosen()))
    listed.setFocus()
    return sheet


def approve_sheet(
    theme: Theme,
    parent: QWidget,
    campaign: Campaign,
    titles: Sequence[str],
    people: Sequence[str],
    act: Callable[[str, str], object],
) -> Sheet:
    """Say yes to the set. `act(note, responsible)`."""
    many = f"these {len(titles)} texts" if len(titles) > 1 else "this text"
    told = f"You say yes to {many} as a set, exactly as they stand: {', '.join(f'“{each}”' for each in titles)}."
    sheet = Sheet(theme, f"Approve “{campaign.name}” as a set", f"{told} One changed letter, or one piece more, ends it.", parent)
    responsible = QComboBox()
    responsible.addItems(list(people))
    responsible.setCurrentText(campaign.owner)
    note = note_field("Note (optional)")
    sheet.ask("Who carries editorial responsibility", responsible)
    sheet.ask("Note", note)
    sheet.answer("Approve the set", lambda: act(note.toPlainText(), responsible.currentText()))
    return sheet
