"""Everybody's own key, with which approvals are signed: made, kept and unlocked on this computer, and nowhere else.

The private half lies in the system's keyring, or in a file of the person's settings folder that a passphrase seals. It is
never in a workspace, a history, a report or a log. The public half lies beside it in the open, for the list of people.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from studio.app import sealing
from studio.app.sealing import SERVICE, Cost, Keyring, system_keyring
from studio.core.errors import BadInput, HistoryError, KnownError, NotFound, Refused
from studio.history.signing import Signer

_BYTES = 32


@dataclass(frozen=True, slots=True)
class Known:
    """A key of this computer, as far as it may be told.

    Attributes:
        public: hex.
        in_keyring: whether the system's keyring opens it; else a passphrase does.
    """

    name: str
    public: str
    in_keyring: bool


class KeyStore:
    """The keys of the people who work at this computer. What was unlocked stays so until it is locked or the program ends.

    Args:
        folder: where the files are; made when the first key is.
        find_keyring: gives the keyring, None where there is none; asked once, when it is needed.
        cost: of trying a passphrase, for new keys.
    """

    def __init__(
        self, folder: Path, find_keyring: Callable[[], Keyring | None] = system_keyring, cost: Cost | None = None
    ) -> None:
        self.folder = folder
        self._find_keyring = find_keyring
        self._cost = cost or Cost()
        self._keyring: tuple[Keyring | None] | None = None
        self._unlocked: dict[str, Signer] = {}
        self._shut: set[str] = set()  # whose keyring did not open; it is not asked again and again behind a person's back

    @classmethod
    def of_this_computer(cls) -> "KeyStore":
        return cls(user_config_path("bluepencil") / "keys")

    @property
    def keyring(self) -> Keyring | None:
        if self._keyring is None:
            self._keyring = (self._find_keyring(),)
        return self._keyring[0]

    # ------------------------------------------------------------ what there is

    def known(self, name: str) -> Known | None:
        """The person's key, without unlocking it; None where there is none.

        Raises:
            BadInput: its file cannot be read.
        """
        found = self._read(name)
        return None if found is None else Known(found["name"], found["public"], "sealed" not in found)

    def is_unlocked(self, name: str) -> bool:
        return name.casefold() in self._unlocked

    def unlocked(self, name: str) -> Signer | None:
        """The person's key if it needs no passphrase, or was given one before; None where it does, or there is none."""
        if signer := self._unlocked.get(name.casefold()):
            return signer
        known = self.known(name) if name.casefold() not in self._shut else None
        if known is None or not known.in_keyring:
            return None
        try:
            return self.unlock(name)
        except KnownError:  # it is locked, or was emptied: nothing that opens without a hand
            self._shut.add(name.casefold())
            return None

    # ------------------------------------------------------------ making and unlocking

    def make(self, name: str, passphrase: str = "", *, again: bool = False) -> Known:
        """Make the person's key.

        Args:
            passphrase: seals it into a file; empty to put it into the system's keyring.
            again: take the place of one that is there.
        Raises:
            Refused: there is one already, or there is no keyring, or the passphrase is too short.
            BadInput: it cannot be written.
        """
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        name = name.strip()
        if self._path(name).exists() and not again:
            raise Refused(f"{name} has a key on this computer already.", "`bluepencil key show` prints it.")
        if passphrase:
            sealing.must_be_long(passphrase)
        if not passphrase and self.keyring is None:
            raise Refused("This computer has no keyring that could keep a key.", "Give a passphrase, which seals it into a file.")
        private = Ed25519PrivateKey.generate()
        secret, public = private.private_bytes_raw(), private.public_key().public_bytes_raw().hex()
        entry: dict[str, Any] = {"version": 1, "name": name, "public": public}
        if passphrase:
            sealing.write(self._path(name), entry | {"sealed": sealing.sealed(secret, passphrase, entry, self._cost)})
        else:
            self._to_keyring(public, secret)
            sealing.write(self._path(name), entry)
        self._unlocked[name.casefold()] = Signer(name, private)
        return Known(name, public, not passphrase)

    def unlock(self, name: str, passphrase: str = "") -> Signer:
        """The person's key, ready to sign with.

        Raises:
            NotFound: there is none, or its keyring has lost it.
            Refused: the passphrase is wrong, or missing.
            BadInput: its file cannot be read.
        """
        if signer := self._unlocked.get(name.casefold()):
            return signer
        found = self._read(name)
        if found is None:
            raise NotFound(f"{name} has no key on this computer.", "Make one: `bluepencil key make --as NAME`.")
        secret = self._opened(found, passphrase) if "sealed" in found else self._from_keyring(found)
        signer = Signer.from_bytes(found["name"], secret)
        if signer.key != found["public"]:
            raise BadInput(f"The key of {name} is not the one its file names.", "Make a new one: `bluepencil key make --again`.")
        self._unlocked[name.casefold()] = signer
        return signer

    def lock(self, name: str) -> None:
        """Ask for the passphrase again before that person signs; what a keyring opens needs none, and opens again."""
        self._unlocked.pop(name.casefold(), None)
        self._shut.discard(name.casefold())

    def forget(self, name: str) -> None:
        """Take the person's key off this computer for good.

        Raises:
            NotFound: there is none.
        """
        found = self._read(name)
        if found is None:
            raise NotFound(f"{name} has no key on this computer.")
        if "sealed" not in found and self.keyring is not None:
            try:
                self.keyring.delete_password(SERVICE, _account(found["public"]))
            except sealing.keyring_errors() as error:
                raise HistoryError(f"The keyring does not let go of the key: {error}.", "Unlock it and try again.") from None
        self._path(name).unlink(missing_ok=True)
        self._unlocked.pop(name.casefold(), None)

    # ------------------------------------------------------------ the keyring

    def _to_keyring(self, public: str, secret: bytes) -> None:
        assert self.keyring is not None
        try:
            self.keyring.set_password(SERVICE, _account(public), secret.hex())
        except sealing.keyring_errors():
            raise Refused("The keyring of this computer is locked or refuses.", "Unlock it, or give a passphrase.") from None

    def _from_keyring(self, found: dict[str, Any]) -> bytes:
        name = found["name"]
        try:
            kept = self.keyring.get_password(SERVICE, _account(found["public"])) if self.keyring else None
        except sealing.keyring_errors():
            raise Refused(f"The keyring that holds the key of {name} is locked.", "Unlock it and try again.") from None
        try:
            secret = bytes.fromhex(kept or "")
        except ValueError:
            secret = b""
        if len(secret) != _BYTES:
            raise NotFound(f"The keyring has no key of {name} any more.", "Make a new one: `bluepencil key make --again`.")
        return secret

    # ------------------------------------------------------------ the file

    def _path(self, name: str) -> Path:
        return sealing.file_of(self.folder, name)

    def _read(self, name: str) -> dict[str, Any] | None:
        path = self._path(name)
        match sealing.read(path):
            case None:
                return None
            case {"version": 1, "name": str(), "public": str()} as found:
                return dict(found)
        raise BadInput(f"{path} cannot be read as a key.", "Bring it back from a backup, or make a new key.")

    def _opened(self, found: dict[str, Any], passphrase: str) -> bytes:
        entry = {key: found[key] for key in ("version", "name", "public")}
        try:
            return sealing.opened(found["sealed"], passphrase, entry, f"key of {found['name']}")
        except ValueError:
            message = f"{self._path(found['name'])} cannot be read as a key."
            raise BadInput(message, "Bring it back from a backup, or make a new key.") from None


def _account(public: str) -> str:
    """How the keyring calls a key: by its public half, for one person may have had several."""
    return f"signing key {public[:16]}"
