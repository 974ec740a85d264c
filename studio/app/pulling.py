"""Drafts pulled from the exports of other tools, by a mapping that is kept as a file, so that it is made once.

One TOML file each, `mappings/<name>.toml` in the workspace; a bundled one of the same name makes way for it:

    title          as people call it
    records        where the list of records stands; left out where the file is the list
    text_is        markdown, html or auto
    [fields]       text = "…", and any other of `exports.FIELDS`: the place in a record
    [fixed]        what holds for every record that does not say it: channel = "email"
    [channels]     the tool's own words for our channels: newsletter = "email"

Every record becomes a piece or one sentence that says why not; one that came in before is left out. Reading is for a job beside
the window: it asks no history.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.app.guiding.files import write_all
from studio.app.house_files import must_know, toml
from studio.app.intake import Options, Outcome, take_in_new
from studio.app.workspace import Workspace
from studio.core.data import data_path
from studio.core.errors import BadConfig, BadInput, KnownError, NotFound, Refused
from studio.core.phrases import count
from studio.core.piece import Channel, Person
from studio.formats import Draft, exports
from studio.formats.exports import FIELDS, KINDS, Export, Places

FOLDER = "mappings"
PREVIEWED = 5
"""Drafts that are shown before all of them come in."""

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_KNOWN = ("title", "records", "text_is", "fields", "fixed", "channels")


# ---------------------------------------------------------------- mappings


def mappings(root: Path) -> tuple[Places, ...]:
    """Every mapping that can be read: the workspace's own first, each lot by name. What is wrong in others `problems` tells."""
    found = [each for path in _paths(root).values() if (each := _read_or_none(path))]
    return tuple(sorted(found, key=lambda each: (each.is_bundled, each.name)))


def mapping(root: Path, name: str) -> Places:
    """The mapping of that name.

    Raises:
        NotFound: there is none; it says which there are.
        BadConfig: its file cannot be read.
    """
    path = _paths(root).get(name.strip().casefold())
    if path is None:
        known = ", ".join(each.name for each in mappings(root))
        raise NotFound(f"There is no mapping “{name}”.", f"There are: {known}. `bluepencil mappings FILE --save NAME` makes one.")
    return _read(path)


def problems(root: Path) -> tuple[str, ...]:
    """What is wrong in files of the folder, a sentence each that names the file."""
    found = []
    for path in _paths(root).values():
        try:
            _read(path)
        except KnownError as error:
            found.append(str(error))
    return tuple(found)


def save(workspace: Workspace, places: Places, name: str, *, replacing: bool = False) -> Places:
    """Keep a mapping as a file of the workspace.

    Raises:
        BadInput: a name or a mapping that is none.
        Refused: there is one of that name, and nobody said it may be replaced; or nothing can be written here.
    """
    workspace.must_be_writable()
    plain = name.strip().casefold()
    if not _NAME.fullmatch(plain):
        raise BadInput(f"“{name}” is no name for a mapping.", "Use small letters, digits and hyphens, such as draft-tool.")
    checked(places)
    path = workspace.root / FOLDER / f"{plain}.toml"
    if path.exists() and not replacing:
        raise Refused(f"There is a mapping “{plain}” already.", "Choose another name, or say that it may be replaced.")
    write_all({path: text_of(places)})
    return replace(places, name=plain, is_bundled=False)


def text_of(places: Places) -> str:
    """A mapping as its file has it."""
    import tomlkit

    document = tomlkit.document()
    for key, value in (("title", places.title), ("records", places.records), ("text_is", places.text_is)):
        if value and value != "auto":
            document.add(key, value)
    for key, table in (("fields", places.fields), ("fixed", places.fixed), ("channels", places.channels)):
        if table:
            document.add(key, tomlkit.item(dict(table)))
    return tomlkit.dumps(document)


def checked(places: Places) -> Places:
    """Raises: BadInput, where it says what nobody knows, or not where the text stands."""
    if unknown := [name for name in (*places.fields, *places.fixed) if name not in FIELDS]:
        raise BadInput(f"A draft has no “{unknown[0]}”.", f"Known: {', '.join(FIELDS)}.")
    if not places.fields.get("text", "").strip():
        raise BadInput("The mapping does not say where the text stands.", "Add it: text = …")
    if places.text_is not in KINDS:
        raise BadInput(f"A text cannot be “{places.text_is}”.", f"Write one of: {', '.join(KINDS)}.")
    channels = (*places.channels.values(), *filter(None, [places.fixed.get("channel", "")]))
    if wrong := [name for name in channels if name not in set(Channel)]:
        raise BadInput(f"There is no channel “{wrong[0]}”.", f"Channels: {', '.join(Channel)}.")
    return places


def with_fields(places: Places, said: Iterable[str]) -> Places:
    """The mapping with some places said anew.

    Args:
        said: each `field=place`; `field=` takes one out, `field:=words` says what holds for every record, and `records=place`
            where the list stands.
    Raises:
        BadInput: one that is written otherwise, or names what nobody knows.
    """
    fields, fixed, records = dict(places.fields), dict(places.fixed), places.records
    for each in said:
        name, is_said, value = each.partition("=")
        is_fixed, name, value = name.endswith(":"), name.rstrip(":").strip(), value.strip()
        if not is_said or (name not in FIELDS and name != "records"):
            raise BadInput(f"“{each}” says no place.", f"Write field=place. Fields: {', '.join(FIELDS)}, records.")
        if name == "records":
            records = value
        elif is_fixed:
            fixed[name] = value
        elif value:
            fields[name] = value
        else:
            fields.pop(name, None)
    return replace(places, fields=fields, fixed=fixed, records=records)


def _paths(root: Path) -> dict[str, Path]:
    folders = (_bundled(), root / FOLDER)
    return {path.stem.casefold(): path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.toml"))}


def _bundled() -> Path:
    return data_path("resources", FOLDER)


def _read_or_none(path: Path) -> Places | None:
    try:
        return _read(path)
    except KnownError:
        return None


def _read(path: Path) -> Places:
    """Raises: BadConfig, naming the file and the first thing wrong in it."""
    name = f"{FOLDER}/{path.name}"
    told = toml(path, name)
    must_know(name, told, _KNOWN)
    tables = {key: _table(name, key, told.get(key, {})) for key in ("fields", "fixed", "channels")}
    title, records, text_is = (str(told.get(key, usual)) for key, usual in (("title", ""), ("records", ""), ("text_is", "auto")))
    made = Places(path.stem, title, records, **tables, text_is=text_is, is_bundled=path.is_relative_to(_bundled()))
    try:
        return checked(made)
    except BadInput as error:
        raise BadConfig(f"{name}: {error.what}", error.remedy) from None


def _table(file: str, key: str, value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise BadConfig(f"{file}: [{key}] holds something else than names and texts.", 'Write each as name = "text".')
    return value


# ---------------------------------------------------------------- pulling


@dataclass(frozen=True, slots=True)
class Pulled:
    """What an export holds, read by a mapping.

    Attributes:
        drafts: in the file's order, each once.
        refused: a sentence for each record that is none.
    """

    name: str
    drafts: tuple[Draft, ...]
    refused: tuple[KnownError, ...]

    @property
    def told(self) -> str:
        """ "12 drafts; 2 records cannot be read." """
        bad = f"; {count(len(self.refused), 'record')} cannot be read" if self.refused else ""
        return f"{count(len(self.drafts), 'draft')}{bad}."


def is_export(path: Path) -> bool:
    """Whether a file of that name holds records."""
    return path.suffix.lower() in exports.SUFFIXES


def opened(path: Path, encoding: str | None = None) -> Export:
    """Read the file, before anybody said by which mapping.

    Raises:
        BadInput: it cannot be read at all; see `exports.read`.
    """
    try:
        with path.open("rb") as file:  # one byte more than the most, so that a huge file fills no memory
            data = file.read(exports.CAP + 1)
    except OSError as error:
        raise BadInput(
            f"{path.name} cannot be read: {error.strerror}.", "Choose it again, or copy it to this computer."
        ) from None
    return exports.read(data, path.name, encoding)


def guess(export: Export) -> Places:
    """A mapping by the usual names, to be looked at first."""
    return exports.guess(export)


def fitting(root: Path, export: Export) -> Places:
    """The first mapping of the workspace that reads something of the export, else a bundled one that reads all of its first
    records, else a guess."""
    for each in mappings(root):
        try:
            found = pull(export, each, _LOOKED_AT)
        except BadInput:
            continue
        if found.drafts and not (each.is_bundled and (found.refused or not _is_of(each, found))):
            return each
    return guess(export)


def _is_of(places: Places, found: Pulled) -> bool:
    """Whether what was read is of the tool that a bundled mapping is for. A place such as `text` may be
    anybody's, and then its own place for the record's id has to hold something."""
    return "." in places.fields["text"] or "record" not in places.fields or all("record" in draft.meta for draft in found.drafts)


_LOOKED_AT = 20  # records


def pull(export: Export, places: Places, most: int = exports.MOST) -> Pulled:
    """Read the records of an export, the first `most` of them.

    Raises:
        BadInput: the mapping says no place for the text, or its list is not there.
    """
    checked(places)
    found = exports.listed(export, places.records)
    drafts, refused = list[Draft](), list[KnownError](found.faults)
    ids: dict[str, str] = {}
    hashes: dict[str, str] = {}
    for record in found.records[:most]:
        try:
            draft = exports.draft(record, places, export.name)
            _must_be_new(draft, record.where, ids, hashes)
        except KnownError as error:
            refused.append(error)
        else:
            meta = draft.meta | ({"mapping": places.name} if places.name else {})
            drafts.append(replace(draft, meta=meta))
    return Pulled(export.name, tuple(drafts), tuple(refused))


def _must_be_new(draft: Draft, where: str, ids: dict[str, str], hashes: dict[str, str]) -> None:
    id = draft.meta.get("record", "")
    if draft.sha256 in hashes:
        raise BadInput(f"{draft.name} is the same as {hashes[draft.sha256]}.", "It comes in once.")
    if id and id in ids:
        raise BadInput(f"{draft.name} has the id “{id}”, which {ids[id]} has already.", "Take one of them out.")
    hashes[draft.sha256] = where
    if id:
        ids[id] = where


def take_in_all(
    workspace: Workspace,
    pulled: Pulled | Sequence[Pulled],
    person: Person,
    options: Options | None = None,
    tell: Callable[[int, int], object] = lambda at, of: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Make a piece of every draft that never came in; the others keep none of them out.

    Args:
        options: hold for all of them, and win over what the records say.
        tell: called with how many are done, and of how many; once `is_cancelled`, what came in stays, and no more does.
    """
    workspace.must_be_writable()
    taken = Outcome()
    lots = [pulled] if isinstance(pulled, Pulled) else pulled
    taken.refused += [error for each in lots for error in each.refused]
    drafts = [draft for each in lots for draft in each.drafts]
    for number, draft in enumerate(drafts):
        if is_cancelled():
            break
        tell(number, len(drafts))
        try:
            if piece := take_in_new(workspace, draft, person, options):
                taken.add(piece)
            else:
                taken.left_out.append(draft.name)
        except KnownError as error:
            taken.refused.append(error)
    return taken
