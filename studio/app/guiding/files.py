"""Where a house's guides, terms and rules lie, and writing them: all of a change or none of it.

The house's own guide is a folder in its `StylesPath`, named for the brand, into which the form writes. What was brought in
as a package, or travels with the program, is never written to.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from studio.app.guiding.rows import Origin
from studio.app.guiding.standing import channel_of
from studio.core.errors import BadConfig, BadInput
from studio.guides.built_in import NAME as BUILT_IN
from studio.guides.folders import guide_names, rule_files
from studio.guides.ini import Ini, load_ini

INI = ".vale.ini"
STYLES = "styleguides"


class House:
    """The files of a workspace's guides, as they are at this moment.

    Args:
        root: the workspace.
        bundled: the folder of guides that travels with the program.
        brand: whose guide the own one is.
        imported: names of guides that came in as packages, as the history has it.
        ini: the configuration, where it is not the `.vale.ini` of the workspace.
    Attributes:
        styles: the style folder that the house's own guide and lists are written into.
        packages: the one that packages come into; the same where there is only one.
        folders: every one that is searched, in this order; the program's own is the last.
    Raises:
        BadConfig: `.vale.ini` cannot be read.
    """

    def __init__(self, root: Path, bundled: Path, brand: str, imported: Collection[str] = (), ini: Path | None = None) -> None:
        self.root, self.bundled, self.brand = root, bundled, brand
        self.ini = ini or root / INI
        self.text = self._read()
        self.settings: Ini | None = load_ini(self.ini) if self.ini.exists() else None
        paths = self.settings.style_paths if self.settings else ()
        self.styles = paths[0] if paths else root / STYLES
        self.packages = (self.settings and self.settings.package_path) or self.styles
        self.folders: tuple[Path, ...] = (*(paths or (self.styles,)), bundled)
        core = self.settings.core.words("Packages") if self.settings else ()
        self._rules: dict[str, Mapping[str, Path]] = {}  # asked for every rule, and slow to find
        self.imported = frozenset(imported) | {Path(name.split("?")[0]).stem for name in core}

    def _read(self) -> str:
        try:
            return self.ini.read_bytes().decode("utf-8")
        except FileNotFoundError:
            return _first_ini(guide_names((self.bundled,)))
        except (OSError, UnicodeDecodeError) as error:
            raise BadConfig(
                f"{self.ini.name} cannot be read: {error}.", "Check that the file is there and is UTF-8 text."
            ) from None

    @cached_property
    def guides(self) -> tuple[str, ...]:
        """Every guide there is, in force or not, the house's own ones first and `Vale`, which has no files, last."""
        return (*self._own, *(name for name in self._bundled if name not in self._own), BUILT_IN)

    @cached_property
    def _own(self) -> tuple[str, ...]:
        return guide_names(self.folders[:-1])

    @cached_property
    def _bundled(self) -> tuple[str, ...]:
        return guide_names((self.bundled,))

    def origin(self, guide: str) -> Origin:
        """Where a guide comes from; a copy of a bundled one, made for Vale itself, still is the bundled one."""
        if guide == BUILT_IN:
            return Origin.BUILT_IN
        if guide in self._bundled:
            return Origin.BUNDLED
        brought = guide in self.imported or any((folder / guide / "meta.json").exists() for folder in self.folders)
        return Origin.PACKAGE if brought else Origin.WORKSPACE

    def folder(self, guide: str) -> Path | None:
        """The folder that holds a guide; None for one without files."""
        return next((folder / guide for folder in self.folders if (folder / guide).is_dir()), None)

    def rules(self, guide: str) -> Mapping[str, Path]:
        """The rule files of a guide by name, in order; none of what is built in."""
        if guide not in self._rules:
            self._rules[guide] = {} if guide == BUILT_IN else dict(rule_files(guide, self.folders))
        return self._rules[guide]

    def path(self, rule: str) -> Path | None:
        """The file of a rule; None where there is none."""
        return self.rules(rule.partition(".")[0]).get(rule)

    def is_own(self, rule: str) -> bool:
        """Whether a rule was written in this workspace, so that it may be written anew."""
        path, guide = self.path(rule), rule.partition(".")[0]
        return path is not None and self.origin(guide) is Origin.WORKSPACE

    @property
    def own_guide(self) -> str:
        """The guide that the form writes into, whether it exists already or not."""
        named = camel(self.brand) or "House"
        there = [guide for guide in self._own if self.origin(guide) is Origin.WORKSPACE]
        fitting = [guide for guide in there if named.casefold().startswith(guide.casefold())]
        if fitting:
            return max(fitting, key=len)
        if len(there) == 1:
            return there[0]
        taken = {guide.casefold() for guide in self.guides}
        return next(name for name in _numbered(named) if name.casefold() not in taken)

    # ---------------------------------------------------------------- term lists

    @property
    def term_list(self) -> str:
        """The term list that terms are added to: the first that `Vocab` names, else one named for the brand."""
        named = self.settings.core.words("Vocab") if self.settings else ()
        return named[0] if named else camel(self.brand) or "House"

    @property
    def term_folder(self) -> Path:
        """The folder of that list, the older place where it lies there."""
        name = self.term_list
        places = [p for f in self.folders[:-1] for p in (f / "config" / "vocabularies" / name, f / "Vocab" / name)]
        return next((place for place in places if place.is_dir()), self.styles / "config" / "vocabularies" / name)

    @property
    def spelling_list(self) -> Path:
        """The file of words that are right for the spelling check and no exception of any other rule."""
        return self.styles / "config" / "ignore" / f"{camel(self.brand) or 'House'}.txt"


def _first_ini(bundled: Sequence[str]) -> str:
    """What holds without the file, written down: a first line in it must change nothing else."""
    common = ", ".join(guide for guide in bundled if channel_of(guide) is None)
    own = [(channel, guide) for guide in bundled if (channel := channel_of(guide))]
    sections = [("*", common), *((f"{channel.value}/*.md", f"{common}, {guide}".lstrip(", ")) for channel, guide in own)]
    lists = "".join(f"\n[{section}]\nBasedOnStyles = {guides}\n" for section, guides in sections)
    return f"StylesPath = {STYLES}\nMinAlertLevel = suggestion\n{lists}"


def spelling_words(folders: Sequence[Path]) -> tuple[str, ...]:
    """Words of every ignore list in these style folders: right for the spelling check, and for no other rule."""
    words: list[str] = []
    for folder in folders:
        for path in sorted((folder / "config" / "ignore").rglob("*.txt")):
            with suppress(OSError):
                lines = (line.strip() for line in path.read_text(encoding="utf-8-sig", errors="replace").splitlines())
                words += [line for line in lines if line and not line.startswith("# ")]
    return tuple(dict.fromkeys(words))


def camel(words: str) -> str:
    """A name for files: `Larkspur Tea Rooms` gives `LarkspurTeaRooms`; letters and digits, a letter first, or nothing."""
    parts = re.findall(r"[^\W_]+", words.replace("'", "").replace("’", ""))
    name = "".join(part[:1].upper() + part[1:] for part in parts)[:60]
    return name if name[:1].isalpha() else ""


def _numbered(name: str) -> "list[str]":
    return [name, f"{name}House", *(f"{name}House{number}" for number in range(2, 100))]


# ---------------------------------------------------------------- writing


def read_text(path: Path) -> str:
    """The text of a file with its line ends as they are; empty where there is none.

    Raises:
        BadConfig: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        raise BadConfig(f"{path.name} cannot be read.", "Check that it is a file of UTF-8 text that you may read.") from None


def write_all(changes: Mapping[Path, str | None]) -> Callable[[], None]:
    """Write files, None taking one away; all of them or none.

    Returns:
        What puts everything back as it was.
    Raises:
        BadInput: a file cannot be written; then nothing has changed.
    """
    before: dict[Path, bytes | None] = {}
    made: list[Path] = []

    def undo() -> None:
        for path, content in before.items():
            with suppress(OSError):
                if content is None:
                    path.unlink(missing_ok=True)
                else:
                    path.write_bytes(content)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()

    try:
        for path, text in changes.items():
            before[path] = path.read_bytes() if path.exists() else None
            if text is None:
                path.unlink(missing_ok=True)
                continue
            made += [folder for folder in reversed(path.parents) if not folder.exists()]
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, text)
    except OSError as error:
        undo()
        name = error.filename or next(reversed(before), "a file")
        raise BadInput(f"{Path(str(name)).name} cannot be written: {error.strerror}.", "See that you may write there.") from None
    return undo


def kept(folder: Path) -> Callable[[], None]:
    """What puts a folder back as it is now, whatever is written into it meanwhile."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    folders = {folder, *(path for path in folder.rglob("*") if path.is_dir())} if folder.exists() else set()

    def undo() -> None:
        for path in sorted(folder.rglob("*"), reverse=True):  # what lies inside a folder before the folder
            with suppress(OSError):
                if path.is_dir() and path not in folders:
                    path.rmdir()
                elif path.is_file() and path not in before:
                    path.unlink()
        for path, content in before.items():
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                if not path.exists() or path.read_bytes() != content:
                    path.write_bytes(content)

    return undo


def _replace(path: Path, text: str) -> None:
    """Put a whole file in the place of the old one, so that nobody ever reads half of it."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
