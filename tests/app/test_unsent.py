"""A brief that is still being typed is there again, whatever happened in between."""

from pathlib import Path

import pytest

from studio.app.unsent import Unsent, forget, keep, kept
from studio.core.piece import Channel, Person, Role
from studio.core.prompting import Brief

WREN, ERIN = Person("Wren", (Role.WRITER,)), Person("Erin", (Role.EDITOR,))
TYPED = Unsent(
    Brief("letter", "Tea 🍵", facts="£12", answers=(("Why?", "Rain."),)), "Write it.", (Channel.EMAIL, Channel.SOCIAL), 3
)


def test_what_was_typed_is_there_again_for_whoever_typed_it(tmp_path: Path):
    keep(tmp_path, WREN, TYPED)
    assert kept(tmp_path, Person("wren", (Role.WRITER,))) == TYPED
    assert kept(tmp_path, ERIN) == Unsent()
    forget(tmp_path, WREN)
    assert kept(tmp_path, WREN) == Unsent()


def test_an_empty_form_leaves_nothing_behind(tmp_path: Path):
    keep(tmp_path, WREN, TYPED)
    keep(tmp_path, WREN, Unsent(Brief("letter", channel="email")))
    assert not list((tmp_path / ".drafting").iterdir())


@pytest.mark.parametrize("text", ["", "{", "[]", '{"each": 99, "channels": ["wall", 3], "prompt": 4, "brief": 7}'])
def test_what_cannot_be_read_is_an_empty_form_and_no_error(tmp_path: Path, text: str):
    keep(tmp_path, WREN, TYPED)
    (file,) = (tmp_path / ".drafting").iterdir()
    file.write_text(text, encoding="utf-8")
    assert kept(tmp_path, WREN) == Unsent()


def test_a_folder_that_cannot_be_written_is_no_trouble_while_one_types(tmp_path: Path):
    (tmp_path / ".drafting").write_text("in the way", encoding="utf-8")
    keep(tmp_path, WREN, TYPED)
    assert kept(tmp_path, WREN) == Unsent()
