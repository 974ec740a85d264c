"""How postal addresses are written: by the street, by what only an address ends in, and by country.

A street is `sure` by itself where its last word is nothing but a street; otherwise a postcode has to follow (`finder`).
"""

import re

from studio.core.personal.kinds import Kind
from studio.core.personal.rule import DIGITS, Rule, never, rule

_STREET = (
    r"(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Drive|Dr|Close|Court|Ct|Crescent|Cres|Place|Pl|Square|Sq|Terrace|Ter|Way|Gardens|Gdns"
    r"|Grove|Row|Mews|Boulevard|Blvd|Parade|Pde|Walk|Wharf|Yard|Hill|Green|Circle|Cir|Trail|Trl|Parkway|Pkwy|Highway|Hwy|Loop|Pike"
    r"|Alley|Crossing|Esplanade|Rise|Steps|Quay)"
)
"""Kinds of street in English, and how post offices shorten them."""
_PLAIN_STREET = re.compile(
    r"\b(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Crescent|Terrace|Mews|Boulevard|Blvd|Court|Drive|Grove|Parkway|Pkwy|Close|Place|Square)\.?$"
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_PLACES = rf"{_CAPITAL}[\w.’'-]*(?: {_CAPITAL}[\w.’'-]*){{0,3}}"
_LINK = (
    r"(?:de|des|du|del|della|dei|degli|delle|dello|dell|di|da|do|dos|das|la|las|le|les|los|el|am|an|der|dem|den|im|in|zum|zur"
    r"|van|ter|ten|het|op|unter|vor|auf|of|the|and|upon|on|st\.)"
)
_WORDS = rf"(?:{_LINK} |[dl][’'])*{_CAPITAL}[\w.’'-]*(?: (?:{_LINK} |[dl][’'])*{_CAPITAL}[\w.’'-]*){{0,4}}(?<![.’'-])"
"""Words of a street or a place in any of these languages."""
_UNIT = r"(?:Flat|Apartment|Apt\.?|Units?|Suite|Ste\.?|Room|Rm\.?|Level|Floor|Lot|Studio|#) ?\w{1,5}(?:[–-]\w{1,4})?"
_HOUSES = tuple(
    f"{house},"
    for house in [
        "House",
        "Cottage",
        "Lodge",
        "Bungalow",
        "Farmhouse",
        "Barn",
        "Villa",
        "Croft",
        "Rectory",
        "Vicarage",
        "Gatehouse",
    ]
)
_HOUSE = rf"(?:{'|'.join(house.rstrip(',') for house in _HOUSES)})"
_NUMBER = r"\d{1,5}[A-Za-z]?(?:[/–-]\d{1,4}[A-Za-z]?)?"
_STEP = r"(?:, ?\n?|,? ?\n)"
"""From one line of an address to the next; also where they stand in one."""
_PART = rf"(?:{_UNIT}|(?:{_NUMBER},? |No\.? ?\d+,? )?(?:\d{{1,2}}(?:st|nd|rd|th) )?{_WORDS}|\d{{1,2}}[.ºª°][^\n,.]{{0,12}})"
_ENDS = (
    r"(?:(?:[A-Z]{2}|(?:New|North|South|West|Rhode)? ?[A-Z][a-z]+),? \d{5}(?:-\d{4})?"  # state and ZIP
    r"|(?:NSW|VIC|Vic|QLD|Qld|SA|WA|TAS|Tas|ACT|NT),? \d{4}"
    r"|[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}"
    r"|[ACDEFHKNPRTVWXY]\d[\dW] ?[\dA-Z]{4}"  # Irish
    r"|[A-Z]{2},? [A-Z]\d[A-Z] ?\d[A-Z]\d"  # Canadian
    r"|[A-Z][a-z]+ ?[ –-] ?\d{3} ?\d{3})"  # Indian
)
_CODE_FIRST = rf"(?:[A-Z]{{1,2}}-)?\d{{4,5}}(?: [A-Z]{{2}})? {_WORDS}"
"""As most of the mainland of Europe writes it: postcode, then place."""
_FRENCH = r"(?:rue|avenue|av\.|boulevard|bd|blvd|chemin|impasse|allée|place|quai|cours|route|square|passage|faubourg)"
_SOUTHERN_WORDS = (
    *("Calle", "C/", "Avenida", "Avda.", "Avda", "Avd.", "Plaza", "Pza.", "Paseo", "Camino", "Carrer", "Carretera", "Ronda"),
    *("Travesía", "Via", "Viale", "Corso", "Piazza", "Largo", "Vicolo", "Rua", "Praça", "Travessa"),
)
_SOUTHERN = rf"(?:{'|'.join(map(re.escape, _SOUTHERN_WORDS))})"
BOX = r"(?:P\.? ?O\.? ?[Bb][Oo][Xx]|[Pp]ost [Oo]ffice [Bb]ox|Postbus|Postfach|Apartado(?: de [Cc]orreos)?|Casella [Pp]ostale)"
"""What a mailbox at a post office is called."""
_NAMED = (
    r"(?:(?:home|postal|mailing|delivery|new|old|current|previous|billing|shipping|street|full|their|his|her|your) )?address"
    r"|lives at|living at|staying at|moved to|ships? to|deliver(?:ed)? to|send (?:it|them) to"
)


def _is_no_year(text: str) -> bool:
    return not _YEAR.match(text)


ADDRESSES: tuple[Rule, ...] = (
    rule(
        Kind.ADDRESS,
        rf"(?:\b{_UNIT},? )?\b\d{{1,5}}[A-Za-z]?,? (?:[A-Z][\w'’.-]* ){{1,4}}{_STREET}\b\.?",
        sure=lambda it: bool(_PLAIN_STREET.search(it)) and _is_no_year(it),
        gate=DIGITS,
    ),
    # A house's number or box, words with capitals, and what only an address ends in, whatever the street is called.
    rule(
        Kind.ADDRESS,
        rf"(?:(?:\b{_UNIT}|\b(?:H\. ?)?No\.? ?\d{{1,4}}){_STEP})?(?<!Box )\b{_NUMBER},? {_PART}(?:,? {_UNIT})?"
        rf"(?:{_STEP}{_PART}){{0,4}}?"
        rf"(?:{_STEP}| ){_ENDS}(?!\w)",
        sure=_is_no_year,
        needs=r"\d{5}|[A-Z]\d|\b[A-Z][A-Za-z]{1,2},? \d{4}\b|\d{3} \d{3}",
    ),
    rule(
        Kind.ADDRESS,
        rf"\b(?:H\. ?)?(?:No\.? ?)?\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}})?, {_PART}(?:{_STEP}{_PART}){{0,3}}?"
        rf"(?:{_STEP}| )(?:{_PLACES}) ?[ –-] ?\d{{3}} ?\d{{3}}(?!\w)",
        sure=_is_no_year,
        least=6,
        gate=DIGITS,
    ),
    rule(
        Kind.ADDRESS,
        rf"\b(?:Flat|Apartment|Apt\.?) \w{{1,4}},? (?:\d{{1,4}}[A-Za-z]? )?{_WORDS}(?:, {_WORDS}){{0,3}}",
        gate=("Flat ", "Apartment ", "Apt"),
    ),
    rule(
        Kind.ADDRESS,
        r"\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|gasse|platz|allee|ufer|damm|ring) \d{1,4} ?[a-z]?\b"
        rf"(?:{_STEP}{_CODE_FIRST})?",
        sure=lambda it: bool(re.search(r"(?:straße|strasse|gasse|platz|allee) ", it)) or bool(re.search(r"\d{4,5}", it)),
        gate=("straße", "strasse", "str.", "weg ", "gasse", "platz", "allee", "ufer ", "damm ", "ring "),
    ),
    rule(
        Kind.ADDRESS,
        rf"\b{_WORDS} \d{{1,4}}(?: ?[A-Za-z]\b|[-/ ]\w{{1,4}})?(?: (?:bte|boîte|bus|bt) ?\w{{1,4}})?{_STEP}{_CODE_FIRST}",
        needs=r"[,\n] ?\n?(?:[A-Z]{1,2}-)?\d{4,5}(?: [A-Z]{2})? [^\W\d_]",
    ),
    rule(
        Kind.ADDRESS,
        rf"\b\d{{1,4}}(?: ?(?:bis|ter|quater|[A-Z]))?,? (?i:{_FRENCH}) {_WORDS}(?:{_STEP}{_CODE_FIRST})?",
        gate=DIGITS,
    ),
    rule(
        Kind.ADDRESS,
        rf"(?<!\w){_SOUTHERN} {_WORDS},? (?:n[.º°] ?)?\d{{1,4}}[A-Za-z]?\b(?:,[^\n,]{{1,14}}){{0,3}}?(?:{_STEP}{_CODE_FIRST})?",
        gate=_SOUTHERN_WORDS,
    ),
    # A house with a name, and where it is.
    rule(
        Kind.ADDRESS,
        rf"\b(?:The )?(?:[A-Z][\w’'-]+ ){{1,3}}{_HOUSE}, {_WORDS}(?:, (?:Co\. |County )?{_WORDS}){{1,3}}",
        gate=_HOUSES,
    ),
    # Said to be one; with a number in it, or of several parts.
    rule(
        Kind.ADDRESS,
        rf"\b(?i:{_NAMED})\b(?: (?:is|was|to|on file))?[:,]?\s{{1,2}}"
        rf"(?P<it>(?=[^\n.!?;]{{0,60}}(?:\d|,[^\n,]+,))(?:P\.? ?O\.? Box \d+|{_PART})(?:{_STEP}(?:{_ENDS}|{_CODE_FIRST}|{_PART}))"
        rf"{{1,5}})",
        gate=("ddress", "lives at", "living at", "staying at", "moved to", "ship", "eliver", "send "),
    ),
    rule(
        Kind.ADDRESS,
        rf"\b{BOX} \d[\d ]*\b(?:{_STEP}(?:{_CODE_FIRST}|(?:{_PART}{_STEP}){{0,2}}?(?:{_PLACES} )?{_ENDS}))?",
        sure=never,
        gate=("ox ", "OX ", "Postbus", "Postfach", "Apartado", "Casella"),
    ),
    rule(Kind.POSTCODE, r"(?<!\w)[A-PR-UWYZ][A-HJ-Y]?\d[\dA-HJKPSTUW]? ?\d[ABD-HJLNP-UW-Z]{2}(?!\w)", sure=lambda it: " " in it),
    rule(Kind.POSTCODE, r"(?<!\w)[A-Z]{2} \d{5}(?:-\d{4})?(?!\w)", sure=never, gate=DIGITS, least=5),
    rule(Kind.POSTCODE, r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d(?!\w)", sure=lambda it: " " in it, gate=DIGITS),
    rule(
        Kind.POSTCODE,
        r"\b(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT) \d{4}\b",
        sure=never,
        gate=("NSW", "VIC", "QLD", "SA ", "WA ", "TAS", "ACT ", "NT "),
    ),
    rule(Kind.POSTCODE, r"(?:(?<=, )|(?<=\n)|\bD-)\d{5} [A-ZÄÖÜ][\wäöüß-]+", sure=never, gate=DIGITS, least=5),
)
