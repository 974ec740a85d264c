"""Term lists: the words of a brand that are right, and those that are not (Vale's vocabularies)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from studio.guides.exceptions import Exceptions
from studio.guides.folders import names_a_folder
from studio.guides.reading import BrokenRule, Keys, Listing, Mapping, Node, Scalar, read


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
            for path in sorted((*home.rglob("vocab.yml"), *home.rglob("vocab.yaml"))):
                for key, into in (("accept", accepted), ("reject", rejected)):
                    into.extend(_from_yaml(path, key, problems))
    return Terms(tuple(dict.fromkeys(accepted)), tuple(dict.fromkeys(rejected)), tuple(problems))


def _homes(name: str, folders: Sequence[Path]) -> list[Path]:
    if not all(map(names_a_folder, name.split("/"))):
        return []  # a list lies in a styles folder, whoever wrote its name
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


def _from_yaml(path: Path, key: str, problems: list[str]) -> Iterable[str]:
    """The terms of a list in YAML, which are words as written unless they say `regex: true`."""
    file = f"{path.parent.name}/{path.name}"
    try:
        nodes = [node for name, node in read(path).pairs if name.text == key]
        for item in (item for node in nodes for item in (node.items if isinstance(node, Listing) else (node,))):
            try:
                yield _entry(item)
            except BrokenRule as error:
                problems.append(f"{file}, line {error.line or item.line}: {error.what}")
    except BrokenRule as error:
        # Both keys are asked for in turn; the file is wrong only once.
        problem = f"{file}{f', line {error.line}' if error.line else ''}: {error.what}"
        problems.extend([problem] if problem not in problems else [])


def _entry(item: Node) -> str:
    if isinstance(item, Scalar):
        return _literal(item.text)
    if not isinstance(item, Mapping) or len(item.pairs) != 1:
        raise BrokenRule("A term is a word, or a word with its options.", item.line)
    (term, given), *_ = item.pairs
    if not isinstance(given, Mapping):
        if isinstance(given, Scalar) and not given.text:
            return _literal(term.text)
        raise BrokenRule(f"The term `{term.text}` has options, not another wording; that is a rule.", given.line)
    options = Keys(given)
    if "flags" in options:
        raise BrokenRule(f"The term `{term.text}` is left out: its forms (`flags`) are not made here.", options.line_of("flags"))
    pattern = term.text.strip() if options.switch("regex") else _literal(term.text)
    pattern = f"(?i){pattern}" if options.switch("ignorecase") else pattern
    Exceptions((pattern,))
    return pattern


def _literal(term: str) -> str:
    """A pattern for `term` as written; a full stop alone stays itself, as in the lists of lines."""
    term = term.strip()
    if not term:
        raise BrokenRule("A term is empty.")
    return term if not regex.search(r"[\\+*?()\[\]{}|^$]", term) else regex.sub(r"[\\.+*?()\[\]{}|^$]", r"\\\g<0>", term)


def lowered(term: str) -> str:
    """`term` with its literal letters in lower case; escapes, classes and flags stay what they mean."""
    parts = regex.split(r"(\\.|\[[^\]]*\]|\(\?[a-zA-Z-]+[:)]|\(\?P?<\w+>)", term)
    return "".join(part if index % 2 else part.lower() for index, part in enumerate(parts))
