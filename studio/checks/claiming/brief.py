"""How a claim stands to what the AI was given: the brief and the brand's facts.

A claim is given where every figure and name of it is in them by value and about the same thing, or where they say the same in
other words, and where that goes for each of its statements: a rank beside a date is one of its own. It contradicts them where
they have another value for the same thing, deny it, or forbid it. In doubt it is absent: taking an invented figure for a given
one would hide it, the other way round costs a key.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from studio.checks.claiming import subjects
from studio.checks.claiming.asked import Asked, Finding, names_known
from studio.checks.claiming.figures import by_figures
from studio.checks.claiming.given import Fact, Given, bare, initials, is_known, read
from studio.core.check import Context
from studio.core.claim import Standing
from studio.core.details import Kind, plain, same
from studio.core.document import sentences_of
from studio.core.markdown import Block
from studio.core.span import Span

_F = regex.VERBOSE | regex.IGNORECASE

Verdict = tuple[Standing | None, str, str]
"""A standing, the sentence of the source that bears it out (of an absent claim a part of it), and the source's name; the last
two empty where there is none."""


def of(block: Block, span: Span, categories: Sequence[str], context: Context) -> Verdict:
    """How the claim at `span` of a block stands to what the context gives; see `standing`."""
    if not (context.brief or context.facts):
        return None, "", ""
    if block.labels:  # of a cell, what heads its row and its column says what it is about
        sentence = ", ".join(filter(None, (*block.labels, block.text)))
    else:
        sentence = next((each.text for each in sentences_of(block) if each.span.end >= span.end), block.text)
    return standing(span.of(block.text), sentence, read(context.brief, context.known_facts, context.brand), categories)


def standing(words: str, sentence: str, given: Given, categories: Sequence[str] = ()) -> Verdict:
    """How one claim stands to what was given.

    Args:
        words: the claim, plain text.
        sentence: the sentence it stands in; tells what a bare figure is about.
        given: from `read`.
        categories: of the claim, where they are known; a quotation is never given by words that only mean the same.
    Returns:
        None and two empty strings where nothing was given at all.
    """
    if not given:
        return None, "", ""
    claim = Asked(plain(words), plain(sentence), tuple(categories))
    for judge in (_is_said, _is_forbidden, _is_denied, by_figures, _by_words):
        verdict = judge(claim, given)
        if verdict:
            kind, fact = verdict
            if (
                kind is Standing.GIVEN
                and fact
                and judge is not _is_said
                and not (_within_limits(claim, fact) and _is_whole(claim, given))
            ):
                return Standing.ABSENT, fact.sentence, fact.source
            return kind, (fact.sentence if fact else ""), (fact.source if fact else "")
    return Standing.ABSENT, "", ""


_LIMITS = regex.compile(
    r"""\b(?:(?P<none>no|not|never|without|nobody|none)|(?P<over>over|above|more\s+than|at\s+least|from)(?=\s+[£$€\d])
    |(?P<under>under|below|less\s+than|fewer\s+than|up\s+to|at\s+most)(?=\s+[£$€\d])|(?P<shut>closed)
    |(?P<all>all|always|any\w*|every(?:one|thing|body|\s+(?:day|week|month|year|night|hour|time|order))))\b
    |(?P<unable>n['’]t\b)""",
    _F,
)


_AND = regex.compile(r",?\s+(?:and|but|yet|plus|while|whilst|so|because|as\s+well\s+as)\s+|,\s+|;\s+|\s[–—]\s", _F)
_SAYS_MORE = 2  # telling words; "and friendly" is a word beside a fact, "and restored by monks" is a fact


def _is_whole(claim: Asked, given: Given) -> bool:
    """Whether every statement of it was given: each rank, comparison, effect and the like by its own word, and of each half of
    "built in 1874 and restored by monks" more than the name of what it speaks of."""
    if subjects.weighty_words(claim.words) - given.weighty:
        return False
    halves = [part for part in _AND.split(claim.words) if part.strip()]
    names = frozenset().union(*(subjects.about(name.text.lower()) for name in claim.names))  # those are looked up by themselves
    own = [subjects.about(part) - subjects.VAGUE - names for part in halves] if len(halves) > 1 else []
    return not any(len(each) >= _SAYS_MORE and len(each & given.words) <= len(each) // 4 for each in own)


_OPEN = regex.compile(r"\bopen\b", _F)


def _limits_in(text: str) -> set[str]:
    found = {kind for hit in _LIMITS.finditer(text) for kind, word in hit.groupdict().items() if word}
    return {kind.replace("unable", "none") for kind in found}


def _within_limits(claim: Asked, fact: Fact) -> bool:
    """Whether it reaches no further than the fact: "over £30" is not "under £30", "on Sundays" not "every day", "without" not
    "with". A fact's own "over", "up to" and "no" must be in the claim too."""
    claimed, given, piece = _limits_in(claim.words), _limits_in(fact.sentence), _limits_in(fact.text)
    if "shut" in piece - claimed and _OPEN.search(claim.words):
        return False
    beyond = claimed - given
    dropped = piece - {"all", "shut"} - claimed - _limits_in(claim.sentence)
    return not beyond and not dropped


def _is_said(claim: Asked, given: Given) -> Finding:
    """The very words stand in the source; the only way in which a quotation is given."""
    words = bare(claim.words)
    if words.count(" ") < 2 or f" {words} " not in given.bare:
        return None
    facts = [fact for fact in given.facts if f" {words} " in f" {bare(fact.sentence)} "]
    if any(fact.forbids or fact.denied for fact in facts) and not claim.negated:
        return None
    return Standing.GIVEN, facts[0] if facts else None


def _is_forbidden(claim: Asked, given: Given) -> Finding:
    for subject, fact in given.forbidden:
        if subject.is_of(claim.words, claim.categories):
            return Standing.CONTRADICTS, fact
    return None


_SWEEPING = regex.compile(
    r"\b100\s?%|\b(?:all|every(?:thing|one)?|fully|completely|any|whole|entire(?:ly)?|always|whatever|wherever)\b", _F
)
_UNDER_WAY = regex.compile(r"\b(?:in\s+progress|under\s+way|pending|applied|applying|working\s+towards?|planned|expected)\b", _F)
_NOT_YET = regex.compile(
    r"\b(?:in\s+progress|under\s+way|pending|appl\w+|become|becoming|begin\w*|plan\w*|hop(?:e|ing)|aim\w*|working\s+towards?)\b",
    _F,
)
_FOR_EVER = regex.compile(r"\bfor\s+(?:life|ever|good)\b|\bforever\b|\blifetime\b|\bfor\s+as\s+long\s+as\b", _F)
_INCLUDED = regex.compile(r"\binclud", _F)
_NONE_OF = regex.compile(r"\b(?:no|without|zero)\s+(?!two\b|one\b|other\b)(?:\w+\s+)?(?P<thing>\p{L}{4,})", _F)


def _is_denied(claim: Asked, given: Given) -> Finding:
    """What is denied is claimed; what holds for some is claimed for all; what ends is claimed for ever."""
    for fact in given.facts:
        if not fact.forbids and (_denies(fact, claim) or _limits(fact, claim)):
            return Standing.CONTRADICTS, fact
    return None


def _denies(fact: Fact, claim: Asked) -> bool:
    if claim.negated or _NOT_YET.search(claim.words) or not (fact.denied or _UNDER_WAY.search(fact.text)):
        return False
    core = subjects.denied(fact.text)
    if core and core <= claim.about:
        return True
    both = fact.text, claim.words
    if core & claim.about and _SWEEPING.search(claim.words) and all(_INCLUDED.search(text) for text in both):
        return True
    shared = {name.value for name in fact.names} & {name.value for name in claim.names}
    return bool(shared) and bool(subjects.heavy(claim.words) & {"law", "promise"})


def _limits(fact: Fact, claim: Asked) -> bool:
    if fact.limited and _SWEEPING.search(claim.words):
        core = subjects.unlimited(fact.text)
        if len(core) > 1 and len(core & claim.about) >= max(2, len(core) - 1):
            return True
    measured = any(each.kind is Kind.MEASURE and each.unit in ("minute", "month") for each in fact.figures)
    if measured and _FOR_EVER.search(claim.words) and subjects.GUARANTEE in fact.about & claim.about:
        return True
    prices = [each.span.start for each in fact.figures if each.kind is Kind.MONEY and each.value]
    priced = subjects.about(" ".join(fact.text[: prices[0]].split()[-2:])) - subjects.VAGUE if prices else frozenset()
    return bool(priced) and any(subjects.about(each["thing"]) & priced for each in _NONE_OF.finditer(claim.words))


# ---------------------------------------------------------------- by words


_ADDRESSES = (Kind.PHONE, Kind.EMAIL, Kind.LINK)


def _joined(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Each fact, and each with its neighbour: "works with Gmail, Outlook and Slack" is one statement."""
    yield from facts
    for one, other in pairwise(facts):
        if one.sentence == other.sentence and not (one.forbids or other.forbids or one.denied or other.denied or one.orders):
            yield replace(one, text=f"{one.text}, {other.text}", about=one.about | other.about)


_SHORT = 3  # blanks; "post oak" need not say more than that
_HALF, _MOST = 0.5, 0.6  # of a claim's telling words; with fewer in common two sentences often speak of two things


def _by_words(claim: Asked, given: Given) -> Finding:
    """For a claim without figures: whether one sentence of the source says the same in other words."""
    addresses = [each for each in claim.details if each.kind in _ADDRESSES]
    if any(not any(same(each, other) for other in given.details) for each in addresses):
        return None
    if claim.is_spoken or "attribution" in claim.categories or not claim.about or not names_known(claim, given):
        return None
    if subjects.heavy(claim.words) - subjects.heavy(given.text):
        return None
    best, most = None, 0.0
    names = [subjects.about(name.text.lower()) for name in claim.names if is_known(name, given)]
    named = frozenset().union(*names, (initials(name.text) for name in claim.names))
    own = claim.about - named or claim.about  # the names are known, so they need not be told again
    for fact in _joined(given.facts):
        if fact.forbids or fact.orders or fact.denied is not claim.negated:
            continue
        shared = own & fact.about
        telling = shared - subjects.VAGUE
        if not telling:
            continue
        covered = len(shared) / len(own)
        score = covered + 0.1 * len(telling)
        rest = fact.about - named
        whole = rest == own or (not rest - own and covered >= _HALF) or (covered == 1 and claim.words.count(" ") < _SHORT)
        points = len(telling) + sum(bool(name and name <= fact.about) for name in names)
        if whole or (points > 1 and covered >= _MOST):
            best, most = (fact, score) if score > most else (best, most)
    return (Standing.GIVEN, best) if best else None
