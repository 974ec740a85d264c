"""Heads kept outside the history: what this computer, every report and every backup saw at the end of the chain.

A chain alone cannot tell that its end was cut off, that an older copy was put back, or that all of it was written anew: each of
these is whole in itself. Whoever remembers an earlier head can. This computer remembers in the person's settings folder, one
small file per history, named by the hash of its first event:

    {"history": hash, "places": {where the file was: {"heads": [...], "before": [...], "restored": [...], "found": [...]}}}

A head is {"count", "hash", "time", "seen"}. Where the history no longer said what `heads` remembers, they were moved to
`before`, where nothing drops them; `restored` are the restores that this program made, `found` what was seen of a damaged log.
"""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from platformdirs import user_config_path

from studio.core.errors import KnownError
from studio.core.events import Head, Verification
from studio.history import History
from studio.reports.words import count as counted
from studio.reports.words import minute

_LOG = logging.getLogger(__name__)
_MOST = 64  # heads remembered of one place
_LATEST = 24  # of them the newest, which are never thinned out


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody outside who saw the end of the chain.

    Attributes:
        seen: when, UTC, ISO 8601.
        saw: how a sentence about it goes on, as in “the entries *this computer saw*”.
    """

    head: Head
    seen: str
    saw: str = "this computer saw"


@dataclass(frozen=True, slots=True)
class Restore:
    """A backup that was put in the history's place by this program.

    Attributes:
        at, by: when, UTC, and by whom.
        backup: the backup's file name.
        kept: entries of the backup; `lost` is the last entry that was known before.
        replaced: file name of what stood there before.
    """

    at: str
    by: str
    backup: str
    kept: int
    lost: int
    replaced: str

    def explains(self, witness: Witness) -> bool:
        return witness.head.count > self.kept and witness.seen <= self.at

    def told(self) -> str:
        where = f" What stood there before is kept as {self.replaced}." if self.replaced else ""
        missing = absent(self.kept, self.lost)
        return f"The history was restored on {minute(self.at)} by {self.by} from the backup {self.backup}: {missing}.{where}"


def absent(kept: int, lost: int) -> str:
    """Which entries are missing of a history that ends at `kept` and once had `lost`."""
    return f"entry {lost} is missing" if lost == kept + 1 else f"entries {kept + 1} to {lost} are missing"


def identity(history: History) -> str:
    """The hash of the history's first event; empty while there is none."""
    first = history.head(1)
    return first.hash if first.count else ""


def place_of(path: Path) -> str:
    return str(path.resolve())


class Heads:
    """The store. Nothing here is ever in the way: a folder that cannot be written to is said in the technical log.

    Args:
        folder: where the files are; it is made on the first writing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def own(cls) -> "Heads":
        """In the settings folder of whoever runs the program."""
        return cls(user_config_path("bluepencil") / "heads")

    # ------------------------------------------------------------ reading

    def page(self, history: str, place: str) -> dict[str, Any]:
        """What is remembered of that history at that place: its own, and that of places where it no longer is."""
        found: dict[str, Any] = {"heads": [], "before": [], "restored": [], "found": []}
        for where, page in self._book(history)["places"].items():
            if where == place or not Path(where).exists():  # the folder was moved; while it is there, this is a copy of it
                for name in found:
                    found[name] += page.get(name, [])
        return found

    def witnesses(self, history: str, place: str) -> list[Witness]:
        """Every head remembered, oldest first, and those of another history that stood in the same place before."""
        page = self.page(history, place)
        heads = [*page["before"], *page["heads"]]
        for other in self._stood_at(place):
            if other != history:
                page = self._book(other)["places"].get(place, {})
                heads += [*page.get("before", []), *page.get("heads", [])]
        return sorted((_witness(head) for head in heads), key=lambda each: each.seen)

    def latest(self, history: str, place: str) -> tuple[list[Witness], list[Witness]]:
        """The few that tell at once whether the history regressed, and those of them that are of its present state."""
        page = self.page(history, place)
        own = page["heads"][-1:]
        heads = [*page["before"][-1:], *own]
        for other in self._stood_at(place):
            if other != history:
                heads += self._book(other)["places"].get(place, {}).get("heads", [])[-1:]
        return [_witness(head) for head in heads], [_witness(head) for head in own]

    def restores(self, history: str, place: str) -> list[Restore]:
        with suppress(TypeError):  # of a file that somebody wrote into
            return [Restore(**each) for each in self.page(history, place)["restored"]]
        return []

    # ------------------------------------------------------------ writing

    def remember(self, history: str, place: str, head: Head, seen: str, *, anew: bool = False) -> None:
        """Note the end of the chain.

        Args:
            anew: the history no longer says what was remembered; that is put aside, where nothing drops it.
        """
        book = self._book(history)
        page = book["places"].setdefault(place, {})
        if anew:
            _put_aside(page)
        heads = page.setdefault("heads", [])
        if heads and (heads[-1]["count"], heads[-1]["hash"]) == (head.count, head.hash):
            return
        heads.append({"count": head.count, "hash": head.hash, "time": head.time, "seen": seen})
        page["heads"] = _thinned(heads)
        self._write(history, book)
        self._mark(place, history)

    def restored(self, history: str, place: str, restore: Restore) -> None:
        """Note that a backup was put in its place."""
        book = self._book(history)
        page = book["places"].setdefault(place, {})
        _put_aside(page)
        page.setdefault("restored", []).append(
            {name: getattr(restore, name) for name in ("at", "by", "backup", "kept", "lost", "replaced")}
        )
        self._write(history, book)
        self._mark(place, history)

    def found(self, history: str, place: str, sentence: str) -> None:
        """Keep what was seen of a damaged log: the next commit writes over the trace."""
        book = self._book(history)
        said = book["places"].setdefault(place, {}).setdefault("found", [])
        if sentence not in said:
            said.append(sentence)
            self._write(history, book)

    def begun(self, place: str) -> None:
        """A new history begins at a place, made by this program: what stood there before is no longer looked for."""
        with suppress(OSError):
            self._marker(place).unlink(missing_ok=True)

    # ------------------------------------------------------------ files

    def _book(self, history: str) -> dict[str, Any]:
        try:
            book = json.loads((self.folder / f"{history}.json").read_text(encoding="utf-8"))
            for page in book["places"].values():
                for head in [*page.get("heads", []), *page.get("before", [])]:
                    _witness(head)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {"history": history, "places": {}}
        return dict(book)

    def _marker(self, place: str) -> Path:
        return self.folder / "places" / sha256(place.encode(errors="surrogateescape")).hexdigest()[:32]

    def _stood_at(self, place: str) -> Sequence[str]:
        try:
            return self._marker(place).read_text(encoding="ascii").split()
        except (OSError, ValueError):
            return ()

    def _mark(self, place: str, history: str) -> None:
        known = self._stood_at(place)
        if history not in known:
            self._put(self._marker(place), "\n".join([*known, history]))

    def _write(self, history: str, book: dict[str, Any]) -> None:
        self._put(self.folder / f"{history}.json", json.dumps(book, ensure_ascii=True, separators=(",", ":")))

    def _put(self, target: Path, text: str) -> None:
        """Whole or not at all; without waiting for the disk, for this is a memory and not the record."""
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, prefix=".", delete=False) as file:
                file.write(text)
            Path(file.name).replace(target)
        except OSError as error:
            _LOG.warning("The end of the history could not be noted in %s: %s", target, error)


def _witness(head: dict[str, Any]) -> Witness:
    return Witness(Head(str(head["hash"]), int(head["count"]), str(head["time"])), str(head["seen"]))


def _put_aside(page: dict[str, Any]) -> None:
    page["before"] = [*page.get("before", []), *page.get("heads", [])]
    page["heads"] = []


def _thinned(heads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fewer of the older ones: those that stay tell still about where an older history was rewritten."""
    if len(heads) <= _MOST:
        return heads
    old, latest = heads[:-_LATEST], heads[-_LATEST:]
    return [*old[:1], *old[1::2], *latest]


# ---------------------------------------------------------------- holding the history against what was seen


def differences(history: History, witnesses: Iterable[Witness], restores: Sequence[Restore] = ()) -> list[str]:
    """What the history says otherwise than its witnesses, a sentence each; nothing where all of them agree.

    Args:
        restores: what they explain is left out; see `restored`.
    """
    now = history.head()
    seen = list(witnesses)
    denied = [each for each in seen if not _says(history, now, each)]
    told = list[str]()
    left = [each for each in denied if not any(restore.explains(each) for restore in restores)]
    for of_one_kind in _by_kind(left):
        beyond = [each for each in of_one_kind if each.head.count > now.count]
        if beyond:
            told.append(_cut(max(beyond, key=lambda each: each.head.count), now))
        within = [each for each in of_one_kind if each.head.count <= now.count]
        if within:
            first = min(within, key=lambda each: each.head.count)
            sound = [each.head.count for each in seen if each not in denied and each.head.count < first.head.count]
            told.append(_rewritten(first, max(sound, default=0)))
    return told


def restored(history: History, witnesses: Iterable[Witness], restores: Sequence[Restore]) -> list[str]:
    """The restores that explain why the history says otherwise than its witnesses, a sentence each."""
    now = history.head()
    denied = [each for each in witnesses if not _says(history, now, each)]
    return [restore.told() for restore in restores if any(restore.explains(each) for each in denied)]


def _says(history: History, now: Head, witness: Witness) -> bool:
    return witness.head.count <= now.count and history.head(witness.head.count) == witness.head


def _by_kind(witnesses: Iterable[Witness]) -> Iterable[list[Witness]]:
    kinds: dict[str, list[Witness]] = {}
    for each in witnesses:
        kinds.setdefault(each.saw, []).append(each)
    return kinds.values()


def _cut(witness: Witness, now: Head) -> str:
    saw = witness.saw[0].upper() + witness.saw[1:]
    entries = counted(witness.head.count, "entry", "entries")
    end = f"now ends at entry {now.count}" if now.count else "is now empty"
    when = f" on {minute(witness.seen)}" if witness.seen else ""
    return f"{saw} {entries}{when}; the history {end}: an older copy was put back or its end was cut off."


def _rewritten(witness: Witness, sound: int) -> str:
    first = witness.head.count
    when = f" on {minute(witness.seen)}" if witness.seen else ""
    if sound == first - 1:
        what = f"Entry {first} and what follows are not those"
    elif sound:
        what = f"What follows entry {sound}, at the latest entry {first}, is not what"
    else:
        what = f"The first {first} entries are not those"
    return f"{what} {witness.saw}{when}: the history was rewritten."


class Keeper:
    """Remembers the heads of one open history, and knows whether it regressed when it was opened.

    Attributes:
        warning: what is wrong at first sight, in sentences; empty where nothing is. A restore by this program is not warned of
            each time: `bluepencil verify` tells it.
    """

    def __init__(self, heads: Heads, history: History, now: Callable[[], datetime]) -> None:
        self.heads, self._history, self._now = heads, history, now
        self._place = place_of(history.path)
        self._identity = identity(history)
        self._is_other = False
        self.warning = self._look()

    def _look(self) -> str:
        latest, own = self.heads.latest(self._identity, self._place)
        self._is_other = bool(differences(self._history, own))
        restores = self.heads.restores(self._identity, self._place)
        unexplained = [each for each in latest if not any(restore.explains(each) for restore in restores)]
        told = differences(self._history, unexplained)
        if told and (fault := self._history.log_fault()):
            self.heads.found(self._identity, self._place, fault)
            told.append(fault)
        return " ".join(told)

    def note(self) -> None:
        """Remember the end of the chain as it is now. Costs a fraction of what writing an entry does."""
        try:
            head = self._history.head()
            if not head.count:
                return
            self._identity = self._identity or identity(self._history)
        except KnownError:  # what cannot be read now is told by whoever needs it
            return
        self.heads.remember(self._identity, self._place, head, stamp(self._now()), anew=self._is_other)
        self._is_other = False

    def hold(self, found: Verification, witnesses: Iterable[Witness] = ()) -> Verification:
        """What was found, with what the history says otherwise than this computer and these witnesses. A restore by this program
        is a remark; on a computer that does not know of it, it reads as the older copy it is."""
        restores = self.heads.restores(self._identity, self._place)
        seen = [*self.heads.witnesses(self._identity, self._place), *witnesses]
        told = differences(self._history, seen, restores)
        traces = self.heads.page(self._identity, self._place)["found"] if told else ()
        remarks = restored(self._history, seen, restores)
        return replace(found, outside=(*found.outside, *told, *traces), remarks=(*found.remarks, *remarks))


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
