"""Markdown as paragraphs of characters that know their place."""

from studio.formats.layout import Paragraph, Table, lay_out, words

TEXT = """# A *title*

> quoted **bold
> on** two lines

1. one
   goes on
   - inner `co\\de`

   second paragraph

| a \\| b | [link](https://e.org "t") |
|---|---|
| c |

AT&amp;T \\*no\\* ![a picture](p.png)\\
next <https://e.org/x>

    indented
    code
"""


def _all(text):
    for block in lay_out(text):
        yield from [block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row]


def test_every_character_stands_for_itself_in_the_source():
    seen = 0
    for paragraph in _all(TEXT):
        for glyph in paragraph.glyphs:
            source = glyph.source.of(TEXT)
            if glyph.text and len(glyph.source) == 1 and glyph.text != " ":
                assert glyph.text == source
                seen += 1
            elif len(glyph.source) > 1:
                assert (glyph.text, source) in {("&", "&amp;"), ("*", "\\*"), (" ", "\n> "), (" ", "\n   "), ("\n", "\\\n")}
    assert seen > 100


def test_paragraphs_say_what_they_stand_in():
    looks = {words(p.glyphs): p.look for p in lay_out(TEXT) if isinstance(p, Paragraph)}
    assert (looks["A title"].kind, looks["A title"].level) == ("heading", 1)
    assert looks["quoted bold on two lines"].quotes == 1
    assert (looks["one goes on"].lists, looks["one goes on"].is_item) == ((True,), True)
    assert (looks["inner co\\de"].lists, looks["inner co\\de"].is_item) == ((True, False), True)
    assert (looks["second paragraph"].lists, looks["second paragraph"].is_item) == ((True,), False)
    assert looks["indented\ncode"].kind == "code"


def test_a_table_has_as_many_cells_in_every_row():
    (table,) = [block for block in lay_out(TEXT) if isinstance(block, Table)]
    assert [[words(cell.glyphs) for cell in row] for row in table.rows] == [["a | b", "link"], ["c", ""]]
    assert {glyph.ink.url for glyph in table.rows[0][1].glyphs} == {"https://e.org"}


def test_html_and_script_links_are_plain_words():
    (paragraph,) = lay_out("<b>x</b> [y](javascript:alert(1))")
    assert words(paragraph.glyphs) == "<b>x</b> [y](javascript:alert(1))"
    assert not any(glyph.ink.url for glyph in paragraph.glyphs)
