"""What a kind of rule is: the contract between the kinds and everybody who runs them."""

import copy
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, Self, runtime_checkable

from studio.core.markdown import Block
from studio.guides.actions import Action
from studio.guides.alternation import ANYWHERE, WORD
from studio.guides.exceptions import Exceptions
from studio.guides.pattern import compiled, without_groups
from studio.guides.reading import BrokenRule, Keys, Scalar


class CannotRun(BrokenRule):
    """A rule that is right but needs what this program has not got; `what` ends without a full stop."""


class Hit(NamedTuple):
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

    def bare(self) -> "Finder":
        """The same rule without exceptions; this one stays as it is."""
        ...

    def saving(self, text: str, hit: Hit) -> str:
        """The exception, as it is written, that keeps a hit of the bare rule from being one; empty where none does.

        Args:
            text: what was searched; `hit` stands in it.
        Raises:
            TimeoutError: as `find`.
        """
        ...


@runtime_checkable
class Observer(Protocol):
    """A compiled rule that must see the whole document: what stands further up decides what is right here.

    `entries` are patterns of which one must occur in a text for `note` to give anything; empty when it must be asked. Observers
    that give the same name in an attribute `noting` note the same of every text, and those of one scope are asked once.
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

    def saving(self, text: str, hit: Hit) -> str:
        """The exception that keeps words which fit an entry from being noted; as for `Finder.saving`."""
        ...


class Excepting:
    """What most kinds do about exceptions; a kind that has none keeps the empty ones and is always bare."""

    _exceptions = Exceptions()

    def bare(self) -> Self:
        made = copy.copy(self)
        made._exceptions = Exceptions()
        return made

    def saving(self, text: str, hit: Hit) -> str:
        return self._exceptions.saving(text, hit.start, hit.end)


@dataclass(frozen=True)
class Setting:
    """What surrounds a rule: its message and action, the accepted terms, the template for words, its styles folder."""

    message: str
    action: Action
    accepted: tuple[str, ...] = ()
    word: str = WORD
    styles: Path | None = None

    def template(self, keys: Keys) -> str:
        """What the rule's patterns are put in; raises `BrokenRule` where the configuration's own cannot be read."""
        if keys.switch("nonword"):
            return ANYWHERE
        if self.word != WORD:
            try:
                compiled(self.word.replace("%s", "x"))
            except BrokenRule as error:
                raise BrokenRule(f"WordTemplate in the configuration cannot be read: {error.what}") from error
        return without_groups(self.word)  # kinds tell their tokens apart by groups of their own

    def exceptions(self, keys: Keys) -> Exceptions:
        own = tuple(item.text for item in keys.texts("exceptions"))
        return Exceptions(own + (self.accepted if keys.switch("vocab", True) else ()))


@dataclass(frozen=True)
class Kind:
    """One kind of rule.

    Attributes:
        name: what `extends` calls it.
        keys: the keys it reads.
        build: makes its finder; raises `BrokenRule`, or `CannotRun` for what a rule needs and this program has not got.
            What it makes may carry `notes` (what of the rule is not honoured, as sentences without a full stop) and, where
            it read files, a `stamp` that changes with them.
        scope: the scope it looks at for the one its file gives.
        reads_files: whether it depends on files beside its own.
    """

    name: str
    keys: frozenset[str]
    build: Callable[[Keys, Setting], Finder | Observer]
    scope: Callable[[tuple[str, ...]], tuple[str, ...]] = tuple
    reads_files: bool = False


def styles_of(name: str, source: str) -> Path | None:
    """The styles folder of a rule's file: `styles` for `House.Rule` in `styles/House/Rule.yml`."""
    parents = Path(source).parents
    return parents[name.count(".")] if source and len(parents) > name.count(".") else None


def decimal(keys: Keys, key: str, default: float = 0.0) -> float:
    """A number that may have a point in it."""
    if key not in keys:
        return default
    word = keys.text(key).strip()
    try:
        number = float(word)
    except ValueError:
        number = math.inf
    if not math.isfinite(number):
        raise BrokenRule(f"`{key}` must be a number, not `{word}`.", keys.line_of(key))
    return number


def placed(items: Sequence[Scalar]) -> list[tuple[str, int]]:
    return [(item.text, item.line) for item in items]
