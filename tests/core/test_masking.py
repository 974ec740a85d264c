"""Masking is exact: whatever the text, what was taken out comes back to the letter, and nothing that was found is left in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import BadInput
from studio.core.masking import Masks, find, mask, placeholders_in, unmask
from studio.core.personal import Found, Kind, own_of

PERSONAL = [
    *(
        "jane.whitlow@example.org",
        "07700 900417",
        "07700900417",
        "12 Mill Lane, Hexham NE46 1AA",
        "4111 1111 1111 1111",
        "AB 12 34 56 C",
    ),
    *(
        "customer Jane Whitlow",
        "Mrs Whitlow says no.",
        "@priya.bakes",
        "[email 1]",
        "[Email 1]",
        "[ phone  2b ]",
        "[literal 1]",
        "[person 1",
    ),
    *(
        "1]",
        "[",
        "]",
        "[[email 1]]",
        "\\[email 1\\]",
        "[email 01]",
        "https://linkedin.com/in/jane-hart",
        "GB82 WEST 1234 5698 7654 32",
    ),
]
TEXTS = st.lists(
    st.one_of(st.sampled_from(PERSONAL), st.text(max_size=12), st.sampled_from([" ", "\n", ", ", "; "])), max_size=14
).map("".join)


@given(TEXTS)
def test_what_was_masked_comes_back_to_the_letter(text):
    masked, masks = mask(text, find(text))
    assert unmask(masked, masks) == text


@given(TEXTS, TEXTS)
def test_a_second_text_of_the_same_call_comes_back_too_and_the_first_still_does(one, other):
    first, masks = mask(one, find(one))
    second, both = mask(other, find(other), masks)
    assert unmask(second, both) == other
    assert unmask(first, both) == one
    assert dict(both.entries).items() >= dict(masks.entries).items()


@given(TEXTS)
def test_nothing_that_was_found_is_left(text):
    found = find(text)
    masked, masks = mask(text, found)
    bare = "".join(part for part in _outside(masked, masks))
    for each in found:
        assert text[each.start : each.end] not in bare


def _outside(masked, masks):
    at = 0
    for start, end, _ in placeholders_in(masked, masks):
        yield masked[at:start]
        yield "\x00"
        at = end
    yield masked[at:]


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(list(Kind)))))
def test_any_places_may_be_masked_even_such_as_overlap(text, places):
    found = [Found(kind, min(a, b, len(text)), min(max(a, b), len(text))) for a, b, kind in places]
    masked, masks = mask(text, found)
    assert unmask(masked, masks) == text


@given(TEXTS)
def test_the_table_can_be_written_down_and_read_again(text):
    masked, masks = mask(text, find(text))
    assert unmask(masked, Masks.from_json(masks.to_json())) == text


def test_the_same_datum_has_the_same_placeholder_and_another_way_of_writing_it_nearly_the_same():
    text = "Ring 07700 900417 or 07700900417, not 07700 900418. I said 07700 900417."
    masked, _ = mask(text, find(text))
    assert masked == "Ring [phone 1] or [phone 1b], not [phone 2]. I said [phone 1]."


def test_a_person_is_masked_wherever_a_part_of_the_name_stands():
    text = "Our customer Jane Whitlow wrote. Jane is cross, and so is Mrs Whitlow. The janes are not."
    masked, masks = mask(text, find(text))
    assert masked == "Our customer [person 1] wrote. [person 1c] is cross, and so is Mrs [person 1b]. The janes are not."
    later, _ = mask("Whitlow again", (), masks)
    assert later == "[person 1b] again"


def test_a_datum_that_runs_into_another_is_masked_where_it_stands_by_itself_too():
    text = "At NE46 1AA, says NE46 1AA@priya.bakes"
    masked, masks = mask(text, [Found(Kind.POSTCODE, 18, 26), Found(Kind.EMAIL, 23, 38)])
    assert masked == "At [postcode 1], says [email 1]"
    assert unmask(masked, masks) == text


def test_what_a_model_wrote_around_the_placeholders_is_kept_and_what_it_made_up_stays():
    masked, masks = mask("Write to jane@example.org.", find("Write to jane@example.org."))
    assert masked == "Write to [email 1]."
    assert unmask("Dear [EMAIL  1], not [email 2] or [name]", masks) == "Dear jane@example.org, not [email 2] or [name]"


def test_what_the_house_gives_out_itself_is_not_masked():
    text = "Call us on 01632 960 100 or mail erin@larkspur.example."
    own = own_of((), "We are at 01632 960100, hello@larkspur.example.", "", "GB")
    assert mask(text, find(text, "GB", own))[0] == text


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": 1, "masks": {"nonsense": "x"}}', '{"schema": 1, "masks": {"email 1": 2}}']
)
def test_what_is_no_table_is_refused_in_words(text):
    with pytest.raises(BadInput, match="no table of placeholders"):
        Masks.from_json(text)
