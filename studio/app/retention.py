"""How long texts are kept: which are due by the house's own periods, and deleting those that an owner names.

The program proposes and a person decides: nothing is deleted by itself. What was decided about a text, by whom and when, stays;
see `core.purged` for what that is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from studio.app import unsent, voice_adding
from studio.app.clock import day
from studio.app.intake import TAKEN
from studio.app.rescue import ABOUT
from studio.app.workspace import HISTORY, Workspace
from studio.core.acts import foreign
from studio.core.errors import HistoryError, Lingering, NotFound, Refused
from studio.core.events import Actor, EventType
from studio.core.phrases import count, listed
from studio.core.piece import Channel, Person, Piece, Role, Stage
from studio.core.prompting import Brief
from studio.core.purged import gone
from studio.core.times import short
from studio.history import backup
from studio.reports import formats

GOES = "The title, the AI original, every edit, and all that was written about them: notes, quotes, links, questions, claims."
STAYS = (
    "Who did what and when, what was decided, the figures, and the hashes by which the history can still be checked. The piece’s "
    "id stays too; it was made from the title."
)
EXAMPLE = """[retention]
days = 365       # a year without an event, for every text

[retention.channel]
support = 180    # half a year for answers to customers
"""
_SHOWN = 12  # files by name, in one sentence
OUTSIDE = (
    "Out of the program’s reach are files that went out, drafts where they came from, texts that a rescue saved elsewhere, and "
    "copies that somebody made by hand. Older backups in this workspace are replaced by a new one."
)


@dataclass(frozen=True, slots=True)
class Due:
    """A piece whose text has been kept for as long as the house wants.

    Attributes:
        days: the period; `whose` says what it is written for, as the end of a sentence.
        last: the day of its last event on the clock of the house, ISO 8601; `since` the day from which on it is due.
    """

    piece: Piece
    days: int
    whose: str
    last: str
    since: str

    @property
    def why(self) -> str:
        """One sentence."""
        return (
            f"{_STANDS[self.piece.stage]}; nothing has happened since {short(self.last)}. Kept {_days(self.days)} {self.whose}."
        )


_STANDS = {
    Stage.DRAFTING: "A draft",
    Stage.IN_REVIEW: "Still in review",
    Stage.CHANGES_REQUESTED: "Sent back",
    Stage.APPROVED: "Approved",
}


def _days(many: int) -> str:
    return count(many, "day")


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was deleted, and what the person should know of it, a sentence each."""

    pieces: tuple[str, ...]
    remarks: tuple[str, ...]


def due(workspace: Workspace) -> tuple[Due, ...]:
    """The pieces whose texts are due to be deleted, the one that has been due longest first."""
    today = workspace.today
    found = (_due(workspace, piece) for piece in workspace.pieces() if not piece.purged)
    return tuple(sorted((one for one in found if one and one.since <= today), key=lambda one: (one.since, one.piece.id)))


def _due(workspace: Workspace, piece: Piece) -> Due | None:
    days, whose = workspace.policy.retention.days_for(piece.brand, piece.channel)
    if not days:
        return None
    last = datetime.fromisoformat(piece.updated).astimezone().date()
    try:
        since = last + timedelta(days=days)
    except OverflowError:  # a period that no calendar reaches the end of
        since = date.max
    return Due(piece, days, whose, last.isoformat(), since.isoformat())


def kept(workspace: Workspace, piece: Piece) -> str:
    """How long this text is kept, one sentence."""
    if piece.purged:
        return f"The text was deleted on {day(piece.purged)}."
    found = _due(workspace, piece)
    if found is None:
        return "Kept for good: policy.toml names no period under [retention]."
    if found.since <= workspace.today:
        return f"Due to be deleted since {short(found.since)}, {found.whose}. An owner decides."
    return f"Kept until {short(found.since)}, {found.whose}, if nothing more happens."


def briefs_due(workspace: Workspace) -> int:
    """How many briefs lie unfinished in the drafting form for longer than the house keeps such texts. They go with the next
    deletion, or with `sweep`."""
    return len(unsent.past(workspace.root, lambda brief: _days_of(workspace, brief), workspace.now()))


def _days_of(workspace: Workspace, brief: Brief) -> int:
    channel = Channel(brief.channel) if brief.channel in set(Channel) else Channel.BLOG
    return workspace.policy.retention.days_for(brief.brand or workspace.policy.brand, channel)[0]


def _briefs_gone(workspace: Workspace, briefs: Sequence[str] = ()) -> list[str]:
    """Forget unfinished briefs that hold words of these, and those that are due; what was done, a sentence."""
    many = unsent.forget_told_in(workspace.root, briefs)
    many += unsent.forget_past(workspace.root, lambda brief: _days_of(workspace, brief), workspace.now())
    return [f"{count(many, 'unfinished brief')} in the drafting form went too."] if many else []


def may_delete(workspace: Workspace, person: Person, pieces: Iterable[Piece] = ()) -> None:
    """Raises: Refused, where the person is no owner, does not work for the brand of one of these pieces, or nothing can be
    written."""
    workspace.must_be_writable()
    if Role.OWNER not in person.roles:
        owners = ", ".join(each.name for each in workspace.policy.persons if Role.OWNER in each.roles)
        remedy = f"Owners here: {owners}." if owners else "Give somebody the role “owner” in policy.toml."
        raise Refused(f"{person.name} may not delete texts: that takes an owner.", remedy)
    for piece in pieces:
        if not person.works_on(piece.brand):
            able = [each.name for each in workspace.policy.persons if Role.OWNER in each.roles and each.works_on(piece.brand)]
            raise Refused(foreign(person, piece.brand), f"Who may: {', '.join(able) or 'nobody yet'}.")


def left_outside(workspace: Workspace, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Files of the workspace that hold words of these pieces, or may, and stay where they are: a sentence for each kind."""
    texts = [name for piece in pieces for name in _texts_of(workspace, piece)]
    since = min((datetime.fromisoformat(piece.created).timestamp() for piece in pieces if piece.created), default=0.0)
    reports = _reports_since(workspace, since)
    told = [f"Still there: {_named(texts)}. Delete what should go too."] if texts else []
    told += [f"Reports made since may hold words of it: {_named(reports)}. Delete what should go too."] if reports else []
    return tuple(told)


def _texts_of(workspace: Workspace, piece: Piece) -> list[str]:
    """Files that hold the text itself, as seen from the workspace."""
    names = _exported(workspace, piece.id)
    names += _drafts(workspace.root, piece)
    names += _rescued(workspace.root, piece)
    names += voice_adding.files_of(workspace, piece)
    return [name for name in dict.fromkeys(names) if (workspace.root / name).is_file()]


def _drafts(root: Path, piece: Piece) -> list[str]:
    """The file it came from, in the inbox or in the folder where it lies once it was taken in, there perhaps with a number."""
    name = Path(piece.source_name)
    if not name.name:
        return []
    inbox, taken = root / "inbox", root / "inbox" / TAKEN
    numbered = [path for path in _files(taken) if path.stem.startswith(f"{name.stem} ") and path.suffix == name.suffix]
    same = [path for path in numbered if _hash_of(path) == piece.source_hash]
    return [path.relative_to(root).as_posix() for path in (inbox / name.name, taken / name.name, *same)]


def _rescued(root: Path, piece: Piece) -> list[str]:
    """What `rescue` wrote of it, where that was into a folder of the workspace."""
    folders = [path.parent for path in sorted(root.glob("*/" + ABOUT)) + sorted(root.glob("*/*/" + ABOUT))]
    names = (f"{piece.id}.md", f"{piece.id}.original.md")
    return [(folder / name).relative_to(root).as_posix() for folder in folders for name in names]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _hash_of(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:  # it went away meanwhile
        return ""


def _exported(workspace: Workspace, piece: str | None) -> list[str]:
    exported = workspace.history.events(piece, [EventType.EXPORTED])
    return [f"exports/{(event.payload or {}).get('name', '')}" for event in exported]


def _reports_since(workspace: Workspace, since: float) -> list[str]:
    """Reports in `exports`, and those kept with an audit, that were written from that moment on, in seconds since 1970.

    Whether one of them tells of a piece cannot be read out of it: a PDF is packed, and a redacted one holds no title.
    """
    root = workspace.root
    texts = set(_exported(workspace, None))
    files = ((path, path.relative_to(root).as_posix()) for path in sorted((root / "exports").rglob("*")))
    return [
        name for path, name in files if path.suffix[1:].lower() in formats() and name not in texts and _written(path) >= since
    ]


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime if path.is_file() else -1.0
    except OSError:  # it went away meanwhile
        return -1.0


def _named(files: Sequence[str]) -> str:
    """As many as somebody reads, and how many more there are."""
    more = [f"{len(files) - _SHOWN:,} more"] if len(files) > _SHOWN else []
    return listed([*files[:_SHOWN], *more])


def delete(workspace: Workspace, pieces: Sequence[str], person: Person, reason: str) -> Deleted:
    """Delete the texts of these pieces for good, out of the history and out of the workspace's backups: of all, or of none.

    Args:
        pieces: ids. Whoever has one of them on the desk has flushed it.
        reason: stands in the history, so it should hold no word of the texts.
    Raises:
        Refused: the person is no owner, or none of the brand, gives no reason, or a text is deleted already.
        NotFound: no such piece, or none was named.
        HistoryError: an entry of one was altered; nothing is deleted then.
    """
    may_delete(workspace, person)
    if not reason.strip():
        raise Refused("Deleting a text needs a reason.", "Say why; it stands in the history.")
    if not pieces:
        raise NotFound("No piece was named.", "Name those whose texts should go.")
    named = [workspace.piece(id) for id in dict.fromkeys(pieces)]
    may_delete(workspace, person, named)
    for piece in named:
        if piece.purged:
            raise gone(piece)
    remarks, briefs = list(left_outside(workspace, named)), [piece.brief for piece in named]
    try:
        workspace.history.purge_all([piece.id for piece in named], Actor.person(person.name), reason.strip())
    except HistoryError as error:  # before the first was touched, or with all of them deleted and the file not yet washed
        gone_now = [piece for piece in named if workspace.piece(piece.id).purged]
        if len(gone_now) < len(named):
            if gone_now:
                _renewed_backups(workspace)
            raise
        remarks.append(str(error) if isinstance(error, Lingering) else f"{_UNWASHED} {error} {_SWEEP}")
    remarks += _briefs_gone(workspace, briefs)
    remarks += _renewed_backups(workspace)
    return Deleted(tuple(piece.id for piece in named), tuple(remarks))


_UNWASHED = "The text is deleted, but traces of it may lie in the history’s file:"
_SWEEP = "Then run: bluepencil purge --sweep"


def sweep(workspace: Workspace) -> tuple[str, ...]:
    """Take away whatever traces an earlier deletion had to leave, out of the history and out of the workspace's backups.

    Returns:
        What the person should know of it, a sentence each.
    Raises:
        HistoryError: some are left still; the sentence says where.
    """
    told = _briefs_gone(workspace)
    if not workspace.history.events(types=[EventType.TEXT_PURGED]):
        return tuple(told)
    try:
        workspace.history.wash()
    except HistoryError:
        _renewed_backups(workspace)  # the old ones hold the whole text, and the new one a trace at the most
        raise
    return (*told, *_renew_backups(workspace))


def _renewed_backups(workspace: Workspace) -> list[str]:
    """`_renew_backups`, with what went wrong as a remark."""
    try:
        return _renew_backups(workspace)
    except HistoryError as error:
        return [str(error)]


def _renew_backups(workspace: Workspace) -> list[str]:
    """Put one new backup in the place of all that were made before; they hold what was deleted.

    Raises:
        HistoryError: some of them are still there.
    """
    root, now = workspace.root, workspace.now().astimezone(UTC)
    old = [*(root / backup.FOLDER).glob("history-*"), *root.glob("history-replaced-*")]
    if not old:
        return []
    try:
        fresh = backup.make(root, root / HISTORY, now)
    except HistoryError as error:
        what = f"The backups still hold the text, for no new one could be made: {error.what}"
        raise HistoryError(what, f"{error.remedy} {_SWEEP}") from error
    kept = {fresh.path, fresh.path.with_suffix(".json")}
    stuck = []
    for path in old:
        if path not in kept:
            try:
                path.unlink()
            except OSError:
                stuck.append(path.name)
    gone_now = sum(path.suffix == ".db" for path in old if path not in kept)
    if stuck:
        raise Lingering(f"Could not be deleted, and holds the text: {', '.join(stuck)}.", _SWEEP)
    return [f"{count(gone_now, 'older backup')} replaced by a new one."] if gone_now else []
