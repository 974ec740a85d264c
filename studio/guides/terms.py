"""Term lists: the words of a brand that are right, and those that are not (Vale's vocabularies)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from studio.guides.exceptions import Exceptions
from studio.guides.reading import BrokenRule


@dataclass(frozen=True)
class Terms:
    """Patterns of accepted and rejected terms, in the order of their files; `problems` names the lines left out."""

    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The accepted terms that are plain words: what a spelling check may take as right."""
        bare = (term.removeprefix("(?i)") for term in self.accepted)
        return tuple(dict.fromkeys(term for term in bare if regex.fullmatch(r"[\w .&'’-]+", term)))


def read_terms(names: Sequence[str], folders: Sequence[Path]) -> Terms:
    """Gather the vocabularies `names`, each from the first styles folder that holds it, older layout included.

    Files may lie in folders within a vocabulary's own.

    Args:
        names: as `Vocab` lists them.
        folders: styles folders, the workspace's own first.
    """
    accepted, rejected, problems = list[str](), list[str](), list[str]()
    for name in names:
        homes = _homes(name, folders)
        if not homes:
            problems.append(f"The term list {name} is in none of the style folders; look at `Vocab` in .vale.ini.")
        for home in homes:
            for file, into in (("accept.txt", accepted), ("reject.txt", rejected)):
                for path in sorted(home.rglob(file)):
                    into.extend(_terms(path, problems))
    return Terms(tuple(dict.fromkeys(accepted)), tuple(dict.fromkeys(rejected)), tuple(problems))


def _homes(name: str, folders: Sequence[Path]) -> list[Path]:
    for folder in folders:
        places = (folder / "config" / "vocabularies" / name, folder / "Vocab" / name)
        if homes := [home for home in places if home.is_dir()]:
            return homes
    return []


def _terms(path: Path, problems: list[str]) -> Iterable[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"{path.parent.name}/{path.name} cannot be read: {error}.")
        return
    for number, line in enumerate(lines, 1):
        term = line.strip()
        if not term or term.startswith("# "):
            continue
        try:
            Exceptions((term,))
        except BrokenRule as error:
            problems.append(f"{path.parent.name}/{path.name}, line {number}: the term `{term}` is left out. {error.what}")
        else:
            yield term


def lowered(term: str) -> str:
    """`term` with its literal letters in lower case; escapes, classes and flags stay what they mean."""
    parts = regex.split(r"(\\.|\[[^\]]*\]|\(\?[a-zA-Z-]+[:)]|\(\?P?<\w+>)", term)
    return "".join(part if index % 2 else part.lower() for index, part in enumerate(parts))
