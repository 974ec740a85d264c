"""What a kind of rule is: the contract between the kinds and everybody who runs them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from studio.guides.actions import Action
from studio.guides.alternation import ANYWHERE, WORD
from studio.guides.exceptions import Exceptions
from studio.guides.reading import Keys, Scalar


@dataclass(frozen=True, slots=True)
class Hit:
    """A place a rule found.

    Attributes:
        start, end: code points of the text searched.
        slots: what fills the message's slots.
        options: wordings the kind itself knows.
        message: the rule's message where this hit words it differently, else empty.
        literal: whether the options stand in the rule file as they are.
    """

    start: int
    end: int
    slots: tuple[str, ...]
    options: tuple[str, ...] = ()
    message: str = ""
    literal: bool = True


class Finder(Protocol):
    """A compiled rule.

    `entries` are patterns (as `pattern.translated` gives them) of which at least one must occur in a text for `find` to
    give anything; empty when `find` must always be asked.
    """

    @property
    def entries(self) -> Sequence[str]: ...

    def may_find(self, text: str) -> bool:
        """Whether `find` could give anything for any part of `text`; cheap, asked before a text is cut into sentences."""
        ...

    def find(self, text: str, candidates: Sequence[int] | None, masked: Callable[[int, int], bool]) -> Iterator[Hit]:
        """Hits in order, none of them empty.

        Args:
            candidates: numbers of the entries that may occur, ascending; None for all.
            masked: whether a stretch of the text holds code or an address, which no flag may touch.
        Raises:
            TimeoutError: when a pattern takes longer than `pattern.TIME_LIMIT`.
        """
        ...


@dataclass(frozen=True)
class Setting:
    """What surrounds a rule: its message and action, the accepted terms, the template for words."""

    message: str
    action: Action
    accepted: tuple[str, ...] = ()
    word: str = WORD

    def template(self, keys: Keys) -> str:
        return ANYWHERE if keys.switch("nonword") else self.word

    def exceptions(self, keys: Keys) -> Exceptions:
        own = tuple(item.text for item in keys.texts("exceptions"))
        return Exceptions(own + (self.accepted if keys.switch("vocab", True) else ()))


@dataclass(frozen=True)
class Kind:
    """One kind of rule: its name, the keys it reads, and how its finder is built (raising `BrokenRule`)."""

    name: str
    keys: frozenset[str]
    build: Callable[[Keys, Setting], Finder]


def placed(items: Sequence[Scalar]) -> list[tuple[str, int]]:
    return [(item.text, item.line) for item in items]
