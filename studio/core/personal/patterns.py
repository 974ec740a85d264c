"""How each kind of personal data is written; what a rule is stands in `rule`."""

import ipaddress
import re

from studio.core.personal import sums
from studio.core.personal.accounts import ACCOUNTS
from studio.core.personal.addresses import ADDRESSES
from studio.core.personal.kinds import Kind
from studio.core.personal.mailboxes import is_somebodys
from studio.core.personal.rule import CATALOGUE, DIGITS, Rule, never, rule
from studio.core.personal.sums import digits
from studio.core.personal.telephones import TELEPHONES

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
_OF_A_PERSON = (
    r"(?:(?:customer|client|patient|member)(?!:)|account|policy|membership|insurance|tax|loyalty card|licence|license)\b"
)
"""What has a number by which a house knows somebody; `Customer:` is rather who speaks."""
_SERVED = (
    r"(?:customer|client|patient|member|hospital|student|pupil|employee|staff|payroll|donor|resident|tenant|subscriber|reader"
    r"|library card|badge|frequent flyer)[ -](?:no|number|num|nr|id|code)"
)
"""The same, where it says that it is a number."""
_VERSION = (
    r"(?:\b(?:version|build|firmware|release|software|driver|update|upgrade)s?\b(?![^\n]*\b(?:IP|address|sign|log|from)\b)"
    r"[^.!\n]{0,48}(?:[?.!]?\s(?:\w+: )?(?:[^.!?\n]{0,16} )?)?|\bv\.? ?|\b(?:section|clause|rev\.?) ?"
    r"|\d+\.\d+(?:\.\d+)*,? (?:and|or|to) )"
)
"""What makes four numbers with points those of a program, be it said in the question before."""
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
        Kind.IP,
        r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)",
        _is_ip,
        sure=_is_of_somebody,
        after=_VERSION,
        what="IP address",
        needs=r"\d\.\d{1,3}\.\d",
    ),
    rule(Kind.IP, r"(?<![:\w])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![:\w])", _is_ip, sure=_is_of_somebody, gate=":"),
    rule(
        Kind.BIRTH,
        rf"\b(?:date of birth|d\.?o\.?b\.?|birth ?date|birthday|birth date)\b[^.!?\n\d]{{0,40}}?(?P<it>{DATE})",
        flags=re.IGNORECASE,
        gate=("irth", "IRTH", "ob", "OB", "o.b", "O.B", "O.b"),
        needs=r"\d{4}|\d[./-]\d",
    ),
    rule(
        Kind.BIRTH,
        rf"\bborn\W{{0,3}}(?:(?:is|was|on|in|at|near|[A-Z][\w’'-]+,?)\s+){{0,5}}(?P<it>{DATE})",
        flags=re.IGNORECASE,
        sure=lambda it: not re.search(r"\b1[0-8]\d\d\b", it),
        after=r"(?:company|shop|idea|brand|bakery|café|cafe|business|firm|recipe|charity|site|website|store|studio|project|we) "
        r"(?:[a-z]+ )*?born (?:on )?",
        gate=("born", "Born", "BORN"),
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
        least=6,
    ),
    rule(
        Kind.ID,
        r"\b(?:National Insurance|NI|NINO)(?: (?:number|no))?\b[^.!?\n\d]{0,24}?"
        r"(?P<it>[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Z])(?!\w)",
        what="National Insurance number",
        needs=r"National Insurance|\bNI",
        least=6,
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
        r"\b(?:NHS|health(?: service| care)?)(?: (?:no|number|num|id))?\b\.?,?(?: is| was)?:? ?[(\[]?"
        r"(?P<it>\d{3}[ -]?\d{3}[ -]?\d{4})(?!\w)",
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
        # Letters and figures mixed as each country likes; four figures at least, so that no word passes.
        r"\b(?i:passports?)\b(?:[^.!?\n\d]|[.](?! ?[A-Z]| ?\n)|(?i:no|nr)\.){0,40}?"
        r"(?P<it>\b(?=(?:[A-Z]*\d){5})[A-Z\d]{7,9}|\b[A-Z]{1,2} \d{6,7})(?![\w])",
        sure=lambda it: not _YEAR.fullmatch(it),
        what="passport number",
        gate=("assport", "ASSPORT"),
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
        rf"\b(?:{_SERVED}\.?,?|{_OF_A_PERSON}[ -]?(?:no|number|num|nr|id|code|ref|reference)?\.?)\s*(?:is\b|was\b|:|#"
        r"|\((?:which |that |yours |theirs |his |hers )*(?:is )?)?"
        r"\s*#?(?P<it>(?-i:(?:[A-Z]{1,6}[-/ ]?)?\d[A-Z0-9]*(?:[-/][A-Z0-9]+)*(?: \d{2,})*))(?!\w)",
        lambda it: len(digits(it)) >= 5 and not _YEAR.fullmatch(it) and not _THOUSANDS.fullmatch(it),
        re.IGNORECASE,
        what="customer’s number",
        needs=r"\d(?:[A-Z/-]*[ /-]?\d){4}",
    ),
    *ADDRESSES,
    *ACCOUNTS,
    *TELEPHONES,
    rule(
        Kind.HANDLE,
        r"(?<![\w@./])@[A-Za-z_][\w.]{2,30}(?<!\.)",
        sure=lambda it: it[1:].casefold() not in ("everyone", "channel", "here", "all", "team", "home", "media", "import"),
        gate="@",
    ),
)
