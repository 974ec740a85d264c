"""Subject, preheader, title and description are found where drafts put them, and measured as their places show them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.channels import lengths
from studio.core.channels.heads import heads, with_heads
from studio.core.channels.plain import plain_text
from studio.core.channels.posts import posts
from studio.core.channels.widths import cut_to, pixels


@pytest.mark.parametrize(
    ("source", "subject", "preheader", "body"),
    [
        ("Subject: Tea at ten\n\nHi", "Tea at ten", "", "Hi"),
        ("**Subject:** Tea at ten\n**Preview text:** Come in\n\nHi", "Tea at ten", "Come in", "Hi"),
        ("**Subject**: Tea\nPreheader: Come\nHi", "Tea", "Come", "Hi"),
        ("Subject line: *Tea*\n\nPreheader: Come in\n\n\nHi", "Tea", "Come in", "Hi"),
        ("---\nsubject: Tea\nbrief: Secret\n---\nHi", "Tea", "", "Hi"),
        ("---\nsubject: Tea\n---\nSubject: Better tea\n\nHi", "Better tea", "", "Hi"),
        ("Hi\n\nSubject: not at the top", "", "", "Hi\n\nSubject: not at the top"),
        ("Subjects: many\n\nHi", "", "", "Subjects: many\n\nHi"),
        ("", "", "", ""),
    ],
)
def test_the_head_of_a_text_is_read_in_one_way(source: str, subject: str, preheader: str, body: str):
    top = heads(source)
    assert (top.subject, top.preheader, source[top.begins :]) == (subject, preheader, body)
    for name, span in top.spans:
        assert getattr(top, name) in span.of(source)


def test_title_and_description_are_read_too():
    top = heads("Meta title: Tea rooms\nMeta description: Warm.\n\n# Welcome")
    assert (top.title, top.description) == ("Tea rooms", "Warm.")


@given(st.text(alphabet="Subject: Title*_-\n#ab", max_size=60))
def test_whatever_is_no_head_is_the_text(source: str):
    assert 0 <= heads(source).begins <= len(source)


@pytest.mark.parametrize(
    ("text", "size", "width"), [("Tea", 20, 34), ("iiii", 20, 18), ("WWWW", 20, 76), ("", 20, 0), ("Tea", 14, 24)]
)
def test_widths_are_those_of_arial(text: str, size: int, width: int):
    # T 611, e 556, a 556; i 222; W 944 thousandths of the size
    assert pixels(text, size) == width


@given(st.text(max_size=200), st.integers(min_value=60, max_value=900))
def test_what_is_cut_fits(text: str, most: int):
    assert pixels(cut_to(text, 14, most), 14) <= max(most, pixels(" …", 14))


def test_lengths_say_what_is_cut_where():
    line = lengths.subject("a" * 50)
    assert [(cut.where, cut.is_cut) for cut in line.cuts] == [("a telephone", True), ("a computer", False)]
    assert line.cuts[0].shown == "a" * 40 + "…"
    assert lengths.subject("Short").advice == ""
    assert "needs a subject" in lengths.subject("").advice
    assert "no preheader" in lengths.preheader("Hi", False).advice
    assert lengths.title("Tea").cuts[0].shown == "Tea"
    assert lengths.title("W" * 40).advice.startswith("155 pixels too wide")  # 40 × 944 × 20 / 1000 = 755
    assert "no description" in lengths.description("", False).advice


@pytest.mark.parametrize(
    ("source", "names", "texts"),
    [
        ("**Post 1**\nOne\n\n**Post 2**\nTwo", ["Post 1", "Post 2"], ["One", "Two"]),
        ("## Tweet 1/2:\nOne\n\n---\n\n## Tweet 2/2:\nTwo", ["Tweet 1/2", "Tweet 2/2"], ["One", "Two"]),
        ("Intro\n\n**Monday**\nOne\n*Alt text: A door.*", ["Monday"], ["One"]),
        ("One\n\n---\n\nTwo", ["Post 1", "Post 2"], ["One", "Two"]),
        ("Just one post\n#tea", [""], ["Just one post\n#tea"]),
        ("Post 1 was fun, post 2 is not", [""], ["Post 1 was fun, post 2 is not"]),
    ],
)
def test_a_text_falls_into_its_posts(source: str, names: list[str], texts: list[str]):
    found = posts(source)
    assert [post.name for post in found] == names
    assert [plain_text(post.source) for post in found] == texts


def test_what_is_said_of_the_picture_is_not_counted():
    (post,) = posts("**Post 1**\nCome in. 🍵\n*Alt text: a blue door.*")
    assert (post.source, post.alt) == ("Come in. 🍵", "a blue door.")


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("**Bold** and *slanted* `code`", "Bold and slanted code"),
        ("One\ntwo\n\nthree", "One\ntwo\n\nthree"),
        ("- a\n- b\n\n1. c\n2. d", "– a\n– b\n1. c\n2. d"),
        ("[The menu](https://a.co.uk/m) today", "The menu (https://a.co.uk/m) today"),
        ("[https://a.co.uk](https://a.co.uk) and https://b.co.uk/x_y", "https://a.co.uk and https://b.co.uk/x_y"),
        ("![A door](https://a.co.uk/d.jpg)", "[Picture: A door]"),
        ("# Tea\n\nText", "Tea\n\nText"),
        ("[Mail us](mailto:a@b.co.uk)", "Mail us (a@b.co.uk)"),
    ],
)
def test_plain_text_keeps_lines_and_addresses_and_loses_marks(source: str, plain: str):
    assert plain_text(source) == plain


@pytest.mark.parametrize(
    ("header", "text", "wanted"),
    [
        ({"subject": "Tea", "preview_text": "Come in"}, "Hi", "Subject: Tea\n\nPreheader: Come in\n\nHi"),
        ({"subject": "Tea"}, "Subject: Better tea\n\nHi", "Subject: Better tea\n\nHi"),
        ({"title": "Spring mail", "brief": "Secret", "description": "Warm"}, "Hi", "Hi"),
        ({"subject": ""}, "Hi", "Hi"),
    ],
)
def test_what_a_header_says_for_the_readers_of_an_email_stands_first_in_its_text(header, text: str, wanted: str):
    found = with_heads(text, header, ("subject", "preheader"))
    assert found == wanted
    assert heads(found).begins == len(found) - 2
