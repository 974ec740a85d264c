"""Details are known again by value, whatever their wording; a change to one is told in a sentence, a change of dress is not."""

import json
import string
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studio.core.details import FIGURES, Detail, Kind, details, difference, essence, gist, plain, same

DRAFTS = Path(__file__).resolve().parents[4] / "shared" / "data" / "drafts"


def figure(text: str) -> Detail:
    """The one figure of `text`."""
    (found,) = [detail for detail in details(text) if detail.kind in FIGURES]
    return found


def of_kind(text: str, kind: Kind) -> list[str]:
    return [detail.text for detail in details(text) if detail.kind is kind]


@pytest.mark.parametrize(
    "ways",
    [
        ("fermented for 36 hours", "a 36-hour ferment", "fermented for a day and a half", "fermented for thirty-six hours"),
        ("£4.20", "4.20 pounds", "GBP 4.20", "it costs £4.20 now", "420p"),
        ("43%", "43 per cent", "43 percent", "forty-three percent", "43\u00a0%"),
        ("£1.5m", "£1.5 million", "£1,500,000"),
        ("in two weeks", "in 14 days", "in a fortnight"),
        ("6 May", "May 6th", "the 6th of May", "6th May"),
        ("6 May 2024", "2024-05-06", "May 6, 2024"),
        ("10am", "10 a.m.", "10.00am", "ten o'clock"),
        ("7.30pm", "19:30"),
        ("2,300 homes", "2.3k homes", "2300 homes", "two thousand three hundred homes"),
        ("one in five", "1 in 5", "20%", "two out of ten", "a fifth of"),
        ("half of them", "50%"),
        ("2½ hours", "two and a half hours", "150 minutes", "2.5 hours"),
        ("twice", "doubled", "2x", "two times"),
        ("a dozen", "12", "twelve"),
        ("99p", "£0.99"),
        ("$12/month", "$12 a month", "$12 per month"),
        ("11 miles", "17.7 km"),
        ("£14 per user per month", "£14 a month"),
        ("an order of 1kg", "an order of 1,000 g"),
    ],
    ids=lambda ways: ways[0],
)
def test_a_figure_is_known_again_however_it_is_written(ways: tuple[str, ...]):
    first = figure(ways[0])
    for way in ways[1:]:
        assert same(first, figure(way)), (first, figure(way))
        assert same(figure(way), first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("£4.20", "£4.50"),
        ("£4.20", "$4.20"),
        ("43%", "43 people"),
        ("since 2014", "since 2012"),
        ("6 May", "6 June"),
        ("10am", "10pm"),
        ("36 hours", "36 days"),
        ("11 miles", "11 km"),
        ("$12 a month", "$12 a year"),
        ("20%", "25%"),
        ("half of them", "a third of them"),
    ],
)
def test_another_value_or_another_unit_is_another_figure(one: str, other: str):
    assert not same(figure(one), figure(other))


def test_what_one_side_leaves_unsaid_is_let_pass():
    assert same(figure("6 May"), figure("6 May 2024"))
    assert same(figure("£14"), figure("£14 per month"))
    assert same(figure("6/5/24"), figure("6 May 2024"))
    assert same(figure("6/5/24"), figure("June 5, 2024"))
    assert not same(figure("6/5/24"), figure("7 May 2024"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The walk is from 4 to 12 October.", ["4", "12 October"]),
        ("Tuesdays, 6.30–8.45pm, for eight weeks", ["Tuesdays", "6.30", "8.45pm", "eight weeks"]),
        ("open Mon-Sat 9.30-5", ["Mon", "Sat", "9.30", "5"]),
        ("From £5–£10 or 10–15% off", ["£5", "£10", "10", "15%"]),
        ("No one knows which one of them is the one.", []),
        ("It may be in the second week of march.", []),
    ],
)
def test_ranges_are_two_figures_and_pronouns_none(text: str, found: list[str]):
    assert [detail.text for detail in details(text) if detail.kind in FIGURES] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zoë Ní Bhriain studied ceramics in Limerick.", ["Zoë Ní Bhriain", "Limerick"]),
        ("We bake with flour from Priory Mill, and so does Anna.", ["Priory Mill", "Anna"]),
        ("The Bank of England likes AnchorPoint Shield.", ["Bank of England", "AnchorPoint Shield"]),
        ("Baking is fun. Everyone likes bread. Why not?", []),
        ("How to Choose the Right Paint for Your Rooms", []),
        ("On Tuesday in March we met.", []),
        ("It meets BS 3621 and ISO 27001.", ["BS 3621", "ISO 27001"]),
        ("It was Annette’s van.", ["Annette"]),
    ],
)
def test_names_are_told_from_capitals_that_only_begin_something(text: str, found: list[str]):
    assert of_kind(text, Kind.NAME) == found


def test_addresses_quotations_and_placeholders_are_details_of_their_own():
    text = "Ring 555 0129 or write to freya@mill.example, https://mill.example/bread. {{first_name}} said “so good it hurts”."
    assert of_kind(text, Kind.PHONE) == ["555 0129"]
    assert of_kind(text, Kind.EMAIL) == ["freya@mill.example"]
    assert of_kind(text, Kind.LINK) == ["https://mill.example/bread"]
    assert of_kind(text, Kind.PLACEHOLDER) == ["{{first_name}}"]
    assert of_kind(text, Kind.QUOTE) == ["“so good it hurts”"]
    assert not [detail for detail in details(text) if detail.kind in FIGURES]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Customers cut time by 43%", "Customers cut time by 34%", "The number changed from 43% to 34%."),
        ("Loaves are £4.20", "Loaves are £4.50", "The sum changed from £4.20 to £4.50."),
        ("We opened in 2014", "We opened in 2012", "The date changed from 2014 to 2012."),
        ("We open at 7am", "We open at 8am", "The time changed from 7am to 8am."),
        ("It does harm", "It does not harm", "“not” was added."),
        ("It doesn’t harm", "It does harm", "“not” was taken out."),
        ("Unlike Trello, it keeps them", "Unlike Asana, it keeps them", "“Trello” was replaced by “Asana”."),
        ("Trello loses them", "Asana loses them", "“Trello” was replaced by “Asana”."),
        ("You get more clicks", "You get less clicks", "“more” became “less”."),
        ("Sales rose last year", "Sales fell last year", "“rose” became “fell”."),
        ("Up to 9 people", "9 people", "“up to” was taken out."),
        ("Nine people", "People", "The number Nine was taken out."),
    ],
)
def test_what_changed_is_said_in_one_sentence(before: str, after: str, said: str):
    assert difference(before, after) == said


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("fermented for 36 hours", "fermented for a day and a half"),
        ("a loaf is £4.20", "A loaf costs **4.20 pounds**!"),
        ("It does not harm you", "it doesn't harm you"),
        ("Our [flour](https://mill.example/1) travels 11 miles", "our flour travels _11 miles_"),
        ('He said "so good it hurts"', "He said “so good it hurts”"),
        ("Customers like it", "clients like it"),
        ("On 6 May we open", "We open on May 6th"),
        ("`43%` of people", "43 % of <b>people</b>"),
    ],
)
def test_dress_order_and_harmless_words_are_no_difference(before: str, after: str):
    assert difference(before, after) == ""
    assert difference(after, before) == ""


def test_a_gist_is_the_same_with_another_number_and_another_dress():
    assert gist("Customers cut reporting time by 43%") == gist("**34%** is cut off our customers' reporting times")
    assert gist("Customers cut reporting time by 43%") != gist("Customers cut travel time by 43%")
    assert not any(map(str.isdigit, gist("In 2014, 36 people paid £4.20 on 6 May at 10am.")))


# ---------------------------------------------------------------- whatever the text

PIECES = """
the loaf costs £4.20 43% 36 hours a day and half May 6th 2014 10am Trello Zoë not never more up to twice one in five isn't it's
( “so good” 555 0129 {{name}} x@y.com https://a.co/b £5–£10 ½ 3rd of 9.30-5 Mon-Sat two-thirds hundred k % . , — 😀 é
"""
WORDS = st.sampled_from(PIECES.split())
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join))


@given(TEXTS)
def test_every_span_holds_the_very_words(text: str):
    found = details(text)
    for detail in found:
        assert detail.span.of(text) == detail.text
        assert detail.text
    apart = [detail.span for detail in found if detail.kind is not Kind.QUOTE]
    assert all(one.end <= other.start for one, other in pairwise(apart))


@given(TEXTS)
def test_nothing_changed_is_no_difference(text: str):
    assert difference(text, text) == ""
    assert difference(text, f"  {text}\n") == ""


@given(TEXTS, TEXTS)
def test_a_difference_is_one_in_both_directions(one: str, other: str):
    assert bool(difference(one, other)) == bool(difference(other, one))


@given(
    st.lists(WORDS, min_size=1, max_size=10),
    st.integers(0, 9),
    st.sampled_from(["**{}**", "*{}*", "`{}`", "[{}](https://a.example)", "<b>{}</b>"]),
)
def test_markup_around_words_is_no_difference(words: list[str], at: int, markup: str):
    text = " ".join(words)
    words[at % len(words)] = markup.format(words[at % len(words)])
    assume(not text.startswith(("https", "x@")))
    assert difference(text, " ".join(words)) == ""


@given(TEXTS)
def test_other_quotes_blanks_and_capitals_are_no_difference(text: str):
    assume(not text[:1].isspace())
    for other in (
        text.replace(" ", "\u00a0"),
        text.replace("'", "’"),
        text.replace("“", '"').replace("”", '"'),
        text[:1].lower() + text[1:],
    ):
        if len(other) == len(text):
            assert difference(text, other) == "", other


COUNTED = ["It takes {} people", "Up {}% on last year", "It costs £{}", "{} days", "In {} minutes or less", "Call it {}, then"]


@given(st.sampled_from(COUNTED), st.integers(0, 10**6), st.integers(0, 10**6))
def test_another_number_is_always_a_difference(text: str, one: int, other: int):
    assume(one != other)
    assert difference(text.format(one), text.format(other)) != ""


@given(st.data())
def test_another_digit_anywhere_in_a_draft_is_a_difference(data: st.DataObject):
    if not DRAFTS.is_dir():
        pytest.skip(f"no drafts at {DRAFTS}")
    lines = [line for path in sorted(DRAFTS.glob("*.md")) for line in path.read_text(encoding="utf-8").splitlines()]
    line = data.draw(st.sampled_from([line for line in lines if any(c in string.digits for c in line) and "](" not in line]))
    at = data.draw(st.sampled_from([n for n, character in enumerate(line) if character in string.digits]))
    digit = data.draw(st.sampled_from([d for d in string.digits if d != line[at]]))
    changed = line[:at] + digit + line[at + 1 :]
    assert difference(line, changed) != "", json.dumps([line, changed])


@given(TEXTS)
def test_the_gist_and_the_plain_text_of_any_text_are_settled(text: str):
    assert gist(text) == gist(f"**{text}**") or "*" in text or "`" in text
    assert plain(text) == plain(text).strip()
    assert essence(text) == essence(f" {text} ")
