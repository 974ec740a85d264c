"""Whether the condition of a field holds for a customer."""

import re
from collections.abc import Callable

Value = Callable[[str], str]
"""The customer's value for a name; empty where there is none."""

_OR, _AND = re.compile(r"\s+or\s+", re.I), re.compile(r"\s+and\s+", re.I)
_COMPARED = re.compile(r"(.+?)\s*(==|!=|<>|>=|<=|>|<|=|\bcontains\b)\s*(.+)", re.S)
_BLANK = ("blank", "empty", "nil", "null", "undefined")


def holds(condition: str, value: Value) -> bool | None:
    """Whether `condition` holds: `name`, `name == "x"`, `name contains "x"`, joined by `and` and `or`.

    Returns:
        None where it is none that we can work out.
    """
    parts = [[_one(each, value) for each in _AND.split(part)] for part in _OR.split(condition.strip())]
    if any(each is None for part in parts for each in part):
        return None
    return any(all(part) for part in parts)


def _one(condition: str, value: Value) -> bool | None:
    compared = _COMPARED.fullmatch(condition.strip())
    if not compared:
        name = condition.strip()
        if not re.fullmatch(r"[A-Za-z_][\w. -]*", name):
            return None
        return value(name) not in ("", "false")
    left, sign, right = compared[1].strip(), compared[2], compared[3].strip()
    one, other = _said(left, value), _said(right, value)
    if sign in ("==", "="):
        return one == other
    if sign in ("!=", "<>"):
        return one != other
    if sign == "contains":
        return other.casefold() in one.casefold()
    try:
        first, second = float(one), float(other)
    except ValueError:
        return False  # a value that is missing is neither more nor less
    return {">": first > second, "<": first < second, ">=": first >= second, "<=": first <= second}[sign]


def _said(words: str, value: Value) -> str:
    if len(words) > 1 and words[0] == words[-1] and words[0] in "\"'":
        return words[1:-1]
    if words in _BLANK:
        return ""
    if words in ("true", "false") or re.fullmatch(r"-?\d+(?:\.\d+)?", words):
        return words
    return value(words)
