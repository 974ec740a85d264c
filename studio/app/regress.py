"""Holding a history against the heads that are kept outside of it: whether its end was cut off, or it was written anew."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from studio.app.clock import minute
from studio.app.heads import Heads, Restore, Witness, identity, place_of, stamp
from studio.core.errors import KnownError
from studio.core.events import Head, Verification
from studio.core.phrases import count as counted
from studio.history import History


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
        remarks += [_FORGOTTEN.format(file) for file in self.heads.unreadable(self._identity)]
        return replace(found, outside=(*found.outside, *told, *traces), remarks=(*found.remarks, *remarks))


_FORGOTTEN = "What this computer noted of the history before could not be read, and is held against nothing: {}."
