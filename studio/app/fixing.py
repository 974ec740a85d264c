"""From a fix to the edits that put it in place."""

from studio.core.document import Document, Placed
from studio.core.edit import Cause, Edit
from studio.core.errors import Refused
from studio.core.flag import Fix, Flag
from studio.core.span import Span


def edits_for(document: Document, flag: Flag, fix: Fix) -> tuple[Edit, ...]:
    """The edits that put `fix` in place, last one first, leaving markup inside the flagged words standing.

    Args:
        flag: of this very text, its span in the source.
    Raises:
        Refused: the words under the flag are no longer those it was raised for.
    """
    if flag.span.of(document.text) == flag.text:
        return (Edit(flag.span, fix.text, Cause.FIX, flag.rule),)
    placed = document.block_at(flag.span.start)
    words = _words(placed, flag) if placed else None
    if placed is None or words is None:
        raise Refused("The words under this flag have changed.", "Wait for the check to look again.")
    pieces = placed.block.pieces(words)
    texts = [fix.text, *[""] * (len(pieces) - 1)]
    edits = [Edit(piece.moved(placed.offset), text, Cause.FIX, flag.rule) for piece, text in zip(pieces, texts, strict=True)]
    return tuple(reversed(edits))


def _words(placed: Placed, flag: Flag) -> Span | None:
    """Where the flagged words stand in the block's prose, whose markup is gone; None where they do not."""
    at = placed.block.text.find(flag.text)
    while at >= 0:
        words = Span(at, at + len(flag.text))
        if placed.source(words) == flag.span:
            return words
        at = placed.block.text.find(flag.text, at + 1)
    return None
