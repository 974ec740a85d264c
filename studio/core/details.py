"""The details of a text by value, and what became of them when its words changed.

"36 hours", "36-hour" and "a day and a half" are one detail; so are "£4.20" and "4.20 pounds". This is how a draft is held
against its brief, a claim against the same claim elsewhere, and a claim against itself after an edit.
"""

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from studio.core.detail import FIGURES, Detail, Kind, same
from studio.core.figures import Found, figures, flat
from studio.core.names import addresses, names, plain_name, quotations
from studio.core.spelled import row

__all__ = [
    "FIGURES",
    "Detail",
    "Essence",
    "Kind",
    "checkable",
    "details",
    "difference",
    "essence",
    "gist",
    "plain",
    "same",
    "stem",
]

_F = regex.VERBOSE | regex.IGNORECASE


@lru_cache(maxsize=16_384)
def details(text: str) -> tuple[Detail, ...]:
    """Every detail of `text`, in reading order.

    Args:
        text: prose without markup, such as a block's text or a sentence of it.
    Returns:
        Spans are exact. Only quotations hold other details; the rest never overlap.
    """
    found = _looked_up(text)
    return _in_order([*found.details, *_turning(Found(text, found.rest))])


@lru_cache(maxsize=16_384)
def checkable(text: str) -> tuple[Detail, ...]:
    """The details that could be looked up: all but negations and comparisons. Half the work of `details`."""
    return _in_order(_looked_up(text).details)


def _looked_up(text: str) -> Found:
    found = Found(text)
    addresses(found)
    quotations(found)
    figures(found)
    names(found)
    return found


def _in_order(found: Iterable[Detail]) -> tuple[Detail, ...]:
    return tuple(sorted(found, key=lambda detail: (detail.span.start, -detail.span.end)))


# ---------------------------------------------------------------- words that turn a statement round

_NEGATIONS = regex.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot)\b|(?<=n)'t\b|(?<=\p{L})n't\b", _F
)
_BEFORE_FIGURE = r"(?=\s?[£$€]?[\d\x00]|\s(?:one|two|three|four|five|six|seven|eight|nine|ten|half|a\s))"
_COMPARISONS = (
    ("more", "more", ""), ("less", "less", ""), ("few", "fewer|few", ""), ("most", "most", ""), ("least", "least", ""),
    ("many", "many", ""), ("best", "best", ""), ("better", "better", ""), ("worse", "worse", ""), ("worst", "worst", ""),
    ("only", "only", ""), ("first", "first|1st", ""), ("last", "last", ""), ("always", "always", ""), ("all", "all", ""),
    ("every", "every", ""), ("some", "some", ""), ("often", "often", ""), ("sometimes", "sometimes", ""),
    ("up to", r"up\sto", ""), ("up", "up", r"(?!\sto)" + _BEFORE_FIGURE), ("down", "down", _BEFORE_FIGURE),
    ("over", "over|above|exceed(?:s|ed|ing)?", _BEFORE_FIGURE), ("under", "under|below", _BEFORE_FIGURE),
    ("rise", r"r[io]se[ns]?|rising|increas(?:e|es|ed|ing)|gr[eo]w(?:s|n|ing)?|growth"
             r"|climb(?:s|ed|ing)?|gain(?:s|ed|ing)?|rais(?:e|es|ed|ing)", ""),
    ("fall", r"f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)"
             r"|reduc(?:e|es|ed|ing|tion)|cut(?:s|ting)?|shr[aiu]nk(?:s|ing)?|slash(?:es|ed|ing)?|lower(?:s|ed|ing)", ""),
    ("before", "before", ""), ("after", "after", ""), ("because", r"because|caus(?:e|es|ed|ing)", ""),
)  # fmt: skip
_LEMMAS = [lemma for lemma, _, _ in _COMPARISONS]
_COMPARISON = regex.compile("|".join(rf"(\b(?:{words})\b{tail})" for _, words, tail in _COMPARISONS), _F)
_DEGREES = regex.compile(
    r"\b(?:(?:fast|slow|cheap|high|low|larg|small|big|strong|weak|long|short|saf|easi|earli|lat|old|young|new|near|warm|cold|cool"
    r"|hot|quick|hard|great|rich|poor|clean|green|healthi|kind|smart|light|heavi|thick|thin|wid|deep|clos|busi|happi|soft|bright"
    r"|dark|loud|quiet|tough|fresh|fin|rar|simpl|tall|sharp|dri|wett?|fitt?|bigg)(?:er|est)\b"
    r"|\w{3,}er(?=\sthan\b)|(?<=\bthe\s)\w{4,}est(?=\s\p{L}))\b",
    _F,
)
_NO_DEGREE = row("interest request forest guest harvest invest test later never better rest west rather other number order")


def _turning(found: Found) -> list[Detail]:
    text = found.rest
    for hit in _NEGATIONS.finditer(text):
        word = hit[0].lower()
        found.take(Kind.NEGATION, "not" if word in ("'t", "n't", "cannot") else word, "", *hit.span())
    taken: list[tuple[int, int]] = []
    for hit in _COMPARISON.finditer(text):
        taken.append(hit.span())
        found.take(Kind.COMPARISON, _LEMMAS[hit.lastindex - 1], "", *hit.span())
    for hit in _DEGREES.finditer(text):
        if hit[0].lower() not in _NO_DEGREE and not any(start < hit.end() and hit.start() < end for start, end in taken):
            found.take(Kind.COMPARISON, hit[0].lower(), "", *hit.span())
    return found.details


# ---------------------------------------------------------------- the text without its dress

_LINKED = regex.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_HALF_LINK = regex.compile(r"\]\([^()\s]*\)?|(?<!\w)!?\[(?=[^\]]*$)")
_TAG = regex.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", regex.DOTALL)
_LINE_MARK = regex.compile(r"^[ \t]*(?:(?:#{1,6}|>|[-+*])[ \t]+)+(?:\[[ xX]\][ \t]+)?|[ \t]+#+[ \t]*$", regex.MULTILINE)
_STRESS = regex.compile(r"\*+|`+|~~|(?<![\p{L}\p{N}])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}])|\\(?=[^\p{L}\p{N}\s])")


@lru_cache(maxsize=8_192)
def plain(text: str) -> str:
    """`text` without Markdown and HTML, and with one kind of blank; a piece cut out of the middle will do."""
    if "<" in text:
        text = _TAG.sub("", text)
    if "]" in text or "[" in text:
        text = _HALF_LINK.sub("", _LINKED.sub(r"\1", text))
    text = _STRESS.sub("", _LINE_MARK.sub("", text))
    if "&" in text:
        text = html.unescape(text)
    return " ".join(flat(text).replace("“", '"').replace("”", '"').split())


def _raised(text: str) -> str:
    """`plain(text)` with a capital in front, so that a claim cut out of a sentence reads as one that begins it."""
    bare = plain(text)
    first = next((n for n, character in enumerate(bare) if character.isalpha()), 0)
    return bare[:first] + bare[first : first + 1].upper() + bare[first + 1 :]


# ---------------------------------------------------------------- what must not change unseen


@dataclass(frozen=True, slots=True)
class Essence:
    """What a statement stands and falls with, whatever its order and dress: rows of keys, each sorted.

    `numbers` are all figures by value; `entities` are names, quoted addresses and links; `comparisons` say more or less.
    """

    numbers: tuple[str, ...]
    negations: tuple[str, ...]
    entities: tuple[str, ...]
    comparisons: tuple[str, ...]


_ENTITIES = (Kind.NAME, Kind.LINK, Kind.EMAIL, Kind.PHONE, Kind.PLACEHOLDER)


@lru_cache(maxsize=8_192)
def essence(text: str) -> Essence:
    """The essence of a claim's text, markup or none."""
    found = details(_raised(text))
    rows = [
        sorted(_key(each) for each in found if each.kind in kinds)
        for kinds in (FIGURES, (Kind.NEGATION,), _ENTITIES, (Kind.COMPARISON,))
    ]
    return Essence(*(tuple(row) for row in rows))


def _key(detail: Detail) -> str:
    value = f"{detail.value:.12g}" if isinstance(detail.value, float) else detail.value
    return " ".join(filter(None, (detail.kind.value if detail.kind in FIGURES else "", value, detail.unit)))


def difference(before: str, after: str) -> str:
    """What changed of the essence, one sentence; empty where only dress, order or other words did.

    Args:
        before, after: a claim's text, markup or none.
    Returns:
        "The number changed from 43% to 34%.", "“not” was added.", "“Trello” was replaced by “Asana”.", ...
    """
    one, two = _raised(before), _raised(after)
    if one == two:
        return ""
    old, new = details(one), details(two)
    return (
        _figures_differ(_of(old, FIGURES), _of(new, FIGURES))
        or _words_differ(_of(old, (Kind.NEGATION,)), _of(new, (Kind.NEGATION,)), "became")
        or _names_differ(_of(old, _ENTITIES), _of(new, _ENTITIES), one, two)
        or _words_differ(_of(old, (Kind.COMPARISON,)), _of(new, (Kind.COMPARISON,)), "became")
    )


def _of(found: Sequence[Detail], kinds: Sequence[Kind] | frozenset[Kind]) -> list[Detail]:
    return [detail for detail in found if detail.kind in kinds]


def _without_shared(old: list[Detail], new: list[Detail]) -> tuple[list[Detail], list[Detail]]:
    """What only one side has, by key and then by meaning; as often as it has it more."""
    left, right = Counter(each.key for each in old), Counter(each.key for each in new)
    gone, come = left - right, right - left
    removed, added = _picked(old, gone), _picked(new, come)
    for one in list(removed):
        twin = next((other for other in added if _says_the_same(one, other)), None)
        if twin:
            removed.remove(one)
            added.remove(twin)
    return removed, added


def _says_the_same(one: Detail, other: Detail) -> bool:
    """Alike in meaning with nothing left unsaid: 6/5/24 and 6 May 2024, but not 6 May and 6 May 2024."""
    if one.kind is other.kind is Kind.DATE:
        return bool(set(str(one.value).split("|")) & set(str(other.value).split("|")))
    if one.kind is other.kind is Kind.MEASURE and one.unit != other.unit:
        return same(one, other)
    return False


def _picked(found: list[Detail], wanted: Counter[tuple[str, float | str, str]]) -> list[Detail]:
    left, picked = Counter(wanted), []
    for detail in found:
        if left[detail.key]:
            left[detail.key] -= 1
            picked.append(detail)
    return picked


_CALLED = {Kind.MONEY: "sum", Kind.DATE: "date", Kind.WEEKDAY: "day", Kind.TIME: "time"}


def _figures_differ(old: list[Detail], new: list[Detail]) -> str:
    removed, added = _without_shared(old, new)
    for one in removed:
        if added:
            other = next((each for each in added if each.kind is one.kind and each.unit == one.unit), None)
            other = other or next((each for each in added if each.kind is one.kind), added[0])
            name = _CALLED.get(one.kind, "number") if one.kind is other.kind else "number"
            return f"The {name} changed from {one.text} to {other.text}."
        return f"The {_CALLED.get(one.kind, 'number')} {one.text} was taken out."
    if added:
        return f"The {_CALLED.get(added[0].kind, 'number')} {added[0].text} was added."
    return ""


def _shown(detail: Detail) -> str:
    return "not" if detail.value == "not" else detail.text.lower() if detail.kind is not Kind.NAME else detail.text


def _words_differ(old: list[Detail], new: list[Detail], verb: str) -> str:
    removed, added = _without_shared(old, new)
    if removed and added:
        return f"“{_shown(removed[0])}” {verb} “{_shown(added[0])}”."
    if removed:
        return f"“{_shown(removed[0])}” was taken out."
    return f"“{_shown(added[0])}” was added." if added else ""


def _names_differ(old: list[Detail], new: list[Detail], before: str, after: str) -> str:
    """Names that the other side does not say at all: a capital more or less makes no other name."""
    gone = [each for each in old if not _says(after, each)]
    come = [each for each in new if not _says(before, each)]
    if gone and come:
        return f"“{gone[0].text}” was replaced by “{come[0].text}”."
    if gone:
        return f"“{gone[0].text}” was taken out."
    return f"“{come[0].text}” was added." if come else ""


def _says(text: str, name: Detail) -> bool:
    bare = f" {_letters(text)} "
    return f" {_letters(name.text)} " in bare if name.kind is Kind.NAME else name.text.lower() in text.lower()


_NO_LETTERS = regex.compile(r"[^\p{L}\p{N}]+")


def _letters(text: str) -> str:
    return str(_NO_LETTERS.sub(" ", plain_name(text))).strip()


# ---------------------------------------------------------------- the words alone

FILLER = row(
    """
    a an the this that these those of to in on at by for from with as into onto and or but so than then too also
    just only now is are was were be been being am has have had do does did will would can could may might shall
    should must we our us ours you your yours they their them it its he his him she her i my me who which what there
    here very really quite about around nearly almost roughly over under up down out off per each all any some every
    more most less least not no never n't s t re ve ll d m today new
    """
)
"""Words that say nothing about what a sentence is about."""

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’][\p{L}]+)?")
_DROPPED = frozenset({*FIGURES, Kind.LINK, Kind.EMAIL, Kind.PHONE, Kind.PLACEHOLDER})


@lru_cache(maxsize=16_384)
def gist(text: str) -> str:
    """What a claim is about: its words without figures, markup, case, filler and endings, in the order of the alphabet.

    Two claims of one gist say the same, perhaps with another number.
    """
    bare = plain(text)
    for detail in checkable(bare):
        if detail.kind in _DROPPED:
            bare = bare[: detail.span.start] + " " * len(detail.span) + bare[detail.span.end :]
    words = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(bare))
    return " ".join(sorted({stem(word) for word in words if word.partition("'")[0] not in FILLER}))  # “we've” is “we”


_VOWEL = regex.compile(r"[aeiouy]")


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """A word in lower case without its commonest endings: "loaves", "loaf"; "travelled", "travels"; "baking", "baked"."""
    word = word.lower()
    if word in _ODD_FORMS:
        return _ODD_FORMS[word]
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ings", "ing", "edly", "ed", "ation", "ment", "ly", "er"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= (4 if ending in ("ment", "ation") else 3) and _VOWEL.search(rest):
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "aeious" and len(word) > (4 if word[-1] == "l" else 3):
                word = word[:-1]
            break
    return (
        word[:-1] if len(word) > 3 and word.endswith("e") else word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word
    )


_ODD_FORMS = {
    "loaves": "loaf", "opened": "open", "men": "man", "women": "woman", "people": "person", "children": "child", "feet": "foot",
    "bought": "buy", "sold": "sell", "paid": "pay", "made": "make", "began": "begin", "begun": "begin", "built": "build",
    "grew": "grow",
    "grown": "grow", "won": "win", "held": "hold", "kept": "keep", "left": "leav", "said": "say", "sent": "send", "took": "tak",
    "taken": "tak", "gave": "giv", "given": "giv", "got": "get", "went": "go", "gone": "go", "came": "com", "ran": "run",
    "knew": "know",
    "found": "find", "brought": "bring", "taught": "teach", "spent": "spend", "cost": "cost", "shown": "show", "knives": "knif",
}  # fmt: skip
