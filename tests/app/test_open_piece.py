"""A piece on the desk: edits, flags in their places, fixes, and what is written when."""

import pytest

from studio.checks.runner import Runner
from studio.core.check import Check, CheckScope, Lane
from studio.core.edit import Cause, Edit
from studio.core.errors import HistoryError, NotFound, Refused
from studio.core.events import EventType
from studio.core.flag import Fix
from studio.core.span import Span

WORDY = "# Slow tea\n\nWe utilize loose leaves. Come in and sit down.\n\nWe utilize warm pots.\n"


def _edits(house, piece: str) -> list[list[object]]:
    events = house.workspace.history.events(piece, [EventType.EDITED])
    return [row for event in events for row in event.payload["edits"]]


# ---------------------------------------------------------------- flags


def test_flags_move_with_the_text_before_the_checks_have_looked_again(house, type_over):
    session = house.sit(house.bring(WORDY))
    before = [(flag.rule, flag.text, flag.span) for flag in session.flags]
    assert any(text == "utilize" for _, text, _ in before)
    session.apply(Edit(Span(0, 0), "Ünlike 🍵\n\n"))
    moved = [(flag.rule, flag.text, flag.span) for flag in session.flags]
    assert moved == [(rule, text, span.moved(len("Ünlike 🍵\n\n"))) for rule, text, span in before]
    assert all(Span(start, end).of(session.text) == flag.text for start, end, flag in session.marks if flag.claim is None)
    session.check_now()
    assert {(flag.rule, flag.text, flag.span) for flag in session.flags} >= {each for each in moved if each[1] == "utilize"}


def test_a_flag_whose_words_are_deleted_is_gone_at_once(house, type_over):
    session = house.sit(house.bring(WORDY))
    count = len([flag for flag in session.flags if flag.text == "utilize"])
    type_over(session, "utilize loose ", "")
    assert len([flag for flag in session.flags if flag.text == "utilize"]) == count - 1
    assert len([mark for mark in session.marks if mark[2].text == "utilize"]) == count - 1


def test_a_report_on_an_older_text_is_dropped(house, type_over):
    session = house.sit(house.bring(WORDY), checked=False)
    snapshot = session.snapshot(Lane.FAST)
    type_over(session, "utilize", "use")
    late = house.workspace.runner.run(snapshot.document, snapshot.context, snapshot.lane)
    assert session.take(late, Lane.FAST) is False
    assert session.flags == ()
    assert not session.is_current(Lane.FAST)
    assert "style" in session.pending


def test_a_report_on_another_piece_of_the_same_revision_is_dropped(house):
    one, other = (house.sit(house.bring(text), checked=False) for text in (WORDY, "Other words entirely, and more of them."))
    found = house.workspace.runner.run(one.document, one.context, Lane.FAST)
    assert other.take(found, Lane.FAST) is False
    assert one.take(found, Lane.FAST) is True


def test_what_ran_on_an_older_text_is_not_said_to_have_run(house, type_over):
    session = house.sit(house.bring(WORDY))
    assert set(session.ran) == {check.id for check in house.workspace.runner.checks}
    type_over(session, "loose", "whole")
    session.check_now([Lane.FAST])
    assert "grammar" not in session.ran
    assert set(session.pending) == {check.id for check in house.workspace.runner.checks if check.lane is Lane.SLOW}


def test_the_dictionary_keeps_quiet_where_a_rule_of_the_house_speaks(house):
    session = house.sit(house.bring("We utilise teh pot.\n"))
    spans = [flag.span for flag in session.all_flags if flag.check == "style"]
    assert not [flag for flag in session.all_flags if flag.check == "grammar" and flag.span in spans]
    assert [flag.text for flag in session.all_flags if flag.check == "grammar"] == ["teh"]


def test_every_change_is_announced_by_its_kind(house, type_over):
    session = house.sit(house.bring(WORDY), checked=False)
    heard: list[str] = []
    session.changed = heard.append
    type_over(session, "loose", "whole")
    session.check_now([Lane.FAST])
    session.flush()
    session.submit("Erin")
    assert heard == ["text", "flags", "saved", "stage"]


def test_a_key_finds_one_flag_and_no_flag_is_guessed(house):
    session = house.sit(house.bring(WORDY))
    flag = session.flags[0]
    assert session.flag(flag.key[:8]).key == flag.key
    for key in ("", flag.key[:3], "ffff0000"):
        with pytest.raises(NotFound, match="bluepencil flags PIECE"):
            session.flag(key)


# ---------------------------------------------------------------- fixes and changes


def test_a_fix_leaves_the_markup_inside_the_words_standing(house):
    session = house.sit(house.bring("We *utilize* it, we **util**ize it and we [utilize](https://example.org) it.\n"))
    found = [flag for flag in session.flags if flag.text == "utilize"]
    assert len(found) == 3
    for flag in reversed(found):
        for edit in session.fix_edits(flag, Fix("use")):
            session.apply(edit)
    assert session.text == "We *use* it, we **use** it and we [use](https://example.org) it.\n"
    session.flush()
    assert {row[3] for row in _edits(house, session.piece.id)} == {"fix"}
    assert {row[4] for row in _edits(house, session.piece.id)} == {found[0].rule}


def test_a_fix_for_words_that_have_changed_is_refused_and_touches_nothing(house, type_over):
    session = house.sit(house.bring("We *utilize* it. We **util**ize it.\n"))
    flags = [flag for flag in session.flags if flag.text == "utilize"]
    type_over(session, "utilize", "utXlize")
    type_over(session, "**util**", "**utXl**")
    before = session.text
    for flag in [flag for flag in session.flags if flag.text == "utilize"] or flags:
        with pytest.raises(Refused, match="words under this flag have changed"):
            session.fix_edits(flag, Fix("use"))
    assert session.text == before


def test_a_flag_still_fits_after_an_edit_elsewhere(house, type_over):
    session = house.sit(house.bring(WORDY))
    type_over(session, "Slow tea", "Slow, slow tea 🍵")
    last = [flag for flag in session.flags if flag.text == "utilize"][-1]
    for edit in session.fix_edits(last, Fix("use")):
        session.apply(edit)
    assert session.text.endswith("We use warm pots.\n")
    assert "We utilize loose leaves." in session.text


def test_restoring_one_change_brings_the_ai_s_words_back_and_leaves_the_rest(house, type_over):
    session = house.sit(house.bring(WORDY), checked=False)
    type_over(session, "loose", "whole")
    type_over(session, "warm", "hot")
    first, second = session.comparison.changes
    session.apply(session.restore_edit(first))
    assert session.text == WORDY.replace("warm", "hot")
    assert [change.id for change in session.comparison.changes] == [second.id]
    session.flush()
    assert _edits(house, session.piece.id)[-1][3:] == ["restore", first.id]


# ---------------------------------------------------------------- writing


def test_typing_goes_into_the_history_as_a_person_felt_it(house):
    session = house.sit(house.bring("Tea\n"), checked=False)
    for number, letter in enumerate(" time"):
        session.apply(Edit(Span(3 + number, 3 + number), letter))
        house.clock.wait(0.2)
    assert session.flush()
    assert _edits(house, session.piece.id) == [[3, 3, " time", "typed", ""]]
    assert session.flush() is False
    assert len(house.workspace.history.events(session.piece.id, [EventType.EDITED])) == 1


def test_text_waits_two_seconds_at_most(house):
    session = house.sit(house.bring("Tea\n"), checked=False)
    assert session.flush_due() is False
    session.apply(Edit(Span(0, 0), "x"))
    house.clock.wait(1.9)
    assert session.flush_due() is False
    assert not session.is_saved
    assert session.flush_due(within=0.1) is True
    assert session.is_saved
    assert house.workspace.history.working(session.piece.id) == "xTea\n"


def test_when_the_history_refuses_the_text_stays_and_is_written_later(house, type_over, monkeypatch: pytest.MonkeyPatch):
    session = house.sit(house.bring(WORDY), checked=False)
    type_over(session, "loose", "whole")
    type_over(session, "warm", "hot", Cause.PASTED)
    with monkeypatch.context() as broken:

        def full(entries, on_text=None):
            raise HistoryError("The disk is full.", "Free some space.")

        broken.setattr(house.workspace.history, "append_all", full)
        for _ in range(2):
            with pytest.raises(HistoryError, match="disk is full"):
                session.flush()
    assert session.text == WORDY.replace("loose", "whole").replace("warm", "hot")
    assert not session.is_saved
    assert session.last_editor == "Wren"
    assert session.flush()
    assert house.workspace.history.working(session.piece.id) == session.text
    assert [row[3] for row in _edits(house, session.piece.id)] == ["typed", "pasted"]


def test_a_read_that_fails_after_the_write_never_writes_twice(house, type_over, monkeypatch: pytest.MonkeyPatch):
    session = house.sit(house.bring(WORDY), checked=False)
    type_over(session, "loose", "whole")
    with monkeypatch.context() as broken:

        def gone(id):
            raise HistoryError("The disk failed.", "Check it.")

        broken.setattr(house.workspace.history, "piece", gone)
        with pytest.raises(HistoryError):
            session.flush()
    session.flush()
    assert len(_edits(house, session.piece.id)) == 1
    assert house.workspace.history.working(session.piece.id) == session.text


def test_what_another_program_wrote_meanwhile_stays_in_the_history_and_nothing_typed_is_lost(house, type_over):
    piece = house.bring(WORDY)
    ours, theirs = house.sit(piece, checked=False), house.sit(piece, "Erin", checked=False)
    type_over(theirs, "warm", "stone-cold")
    theirs.flush()
    type_over(ours, "loose", "whole")
    ours.flush()
    assert house.workspace.history.working(piece) == ours.text == WORDY.replace("loose", "whole")
    assert next(row[2] for row in _edits(house, piece)) == "stone-cold"
    assert house.workspace.verify().whole
    type_over(theirs, "stone-cold", "hot")
    theirs.flush()
    assert house.workspace.history.working(piece) == theirs.text


def test_a_piece_called_by_its_heading_follows_it_even_over_a_blank_moment(house, type_over):
    session = house.sit(house.bring("# Slow tea\n\nWords.\n"), checked=False)
    assert session.piece.title == "Slow tea"
    type_over(session, "Slow tea", "Slow *green* tea")
    session.flush()
    assert session.piece.title == "Slow green tea"
    type_over(session, "# Slow *green* tea\n", "")
    session.flush()
    assert session.piece.title == "Slow green tea"
    session.apply(Edit(Span(0, 0), "# Fast tea\n"))
    session.flush()
    assert house.workspace.piece(session.piece.id).title == "Fast tea"
    renamed = house.workspace.history.events(session.piece.id, [EventType.PIECE_RENAMED])
    assert [event.payload["title"] for event in renamed] == ["Slow green tea", "Fast tea"]
    assert house.workspace.verify().whole


def test_a_piece_with_a_name_of_its_own_keeps_it(house, type_over):
    session = house.sit(house.bring("# Slow tea\n\nWords.\n", title="Blog for March"), checked=False)
    type_over(session, "Slow tea", "Fast tea")
    session.flush()
    assert session.piece.title == "Blog for March"


def test_a_whole_new_text_is_one_edit_that_changes_no_more_than_it_must(house):
    session = house.sit(house.bring(WORDY), checked=False)
    session.replace_all(WORDY.replace("loose leaves", "whole leaves"), Cause.IMPORT)
    session.replace_all(session.text, Cause.IMPORT)
    session.flush()
    start = WORDY.index("loose leaves")
    assert _edits(house, session.piece.id) == [[start, start + 4, "whol", "import", ""]]


def test_a_check_that_cannot_run_is_missing_and_never_clean(house):
    broken = Check("odd", "Odd", "Because.", CheckScope.BLOCK, lambda block, context: 1 / 0, ())
    house.workspace.runner = Runner([*house.workspace.runner.checks, broken])
    session = house.sit(house.bring())
    assert "odd" in session.missing
    assert "odd" not in session.ran
