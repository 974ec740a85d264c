"""Content types: what kind of piece is asked for, what its brief has to answer, and the rules that follow from it.

One Markdown file each, `templates/<name>.md` in the workspace; a bundled one of the same name makes way for it. Its front
matter says (all but the title may be left out):

    title          as people read it
    channel        blog, web, email, social or support
    audience       for whom
    routing        ai_led, mixed or human_led: how much may stay as the AI wrote it
    disclosure     none, line or full; or a wording of the house's own, which counts as a line
    tone           how a text of this kind is meant to sound: positive, neutral or negative; formal or casual; calm
    questions      what the brief has to answer, a list; one that ends in `(optional)` may stay open
    checklist      questions that only a person can answer, a list, asked beside those of the channel
    merge_fields   the fields that a text of this kind may use, a list
    words_min, words_max   whole numbers
    author         who keeps the template

Below stands what an AI is asked for, or the skeleton a person starts from. `templates/drafting.md` is no content type: there
stands what people taught (see `learning`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from studio.app.house_files import headed, must_know, readable
from studio.core.data import data_path
from studio.core.errors import BadConfig, KnownError, NotFound, Refused
from studio.core.events import digest
from studio.core.piece import Channel
from studio.core.prompting import OPTIONAL, Brief, brief_for_checks
from studio.core.tone import Aim

if TYPE_CHECKING:
    from studio.app.workspace import Workspace

FOLDER = "templates"
NO_TYPES = frozenset({"drafting", "readme"})
"""Files of that folder that are no content types."""

ROUTINGS = ("ai_led", "mixed", "human_led")
LEVELS = ("none", "line", "full")
_LISTS = ("questions", "checklist", "merge_fields")
_KNOWN = ("name", "title", "channel", "audience", "routing", "disclosure", "tone", *_LISTS, "words_min", "words_max", "author")


@dataclass(frozen=True, slots=True)
class Template:
    """One content type.

    Attributes:
        name: of its file, without the ending; a piece's `content_type`.
        channel: None where it serves any.
        routing: `ai_led`, `mixed`, `human_led`; empty where the file does not say.
        disclosure: `none`, `line`, `full`; empty where the policy's own level holds. `wording`: the house's own sentence.
        tone: how it is meant to sound; nothing where the file does not say.
        questions: of the brief; `checklist`: extra questions for a person.
        merge_fields: names as written in the file, without braces.
        words_min, words_max: 0 where nobody set one.
        version: twelve hex digits that change with the file.
        body: what an AI is asked for, or the skeleton.
        is_bundled: it came with the program, and the workspace has none of that name.
    """

    name: str
    title: str
    channel: Channel | None = None
    audience: str = ""
    routing: str = ""
    disclosure: str = ""
    wording: str = ""
    tone: Aim = field(default_factory=Aim)
    questions: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    merge_fields: tuple[str, ...] = ()
    words_min: int = 0
    words_max: int = 0
    author: str = ""
    version: str = ""
    body: str = ""
    is_bundled: bool = False

    @property
    def length(self) -> str:
        """How long it should be, in words; empty where nobody said."""
        if self.words_min and self.words_max:
            return f"{self.words_min:,} to {self.words_max:,} words"
        if self.words_max:
            return f"at most {self.words_max:,} words"
        return f"at least {self.words_min:,} words" if self.words_min else ""


def templates(workspace: "Workspace") -> tuple[Template, ...]:
    """Every content type that can be read, by its title. Files that cannot are told by `problems`."""
    found = (_read_or_none(path) for path in _paths(workspace.root).values())
    return tuple(sorted((each for each in found if each), key=lambda each: each.title.casefold()))


def template(workspace: "Workspace", name: str) -> Template:
    """The content type of that name, whatever the case.

    Raises:
        NotFound: there is none; it says which there are.
        BadConfig: its file cannot be read.
    """
    path = _paths(workspace.root).get(name.strip().casefold())
    if path is None:
        known = ", ".join(each.name for each in templates(workspace)) or "none yet"
        raise NotFound(f"There is no template “{name}”.", f"There are: {known}.")
    return _read(path)


def known(root: Path, name: str) -> Template | None:
    """The content type a piece follows; None for none, for one that is gone and for one that cannot be read."""
    path = _path(root, name)
    return _read_or_none(path) if path else None


def fault(root: Path, name: str) -> str:
    """Why nobody knows the rules of that content type, and what to do, as a phrase; empty where they are known, or for none."""
    path = _path(root, name)
    if path is None:
        return f"{FOLDER}/{name}.md is not there: put it back, or give the piece another type" if name else ""
    try:
        _read(path)
    except KnownError as error:
        return f"{error.what.rstrip('.')}: {error.remedy[:1].lower()}{error.remedy[1:].rstrip('.')}"
    return ""


def _path(root: Path, name: str) -> Path | None:
    """The file of a content type; None where there is none."""
    if not name or name.casefold() in NO_TYPES or Path(name).name != name:
        return None
    # Asked for with every look at the gate, so the two likely places come before a walk through both folders.
    likely = (folder / f"{name}.md" for folder in (root / FOLDER, data_path("resources", FOLDER)))
    return next((each for each in likely if each.is_file()), None) or _paths(root).get(name.casefold())


def problems(workspace: "Workspace") -> tuple[str, ...]:
    """What is wrong in files of the folder, a sentence each that names the file."""
    found = []
    for path in _paths(workspace.root).values():
        try:
            _read(path)
        except KnownError as error:
            found.append(str(error))
    return tuple(found)


def unanswered(template: Template, answers: Mapping[str, str]) -> tuple[str, ...]:
    """The questions that want an answer and have none."""
    return tuple(each for each in template.questions if not is_optional(each) and not answers.get(each, "").strip())


def is_optional(question: str) -> bool:
    return question.rstrip().endswith(OPTIONAL)


def brief_from(template: Template, answers: Mapping[str, str]) -> str:
    """The brief as text: each question that was answered, and its answer below; what must not be said is worded as forbidden.

    Raises:
        Refused: a question that wants an answer has none.
    """
    if missing := unanswered(template, answers):
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise Refused(f"The brief does not answer “{missing[0]}”{more}.", "Answer it; the checks hold the text against it.")
    return brief_for_checks(Brief(answers=tuple((each, answers.get(each, "")) for each in template.questions)))


# ---------------------------------------------------------------- files


def _paths(root: Path) -> dict[str, Path]:
    """The files by name in small letters; the workspace's own stand before the bundled ones."""
    bundled = data_path("resources", FOLDER)
    return {path.stem.casefold(): path for folder in (bundled, root / FOLDER) for path in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.glob("*.md") if path.stem.casefold() not in NO_TYPES and path.is_file())


def _read_or_none(path: Path) -> Template | None:
    try:
        return _read(path)
    except KnownError:
        return None


def _read(path: Path) -> Template:
    """Raises: BadConfig, naming the file and the first thing wrong in it."""
    with readable(_named(path)):
        stat = path.stat()
    return _parsed(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=256)
def _parsed(path: Path, changed: int, size: int) -> Template:
    """`changed` and `size` are the file's, so that one saved anew is read anew."""
    name = _named(path)
    said, body, text = headed(path, name)
    if not said:
        raise BadConfig(f"{name} does not begin with front matter that can be read.", "Begin with ---, title: …, ---.")
    must_know(name, said, _KNOWN)
    if said.get("name", path.stem) != path.stem:
        raise BadConfig(f"{name} calls itself “{said['name']}”.", "Its name is that of the file; leave the line out.")
    if not said.get("title", "").strip():
        raise BadConfig(f"{name} has no title.", "Add a line title: …, as people read it.")
    level, wording = _disclosure(said.get("disclosure", ""))
    return Template(
        name=path.stem,
        title=" ".join(said["title"].split()),
        channel=Channel(_one_of(name, "channel", said, tuple(Channel))) if said.get("channel") else None,
        audience=" ".join(said.get("audience", "").split()),
        routing=_one_of(name, "routing", said, ROUTINGS),
        disclosure=level,
        wording=wording,
        tone=_tone(name, said.get("tone", "")),
        questions=_lines(said, "questions"),
        checklist=_lines(said, "checklist"),
        merge_fields=_lines(said, "merge_fields"),
        words_min=_number(name, "words_min", said),
        words_max=_number(name, "words_max", said),
        author=said.get("author", ""),
        version=digest(text)[:12],
        body=body,
        is_bundled=path.is_relative_to(data_path("resources", FOLDER)),
    )


def _named(path: Path) -> str:
    return f"{FOLDER}/{path.name}"


def _disclosure(said: str) -> tuple[str, str]:
    words = " ".join(said.split())
    return (words.lower(), "") if words.lower() in LEVELS or not words else ("line", words)


def _tone(name: str, said: str) -> Aim:
    try:
        return Aim.read(said)
    except ValueError as error:
        remedy = "Write like “positive, casual, calm”: positive, neutral or negative; formal or casual; calm."
        raise BadConfig(f"{name}: tone cannot be “{error}”.", remedy) from None


def _one_of(name: str, key: str, said: Mapping[str, str], known: Sequence[str]) -> str:
    value = said.get(key, "").strip().lower()
    if value and value not in known:
        raise BadConfig(f"{name}: {key} cannot be “{value}”.", f"Write one of: {', '.join(known)}.")
    return value


def _lines(said: Mapping[str, str], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in said.get(key, "").split("\n") if line.strip()))


def _number(name: str, key: str, said: Mapping[str, str]) -> int:
    value = said.get(key, "").strip()
    if not value:
        return 0
    if not (value.isascii() and value.isdigit()):
        raise BadConfig(f"{name}: {key} cannot be “{value}”.", f"Write a whole number, such as {key}: 300.")
    return int(value)
