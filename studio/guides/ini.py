"""`.vale.ini`: which guides apply to which texts, and what in a text is not looked at.

Read by hand because Python's own reader knows neither repeated keys that add up nor lines to point at. Several files
make one configuration: those that packages leave in `<StylesPath>/.vale-config`, the person's own, and the project's,
in this order. Lists add up; of a single value the last one counts, so the project decides.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from studio.core.errors import BadConfig
from studio.core.flag import Severity
from studio.guides.globs import matches

CORE_KEYS = (
    *("StylesPath", "MinAlertLevel", "Vocab", "Packages", "IgnoredScopes", "SkippedScopes", "IgnoredClasses"),
    *("WordTemplate", "NLPEndpoint"),
)
"""Keys that stand before the first section."""

SECTION_KEYS = ("BasedOnStyles", "BlockIgnores", "TokenIgnores", "CommentDelimiters", "Lang", "Transform", "View")
"""Keys of a section that are no switches."""

SETTINGS = ".vale-config"
"""The folder, in that of the packages, with what each of them sets. Its files are read in the order of their names."""

_NO_GLOBS = ("*", "formats", "asciidoctor", "sphinx")
_COMMENT = re.compile(r"\s[#;].*$")
_DELIMITER = re.compile(r"[=:]")
_PARAMETER = re.compile(r"([^\[\]]+\.[^\[\]]+)\[(\w+)\]")
_CONDITION = re.compile(r"\s+if\s+\S")


@dataclass(frozen=True, slots=True)
class Line:
    """A setting. `file` is what its file is called in sentences, `folder` what its paths are relative to."""

    key: str
    value: str
    number: int
    file: str = ".vale.ini"
    folder: Path = Path()

    @property
    def words(self) -> tuple[str, ...]:
        """The value as a comma-separated list."""
        return tuple(dict.fromkeys(word.strip() for word in self.value.split(",") if word.strip()))

    @property
    def patterns(self) -> tuple[str, ...]:
        """The value as a list of patterns, in which `\\,` is a comma that belongs to its pattern."""
        parts = re.split(r"(?<!\\),", self.value)
        return tuple(dict.fromkeys(part.replace("\\,", ",").strip() for part in parts if part.strip()))

    @property
    def place(self) -> str:
        """`.vale.ini, line 3`."""
        return f"{self.file}, line {self.number}"

    @property
    def parameter(self) -> tuple[str, str] | None:
        """Rule and key of `Style.Rule[key] = value`, None for any other line."""
        match = _PARAMETER.fullmatch(self.key)
        return (match[1], match[2].lower()) if match else None


@dataclass(frozen=True, slots=True)
class Section:
    """A `[glob]` with its lines; the empty name holds what stands before any section."""

    name: str
    lines: tuple[Line, ...]
    number: int = 0
    file: str = ".vale.ini"

    def all(self, key: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.key == key)

    def words(self, key: str) -> tuple[str, ...]:
        """The list under `key`; lines that repeat it add to it, and `NONE` clears what came before."""
        words = [word for line in self.all(key) for word in line.words]
        last = max((at for at, word in enumerate(words) if word == "NONE"), default=-1)
        return tuple(dict.fromkeys(words[last + 1 :]))

    def patterns(self, key: str) -> tuple[tuple[str, Line], ...]:
        """The patterns under `key`, each once, with the line it stands in."""
        found: dict[str, Line] = {}
        for line in self.all(key):
            for pattern in line.patterns:
                found.setdefault(pattern, line)
        return tuple(found.items())

    def value(self, key: str, default: str = "") -> str:
        return next((line.value for line in reversed(self.lines) if line.key == key), default)

    @property
    def is_conditional(self) -> bool:
        """Whether it is written `[glob if ...]`, which asks about the front matter of each file."""
        return _CONDITION.search(self.name) is not None

    def has(self, key: str) -> bool:
        return any(line.key == key for line in self.lines)

    @property
    def switches(self) -> tuple[Line, ...]:
        """`Guide.Rule = ...` lines, and `Guide = ...` for a whole guide."""
        known = (*SECTION_KEYS, *CORE_KEYS)
        return tuple(line for line in self.lines if line.key not in known and not line.parameter)


@dataclass(frozen=True)
class Ini:
    """A configuration, read. `name` is what sentences call its main file, `folder` the folder that holds it."""

    name: str
    folder: Path
    core: Section
    sections: tuple[Section, ...]

    def matching(self, path: str) -> tuple[Section, ...]:
        """The sections with a glob, other than `[*]`, that take `path`, in the file's order."""
        names = dict.fromkeys((path, self._known_as(path)))
        globs = (s for s in self.sections if s.name not in _NO_GLOBS and not s.is_conditional)
        return tuple(section for section in globs if any(matches(section.name, name) for name in names))

    def _known_as(self, path: str) -> str:
        """`path` with the ending that `[formats]` gives it."""
        stem, dot, ending = path.rpartition(".")
        known = next((s.value(ending) for s in self.sections if s.name == "formats" and dot), "")
        return f"{stem}.{known.lstrip('.')}" if known else path

    @cached_property
    def everywhere(self) -> Section:
        return next((section for section in self.sections if section.name == "*"), Section("*", ()))

    @cached_property
    def globs(self) -> tuple[Section, ...]:
        """`[*]` and then every section with a glob, in the order in which Vale reads them."""
        return (self.everywhere, *(s for s in self.sections if s.name not in _NO_GLOBS))

    @cached_property
    def listed(self) -> frozenset[str]:
        """Every guide that some list names, for whatever text: only these are switched on and off as a whole."""
        return frozenset(name for section in self.globs for name in section.words("BasedOnStyles"))

    @cached_property
    def levels(self) -> dict[str, Severity]:
        """Levels by rule (or guide): the last one read counts for every text, whatever section it stands in."""
        found: dict[str, Severity] = {}
        for line in (line for section in self.globs for line in section.switches):
            if line.value in list(Severity):
                found[line.key] = Severity(line.value)
            elif line.value == UNSET:
                found.pop(line.key, None)
        return found

    @cached_property
    def parameters(self) -> dict[str, dict[str, Line]]:
        """`Style.Rule[key] = value` lines by rule and key; the last one read counts for every text."""
        found: dict[str, dict[str, Line]] = {}
        for line in (line for section in self.globs for line in section.lines):
            if line.parameter:
                rule, key = line.parameter
                found.setdefault(rule, {})[key] = line
        return found

    @property
    def style_paths(self) -> tuple[Path, ...]:
        """The folders of guides the configuration names, whether they exist or not."""
        lines = self.core.all("StylesPath")
        return tuple(dict.fromkeys(line.folder / Path(line.value).expanduser() for line in lines if line.value))

    @property
    def package_path(self) -> Path | None:
        """The folder of guides that packages come into and leave their settings in: the last one named; None without any."""
        return self.style_paths[-1] if self.style_paths else None


@dataclass(frozen=True)
class Settings:
    """What of a text the rules do not get to see, as the configuration has it for one path.

    Attributes:
        block_ignores, token_ignores: patterns, in the dialect of rule files, of passages and of words to pass over.
        comment_delimiters: what opens and closes a comment in this kind of text, beside `<!--` and `-->`.
        ignored_scopes: tags of inline markup whose words are masked; a `text.frontmatter.<key>` leaves a key out.
        skipped_scopes: tags of blocks left out; `alt` stands for the text of images.
        ignored_classes: HTML classes whose elements are left out.
    """

    block_ignores: tuple[str, ...] = ()
    token_ignores: tuple[str, ...] = ()
    comment_delimiters: tuple[str, str] | None = None
    ignored_scopes: tuple[str, ...] = ("tt", "code", "kbd")
    skipped_scopes: tuple[str, ...] = ("script", "style", "pre", "figure", "noscript", "iframe")
    ignored_classes: tuple[str, ...] = ("problematic", "pre", "code")


UNSET = "UNSET"


def is_on(value: str) -> bool:
    """Whether the value of a switch turns its rule on: `YES` or a level, in just this case."""
    return value == "YES" or value in list(Severity)


# ---------------------------------------------------------------- finding


NAMES = (".vale.ini", "vale.ini", "_vale.ini", ".vale", "_vale", ".config/vale.ini")
"""What a configuration file may be called, in the order of preference within one folder."""


def find_ini(folder: Path, environment: Mapping[str, str]) -> Path | None:
    """The configuration for files in `folder`: what `VALE_CONFIG_PATH` names, else the next one upward, else the person's own.

    Args:
        environment: the variables of the process, usually `os.environ`.
    Raises:
        BadConfig: when `VALE_CONFIG_PATH` names a file that is not there.
    """
    if named := environment.get("VALE_CONFIG_PATH"):
        path = Path(named).expanduser()
        if not path.is_file():
            raise BadConfig(f"VALE_CONFIG_PATH names {named}, which is not there.", "Set it to a .vale.ini, or unset it.")
        return path
    here = folder.absolute()
    for above in (here, *here.parents):
        for name in NAMES:
            if (above / name).is_file():
                return above / name
    own = own_ini(environment)
    return own if own and own.is_file() else None


def own_ini(environment: Mapping[str, str]) -> Path | None:
    """Where a person's own configuration lies: `vale/.vale.ini` among the settings of their programs."""
    home = environment.get("HOME") or environment.get("USERPROFILE")
    folder = environment.get("XDG_CONFIG_HOME") or environment.get("LOCALAPPDATA") or (f"{home}/.config" if home else "")
    return Path(folder) / "vale" / ".vale.ini" if folder else None


# ---------------------------------------------------------------- reading


def load_ini(path: Path, environment: Mapping[str, str] | None = None) -> Ini:
    """Read a configuration with the files that belong to it.

    Args:
        path: of the project's own file.
        environment: the variables of the process; with them the person's own file is read too. None reads it nowhere, so
            that a folder means the same on every machine.
    Raises:
        BadConfig: when a file cannot be read, or a line is neither a section, a `key = value` nor a comment.
    """
    files = [read_ini(path)]
    own = own_ini(environment) if environment is not None else None
    if own and own.is_file() and own.absolute() != path.absolute():
        files.insert(0, read_ini(own, "vale/.vale.ini"))
    home = files[-1].package_path or files[0].package_path
    left = sorted((home / SETTINGS).glob("*.ini")) if home else []
    packages = [_without_styles_path(read_ini(each, f".vale-config/{each.name}")) for each in left]
    return _merged([*packages, *files])


def read_ini(path: Path, name: str = "") -> Ini:
    """Read one configuration file, called `name` in sentences.

    Raises:
        BadConfig: as for `load_ini`.
    """
    name = name or path.name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfig(f"{name} cannot be read: {error}.", "Check that the file is there and is UTF-8 text.") from error
    return parse_ini(text, name, path.parent)


def parse_ini(text: str, name: str = ".vale.ini", folder: Path = Path()) -> Ini:
    """Read the text of one configuration file. A section that stands there twice is one, at the first's place.

    Raises:
        BadConfig: for a line that is neither a section, a `key = value` nor a comment.
    """
    lines: dict[str, list[Line]] = {"": []}
    starts, section = {"": 0}, ""
    for number, line in _joined(text):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1].strip()
            starts.setdefault(section, number)
            lines.setdefault(section, [])
        elif found := _DELIMITER.search(line):
            key, value = line[: found.start()].strip().strip('"`'), line[found.end() :].strip()
            lines[section].append(Line(key, value, number, name, folder))
        else:
            raise BadConfig(f"{name}, line {number}: `{line}` is no setting.", "Write `key = value`, or take the line out.")
    core, *rest = (Section(glob, tuple(map(_unquoted, own)), starts[glob], name) for glob, own in lines.items())
    return Ini(name, folder, core, tuple(rest))


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, each with its number, comments gone; a backslash at the end takes in the next line."""
    held, first = "", 0
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if held:
            line = held + line
        elif not line or line[0] in "#;":
            continue
        start = first or number
        if line.endswith("\\"):
            held, first = line[:-1], start
            continue
        # What was put together from several lines is a list of patterns, in which a blank and a hash are nothing special.
        yield start, (line if held or _is_quoted(line) else _COMMENT.sub("", line).strip())
        held, first = "", 0
    if held:
        yield first, held.strip()


def _is_quoted(line: str) -> bool:
    value = line.partition("=")[2].strip()
    return len(value) > 1 and value[0] in "\"'`" and value[-1] == value[0]


def _unquoted(line: Line) -> Line:
    return Line(line.key, line.value[1:-1], line.number, line.file, line.folder) if _is_quoted(f"={line.value}") else line


def _without_styles_path(ini: Ini) -> Ini:
    """What a package says about where its guides lie held for the package as it came."""
    kept = tuple(line for line in ini.core.lines if line.key != "StylesPath")
    return Ini(ini.name, ini.folder, Section("", kept), ini.sections)


def _merged(files: Sequence[Ini]) -> Ini:
    if len(files) == 1:
        return files[0]
    last = files[-1]
    sections: dict[str, Section] = {}
    for section in (section for file in files for section in (file.core, *file.sections)):
        before = sections.get(section.name)
        lines = (*before.lines, *section.lines) if before else section.lines
        start, name = (before.number, before.file) if before else (section.number, section.file)
        sections[section.name] = Section(section.name, lines, start, name)
    core = sections.pop("", Section("", ()))
    return Ini(last.name, last.folder, core, tuple(sections.values()))
