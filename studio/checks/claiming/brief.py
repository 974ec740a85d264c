"""How a claim stands to what the AI was given: the brief and the brand's facts.

Both are free text, cut here into facts: the pieces between commas, semicolons and full stops. A claim is given where
every figure and name of it is in them by value and about the same thing, or where they say the same in other words, and
where that goes for each of its statements: a rank beside a date is one of its own. It contradicts them where they have
another value for the same thing, deny it, or forbid it. In doubt it is absent: taking an invented figure for a given one
would hide it, the other way round costs a key.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

import regex

from studio.checks.claiming import subjects
from studio.checks.claiming.subjects import Subject
from studio.core.check import Context
from studio.core.claim import Standing
from studio.core.details import FIGURES, Detail, Kind, details, plain, same
from studio.core.document import sentences_of
from studio.core.markdown import Block
from studio.core.span import Span

_F = regex.VERBOSE | regex.IGNORECASE

BRIEF, FACTS = "brief", "brand's facts"

Verdict = tuple[Standing | None, str, str]
"""A standing, the sentence of the source that bears it out (of an absent claim a part of it), and the source's name; the last
two empty where there is none."""


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
        f" {_bare(whole)} ",
        brand,
    )


# ---------------------------------------------------------------- cutting the source into facts

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


# ---------------------------------------------------------------- the standing of one claim


def of(block: Block, span: Span, categories: Sequence[str], context: Context) -> Verdict:
    """How the claim at `span` of a block stands to what the context gives; see `standing`."""
    if not (context.brief or context.facts):
        return None, "", ""
    if block.labels:  # of a cell, what heads its row and its column says what it is about
        sentence = ", ".join(filter(None, (*block.labels, block.text)))
    else:
        sentence = next((each.text for each in sentences_of(block) if each.span.end >= span.end), block.text)
    return standing(span.of(block.text), sentence, read(context.brief, context.facts, context.brand), categories)


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
    claim = _Claim(plain(words), plain(sentence), tuple(categories))
    for judge in (_is_said, _is_forbidden, _is_denied, _by_figures, _by_words):
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


_UNABLE = regex.compile(r"\b(?:unable|impossible|neither|free\s+(?:from|of)|non-)", _F)


class _Claim:
    """A claim with all that is asked of it."""

    def __init__(self, words: str, sentence: str, categories: tuple[str, ...]) -> None:
        self.words, self.sentence, self.categories = words, sentence, categories
        self.details = details(words)
        self.figures = tuple(each for each in self.details if each.kind in FIGURES)
        self.names = tuple(each for each in self.details if each.kind is Kind.NAME)
        self.about = subjects.about(words)
        self.around = subjects.about(sentence) | self.about
        self.negated = any(each.kind is Kind.NEGATION for each in self.details) or bool(_UNABLE.search(words))


_Finding = tuple[Standing, Fact | None] | None


_LIMITS = regex.compile(
    r"""\b(?:(?P<none>no|not|never|without|nobody|none)|(?P<over>over|above|more\s+than|at\s+least|from)(?=\s+[£$€\d])
    |(?P<under>under|below|less\s+than|fewer\s+than|up\s+to|at\s+most)(?=\s+[£$€\d])|(?P<shut>closed)
    |(?P<all>all|always|any\w*|every(?:one|thing|body|\s+(?:day|week|month|year|night|hour|time|order))))\b
    |(?P<unable>n['’]t\b)""",
    _F,
)


_AND = regex.compile(r",?\s+(?:and|but|yet|plus|while|whilst|so|because|as\s+well\s+as)\s+|,\s+|;\s+|\s[–—]\s", _F)
_SAYS_MORE = 2  # telling words; "and friendly" is a word beside a fact, "and restored by monks" is a fact


def _is_whole(claim: _Claim, given: Given) -> bool:
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


def _within_limits(claim: _Claim, fact: Fact) -> bool:
    """Whether it reaches no further than the fact: "over £30" is not "under £30", "on Sundays" not "every day", "without" not
    "with". A fact's own "over", "up to" and "no" must be in the claim too."""
    claimed, given, piece = _limits_in(claim.words), _limits_in(fact.sentence), _limits_in(fact.text)
    if "shut" in piece - claimed and _OPEN.search(claim.words):
        return False
    beyond = claimed - given
    dropped = piece - {"all", "shut"} - claimed - _limits_in(claim.sentence)
    return not beyond and not dropped


def _is_said(claim: _Claim, given: Given) -> _Finding:
    """The very words stand in the source; the only way in which a quotation is given."""
    words = _bare(claim.words)
    if words.count(" ") < 2 or f" {words} " not in given.bare:
        return None
    facts = [fact for fact in given.facts if f" {words} " in f" {_bare(fact.sentence)} "]
    if any(fact.forbids or fact.denied for fact in facts) and not claim.negated:
        return None
    return Standing.GIVEN, facts[0] if facts else None


def _bare(text: str) -> str:
    """Words alone, in lower case."""
    return " ".join(regex.findall(r"[\p{L}\p{N}£$€%]+", text.casefold()))


def _is_forbidden(claim: _Claim, given: Given) -> _Finding:
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


def _is_denied(claim: _Claim, given: Given) -> _Finding:
    """What is denied is claimed; what holds for some is claimed for all; what ends is claimed for ever."""
    for fact in given.facts:
        if not fact.forbids and (_denies(fact, claim) or _limits(fact, claim)):
            return Standing.CONTRADICTS, fact
    return None


def _denies(fact: Fact, claim: _Claim) -> bool:
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


def _limits(fact: Fact, claim: _Claim) -> bool:
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


# ---------------------------------------------------------------- by figures


def _by_figures(claim: _Claim, given: Given) -> _Finding:
    if not claim.figures:
        return None
    usable = [fact for fact in given.facts if not fact.forbids]
    for fact in given.facts:
        if fact.forbids and any(same(figure, other) for figure in claim.figures for other in fact.figures):
            return Standing.CONTRADICTS, fact
    held = [[fact for fact in usable if any(_holds(fact, other, figure) for other in fact.figures)] for figure in claim.figures]
    borne = [_bearing(claim, figure, facts) for figure, facts in zip(claim.figures, held, strict=True)]
    together = sum(_weight(figure) for figure, facts in zip(claim.figures, held, strict=True) if facts)
    if together >= _TOGETHER:  # "Tuesdays, 6.30 to 8.45": each is little, all of them are no accident
        borne = [fact or (facts[0] if facts else None) for fact, facts in zip(borne, held, strict=True)]
    if not _of_others(claim):
        for figure, own in zip(claim.figures, borne, strict=True):
            # What the house says of itself does not outweigh what this piece was asked to say.
            rivals = usable if own is None else [fact for fact in usable if own.source == FACTS and fact.source == BRIEF]
            if rivals and (other := _against(claim, figure, rivals, [each for each in borne if each and each is not own])):
                return Standing.CONTRADICTS, other
    sure = [fact for figure, fact in zip(claim.figures, borne, strict=True) if not _is_aside(figure, claim)]
    if sure and all(sure) and not _is_spoken(claim) and _names_known(claim, given):
        return Standing.ABSENT if _goes_beyond(claim, given) else Standing.GIVEN, sure[0]
    return Standing.ABSENT, None


_TOGETHER = 1.75  # of what `_weight` gives


def _holds(fact: Fact, told: Detail, asked: Detail) -> bool:
    """Whether what is told is the figure asked for, and no vaguer: "for July" does not bear out July 2."""
    if told.kind is Kind.DATE:
        one, other = (str(each.value).partition("|")[0].split("-") for each in (told, asked))
        if fact.orders and "*" in one[1:]:
            return False
        if any(a == "*" != b for a, b in zip(one[1:], other[1:], strict=False)):
            return False
    return same(told, asked)


def _is_spoken(claim: _Claim) -> bool:
    return bool({"quotation", "testimonial"} & set(claim.categories))


_OTHERS = regex.compile(
    r"\b(?:others?|most|typical|national|average|competitors?|rivals?|unlike|elsewhere|supermarkets?|high[\s-]street|chains?"
    r"|everybody\s+else)\b|[\"“]",
    _F,
)


def _of_others(claim: _Claim) -> bool:
    """Whether it is said of others than the brand, or by them."""
    told = claim.words if claim.about else claim.sentence
    return bool(_OTHERS.search(told)) or bool({"comparison", "quotation"} & set(claim.categories))


def _is_aside(figure: Detail, claim: _Claim) -> bool:
    """A day of the week beside its date, or midnight, adds nothing that could be wrong by itself."""
    return (figure.kind is Kind.WEEKDAY or figure.value == "00:00") and any(each.kind is Kind.DATE for each in claim.figures)


_BARE = 4  # blanks; "only £39 a month" is a price and no more, "it is free after 4pm" says something of its own


def _bearing(claim: _Claim, figure: Detail, facts: Sequence[Fact]) -> Fact | None:
    """Which of the facts that hold this figure is about the same thing."""
    best, most = None, 0.0
    for fact in facts:
        shared = len(fact.about & claim.about) + 0.5 * len(fact.about & claim.around - claim.about)
        bare = claim.words.count(" ") < _BARE and not (claim.about - subjects.VAGUE and fact.about - subjects.VAGUE)
        both_say = claim.about - subjects.VAGUE and fact.about - subjects.VAGUE
        if both_say and not fact.about & claim.around - subjects.VAGUE:  # a cake for the price of a loaf
            continue
        weight = shared + (_weight(figure) if bare or _weight(figure) > 1 else 0)
        if weight > most:
            best, most = fact, weight
    return best if most >= 1 else None


def _weight(figure: Detail) -> float:
    """How much a figure tells by itself: £4.20 is hardly about two things, a 3 is about anything."""
    if figure.kind is Kind.MONEY:
        return 1.5
    if figure.kind is Kind.NUMBER:
        return 1.5 if isinstance(figure.value, float) and figure.value > 99 else 0.25
    if figure.kind is Kind.WEEKDAY:
        return 0.5
    if figure.kind is Kind.DATE:
        return 1.5 if str(figure.value).count("*") < 2 or not str(figure.value).startswith("*") else 0.5
    return 1.0


_NO_TWO = regex.compile(r"\bno\s$", _F)  # no two are alike
_TIES = {Kind.DATE: {subjects.BEGIN}, Kind.TIME: {subjects.OPEN}}
_OWN_HISTORY = regex.compile(
    r"\b(?:we|we['’]ve|our|us|i|founded|opened|launch\w*|established|business|company|family|doors)\b", _F
)


def _against(claim: _Claim, figure: Detail, facts: Sequence[Fact], borne: Sequence[Fact]) -> Fact | None:
    """The fact that has another figure for the same thing."""
    if _is_aside(figure, claim) or _NO_TWO.search(claim.words, 0, figure.span.start):
        return None
    if figure.kind is Kind.WEEKDAY and subjects.OPEN not in claim.around:
        return None
    telling = claim.about - subjects.VAGUE | claim.about & _TIES.get(figure.kind, set())
    if figure.kind is Kind.DATE and not _OWN_HISTORY.search(claim.words):
        telling -= {subjects.BEGIN}
    facts = sorted(facts, key=lambda fact: -len(fact.about & claim.around) / (1 + len(fact.about)))  # the likeliest first
    lone = [fact for fact in facts if not fact.orders and any(_clash(claim, figure, fact, other) for other in fact.figures)]
    for fact in lone:
        rivals = [other for other in fact.figures if _clash(claim, figure, fact, other)]
        if any(same(figure, other) for other in fact.figures):
            continue
        unused = [other for other in rivals if not any(same(each, other) for each in claim.figures)]
        if fact in borne and unused and figure.kind is not Kind.NUMBER:
            return fact
        if figure.kind is Kind.NUMBER:
            if _counts_alike(claim, figure, fact, rivals):
                return fact
            continue
        if fact.about & telling or (len(claim.about) < 3 and fact.about & claim.around - subjects.VAGUE):
            return fact
        if any(each.sentence == fact.sentence and _next_to(each, fact) for each in borne):
            return fact
        if len(lone) == 1 and len(rivals) == 1 and not claim.about - subjects.VAGUE and _of_one_sort(figure, rivals[0]):
            return fact
    return None


def _of_one_sort(figure: Detail, other: Detail) -> bool:
    """Whether two figures are alike enough to clash with nothing around them to say what they are of."""
    return figure.kind in (Kind.DATE, Kind.PERCENT) or (figure.kind is Kind.MEASURE and _unit_word(figure) == _unit_word(other))


def _next_to(one: Fact, other: Fact) -> bool:
    return (one is not other and f"{one.text}, {other.text}" in other.sentence) or f"{other.text}, {one.text}" in other.sentence


_FROM = regex.compile(r"\b(?:from|at\s+least|more\s+than|over|above|min(?:imum)?|starting\s+at|starts\s+at|upwards\s+of)\s*$", _F)
_UP_TO = regex.compile(r"\b(?:up\s+to|at\s+most|under|below|max(?:imum)?|less\s+than|no\s+more\s+than)\s*$", _F)


def _clash(claim: _Claim, figure: Detail, fact: Fact, other: Detail) -> bool:
    """Whether two figures of one kind cannot both be so; $189 may well be one of the prices "from $89"."""
    if not _rivals(figure, other):
        return False
    if isinstance(figure.value, float) and isinstance(other.value, float) and figure.unit == other.unit:
        told, said = fact.text[: other.span.start], claim.words[: figure.span.start]
        if bool(_FROM.search(told)) == bool(_FROM.search(said)) and bool(_UP_TO.search(told)) == bool(_UP_TO.search(said)):
            return True
        above, below = (_FROM, _UP_TO) if figure.value > other.value else (_UP_TO, _FROM)
        return not (above.search(told) or below.search(said))
    return True


def _rivals(one: Detail, other: Detail) -> bool:
    """Whether two figures are of a kind, so that only one of them can be right."""
    if one.kind is not other.kind:
        return False
    if one.kind is Kind.DATE:
        asked, told = (str(each.value).partition("|")[0].split("-") for each in (one, other))
        return all(b != "*" or a == "*" for a, b in zip(asked, told, strict=False)) and (asked[0] != "*") == (told[0] != "*")
    if one.kind is Kind.MONEY:
        return (
            one.unit.partition("/")[0] == other.unit.partition("/")[0]
            and _near(one, other)
            and len({one.unit, other.unit} - {one.unit.partition("/")[0]}) < 2
        )
    if one.kind in (Kind.MEASURE, Kind.NUMBER):
        if one.unit in ("minute", "month"):
            return other.unit in ("minute", "month")
        return one.unit == other.unit and (not one.unit or _unit_word(one) == _unit_word(other))
    return True


def _near(one: Detail, other: Detail) -> bool:
    """Whether two sums are of one size, so that they may be the price of one thing."""
    low, high = sorted((float(one.value), float(other.value)))
    return low > 0 and high <= 3 * low


def _unit_word(measure: Detail) -> str:
    return measure.text.split()[-1].rstrip("s").lower()


def _counts_alike(claim: _Claim, figure: Detail, fact: Fact, rivals: Sequence[Detail]) -> bool:
    ours = _counted(claim.words, figure.span)
    return bool(ours) and any(ours & _counted(fact.text, other.span) for other in rivals)


def _counted(text: str, span: Span) -> frozenset[str]:
    """What the words right behind a number are about."""
    return subjects.about(" ".join(text[span.end : span.end + 40].split()[:2]))


_LED_BY = regex.compile(r"(?:^|\b(?:from|at|with|on|our|here\s+at|join)\s)\W*$", _F)


def _names_known(claim: _Claim, given: Given) -> bool:
    """Whether every name was given. One where the brand's own would stand is let pass: a brief seldom says who it is for."""
    unknown = [name for name in claim.names if not is_known(name, given)]
    return not unknown or (not given.brand and len(unknown) == 1 and bool(_LED_BY.search(claim.words[: unknown[0].span.start])))


def is_known(name: Detail, given: Given) -> bool:
    """Whether a name stands in the brief or the facts, or is spelled out of the capitals there: FCA."""
    words = regex.findall(r"[\p{L}\p{N}]+", name.text)
    if all(word.casefold() in given.text for word in words):
        return True
    initials = _initials(name.text)
    return len(initials) > 2 and bool(regex.search(rf"\b{regex.escape(initials)}\b", given.text))


def _goes_beyond(claim: _Claim, given: Given) -> bool:
    """Whether, beside the figures, it says much that nobody gave: another promise, a rank, an effect."""
    own = claim.about - subjects.VAGUE
    unknown = own - given.words
    if subjects.heavy(claim.words) - subjects.heavy(given.text):
        return True
    return len(unknown) > 2 + len(own) // 3


# ---------------------------------------------------------------- by words


def _initials(name: str) -> str:
    """`fca` for the Financial Conduct Authority."""
    return "".join(word[0] for word in name.split() if word[0].isupper()).casefold()


_ADDRESSES = (Kind.PHONE, Kind.EMAIL, Kind.LINK)


def _joined(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Each fact, and each with its neighbour: "works with Gmail, Outlook and Slack" is one statement."""
    yield from facts
    for one, other in pairwise(facts):
        if one.sentence == other.sentence and not (one.forbids or other.forbids or one.denied or other.denied or one.orders):
            yield replace(one, text=f"{one.text}, {other.text}", about=one.about | other.about)


_SHORT = 3  # blanks; "post oak" need not say more than that
_HALF, _MOST = 0.5, 0.6  # of a claim's telling words; with fewer in common two sentences often speak of two things


def _by_words(claim: _Claim, given: Given) -> _Finding:
    """For a claim without figures: whether one sentence of the source says the same in other words."""
    addresses = [each for each in claim.details if each.kind in _ADDRESSES]
    if any(not any(same(each, other) for other in given.details) for each in addresses):
        return None
    if _is_spoken(claim) or "attribution" in claim.categories or not claim.about or not _names_known(claim, given):
        return None
    if subjects.heavy(claim.words) - subjects.heavy(given.text):
        return None
    best, most = None, 0.0
    names = [subjects.about(name.text.lower()) for name in claim.names if is_known(name, given)]
    named = frozenset().union(*names, (_initials(name.text) for name in claim.names))
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
