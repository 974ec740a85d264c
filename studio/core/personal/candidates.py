"""Whatever in a text may be personal by how it is written, sure or not: all that masking and redaction take out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from studio.core.personal.accounts import ibans_in
from studio.core.personal.identities import identities_in
from studio.core.personal.kinds import Found, Kind
from studio.core.personal.links import may_hold, url
from studio.core.personal.patterns import RULES
from studio.core.personal.rule import Rule
from studio.core.personal.sums import digits

_CANDIDATE = re.compile(r"\+?\(?\d(?:[ ()./\-–\u00a0]{0,3}\d){6,16}")
_FREE = re.compile(
    r"(?:\+?44 ?\(?0?\)?|0)(?:800|808|30\d|33\d|34\d|84[345]|87[0123])|\+?1?[ (.-]*8(?:00|88|77|66|55|44|33)\b|1[38]00"
)
"""How numbers begin that only a business has."""
_ENOUGH = 7  # digits of a telephone number
_ROW = re.compile(r"\d(?:[^\S\n]?[()./–+-]{0,2}[^\S\n]?\d)+")
_LOOK = 96  # code points before a number that may say what it is
_MARGIN = 60  # code points around a number that the telephone library has to see


@lru_cache(maxsize=4096)
def found_in(text: str, region: str) -> tuple[Found, ...]:
    """Everything personal that can be told by how it is written, sure or not; not names, and not links. Some of it overlaps.

    Args:
        region: whose telephone numbers are taken for granted, `GB` say.
    """
    return tuple(_longest((*ibans_in(text), *identities_in(text), *_by_rules(text), *_by_library(text, region))))


def _longest(found: tuple[Found, ...]) -> Iterator[Found]:
    """Without what is only a part of an account's number, whatever sum the part may pass."""
    whole = [each for each in found if each.kind is Kind.IBAN]
    for each in found:
        if not any(one.start <= each.start and each.end <= one.end and each is not one for one in whole):
            yield each


def urls_in(text: str) -> Iterator[tuple[int, int]]:
    for match in url.finditer(text) if may_hold.search(text) else ():
        yield match.start(), match.start() + len(match[0].rstrip(".,;:!?"))


@lru_cache(maxsize=1)
def _most_digits(text: str) -> int:
    """How many digits stand in a row, blanks and signs between them aside, where most do."""
    return max((len(digits(row)) for row in _ROW.findall(text)), default=1)


def _by_rules(text: str) -> Iterator[Found]:
    most = _most_digits(text)
    for each in RULES:
        if each.least > most or (each.gate and not any(sign in text for sign in each.gate)):
            continue
        if each.needs and not each.needs.search(text):
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
    return bool(rule.after and rule.after.search(text[max(0, start - _LOOK) : start]))


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
