"""A brief that is still being typed is there again, whatever happened in between."""

import os
from pathlib import Path

import pytest

from studio.app import retention
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
    assert not list((tmp_path / ".drafting").glob("*.json"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"each": 99, "channels": ["wall", 3, ["x"]], "prompt": 4, "brief": 7}'])
def test_what_cannot_be_read_is_an_empty_form_and_no_error(tmp_path: Path, text: str):
    keep(tmp_path, WREN, TYPED)
    (file,) = (tmp_path / ".drafting").glob("*.json")
    file.write_text(text, encoding="utf-8")
    assert kept(tmp_path, WREN) == Unsent()


def test_a_folder_that_cannot_be_written_is_no_trouble_while_one_types(tmp_path: Path):
    (tmp_path / ".drafting").write_text("in the way", encoding="utf-8")
    keep(tmp_path, WREN, TYPED)
    assert kept(tmp_path, WREN) == Unsent()


def test_version_control_passes_over_what_nobody_has_said_yet(tmp_path: Path):
    keep(tmp_path, WREN, TYPED)
    assert (tmp_path / ".drafting" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_the_words_of_a_brief_go_from_the_form_too_when_the_text_made_from_it_is_deleted(house):
    piece = house.bring("# Tea\n\nJane Whitlow pours it.\n", brief="Facts:\n- Jane Whitlow pours the tea.")
    other = Unsent(Brief(title="Tea", facts="The tea comes from Darjeeling."))
    keep(house.root, WREN, Unsent(Brief(title="Tea", facts="Jane Whitlow pours the tea.\nThe pot costs £12.")))
    keep(house.root, ERIN, other)
    done = retention.delete(house.workspace, [piece], house.workspace.person("Erin"), "Asked for.")
    assert "1 unfinished brief in the drafting form went too." in done.remarks
    assert (kept(house.root, WREN), kept(house.root, ERIN)) == (Unsent(), other)


def test_a_brief_that_lies_longer_than_the_house_keeps_texts_is_told_of_and_goes(house):
    house.rule((house.root / "policy.toml").read_text() + "\n[retention]\ndays = 100\n[retention.channel]\nemail = 0\n")
    letter = Unsent(Brief(title="Tea", facts="£12", channel="email"))
    keep(house.root, WREN, Unsent(Brief(title="Tea", facts="£12")))
    keep(house.root, ERIN, letter)
    assert retention.briefs_due(house.workspace) == 0
    for file in (house.root / ".drafting").glob("*.json"):
        long_ago = house.workspace.now().timestamp() - 100 * 86_400
        os.utime(file, (long_ago, long_ago))
    assert retention.briefs_due(house.workspace) == 1
    assert retention.sweep(house.workspace) == ("1 unfinished brief in the drafting form went too.",)
    assert (kept(house.root, WREN), kept(house.root, ERIN)) == (Unsent(), letter)
