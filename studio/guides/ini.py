"""`.vale.ini`: which guides apply to which texts.

Read by hand because Python's own reader knows neither repeated keys that add up nor lines to point at.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import BadConfig
from studio.core.flag import Severity
from studio.guides.globs import matches

_COMMENT = re.compile(r"\s[#;].*$")


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    value: str
    number: int

    @property
    def words(self) -> tuple[str, ...]:
        """The value as a comma-separated list."""
        return tuple(dict.fromkeys(word.strip() for word in self.value.split(",") if word.strip()))


@dataclass(frozen=True, slots=True)
class Section:
    """A `[glob]` with its lines; the empty name holds what stands before any section."""

    name: str
    lines: tuple[Line, ...]
    number: int = 0

    def words(self, key: str) -> tuple[str, ...]:
        """The list under `key`; lines that repeat it add to it."""
        return tuple(dict.fromkeys(word for line in self.lines if line.key == key for word in line.words))

    def value(self, key: str, default: str = "") -> str:
        return next((line.value for line in reversed(self.lines) if line.key == key), default)

    def has(self, key: str) -> bool:
        return any(line.key == key for line in self.lines)

    def number_of(self, key: str) -> int:
        return next((line.number for line in self.lines if line.key == key), self.number)

    @property
    def switches(self) -> tuple[Line, ...]:
        """`Guide.Rule = ...` lines."""
        return tuple(line for line in self.lines if "." in line.key)


@dataclass(frozen=True)
class Ini:
    """A configuration file, read. `name` is what problems call it."""

    name: str
    folder: Path
    core: Section
    sections: tuple[Section, ...]

    def matching(self, path: str) -> tuple[Section, ...]:
        """The sections other than `[*]` and `[formats]` whose glob takes `path`, in the file's order."""
        return tuple(s for s in self.sections if s.name not in ("*", "formats") and matches(s.name, path))

    @property
    def everywhere(self) -> Section:
        lines = tuple(line for section in self.sections if section.name == "*" for line in section.lines)
        return Section("*", lines)

    @property
    def levels(self) -> dict[str, Severity]:
        """Levels set by switches: the last one of the file wins for every text, as in Vale."""
        found = {}
        for section in self.sections:
            for line in section.switches:
                if line.value.lower() in list(Severity):
                    found[line.key] = Severity(line.value.lower())
        return found


def is_on(value: str) -> bool:
    """Whether the value of a switch turns its rule on: `YES` or a level."""
    return value.upper() == "YES" or value.lower() in list(Severity)


def read_ini(path: Path) -> Ini:
    """Read a configuration file.

    Raises:
        BadConfig: when it cannot be read, or a line is neither a section, a `key = value` nor a comment.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfig(f"{path.name} cannot be read: {error}.", "Check that the file is there and is UTF-8 text.") from error
    sections: list[Section] = []
    name, start, lines = "", 0, list[Line]()
    for number, raw in enumerate(text.splitlines(), 1):
        line = _COMMENT.sub("", " " + raw).strip()
        if not line:
            continue
        if line.startswith("[") and line.endswith("]"):
            sections.append(Section(name, tuple(lines), start))
            name, start, lines = line[1:-1].strip(), number, []
        elif "=" in line:
            key, _, value = line.partition("=")
            lines.append(Line(key.strip(), value.strip(), number))
        else:
            raise BadConfig(f"{path.name}, line {number}: `{line}` is no setting.", "Write `key = value`, or take the line out.")
    sections.append(Section(name, tuple(lines), start))
    return Ini(path.name, path.parent, sections[0], tuple(sections[1:]))
