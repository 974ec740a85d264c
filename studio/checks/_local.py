"""What reads as from somewhere else: dates, amounts, measures and words, each with what readers of a place would write.

Nothing is converted by guesswork: a fix is offered only where it says the same, and what could be meant is left to a person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from studio.core.flag import Fix, Flag, Severity
from studio.core.locale import Locale
from studio.core.span import Span

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = "|".join(_MONTHS)
_NUMERIC = re.compile(
    r"(?<![\w/.,-])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?![\w/%]|[.,]\d)"
)
_MONTH_FIRST = re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?P<year>,?\s+\d{{4}})?\b(?![:.]\d)")
_DAY_FIRST = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})(?P<year>,?\s+\d{{4}})?\b")


def _is_day(day: int, month: int) -> bool:
    try:
        date(2024, month, day)
    except ValueError:
        return False
    return True


def dates(text: str, place: Locale) -> Iterator[Flag]:
    """Dates in another order than the place's; one in figures that can be read both ways, too."""
    for found in _NUMERIC.finditer(text):
        if flag := _numeric(found, place):
            yield flag
    for found in (_DAY_FIRST if place.month_first else _MONTH_FIRST).finditer(text):
        day = int(found["day"])
        if not _is_day(day, _MONTHS.index(found["month"]) + 1) or not (place.month_first or _is_meant(found)):
            continue
        year = (found["year"] or "").strip(" ,")
        written = _written(day, _MONTHS.index(found["month"]) + 1, year, place)
        order = "month first" if place.month_first else "day first"
        message = f"{_start(place)} write the {order}: {written}."
        yield _flag(found, "Locale.Date", message, written, Severity.SUGGESTION)


_LED_TO = re.compile(r"\b(?:on|by|until|till|from|since|before|after|to|of|and)\s+$", re.IGNORECASE)
_ENDED = re.compile(r"\s*(?:[.,;:!?)\]–—]|$)")


def _is_meant(found: re.Match[str]) -> bool:
    """Whether a month and a number are a date: "on May 20", "May 20," and "May 20th" are, "In May 20 people came" is not."""
    written = found[0][-2:].isalpha() or found["year"]
    text = found.string
    return bool(written or _ENDED.match(text, found.end()) or _LED_TO.search(text, 0, found.start()))


def _numeric(found: re.Match[str], place: Locale) -> Flag | None:
    first, second = int(found["first"]), int(found["second"])
    day, month = (second, first) if place.month_first else (first, second)
    there, other = _is_day(day, month), _is_day(month, day)
    if there and (not other or first == second):
        return None
    year = found["year"] if len(found["year"]) == 4 else ""
    if not there:
        if not other:
            return None  # a version, a score, a price list: no date at all
        written = _written(month, day, year, place)
        which = "month" if place.month_first else "day"
        message = f"{_start(place)} read the {which} first, and so this is no date to them. Write {written}."
        return _flag(found, "Locale.Date", message, written if year else "", Severity.WARNING)
    if len(found["year"]) == 2 and found["mark"] == ".":
        return None
    here, elsewhere = (f"{d} {_MONTHS[m - 1]}" for d, m in ((day, month), (month, day)))
    away = "elsewhere" if place.month_first else "in the US"
    message = f"{_start(place)} take this for {here}; {away} it is {elsewhere}. Write the month as a word."
    return _flag(found, "Locale.AmbiguousDate", message, _written(day, month, year, place) if year else "", Severity.SUGGESTION)


def _written(day: int, month: int, year: str, place: Locale) -> str:
    name = _MONTHS[month - 1]
    if place.month_first:
        return f"{name} {day}, {year}" if year else f"{name} {day}"
    return f"{day} {name} {year}".rstrip()


# ---------------------------------------------------------------- money and measures

_SIGNS = {"£": ("GBP", "pounds"), "€": ("EUR", "euros"), "$": ("", "dollars"), "₹": ("INR", "rupees")}
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD"})
_AMOUNT = re.compile(r"(?<![\w$£€₹])(?P<sign>[£€$₹])\s?\d[\d,]*(?:\.\d+)?")
_COUNTS = {"GBP": "pounds", "EUR": "euros", "USD": "dollars", "CAD": "dollars", "AUD": "dollars", "NZD": "dollars"} | {
    "ZAR": "rand",
    "INR": "rupees",
}


def money(text: str, place: Locale) -> Iterator[Flag]:
    """Amounts in a currency that the place does not count in; one with its country said, `US$20` or `EUR 20`, is meant so."""
    for found in _AMOUNT.finditer(text):
        currency, name = _SIGNS[found["sign"]]
        if currency == place.currency or (not currency and place.currency in _DOLLARS):
            continue
        message = f"{_start(place)} count in {_COUNTS[place.currency]} ({place.sign}), and this is in {name}. Is that meant?"
        yield _flag(found, "Locale.Currency", message, "", Severity.SUGGESTION)


@dataclass(frozen=True, slots=True)
class _Measure:
    find: re.Pattern[str]
    instead: str

    @classmethod
    def of(cls, units: str, instead: str) -> "_Measure":
        return cls(re.compile(rf"(?<![\w.,])(?P<number>\d[\d,]*(?:\.\d+)?)[\s\u00a0-]?(?:{units})\b"), instead)


_IMPERIAL = (
    _Measure.of(
        "pounds?(?= (?:of (?:flour|sugar|butter|meat|apples|potatoes|weight)|in weight|heavier|lighter))|lbs?|ounces?|oz",
        "grams or kilograms",
    ),
    _Measure.of("inch(?:es)?|feet|foot|ft|yards?", "centimetres or metres"),
    _Measure.of("gallons?|quarts?|fl oz|fluid ounces?", "litres"),
)
_MILES = _Measure.of("miles?|mph", "kilometres")
_METRIC = (
    _Measure.of("kg|kilograms?|kilos?|grams?", "pounds or ounces"),
    _Measure.of("cm|centimet(?:re|er)s?|met(?:re|er)s?", "inches or feet"),
    _Measure.of("km|kilomet(?:re|er)s?|km/h", "miles"),
    _Measure.of("lit(?:re|er)s?", "gallons or quarts"),
)
_DEGREES = re.compile(r"(?<![\w.,])(?P<number>[-−]?\d+(?:\.\d+)?)\s?(?:°\s?|degrees\s+)(?P<scale>[CF])(?:elsius|ahrenheit)?\b")


def measures(text: str, place: Locale) -> Iterator[Flag]:
    """Measures that the place does not use, and degrees of the other scale with what they are in its own."""
    strange = (*_IMPERIAL, *(() if place.miles else (_MILES,))) if place.metric else _METRIC
    for measure in strange:
        for found in measure.find.finditer(text):
            message = f"{_start(place)} know {measure.instead} better; say it so, or both."
            yield _flag(found, "Locale.Measure", message, "", Severity.SUGGESTION)
    for found in _DEGREES.finditer(text):
        number = float(found["number"].replace("−", "-"))
        if (found["scale"] == "C") is not place.celsius:
            there = round((number - 32) / 1.8) if place.celsius else round(number * 1.8 + 32)
            scale = "C" if place.celsius else "F"
            message = f"{_start(place)} count degrees the other way: about {there}°{scale}."
            yield _flag(found, "Locale.Measure", message, "", Severity.SUGGESTION)


# ---------------------------------------------------------------- words

_WORDS: tuple[tuple[str, dict[str, str]], ...] = (
    (r"zip codes?", dict.fromkeys(("GB", "AU", "NZ"), "postcode") | {"IE": "Eircode", "CA": "postal code", "ZA": "postal code"}),
    (r"post ?codes?", {"US": "ZIP code", "CA": "postal code", "IE": "Eircode"}),
    (r"sales tax", {"GB": "VAT", "IE": "VAT", "ZA": "VAT", "AU": "GST", "NZ": "GST"}),
    (r"VAT", {"US": "sales tax", "AU": "GST", "NZ": "GST", "CA": "GST or HST", "IN": "GST"}),
    (r"cell ?phones?", dict.fromkeys(("GB", "IE", "AU", "NZ"), "mobile")),
    (
        r"bank holidays?",
        {"US": "federal holiday", "AU": "public holiday", "NZ": "public holiday", "ZA": "public holiday", "CA": "holiday"},
    ),
    (r"fortnight(?:ly)?", {"US": "two weeks", "CA": "two weeks"}),
    (r"toll[- ]free", {"GB": "freephone", "IE": "freephone"}),
    (r"freephone", {"US": "toll-free", "CA": "toll-free", "AU": "free call"}),
)
_FIND = tuple((re.compile(rf"\b(?:{words})\b" if words == "VAT" else rf"\b(?i:{words})\b"), there) for words, there in _WORDS)


def words(text: str, place: Locale) -> Iterator[Flag]:
    """Words for things that are called, or are, otherwise at the place."""
    for pattern, there in _FIND:
        instead = there.get(place.code)
        for found in pattern.finditer(text) if instead else ():
            message = f"{_start(place)} say “{instead}”, if it is the same thing there."
            yield _flag(found, "Locale.Word", message, "", Severity.SUGGESTION)


def _start(place: Locale) -> str:
    return f"{place.readers[0].upper()}{place.readers[1:]}"


def _flag(found: re.Match[str], rule: str, message: str, fix: str, severity: Severity) -> Flag:
    return Flag.over(Span(*found.span()), message, rule=rule, severity=severity, fixes=(Fix(fix),) if fix else ())
