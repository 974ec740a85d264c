"""Taking in somebody else's style guides: a folder or a .zip as Vale's packages come, without any network.

What a package may look like: the rules themselves; one folder of rules named for the guide; a folder of several guides;
a complete package with `.vale.ini` and `styles/`; any of these inside the one folder that hosting sites wrap around them.
Nothing is written before all of it has been looked at, and then everything or nothing.
"""

import posixpath
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from studio.core.errors import BadConfig, BadInput
from studio.guides.folders import rule_files
from studio.guides.inheriting import compile_rule
from studio.guides.ini import SETTINGS, parse_ini
from studio.guides.rule import State

MOST_FILES = 5_000  # the largest public package has under 200
MOST_BYTES = 50_000_000  # unpacked; dictionaries are the largest thing a package brings

_RULE = re.compile(rb"""^[\s{]*["']?extends["']?\s*:""", re.MULTILINE)
_TAKEN = (".yml", ".yaml", ".md", ".rst", ".adoc", ".txt", ".json", ".tengo", ".dic", ".aff", "")
_PAPERS = re.compile(r"(?:licen[cs]e|copying|notice|readme|meta\.json)\b.*", re.IGNORECASE)
_VERSION = re.compile(r"[-_](?:main|master|latest|v?\d[\w.+-]*)$")
_NAME = re.compile(r"\w[\w -]*")
_RESERVED = ("vale", "config", "vocab")
_NOT_GUIDES = ("config", "Vocab")


@dataclass(frozen=True, slots=True)
class Installed:
    """What came in.

    Attributes:
        names: the guides, in alphabetical order; none for a package that only brings settings.
        rules: how many rules they have.
        settings: packages whose own `.vale.ini` counts from now on, before the project's.
        problems: rules that do not run and files that were left, one sentence each.
    """

    names: tuple[str, ...]
    rules: int
    problems: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


def install(source: Path, styles: Path, *, replace: bool = False, others: Sequence[Path] = ()) -> Installed:
    """Put the guides of a package into a styles folder.

    Args:
        source: a folder or a .zip.
        styles: the folder that `StylesPath` names; it is made where it is not there.
        replace: whether a guide of the same name gives way. Term lists and other files under `config` never do.
        others: further style folders, in which rules it builds on may lie.
    Raises:
        BadInput: when it is no package, is too large, reaches outside its own folder, cannot be written, or a guide of
            that name is there. Then nothing has changed.
    """
    files, problems = _zipped(source) if source.is_file() else _in_folder(source)
    name = _named(source.stem if source.is_file() else source.absolute().name)
    found = _Found()
    _search(files, "", name, found)
    found.settings = {key: data for key, data in found.settings.items() if data.strip()}
    if not found.guides and not found.settings:
        raise BadInput(
            f"{source.name} holds no style guide: no folder in it has rules.",
            "A rule is a .yml file that says what it `extends`.",
        )
    for guide in found.guides:
        _check_name(guide)
    there = sorted(guide for guide in found.guides if (styles / guide).exists())
    if there and not replace:
        raise BadInput(f"A style guide called {there[0]} is already there.", "Replace it, or take it out first.")
    laid = _Laid()
    try:
        laid.folder(styles)
        settings, refused = _write_settings(found.settings, styles, laid)
        problems += refused
        problems += _write_config({path: files[place] for path, place in found.config.items()}, styles, laid)
        _write({guide: _own(files, places) for guide, places in found.guides.items()}, styles)
    except OSError as error:
        laid.undo()
        where = Path(str(error.filename)).name if error.filename else styles.name
        raise BadInput(
            f"The package cannot be brought in: {where}: {error.strerror or error}.", "Nothing was changed."
        ) from error
    rules = 0
    for guide in sorted(found.guides):
        for rule_name, path in rule_files(guide, (styles,)):
            rules += 1
            rule = compile_rule(path, rule_name, (styles, *others)).rule
            if rule.state is not State.RUNS:
                problems.append(f"{'/'.join(path.parts[-2:])}{f', line {rule.line}' if rule.line else ''}: {rule.reason}")
    return Installed(tuple(sorted(found.guides)), rules, tuple(problems), settings)


# ---------------------------------------------------------------- what is in it


@dataclass
class _Found:
    """Guides by name with the places of their files, settings by package, and files for `config` by their path in it."""

    guides: dict[str, dict[str, str]] = field(default_factory=dict)
    settings: dict[str, bytes] = field(default_factory=dict)
    config: dict[str, str] = field(default_factory=dict)


def _search(files: Mapping[str, bytes], folder: str, name: str, found: _Found) -> None:
    """Look for guides in `folder` of the package ("" for all of it), which goes by `name`."""
    names = _names(files, folder)
    here = {n for n in names if f"{folder}{n}" in files}
    below = sorted(n for n in names - here if n not in _NOT_GUIDES and _has_something(files, f"{folder}{n}/"))
    if ".vale.ini" in here:
        found.settings[_named(name)] = files[f"{folder}.vale.ini"]
    if "styles" in names - here:
        for path in files:
            if path.startswith(f"{folder}styles/config/"):
                found.config[path.removeprefix(f"{folder}styles/")] = path
        for guide in _names(files, f"{folder}styles/"):
            if guide not in _NOT_GUIDES and _has_rules(files, f"{folder}styles/{guide}/"):
                _add(files, f"{folder}styles/{guide}/", guide, folder, found)
    elif _rules_of(files, folder, here) or "meta.json" in here or (folder and below and not _wraps(files, folder, name, below)):
        _add(files, folder, _named(name), None, found)
    else:
        before = set(found.guides)
        for inner in below:
            _search(files, f"{folder}{inner}/", inner, found)
        _with_papers(files, folder, found, [guide for guide in found.guides if guide not in before])


def _wraps(files: Mapping[str, bytes], folder: str, name: str, below: Sequence[str]) -> bool:
    """Whether a folder without rules of its own is there to hold guides, and is not a guide with folders in it."""
    if _VERSION.search(name) or f"{folder}.vale.ini" in files:
        return True
    inner = (f"{folder}{each}/" for each in below)
    return any(_PAPERS.fullmatch(n) or n in (".vale.ini", "styles") for each in inner for n in _names(files, each))


def _add(files: Mapping[str, bytes], folder: str, name: str, package: str | None, found: _Found) -> None:
    places = {path.removeprefix(folder): path for path in files if path.startswith(folder)}
    if name in found.guides:
        raise BadInput(f"The package holds two style guides called {name}.", "Take them in one by one.")
    found.guides[name] = {inner: place for inner, place in places.items() if _is_taken(inner)}
    if package is not None:
        _with_papers(files, package, found, (name,))


def _with_papers(files: Mapping[str, bytes], folder: str, found: _Found, guides: Sequence[str]) -> None:
    """The licence around guides goes with each that has none of its own, and so does the page around a single one."""
    for name in _names(files, folder):
        kind = re.split(r"\W", name.lower())[0]
        if (
            f"{folder}{name}" not in files
            or not _PAPERS.fullmatch(name)
            or kind == "meta"
            or (kind == "readme" and len(guides) > 1)
        ):
            continue
        for guide in guides:
            if not any(own.lower().startswith(kind) for own in found.guides[guide]):
                found.guides[guide][name] = f"{folder}{name}"


def _names(files: Mapping[str, bytes], folder: str) -> set[str]:
    return {path[len(folder) :].partition("/")[0] for path in files if path.startswith(folder)}


def _rules_of(files: Mapping[str, bytes], folder: str, here: set[str]) -> bool:
    return any(name.endswith(".yml") and _RULE.search(files[f"{folder}{name}"]) for name in here)


def _has_rules(files: Mapping[str, bytes], folder: str) -> bool:
    return any(path.startswith(folder) and path.endswith(".yml") and _RULE.search(data) for path, data in files.items())


def _has_something(files: Mapping[str, bytes], folder: str) -> bool:
    return f"{folder}.vale.ini" in files or _has_rules(files, folder)


def _is_taken(path: str) -> bool:
    parts = PurePosixPath(path)
    return not any(part.startswith(".") for part in parts.parts) and parts.suffix.lower() in _TAKEN


def _named(name: str) -> str:
    """The name without the version that a download carries at its end."""
    return _VERSION.sub("", name) or name


def _check_name(guide: str) -> None:
    if guide.lower() in _RESERVED:
        raise BadInput(f"A style guide cannot be called {guide}; that name is taken.", "Rename its folder.")
    if not _NAME.fullmatch(guide):
        raise BadInput(f"“{guide}” cannot name a style guide.", "Rename its folder: letters, digits, blanks and hyphens.")


# ---------------------------------------------------------------- reading it


def _zipped(source: Path) -> tuple[dict[str, bytes], list[str]]:
    try:
        with zipfile.ZipFile(source) as package:
            members = [info for info in package.infolist() if not info.is_dir() and not _is_clutter(info.filename)]
            _check_size(source.name, len(members), sum(info.file_size for info in members))
            files: dict[str, bytes] = {}
            for info in members:
                path = _inside(source.name, info)
                if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise BadInput(f"{source.name} is packed in a way that is not read here.", "Unpack it and name the folder.")
                # Asked for more than the size that was counted, the module unpacks only so much; asked for all, all there is.
                with package.open(info) as member:
                    files[path] = member.read(info.file_size + 1)
            return files, []
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise BadInput(
            f"{source.name} cannot be read as a .zip: {error}.", "Download it again, or unpack it and name the folder."
        ) from error


def _inside(source: str, info: zipfile.ZipInfo) -> str:
    """The member's path, which stays below the folder it is unpacked in."""
    path = info.filename.replace("\\", "/")
    if path.startswith("/") or re.match(r"[A-Za-z]:", path) or ".." in path.split("/") or "\x00" in path:
        raise BadInput(f"{source} holds a file that would lie outside its folder: {info.filename}.", "Don't trust this package.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise BadInput(f"{source} holds a link to another file: {info.filename}.", "Unpack it and take the link out.")
    return posixpath.normpath(path)


def _in_folder(source: Path) -> tuple[dict[str, bytes], list[str]]:
    if not source.is_dir():
        raise BadInput(f"{source} is not there.", "Name a folder or a .zip.")
    files, problems, size = dict[str, bytes](), list[str](), 0
    try:
        for path in _walk(source):
            inner = path.relative_to(source).as_posix()
            if path.is_symlink():
                problems.append(f"{inner} is a link to another file and was left out.")
                continue
            if path.suffix.lower() not in _TAKEN and path.name != ".vale.ini":
                continue
            size += path.stat().st_size
            _check_size(source.name, len(files) + 1, size)
            files[inner] = path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"{source.name} cannot be read: {error.strerror or error}.", "Check that you may read all of it."
        ) from error
    return files, problems


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            if not path.name.startswith("."):
                yield from _walk(path)
        elif not _is_clutter(path.name):
            yield path


def _is_clutter(path: str) -> bool:
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return "__MACOSX" in parts or any(part.startswith(".") and part not in (".vale.ini", "..") for part in parts)


def _check_size(source: str, count: int, size: int) -> None:
    if count > MOST_FILES:
        raise BadInput(f"{source} holds more than {MOST_FILES:,} files.", "Name the package itself, not the folder around it.")
    if size > MOST_BYTES:
        raise BadInput(
            f"{source} holds more than {MOST_BYTES // 1_000_000} MB.", "Name the package itself, not the folder around it."
        )


# ---------------------------------------------------------------- writing it


def _own(files: Mapping[str, bytes], places: Mapping[str, str]) -> dict[str, bytes]:
    return {inner: files[place] for inner, place in places.items()}


class _Laid:
    """What was written beside the guides, so that it can be taken back."""

    def __init__(self) -> None:
        self._before: dict[Path, bytes | None] = {}
        self._made: list[Path] = []

    def folder(self, folder: Path) -> None:
        """Make a folder and those above it. Raises: OSError."""
        self._made += [path for path in (*reversed(folder.parents), folder) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, path: Path, data: bytes) -> None:
        """Write a file, in a folder that need not be there yet. Raises: OSError."""
        self.folder(path.parent)
        self._before[path] = path.read_bytes() if path.exists() else None
        path.write_bytes(data)

    def undo(self) -> None:
        """Put everything back as far as the disk lets it."""
        for path, data in self._before.items():
            with suppress(OSError):
                if data is None:
                    path.unlink(missing_ok=True)
                else:
                    path.write_bytes(data)
        for folder in reversed(self._made):
            with suppress(OSError):
                folder.rmdir()


def _write(guides: Mapping[str, Mapping[str, bytes]], styles: Path) -> None:
    """Write all guides aside and then put them in place; where that fails, every guide is as it was. Raises: OSError."""
    with tempfile.TemporaryDirectory(prefix=".incoming-", dir=styles) as aside:
        new, old = Path(aside) / "new", Path(aside) / "old"
        old.mkdir()
        for guide, files in guides.items():
            for inner, data in files.items():
                path = new / guide / inner
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        _exchange(guides, styles, new, old)


def _exchange(guides: Mapping[str, object], styles: Path, new: Path, old: Path) -> None:
    done: list[str] = []
    try:
        for guide in guides:
            if (styles / guide).exists():
                (styles / guide).rename(old / guide)
            done.append(guide)
            (new / guide).rename(styles / guide)
    except OSError:
        for guide in done:
            shutil.rmtree(styles / guide, ignore_errors=True)
            if (old / guide).exists():
                (old / guide).rename(styles / guide)
        raise


def _write_settings(settings: Mapping[str, bytes], styles: Path, laid: _Laid) -> tuple[tuple[str, ...], list[str]]:
    """What a package sets lies where it is read before the project's own configuration."""
    problems, written, home = list[str](), list[str](), styles / SETTINGS
    for name, data in settings.items():
        try:
            parse_ini(data.decode("utf-8-sig"), f"{name}'s .vale.ini")
        except (BadConfig, UnicodeDecodeError) as error:
            what = error.what if isinstance(error, BadConfig) else f"{name}'s .vale.ini is not UTF-8 text."
            problems.append(f"The settings of the package were left out. {what}")
            continue
        there = sorted(path.name for path in home.glob("*.ini"))
        own = next((file for file in there if file.removesuffix(".ini").partition("-")[2] == name), "")
        laid.write(home / (own or _last(name, there)), data)
        written.append(name)
    return tuple(written), problems


def _last(name: str, there: Sequence[str]) -> str:
    """A file name that comes after those that are there, whether they are numbered 2, 10 as Vale does it or 002, 010."""
    names = (f"{number:03}-{name}.ini" for number in range(1000))
    return next((file for file in names if not there or file > there[-1]), f"999-{name}.ini")


def _write_config(config: Mapping[str, bytes], styles: Path, laid: _Laid) -> list[str]:
    problems = []
    for inner, data in sorted(config.items()):
        path = styles / inner
        if not _is_taken(inner):
            continue
        if path.exists():
            if path.is_dir() or path.read_bytes() != data:
                problems.append(f"{inner} is already there and was left as it is.")
            continue
        laid.write(path, data)
    return problems
