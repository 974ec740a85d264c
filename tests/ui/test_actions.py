"""Everything one can do stands in a menu, has a key of its own that works, and is found in the palette."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from studio.ui import actions


def test_every_action_has_a_hand_and_every_hand_an_action(app):
    class Nobody(QObject):
        pass

    ids = [spec.id for spec in actions.ACTIONS]
    assert len(ids) == len(set(ids))
    hands = dict.fromkeys(ids, lambda: None)
    owner = Nobody()
    with pytest.raises(KeyError, match="nonsense"):
        actions.build(owner, {**hands, "nonsense": lambda: None})
    hands.pop("undo")
    with pytest.raises(KeyError, match="undo"):
        actions.build(owner, hands)


def test_the_window_gives_every_action_its_hand(empty_window):
    assert set(empty_window.actions_by_id) == {spec.id for spec in actions.ACTIONS}


def test_no_key_does_two_things_and_each_is_one_that_qt_knows(empty_window):
    keys = [QKeySequence(key).toString() for spec in actions.ACTIONS for key in spec.keys]
    assert all(keys)
    assert len(keys) == len(set(keys))


def test_every_action_is_in_a_menu_and_shows_its_key_there(empty_window):
    shown = {action for menu in empty_window.menus.values() for action in menu.actions()}
    assert set(empty_window.actions_by_id.values()) == shown
    for spec in actions.ACTIONS:
        if spec.keys:
            assert empty_window.actions_by_id[spec.id].shortcut() == QKeySequence(spec.keys[0])


def test_what_needs_a_piece_is_off_until_one_is_open(desk):
    needed = [spec.id for spec in actions.ACTIONS if spec.needs]
    assert all(desk.window.actions_by_id[name].isEnabled() for name in needed)
    desk.window.acts.close_workspace()
    desk.window.refresh()
    assert not any(desk.window.actions_by_id[name].isEnabled() for name in needed)


def test_every_action_that_can_be_done_now_is_in_the_palette(desk):
    desk.do("palette")
    palette = desk.window.palette_dialog
    listed = {row.title for row in palette.rows.model.rows}
    wanted = {spec.text.rstrip("…") for spec in actions.ACTIONS if spec.id != "palette"}
    assert wanted <= listed
    assert desk.session.piece.title in listed
    palette.close()
