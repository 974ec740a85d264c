"""What the common Liquid filters do to a value. An unknown filter changes nothing; whoever reads says so."""

import html
import re
from collections.abc import Callable
from datetime import datetime

from studio.core.merging.dialects import Filter


def applied(value: str, filters: tuple[Filter, ...]) -> str:
    """`value` after every filter, in order; one that is unknown, or lacks an argument, leaves it as it is."""
    for each in filters:
        known = FILTERS.get(each.name)
        if known and len(each.args) >= known[0]:
            value = known[1](value, *each.args[: known[0] + known[2]])
    return value


def _date(value: str, form: str) -> str:
    """A date written as `form` says (`%d %B %Y`); a value that is no ISO date, or `now`, stays as it is."""
    if value in ("now", "today"):
        return value  # a preview of today would be another one tomorrow
    try:
        when = datetime.fromisoformat(value.strip())
    except ValueError:
        return value
    plain = re.sub(r"%-([dmHIMSj])", r"%\1", form)
    written = when.strftime(plain)
    return re.sub(r"\b0(\d)", r"\1", written) if plain != form else written


def _truncate(value: str, length: str, ending: str = "...") -> str:
    """Cut to `length` characters, the ending included."""
    if not length.isdigit() or len(value) <= int(length):
        return value
    return value[: max(0, int(length) - len(ending))] + ending


def _truncatewords(value: str, count: str, ending: str = "...") -> str:
    words = value.split()
    return value if not count.isdigit() or len(words) <= int(count) else " ".join(words[: int(count)]) + ending


FILTERS: dict[str, tuple[int, Callable[..., str], int]] = {
    # name: arguments it needs, what it does, arguments it may take besides
    "default": (1, lambda value, other: value or other, 0),
    "capitalize": (0, lambda value: value[:1].upper() + value[1:].lower(), 0),
    "upcase": (0, str.upper, 0),
    "downcase": (0, str.lower, 0),
    "date": (1, _date, 0),
    "truncate": (1, _truncate, 1),
    "truncatewords": (1, _truncatewords, 1),
    "strip": (0, str.strip, 0),
    "lstrip": (0, str.lstrip, 0),
    "rstrip": (0, str.rstrip, 0),
    "strip_html": (0, lambda value: re.sub(r"<[^<>]*>", "", value), 0),
    "strip_newlines": (0, lambda value: value.replace("\r", "").replace("\n", ""), 0),
    "escape": (0, html.escape, 0),
    "append": (1, lambda value, more: value + more, 0),
    "prepend": (1, lambda value, more: more + value, 0),
    "replace": (1, lambda value, old, new="": value.replace(old, new), 1),
    "remove": (1, lambda value, old: value.replace(old, ""), 0),
}
"""Source: the filters of Shopify's Liquid reference that mailing programs share."""

PASSED = frozenset([
        "plus", "minus", "times", "divided_by", "round", "ceil", "floor", "abs", "modulo", "size", "first", "last", "join",
        "split", "sort", "map", "where", "uniq", "reverse", "money", "money_with_currency", "number_with_delimiter",
        "url_encode", "url_decode", "newline_to_br", "escape_once", "replace_first", "remove_first", "slice", "at_least",
        "at_most", "compact", "concat", "json", "pluralize", "t", "asset_url", "default_errors", "handleize",
    ])  # fmt: skip
"""Filters that exist, and that the preview does not work out."""
