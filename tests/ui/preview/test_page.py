"""The text on the desk can be seen as its readers will see it, by keys alone, with customers that are forgotten again."""

import socket
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QLabel

from studio.app.intake import take_in
from studio.app.workspace import Workspace
from studio.formats import read_bytes
from studio.ui.preview.page import PreviewPage
from studio.ui.preview.paper import DAY, NIGHT, Paper, to_html
from tests.ui.conftest import Desk

LEFT, RIGHT, ESCAPE = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
MAIL = """---
channel: email
---
Subject: Tea for {{first_name}}
Preheader: Come in from the rain

Hi {{first_name}},

your box of {{box}} is packed. ![A box](https://tracker.invalid/pixel.png) <img src="https://tracker.invalid/2.png">"""
POSTS = "---\nchannel: social\n---\n**Post 1**\nTea at ten 🍵 #tea\n\n**Post 2**\n" + "Long and longer. " * 20
PAGE = "---\nchannel: web\n---\n# Tea rooms\n\nCome in and sit down by the fire with us.\n"


@pytest.fixture
def house(house: Path) -> Path:
    with Workspace.open(house) as workspace:
        for name, text in (("mail.md", MAIL), ("posts.md", POSTS), ("page.md", PAGE)):
            take_in(workspace, read_bytes(text.encode(), name), workspace.person("Wren"))
    return house


def open_preview(desk: Desk, channel: str) -> PreviewPage:
    workspace = desk.window.acts.workspace
    assert workspace
    piece = next(p for p in workspace.pieces() if p.channel.value == channel)
    desk.window.acts.open_piece(piece.id)
    desk.settle()
    desk.window.review.editor.working.setFocus()
    desk.press(Qt.Key.Key_L, CTRL_ALT)
    assert desk.window.preview.is_shown
    return desk.window.preview.page


def papers(page: PreviewPage) -> list[str]:
    return [paper.toPlainText() for paper in page.area.widget().findChildren(Paper)]


def words(page: PreviewPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page))


def test_an_email_lies_in_two_inboxes_and_is_read_in_two_windows(desk: Desk):
    page = open_preview(desk, "email")
    shown = papers(page)
    assert len(shown) == 4
    assert all("Tea for ‹first_name›" in text for text in shown)
    assert all("Come in from the rain" in shown[place] for place in (0, 2))
    assert all("your box of ‹box› is packed." in shown[place] for place in (1, 3))
    assert "whole on a telephone" in words(page)


def test_one_walks_from_customer_to_customer_by_the_arrow_keys_and_sees_the_holes(desk: Desk, tmp_path: Path):
    page = open_preview(desk, "email")
    path = tmp_path / "customers.csv"
    path.write_text("First name,Box\nAna,May\nBo,\n", encoding="utf-8")
    desk.window.preview.take_customers(path)
    seen = []
    for _ in range(5):
        customer = page.customers.customer
        assert customer
        seen.append((customer.name, papers(page)[1]))
        desk.press(RIGHT)
    assert [name for name, _ in seen] == ["Ana", "Bo", "Without first_name", "Without box", "Ana"]
    assert "Hi Ana," in seen[0][1]
    assert "Hi?," in "".join(seen[2][1].split())
    for _ in range(3):  # from Bo over Ana to the last, and one back
        desk.press(LEFT)
    assert "Without first_name it reads “Hi ,”." in words(page)


def test_customers_are_kept_nowhere_and_forgotten_with_the_page(desk: Desk, tmp_path: Path):
    page = open_preview(desk, "email")
    path = tmp_path / "customers.csv"
    path.write_text("First name,Box\nXanthippe Quillfeather,May\n", encoding="utf-8")
    desk.window.preview.take_customers(path)
    assert "Xanthippe" in papers(page)[1]
    desk.press(ESCAPE)
    assert not desk.window.preview.is_shown
    desk.window.acts.close_workspace()
    kept = [each for each in desk.root.rglob("*") if each.is_file() and each != path]
    assert kept
    assert not [each for each in kept if b"Xanthippe" in each.read_bytes() or b"customers.csv" in each.read_bytes()]


def test_a_file_that_is_no_list_is_told_and_nothing_changes(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    page = open_preview(desk, "email")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    monkeypatch.setattr("studio.ui.acts.previewing.QFileDialog.getOpenFileName", lambda *_args: (str(tmp_path / "empty.csv"), ""))
    desk.press(Qt.Key.Key_C)
    assert "empty.csv is empty." in desk.notice
    assert page.customers.customer
    assert page.customers.customer.name == "A stand-in"


def test_posts_are_shown_on_one_network_and_counted_on_all(desk: Desk):
    page = open_preview(desk, "social")
    assert len(papers(page)) == 2
    said = words(page)
    assert "18 of 280 weighted characters" in said
    assert "59 over" in said
    desk.press(Qt.Key.Key_N)
    desk.press(Qt.Key.Key_N)
    assert "of 2,200 characters" in words(page)
    assert "… more" in papers(page)[1]


def test_a_page_is_shown_as_a_search_finds_it_and_as_it_is_read(desk: Desk):
    page = open_preview(desk, "web")
    found, read = papers(page)
    assert "Tea rooms" in found
    assert "Come in and sit down by the fire with us." in found
    assert read.startswith("Tea rooms")
    assert "There is no description" in words(page)


def test_the_paper_is_white_by_day_and_dark_by_night_whatever_the_program_looks_like(desk: Desk):
    page = open_preview(desk, "web")
    for name in ("light", "dark"):
        desk.window.set_theme(name)
        assert page.view
        screens = [each.styleSheet() for each in page.area.widget().findChildren(Paper)[0].parent().findChildren(Paper)]
        assert all(DAY.ink in sheet for sheet in screens)
    desk.press(Qt.Key.Key_D)
    paper = page.area.widget().findChildren(Paper)[0]
    assert NIGHT.ink in paper.styleSheet()
    assert NIGHT.ground in paper.parent().styleSheet()


def test_beside_the_text_the_preview_follows_what_is_typed(desk: Desk):
    open_preview(desk, "web")
    desk.press(Qt.Key.Key_B)
    beside = desk.window.preview.beside
    assert beside
    assert beside.isVisible()
    assert not desk.window.preview.is_shown
    desk.caret_to("Come in")
    desk.window.activateWindow()
    desk.window.review.editor.working.setFocus()
    desk.window.review.editor.working.insertPlainText("Do ")
    desk.bot.waitUntil(lambda: "Do Come in" in papers(beside)[1])
    beside.close()
    desk.bot.waitUntil(lambda: not papers(beside))


def test_another_channel_can_be_looked_at_and_the_piece_stays_what_it_is(desk: Desk):
    page = open_preview(desk, "web")
    page.channel.setCurrentIndex(2)
    page.channel.activated.emit(2)
    assert page.view
    assert page.view.channel.value == "email"
    assert desk.session.piece.channel.value == "web"
    assert "An email needs a subject" in words(page)


def test_nothing_is_fetched_from_outside(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    asked: list[Any] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: asked.append(address))
    monkeypatch.setattr(Paper, "loadResource", lambda _self, _kind, name: asked.append(name))
    page = open_preview(desk, "email")
    page.area.grab()
    QApplication.processEvents()
    assert "▢ A box" in papers(page)[1]
    assert asked == []


@pytest.mark.parametrize(
    "markdown",
    [
        "![x](https://tracker.invalid/a.png)",
        '<img src="https://tracker.invalid/a.png">',
        "<style>@import 'https://tracker.invalid/a.css'</style>",
        '<link rel="stylesheet" href="https://tracker.invalid/a.css">',
        "![x][r]\n\n[r]: https://tracker.invalid/a.png",
    ],
)
def test_rendered_text_holds_nothing_that_could_be_fetched(markdown: str):
    made = to_html(markdown)
    assert "<img" not in made
    assert "<style" not in made
    assert "<link" not in made


def test_paper_gives_nothing_even_where_it_is_asked(shown: Any):
    paper = shown(Paper("Paper"))
    paper.show_html('<img src="https://tracker.invalid/a.png"><img src="file:///etc/hostname">', DAY)
    assert paper.loadResource(2, QUrl("file:///etc/hostname")) is None
    paper.grab()


def test_leaving_gives_the_keyboard_back_to_the_text(desk: Desk):
    open_preview(desk, "web")
    desk.press(ESCAPE)
    assert desk.window.review.editor.working.hasFocus()
