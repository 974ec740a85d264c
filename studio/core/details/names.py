"""Names in a text, told by their capitals; and what else can be looked up: quotations, links, addresses, phone numbers.

There is no list of all names, so this goes by how English is written: a capital inside a sentence is a name, one at its
beginning is none unless more capitals follow or the word is no common one.
"""

import unicodedata
from functools import lru_cache

import regex

from studio.core.details.detail import Kind
from studio.core.details.figures import BLOT, Found
from studio.core.details.spelled import row

_F = regex.VERBOSE | regex.IGNORECASE

# ---------------------------------------------------------------- what has a form of its own

_PLACEHOLDER = regex.compile(
    r"\{\{[^{}]*\}?\}|\{%[^{}]*%\}|%%?[A-Z_]{3,}%%?|\*\|[A-Z_:]+\|\*"
    r"|\[[^\[\]]*\b(?i:insert|your|add|name|date|number|link|url|photo|tbc|tk|frn)\b[^\[\]]*\](?!\()"
)
_EMAIL = regex.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", _F)
_TOPS = "com|org|net|edu|gov|io|co|uk|eu|us|ie|de|fr|info|biz|app|dev|ai|shop|store|example|test|ca|au|nz"
_LINK = regex.compile(
    rf"(?:https?://|www\.)[^\s<>\"“”()\[\]\x00]+[^\s<>\"“”()\[\]\x00.,;:!?*_]"
    rf"|(?<![\w@.])(?:[\w-]+\.)+(?:{_TOPS})\b(?:/[^\s<>\"“”()\[\]\x00]*[^\s<>\"“”()\[\]\x00.,;:!?*_])?(?![\w@])",
    _F,
)
_HANDLE = regex.compile(r"(?<![\w@.])@[A-Za-z_][\w.]*\w", _F)
_PHONE = regex.compile(
    r"(?<![\w£$€.,/+-])(?:\+\d{1,3}[\s-]?)?(?:\(\d{2,5}\)[\s-]?)?\d{2,5}(?:[\s-]\d{2,6}){0,4}(?![\w%]|[.,/:]\d"
    r"|[\s-]\p{L}{2,}s\b)",
    _F,
)
_PHONE_LED = regex.compile(
    r"\b(?:call|ring|phone|telephone|tel|text|dial|line|whatsapp|number|office|us|fax|on|at)\b[^.;\d]{0,25}$", _F
)
_STANDARD = regex.compile(r"\b(?:(?:BS|EN|ISO|IEC|DIN|PAS|ASTM|SOC|PCI|OHSAS|NICE|COVID)[ -]?)+\d[\d-]*(?:[ -]II?)?\b")
_QUOTED = regex.compile(r"“[^”“\x00]{3,}”|(?<![\w\"])\"[^\"\n\x00]{3,}\"(?!\w)|(?<![\w'’])‘[^‘\n\x00]{8,}?[.,!?]?’(?!\w)")


def addresses(found: Found) -> None:
    """Add placeholders, links, email addresses, handles and phone numbers; they are blotted out, for they read as anything."""
    text = found.rest
    if "{" in text or "[" in text or "%" in text or "|" in text:
        for hit in list(_PLACEHOLDER.finditer(text)):
            found.take(Kind.PLACEHOLDER, hit[0].lower(), "", *hit.span())
    if "@" in text:
        for hit in list(_EMAIL.finditer(found.rest)):
            found.take(Kind.EMAIL, hit[0].lower(), "", *hit.span())
    if "." in text or "://" in text:
        for hit in list(_LINK.finditer(found.rest)):
            found.take(Kind.LINK, link_value(hit[0]), "", *hit.span())
    if "@" in text:
        for hit in list(_HANDLE.finditer(found.rest)):
            found.take(Kind.LINK, hit[0].lower(), "", *hit.span())
    for hit in list(_STANDARD.finditer(found.rest)):
        found.take(Kind.NAME, plain_name(hit[0]), "", *hit.span())
    if sum(map(str.isdigit, text)) >= 6:
        for hit in list(_PHONE.finditer(found.rest)):
            digits = "".join(filter(str.isdigit, hit[0]))
            blocks = regex.split(r"[\s()-]+", hit[0].strip("()"))
            led = _PHONE_LED.search(found.rest, max(0, hit.start() - 60), hit.start())
            if (
                len(digits) >= (6 if led else 9)
                and (len(blocks) > 1 or digits[0] == "0")
                and not regex.fullmatch(r"\d{4}-\d\d-\d\d", hit[0])
            ):
                found.take(Kind.PHONE, digits, "", *hit.span())


_SCHEME = regex.compile(r"^(?:https?://)?(?:www\.)?")


def link_value(link: str) -> str:
    """A link without its scheme, `www.` and closing slash."""
    return str(_SCHEME.sub("", link.lower())).rstrip("/")


def quotations(found: Found) -> None:
    """Add quoted words, two at least; they stay to be read, for there are figures and names in them."""
    for hit in _QUOTED.finditer(found.text):
        words = regex.findall(r"[\w'’]+", hit[0][1:-1].lower().replace("’", "'"))
        if len(words) > 1:
            rest = found.rest
            found.take(Kind.QUOTE, " ".join(words), "", *hit.span())
            found.rest = rest


# ---------------------------------------------------------------- names

_TOKEN = regex.compile(r"(?:\p{L}\.){2,}(?!\p{L})|[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|[’'&.\-](?=[\p{L}\p{N}]))*(?:[™®])?")
_CODE = regex.compile(r"(?=\S*\d)(?=\S*\p{L})")
_INNER_CAPITAL = regex.compile(r"\p{Ll}\p{Lu}|\p{Lu}\p{Lu}\p{Ll}")
_GAP = regex.compile(r"\s|\s?&\s?|\s(?:of|de|du|da|van|von|der|la|le|del|di|ní|upon)(?:\s(?:la|der|the))?\s", _F)
_ENDS = regex.compile(
    r"[.!?:…]['’\"”)\]*]*\s*$|^\s*$|[•·|—✅✔★☆👉\n]\s*$|\p{So}\ufe0f?\s*$|[“\"‘(\[]\s*$|\d\s$|\b(?:Mon|Tue|Wed|Thu|Fri|Sat"
    r"|Sun|P\.S\.)\s$"
)

_COMMON = row(
    """
    a an the this that these those i i'm i've i'd i'll you you're you've you'll your yours we we're we've we'll we'd
    our ours us they they're they've they'll their them he he's she she's it it's its his her him who who's whose
    what what's which when where why how here here's there there's and but or so nor yet for if as at by in on of
    off to up out from with without within about above across after again against all also although always am among
    any anybody anyone anything are around away back be because been before behind being below best better between
    beyond both bring buy call can can't cannot come could day days did do does don't done down during each either
    else enough even ever every everybody everyone everything few find finally first free get give go going good
    great had has have having hello hi hey dear high home however i'm inside instead into is isn't it'll just keep
    know last later least less let let's like long look looking made make many may maybe me meanwhile might mind
    miss more most much must my near need neither never new next no nobody none not nothing now often oh ok okay old
    once one only open order other others over own pay people perhaps please plus put quite rather read ready really
    right same save say says see send several shall she'd should simply since small some somebody someone something
    sometimes soon still stop such sure take talk tell than thank thanks then think though through throughout till
    time today together tomorrow tonight too try turn two three four five six seven eight nine ten under unless
    unlike until unlimited use very visit want was wasn't way welcome well were whether while will won't work would
    write yes yesterday you'd young yours sincerely faithfully regards love cheers warm kind best subject re fw alt
    text image photo caption step part chapter figure table note tip tips question answer q faq faqs terms
    conditions price prices cost costs fee fees offer offers book ring phone email join start stay learn discover
    click shop browse add ask check choose drop help hit hold meet move pick reply share sign sleep speak spend
    watch wear wait walk big bigger little main half twice team teams customer customers client clients member
    members studies research scientists experts data science nature life water food bread flour house property year
    years month months week weeks morning afternoon evening night winter summer spring autumn fall christmas easter
    sir madam mum dad mother father brother sister friends family guests locals visitors readers students parents
    children kids men women man woman business businesses company companies brand brands product products service
    services solar energy power light heat cold hot fresh local real simple quick easy fast slow hard full total
    average typical modern traditional national international global online digital mobile
    """
)
"""Words that begin sentences without being names."""

_ENDINGS = (
    "ing", "ed", "ly", "tion", "tions", "sion", "ment", "ments", "ness", "ity", "ities", "able",
    "ible", "ful", "less", "ous", "ive", "est",
    "ers", "ies", "ance", "ence", "ism", "ists", "ors", "ents", "ings", "ages", "ure", "ures", "als",
    "ics", "ches", "shes", "sses",
)  # fmt: skip
_NOT_NAMES = row(
    """
    i i'm i've i'd i'll mr mrs ms dr am pm bc ad ps ok tv pdf faq faqs cv hr id diy ceo md cto pr it q a b c d e f g
    h j k l m n o p r s t u v w x y z vat rsvp tbc tba asap usp roi seo url html css api pc usb wifi wi-fi cta b2b
    b2c uk us usa eu gb english british american european french german italian spanish internet web covid new now
    free
    """
)
"""Capitals that name nobody in particular."""


def names(found: Found) -> None:
    """Add runs of capitalised words, and words of letters and digits; titles in which every word has a capital hold none."""
    text = found.rest
    tokens = list(_TOKEN.finditer(text))
    title = _is_title(text, [token[0] for token in tokens])
    at = 0
    while at < len(tokens):
        run = [tokens[at]]
        at += 1
        if not _may_be_name(run[0][0]):
            continue
        while (following := _joined(text, tokens, run[-1], at)) is not None:
            run.append(tokens[following])
            at = following + 1
        _take(found, run, title)


def _joined(text: str, tokens: list["regex.Match[str]"], last: "regex.Match[str]", at: int) -> int | None:
    """Which token goes on with a name: the next, or one behind "of" and the like."""
    for number in range(at, min(at + 3, len(tokens))):
        if _may_be_name(tokens[number][0]):
            return number if _GAP.fullmatch(text, last.end(), tokens[number].start()) else None
    return None


_SHORT_TITLE = 5  # words; in a shorter line one small word tells a sentence that ends in a name


def _is_title(text: str, words: list[str]) -> bool:
    """Whether a line is written With a Capital on Every Word."""
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    raised = sum(word[0].isupper() for word in long)
    return (
        len(long) > 1
        and raised >= max(2, len(long) if len(long) < _SHORT_TITLE else 0.8 * len(long))
        and (len(words) > 2 or raised == len(words))
        and text.rstrip()[-1:] not in ".!"
    )


def _may_be_name(word: str) -> bool:
    if word.islower() and word.isalpha():
        return False
    return word[0].isupper() or (bool(_INNER_CAPITAL.search(word)) and word[0].isalpha()) or bool(_CODE.match(word))


_DRESS = regex.compile(r"['’]s?$|[™®]")


@lru_cache(maxsize=16_384)
def plain_name(name: str) -> str:
    """A name in lower case, without accents, possessive, trade marks and dots."""
    name = _DRESS.sub("", name.strip()).replace(".", "").replace("’", "'")
    bare = name if name.isascii() else "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def is_common(word: str) -> bool:
    """Whether a word that begins a sentence is more likely no name."""
    plain = plain_name(word)
    return plain in _COMMON or plain in _NOT_NAMES or plain.endswith(_ENDINGS) or len(plain) < 2 or "'" in word.replace("’", "'")


_COUNTED = regex.compile(r"(?:\d+(?:st|nd|rd|th|s|x|am|pm|k|m|g|kg|km|p)|\d+-\p{Ll}[\p{Ll}-]*)", regex.IGNORECASE)  # 6-week
_NUMBERED = regex.compile(r"\s\d[\d.]*(?![\d%,:/-]|\s?(?:%|per\s?cent|\p{Ll}{3,}s\b))")  # BS 3621
_BEFORE_SENTENCES = row("ps mon tue wed thu fri sat sun")


def opens(text: str, at: int) -> bool:
    """Whether a capital at `at` says nothing, because a sentence, a line or a list's item begins there."""
    return at == 0 or bool(_ENDS.search(text, max(0, at - 12), at))


def _take(found: Found, run: list["regex.Match[str]"], title: bool) -> None:
    text = found.rest
    while len(run) > 1 and plain_name(run[0][0]) in _BEFORE_SENTENCES:
        run = run[1:]
    begins = opens(text, run[0].start())
    if begins and len(run) > 1 and plain_name(run[0][0]) in _COMMON:
        run, begins = run[1:], False
    while len(run) > 1 and plain_name(run[0][0]) in _COMMON and len(plain_name(run[0][0])) < 5:
        run = run[1:]
    while len(run) > 1 and plain_name(run[-1][0]) in _NOT_NAMES and len(run[-1][0]) == 1:
        run = run[:-1]
    start, end = run[0].start(), run[-1].end()
    words = text[start:end]
    odd = any(_INNER_CAPITAL.search(token[0]) or _CODE.match(token[0]) for token in run)
    alone = len(run) == 1
    if alone and plain_name(words) in _NOT_NAMES:
        return
    if not odd:
        if title or (alone and (plain_name(words) in _COMMON or len(words) == 1)):
            return
        if alone and begins and (is_common(words) and not words.isupper()):
            return
        if words.isupper() and any(plain_name(token[0]) in _COMMON or len(token[0]) > 6 for token in run):
            return  # shouted
    elif alone and _COUNTED.fullmatch(words):
        return
    number = _NUMBERED.match(text, end) if words.isupper() and len(words) > 1 else None
    if number:
        end = number.end()
        words = text[start:end]
    if BLOT in words:
        return
    if words[-2:].lower() in ("'s", "’s"):
        end -= 2
    found.take(Kind.NAME, plain_name(words), "", start, end)
