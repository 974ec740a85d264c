"""Whether the words around a datum say that the house gives it out: "call us on", "our shop at"."""

import re

from studio.core.personal.kinds import Found, Kind

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
