"""The same two hundred data by way of everything that asks a service: a brief drafted, a passage rewritten, a second opinion."""

import json

import pytest

from studio import formats
from studio.app import asking, drafting, opinions, rewriting
from studio.app.drafting import Wish
from studio.app.intake import Options, take_in
from studio.app.workspace import Workspace
from studio.core import proposal
from studio.core.asking import Service
from studio.core.events import EventType
from studio.core.opinion import OpinionKind
from studio.core.piece import Channel
from studio.core.prompting import Brief, wanted
from studio.core.span import Span
from studio.services.ai import Line
from tests.services.fake_ai import MODEL, FakeAI, Says

from . import planted

POLICY = """
house = "Larkspur Tea Rooms"
brand = "Larkspur Tea Rooms"

[[people]]
name = "Erin"
roles = ["editor", "owner"]
"""


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "policy.toml").write_text(POLICY, encoding="utf-8")
    with Workspace.furnish(tmp_path) as made:
        yield made


def calls_of(workspace, service, number):
    """Every call that a brief, a text, own words and a story lead to, as the window and the command line make them."""
    erin = workspace.person("Erin")
    brief, text, said, story = (planted.planted(sort)[number] for sort in planted.SORTS)
    form = Brief(title="Autumn", facts=f"{brief.words}\n\n{story.words}", must_not_say=said.words)
    for asked in drafting.ask(workspace, Wish(form, None, erin), service, wanted([Channel.EMAIL]), f"Write it. {said.words}"):
        yield asked.call
    raw = f"# Autumn\n\n{text.words}\n\n{story.words}\n"
    draft = formats.read_bytes(raw.encode(), f"draft-{number}.md")
    session = workspace.session(take_in(workspace, draft, erin, Options(brief=brief.words)), erin)
    whole = Span(0, len(session.text))
    yield rewriting.ask(session, whole, proposal.Wish.OWN, said.words, service)[0]
    for kind in OpinionKind:
        for question in opinions.questions(session, service, kind):
            yield question.call


@pytest.mark.parametrize("number", range(10))
def test_none_of_them_leaves_by_way_of_a_brief_a_rewrite_or_a_second_opinion(workspace, number):
    line = Line()
    try:
        with FakeAI() as server:
            server.says(Says("Yes."))
            service = Service("Larch", server.address, MODEL, key="none")
            for call in calls_of(workspace, service, number):
                asking.carry(workspace, workspace.person("Erin"), call, line, "")
            purposes = {event.payload["purpose"] for event in workspace.history.events(types=[EventType.AI_CALLED])}
            bodies = list(server.asked)
    finally:
        line.close()
    assert purposes == {"draft", "rewrite", "claims", "tone"}
    assert len(bodies) >= 4
    sent = "\n".join([json.dumps(body, ensure_ascii=False) + body["messages"][-1]["content"] for body in bodies])
    assert planted.left_in(sent) == []
    told = [event.payload for event in workspace.history.events(types=[EventType.AI_CALLED])]
    assert planted.left_in(json.dumps(told, ensure_ascii=False)) == []
