"""Whose a way to reach somebody is on a page for everybody, where a house tells how to be reached, and a person does not.

Nothing is taken for granted: a number on a page is the house's where the page says so, and somebody's otherwise.
"""

import re
from collections.abc import Sequence

from studio.core.personal.firms import has_firm, is_firm
from studio.core.personal.given_out import MOBILE, SENTENCE
from studio.core.personal.kinds import Found, Kind
from studio.core.personal.listed import may_be_forename
from studio.core.personal.mailboxes import PUBLIC

_REACHING = (Kind.PHONE, Kind.EMAIL, Kind.ADDRESS, Kind.POSTCODE)
_FAR = 140  # code points before a datum that may name a house
OF_ONE = re.compile(
    r"\b(?:customer|client|patient|guest|tenant|member|her|his|she|he|(?-i:me)|my|(?-i:M[rs]|Mrs)|mum|dad|wife|husband"
    r"|neighbou?r|parcel|(?:sent|went|delivered|posted) (?:it |them )?to|lives?|living|moved|refund\w*"
    r"|winner|congratulations|comment(?:er|ed)?s?"
    r"|reviewer|(?:posted|posting|gave|give|giving|shared?|sharing) (?:us )?(?:your|their|a)"
    r"|your (?:cell|mobile|phone|number|address))\b",
    re.I,
)
"""Words for one person, and for what goes to one; "they" may well be a shop."""
_SAYS_OURS = re.compile(
    r"\b(?:our|us|headquarters|hq|switchboard|newsroom|wholesale|trade|stockists?|helpline|hotline|reception|front desk|press"
    r"|media|bookings?|enquir(?:y|ies)|main (?:line|number|office)|general|customer (?:service|care|support)|venue"
    r"|the phone is|the (?:tele)?phone number|the desk|find it)\b",
    re.I,
)
"""In the sentence: a house speaks of itself."""
_HOURS = re.compile(
    r"\b(?:open|opens|opening|closed|closes|doors|entry|admission|tickets?|parking|car park|rsvp|dress code|wheelchair)\b"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b[^.!?\n]{0,20}\d"
    r"|\b(?:they|we) (?:carry|stock|sell|serve|make)\b",
    re.I,
)
"""In the paragraph: when one may come, and what for."""
_MARKS = re.compile(
    r"\b(?:Ltd|Limited|plc|LLP|LLC|Inc|GmbH|Pty|company number|VAT|ABN|registered|charity|founded in"
    r"|all rights reserved|unsubscribe)\b|©"
)
_CONTACT_LINE = re.compile(
    r"^[\W_]*(?:contact|find us|visit|tel|telephone|phone|call|e-?mail|mail|address|post|fax"
    r"|where|location|web|website)\b[^.!?]{0,24}$",
    re.I,
)
"""Before the first datum of a paragraph that tells nothing else."""


def is_the_houses(text: str, found: Found, people: Sequence[Found], row: str | None = None) -> bool:
    """Whether a page says that a datum is the house's, or another house's.

    It is not where it is a mobile telephone or a mailbox that anybody may have; it is where its sentence says so. Otherwise it is
    somebody's where the paragraph, or its row of a table, names or speaks of one; and the house's where it is told beside a
    house's name, its hours or its marks, or on a line of contacts.

    Args:
        text: a paragraph, or a cell with the head of its column.
        people: who is named in it, known by a forename.
        row: of a cell, what heads its row.
    """
    if found.kind not in _REACHING or _anybodys(text[found.start : found.end], found.kind):
        return False
    sentence = _sentence(text, found)
    if _SAYS_OURS.search(sentence) and not OF_ONE.search(sentence) and not any(_is_in(each, text, sentence) for each in people):
        return True
    if people or OF_ONE.search(text):
        return False
    if row is not None:
        return any(map(str.isalpha, row)) and not _may_be_somebody(row)
    return (
        has_firm(text, max(0, found.start - _FAR), found.start)
        or _HOURS.search(text) is not None
        or _MARKS.search(text) is not None
        or _CONTACT_LINE.match(text[: found.start]) is not None
    )


def _anybodys(datum: str, kind: Kind) -> bool:
    if kind is Kind.PHONE:
        return MOBILE.match(datum) is not None
    if kind is not Kind.EMAIL:
        return False
    local, _, domain = datum.casefold().partition("@")
    return domain in PUBLIC or "." in local or "_" in local or may_be_forename(local)


def _sentence(text: str, found: Found) -> str:
    begin = max((match.end() for match in SENTENCE.finditer(text, 0, found.start)), default=0)
    after = SENTENCE.search(text, found.end)
    return text[begin : after.start() if after else len(text)]


def _is_in(person: Found, text: str, sentence: str) -> bool:
    return text[person.start : person.end] in sentence


_MOST_WORDS = 4  # of a name


def _may_be_somebody(row: str) -> bool:
    words = row.split()
    return not is_firm(row) and (
        (1 < len(words) <= _MOST_WORDS and all(word[:1].isupper() for word in words)) or may_be_forename(words[0])
    )
