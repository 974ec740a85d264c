"""The line above each of the two texts: what the text is, and its figures."""

from studio.app.session import ReviewSession
from studio.checks.readability import Figures
from studio.core.changes import Comparison
from studio.core.phrases import count
from studio.core.provenance import HOW_COUNTED, retained
from studio.ui.editor.pair import PairedEditor
from studio.ui.times import day


def show_heads(
    editor: PairedEditor, session: ReviewSession, original_words: int, figures: Figures | None, comparison: Comparison | None
) -> None:
    """Say them as they are now; figures and comparison are None until their lane has answered."""
    piece = session.piece
    if piece.purged:
        editor.original_head.details.set_whole(piece.model)
        editor.working_head.details.set_whole("")
        editor.working_head.figure.say()
        return
    parts = [piece.model, day(piece.generated or piece.created), f"{original_words} words"]
    editor.original_head.details.set_whole(" · ".join(part for part in parts if part))
    parts = [f"{session.document.word_count} words"]
    if figures and figures.grade is not None:
        parts.append(f"grade {figures.grade:.0f}")
    editor.working_head.details.set_whole(" · ".join(parts))
    changes = count(len(comparison.changes) if comparison else 0, "change")
    kept = retained(comparison).percent if comparison else ""
    said = (f"{kept} AI-retained · {changes}", f"{kept} AI-retained") if kept else (changes,)
    editor.working_head.figure.say(*said, tip=f"How the share of the AI is counted: {HOW_COUNTED}")
