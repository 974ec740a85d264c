"""British spellings of words that an American dictionary has: what is right in London is no slip.

Where a group of words is small it is listed; where a rule holds for all of a kind, the dictionary has to know the
American word it leads to.
"""

from collections.abc import Iterator

import regex

_OUR = "arb ard arm behavi cand clam col demean enam endeav fav ferv flav glam harb hon hum lab neighb od parl ranc rig rum"
_OUR += " sav savi splend tum val vap vig"
_RE = "cent fib lit met theat calib lust meag sab somb spect scept och goit"
_SWAPS = tuple(
    (regex.compile(pattern), american)
    for pattern, american in (
        (rf"^((?:un|dis|mis|re|multi)?(?:{'|'.join(_OUR.split())}))our", r"\1or"),
        (rf"((?:{'|'.join(_RE.split())}))re(s?)$", r"\1er\2"),
        (r"centr(ed|ing)$", r"center\1"),
        (r"(?<=\w{3})is(e|ed|es|er|ers|ing|ation|ations|ational|able)$", r"iz\1"),
        (r"lys(e|ed|es|er|ers|ing)$", r"lyz\1"),
        # One vowel and an l, or the few with two: travelled, but never "dealling".
        (r"((?:(?<![aeiou])[aeiou]|(?<=d|cr|gr|f)(?:ia|ue))l)l(ed|er|ers|ing|ings|or|ors|ous|ously|ist|en)$", r"\1\2"),
        (r"(def|off|lic|pret)ence", r"\1ense"),
        (r"(?<=\w\w)ogue(s?)$", r"og\1"),
        (r"(?<=\w)[ao]e(?=\w{3})", "e"),
        (r"^practis(e|ed|es|ing)$", r"practic\1"),
    )
)
_STEMS = {
    **{"grey": "gray", "cheque": "check", "tyre": "tire", "kerb": "curb", "plough": "plow", "sceptic": "skeptic"},
    **{"programme": "program", "pyjama": "pajama", "mould": "mold", "smoulder": "smolder", "draught": "draft"},
    **{"aluminium": "aluminum", "jewellery": "jewelry", "moustache": "mustache", "cosy": "cozy", "cosi": "cozi"},
    **{"enrol": "enroll", "fulfil": "fulfill", "skilful": "skillful", "wilful": "willful", "instalment": "installment"},
    **{"judgement": "judgment", "acknowledgement": "acknowledgment", "maths": "math", "mum": "mom", "gaol": "jail"},
    **{"artefact": "artifact", "chilli": "chili", "yoghurt": "yogurt", "woollen": "woolen", "tranquillity": "tranquility"},
    **{
        "liquorice": "licorice",
        "sulphur": "sulfur",
        "speciality": "specialty",
        "manoeuvr": "maneuver",
        "manoeuvre": "maneuver",
        "ageing": "aging",
    },
    **{"storey": "story", "doughnut": "donut", "axe": "ax", "distil": "distill", "instil": "instill", "appal": "appall"},
    **{"oestr": "estr", "oesoph": "esoph", "oedem": "edem", "aesth": "esth"},
}
_NO_OTHER = "whilst amongst learnt spelt burnt leant dreamt spoilt leapt storeys disc discs fortnight specialities"
_RIGHT = frozenset(_NO_OTHER.split())


def is_british(word: str) -> bool:
    """Whether `word`, in small letters, is right in Britain and has no American counterpart to tell it by."""
    return word in _RIGHT


def american(word: str) -> Iterator[str]:
    """American spellings that `word`, in small letters, may be the British form of; they may not exist."""
    for pattern, replacement in _SWAPS:
        made = pattern.sub(replacement, word)
        if made != word:
            yield made
    for british, counterpart in _STEMS.items():
        if word.startswith(british):
            yield counterpart + word[len(british) :]
