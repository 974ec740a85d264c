"""Work beside the window: the newest request wins, what nobody waits for is dropped, and only long jobs show themselves."""

import threading

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


def test_a_fault_in_a_lane_is_logged_and_the_lane_goes_on(qtbot, caplog):
    def work(request, is_overtaken):
        if request == 1:
            raise ValueError("a bug")
        return request

    given = []
    lane = Latest(work)
    lane.done.connect(given.append)
    lane.request(1)
    qtbot.waitUntil(lambda: not lane.is_busy)
    lane.request(2)
    qtbot.waitUntil(lambda: given == [2])
    assert "a bug" in caplog.text
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
        while not door.wait(0.05):
            progress.tell(3, 7)
        return "done"

    with qtbot.waitSignal(jobs.showing, timeout=10_000, check_params_cb=lambda title, at, of: (at, of) == (3, 7)):
        jobs.run("Reading", work, given.append, pytest.fail)
    with qtbot.waitSignal(jobs.hidden, timeout=10_000):
        door.set()
    assert given == ["done"]


def test_a_cancelled_job_is_told_so_and_answers_nobody(qtbot, door):
    jobs, noticed = Jobs(), []

    def work(progress):
        door.wait(10)
        noticed.append(progress.cancelled)

    jobs.run("Reading", work, lambda _: pytest.fail("nobody waits for it"), pytest.fail)
    jobs.cancel()
    door.set()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert noticed == [True]


def test_what_a_person_can_mend_goes_to_whoever_asked_and_a_bug_to_the_window(qtbot):
    jobs, mended, faults = Jobs(), [], []
    jobs.fault.connect(faults.append)

    def locked(progress):
        raise KnownError("The file is locked.", "Close it.")

    def broken(progress):
        raise ZeroDivisionError("a bug")

    jobs.run("One", locked, pytest.fail, mended.append)
    jobs.run("Two", broken, pytest.fail, mended.append)
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert [str(error) for error in mended] == ["The file is locked. Close it."]
    assert len(faults) == 1
    assert "ZeroDivisionError: a bug" in faults[0]
