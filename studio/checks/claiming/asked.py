"""A claim as it is held against what was given: what it says, in figures, in names, in words."""

import regex

from studio.checks.claiming import subjects
from studio.checks.claiming.given import Fact, Given, is_known
from studio.core.claim import Standing
from studio.core.details import FIGURES, Kind, details

_F = regex.VERBOSE | regex.IGNORECASE

Finding = tuple[Standing, Fact | None] | None
"""How a claim stands, and to which fact; None where this way of looking at it says nothing."""

_UNABLE = regex.compile(r"\b(?:unable|impossible|neither|free\s+(?:from|of)|non-)", _F)


class Asked:
    """A claim with all that is asked of it."""

    def __init__(self, words: str, sentence: str, categories: tuple[str, ...]) -> None:
        self.words, self.sentence, self.categories = words, sentence, categories
        self.details = details(words)
        self.figures = tuple(each for each in self.details if each.kind in FIGURES)
        self.names = tuple(each for each in self.details if each.kind is Kind.NAME)
        self.about = subjects.about(words)
        self.around = subjects.about(sentence) | self.about
        self.negated = any(each.kind is Kind.NEGATION for each in self.details) or bool(_UNABLE.search(words))

    @property
    def is_spoken(self) -> bool:
        return bool({"quotation", "testimonial"} & set(self.categories))


_LED_BY = regex.compile(r"(?:^|\b(?:from|at|with|on|our|here\s+at|join)\s)\W*$", _F)


def names_known(claim: Asked, given: Given) -> bool:
    """Whether every name was given. One where the brand's own would stand is let pass: a brief seldom says who it is for."""
    unknown = [name for name in claim.names if not is_known(name, given)]
    return not unknown or (not given.brand and len(unknown) == 1 and bool(_LED_BY.search(claim.words[: unknown[0].span.start])))
