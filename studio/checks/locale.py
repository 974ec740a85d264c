"""What reads as from somewhere else than the place a piece is written for; silent where nobody said which."""

from collections.abc import Iterator

from studio.checks import _local
from studio.core.check import BLOCK, Check, Context, Example
from studio.core.flag import Flag, Severity
from studio.core.locale import locale_of
from studio.core.markdown import Block, BlockKind


def run(block: Block, context: Context) -> Iterator[Flag]:
    """Flag dates, amounts, measures and words that are another place's; spelling is the grammar check's."""
    place = locale_of(context.locale)
    if place is None or not block.is_visible or block.kind is BlockKind.FRONT_MATTER:
        return
    for look in (_local.dates, _local.money, _local.measures, _local.words):
        yield from look(block.text, place)


_UK, _US, _IE, _AU = (Context(locale=locale) for locale in ("en-GB", "en-US", "en-IE", "en-AU"))

CHECK = Check(
    id="locale",
    title="Place",
    why="A date read the wrong way round is a missed day, and a message from elsewhere reads as if it were for somebody else.",
    scope=BLOCK,
    run=run,
    severity=Severity.SUGGESTION,
    rule="Locale",
    engine="places 1",
    examples=(
        Example("The sale ends on 12/31/2026.", "The sale ends on 31/12/2026.", _UK),
        Example("The sale ends on 03/04/2026.", "The sale ends on 3 April 2026.", _UK),
        Example("We open on March 4, 2026.", "We open on 4 March 2026.", _UK),
        Example("We open on 4 March 2026.", "We open on March 4, 2026.", _US),
        Example("A pot costs $20.", "A pot costs £20, or US$27 in our shop in Boston.", _UK),
        Example("A pot costs £20.", "A pot costs €20.", _IE),
        Example("Bake it at 350°F.", "Bake it at 180°C.", _AU),
        Example("It weighs 3 lbs.", "It weighs 1.4 kg.", _UK),
        Example("The shop is 5 km away.", "The shop is 3 miles away.", _US),
        Example("Type in your zip code.", "Type in your postcode.", _UK),
    ),
)
