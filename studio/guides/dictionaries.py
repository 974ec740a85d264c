"""Hunspell dictionaries: whether a word is in one, and which words come close to one that is not.

spylls reads the files and knows affixes and compounds. Its own proposals take a third of a second a word, far too long
beside somebody who types; here the whole list is searched at once for words that look alike, which rapidfuzz does in a
few milliseconds, and spylls is asked only whether the best of them exist.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from studio.core.errors import BadConfig
from studio.guides.british import american, is_british

SHIPPED = ("en_US",)
"""Dictionaries that come with the program: American English (SCOWL), as spylls carries it; British spellings pass too."""

MOST_BYTES = 60_000_000  # of one file; the largest public dictionary has 25 million
MOST_PROPOSALS = 5
_NEAR_STEMS = 60
_LONGEST = 40  # letters; nothing longer is a slip of one word


class Dictionary:
    """One pair of `.aff` and `.dic`.

    Args:
        british: whether the British spelling of a word it has is right too.
    Raises:
        BadConfig: when the two cannot be read as a dictionary.
    """

    def __init__(self, name: str, aff: bytes, dic: bytes, british: bool = False) -> None:
        self._hunspell, self._british = _read(name, aff, dic), british
        self._known: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        """Whether `word` is right as it is written, or with small letters."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > 50_000:
                self._known.clear()
            known = self._known[word] = self._is_right(word)
        return known

    def _is_right(self, word: str) -> bool:
        lower = word.lower()
        if self._looked_up(word) or (word != lower and self._looked_up(lower)):
            return True
        return self._british and (is_british(lower) or any(map(self._looked_up, american(lower))))

    def _looked_up(self, word: str) -> bool:
        return bool(self._hunspell.lookup(word))

    def near(self, word: str) -> Iterator[tuple[float, str]]:
        """Words of the dictionary that look like `word`, with how far they are from it, in no order."""
        lower = word.lower()
        stems, lowered = self._stems
        yield from ((0.5, form) for form in self._replaced(lower) if all(map(self.knows, form.split())))
        forms = dict[str, None]()
        # One measure values a common beginning, the other does not; a slip at the start needs the second.
        for scorer in (JaroWinkler.similarity, OSA.normalized_similarity):
            for _, _, index in process.extract(lower, lowered, scorer=scorer, limit=_NEAR_STEMS, score_cutoff=0.5):
                forms.update(dict.fromkeys(self._forms(stems[index])))
        most = max(1, min(3, len(lower) // 3))
        listed = list(forms)
        found = process.extract(lower, [form.lower() for form in listed], scorer=OSA.distance, limit=30, score_cutoff=most)
        yield from ((distance, listed[index]) for _, distance, index in found if self.knows(listed[index]))
        yield from ((1.5, f"{a} {b}") for a, b in _halves(lower) if self.knows(a) and self.knows(b))

    @cached_property
    def _stems(self) -> tuple[list[Any], list[str]]:
        aff = self._hunspell.aff
        unwanted = {aff.FORBIDDENWORD, aff.NOSUGGEST, aff.ONLYINCOMPOUND} - {None, ""}
        stems = [word for word in self._hunspell.dic.words if not unwanted & set(word.flags)]
        return stems, [word.stem.lower() for word in stems]

    def _forms(self, word: Any) -> Iterator[str]:
        """The stem, and the stem with every affix it may take."""
        aff, stem = self._hunspell.aff, word.stem
        ends = [s for flag in word.flags for s in aff.SFX.get(flag, ()) if s.cond_regexp.search(stem)]
        fronts = [p for flag in word.flags for p in aff.PFX.get(flag, ()) if p.cond_regexp.search(stem)]
        ended = [(stem, None), *((stem[: len(stem) - len(s.strip)] + s.add, s) for s in ends)]
        for text, suffix in ended:
            yield text
            for prefix in fronts:
                if suffix is None or (suffix.crossproduct and prefix.crossproduct):
                    yield prefix.add + text[len(prefix.strip) :]

    def _replaced(self, word: str) -> Iterator[str]:
        """`word` with one of the slips mended that the dictionary itself lists (`REP`)."""
        for slip in self._hunspell.aff.REP:
            for match in slip.regexp.finditer(word):
                yield word[: match.start()] + slip.replacement.replace("_", " ") + word[match.end() :]


class Dictionaries:
    """Several dictionaries that together say what is right."""

    def __init__(self, all_of_them: Sequence[Dictionary]) -> None:
        self._all = tuple(all_of_them)
        self._proposed: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}

    def know(self, word: str) -> bool:
        return any(dictionary.knows(word) for dictionary in self._all)

    def proposals(self, word: str, others: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Up to five words that `word` may be meant to be, the likeliest first, in its case.

        Args:
            others: words that are right too: the house's own.
        """
        if len(word) > _LONGEST or not word:
            return ()
        key = (word, others)
        if key not in self._proposed:
            if len(self._proposed) > 2000:
                self._proposed.clear()
            self._proposed[key] = _ranked(word, self._all, others)
        return self._proposed[key]


def _ranked(word: str, dictionaries: Sequence[Dictionary], others: Sequence[str]) -> tuple[str, ...]:
    lower = word.lower()
    found: dict[str, float] = {}
    for distance, form in (near for dictionary in dictionaries for near in dictionary.near(word)):
        found[form] = min(distance, found.get(form, distance))
    for other in others:
        distance = OSA.distance(lower, other.lower(), score_cutoff=2)
        if 0 < distance <= 2 and distance < len(lower) / 2:
            found[other] = distance - 0.5  # the house's own words before those of everybody

    def rank(form: str) -> tuple[float, bool, float, str]:
        # Swapped letters are the commonest slip, and a name is seldom meant by a small word.
        weight = found[form] - 0.4 * (sorted(form.lower()) == sorted(lower)) + 0.6 * (form != form.lower() and word == lower)
        return weight, form[:1].lower() != lower[:1], -JaroWinkler.similarity(lower, form.lower()), form

    cased = (_in_case(form, word) for form in sorted(found, key=rank))
    return tuple(dict.fromkeys(form for form in cased if form != word))[:MOST_PROPOSALS]


def _in_case(form: str, word: str) -> str:
    if len(word) > 1 and word.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def _halves(word: str) -> Iterator[tuple[str, str]]:
    for at in range(1, len(word)):
        first, second = word[:at], word[at:]
        if (len(first) > 1 or first in "ai") and len(second) > 2:
            yield first, second


# ---------------------------------------------------------------- finding and reading files


def find(name: str, folders: Sequence[Path]) -> Path | None:
    """The `.dic` called `name` in the first folder that has it with its `.aff`, else the shipped one, else None."""
    for folder in folders:
        path = folder / f"{name}.dic"
        if path.is_file() and path.with_suffix(".aff").is_file():
            return path
    return _shipped(name) if name in SHIPPED else None


def _shipped(name: str) -> Path | None:
    spec = find_spec("spylls.hunspell")
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0]) / "data" / name[:2] / f"{name}.dic" if folders else None
    return path if path is not None and path.is_file() else None


def stamp(paths: Sequence[Path]) -> str:
    """Changes with any of the files; a file that is not there counts as such."""
    return ";".join(f"{path}:{_moment(path)}" for path in paths)


def _moment(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


def opened(dic: Path, aff: Path | None = None) -> Dictionary:
    """The dictionary in two files, read once for as long as they stay as they are.

    Raises:
        BadConfig: when they cannot be read.
    """
    aff = aff or dic.with_suffix(".aff")
    return _opened(dic, aff, _moment(dic), _moment(aff))


@lru_cache(maxsize=8)
def _opened(dic: Path, aff: Path, *moments: tuple[int, int]) -> Dictionary:
    try:
        if any(size > MOST_BYTES for _, size in moments):
            raise BadConfig(f"The dictionary {dic.stem} has files of more than {MOST_BYTES:,} bytes.")
        return Dictionary(dic.stem, aff.read_bytes(), dic.read_bytes(), british=dic == _shipped(dic.stem))
    except OSError as error:
        raise BadConfig(f"The dictionary {dic.stem} cannot be read: {error.strerror or error}.") from error


class _Lines:
    """The lines of a file that hold anything, with their numbers; the encoding may change on the way, as spylls wants."""

    def __init__(self, raw: bytes, encoding: str = "Windows-1252") -> None:
        self._lines, self._encoding, self._at = raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), encoding, 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> tuple[int, str]:
        while self._at < len(self._lines):
            self._at += 1
            line = self._lines[self._at - 1].decode(self._encoding, "surrogateescape").strip()
            if line:
                return self._at, line
        raise StopIteration

    def reset_encoding(self, encoding: str) -> None:
        self._encoding = encoding


def _read(name: str, aff: bytes, dic: bytes) -> Any:
    hunspell: Any = import_module("spylls.hunspell")
    readers: Any = import_module("spylls.hunspell.readers")
    try:
        rules, context = readers.read_aff(_Lines(aff))
        words = readers.read_dic(_Lines(dic, context.encoding), aff=rules, context=context)
        return hunspell.Dictionary(rules, words)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, re.error) as error:
        raise BadConfig(f"{name}.aff and {name}.dic are no Hunspell dictionary, or a damaged one.") from error
