"""What reads as from somewhere else, and what only looks so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.checks.locale import CHECK
from studio.checks.runner import Runner
from studio.core.check import Context, Lane
from studio.core.document import Document


def found(text: str, locale: str) -> list[tuple[str, str, str]]:
    report = Runner([CHECK]).run(Document.parse(text), Context(locale=locale, version=locale), Lane.FAST)
    return [(flag.text, flag.rule.partition(".")[2], flag.fixes[0].text if flag.fixes else "") for flag in report.flags]


@pytest.mark.parametrize(
    ("text", "locale", "flags"),
    [
        (
            "By 12/31/2026 or 5.13.2026.",
            "en-GB",
            [("12/31/2026", "Date", "31 December 2026"), ("5.13.2026", "Date", "13 May 2026")],
        ),
        ("By 31/12/2026.", "en-US", [("31/12/2026", "Date", "December 31, 2026")]),
        ("On 3/4/2026.", "en-US", [("3/4/2026", "AmbiguousDate", "March 4, 2026")]),
        ("On 3/4/26.", "en-AU", [("3/4/26", "AmbiguousDate", "")]),
        ("On 4/4/2026 and 31/12/2026.", "en-GB", []),
        ("Version 1.2.26, a score of 3/4, 40/50/2026, and 2026-03-04.", "en-GB", []),
        ("On March 4, 2026 and May 7.", "en-GB", [("March 4, 2026", "Date", "4 March 2026"), ("May 7", "Date", "7 May")]),
        ("In May 20 people came, and in June 12 of us left.", "en-GB", []),
        ("On May 20 people came; May 21st is free.", "en-GB", [("May 20", "Date", "20 May"), ("May 21st", "Date", "21 May")]),
        ("On the 4th of March 2026.", "en-US", [("4th of March 2026", "Date", "March 4, 2026")]),
        ("May 40 people come? March 2026 was dry.", "en-GB", []),
        ("£20, $20 and €20.", "en-GB", [("$20", "Currency", ""), ("€20", "Currency", "")]),
        ("It is US$20, CA$20, USD 20 or $20.", "en-CA", []),
        ("Warm it to 90°C for 5 miles.", "en-US", [("90°C", "Measure", "")]),
        ("It is 5 miles to the pub, at 70°F.", "en-GB", [("70°F", "Measure", "")]),
        ("It is 5 miles away.", "en-AU", [("5 miles", "Measure", "")]),
        ("It costs 5 pounds. Add 2 pounds of flour.", "en-GB", [("2 pounds", "Measure", "")]),
        ("VAT and a private vat.", "en-AU", [("VAT", "Word", "")]),
        ("Your Zip Code.", "en-GB", [("Zip Code", "Word", "")]),
        ("12/31/2026, $20, zip code", "", []),
        ("12/31/2026, $20, zip code", "de-DE", []),
        ("`12/31/2026`", "en-GB", []),
    ],
)
def test_what_readers_of_a_place_would_stumble_over(text: str, locale: str, flags: list[tuple[str, str, str]]) -> None:
    assert found(text, locale) == flags


def test_degrees_come_with_what_they_are_at_the_place() -> None:
    report = Runner([CHECK]).run(Document.parse("Bake at 350°F.\n"), Context(locale="en-GB"), Lane.FAST)
    assert report.flags[0].message == "Readers in the UK count degrees the other way: about 177°C."


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_date_put_right_is_the_same_day_and_asks_for_nothing_more(day: date) -> None:
    for locale, other in (("en-GB", f"{day.month}/{day.day}/{day.year}"), ("en-US", f"{day.day}/{day.month}/{day.year}")):
        for text, rule, fix in found(f"It ends on {other}.", locale):
            assert found(f"It ends on {fix}.", locale) == []
            if rule == "Date":
                assert f"{day.day}" in fix
                assert f"{day:%B}" in fix
            assert text == other
