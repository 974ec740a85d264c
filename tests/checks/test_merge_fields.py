"""Merge fields that would reach a customer as a hole or as braces are flagged, and nothing else is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.checks import merge_fields
from studio.checks.runner import Runner
from studio.core.check import Context
from studio.core.document import Document
from studio.core.flag import Flag, Severity
from studio.core.merging.known import KnownFields
from studio.core.piece import Channel

Flags = Callable[..., tuple[Flag, ...]]
KNOWN = Context(fields=KnownFields(("first_name", "order.date", "{{unsubscribe_url}}")))


def told(found: tuple[Flag, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(flag.rule.removeprefix("Fields."), flag.text, tuple(fix.text for fix in flag.fixes)) for flag in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi {{first_name}}", []),
        ("Hi {{ customer.first_name }}, of {{order.date}} or {{ date }} [x]({{unsubscribe_url}})", []),
        ("Hi {{firstname}}", [("Misspelled", "firstname", ("first_name",))]),
        ("Hi {{First_Name}}", [("Misspelled", "First_Name", ("first_name",))]),
        ("Hi {{frist_name}}", [("Misspelled", "frist_name", ("first_name",))]),
        ("Hi *|FNAME|*", []),
        ("Your {{promo_code}}", [("Unknown", "promo_code", ())]),
        ("{% if first_nam %}x{% endif %}", [("Misspelled", "first_nam", ("first_name",))]),
        ("Hi {{first_name}", [("Broken", "{{first_name}", ("{{first_name}}",))]),
        ("Hi {{ first_name | defualt: 'x' }}", [("Filter", "defualt", ("default",))]),
        ("Hi {{ first_name | default }}", [("Filter", "default", ())]),
        ("Hi {{ first_name | money }}", []),
        ("{% if first_name %}x", [("Condition", "{% if first_name %}", ())]),
        ("x{% endif %}", [("Condition", "{% endif %}", ())]),
        ("{{first_name}} {{first_name}} *|FNAME|*", [("Mixed", "*|FNAME|*", ())]),
        (
            "{{#if first_name}}x{{/if}}{{ first_name | upcase }}{{ first_name | strip }}{{ first_name | strip }}",
            [("Mixed", "{{#if first_name}}", ())],
        ),
        ("`{{nobody}}` and\n\n```\n{{nobody}}\n```\n\n<!-- {{nobody}} -->", []),
        ("---\nbrief: Use {{nobody}}\nsubject: Hi {{nobdoy}}\n---\nText", [("Unknown", "nobdoy", ())]),
    ],
)
def test_a_field_that_will_not_be_filled_in_is_flagged_with_what_to_write(flags: Flags, text: str, expected: list[object]):
    assert told(flags("merge_fields", text, KNOWN)) == expected


@pytest.mark.parametrize(
    ("text", "holes"),
    [
        ("Hi {{first_name}},", ["{{first_name}}"]),
        ('Hi {{ first_name | default: "there" }},', []),
        ("{% if first_name %}Hi {{first_name}}{% else %}Hi there{% endif %}", []),
        ("{% if vip %}Hi {{first_name}}{% endif %}", ["{{first_name}}"]),
        ("{% unless first_name %}Hi{% else %}Hi {{first_name}}{% endunless %}", []),
        ("{{#if first_name}}Hi {{first_name}}{{/if}}", []),
        ("[Leave]({{unsubscribe_url}}) {{sender_name}} {{email}}", []),
        ("On {{order_date}}", []),
        ("Hi *|FNAME|*", ["*|FNAME|*"]),
        ("*|IF:FNAME|*Hi *|FNAME|**|END:IF|*", []),
    ],
)
def test_a_value_that_may_be_missing_needs_something_in_its_place_in_an_email(flags: Flags, text: str, holes: list[str]):
    context = Context(channel=Channel.EMAIL, fields=KnownFields(filled=("order_date",)))
    assert [flag.text for flag in flags("merge_fields", text, context) if flag.rule == "Fields.NoFallback"] == holes
    assert not [f for f in flags("merge_fields", text, Context(channel=Channel.WEB)) if f.rule == "Fields.NoFallback"]


def test_the_fallback_offered_is_one_that_works(flags: Flags):
    text = "Hi {{first_name}},"
    (flag,) = flags("merge_fields", text, Context(channel=Channel.EMAIL))
    fixed = text.replace(flag.text, flag.fixes[0].text)
    assert fixed == 'Hi {{ first_name | default: "there" }},'
    assert not flags("merge_fields", fixed, Context(channel=Channel.EMAIL))


def test_without_any_list_two_spellings_of_one_field_are_told(flags: Flags):
    assert told(flags("merge_fields", "{{first_name}} {{first_name}} {{firstname}}")) == [
        ("Misspelled", "firstname", ("first_name",))
    ]
    assert not flags("merge_fields", "{{anything}} goes, {{whatever}} too")


def test_a_brief_that_names_fields_is_a_list_that_may_not_be_whole(flags: Flags):
    context = Context(brief="Merge fields: {{first_name}}, {{unsubscribe_url}}.")
    (flag,) = flags("merge_fields", "{{first_name}} {{city}}", context)
    assert (flag.text, flag.severity) == ("city", Severity.WARNING)


def test_single_braces_are_fields_where_the_house_says_so(flags: Flags):
    context = Context(fields=KnownFields(("first_name",), braces=True))
    assert told(flags("merge_fields", "Hi {firstname}", context)) == [("Misspelled", "firstname", ("first_name",))]
    assert not flags("merge_fields", "Hi {firstname}", KNOWN)


def test_address_lines_with_numbers_are_no_misspelling_of_one_another(flags: Flags):
    context = Context(fields=KnownFields(("address1",)))
    assert told(flags("merge_fields", "{{address2}}", context)) == [("Unknown", "address2", ())]


@given(st.text(alphabet="{}%*|[]\"' abfi_ifd:`#/\n-<!>", max_size=80))
def test_no_text_makes_the_check_fail(text: str):
    for channel in (Channel.EMAIL, Channel.BLOG):
        report = Runner([merge_fields.CHECK]).run(Document.parse(text), Context(channel=channel), merge_fields.CHECK.lane)
        assert report.ran == ("merge_fields",)


def test_the_drafts_have_the_faults_that_were_planted_in_them_and_no_others(flags: Flags, data: Path):
    found = {}
    for path in sorted((data / "drafts").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        channel = Channel(text.split("channel: ")[1].split("\n")[0])
        brief = text.split("brief: >-\n")[1].split("\nmodel:")[0]
        errors = [
            f.text for f in flags("merge_fields", text, Context(channel=channel, brief=brief)) if f.rule != "Fields.NoFallback"
        ]
        if errors:
            found[path.name[:2]] = errors
    assert found == {"23": ["firstname", "{{last_box_date}", "promo_code", "customer_id", "sender_name"]}


FIELDS = ['{{ frst_nme | default: "x" }}', "{% if vip_mbr %}", "[[custmr_nme]]", "%addr_lne%", "%%plz_nme%%", "*|LASTBOXDT|*"]


@pytest.mark.parametrize("field", FIELDS)
def test_spelling_passes_over_fields_of_every_dialect_and_not_over_the_words_beside_them(flags: Flags, field: str):
    found = [
        flag.text for flag in flags("grammar", f"You will recieve {field} at ten o’clock.") if flag.rule.startswith("Spelling")
    ]
    assert found == ["recieve"]
