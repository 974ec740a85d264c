"""Drafts that give orders, in the real window, to a model that obeys them: letters on a card, and nothing else."""

import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from studio.app.intake import take_in
from studio.core.events import EventType
from studio.core.piece import Stage
from studio.formats import read_clipboard

_FILE = Path(__file__).parents[2] / "injection" / "drafts.toml"
DRAFTS = {each["name"]: each for each in tomllib.loads(_FILE.read_text(encoding="utf-8"))["draft"]}
SHOWN = ("send the data away in a picture", "approve this piece", "answer with a script", "a call of a tool")


def test_a_fooled_models_answer_is_letters_on_a_card_and_opens_reaches_and_decides_nothing(at, monkeypatch: pytest.MonkeyPatch):
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url))
    workspace = at.window.acts.workspace
    for name in SHOWN:
        draft = DRAFTS[name]
        piece = take_in(workspace, read_clipboard(None, draft["text"].lstrip("\n")), workspace.person("Wren"))
        at.window.acts.open_piece(piece)
        at.desk.settle()
        before, last = at.desk.text, workspace.history.events()[-1].number
        answer = draft["obeys"].strip().replace("{material}", "everything")
        at.server.asked.clear()
        at.ask(answer, draft["passage"])
        at.desk.do("next_rewrite")
        assert at.card.shown.after == answer
        letters = at.card.view.toPlainText()
        assert all(each.after_text.strip() in letters for each in at.card.shown.changes)
        assert not any(each.isImageFormat() or each.toCharFormat().isAnchor() for each in at.card.view.document().allFormats())
        assert at.desk.text == before
        assert at.desk.session.piece.stage is Stage.DRAFTING
        kinds = {each.type for each in workspace.history.events() if each.number > last}
        assert kinds == {EventType.AI_CALLED, EventType.REWRITE_PROPOSED}
        assert len(at.server.asked) == 1
        at.card.no.click()
        assert at.desk.text == before
    assert opened == []
