"""Numbers by which a state or its health service knows somebody, by country.

A number whose form and sum no thing is likely to have is known by itself (`alone`); any other by its name beside it, and then its
sum is not asked: a name and a number of the right length are enough, and people mistype. The sums are python-stdnum's.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stdnum import verhoeff
from stdnum.be import nn
from stdnum.br import cpf
from stdnum.ch import ssn as ahv
from stdnum.de import idnr
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.ie import pps
from stdnum.in_ import pan
from stdnum.it import codicefiscale
from stdnum.mx import curp

from studio.core.personal.kinds import Found, Kind
from studio.core.personal.rule import CATALOGUE, never

_Holds = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Scheme:
    """A country's numbers.

    Attributes:
        form: how one is written.
        alone: whether one is known without its name.
        named: what it is called; next to it, before or after.
    """

    what: str
    form: re.Pattern[str]
    alone: _Holds
    named: re.Pattern[str]
    kind: Kind = Kind.ID


def _scheme(what: str, form: str, named: str, alone: _Holds = never, kind: Kind = Kind.ID) -> _Scheme:
    return _Scheme(what, re.compile(rf"{form}(?![\w]|[-./]\w)"), alone, re.compile(rf"\b(?:{named})\b", re.IGNORECASE), kind)


_SCHEMES = (
    _scheme("PPS number", r"\d{7}[A-W][A-IW]?", r"PPSN?|personal public service", pps.is_valid),
    _scheme("Spanish identity number", r"\d{8}[ -]?[A-Z]", r"DNI|NIF", dni.is_valid),
    _scheme("Spanish identity number", r"[XYZ]-?\d{7}-?[A-Z]", r"NIE", nie.is_valid),
    _scheme(
        "French social security number", r"[12] ?\d\d ?\d\d ?\d[\dAB] ?\d{3} ?\d{3}(?: ?\d\d)?", r"NIR|INSEE|vitale", nir.is_valid
    ),
    _scheme("Italian tax code", r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]", r"codice fiscale", codicefiscale.is_valid),
    _scheme("Mexican identity number", r"[A-Z]{4}\d{6}[A-Z]{6}[A-Z\d]\d", r"CURP", curp.is_valid),
    _scheme("Indian tax number", r"[A-Z]{3}P[A-Z]\d{4}[A-Z]", r"PAN", pan.is_valid),
    _scheme(
        "Aadhaar number",
        r"[2-9]\d{3} ?\d{4} ?\d{4}",
        r"Aa?dha?ar|UIDAI",
        lambda it: " " in it and verhoeff.is_valid("".join(it.split())),
    ),
    _scheme(
        "German tax number",
        r"[1-9]\d(?: ?\d{3}){3}",
        r"Steuer-?(?:ID|IdNr|identifikationsnummer|nummer)\.?|tax (?:ID|number|no\.?)",
        lambda it: " " in it and idnr.is_valid(it),
    ),
    _scheme("German insurance number", r"\d\d ?\d{6} ?[A-Z] ?\d{3}", r"(?:SV|Sozialversicherungs|Renten\w*)-?(?:Nr|nummer)\.?"),
    _scheme("Belgian national number", r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d", r"national number|NISS|INSZ", nn.is_valid),
    _scheme("Swiss insurance number", r"756\.?\d{4}\.?\d{4}\.?\d\d", r"AHV|AVS", ahv.is_valid),
    _scheme("Finnish identity number", r"\d{6}[-+A-FU-Y]\d{3}[\dA-Y]", r"HETU|henkilötunnus", hetu.is_valid),
    _scheme("Brazilian tax number", r"\d{3}\.\d{3}\.\d{3}-\d\d", r"CPF", cpf.is_valid),
    _scheme("Polish identity number", r"\d{11}", r"PESEL"),
    _scheme("Norwegian identity number", r"\d{6} ?\d{5}", r"fødselsnummer|personnummer"),
    _scheme("Danish identity number", r"\d{6}-?\d{4}", r"CPR"),
    _scheme("Swedish identity number", r"(?:\d\d)?\d{6}[-+]?\d{4}", r"personnummer|personal (?:identity )?number"),
    _scheme("Dutch citizen number", r"\d{3}[ .]?\d{3}[ .]?\d{3}|\d{4}[ .]?\d\d[ .]?\d{3}", r"BSN|burgerservicenummer"),
    _scheme("Austrian insurance number", r"\d{4} ?\d{6}", r"SVNR|SV-Nr\.?"),
    _scheme("Portuguese tax number", r"\d{3} ?\d{3} ?\d{3}", r"NIF|contribuinte"),
    _scheme("Singapore identity number", r"[STFGM]\d{7}[A-Z]", r"NRIC|FIN"),
    _scheme("South African identity number", r"\d{6} ?\d{4} ?\d{3}", r"ID (?:number|no\.?)"),
    _scheme("Unique Taxpayer Reference", r"\d{5} ?\d{5}", r"UTR|(?:unique )?taxpayer reference"),
    _scheme("Individual Taxpayer number", r"9\d\d[ -]?\d\d[ -]?\d{4}", r"ITIN|taxpayer (?:ID|number)"),
    _scheme("Tax File Number", r"\d{3}[ -]?\d{3}[ -]?\d{3}", r"TFN|tax file"),
    _scheme("Medicare number", r"[2-6]\d{3}[ -]?\d{5}[ -]?\d(?: ?[/-]? ?\d)?", r"Medicare", kind=Kind.HEALTH),
    _scheme(
        "Medicare number", r"[1-9][AC-HJKMNP-RT-Y][\dAC-Y]\d-?[AC-Y][\dAC-Y]\d-?[AC-Y]{2}\d\d", r"Medicare|MBI", kind=Kind.HEALTH
    ),
    _scheme(
        "health number", r"\d{3}[ -]?\d{3}[ -]?\d{4}", r"CHI (?:number|no\.?)|H(?:ealth )?&? ?C(?:are)? number", kind=Kind.HEALTH
    ),
)
_BEGINS = re.compile(r"(?<![\w.,/-])(?=\d(?:[ .-]?[\dA-Z]){7}|\d{6}[+-]\d|[XYZ]-?\d{7}|[STFGM]\d{7}|[A-Z]{4,6}\d{2})")
"""Where a number of the kind may begin."""
_THING = re.compile(rf"(?:{CATALOGUE})$", re.IGNORECASE)
_BEFORE, _AFTER = 48, 24
"""How far from a number its name stands at most, in code points; in the same sentence, and with no other number between."""
_SAME = re.compile(r"\d|[.!?](?=\s+[A-Z])|\n")


def identities_in(text: str) -> Iterator[Found]:
    for begins in _BEGINS.finditer(text):
        start = begins.start()
        before = text[max(0, start - _BEFORE) : start]
        nearest = _SAME.split(before)[-1]
        for scheme in _SCHEMES:
            match = scheme.form.match(text, start)
            if not match:
                continue
            after = _SAME.split(text[match.end() : match.end() + _AFTER])[0]
            is_named = scheme.named.search(nearest) or scheme.named.search(after)
            if is_named or (scheme.alone(match[0]) and not _THING.search(before)):
                yield Found(scheme.kind, start, match.end(), sure=True, what=scheme.what)
                break
