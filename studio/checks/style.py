"""The house's style guides, as a check: the rules themselves live in files that the team owns."""

from collections.abc import Iterable

from studio.core.check import BLOCK, Check, Context
from studio.core.flag import Flag
from studio.core.markdown import Block


def run(block: Block, context: Context) -> Iterable[Flag]:
    """What the guides in force say about `block`; nothing where a caller brings no guides."""
    return context.style.check_block(block) if context.style else ()


CHECK = Check(
    id="style",
    title="Style guide",
    why="The house agreed on this wording so that every piece sounds like the same people.",
    scope=BLOCK,
    run=run,
    examples=(),
    engine="Blue Pencil style guides",
)
