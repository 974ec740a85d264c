"""Personal data is found however its signs are written, and what was masked comes back to the letter all the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.masking import Outgoing, Part, also
from studio.core.masking import Masks, find, mask, unmask
from studio.core.personal import Kind
from studio.core.personal.disguises import seen_plain


@pytest.mark.parametrize(
    ("datum", "kind"),
    [
        ("mara&#64;example.org", Kind.EMAIL),
        ("mara&#x40;example.org", Kind.EMAIL),
        ("mara&commat;example.org", Kind.EMAIL),
        ("mara%40example.org", Kind.EMAIL),
        ("mara＠example.org", Kind.EMAIL),
        ("mara@\u200bexample.org", Kind.EMAIL),
        ("ma\u00adra.quint@example.org", Kind.EMAIL),
        ("4111.1111.1111.1111", Kind.CARD),
        ("4111/1111/1111/1111", Kind.CARD),
        ("４１１１１１１１１１１１１１１１", Kind.CARD),
        ("GB82\u200bWEST\u200b1234\u200b5698\u200b7654\u200b32", Kind.IBAN),
        ("+44 20 7946\n0958", Kind.PHONE),
    ],
)
def test_a_datum_in_another_spelling_does_not_leave(datum: str, kind: Kind):
    text = f"Write to {datum} today."
    masked, masks = mask(text, find(text))
    assert masked == f"Write to [{kind} 1] today."
    assert unmask(masked, masks) == text


@pytest.mark.parametrize(
    "text",
    [
        "Save 40%40 times & more; 100%.",
        "In 2024\n1999 people came, and 1234/5678/9012/3456 is no card.",
        "Zero\u200bwidth and soft\u00adhyphens stay where they are; ＡＢＣ too.",
    ],
)
def test_what_is_harmless_stays_as_it_is(text: str):
    assert mask(text, find(text))[0] == text


def test_a_name_does_not_leave_in_other_capitals_or_with_another_apostrophe():
    text = "Mrs Margaret O’Leary of Leeds said so. MARGARET O’LEARY wrote, and margaret o'leary rang."
    masked, masks = mask(text, find(text))
    assert "leary" not in masked.casefold()
    assert masked.count("[person 1") == 3
    assert unmask(masked, masks) == text


@given(st.text(st.sampled_from("a4@.＠４\u200b\u00ad%&#;x0\n /é"), max_size=40))
def test_every_place_of_the_plain_text_leads_back_to_where_it_stands(text: str):
    seen = seen_plain(text)
    assert len(seen.starts) == len(seen.ends) == len(seen.text)
    for at, (start, end) in enumerate(zip(seen.starts, seen.ends, strict=True)):
        assert 0 <= start < end <= len(text)
        if len(text[start:end]) == 1 and text[start].isascii():
            assert seen.text[at] == text[start]
    masked, masks = mask(text, find(text))
    assert unmask(masked, masks) == text


@pytest.mark.parametrize("words", ["margaret o'leary", "MARGARET  O’LEARY"])
def test_words_that_a_person_marks_are_masked_in_every_spelling(words: str):
    sent = Outgoing((Part("Text", "the harbour mistress o'leary; O’LEARY; Margaret O’Leary, margaret o'leary"),), Masks())
    after = also(sent, words)
    assert "margaret" not in after.parts[0].text.casefold()
    assert after.restored(after.parts[0].text) == sent.parts[0].text
