"""Ten brands that write differently on the same six topics: their profiles know their own texts.

The texts in `brands` were written for this, one voice each, before anything was measured on them; all ten write of themselves,
of new hours, of a mistake, of how to do something, of something new and of the year, so that no topic gives a brand away.
"""

from pathlib import Path

import pytest

from studio.core.voice_nearness import nearest
from studio.core.voicing import target_of

BRANDS = sorted(Path(__file__).with_name("brands").glob("*.md"))
HELD_BACK = [(4, 5), (2, 3), (0, 1)]  # of the six pieces; all the others make the profile


def _pieces(path):
    return [f"# {piece}" for piece in path.read_text(encoding="utf-8").removeprefix("# ").split("\n# ")]


@pytest.fixture(scope="module")
def voices(measured):
    return {path.stem: [measured(piece) for piece in _pieces(path)] for path in BRANDS}


def _own(voices, held):
    targets = {
        brand: target_of(brand, [(str(n), each) for n, each in enumerate(found) if n not in held])
        for brand, found in voices.items()
    }
    return {brand: [nearest(found[n], targets) for n in held] for brand, found in voices.items()}


@pytest.mark.parametrize("held", HELD_BACK)
def test_of_ten_brands_at_least_eight_know_the_pieces_held_back_as_their_own(voices, held):
    found = _own(voices, held)
    assert len(found) == 10
    assert sum(all(each.name == brand for each in ones) for brand, ones in found.items()) >= 8


def test_what_tells_a_brand_from_the_next_one_is_named(voices):
    for brand, ones in _own(voices, HELD_BACK[0]).items():
        for each in ones:
            assert each.by, brand
            assert each.second != each.name


def test_a_text_too_short_to_be_heard_is_nobodys(voices, measured):
    targets = {brand: target_of(brand, [("one", found[0])]) for brand, found in voices.items()}
    assert nearest(measured("We fix bikes. Come in!"), targets) is None
    assert nearest(voices["fold"][0], {}) is None


_INTENT = {
    "harrow-mutual": ("passive", "long_words", "formality"),
    "pedal-and-crumb": ("contractions", "exclamations", "you"),
    "northline": ("colons", "questions-", "warmth-"),
    "aunt-beas-seeds": ("i", "sentence_words", "dashes"),
    "quay-museum": ("long_words", "we", "contractions-"),
    "fold": ("sentence_words-", "commas-", "contractions-"),
    "brightside-tutors": ("questions", "contractions", "warmth"),
    "ledger-and-lane": ("brackets", "sentence_words", "grade"),
    "skerry-ferries": ("you-", "we-", "exclamations-"),
    "moss-and-mire": ("commas", "formality", "you-"),
}
"""What each was written to have much of, or little (`-`)."""


@pytest.mark.parametrize(("brand", "wanted"), _INTENT.items())
def test_a_profile_shows_what_the_brand_was_written_to_be(voices, brand, wanted):
    middles = {
        name: {measure: each.middle for measure, each in target_of(name, [("", one) for one in found]).ranges.items()}
        for name, found in voices.items()
    }
    for measure in wanted:
        turn, name = (-1 if measure.endswith("-") else 1), measure.rstrip("-")
        ahead = [other for other, found in middles.items() if turn * found[name] > turn * middles[brand][name]]
        assert len(ahead) < 3, f"{measure}: {ahead}"
