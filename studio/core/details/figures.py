"""Figures in a text: numbers, shares, sums, dates, times and measures, by their values.

Each finder takes what is plainly its own and blots it out for the next: dates before times, times before numbers.
"""

import unicodedata
from collections.abc import Iterator

import regex

from studio.core.details.detail import Detail, Kind
from studio.core.details.spelled import NTH, PARTS, SUFFIXES, UNIT_NAMES, WORDS, unit_of, value_of
from studio.core.span import Span

_F = regex.VERBOSE | regex.IGNORECASE
_CASED = regex.VERBOSE
_SAME_WIDTH = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2009\u2007\t\n", " ")
    | dict.fromkeys("\u2011\u2010\u2212", "-")
    | {"’": "'", "ſ": "s", "\u212a": "K"}
)
_ODD_DIGIT = regex.compile(r"[^\P{Nd}0-9]")
BLOT = "\x00"


def flat(text: str) -> str:
    """`text`, as long as before, with one kind of blank, hyphen and apostrophe, and digits that Python can count with."""
    text = text.translate(_SAME_WIDTH)
    return text if text.isascii() else _ODD_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0], 0)), text)


class Found:
    """The details found so far, and the text that is still to be read."""

    def __init__(self, text: str, rest: str = "") -> None:
        self.text = text
        self.rest = rest or flat(text)
        self.details: list[Detail] = []

    def take(self, kind: Kind, value: float | str, unit: str, start: int, end: int) -> None:
        """Note a detail and blot its words out."""
        if isinstance(value, float):
            value = float(f"{value:.12g}")
        self.details.append(Detail(kind, value, unit, Span(start, end), self.text[start:end]))
        self.blot(start, end)

    def blot(self, start: int, end: int) -> None:
        self.rest = self.rest[:start] + BLOT * (end - start) + self.rest[end:]


def figures(found: Found) -> None:
    """Add every figure of the text that is still there."""
    lowered = found.rest.lower()
    if any(map(str.isdigit, lowered)) or _MAY_HOLD_DATE.search(lowered):
        _dates(found)
        _times(found)
    _weekdays(found)
    if _MAY_HOLD_NUMBER.search(found.rest):
        _amounts(found)


# ---------------------------------------------------------------- dates

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?<month>(?i:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?<year>(?:1[5-9]|20)\d\d)\b"
_MAY_HOLD_DATE = regex.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|noon|midday|midnight|o'clock|half\spast|quarter\s(?:past|to))"
    r"|\b(?:at|till|until|from)\b|\d",
    _F,
)
_DATES = tuple(
    regex.compile(pattern, _CASED)
    for pattern in (
        r"(?<![\d-])(?<year>\d{4})-(?<n1>\d\d)-(?<n2>\d\d)(?![\d-])",
        rf"(?<![\d.,:])\b(?:(?i:the)\s)?{_DAY}\s?(?:[-–—/]|(?i:to|and|until|till|or|&)\s|\s[-–—]\s?)\s?"
        rf"(?:\p{{Lu}}\p{{Ll}}+day\s)?(?<day2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?",
        rf"(?<![\d.,:£$€])\b{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?",
        rf"\b{_MONTH}\s(?:the\s)?{_DAY}(?![\d:]|\s?[ap]\.?m\b|[.,]\d)(?:\s?(?:[-–—]|(?i:to|and)\s)\s?(?<day2>3[01]|[12]\d"
        rf"|0?[1-9])\b(?:st|nd|rd|th)?)?(?:,?\s{_YEAR})?",
        rf"\b{_MONTH}(?:,?\s{_YEAR})",
        r"(?<![\d/.])(?<n1>\d{1,2})(?<sep>[/.])(?<n2>\d{1,2})\g<sep>(?<year>\d{4}|\d\d)(?![\d/.]\d|\d)",
    )
)
_LISTED_DAY = regex.compile(rf"(?<![\d.,£$€]){_DAY},\s$", _CASED)
_BARE_MONTH = regex.compile(
    r"\b(?<month>January|February|April|June|July|August|September|October|November|December"
    r"|(?<=\b(?i:in|since|by|from|until|till|this|last|next|of|early|late|mid"
    r"|every|each|through|during|before|after|to|and|for)[ -])(?:May|March))\b",
    _CASED,
)
_BARE_YEAR = regex.compile(
    r"""(?<![\w£$€.,:/#+-]|\bthe\s(?:last|first|next)\s)(?<year>(?:1[5-9]|20)\d\d)(?<s>s)?
    (?![\w£€$%+/]|[.,:]\d|-\w)
    (?!\s?(?:%|percent|per\scent|(?:kg|km|g|ml|cm|mm|m|miles?|mg|kw|kwh|watts?|calories|pounds|dollars|euros|pence)\b
      |(?!was\b|is\b|has\b|alas\b|us\b|as\b|this\b|its\b|plus\b|less\b|across\b|express\b
        |business\b)(?:\p{Ll}+[\s-]){0,2}?\p{Ll}+s\b(?<!\bs)
      |people\b|square\b))
    """,
    _CASED,
)
_LED_YEAR = regex.compile(
    r"\b(?:since|in|from|until|till|by|founded|established|opened|est\.?|©|of|for|before|after|during|around|copyright"
    r"|spring|summer|autumn|winter|fall|early|late|mid|christmas|between|and|to)\W{1,2}(?<year>(?:1[5-9]"
    r"|20)\d\d)\b(?![,.:]?\d|\s?%|-\w)",
    _F,
)


def _date(year: object, month: object, day: object) -> str:
    return "-".join(f"{part:0{width}}" if isinstance(part, int) else "*" for part, width in ((year, 4), (month, 2), (day, 2)))


def _dates(found: Found) -> None:
    for number, pattern in enumerate(_DATES):
        for hit in list(pattern.finditer(found.rest)):
            if BLOT in found.rest[hit.start() : hit.end()]:
                continue
            parts = hit.groupdict()
            year = int(parts["year"]) if parts.get("year") else None
            if "n1" in parts:
                _numeric_date(found, hit, number == 0, year)
                continue
            month = _MONTHS[parts["month"].lower().strip(".")]
            if parts["month"] == "may" and not parts.get("day"):
                continue
            spot = hit.span("day") if parts.get("day") else None
            if spot and parts.get("day2"):
                second = hit.start("day2")
                if second < hit.start("month"):  # 4 to 12 October
                    found.take(Kind.DATE, _date(year, month, int(parts["day"])), "", *spot)
                    while earlier := _LISTED_DAY.search(found.rest, max(0, spot[0] - 6), spot[0]):  # 29, 30 and 31 December
                        spot = earlier.span("day")
                        found.take(Kind.DATE, _date(year, month, int(earlier["day"])), "", *spot)
                    found.take(Kind.DATE, _date(year, month, int(parts["day2"])), "", second, hit.end())
                else:  # May 4-11
                    found.take(Kind.DATE, _date(year, month, int(parts["day"])), "", hit.start(), spot[1])
                    found.take(Kind.DATE, _date(year, month, int(parts["day2"])), "", second, hit.end())
            else:
                found.take(
                    Kind.DATE, _date(year, month, int(parts["day"]) if spot else None), "", *_trim(found.rest, *hit.span())
                )
    for hit in list(_BARE_MONTH.finditer(found.rest)):
        found.take(Kind.DATE, _date(None, _MONTHS[hit["month"].lower()], None), "", *hit.span())
    for pattern in (_LED_YEAR, _BARE_YEAR):
        for hit in list(pattern.finditer(found.rest)):
            decade = hit.groupdict().get("s") or ""
            found.take(Kind.DATE, f"{hit['year']}{decade}-*-*", "", hit.start("year"), hit.end("year") + len(decade))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without an article in front."""
    return (start + 4 if text[start : start + 4].lower() == "the " else start), end


def _numeric_date(found: Found, hit: "regex.Match[str]", iso: bool, year: int | None) -> None:
    one, two = int(hit["n1"]), int(hit["n2"])
    year = year + 2000 if year is not None and year < 100 else year
    readings = [(one, two)] if iso else [(two, one), (one, two)]  # month, day
    dates = sorted({_date(year, month, day) for month, day in readings if 1 <= month <= 12 and 1 <= day <= 31})
    if dates:
        found.take(Kind.DATE, "|".join(dates), "", *hit.span())


# ---------------------------------------------------------------- times

_HALF = r"(?<half>[ap]\.m\b\.?|[ap]m\b|noon\b)"
_CLOCK = r"(?<hour>2[0-3]|1\d|0?\d)(?:[.:](?<minute>[0-5]\d))?"
_TIMES = tuple(
    regex.compile(pattern, _F)
    for pattern in (
        # one half of the day for both: 6.30-8.45pm, 7 to 9 pm
        rf"(?<![\d.:,£$€])\b(?<h1>1\d|0?\d)(?:[.:](?<m1>[0-5]\d))?\s?(?:-|–|—|to|until|till|and)\s?{_CLOCK}\s?{_HALF}",
        rf"(?<![\d.:,£$€])\b{_CLOCK}\s?{_HALF}",
        r"(?<![\d.:,£$€])\b(?<hour>2[0-3]|[01]?\d):(?<minute>[0-5]\d)\b(?![:.]?\d)",
        r"\b(?<word>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9])\so'clock\b",
        r"\b(?:12\s)?(?<named>noon|midday|midnight)\b",
    )
)
# Hours without a half of the day: only where nothing but a time can stand.
_BARE_SPAN = regex.compile(
    r"""(?<![\d.:,£$€/])\b(?<h1>2[0-3]|1\d|0?[1-9])(?:[.](?<m1>[0-5]\d))?\s?(?:-|–|—|to|until|till)\s?(?<hour>2[0-3]|1\d
      |0?[1-9])(?:[.](?<minute>[0-5]\d))?
    (?![\d%]|[.,:]\d|\s?(?:to|-|–)\s?\d|[\s-]\p{L}{2,}s\b|\s?(?:kg|km|g|ml|cm|mm|pm|am|per|percent|x)\b)""",
    _F,
)
_DAY_NAMED = regex.compile(
    r"(?:\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?s?\b|\bdaily|\bopen"
    r"|\bhours|\bevery\sday)[^.;\d]{0,30}$",
    _F,
)
_PAST = regex.compile(
    r"\b(?<how>half|quarter)\s(?<side>past|to)\s(?<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|1[0-2]|[1-9])\b",
    _F,
)
_DAY_FOLLOWS = regex.compile(
    r"[\s,]{1,2}(?:on\s)?(?:eastern|pacific|(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|mon|daily|every\sday|of\sa\s)", _F
)
_LED_HOUR = regex.compile(
    r"""\b(?:at|till|until|before|from|by|opens?|closes?|opens?\sat)\s(?<hour>1[0-2]
      |[1-9])(?:\.(?<minute>[0-5]\d))?(?![\w%]|[.,:]\d|-\w|–\d)
    (?!\s(?:of|per|in|out|x|or|to|and)\b)(?!\s(?!on\b|in\b|most\b|every\b|this\b|each\b|until\b|till\b|sharp\b|tomorrow\b
      |today\b|tonight\b|for\b|so\b|when\b|we\b|you\b|it\b)\p{Ll})""",
    _F,
)


def _times(found: Found) -> None:
    for hit in list(_PAST.finditer(found.rest)):
        hour = int(hit["hour"]) if hit["hour"].isdigit() else int(value_of(hit["hour"].lower())[0][2])
        minutes = {"half": 30, "quarter": 15}[hit["how"].lower()]
        late = hit["side"].lower() == "to"
        at = 60 * hour - minutes if late else 60 * hour + minutes
        found.take(Kind.TIME, f"{at // 60:02}:{at % 60:02}", "clock", *hit.span())
    for hit in list(_TIMES[0].finditer(found.rest)):
        half = hit["half"].lower()[0]
        first, last = int(hit["h1"]), int(hit["hour"])
        if half == "n":
            continue
        # 10-2pm begins in the morning, 6-8pm does not
        begins = half if (first % 12) <= (last % 12) else {"a": "p", "p": "a"}[half]
        found.take(Kind.TIME, _at(first, hit["m1"], begins), "", hit.start("h1"), hit.end("m1") if hit["m1"] else hit.end("h1"))
        found.take(Kind.TIME, _at(last, hit["minute"], half), "", hit.start("hour"), hit.end())
    for hit in list(_TIMES[1].finditer(found.rest)):
        half = hit["half"].lower()[0]
        found.take(Kind.TIME, _at(int(hit["hour"]), hit["minute"], "p" if half == "n" else half), "", *hit.span())
    for hit in list(_TIMES[2].finditer(found.rest)):
        hour = int(hit["hour"])
        unit = "clock" if 1 <= hour <= 12 and not hit["hour"].startswith("0") else ""
        found.take(Kind.TIME, f"{hour:02}:{hit['minute']}", unit, *hit.span())
    for hit in list(_TIMES[3].finditer(found.rest)):
        word = hit["word"].lower()
        hour = int(word) if word.isdigit() else int(value_of(word)[0][2])
        found.take(Kind.TIME, f"{hour:02}:00", "clock", *hit.span())
    for hit in list(_TIMES[4].finditer(found.rest)):
        found.take(Kind.TIME, "00:00" if hit["named"].lower() == "midnight" else "12:00", "", *hit.span())
    for hit in list(_BARE_SPAN.finditer(found.rest)):
        day = _DAY_NAMED.search(found.rest, max(0, hit.start() - 60), hit.start()) or _DAY_FOLLOWS.match(found.rest, hit.end())
        if hit["m1"] or hit["minute"] or day:
            found.take(
                Kind.TIME, _at(int(hit["h1"]), hit["m1"], ""), "clock", hit.start(), hit.end("m1") if hit["m1"] else hit.end("h1")
            )
            found.take(Kind.TIME, _at(int(hit["hour"]), hit["minute"], ""), "clock", hit.start("hour"), hit.end())
    for hit in list(_LED_HOUR.finditer(found.rest)):
        found.take(
            Kind.TIME,
            _at(int(hit["hour"]), hit["minute"], ""),
            "clock",
            hit.start("hour"),
            hit.end("minute") if hit["minute"] else hit.end("hour"),
        )


def _at(hour: int, minute: str | None, half: str) -> str:
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute or '00'}"


# ---------------------------------------------------------------- days of the week

_FULL_DAY = regex.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b", _F)
_SHORT = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)"
_SHORT_DAY = regex.compile(
    rf"\b{_SHORT}\b\.?(?=\s?(?:[-–—&/,]|to|and)\s?{_SHORT}\b|\s?\d)|(?<=\b{_SHORT}\s?(?:[-–—&/,]|to|and)\s?){_SHORT}\b", _CASED
)


def _weekdays(found: Found) -> None:
    for pattern in (_FULL_DAY, _SHORT_DAY):
        for hit in list(pattern.finditer(found.rest)):
            found.take(Kind.WEEKDAY, hit[0][:3].lower(), "", *hit.span())


# ---------------------------------------------------------------- numbers and what they count

_FRACTIONS = "½¼¾⅓⅔⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚"
_VULGAR = dict(
    zip(
        _FRACTIONS,
        (1 / 2, 1 / 4, 3 / 4, 1 / 3, 2 / 3, 1 / 8, 3 / 8, 5 / 8, 7 / 8, 1 / 5, 2 / 5, 3 / 5, 4 / 5, 1 / 6, 5 / 6),
        strict=True,
    )
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\d)\.\d+"
_SCALE = r"(?:\s?(?:bn|mn|k|m)(?![\p{L}\d²])|[\s-](?:hundred|thousand|million|billion|trillion)s?\b)"
_PART_WORDS = "half|halves|third|thirds|quarter|quarters|fifth|fifths|sixth|sixths|eighth|eighths|tenth|tenths"
_RUN = rf"(?:{WORDS})(?:(?:\sand\s(?:a\s)?|[\s-]+)(?:{WORDS}))*"
_NUMBER = rf"""
    (?<digits>(?<![\p{{L}}\d_]|\d\.)(?:{_DIGITS})(?:\s?[{_FRACTIONS}])?(?:{_SCALE})?
      |(?<=\p{{L}}[-–—/]|\p{{Sc}}|[#~@+])(?:{_DIGITS})(?:{_SCALE})?|[{_FRACTIONS}])
    |\b(?<run>(?:a\s(?=hundred|thousand|million|billion))?{_RUN})\b
    |\b(?<dozen>(?:half\sa\s|a\s|two\s|three\s)?dozen|a\scouple)\b
"""
_MAY_HOLD_NUMBER = regex.compile(
    rf"\d|[{_FRACTIONS}]|\b(?:{WORDS}|dozen|couple|{_PART_WORDS}|twice|thrice|fortnight\w*|doubl\w*|tripl\w*|trebl\w*"
    rf"|quadrupl\w*|halv\w*|an?\s(?:(?:full|whole|entire)\s)?(?:{UNIT_NAMES})|{'|'.join(NTH)})\b",
    _F,
)
_AMOUNT = regex.compile(_NUMBER, _F)

_CURRENCIES = {
    "£": "GBP", "$": "USD", "€": "EUR", "gbp": "GBP", "usd": "USD", "eur": "EUR", "us$": "USD", "a$": "AUD", "c$": "CAD",
    "pound": "GBP", "pounds": "GBP", "quid": "GBP", "dollar": "USD", "dollars": "USD", "buck": "USD", "bucks": "USD",
    "euro": "EUR", "euros": "EUR", "p": "GBP", "pence": "GBP", "cents": "USD", "cent": "USD",
}  # fmt: skip
_HUNDREDTHS = ("p", "pence", "cents", "cent")
_BEFORE = regex.compile(r"(?:(?<![A-Za-z])(?:US|A|C)?\$|[£€]|\b(?:GBP|USD|EUR))\s?$", _F)
_BEHIND = regex.compile(
    r"\s?(?<p>p)(?![\p{L}])|[\s-](?<name>pounds?|quid|dollars?|bucks|euros?|pence|cents?|GBP|USD|EUR)\b|(?<name>€)", _F
)
_WEIGHT = regex.compile(
    r"\b(?:lose|lost|losing|gain(?:s|ed|ing)?|weigh(?:s|ed|ing|t)?|drop(?:ped)?|shed|dropping)\b[^.]{0,20}$", _F
)
_PERIOD = r"(?:\s?/\s?|\s(?:per|an?|each|every)\s|\s-\s?per\s)"
_EVERY = regex.compile(
    rf"(?:\s?\+\s?VAT)?{_PERIOD}(?:(?:person|user|head)\s(?:per|a)\s)?(?<period>month|mo|year|yr|week|wk|day|night|hour"
    rf"|hr)\b|\s(?<ly>monthly|yearly|annually|weekly|daily|hourly)\b|\s(?<pa>p\.?a\.?|pcm)\b",
    _F,
)
_PERIODS = {"mo": "month", "yr": "year", "wk": "week", "hr": "hour", "monthly": "month", "yearly": "year", "annually": "year",
            "weekly": "week", "daily": "day", "hourly": "hour", "pa": "year", "p.a.": "year", "pcm": "month"}  # fmt: skip
_PERCENT = regex.compile(r"\s?%|[\s-]per[\s-]?cent\b|\s?pc\b", _F)
_POINTS = regex.compile(r"[\s-]?points?\b|\spp\b", _F)
_UNIT = regex.compile(rf"(?:\s|-|)(?<unit>sq\.?\s?ft|(?:{UNIT_NAMES})s?)(?![\p{{L}}\d²'])\.?(?!\p{{L}})", _F)
_AND_PART = regex.compile(
    r"(?:\s(?:and\s)?|-and-)(?:an?[\s-])(?<part>half|quarter|third)\b|\sand\s(?<part>three\squarters)\b", _F
)
_TIMES_OF = regex.compile(r"\s?[x×](?![\p{L}\d])|\stimes\b(?!\sof\b)|-fold\b|fold\b", _F)
_OUT_OF = regex.compile(r"\s(?:out\sof|in)\s(?:every\s)?$|\s?/\s?$", _F)
_PARTS_OF = regex.compile(
    rf"(?<!\band[\s-])\b(?:(?<count>an?|one|two|three|four|five|six|seven|nine)[\s-])?(?<part>{_PART_WORDS})\b"
    r"(?<of>\s(?:of|the|our|your|their|its|his|her|as|price|off)\b|-price\b|)",
    _F,
)
_HALF_UNIT = regex.compile(
    r"\b(?:(?<half>half)(?:\s|-)(?:an?\s)?|(?:a\s)?(?<quarter>quarter)\sof\san?\s)(?<unit>hour|day|mile|year|pint|kilo"
    r"|tonne|ton|century|dozen|litre|price)\b",
    _F,
)
_A_UNIT = regex.compile(
    r"(?:\b(?:in|within|under|over|than|about|for|after|least|most|takes?|took|lasts?|just|only|every|of|next"
    r"|last)\s)(?<words>(?:just\s|only\s|about\s)?an?\s(?:full\s|whole\s|entire\s)?(?<unit>second|minute|hour|day|week"
    r"|fortnight|month|year|decade|century|mile)(?<more>\sand\sa\s(?:half|quarter))?)\b(?!\s(?:later|ago)?\s?\bof\b)",
    _F,
)
_A_UNIT_AND_HALF = regex.compile(
    r"\b(?:an?|one)\s(?<unit>minute|hour|day|week|month|year|decade|mile)\sand\sa\s(?<part>half|quarter)\b", _F
)
_FORTNIGHT = regex.compile(r"\b(?:a\s)?fortnight(?:s|ly)?\b", _F)
_MULTIPLE = {"twice": 2.0, "thrice": 3.0, "doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "halv": 0.5}
_MULTIPLES = regex.compile(r"\b(?:(?<word>twice|thrice)|(?<stem>doubl|tripl|trebl|quadrupl|halv)(?:e|es|ed|ing))\b", _F)
_NTHS = regex.compile(rf"(?<![\p{{L}}\d.,])(?<digits>\d+)(?:st|nd|rd|th)\b|\b(?<word>{'|'.join(NTH)})\b(?!\s?(?:of|part)\b)", _F)
_RANGE = regex.compile(r"\s?(?:-|–|—|to|or|and)\s?$", _F)
_NO_COUNT = regex.compile(
    r"\b(?:no|the|this|that|each|every|any|which|some|another|only|not|or|big|new|old|good|right|wrong|with)[\s-]$", _F
)
_NO_ONE = regex.compile(
    r"(?:\s(?:of|another|is|that|who|which|was|by|thing|in\sparticular)\b|'s|-(?:on|to|stop|off|size)\b|[,.;:!?)]|\s*$)", _F
)


_ANY_DIGITS = regex.compile(r"\d+(?:[.,]\d+)*")
_BODY = regex.compile(rf"(?:{_DIGITS})?")
_OF_MORE = regex.compile(rf"\s(?:in|out\sof)\s(?:every\s)?(?:\d|{WORDS})", _F)
_PARTED = regex.compile(r"/[2348](?!\d)")
_MINUTES = regex.compile(r"\s(?:and\s)?(\d+)\s?(?:minutes|mins?)\b", _F)


def _amounts(found: Found) -> None:
    for hit in list(_A_UNIT_AND_HALF.finditer(found.rest)):
        base, factor = unit_of(hit["unit"])
        found.take(Kind.MEASURE, factor * (1 + PARTS[hit["part"].lower()]), base, *hit.span())
    for hit in list(_HALF_UNIT.finditer(found.rest)):
        share = 0.5 if hit["half"] else 0.25
        if hit["unit"].lower() == "price":
            found.take(Kind.PERCENT, 100 * share, "", *hit.span())
        elif hit["unit"].lower() != "dozen":
            base, factor = unit_of(hit["unit"])
            found.take(Kind.MEASURE, factor * share, base, *hit.span())
    for hit in list(_PARTS_OF.finditer(found.rest)):
        _part(found, hit)
    raw = list(_raw_numbers(found))
    at = 0
    while at < len(raw):
        at += _amount(found, raw, at)
    for hit in list(_A_UNIT.finditer(found.rest)):
        if BLOT not in hit["words"]:
            base, factor = unit_of(hit["unit"])
            found.take(Kind.MEASURE, factor, base, *hit.span("words"))
    for hit in list(_FORTNIGHT.finditer(found.rest)):
        found.take(Kind.MEASURE, 20160.0, "minute", *hit.span())
    for hit in list(_MULTIPLES.finditer(found.rest)):
        found.take(Kind.NUMBER, _MULTIPLE[(hit["word"] or hit["stem"]).lower()], "times", *hit.span())
    for hit in list(_NTHS.finditer(found.rest)):
        value = float(hit["digits"]) if hit["digits"] else NTH[hit["word"].lower()]
        found.take(Kind.NUMBER, value, "nth", *hit.span())
    for hit in list(_ANY_DIGITS.finditer(found.rest)):  # what nothing else knew, inside names and codes
        if not ((hit.start() and (found.rest[hit.start() - 1].isalpha())) or found.rest[hit.end() : hit.end() + 1].isalpha()):
            found.take(Kind.NUMBER, _float(hit[0]), "", *hit.span())


def _float(digits: str) -> float:
    parts = digits.replace(",", "")
    return float(parts) if parts.count(".") < 2 else float(parts.replace(".", ""))


def _raw_numbers(found: Found) -> Iterator[tuple[int, int, float]]:
    """Where numbers stand and what they are, whatever they count."""
    for hit in _AMOUNT.finditer(found.rest):
        if hit["digits"]:
            text, value = hit["digits"], 0.0
            body = _BODY.match(text)
            assert body
            value = float(body[0].replace(",", "")) if body[0] else 0.0
            tail = text[body.end() :].strip(" -").lower()
            if tail[:1] in _VULGAR:
                value, tail = value + _VULGAR[tail[0]], tail[1:].strip(" -")
            if tail:
                value *= SUFFIXES[tail if tail in SUFFIXES else tail.rstrip("s")]
            end = hit.end()
            if tail == "m" and not _BEFORE.search(found.rest, 0, hit.start()):  # 5 m long, not five million
                value /= 1_000_000
                end -= 1
            yield hit.start(), end, value
        elif hit["run"]:
            for start, end, value in value_of(hit["run"].lower()):
                begin, stop = hit.start() + start, hit.start() + end
                if hit["run"][:2].lower() == "a " and start == 2:
                    begin -= 2
                alone = hit["run"][start:end].lower() == "one"
                if (
                    not alone
                    or not (_NO_COUNT.search(found.rest, 0, begin) or _NO_ONE.match(found.rest, stop))
                    or _odds(found.rest, stop)
                ):
                    yield begin, stop, value
        else:
            word = hit["dozen"].lower()
            value = 2.0 if "couple" in word else 12.0 * {"half": 0.5, "two ": 2, "thre": 3}.get(word[:4], 1)
            yield hit.start(), hit.end(), value


def _odds(text: str, at: int) -> bool:
    """Whether "one" here begins "one in five"."""
    return _OF_MORE.match(text, at) is not None


def _amount(found: Found, raw: list[tuple[int, int, float]], at: int) -> int:
    """Note the number at `at` as what it counts; gives how many of `raw` that used up."""
    text = found.rest
    start, end, value = raw[at]
    following = raw[at + 1] if at + 1 < len(raw) else None
    if BLOT in text[start:end]:
        return 1
    if following and BLOT not in text[following[0] : following[1]]:
        between = text[end : following[0]]
        if (
            _OUT_OF.fullmatch(between)
            and following[2] > value
            and (following[2] >= 2 or "out" in between)
            and _is_share(text, between, start, following)
        ):
            found.take(Kind.PERCENT, 100 * value / following[2], "", start, following[1])
            return 2
        if "/" in between and between.strip() == "/" and _is_fraction(value, following[2]):
            found.take(Kind.NUMBER, value / following[2], "", start, following[1])
            return 2
    part = _AND_PART.match(text, end)
    if part:
        value += PARTS.get(part["part"].lower(), 0.75)
        end = part.end()
    if following and following[2] < value and text[end : following[0]] == " " and _is_mixed(text, following):  # 3 1/2
        value += following[2] / raw[at + 2][2]
        end = raw[at + 2][1]
        _counted(found, start, end, value, None)
        return 3
    shares = (
        following
        if following and BLOT not in text[following[0] : following[1]] and _RANGE.fullmatch(text[end : following[0]])
        else None
    )
    _counted(found, start, end, value, shares)
    return 1


def _is_share(text: str, between: str, start: int, following: tuple[int, int, float]) -> bool:
    if "/" in between:  # 4.8/5 and 7/10 are marks; 6/12 may be anything
        return following[2] in (5, 10, 100) and not _BEFORE.search(text, 0, start)
    if "out" in between:
        return True
    unit = _UNIT.match(text, following[1])
    money = _BEFORE.search(text, 0, following[0])
    return not (unit or money or _PERCENT.match(text, following[1])) and following[2].is_integer() and following[2] < 1500


_FRACTION = frozenset({(1, 2), (1, 3), (1, 4), (1, 5), (1, 8), (2, 3), (3, 4), (2, 5), (3, 5), (4, 5), (3, 8), (5, 8), (7, 8)})


def _is_fraction(one: float, other: float) -> bool:
    return (one, other) in _FRACTION


def _is_mixed(text: str, following: tuple[int, int, float]) -> bool:
    return bool(following[2] == 1 and _PARTED.match(text, following[1]))


def _counted(found: Found, start: int, end: int, value: float, shares: tuple[int, int, float] | None) -> None:
    """Note one number with its currency, unit or per cent; `shares` is the other end of a range whose unit it takes."""
    text = found.rest
    before = _BEFORE.search(text, 0, start)
    if before:
        currency = _CURRENCIES[before[0].strip().lower()]
        begin = before.start()
        _sum(found, begin, end, value, currency)
        return
    if percent := _PERCENT.match(text, end):
        points = _POINTS.match(text, percent.end())
        found.take(Kind.PERCENT, value, "points" if points else "", start, points.end() if points else percent.end())
        return
    behind = _BEHIND.match(text, end)
    if behind and not (_WEIGHT.search(text, 0, start) and (behind["name"] or "").lower().startswith("pound")):
        name = (behind["p"] or behind["name"]).lower()
        _sum(found, start, behind.end(), value / 100 if name in _HUNDREDTHS else value, _CURRENCIES[name])
        return
    if times := _TIMES_OF.match(text, end):
        found.take(Kind.NUMBER, value, "times", start, times.end())
        return
    if (unit := _UNIT.match(text, end)) and not _is_no_unit(text, end, unit):
        base, factor = unit_of(unit["unit"])
        stop = unit.end("unit")
        if base in ("month", "minute") and (more := _AND_PART.match(text, stop)):
            value += PARTS.get(more["part"].lower(), 0.75)
            stop = more.end()
        if base == "minute" and factor >= 60 and (rest := _MINUTES.match(text, stop)):
            value, stop = value + float(rest[1]) / factor, rest.end()
        found.take(Kind.MEASURE, value * factor, base, start, stop)
        return
    if shares:
        other = shares[1]
        if percent := _PERCENT.match(text, other):
            found.take(Kind.PERCENT, value, "", start, end)
            return
        if behind := _BEHIND.match(text, other):
            name = (behind["p"] or behind["name"]).lower()
            _sum(found, start, end, value / 100 if name in _HUNDREDTHS else value, _CURRENCIES[name])
            return
        if (unit := _UNIT.match(text, other)) and not _is_no_unit(text, other, unit):
            base, factor = unit_of(unit["unit"])
            found.take(Kind.MEASURE, value * factor, base, start, end)
            return
    found.take(Kind.NUMBER, value, "", start, end)


def _is_no_unit(text: str, end: int, unit: "regex.Match[str]") -> bool:
    """One letter counts only right behind its figure, or after a blank where a figure stands, never after a word."""
    name = unit["unit"].lower()
    if name in ("second", "quarter") and not unit["unit"].lower().endswith("s"):
        return text[end : end + 1] != "-" and text[end - 1 : end] not in "1"
    return len(name) == 1 and not text[end - 1].isdigit()


def _sum(found: Found, start: int, end: int, value: float, currency: str) -> None:
    period = _EVERY.match(found.rest, end)
    unit = currency
    if period:
        name = (period["period"] or period["ly"] or period["pa"]).lower()
        unit = f"{currency}/{_PERIODS.get(name, name)}"
        end = period.end()
    found.take(Kind.MONEY, round(value, 6), unit, start, end)


def _part(found: Found, hit: "regex.Match[str]") -> None:
    """A half, two thirds: a share where it is of something, else a number."""
    part = hit["part"].lower()
    one = PARTS[part] if part in PARTS else PARTS[part.rstrip("s")]
    counted = (hit["count"] or "").lower()
    if (
        BLOT in hit[0]
        or (not counted and not hit["of"] and part != "half")
        or (not counted and part != "half" and part != "halves")
    ):
        return
    if not counted and hit["of"].strip() not in ("of", "the", "our", "your", "their", "its", "as", "price", "-price", "off"):
        return
    count = 1.0 if counted in ("", "a", "an", "one") else value_of(counted)[0][2]
    found.take(Kind.PERCENT, 100 * count * one, "", hit.start(), hit.end("part"))
