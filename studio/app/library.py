"""The library of a brand: true customer stories with their source and consent, and snippets that an editor approved.

One Markdown file each, `library/<name>.md` in the workspace, which a team can keep in version control; see `library_files`. What
an editor saves is approved: the history keeps the hash of the file. One that was changed by other hands since is shown, says so,
and goes into no text until an editor has saved it again. Neither does a story whose consent has run out or was withdrawn, nor a
snippet after its last day.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.app import consents
from studio.app.alone import alone
from studio.app.guiding.files import write_all
from studio.app.library_consents import Withdrawals
from studio.app.library_files import FOLDER, Entry, EntryKind, new_id, paths, read, text_of
from studio.core.acts import Act, refusal
from studio.core.edit import Cause, Edit
from studio.core.errors import BadInput, KnownError, NotFound, Refused
from studio.core.events import Actor, Event, EventType
from studio.core.phrases import shortened
from studio.core.piece import Channel, Person, Piece
from studio.core.span import Span
from studio.core.times import short, typed_day
from studio.core.visible import visible

if TYPE_CHECKING:
    from studio.app.session import ReviewSession
    from studio.app.workspace import Workspace

SOON = 14  # days in which a consent can be asked for again before it runs out
_LOCK = ".library.lock"
_MOST_WORDS = 20_000  # characters of one entry


@dataclass(frozen=True, slots=True)
class Shelved:
    """An entry as it stands today.

    Attributes:
        approved_by, approved_at: who saved it as it is now, and when (UTC); empty where its file is another one by now.
        uses: how often it went into a text; `used_at` when last, UTC.
        why_not: why it may go into no text now, as a sentence; empty where it may.
        caution: what whoever puts it in should know, as a sentence; empty for nothing.
    """

    entry: Entry
    approved_by: str = ""
    approved_at: str = ""
    uses: int = 0
    used_at: str = ""
    why_not: str = ""
    caution: str = ""


# ---------------------------------------------------------------- looking


def entries(workspace: "Workspace", person: Person | None = None, brand: str = "", words: str = "") -> tuple[Shelved, ...]:
    """The library, those that may be used first, then by title.

    Args:
        person: sees those of their brands. `brand`: one brand's alone; of all where it is empty.
        words: those that have all of these words somewhere.
    """
    found = [
        each
        for each in matching(_shelved(workspace), words)
        if (not person or person.works_on(each.entry.brand)) and (not brand or each.entry.brand.casefold() == brand.casefold())
    ]
    return tuple(sorted(found, key=lambda each: (bool(each.why_not), each.entry.title.casefold())))


def matching(found: Iterable[Shelved], words: str) -> tuple[Shelved, ...]:
    """Those that have all of these words somewhere."""
    wanted = words.casefold().split()
    return tuple(each for each in found if all(word in each.entry.searched for word in wanted))


def entry(workspace: "Workspace", name: str, person: Person | None = None) -> Shelved:
    """The entry whose id is, or alone begins with, `name`.

    Raises:
        NotFound: none, or several.
    """
    known = entries(workspace, person)
    exact = [each for each in known if each.entry.id == name]
    found = exact or [each for each in known if name and each.entry.id.startswith(name)]
    if len(found) != 1:
        what = "several entries begin" if found else "no entry begins"
        raise NotFound(f"In the library {what} with “{name}”.", "`bluepencil library` lists them.")
    return found[0]


def running_out(workspace: "Workspace", person: Person) -> tuple[Entry, ...]:
    """Stories whose consent has run out, or does within `SOON` days, the earliest first; for those who may renew it."""
    last = (date.fromisoformat(workspace.today) + timedelta(days=SOON)).isoformat()
    found = []
    for path in paths(workspace.root):
        try:
            each = read(path)
        except KnownError:
            continue
        is_near = each.kind is EntryKind.STORY and bool(each.until) and each.until <= last
        if is_near and not refusal(Act.LIBRARY, person, Piece("", each.title, brand=each.brand), workspace.policy.persons):
            found.append(each)
    return tuple(sorted(found, key=lambda each: (each.until, each.title.casefold())))


def problems(root: Path) -> tuple[str, ...]:
    """What is wrong in files of the folder, a sentence each that names the file."""
    found = []
    for path in paths(root):
        try:
            read(path)
        except KnownError as error:
            found.append(str(error))
    return tuple(found)


def _shelved(workspace: "Workspace", *, is_counted: bool = True) -> Iterator[Shelved]:
    """Args: is_counted: whether it is asked how often each was used, for which a long history is read."""
    saved = {(event.payload or {}).get("entry"): event for event in workspace.history.events("", [EventType.LIBRARY_SAVED])}
    uses = Counter[str]()
    latest: dict[str, str] = {}
    for event in workspace.history.events(types=[EventType.LIBRARY_USED]) if is_counted else ():
        id = str((event.payload or {}).get("entry", ""))
        uses[id] += 1
        latest[id] = event.time
    withdrawals = Withdrawals.of(workspace.history)
    for path in paths(workspace.root):
        try:
            found = read(path)
        except KnownError:
            continue
        last = saved.get(found.id)
        is_as_saved = last is not None and _is_saved_by(last, found)
        yield Shelved(
            found,
            last.actor.name if last and is_as_saved else "",
            last.time if last and is_as_saved else "",
            uses[found.id],
            latest.get(found.id, ""),
            (_CAME_BACK if _is_removal(last) else _why_not(found, is_as_saved, last is not None, workspace.today))
            or withdrawals.why_not(found),
            _caution(found),
        )


def _is_saved_by(last: Event, found: Entry) -> bool:
    """Whether the file is what was last saved. A file that comes back after its entry was taken out is nobody's yes."""
    return (last.payload or {}).get("hash") == found.hash and not _is_removal(last)


def _is_removal(last: Event | None) -> bool:
    return last is not None and bool((last.payload or {}).get("removed"))


_CAME_BACK = "It was taken out of the library, and its file came back since."


def _why_not(found: Entry, is_as_saved: bool, was_saved: bool, today: str) -> str:
    if not is_as_saved:
        return "Its file was changed since an editor saved it." if was_saved else "No editor has saved it yet."
    if found.until and found.until < today:
        return f"{'The consent' if found.kind is EntryKind.STORY else 'It'} ran out on {short(found.until)}."
    return ""


def _caution(found: Entry) -> str:
    if found.kind is EntryKind.STORY and not found.has_consent:
        return "Nobody’s consent stands with this story: what the checks flag in it stays open until it does."
    return ""


# ---------------------------------------------------------------- saving


def save(workspace: "Workspace", person: Person, said: Entry, was: Entry | None = None) -> Entry:
    """Put an entry into the library, or another wording in the place of one; saved by an editor it is approved.

    Args:
        said: what it should be; its id and its path are passed over.
        was: the entry that it takes the place of, as the person saw it.
    Raises:
        Refused: who saves may not, it lacks what it takes, its days cannot be, or somebody changed it meanwhile.
        BadInput: a day or a channel that is none, or words that are too many.
    """
    workspace.must_be_writable()
    _may(workspace, person, said)
    if was:
        _may(workspace, person, was)
    made = _checked(workspace, said)
    with _alone(workspace.root):
        if was:
            if not was.path.is_file() or read(was.path).hash != was.hash:
                raise Refused(f"“{was.title}” was changed meanwhile.", "Look at it again first.")
            made = replace(made, id=was.id, path=was.path)
        else:
            taken = {path.stem.casefold() for path in paths(workspace.root)}
            taken |= {str((e.payload or {}).get("entry", "")) for e in workspace.history.events("", [EventType.LIBRARY_SAVED])}
            id = new_id(made.title, taken)
            made = replace(made, id=id, path=workspace.root / FOLDER / f"{id}.md")
        text = text_of(made)
        undo = write_all({made.path: text})
        try:
            made = read(made.path)
            _keep(workspace, person, made)
        except BaseException:
            undo()
            raise
    workspace.library_changed()
    return made


def remove(workspace: "Workspace", person: Person, was: Entry) -> None:
    """Take an entry out; what went into texts stays there, and is no known fact any more.

    Raises:
        Refused: who does may not, or somebody changed it meanwhile.
    """
    workspace.must_be_writable()
    _may(workspace, person, was)
    with _alone(workspace.root):
        if was.path.is_file() and read(was.path).hash != was.hash:
            raise Refused(f"“{was.title}” was changed meanwhile.", "Look at it again first.")
        undo = write_all({was.path: None})
        try:
            _keep(workspace, person, was, removed=True)
        except BaseException:
            undo()
            raise
    workspace.library_changed()


def _keep(workspace: "Workspace", person: Person, made: Entry, *, removed: bool = False) -> None:
    """Write down who saved it, as the file has it now, or took it out."""
    payload: dict[str, Any] = {"entry": made.id, "kind": made.kind.value, "title": made.title, "hash": made.hash}
    if removed:
        payload["removed"] = True
    workspace.history.append(EventType.LIBRARY_SAVED, "", Actor.person(person.name), payload)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    try:
        with alone(root / _LOCK):
            yield
    except OSError:
        raise Refused("Another program is changing the library right now.", "Try again in a moment.") from None


def _may(workspace: "Workspace", person: Person, what: Entry) -> None:
    about = Piece("", what.title, brand=what.brand)
    if refused := refusal(Act.LIBRARY, person, about, workspace.policy.persons):
        raise Refused(*refused)


def _checked(workspace: "Workspace", said: Entry) -> Entry:
    text, title = said.text.strip(), " ".join(visible(said.title).split())
    if not visible(text):
        raise Refused("It has no words.", "Write what goes into a text.")
    if len(text) > _MOST_WORDS:
        raise BadInput(f"It has more than {_MOST_WORDS:,} characters.", "Keep what goes into a text as one piece.")
    if not title:
        raise Refused("It has no title.", "Say what it is about, so that others find it.")
    if not said.brand.strip():
        raise Refused("It is in somebody’s voice.", "Name the brand.")
    if said.kind is EntryKind.STORY and not visible(said.source):
        raise Refused("A true story has a source.", "Say who told it, and when or where.")
    if unknown := [name for name in said.channels if name not in set(Channel)]:
        raise BadInput(f"There is no channel “{unknown[0]}”.", f"Channels: {', '.join(Channel)}.")
    given, until = typed_day(said.given), typed_day(said.until)
    if said.kind is EntryKind.STORY:
        parts = (visible(said.who), given, visible(said.scope))
        if any(parts) and not all(parts):
            raise Refused("A consent is somebody’s, of a day, for something.", "Say whose, when it was given and for what.")
        if given > workspace.today:
            raise Refused(f"{given} is still to come.", "Write the day on which they agreed.")
        if given and until and until < given:
            raise Refused(f"The consent would run out on {until}, before it was given.", "Write a later day, or leave it out.")
    return replace(said, title=shortened(title, 120), text=text, given=given, until=until, brand=said.brand.strip())


# ---------------------------------------------------------------- into a text


def edit_for(session: "ReviewSession", shelved: Shelved, place: Span) -> Edit:
    """The edit that puts an entry into the text on the desk; whoever shows the text performs it, and then calls `note_use`.

    Args:
        place: what it takes the place of; empty for the place of the cursor.
    Raises:
        Refused: the text may not be changed, the entry may not be used now, or it is of another brand.
    """
    session.must(Act.WRITE)
    must_be_usable(session, shelved)
    before, after = session.text[: place.start], session.text[place.end :]
    return Edit(place, _fitted(shelved.entry.text, before, after), Cause.IMPORT, detail_of(shelved.entry))


def must_be_usable(session: "ReviewSession", shelved: Shelved) -> None:
    """Raises: Refused, with the reason and what to do; the day and the file count as they are now."""
    found, piece = shelved.entry, session.piece
    is_as_saved = bool(shelved.approved_by) and found.path.is_file() and read(found.path).hash == found.hash
    why_not = shelved.why_not or _why_not(found, is_as_saved, bool(shelved.approved_by), session.desk.today)
    why_not = why_not or Withdrawals.of(session.desk.history).why_not(found)
    if why_not:
        remedy = (
            "Ask for it again, and have an editor save the new day."
            if is_as_saved
            else "Ask an editor to look at it and save it."
        )
        raise Refused(
            f"“{found.title}” may go into no text: {why_not}",
            remedy if is_as_saved else "Ask an editor to look at it and save it.",
        )
    if found.brand.casefold() != piece.brand.casefold():
        raise Refused(f"“{found.title}” is {found.brand}’s, and this piece is {piece.brand}’s.", "Choose one of its own brand.")
    if found.channels and piece.channel.value not in found.channels:
        where = ", ".join(found.channels)
        raise Refused(f"“{found.title}” is for {where}, and this is {piece.channel.one}.", "Choose another one.")


def detail_of(found: Entry) -> str:
    """Where words from it come from, as the history and the colours of the text say it."""
    return f"the {found.kind.value} “{found.title}” of the library"


def note_use(session: "ReviewSession", shelved: Shelved) -> None:
    """Write down that it is in the text now. The consent that stands with a story stands with the piece from then on, unless it
    was withdrawn meanwhile, and its words are known facts."""
    found = shelved.entry
    payload = {"entry": found.id, "kind": found.kind.value, "title": found.title, "hash": found.hash}
    session.record((EventType.LIBRARY_USED, payload))
    if found.has_consent and not Withdrawals.of(session.desk.history).why_not(found):
        consents.record(
            *(session, found.who, found.scope),
            given=found.given,
            until=found.until,
            proof=f"{found.title}. {found.source}",
        )
    session.know_from_library()


def _fitted(words: str, before: str, after: str) -> str:
    """Several paragraphs stand apart from what is around them; a phrase gets the blanks that it needs."""
    if "\n" in words:
        lead = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
        tail = "" if not after or after.startswith("\n\n") else "\n" if after.startswith("\n") else "\n\n"
        return f"{lead}{words}{tail}"
    lead = " " if before and not before[-1].isspace() and before[-1] not in "([“‘\"'—-" else ""
    tail = " " if after and (after[0].isalnum() or after[0] in "([“‘") else ""
    return f"{lead}{words}{tail}"


def facts_for(workspace: "Workspace", piece: str) -> str:
    """The words of entries that went into a piece and may still be used: what is true of the brand, for its checks."""
    ids = {(e.payload or {}).get("entry") for e in workspace.history.events(piece, [EventType.LIBRARY_USED])}
    if not ids:
        return ""
    used: Sequence[Entry] = [
        each.entry for each in _shelved(workspace, is_counted=False) if each.entry.id in ids and not each.why_not
    ]
    return "\n\n".join(each.text for each in used)
