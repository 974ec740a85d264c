"""Who in a text could be found by a reader: people named together with how to reach them, or called a customer."""

from collections.abc import Iterator, Sequence
from unicodedata import normalize

import regex

from studio.core.personal.firms import ENDS, is_firm
from studio.core.personal.kinds import Found, Kind
from studio.core.personal.listed import is_everyday, is_forename, may_be_forename
from studio.core.personal.names import BEFORE, NAME, NOBODY, TITLE, WORD

_PARTICLE = (
    r"(?:van|von|vom|zu|zum|zur|de|der|den|del|della|da|das|di|do|dos|du|la|le|el|al|bin|binti|bint|ibn|ben|ter|ten|af|av|y|e"
    r"|Ó|Uí)"
)
"""Small words within a last name."""
_LAST = rf"(?:{_PARTICLE} ){{0,2}}{WORD}"
_WHOLE = rf"(?:{WORD}(?: \p{{Lu}}\.)?(?: {_LAST}){{1,3}}|(?:\p{{Lu}}\. ?){{1,3}}{_LAST})"
_FULL = rf"(?P<it>{_WHOLE})"
_CANDIDATE = regex.compile(rf"\b{_FULL}")
_TITLED = regex.compile(rf"\b(?P<it>{TITLE}\.? {NAME})")
_LABELLED = regex.compile(
    rf"(?:^|[\n|;,(]|[.] |\s(?=Name\b))[ *_>-]*(?:(?i:customer|client|patient|guest|member|tenant|attendee|account holder"
    rf"|next of kin|emergency|full|delivery|recipient|contact|parent|guardian|applicant|student|pupil|cardholder|billing"
    rf"|first)[’'s]* )?"
    rf"(?i:name)(?: (?:on|of|for|at) [^:\n]{{1,24}})?[*_]*: ?[*_]*"
    rf"(?P<it>(?:(?:\p{{Lu}}\. ?){{1,3}})?{NAME})"
)
_CALLED = regex.compile(
    rf"\b(?i:(?:our|a|the|another|one|this|my|from|for|with) (?:\w+ ){{0,2}}?(?:customer|client|patient|guest|member|tenant|pupil"
    rf"|student|resident|policyholder|subscriber|applicant|shopper)s?),? (?i:called |named )?{_FULL}"
)
_BUYER_WORD = regex.compile(
    r"(?i)customer|client|patient|guest|member|tenant|pupil|student|resident|policyholder|subscriber|applicant|shopper"
)
_BUYS = regex.compile(
    rf"\b{_FULL}, (?:(?:a|an|our|one of our|who|another|the) )(?:[\w-]+ ){{0,3}}"
    r"(?:customer|client|patient|guest|member|tenant|subscriber|shopper)s?\b"
)
_SAID_TO_BE = regex.compile(
    rf"\b(?i:wife|husband|partner|mother|father|mum|dad|daughter|son|sister|brother|aunt|uncle|niece|nephew|grandson|granddaughter"
    rf"|neighbour|neighbor|colleague|friend|carer|widow|fiancée?|says (?:she|he)(?:’|')?s|this is|i am"
    rf"|i(?:’|')m|my name(?:’|'| i)s"
    rf"|(?:spoke|spoken|talked) (?:to|with)|(?:have|had|we|i) asked|called on|met|visited|goes to|sent to|delivered to|belongs to"
    rf"|paid by|signed by|on behalf of|refund(?:ed)?(?: for)?|customer|client|patient|tenant|caller|care of|in the name of"
    rf"|made out to|name,? (?:is|was|as|which we have as)),?(?i: is| was|’s|:)? (?i:called |named )?{_FULL}"
)
"""Somebody's own word for who they are, or what they are to somebody; where there is a way to reach them beside it."""
_ROLES = (
    r"(?:customer|client|patient|caller|guest|member|tenant|landlord|passenger|applicant|policy ?holder|account holder|employee"
    r"|visitor|owner|husband|wife|spouse|partner|mother|father|mum|dad|son|daughter|parent|guardian|carer|next of kin"
    r"|emergency contact|contact|contact person|attn|attention|from|to|cc|sender|recipient"
    r"|driver|witness|student|pupil|resident|beneficiary|payee"
    r"|card ?holder|insured|claimant|complainant|subscriber|attendee|participant|candidate|bill to|ship to|deliver to"
    r"|(?:signed|submitted|reported|requested|written|sent) (?:by|for)|on behalf of)"
)
_LINE = r"(?:^|(?<=[\n|;]))[ *_>•·–—-]*(?:\(?\d{1,2}[.)] ?)?"
"""Where a line, a cell or an item of a list begins."""
_IN_A_ROLE = regex.compile(
    rf"(?:{_LINE}|(?<=\s))(?i:{_ROLES})[*_]*: ?[*_]*(?P<it>(?:{TITLE}\.? )?{_WHOLE})(?=[ ,;(<|·–—-]|\s*$|\n)"
)
"""As forms and transcripts have it: what somebody is, and who."""
_ON_ITS_LINE = regex.compile(rf"(?:^|(?<=\n))(?P<it>{_WHOLE}),?[ \t]*(?=\n|$)")
_SIGNS_OFF = regex.compile(r"\b(?i:regards|wishes|sincerely|faithfully|truly|cheers|thanks|love|best|soon)\b[^\n]{0,20}\n")
_BESIDE = frozenset(Kind) - {Kind.IP, Kind.PERSON, Kind.CUSTOMER}
"""What makes a name beside it somebody's."""
_ASCII = regex.compile(r"\p{M}")
_ENOUGH = 3  # letters of a name that a mailbox may be called by


def people_in(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """People that a reader could find: named together with how to reach them, or called a customer.

    Args:
        found: what is personal in the text beside names.
    """
    if not any(map(str.isupper, text)):
        return
    beside = [each for each in found if each.kind in _BESIDE]
    for pattern in (_CALLED, _BUYS) if _BUYER_WORD.search(text) else ():
        yield from (_trimmed(text, match) for match in pattern.finditer(text) if _is_name(match["it"]))
    for match in _LABELLED.finditer(text):
        if match["it"].split()[0].casefold() not in NOBODY:
            yield _person(*match.span("it"))
    if not beside:
        return
    mailboxes = {word for each in beside if each.kind is Kind.EMAIL for word in _words_of_mailbox(text[each.start : each.end])}
    for name in named_in(text):
        is_by_office = _BY_OFFICE.fullmatch(text, name.start, name.end)
        if not _is_in(name, found) and not (is_by_office and not _shares_a_sentence(text, name, beside)):
            yield name
    for match in _CANDIDATE.finditer(text):
        name = _trimmed(text, match)
        words = text[name.start : name.end].split()
        if len(words) < 2 or _is_in(name, found):
            continue
        is_mailbox = any(_is_mailbox_of(word, mailboxes) for word in words)
        is_long_firm = len(words) > 2 and is_firm(text[name.start : name.end])
        if (is_mailbox and not is_long_firm) or (_may_be(words) and _is_shown_to_be_one(text, name, beside)):
            yield name
    yield from _known_by_forename(text, beside)
    if _SIGNS_OFF.search(text):
        for match in _ON_ITS_LINE.finditer(text):
            if _may_be(match["it"].split()) and not _is_in(_person(*match.span("it")), found):
                yield _person(*match.span("it"))
    for match in regex.finditer(rf"\b{WORD}\b", text) if mailboxes else ():
        is_known = is_forename(match[0]) or _leads(text, match.end(), beside, _TO_CONTACT)
        if match[0].casefold() in mailboxes and is_known and not _is_in(_person(*match.span()), found):
            yield _person(*match.span())


def _is_shown_to_be_one(text: str, name: Found, beside: Sequence[Found]) -> bool:
    """Whether words with capitals are shown to be a name by what follows them: how to reach the bearer, or "he"."""
    if _leads(text, name.end, beside, _NEXT) or _SPOKEN_OF.match(text, name.end):
        return True
    if _OF_A_PLACE.search(text, max(0, name.start - 24), name.start):
        return False
    return _leads(text, name.end, beside, _TO_CONTACT) or _leads(text, name.end, beside, _TO_THEIR_CONTACT, _CLAUSE)


def _known_by_forename(text: str, beside: Sequence[Found]) -> Iterator[Found]:
    """Who is known by a forename alone: at the head of a line, or as what they are to somebody, and how to reach them."""
    for pattern in (_FIRST_ON_LINE, _FIRST_OF_KIN):
        for match in pattern.finditer(text):
            is_known = is_forename(match["it"]) or pattern is _FIRST_OF_KIN
            if is_known and _leads(text, match.end("it"), beside, _TO_CONTACT):
                yield _person(*match.span("it"))


def _is_in(name: Found, found: Sequence[Found]) -> bool:
    return any(name.start < each.end and each.start < name.end for each in found)


def _leads(text: str, end: int, beside: Sequence[Found], how: "regex.Pattern[str]", far: int = 70) -> bool:
    """Whether a name that ends there leads to a way to reach its bearer, `far` code points away at most."""
    return any(end <= each.start <= end + far and how.fullmatch(text, end, each.start) for each in beside)


def _shares_a_sentence(text: str, name: Found, beside: Sequence[Found]) -> bool:
    return any(name.end <= each.start and not _ENDS.search(text, name.end, each.start) for each in beside)


def _is_mailbox_of(word: str, mailboxes: set[str]) -> bool:
    plain = _plain(word)
    return plain in mailboxes or (len(plain) > _ENOUGH and any(plain in each for each in mailboxes))


def _plain(word: str) -> str:
    """Letters as a mailbox has them."""
    return "".join(sign for sign in normalize("NFKD", word.casefold()) if sign.isalpha())


def named_in(text: str) -> Iterator[Found]:
    """People named with a title, or by a forename and a last name."""
    for match in _TITLED.finditer(text):
        yield _person(*match.span("it"))
    for pattern in (_SAID_TO_BE, _IN_A_ROLE):
        for match in pattern.finditer(text):
            if _may_be(match["it"].split()):
                yield _person(*match.span("it"))
    for match in _CANDIDATE.finditer(text):
        name = _trimmed(text, match)
        words = text[name.start : name.end].split()
        if len(words) > 1 and words[-1].casefold() not in _NO_SURNAMES and _is_called(words[0], words[-1]):
            yield name


def _is_called(first: str, last: str) -> bool:
    """Whether somebody is called so; a forename that means something besides is one before a word that means nothing."""
    return is_forename(first) or (may_be_forename(first) and not is_everyday(last))


_NEXT = regex.compile(r"[ \n]?[(,:–—-][ \n(]?(?:at |on |of |in )?|[ \n](?:at|on|of) ")
"""What may stand between a name and how to reach whoever bears it."""
_TO_CONTACT = regex.compile(
    r"(?! (?:number|no\b|card|code|account|address|insurance|id\b|line|plan|office|order))"
    r"[^\w\n]{0,3}(?:(?:[\p{Ll}’'/-]+|\p{Lu}{2,6})[ ,:.()–-]{1,3}){0,6}[^\w\n]{0,2}"
)
"""Up to six small words from a name to how to reach whoever bears it, or what a number is called for short; where the first
of them says what the capitals name, these are nobody."""
_TO_THEIR_CONTACT = regex.compile(
    r"[ ,(:–—-](?:[^.!?\n]|\.(?=\w))*\b(?:his|her|their|whose|he|she|who)\b[^.!?\n]*\b(?:number|phone|mobile|cell|landline|line"
    r"|e?-?mail|address|account|card|profile|page|details|passport|licen[cs]e|reached|rung|called|lives?)\b(?:[^.!?\n]|\.(?=\w)){0,24}"
)
"""A clause that says whose the number is: "…, kindly gave me his number in case, …"."""
_CLAUSE = 140  # code points of one
_OF_A_PLACE = regex.compile(r"\b(?:at|in|near|the|from|of|our|your|a|an|via|with the) $", regex.IGNORECASE)
_FIRST_ON_LINE = regex.compile(rf"{_LINE}[*_]*(?P<it>{WORD})(?=[ ,(:–—-])")
_FIRST_OF_KIN = regex.compile(
    r"\b(?i:wife|husband|partner|mother|father|mum|mom|dad|daughter|son|sister|brother|aunt|uncle|niece|nephew|grandson"
    rf"|granddaughter|neighbour|neighbor|colleague|friend|carer),? (?i:called |named )?(?P<it>{WORD})\b"
)
_BY_OFFICE = regex.compile(rf"(?:Dr|Prof|Professor)\.? {WORD}")
"""Whoever is named so is rather somebody who works there."""
_ENDS = regex.compile(r"[.!?](?=\s)|\n")
_SPOKEN_OF = regex.compile(
    r"(?: \([^)]{1,40}\))?[.,;]? (?:[Hh]e|[Ss]he|who) (?:is|was|has|had|can|will|would|asked|said|wants|moved|lives)\b"
)
"""What follows the name of somebody, and no other name."""
_NO_SURNAMES_WORDS = """
    house farm garden castle street road lane avenue order number phone email mobile address account card code date contact
    reference north south east west
"""
_NO_SURNAMES = ENDS | frozenset(_NO_SURNAMES_WORDS.split())


def _may_be(words: Sequence[str]) -> bool:
    """Whether two or three words with capitals may be a name that nobody has on a list."""
    if len(words) > 3 or any(word.casefold() in _NO_SURNAMES or word.casefold() in BEFORE for word in words):
        return False
    return not is_firm(" ".join(words)) and not (
        is_everyday(words[0]) and (is_everyday(words[-1]) or not may_be_forename(words[0]))
    )


def name_alone(text: str) -> Found | None:
    """Who is named by a text that is nothing but a name, as a cell of a table may be."""
    match = _ALONE.fullmatch(text)
    return _person(*match.span("it")) if match and _may_be(match["it"].split()) else None


_ALONE = regex.compile(rf"\s*{_FULL}\s*")


def _is_name(text: str) -> bool:
    words = [word for word in text.split() if word.casefold() not in BEFORE]
    return len(words) > 1 and is_forename(words[0])


def _trimmed(text: str, match: "regex.Match[str]") -> Found:
    """The name without words before it that only open the sentence."""
    start, end = match.span("it")
    for word in match["it"].split():
        if word.casefold().strip(".,") not in BEFORE or start + len(word) >= end:
            break
        start = text.index(word, start) + len(word) + 1
    return _person(start, end)


def _person(start: int, end: int) -> Found:
    return Found(Kind.PERSON, start, end, sure=True, what="name")


def _words_of_mailbox(mail: str) -> set[str]:
    return {
        word
        for word in regex.split(r"[^a-z]+", _ASCII.sub("", normalize("NFKD", mail.partition("@")[0].casefold())))
        if len(word) >= _ENOUGH
    }
