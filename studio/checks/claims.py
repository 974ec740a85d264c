"""Statements that a reader could take as fact and that somebody could be asked to prove."""

from collections.abc import Iterator

from studio.core.check import BLOCK, Check, Context, Example
from studio.core.disclosure import places
from studio.core.flag import Flag, Severity
from studio.core.markdown import Block


def run(block: Block, context: Context) -> Iterator[Flag]:
    """Find the claims of one block; see `claiming.detector.find`. What the house has ready to say of AI's part is none."""
    from studio.checks.claiming import detector  # reading its patterns takes a fifth of a second, so in a check's own thread

    said = tuple(places(context.telling.said, block.unmasked))
    for flag in detector.find(block, context):
        if not any(at.start <= flag.span.start and flag.span.end <= at.end for at in said):
            yield flag


CHECK = Check(
    id="claims",
    title="Claims without evidence",
    why="Whoever publishes a statement of fact must be able to prove it, and an AI writes facts nobody gave it.",
    scope=BLOCK,
    run=run,
    severity=Severity.WARNING,
    rule="Claims",
    engine="claim patterns 3",
    examples=(
        Example(bad="Customers cut reporting time by 43%.", good="Write your report in the template."),
        Example(bad="It saves small firms $4,200 a year.", good="What would you do with the money?"),
        Example(bad="The business was founded in 2009.", good="It was a cold morning and the kettle was on."),
        Example(bad="We are the only scheduler built for dentists.", good="We would love a calendar that fills itself."),
        Example(bad="Unlike Trello, it keeps every comment.", good="Imagine a board that keeps your comments."),
        Example(bad="You will never lose a file.", good="Never leave a file on the train."),
        Example(bad="Experts agree that short emails win.", good="We think that short emails win."),
        Example(bad="“I doubled my sales in a week,” said Ms Obi.", good="The sign says “Come in, we have radiators”."),
        Example(bad="This tea relieves back pain.", good="This tea tastes of smoke."),
        Example(bad="Our service is ISO 27001 certified.", good="Ring us on 555 0123."),
    ),
)
