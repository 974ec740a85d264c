"""How secrets are kept on this computer: in the system's keyring, or in a file of the person's settings that a passphrase seals.

Keys to sign with and keys of AI services are kept in this one way. A file is JSON: what may be known stands in the open, and
the secret under `sealed`, bound to what stands beside it.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from studio.core.errors import BadInput, Refused
from studio.core.events import canonical, digest

SERVICE = "bluepencil"
"""What the keyring calls the program."""
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


def system_keyring() -> Keyring | None:
    """The keyring of this computer's desktop; None where there is none, which is usual on servers."""
    import keyring  # it looks for backends, and that is for whoever needs a key

    backend = keyring.get_keyring()
    return backend if backend.priority > 0 else None  # those that keep nothing have none


def keyring_errors() -> tuple[type[Exception], ...]:
    """What a keyring may answer with: errors of its own, and those of whatever it talks to."""
    from keyring.errors import KeyringError

    return (KeyringError, OSError, RuntimeError)


# ---------------------------------------------------------------- files


def file_of(folder: Path, name: str) -> Path:
    """Where the entry of that name is; upper and lower case are the same."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name.strip().casefold())
    return folder / f"{plain[:32]}-{digest(name.strip().casefold())[:8]}.json"


def read(path: Path) -> Any:
    """What a file holds; None where there is none, and False where it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return False


def write(path: Path, entry: dict[str, Any]) -> None:
    """Put an entry where nobody else can read it. Raises: BadInput, where it cannot be written."""
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.unlink(missing_ok=True)
        # Nobody else's from its first byte on, whatever the person's umask is.
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123
            json.dump(entry, file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.", "Check the folder of your settings.") from None


def must_be_long(passphrase: str) -> None:
    """Raises: Refused, where a passphrase is too short."""
    if len(passphrase) < LEAST:
        raise Refused(f"A passphrase needs {LEAST} characters.", "Several words are easy to keep in mind.")


# ---------------------------------------------------------------- seals


def sealed(secret: bytes, passphrase: str, entry: dict[str, Any], cost: Cost) -> dict[str, Any]:
    """The secret, so that it opens only with the passphrase and beside this very entry."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = os.urandom(16), os.urandom(12)
    seal = ChaCha20Poly1305(_derived(passphrase, salt, cost))
    body = seal.encrypt(nonce, secret, canonical(entry).encode("utf-8"))
    price = {"time": cost.time, "memory": cost.memory, "lanes": cost.lanes}
    return {"derived": "argon2id", "cipher": "chacha20-poly1305", "cost": price, "salt": salt.hex(), "nonce": nonce.hex()} | {
        "body": body.hex()
    }


def opened(found: Any, passphrase: str, entry: dict[str, Any], what: str) -> bytes:
    """The secret again.

    Args:
        found: what `sealed` gave.
        what: as it stands in a sentence: "key of Ann".
    Raises:
        Refused: the passphrase is wrong, or missing.
        ValueError: it is nothing that `sealed` gave.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if not passphrase:
        raise Refused(f"The {what} is locked.", "Give its passphrase.")
    try:
        cost = Cost(*(int(found["cost"][part]) for part in ("time", "memory", "lanes")))
        salt, nonce, body = (bytes.fromhex(found[part]) for part in ("salt", "nonce", "body"))
        if cost.time > _MOST_TIME or cost.memory > _MOST_MEMORY or cost.lanes > _MOST_LANES:
            raise ValueError("such a price nobody asks")
        return ChaCha20Poly1305(_derived(passphrase, salt, cost)).decrypt(nonce, body, canonical(entry).encode("utf-8"))
    except InvalidTag:
        raise Refused(f"That is not the passphrase of the {what}.", "Try again.") from None
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(passphrase.encode("utf-8"), salt, cost.time, cost.memory, cost.lanes, _BYTES, Type.ID)
    except HashingError as error:
        raise ValueError(str(error)) from error
