"""How a text strikes its readers, read passage by passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.document import Document
from studio.core.tone import Aim, Feeling, Manner, breaches, pressing, urgency


def test_an_aim_is_read_from_words_and_said_again() -> None:
    aim = Aim.read("Calm, positive; formal")
    assert (aim, aim.words) == (Aim(Feeling.POSITIVE, Manner.FORMAL, True), "positive, formal and calm")
    assert Aim.read(aim.words) == aim
    assert Aim.read("casual").over(aim) == Aim(Feeling.POSITIVE, Manner.CASUAL, True)
    assert (Aim.read(""), bool(Aim()), Aim().words) == (Aim(), False, "")
    with pytest.raises(ValueError, match="cheeky"):
        Aim.read("calm, cheeky")


@pytest.mark.parametrize(
    ("text", "pressed"),
    [
        ("Hurry, only 3 left!", ["Hurry", "only 3 left"]),
        ("Don’t miss it!!", ["Don’t miss", "!!"]),
        ("Book now while stocks last.", ["Book now", "while stocks last"]),
        ("You can book until Friday. The book is now here.", []),
        ("An act of kindness today.", []),
    ],
)
def test_turns_that_press_are_found_and_plain_words_are_not(text: str, pressed: list[str]) -> None:
    assert [span.of(text) for span in pressing(text)] == pressed


def test_how_many_sentences_press_is_counted_over_all_that_readers_see() -> None:
    assert urgency(Document.parse("# Last chance\n\nCome in. Hurry! Sit down.\n")) == (2, 4)


@given(st.text(max_size=300), st.sampled_from([Aim(Feeling.NEUTRAL, Manner.FORMAL, True), Aim(Feeling.NEGATIVE, Manner.CASUAL)]))
def test_a_passage_always_lies_in_its_block(text: str, aim: Aim) -> None:
    for placed in Document.parse(text).blocks:
        for breach in breaches(placed.block, aim):
            assert 0 <= breach.span.start < breach.span.end <= len(placed.block.text)
