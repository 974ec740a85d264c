"""Many briefs at once: a CSV with one brief a row, or a folder of Markdown files with one brief each.

A column, or a line of the front matter, is a field of `core.prompting.Brief` (`title`, `facts`, `must not say` …), `variants`,
`channels`, or a question of the content type. What a Markdown file says below its header are the answers under their questions,
and whatever stands under none is its facts.

Which brief a piece was made from is kept with it by a hash, so that nobody asks for the same one twice by accident.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studio import formats
from studio.app import drafting
from studio.app.alone import alone
from studio.app.drafting import Source, Wish
from studio.app.templates import Template
from studio.core.errors import BadInput, KnownError, Refused
from studio.core.events import canonical, digest
from studio.core.piece import Channel
from studio.core.prompting import MOST_DRAFTS, Brief, House, Want, plain, wanted
from studio.formats.encoding import decode
from studio.formats.tables import rows_of

if TYPE_CHECKING:
    from studio.app.workspace import Workspace
    from studio.core.piece import Person

MOST = 200
"""Briefs in one go: more drafts than that nobody reviews."""

_CAP = 5_000_000  # bytes of a CSV
_SUFFIXES = (".md", ".markdown", ".txt")
_FIELDS = tuple(each.name for each in fields(Brief) if each.name != "answers")
_ALSO_CALLED = {"content_type": "template", "type": "template", "brief": "facts", "notes": "facts", "must_not": "must_not_say"}
_COUNTS = ("variants", "channels")


@dataclass(frozen=True)
class Row:
    """One brief of several.

    Attributes:
        name: of its file, with the row where it holds several.
        wish: what is to be drafted; None where the brief cannot be read. `wants`: in how many drafts, for which channels.
        problem: why it cannot become a draft; None where it can.
        before: id of the piece that was made of the same brief already; empty where none was.
    """

    name: str
    wish: Wish | None = None
    wants: tuple[Want, ...] = ()
    problem: KnownError | None = None
    before: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether it is to be asked for: it can be, and was not yet."""
        return self.wish is not None and self.problem is None and not self.before


@dataclass(frozen=True)
class Briefs:
    """What a file or a folder holds; `unread` names the columns and lines that nobody knows."""

    rows: tuple[Row, ...]
    unread: tuple[str, ...] = ()


def read(workspace: "Workspace", path: Path, person: "Person", template: str = "", each: int = 1) -> Briefs:
    """The briefs of a CSV, of one Markdown file, or of a folder of those.

    Args:
        template: the content type of those that name none.
        each: how many drafts of those that do not say.
    Raises:
        BadInput: it is not there, cannot be read, or holds no brief or too many.
    """
    found = list(_of_folder(path) if path.is_dir() else _of_csv(path) if path.suffix.lower() == ".csv" else [_of_file(path)])
    if not found:
        raise BadInput(f"{path.name} holds no brief.", "Give a CSV with a line of names on top, or Markdown files.")
    if len(found) > MOST:
        raise BadInput(f"{path.name} holds {len(found):,} briefs, and at most {MOST} are taken at once.", "Split it.")
    unread = dict[str, None]()
    made = _already_made(workspace, person)
    rows = [_row(workspace, person, each_one, template, each, made, unread) for each_one in found]
    return Briefs(tuple(rows), tuple(unread))


def ready(briefs: Iterable[Row]) -> tuple[Row, ...]:
    """Those that are to be asked for, each brief once even where the same stands there twice."""
    found = dict[str, Row]()
    for row in briefs:
        if row.is_ready and row.wish:
            found.setdefault(row.wish.source.sha256, row)
    return tuple(found.values())


def anew(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The same, as if none of them had been made before."""
    return tuple(replace(row, before="") for row in rows)


@contextmanager
def held(workspace: "Workspace", wish: Wish, known: Set[str]) -> Iterator[str]:
    """Hold a brief while it is asked for, so that no other program asks for it too.

    Args:
        known: ids of pieces that this program knew of when it began, or made itself.
    Yields:
        The id of the piece that another program made of the same brief since; empty where none did.
    Raises:
        Refused: another program asks for it right now.
    """
    lock = workspace.root / f".drafting-{wish.source.sha256[:12]}.lock"
    with ExitStack() as stack:
        try:
            stack.enter_context(alone(lock))
        except OSError:
            remedy = "Wait for it; a brief that became a piece is not asked for again."
            raise Refused("Another program asks for the same brief right now.", remedy) from None
        made = (each for each in workspace.history.pieces() if each.source_hash == wish.source.sha256)
        try:
            yield next((each.id for each in made if each.id not in known), "")
        finally:
            with suppress(OSError):  # who opened it before finds the piece in the history
                lock.unlink()


class Words:
    """The task of each brief, the house's part of it found out once for each brand and channel. Takes seconds: see there."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._known: dict[tuple[str, Channel], House] = {}

    def of(self, wish: Wish) -> str:
        """Raises: BadInput, where the brief names no channel there is, or an exemplar of the voice cannot be read."""
        return drafting.prompt(wish.template, self._house(wish))

    def samples(self, wish: Wish) -> tuple[str, ...]:
        """Sentences of the brand's own texts, see `House`. Raises: as `of`."""
        return self._house(wish).samples

    def _house(self, wish: Wish) -> House:
        channel = drafting.channel_of(wish.brief, wish.template)
        whose = drafting.brand_of(self._workspace, wish), channel
        if whose not in self._known:
            self._known[whose] = drafting.house_words(self._workspace, *whose)
        return self._known[whose]


# ---------------------------------------------------------------- one brief


@dataclass(frozen=True)
class _Said:
    """One brief as it stands in its file: what it says by name, and its text below."""

    name: str
    said: Mapping[str, str]
    text: str = ""
    problem: KnownError | None = None


def _row(
    workspace: "Workspace",
    person: "Person",
    found: _Said,
    template: str,
    each: int,
    made: Mapping[str, str],
    unread: dict[str, None],
) -> Row:
    if found.problem:
        return Row(found.name, problem=found.problem)
    known = {_key(name): text for name, text in found.said.items() if text.strip()}
    brief = Brief.from_data({name: known[name].strip() for name in _FIELDS if name in known})
    brief = replace(brief, template=brief.template or template)
    try:
        follows = drafting.template_of(workspace, brief)
    except KnownError as error:
        return Row(found.name, problem=error)
    questions = _questions(follows)
    answers = {questions[name]: text.strip() for name, text in known.items() if name in questions}
    below, rest = _answered(found.text, questions)
    answers |= below
    facts = "\n\n".join(filter(None, (brief.facts, rest)))
    brief = replace(brief, facts=facts, answers=tuple((q, answers[q]) for q in answers))
    names = {_key(name): name for name in found.said}
    unread.update(dict.fromkeys(names[n] for n in known if n not in (*_FIELDS, *_COUNTS, *questions) and n in names))
    wish = Wish(brief, follows, person, Source(found.name))
    try:
        brand = drafting.brand_of(workspace, wish)  # the same words are another text in another brand
        hashed = digest(canonical(brief.as_data() | {"brand": brand.casefold()}))
        wish = replace(wish, source=Source(found.name, hashed))
        wants = _wants(wish, known, each)
        if not drafting.is_human_led(follows):
            drafting.must_be_askable(workspace, wish)
        else:
            drafting.must_be_whole(wish)
    except KnownError as error:
        return Row(found.name, wish, problem=error)
    return Row(found.name, wish, wants, before=made.get(hashed, ""))


def _wants(wish: Wish, known: Mapping[str, str], each: int) -> tuple[Want, ...]:
    """Raises: BadInput, for a number that is none or a channel that is not there."""
    said = known.get("variants", "").strip()
    if said and not (said.isascii() and said.isdigit() and 1 <= int(said) <= MOST_DRAFTS):
        raise BadInput(f"“{said}” drafts cannot be made.", f"Write a whole number up to {MOST_DRAFTS}.")
    named = [name for name in re.split(r"[\s,;]+", known.get("channels", "").strip()) if name]
    channels = [drafting.channel_of(replace(wish.brief, channel=name), wish.template) for name in named]
    return wanted(list(dict.fromkeys(channels)) or [drafting.channel_of(wish.brief, wish.template)], int(said or each))


def _key(name: str) -> str:
    """A name as it is compared: small letters, one line between words, without a mark at its end."""
    bare = "_".join(re.findall(r"\w+", plain(name).casefold()))
    return _ALSO_CALLED.get(bare, bare)


def _questions(template: Template | None) -> dict[str, str]:
    return {_key(question): question for question in (template.questions if template else ())}


def _answered(text: str, questions: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The answers that stand under their questions, and whatever stands under none."""
    found, rest, under = dict[str, list[str]](), list[str](), ""
    for line in text.splitlines():
        asked = questions.get(_key(line.strip("#*_ \t"))) if line.strip() else None
        if asked:
            under = asked
            found.setdefault(under, [])
        elif line.startswith("#"):
            under = ""
            rest.append(line.lstrip("# "))
        else:
            (found[under] if under else rest).append(line)
    answers = {question: "\n".join(lines).strip() for question, lines in found.items()}
    return {question: said for question, said in answers.items() if said}, "\n".join(rest).strip()


def _already_made(workspace: "Workspace", person: "Person") -> dict[str, str]:
    """The first piece made of each brief, by the brief's hash, among those that the person works on."""
    pieces = sorted(workspace.pieces_for(person), key=lambda piece: piece.created, reverse=True)
    return {piece.source_hash: piece.id for piece in pieces if piece.source_hash}


# ---------------------------------------------------------------- files


def _of_folder(folder: Path) -> Iterator[_Said]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix.lower() in _SUFFIXES and not path.name.startswith((".", "~")):
            try:
                yield _of_file(path)
            except KnownError as error:
                yield _Said(path.name, {}, problem=error)


def _of_file(path: Path) -> _Said:
    """Raises: BadInput, as `formats.read`."""
    draft = formats.read(path)
    return _Said(path.name, draft.meta, draft.text)


def _of_csv(path: Path) -> Iterator[_Said]:
    """Raises: BadInput, where it cannot be read, or does not begin with a line of names."""
    try:
        if path.stat().st_size > _CAP:
            raise BadInput(f"{path.name} is too large.", f"At most {MOST} briefs are taken at once.")
        text = decode(path.read_bytes(), path.name).text
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror}.", "Check the name.") from None
    rows = [row.cells for row in rows_of(text, path.name)]
    names = [name.strip() for name in rows[0]] if rows else []
    if rows and len({_key(name) for name in names if name}) < len([name for name in names if name]):
        raise BadInput(f"{path.name} has two columns of one name.", "Give each a name of its own.")
    if rows and not any(_key(name) in (*_FIELDS, *_COUNTS) for name in names):
        raise BadInput(f"{path.name} does not begin with a line of names.", "Put one on top: title, facts, audience, tone …")
    for number, row in enumerate(rows[1:], 2):
        name = f"{path.name}, row {number}"
        if len(row) > len(names):
            problem = BadInput(f"{name} has more fields than there are names.", "Put what holds commas between quotes.")
            yield _Said(name, {}, problem=problem)
        else:
            yield _Said(name, dict(zip(names, row, strict=False)))
