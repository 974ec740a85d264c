"""Places English is written for: whose spelling, dates, money, measures and words their readers know.

A locale is a language and a country, `en-GB`. Only English ones are known here; of another the program says nothing.
"""

import re
from dataclasses import dataclass

_LOCALE = re.compile(r"\s*en[-_](?P<country>[a-z]{2})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Locale:
    """A place.

    Attributes:
        readers: who reads there, as it stands in a sentence: "readers in the UK".
        dialect: one of `core.check.DIALECTS`: the nearest there is.
        month_first: whether 3/4 is the fourth of March.
        currency: ISO 4217; `sign` as it stands before an amount there.
        metric: whether weights and lengths are metric; `miles`, whether roads are measured in miles all the same.
        celsius: whether it is 20 degrees on a fine day.
    """

    code: str
    readers: str
    dialect: str
    currency: str
    sign: str
    month_first: bool = False
    metric: bool = True
    miles: bool = False
    celsius: bool = True


_KNOWN = {
    each.code: each
    for each in (
        Locale("GB", "readers in the UK", "british", "GBP", "£", miles=True),
        Locale("IE", "readers in Ireland", "british", "EUR", "€"),
        Locale("US", "readers in the US", "american", "USD", "$", month_first=True, metric=False, miles=True, celsius=False),
        Locale("CA", "readers in Canada", "canadian", "CAD", "$"),
        Locale("AU", "readers in Australia", "australian", "AUD", "$"),
        Locale("NZ", "readers in New Zealand", "british", "NZD", "$"),
        Locale("ZA", "readers in South Africa", "british", "ZAR", "R"),
        Locale("IN", "readers in India", "british", "INR", "₹"),
    )
}


def locale_of(text: str) -> Locale | None:
    """The place that a locale names; None for none, for another language, and for a country that is not known here."""
    found = _LOCALE.match(text)
    return _KNOWN.get(found["country"].upper()) if found else None
