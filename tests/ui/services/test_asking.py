"""Calls from the window, against a server on loopback: shown, allowed, carried, told, and written down."""

import pytest
from PySide6.QtWidgets import QPushButton

from studio.app import connections, local_only
from studio.app.service_keys import ServiceKeys
from studio.app.workspace import Workspace
from studio.core.asking import Purpose, Service
from studio.core.errors import NotFound, Refused
from studio.core.events import EventType
from studio.ui.dialogs.keys import PassphraseSheet
from studio.ui.services import choosing
from studio.ui.services.asking import send_all
from tests.app.test_keys import CHEAP
from tests.services.fake_ai import MODEL, Says

KEY, WORDS = "sk-canary-1234567890", "open sesame please"


def test_what_goes_out_is_shown_first_and_the_answer_has_the_names_in_it_again(at, server):
    server.says("Hello [person 1].")
    at.send()
    assert server.asked == [], "nothing goes out before somebody has seen it"
    at.allow()
    at.settle()
    assert at.got == ["Hello Jane Whitlow."]
    assert "Whitlow" not in server.sent
    assert at.noted() == [("Wren", "answered")]


def test_whoever_says_no_sends_nothing(at, server):
    at.send()
    at.asked.reject()
    assert at.over == ["over"]
    assert (at.got, server.asked, at.noted()) == ([], [], [])


def test_a_house_that_wants_to_see_only_personal_data_is_not_asked_where_there_is_none(at, server):
    policy = at.desk.root / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8") + '\n[ai]\nshow = "personal"\n', encoding="utf-8")
    at.window.acts.open_workspace(at.desk.root)
    at.send(at.call(text="The rain falls."))
    assert at.asked is None
    at.settle()
    assert at.got == ["Yes."]


def test_a_sealed_key_is_asked_for_its_passphrase_first(at, server):
    server.key = KEY
    sealed = Service("Alder", server.address, MODEL, key="passphrase", tries=1)
    at.save(sealed)
    at.shell.service_keys.keep(sealed, KEY, WORDS)
    at.shell.service_keys = ServiceKeys(at.shell.service_keys.folder, lambda: None, CHEAP, {})  # as after a new start
    at.send(at.call(sealed))
    sheet = at.asked
    assert isinstance(sheet, PassphraseSheet)
    sheet.phrase.setText(WORDS)
    sheet.yes.click()
    at.desk.bot.waitUntil(lambda: at.asked not in (None, sheet), timeout=30_000)
    at.allow()
    at.settle()
    assert at.got == ["Yes."]


def test_a_key_that_is_not_here_is_told_before_anything_is_shown(at, server):
    at.send(at.call(at.save(Service("Alder", server.address, MODEL))))
    assert at.asked is None
    assert at.over == ["over"]
    assert "The key of Alder for" in at.desk.notice
    assert "is not on this computer" in at.desk.notice
    button = next(each for each in at.window.notices.findChildren(QPushButton) if each.isVisible())
    assert button.text() == "AI services…"


def test_a_call_that_fails_is_a_notice_that_says_what_to_do(at, server):
    server.says(Says(page="<html>Sign in</html>"))
    at.send()
    at.allow()
    at.settle()
    assert "is a web page, and no AI service. The address of most services ends in /v1" in at.desk.notice
    assert at.noted() == [("Wren", "failed")]


def test_a_call_is_noted_for_whoever_allowed_it_also_when_somebody_else_sits_down_meanwhile(at, server):
    server.says(Says("word " * 20, gap=0.05))
    at.send()
    at.allow()
    at.window.acts.person = at.window.acts.workspace.person("Erin")
    at.settle()
    assert at.noted() == [("Wren", "answered")]


def test_several_are_allowed_together_and_one_that_fails_keeps_none_back(at, server):
    server.says("One.", Says(status=400, error="No."), "Three.")
    failed: list[str] = []
    calls = [at.call(text=f"Text {which}.") for which in range(3)]
    send_all(
        at.shell,
        calls,
        done=lambda got: at.got.append(got.call.id),
        failed=lambda call, error: failed.append(call.id),
        finished=lambda: at.over.append("over"),
    )
    at.allow()
    at.settle()
    assert sorted([*at.got, *failed]) == sorted(each.id for each in calls)
    assert len(failed) == 1
    assert at.over == ["over"]


def test_local_only_stops_a_call_that_was_made_ready_before_it_was_switched_on(at):
    far = at.save(Service("Far", "https://api.example.com/v1", "grand-9", key="none"))
    call = at.call(far)
    local_only.switch(at.window.acts.workspace.policy, True)
    at.send(call)
    assert at.asked is None
    assert "Far runs elsewhere, and local only is switched on." in at.desk.notice


def test_local_only_stops_a_call_that_is_looked_at_while_it_is_switched_on(at):
    at.send(at.call(at.save(Service("Far", "https://api.example.com/v1", "grand-9", key="none"))))
    local_only.switch(at.window.acts.workspace.policy, True)
    at.allow()
    assert at.over == ["over"]
    assert "Far runs elsewhere, and local only is switched on." in at.desk.notice
    assert at.noted() == []


def test_closing_the_workspace_drops_a_call_and_the_history_knows(at, server):
    server.says(Says("word " * 500, gap=0.05))
    heard: list[str] = []
    at.send(heard=lambda running: heard.append(running.text))
    at.allow()
    at.desk.bot.waitUntil(lambda: bool(heard), timeout=30_000)
    at.shell.calls.cancel_all()
    at.window.acts.close_workspace()
    assert at.over == ["over"]
    with Workspace.open(at.desk.root) as opened:
        (event,) = opened.history.events(None, [EventType.AI_CALLED])
        assert event.payload["outcome"] == "cancelled"


def test_the_service_that_was_asked_last_for_a_purpose_is_proposed_for_it_again(at, server):
    assert not choosing.ServiceChoice(at.shell, Purpose.REWRITE).is_needed
    other = at.save(Service("Alder", server.address, MODEL, key="none"))
    assert choosing.last_used(at.shell, Purpose.REWRITE) == at.service
    at.send(at.call(other))
    at.allow()
    at.settle()
    choice = choosing.ServiceChoice(at.shell, Purpose.REWRITE)
    assert choice.is_needed
    assert choice.service == other
    assert choosing.last_used(at.shell, Purpose.DRAFT) == at.service


def test_only_services_that_may_be_asked_are_offered_and_it_says_so_where_there_are_none(at):
    workspace, owner = at.window.acts.workspace, at.window.acts.workspace.person("Erin")
    at.save(Service("Far", "https://api.example.com/v1", "grand-9", key="none"))
    local_only.switch(workspace.policy, True)
    assert [each.name for each in choosing.may_ask(at.shell)] == ["Larch"]
    connections.remove(workspace, owner, "Larch")
    with pytest.raises(Refused, match="local only is switched on"):
        choosing.may_ask(at.shell)
    connections.remove(workspace, owner, "Far")
    with pytest.raises(NotFound, match="No AI service is set up here"):
        choosing.may_ask(at.shell)
