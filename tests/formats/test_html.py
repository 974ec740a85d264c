"""Web pages, in and out."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from studio.core.errors import BadInput
from studio.formats import read_bytes, write
from studio.formats.markup import to_markdown

PAGE = b"""<!doctype html><html><head><meta charset="utf-8"><title>Solar &amp; you</title>
<meta name="Description" content="What it costs"><style>p{color:red}</style></head>
<body><nav><ul><li>Menu</li></ul></nav><h1>Solar</h1><script>alert(1)</script>
<p>A <b>bold</b>, <em>lean</em>, <s>old</s> word and <a href="https://e.org/?a=1&amp;b=2">a link</a>.</p>
<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul><ol start="3"><li>x</li><li>y</li></ol>
<table><thead><tr><th>h</th><th>k</th></tr></thead><tbody><tr><td>c|d</td><td>e</td></tr></tbody></table>
<blockquote><p>said</p></blockquote><pre><code>a * b
  c</code></pre><p><a href="javascript:alert(2)">bad</a> <img alt="a cat" src="cat.png"><img src="x.gif"></p></body></html>"""


def test_a_page_becomes_the_markdown_a_person_would_write():
    draft = read_bytes(PAGE, "page.html")
    assert draft.text == (
        "# Solar\n\nA **bold**, *lean*, ~~old~~ word and [a link](https://e.org/?a=1&b=2).\n\n"
        "- one\n  - two\n- three\n\n3. x\n4. y\n\n| h | k |\n| --- | --- |\n| c\\|d | e |\n\n> said\n\n"
        "```\na * b\n  c\n```\n\nbad ![a cat](cat.png)\n"
    )
    assert draft.meta == {"title": "Solar & you", "description": "What it costs"}
    assert draft.title == "Solar & you"


@pytest.mark.parametrize(
    ("head", "codec", "label"),
    [
        (b'<meta charset="windows-1251">', "windows-1251", "windows-1251"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=utf-8">', "utf-8", "utf-8"),
        (b'<meta charset="utf-8">', "utf-16", "utf-16"),
    ],
)
def test_the_page_s_own_charset_is_believed_unless_a_mark_knows_better(head, codec, label):
    data = (head.decode() + "<p>Наши цены</p>").encode(codec)
    draft = read_bytes(data, "a.htm")
    assert (draft.text, draft.encoding) == ("Наши цены\n", label)


def test_latin_1_pages_are_read_as_browsers_read_them():
    assert read_bytes(b'<meta charset="iso-8859-1"><p>\x93q\x94 \x805</p>', "a.html").text == "“q” €5\n"


def test_a_page_that_is_wrong_about_its_charset_is_read_all_the_same():
    assert read_bytes(b'<meta charset="utf-8"><p>caf\xe9</p>', "a.html").text == "café\n"


def test_a_dash_or_a_number_in_the_middle_of_a_line_is_left_as_it_is():
    page = b"<p><b>Price</b> - now 5 + 3 = 8<br>- not a list <i>2.</i> # no</p><p><i>1. x</i></p>"
    assert read_bytes(page, "a.html").text == "**Price** - now 5 + 3 = 8\\\n\\- not a list *2.* # no\n\n*1\\. x*\n"


def test_endless_nesting_is_refused_at_once():
    with pytest.raises(BadInput, match="nested too deeply"):
        read_bytes(b"<div>" * 200_000 + b"x", "deep.html")
    with pytest.raises(BadInput, match="nested too deeply"):
        read_bytes(b"<div>" * 2_000 + b"x", "deep.html")


_PLAIN = st.text(st.sampled_from("abc 12.#*_`~<>[]()&;|\\!+-=:/{}\"'\n"), max_size=40)


@settings(max_examples=300, deadline=None)
@given(_PLAIN)
def test_the_words_of_a_paragraph_stay_words_whatever_they_look_like(text):
    page = BeautifulSoup("<p></p>", "html.parser")
    page.p.string = f"x {text} y"
    shown = BeautifulSoup(MarkdownIt("js-default").render(to_markdown(str(page), "a.html")), "html.parser")
    assert " ".join(shown.get_text().split()) == " ".join(f"x {text} y".split())
    assert not shown.find(["em", "strong", "a", "code", "li", "h1", "h2", "s", "img", "pre", "hr"])


class TestOut:
    def test_the_page_holds_the_text_and_is_whole_in_itself(self, record):
        text = "# Hi <x>\n\nA **b** & [l](https://e.org).\n\n- one\n\n| h |\n|---|\n| c |\n\n![cat](https://e.org/c.png)\n"
        page = write("html", record("", text, title="T & <t>")).decode()
        soup = BeautifulSoup(page, "html.parser")
        assert soup.html["lang"]
        assert soup.title.get_text() == "T & <t>"
        assert [h.get_text() for h in soup.find_all("h1")] == ["Hi <x>"]
        assert soup.find("table")
        assert not soup.find_all(["script", "link", "img", "iframe"])
        assert not re.search(r"url\(|@import", page)
        assert read_bytes(page.encode(), "a.html").text.startswith("# Hi \\<x>\n\nA **b** & [l](https://e.org).\n\n- one\n")

    def test_a_text_without_a_heading_gets_its_title(self, record):
        assert b"<h1>My &lt;piece&gt;</h1>" in write("html", record("", "Words.\n", title="My <piece>"))

    @pytest.mark.parametrize("text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", '<img src=x onerror="a()">'])
    def test_nothing_in_a_draft_becomes_code(self, record, text):
        soup = BeautifulSoup(write("html", record("", text)), "html.parser")
        assert not soup.find_all(["script", "img", "a"])
        assert text in soup.main.get_text()

    def test_braces_in_a_draft_are_only_braces(self, record):
        assert b"Dear {first_name} {{x}} {0}" in write("html", record("", "Dear {first_name} {{x}} {0}"))


def test_markdown_goes_out_to_the_letter(record):
    assert write("md", record("a", "Ü *b*\n\n  c")) == "Ü *b*\n\n  c".encode()


def test_a_format_nobody_writes_is_answered(record):
    with pytest.raises(BadInput, match="odt"):
        write("odt", record("a", "b"))
