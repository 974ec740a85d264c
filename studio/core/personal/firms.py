"""Whether words with capitals name a house and no person: "Corbel Books", "Hill & Dale Holidays", "The Honest Larder"."""

import regex

from studio.core.personal.listed import is_everyday, may_be_forename

_WORD = r"(?:\p{Lu}[\p{L}’'-]*)"
_NAME = rf"(?P<it>{_WORD}(?: (?:(?:&|and|of|the|for|on|at|de|van) )?(?:& )?{_WORD}){{1,5}})"
_TOLD = r"(?:,|:| \(|,? on|,? at|,? (?i:tel|telephone|phone)\.?:?)[ \n(]*"
_BEFORE = regex.compile(rf"\b{_NAME}{_TOLD}$")
_WITHIN = regex.compile(rf"\b{_NAME}{_TOLD}")
_FAR = 90  # code points before a datum that may name a house
_ENDS_WORDS = """
    team service services desk office support centre center ltd limited inc llc llp plc gmbh pty club school group shop store hall
    rooms company bull arms inn head hotel church chapel castle gardens library museum university college kitchen café cafe
    market bank trust society works tavern studio studios supplies supply repairs bakery council hospital clinic surgery theatre
    theater gallery press books brewery farms provisions foundation association partners brothers bros sons agency dental physio
    orchestra choir festival collective cooperative co-op
"""
ENDS = frozenset(_ENDS_WORDS.split())
"""What the name of a house ends in, whatever stands before."""
_DWELLINGS_WORDS = """
    house cottage cottages lodge farm barn flat flats apartment apartments court villa mews mansions bungalow farmhouse croft
    rectory vicarage gatehouse towers tower place close street road lane avenue drive
"""
_DWELLINGS = frozenset(_DWELLINGS_WORDS.split())
_LABELS_WORDS = """
    address contact details phone number name customer client patient guest member tenant emergency mobile email delivery
    home account
    order reference date birth card policy insurance dear hi hello friday monday tuesday wednesday thursday saturday sunday
"""
_LABELS = frozenset(_LABELS_WORDS.split())
"""Words with capitals in a form, which say what follows."""


def is_firm(name: str) -> bool:
    """Whether two words with capitals or more are a house's name, as far as one can tell: by what it ends in, by "&", or because
    nobody is called so and the last word means something."""
    words = [word.strip(".,’'") for word in name.split() if word[:1].isupper()]
    if len(words) < 2 or any(word.casefold() in _LABELS for word in words):
        return False
    last = words[-1].casefold()
    if last in ENDS:
        return True
    if last in _DWELLINGS:
        return False
    if may_be_forename(words[0]):  # "Hyde Park Provisions" begins with a name, too
        return len(words) > 2 and all(map(is_everyday, words[1:]))
    return words[0] == "The" or "&" in name or is_everyday(last)


def firm_before(text: str, at: int) -> bool:
    """Whether a house is named right before what is told of it: "Corbel Books, 27 Market Place"."""
    match = _BEFORE.search(text, max(0, at - _FAR), at)
    return match is not None and is_firm(match["it"])


def has_firm(text: str, start: int, end: int) -> bool:
    """Whether a house is named there, and something is told of it."""
    return any(is_firm(match["it"]) for match in _WITHIN.finditer(text, start, end))
