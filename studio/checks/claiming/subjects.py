"""What a sentence is about: its telling words brought to one form, and the topics that a brief may forbid."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from studio.core.details import FIGURES, FILLER, Kind, checkable, stem

_F = regex.VERBOSE | regex.IGNORECASE


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


# ---------------------------------------------------------------- words that mean the same

_PHRASES = tuple(
    (regex.compile(pattern, _F), f" {word} ")
    for pattern, word in (
        (
            r"\bon\s+the\s+house\b|\bfree\s+of\s+charge\b|\b(?:no|without|zero)\s+(?:extra\s+)?(?:charge|cost|fee)s?\b"
            r"|\bat\s+no\s+(?:\w+\s+)?(?:charge|cost)\b"
            r"|\bcosts?\s+(?:you\s+)?nothing\b|\b(?:won['’]t|doesn['’]t)\s+cost\s+(?:you\s+)?(?:a\s+\w+|anything)\b"
            r"|\bfor\s+nothing\b|\bcomplimentary\b"
            r"|\bfee\s+(?:is\s+)?waived\b|\bpay\s+nothing\b",
            "free",
        ),
        (r"\bstands?\s+behind\b|\bwarrant(?:y|ies)\b|\bguarantee[ds]?\b|\bcovered\s+for\b", "guarantee"),
        (
            r"\bfound(?:ed|er|ing)\b|\bestablished\b|\blaunch(?:ed|es)?\b|\bstarted\b|\bbeg[au]n\b|\bopened\b|\bsince\b"
            r"|\bset\s+up\b|\bopened\s+(?:our|its|the)\s+doors\b"
            r"|\b(?:flung|threw)\s+open\b|\bfirst\s+year\b|\bbeen\s+\w+ing\b",
            "begin",
        ),
        (
            r"\bopen(?:s|ing)?\b|\bclos(?:e|es|ed|ing)\b|\bshut(?:s)?\b|\bhours\b(?=\s*:)|\bat\s+our\s+desks\b"
            r"|\bwe['’]re\s+here\b",
            "open",
        ),
        (r"\bbilled\s+(?:annually|yearly)\b|\ba\s+year\b|\byearly\b|\bannual(?:ly)?\b", "year"),
        (r"\bhalf\s+off\b|\bhalf[\s-]price\b|\b50\s?%\s+off\b", "half price"),
        (r"\bper\s+person\b|\ba\s+head\b|\bper\s+head\b", "person"),
        (
            r"\bprices?\b|\bcosts?\b|\bpric(?:ing|ed)\b|\bcharg(?:e|es|ed|ing)\b|\brates?\b|\bfees?\b|\bpaid\b|\bpay(?:s"
            r"|ing)?\b",
            "price",
        ),
        (r"\bwaived\b", "free"),
        (r"\boff\b", "discount"),
        (
            r"\bat\s+most\b|\b(?:no|never)\s+more\s+than\b|\bmax(?:imum)?\b|\bup\s+to\b|\blimited\s+to\b"
            r"|\bonly\b(?=\s+of\s+(?:you|us)\b)",
            "max",
        ),
        (r"\bof\s+you\b", "guest"),
        (r"\bof\s+us\b", "person"),
        (r"\bstep[\s-]free\b", "stepfree"),
        (r"\bwithout\s+(?:added\s+)?fragrance\b|\bno\s+(?:added\s+)?fragrance\b|\bfragrance[\s-]free\b", "fragrancefree"),
    )
)
_GROUPS = (
    "customer client clients company companies business businesses firm member user users subscriber freelancer freelancers",
    "team staff people employee colleague crew person",
    "deliver delivery ship shipping shipment post dispatch send parcel",
    "buy purchase order orders",
    "discount off save saving savings",
    "certify certified certification certificate accredited accreditation approved registered licensed qualified"
    " authorised authorized",
    "loaf loaves bread sourdough",
    "return returns refund refunds refundable money-back",
    "guest guests place places seat seats spot spots walker",
    "max limit limited",
    "insurance insured liability cover",
    "trip travel tour travels mile miles away",
    "replace replacement replaced swap swapped",
    "course class classes lesson lessons session sessions",
    "appointment visit chat consult consultation call-out",
    "quote quotes estimate",
    "talk talks integrate integrates works work hook hooks",
    "book booking reserve pre-order pre-orders preorder",
    "month monthly",
    "video online",
    "install installs installed installation fit fitted fitting fittings",
    "made make makes poured stitched produced baked built",
    "dentist dentists doctor physio physios",
    "kid kids child children little",
    "labour labor",
    "pick collect collection",
    "show exhibition exhibit",
    "admission entry ticket tickets",
    "car vehicle van vans",
)
_ALIKE = {stem(word): group.split()[0] for group in _GROUPS for word in group.split()}
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’-][\p{L}]+)*")
_NO_TOPIC = FILLER.keys() | _stems(
    "fact facts blog post posts page copy email write mention please tone voice style plain warm british american "
    "spelling get got give come go take let make see know like want need look say tell one two three still even ever "
    "back well way thing much many lot both available incl yet now already use used keep put every day days hour hours "
    "minute minutes week weeks year years time times"
)
VAGUE = _stems(
    "price free open begin person year guarantee customer team deliver order buy month home local new first work working service"
    " all our business"
)
"""Subjects that half of all claims are about: alone they tie no figure to a fact."""
GUARANTEE, BEGIN, OPEN = stem("guarantee"), stem("begin"), stem("open")
_DROPPED = frozenset({*FIGURES, Kind.LINK, Kind.EMAIL, Kind.PHONE, Kind.PLACEHOLDER})


@lru_cache(maxsize=16_384)
def about(text: str) -> frozenset[str]:
    """The telling words of `text` without its figures, brought to one form; words that mean the same are one."""
    for detail in checkable(text):
        if detail.kind in _DROPPED and not (detail.kind is Kind.NUMBER and detail.unit == "times"):
            text = text[: detail.span.start] + " " * len(detail.span) + text[detail.span.end :]
    for pattern, word in _PHRASES:
        text = pattern.sub(word, text)
    found = set()
    for word in _WORD.findall(text.lower().replace("’", "'")):
        for part in word.split("-") if "-" in word else (word,):
            part = part.removesuffix("'s")
            if part in FILLER or len(part) < 2:
                continue
            bare = stem(part)
            if bare not in _NO_TOPIC:
                found.add(_ALIKE.get(bare, bare))
    return frozenset(found)


# ---------------------------------------------------------------- what a source denies or limits

_AFTER_NOT = regex.compile(r"\b(?:not|n['’]t|never|no)\s+(?:yet\s+)?(?P<rest>.*)", _F)
_LIMIT = regex.compile(r"\b(?:only|except|apart\s+from|other\s+than|not\s+all|excluding|excl\.?)\b", _F)


def denied(text: str) -> frozenset[str]:
    """What "we are NOT B Corp" or "vegan but not certified" says is not so; empty where it denies nothing."""
    found = _AFTER_NOT.search(text)
    if not found:
        return frozenset()
    words = about(found["rest"])
    before = about(text[: found.start()])
    return words | before if len(words) < 2 and before and len(before) < 3 else words


def unlimited(text: str) -> frozenset[str]:
    """What is limited in "compostable bags for the 12 oz size only": the words but those of the limit."""
    found = _LIMIT.search(text)
    if not found:
        return frozenset()
    before = text[: found.start()]
    return about(regex.split(r"\s(?:for|to|in|on|at|with)\s", before)[0])


# ---------------------------------------------------------------- what a brief may forbid


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic that a brief forbids: how the brief words it, how a draft does, which categories go with it."""

    name: str
    asked: "regex.Pattern[str]"
    said: "regex.Pattern[str]"
    categories: frozenset[str] = frozenset()

    def is_of(self, words: str, categories: Sequence[str]) -> bool:
        return bool(self.said.search(words)) and (
            not self.categories or not categories or bool(self.categories & set(categories))
        )


def _subject(name: str, asked: str, said: str, *categories: str) -> Subject:
    return Subject(name, regex.compile(asked, _F), regex.compile(said, _F), frozenset(categories))


_HEALTH = (
    r"\b(?:gut|microbiome|blood|bloat\w*|gluten|intoleran\w*|allerg\w*|bod(?:y|ies)|doctors?|nutri\w+|health\w*|heal\w*"
    r"|cur(?:e|es|ed|ing)|pain\w*|ache\w*"
    r"|backache|anxi\w+|stress|depress\w*|cortisol|nervous\s+system|sleep\w*|insomnia|melatonin|immun\w*|infection\w*"
    r"|colds?|flu|migraine\w*|eczema|rosacea|acne"
    r"|arthritis|inflamm\w*|diabet\w*|cancer|heart\s+(?:disease|attacks?|health|rate)|dementia|brains?|antidepressant\w*"
    r"|prozac|metabol\w*|detox\w*|toxins?"
    r"|weight\s+(?:loss|gain)|fat"
    r"|cramps?|hips|shoulders|scar|muscles?|recover\w*|digest\w*|happi\w*|mood|fatigue|therap\w*|itch\w*|fleas?"
    r"|(?:los(?:e|es|t|ing)|gain\w*)\b[^.]{0,20}\b(?:lbs|pounds|kilos|stone)"
    r"|years\s+to\s+your\s+life|menopaus\w*"
    r"|cholesterol|hormon\w*|symptom\w*|energy\s+levels|wellbeing|well-being|clinical\w*|patients?|medicin\w*|teething|colic)\b"
)
_PLANET = (
    r"\b(?:carbon|co2|co₂|emission\w*|climate|planet|landfill|footprint|recycl\w*|biodegrad\w*|compost\w*|eco\w*|green\w*"
    r"|sustainab\w*|tonnes?)\b"
)
_SUBJECTS = (
    _subject(
        "health",
        r"\b(?:health|medical|therapy|healing|diseases?|cures?|treats?|skin\s+condition|wellness"
        r"|weight[\s-]loss)\b",
        _HEALTH,
        "regulated",
        "testimonial",
    ),
    _subject("productivity", r"\bproductivity\b", r"\b(?:productiv\w+|focus\w*|get\s+more\s+done|concentrat\w+)\b"),
    _subject("environment", r"\benvironment\w*|\beco\b|\bgreen\s+claims?|\bcarbon\b|\bclimate\b", _PLANET, "regulated"),
    _subject(
        "savings",
        r"\bsavings?\b",
        r"\b(?:sav(?:e|es|ed|ing|ings)|knocks?\b[^.]*\boff|cut\w*|slash\w*|better\s+off"
        r"|cheaper|lower\s+bills?|reduc\w+)\b",
    ),
    _subject(
        "returns",
        r"\b(?:returns|yields?|profits|investment)\b",
        r"\b(?:returns?|yield\w*|profit\w*|earn\w*"
        r"|grow\s+your)\b",
        "regulated",
        "money_price",
        "statistic",
    ),
    _subject(
        "rank",
        r"\bnumber\s+one\b|\bno\.?\s?1\b|\#1|\bbest\b|\bawards?\b|\bsuperlatives?\b|\bleading\b|\branking\b",
        r"\b(?:number\s+one|no\.?\s?1|best|voted|awards?|award-winning|leading|top-rated|top|finest|of\s+the\s+year"
        r"|no\s+other\s+\w+|\w+['’]s\s+favou?rite)\b|\#1",
        "ranking",
    ),
    _subject(
        "rivals",
        r"\b(?:competitors?|rivals?|other\s+(?:vendors|brands|companies|firms|agencies)|name\s+(?:other"
        r"|any))\b|\bcriticiz?s?e\s+other\b",
        r"\b(?:unlike|than\s+\p{Lu}\w+|other\s+\w+s|competitors?|rivals?|they\s+(?:charge"
        r"|take))\b",
        "comparison",
    ),
    _subject(
        "comparison",
        r"\bcompar(?:e|ison|isons|ing)\b",
        r"\b(?:ahead\s+of|than|better|faster|unlike|compared"
        r"|outperform\w*)\b",
        "comparison",
    ),
    _subject(
        "voices",
        r"\btestimonials?\b|\bclient\s+stories\b|\bcustomer\s+(?:stories|names?|quotes?)\b"
        r"|\bquotes?\s+from\b|\breviews\b",
        r"[\"“]|\b(?:told|said|says|he|she|his|her|came\s+to\s+us)\b",
        "testimonial",
    ),
    _subject(
        "studies",
        r"\b(?:studies|research|statistics|stats)\b",
        r"\b(?:stud(?:y|ies)|research\w*|scientists?|trial"
        r"|survey\w*|according\s+to|universit\w+|experts?)\b",
        "attribution",
    ),
    _subject(
        "guarantees",
        r"\bguarantees?\b|\b(?:no|make|any|making)\s+promises?\b(?=\W*$)",
        r"\b(?:guarantee\w*|always|never|every|risk-free"
        r"|100\s?%|promise\w*)\b",
        "guarantee_absolute",
    ),
    _subject(
        "results",
        r"\b(?:results?|outcomes?|what\s+\w+\s+(?:\w+\s+)?(?:will|can)\s+achieve)\b",
        r"\b(?:\d+\s+(?:cases|times)|finish\w*|stay\w*|guarantee\w*|will|you['’]ll|success\w*|win\w*|improve\w*"
        r"|results?|\d+\s?%\s+of|gets?|exactly|never|every|no\s+fee|after\s+one)\b",
        "guarantee_absolute",
        "regulated",
    ),
    _subject(
        "speed",
        r"\bspeed\b|\b(?:recovery|delivery|response)\s+times\b|\bhow\s+(?:fast|quickly|long)\b",
        r"\b(?:within|in\s+(?:just|as\s+little\s+as|under|only)?\s*(?:\d+|\w+)\s+(?:second|minute|hour|day|week"
        r"|session|month)s?|overnight|faster|double\w*|speed)\b",
    ),
    _subject(
        "dates",
        r"\bdates?\b",
        r"\b(?:tomorrow|today|tonight|by\s+\w+day|monday|tuesday|wednesday|thursday|friday"
        r"|saturday|sunday|at\s+the\s+latest|within\s+\w+\s+(?:days?|hours?|weeks?)|guaranteed)\b",
        "guarantee_absolute",
    ),
    _subject(
        "fault",
        r"\bblam(?:e|ing)\b",
        r"\b(?:caused\s+by|down\s+to|fault|failure|understaff\w*|backlog|to\s+blame"
        r"|because\s+of|mistake)\b",
    ),
    _subject("upgrades", r"\bupgrades?\b", r"\b(?:upgrad\w*|move\s+you\s+(?:up\s+)?to)\b"),
    _subject("discounts", r"\bdiscounts?\b", r"\b(?:discount\w*|\d+\s?%\s+off|half\s+price|[£$€]\d+\s+off)\b"),
    _subject(
        "law",
        r"\brequired\s+by\s+law\b|\blegal\s+(?:requirement|advice)\b",
        r"\b(?:legal\w*\s+requir\w+"
        r"|required\s+by\s+law|by\s+law|must\s+(?:be|have)|obligat\w+)\b",
    ),
    _subject("always paid", r"\balways\s+paid\b|\bclaims\s+are\b", r"\bclaims?\b[^.]*\b(?:paid|settled|pay|always)\b"),
    _subject(
        "consent",
        r"\b(?:seller|client|customer|patient)['’]?s?\s+name\b"
        r"|\bprice\s+or\s+house\s+number\b",
        r"[£$€]\s?\d[\d,]*k?\b|\b(?:Mr|Mrs|Ms)\b",
    ),
)
_LITERAL = regex.compile(r"\b(?:say|call\s+\w+|claim|imply)\b\s+(?:that\s+)?(?P<words>.+)", _F)
_CLAIMS = regex.compile(r"\b(?:no|avoid|any)\s+(?P<words>[\w\s,-]+?)\s+claims?\b", _F)
_IN_MARKS = regex.compile(r"[\"“](?P<words>[^\"”]+)[\"”]")


def _words(words: str) -> list[Subject]:
    """These very words; a single plain word is a matter of style and none of claims."""
    parts = regex.findall(r"[\p{L}\d%.]+", words.rstrip(" .!"))
    if not 0 < len(parts) < 4 or (len(parts) == 1 and "-" not in words):
        return []
    return [_subject(words, "x", r"(?<!\w)" + r"[\s-]+".join(map(regex.escape, parts)))]


def _topic(words: str) -> list[Subject]:
    """Whatever speaks of them: "no allergy claims"."""
    stems = [stem(part) for part in regex.findall(r"\p{L}{4,}", words.lower()) if stem(part) not in _NO_TOPIC]
    return [
        _subject(each, "x", rf"\b{regex.escape(each.removesuffix('i').removesuffix('y'))}\w*")
        for each in stems
        if each not in _OWN_TOPIC
    ]


_OWN_TOPIC = _stems("health medical therapy healing disease cure treatment environmental productivity")


@lru_cache(maxsize=256)
def forbidden_by(text: str) -> tuple[Subject, ...]:
    """The topics that one instruction forbids, and the very words it says not to use."""
    found = [subject for subject in _SUBJECTS if subject.asked.search(text)]
    for hit in _LITERAL.finditer(text):
        marked = [inner["words"] for inner in _IN_MARKS.finditer(hit["words"])]
        for words in marked or regex.split(r",\s*|\s+or\s+", hit["words"]):
            found += _words(words)
    for hit in _CLAIMS.finditer(text):
        for words in regex.split(r",\s*|\s+or\s+", hit["words"]):
            found += _topic(words)
    return tuple(found)


# ---------------------------------------------------------------- words that weigh

_HEAVY = tuple(
    (name, regex.compile(pattern, _F))
    for name, pattern in (
        (
            "promise",
            r"\b(?:guarantee\w*|warrant\w+|never|always|every\s+time|forever|for\s+life|unlimited|risk[\s-]free"
            r"|no\s+(?:hidden|catch|contract)\w*)\b|\b100\s?%",
        ),
        (
            "rank",
            r"\b(?:our|the|its|their|\w+['’]s)\s(?:\w+\s)?(?!(?:r|t|w|gu|for|inter|hon|mod|requ|harv|lat|n|ch|p|z)est\b)\w+est\b"
            r"|\b(?:best|the\s+only|only\s+\w+\s+(?:in|to|that)|the\s+first\s+(?:ever|\w+\s+to)"
            r"|leading|number\s+one|no\.?\s?1|top|fastest"
            r"|cheapest|largest|biggest|finest|most\s+\w+|favou?rite|award\w*|voted|trusted)\b|\#1",
        ),
        ("comparison", r"\b(?:than|unlike|compared|versus|instead\s+of|other\s+\w+s)\b"),
        (
            "effect",
            r"\b(?:proven|proves?|reduc\w+|boost\w*|improv\w+|increas\w+|doubl\w+|tripl\w+|cur(?:e|es|ed)|heal\w*"
            r"|relie\w+|prevent\w*|stops?|protect\w*)\b",
        ),
        ("authority", r"\b(?:stud(?:y|ies)|research\w*|scientists?|experts?|according\s+to|survey\w*|nutritionists?)\b"),
        ("health", r"\b(?:gluten|blood|gut|pain|anxiety|doctor|therap\w+|disease\w*|symptom\w*|immun\w+)\b"),
        (
            "planet",
            r"\b(?:carbon|emission\w*|planet|climate|sustainab\w+|recycl\w+|renewable|compostable|biodegradable"
            r"|plastic[\s-]free|organic)\b",
        ),
        ("law", r"\b(?:certif\w+|accredit\w+|approv\w+|licen[cs]ed|compliant|registered|vetted|by\s+law|legal\w*|iso|gdpr)\b"),
    )
)


@lru_cache(maxsize=8_192)
def heavy(text: str) -> frozenset[str]:
    """Kinds of weighty words in `text`: a claim that has one and a source that has none do not say the same."""
    return frozenset(name for name, pattern in _HEAVY if pattern.search(text))


_WORDED = frozenset({"rank", "comparison", "effect", "authority", "health", "planet", "law"})
"""Kinds in which one word is no other: the oldest is not the largest. A promise is worded in too many ways."""
_THAN = regex.compile(r"\b(?P<more>\w+er|(?:more|less)\s+[\p{L}-]+)\s+than\b", _F)


@lru_cache(maxsize=8_192)
def weighty_words(text: str) -> frozenset[str]:
    """The weighty words themselves, brought to one form: of "the oldest in the county" the oldest. A brief that has none of them
    gives nothing of the kind."""
    found = [hit[0].split()[-1] for name, pattern in _HEAVY if name in _WORDED for hit in pattern.finditer(text)]
    found += [hit["more"] for hit in _THAN.finditer(text)]
    bare = (stem(word.lower()) for word in found)
    return frozenset(_ALIKE.get(each, each) for each in bare)
