"""What a statement is about: its telling words, whatever figure it puts on them."""

from functools import lru_cache

import regex

from studio.core.details.detail import FIGURES, Kind
from studio.core.details.plain import plain
from studio.core.details.reading import checkable
from studio.core.details.spelled import row

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
