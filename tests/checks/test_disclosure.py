"""Emails and support replies without a way out, or without a way to a person."""

import pytest

from studio.app.tables.disclosure import DisclosureEntry
from studio.core.check import Context
from studio.core.disclosure import Telling, stands
from studio.core.judgement import DisclosureLevel
from studio.core.piece import Channel

BARE = "# New teas\n\nThe autumn teas are in. See you soon.\n"


def rules(flags, text, channel, telling=Telling()):
    return [flag.rule for flag in flags("disclosure", text, Context(channel=channel, telling=telling))]


def test_an_email_needs_a_way_out_and_a_way_to_a_person_and_a_support_reply_the_second(flags):
    assert rules(flags, BARE, Channel.EMAIL) == ["Disclosure.OptOut", "Disclosure.Person"]
    assert rules(flags, BARE, Channel.SUPPORT) == ["Disclosure.Person"]


@pytest.mark.parametrize("channel", [Channel.BLOG, Channel.WEB, Channel.SOCIAL])
def test_where_nobody_is_written_to_neither_is_asked_for(flags, channel):
    assert rules(flags, BARE, channel) == []


@pytest.mark.parametrize(
    "line",
    [
        "[Unsubscribe](https://example.com/u) at any time.",
        "To stop getting these emails, click here.",
        "You can opt out below.",
        "*|UNSUB|* or {{ unsubscribe_url }}: manage your preferences.",
        "If you no longer wish to hear from us, tell us.",
        "Reply STOP and we take you off.",
    ],
)
def test_ordinary_ways_out_are_understood(flags, line):
    assert "Disclosure.OptOut" not in rules(flags, f"{BARE}\n{line}\n", Channel.EMAIL)


@pytest.mark.parametrize(
    "line",
    [
        "Reply to this email and one of us answers.",
        "Call us on 01632 960100.",
        "Ask for Erin at the counter.",
        "Just reply.",
        "Rather talk to a person? A person answers before noon.",
        "hello@larkspur.example",
    ],
)
def test_ordinary_ways_to_a_person_are_understood(flags, line):
    assert rules(flags, f"{BARE}\n{line}\n", Channel.SUPPORT) == []


def test_the_sentences_of_the_house_count_whatever_their_dress(flags):
    telling = Telling(opt_outs=("Enough? Say no more.",), contacts=("Knock twice at the green door.",))
    text = f"{BARE}\n**Enough?** say  no\nmore\n\nKnock twice at the *[green](https://x.example)* door!\n"
    assert rules(flags, text, Channel.EMAIL, telling) == []
    assert not stands("Knock twice at the green door.", "Knock twice at the old green door.")
    assert not stands("", "Anything.")


def test_an_empty_text_has_nothing_missing(flags):
    assert rules(flags, "", Channel.EMAIL) == []


def test_an_email_that_needs_no_word_on_ai_still_needs_a_way_out_and_a_way_to_a_person(flags):
    house = DisclosureEntry(channel={Channel.EMAIL: DisclosureLevel.NONE})
    assert house.level(Channel.EMAIL) is DisclosureLevel.NONE
    telling = house.telling(Channel.EMAIL)
    assert rules(flags, "Our autumn teas are here.", Channel.EMAIL, telling) == ["Disclosure.OptOut", "Disclosure.Person"]
    assert rules(flags, "Our autumn teas are here. Reply to this email, or unsubscribe here.", Channel.EMAIL, telling) == []
