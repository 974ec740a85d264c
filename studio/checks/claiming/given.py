"""What the AI was given: the brief and the brand's facts, cut into facts.

Both are free text; a fact is a piece between commas, semicolons and full stops.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from studio.checks.claiming import subjects
from studio.checks.claiming.subjects import Subject
from studio.core.details import FIGURES, Detail, Kind, details, plain

_F = regex.VERBOSE | regex.IGNORECASE

BRIEF, FACTS = "brief", "brand's facts"


@dataclass(frozen=True)
class Fact:
    """One piece of what was given.

    Attributes:
        text: its words.
        sentence: the sentence it stands in.
        source: `BRIEF` or `FACTS`.
        about: what it is about, as `subjects.about` tells it.
        figures, names: its details.
        denied: whether it says that something is not so, or not quite: "NOT certified".
        limited: whether it says what it holds for only: "for the 12 oz size only".
        forbids: whether it tells the AI what to leave out.
        orders: whether it only says what to write: "Blog post on our sourdough".
    """

    text: str
    sentence: str
    source: str
    about: frozenset[str]
    figures: tuple[Detail, ...]
    names: tuple[Detail, ...]
    denied: bool = False
    limited: bool = False
    forbids: bool = False
    orders: bool = False


@dataclass(frozen=True)
class Given:
    """What the AI was given, read once. Its truth is that there is anything at all."""

    facts: tuple[Fact, ...] = ()
    forbidden: tuple[tuple[Subject, Fact], ...] = ()
    words: frozenset[str] = frozenset()
    weighty: frozenset[str] = frozenset()
    details: tuple[Detail, ...] = field(default=(), repr=False)
    text: str = ""
    bare: str = ""
    brand: str = ""

    def __bool__(self) -> bool:
        return bool(self.facts)


_STRUCK = regex.compile(r"~~.*?~~|<(?P<tag>s|del|strike)>.*?</(?P=tag)>", _F)


@lru_cache(maxsize=64)
def read(brief: str, facts: str, brand: str = "") -> Given:
    """Read the brief and the brand's facts; either may be empty. The brand's own name is known without being in them.

    Kept, for a text has hundreds of claims and one brief.
    """
    brief, facts = (_STRUCK.sub(" ", text) for text in (brief, facts))
    pieces = [*_pieces(brief, BRIEF), *_pieces(facts, FACTS)]
    forbidden = [(subject, fact) for fact in pieces if fact.forbids for subject in subjects.forbidden_by(fact.text)]
    whole = f"{brief}\n{facts}"
    return Given(
        tuple(pieces),
        tuple(forbidden),
        frozenset().union(*(fact.about for fact in pieces)) if pieces else frozenset(),
        frozenset().union(*(subjects.weighty_words(fact.text) | fact.about for fact in pieces if not fact.forbids)),
        tuple(detail for line in whole.split("\n\n") for detail in details(plain(line))),
        plain(f"{whole} {brand}").casefold(),
        f" {bare(whole)} ",
        brand,
    )


_SENTENCE = regex.compile(
    r"(?<=[.!?])(?<!\b(?:e\.g|i\.e|incl|approx|no|st|mr|mrs|dr|vs|a\.m|p\.m|max|min)\.)\s+(?=[\p{Lu}\d\"“£$€{])|\n+", _F
)
_CUT = regex.compile(
    r";\s+|,\s+(?!(?:and|or)\s\d)(?!\d{1,2}(?:,|\s(?:and|or|to)\s\d))|:\s+(?=\p{L})"
    r"|\s+(?:and|but)\s+(?=(?:not|never)\b)|\s[–—-]\s|(?<=\))\s",
    _F,
)
_FORBIDS = regex.compile(
    r"^(?:please\s|and\s|but\s)?(?:do\s+not|don['’]t|never|avoid|nothing\s+about|must\s+not|mustn['’]t|not\s+to|leave\s+out"
    r"|stay\s+away\s+from|steer\s+clear"
    r"|no\s+(?:[\w\"“”#'’-]+\s+){0,6}(?:claims?|promises?|guarantees?|figures|statistics|stud(?:y|ies)|stories"
    r"|testimonials|quotes"
    r"|reviews|comparisons?|competitors?|rivals|superlatives|awards|hype|jargon|slang|jokes|puns|emojis?|exclamation\s\w+|savings"
    r"|results|outcomes|discounts|upgrades|advice))\b"
    r"|\b(?:must|should)\s+(?:not|never)\b|\bpromise\s+no\b",
    _F,
)
_DENIED = regex.compile(r"^no\s|\b(?:not|n['’]t|never|no\s+longer|isn['’]t|aren['’]t|nor)\b", _F)
_LIMITED = regex.compile(r"\b(?:only|except|apart\s+from|other\s+than|not\s+all|excluding|excl\.?)\b", _F)
_ORDERS = regex.compile(
    r"^(?:(?:please\s+)?(?:write|draft|make|create|tell|explain|describe|announce|invite|remind|thank|answer)\b"
    r"|(?:\w+\s+){0,4}(?:blog|posts?|page|email|e-mail|newsletter|captions?|copy|update|announcement|reply|comparison"
    r"|how-to|guide"
    r"|listing|description|script|message|leaflet|brochure|article|faq|piece|letter|text|tweets?|threads?)\b)",
    _F,
)
_WORDS = regex.compile(r"\b\d+\s+(?:words|characters)\b", _F)
_LEAD = regex.compile(r"^\s*(?:facts?|offer|available\s+merge\s+fields|notes?|key\s+(?:facts|points))\s*:\s*", _F)


def _pieces(text: str, source: str) -> Iterable[Fact]:
    for line in regex.split(r"\n\s*\n|\n(?=\s*[-*#\d])", text):
        for sentence in _SENTENCE.split(plain(line)):
            whole = _LEAD.sub("", sentence).strip()
            forbids, orders = False, bool(_ORDERS.match(whole))
            for piece in _CUT.split(whole):
                # "Don't blame customs, don't promise dates": the rest of a list stays forbidden, a fact ends it
                forbids = bool(_FORBIDS.search(piece)) or (forbids and not any(each.kind in FIGURES for each in details(piece)))
                # "Blog post, about 500 words, on why tea is worth it": what to write about goes on until facts begin
                orders = orders and (
                    bool(_ORDERS.match(piece)) or not any(each.kind in FIGURES for each in details(_WORDS.sub("", piece)))
                )
                if piece.strip(" .,;:"):
                    yield _fact(piece.strip(" ,;:"), sentence.strip(), source, forbids, orders)


def _fact(piece: str, sentence: str, source: str, forbids: bool, orders: bool) -> Fact:
    found = details(piece)
    return Fact(
        piece,
        sentence,
        source,
        subjects.about(piece),
        tuple(each for each in found if each.kind in FIGURES),
        tuple(each for each in found if each.kind is Kind.NAME),
        denied=bool(_DENIED.search(piece)),
        limited=bool(_LIMITED.search(piece)),
        forbids=forbids,
        orders=orders,
    )


def bare(text: str) -> str:
    """Words alone, in lower case."""
    return " ".join(regex.findall(r"[\p{L}\p{N}£$€%]+", text.casefold()))


def is_known(name: Detail, given: Given) -> bool:
    """Whether a name stands in the brief or the facts, or is spelled out of the capitals there: FCA."""
    words = regex.findall(r"[\p{L}\p{N}]+", name.text)
    if all(word.casefold() in given.text for word in words):
        return True
    letters = initials(name.text)
    return len(letters) > 2 and bool(regex.search(rf"\b{regex.escape(letters)}\b", given.text))


def initials(name: str) -> str:
    """`fca` for the Financial Conduct Authority."""
    return "".join(word[0] for word in name.split() if word[0].isupper()).casefold()
