"""Whether the words around a datum say that the house gives it out: "call us on", "our shop at"."""

import re
from collections.abc import Iterable

from studio.core.personal.firms import firm_before
from studio.core.personal.kinds import Found, Kind
from studio.core.personal.listed import may_be_forename

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
    rf"|\b(?:book(?:ed)?|reserved?|register|apply|rsvp|enquire|inquire|donate|subscribe|sign up|pre-?order)\b{_ON}{{0,60}}$"
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
_OF_BUSINESS = re.compile(
    r"[,;(]? ?\(?(?:a |the |is the |is a )?(?:business|switchboard|reception|main line|head office)\b|, ask for the\b"
)
"""After a telephone number."""
_BARE = re.compile(r"\b(?:call|ring|dial)(?: on)? $|(?:^|[.!?] )phone $", re.IGNORECASE)
"""As one tells a reader. A mobile telephone is rather somebody's."""
MOBILE = re.compile(r"(?:\+?44 ?\(?0?\)? ?|\(?0)7\d{3}|\+?61 ?4|04")
_REPLY = re.compile(
    rf"\b(?:reply|answer|write back)(?: (?:here|to (?:this|the) [\w-]+))?,? or (?:ring|call|phone) me {_ON}{{0,30}}$",
    re.IGNORECASE,
)
"""As whoever writes a letter for the house closes it."""
_FOLLOW = re.compile(r"\b(?:follow|tag|see|dm|message|find) $", re.IGNORECASE)
_FOOT = re.compile(r"\bunsubscribe\b[^.!?\n]{0,60}$|[|·•] ?(?:[A-Z][^|·•.\n]{0,40}, )?$", re.IGNORECASE)
OF_A_CUSTOMER = re.compile(
    r"\b(?:customers?|clients?|patients?|guests?|her|his|their|she|he|they|my|(?-i:me)|tenants?|(?-i:M[rs]|Mrs|Dr))\b", re.I
)


def is_given_out(text: str, found: Found) -> bool:
    """Whether the words before a datum say that the house gives it out: "call us on", "our shop at"."""
    if found.kind in (Kind.ACCOUNT, Kind.IBAN):
        return _is_own_account(text, found)
    if found.kind not in (Kind.PHONE, Kind.EMAIL, Kind.ADDRESS, Kind.POSTCODE, Kind.HANDLE, Kind.LINK):
        return False
    before, datum = text[max(0, found.start - 110) : found.start], text[found.start : found.end]
    if found.kind is Kind.PHONE and _BARE.search(before) and not MOBILE.match(datum):
        return True
    if found.kind is Kind.PHONE and _REPLY.search(before) and not MOBILE.match(datum):
        return True
    if found.kind is Kind.HANDLE and _FOLLOW.search(before):
        return True
    if found.kind is Kind.ADDRESS and _FOOT.search(before) and not OF_A_CUSTOMER.search(text):
        return True
    if _is_said_by_somebody(text, found):
        return False
    if found.kind is Kind.PHONE and _OF_BUSINESS.match(text, found.end):
        return True
    if not (found.kind is Kind.PHONE and MOBILE.match(datum)) and _is_told_of_a_house(text, found):
        return True
    match = _GIVEN_OUT.search(before) or (_MEETS.search(before) if found.kind in (Kind.ADDRESS, Kind.POSTCODE) else None)
    return match is not None and not OF_A_CUSTOMER.search(match[0])


def _is_told_of_a_house(text: str, found: Found) -> bool:
    """Whether the sentence names a house or a place where many are, and nobody: "Corbel Books, 27 Market Place"."""
    begin = max(0, found.start - _FAR_BACK)
    ends = [match.end() for match in SENTENCE.finditer(text, begin, found.start)]
    begin = ends[-1] if ends else begin
    if _OF_SOMEBODY.search(text, begin, found.start):
        return False
    before = text[begin : found.start]
    return firm_before(text, found.start) or bool(_OF_A_HOUSE.search(before) or _CLOSES.search(before))


def _is_own_account(text: str, found: Found) -> bool:
    """Whether an account is the one that the house is paid into."""
    match = _OUR_ACCOUNT.search(text, max(0, found.start - _FAR_BACK), found.start)
    return match is not None and not _OF_SOMEBODY.search(match[0])


def _is_said_by_somebody(text: str, found: Found) -> bool:
    """Whether it stands in somebody's own words: within quotation marks, by one who says "I"."""
    begin = max(text.rfind(mark, 0, found.start) for mark in '“"')
    return begin >= 0 and "”" not in text[begin : found.start] and bool(_MYSELF.search(text, begin + 1, found.start))


_FAR_BACK = 140  # code points before a datum that may say whose it is
_OF_SOMEBODY = re.compile(
    r"\b(?:customers?|clients?|patients?|guests?|tenants?|her|his|she|he|they|their|my|(?-i:me)|your?|yours|(?-i:M[rs]|Mrs|Dr)|parcel|lives?|living"
    r"|sent|deliver\w*|refund\w*)\b",
    re.I,
)
_ROOMS = (
    r"(?:\w*(?:office|shop|store|studio|desk|reception|switchboard|clubhouse|club|café|cafe|bakery|showroom|warehouse|clinic|surgery"
    r"|school|branch|salon|library|museum|gallery|church|hall|helpline|hotline|ward|department|hotel|gym|pool|newsroom|headquarters"
    r"|depot|shed|pub|bar|kitchen|front desk|box office))"
)
_OF_A_HOUSE = re.compile(
    rf"\b(?:the|its|a|this|that|each|every) (?:[\w’'-]+ ){{0,2}}?{_ROOMS}(?:[’']s)?(?: (?:line|phone|number|desk|address|bar))?"
    r"(?: (?:in|of|at) [A-Z]\w+)?"
    r"(?:,? (?:is|are|has|have|stays?|remains?|still|now|moved|on|at|to|again|and|the|same|number|phone|telephone|address|new|its"
    r"|can be reached|answers)\b){0,8}[ ,:(–—-]*$"
    r"|\bits (?:\w+ )?(?:number|line|phone|telephone|address)\b"
    r"(?:,? (?:is|are|stays?|remains?|still|now|the|same|on|at)\b){0,5}[ ,:(]*$"
    r"|\b(?:all of us|the team|everybody|everyone|your friends) at\b[^.!?\d]{0,60}$",
    re.IGNORECASE,
)
"""A house's line or door, with nothing but small words between."""
_CLOSES = re.compile(
    r"\b(?:regards|wishes|sincerely|faithfully|truly|cheers|thanks|best|yours|smile)\b,?[ \n][^.!?\d]{0,60}"
    r"\b(?:team|desk|care|services?|office|committee|of us|trust|department|staff)\b[^.!?\d]{0,30}$",
    re.IGNORECASE,
)
"""A letter's end, where a house signs."""
_OUR_ACCOUNT = re.compile(
    r"\bour (?:\w+ ){0,2}(?:account|bank|IBAN|details|sort code)\b[^\n]{0,110}$"
    r"|\b(?:pay|send|transfer|donate) (?:it |the \w+ )?(?:to )?us\b[^\n]{0,110}$",
    re.IGNORECASE,
)
_MYSELF = re.compile(r"\b(?:I|I[’']m|my|me)\b")
SENTENCE = re.compile(r"[.!?](?=\s)|[\n•]")


def is_beside_a_desk(text: str, found: Found, desks: Iterable[Found]) -> bool:
    """Whether a datum stands in one sentence with a mailbox of a business, and nothing there speaks of anybody: "book at
    office@… or on …".

    Args:
        desks: mailboxes that are nobody's in particular, and what the text says is given out.
    """
    if found.kind not in (Kind.PHONE, Kind.ADDRESS, Kind.POSTCODE) or MOBILE.match(text[found.start : found.end]):
        return False
    for desk in desks:
        if desk.start == found.start:
            continue
        begin, end = min(desk.end, found.end), max(desk.start, found.start)
        between = text[begin:end]
        if len(between) <= _FAR and not SENTENCE.search(between) and not OF_A_CUSTOMER.search(between):
            return True
    return False


def is_called_for_a_thing(text: str, mailbox: Found) -> bool:
    """Whether a mailbox is called by a common word of the text: "for a stall write to stalls@…"."""
    local = text[mailbox.start : mailbox.end].partition("@")[0]
    stem = local[:-1] if local.endswith("s") else local
    if len(stem) < _WORD or not stem.isalpha() or not stem.islower() or may_be_forename(stem):
        return False
    rest = text[: mailbox.start] + " " + text[mailbox.end :]
    return re.search(rf"(?<![\w.@]){re.escape(stem)}s?(?![\w@])", rest) is not None
