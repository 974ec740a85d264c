"""Whoever a piece comes back to reads what changed since, and nothing else."""

import pytest

from studio.app.looked import last_look
from studio.core.changes import compare
from studio.core.errors import Refused
from studio.core.judgement import Part
from studio.core.origins import entry_of


def test_whoever_never_decided_has_not_looked(house):
    piece = house.bring()
    assert last_look(house.workspace.history, piece, "Erin") is None


def test_the_text_of_the_last_decision_is_what_was_looked_at(house, type_over):
    history = house.workspace.history
    piece = house.bring()
    house.sit(piece, checked=False).submit("Erin")
    house.sit(piece, "Erin", checked=False).request_changes("Shorter.")
    writer = house.sit(piece, checked=False)
    type_over(writer, "a pot", "one pot")
    writer.submit("Erin")
    look = last_look(history, piece, "Erin")
    assert look is not None
    assert look.did == "sent it back"
    assert "a pot of tea" in look.text
    changes = compare(look.text, house.workspace.history.working(piece)).changes
    assert [(change.before_text, change.after_text) for change in changes] == [("a", "one")]
    assert last_look(history, piece, "Tomasz") is None


def test_a_yes_to_a_part_is_a_look_and_the_latest_counts(house, type_over):
    history = house.workspace.history
    piece = house.bring()
    house.sit(piece, checked=False).submit("Erin")
    editor = house.sit(piece, "Erin")
    editor.agree([Part.VOICE])
    seen = editor.text
    type_over(editor, "a pot", "one pot")
    editor.flush()
    look = last_look(history, piece, "Erin")
    assert look is not None
    assert (look.did, look.text) == ("said yes to a part of it", seen)


def test_a_writer_to_whom_a_piece_comes_back_has_looked_at_what_was_handed_on(house, type_over):
    history = house.workspace.history
    piece = house.bring()
    writer = house.sit(piece, checked=False)
    writer.submit("Erin")
    editor = house.sit(piece, "Erin", checked=False)
    type_over(editor, "a pot", "one pot")
    editor.request_changes("Shorter.")
    look = last_look(history, piece, "Wren")
    assert look is not None
    assert (look.did, look.text) == ("handed it on", writer.text)
    changes = compare(look.text, history.working(piece)).changes
    assert [(change.before_text, change.after_text) for change in changes] == [("a", "one")]


def test_words_of_the_last_look_can_be_brought_back_and_keep_the_origin_they_had(house, type_over):
    piece = house.bring()
    session = house.sit(piece)
    type_over(session, "a pot of tea", "a big pot of green tea")
    session.submit("Erin")
    look = last_look(house.workspace.history, piece, "Wren")
    editor = house.sit(piece, "Erin")
    type_over(editor, "a big pot of green tea", "coffee")
    editor.flush()
    editor.compare_with(look.text, look.number)
    (change,) = editor.shown.changes
    edit = editor.restore_edit(change)
    editor.apply(edit)
    assert editor.text == look.text
    assert entry_of(edit.detail)[0] == look.number
    editor.compare_with(None)
    with pytest.raises(Refused):
        editor.restore_edit(change)
