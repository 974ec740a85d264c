"""Which rules may find something in a text: one pass of google-re2 over it instead of one pass per rule."""

import logging
import math
from collections.abc import Sequence
from functools import lru_cache

import re2
import regex

from studio.guides.pattern import loosened, narrowed

_LOG = logging.getLogger(__name__)
_MEMORY = 256 << 20  # the most re2 may use for the automaton it grows; a few megabytes are usual

# google-re2 writes a repetition out, `x{1,300}` three hundred times, and walks through all of it without a clock. Entries
# longer than any honest one (6,600 steps; 13,200 in a rule) are left to `regex`, which has a clock.
_NEGLIGIBLE = 1_000
_MOST_OF_AN_ENTRY = 10_000
_MOST_OF_A_RULE = 20_000
_MOST_OF_ALL = 500_000

_TIMES = regex.compile(r"\{(\d{1,4})(?:,(\d{0,4}))?\}")

Candidates = dict[int, list[int] | None]
"""Rule number to the numbers of its entries that may occur; None where all of them must be tried."""


class Everything:
    """Chooses every rule: the reference that `Select` is held against."""

    def __init__(self, rules: Sequence[Sequence[str]]) -> None:
        self._all: Candidates = dict.fromkeys(range(len(rules)))

    def candidates(self, text: str) -> Candidates:
        return dict(self._all)


class Select:
    """Chooses the rules of which an entry occurs in the text.

    Args:
        rules: the entries of each rule; a rule without any is always chosen.
        by_sentence: whether each rule is tried on sentences, so that `^` and `$` need not hold in the whole text.
    """

    def __init__(self, rules: Sequence[Sequence[str]], by_sentence: Sequence[bool]) -> None:
        self._everything = Everything(rules)
        self._set = re2.Set.SearchSet(_options(_MEMORY))
        self._owners: list[tuple[int, int]] = []
        self._always: list[int] = []
        self._tried: list[tuple[int, int]] = []
        left = _MOST_OF_ALL
        for rule, (entries, sentences) in enumerate(zip(rules, by_sentence, strict=True)):
            if not entries:
                self._always.append(rule)
            own = min(left, _MOST_OF_A_RULE)
            left -= own
            for number, entry in enumerate(entries):
                loose, steps = loosened(entry, not sentences), 0
                if loose is not None and "{" in loose:
                    steps = _steps(loose) if own else 0
                    if not 0 < steps <= min(own, _MOST_OF_AN_ENTRY):
                        loose, own = None, 0  # nor is the rest of such a rule measured, which takes time as well
                if loose is not None and self._add(loose):
                    self._owners.append((rule, number))
                    own -= steps
                else:
                    self._tried.append((rule, number))
            left += own
        self._is_ready = not self._owners or self._compile()

    def _add(self, loose: str) -> bool:
        try:
            self._set.Add(loose)
        except (re2.error, UnicodeEncodeError):
            return False
        return True

    def _compile(self) -> bool:
        """Whether google-re2 can hold all the entries together; where it cannot, every rule is tried on every text."""
        try:
            self._set.Compile()
        except re2.error as error:
            _LOG.warning("The rules are too large to be chosen among (%s); checking takes longer.", error)
            return False
        return True

    @property
    def refused(self) -> int:
        """How many entries google-re2 could not take: these are tried on every text."""
        return len(self._tried)

    def _match(self, text: str) -> list[int]:
        hits: list[int] = self._set.Match(text) or []  # type: ignore[assignment]  # its stub says bool, it gives indices
        return hits

    def candidates(self, text: str) -> Candidates:
        if not self._is_ready:
            return self._everything.candidates(text)
        found: Candidates = dict.fromkeys(self._always)
        try:
            hits = self._match(narrowed(text)) if self._owners else []
        except UnicodeEncodeError:  # half of a character, as a cut or a paste may leave it
            return self._everything.candidates(text)
        hits.sort()  # the set counts entries in the order of rules, so its numbers sort as they do
        chosen = [*map(self._owners.__getitem__, hits)]
        if self._tried:
            chosen = sorted(chosen + self._tried)
        for rule, number in chosen:
            entries = found.get(rule)
            if entries is None:
                found[rule] = [number]
            else:
                entries.append(number)
        return found


def _options(memory: int = 0) -> re2.Options:
    options = re2.Options()
    if memory:
        options.max_mem = memory
    options.log_errors = False
    options.never_capture = True
    return options


@lru_cache(maxsize=4096)
def _steps(loose: str) -> int:
    """How long a pattern becomes with its repetitions written out: a bound where that is small, else counted."""
    times = (max(1, *map(int, filter(None, found))) for found in _TIMES.findall(loose))
    most = len(loose) * math.prod(times)
    if most <= _NEGLIGIBLE:
        return most
    try:
        return re2.compile(loose, _options()).programsize
    except (re2.error, UnicodeEncodeError):
        return most
