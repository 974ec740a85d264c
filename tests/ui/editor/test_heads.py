"""The line above a text keeps its words and grade where there is little room; the figure at the right gives way."""

from studio.ui.editor.pair import Header


def test_words_and_grade_stay_where_room_is_scarce_and_the_figure_says_less_until_it_goes(qtbot):
    head = Header("Working text")
    qtbot.addWidget(head)
    head.details.set_whole("450 words · grade 8")
    head.figure.say("93% AI-retained · 12 changes", "93% AI-retained", tip="How it is counted.")
    head.show()
    found = {}
    for width in range(900, 220, -10):
        head.resize(width, 34)
        qtbot.wait(1)
        assert head.details.text() == "450 words · grade 8"
        found.setdefault(head.figure.text(), width)
    assert list(found) == ["93% AI-retained · 12 changes", "93% AI-retained", ""]
    assert head.figure.toolTip() == "93% AI-retained · 12 changes\nHow it is counted."
