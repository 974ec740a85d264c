"""Where the guides lie on disk, and what their pages say about each rule."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import regex

_NOT_GUIDES = ("config", "Vocab")  # where term lists and dictionaries lie
_LONGEST = 250  # bytes of a name; file systems take 255 with the ending
_NO_NAME = regex.compile(r"\.|.*[/\\:\x00-\x1f]", regex.S)
_LINE = regex.compile(r"^[-*|]\s*[`*]{0,3}([\w.-]+)[`*]{0,3}\s*[:–—|]\s*(.+?)\s*\|?$")


def names_a_folder(name: str) -> bool:
    """Whether `name` is that of one folder or file, and no way to any other place on the disk.

    Names come out of texts and packages by anybody, so all that becomes a path is asked here first.
    """
    return bool(name) and not _NO_NAME.match(name) and len(name.encode(errors="replace")) <= _LONGEST


def names_a_guide(name: str) -> bool:
    """Whether `name` can be a guide's: that of a folder in a style folder."""
    return names_a_folder(name) and name not in _NOT_GUIDES


def guide_names(folders: Sequence[Path]) -> tuple[str, ...]:
    """The guides in `folders`, each once, in alphabetical order."""
    found = {
        path.name
        for folder in folders
        if folder.is_dir()
        for path in folder.iterdir()
        if names_a_guide(path.name) and path.is_dir() and any(path.rglob("*.yml"))
    }
    return tuple(sorted(found))


def rule_files(guide: str, folders: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Every rule of a guide by its name, in order; where two folders hold the same rule the first one wins.

    Nothing for what cannot be a guide's name, wherever it may lead.
    """
    seen: dict[str, Path] = {}
    for folder in folders if names_a_guide(guide) else ():
        home = folder / guide
        for path in sorted(home.rglob("*.yml")) if home.is_dir() else ():
            inner = path.relative_to(home)
            name = ".".join((guide, *inner.parts[:-1], inner.name.partition(".")[0]))
            seen.setdefault(name, path)
    yield from sorted(seen.items())


def name_of(path: Path, folders: Sequence[Path] = ()) -> str:
    """The name a rule file goes by: its place below a style folder, else its folder and its file."""
    for folder in folders:
        if path.is_relative_to(folder) and len(parts := path.relative_to(folder).parts) > 1:
            return ".".join((*parts[:-1], path.name.partition(".")[0]))
    return f"{path.absolute().parent.name}.{path.name.partition('.')[0]}"


@lru_cache(maxsize=64)
def _sentences(page: str, changed: int) -> dict[str, str]:
    lines = Path(page).read_text(encoding="utf-8", errors="replace").splitlines()
    return {match[1]: match[2] for line in lines if (match := _LINE.match(line))}


def page_sentence(path: Path, rule: str) -> str:
    """What the guide's page (`README.md` beside the rule) says about it in one line, or nothing."""
    page = path.parent / "README.md"
    if not page.is_file():
        return ""
    return _sentences(str(page), page.stat().st_mtime_ns).get(rule.rpartition(".")[2], "")
