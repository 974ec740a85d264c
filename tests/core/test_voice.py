"""The measures of a voice: each can be counted again by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.document import Document
from studio.core.measures import BY_ID, MEASURES
from studio.core.voice import FEWEST, Phrases, listen
from studio.core.voicing import Lie, lie_of, range_of, target_of

FILL = "The kettle sang and the cat lay by the window until the rain was over and somebody came in. " * 3


def _figures(text: str, **known) -> dict[str, float]:
    return dict(listen(Document.parse(text), **known).figures)


def test_persons_and_contractions_are_counted_per_hundred_words():
    text = "We don't know. You can't tell us. It's theirs, and I'm glad. "
    text += "Our cat's bowl is full of milk and they won't share any of it. Come in and sit down."
    words = len(text.split())
    found = _figures(text)
    assert found["contractions"] == pytest.approx(100 * 5 / words)
    assert found["we"] == pytest.approx(100 * 3 / words)
    assert (found["you"], found["they"], found["i"]) == tuple(pytest.approx(100 * n / words) for n in (1, 2, 1))
    assert found == _figures(text.replace("'", "’"))


@pytest.mark.parametrize(
    ("sentence", "is_passive"),
    [
        ("The parcel was sent on Tuesday.", True),
        ("It was not really understood.", True),
        ("They weren’t told.", True),
        ("The tea got left out.", True),
        ("We sent the parcel.", False),
        ("She is tired of waiting.", False),
        ("It was a red teapot.", False),
        ("He is used to it.", False),
    ],
)
def test_a_passive_is_a_form_of_be_with_a_participle_behind_it(sentence, is_passive):
    # Three filling sentences without any, so that there are words enough.
    filling = "We drink tea by the fire on a cold day and talk. " * 3
    assert _figures(f"{filling}{sentence}")["passive"] == pytest.approx(25 if is_passive else 0)


def test_lengths_are_those_in_the_middle_and_headings_do_not_count():
    text = "# A very long heading that nobody should ever count as if it were a sentence\n\n"
    text += "One two three. One two three four five. One two three four five six seven.\n\n"
    text += "One two three four five six seven eight nine. One two three four five six seven eight nine ten eleven.\n"
    found = _figures(text)
    assert (found["sentence_words"], found["paragraph_words"]) == (7, 17.5)
    assert found["sentence_spread"] == 4  # the middle half of 3 5 7 9 11 reaches from 5 to 9


def test_questions_and_exclamations_are_ends_of_sentences():
    found = _figures(f"{FILL}Who is there? “Come in!” That is all. Is it?")
    assert found["questions"] == pytest.approx(100 * 2 / 7)
    assert found["exclamations"] == pytest.approx(100 / 7)


def test_writing_that_names_things_is_more_formal_than_talk():
    formal = "The delivery of the parcel to the depot in the north of the county took place on the Tuesday of the week before."
    talk = "I told you we'd get it to you, and you know I mean it. They said they'd call me, and they did, so we told them."
    assert _figures(f"{formal} {formal}")["formality"] > 95
    assert _figures(f"{talk} {talk}")["formality"] < 20


def test_a_friendly_text_reads_more_positive_than_a_sad_one():
    kind, sad = "What a lovely, happy day with good friends.", "What an awful, sad day of pain and loss."
    glad, gloomy = _figures(f"{FILL}{kind}"), _figures(f"{FILL}{sad}")
    assert glad["tone"] > gloomy["tone"]
    assert (glad["negative"], gloomy["positive"]) == (0, 0)


def test_words_of_the_house_and_its_flags_are_counted_when_they_are_known():
    import regex

    found = _figures(f"{FILL}Our tea room.", phrases=Phrases(regex.compile("tea room"), regex.compile("cat")), flags=3, grade=4.5)
    words = 60
    assert found["preferred"] == pytest.approx(1000 / words)
    assert found["banned"] == pytest.approx(3000 / words)
    assert found["flags"] == pytest.approx(3000 / words)
    assert found["grade"] == 4.5
    assert not {"preferred", "banned", "flags", "grade"} & _figures(FILL).keys()


@given(st.text(max_size=400))
def test_any_text_can_be_measured_and_a_short_one_is_left_alone(text):
    voice = listen(Document.parse(text))
    assert voice.words >= FEWEST or not voice.figures
    assert set(voice.figures) <= set(BY_ID)


def test_every_measure_says_how_it_is_counted_and_in_which_unit():
    for measure in MEASURES:
        assert measure.how.endswith(".")
        assert measure.unit
        assert measure.grain > 0
    assert BY_ID["tone"].said(-0.001) == "0.00"
    assert BY_ID["tone"].said(-0.12) == "−0.12"


# ---------------------------------------------------------------- targets


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=30))
def test_what_lies_in_the_middle_half_is_inside_and_what_no_reader_hears_too(values):
    found, measure = range_of(values), BY_ID["sentence_words"]
    assert found.least <= found.low <= found.middle <= found.high <= found.most
    assert lie_of(measure, found.middle, found) is Lie.INSIDE
    assert lie_of(measure, found.high + 0.9 * measure.grain, found) is Lie.INSIDE
    assert lie_of(measure, found.high + 1.1 * measure.grain, found) is Lie.ABOVE
    assert lie_of(measure, found.low - 1.1 * measure.grain, found) is Lie.BELOW


def test_texts_too_short_to_measure_make_no_target():
    short = listen(Document.parse("Hello there."))
    assert target_of("nothing", [("a", short)]) is None
    target = target_of("two texts", [("a", short), ("b", listen(Document.parse(FILL)))])
    assert target is not None
    assert target.texts == ("b",)
