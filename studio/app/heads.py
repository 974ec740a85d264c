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
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from platformdirs import user_config_path

from studio.app.alone import alone
from studio.app.clock import minute
from studio.core.errors import Damaged, KnownError
from studio.core.events import Head
from studio.history import History

_LOG = logging.getLogger(__name__)
_MOST = 64  # heads remembered of one place
_LATEST = 24  # of them the newest, which are never thinned out
_Page = dict[str, Any]
_SCRIBBLED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading a file raises that somebody wrote into, or half of which is lost."""


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
            if where == place or not _stands_at(where, history):  # it was moved; while it is there, this is a copy of it
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
        own = sorted(page["heads"], key=_count)[-1:]
        heads = [*sorted(page["before"], key=lambda head: str(head["seen"]))[-1:], *own]
        for other in self._stood_at(place):
            if other != history:
                heads += self._book(other)["places"].get(place, {}).get("heads", [])[-1:]
        return [_witness(head) for head in heads], [_witness(head) for head in own]

    def restores(self, history: str, place: str) -> list[Restore]:
        return [Restore(**each) for each in self.page(history, place)["restored"]]

    # ------------------------------------------------------------ writing

    def remember(self, history: str, place: str, head: Head, seen: str, *, anew: bool = False) -> None:
        """Note the end of the chain. An end that another program has noted a later one of stands before that one.

        Args:
            anew: the history no longer says what was remembered; that is put aside, where nothing drops it.
        """

        def note(page: _Page) -> bool:
            if anew:
                _put_aside(page)
            heads = page.setdefault("heads", [])
            if any((each["count"], each["hash"]) == (head.count, head.hash) for each in heads):
                return False
            heads.append({"count": head.count, "hash": head.hash, "time": head.time, "seen": seen})
            page["heads"] = _thinned(sorted(heads, key=_count))
            return True

        self._change(history, place, note)

    def restored(self, history: str, place: str, restore: Restore) -> None:
        """Note that a backup was put in its place."""

        def note(page: _Page) -> bool:
            _put_aside(page)
            told = {name: getattr(restore, name) for name in ("at", "by", "backup", "kept", "lost", "replaced")}
            page.setdefault("restored", []).append(told)
            return True

        self._change(history, place, note)

    def found(self, history: str, place: str, sentence: str) -> None:
        """Keep what was seen of a damaged log: the next commit writes over the trace."""

        def note(page: _Page) -> bool:
            said = page.setdefault("found", [])
            if is_new := sentence not in said:
                said.append(sentence)
            return is_new

        self._change(history, place, note)

    def begun(self, place: str) -> None:
        """A new history begins at a place, made by this program: what stood there before is no longer looked for."""
        with suppress(OSError):
            self._marker(place).unlink(missing_ok=True)

    # ------------------------------------------------------------ files

    def unreadable(self, history: str) -> list[Path]:
        """Files of that history that hold no heads any more, though this program wrote them."""
        aside = sorted(self.folder.glob(f"{history}.damaged*")) if history else []
        try:
            self._read(history)
        except _SCRIBBLED:
            return [*aside, self._file(history)]
        except OSError:
            pass
        return aside

    def _file(self, history: str) -> Path:
        return self.folder / f"{history}.json"

    def _book(self, history: str) -> _Page:
        try:
            return self._read(history)
        except (OSError, *_SCRIBBLED):
            return {"history": history, "places": {}}

    def _read(self, history: str) -> _Page:
        """Raises: OSError, or what `_SCRIBBLED` says."""
        book: _Page = json.loads(self._file(history).read_text(encoding="utf-8"))
        for page in book["places"].values():
            for head in [*page.get("heads", []), *page.get("before", [])]:
                _witness(head)
            _must_be_restores(page.get("restored", []))
            if not all(isinstance(sentence, str) for sentence in page.get("found", [])):
                raise TypeError("what was found is no sentence")
        return book

    def _change(self, history: str, place: str, change: Callable[[_Page], bool]) -> None:
        """Read the book, change the page of a place, and put the book back, while no other program does.

        Args:
            change: says whether there is anything to write.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with alone(self.folder / ".lock"):
                try:
                    book = self._read(history)
                except FileNotFoundError:
                    book = {"history": history, "places": {}}
                except _SCRIBBLED:
                    self._file(history).replace(self._free_name(history))
                    book = {"history": history, "places": {}}
                if change(book["places"].setdefault(place, {})):
                    self._put(self._file(history), json.dumps(book, ensure_ascii=True, separators=(",", ":")))
                    self._mark(place, history)
        except OSError as error:
            _LOG.warning("The end of the history could not be noted in %s: %s", self.folder, error)

    def _free_name(self, history: str) -> Path:
        number = 1
        while (path := self.folder / f"{history}.damaged{number}").exists():
            number += 1
        return path

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

    def _put(self, target: Path, text: str) -> None:
        """Whole or not at all; without waiting for the disk, for this is a memory and not the record. Raises: OSError."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, prefix=".", delete=False) as file:
            file.write(text)
        Path(file.name).replace(target)


def _count(head: _Page) -> int:
    return int(head["count"])


def _witness(head: dict[str, Any]) -> Witness:
    return Witness(Head(str(head["hash"]), int(head["count"]), str(head["time"])), str(head["seen"]))


def _must_be_restores(rows: list[_Page]) -> None:
    """Raises: TypeError, where one of them does not read like a restore."""
    for row in rows:
        each = Restore(**row)
        texts = (each.at, each.by, each.backup, each.replaced)
        if not all(isinstance(text, str) for text in texts) or not all(isinstance(n, int) for n in (each.kept, each.lost)):
            raise TypeError("a restore cannot be read")


def _stands_at(place: str, history: str) -> bool:
    """Whether that history is there still, and not another one, or something else, in its place."""
    if not Path(place).exists():
        return False
    try:
        with History.open(Path(place), read_only=True) as there:
            return identity(there) == history
    except Damaged:
        return False
    except KnownError:  # it cannot be asked now, an older program's say
        return True


def _put_aside(page: dict[str, Any]) -> None:
    page["before"] = [*page.get("before", []), *page.get("heads", [])]
    page["heads"] = []


def _thinned(heads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fewer of the older ones: those that stay tell still about where an older history was rewritten."""
    if len(heads) <= _MOST:
        return heads
    old, latest = heads[:-_LATEST], heads[-_LATEST:]
    return [*old[:1], *old[1::2], *latest]


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
