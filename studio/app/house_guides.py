"""The style guides of a house as the checks take them: compiled for a channel and kept, and whether their files have changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from studio.core.check import StyleGuides
from studio.core.data import data_path
from studio.core.errors import BadConfig
from studio.core.piece import Channel

if TYPE_CHECKING:
    from studio.guides import Guides, Rule

_ANY = "piece"  # the name of a piece that no section of the ini means alone
_KEPT = 64  # channels and pieces with guides of their own


class HouseGuides:
    """Loads on the first asking, in whatever thread asks.

    Args:
        ini: the file that says which guides apply; where it is missing, the bundled ones do.
        usual: the folder of the house's own rules where the ini names none.
        beside: the other files that an open piece is checked by.
    """

    def __init__(self, ini: Path, usual: Path, beside: Callable[[], Iterable[Path]]) -> None:
        self._ini, self._usual, self._beside = ini, usual, beside
        self._turn = 0
        self._loaded = lru_cache(maxsize=_KEPT)(self._load_guides)
        self._stamp: dict[Path, tuple[int, int]] | None = None  # of the files, once they were read

    def of(self, channel: Channel, slug: str) -> tuple[StyleGuides, tuple[str, ...]]:
        """The guides for a piece of that name, and the words that are never misspelt in it."""
        return self._loaded(self._turn, channel, slug)

    def forget(self) -> None:
        """Whoever asks next gets them as the files have them by then."""
        self._stamp = self._files()
        self._turn += 1  # a lane that still compiles the old ones puts them where nobody asks any more
        self._loaded.cache_clear()

    @property
    def are_stale(self) -> bool:
        """Whether a file is another than when they were read."""
        return self._stamp is not None and self._files() != self._stamp

    def problems(self) -> tuple[str, ...]:
        """What is wrong in the guides of any channel, one sentence each."""
        return tuple(dict.fromkeys(problem for channel in Channel for problem in self._load(channel, _ANY).problems))

    def rules(self) -> "Sequence[Rule]":
        """Every rule in force on some channel, those that do not run included; one that differs by channel comes again."""
        return tuple(dict.fromkeys(rule for channel in Channel for rule in self._load(channel, _ANY).rules))

    def _load_guides(self, turn: int, channel: Channel, slug: str) -> tuple[StyleGuides, tuple[str, ...]]:
        if self._stamp is None:
            self._stamp = self._files()
        if slug != _ANY and self._is_like_any(channel, slug):
            return self._loaded(turn, channel, _ANY)
        loaded = self._load(channel, slug)
        return loaded, words_of(loaded, self._ini)

    def _is_like_any(self, channel: Channel, slug: str) -> bool:
        """Whether the ini says the same of this piece as of any other of its channel, so that one compiling serves both."""
        from studio.guides.ini import load_ini

        if not self._ini.exists():
            return True
        ini = load_ini(self._ini)
        return ini.matching(f"{channel.value}/{slug}.md") == ini.matching(f"{channel.value}/{_ANY}.md")

    def _load(self, channel: Channel, slug: str) -> "Guides":
        return load_guides(self._ini, channel, slug)

    def _files(self) -> dict[Path, tuple[int, int]]:
        """What the texts are checked by, with what an editor changes on saving."""
        found = {}
        for path in (self._ini, *self._beside(), *(each for folder in self._folders() for each in folder.rglob("*"))):
            with suppress(OSError):  # an editor's own file may be gone again
                stat = path.stat()
                if S_ISREG(stat.st_mode):
                    found[path] = stat.st_mtime_ns, stat.st_size
        return found

    def _folders(self) -> tuple[Path, ...]:
        """Where the house's own rules lie: the folders that the ini names, else the usual one."""
        from studio.guides.ini import load_ini

        with suppress(BadConfig):
            named = load_ini(self._ini).style_paths if self._ini.exists() else ()
            return named or (self._usual,)
        return (self._usual,)


def load_guides(
    ini: Path | None, channel: Channel, slug: str, *, path: str = "", environment: Mapping[str, str] | None = None
) -> "Guides":
    """The guides in force for a text of `channel`: those an ini file names, else the bundled ones.

    Args:
        path: what the ini's sections are held against where it is not `<channel>/<slug>.md`.
        environment: variables that add to the ini, see `guides.load`; None for a workspace, which means the same everywhere.
    """
    from studio import guides  # compiling rules is for a check's own thread, and so is loading what compiles them

    known = ini if ini and ini.exists() else None
    return guides.load(known, [data_path("styleguides")], channel, path or f"{channel.value}/{slug}.md", environment)


def words_of(loaded: "Guides", ini: Path | None) -> tuple[str, ...]:
    """What is never misspelt in a house: its accepted terms, and the words of its lists for the spelling check alone."""
    from studio.app.guiding.files import spelling_words
    from studio.guides.ini import load_ini

    folders = load_ini(ini).style_paths if ini and ini.exists() else ()
    return tuple(dict.fromkeys((*loaded.terms, *spelling_words(folders))))
