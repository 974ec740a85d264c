"""Whether the words around a datum say that the house gives it out: "call us on", "our shop at"."""

import re
from collections.abc import Iterable

from studio.core.personal.forenames import FORENAMES
from studio.core.personal.kinds import Found, Kind
from studio.core.personal.mailboxes import PUBLIC

_FAR = 60  # code points from a mailbox to what belongs to it
_WORD = 4  # letters of a word that a mailbox is called by
_RINGS = (
    r"(?:call|ring|phone|text|reach|email|e-mail|mail|message|whatsapp|write to|contact|visit|find|follow|tag|join|see|meet|tell"
    r"|dm|drop)"
)
_DESK = (
    r"(?:number|line|phone|helpline|hotline|desk|shop|office|studio|address|store|café|cafe|bakery|team|handle|page|account|mobile|email"
    r"|inbox|showroom|workshop|warehouse|clinic|surgery|school|branch|salon|kitchen|counter|yard|nursery|farm|unit|doors?|home|base|hq"
    r"|headquarters|profile|reception|switchboard|station)"
)
_ON = r"(?:[^.!?\n•]|\.(?=\w))"  # on within the sentence; the points of an address end none
_GIVEN_OUT = re.compile(
    rf"\b(?:stop|drop|come|swing|pop) (?:by|in)\b[,:]? |\bby (?:post|mail)\b{_ON}{{0,30}}$"
    rf"|\b{_RINGS} (?:us\b|(?:in|into|by|round|at) |our (?:\w+ ){{0,3}}{_DESK}"
    rf"|the (?:\w+ )?(?:{_DESK}|bar|pub)){_ON}{{0,60}}$"
    rf"|\b(?:book|reserve|register|apply|rsvp|enquire|inquire|donate|subscribe|sign up|pre-?order)\b{_ON}{{0,60}}$"
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
_MEETS = re.compile(
    rf"\b(?:meets?|class(?:es)?|events?|sessions?|courses?|held|hosted|takes? place|gather(?:s|ing)?) {_ON}{{0,40}}$"
    rf"|\b(?:Ltd|Limited|plc|LLP|LLC|Inc|GmbH|Pty|company number|VAT|ABN|registered charity)\b{_ON}{{0,60}}$",
    re.IGNORECASE,
)
"""Before an address where many go, or where a company is."""
_OF_BUSINESS = re.compile(r"[,;(]? ?\(?(?:a |the |is the |is a )?(?:business|switchboard|reception|main line|head office)\b")
"""After a telephone number."""
_BARE = re.compile(r"\b(?:call|ring|dial)(?: on)? $|(?:^|[.!?] )phone $", re.IGNORECASE)
"""As one tells a reader. A mobile telephone is rather somebody's."""
_MOBILE = re.compile(r"\(?(?:\+?44 ?\(?0?\)?|0)7|\+?61 ?4|04")
_FOLLOW = re.compile(r"\b(?:follow|tag|see|dm|message|find) $", re.IGNORECASE)
_FOOT = re.compile(r"\bunsubscribe\b[^.!?\n]{0,60}$|[|·•] ?(?:[A-Z][^|·•.\n]{0,40}, )?$", re.IGNORECASE)
_OF_ONE = re.compile(
    r"\b(?:customer|client|patient|guest|tenant|member|her|his|she|he|my|me|mr|mrs|ms"
    r"|parcel|(?:sent|went|delivered|posted) (?:it |them )?to|lives?|living|moved|refund\w*)\b",
    re.I,
)
"""Words for one person, and for what goes to one; "they" may well be a shop."""
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
    if found.kind is Kind.ADDRESS and _FOOT.search(before) and not _OF_A_CUSTOMER.search(text):
        return True
    if _is_said_by_somebody(text, found):
        return False
    if found.kind is Kind.PHONE and _OF_BUSINESS.match(text, found.end):
        return True
    match = _GIVEN_OUT.search(before) or (_MEETS.search(before) if found.kind in (Kind.ADDRESS, Kind.POSTCODE) else None)
    return match is not None and not _OF_A_CUSTOMER.search(match[0])


def _is_said_by_somebody(text: str, found: Found) -> bool:
    """Whether it stands in somebody's own words: within quotation marks, by one who says "I"."""
    begin = max(text.rfind(mark, 0, found.start) for mark in '“"')
    return begin >= 0 and "”" not in text[begin : found.start] and bool(_MYSELF.search(text, begin + 1, found.start))


_MYSELF = re.compile(r"\b(?:I|I[’']m|my|me)\b")
_SENTENCE = re.compile(r"[.!?](?=\s)|[\n•]")


def is_beside_a_desk(text: str, found: Found, desks: Iterable[Found]) -> bool:
    """Whether a datum stands in one sentence with a mailbox of a business, and nothing there speaks of anybody: "book at
    office@… or on …".

    Args:
        desks: mailboxes that are nobody's in particular, and what the text says is given out.
    """
    if found.kind not in (Kind.PHONE, Kind.ADDRESS, Kind.POSTCODE) or _MOBILE.match(text[found.start : found.end]):
        return False
    for desk in desks:
        if desk.start == found.start:
            continue
        begin, end = min(desk.end, found.end), max(desk.start, found.start)
        between = text[begin:end]
        if len(between) <= _FAR and not _SENTENCE.search(between) and not _OF_A_CUSTOMER.search(between):
            return True
    return False


def is_called_for_a_thing(text: str, mailbox: Found) -> bool:
    """Whether a mailbox is called by a common word of the text: "for a stall write to stalls@…"."""
    local = text[mailbox.start : mailbox.end].partition("@")[0]
    stem = local[:-1] if local.endswith("s") else local
    if len(stem) < _WORD or not stem.isalpha() or not stem.islower() or stem in FORENAMES:
        return False
    rest = text[: mailbox.start] + " " + text[mailbox.end :]
    return re.search(rf"(?<![\w.@]){re.escape(stem)}s?(?![\w@])", rest) is not None


def speaks_of_nobody(text: str, found: Found) -> bool:
    """Whether nothing says that a datum on a page for everybody is somebody's and not the house's: no word for a person in its
    paragraph, no mobile telephone, no mailbox where anybody may have one."""
    datum = text[found.start : found.end]
    if found.kind is Kind.EMAIL:
        local, _, domain = datum.casefold().partition("@")
        if domain in PUBLIC or "." in local or "_" in local or local in FORENAMES:
            return False
    elif found.kind not in (Kind.PHONE, Kind.ADDRESS, Kind.POSTCODE) or (found.kind is Kind.PHONE and _MOBILE.match(datum)):
        return False
    return not _OF_ONE.search(text)
