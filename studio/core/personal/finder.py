"""Finding personal data: everything that may be some, and what is some beyond doubt."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from studio.core.personal.kinds import RANK, Found, Kind
from studio.core.personal.links import surely_personal_url, url
from studio.core.personal.names import people_in
from studio.core.personal.own import NOTHING, Own, is_given_out
from studio.core.personal.patterns import RULES, Rule
from studio.core.personal.sums import digits

_CANDIDATE = re.compile(r"\+?\(?\d(?:[ ()./\-–\u00a0]{0,3}\d){6,16}")
_FREE = re.compile(
    r"(?:\+?44 ?\(?0?\)?|0)(?:800|808|30\d|33\d|34\d|84[345]|87[0123])|\+?1?[ (.-]*8(?:00|88|77|66|55|44|33)\b|1[38]00"
)
"""How numbers begin that only a business has."""
_BOX = re.compile(r"P\.? ?O\.? Box", re.IGNORECASE)
"""Only a house that has much post rents one."""
_BETWEEN = re.compile(r"[\w\s,.'’-]{0,48}")  # a street and its postcode
_PLACE = re.compile(r"[A-Z][\w’'-]+, (?:[A-Z][\w’'-]+,? )+$")
"""Before a postcode that ends an address; one that stands alone is that of a place for everybody, and not flagged."""
_ENOUGH = 7  # digits of a telephone number
_MARGIN = 60  # code points around a number that the telephone library has to see


@lru_cache(maxsize=4096)
def found_in(text: str, region: str) -> tuple[Found, ...]:
    """Everything personal that can be told by how it is written, sure or not; not names, and not links. Some of it overlaps.

    Args:
        region: whose telephone numbers are taken for granted, `GB` say.
    """
    return (*_by_rules(text), *_by_library(text, region))


@lru_cache(maxsize=4096)
def personal_in(text: str, region: str, own: Own = NOTHING) -> tuple[Found, ...]:
    """What is personal beyond doubt and not the house's own, links and named people among it, in reading order; none overlap.

    Args:
        own: what the house gives out itself.
    """
    found = found_in(text, region)
    sure = [
        each
        for each in found
        if each.sure and (each.kind is not Kind.POSTCODE or _PLACE.search(text, max(0, each.start - 60), each.start))
    ]
    for start, end in urls_in(text):
        if surely_personal_url.search(text[start:end]):
            sure.append(Found(Kind.LINK, start, end, sure=True, what="link to a person’s page"))
    sure = [each for each in _whole_addresses(text, sure, found) if not _is_own(text, each, own)]
    sure += [each for each in people_in(text, sure) if not own.has(each.kind, text[each.start : each.end])]
    return tuple(_apart(sure))


def urls_in(text: str) -> Iterator[tuple[int, int]]:
    for match in url.finditer(text) if "//" in text or "www." in text.casefold() else ():
        yield match.start(), match.start() + len(match[0].rstrip(".,;:!?"))


def _by_rules(text: str) -> Iterator[Found]:
    for each in RULES:
        if each.gate and not any(sign in text for sign in each.gate):
            continue
        for match in each.pattern.finditer(text):
            start, end = match.span("it") if "it" in each.pattern.groupindex else match.span()
            if text[start] == "(" and ")" not in text[start:end]:  # a bracket around more than the datum
                start += 1
            datum = text[start:end]
            if each.holds(datum):
                yield Found(each.kind, start, end, each.sure(datum) and not _is_else(each, text, start, datum), each.what)


def _is_else(rule: Rule, text: str, start: int, datum: str) -> bool:
    """Whether the words before it make the datum something else, or only a business has such a number."""
    if rule.kind is Kind.PHONE and _FREE.match(datum.strip("( ")):
        return True
    return bool(rule.after and rule.after.search(text[max(0, start - 48) : start]))


def _by_library(text: str, region: str) -> Iterator[Found]:
    """Telephone numbers as the library reads them. It takes its time to load and to look, so it sees only where digits are."""
    windows = list[list[int]]()
    for candidate in _CANDIDATE.finditer(text):
        if len(digits(candidate[0])) >= _ENOUGH:
            begin, end = max(0, candidate.start() - _MARGIN), min(len(text), candidate.end() + _MARGIN)
            if windows and begin <= windows[-1][1]:
                windows[-1][1] = end
            else:
                windows.append([begin, end])
    if not windows:
        return
    from phonenumbers import PhoneNumberMatcher

    for begin, end in windows:
        for match in PhoneNumberMatcher(text[begin:end], region):
            is_sure = match.raw_string.startswith("+") and not _FREE.match(match.raw_string)
            yield Found(Kind.PHONE, begin + match.start, begin + match.end, is_sure)


def _whole_addresses(text: str, found: list[Found], every: Iterable[Found]) -> list[Found]:
    """The same with each street and the postcode that follows it as one. A street that may be any words is one where a postcode
    follows.

    Args:
        every: has those that are not sure by themselves.
    """
    codes = [each for each in every if each.kind is Kind.POSTCODE]
    whole, taken = list[Found](), set[Found]()
    for street in (each for each in every if each.kind is Kind.ADDRESS and not _BOX.match(text, each.start)):
        after = next((c for c in codes if c.start >= street.end and _BETWEEN.fullmatch(text, street.end, c.start)), None)
        if after:
            taken.add(after)
            whole.append(replace(street, end=after.end, sure=True))
        elif street.sure:
            whole.append(street)
    return whole + [each for each in found if each.kind is not Kind.ADDRESS and each not in taken]


def _is_own(text: str, found: Found, own: Own) -> bool:
    return own.has(found.kind, text[found.start : found.end]) or is_given_out(text, found)


def _apart(found: list[Found]) -> list[Found]:
    """In reading order; of those that overlap the surer kind, and of one kind the longer."""
    kept = list[Found]()
    for each in sorted(found, key=lambda one: (RANK[one.kind], one.start - one.end, one.start)):
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)
