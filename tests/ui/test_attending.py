"""Time in front of a text counts while the window is in use and somebody is there."""

from PySide6.QtCore import Qt

from studio.ui.attending import Attending


class Watch:
    def __init__(self):
        self.now, self.active = 100.0, True
        self.attending = Attending(lambda: self.active, lambda: self.now)

    def wait(self, seconds, beat=0.4):
        read = 0.0
        for _ in range(round(seconds / beat)):
            self.now += beat
            read += self.attending.beat()
        return round(read)


def test_reading_counts_for_a_minute_after_the_last_key_or_scroll():
    watch = Watch()
    assert watch.wait(40) == 40
    watch.attending.touched()
    assert watch.wait(200) == 60
    watch.attending.touched()
    assert watch.wait(10) == 10


def test_another_window_in_front_or_a_machine_asleep_is_no_reading():
    watch = Watch()
    watch.active = False
    assert watch.wait(10) == 0
    watch.active = True
    assert watch.wait(3600, beat=3600) == 0


def test_a_text_that_comes_to_the_desk_begins_at_nothing():
    watch = Watch()
    watch.now += 2
    watch.attending.begin()
    watch.now += 1
    assert watch.attending.beat() == 1


def test_a_text_behind_another_page_of_the_window_is_not_read(desk):
    window = desk.window
    desk.press(Qt.Key.Key_Right)  # the window is in use
    assert window.review.is_before_eyes
    desk.do("dashboard")
    assert not window.review.is_before_eyes
    window.dashboard.close()
    assert window.review.is_before_eyes
