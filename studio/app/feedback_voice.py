"""How a piece that readers spoke of is written, in figures that anybody can count again: beside its feedback, and no score.

Nothing here says that the one comes of the other. The whole comparison with a brand's voice is that of `app.voices`.
"""

from typing import TYPE_CHECKING

from studio.checks.readability import figures
from studio.core.document import Document
from studio.core.measures import BY_ID
from studio.core.voice import listen

if TYPE_CHECKING:
    from studio.app.workspace import Workspace
    from studio.core.piece import Piece

SHOWN = ("sentence_words", "grade", "contractions", "you", "passive", "formality")
"""Ids of the measures that are told, see `core.measures`."""


def measured(workspace: "Workspace", piece: "Piece") -> dict[str, float]:
    """The figures of the text as it stands, by the measure's id; empty where it is too short, or was deleted.

    Raises:
        HistoryError: the piece cannot be read.
    """
    if piece.purged:
        return {}
    document = Document.parse(workspace.history.working(piece.id))
    found = listen(document, figures(document).grade).figures
    return {name: round(found[name], 2) for name in SHOWN if name in found}


def in_words(found: dict[str, float]) -> str:
    """The same as one sentence; empty where nothing could be measured."""
    told = [f"{BY_ID[name].name.lower()} {BY_ID[name].said(value)} {BY_ID[name].unit}".strip() for name, value in found.items()]
    return f"The text, measured: {'; '.join(told)}." if told else ""
