"""Every dialect, whole and broken, and the texts that only look like fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.merging.dialects import Dialect, Part, same_name
from studio.core.merging.reading import read

WHOLE = [
    ("Hi {{first_name}},", Dialect.CURLY, "first_name", None),
    ("Hi {{ first_name }},", Dialect.CURLY, "first_name", None),
    ("Hi {{customer.first_name}},", Dialect.CURLY, "customer.first_name", None),
    ("Hi {{{first_name}}},", Dialect.CURLY, "first_name", None),
    ('Hi {{ first_name | default: "there" }},', Dialect.LIQUID, "first_name", "there"),
    ("Hi {{ first_name | capitalize | default: 'you all' }},", Dialect.LIQUID, "first_name", "you all"),
    ('Hi {{ first_name | default: "a | b" }},', Dialect.LIQUID, "first_name", "a | b"),
    ("Hi *|FNAME|*,", Dialect.MAILCHIMP, "FNAME", None),
    ("Hi *|TITLE:FNAME|*,", Dialect.MAILCHIMP, "FNAME", None),
    ("Hi [[first_name]],", Dialect.BRACKETS, "first_name", None),
    ("Hi [[First name]],", Dialect.BRACKETS, "First name", None),
    ("Hi %first_name%,", Dialect.PERCENT, "first_name", None),
    ("Hi %%first_name%%,", Dialect.DOUBLE_PERCENT, "first_name", None),
]


@pytest.mark.parametrize(("text", "dialect", "name", "fallback"), WHOLE)
def test_every_dialect_is_read_with_its_name_and_its_place(text: str, dialect: Dialect, name: str, fallback: str | None):
    (field,) = read(text)
    assert (field.dialect, field.part, field.name, field.fallback) == (dialect, Part.VALUE, name, fallback)
    assert field.span.of(text) == field.text
    assert field.where.of(text) == name
    assert not field.fault
    assert text.startswith("Hi ")
    assert field.span.start == 3


@pytest.mark.parametrize(
    ("text", "parts", "names"),
    [
        ("{% if vip %}a{% elsif new %}b{% else %}c{% endif %}", "if else_if else end", "vip new  "),
        ("{%- unless vip -%}a{%- endunless -%}", "if end", "vip "),
        ("{{#if vip}}a{{else}}b{{/if}}", "if else end", "vip  "),
        ("{{#unless vip}}a{{/unless}}", "if end", "vip "),
        ("*|IF:VIP|*a*|ELSEIF:NEW|*b*|ELSE:|*c*|END:IF|*", "if else_if else end", "VIP NEW  "),
        ("*|IFNOT:VIP|*a*|END:IF|*", "if end", "VIP "),
        ("{{! a note }}a{% comment %} b {% endcomment %}", "note note", " "),
        ("{{> footer}}{{#each orders}}x{{/each}}{% for a in b %}{% endfor %}*|UNSUB|**|DATE:d/m|*", "other " * 7, " " * 6),
    ],
)
def test_conditions_and_what_is_no_value_are_told_apart(text: str, parts: str, names: str):
    found = read(text)
    assert [field.part.value for field in found] == parts.split()
    assert [field.name for field in found] == names.split(" ")
    assert not [field.fault for field in found if field.fault]


@pytest.mark.parametrize(
    ("text", "words", "mended"),
    [
        ("box on {{last_box_date}, and", "{{last_box_date}", "{{last_box_date}}"),
        ("box on {{ last_box_date, and", "{{ last_box_date", "{{ last_box_date }}"),
        ("Hi {first_name}},", "{first_name}}", "{{first_name}}"),
        ('Hi {{ name | default: "you" },', '{{ name | default: "you" }', '{{ name | default: "you" }}'),
        ("Hi *|FNAME|,", "*|FNAME|", "*|FNAME|*"),
        ("Hi *|FNAME*,", "*|FNAME*", "*|FNAME|*"),
        ("Hi |FNAME|*,", "|FNAME|*", "*|FNAME|*"),
        ("Hi [[name],", "[[name]", "[[name]]"),
        ("Hi %%name%,", "%%name%", "%%name%%"),
        ("{% if vip } a", "{% if vip }", "{% if vip %}"),
        ("Hi {{ name | default: “you” }},", "{{ name | default: “you” }}", '{{ name | default: "you" }}'),
        ("Hi {{ first name }},", "{{ first name }}", "{{ first_name }}"),
    ],
)
def test_a_broken_field_is_found_and_mended(text: str, words: str, mended: str):
    (field,) = read(text)
    assert field.fault
    assert (field.text, field.mended) == (words, mended)
    assert not [each.fault for each in read(text.replace(field.text, field.mended)) if each.fault]


@pytest.mark.parametrize(
    "text",
    [
        "50% of the growers and 20% of the boxes",
        "Save 5% today, 10% tomorrow, 100%!",
        "5%off%",
        "https://example.org/r%C3%A9server/%20%e2%80%93",
        "Between 20%and 30% of people",
        "See [[1]](https://example.org) and [[text](https://example.org)] and [^1]",
        "A list [[1]] [2], a [link](x) and an [image][ref]",
        "A set {a, b}, CSS {color: red}, ${price} and {placeholder}",
        "**bold** *|* and |a|b|",
        "| a | b |\n|---|---|\n| *x* | *y* |",
        "{{ }} {{}}",
        "It costs 5 %, or 6 %",
        "a ** b %% c",
    ],
)
def test_what_only_looks_like_a_field_is_none(text: str):
    assert read(text) == ()


def test_braces_are_fields_only_where_the_house_says_so():
    assert not read("Hi {first_name},")
    (field,) = read("Hi {first_name},", braces=True)
    assert (field.dialect, field.name, field.text) == (Dialect.BRACES, "first_name", "{first_name}")


@given(st.text(alphabet="{}%*|[]\"'ab_ :\n#/if", max_size=60))
def test_any_text_is_read_and_the_places_are_right(text: str):
    at = 0
    for field in read(text, braces=True):
        assert at <= field.span.start < field.span.end
        assert field.span.of(text) == field.text
        at = field.span.end


def test_names_of_one_thing_are_one_name():
    assert {same_name(each) for each in ("FNAME", "First name", "first_name", "customer.firstName", "given-name")} == {
        "firstname"
    }
    assert same_name("last_name") != same_name("first_name")
