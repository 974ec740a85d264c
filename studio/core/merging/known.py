"""The fields that there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from studio.core.merging.dialects import Dialect, Field, Part, plain_name, same_name
from studio.core.merging.reading import read

_NEAR = 84  # of 100; "first_nam" has 94, "last_name" beside "first_name" 82


@dataclass(frozen=True)
class KnownFields:
    """What the house, or the piece's content type, says of its fields.

    Attributes:
        names: of the fields there are; empty where nobody named any.
        filled: those that every customer has.
        braces: whether `{name}` is a field.
    """

    names: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    braces: bool = False

    def with_brief(self, brief: str) -> "Names":
        """These, and those that a brief writes as fields."""
        named = [field.name for field in read(brief) if field.part is Part.VALUE and not field.fault]
        return Names(tuple(dict.fromkeys((*map(bare, self.names), *named))))


NOTHING_SAID = KnownFields()


@dataclass(frozen=True)
class Names:
    """Names of fields, and whether a field is one of them."""

    all: tuple[str, ...] = ()

    @cached_property
    def _exact(self) -> frozenset[str]:
        return frozenset(name for each in self.all for name in (each, each.rsplit(".", 1)[-1]))

    @cached_property
    def _same(self) -> frozenset[str]:
        return frozenset(map(same_name, self.all))

    def has(self, field: Field) -> bool:
        """Whether a mailing program that knows these names fills the field in. Capitals and signs count, as they do there."""
        return self.has_name(field.name, field.dialect)

    def has_name(self, name: str, dialect: Dialect) -> bool:
        if name in self._exact or name.rsplit(".", 1)[-1] in self._exact:
            return True
        return dialect is Dialect.MAILCHIMP and same_name(name) in self._same  # it writes FNAME for what others call first_name

    def near(self, name: str) -> str:
        """The name that was likely meant; empty where none is near."""
        plain = {plain_name(each): each for each in self.all}
        wanted = plain_name(name)
        if not wanted or wanted in plain:
            return plain.get(wanted, "")
        found = process.extractOne(wanted, list(plain), scorer=fuzz.ratio, score_cutoff=_NEAR)
        if not found or [c for c in wanted if c.isdigit()] != [c for c in found[0] if c.isdigit()]:
            return ""  # address1 is no misspelt address2
        return plain[found[0]]


def usual(asked: Iterable[str]) -> dict[str, str]:
    """Of each name the spelling that a text has most often, the first of those, by its plain name."""
    counts: dict[str, int] = {}
    for name in asked:
        counts[name] = counts.get(name, 0) + 1
    found: dict[str, str] = {}
    for name in sorted(counts, key=lambda each: -counts[each]):
        found.setdefault(plain_name(name), name)
    return found


def bare(name: str) -> str:
    """A name as somebody may have listed it: with braces, too."""
    found = read(name)
    return found[0].name if len(found) == 1 and found[0].name else name.strip("{}%[]*| ")
