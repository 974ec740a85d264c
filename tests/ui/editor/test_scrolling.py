"""While one side scrolls, the paragraph that belongs beside stays level on the other."""

import pytest

from studio.core.changes import compare
from studio.ui.editor.pair import PairedEditor
from studio.ui.theme import Theme, load_faces

LINE = "The kettle sings and the garden wakes up slowly, cup by cup, until somebody opens the door to the street. "


@pytest.fixture
def pair(shown):
    """Two long texts: in the working one a paragraph grew, one went, and one came in."""
    load_faces()
    ours = [f"Paragraph {n}. " + LINE * (1 + n % 3) for n in range(60)]
    theirs = list(ours)
    theirs[10] += " " + LINE * 6
    theirs.insert(31, "A new one. " + LINE * 4)
    del theirs[45]
    original, working = "\n\n".join(ours), "\n\n".join(theirs)
    made = PairedEditor(Theme())
    made.original.load(original)
    made.working.load(working)
    shown(made, 900, 600)
    comparison = compare(original, working)
    made.set_comparison(comparison)
    made.rows = {row.after: row.before for row in comparison.rows if row.after is not None and row.before is not None}
    return made


def top(view, number: int) -> float:
    block = view.document().findBlockByNumber(number)
    return view.blockBoundingGeometry(block).translated(view.contentOffset()).top()


def gap(pair, leader, follower, rows) -> float | None:
    """How far apart, in lines, the paragraph at eye height and its counterpart are; None where a side is at its end."""
    bar = follower.verticalScrollBar()
    if bar.value() in (bar.minimum(), bar.maximum()):
        return None
    eye = leader.viewport().height() / 3
    inside = [(n, y.top()) for b, y in leader.visible_blocks() if (n := b.blockNumber()) in rows and y.top() <= eye]
    if not inside:
        return None
    number, height = inside[-1]
    return abs(top(follower, rows[number]) - height) / follower.fontMetrics().lineSpacing()


@pytest.mark.parametrize("leading", ["working", "original"])
def test_after_scrolling_the_paired_paragraph_is_level_within_two_lines(pair, leading):
    rows = pair.rows if leading == "working" else {before: after for after, before in pair.rows.items()}
    leader, follower = (pair.working, pair.original) if leading == "working" else (pair.original, pair.working)
    bar = leader.verticalScrollBar()
    gaps = []
    for value in range(3, bar.maximum(), 7):
        bar.setValue(value)
        found = gap(pair, leader, follower, rows)
        if found is not None:
            gaps.append(found)
    assert len(gaps) > 15
    assert max(gaps) <= 2


def test_both_sides_reach_their_ends_together(pair):
    bars = pair.working.verticalScrollBar(), pair.original.verticalScrollBar()
    bars[0].setValue(bars[0].maximum())
    assert bars[1].value() == bars[1].maximum()
    bars[0].setValue(0)
    assert bars[1].value() == 0
