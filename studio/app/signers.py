"""Who can sign in a workspace at this moment: a key on this computer, unlocked, and on the list that an owner signed."""

from enum import StrEnum
from pathlib import Path

from studio.app.keys import KeyStore
from studio.core.errors import BadInput
from studio.core.roster import Roster
from studio.history import History
from studio.history.signing import Signer

ROSTER = "roster.json"


class KeyState(StrEnum):
    """How things stand with a person's key."""

    READY = "ready"
    LOCKED = "locked"
    UNLISTED = "not on the list"
    MISSING = "no key"


class Signers:
    """What a workspace knows of keys.

    Attributes:
        keys: the keys of this computer; None where nobody signs, as in a program that only reads.
    """

    def __init__(self, root: Path, history: History) -> None:
        self.keys: KeyStore | None = None
        self._file = root / ROSTER
        self._history = history
        self._read: tuple[tuple[int, int], Roster] | None = None

    @property
    def roster(self) -> Roster:
        """The signed list in force. It is read anew when its file has changed: every signing writes both."""
        try:
            stat = self._file.stat()
            stamp = stat.st_mtime_ns, stat.st_size
        except OSError:
            stamp = 0, 0
        if self._read is None or self._read[0] != stamp:
            self._read = stamp, self._history.roster()
        return self._read[1]

    def forget(self) -> None:
        """The list was signed anew."""
        self._read = None

    def state(self, name: str) -> KeyState:
        """How things stand with the key of that person, on this computer and on the list.

        Raises:
            BadInput: the key's file cannot be read.
        """
        known = self.keys.known(name) if self.keys else None
        if self.keys is None or known is None:
            return KeyState.MISSING
        listed = self.roster.of(name)
        if listed is None or listed.key != known.public:
            return KeyState.UNLISTED
        return KeyState.READY if self.keys.unlocked(name) else KeyState.LOCKED

    def is_locked(self, name: str) -> bool:
        """Whether that person's key waits for a passphrase and then counts."""
        return self._state(name) is KeyState.LOCKED

    def signer_for(self, name: str) -> Signer | None:
        """The key that person signs with; None where what they decide goes unsigned."""
        return self.keys.unlocked(name) if self.keys and self._state(name) is KeyState.READY else None

    def why_unsigned(self, name: str) -> str:
        """Why what that person decides would carry no signature, as part of a sentence; empty where it does carry one. A key that
        cannot be read is none: whether a decision has to be signed is for the house to say."""
        state = self._state(name)
        return _WHY[state].format(name) if state else f"the key of {name} on this computer cannot be read"

    def _state(self, name: str) -> KeyState | None:
        """As `state`; None where the key's file cannot be read."""
        try:
            return self.state(name)
        except BadInput:
            return None


_WHY = {
    KeyState.READY: "",
    KeyState.LOCKED: "the key of {} is locked",
    KeyState.UNLISTED: "the key of {} is not on the signed list of people",
    KeyState.MISSING: "{} has no key on this computer",
}
