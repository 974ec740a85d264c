"""Everybody's own key, with which approvals are signed: made, kept and unlocked on this computer, and nowhere else.

The private half lies in the system's keyring, or in a file of the person's settings folder that a passphrase seals. It is
never in a workspace, a history, a report or a log. The public half lies beside it in the open, for the list of people.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from platformdirs import user_config_path

from studio.core.errors import BadInput, HistoryError, KnownError, NotFound, Refused
from studio.core.events import canonical, digest
from studio.history.signing import Signer

SERVICE = "bluepencil"
LEAST = 8
"""Characters a passphrase needs."""

_BYTES = 32
_MOST_MEMORY, _MOST_TIME, _MOST_LANES = 1 << 20, 20, 16  # kibibytes, rounds: a file that asks for more is no file of ours


class Keyring(Protocol):
    """The part of a backend of the package keyring that is needed."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Cost:
    """What trying one passphrase costs; argon2id, half a second on a small computer.

    Attributes:
        memory: kibibytes.
    """

    time: int = 3
    memory: int = 65_536
    lanes: int = 4


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


def system_keyring() -> Keyring | None:
    """The keyring of this computer's desktop; None where there is none, which is usual on servers."""
    import keyring  # it looks for backends, and that is for whoever signs

    backend = keyring.get_keyring()
    return backend if backend.priority > 0 else None  # those that keep nothing have none


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
        if passphrase and len(passphrase) < LEAST:
            raise Refused(f"A passphrase needs {LEAST} characters.", "Several words are easy to keep in mind.")
        if not passphrase and self.keyring is None:
            raise Refused("This computer has no keyring that could keep a key.", "Give a passphrase, which seals it into a file.")
        private = Ed25519PrivateKey.generate()
        secret, public = private.private_bytes_raw(), private.public_key().public_bytes_raw().hex()
        entry: dict[str, Any] = {"version": 1, "name": name, "public": public}
        if passphrase:
            self._write(name, entry | {"sealed": self._sealed(secret, passphrase, entry)})
        else:
            self._to_keyring(public, secret)
            self._write(name, entry)
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
            except _keyring_errors() as error:
                raise HistoryError(f"The keyring does not let go of the key: {error}.", "Unlock it and try again.") from None
        self._path(name).unlink(missing_ok=True)
        self._unlocked.pop(name.casefold(), None)

    # ------------------------------------------------------------ the keyring

    def _to_keyring(self, public: str, secret: bytes) -> None:
        assert self.keyring is not None
        try:
            self.keyring.set_password(SERVICE, _account(public), secret.hex())
        except _keyring_errors():
            raise Refused("The keyring of this computer is locked or refuses.", "Unlock it, or give a passphrase.") from None

    def _from_keyring(self, found: dict[str, Any]) -> bytes:
        name = found["name"]
        try:
            kept = self.keyring.get_password(SERVICE, _account(found["public"])) if self.keyring else None
        except _keyring_errors():
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
        plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name.strip().casefold())
        return self.folder / f"{plain[:32]}-{digest(name.strip().casefold())[:8]}.json"

    def _read(self, name: str) -> dict[str, Any] | None:
        path = self._path(name)
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            found = None
        match found:
            case {"version": 1, "name": str(), "public": str()}:
                return dict(found)
        raise BadInput(f"{path} cannot be read as a key.", "Bring it back from a backup, or make a new key.")

    def _write(self, name: str, entry: dict[str, Any]) -> None:
        path = self._path(name)
        beside = path.with_suffix(".new")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside.unlink(missing_ok=True)
            # Nobody else's from its first byte on, whatever the person's umask is.
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123
                json.dump(entry, file, ensure_ascii=False, indent=2)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except OSError as error:
            raise BadInput(f"{path} cannot be written: {error.strerror}.", "Check the folder of your settings.") from None

    def _sealed(self, secret: bytes, passphrase: str, entry: dict[str, Any]) -> dict[str, Any]:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        salt, nonce = os.urandom(16), os.urandom(12)
        cost = {"time": self._cost.time, "memory": self._cost.memory, "lanes": self._cost.lanes}
        seal = ChaCha20Poly1305(_derived(passphrase, salt, self._cost))
        body = seal.encrypt(nonce, secret, canonical(entry).encode("utf-8"))
        return {"derived": "argon2id", "cipher": "chacha20-poly1305", "cost": cost, "salt": salt.hex(), "nonce": nonce.hex()} | {
            "body": body.hex()
        }

    def _opened(self, found: dict[str, Any], passphrase: str) -> bytes:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        name, sealed = found["name"], found["sealed"]
        if not passphrase:
            raise Refused(f"The key of {name} is locked.", "Give its passphrase.")
        entry = {key: found[key] for key in ("version", "name", "public")}
        try:
            cost = Cost(*(int(sealed["cost"][part]) for part in ("time", "memory", "lanes")))
            salt, nonce, body = (bytes.fromhex(sealed[part]) for part in ("salt", "nonce", "body"))
            if cost.time > _MOST_TIME or cost.memory > _MOST_MEMORY or cost.lanes > _MOST_LANES:
                raise ValueError("such a price nobody asks")
            return ChaCha20Poly1305(_derived(passphrase, salt, cost)).decrypt(nonce, body, canonical(entry).encode("utf-8"))
        except InvalidTag:
            raise Refused(f"That is not the passphrase of the key of {name}.", "Try again.") from None
        except (KeyError, TypeError, ValueError):
            message = f"{self._path(name)} cannot be read as a key."
            raise BadInput(message, "Bring it back from a backup, or make a new key.") from None


def _account(public: str) -> str:
    """How the keyring calls a key: by its public half, for one person may have had several."""
    return f"signing key {public[:16]}"


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(passphrase.encode("utf-8"), salt, cost.time, cost.memory, cost.lanes, _BYTES, Type.ID)
    except HashingError as error:
        raise ValueError(str(error)) from error


def _keyring_errors() -> tuple[type[Exception], ...]:
    """What a keyring may answer with: errors of its own, and those of whatever it talks to."""
    from keyring.errors import KeyringError

    return (KeyringError, OSError, RuntimeError)
