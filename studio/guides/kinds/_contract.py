"""What a kind of rule is: the contract between the kinds and everybody who runs them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from studio.core.markdown import Block
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
        """Hits in order; one without extent stands for the text as a whole (something is missing in it).

        Args:
            candidates: numbers of the entries that may occur, ascending; None for all.
            masked: whether a stretch of the text holds code or an address, which no flag may touch.
        Raises:
            TimeoutError: when a pattern takes longer than `pattern.TIME_LIMIT`.
        """
        ...


@runtime_checkable
class Observer(Protocol):
    """A compiled rule that must see the whole document: what stands further up decides what is right here.

    `entries` are patterns of which one must occur in a text for `note` to give anything; empty when it must be asked.
    """

    @property
    def entries(self) -> Sequence[str]: ...

    def note(self, block: Block, text: str, masked: Callable[[int, int], bool]) -> object:
        """What one text adds: a pure function of it, kept by block, so small; None for nothing.

        Args:
            block: where the text stands; `text` is all of its text, or one sentence of it.
            masked: as for `Finder.find`.
        Raises:
            TimeoutError: when a pattern takes longer than `pattern.TIME_LIMIT`.
        """
        ...

    def settle(self, notes: Sequence[object]) -> Iterator[tuple[int, Hit]]:
        """Hits, each with the number of the text it stands in; -1 with `Hit(0, 0, ...)` for the document as a whole.

        Args:
            notes: one per text, in reading order, None where a text adds nothing. A rule on the `summary` is given a
                note of every visible block.
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
    build: Callable[[Keys, Setting], Finder | Observer]


def placed(items: Sequence[Scalar]) -> list[tuple[str, int]]:
    return [(item.text, item.line) for item in items]
