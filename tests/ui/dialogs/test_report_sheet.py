"""The sheet for reports: it asks which, of what, from when to when and as what, and refuses a day that is none in place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from studio import reports
from studio.core.piece import Channel
from studio.core.reach import Reach
from studio.ui.dialogs.report_sheet import Asked, report_sheet

KINDS = sorted(reports.kinds().values(), key=lambda kind: kind.name != "edit-history")


class Form:
    """The sheet and the fields a person sees in it."""

    def __init__(self, theme, host, piece=("p1", "Slow tea"), brands=("Larkspur", "Mill")) -> None:
        self.asked: list[Asked] = []
        self.host, self.accepted = host, []
        formats = sorted(reports.formats(), key=lambda name: name != "html")
        self.sheet = report_sheet(theme, host, KINDS, formats, piece, brands, self.asked.append, people=("Wren", "Erin"))
        self.kind, self.reach, self.person, self.channel, self.form = self.sheet.findChildren(QComboBox)
        self.since, self.until = self.sheet.findChildren(QLineEdit)
        accepted = self.accepted  # not `self`: Qt would let go of the sheet's own wrapper while it takes the sheet apart
        self.sheet.accepted.connect(lambda: accepted.append(True))
        self.sheet.show()

    def choose(self, box: QComboBox, text: str) -> None:
        box.setCurrentIndex(box.findText(text))

    @property
    def said(self) -> list[str]:
        return [each.text() for each in self.sheet.findChildren(QLabel) if each.isVisible()]


@pytest.fixture
def form(shown, theme):
    return lambda **more: Form(theme, shown(QWidget(), 900, 700), **more)


def test_whoever_presses_return_gets_the_edit_history_of_the_piece_as_a_page(form):
    made = form()
    QTest.keyClick(made.sheet, Qt.Key.Key_Return)
    assert made.asked == [Asked("edit-history", "html", Reach("p1"))]
    assert made.accepted


def test_every_kind_and_every_way_out_can_be_chosen_and_the_kind_says_what_it_tells(form):
    made = form()
    assert [made.kind.itemText(at) for at in range(made.kind.count())] == [kind.title for kind in KINDS]
    assert {made.form.itemText(at) for at in range(made.form.count())} == {"HTML", "PDF", "CSV", "XLSX", "JSON"}
    for kind in KINDS:
        made.choose(made.kind, kind.title)
        assert kind.about in made.said
    made.choose(made.kind, "Claims")
    made.choose(made.form, "XLSX")
    made.sheet.yes.click()
    assert made.asked == [Asked("claims", "xlsx", Reach("p1"))]


def test_a_report_of_several_pieces_can_be_held_to_one_person_and_one_channel(form):
    made = form()
    assert not made.person.isEnabled(), "one piece is one piece"
    made.choose(made.reach, "Brand: Mill")
    made.choose(made.person, "Erin")
    made.choose(made.channel, "Email")
    made.sheet.yes.click()
    assert made.asked == [Asked("edit-history", "html", Reach(brand="Mill", person="Erin", channel=Channel.EMAIL))]


@pytest.mark.parametrize(
    ("reach", "piece", "brand"),
    [("This piece: Slow tea", "p1", ""), ("Brand: Mill", "", "Mill"), ("Every piece of the workspace", "", "")],
)
def test_a_report_is_of_this_piece_of_a_brand_or_of_everything(form, reach, piece, brand):
    made = form()
    made.choose(made.reach, reach)
    made.since.setText(" 2026-11-01 ")
    made.until.setText("2026-11-30")
    made.sheet.yes.click()
    assert made.asked == [Asked("edit-history", "html", Reach(piece, brand, since="2026-11-01", until="2026-11-30"))]


def test_where_there_is_no_piece_and_one_brand_only_everything_is_left(form):
    made = form(piece=("", ""), brands=("Larkspur",))
    assert [made.reach.itemText(at) for at in range(made.reach.count())] == ["Every piece of the workspace"]


@pytest.mark.parametrize(
    ("since", "until", "says", "blamed"),
    [
        ("soon", "", "“soon” is not a date. Write it as 2026-11-24.", "since"),
        ("2026-11-01", "2026-11-31", "“2026-11-31” is not a date. Write it as 2026-11-24.", "until"),
        ("2026-12-01", "2026-11-01", "The period ends (2026-11-01) before it begins (2026-12-01). Swap the two dates.", "until"),
    ],
)
def test_a_day_that_is_none_is_refused_in_the_sheet_where_it_can_be_mended(form, since, until, says, blamed):
    made = form()
    made.since.setText(since)
    made.until.setText(until)
    made.sheet.yes.click()
    assert made.asked == []
    assert not made.accepted
    assert says in made.said
    assert made.sheet.focusWidget() is getattr(made, blamed)
    assert getattr(made, blamed).selectedText() == {"since": since, "until": until}[blamed]
    made.since.setText("")
    made.until.setText("")
    made.sheet.yes.click()
    assert made.asked == [Asked("edit-history", "html", Reach("p1"))]


def test_every_field_has_a_name_for_whoever_cannot_see_it(form):
    made = form()
    names = [field.accessibleName() for field in (made.kind, made.reach, made.since, made.until, made.form)]
    assert names == ["Kind", "About", "First day", "Last day", "As"]
