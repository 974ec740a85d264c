"""What the history tab says of checking the chain."""

from studio.core.events import Head, Verification

from .test_around import words

TOLD = "The history was restored on 14 Nov 2026, 15:00 by Mara from the backup b.db: entries 41 to 57 are missing."


def test_a_restore_stands_as_a_note_beside_an_unbroken_history(desk):
    desk.do("tab_history")
    panel = desk.window.review.inspector.history
    panel.show_verification(Verification(40, Head("ab" * 32, 40, "2026-11-14T09:00:00.000Z"), remarks=(TOLD,)))
    said = words(panel)
    assert "Unbroken: 40 entries." in said
    assert f"Note: {TOLD}" in said


def test_a_list_of_people_that_is_gone_is_no_broken_history(desk):
    desk.do("tab_history")
    panel = desk.window.review.inspector.history
    panel.show_verification(Verification(40, Head("ab" * 32, 40, "2026-11-14T09:00:00.000Z"), outside=("roster.json is gone.",)))
    said = words(panel)
    assert "In doubt: roster.json is gone." in said
    assert "Broken" not in said
