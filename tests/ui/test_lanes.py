"""What the lanes cannot do reaches the person, once; and what they did not find is missing and not clean."""

import pytest
from PySide6.QtCore import QObject

from studio.app.workspace import Workspace
from studio.core.check import Lane
from studio.core.edit import Cause, Edit
from studio.core.errors import BadConfig
from studio.core.span import Span
from studio.ui.lanes import Lanes

WHOLE = "StylesPath = styleguides\n[*]\nBasedOnStyles = Plain\n"
BROKEN = "StylesPath = styleguides\nthis is no setting\n"


@pytest.fixture
def workspace(house):
    with Workspace.open(house) as made:
        yield made


@pytest.fixture
def session(workspace):
    return workspace.session(workspace.pieces()[0].id, workspace.person("Wren"))


@pytest.fixture
def lanes(app):
    parent = QObject()
    made = Lanes(parent)
    made.failures = []
    made.failed.connect(made.failures.append)
    yield made
    made.stop()
    parent.deleteLater()


def rest(qtbot, lanes):
    qtbot.waitUntil(lambda: lanes.is_settled, timeout=60_000)


def type_letter(session, lanes):
    session.apply(Edit(Span(2, 2), "x", Cause.TYPED))
    lanes.look()


def test_a_broken_ini_reaches_the_person_once_and_the_checks_stay_missing(qtbot, workspace, session, lanes):
    (workspace.root / ".vale.ini").write_text(BROKEN, encoding="utf-8")
    lanes.follow(session, workspace.runner)
    rest(qtbot, lanes)
    type_letter(session, lanes)
    rest(qtbot, lanes)
    (failure,) = lanes.failures
    assert isinstance(failure, BadConfig)
    assert "this is no setting" in str(failure)
    assert session.pending
    assert not session.is_current(Lane.FAST)


def test_once_the_ini_is_mended_the_next_letter_is_checked_and_a_new_fault_is_told_again(qtbot, workspace, session, lanes):
    lanes.reported.connect(lambda found: session.take(found.report, found.lane))
    ini = workspace.root / ".vale.ini"
    ini.write_text(BROKEN, encoding="utf-8")
    lanes.follow(session, workspace.runner)
    rest(qtbot, lanes)
    ini.write_text(WHOLE, encoding="utf-8")
    type_letter(session, lanes)
    rest(qtbot, lanes)
    assert not session.pending
    assert {flag.rule.split(".")[0] for flag in session.flags} >= {"Plain"}
    ini.write_text(BROKEN, encoding="utf-8")
    with Workspace.open(workspace.root) as again:
        lanes.follow(again.session(session.piece.id, again.person("Erin")), again.runner)
        rest(qtbot, lanes)
    assert len(lanes.failures) == 2


def test_a_bug_in_a_lane_is_told_with_its_traceback_and_the_other_lanes_answer(qtbot, workspace, session, lanes, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("a bug")

    compared = []
    lanes.compared.connect(compared.append)
    monkeypatch.setattr(workspace.runner, "run", broken)
    lanes.follow(session, workspace.runner)
    rest(qtbot, lanes)
    assert len(lanes.failures) == 1
    assert "ZeroDivisionError: a bug" in lanes.failures[0]
    assert len(compared) == 1
