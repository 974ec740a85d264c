"""What a rule file holds: scalars, lists and mappings that know their lines.

Every scalar stays the text it was written as: Vale converts loosely ("1", 1, a string for a one-element list), so the
type is the reader's business, not the parser's.
"""

from dataclasses import dataclass

MOST_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Scalar:
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    pairs: tuple[tuple[Scalar, "Node"], ...]
    line: int


Node = Scalar | Listing | Mapping
