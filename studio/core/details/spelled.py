"""Numbers in words, and units of measure by their names."""

import regex


def row(words: str) -> dict[str, int]:
    """Words told one after the other, each with its place in the row."""
    return {word: number for number, word in enumerate(words.split())}


_SMALL = row(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
)
_TENS = {
    word: 10 * number
    for word, number in row("zero ten twenty thirty forty fifty sixty seventy eighty ninety").items()
    if number > 1
}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000}
SUFFIXES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, **_LARGE}
"""What a figure may carry behind it."""

WORDS = "|".join([*sorted((*_SMALL, *_TENS), key=len, reverse=True), *_LARGE])
_PART = regex.compile(r"[a-z]+")


def value_of(words: str) -> list[tuple[int, int, float]]:
    """The numbers in a run of number words: where each begins and ends in `words`, and its value.

    "one hundred and five" is one number, "six seven" is two.
    """
    found: list[tuple[int, int, float]] = []
    total, group, last, start, end = 0, 0, 0, -1, 0

    def close() -> None:
        if start >= 0:
            found.append((start, end, float(total + group)))

    for part in _PART.finditer(words):
        word = part[0]
        if word in ("and", "a"):
            continue
        number = _SMALL.get(word, _TENS.get(word, 0))
        if word in _LARGE:
            size = _LARGE[word]
            if start < 0:
                group = 1
            if size == 100:
                group *= size
            else:
                total, group = total + group * size, 0
            last = size
        elif start < 0 or (last >= 100 and number) or (last in _TENS.values() and 0 < number < 10):
            group, last = group + number, number
        else:
            close()
            total, group, last, start = 0, number, number, -1
        start = part.start() if start < 0 else start
        end = part.end()
    close()
    return found


NTH = {
    word: float(number)
    for word, number in row(
        "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    ).items()
    if number > 2
} | {"twentieth": 20.0, "thirtieth": 30.0, "fortieth": 40.0, "fiftieth": 50.0, "hundredth": 100.0}

PARTS = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "quarter": 1 / 4,
    "fifth": 1 / 5, "sixth": 1 / 6, "eighth": 1 / 8, "tenth": 1 / 10,
}  # fmt: skip

_UNITS: dict[str, dict[str, float]] = {
    "minute": {"second|sec": 1 / 60, "minute|min": 1, "hour|hr": 60, "day": 1440, "night": 1440, "week|wk": 10080,
               "fortnight": 20160},
    "month": {"month|mth": 1, "year|yr": 12, "decade": 120, "century|centurie": 1200},
    "metre": {"millimetre|millimeter|mm": 0.001, "centimetre|centimeter|cm": 0.01, "metre|meter": 1,
              "kilometre|kilometer|km": 1000},
    "inch": {"inch|inche": 1, "foot|feet|ft": 12, "yard|yd": 36, "mile|mi": 63360},
    "gram": {"milligram|mg": 0.001, "gram|gramme|g": 1, "kilogram|kilo|kg": 1000, "tonne": 1_000_000},
    "ounce": {"ounce|oz": 1, "pound|lb": 16, "stone": 224, "ton": 35840},
    "litre": {"millilitre|milliliter|ml": 0.001, "centilitre|cl": 0.01, "litre|liter|l": 1},
    "pint": {"pint": 1, "gallon": 8},
    "watt": {"watt|w": 1, "kilowatt|kw": 1000, "megawatt|mw": 1_000_000},
    "watt hour": {"kwh": 1000, "mwh": 1_000_000},
    "byte": {"kb": 1e3, "megabyte|mb": 1e6, "gigabyte|gb": 1e9, "terabyte|tb": 1e12},
    "calorie": {"calorie|kcal|cal": 1},
    "degree": {"degree|°c|°": 1},
    "degree Fahrenheit": {"°f": 1},
    "mph": {"mph": 1},
    "kmh": {"km/h|kmh|kph": 1},
    "square metre": {"m²|sqm|sq m": 1},
    "square foot": {"sq ft|sqft": 1},
}  # fmt: skip
UNITS = {
    name: (base, float(factor)) for base, row in _UNITS.items() for names, factor in row.items() for name in names.split("|")
}
"""Singular names to their base unit and how many of it they are."""

UNIT_NAMES = "|".join(regex.escape(name) for name in sorted(UNITS, key=len, reverse=True))


def unit_of(name: str) -> tuple[str, float]:
    """The base unit and factor of a unit as it stands in a text, plural or not."""
    plain = " ".join(name.lower().replace(".", "").split())
    return UNITS.get(plain) or UNITS[plain.removesuffix("s")]
