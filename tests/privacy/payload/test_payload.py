"""What an AI service is sent, caught on the wire: none of two hundred planted data, and every answer comes back to the letter."""

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio import formats
from studio.app import asking, export
from studio.app.asking import Call
from studio.app.intake import Options, take_in
from studio.app.masking import Part
from studio.app.workspace import Workspace
from studio.core.asking import Answer, Purpose, Service
from studio.core.check import Context
from studio.core.errors import BadInput, ServiceTrouble
from studio.core.events import EventType, canonical
from studio.services.ai import Line
from tests.services.fake_ai import MODEL, FakeAI, Says

from . import planted

PURPOSES = (Purpose.DRAFT, Purpose.REWRITE, Purpose.CLAIMS, Purpose.TONE)
POLICY = """
house = "Larkspur Tea Rooms"
brand = "Larkspur Tea Rooms"

[[people]]
name = "Erin"
roles = ["editor", "owner"]
"""
OURS = ("01632 960700", "hello@larkspur.example")
FACTS = f"Larkspur Tea Rooms, Hebden Bridge. Call us on {OURS[0]} or write to {OURS[1]}."
ROUNDS = [(purpose, number) for purpose in PURPOSES for number in range(10)]


def echo(body: Any) -> str:
    """Answers with what it was given to work on, as a service might that keeps it all."""
    return str(body["messages"][-1]["content"])


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.close()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("house")
    (root / "policy.toml").write_text(POLICY, encoding="utf-8")
    made = Workspace.furnish(root)
    yield made
    made.close()


def call_of(workspace: Workspace, purpose: Purpose, number: int, address: str = "http://127.0.0.1:9/v1") -> Call:
    """One call with a brief, a text, somebody's own words and a story of the library, ten of each in turn. The brief is known to
    the checks as well, as it is at the desk."""
    brief, text, wish, story = (planted.planted(sort)[number] for sort in planted.SORTS)
    parts = [Part(f"Story: {story.words[:40]}", story.words), Part("Brief", brief.words), Part("Text", text.words)]
    return asking.prepare(
        workspace.policy,
        Service("Larch", address, MODEL, key="none"),
        purpose,
        f"Work on it. {wish.words}",
        [*parts, Part("Facts", FACTS)],
        Context(brief=brief.words, facts=FACTS, dialect=text.dialect),
        about={"template": "apology", "template_version": "1"},
    )


@pytest.fixture(scope="module")
def captured(workspace: Workspace, line: Line) -> tuple[list[dict[str, Any]], list[asking.Received]]:
    """Every purpose with everything that is planted, sent over a real connection: the bodies, and what came back."""
    erin = workspace.person("Erin")
    with FakeAI() as server:
        server.says(Says(echo))
        calls = [call_of(workspace, *each, server.address) for each in ROUNDS]
        back = [asking.carry(workspace, erin, call, line, "") for call in calls]
        return list(server.asked), back


def test_two_hundred_data_of_every_kind_are_planted():
    found = planted.every()
    assert len(found) >= 200
    assert {kind for kind, _ in found} == {
        *("email", "phone", "address", "card", "account", "iban", "id", "health", "passport", "licence", "birth", "person"),
        *("handle", "link", "ip", "customer_no"),
    }
    assert planted.left_in("\n".join(text.words for sort in planted.SORTS for text in planted.planted(sort))) == list(found)


def test_none_of_them_is_in_any_body_that_was_sent(captured):
    bodies, _ = captured
    assert len(bodies) == len(ROUNDS)
    left = {datum for body in bodies for datum in planted.left_in(json.dumps(body, ensure_ascii=False))}
    left |= {datum for body in bodies for message in body["messages"] for datum in planted.left_in(message["content"])}
    assert left == set()


def test_what_the_house_gives_out_itself_is_no_secret_so_a_draft_can_say_how_to_reach_it(captured):
    bodies, _ = captured
    assert all(each in body["messages"][-1]["content"] for body in bodies for each in OURS)


def test_every_answer_comes_back_with_each_of_them_to_the_letter(captured):
    _, back = captured
    for (_, number), received in zip(ROUNDS, back, strict=True):
        parts = received.call.outgoing.parts[1:4]
        for part, sort in zip(parts, ("library", "briefs", "texts"), strict=True):
            words = planted.planted(sort)[number].words
            assert received.call.outgoing.restored(part.text) == words
            assert words in received.text


def test_the_history_and_the_register_keep_none_of_them(workspace, captured):
    told = [event.payload for event in workspace.history.events(types=[EventType.AI_CALLED])]
    assert len(told) == len(ROUNDS)
    assert planted.left_in(canonical(told)) == []
    for redacted in (False, True):
        made = export.make_report(workspace, "ai-use", workspace.person("Erin"), redacted=redacted)
        assert planted.left_in(made.page() + canonical(made.record())) == []
    workspace.history._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert planted.left_in((workspace.root / "history.db").read_bytes().decode("utf-8", "replace")) == []


def test_a_datum_that_only_a_later_text_gives_away_is_masked_in_the_task_too(workspace):
    made = asking.prepare(
        workspace.policy,
        Service("Larch", "http://127.0.0.1:9/v1", MODEL, key="none"),
        Purpose.REWRITE,
        "Say it so that Whitlow-Bray is not angry any more.",
        [Part("Text", "Dear Mrs Jane Whitlow-Bray, write to jane.whitlow-bray@example.org.")],
        Context(),
    )
    assert "Whitlow" not in made.request.text
    assert asking.received(made, answer(made.outgoing.parts[0].text)).text == "Say it so that Whitlow-Bray is not angry any more."


def answer(text: str) -> Answer:
    return Answer(text, MODEL, 1, 1, True, 0.1, 1)


# ---------------------------------------------------------------- mask this too


def test_words_that_a_person_marks_leave_nowhere_and_come_back(workspace):
    made = call_of(workspace, Purpose.REWRITE, 0)
    brief = made.outgoing.parts[2].text
    to_address = brief[brief.index("voucher to [") : brief.index("]", brief.index("voucher to [")) + 1]
    for words in ("tea for four", "the\nTEA Room", to_address):
        masked = asking.also_masked(made, words)
        assert words not in masked.request.text
        assert masked.id == made.id
        for before, after in zip(made.outgoing.parts, masked.outgoing.parts, strict=True):
            assert masked.outgoing.restored(after.text) == made.outgoing.restored(before.text)
        made = masked
    for words in ("tea for four", "the tea room", "voucher to"):
        assert words not in made.request.text.casefold()
    assert "[person 1]" in made.outgoing.parts[0].text  # whole, and not her names one by one


def test_what_the_history_keeps_of_the_words_is_masked_with_them(workspace):
    made = call_of(workspace, Purpose.DRAFT, 1)
    made = replace(made, about={"prompt": made.outgoing.parts[0].text, "template": "apology"})
    word = made.outgoing.parts[0].text.split()[0]
    assert asking.also_masked(made, word).about["prompt"].startswith("[private 1]")
    assert asking.also_masked(made, word).about["template"] == "apology"


@pytest.mark.parametrize("words", ["", " . ", "words that stand nowhere in it"])
def test_nothing_to_mask_is_said(workspace, words):
    with pytest.raises(BadInput):
        asking.also_masked(call_of(workspace, Purpose.TONE, 2), words)


@given(st.data())
def test_whatever_is_marked_nothing_of_the_texts_is_lost(workspace, data):
    made = call_of(workspace, Purpose.REWRITE, data.draw(st.integers(0, 9)))
    part = data.draw(st.sampled_from(made.outgoing.parts))
    start = data.draw(st.integers(0, len(part.text) - 1))
    words = part.text[start : data.draw(st.integers(start + 1, min(len(part.text), start + 60)))]
    try:
        masked = asking.also_masked(made, words)
    except BadInput:
        return
    for before, after in zip(made.outgoing.parts, masked.outgoing.parts, strict=True):
        assert masked.outgoing.restored(after.text) == made.outgoing.restored(before.text)
    assert {datum for _, datum in made.outgoing.used if datum in masked.request.text} == set()


# ---------------------------------------------------------------- without a network


def test_nothing_is_connected_to_until_somebody_asks_a_service(tmp_path, monkeypatch):
    opened = list[object]()

    def refuse(self: socket.socket, address: object, *more: object) -> None:
        opened.append(address)
        raise OSError("there is no network")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *where, **more: refuse(None, where))
    (tmp_path / "policy.toml").write_text(POLICY, encoding="utf-8")
    with Workspace.furnish(tmp_path) as workspace:
        erin = workspace.person("Erin")
        draft = formats.read_bytes(planted.planted("texts")[0].words.encode(), "draft.md")
        piece = take_in(workspace, draft, erin, Options())
        session = workspace.session(piece, erin)
        session.check_now()
        assert session.flags
        made = call_of(workspace, Purpose.DRAFT, 0)  # seen, and not sent
        for kind in ("edit-history", "ai-use"):
            assert export.make_report(workspace, kind, erin, redacted=True).page()
        assert opened == []
        line = Line()
        try:
            with pytest.raises(ServiceTrouble):
                asking.carry(workspace, erin, made, line, "")
        finally:
            line.close()
        assert opened  # so that the block would have been seen
