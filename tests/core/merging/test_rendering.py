"""What each customer gets, and what shows that a value is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.merging.dialects import Dialect
from studio.core.merging.filters import FILTERS
from studio.core.merging.reading import read
from studio.core.merging.rendering import render

ANA = {"First Name": "ana", "VIP": "yes", "Orders": "12", "Since": "2026-05-03", "Town": "Ludlow", "Note": ""}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Hi {{first_name}},", "Hi ana,"),
        ("Hi *|FNAME|*,", "Hi ana,"),
        ("Hi *|TITLE:FNAME|*,", "Hi Ana,"),
        ("Hi [[First name]],", "Hi ana,"),
        ("Hi %FIRST_NAME%,", "Hi ana,"),
        ("Hi %%first_name%%,", "Hi ana,"),
        ('Hi {{ first_name | capitalize | append: "!" }}', "Hi Ana!"),
        ('Hi {{ nick | default: "there" }},', "Hi there,"),
        ('{{ first_name | prepend: "St. " | upcase }}', "ST. ANA"),
        ('{{ first_name | replace: "a", "o" }}', "ono"),
        ("{{ town | truncate: 5 }}", "Lu..."),
        ('{{ since | date: "%d %B %Y" }}', "03 May 2026"),
        ('{{ since | date: "%-d %B" }}', "3 May"),
        ("{% if vip %}Dear friend{% else %}Hello{% endif %}.", "Dear friend."),
        ("{% if missing %}Dear friend{% else %}Hello{% endif %}.", "Hello."),
        ("{% unless vip %}Join{% endunless %}Thanks", "Thanks"),
        ('{% if town == "Ludlow" and orders > 10 %}Near{% endif %}', "Near"),
        ('{% if town == "Leeds" or orders >= 12 %}Yes{% endif %}', "Yes"),
        ("{% if note != blank %}{{ note }}{% else %}-{% endif %}", "-"),
        ('{% if town == "Leeds" %}A{% elsif town contains "lud" %}B{% else %}C{% endif %}', "B"),
        ("{% if vip %}a{% if note %}b{% else %}c{% endif %}d{% endif %}e", "acde"),
        ("{{#if vip}}Dear {{first_name}}{{else}}Hello{{/if}}.", "Dear ana."),
        ("{{#unless note}}No note{{/unless}}.", "No note."),
        ("*|IF:VIP|*Dear *|FNAME|**|ELSE:|*Hello*|END:IF|*.", "Dear ana."),
        ("*|IFNOT:NOTE|*No note*|END:IF|*.", "No note."),
        ("a{{! never seen }}b", "ab"),
    ],
)
def test_a_customer_reads_the_text_with_their_own_values(text: str, result: str):
    assert render(text, ANA).text == result


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("Hi {{nick}},\n\nthanks", "Hi ,"),
        ("Dear {{nick}} Smith,", "Dear  Smith,"),
        ("We miss you, {{nick}}! Here", "We miss you, ! Here"),
        ("Your box in {{nick}}\nis here", "Your box in "),
        ("{{nick}}, come in", ", come in"),
        ("This is {{nick}}’s box", "This is ’s box"),
        ("[Leave]({{nick}})", "[Leave]()"),
        ("https://shop.test/{{nick}}/x", "https://shop.test//x"),
    ],
)
def test_a_missing_value_that_shows_is_told_with_the_words_around_it(text: str, around: str):
    made = render(text, {})
    assert made.problems == (f"Without nick it reads “{around}”.",)
    assert len(made.gaps) == 1
    assert made.filled[0].is_empty


@pytest.mark.parametrize(
    "text",
    [
        "Hi{% if nick %} {{nick}}{% endif %},",
        'Hi {{ nick | default: "there" }},',
        "Thanks.\n\n{{nick}}\n\nBye.",
    ],
)
def test_a_missing_value_that_nobody_sees_is_no_problem(text: str):
    assert render(text, {}).problems == ()


def test_a_fallback_is_told_from_a_value():
    (filled,) = render('{{ nick | default: "there" }}', {}).filled
    assert (filled.is_empty, filled.is_fallback) == (True, True)
    (filled,) = render('{{ nick | default: "there" }}', {"nick": "Bo"}).filled
    assert (filled.is_empty, filled.is_fallback) == (False, False)


def test_what_cannot_be_worked_out_is_shown_and_said():
    made = render("{% if a.b[0] ~ 2 %}x{% endif %} {{ a | money }} *|UNSUB|*", {"a": "3"})
    assert made.text == "x 3 *|UNSUB|*"
    assert len(made.problems) == 3
    assert render("{% if vip %}x", ANA).problems == ("A condition is opened and never ended.",)


def test_fields_of_another_dialect_stay_as_the_mailing_program_leaves_them():
    assert render("{{first_name}} *|FNAME|*", ANA, Dialect.MAILCHIMP).text == "{{first_name}} ana"
    assert render("{{first_name}} *|FNAME|*", ANA, Dialect.LIQUID).text == "ana *|FNAME|*"


PLAIN = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="{}%*|[]\x00"), max_size=40)


@given(PLAIN)
def test_a_text_without_fields_renders_to_itself(text: str):
    made = render(text, ANA)
    assert (made.text, made.filled, made.problems) == (text, (), ())


@given(st.lists(st.tuples(PLAIN, st.sampled_from(["{{town}}", "*|TOWN|*", "[[town]]", "%%town%%"])), max_size=6), PLAIN, PLAIN)
def test_every_value_stands_where_it_is_said_to_stand(pairs: list[tuple[str, str]], last: str, town: str):
    text = "".join(before + " " + field + " " for before, field in pairs) + last
    made = render(text, {"town": town})
    assert len(made.filled) == len(pairs)
    for filled in made.filled:
        assert filled.span.of(made.text) == town.strip()
        assert filled.source.of(text) in ("{{town}}", "*|TOWN|*", "[[town]]", "%%town%%")


@given(st.sampled_from(sorted(FILTERS)), st.text(max_size=20), st.lists(st.text(max_size=5), max_size=3))
def test_no_filter_fails_on_any_value(name: str, value: str, args: list[str]):
    clean = [arg.replace('"', "").replace("}", "").replace("{", "").replace("\n", "") for arg in args]
    text = "{{ x | " + name + ": " + ", ".join(f'"{arg}"' for arg in clean) + " }}"
    assert isinstance(render(text, {"x": value}).text, str)
    assert len(read(text)) <= 1
