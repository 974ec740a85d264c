"""Links with something wrong that can be told without following them are flagged; sound ones are left alone."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.checks import links
from studio.checks.runner import Runner
from studio.core.check import Context
from studio.core.document import Document
from studio.core.flag import Flag
from studio.core.linking import LinkRules
from studio.core.piece import Channel

Flags = Callable[..., tuple[Flag, ...]]
SITE = "https://larkspur.co.uk"


def told(found: tuple[Flag, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(flag.rule.removeprefix("Links."), flag.text, tuple(fix.text for fix in flag.fixes)) for flag in found]


@pytest.mark.parametrize(
    "text",
    [
        f"[Menu]({SITE}/menu)",
        f'[Menu]({SITE}/menu "Our menu") and [map](<{SITE}/a b>)'.replace("a b", "ab"),
        f"[Menu]({SITE}/a_(b)) (see [map]({SITE}/map))",
        f"<{SITE}/menu> and ![A door]({SITE}/door.jpg)",
        f"[Menu][m]\n\n[m]: {SITE}/menu",
        "[Menu](/menu) [up](../a.md) [call](tel:+441632960142) [mail](mailto:a@larkspur.co.uk?subject=Hi)",
        "[Prices](#our-prices) and [top](#top)\n\n## Our prices!",
        "[Book]({{booking_url}}) [b](https://larkspur.co.uk/{{id}}/x) [c](*|UNSUB|*)",
        "`[a](http//b` and\n\n```\n[a](http//b\nhttp://example.com\n```\n\n<!-- [a](TBC) -->",
        "He said [sic] that [some] (few) went, see [1] and (2) [3].",
        "- [ ] a task\n- [x] done",
        "An array a[i](j) and f(x)[0]",
        "[Menu](https://larkspur.co.uk/r%C3%A9server?cours=mardi&niveau=d%C3%A9butant)",
        "[Menu](https://studio.co.uk/réserver)",
        f"[Menu]({SITE}/menu) and again [menu]({SITE}/menu/?utm_source=x)",
        "A footnote[^1].\n\n[^1]: The note.",
        f'<a href="{SITE}/menu">Menu</a>',
    ],
)
def test_a_sound_link_is_left_alone(flags: Flags, text: str):
    assert told(flags("links", text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Read [it]({SITE}/a now.", [("Broken", f"[it]({SITE}/a", (f"[it]({SITE}/a)",))]),
        (f"Read [it]({SITE}/a", [("Broken", f"[it]({SITE}/a", (f"[it]({SITE}/a)",))]),
        (f"Read [it] ({SITE}/a).", [("Broken", f"[it] ({SITE}/a)", (f"[it]({SITE}/a)",))]),
        (f"Read (it)[{SITE}/a].", [("Broken", f"(it)[{SITE}/a]", (f"[it]({SITE}/a)",))]),
        ("[it](http//larkspur.co.uk)", [("Broken", "http//larkspur.co.uk", ("http://larkspur.co.uk",))]),
        ("[it](https:/larkspur.co.uk)", [("Broken", "https:/larkspur.co.uk", ("https://larkspur.co.uk",))]),
        ("[it](htps://larkspur.co.uk)", [("Broken", "htps://larkspur.co.uk", ("https://larkspur.co.uk",))]),
        ("[it](https://https://larkspur.co.uk)", [("Broken", "https://https://larkspur.co.uk", ("https://larkspur.co.uk",))]),
        ("[it](www.larkspur.co.uk/a)", [("Broken", "www.larkspur.co.uk/a", ("https://www.larkspur.co.uk/a",))]),
        ("[it](larkspur.co.uk)", [("Broken", "larkspur.co.uk", ("https://larkspur.co.uk",))]),
        ("[it](erin@larkspur.co.uk)", [("Broken", "erin@larkspur.co.uk", ("mailto:erin@larkspur.co.uk",))]),
        ("[it](mailto:erin)", [("Broken", "mailto:erin", ())]),
        ("[it](https://larkspur.co.uk/a b)", [("Broken", "https://larkspur.co.uk/a b", ("https://larkspur.co.uk/a%20b",))]),
        ("[it]()", [("Broken", "[it]()", ())]),
        (f"[]({SITE})", [("NoWords", f"[]({SITE})", ())]),
        ("[it][nowhere]", [("Broken", "[it][nowhere]", ())]),
        ("[it]({{ booking_url }})", [("Broken", "{{ booking_url }}", ("{{booking_url}}",))]),
        ("[it](http://larkspur.co.uk/a)", [("NotSecure", "http://larkspur.co.uk/a", ("https://larkspur.co.uk/a",))]),
        ("[it](https://www.yourdomain.com/x)", [("Placeholder", "https://www.yourdomain.com/x", ())]),
        ("[it](https://example.com)", [("Placeholder", "https://example.com", ())]),
        ("[it](http://localhost:8000/x)", [("Placeholder", "http://localhost:8000/x", ())]),
        ("[it](TBC) [that](#) [url](url)", [("Placeholder", "TBC", ()), ("Placeholder", "#", ()), ("Placeholder", "url", ())]),
        (
            "Order here: [insert link here] (link TBC)",
            [("Placeholder", "[insert link here]", ()), ("Placeholder", "(link TBC)", ())],
        ),
        (f"[it]({SITE}/?a=1&b=2&a=3)", [("Twice", "a", ())]),
        (f"[it]({SITE}/?utm_sorce=x)", [("Tracking", "utm_sorce", ("utm_source",))]),
        (f"See {SITE}/menu.", [("Bare", f"{SITE}/menu", ())]),
        ("See (www.larkspur.co.uk/menu).", [("Bare", "www.larkspur.co.uk/menu", ())]),
        (f"[More]({SITE}/a) and [more]({SITE}/b)", [("TwoTargets", f"[more]({SITE}/b)", ())]),
        ("[Prices](#price)\n\n## Prices", [("Anchor", "#price", ("#prices",))]),
        ('<a href="http//x.co.uk">Menu</a>', [("Broken", "http//x.co.uk", ("http://x.co.uk",))]),
    ],
)
def test_a_faulty_link_is_flagged_where_it_is_faulty_with_how_to_mend_it(flags: Flags, text: str, expected: list[object]):
    assert told(flags("links", text)) == expected


def test_a_mended_link_has_no_fault_any_more(flags: Flags):
    for text in (f"Read [it]({SITE}/a now.", "[it](http//larkspur.co.uk)", "[it](larkspur.co.uk)", "[it]({{ url }})"):
        (flag,) = flags("links", text)
        mended = text[: flag.span.start] + flag.fixes[0].text + text[flag.span.end :]
        assert not [f for f in flags("links", mended) if f.rule != "Links.NotSecure"], mended


HOUSE = LinkRules(("larkspur.co.uk", "larkspur.example.com"), ("utm_source", "utm_campaign"))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (f"{SITE}/?utm_source=a&utm_campaign=b", []),
        (f"{SITE}/", ["This link to our own site lacks utm_source and utm_campaign."]),
        ("https://shop.larkspur.co.uk/?utm_source=a", ["This link to our own site lacks utm_campaign."]),
        (f"{SITE}/?utm_source=&utm_campaign=b", ["“utm_source” has no value."]),
        (f"{SITE}/?utm_source=a&utm_campain=b", ["“utm_campain” is no parameter that counts; did you mean “utm_campaign”?"]),
        (f"{SITE}/?utm_source=a&utm_campaign=b&utm_colour=c", ["“utm_colour” is no parameter that counts."]),
        ("https://elsewhere.co.uk/", []),
        ("https://notlarkspur.co.uk/", []),
        ("https://larkspur.example.com/?utm_source=a&utm_campaign=b", []),
    ],
)
def test_links_to_the_houses_own_sites_carry_what_the_house_counts_by(flags: Flags, target: str, expected: list[str]):
    assert [flag.message for flag in flags("links", f"[it]({target})", Context(links=HOUSE))] == expected


def test_bare_addresses_are_usual_in_posts_and_replies(flags: Flags):
    for channel in (Channel.SOCIAL, Channel.SUPPORT):
        assert not flags("links", f"See {SITE}/menu", Context(channel=channel))


@given(st.text(alphabet="[]()<>!#htps:/w.com \n`\"'x=?&{}%\\", max_size=90))
def test_no_text_makes_the_check_fail(text: str):
    report = Runner([links.CHECK]).run(Document.parse(text), Context(links=HOUSE), links.CHECK.lane)
    assert report.ran == ("links",), text
    for flag in report.flags:
        assert flag.span.end <= len(text)
