"""How each kind of personal data is written; what a rule is stands in `rule`."""

import ipaddress
import re

from studio.core.personal import sums
from studio.core.personal.addresses import ADDRESSES
from studio.core.personal.kinds import Kind
from studio.core.personal.mailboxes import is_somebodys
from studio.core.personal.rule import CATALOGUE, DIGITS, Rule, never, rule
from studio.core.personal.sums import digits

MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|M[aä]rz|Mai|Okt|Dez|[Jj]anv|[Ff]év|[Mm]ars|[Aa]vr|[Jj]uin|[Jj]uil|[Aa]oû"
    r"|[Dd]éc|[Ee]ne|[Ff]eb|[Mm]ar|[Aa]br|[Mm]ay|[Jj]un|[Jj]ul|[Aa]go|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ic|[Gg]en|[Mm]ag|[Gg]iu|[Ll]ug|[Ss]et"
    r"|[Oo]tt)[a-zéû]*\.?"
)
DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.|er)?(?: (?:of|d[ei]))? {MONTH},?(?: de)? \d{{4}}"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_NUMBERED = (
    r"(?:order|customer|account|invoice|booking|reservation|reference|ref|case|ticket|policy|membership|member|client|patient"
    r"|contract|parcel|tracking|passport|licence|license|insurance|NHS|tax|loyalty card|sort code)"
)
_OF_A_PERSON = re.compile(
    r"(?:customer|account|policy|membership|member|client|patient|insurance|tax|loyalty card|licence|license)\b", re.I
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


RULES: tuple[Rule, ...] = (
    rule(Kind.EMAIL, r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", sure=is_somebodys, gate="@"),
    rule(
        Kind.EMAIL,
        r"[\w.+-]+ ?[(\[]at[)\]] ?[\w-]+(?:(?: ?[(\[]dot[)\]] ?|\.)[\w-]+)+",
        flags=re.IGNORECASE,
        sure=lambda it: is_somebodys(re.split(r" ?[(\[]", it)[0] + "@"),
        gate="([",
    ),
    rule(
        Kind.IBAN,
        r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}(?!\w)",
        sums.is_iban,
        what="bank account (IBAN)",
        least=4,
        gate=DIGITS,
    ),
    rule(
        Kind.CARD,
        r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])",
        sums.is_card,
        sure=lambda it: not sums.is_book(it),
        after=CATALOGUE,
        what="card number",
        least=13,
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
        rf"\b(?:date of birth|d\.?o\.?b\.?|birth ?date|birthday|birth date)\b[^.!?\n\d]{{0,40}}?(?P<it>{DATE})",
        flags=re.IGNORECASE,
        needs=r"\d{4}|\d[./-]\d",
    ),
    rule(
        Kind.BIRTH,
        rf"\bborn\W{{0,3}}(?:(?:is|was|on|in|at|near|[A-Z][\w’'-]+,?)\s+){{0,5}}(?P<it>{DATE})",
        flags=re.IGNORECASE,
        sure=lambda it: not re.search(r"\b1[0-8]\d\d\b", it),
        after=r"(?:company|shop|idea|brand|bakery|café|cafe|business|firm|recipe|charity|site|website|store|studio|project|we) "
        r"(?:[a-z]+ )*?born (?:on )?",
        needs=r"\d{4}|\d[./-]\d",
    ),
    rule(
        Kind.BIRTH,
        rf"\b[A-Z][\w’'-]+ [A-Z][\w’'-]+(?: \(|, )(?P<it>{DATE})",
        sure=lambda it: bool(re.search(r"\b(?:19[1-9]\d|200\d|201[0-5])\b", it)),
        after=r"(?:street|road|lane|hall|house|museum|city|act|report|court|committee|agreement|times|post|gazette|january|february|march"
        r"|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday"
        r"|friday|saturday|sunday),? \(?",
        needs=r"\d{4}|\d[./-]\d",
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
        after=CATALOGUE,
        what="Social Security number",
        least=9,
        gate="-",
    ),
    rule(
        Kind.ID,
        r"\b(?:SSN|social security(?: (?:no|number))?)\.?(?: is)?:?[^.\n\d]{0,40}?(?P<it>\d{3}[ -]?\d{2}[ -]?\d{4})(?!\w)",
        sums.is_social_security,
        re.IGNORECASE,
        what="Social Security number",
        least=9,
        gate=DIGITS,
    ),
    rule(
        Kind.ID,
        r"\b(?:SIN|social insurance(?: (?:no|number))?)\.?(?: is)?:?[^.\n\d]{0,40}?(?P<it>\d{3}[ -]?\d{3}[ -]?\d{3})(?!\w)",
        sums.is_social_insurance,
        what="Social Insurance number",
        least=9,
        gate=DIGITS,
    ),
    rule(
        Kind.ID,
        r"\b(?:TFN|[Tt]ax [Ff]ile(?: (?:[Nn]o|[Nn]umber))?)\.?(?: is)?:?[^.\n\d]{0,40}?(?P<it>\d{3} ?\d{3} ?\d{3})(?!\w)",
        sums.is_tax_file,
        what="Tax File Number",
        least=9,
        gate=DIGITS,
    ),
    rule(
        Kind.HEALTH,
        r"\bNHS(?: (?:no|number))?\.?,?(?: is| was)?:? ?(?P<it>\d{3}[ -]?\d{3}[ -]?\d{4})(?!\w)",
        flags=re.IGNORECASE,
        what="NHS number",
        least=10,
        gate=DIGITS,
    ),
    rule(
        Kind.HEALTH,
        r"(?<![\w.,+()-])(?<!\) )\d{3} \d{3} \d{4}(?![\w-])",
        sums.is_health,
        sure=lambda it: it[0] in "4679",
        after=CATALOGUE + r"|\b(?:tel|telephone|phone|call|ring|mobile|cell|fax|text)\b[^.\n]{0,30}",
        what="NHS number",
        least=10,
        gate=DIGITS,
    ),
    rule(
        Kind.PASSPORT,
        r"\bpassport,?(?: (?:no|number|num))?\.?,?(?: is| was)?:? ?#?(?P<it>[A-Z]{0,2}\d{6,9})(?!\w)",
        flags=re.IGNORECASE,
        what="passport number",
        least=6,
        gate=DIGITS,
    ),
    rule(
        Kind.LICENCE,
        r"(?<!\w)[A-Z]{2,5}9{0,3}\d{6}[A-Z]{1,2}9?\d[A-Z]{2}(?!\w)",
        lambda it: len(it) == 16,
        what="driving licence",
    ),
    rule(
        Kind.LICENCE,
        r"\b(?:driver(?:’|')?s?|driving) licen[cs]e\b(?:[^.!?\n\d]|[.] (?=It|Yours|That|This|The)){0,40}?"
        r"(?P<it>[A-Z]{0,2}\d{6,12})(?!\w)",
        flags=re.IGNORECASE,
        what="driving licence",
        gate=DIGITS,
        least=6,
    ),
    rule(
        Kind.ACCOUNT,
        r"\b(?:sort ?code|BSB)\.?(?: (?:no|number))?,?(?: is| was)?:? ?(?P<it>\d\d[ -]?\d\d[ -]?\d\d|\d{3}-\d{3})(?!\w)",
        flags=re.IGNORECASE,
        what="bank sort code",
        least=6,
        gate=DIGITS,
    ),
    rule(
        Kind.ACCOUNT,
        r"\b\d\d-\d\d-\d\d\b,?(?:\s+\w+){0,4}[\s:,/]+(?P<it>\d{8})(?!\w)",
        what="bank account number",
        least=6,
        gate=DIGITS,
    ),
    rule(
        Kind.ACCOUNT,
        r"\b(?:bank )?(?:account|acct|a/c)\.?(?: (?:no|number|num))?\.?,?(?: is| was)?(?: ending)?:? ?#?"
        r"(?P<it>\d(?:[ -]?\d){6,11})(?!\w)",
        flags=re.IGNORECASE,
        what="account number",
        least=7,
        gate=DIGITS,
    ),
    rule(
        Kind.ACCOUNT,
        r"\b(?:routing|ABA)(?: (?:transit )?(?:no|number))?\.?,?(?: is| was)?:? ?(?P<it>\d{9})(?!\w)",
        sums.is_routing,
        re.IGNORECASE,
        what="bank routing number",
        least=9,
        gate=DIGITS,
    ),
    rule(
        Kind.NUMBER,
        rf"\b{_NUMBERED}(?:[ -]?(?:no|number|num|nr|id|code|ref|reference))?\.?\s*(?:is\b|was\b|:|#)?\s*#?"
        r"(?P<it>(?:[A-Z]{1,6}[-/ ]?)?\d[A-Z0-9]*(?:[-/][A-Z0-9]+)*(?: \d{2,})*)(?!\w)",
        lambda it: len(digits(it)) >= 3,
        re.IGNORECASE,
        sure=never,
        needs=r"\d(?:[A-Za-z/ -]*\d){2}",
    ),
    rule(
        Kind.NUMBER,
        rf"{_OF_A_PERSON.pattern}[ -]?(?:no|number|num|nr|id|code|ref|reference)?\.?\s*(?:is\b|was\b|:|#"
        r"|\((?:which |that |yours |theirs |his |hers )*(?:is )?)?"
        r"\s*#?(?P<it>(?:[A-Z]{1,6}[-/ ]?)?\d[A-Z0-9]*(?:[-/][A-Z0-9]+)*)(?!\w)",
        lambda it: len(digits(it)) >= 5 and not _YEAR.fullmatch(it) and not _THOUSANDS.fullmatch(it),
        re.IGNORECASE,
        what="customer’s number",
        needs=r"\d(?:[A-Za-z/-]*\d){4}",
    ),
    rule(
        Kind.PHONE,
        r"(?<![\w+])(?:\+|00)\d{1,3}[ ./-]?(?:\(0\)[ ]?)?(?:\(?\d{1,5}\)?[ ./-]?){2,6}\d(?: ?x ?\d{2,6})?(?!\w)",
        lambda it: len(digits(it)) >= 8,
        least=8,
        gate=DIGITS,
        after=CATALOGUE,
    ),
    rule(
        Kind.PHONE,
        r"(?<!\w)(?:tel|tél|telephone|téléphone|telefon|teléfono|telefono|phone|phones|call|ring|mobile|mob|móvil|handy|mobil|portable"
        r"|cell|landline|fax|text|whatsapp|callback|reach(?:ed)?|dial)\b\.?[^.!?\n\d@#]{0,24}?"
        r"(?P<it>[+(]?\d[\d ()./-]{5,}\d)",
        lambda it: 6 <= len(digits(it)) <= 15,
        re.IGNORECASE,
        sure=_is_phone,
        after=CATALOGUE,
        least=6,
        needs=r"\d[\d ()./-]{5,}\d",
    ),
    # In pairs as in France, five and five as in India.
    rule(Kind.PHONE, r"(?<![\w.,+-])0[1-9](?:[ .-]\d\d){4}(?![\w-])", after=CATALOGUE, least=10, gate="0"),
    rule(Kind.PHONE, r"(?<![\w.,+-])0?[6-9]\d{4}[ -]\d{5}(?![\w-])", after=CATALOGUE, least=10, gate=DIGITS),
    # What looks like a number one can ring goes whether or not it is given out: nobody can tell by looking, and lists grow old.
    rule(
        Kind.PHONE,
        r"(?<![\w.,+])(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\(?0\d{2,4}\)?(?:[ /-]{0,2}\d{2,8}){1,4}(?!\w)",
        lambda it: 9 <= len(digits(it)) <= 12,
        after=CATALOGUE + r"|\d ",
        least=9,
        gate="0",
    ),
    rule(Kind.PHONE, r"(?<!\w)\(0\d\) ?\d{4} ?\d{4}(?!\w)", least=10, gate="("),
    rule(
        Kind.PHONE,
        r"(?<![\w.,+-])(?:1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}(?: ?(?:x|ext\.?) ?\d{2,6})?(?![\w-])",
        after=CATALOGUE,
        least=10,
        gate=DIGITS,
    ),
    *ADDRESSES,
    rule(
        Kind.HANDLE,
        r"(?<![\w@./])@[A-Za-z_][\w.]{2,30}(?<!\.)",
        sure=lambda it: it[1:].casefold() not in ("everyone", "channel", "here", "all", "team", "home", "media", "import"),
        gate="@",
    ),
)
