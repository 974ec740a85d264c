"""The kinds of claim: how badly each needs evidence, what evidence would do, how it is worded and could be worded softer."""

from dataclasses import dataclass
from pathlib import Path

from studio.checks.claiming.patterns import KEYS, Pattern, Softer, Words, folder, patterns_of, read_file, softer_of, word_lists
from studio.core.claim import ClaimSeverity

LOW, MEDIUM, HIGH, BLOCKER = ClaimSeverity

ORDER = (
    "statistic",
    "money_price",
    "date_history",
    "ranking",
    "comparison",
    "guarantee_absolute",
    "attribution",
    "quotation",
    "testimonial",
    "regulated",
    "legal_compliance",
    "entity_causal",
)
"""The order in which they lead where several of one severity meet."""


@dataclass(frozen=True)
class Category:
    """One kind of claim.

    Attributes:
        id: the name it goes by in records and reports, also its file's.
        title: as people read it, fit to open a sentence.
        severity: of a claim whose pattern does not say its own.
        need: what evidence would do and why, one sentence.
        patterns: how it is worded.
        softer: wordings that claim less.
    """

    id: str
    title: str
    severity: ClaimSeverity
    need: str
    patterns: tuple[Pattern, ...]
    softer: tuple[Softer, ...]


def shared_words(where: Path) -> Words:
    """The word lists that several files use, from `words.toml`."""
    path = where / "words.toml"
    data = read_file(path, {"": frozenset({"words"})})
    return word_lists(path, data["words"], {})


def load(where: Path) -> dict[str, Category]:
    """Read every category's file in `where`, in `ORDER`.

    Raises:
        ValueError: with the file's name, when one is not as it should be; the files travel with the program.
    """
    shared = shared_words(where)
    return {name: _category(where / f"{name}.toml", shared) for name in ORDER}


def _category(path: Path, shared: Words) -> Category:
    data = read_file(path, KEYS)
    for key in ("id", "title", "severity", "need", "pattern"):
        if not data.get(key):
            raise ValueError(f"{path.name}: has no {key!r}")
    if data["id"] != path.stem:
        raise ValueError(f"{path.name}: calls itself {data['id']!r}")
    words = word_lists(path, data.get("words", {}), shared)
    patterns, softer = tuple(patterns_of(path, data, words)), tuple(softer_of(path, data, words))
    for ids in ([pattern.id for pattern in patterns], [each.id for each in softer]):
        if twice := {name for name in ids if ids.count(name) > 1}:
            raise ValueError(f"{path.name}: has {', '.join(sorted(twice))} more than once")
    return Category(data["id"], data["title"], ClaimSeverity(data["severity"]), data["need"], patterns, softer)


CATEGORIES = load(folder())
"""By id, in `ORDER`."""
