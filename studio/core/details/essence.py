"""What a statement stands and falls with, and what of it changed between two wordings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from studio.core.details.detail import FIGURES, Detail, Kind, same
from studio.core.details.names import plain_name
from studio.core.details.plain import raised
from studio.core.details.reading import details


@dataclass(frozen=True, slots=True)
class Essence:
    """What a statement stands and falls with, whatever its order and dress: rows of keys, each sorted.

    `numbers` are all figures by value; `entities` are names, quoted addresses and links; `comparisons` say more or less.
    """

    numbers: tuple[str, ...]
    negations: tuple[str, ...]
    entities: tuple[str, ...]
    comparisons: tuple[str, ...]


_ENTITIES = (Kind.NAME, Kind.LINK, Kind.EMAIL, Kind.PHONE, Kind.PLACEHOLDER)


@lru_cache(maxsize=8_192)
def essence(text: str) -> Essence:
    """The essence of a claim's text, markup or none."""
    found = details(raised(text))
    rows = [
        sorted(_key(each) for each in found if each.kind in kinds)
        for kinds in (FIGURES, (Kind.NEGATION,), _ENTITIES, (Kind.COMPARISON,))
    ]
    return Essence(*(tuple(row) for row in rows))


def _key(detail: Detail) -> str:
    value = f"{detail.value:.12g}" if isinstance(detail.value, float) else detail.value
    return " ".join(filter(None, (detail.kind.value if detail.kind in FIGURES else "", value, detail.unit)))


def difference(before: str, after: str) -> str:
    """What changed of the essence, one sentence; empty where only dress, order or other words did.

    Args:
        before, after: a claim's text, markup or none.
    Returns:
        "The number changed from 43% to 34%.", "“not” was added.", "“Trello” was replaced by “Asana”.", ...
    """
    one, two = raised(before), raised(after)
    if one == two:
        return ""
    old, new = details(one), details(two)
    return (
        _figures_differ(_of(old, FIGURES), _of(new, FIGURES))
        or _words_differ(_of(old, (Kind.NEGATION,)), _of(new, (Kind.NEGATION,)), "became")
        or _names_differ(_of(old, _ENTITIES), _of(new, _ENTITIES), one, two)
        or _words_differ(_of(old, (Kind.COMPARISON,)), _of(new, (Kind.COMPARISON,)), "became")
    )


def _of(found: Sequence[Detail], kinds: Sequence[Kind] | frozenset[Kind]) -> list[Detail]:
    return [detail for detail in found if detail.kind in kinds]


def _without_shared(old: list[Detail], new: list[Detail]) -> tuple[list[Detail], list[Detail]]:
    """What only one side has, by key and then by meaning; as often as it has it more."""
    left, right = Counter(each.key for each in old), Counter(each.key for each in new)
    gone, come = left - right, right - left
    removed, added = _picked(old, gone), _picked(new, come)
    for one in list(removed):
        twin = next((other for other in added if _says_the_same(one, other)), None)
        if twin:
            removed.remove(one)
            added.remove(twin)
    return removed, added


def _says_the_same(one: Detail, other: Detail) -> bool:
    """Alike in meaning with nothing left unsaid: 6/5/24 and 6 May 2024, but not 6 May and 6 May 2024."""
    if one.kind is other.kind is Kind.DATE:
        return bool(set(str(one.value).split("|")) & set(str(other.value).split("|")))
    if one.kind is other.kind is Kind.MEASURE and one.unit != other.unit:
        return same(one, other)
    return False


def _picked(found: list[Detail], wanted: Counter[tuple[str, float | str, str]]) -> list[Detail]:
    left, picked = Counter(wanted), []
    for detail in found:
        if left[detail.key]:
            left[detail.key] -= 1
            picked.append(detail)
    return picked


_CALLED = {Kind.MONEY: "sum", Kind.DATE: "date", Kind.WEEKDAY: "day", Kind.TIME: "time"}


def _figures_differ(old: list[Detail], new: list[Detail]) -> str:
    removed, added = _without_shared(old, new)
    for one in removed:
        if added:
            other = next((each for each in added if each.kind is one.kind and each.unit == one.unit), None)
            other = other or next((each for each in added if each.kind is one.kind), added[0])
            name = _CALLED.get(one.kind, "number") if one.kind is other.kind else "number"
            return f"The {name} changed from {one.text} to {other.text}."
        return f"The {_CALLED.get(one.kind, 'number')} {one.text} was taken out."
    if added:
        return f"The {_CALLED.get(added[0].kind, 'number')} {added[0].text} was added."
    return ""


def _shown(detail: Detail) -> str:
    return "not" if detail.value == "not" else detail.text.lower() if detail.kind is not Kind.NAME else detail.text


def _words_differ(old: list[Detail], new: list[Detail], verb: str) -> str:
    removed, added = _without_shared(old, new)
    if removed and added:
        return f"“{_shown(removed[0])}” {verb} “{_shown(added[0])}”."
    if removed:
        return f"“{_shown(removed[0])}” was taken out."
    return f"“{_shown(added[0])}” was added." if added else ""


def _names_differ(old: list[Detail], new: list[Detail], before: str, after: str) -> str:
    """Names that the other side does not say at all: a capital more or less makes no other name."""
    gone = [each for each in old if not _says(after, each)]
    come = [each for each in new if not _says(before, each)]
    if gone and come:
        return f"“{gone[0].text}” was replaced by “{come[0].text}”."
    if gone:
        return f"“{gone[0].text}” was taken out."
    return f"“{come[0].text}” was added." if come else ""


def _says(text: str, name: Detail) -> bool:
    bare = f" {_letters(text)} "
    return f" {_letters(name.text)} " in bare if name.kind is Kind.NAME else name.text.lower() in text.lower()


_NO_LETTERS = regex.compile(r"[^\p{L}\p{N}]+")


def _letters(text: str) -> str:
    return str(_NO_LETTERS.sub(" ", plain_name(text))).strip()
