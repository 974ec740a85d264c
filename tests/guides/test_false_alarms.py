"""How often the bundled guides are wrong about good prose: warnings and errors per thousand words of our own writing.

The texts in `prose/` were written by people for this measure, in the channel their file is named for, and not to please a
rule. Where the figure grows, mend the rule and leave the prose.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from studio.core.document import Document
from studio.core.flag import Flag, Severity
from studio.core.piece import Channel
from studio.guides import load

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "styleguides"
PROSE = sorted((Path(__file__).parent / "prose").glob("*.md"))
MOST = 3.0  # flags of level warning or error per 1,000 words, all guides together
MOST_OF_ONE = 1.0  # and of one guide alone
PARAGRAPH = 20  # words; greetings, headings and names below a letter are not counted as paragraphs


def pieces() -> Iterator[tuple[Channel, Document]]:
    """Every piece by itself: a file may hold several, with a line of three dashes between them."""
    for path in PROSE:
        for text in re.split(r"(?m)^---\n", path.read_text(encoding="utf-8")):
            yield Channel(path.stem.partition("-")[0]), Document.parse(text.strip() + "\n")


def words(document: Document) -> list[int]:
    return [len(placed.block.text.split()) for placed in document.blocks]


@cache
def alarms() -> tuple[tuple[str, Flag], ...]:
    guides = {channel: load(None, (BUNDLED,), channel) for channel in Channel}
    found = ((document, flag) for channel, document in pieces() for flag in guides[channel].check(document))
    return tuple((document.text, flag) for document, flag in found if flag.severity is not Severity.SUGGESTION)


def told(guide: str = "") -> str:
    """What was flagged, for whoever has to mend it."""
    counts = Counter((flag.rule, flag.span.of(text)[:60]) for text, flag in alarms() if flag.rule.startswith(guide))
    return "\n".join(f"{count}  {rule}: {what!r}" for (rule, what), count in counts.most_common())


def rate(count: int) -> float:
    return 1000 * count / sum(sum(words(document)) for _, document in pieces())


def test_there_are_a_hundred_paragraphs_for_all_five_channels():
    per_channel = Counter[Channel]()
    for channel, document in pieces():
        per_channel[channel] += sum(count >= PARAGRAPH for count in words(document))
    assert sum(per_channel.values()) >= 100, per_channel
    assert min(per_channel[channel] for channel in Channel) >= 10, per_channel


def test_every_bundled_guide_is_in_force_in_its_channel():
    there = {path.name for path in BUNDLED.iterdir() if path.is_dir()}
    per_channel = {
        channel: {rule.name.partition(".")[0] for rule in load(None, (BUNDLED,), channel).rules} for channel in Channel
    }
    assert set().union(*per_channel.values()) == there
    own = {channel.value.title() for channel in Channel}
    assert all(guides - own == there - own for guides in per_channel.values()), "the general ones hold everywhere"


def test_good_prose_sets_off_few_alarms(record_property):
    figure = rate(len(alarms()))
    record_property("alarms_per_1000_words", round(figure, 2))
    print(f"\n{figure:.2f} flags of level warning or error per 1,000 words of good prose\n{told()}")
    assert figure <= MOST, told()


@pytest.mark.parametrize("guide", sorted(path.name for path in BUNDLED.iterdir() if path.is_dir()))
def test_no_guide_makes_most_of_the_noise_alone(guide):
    assert rate(sum(flag.rule.startswith(f"{guide}.") for _, flag in alarms())) <= MOST_OF_ONE, told(f"{guide}.")
