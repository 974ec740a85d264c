"""Passages that go against the tone a house aims at for a channel or an audience; silent where it aims at none."""

from collections.abc import Iterator

from studio.core.check import BLOCK, Check, Context, Example, Lane
from studio.core.flag import Flag, Severity
from studio.core.markdown import Block
from studio.core.tone import Aim, Feeling, Manner, breaches


def run(block: Block, context: Context) -> Iterator[Flag]:
    """Flag the passages, each with how it reads; a reading, so never more than a suggestion."""
    for breach in breaches(block, context.aim) if context.aim else ():
        message = f"{breach.said} The aim here is {context.aim.words}. It is a reading, not a verdict."
        yield Flag.over(breach.span, message, rule=f"Tone.{breach.what}")


CHECK = Check(
    id="tone",
    title="Tone",
    why="A message that sounds wrong for its moment is remembered longer than what it says.",
    scope=BLOCK,
    run=run,
    severity=Severity.SUGGESTION,
    rule="Tone",
    lane=Lane.SLOW,
    engine="tone readings 1",
    examples=(
        Example("Order now before it’s too late.", "You can order until Friday.", Context(aim=Aim(calm=True))),
        Example(
            "We hate that this terrible mistake ruined your awful day.",
            "We are sorry about the wait, and glad that you wrote.",
            Context(aim=Aim(Feeling.POSITIVE)),
        ),
        Example(
            "What an amazing, wonderful, fantastic day for our best friends!",
            "The shop opens at nine on Monday morning.",
            Context(aim=Aim(Feeling.NEUTRAL)),
        ),
        Example(
            "You’re in luck: it’s here, they’re ready, and you can have it if you want it, so tell us what you’d like and we’ll "
            "bring it to you when you say.",
            "The order is ready for collection at the counter of the shop in the High Street from the morning of Monday until "
            "the evening of Friday of this week.",
            Context(aim=Aim(manner=Manner.FORMAL)),
        ),
    ),
)
