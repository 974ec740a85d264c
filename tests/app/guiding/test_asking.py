"""Why is this not flagged? What the guides, people, channels and trials have to do with it."""

from datetime import timedelta

import pytest

from studio.core.flag import Reason, Scope
from studio.core.span import Span
from studio.guides.explain import Outcome

from .conftest import INI, TEA

POT = "# A pot\n\nWe pour tea at five. Come in and sit down.\n"


@pytest.fixture
def ask(house, desk):
    """`ask(session, words)`: rule, outcome and reason of everything told about the last `words` in the text."""

    def why(session, words="tea"):
        start = session.text.rindex(words)
        rows = desk.why_not(session, Span(start, start + len(words)))
        assert all(row.span.of(session.text) for row in rows)
        return [(row.rule, str(row.outcome), row.reason) for row in rows]

    return why


def test_what_is_flagged_says_so_with_its_message(house, ask):
    assert ask(house.sit(house.bring(POT))) == [("Larkspur.Tea", "flagged", "no 'tea'")]


def test_words_that_no_rule_looks_at_have_nothing_told_of_them(house, ask):
    assert ask(house.sit(house.bring(POT)), "five") == []


@pytest.mark.parametrize(
    ("scope", "until", "reason"),
    [
        (Scope.HERE, "", "Dismissed here by Erin on 24 November 2026 as deliberate (“our word”)."),
        (
            Scope.PIECE,
            "2026-12-24",
            "Dismissed for the whole piece by Erin on 24 November 2026 as deliberate (“our word”), until 24 December 2026.",
        ),
        (Scope.RULE, "", "Dismissed for every piece by Erin on 24 November 2026 as deliberate (“our word”)."),
    ],
)
def test_a_dismissed_flag_says_who_did_it_why_and_until_when(house, ask, scope, until, reason):
    session = house.sit(house.bring(POT), "Erin")
    session.dismiss(session.flags[0], Reason.DELIBERATE, scope, "our word", until)
    assert ask(session) == [("Larkspur.Tea", "exempt", reason)]


def test_a_dismissal_for_every_piece_is_told_in_a_piece_that_nobody_dismissed_anything_in(house, ask):
    session = house.sit(house.bring(POT), "Erin")
    session.dismiss(session.flags[0], Reason.NOT_OUR_STYLE, Scope.RULE)
    ((_, outcome, reason),) = ask(house.sit(house.bring("# Another\n\nMore tea.\n")))
    assert (outcome, reason) == ("exempt", "Dismissed for every piece by Erin on 24 November 2026 as not our style.")


def test_a_dismissal_that_has_ended_no_longer_exempts_and_is_still_told(house, ask):
    session = house.sit(house.bring(POT))
    session.dismiss(session.flags[0], Reason.DELIBERATE, until="2026-11-25")
    house.clock.wait(timedelta(days=2).total_seconds())
    assert ask(session) == [("Larkspur.Tea", "flagged", "no 'tea' A dismissal by Wren ended with 25 November 2026.")]


def test_an_open_flag_counts_more_than_a_dismissed_one_among_the_same_words(house, ask):
    session = house.sit(house.bring("# Pots\n\nWe pour tea. More tea.\n"))
    session.dismiss(session.flags[0], Reason.DELIBERATE)
    assert ask(session, "tea. More tea") == [("Larkspur.Tea", "flagged", "no 'tea'")]
    session.dismiss(session.flags[0], Reason.DELIBERATE)
    assert [outcome for _, outcome, _ in ask(session, "tea. More tea")] == ["exempt"]


def test_a_flag_of_another_check_that_was_dismissed_is_told_too(house, ask):
    session = house.sit(house.bring("# Pots\n\nWe pour it out of the the pot.\n"))
    flag = next(flag for flag in session.flags if "the the" in flag.text)
    session.dismiss(flag, Reason.FALSE_POSITIVE)
    assert (flag.rule, "exempt", "Dismissed here by Wren on 24 November 2026 as false positive.") in ask(session, "the the")


def test_a_rule_on_trial_says_that_it_stops_nothing(house, desk, ask):
    desk.set_trial("Larkspur.Tea", True)
    ((_, outcome, reason),) = ask(house.sit(house.bring(POT)))
    assert (outcome, reason) == (
        "flagged",
        "no 'tea' The rule is on trial: its flags are shown and counted, and stop nothing.",
    )


def test_a_rule_switched_off_for_one_channel_says_where_and_is_flagged_on_the_others(house, lay, ask):
    lay(".vale.ini", f"{INI}\n[email/*.md]\nLarkspur.Tea = NO\n")
    assert ask(house.sit(house.bring(POT, channel="email"))) == [("Larkspur.Tea", "exempt", "Switched off in .vale.ini, line 7.")]
    assert [outcome for _, outcome, _ in ask(house.sit(house.bring(POT)))] == ["flagged"]


def test_a_guide_that_is_not_in_force_for_the_channel_says_so(house, lay, ask):
    lay("styleguides/Mails/NoTea.yml", TEA)
    lay(".vale.ini", f"{INI}\n[email/*.md]\nBasedOnStyles = Mails\n")
    assert ask(house.sit(house.bring(POT))) == [
        ("Larkspur.Tea", "flagged", "no 'tea'"),
        ("Mails.NoTea", "exempt", "Not in force for blog: Mails is not among the guides in force (.vale.ini, line 4)."),
    ]


def test_a_section_for_some_pieces_of_a_channel_is_not_taken_for_the_whole_channel(house, lay, ask):
    piece = house.bring(POT)
    lay(".vale.ini", f"{INI}\n[blog/{piece}.md]\nBasedOnStyles =\n")
    assert ask(house.sit(piece)) == [("Larkspur.Tea", "exempt", "Not in force for this piece: a section of .vale.ini says so.")]


def test_a_bundled_guide_of_another_channel_says_so_where_there_is_no_ini(house, desk, ask):
    (house.root / ".vale.ini").unlink()
    house.workspace.guides_changed()
    ticket = "# Pots\n\nYour ticket has been closed.\n"
    told = {rule: (outcome, reason) for rule, outcome, reason in ask(house.sit(house.bring(ticket)), "ticket has been closed")}
    assert told["Support.Closed"] == ("exempt", "Not in force for blog: Support is for texts of its own channel.")
    support = house.sit(house.bring(ticket, channel="support"))
    told = {rule: outcome for rule, outcome, _ in ask(support, "ticket has been closed")}
    assert told["Support.Closed"] == "flagged"


def test_a_level_below_the_least_says_so(house, lay, ask):
    lay(".vale.ini", f"MinAlertLevel = error\n{INI}")
    ((rule, outcome, reason),) = ask(house.sit(house.bring(POT)))
    assert (rule, outcome) == ("Larkspur.Tea", "exempt")
    assert reason == "Its level warning is below MinAlertLevel in .vale.ini."


def test_a_comment_in_the_text_an_ignored_pattern_and_an_accepted_term_are_told(house, lay, ask):
    commented = house.bring("# Pots\n\n<!-- vale Larkspur.Tea = NO -->\n\nMore tea.\n")
    assert ask(house.sit(commented))[0][2] == "A comment in the text, on line 3, switches it off here."
    piece = house.bring(POT)
    lay(".vale.ini", f"{INI}\n[*.md]\nTokenIgnores = tea\n")
    assert ask(house.sit(piece))[0][2].startswith("The configuration has these words passed over")
    lay("styleguides/config/vocabularies/Larkspur/accept.txt", "tea\n")
    lay(".vale.ini", f"Vocab = Larkspur\n{INI}")
    assert ask(house.sit(piece))[0] == ("Larkspur.Tea", "exempt", "The accepted term “tea” of the term list exempts it.")


def test_a_place_beyond_the_end_of_a_text_that_was_cut_meanwhile_is_the_end(house, desk):
    session = house.sit(house.bring("# Pots\n\nMore tea"))
    rows = desk.why_not(session, Span(len(session.text) + 40, len(session.text) + 44))
    assert [row.outcome for row in rows] in ([Outcome.FLAGGED], [])
