"""How each kind of personal data is written.

A rule finds; what it finds goes out of a redacted report. Whether it is `sure`, so that a flag is raised for it, is the rule's
second question: an order's number, a price or the house's own telephone number are found, and not sure.
"""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass

from studio.core.personal import sums
from studio.core.personal.kinds import Kind
from studio.core.personal.mailboxes import is_somebodys
from studio.core.personal.sums import digits

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH},? \d{{4}}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_STREET = (
    r"(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Drive|Close|Court|Ct|Crescent|Place|Pl|Square|Sq|Terrace|Way|Gardens|Grove|Row|Mews"
    r"|Boulevard|Blvd|Parade|Walk|Wharf|Yard|Hill|Green)"
)
_PLACES = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}"
_PLAIN_STREET = re.compile(
    r"\b(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Crescent|Terrace|Mews|Boulevard|Blvd|Court|Drive|Grove)\.?$"
)
_NUMBERED = (
    r"(?:order|customer|account|invoice|booking|reservation|reference|ref|case|ticket|policy|membership|member|client|patient"
    r"|contract|parcel|tracking|passport|licence|license|insurance|NHS|tax|loyalty card|sort code)"
)
_OF_A_PERSON = re.compile(
    r"(?:customer|account|policy|membership|member|client|patient|insurance|tax|loyalty card|licence|license|claim)\b", re.I
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ ,.]\d{3})+")


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return any(sign.isalnum() for sign in text)


_WITHIN = tuple(
    map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "0.0.0.0/8", "::1/128"))
)


def _is_of_somebody(text: str) -> bool:
    """Whether an address leads to a line in the world, and not to a machine in the same house."""
    found = ipaddress.ip_address(text)
    return not any(found in network for network in _WITHIN if network.version == found.version)


def _is_phone(text: str) -> bool:
    return len(digits(text)) >= 7 and not _THOUSANDS.fullmatch(text.strip())


def always(_: str) -> bool:
    return True


def never(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing.

    Attributes:
        pattern: what its group `it` matches is the datum, or else all of it.
        holds: whether the datum is one at all.
        sure: whether it is personal beyond doubt; asked about the datum.
        after: words right before it that make it something else.
        what: what exactly it is.
        gate: signs that have to be in a text, or it is not looked at; empty for any text.
    """

    kind: Kind
    pattern: re.Pattern[str]
    holds: Callable[[str], bool]
    sure: Callable[[str], bool]
    after: re.Pattern[str] | None
    what: str
    gate: str


def rule(
    kind: Kind,
    pattern: str,
    holds: Callable[[str], bool] = always,
    flags: int = 0,
    *,
    sure: Callable[[str], bool] = always,
    after: str = "",
    what: str = "",
    gate: str = "",
) -> Rule:
    before = re.compile(rf"(?:{after})$", re.IGNORECASE) if after else None
    return Rule(kind, re.compile(pattern, flags), holds, sure, before, what, gate)


_CATALOGUE = (
    r"\b(?:isbn|issn|ean|sku|upc|gtin|asin|barcode|model|part|item|product|serial|batch|lot|doi|patent|vat|company|charity|tracking"
    r"|registration|registered|order|invoice|booking|reference|ref|ticket|case|parcel|version|build|firmware|tag|label)"
    r"(?:[ -]?(?:no|number|num|nr|id|code|reg))?\.?(?: is)?:? ?#?(?:[A-Z]{1,4}[- ]?)?"
)
DIGITS = "0123456789"

RULES: tuple[Rule, ...] = (
    rule(Kind.EMAIL, r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", sure=is_somebodys, gate="@"),
    rule(
        Kind.EMAIL,
        r"[\w.+-]+ ?[(\[]at[)\]] ?[\w-]+(?:(?: ?[(\[]dot[)\]] ?|\.)[\w-]+)+",
        flags=re.IGNORECASE,
        sure=lambda it: is_somebodys(re.split(r" ?[(\[]", it)[0] + "@"),
        gate="([",
    ),
    rule(Kind.IBAN, r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}(?!\w)", sums.is_iban, what="bank account (IBAN)", gate=DIGITS),
    rule(
        Kind.CARD,
        r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])",
        sums.is_card,
        sure=lambda it: not sums.is_book(it),
        after=_CATALOGUE,
        what="card number",
        gate=DIGITS,
    ),
    rule(
        Kind.IP,
        r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)",
        _is_ip,
        sure=_is_of_somebody,
        after=r"\b(?:version|build|firmware|release|v|section|clause|update(?:d)? to) ?",
        what="IP address",
        gate=".",
    ),
    rule(Kind.IP, r"(?<![:\w])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![:\w])", _is_ip, sure=_is_of_somebody, gate=":"),
    rule(
        Kind.BIRTH,
        rf"\b(?:date of birth|d\.?o\.?b\.?|birth ?date|birthday)\W{{0,3}}(?:(?:is|was|as|on|of)\s+)*(?P<it>{DATE})",
        flags=re.IGNORECASE,
        gate=DIGITS,
    ),
    rule(
        Kind.BIRTH,
        rf"\bborn\W{{0,3}}(?:(?:is|was|on)\s+)*(?P<it>{DATE})",
        flags=re.IGNORECASE,
        sure=lambda it: not re.search(r"\b1[0-8]\d\d\b", it),
        after=r"(?:company|shop|idea|brand|bakery|café|cafe|business|firm|recipe|charity|site|website|store|studio|project|we) "
        r"(?:[a-z]+ )*?born (?:on )?",
        gate=DIGITS,
    ),
    rule(
        Kind.BIRTH,
        rf"\b[A-Z][\w’'-]+ [A-Z][\w’'-]+(?: \(|, )(?P<it>{DATE})",
        sure=lambda it: bool(re.search(r"\b(?:19[1-9]\d|200\d|201[0-5])\b", it)),
        after=r"(?:street|road|lane|hall|house|museum|city|act|report|court|committee|agreement|times|post|gazette|january|february|march"
        r"|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday"
        r"|friday|saturday|sunday),? \(?",
        gate=DIGITS,
    ),
    rule(
        Kind.ID,
        r"(?<!\w)[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)",
        sure=sums.is_national_insurance,
        what="National Insurance number",
        gate=DIGITS,
    ),
    rule(
        Kind.ID,
        r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])",
        sure=sums.is_social_security,
        after=_CATALOGUE,
        what="Social Security number",
        gate="-",
    ),
    rule(
        Kind.ID,
        r"\b(?:SSN|social security(?: (?:no|number))?)\.?(?: is)?:?[^.\n\d]{0,40}?(?P<it>\d{3}[ -]?\d{2}[ -]?\d{4})(?!\w)",
        sums.is_social_security,
        re.IGNORECASE,
        what="Social Security number",
        gate=DIGITS,
    ),
    rule(
        Kind.ID,
        r"\b(?:SIN|social insurance(?: (?:no|number))?)\.?(?: is)?:?[^.\n\d]{0,40}?(?P<it>\d{3}[ -]?\d{3}[ -]?\d{3})(?!\w)",
        sums.is_social_insurance,
        what="Social Insurance number",
        gate=DIGITS,
    ),
    rule(
        Kind.ID,
        r"\b(?:TFN|[Tt]ax [Ff]ile(?: (?:[Nn]o|[Nn]umber))?)\.?(?: is)?:?[^.\n\d]{0,40}?(?P<it>\d{3} ?\d{3} ?\d{3})(?!\w)",
        sums.is_tax_file,
        what="Tax File Number",
        gate=DIGITS,
    ),
    rule(
        Kind.HEALTH,
        r"\bNHS(?: (?:no|number))?\.?,?(?: is| was)?:? ?(?P<it>\d{3}[ -]?\d{3}[ -]?\d{4})(?!\w)",
        flags=re.IGNORECASE,
        what="NHS number",
        gate=DIGITS,
    ),
    rule(
        Kind.HEALTH,
        r"(?<![\w.,+()-])(?<!\) )\d{3} \d{3} \d{4}(?![\w-])",
        sums.is_health,
        sure=lambda it: it[0] in "4679",
        after=_CATALOGUE + r"|\b(?:tel|telephone|phone|call|ring|mobile|cell|fax|text)\b[^.\n]{0,30}",
        what="NHS number",
        gate=DIGITS,
    ),
    rule(
        Kind.PASSPORT,
        r"\bpassport,?(?: (?:no|number|num))?\.?,?(?: is| was)?:? ?#?(?P<it>[A-Z]{0,2}\d{6,9})(?!\w)",
        flags=re.IGNORECASE,
        what="passport number",
        gate=DIGITS,
    ),
    rule(
        Kind.LICENCE,
        r"(?<!\w)[A-Z]{2,5}9{0,3}\d{6}[A-Z]{1,2}9?\d[A-Z]{2}(?!\w)",
        lambda it: len(it) == 16,
        what="driving licence",
    ),
    rule(
        Kind.ACCOUNT,
        r"\b(?:sort ?code|BSB)\.?(?: (?:no|number))?,?(?: is| was)?:? ?(?P<it>\d\d[ -]?\d\d[ -]?\d\d|\d{3}-\d{3})(?!\w)",
        flags=re.IGNORECASE,
        what="bank sort code",
        gate=DIGITS,
    ),
    rule(
        Kind.ACCOUNT,
        r"\b\d\d-\d\d-\d\d\b,?(?:\s+\w+){0,4}[\s:,/]+(?P<it>\d{8})(?!\w)",
        what="bank account number",
        gate=DIGITS,
    ),
    rule(
        Kind.ACCOUNT,
        r"\b(?:bank )?(?:account|acct|a/c)\.?(?: (?:no|number|num))?\.?,?(?: is| was)?(?: ending)?:? ?#?"
        r"(?P<it>\d(?:[ -]?\d){6,11})(?!\w)",
        flags=re.IGNORECASE,
        what="account number",
        gate=DIGITS,
    ),
    rule(
        Kind.ACCOUNT,
        r"\b(?:routing|ABA)(?: (?:transit )?(?:no|number))?\.?,?(?: is| was)?:? ?(?P<it>\d{9})(?!\w)",
        sums.is_routing,
        re.IGNORECASE,
        what="bank routing number",
        gate=DIGITS,
    ),
    rule(
        Kind.NUMBER,
        rf"\b{_NUMBERED}(?:[ -]?(?:no|number|num|nr|id|code|ref|reference))?\.?\s*(?:is\b|was\b|:|#)?\s*#?"
        r"(?P<it>(?:[A-Z]{1,6}[-/ ]?)?\d[A-Z0-9]*(?:[-/][A-Z0-9]+)*(?: \d{2,})*)(?!\w)",
        lambda it: len(digits(it)) >= 3,
        re.IGNORECASE,
        sure=never,
        gate=DIGITS,
    ),
    rule(
        Kind.NUMBER,
        rf"{_OF_A_PERSON.pattern}[ -]?(?:no|number|num|nr|id|code|ref|reference)?\.?\s*(?:is\b|was\b|:|#)?\s*#?"
        r"(?P<it>(?:[A-Z]{1,6}[-/ ]?)?\d[A-Z0-9]*(?:[-/][A-Z0-9]+)*)(?!\w)",
        lambda it: len(digits(it)) >= 5 and not _YEAR.fullmatch(it) and not _THOUSANDS.fullmatch(it),
        re.IGNORECASE,
        what="customer’s number",
        gate=DIGITS,
    ),
    rule(
        Kind.PHONE,
        r"(?<![\w+])(?:\+|00)\d{1,3}[ ./-]?(?:\(0\)[ ]?)?(?:\(?\d{1,5}\)?[ ./-]?){2,6}\d(?: ?x ?\d{2,6})?(?!\w)",
        lambda it: len(digits(it)) >= 8,
        gate=DIGITS,
        after=_CATALOGUE,
    ),
    rule(
        Kind.PHONE,
        r"\b(?:tel|telephone|phone|call|ring|mobile|cell|fax|text|whatsapp)\b\.?"
        r"(?: (?:me|us|you|her|him|them))?(?: back)?(?: (?:on|at))?:?\s*"
        r"(?P<it>\(?\d[\d ()./-]{5,}\d)",
        lambda it: len(digits(it)) >= 6,
        re.IGNORECASE,
        sure=_is_phone,
        gate=DIGITS,
    ),
    # What looks like a number one can ring goes whether or not it is given out: nobody can tell by looking, and lists grow old.
    rule(
        Kind.PHONE,
        r"(?<![\w.,+])(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\(?0\d{2,4}\)?(?:[ /-]{0,2}\d{2,8}){1,4}(?!\w)",
        lambda it: 9 <= len(digits(it)) <= 12,
        after=_CATALOGUE + r"|\d ",
        gate="0",
    ),
    rule(Kind.PHONE, r"(?<!\w)\(0\d\) ?\d{4} ?\d{4}(?!\w)", gate="("),
    rule(
        Kind.PHONE,
        r"(?<![\w.,+-])(?:1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}(?: ?(?:x|ext\.?) ?\d{2,6})?(?![\w-])",
        after=_CATALOGUE,
        gate=DIGITS,
    ),
    rule(
        Kind.ADDRESS,
        rf"(?:\b(?:Flat|Apt\.?|Unit|Suite) \w{{1,4}},? )?\b\d{{1,5}}[A-Za-z]?,? (?:[A-Z][\w'’.-]* ){{1,4}}{_STREET}\b\.?",
        sure=lambda it: bool(_PLAIN_STREET.search(it)) and not _YEAR.match(it),
        gate=DIGITS,
    ),
    rule(
        Kind.ADDRESS,
        r"\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|gasse|platz|allee) \d{1,4} ?[a-z]?\b",
        sure=lambda it: bool(re.search(r"(?:straße|strasse|gasse|platz|allee) ", it)),
        gate=DIGITS,
    ),
    # A house's number, words with capitals, and what only an address ends in, whatever the street is called.
    rule(
        Kind.ADDRESS,
        rf"\b\d{{1,5}}[A-Za-z]?(?:/\d{{1,4}})?,? {_PLACES}(?: (?:Suite|Apt\.?|Unit|Flat|#) ?\w{{1,5}})?, (?:{_PLACES}, ){{1,2}}?"
        r"(?:[A-Z]{2} \d{5}(?:-\d{4})?|(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT),? \d{4}|[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2})(?!\w)",
        sure=lambda it: not _YEAR.match(it),
        gate=DIGITS,
    ),
    rule(
        Kind.ADDRESS,
        rf"\b(?:H\. ?No\.? ?)?\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}})?, {_PLACES}, (?:{_PLACES}, )?[A-Z][a-z]+[ -]\d{{6}}(?!\w)",
        sure=lambda it: not _YEAR.match(it),
        gate=DIGITS,
    ),
    rule(Kind.ADDRESS, r"\bP\.? ?O\.? Box \d+\b", flags=re.IGNORECASE, sure=never, gate=DIGITS),
    rule(Kind.POSTCODE, r"(?<!\w)[A-PR-UWYZ][A-HJ-Y]?\d[\dA-HJKPSTUW]? ?\d[ABD-HJLNP-UW-Z]{2}(?!\w)", sure=lambda it: " " in it),
    rule(Kind.POSTCODE, r"(?<!\w)[A-Z]{2} \d{5}(?:-\d{4})?(?!\w)", sure=never, gate=DIGITS),
    rule(Kind.POSTCODE, r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?!\w)", sure=lambda it: " " in it, gate=DIGITS),
    rule(Kind.POSTCODE, r"\b(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT) \d{4}\b", sure=never, gate=DIGITS),
    rule(Kind.POSTCODE, r"(?:(?<=, )|(?<=\n)|\bD-)\d{5} [A-ZÄÖÜ][\wäöüß-]+", sure=never, gate=DIGITS),
    rule(
        Kind.HANDLE,
        r"(?<![\w@./])@[A-Za-z_][\w.]{2,30}(?<!\.)",
        sure=lambda it: it[1:].casefold() not in ("everyone", "channel", "here", "all", "team", "home", "media", "import"),
        gate="@",
    ),
)
