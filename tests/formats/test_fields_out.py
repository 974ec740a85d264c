"""Merge fields come through every way out sign by sign: what a mailing program is to fill in, it has to find."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.channels.plain import plain_text
from studio.core.document import Document
from studio.core.origins import OriginRun
from studio.core.span import Span
from studio.formats import write
from tests.formats.test_origins import AI, MARA

NAME = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)
VALUE = st.text("abc _*~`<>&|é", max_size=6)  # a quote of the other kind too could not stand in an address
FIELD = st.one_of(
    NAME.map("*|{}|*".format),
    NAME.map("*|IF:{}|*".format),
    st.just("*|END:IF|*"),
    st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True).flatmap(
        lambda name: st.sampled_from([f"[[{name}]]", f"%%{name}%%", f"%{name}x%", f"{{{name}}}"])
    ),
    NAME.flatmap(
        lambda name: st.sampled_from([f"{{{{{name}}}}}", f"{{{{ _{name}_ }}}}", f"{{{{#if {name}}}}}", f"{{{{{{{name}}}}}}}"])
    ),
    st.tuples(NAME, VALUE).map(lambda drawn: f'{{{{ {drawn[0]} | default: "{drawn[1]}" }}}}'),
    st.tuples(NAME, VALUE).map(lambda drawn: f'{{% if {drawn[0]} == "{drawn[1]}" %}}'),
).filter(lambda field: not re.search(r"<[A-Za-z/!?]|&#?\w+;", field))
PLACE = st.sampled_from(
    [
        "Dear @, hello.",
        "@",
        "**Dear @**, *and @*",
        "a_b @ c_d",
        "# Dear @",
        "- one\n- @ two",
        "> said @",
        "| a | b |\n|---|---|\n| @ | y |",
        "Go [to @ now](https://example.org/?u=@).",
        "[here](@) and there",
        "https://example.org/@ is it",
    ]
)


def _word(record, text: str) -> tuple[str, str]:
    """The words of the Word file, and where its links lead."""
    data = write("docx", record(text, text))
    made = docx.Document(BytesIO(data))
    return "".join(made.element.body.itertext()), ZipFile(BytesIO(data)).read("word/_rels/document.xml.rels").decode()


@given(st.lists(st.tuples(PLACE, FIELD), min_size=1, max_size=4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_mailing_program_finds_every_field_as_it_was_written(record, drawn):
    text = "\n\n".join(place.replace("@", field) for place, field in drawn)
    page = write("html", record(text, text)).decode()
    words, _ = _word(record, text)
    body = page[page.index("<main") :]
    for place, field in drawn:
        assert body.count(field) >= text.count(field), place
        assert plain_text(text).count(field) >= text.count(field), place
        in_addresses = place.count("(https://example.org/?u=@") + place.count("(@)")
        assert words.count(field) >= place.count("@") - in_addresses, place
    assert write("md", record(text, text)).decode().strip() == text.strip()


@given(PLACE, FIELD)
@settings(deadline=None)
def test_no_check_of_words_sees_those_of_a_field_and_every_place_holds(place, field):
    text = place.replace("@", field)
    for placed in Document.parse(text).blocks:
        assert field not in placed.block.text or "{" + field[1:-1] + "}" == field  # whether that is one is the house's to say
        for mark in placed.block.marks:
            if mark.tag == "field":
                assert placed.source(mark.span).of(text) == mark.text
                assert mark.span in placed.block.masked


def test_an_address_in_word_that_is_a_field_stays_one(record):
    _, addresses = _word(record, "[Leave](*|UNSUB|*) or [read](https://example.org/{{ id }}).")
    assert 'Target="*%7CUNSUB%7C*"' in addresses
    assert 'Target="https://example.org/%7B%7B%20id%20%7D%7D"' in addresses


@pytest.mark.parametrize(
    "text",
    [
        '{{ x | default: "<script>alert(1)</script>" }}',
        "[go]({{ x | default: \"a\" | b: '><script>alert(1)</script>' }})",
        "{{ <img src=x onerror=alert(1)> }}",
    ],
)
def test_a_field_smuggles_no_element_into_a_page(record, text):
    soup = BeautifulSoup(write("html", record(text, text)), "html.parser")
    assert not soup.find_all(["script", "img"])
    assert {name for each in soup.main.find_all(True) for name in each.attrs} <= {"href"}


def test_two_people_s_letters_in_one_field_leave_it_in_one_piece(record):
    text = "Dear {{ first_name }}, hello."
    runs = (OriginRun(Span(0, 12), AI), OriginRun(Span(12, 20), MARA), OriginRun(Span(20, len(text)), AI))
    page = write("html", replace(record(text, text), origins=runs)).decode()
    assert "{{ first_name }}" in page
    assert '<span data-origin="ai"' in page
