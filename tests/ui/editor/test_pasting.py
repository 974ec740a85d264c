"""A paste says where its words were copied, as far as anybody can know."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QMimeData

from studio.core.edit import Edit
from studio.core.origins import AI_ORIGINAL, THIS_TEXT
from studio.ui.editor.pasting import Copied, copied, source_of
from studio.ui.editor.view import DraftView

ORIGINAL = "We make a pot of tea, every day."


def clip(text: str, **formats: bytes) -> QMimeData:
    made = QMimeData()
    made.setText(text)
    for name, data in formats.items():
        made.setData({"chromium": "chromium/x-source-url", "firefox": "text/x-moz-url-priv", "html": "text/html"}[name], data)
    return made


def ours(side: str, piece: str = "tea") -> QMimeData:
    made = clip("anything")
    Copied(piece, "Slow tea", side).put_on(made)
    return made


@pytest.mark.parametrize(
    ("data", "source"),
    [
        (ours("original"), AI_ORIGINAL),
        (ours("working"), THIS_TEXT),
        (ours("past"), THIS_TEXT),
        (ours("working", "other"), "Slow tea"),
        (ours("original", "other"), "Slow tea"),
        (clip("a pot of tea every"), AI_ORIGINAL),
        (clip("a pot"), ""),  # too few words to know
        (clip("a cup of tea"), ""),
        (clip("x", chromium=b"https://user:secret@example.org:8443/tea?token=1#top"), "https://example.org:8443/tea"),
        (clip("x", firefox="https://example.org/tea".encode("utf-16-le")), "https://example.org/tea"),
        (clip("x", html=b"Version:0.9\r\nSourceURL:https://example.org/tea\r\n<html>x</html>"), "https://example.org/tea"),
        (clip("x", chromium=b"file:///home/wren/notes.txt"), ""),
        (clip("x", chromium=b"http://[broken"), ""),
        (clip("x"), ""),
    ],
)
def test_a_source_is_named_where_it_is_known_and_nothing_where_it_is_not(data: QMimeData, source: str, app: object) -> None:
    assert source_of(data, "tea", ORIGINAL) == source


def test_a_label_that_somebody_else_wrote_is_passed_over(app: object) -> None:
    made = clip("x")
    made.setData("application/x-bluepencil-copied", b"{]")
    assert copied(made) is None


def test_what_is_copied_here_carries_its_label_and_what_is_pasted_its_source(view: Callable[..., DraftView]) -> None:
    text = view("one two")
    text.copied = lambda: Copied("tea", "Slow tea", "working")
    text.pasted_from = lambda data: source_of(data, "tea", ORIGINAL)
    edits = list[Any]()
    text.recorder.edited.connect(edits.append)
    text.selectAll()
    data = text.createMimeDataFromSelection()
    assert copied(data) == Copied("tea", "Slow tea", "working")
    text.moveCursor(text.textCursor().MoveOperation.End)
    text.insertFromMimeData(data)
    [edit] = edits
    assert isinstance(edit, Edit)
    assert (edit.replacement, edit.cause, edit.detail) == ("one two", "pasted", THIS_TEXT)


_COPY_AND_LEAVE = """
from studio.ui.application import application
from studio.ui.editor.pasting import Copied
from studio.ui.editor.view import DraftView
from studio.ui.theme import Theme

application()
view = DraftView(Theme(), "working")
view.copied = lambda: Copied("tea", "Slow tea", "working")
view.load("one two")
view.selectAll()
view.copy()
"""


def test_the_program_ends_well_with_copied_words_still_on_the_clipboard() -> None:
    done = subprocess.run([sys.executable, "-c", _COPY_AND_LEAVE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
