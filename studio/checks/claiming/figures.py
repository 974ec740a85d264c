"""How a claim with figures stands to what was given: each figure by its value, and by what it is about."""

from collections.abc import Sequence

import regex

from studio.checks.claiming import subjects
from studio.checks.claiming.asked import Asked, Finding, names_known
from studio.checks.claiming.given import BRIEF, FACTS, Fact, Given
from studio.core.claim import Standing
from studio.core.details import Detail, Kind, same
from studio.core.span import Span

_F = regex.VERBOSE | regex.IGNORECASE


def by_figures(claim: Asked, given: Given) -> Finding:
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
    if sure and all(sure) and not claim.is_spoken and names_known(claim, given):
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


_OTHERS = regex.compile(
    r"\b(?:others?|most|typical|national|average|competitors?|rivals?|unlike|elsewhere|supermarkets?|high[\s-]street|chains?"
    r"|everybody\s+else)\b|[\"“]",
    _F,
)


def _of_others(claim: Asked) -> bool:
    """Whether it is said of others than the brand, or by them."""
    told = claim.words if claim.about else claim.sentence
    return bool(_OTHERS.search(told)) or bool({"comparison", "quotation"} & set(claim.categories))


def _is_aside(figure: Detail, claim: Asked) -> bool:
    """A day of the week beside its date, or midnight, adds nothing that could be wrong by itself."""
    return (figure.kind is Kind.WEEKDAY or figure.value == "00:00") and any(each.kind is Kind.DATE for each in claim.figures)


_BARE = 4  # blanks; "only £39 a month" is a price and no more, "it is free after 4pm" says something of its own


def _bearing(claim: Asked, figure: Detail, facts: Sequence[Fact]) -> Fact | None:
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


def _against(claim: Asked, figure: Detail, facts: Sequence[Fact], borne: Sequence[Fact]) -> Fact | None:
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


def _clash(claim: Asked, figure: Detail, fact: Fact, other: Detail) -> bool:
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


def _counts_alike(claim: Asked, figure: Detail, fact: Fact, rivals: Sequence[Detail]) -> bool:
    ours = _counted(claim.words, figure.span)
    return bool(ours) and any(ours & _counted(fact.text, other.span) for other in rivals)


def _counted(text: str, span: Span) -> frozenset[str]:
    """What the words right behind a number are about."""
    return subjects.about(" ".join(text[span.end : span.end + 40].split()[:2]))


def _goes_beyond(claim: Asked, given: Given) -> bool:
    """Whether, beside the figures, it says much that nobody gave: another promise, a rank, an effect."""
    own = claim.about - subjects.VAGUE
    unknown = own - given.words
    if subjects.heavy(claim.words) - subjects.heavy(given.text):
        return True
    return len(unknown) > 2 + len(own) // 3
