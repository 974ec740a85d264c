"""The disclosure tab in the real window: a line is put in and decided, a placeholder takes the place of a datum, a consent is
recorded, and what an AI service would see is shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QDateEdit, QLabel, QPlainTextEdit, QPushButton

from studio.app import consents, disclosure
from studio.app.intake import Options, take_in
from studio.core.edit import Cause
from studio.core.errors import BadConfig
from studio.core.events import EventType
from studio.core.judgement import DisclosureLevel
from studio.core.piece import Channel
from studio.formats import read_bytes

REPLY = b"# Your kettle\n\nOur customer Jane Whitlow (jane.whitlow@example.org) gets a new lid.\n"
ASKS = '\n[disclosure]\nchannel = { support = "line" }\n'


@pytest.fixture
def reply(desk):
    """A support reply on the desk, with Erin, in a house that asks for a line; the tab in sight."""
    workspace = desk.window.acts.workspace
    policy = workspace.root / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8") + ASKS, encoding="utf-8")
    workspace.guides_changed()
    return _open(desk)


def _open(desk):
    workspace = desk.window.acts.workspace
    piece = take_in(workspace, read_bytes(REPLY, "reply.md"), workspace.person("Wren"), Options(channel="support"))
    desk.window.acts.sit_down(workspace.person("Erin"))
    desk.window.acts.open_piece(piece)
    desk.settle()
    desk.do("tab_disclosure")
    desk.settle()
    assert desk.session.piece.channel is Channel.SUPPORT
    return desk


def tab(desk):
    return desk.window.disclosure.tab


def told(desk) -> str:
    return " ".join(each.text() for each in tab(desk).findChildren(QLabel) if each.isVisibleTo(tab(desk)))


def press(desk, name: str, within=None) -> None:
    found = [
        each for each in (within or tab(desk)).findChildren(QPushButton) if each.text() == name and each.isVisibleTo(tab(desk))
    ]
    assert found, name
    found[0].click()
    desk.settle()


def test_a_required_line_is_missing_then_put_in_and_stands(reply):
    assert "A line has to stand in the text, and does not." in told(reply)
    assert "The house asks for a line for a support reply." in told(reply)
    press(reply, "Put it in the text", tab(reply).telling)
    assert disclosure.ready_wording(reply.session, DisclosureLevel.LINE) in reply.text
    assert "It stands in the text." in told(reply)
    reply.session.flush()
    history = reply.window.acts.workspace.history
    edits = history.events(reply.session.piece.id, [EventType.EDITED])[-1].payload["edits"]
    assert {edit[3] for edit in edits} == {Cause.FIX.value}


def test_own_words_are_decided_and_kept_whatever_is_shown_anew(reply):
    tab(reply).telling.words.setPlainText("A machine drafted this.")
    reply.window.review.look_again()
    assert tab(reply).telling.words.toPlainText() == "A machine drafted this."
    press(reply, "Decide on this line")
    decided = disclosure.standing(reply.session).decided
    assert (decided.level, decided.wording, decided.who) == (DisclosureLevel.LINE, "A machine drafted this.", "Erin")
    assert "Erin decided on a line" in told(reply)


def test_saying_nothing_where_a_line_is_asked_for_needs_a_reason(reply):
    press(reply, "Nothing")
    press(reply, "Decide to tell nothing")
    assert "needs a reason" in told(reply)
    tab(reply).telling.reason.setText("Erin wrote it anew.")
    press(reply, "Decide to tell nothing")
    assert "Erin decided on nothing" in told(reply)
    assert "Erin wrote it anew." in told(reply)


def test_the_tab_says_one_thing_where_nothing_is_asked_for_and_a_line_fits(desk):
    _open(desk)
    assert tab(desk).state.text() == "The house asks for nothing for a support reply. A line would fit; it is yours to decide."
    assert told(desk).count("The house asks for nothing") == 1
    assert "A line fits, because" in told(desk)


def test_a_placeholder_takes_the_place_of_a_datum(reply):
    assert "Jane Whitlow" in told(reply)
    assert tab(reply).count(reply.session) == "3"  # a name, an email, and no way to a person
    press(reply, "Placeholder")
    assert "[customer’s name]" in reply.text


def test_a_consent_is_recorded_and_withdrawn(reply):
    press(reply, "Consent…")
    sheet = reply.window.shell.sheet
    fields = {each.accessibleName(): each for each in sheet.findChildren(type(tab(reply).telling.reason))}
    assert fields["Whose data, as it stands in the text"].text() == "Jane Whitlow"
    fields["What for"].setText("her name in this answer")
    given, last = (each for each in sheet.findChildren(QDateEdit))
    assert given.date() == given.maximumDate()
    assert not last.isEnabled()
    sheet.findChild(QCheckBox).click()
    sheet.yes.click()
    reply.settle()
    (row,) = consents.listed(reply.session)
    days = [each.date().toString(Qt.DateFormat.ISODate) for each in (given, last)]
    assert [row.subject, row.given, row.until] == ["Jane Whitlow", *days]
    assert "her name in this answer" in told(reply)
    press(reply, "Withdraw")
    assert "holds no more" in told(reply)


def test_what_an_ai_service_would_see_is_shown_without_people_and_with_marks(reply, qtbot):
    press(reply, "What an AI service would see…")
    qtbot.waitUntil(lambda: reply.window.shell.sheet is not None)
    shown, legend = reply.window.shell.sheet.findChildren(QPlainTextEdit)
    assert "Jane" not in shown.toPlainText()
    assert "[person 1] ([email 1])" in shown.toPlainText()
    assert [each.cursor.selectedText() for each in shown.extraSelections()][-2:] == ["[person 1]", "[email 1]"]
    assert "[person 1]   Jane Whitlow" in legend.toPlainText()
    reply.window.shell.sheet.yes.click()


def test_without_a_piece_the_tab_says_what_to_do(reply):
    tab(reply).clear()
    assert told(reply) == "Open a piece to see what its readers are told of AI."


@pytest.mark.parametrize("how", ["read anew", "read anew and looked at again", "seen by the window"])
def test_a_policy_saved_while_the_tab_is_shown_is_looked_at_once_and_then_the_desk_rests(desk, qtbot, monkeypatch, how):
    _open(desk)
    workspace, window = desk.window.acts.workspace, desk.window
    turns, show = [], tab(desk).show_session
    monkeypatch.setattr(tab(desk), "show_session", lambda *about: (turns.append(about), show(*about)))
    policy = workspace.root / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8") + ASKS, encoding="utf-8")
    if how == "seen by the window":
        window.guides.look_for_new_rules()
    else:
        workspace.guides_changed()
    if how == "read anew and looked at again":
        window.review.look_again()
    qtbot.waitUntil(lambda: window.review.is_settled)
    assert "The house asks for a line for a support reply." in told(desk)
    assert 1 <= len(turns) <= 6  # what was typed, each lane, a pause
    many = len(turns)
    for _ in range(200):
        QApplication.processEvents()
    assert len(turns) == many
    assert window.review.is_settled


def test_a_policy_that_cannot_be_read_leaves_nothing_unchecked(desk, qtbot):
    _open(desk)
    policy = desk.window.acts.workspace.root / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8") + "\n[disclosure\n", encoding="utf-8")
    with pytest.raises(BadConfig):
        desk.window.guides.look_for_new_rules()
    qtbot.waitUntil(lambda: desk.window.review.is_settled)
