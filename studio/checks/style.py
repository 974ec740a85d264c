"""The house's style guides, as a check: the rules themselves live in files that the team owns."""

from collections.abc import Iterable, Sequence

from studio.core.check import BLOCK, Check, Context
from studio.core.document import Document, Placed
from studio.core.flag import Flag
from studio.core.markdown import Block


def run(block: Block, context: Context) -> Iterable[Flag]:
    """What the guides in force say about `block`; nothing where a caller brings no guides."""
    return context.style.check_block(block) if context.style else ()


def view(document: Document, context: Context) -> Sequence[Placed]:
    """The blocks without what the house's configuration has the rules pass over."""
    return context.style.view(document) if context.style else document.blocks


def gather(document: Document, flags: Sequence[Flag], context: Context) -> Iterable[Flag]:
    """The flags that stand after comments in the text and limits, and those that only the whole document shows."""
    return context.style.gather(document, flags) if context.style else flags


CHECK = Check(
    id="style",
    title="Style guide",
    why="The house agreed on this wording so that every piece sounds like the same people.",
    scope=BLOCK,
    run=run,
    view=view,
    gather=gather,
    examples=(),
    engine="Blue Pencil style guides",
)
