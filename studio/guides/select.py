"""Which rules may find something in a text: one pass of google-re2 over it instead of one pass per rule."""

from collections.abc import Sequence

import re2

from studio.guides.pattern import loosened, narrowed

_MEMORY = 256 << 20  # the most re2 may use for the automaton it grows; a few megabytes are usual

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
        options = re2.Options()
        options.max_mem = _MEMORY
        options.log_errors = False
        options.never_capture = True
        self._count = len(rules)
        self._set = re2.Set.SearchSet(options)
        self._owners: list[tuple[int, int]] = []
        self._always: list[int] = []
        self._tried: list[tuple[int, int]] = []
        for rule, (entries, sentences) in enumerate(zip(rules, by_sentence, strict=True)):
            if not entries:
                self._always.append(rule)
            for number, entry in enumerate(entries):
                if not self._add(entry, not sentences):
                    self._tried.append((rule, number))
                else:
                    self._owners.append((rule, number))
        if self._owners:
            self._set.Compile()

    def _add(self, entry: str, anchors: bool) -> bool:
        loose = loosened(entry, anchors)
        if loose is None:
            return False
        try:
            self._set.Add(loose)
        except (re2.error, UnicodeEncodeError):
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
        found: Candidates = dict.fromkeys(self._always)
        try:
            hits = self._match(narrowed(text)) if self._owners else []
        except UnicodeEncodeError:  # half of a character, as a cut or a paste may leave it
            return dict.fromkeys(range(self._count))
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
