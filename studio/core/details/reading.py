"""Finding every detail of a text: figures, names, quotations, addresses, and the words that turn a statement round."""

from collections.abc import Iterable
from functools import lru_cache

import regex

from studio.core.details.detail import Detail, Kind
from studio.core.details.figures import Found, figures
from studio.core.details.names import addresses, names, quotations
from studio.core.details.spelled import row

_F = regex.VERBOSE | regex.IGNORECASE


@lru_cache(maxsize=16_384)
def details(text: str) -> tuple[Detail, ...]:
    """Every detail of `text`, in reading order.

    Args:
        text: prose without markup, such as a block's text or a sentence of it.
    Returns:
        Spans are exact. Only quotations hold other details; the rest never overlap.
    """
    found = _looked_up(text)
    return _in_order([*found.details, *_turning(Found(text, found.rest))])


@lru_cache(maxsize=16_384)
def checkable(text: str) -> tuple[Detail, ...]:
    """The details that could be looked up: all but negations and comparisons. Half the work of `details`."""
    return _in_order(_looked_up(text).details)


def _looked_up(text: str) -> Found:
    found = Found(text)
    addresses(found)
    quotations(found)
    figures(found)
    names(found)
    return found


def _in_order(found: Iterable[Detail]) -> tuple[Detail, ...]:
    return tuple(sorted(found, key=lambda detail: (detail.span.start, -detail.span.end)))


_NEGATIONS = regex.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot)\b|(?<=n)'t\b|(?<=\p{L})n't\b", _F
)
_BEFORE_FIGURE = r"(?=\s?[£$€]?[\d\x00]|\s(?:one|two|three|four|five|six|seven|eight|nine|ten|half|a\s))"
_COMPARISONS = (
    ("more", "more", ""), ("less", "less", ""), ("few", "fewer|few", ""), ("most", "most", ""), ("least", "least", ""),
    ("many", "many", ""), ("best", "best", ""), ("better", "better", ""), ("worse", "worse", ""), ("worst", "worst", ""),
    ("only", "only", ""), ("first", "first|1st", ""), ("last", "last", ""), ("always", "always", ""), ("all", "all", ""),
    ("every", "every", ""), ("some", "some", ""), ("often", "often", ""), ("sometimes", "sometimes", ""),
    ("up to", r"up\sto", ""), ("up", "up", r"(?!\sto)" + _BEFORE_FIGURE), ("down", "down", _BEFORE_FIGURE),
    ("over", "over|above|exceed(?:s|ed|ing)?", _BEFORE_FIGURE), ("under", "under|below", _BEFORE_FIGURE),
    ("rise", r"r[io]se[ns]?|rising|increas(?:e|es|ed|ing)|gr[eo]w(?:s|n|ing)?|growth"
             r"|climb(?:s|ed|ing)?|gain(?:s|ed|ing)?|rais(?:e|es|ed|ing)", ""),
    ("fall", r"f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)"
             r"|reduc(?:e|es|ed|ing|tion)|cut(?:s|ting)?|shr[aiu]nk(?:s|ing)?|slash(?:es|ed|ing)?|lower(?:s|ed|ing)", ""),
    ("before", "before", ""), ("after", "after", ""), ("because", r"because|caus(?:e|es|ed|ing)", ""),
)  # fmt: skip
_LEMMAS = [lemma for lemma, _, _ in _COMPARISONS]
_COMPARISON = regex.compile("|".join(rf"(\b(?:{words})\b{tail})" for _, words, tail in _COMPARISONS), _F)
_DEGREES = regex.compile(
    r"\b(?:(?:fast|slow|cheap|high|low|larg|small|big|strong|weak|long|short|saf|easi|earli|lat|old|young|new|near|warm|cold|cool"
    r"|hot|quick|hard|great|rich|poor|clean|green|healthi|kind|smart|light|heavi|thick|thin|wid|deep|clos|busi|happi|soft|bright"
    r"|dark|loud|quiet|tough|fresh|fin|rar|simpl|tall|sharp|dri|wett?|fitt?|bigg)(?:er|est)\b"
    r"|\w{3,}er(?=\sthan\b)|(?<=\bthe\s)\w{4,}est(?=\s\p{L}))\b",
    _F,
)
_NO_DEGREE = row("interest request forest guest harvest invest test later never better rest west rather other number order")


def _turning(found: Found) -> list[Detail]:
    text = found.rest
    for hit in _NEGATIONS.finditer(text):
        word = hit[0].lower()
        found.take(Kind.NEGATION, "not" if word in ("'t", "n't", "cannot") else word, "", *hit.span())
    taken: list[tuple[int, int]] = []
    for hit in _COMPARISON.finditer(text):
        taken.append(hit.span())
        found.take(Kind.COMPARISON, _LEMMAS[hit.lastindex - 1], "", *hit.span())
    for hit in _DEGREES.finditer(text):
        if hit[0].lower() not in _NO_DEGREE and not any(start < hit.end() and hit.start() < end for start, end in taken):
            found.take(Kind.COMPARISON, hit[0].lower(), "", *hit.span())
    return found.details
