"""What a person changed is tinted, the tint stays on its words while one types, and headings look like headings."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextFormat
from PySide6.QtTest import QTest


def tinted(view) -> list[str]:
    """The words under the tint of the theme, in order."""
    name = "deleted" if view.isReadOnly() else "inserted"
    wanted, found, block = view.theme.tokens.color(name), [], view.document().begin()
    while block.isValid():
        raw = block.text().encode("utf-16-le")
        for piece in block.layout().formats():
            if piece.format.hasProperty(QTextFormat.Property.BackgroundBrush) and piece.format.background().color() == wanted:
                found.append(raw[2 * piece.start : 2 * (piece.start + piece.length)].decode("utf-16-le"))
        block = block.next()
    return found


def tint(view, *words: str) -> None:
    to = view.recorder.offsets.to_qt
    places = [view.plain.index(each) for each in words]
    view.highlighter.set_changes([(to(p), to(p + len(w))) for p, w in zip(places, words, strict=True)])


def type_at(view, place: int, words: str) -> None:
    cursor = view.textCursor()
    cursor.setPosition(view.recorder.offsets.to_qt(place))
    view.setTextCursor(cursor)
    QTest.keyClicks(view, words)


def test_the_tint_stands_on_the_changed_words_on_both_sides(view, theme):
    for side in ("original", "working"):
        made = view("Calm tea 🍵 for two.\nAnd cake.", theme, side=side)
        tint(made, "tea 🍵", "cake")
        assert tinted(made) == ["tea 🍵", "cake"]


def test_the_tint_stays_on_its_words_while_one_types_before_them_and_in_other_lines(view):
    made = view("Calm tea for two.\nAnd cake.")
    tint(made, "tea", "cake")
    type_at(made, 0, "Very ")
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert made.plain == "Very \nCalm tea for two.\nAnd cake."
    assert tinted(made) == ["tea", "cake"]


def test_words_typed_inside_changed_words_are_tinted_with_them(view):
    made = view("Calm tea for two.")
    tint(made, "tea for")
    type_at(made, 9, "only ")
    assert "".join(tinted(made)) == "tea only for"


def test_changed_words_that_are_deleted_take_their_tint_with_them(view):
    made = view("Calm tea for two.")
    tint(made, "tea")
    type_at(made, 8, "")
    for _ in "tea":
        QTest.keyClick(made, Qt.Key.Key_Backspace)
    assert made.plain == "Calm  for two."
    assert tinted(made) == []


def test_a_tint_taken_back_leaves_nothing_behind(view):
    made = view("Calm tea for two.")
    tint(made, "tea")
    made.highlighter.set_changes([])
    assert tinted(made) == []


def looks(view, line: int) -> dict[int, tuple[int, int]]:
    """Where a run of letters begins in a line: its size in pixels, 0 for the text's own, and its weight."""
    size = QTextFormat.Property.FontPixelSize
    layout = view.document().findBlockByNumber(line).layout()
    return {piece.start: (piece.format.intProperty(size), piece.format.fontWeight()) for piece in layout.formats()}


def test_headings_are_larger_by_level_and_bold_words_are_bold(view):
    made = view("# One\n## Two\nsome **bold** words")
    one, two = looks(made, 0)[1], looks(made, 1)[2]
    assert one[0] > two[0] > 0
    assert one[1] == two[1] == 700
    assert looks(made, 2)[len("some **")] == (0, 700)


def test_changed_words_keep_what_markdown_makes_of_them(view):
    made = view("some **bold** words in `code` here")
    tint(made, "some **bold** words in `code`")
    assert "".join(tinted(made)) == "some **bold** words in `code`"
    assert looks(made, 0)[len("some **")][1] == 700
    assert looks(made, 0)[len("some **bold** words in ")][0] == 13


def test_a_line_that_becomes_a_heading_looks_like_one_at_once(view):
    made = view("Where we are")
    assert looks(made, 0) == {}
    type_at(made, 0, "## ")
    assert 700 in {weight for _, weight in looks(made, 0).values()}
