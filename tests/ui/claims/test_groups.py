"""Dangerous claims come first, ordinary ones are quick, and nothing gets lost in between."""

from dataclasses import replace

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from studio.core.claim import Claim, ClaimNote, ClaimSeverity, ClaimStatus, Evidence, Proposal, Standing
from studio.core.span import Span
from studio.ui.claims.groups import Group, asks, can_confirm_with_others, group_of, grouped, in_order, is_urgent, next_open

PROOF = Evidence("https://a.example", "so it is")


@st.composite
def claims(draw) -> list[Claim]:
    made = []
    for number in range(draw(st.integers(0, 8))):
        note = ClaimNote(
            (draw(st.sampled_from(["statistic", "testimonial"])),),
            draw(st.sampled_from(list(ClaimSeverity))),
            "",
            standing=draw(st.sampled_from([None, *Standing])),
        )
        made.append(
            Claim(
                *(f"key {number}", f"claim {number}", note),
                draw(st.sampled_from([None, Span(number, number + 1)])),
                draw(st.sampled_from(list(ClaimStatus))),
                draw(st.sampled_from([(), (PROOF,)])),
                clashes=draw(st.sampled_from([(), ("34% there",)])),
                changed=draw(st.sampled_from(["", "The number changed."])),
                proposal=draw(st.sampled_from([None, Proposal("brief", PROOF), Proposal("link", Evidence("a.pdf", ""))])),
            )
        )
    return made


@drawn(claims())
def test_every_claim_stands_in_one_group_and_the_groups_in_their_order(found):
    shown = grouped(found)
    assert sorted(claim.key for _, each in shown for claim in each) == sorted(claim.key for claim in found)
    names = [group for group, _ in shown]
    assert names == [group for group in Group if group in names]


@drawn(claims())
def test_urgent_claims_lead_their_group_then_blockers_and_equals_keep_the_reading_order(found):
    for _, each in grouped(found):
        heavy = [(not is_urgent(claim), -max(claim.note.severity.rank, ClaimSeverity.MEDIUM.rank)) for claim in each]
        assert heavy == sorted(heavy)
        places = [(weight, found.index(claim)) for weight, claim in zip(heavy, each, strict=True)]
        assert places == sorted(places)


@drawn(claims(), st.integers(0, 8))
def test_going_on_reaches_every_open_claim_and_only_those(found, start):
    order = in_order(found)
    wanted = {claim.key for claim in order if asks(claim)}
    here, seen = f"key {start}", set()
    for _ in order:
        following = next_open(order, here)
        if following is None:
            break
        here = following.key
        seen.add(here)
    assert seen <= wanted
    assert len(wanted - seen) <= 1, "at most the one begun from, when it is the only one"


@drawn(claims())
def test_nothing_that_asks_for_something_is_called_answered(found):
    assert not [claim for claim in found if asks(claim) and group_of(claim) in (Group.ANSWERED, Group.GONE)]


@drawn(claims())
def test_only_ordinary_claims_that_nothing_speaks_against_are_confirmed_in_a_row(found):
    for claim in found:
        if can_confirm_with_others(claim):
            assert claim.is_open
            assert not claim.note.severity.is_weighty
            assert not claim.clashes
            assert not claim.changed
            assert claim.proposal.is_whole


@pytest.mark.parametrize(
    ("standing", "group"),
    [
        (Standing.CONTRADICTS, Group.AGAINST),
        (Standing.ABSENT, Group.ABSENT),
        (Standing.GIVEN, Group.GIVEN),
        (None, Group.NEEDS),
    ],
)
def test_a_claim_stands_where_the_brief_puts_it_until_it_has_its_answer(claim, standing, group):
    made = claim(standing=standing)
    assert group_of(made) is group
    assert group_of(replace(made, status=ClaimStatus.SUPPORTED, evidence=(PROOF,))) is Group.ANSWERED


def test_a_supported_claim_that_somebody_says_otherwise_is_open_again(claim):
    made = claim(status=ClaimStatus.SUPPORTED, evidence=(PROOF,), clashes=("34% there",))
    assert asks(made)
    assert group_of(made) is Group.NEEDS
