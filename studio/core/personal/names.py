"""Who is named in a text: by whom it lets speak, sign, be greeted, and by what stands beside the name."""

from collections.abc import Iterator, Sequence
from unicodedata import normalize

import regex

from studio.core.personal.forenames import FORENAMES
from studio.core.personal.kinds import Found, Kind

_WORD = r"(?:\p{Lu}[\p{L}'’]*\p{Ll}[\p{L}'’]*(?:-\p{Lu}\p{Ll}+)*)"
_NAME = rf"{_WORD}(?: (?:\p{{Lu}}\.|van|von|de|der|la|al|bin|{_WORD})){{0,3}}"
_TITLE = r"(?:Mrs|Mr|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lady|Lord|Herr|Frau|Madame|Mme|Mlle|Monsieur|Señora?|Sra?|Signora?)"
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


# ---------------------------------------------------------------- names that a flag is raised for

_PARTICLE = (
    r"(?:van|von|vom|zu|zum|zur|de|der|den|del|della|da|das|di|do|dos|du|la|le|el|al|bin|binti|bint|ibn|ben|ter|ten|af|av|y|e"
    r"|Ó|Uí)"
)
"""Small words within a last name."""
_LAST = rf"(?:{_PARTICLE} ){{0,2}}{_WORD}"
_WHOLE = rf"(?:{_WORD}(?: \p{{Lu}}\.)?(?: {_LAST}){{1,3}}|(?:\p{{Lu}}\. ?){{1,3}}{_LAST})"
_FULL = rf"(?P<it>{_WHOLE})"
_CANDIDATE = regex.compile(rf"\b{_FULL}")
_TITLED = regex.compile(rf"\b(?P<it>{_TITLE}\.? {_NAME})")
_LABELLED = regex.compile(
    rf"(?:^|[\n|;,(]|[.] |\s(?=Name\b))[ *_>-]*(?:(?i:customer|client|patient|guest|member|tenant|attendee|account holder"
    rf"|next of kin|emergency|full|delivery|recipient|contact|parent|guardian|applicant|student|pupil|cardholder|billing"
    rf"|first)[’'s]* )?"
    rf"(?i:name)(?: (?:on|of|for|at) [^:\n]{{1,24}})?[*_]*: ?[*_]*"
    rf"(?P<it>(?:(?:\p{{Lu}}\. ?){{1,3}})?{_NAME})"
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
    rf"(?:{_LINE}|(?<=\s))(?i:{_ROLES})[*_]*: ?[*_]*(?P<it>(?:{_TITLE}\.? )?{_WHOLE})(?=[ ,;(<|·–—-]|\s*$|\n)"
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
        if match["it"].split()[0].casefold() not in _NOBODY:
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
        if is_mailbox or (_may_be(words) and _is_shown_to_be_one(text, name, beside)):
            yield name
    yield from _known_by_forename(text, beside)
    if _SIGNS_OFF.search(text):
        for match in _ON_ITS_LINE.finditer(text):
            if _may_be(match["it"].split()) and not _is_in(_person(*match.span("it")), found):
                yield _person(*match.span("it"))
    for match in regex.finditer(rf"\b{_WORD}\b", text) if mailboxes else ():
        is_known = match[0].casefold() in FORENAMES or _leads(text, match.end(), beside, _TO_CONTACT)
        if match[0].casefold() in mailboxes and is_known and not _is_in(_person(*match.span()), found):
            yield _person(*match.span())


def _is_shown_to_be_one(text: str, name: Found, beside: Sequence[Found]) -> bool:
    """Whether words with capitals are shown to be a name by what follows them: how to reach the bearer, or "he"."""
    if _leads(text, name.end, beside, _NEXT) or _SPOKEN_OF.match(text, name.end):
        return True
    is_place = _OF_A_PLACE.search(text, max(0, name.start - 24), name.start)
    return not is_place and _leads(text, name.end, beside, _TO_CONTACT)


def _known_by_forename(text: str, beside: Sequence[Found]) -> Iterator[Found]:
    """Who is known by a forename alone: at the head of a line, or as what they are to somebody, and how to reach them."""
    for pattern in (_FIRST_ON_LINE, _FIRST_OF_KIN):
        for match in pattern.finditer(text):
            is_known = match["it"].casefold() in FORENAMES or pattern is _FIRST_OF_KIN
            if is_known and _leads(text, match.end("it"), beside, _TO_CONTACT):
                yield _person(*match.span("it"))


def _is_in(name: Found, found: Sequence[Found]) -> bool:
    return any(name.start < each.end and each.start < name.end for each in found)


def _leads(text: str, end: int, beside: Sequence[Found], how: "regex.Pattern[str]") -> bool:
    """Whether a name that ends there leads to a way to reach its bearer."""
    return any(end <= each.start <= end + _FAR and how.fullmatch(text, end, each.start) for each in beside)


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
        if len(words) > 1 and words[0].casefold() in FORENAMES and words[-1].casefold() not in _NO_SURNAMES:
            yield name


_NEXT = regex.compile(r"[ \n]?[(,:–—-][ \n(]?(?:at |on |of |in )?|[ \n](?:at|on|of) ")
"""What may stand between a name and how to reach whoever bears it."""
_TO_CONTACT = regex.compile(
    r"(?! (?:number|no\b|card|code|account|address|insurance|id\b|line|plan|office|order))"
    r"[^\w\n]{0,3}(?:(?:[\p{Ll}’'/-]+|\p{Lu}{2,6})[ ,:.()–-]{1,3}){0,6}[^\w\n]{0,2}"
)
"""Up to six small words from a name to how to reach whoever bears it, or what a number is called for short; where the first
of them says what the capitals name, these are nobody."""
_OF_A_PLACE = regex.compile(r"\b(?:at|in|near|the|from|of|our|your|a|an|via|with the) $", regex.IGNORECASE)
_FIRST_ON_LINE = regex.compile(rf"{_LINE}[*_]*(?P<it>{_WORD})(?=[ ,(:–—-])")
_FIRST_OF_KIN = regex.compile(
    r"\b(?i:wife|husband|partner|mother|father|mum|mom|dad|daughter|son|sister|brother|aunt|uncle|niece|nephew|grandson"
    rf"|granddaughter|neighbour|neighbor|colleague|friend|carer),? (?i:called |named )?(?P<it>{_WORD})\b"
)
_BY_OFFICE = regex.compile(rf"(?:Dr|Prof|Professor)\.? {_WORD}")
"""Whoever is named so is rather somebody who works there."""
_ENDS = regex.compile(r"[.!?](?=\s)|\n")
_SPOKEN_OF = regex.compile(
    r"(?: \([^)]{1,40}\))?[.,;]? (?:[Hh]e|[Ss]he|who) (?:is|was|has|had|can|will|would|asked|said|wants|moved|lives)\b"
)
"""What follows the name of somebody, and no other name."""
_FAR = 70  # code points from a name to how to reach its bearer
_NO_SURNAMES_WORDS = """
    team service services desk office support centre center ltd limited inc llc club school group shop store house hall
    rooms company bull arms inn head hotel church chapel farm castle garden gardens library museum university college
    kitchen café cafe market bank trust society works tavern studio studios supplies supply repairs bakery street road lane
    avenue order number phone email mobile address account card code date contact
    reference north south
"""
_NO_SURNAMES = frozenset(_NO_SURNAMES_WORDS.split())


def _may_be(words: Sequence[str]) -> bool:
    """Whether two or three words with capitals may be a name that nobody has on a list."""
    return len(words) <= 3 and not any(word.casefold() in _NO_SURNAMES or word.casefold() in _BEFORE for word in words)


def _is_name(text: str) -> bool:
    words = [word for word in text.split() if word.casefold() not in _BEFORE]
    return len(words) > 1 and words[0].casefold() in FORENAMES


def _trimmed(text: str, match: "regex.Match[str]") -> Found:
    """The name without words before it that only open the sentence."""
    start, end = match.span("it")
    for word in match["it"].split():
        if word.casefold().strip(".,") not in _BEFORE or start + len(word) >= end:
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
