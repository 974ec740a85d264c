"""Work beside the window: the newest request wins, what nobody waits for is dropped, and only long jobs show themselves."""

import threading
from functools import partial

import pytest

from studio.core.errors import KnownError
from studio.ui.tasks import Jobs, Latest


@pytest.fixture
def door():
    """What work waits behind until the test opens it; opened at the end whatever happens."""
    made = threading.Event()
    yield made
    made.set()


def test_requests_overtaken_while_the_lane_is_busy_are_never_worked_on(qtbot, door):
    seen, given = [], []

    def work(request, is_overtaken):
        seen.append(request)
        door.wait(10)
        return request

    lane = Latest(work)
    lane.done.connect(given.append)
    for number in range(5):
        lane.request(number)
    door.set()
    qtbot.waitUntil(lambda: not lane.is_busy)
    assert seen == [0, 4]
    assert given == [0, 4]
    lane.stop()


def test_a_run_can_see_that_it_was_overtaken(qtbot, door):
    told = []

    def work(request, is_overtaken):
        if request == "old":
            door.wait(10)
        told.append((request, is_overtaken()))
        return request

    lane = Latest(work)
    lane.request("old")
    lane.request("new")
    door.set()
    qtbot.waitUntil(lambda: not lane.is_busy)
    assert told == [("old", True), ("new", False)]
    lane.stop()


def test_a_fault_in_a_lane_is_logged_and_told_and_the_lane_goes_on(qtbot, caplog):
    def work(request, is_overtaken):
        if request == "bug":
            raise ValueError("a bug")
        if request == "locked":
            raise KnownError("The guide is locked.", "Close it.")
        return request

    given, failed = [], []
    lane = Latest(work)
    lane.done.connect(given.append)
    lane.failed.connect(failed.append)
    for request in ("bug", "locked", "fine"):
        lane.request(request)
        qtbot.waitUntil(lambda: not lane.is_busy)
    assert given == ["fine"]
    assert "ValueError: a bug" in failed[0]
    assert isinstance(failed[1], KnownError)
    assert len(failed) == 2
    assert "a bug" in caplog.text
    lane.stop()


def test_a_failure_that_the_next_letter_has_mended_is_not_told(qtbot, door):
    def work(request, is_overtaken):
        if request == "half a line":
            door.wait(10)
            raise KnownError("That is half a line.")
        return request

    given, failed = [], []
    lane = Latest(work)
    lane.done.connect(given.append)
    lane.failed.connect(failed.append)
    lane.request("half a line")
    lane.request("a line")
    door.set()
    qtbot.waitUntil(lambda: given == ["a line"])
    assert failed == []
    lane.stop()


def test_results_for_a_text_that_has_moved_on_are_dropped(desk):
    session = desk.session
    from studio.core.check import Lane

    runner = desk.window.acts.workspace.runner
    snapshot = session.snapshot(Lane.FAST)
    report = runner.run(snapshot.document, snapshot.context, snapshot.lane)
    desk.caret_to("calm")
    desk.type("x")
    assert not session.take(report, Lane.FAST)
    desk.settle()
    assert session.is_current(Lane.FAST)


def test_a_quick_job_answers_without_a_progress_bar(qtbot):
    jobs, given = Jobs(), []
    with qtbot.assertNotEmitted(jobs.showing, wait=700):
        jobs.run("Quick", lambda progress: 42, given.append, pytest.fail)
        qtbot.waitUntil(lambda: not jobs.is_busy)
    assert given == [42]


def test_a_long_job_shows_itself_and_how_far_it_is(qtbot, door):
    jobs, given = Jobs(), []

    def work(progress):
        progress.tell(3, 7)
        door.wait(10)
        return "done"

    shown = []
    jobs.showing.connect(lambda *what: shown.append(what))
    jobs.run("Reading", work, given.append, pytest.fail)
    qtbot.waitUntil(lambda: len(shown) == 3, timeout=10_000)
    assert set(shown) == {("Reading", 3, 7, False)}, "what is known of it is not forgotten from one look to the next"
    with qtbot.waitSignal(jobs.hidden, timeout=10_000):
        door.set()
    assert given == ["done"]


def test_a_cancelled_job_is_told_so_and_answers_nobody_but_that_it_is_over(qtbot, door):
    jobs, noticed, over = Jobs(), [], []

    def work(progress):
        door.wait(10)
        noticed.append(progress.cancelled)

    unwanted = partial(pytest.fail, "nobody waits for it")
    jobs.run("Reading", work, lambda _: unwanted(), lambda _: unwanted(), lambda: over.append(1), can_be_cancelled=True)
    jobs.cancel()
    door.set()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert noticed == [True]
    assert over == [1]


def test_cancelling_the_job_that_is_shown_leaves_those_behind_it_alone(qtbot, door):
    jobs, given = Jobs(), []
    jobs.run("One", lambda progress: door.wait(10), lambda _: given.append("one"), pytest.fail, can_be_cancelled=True)
    jobs.run("Two", lambda progress: progress.cancelled, given.append, pytest.fail, can_be_cancelled=True)
    jobs.cancel()
    door.set()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert given == [False]


def test_a_job_that_would_be_left_half_done_is_not_cancelled(qtbot, door):
    jobs, given, shown = Jobs(), [], []
    jobs.showing.connect(lambda *what: shown.append(what))

    def work(progress):
        door.wait(10)
        return progress.cancelled

    jobs.run("Exporting", work, given.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(shown), timeout=10_000)
    assert shown[0] == ("Exporting", 0, 0, False)
    jobs.cancel()
    door.set()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert given == [False]


def test_at_the_end_nobody_is_answered_any_more_and_what_is_being_written_is_written(qtbot, door):
    jobs, written = Jobs(), []
    jobs.run("Exporting", lambda progress: door.wait(10), pytest.fail, pytest.fail)
    jobs.run("Exporting", lambda progress: written.append(1), pytest.fail, pytest.fail)
    door.set()
    jobs.wait()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert written == [1]


def test_nothing_ticks_while_no_job_runs(qtbot):
    jobs = Jobs()
    assert not jobs._ticker.isActive()
    jobs.run("Quick", lambda progress: 1, lambda _: None, pytest.fail)
    assert jobs._ticker.isActive()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert not jobs._ticker.isActive()


def test_what_a_person_can_mend_goes_to_whoever_asked_and_a_bug_to_the_window(qtbot):
    jobs, mended, faults, over = Jobs(), [], [], []
    jobs.fault.connect(faults.append)

    def locked(progress):
        raise KnownError("The file is locked.", "Close it.")

    def broken(progress):
        raise ZeroDivisionError("a bug")

    def refuse(result):
        raise KnownError("The workspace is closed.")

    jobs.run("One", locked, pytest.fail, mended.append, lambda: over.append("one"))
    jobs.run("Two", broken, pytest.fail, mended.append, lambda: over.append("two"))
    jobs.run("Three", lambda progress: 3, refuse, mended.append, lambda: over.append("three"))
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert [str(error) for error in mended] == ["The file is locked. Close it.", "The workspace is closed."]
    assert over == ["one", "two", "three"]
    assert len(faults) == 1
    assert "ZeroDivisionError: a bug" in faults[0]
