"""Every state of a claim is told by its shape, and not by its colour alone."""

import pytest

from studio.core.claim import ClaimSeverity, ClaimStatus, Evidence, Standing
from studio.ui.claims.looks import ClaimLook, look_of, look_of_note, picture

PROOF = Evidence("https://a.example", "so it is")


def test_no_two_shapes_are_the_same_without_their_colours(theme):
    seen = {}
    for look in ClaimLook:
        image = picture(look, theme).toImage()
        seen[look] = tuple(image.pixelColor(x, y).alpha() > 96 for x in range(14) for y in range(14))
    assert len(set(seen.values())) == len(ClaimLook)
    assert all(any(shape) for shape in seen.values())


@pytest.mark.parametrize(
    ("more", "look"),
    [
        ({}, ClaimLook.WEIGHTY),
        ({"severity": ClaimSeverity.LOW}, ClaimLook.MINOR),
        ({"standing": Standing.CONTRADICTS}, ClaimLook.AGAINST),
        ({"clashes": ("34% there",)}, ClaimLook.AGAINST),
        ({"status": ClaimStatus.CONTRADICTED}, ClaimLook.AGAINST),
        ({"changed": "The number changed."}, ClaimLook.MOVED),
        ({"status": ClaimStatus.STALE}, ClaimLook.MOVED),
        ({"status": ClaimStatus.SUPPORTED, "evidence": (PROOF,)}, ClaimLook.SUPPORTED),
        ({"status": ClaimStatus.SUPPORTED, "evidence": (PROOF,), "standing": Standing.CONTRADICTS}, ClaimLook.SUPPORTED),
        ({"status": ClaimStatus.SUPPORTED, "evidence": (PROOF,), "kinds": ("testimonial",)}, ClaimLook.WEIGHTY),
        ({"status": ClaimStatus.OPINION, "severity": ClaimSeverity.LOW}, ClaimLook.OPINION),
    ],
)
def test_a_claim_looks_as_it_stands(claim, more, look):
    made = claim(**more)
    assert look_of(made) is look


def test_a_claim_nobody_has_looked_at_shows_its_weight_and_whether_the_brief_says_otherwise(claim):
    assert look_of_note(claim().note) is ClaimLook.WEIGHTY
    assert look_of_note(claim(severity=ClaimSeverity.LOW).note) is ClaimLook.MINOR
    assert look_of_note(claim(standing=Standing.CONTRADICTS).note) is ClaimLook.AGAINST
