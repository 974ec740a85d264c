"""What in a text is personal beyond doubt, out of everything that may be."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from studio.core.personal.candidates import found_in, urls_in
from studio.core.personal.given_out import is_beside_a_desk, is_called_for_a_thing, is_given_out
from studio.core.personal.kinds import RANK, Found, Kind
from studio.core.personal.links import surely_personal_url
from studio.core.personal.own import NOTHING, Own
from studio.core.personal.people import people_in

_BOX = re.compile(r"P\.? ?O\.? Box", re.IGNORECASE)
"""A house that has much post rents one, and somebody only where the sentence says so."""
_SOMEBODYS = re.compile(r"\b(?:her|him|his|their|them|my|me)\b[^.!?\n]*$")
_NEAR = 48  # code points before a box
_BETWEEN = re.compile(r"[\w\s,.'’-]{0,48}")  # a street and its postcode
_PLACE = re.compile(r"[A-Z][\w’'-]+, (?:[A-Z][\w’'-]+,? )+$")
"""Before a postcode that ends an address; one that stands alone is that of a place for everybody, and not flagged."""


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
    whole = _whole_addresses(text, sure, found)
    houses = [each for each in whole if _is_own(text, each, own)]
    houses += [each for each in whole if each.kind is Kind.EMAIL and is_called_for_a_thing(text, each)]
    desks = [each for each in found if each.kind is Kind.EMAIL and not each.sure] + houses
    sure = [each for each in whole if not _is_part(each, houses) and not is_beside_a_desk(text, each, desks)]
    sure += [each for each in people_in(text, sure) if not own.has(each.kind, text[each.start : each.end])]
    return tuple(_apart(sure))


def _whole_addresses(text: str, found: list[Found], every: Iterable[Found]) -> list[Found]:
    """The same with each street and the postcode that follows it as one. A street that may be any words is one where a postcode
    follows.

    Args:
        every: has those that are not sure by themselves.
    """
    codes = [each for each in every if each.kind is Kind.POSTCODE]
    whole, taken = list[Found](), set[Found]()
    for street in (each for each in every if each.kind is Kind.ADDRESS):
        is_box = not street.sure and _BOX.match(text, street.start) is not None
        if is_box and not _SOMEBODYS.search(text, max(0, street.start - _NEAR), street.start):
            continue
        after = next((c for c in codes if c.start >= street.end and _BETWEEN.fullmatch(text, street.end, c.start)), None)
        if after:
            taken.add(after)
            whole.append(replace(street, end=after.end, sure=True))
        elif street.sure or is_box:
            whole.append(street)
    return whole + [each for each in found if each.kind is not Kind.ADDRESS and each not in taken]


def _is_part(found: Found, of: Iterable[Found]) -> bool:
    return any(each.start <= found.start and found.end <= each.end for each in of)


def _is_own(text: str, found: Found, own: Own) -> bool:
    return own.has(found.kind, text[found.start : found.end]) or is_given_out(text, found)


def _apart(found: list[Found]) -> list[Found]:
    """In reading order; of those that overlap the surer kind, and of one kind the longer."""
    kept = list[Found]()
    for each in sorted(found, key=lambda one: (RANK[one.kind], one.start - one.end, one.start)):
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)
