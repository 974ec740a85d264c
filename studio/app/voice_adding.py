"""What a brand's voice is learned from: published texts brought in as files, and pieces of the house's own that were approved.

They are kept as Markdown in `voice/<brand>/`, where people can read, change and delete them; see `voices`.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio import formats
from studio.app.voices import FOLDER, Exemplar, exemplars, folder_of
from studio.app.workspace import Workspace, slug_of
from studio.core.acts import Act, refusal
from studio.core.document import Document
from studio.core.errors import BadInput, KnownError, NotFound, Refused
from studio.core.events import Actor, EventType, digest
from studio.core.phrases import count
from studio.core.piece import Channel, Person, Piece, Stage
from studio.core.voice import FEWEST, listen

MOST_FILES = 500  # of one folder: more is not a voice but an archive


@dataclass(frozen=True, slots=True)
class Added:
    """What came of it: names of the files kept in the brand's folder, and a sentence on each text that was left out."""

    names: tuple[str, ...]
    problems: tuple[str, ...]


def add_files(workspace: Workspace, person: Person, brand: str, paths: Iterable[Path], channel: Channel | None = None) -> Added:
    """Keep published texts as what a brand's voice is learned from.

    Args:
        paths: files of any format that drafts may have, and folders of them.
        channel: where they were published; without it what a file's own header says.
    Raises:
        Refused: the person may not, or does not work on the brand.
        BadInput: no brand, or a folder with too many files.
    """
    _must(workspace, person, brand)
    return _add(workspace, person, brand, list(_from_files(paths, channel)))


def add_pieces(workspace: Workspace, person: Person, pieces: Iterable[Piece]) -> Added:
    """Keep the approved texts of pieces, each for its own brand and channel.

    Raises:
        Refused: the person may not, or does not work on one of the brands; nothing is kept.
    """
    chosen = list(pieces)
    for piece in chosen:
        _must(workspace, person, piece.brand)
    names, problems = list[str](), list[str]()
    for piece in chosen:
        done = _add(workspace, person, piece.brand, [_from_piece(workspace, piece)])
        names += done.names
        problems += done.problems
    return Added(tuple(names), tuple(problems))


def remove(workspace: Workspace, person: Person, brand: str, name: str) -> Exemplar:
    """Take a text out of what a brand's voice is learned from; the file is deleted.

    Raises:
        Refused: the person may not. NotFound: there is no such text. BadInput: its file cannot be deleted.
    """
    _must(workspace, person, brand)
    found = next((each for each in exemplars(workspace.root, brand) if each.name == name), None)
    if found is None:
        known = ", ".join(each.name for each in exemplars(workspace.root, brand))
        raise NotFound(f"The voice of {brand} is not learned from “{name}”.", f"It is from: {known or 'nothing yet'}.")
    try:
        (folder_of(workspace.root, brand) / found.name).unlink()
    except OSError as error:
        raise BadInput(f"{name} cannot be deleted: {error.strerror}.", "Check the folder.") from None
    _note(workspace, person, brand, found, found.name, removed=True)
    return found


def could_add(workspace: Workspace, person: Person, brand: str) -> tuple[Piece, ...]:
    """The brand's pieces that somebody said yes to and that are not among its texts yet, the latest first."""
    known = {_same(each.text) for each in exemplars(workspace.root, brand)}
    own = [each for each in workspace.pieces_for(person) if each.brand.casefold() == brand.casefold() and not each.purged]
    yes = [each for each in own if each.stage in (Stage.APPROVED, Stage.PUBLISHED)]
    return tuple(each for each in yes if _same(_text_of(workspace, each)) not in known)


def files_of(workspace: Workspace, piece: Piece) -> list[str]:
    """Files under `voice`, as seen from the workspace, that hold the text of a piece as it came, as it is or as somebody approved
    it, and those that were made of it, whatever stands in them by now."""
    root, texts = workspace.root, set[str]()
    for text in (workspace.history.original, workspace.history.working, workspace.approved_text):
        with suppress(KnownError):  # there is none, or it cannot be read
            texts.add(_same(text(piece.id)))
    noted = (event.payload or {} for event in workspace.history.events("", [EventType.VOICE_SAVED]))
    own = {(str(said.get("brand")), str(said.get("name"))) for said in noted if said.get("piece") == piece.id}
    made = {folder_of(root, brand) / name for brand, name in own}
    found = (path for path in sorted((root / FOLDER).rglob("*")) if path.is_file())
    return [path.relative_to(root).as_posix() for path in found if path in made or _hash_of(path) in texts]


def _hash_of(path: Path) -> str:
    try:
        return _same(formats.read(path).text)
    except KnownError:  # no text
        return ""


def _must(workspace: Workspace, person: Person, brand: str) -> None:
    if not any(map(str.isalnum, brand)):
        raise BadInput("A voice is that of a brand, and none is named.", "Say which brand it is.")
    workspace.must_be_writable()
    workspace.must_work_on(person, brand)
    if refused := refusal(Act.VOICE, person, None, workspace.policy.persons):
        raise Refused(*refused)


# ---------------------------------------------------------------- texts that came


@dataclass(frozen=True, slots=True)
class _Found:
    """A text that may be kept.

    Attributes:
        source: what people call it. `problem`: why it cannot be read at all.
        piece: id of the piece it is of. The history and the file are named by it, for a title is to go with its text.
    """

    source: str
    channel: Channel | None = None
    text: str = ""
    problem: str = ""
    piece: str = ""


def _from_files(paths: Iterable[Path], channel: Channel | None) -> Iterator[_Found]:
    for path in _files(paths):
        try:
            draft = formats.read(path)
        except KnownError as error:
            yield _Found(path.name, problem=" ".join(str(error).split()))
            continue
        said = draft.meta.get("channel", "").strip().lower()
        yield _Found(path.name, channel or (Channel(said) if said in set(Channel) else None), draft.text)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        known = set(formats.suffixes())
        found = sorted(each for each in path.rglob("*") if each.suffix.lower() in known and each.is_file())
        if len(found) > MOST_FILES:
            raise BadInput(f"{path.name} holds {len(found):,} files.", f"Choose those that sound right, {MOST_FILES} at most.")
        if not found:
            raise BadInput(f"{path.name} holds no text that can be read.", "Choose a folder with published texts in it.")
        yield from found


def _from_piece(workspace: Workspace, piece: Piece) -> _Found:
    return _Found(piece.title or piece.id, piece.channel, _text_of(workspace, piece), piece=piece.id)


def _text_of(workspace: Workspace, piece: Piece) -> str:
    try:
        return workspace.approved_text(piece.id)
    except KnownError:  # nobody has said yes to it, or it cannot be read
        return ""


# ---------------------------------------------------------------- kept


def _add(workspace: Workspace, person: Person, brand: str, found: list[_Found]) -> Added:
    folder = folder_of(workspace.root, brand)
    texts = {_same(each.text): each.name for each in exemplars(workspace.root, brand)}
    kept, problems = list[str](), list[str]()
    for each in found:
        if each.problem:
            problems.append(f"{each.source} was left out: {each.problem}")
        elif not each.text.strip() and not each.problem:
            problems.append(f"{each.source} was left out: it holds no text, or nobody has said yes to it yet.")
        elif (words := listen(Document.parse(each.text)).words) < FEWEST:
            problems.append(f"{each.source} was left out: {count(words, 'word')} of running text; it takes {FEWEST}.")
        elif before := texts.get(_same(each.text)):
            problems.append(f"{each.source} was left out: the same text is there as {before}.")
        else:
            name = _write(folder, each)
            texts[_same(each.text)] = name
            kept.append(name)
            source = each.piece or each.source
            _note(workspace, person, brand, Exemplar(name, each.channel, each.text), source, words=words, piece=each.piece)
    return Added(tuple(kept), tuple(problems))


def _same(text: str) -> str:
    return digest(" ".join(text.split()))


def _write(folder: Path, each: _Found) -> str:
    source = Path(each.source)
    stem = each.piece or slug_of(source.stem if source.suffix.lower() in formats.suffixes() else each.source)
    name, number = f"{stem}.md", 1
    while (folder / name).exists():
        number += 1
        name = f"{stem}-{number}.md"
    head = f"---\nchannel: {each.channel.value}\n---\n" if each.channel else ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f".{name}.new"
        beside.write_text(f"{head}{each.text.strip()}\n", encoding="utf-8")
        beside.replace(folder / name)
    except OSError as error:
        raise BadInput(f"{name} cannot be written: {error.strerror}.", "Check the folder `voice` of the workspace.") from None
    return name


def _note(
    workspace: Workspace,
    person: Person,
    brand: str,
    each: Exemplar,
    source: str,
    *,
    words: int = 0,
    piece: str = "",
    removed: bool = False,
) -> None:
    said = {"brand": brand, "channel": each.channel.value if each.channel else "", "name": each.name, "from": source}
    counted = {"hash": digest(each.text), "words": words, **({"removed": True} if removed else {})}
    counted |= {"piece": piece} if piece else {}
    workspace.history.append(EventType.VOICE_SAVED, "", Actor.person(person.name), said | counted)
