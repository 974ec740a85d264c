"""The foot of the window while services are at work: what runs, how far it is, and Cancel that takes effect at once."""

import re

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import local_only
from studio.app.workspace import Workspace
from studio.core.asking import Service
from studio.core.events import EventType
from studio.ui.services.asking import send_all
from tests.services.fake_ai import MODEL, Says

SLOW = Says("word " * 2000, gap=0.02)


def begun(at, many: int = 1) -> None:
    """Calls that run, each with a few words already."""
    heard: set[str] = set()
    calls = [at.call(text=f"Text {which}.") for which in range(many)]
    send_all(
        at.shell,
        calls,
        done=lambda got: at.got.append(got.text),
        heard=lambda running: heard.add(running.call.id),
        finished=lambda: at.over.append("over"),
    )
    at.allow()
    at.desk.bot.waitUntil(lambda: len(heard) == many, timeout=30_000)


def test_a_call_is_told_with_its_words_and_gone_the_moment_it_is_cancelled(at, server):
    foot = at.window.services.foot
    assert not foot.isVisible(), "where nothing runs there is no line"
    server.says(SLOW)
    begun(at)
    at.desk.bot.waitUntil(lambda: re.fullmatch(r"Larch rewrites a passage … \d+ words?", foot.said.text()), timeout=30_000)
    assert foot.stop.isVisible()
    foot.stop.click()
    assert not foot.isVisible()
    assert server.broken.wait(30), "the connection is dropped"
    at.settle()
    assert at.got == []
    assert at.noted() == [("Wren", "cancelled")]


def test_several_are_counted_and_one_of_them_can_be_cancelled(at, server):
    server.says(SLOW)
    begun(at, 3)
    foot = at.window.services.foot
    assert foot.said.text().startswith("3 calls to Larch …")
    foot.stop.click()
    assert [each.text().partition(" …")[0] for each in foot.menu.actions()] == [
        *["Larch rewrites a passage"] * 3,
        "",
        "All of them",
    ]
    foot.menu.actions()[0].trigger()
    assert foot.said.text().startswith("2 calls to Larch …")
    foot.menu.actions()[-1].trigger()
    assert not foot.isVisible()
    at.settle()
    assert at.noted() == [("Wren", "cancelled")] * 3


def test_why_nothing_comes_is_told_there(at, server):
    server.says(Says(status=429, retry_after="20"))
    again = at.save(Service("Alder", server.address, MODEL, key="none", tries=3))
    at.send(at.call(again))
    at.allow()
    foot = at.window.services.foot
    at.desk.bot.waitUntil(lambda: "tries follows" in foot.said.text(), timeout=30_000)
    assert foot.said.text() == "Alder has too much to do. The second of 3 tries follows in 20 s."
    foot.stop.click()
    at.settle()


@pytest.mark.parametrize("size", [(1440, 900), (900, 560)])
def test_the_line_has_room_for_what_it_says_in_every_window(at, server, size):
    at.desk.resize(*size)
    server.says(SLOW)
    local_only.switch(at.window.acts.workspace.policy, True)
    at.window.refresh()
    begun(at)
    foot = at.window.services.foot
    at.desk.bot.waitUntil(lambda: "words" in foot.said._whole, timeout=30_000)
    QApplication.processEvents()
    assert foot.said.text() == foot.said._whole
    assert foot.local.geometry().right() <= foot.width()
    foot.stop.click()
    at.settle()


def test_the_foot_says_that_local_only_is_on_and_the_action_switches_it(at):
    foot = at.window.services.foot
    at.desk.do("local_only")
    assert foot.local.isVisible()
    assert at.desk.notice == "Local only is on: nothing goes to AI services that run elsewhere."
    at.desk.do("local_only")
    assert not foot.isVisible()
    assert not local_only.own()


def test_the_action_says_who_has_locked_it(at):
    policy = at.desk.root / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8") + "\n[ai]\nlocal_only = true\n", encoding="utf-8")
    at.window.acts.open_workspace(at.desk.root)
    assert at.window.services.foot.local.isVisible()
    at.desk.do("local_only")
    assert "Local only stays on." in at.desk.notice
    assert "policy.toml: Erin." in at.desk.notice


def test_closing_waits_for_a_service_at_work_and_the_second_time_lets_the_call_go(at, server):
    server.says(SLOW)
    begun(at)
    at.window.close()
    assert at.window.isVisible()
    assert re.match(
        r"Still at work: Larch rewrites a passage … \d* ?w?o?r?d?s? ?Wait for it, or do that once more", at.desk.notice
    )
    at.window.close()
    assert not at.window.isVisible()
    assert at.over == ["over"]
    with Workspace.open(at.desk.root) as opened:
        (event,) = opened.history.events(None, [EventType.AI_CALLED])
        assert event.payload["outcome"] == "cancelled"


def test_an_answer_that_is_here_when_the_workspace_is_closed_is_taken_in(at, server):
    server.says("Hello.")
    at.send()
    at.allow()
    calls = at.shell.calls
    calls._pool.waitForDone(30_000)  # it is here, and Qt has not turned to it yet
    assert calls.is_busy
    at.window.acts.close_workspace()
    assert at.got == ["Hello."]
    with Workspace.open(at.desk.root) as opened:
        (event,) = opened.history.events(None, [EventType.AI_CALLED])
        assert event.payload["outcome"] == "answered"
