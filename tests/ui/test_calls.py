"""Calls beside the window, against a server on loopback."""

import pytest
from pytestqt.qtbot import QtBot

from studio.app.asking import Call, prepare
from studio.app.masking import Part
from studio.app.policy import Policy
from studio.core.asking import Answer, Purpose, Service
from studio.core.check import Context
from studio.core.errors import Cancelled, Trouble
from studio.services.ai import Line
from studio.ui.calls import Calls
from tests.services.fake_ai import MODEL, FakeAI, Says


class Desk:
    """Calls, what was noted of them, and what came back."""

    def __init__(self, bot: QtBot, server: FakeAI) -> None:
        self.bot, self.server, self.line = bot, server, Line()
        self.noted: list[object] = []
        self.told: list[str] = []
        self.got: list[str] = []
        self.calls = Calls(self.line, lambda: lambda call, outcome: self.noted.append(outcome))

    def ask(self, text: str = "Dear Jane Whitlow, write to jane.whitlow@example.org."):
        service = Service("Larch", self.server.address, MODEL, key="none", timeout=5.0, tries=1)
        call: Call = prepare(Policy(), service, Purpose.REWRITE, "Rewrite it.", [Part("Text", text)], Context())
        return self.calls.ask(
            call,
            lambda: "",
            done=lambda received: self.got.append(received.text),
            failed=lambda error: self.got.append(str(error)),
            heard=lambda running: self.told.append(running.text),
        )

    def settle(self) -> None:
        self.bot.waitUntil(lambda: not self.calls.is_busy, timeout=20_000)


@pytest.fixture
def desk(qtbot: QtBot):
    with FakeAI() as server:
        made = Desk(qtbot, server)
        yield made
        made.calls.stop()
        made.line.close()


def test_words_are_shown_while_they_come_with_the_names_in_them_and_the_call_is_noted(desk):
    desk.server.says("Hello [person 1], we shall write to [email 1] soon.")
    desk.ask()
    desk.settle()
    assert desk.got == ["Hello Jane Whitlow, we shall write to jane.whitlow@example.org soon."]
    assert len(desk.told) > 3
    assert desk.told[-1] == desk.got[0]
    assert "Whitlow" not in desk.server.sent
    assert isinstance(desk.noted[0], Answer)


def test_a_call_that_fails_is_told_in_a_sentence_and_noted(desk):
    desk.server.says(Says(status=500, error="Out of memory."))
    desk.ask()
    desk.settle()
    assert "failed by itself" in desk.got[0]
    assert desk.noted[0].trouble is Trouble.BROKEN


def test_a_cancelled_call_answers_nothing_and_is_noted_as_cancelled(desk):
    desk.server.says(Says("word " * 500, gap=0.05))
    running = desk.ask()
    desk.bot.waitUntil(lambda: bool(desk.told), timeout=20_000)
    desk.calls.cancel(running)
    assert desk.calls.running == ()
    desk.settle()
    assert desk.got == []
    assert isinstance(desk.noted[0], Cancelled)
    assert desk.server.broken.wait(10)


def test_a_window_that_closes_drops_what_runs_and_notes_it(desk):
    desk.server.says(Says("word " * 500, gap=0.05))
    desk.ask()
    desk.bot.waitUntil(lambda: bool(desk.told), timeout=20_000)
    desk.calls.stop()
    assert isinstance(desk.noted[0], Cancelled)
    assert desk.got == []


class Crashing(Line):
    """Sends what it is given, and cannot take in what comes back."""

    def ask(self, *asked: object) -> Answer:
        super().ask(*asked)
        raise TypeError("nobody thought of that")


def test_a_call_that_went_out_is_noted_even_where_the_program_fails_over_its_answer(desk):
    faults: list[str] = []
    line = Crashing()
    desk.calls = Calls(line, lambda: lambda call, outcome: desk.noted.append(outcome))
    desk.calls.fault.connect(faults.append)
    desk.ask()
    desk.settle()
    assert len(desk.server.asked) == 1
    assert "nobody thought of that" in faults[0]
    assert [each.trouble for each in desk.noted] == [Trouble.BROKEN]
    assert desk.got == []
    line.close()
