"""What in a text is personal data: patterns with the sums that tell a number from a number, and the words by which somebody is
named."""

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import regex


class Kind(StrEnum):
    """The word in the placeholder."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    POSTCODE = "postcode"
    CARD = "card"
    IBAN = "iban"
    IP = "ip address"
    BIRTH = "date of birth"
    NUMBER = "number"
    HANDLE = "handle"
    LINK = "link"
    CUSTOMER = "customer"


REGIONS = {"british": "GB", "american": "US", "australian": "AU", "canadian": "CA"}
"""By the dialect of a house: whose telephone numbers are written without the country's code."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something personal; code points of the text it was looked for in."""

    kind: Kind
    start: int
    end: int


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_STREET = (
    r"(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Drive|Close|Court|Ct|Crescent|Place|Pl|Square|Sq|Terrace|Way|Gardens|Grove|Row|Mews"
    r"|Boulevard|Blvd|Parade|Walk|Wharf|Yard|Hill|Green)"
)
_NUMBERED = (
    r"(?:order|customer|account|invoice|booking|reservation|reference|ref|case|ticket|policy|membership|member|client|patient"
    r"|contract|parcel|tracking|passport|licence|license|insurance|NHS|tax|loyalty card|sort code)"
)


class PATTERNS:
    """Compiled once."""

    url = re.compile(r"(?:https?://|www\.)[^\s<>\"“”‘’)\]]+", re.IGNORECASE)
    personal_url = re.compile(
        r"//[^/\s]*@"  # a name before the host
        r"|[?&](?:e-?mail|mail|name|first_?name|last_?name|user\w*|uid|customer\w*|client\w*|order\w*|account\w*|phone|tel|token"
        r"|session\w*|member\w*|contact\w*|id|ref)="
        r"|/~\w|/(?:users?|u|people|profiles?|members?|customers?|accounts?|orders?|in|@\w+)/[^/?#]+|/@\w"
        r"|//(?:[\w-]+\.)?(?:facebook|instagram|twitter|x|tiktok|linkedin|threads|mastodon)\.\w+/[^/?#\s]+",
        re.IGNORECASE,
    )


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _is_card(text: str) -> bool:
    """Luhn's sum."""
    digits = [int(sign) for sign in reversed(_digits(text))]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return 13 <= len(digits) <= 19 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_iban(text: str) -> bool:
    """ISO 7064, mod 97-10."""
    plain = "".join(text.split()).upper()
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return any(sign.isalnum() for sign in text)


def _has_digits(text: str) -> bool:
    return len(_digits(text)) >= 3


_Rule = tuple[Kind, "re.Pattern[str]", Callable[[str], bool]]


def _rule(kind: Kind, pattern: str, holds: Callable[[str], bool] = bool, flags: int = 0) -> _Rule:
    """A pattern; what its group `it` matches is the datum, or else all of it."""
    return kind, re.compile(pattern, flags), holds


_RULES: tuple[_Rule, ...] = (
    _rule(Kind.EMAIL, r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+"),
    _rule(Kind.EMAIL, r"[\w.+-]+ ?[(\[]at[)\]] ?[\w-]+(?:(?: ?[(\[]dot[)\]] ?|\.)[\w-]+)+", flags=re.IGNORECASE),
    _rule(Kind.IBAN, r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}(?!\w)", _is_iban),
    _rule(Kind.CARD, r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])", _is_card),
    _rule(Kind.IP, r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)", _is_ip),
    _rule(Kind.IP, r"(?<![:\w])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![:\w])", _is_ip),
    _rule(
        Kind.BIRTH,
        rf"\b(?:born|date of birth|d\.?o\.?b\.?|birth ?da(?:y|te))\W{{0,3}}(?:(?:is|was|on)\s+)*(?P<it>{_DATE})",
        flags=re.I,
    ),
    _rule(
        Kind.NUMBER,
        rf"\b{_NUMBERED}(?:[ -]?(?:no|number|num|nr|id|code|ref|reference))?\.?\s*(?:is\b|was\b|:|#)?\s*#?"
        r"(?P<it>(?:[A-Z]{1,6}[-/ ]?)?\d[A-Z0-9]*(?:[-/][A-Z0-9]+)*(?: \d{2,})*)(?!\w)",
        _has_digits,
        re.IGNORECASE,
    ),
    _rule(Kind.NUMBER, r"(?<!\w)[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)"),
    _rule(Kind.NUMBER, r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"),
    _rule(
        Kind.PHONE,
        r"(?<![\w+])(?:\+|00)\d{1,3}[ ./-]?(?:\(0\)[ ]?)?(?:\(?\d{1,5}\)?[ ./-]?){2,6}\d(?!\w)",
        lambda it: len(_digits(it)) >= 8,
    ),
    _rule(
        Kind.PHONE,
        r"\b(?:tel|telephone|phone|call|ring|mobile|cell|fax|text|whatsapp)\b\.?(?: (?:me|us|her|him|them))?(?: (?:on|at))?:?\s*"
        r"(?P<it>\(?\d[\d ()./-]{5,}\d)",
        lambda it: len(_digits(it)) >= 6,
        re.IGNORECASE,
    ),
    # What looks like a number one can ring goes whether or not it is given out: nobody can tell by looking, and lists grow old.
    _rule(
        Kind.PHONE,
        r"(?<![\w.,+])(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\(?0\d{2,4}\)?(?:[ /-]{0,2}\d{2,8}){1,4}(?!\w)",
        lambda it: 9 <= len(_digits(it)) <= 12,
    ),
    _rule(Kind.PHONE, r"(?<![\w.,+-])(?:1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}(?![\w-])"),
    _rule(
        Kind.ADDRESS,
        rf"(?:\b(?:Flat|Apt\.?|Unit|Suite) \w{{1,4}},? )?\b\d{{1,5}}[A-Za-z]?,? (?:[A-Z][\w'’.-]* ){{1,4}}{_STREET}\b\.?",
    ),
    _rule(Kind.ADDRESS, r"\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|gasse|platz|allee) \d{1,4} ?[a-z]?\b"),
    _rule(Kind.ADDRESS, r"\bP\.? ?O\.? Box \d+\b", flags=re.IGNORECASE),
    _rule(Kind.POSTCODE, r"(?<!\w)[A-PR-UWYZ][A-HJ-Y]?\d[\dA-HJKPSTUW]? ?\d[ABD-HJLNP-UW-Z]{2}(?!\w)"),
    _rule(Kind.POSTCODE, r"(?<!\w)[A-Z]{2} \d{5}(?:-\d{4})?(?!\w)"),
    _rule(Kind.POSTCODE, r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?!\w)"),
    _rule(Kind.POSTCODE, r"\b(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT) \d{4}\b"),
    _rule(Kind.POSTCODE, r"(?:(?<=, )|(?<=\n)|\bD-)\d{5} [A-ZÄÖÜ][\wäöüß-]+"),
    _rule(Kind.HANDLE, r"(?<![\w@./])@[A-Za-z_][\w.]{2,30}(?<!\.)"),
)


@lru_cache(maxsize=4096)
def found_in(text: str, region: str) -> tuple[Found, ...]:
    """Everything personal that can be told by how it is written; not names, and not links.

    Args:
        region: whose telephone numbers are taken for granted, `GB` say.
    """
    return (*_found(text), *_phones(text, region))


def _found(text: str) -> Iterator[Found]:
    for kind, pattern, holds in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span("it") if "it" in pattern.groupindex else match.span()
            if holds(text[start:end]):
                yield Found(kind, start, end)


def _phones(text: str, region: str) -> Iterator[Found]:
    if len(_digits(text)) < 7:  # the library takes its time to load, and to look
        return
    from phonenumbers import PhoneNumberMatcher

    for match in PhoneNumberMatcher(text, region):
        yield Found(Kind.PHONE, match.start, match.end)


def urls_in(text: str) -> Iterator[tuple[int, int]]:
    for match in PATTERNS.url.finditer(text):
        yield match.start(), match.start() + len(match[0].rstrip(".,;:!?"))


# ---------------------------------------------------------------- names

_WORD = r"(?:\p{Lu}[\p{L}'’]*\p{Ll}[\p{L}'’]*(?:-\p{Lu}\p{Ll}+)*)"
_NAME = rf"{_WORD}(?: (?:\p{{Lu}}\.|van|von|de|der|la|al|bin|{_WORD})){{0,3}}"
_TITLE = r"(?:Mrs|Mr|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lady|Lord|Herr|Frau|Madame)"
_SPEAKS = (
    r"(?:says|said|writes|wrote|tells us|told us|adds|added|explains|explained|recalls|recalled|laughs|remembers|replied|asked)"
)
_BUYER = r"(?:customer|client|guest|patient|member|reader)"
_NAMED = tuple(
    regex.compile(pattern)
    for pattern in (
        rf"\b{_TITLE}\.? (?P<it>{_NAME})",
        rf"[”\"’'.,!?] ?\b{_SPEAKS} (?P<it>{_NAME})",
        rf"\b{_SPEAKS} (?P<it>{_NAME})(?=[.,:;]|\s*$)",
        rf"\b(?P<it>{_NAME})(?:, [^.!?\n]{{2,60}},)? {_SPEAKS}\b",
        rf"(?m:(?:^|[”\"’'.!?*_]) ?[—–-]{{1,2}} ?(?P<it>{_NAME})(?=[,.(\n*_]|\s*$| from| of))",
        rf"\b(?:Dear|Hi|Hello|Hallo|Thanks|Thank you|Cheers),? (?P<it>{_NAME})(?=[,!.\n])",
        rf"\b(?i:regards|wishes|yours|sincerely|faithfully|love|signed|thanks),?\s*\n+\s*(?P<it>{_NAME})",
        rf"\b(?i:customer|client|guest|patient|member|regular|reader|subscriber|visitor|reviewer),? (?P<it>{_NAME})",
        rf"\b(?i:my name is|name:|named|contact:|contact person:|attn:?|(?:written|review|reviewed) by) (?P<it>{_NAME})",
        rf"\b(?P<it>{_NAME}), (?:aged )?\d{{2}},",
        rf"\b(?P<it>{_WORD} {_WORD}), (?:a |our |one of our )?(?:regular |loyal |happy )?{_BUYER}\b",
    )
)
_NO_NAMES = """
    a an the i we he she it they you one who this that these those there here our my your his her their its everyone everybody
    someone somebody anyone anybody nobody none people customers guests clients readers visitors experts critics scientists
    researchers doctors research science studies study reports report some many most all another others and but or so when
    while as if what which where why how then now today yesterday last next everything nothing something mr mrs ms dr miss team
    staff management madam sir colleague colleagues friend friends customer guest client
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
"""
_NOBODY = frozenset(_NO_NAMES.split())
"""Words that a sentence lets speak and that are nobody's name."""
_OPENERS = """
    ask call ring phone write email text tell thank thanks see meet met visit contact dear hi hello hallo cheers with by for from
    to of at in on about before after since until like unlike is was are were did does do has had have can could should would
    not no yes please let give send read quote name names named signed both only even also says said because although perhaps
    professor prof sir dame lady lord herr frau madame mx member reader patient regular subscriber visitor reviewer
"""
_BEFORE = _NOBODY | frozenset(_OPENERS.split())
_FORENAMES = regex.compile(rf"(?:{_WORD} |\p{{Lu}}\. ?){{1,3}}(?:(?:van|von|de|der|la|al|bin) ){{0,2}}$")


def forename_before(text: str, at: int) -> int:
    """Where the forename begins that stands right before a last name at `at`; `at` where there is none.

    It rather takes too much: a word that only opens the sentence may go with the name.
    """
    found = _FORENAMES.search(text, max(0, at - 80), at)
    if not found:
        return at
    start = int(found.start())
    for word in found[0].split():
        if word.casefold().strip(".") not in _BEFORE:
            return start
        start = text.index(word, start) + len(word) + 1
    return at


def names_in(text: str) -> Iterator[str]:
    """Names of people whom the text lets speak, sign, be greeted, or calls a customer."""
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            words = match["it"].replace("’s", "").replace("'s", "").split()
            while words and words[0].casefold().strip(".") in _NOBODY:
                words.pop(0)
            while words and (words[-1].casefold() in _NOBODY or words[-1][:1].islower()):
                words.pop()
            if words and not (len(words) == 1 and len(words[0]) < 3):
                yield " ".join(words)
