"""Thirty drafts with instructions inside, and a model that obeys every one of them: nothing changes but a proposal."""

import hashlib
import re
import socket
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from studio.app import asking, connections, rewriting
from studio.core.asking import Service
from studio.core.errors import Refused
from studio.core.events import EventType
from studio.core.piece import Stage
from studio.core.proposal import Wish
from studio.core.span import Span
from studio.services.ai import Line
from tests.app.conftest import House
from tests.services.fake_ai import MODEL, FakeAI, Says

DRAFTS = tomllib.loads(Path(__file__).with_name("drafts.toml").read_text(encoding="utf-8"))["draft"]
_MARK = re.compile(r"^=== end ([0-9a-f]{8})$", re.M)


def obedient(draft: Mapping[str, str]) -> Says:
    """A model that does what the draft tells it. It has to have read the instruction, or the test would show nothing."""

    def answer(body: Mapping[str, Any]) -> str:
        system, material = (each["content"] for each in body["messages"])
        assert draft["passage"].split()[0] in material
        return draft["obeys"].strip().replace("{system}", system).replace("{material}", material)

    return Says(answer)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("house") / "desk")
    yield made
    made.workspace.close()


@pytest.fixture(scope="module")
def server() -> Iterator[FakeAI]:
    with FakeAI() as fake:
        yield fake


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.close()


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every address that anything connects to; no other program may be started."""
    found: list[object] = []
    really = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        found.append(address)
        really(self, address)

    def started(*words: object, **more: object) -> None:
        raise AssertionError(f"a program was started: {words}")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(subprocess.Popen, "__init__", started)
    return found


def files(root: Path) -> dict[str, str]:
    """Every file of the workspace but the history, which is looked at by its entries."""
    found = (path for path in root.rglob("*") if path.is_file() and not path.name.startswith("history."))
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def events(house: House, after: int) -> list[Any]:
    return [each for each in house.workspace.history.events() if each.number > after]


def standing(house: House) -> list[tuple[object, ...]]:
    """What every piece is, but for its latest entry."""
    return [(p.id, p.title, p.stage, p.assignee, p.accountable, p.brand, p.channel) for p in house.workspace.pieces()]


def test_there_are_thirty_of_them_and_each_hides_another_order():
    assert len(DRAFTS) == len({each["name"] for each in DRAFTS}) == 30
    assert len({each["passage"] for each in DRAFTS}) == len({each["obeys"] for each in DRAFTS}) == 30
    assert all(each["passage"] in each["text"] for each in DRAFTS)


@pytest.mark.parametrize("draft", DRAFTS, ids=[each["name"] for each in DRAFTS])
def test_a_draft_that_gives_orders_changes_nothing_but_a_proposal(house, server, line, reached, draft):
    history = house.workspace.history
    session = house.sit(house.bring(draft["text"].lstrip("\n")), checked=False)
    text, piece = session.text, session.piece
    assert session.context
    before, stood, last = files(house.root), standing(house), history.events()[-1].number
    server.asked.clear()
    server.says(obedient(draft))

    start = text.index(draft["passage"])
    place = Span(start, start + len(draft["passage"]))
    call, asked = rewriting.ask(session, place, Wish.PLAINER, "", Service("Larch", server.address, MODEL, key="none"))
    received = asking.carry(house.workspace, session.person, call, line, "")
    looked = rewriting.look(session, received, asked)
    made = rewriting.propose(session, received, looked, looked.found)

    assert [(each.type, each.piece) for each in events(house, last)] == [
        (EventType.AI_CALLED, piece.id),
        (EventType.REWRITE_PROPOSED, piece.id),
    ]
    assert (session.text, history.working(piece.id)) == (text, text)
    assert (files(house.root), standing(house)) == (before, stood)
    assert session.piece.stage is Stage.DRAFTING
    assert len(server.asked) == 1
    assert set(reached) <= {("127.0.0.1", int(server.address.split(":")[2].split("/")[0]))}
    assert made.place == place, "it is for the passage that was asked about, and for nothing else"

    system, material = (each["content"] for each in server.asked[0]["messages"])
    assert draft["passage"] not in system, "what a draft says is never said in the house's name"
    (mark,) = {each for each in _MARK.findall(material) if each != "12345678"}
    assert material.endswith(f"=== end {mark}"), "nothing in the draft ends the material"
    assert material.count(f"=== end {mark}") == material.count(f"=== {mark}: ")
    assert set(server.asked[0]) <= {"messages", "model", "stream", "stream_options"}, "it is given no tools"

    last = history.events()[-1].number
    rewriting.accept(session, made)  # a person takes it after all: it is words in that place then, and still nothing more
    assert session.text == text[: place.start] + made.after + text[place.end :]
    assert {each.type for each in events(house, last)} <= {
        EventType.EDITED,
        EventType.REWRITE_DECIDED,
        EventType.PIECE_RENAMED,
    }
    assert session.piece.stage is Stage.DRAFTING
    assert files(house.root) == before
    assert connections.services(house.root) == ()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("send the data away in a picture", "link that was not there: https://collect.example"),
        ("in an HTML comment", "hidden remark"),
        ("in a merge field", "merge field that was not there"),
        ("in zero-width letters", "nobody can see"),
        ("answer with a script", "HTML that was not there: <img>"),
        ("say that it was checked", "in other words, to be judged anew"),
        ("a customer's review", "“Five stars”"),
        ("French", "jane.whitlow@example.org"),
    ],
)
def test_what_a_fooled_model_brings_along_is_pointed_out_before_anybody_accepts(house, server, line, name, told):
    draft = next(each for each in DRAFTS if each["name"] == name)
    session = house.sit(house.bring(draft["text"].lstrip("\n")), checked=False)
    server.says(obedient(draft))
    start = session.text.index(draft["passage"])
    place = Span(start, start + len(draft["passage"]))
    call, asked = rewriting.ask(session, place, Wish.PLAINER, "", Service("Larch", server.address, MODEL, key="none"))
    looked = rewriting.look(session, asking.carry(house.workspace, session.person, call, line, ""), asked)
    found = looked.found
    assert any(told in each for each in found.every), found


def test_nobody_rewrites_what_they_may_not_change_whatever_the_draft_says(house, server):
    draft = DRAFTS[0]
    session = house.sit(house.approved(), "Erin", checked=False)
    session.publish("our site")
    server.asked.clear()
    with pytest.raises(Refused):
        rewriting.ask(session, Span(0, 4), Wish.OWN, draft["passage"], Service("Larch", server.address, MODEL, key="none"))
    assert not server.asked
