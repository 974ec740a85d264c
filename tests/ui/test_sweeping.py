"""No thread of the checks ever takes a widget apart."""

import gc
import threading

from studio.ui.sweeping import Sweeper
from studio.ui.tasks import Latest


def test_while_the_window_is_open_garbage_is_collected_on_its_thread_alone(empty_window, qtbot):
    where: list[threading.Thread] = []
    gc.callbacks.append(note := lambda phase, info: where.append(threading.current_thread()))

    def litter(request, is_overtaken):
        for _ in range(200_000):
            loop: list[object] = []
            loop.append(loop)
        return "done"

    lane = Latest(litter)
    try:
        with qtbot.waitSignal(lane.done, timeout=30_000):
            lane.request("go")
        assert where == []
        empty_window._sweeper.sweep()
        assert set(where) == {threading.main_thread()}
    finally:
        gc.callbacks.remove(note)
        lane.stop()


def test_only_what_is_full_is_collected_and_the_oldest_first(app, monkeypatch):
    done: list[int] = []
    sweeper = Sweeper(collect=done.append)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    for counts in ((3, 1, 1), (701, 1, 1), (701, 11, 1), (1, 11, 11)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        sweeper.sweep()
    assert done == [0, 1, 2]
    sweeper.stop()


def test_a_closed_window_gives_the_collecting_back(app):
    sweeper = Sweeper()
    assert not gc.isenabled()
    sweeper.stop()
    assert gc.isenabled()
