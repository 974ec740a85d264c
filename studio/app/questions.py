"""The files that checklists are written in: `resources/checklists/<channel>.toml` for every house, `checklists/<channel>.toml`
for one workspace.

A file has up to two lists, `[[drafting]]` and `[[in_review]]`, each of tables with `id`, `question`, `why` and `required`. A
list of the workspace takes the place of the house's list of that name; one that it does not have is asked as the house wrote
it. `drafting = []` asks nothing.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from studio.app.house_files import toml
from studio.core.checklist import Checklist, Question, Round
from studio.core.data import data_path
from studio.core.errors import BadConfig, Refused
from studio.core.piece import Channel

if TYPE_CHECKING:
    from tomlkit.items import AoT

FOLDER = "checklists"
EXTRA = "type-"
"""What the ids of a content type's questions begin with."""

_FIELDS = {"id", "question", "why", "required"}
_LONGEST, _MOST = 300, 40  # letters of a question; questions of a list
_HEAD = """\
# Questions that only a person can answer about a piece for {channel}: `drafting` is answered before it is handed on,
# `in_review` by the editor. An id stays when its question is reworded; what was answered to other words does not count.
"""


def path_of(root: Path, channel: Channel) -> Path:
    """The workspace's own file for a channel; it need not be there."""
    return root / FOLDER / f"{channel.value}.toml"


def house_list(channel: Channel, round: Round) -> Checklist:
    """What every house begins with."""
    found = _read(data_path("resources", FOLDER, f"{channel.value}.toml"))
    return Checklist(channel, round, found.get(round, ()))


def list_for(root: Path, channel: Channel, round: Round) -> Checklist:
    """The list in force in a workspace.

    Raises:
        BadConfig: the workspace's own file cannot be read; it names the file and the first thing wrong in it.
    """
    own = _read(path_of(root, channel))
    return Checklist(channel, round, own[round], is_own=True) if round in own else house_list(channel, round)


def read_file(path: Path) -> Mapping[Round, tuple[Question, ...]]:
    """The lists of a file that a person wrote, wherever it lies.

    Raises:
        BadConfig: it is not there, cannot be read, or something is wrong in it.
    """
    if not path.is_file():
        raise BadConfig(f"{path} is no file.", "Check the name.")
    return _read(path)


def as_text(asked: Checklist) -> str:
    """A list as it is written in a file."""
    import tomlkit

    document = tomlkit.document()
    document.add(asked.round.value, _rows(asked.questions) if asked.questions else tomlkit.array())
    return tomlkit.dumps(document)


def of_template(asked: Sequence[str]) -> tuple[Question, ...]:
    """Questions of a content type, as its template writes them: one a line; one that ends in “(optional)” is not required."""
    found = dict[str, Question]()
    for line in asked:
        words = line.removesuffix("(optional)").strip()
        if words:
            id = _free_id(words, found, EXTRA)
            found[id] = Question(id, words, "Asked of every piece of this kind.", words == line.strip())
    return tuple(found.values())


def named(id: str, words: str, taken: Sequence[str]) -> str:
    """The id of a question: its own, or one made of its first words that no other question has."""
    return id or _free_id(words, taken, "")


def _free_id(words: str, taken: Mapping[str, object] | Sequence[str], lead: str) -> str:
    plain = lead + ("-".join(re.findall(r"[a-z0-9]+", words.casefold())[:5]) or "question")
    id, again = plain, 1
    while id in taken:
        again += 1
        id = f"{plain}-{again}"
    return id


# ---------------------------------------------------------------- reading


def _read(path: Path) -> Mapping[Round, tuple[Question, ...]]:
    try:
        stat = path.stat()
    except OSError:
        return {}
    return _parsed(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _parsed(path: Path, changed: int, size: int) -> Mapping[Round, tuple[Question, ...]]:
    """`changed` and `size` are the file's, so that one saved anew is read anew. Raises: BadConfig."""
    name = f"{path.parent.name}/{path.name}"
    raw = toml(path, name)
    if strange := sorted(set(raw) - set(Round)):
        raise BadConfig(f"{name} has a list “{strange[0]}” that nobody asks.", f"Lists are: {', '.join(Round)}.")
    return {round: _questions(f"{name}, {round.value}", raw[round.value]) for round in Round if round.value in raw}


def _questions(where: str, rows: object) -> tuple[Question, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadConfig(f"{where} is no list of questions.", "Write each as [[drafting]] or [[in_review]] with a question.")
    found = tuple(_question(where, row) for row in rows)
    return checked(where, found)


def _question(where: str, row: dict[str, Any]) -> Question:
    if strange := sorted(set(row) - _FIELDS):
        raise BadConfig(f"{where}: a question has “{strange[0]}”, which nobody knows.", "Known: id, question, why, required.")
    texts = {name: row.get(name, "") for name in ("id", "question", "why")}
    required = row.get("required", True)
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(required, bool):
        raise BadConfig(f"{where}: a question is not written as text.", "required is true or false, the others stand in quotes.")
    id, question, why = (" ".join(str(text).split()) for text in texts.values())
    return Question(named(id, question, ()), question, why, required)


def checked(where: str, questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions, fit to be asked.

    Raises:
        BadConfig: one of them is empty or too long, two have one id, or there are more than anybody reads.
    """
    ids = set[str]()
    for each in questions:
        if not each.question.strip():
            raise BadConfig(f"{where}: a question is empty.", "Write it, or take it out.")
        if max(len(each.question), len(each.why)) > _LONGEST:
            raise BadConfig(f"{where}: “{each.question[:40]}…” is too long.", f"{_LONGEST} letters are the most.")
        if not re.fullmatch(r"[\w-]{1,60}", each.id) or each.id.startswith(EXTRA):
            raise BadConfig(f"{where}: “{each.id}” cannot be an id.", f"Use letters, digits and hyphens; not “{EXTRA}” in front.")
        if each.id in ids:
            raise BadConfig(f"{where}: two questions have the id “{each.id}”.", "Give each an id of its own.")
        ids.add(each.id)
    if len(questions) > _MOST:
        raise BadConfig(f"{where} has {len(questions)} questions.", f"Nobody reads more than {_MOST}; take some out.")
    return tuple(questions)


# ---------------------------------------------------------------- writing


def write(root: Path, channel: Channel, round: Round, questions: Sequence[Question] | None) -> None:
    """Put a list into the workspace's file, all at once; every other line and comment of the file stays. None takes it out.

    Raises:
        BadConfig: a question is not fit to be asked, or the file that is there cannot be read.
        Refused: the file cannot be written.
    """
    import tomlkit

    path = path_of(root, channel)
    name = f"{FOLDER}/{path.name}"
    if questions is not None:
        checked(f"{name}, {round.value}", questions)
    _read(path)  # one that is broken is mended by a person, not written over
    there = path.exists()
    document = tomlkit.parse(path.read_text(encoding="utf-8-sig") if there else _HEAD.format(channel=channel.value))
    place = list(document).index(round.value) if round.value in document else None
    if questions is None:
        if place is None:
            return
        document.remove(round.value)
    elif not questions:
        document.pop(round.value, None)
        # A plain key may not stand below a table, so it goes above them all.
        empty = tomlkit.document()
        empty.add(round.value, tomlkit.array())
        document = tomlkit.parse(tomlkit.dumps(empty) + tomlkit.dumps(document))
    else:
        document.pop(round.value, None)
        document.add(round.value, _rows(questions))
    _put(path, tomlkit.dumps(document).lstrip("\n"), name)


def _rows(questions: Sequence[Question]) -> "AoT":
    import tomlkit

    rows = tomlkit.aot()
    for each in questions:
        table = tomlkit.table()
        for key, value in (("id", each.id), ("question", each.question), ("why", each.why), ("required", each.is_required)):
            if value != "":
                table.add(key, value)
        rows.append(table)
    return rows


def _put(path: Path, text: str, name: str) -> None:
    """Write it beside, then in place: a program that is killed leaves the old file or the new one."""
    try:
        path.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent, prefix=".", suffix=".toml", encoding="utf-8", delete=False) as file:
            file.write(text)
        Path(file.name).replace(path)
    except OSError as error:
        raise Refused(f"{name} cannot be written: {error.strerror}.", "See that the folder may be written to.") from None
    _parsed.cache_clear()  # a second save may fall within one step of the file's clock
