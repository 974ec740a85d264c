"""Sheets for the stages around a yes: reopening, publishing, holding, withdrawing, and what a piece is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from studio.core.piece import Channel, Piece
from studio.ui.dialogs.sheets import Sheet, last_day, note_field
from studio.ui.theme import Theme
from studio.ui.widgets import CalmCombo

WEEK = 7  # days that a hold takes where nobody says


def note_sheet(
    theme: Theme, parent: QWidget, title: str, explanation: str, asks: str, verb: str, act: Callable[[str], object]
) -> Sheet:
    """A step that takes a remark. `act(note)`; where it is needed, the refusal says so in place."""
    sheet = Sheet(theme, title, explanation, parent)
    note = note_field(asks)
    sheet.ask("Note", note)
    sheet.answer(verb, lambda: act(note.toPlainText()))
    note.setFocus()
    return sheet


def publish_sheet(theme: Theme, parent: QWidget, title: str, act: Callable[[str, str], object]) -> Sheet:
    """Say that a text is published. `act(where, note)`."""
    explained = (
        f"Say that readers can see “{title}” now. The history keeps where, and exactly which text. Nothing is sent anywhere from "
        "here, and the text stands as it is until somebody reopens it."
    )
    sheet = Sheet(theme, "Mark as published", explained, parent)
    where, note = QLineEdit(), note_field("Note (optional)")
    where.setPlaceholderText("An address, or the name of a page or a mailing")
    sheet.ask("Where readers find it", where)
    sheet.ask("Note", note)
    sheet.answer("Mark as published", lambda: act(where.text(), note.toPlainText()))
    where.setFocus()
    return sheet


_GOES_ON = "It goes on when somebody takes it off hold, and never by itself."


def hold_sheet(theme: Theme, parent: QWidget, title: str, act: Callable[[str, str], object]) -> Sheet:
    """Put a piece on hold. `act(reason, until)`."""
    explained = f"“{title}” can be worked on, and is neither approved nor exported. {_GOES_ON}"
    sheet = Sheet(theme, "Put on hold", explained, parent)
    reason, until = note_field("Why does it wait?"), last_day("Until", WEEK)
    sheet.ask("Reason", reason)
    sheet.ask("Last day, where one is known", until)
    sheet.answer("Put on hold", lambda: act(reason.toPlainText(), until.iso))
    reason.setFocus()
    return sheet


def hold_all_sheet(
    theme: Theme,
    parent: QWidget,
    brands: Sequence[str],
    campaigns: Sequence[tuple[str, str]],
    act: Callable[[str, str, str, str], object],
) -> Sheet:
    """Put everything of a brand or of a campaign on hold. `act(brand, campaign, reason, until)`.

    Args:
        campaigns: id and name of each.
    """
    explained = f"Every piece of it stops at once; what is on hold already keeps its own reason. {_GOES_ON}"
    sheet = Sheet(theme, "Hold everything", explained, parent)
    of = _of_what(brands, campaigns)
    reason, until = note_field("What makes all of it wrong just now?"), last_day("Until", WEEK)
    sheet.ask("Everything of", of)
    sheet.ask("Reason", reason)
    sheet.ask("Last day, where one is known", until)

    def hold() -> None:
        brand, campaign = of.currentData()
        act(brand, campaign, reason.toPlainText(), until.iso)

    sheet.answer("Hold everything", hold)
    reason.setFocus()
    return sheet


def resume_all_sheet(
    theme: Theme,
    parent: QWidget,
    brands: Sequence[str],
    campaigns: Sequence[tuple[str, str]],
    act: Callable[[str, str, str], object],
) -> Sheet:
    """Take everything of a brand or of a campaign off hold. `act(brand, campaign, note)`."""
    explained = "What was put on hold together goes on, each piece where it was. A piece that was held by itself stays on hold."
    sheet = Sheet(theme, "Take everything off hold", explained, parent)
    of, note = _of_what(brands, campaigns), note_field("Note (optional)")
    sheet.ask("Everything of", of)
    sheet.ask("Note", note)

    def resume() -> None:
        brand, campaign = of.currentData()
        act(brand, campaign, note.toPlainText())

    sheet.answer("Take off hold", resume)
    return sheet


def _of_what(brands: Sequence[str], campaigns: Sequence[tuple[str, str]]) -> CalmCombo:
    of = CalmCombo()
    for id, name in campaigns:
        of.addItem(f"Campaign: {name}", ("", id))
    for brand in brands:
        of.addItem(f"Brand: {brand}", (brand, ""))
    return of


@dataclass(frozen=True)
class Choices:
    """What a piece may be set to: names of brands and people, id and name of campaigns, name and title of content types.

    Attributes:
        is_new: whether brand and channel may still be chosen.
    """

    brands: Sequence[str]
    is_new: bool
    people: Sequence[str]
    campaigns: Sequence[tuple[str, str]]
    types: Sequence[tuple[str, str]]


def describe_sheet(
    theme: Theme, parent: QWidget, piece: Piece, choices: Choices, act: Callable[[dict[str, str | bool]], object]
) -> Sheet:
    """What a piece is, and who answers for it. `act(what)` gets all of it; what did not change is left alone."""
    explained = f"“{piece.title}”: what it belongs to, whom it is for, and who answers for it. The checks read this too."
    sheet = Sheet(theme, "What this piece is", explained, parent)
    brand = _choice([(name, name) for name in choices.brands], piece.brand, none="")
    channel = _choice([(each.value, each.value.capitalize()) for each in Channel], piece.channel.value, none="")
    for box in (brand, channel):
        box.setEnabled(choices.is_new)
    accountable = _choice([(name, name) for name in choices.people], piece.accountable, none="")
    campaign = _choice(choices.campaigns, piece.campaign, none="No campaign")
    kind = _choice(choices.types, piece.content_type, none="No content type")
    audience, locale = QLineEdit(piece.audience), QLineEdit(piece.locale)
    audience.setPlaceholderText("Whom it is written for")
    audience.setCursorPosition(0)
    locale.setPlaceholderText("Language and country, such as en-GB")
    checked = QCheckBox("I have checked who is in that audience, and by which criteria")
    checked.setChecked(bool(piece.audience_checked))
    audience.textEdited.connect(lambda _: checked.setChecked(False))  # another audience has not been checked
    sheet.ask("Brand" if choices.is_new else "Brand (as it was handed on)", brand)
    sheet.ask("Channel" if choices.is_new else "Channel (as it was handed on)", channel)
    sheet.ask("Answers for it", accountable)
    sheet.ask("Campaign", campaign)
    sheet.ask("Content type", kind)
    sheet.ask("Audience", audience)
    sheet.fields.addWidget(checked)
    sheet.ask("Locale", locale)

    def save() -> None:
        what: dict[str, str | bool] = {"brand": brand.currentData(), "channel": channel.currentData()}
        what |= {"accountable": accountable.currentData(), "audience": audience.text()}
        what |= {"campaign": campaign.currentData(), "content_type": kind.currentData(), "locale": locale.text()}
        is_other = audience.text().strip() != piece.audience
        if checked.isChecked() != bool(piece.audience_checked) or (is_other and checked.isChecked()):
            what["audience_checked"] = checked.isChecked()
        # What is not in the list any more stays as it is: nobody chose it anew.
        act({name: value for name, value in what.items() if name == "audience_checked" or value != getattr(piece, name)})

    sheet.answer("Save", save)
    return sheet


def _choice(known: Sequence[tuple[str, str]], now: str, none: str) -> CalmCombo:
    """A list of names with what each stands for; what holds now is among them even where nobody knows it any more."""
    box = CalmCombo()
    if none:
        box.addItem(none, "")
    for id, name in known:
        box.addItem(name, id)
    if box.findData(now) < 0:
        box.addItem(now or "Nobody yet", now)
    box.setCurrentIndex(box.findData(now))
    return box


def person_sheet(theme: Theme, parent: QWidget, names: Sequence[str], act: Callable[[str], object]) -> Sheet:
    """Who sits down, where nobody sits yet. `act(name)`."""
    sheet = Sheet(theme, "Who sits at the desk?", "Everything you do is kept under your name.", parent)
    who = CalmCombo()
    who.addItems(list(names))
    sheet.ask("Name", who)
    sheet.answer("Sit down", lambda: act(who.currentText()))
    return sheet
