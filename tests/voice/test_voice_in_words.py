"""A voice as sentences that somebody can write by."""

from studio.core.voice_words import in_words, samples

CHATTY = (
    "We're so glad you're here! Isn't it a lovely morning? You'll find the kettle on, and we've kept you a chair. Don't hurry. "
    "We don't. Thanks for coming by, and say hello to the dog!",
    "You've been asking about the kettle. We've heard you! It's back on the shelf, and we're happy. Won't you come and see? "
    "We'd love that. It's a good kettle, and you'll like it too.",
)
STIFF = (
    "The committee was convened on the fourth of March. The accounts of the preceding year were presented by the treasurer; the "
    "balance was approved. It is recorded that no objection was raised. The premises were inspected thereafter.",
    "The inspection of the premises was completed in April. The report was submitted to the committee; three deficiencies were "
    "identified. The contractor was instructed to remedy them. It is not expected that costs will exceed the estimate.",
)


def test_whoever_writes_in_the_voice_is_told_how_it_speaks(learned):
    said = in_words(learned(CHATTY))
    assert "Speak as “we”, never as “I”." in said
    assert "Speak to the reader as “you”." in said
    assert any(each.startswith("Use contractions such as") for each in said)
    assert any("are exclamations" in each for each in said)
    assert any(each.startswith("Be warm") for each in said)


def test_a_voice_that_keeps_its_distance_is_asked_for_as_one(learned):
    said = in_words(learned(STIFF))
    assert "Do not speak of yourself: neither “we” nor “I”." in said
    assert "Do not speak to the reader: no “you”." in said
    assert "Write “do not” and “it is”, never “don’t” and “it’s”." in said
    assert "No questions." in said
    assert "No exclamations." in said
    assert any(each.startswith("Passive sentences are usual") for each in said)


def test_words_are_named_that_come_again_and_that_never_come(learned):
    said = in_words(learned(CHATTY, ["premium", "kettle"]))
    assert any(each.startswith("Words it likes") and "“kettle”" in each for each in said)
    assert "Words it never uses: “premium”." in said  # what the texts say all the same is no word they avoid


def test_it_is_shown_by_sentences_of_the_texts_themselves(learned):
    quoted = samples(learned(CHATTY))
    assert quoted
    assert all(any(sentence in text for text in CHATTY) for sentence in quoted)


def test_whoever_is_asked_to_write_so_gets_no_sentence_of_a_text_as_if_the_house_had_said_it(learned):
    task = " ".join(in_words(learned(CHATTY)))
    assert not any(sentence in task for sentence in samples(learned(CHATTY)))
