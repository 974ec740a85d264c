"""`spelling`: words that are in no dictionary.

Names and words of the house are its accepted terms, in any case here; several words that are one term excuse only the
phrase. Without dictionaries of its own a rule uses the American English one that comes with the program.
"""

import copy
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Self

import regex

from studio.core.errors import BadConfig
from studio.guides.dictionaries import SHIPPED, Dictionaries, find, opened, stamp
from studio.guides.exceptions import Exceptions
from studio.guides.kinds._contract import CannotRun, Excepting, Hit, Kind, Setting
from studio.guides.pattern import TIME_LIMIT, Pattern, compiled, translated
from studio.guides.reading import BrokenRule, Keys

_RUN = regex.compile(r"\S+")
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_OPENING, _CLOSING = "$([\"'", ",)\"]!;.?:'"
_WHOLE = regex.compile(r"(?:[A-Za-z]\.){2,}|[A-Z][a-z]{1,2}\.")  # U.S., Mr.
_FACE = regex.compile(r"[(<]?[:;=8xX][-o'^]?[()\[\]DdPpOo3|/\\*}{]+|[oO@v^V][_.]+[oO@v^V0]|[xX]D+")
_LETTER = regex.compile(r"\p{L}")
_DEFAULT_FILTERS = regex.compile(r"[^a-zA-Z_']|[A-Z][a-z]+[A-Z]+\w+|[A-Z]\Z")
_NO_WORD = regex.compile(
    r"0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9a-f]{40}"
    r"|[+-]?\d[\d.,]*(?:st|nd|rd|th|s|x|k|K|m|M|bn|%|px|pt|em|rem|ms|ns|[kKMGTP]i?[bB]|[bB]|[kmcdn]m|[kmµ]?g|[mck]?l|[kMG]?Hz|[kM]?W|[kM]?Wh|mph|am|pm|h|min)?"
)


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text with where they stand, quotation marks and end marks off, curly apostrophes straight."""
    for run in _RUN.finditer(text):
        word, start = run[0].translate(_STRAIGHT), run.start()
        while word and not _WHOLE.fullmatch(word):
            if _FACE.fullmatch(word):
                word = ""
            elif word[0] in _OPENING:
                word, start = word[1:], start + 1
            elif word[-1] in _CLOSING:
                word = word[:-1]
            else:
                break
        if word and _LETTER.search(word):
            yield start, start + len(word), word


class Spelling(Excepting):
    """Args: `filters` are patterns of words that are passed over; `own` are words that are right beside the dictionaries."""

    entries: tuple[str, ...] = ()

    def __init__(
        self,
        load: Callable[[], Dictionaries],
        filters: Sequence[Pattern],
        own: frozenset[str],
        exceptions: Exceptions,
        *,
        suggests: bool,
        made_of: str,
        notes: Sequence[str],
    ) -> None:
        self._load, self._filters, self._own, self._suggests = load, tuple(filters), own, suggests
        self._exceptions = exceptions
        self._proposable = tuple(entry for entry in exceptions.entries if regex.fullmatch(r"[\p{L}'’-]+", entry))
        self._right: dict[str, bool] = {}
        self.stamp, self.notes = made_of, tuple(notes)

    def may_find(self, text: str) -> bool:
        return True

    def find(self, text: str, candidates: Sequence[int] | None, masked: Callable[[int, int], bool]) -> Iterator[Hit]:
        for start, end, word in words(text):
            right = self._right.get(word)
            if right is None:
                if len(self._right) > 20_000:
                    self._right.clear()
                right = self._right[word] = self._is_right(word)
            if right or masked(start, end) or _in_phrase(self._exceptions, text, start, end):
                continue
            yield Hit(start, end, (word,), self._proposals(word), "", False)

    def _is_right(self, word: str) -> bool:
        if any(filter_.search(word, timeout=TIME_LIMIT) for filter_ in self._filters):
            return True
        if word in self._own or word.lower() in self._own or _NO_WORD.fullmatch(word):
            return True
        return self._load().know(word) or self._exceptions.stand_in(word)

    def bare(self) -> Self:
        made = copy.copy(super().bare())
        made._right = {}  # its own: what only an exception makes right is wrong here
        return made

    def saving(self, text: str, hit: Hit) -> str:
        def excuses(these: Exceptions) -> bool:
            return these.stand_in(text[hit.start : hit.end]) or _in_phrase(these, text, hit.start, hit.end)

        return self._exceptions.first(excuses) if excuses(self._exceptions) else ""

    def _proposals(self, word: str) -> tuple[str, ...]:
        return self._load().proposals(word, self._proposable) if self._suggests else ()


def _in_phrase(exceptions: Exceptions, text: str, start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in exceptions.phrases(text))


def build(keys: Keys, setting: Setting) -> Spelling:
    return made(keys, setting, everything=False)


def made(keys: Keys, setting: Setting, *, everything: bool) -> Spelling:
    """A spelling rule.

    Args:
        everything: whether every dictionary and word list of the styles folder counts, as for the built-in rule.
    """
    notes: list[str] = []
    paths = _dictionaries(keys, setting, everything)
    lists = _lists(keys, setting, everything, notes)
    filters = [_filter(item.text, item.line) for item in keys.texts("filters")]
    if not keys.switch("custom"):
        filters.append(_DEFAULT_FILTERS)
    for path in paths:
        if path[0].stem not in SHIPPED:
            _opened(path, keys.line_of("dictionaries"))
    own = tuple(item.text for item in keys.texts("exceptions"))
    made_of = stamp([file for path in paths for file in path] + lists)
    return Spelling(
        _loader(tuple(paths), made_of),
        filters,
        frozenset(word for path in lists for word in _listed(path, notes)),
        Exceptions(own + (setting.accepted if keys.switch("vocab", True) else ())),
        suggests=setting.action.name == "suggest" and not setting.action.note,
        made_of=made_of,
        notes=notes,
    )


Files = tuple[Path, Path]
"""A dictionary's `.dic` and `.aff`."""


@lru_cache(maxsize=32)
def _loader(paths: tuple[Files, ...], made_of: str) -> Callable[[], Dictionaries]:
    """Opens the dictionaries when the first word is looked up; rules with the same ones share them."""

    @lru_cache(maxsize=1)
    def load() -> Dictionaries:
        return Dictionaries([opened(dic, aff) for dic, aff in paths])

    return load


def _opened(files: Files, line: int) -> None:
    try:
        opened(*files)
    except BadConfig as error:
        raise BrokenRule(error.what, line) from error


def _dictionaries(keys: Keys, setting: Setting, everything: bool) -> list[Files]:
    """The dictionaries a rule uses; raises `CannotRun` for one that is not there."""
    dic, aff = (_asset(keys.text(key), setting.styles) for key in ("dic", "aff"))
    if dic and aff:
        return [(dic, aff)]
    folders, found = _folders(keys, setting), list[Files]()
    for item in keys.texts("dictionaries"):
        path = find(item.text.strip(), folders)
        if path is None:
            what = f"the dictionary {item.text.strip()} is not there; put its .aff and .dic files into config/dictionaries"
            raise CannotRun(f"{what} of the style folder", item.line)
        found.append((path, path.with_suffix(".aff")))
    if not found or keys.switch("append"):
        found += [(path, path.with_suffix(".aff")) for path in (find(name, ()) for name in SHIPPED) if path]
    if everything:
        others = [path for folder in folders for path in sorted(folder.glob("*.dic")) if path.with_suffix(".aff").is_file()]
        found += [(path, path.with_suffix(".aff")) for path in others]
    return list(dict.fromkeys(found))


def _folders(keys: Keys, setting: Setting) -> list[Path]:
    named = keys.text("dicpath").strip()
    if named:
        folder = _asset(named, setting.styles)
        if folder is None or not folder.is_dir():
            raise CannotRun(f"the folder {named} for dictionaries is not there", keys.line_of("dicpath"))
        return [folder]
    folder = setting.styles / "config" / "dictionaries" if setting.styles else None
    return [folder] if folder and folder.is_dir() else []


def _asset(name: str, styles: Path | None) -> Path | None:
    """A file or folder by a whole path, or by one from the styles folder or the folder around it."""
    if not name.strip():
        return None
    path = Path(name.strip()).expanduser()
    places = [path] if path.is_absolute() else [base / path for base in (styles, styles and styles.parent) if base]
    return next((place for place in places if place.exists()), None)


def _lists(keys: Keys, setting: Setting, everything: bool, notes: list[str]) -> list[Path]:
    folder = setting.styles / "config" / "ignore" if setting.styles else None
    if everything:
        return sorted(folder.rglob("*.txt")) if folder and folder.is_dir() else []
    found = []
    for item in keys.texts("ignore"):
        path = _asset(item.text, setting.styles) or (_asset(item.text, folder) if folder else None)
        if path is None or not path.is_file():
            notes.append(f"line {item.line}: the word list {item.text} is not there, so none of its words is excused")
        else:
            found.append(path)
    return found


def _listed(path: Path, notes: list[str]) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        notes.append(f"the word list {path.name} cannot be read: {error}")
        return []
    return [line.strip().translate(_STRAIGHT) for line in lines if line.strip()]


def _filter(text: str, line: int) -> Pattern:
    try:
        return compiled(translated(text))
    except BrokenRule as error:
        raise BrokenRule(f"The filter `{text}` cannot be read: {error.what}", line) from error


_KEYS = "dictionaries dicpath aff dic append filters custom ignore exceptions vocab threshold ignorecase"
KIND = Kind("spelling", frozenset(_KEYS.split()), build, reads_files=True)
