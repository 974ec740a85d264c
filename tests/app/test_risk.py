"""How much is at stake: read from channel, content type, claims and words."""

import pytest

from studio.app.risk import reading
from studio.app.tables.risk import RiskEntry
from studio.core.claim import Claim, ClaimNote, ClaimSeverity
from studio.core.piece import Channel, Piece
from studio.core.risk import Risk, subjects_of
from studio.core.span import Span


def claim(rule: str, *categories: str, gone: bool = False) -> Claim:
    note = ClaimNote(categories or (rule.partition(".")[0],), ClaimSeverity.HIGH, "", rule=rule)
    return Claim("k", "the words of the claim", note, None if gone else Span(0, 3))


def read(text: str = "", *claims: Claim, on: Channel = Channel.BLOG, content_type: str = "", **table: object):
    piece = Piece("p", "P", channel=on, content_type=content_type)
    return reading(piece, text, claims, RiskEntry.model_validate(table))


@pytest.mark.parametrize(
    ("rule", "categories", "subject"),
    [
        ("money_price.sum", (), "price"),
        ("money_price.discount", (), "offer"),
        ("statistic.percent", ("statistic", "money_price"), "price"),
        ("guarantee_absolute.guarantee", (), "guarantee"),
        ("guarantee_absolute.always", (), None),
        ("regulated.illness", (), "health"),
        ("regulated.returns", (), "finance"),
        ("regulated.eco", (), "environment"),
        ("legal_compliance.certified", (), "legal"),
        ("statistic.percent", (), None),
    ],
)
def test_each_kind_of_claim_speaks_of_its_subject(rule, categories, subject):
    assert list(subjects_of([claim(rule, *categories)])) == ([subject] if subject else [])


def test_a_claim_that_is_gone_from_the_text_puts_nothing_at_stake():
    assert read("", claim("money_price.sum", gone=True)).level is Risk.NORMAL


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Take your MEDICATIONS with it.", "health"),
        ("It has a two-year warranty.", "guarantee"),
        ("You get your money  back.", "guarantee"),
        ("Our voucher codes", "offer"),
        ("Mortgages from us", "finance"),
        ("See our Privacy Policy", "legal"),
        ("A carbon-neutral kettle", "environment"),
        ("This recalls warm evenings; she guarded her tea and warranted a slice.", None),
        ("Come back soon, the offering is lovely.", None),
    ],
)
def test_words_tell_a_subject_whole_and_in_any_case(text, subject):
    assert read(text).subjects == ((subject,) if subject else ())


def test_what_raises_the_risk_is_said_with_its_words_and_kept_without_them():
    found = read("Ask about your medication.", claim("money_price.sum"))
    assert found.level is Risk.HIGH
    assert found.why == ("a price: “the words of the claim”", "health: “medication”")
    assert found.kinds == ("price", "health")


def test_a_subject_that_does_not_raise_is_seen_and_raises_nothing():
    found = read("A carbon-neutral kettle")
    assert (found.level, found.why, found.subjects) == (Risk.NORMAL, (), ("environment",))


def test_a_house_adds_words_and_subjects_of_its_own():
    words = {"allergens": ["nut", "gluten*"], "health": ["tisane"]}
    assert read("Glutenfree nuts", words=words).level is Risk.NORMAL
    found = read("Glutenfree nuts", words=words, high=["allergens"])
    assert (found.level, found.kinds) == (Risk.HIGH, ("allergens",))
    assert read("A tisane at night", words=words).subjects == ("health",)


def test_channel_and_content_type_set_the_base_and_the_higher_counts():
    table = {"channel": {"social": "low"}, "type": {"Press release": "high"}}
    assert read(on=Channel.SOCIAL, **table).level is Risk.LOW
    assert read(on=Channel.SOCIAL, **table).kinds == ("channel social",)
    assert read(content_type="press release", **table).why == ("content type Press release",)
    assert read(on=Channel.SOCIAL, content_type="Press release", **table).level is Risk.HIGH
    assert read("", claim("money_price.sum"), on=Channel.SOCIAL, **table).level is Risk.HIGH
