"""How much is at stake with a text: read from its channel and content type, from its claims, and from words.

Everything is taken from what the checks have found already, and from one pass over the text, so it costs nothing while one
types. The words that come with the program are in `resources/risk/topics.toml`; a house adds its own in `[risk.words]`.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from studio.app.tables.risk import RiskEntry
from studio.core.claim import Claim
from studio.core.data import data_path
from studio.core.phrases import shortened
from studio.core.piece import Piece
from studio.core.risk import SUBJECTS, Risk, RiskReading, subjects_of

_LONGEST = 40  # characters of a claim that are quoted in a reason

Words = tuple[tuple[str, tuple[str, ...]], ...]
"""Subjects, each with the words it is seen by."""


def reading(piece: Piece, text: str, claims: Iterable[Claim], table: RiskEntry) -> RiskReading:
    """The risk of `text`, the working text of `piece`.

    Args:
        claims: what the claims desk has of it; those whose words are gone are passed over, whatever was decided of the others:
            a price with evidence is a price.
    """
    base, because = table.base_of(piece.channel.value, piece.content_type)
    found = {**subjects_by_words(text, _words(table)), **subjects_of(claims)}
    raising = [subject for subject in table.subjects if subject in found and subject in table.high]
    why = [because] if because else []
    kinds = [*why, *raising]
    why += [f"{SUBJECTS.get(subject, subject)}: “{shortened(found[subject], _LONGEST)}”" for subject in raising]
    level = Risk.HIGH if raising else base
    return RiskReading(level, tuple(why), tuple(kinds), tuple(subject for subject in table.subjects if subject in found))


def subjects_by_words(text: str, words: Words) -> dict[str, str]:
    """The subjects whose words stand in `text`, each with the first of them as it is written there."""
    return dict(_seen(text, words))


@lru_cache(maxsize=32)  # the text on the desk is asked about many times before it changes
def _seen(text: str, words: Words) -> tuple[tuple[str, str], ...]:
    found = ((subject, _pattern(listed).search(text)) for subject, listed in words if listed)
    return tuple((subject, hit[0]) for subject, hit in found if hit)


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    told = (re.escape(word.strip().removesuffix("*")) + (r"\w*" if word.strip().endswith("*") else "") for word in words)
    spaced = (each.replace(r"\ ", r"\s+").replace("’", "'").replace("'", "['’]") for each in told)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _built_in() -> Mapping[str, tuple[str, ...]]:
    written = tomllib.loads(data_path("resources", "risk", "topics.toml").read_text(encoding="utf-8"))
    return {subject: tuple(words) for subject, words in written.items()}


def _words(table: RiskEntry) -> Words:
    built_in = _built_in()
    return tuple((subject, built_in.get(subject, ()) + table.words.get(subject, ())) for subject in table.subjects)
