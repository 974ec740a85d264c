"""A detail: what a text says that could be looked up, with its value, so that it is known again in other words."""

from dataclasses import dataclass
from enum import StrEnum

from studio.core.span import Span


class Kind(StrEnum):
    """What a detail is. The first seven are figures."""

    NUMBER = "number"
    PERCENT = "share"
    MONEY = "sum"
    DATE = "date"
    WEEKDAY = "day"
    TIME = "time"
    MEASURE = "measure"
    NAME = "name"
    QUOTE = "quotation"
    LINK = "link"
    EMAIL = "email address"
    PHONE = "phone number"
    PLACEHOLDER = "placeholder"
    NEGATION = "negation"
    COMPARISON = "comparison"


FIGURES = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.DATE, Kind.WEEKDAY, Kind.TIME, Kind.MEASURE})
"""What has a value that another figure can contradict."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail of a text.

    Attributes:
        value: the same for everything that means the same. Numbers, percent, sums and measures as a float in `unit`;
            dates as `2024-05-06` with `*` for what is not said (`*-05-06`, `2014-*-*`), two of them with a bar where
            day and month could be told either way; times as `19:30`; words and names in lower case.
        unit: `GBP`, `GBP/month`; `minute`, `month`, `metre`, `inch`, `gram`, ...; `times` of a multiple, `nth` of a rank;
            `clock` of a time that does not say which half of the day; else empty.
        span: code points of the text.
        text: the words under it.
    """

    kind: Kind
    value: float | str
    unit: str
    span: Span
    text: str

    @property
    def key(self) -> tuple[str, float | str, str]:
        """What details of one meaning have in common."""
        return (self.kind.value, self.value, self.unit)


_ACROSS = {frozenset(("metre", "inch")): 0.0254, frozenset(("gram", "ounce")): 28.349523, frozenset(("litre", "pint")): 0.568261}
_FIRST = {"metre": "inch", "gram": "ounce", "litre": "pint"}
_CLOSE = 0.02  # of a value told in the other system of units, where people round: 11 miles are 17.7 km, or 18


def same(one: Detail, other: Detail) -> bool:
    """Whether two details mean the same: by value, across units, with what one of them leaves unsaid let pass."""
    if one.kind is not other.kind:
        return _crossing(one, other) or _crossing(other, one)
    if one.kind is Kind.DATE:
        return any(_dates_agree(a, b) for a in str(one.value).split("|") for b in str(other.value).split("|"))
    if one.kind is Kind.TIME:
        return one.value == other.value or ("clock" in (one.unit, other.unit) and _hands(one.value) == _hands(other.value))
    if isinstance(one.value, float) and isinstance(other.value, float):
        if one.unit == other.unit or _period_unsaid(one.unit, other.unit):
            return one.value == other.value
        factor = _ACROSS.get(frozenset((one.unit, other.unit)))
        if factor is None:
            return False
        small, large = (other.value, one.value) if one.unit in _FIRST else (one.value, other.value)
        return abs(small * factor - large) <= _CLOSE * large
    return one.value == other.value and one.unit == other.unit


def _crossing(one: Detail, other: Detail) -> bool:
    """A bare number may be an hour, a year, or the count of a measure; a few days may be the seven of a week."""
    if one.kind is not Kind.NUMBER or one.unit:
        return False
    if other.kind is Kind.TIME:
        if not isinstance(one.value, float) or not one.value.is_integer() or one.value > 24:
            return False
        return _hands(f"{int(one.value):02}:00") == _hands(other.value)
    if other.kind is Kind.DATE:
        return str(other.value) == f"{one.value:.0f}-*-*"
    return False


def _dates_agree(one: str, other: str) -> bool:
    pairs = list(zip(one.split("-"), other.split("-"), strict=False))
    return all("*" in pair or pair[0] == pair[1] for pair in pairs) and any(a == b != "*" for a, b in pairs)


def _hands(value: float | str) -> str:
    """Where the hands of a clock stand: the same in the morning and in the evening."""
    hour, _, minute = str(value).partition(":")
    return f"{int(hour) % 12}:{minute}" if hour.isdigit() else str(value)


def _period_unsaid(one: str, other: str) -> bool:
    """Whether both are sums in one currency of which one does not say how often."""
    return one.partition("/")[0] == other.partition("/")[0] and ("/" in one) != ("/" in other)
