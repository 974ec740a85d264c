"""Machines outside the house learn of each run, and of the whole, only what is known."""

import pytest

from studio.core.origins import AI_ORIGINAL, Origin, OriginKind, OriginRun
from studio.core.source_types import BASE, source_type, source_type_of_all
from studio.core.span import Span


def runs(*kinds: OriginKind) -> list[OriginRun]:
    """One letter of each."""
    return [OriginRun(Span(at, at + 1), Origin(kind)) for at, kind in enumerate(kinds)]


@pytest.mark.parametrize(
    ("origin", "term"),
    [
        (Origin(OriginKind.AI), "trainedAlgorithmicMedia"),
        (Origin(OriginKind.REWRITE), "trainedAlgorithmicMedia"),
        (Origin(OriginKind.TYPED), "humanEdits"),
        (Origin(OriginKind.FIX), "algorithmicallyEnhanced"),
        (Origin(OriginKind.IMPORT), "digitalCreation"),
        (Origin(OriginKind.PASTED, AI_ORIGINAL), "trainedAlgorithmicMedia"),
    ],
)
def test_every_origin_has_its_term(origin: Origin, term: str) -> None:
    assert source_type(origin) == BASE + term


def test_nothing_is_said_of_words_that_were_pasted_from_who_knows_where() -> None:
    assert source_type(Origin(OriginKind.PASTED, "https://example.com")) == ""


@pytest.mark.parametrize(
    ("kinds", "term"),
    [
        ((OriginKind.AI,), "trainedAlgorithmicMedia"),
        ((OriginKind.AI, OriginKind.TYPED), "compositeWithTrainedAlgorithmicMedia"),
        ((OriginKind.AI, OriginKind.PASTED), "compositeWithTrainedAlgorithmicMedia"),
        ((OriginKind.IMPORT,), "digitalCreation"),
        ((OriginKind.IMPORT, OriginKind.TYPED, OriginKind.FIX), "humanEdits"),
    ],
)
def test_a_whole_text_is_a_composite_as_soon_as_anything_stands_beside_a_model_s_words(
    kinds: tuple[OriginKind, ...], term: str
) -> None:
    assert source_type_of_all("abc"[: len(kinds)], runs(*kinds)) == BASE + term


def test_blanks_and_full_stops_alone_make_no_composite() -> None:
    assert source_type_of_all("a.", runs(OriginKind.AI, OriginKind.TYPED)) == BASE + "trainedAlgorithmicMedia"
    assert source_type_of_all("", ()) == source_type_of_all("a", runs(OriginKind.PASTED)) == ""
