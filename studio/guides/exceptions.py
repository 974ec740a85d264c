"""Words that a rule leaves alone: its own exceptions and the house's accepted terms."""

from collections.abc import Callable, Iterable
from functools import lru_cache

import regex

from studio.guides.exact import Exact, exactly, folds_to_ascii, laid_out, lay_out
from studio.guides.pattern import TIME_LIMIT, Pattern, compiled, is_plain, translated


class Exceptions:
    """Two filters, either of which saves a match.

    An entry inside the matched words saves them, in the case it is written in (`(?i)` in front frees the case); a
    match that lies wholly inside an entry of several words is saved in any case.

    Args:
        entries: patterns; longer ones are tried first.
    Raises:
        BrokenRule: when an entry cannot be read.
    """

    def __init__(self, entries: Iterable[str] = ()) -> None:
        ordered = sorted(dict.fromkeys(e.strip() for e in entries if e.strip()), key=len, reverse=True)
        # Each entry keeps its flags to itself; in a bare row one `(?i)` would free the case of all that follow.
        own = [_scoped(entry) for entry in ordered]
        phrases = [_scoped(entry) for entry in ordered if regex.search(r"\s|\\s", entry)]
        self.entries = tuple(ordered)
        self.choice = "|".join(own)
        """All entries as one pattern, without word ends around them; empty where there are none."""
        inside, several = rf"(?m)\b(?:{self.choice})\b", rf"(?i)\b(?:{'|'.join(phrases)})\b"
        self._inside: Pattern | None = compiled(inside) if own else None
        self._phrases: Pattern | None = compiled(several) if phrases else None
        self._exact = exactly(inside) if own else None
        self._anywhere = _anywhere(self.entries)

    def nowhere(self, text: str) -> bool:
        """Whether it is plain at once that no entry stands as a word anywhere in `text`, in any case.

        Then `text` has no letters, digits or blanks but those of ASCII.
        """
        laid = laid_out(text)
        if laid is None or self._inside is None:
            return laid is not None
        return self._anywhere is not None and "_" not in text and self._anywhere.next(laid, 0)[0] < 0

    def save(self, text: str, start: int, end: int) -> bool:
        """Whether the match `text[start:end]` is left alone."""
        if self._inside is None:
            return False
        return self.hold(text[start:end].strip()) or any(a <= start and end <= b for a, b in self.phrases(text))

    def hold(self, text: str) -> bool:
        """Whether an entry stands anywhere in `text`, in its own case."""
        if self._inside is None:
            return False
        if self._exact is not None and (laid := lay_out(text)) is not None:
            return self._exact.next(laid, 0)[0] >= 0
        return self._inside.search(text, timeout=TIME_LIMIT) is not None

    def saving(self, text: str, start: int, end: int) -> str:
        """The entry that `save` goes by, as it is written; empty where there is none."""
        return self.first(lambda one: one.save(text, start, end)) if self.save(text, start, end) else ""

    def first(self, saves: Callable[["Exceptions"], bool]) -> str:
        """The first entry, longer ones first, that by itself does what `saves` asks; empty where none does."""
        return next((entry for entry in self.entries if saves(_by_itself(entry))), "")

    def stand_in(self, text: str) -> bool:
        """Whether an entry stands anywhere in `text`, in any case."""
        return bool(self.choice) and _any_case(self.choice).search(text, timeout=TIME_LIMIT) is not None

    def phrases(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where entries of several words stand in `text`, in any case."""
        return _spans(self._phrases, text) if self._phrases is not None else ()


@lru_cache(maxsize=4096)
def _by_itself(entry: str) -> Exceptions:
    return Exceptions((entry,))


@lru_cache(maxsize=4096)
def _any_case(choice: str) -> Pattern:
    return compiled(rf"(?i)\b(?:{choice})\b")


def _anywhere(entries: Iterable[str]) -> Exact | None:
    """The entries in a row, in any case, where all of them are plain words; else None."""
    bare = [entry.removeprefix("(?i)") for entry in entries]
    if not bare or not all(is_plain(entry) and not folds_to_ascii(entry) for entry in bare):
        return None
    # Words with letters that only Unicode knows cannot stand in a text that is laid out.
    return exactly(rf"(?i)\b(?:{'|'.join(bare)})\b")


def _scoped(entry: str) -> str:
    text = translated(entry)
    return f"(?i:{text[4:]})" if text.startswith("(?i)") else f"(?:{text})"


@lru_cache(maxsize=256)
def _spans(phrases: Pattern, text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in phrases.finditer(text, timeout=TIME_LIMIT))
