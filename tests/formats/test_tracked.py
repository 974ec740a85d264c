"""Weaving two texts into one: what is kept, and that either text comes out again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.changes import Change, compare
from studio.core.edit import minimal
from studio.formats.layout import Paragraph, lay_out, words
from studio.formats.tracked import State, WovenParagraph, weave


def _woven(before, after):
    return weave(before, after, compare(before, after).changes)


def _answered(woven, absent):
    """The paragraphs and rows that are left when all of one kind is gone, joined where an end is gone."""
    found, open_text = [], ""
    for block in woven:
        if isinstance(block, WovenParagraph):
            open_text += "".join(piece.text for piece in block.pieces if piece.state is not absent)
            if block.mark is not absent:
                found.append((block.paragraph.look, open_text))
                open_text = ""
            continue
        assert not open_text, "nothing is joined across a table"
        rows = [row for row in block.rows if row.state is not absent]
        found += [[words([p for p in cell if p.state is not absent]) for cell in row.cells] for row in rows]
    assert not open_text, "nothing is joined beyond the end"
    return found


def _plain(text):
    found = []
    for block in lay_out(text):
        if isinstance(block, Paragraph):
            found.append((block.look, words(block.glyphs)))
        else:
            found += [[words(cell.glyphs) for cell in row] for row in block.rows]
    return found


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_each_text_comes_out_of_the_weave_whole_and_in_its_own_look(edits, data):
    before, after = data.draw(edits)
    woven = _woven(before, after)
    assert _answered(woven, State.DELETED) == _plain(after)
    assert _answered(woven, State.INSERTED) == _plain(before)


@settings(max_examples=200, deadline=None)
@given(before=st.text("ab #*`->|[]()_\n\t1.&;!\\", max_size=60), after=st.text("ab #*`->|[]()_\n\t1.&;!\\", max_size=60))
def test_even_broken_markdown_comes_out_of_the_weave_whole(before, after):
    woven = _woven(before, after)
    assert _answered(woven, State.DELETED) == _plain(after)
    assert _answered(woven, State.INSERTED) == _plain(before)


def _marks(before, after):
    return [block.mark for block in _woven(before, after)]


def _smallest(before, after):
    """Woven along the smallest change, which cuts across lines."""
    edit = minimal(before, after)
    return weave(before, after, [Change("c", edit.span, edit.after, edit.span.of(before), edit.replacement)])


def test_a_paragraph_split_in_two_inserts_one_end_and_keeps_the_words():
    woven = _smallest("One sentence. Two sentences.\n", "One sentence.\n\nTwo sentences.\n")
    assert [block.mark for block in woven] == [State.INSERTED, State.KEPT]
    assert sum(len(p.text) for block in woven for p in block.pieces if p.state is not State.KEPT) == 1


def test_two_paragraphs_joined_delete_one_end_and_keep_the_words():
    woven = _smallest("One here.\n\nTwo here.\n", "One here. Two here.\n")
    assert [block.mark for block in woven] == [State.DELETED, State.KEPT]


def test_a_heading_is_never_joined_to_a_paragraph_because_programs_differ_on_what_comes_of_it():
    woven = _smallest("# One here\n\nTwo here.\n", "# One here Two here.\n")
    for block in woven:
        assert block.mark is State.KEPT or {piece.state for piece in block.pieces} == {block.mark}


def test_a_heading_made_a_paragraph_is_one_whole_exchange_and_the_next_paragraph_is_left_alone():
    assert _marks("# A title\n\nWords.\n", "A title\n\nWords.\n") == [State.DELETED, State.INSERTED, State.KEPT]


def test_a_paragraph_taken_out_between_others_goes_alone():
    woven = _woven("# One\n\nTwo here.\n\nThree here.\n", "# One\n\nThree here.\n")
    assert [(block.mark, "".join(p.text for p in block.pieces)) for block in woven] == [
        (State.KEPT, "One"),
        (State.DELETED, "Two here."),
        (State.KEPT, "Three here."),
    ]


def test_a_row_put_in_leaves_the_other_rows_unmarked():
    head = "| h | k |\n|---|---|\n| a | b |\n"
    (table,) = _woven(head + "| c | d |\n", head + "| new | row |\n| c | d |\n")
    assert [row.state for row in table.rows] == [State.KEPT, State.KEPT, State.INSERTED, State.KEPT]
    assert {piece.state for row in (table.rows[0], table.rows[1], table.rows[3]) for cell in row.cells for piece in cell} == {
        State.KEPT
    }


def test_every_marked_character_knows_its_change():
    before, after = "One two three.\n\nFour five six.\n", "One 2 three.\n\nFour five 6.\n"
    changes = compare(before, after).changes
    for block in _woven(before, after):
        for piece in block.pieces:
            if piece.state is State.DELETED:
                assert piece.text in changes[piece.change].before_text
            if piece.state is State.INSERTED:
                assert piece.text in changes[piece.change].after_text


def test_an_item_without_words_is_the_same_item_on_both_sides():
    assert set(_marks("- one\n-\n- two\n", "- one\n-\n- two!\n")) == {State.KEPT}
