"""What a session says reaches the window as the signal of that name, and an old session is heard no more."""

import pytest

from studio.app.workspace import Workspace
from studio.core.check import Lane
from studio.core.edit import Edit
from studio.core.flag import Reason
from studio.core.span import Span
from studio.ui.bridge import Bridge


@pytest.fixture
def told(house, app):
    """A bridge on a session, and the names of the signals it gave."""
    with Workspace.open(house) as workspace:
        session = workspace.session(workspace.pieces()[0].id, workspace.person("Wren"))
        bridge, names = Bridge(), []
        for name in ("text", "flags", "decisions", "stage"):
            getattr(bridge, name).connect(lambda name=name: names.append(name))
        bridge.attach(session)
        yield session, names, bridge


def test_an_edit_a_check_a_decision_and_a_submission_each_say_their_own_name(told):
    session, names, _bridge = told
    session.apply(Edit(Span(0, 0), "x"))
    assert names == ["text"]
    session.check_now([Lane.FAST])
    assert names == ["text", "flags"]
    session.dismiss(session.flags[0], Reason.DELIBERATE)
    assert names[-1] == "decisions"
    session.submit("Erin")
    assert names[-1] == "stage"
