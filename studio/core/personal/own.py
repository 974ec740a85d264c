"""What the house gives out itself, and so is nobody's secret: its telephone number, its address, the names of its people."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from studio.core.personal.kinds import Found, Kind

_PUBLIC_WORDS = """
    gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com yahoo.com yahoo.co.uk icloud.com me.com aol.com
    btinternet.com proton.me protonmail.com gmx.de gmx.net web.de mail.com bigpond.com sky.com
"""
_PUBLIC = frozenset(_PUBLIC_WORDS.split())
"""Where anybody may have a mailbox, so that it says nothing of whose it is."""
_LAST = 9  # digits of a telephone number that are the same with and without the code of its country
_LEAST = 3  # letters of a word that may stand for itself


def plain(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


@dataclass(frozen=True, slots=True)
class Own:
    """What belongs to the house.

    Attributes:
        forms: each datum with nothing but letters and digits.
        numbers: the last nine digits of telephone numbers.
        domains: of its mailboxes.
    """

    forms: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def has(self, kind: Kind, text: str) -> bool:
        """Whether this datum is the house's."""
        bare = plain(text)
        if bare in self.forms:
            return True
        if kind is Kind.PHONE:
            return _last(text) in self.numbers
        if kind is Kind.EMAIL:
            return text.casefold().rpartition("@")[2] in self.domains
        if kind in (Kind.ADDRESS, Kind.POSTCODE):
            return any(len(form) > _LEAST and (form in bare or bare in form) for form in self.forms if not form.isdecimal())
        if kind is Kind.LINK:
            return any(len(form) > _LEAST and form in bare for form in self.forms)
        return False


NOTHING = Own()
_OURS = re.compile(
    r"\b(?:our|us|we|contact|phone|tel|telephone|call|email|e-mail|address|visit|website|shop|opening|hours)\b", re.I
)
_THEIRS = re.compile(r"\b(?:customer|client|patient|guest|complain\w*|caller|her|his|their|she|he|buyer|member|reviewer)\b", re.I)


@lru_cache(maxsize=256)
def own_of(listed: tuple[str, ...], facts: str, brief: str, region: str) -> Own:
    """What the house gives out, from its own list, from its page of facts, and from those lines of a brief that say how to reach
    it. A line of a brief that speaks of a customer gives nothing out."""
    from studio.core.personal.finder import found_in, urls_in  # it asks this module what is the house's

    lines = [line for line in brief.splitlines() if _OURS.search(line) and not _THEIRS.search(line)]
    data = list[tuple[Kind, str]]()
    for text in (*listed, facts, *lines):
        data += [(found.kind, text[found.start : found.end]) for found in found_in(text, region)]
        data += [(Kind.LINK, text[start:end]) for start, end in urls_in(text)]
    forms = {plain(text) for _, text in data} | {plain(each) for each in listed}
    numbers = {_last(text) for kind, text in data if kind is Kind.PHONE} | {_last(each) for each in listed}
    mails = {text.casefold().rpartition("@")[2] for kind, text in data if kind is Kind.EMAIL}
    handles = {form for each in (*listed, *(text for _, text in data)) for form in _handle(each)}
    return Own(frozenset(filter(None, forms | handles)), frozenset(filter(None, numbers)), frozenset(mails) - _PUBLIC)


def _handle(text: str) -> Iterable[str]:
    """A profile's name, so that `@name` is known by the link to it."""
    if match := re.search(r"//(?:[\w-]+\.)?(?:facebook|instagram|twitter|x|tiktok|threads)\.\w+/@?([\w.]+)", text):
        yield plain(match[1])


def _last(text: str) -> str:
    row = "".join(sign for sign in text if sign.isdecimal())
    return row[-_LAST:] if len(row) >= 6 else ""


_RINGS = (
    r"(?:call|ring|phone|text|reach|email|e-mail|mail|message|whatsapp|write to|contact|visit|find|follow|tag|join|see|meet|tell"
    r"|dm|drop)"
)
_DESK = (
    r"(?:number|line|phone|helpline|hotline|desk|shop|office|studio|address|store|café|cafe|bakery|team|handle|page|account|mobile|email"
    r"|inbox|showroom|workshop|warehouse|clinic|surgery|school|branch|salon|kitchen|counter|yard|nursery|farm|unit|doors?|home|base|hq"
    r"|headquarters|profile|reception|switchboard|station)"
)
_ON = r"(?:[^.!?\n]|\.(?=\w))"  # on within the sentence; the points of an address end none
_GIVEN_OUT = re.compile(
    rf"\b(?:stop|drop|come|swing) by\b,? |\bby (?:post|mail)\b{_ON}{{0,30}}$"
    rf"|\b{_RINGS} (?:us\b|(?:in|into|by|round|at) |our (?:\w+ ){{0,3}}{_DESK}"
    rf"|the (?:\w+ )?(?:{_DESK}|bar|pub)){_ON}{{0,60}}$"
    rf"|\bour (?:\w+ ){{0,3}}{_DESK}\b{_ON}{{0,45}}$"
    rf"|\b(?:in|at|from|to) (?:the|our) (?:\w+ )?(?:shop|store|studio|office|showroom|gallery|pub|bar|café"
    rf"|cafe|bakery|secretary)[,:] {_ON}{{0,30}}$"
    rf"|\bcome (?:to|into|and see) {_ON}{{0,40}}$"
    rf"|\b(?:questions|complaints|orders|requests|letters|replies|queries)\b{_ON}{{0,60}}$"
    rf"|\bwhere (?:are|is) (?:you|we|it)\?{_ON}{{0,45}}$"
    rf"|\bwe(?:’re|'re| are| have been)? (?:based|at|on|live|found|located)\b{_ON}{{0,45}}$"
    rf"|\b(?:customer (?:service|care|support)|bookings?|reservations?|enquir(?:y|ies)|inquir(?:y|ies)|helpline|hotline"
    rf"|sales|press|head office|front desk|station|switchboard|reception|registered office|opening hours|open(?:s|ing)?|doors"
    rf"|venue|where|hosted|held)\b{_ON}{{0,40}}$",
    re.IGNORECASE,
)
_BARE = re.compile(r"\b(?:call|ring|dial)(?: on)? $|(?:^|[.!?] )phone $", re.IGNORECASE)
"""As one tells a reader. A mobile telephone is rather somebody's."""
_MOBILE = re.compile(r"\(?(?:\+?44 ?\(?0?\)?|0)7|\+?61 ?4|04")
_FOLLOW = re.compile(r"\b(?:follow|tag|see|dm|message|find) $", re.IGNORECASE)
_FOOT = re.compile(r"\bunsubscribe\b[^.!?\n]{0,60}$|[|·•] ?(?:[A-Z][^|·•.\n]{0,40}, )?$", re.IGNORECASE)
_OF_A_CUSTOMER = re.compile(
    r"\b(?:customers?|clients?|patients?|guests?|her|his|their|she|he|they|my|me|tenants?|mr|mrs|ms|dr)\b", re.I
)


def is_given_out(text: str, found: Found) -> bool:
    """Whether the words before a datum say that the house gives it out: "call us on", "our shop at"."""
    if found.kind not in (Kind.PHONE, Kind.EMAIL, Kind.ADDRESS, Kind.POSTCODE, Kind.HANDLE, Kind.LINK):
        return False
    before, datum = text[max(0, found.start - 110) : found.start], text[found.start : found.end]
    if found.kind is Kind.PHONE and _BARE.search(before) and not _MOBILE.match(datum):
        return True
    if found.kind is Kind.HANDLE and _FOLLOW.search(before):
        return True
    if found.kind is Kind.ADDRESS and _FOOT.search(before):
        return True
    match = _GIVEN_OUT.search(before)
    return match is not None and not _OF_A_CUSTOMER.search(match[0])
