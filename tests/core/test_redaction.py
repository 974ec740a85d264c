"""What goes out of a report for outsiders though it is written in a way that nobody planned for."""

import pytest

from studio.core.redaction import Redactor


def shown(text: str, region: str = "GB", learnt: str = "") -> str:
    redactor = Redactor({}, {}, region)
    redactor.learn(learnt)
    redactor.learn(text)
    return redactor.text(text)


@pytest.mark.parametrize("region", ["GB", "US", "AU"])
@pytest.mark.parametrize(
    "number", ["01632 960987", "(01632) 960987", "01632960987", "0491 570 156", "212-555-0187", "(212) 555-0187"]
)
def test_a_telephone_number_that_is_given_out_to_nobody_goes_too(number, region):
    assert shown(f"Reach us under {number} all day.", region) == "Reach us under [phone 1] all day."


@pytest.mark.parametrize(
    "figure",
    ["1 000 000 cups", "24.12.2026", "01.12.2026", "0.12345678", "£12 500 000", "120 240 360 seconds", "1,250,000", "2019-2026"],
)
def test_figures_and_days_are_no_telephone_numbers(figure):
    assert shown(f"We wrote {figure} down.") == f"We wrote {figure} down."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask Wilhelmina Brandt about it.", "Ask [customer 1] about it."),
        ("Tea is what Anna Wilhelmina Brandt likes.", "Tea is what [customer 1] likes."),
        ("Tea is what W. Brandt likes.", "Tea is what [customer 1] likes."),
        ("Tea for Wilhelmina van Brandt.", "Tea for [customer 1]."),
        ("The Brandt way, and Mrs Brandt too.", "The [customer 1] way, and Mrs [customer 1] too."),
    ],
)
def test_a_forename_goes_with_the_last_name_that_is_known(text, expected):
    assert shown(text, learnt="The tea of Mrs Brandt is good.") == expected
