"""The keys of AI services: kept by each person on this computer, and given to one address alone.

A key lies in the system's keyring, in a file of the person's settings that a passphrase seals, or in an environment variable.
It is never in a workspace, a history, a log, a report or a message. The list of services belongs to the house, and anybody who
can write the file could put another address into it; so a key is kept for a name *and* a place, and goes nowhere else. For the
same reason an environment variable is handed over only once the person has said that this place may have it.
"""

import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from platformdirs import user_config_path

from studio.app import sealing
from studio.app.connections import KINDS
from studio.app.sealing import SERVICE, Cost, Keyring, system_keyring
from studio.core.asking import Service
from studio.core.errors import BadInput, NotFound, Refused

_MOST = 4_000  # signs of a key


class KeyState(StrEnum):
    """How it stands with the key of a service on this computer."""

    NOT_NEEDED = "it wants no key"
    KEPT = "its key is on this computer"
    LOCKED = "its key opens with a passphrase"
    MISSING = "its key is not on this computer"


class ServiceKeys:
    """The keys of whoever works at this computer. What was unlocked stays so until the program ends.

    Args:
        folder: where the files are; made when the first key is.
        find_keyring: gives the keyring, None where there is none; asked once, when it is needed.
        cost: of trying a passphrase, for new keys.
        variables: the environment.
    """

    def __init__(
        self,
        folder: Path,
        find_keyring: Callable[[], Keyring | None] = system_keyring,
        cost: Cost | None = None,
        variables: Mapping[str, str] = os.environ,
    ) -> None:
        self.folder = folder
        self._find_keyring = find_keyring
        self._cost = cost or Cost()
        self._variables = variables
        self._keyring: tuple[Keyring | None] | None = None
        self._unlocked: dict[str, str] = {}

    @classmethod
    def of_this_computer(cls) -> "ServiceKeys":
        return cls(user_config_path("bluepencil") / "service-keys")

    @property
    def keyring(self) -> Keyring | None:
        if self._keyring is None:
            self._keyring = (self._find_keyring(),)
        return self._keyring[0]

    # ------------------------------------------------------------ what there is

    def state(self, service: Service) -> KeyState:
        """How it stands, without opening anything. Raises: BadInput, where the key's file cannot be read."""
        if service.key == "none":
            return KeyState.NOT_NEEDED
        if self._known(service) is None or (_is_variable(service) and not self._variables.get(service.key)):
            return KeyState.MISSING
        return KeyState.LOCKED if service.key == "passphrase" and _place(service) not in self._unlocked else KeyState.KEPT

    def key(self, service: Service, passphrase: str = "") -> str:
        """The key to send with a call; empty where the service wants none.

        Raises:
            Refused: it is locked, or the passphrase is wrong.
            NotFound: it is not on this computer.
            BadInput: what is kept there is no key.
        """
        if service.key == "none":
            return ""
        if key := self._unlocked.get(_place(service)):
            return key
        found = self._known(service)
        if found is None:
            raise NotFound(f"The key of {service.name} for {_origin(service)} is not on this computer.", _give(service))
        if _is_variable(service):
            key = self._variables.get(service.key, "").strip()
            if not key:
                raise NotFound(
                    f"{service.name} takes its key from {service.key}, and that is not set.", "Set it and start again."
                )
            return _checked(key)
        key = self._opened(service, found, passphrase) if "sealed" in found else self._from_keyring(service)
        self._unlocked[_place(service)] = key
        return key

    # ------------------------------------------------------------ keeping and forgetting

    def keep(self, service: Service, key: str, passphrase: str = "") -> None:
        """Keep a key on this computer, in the place of one that is there.

        Args:
            passphrase: seals it, where the service's key is kept by passphrase.
        Raises:
            Refused: there is no keyring, or it is locked; the passphrase is too short; or the service takes no key from here.
            BadInput: it is no key, or cannot be written.
        """
        key, entry = _checked(key), _entry(service)
        match service.key:
            case "keyring":
                self._to_keyring(service, key)
            case "passphrase":
                sealing.must_be_long(passphrase)
                entry |= {"sealed": sealing.sealed(key.encode("ascii"), passphrase, entry, self._cost)}
            case "none":
                raise Refused(f"{service.name} wants no key.", "Change where its key comes from first.")
            case variable:
                raise Refused(f"{service.name} takes its key from {variable}.", "Set that in your environment.")
        self._write(service, entry)
        self._unlocked[_place(service)] = key

    def allow(self, service: Service) -> None:
        """Let the service's address have what stands in the environment variable that it names.

        Raises:
            Refused: its key comes from elsewhere.
            BadInput: that cannot be written down.
        """
        if not _is_variable(service):
            raise Refused(f"{service.name} takes its key from no environment variable.", _give(service))
        self._write(service, _entry(service))

    def forget(self, service: Service) -> bool:
        """Take the key off this computer; whether there was one.

        Raises:
            Refused: the keyring that holds it does not let go of it, or cannot be reached. It is still there.
        """
        path, place = self._path(service), _place(service)
        self._unlocked.pop(place, None)
        if not path.exists():
            return False
        found = sealing.read(path)
        if isinstance(found, dict) and found.get("key") == "keyring":
            if self.keyring is None:
                what = f"The keyring that holds the key of {service.name} cannot be reached, so the key is still there."
                raise Refused(what, "Try again where the keyring is, or take it out of the keyring by hand.")
            try:
                if self.keyring.get_password(SERVICE, place) is not None:
                    self.keyring.delete_password(SERVICE, place)
            except sealing.keyring_errors():
                raise Refused("The keyring does not let go of the key.", "Unlock it and try again.") from None
        path.unlink(missing_ok=True)
        return True

    def forget_old(self, was: Service, now: Service) -> bool:
        """Take the key off that was kept for a service by a name or at a place which it no longer has; whether there was one.

        Raises: as `forget`.
        """
        return _place(was) != _place(now) and self.forget(was)

    # ------------------------------------------------------------ where they are

    def _path(self, service: Service) -> Path:
        return sealing.file_of(self.folder, _place(service))

    def _known(self, service: Service) -> dict[str, Any] | None:
        """What is written down of the key; None where nothing is, or it is kept in another way than the service says now."""
        path = self._path(service)
        found = sealing.read(path)
        if found is None:
            return None
        entry = _entry(service)
        if not isinstance(found, dict) or found.get("version") != 1 or found.get("place") != entry["place"]:
            raise BadInput(f"{path} cannot be read as a key.", _give(service))
        return found if found.get("key") == service.key else None

    def _write(self, service: Service, entry: dict[str, Any]) -> None:
        found = sealing.read(self._path(service))
        before = found.get("key") if isinstance(found, dict) else service.key
        if before != service.key and (before != "keyring" or self.keyring is not None):  # a keyring out of reach is no hindrance
            self.forget(service)  # kept in another way before, and there no more
        sealing.write(self._path(service), entry)

    def _to_keyring(self, service: Service, key: str) -> None:
        if self.keyring is None:
            raise Refused("This computer has no keyring that could keep a key.", "Keep it by passphrase, or in a variable.")
        try:
            self.keyring.set_password(SERVICE, _place(service), key)
        except sealing.keyring_errors():
            raise Refused("The keyring of this computer is locked or refuses.", "Unlock it and try again.") from None

    def _from_keyring(self, service: Service) -> str:
        try:
            key = self.keyring.get_password(SERVICE, _place(service)) if self.keyring else None
        except sealing.keyring_errors():
            raise Refused(f"The keyring that holds the key of {service.name} is locked.", "Unlock it and try again.") from None
        if not key:
            raise NotFound(f"The keyring has no key of {service.name} any more.", _give(service))
        return _checked(key)

    def _opened(self, service: Service, found: dict[str, Any], passphrase: str) -> str:
        try:
            key = sealing.opened(found["sealed"], passphrase, _entry(service), f"key of {service.name}").decode("ascii")
        except ValueError:
            raise BadInput(f"{self._path(service)} cannot be read as a key.", _give(service)) from None
        return _checked(key)


def _origin(service: Service) -> str:
    """Scheme, host and port: who gets to see the key."""
    parts = urlsplit(service.address)
    return f"{parts.scheme}://{parts.netloc}".casefold()


def _place(service: Service) -> str:
    """For which service, and where, a key is kept."""
    return f"AI service {service.name.strip().casefold()} at {_origin(service)}"


def _entry(service: Service) -> dict[str, Any]:
    return {"version": 1, "place": _place(service), "key": service.key}


def _is_variable(service: Service) -> bool:
    return service.key not in KINDS


def _give(service: Service) -> str:
    quoted = f'"{service.name}"' if " " in service.name else service.name
    way = "allow it" if _is_variable(service) else "give it"
    return f"{way.capitalize()}: AI services… in the menu, or `bluepencil services key {quoted}`."


def _checked(key: str) -> str:
    """The key without what a clipboard puts around it. Raises: BadInput, without a sign of it."""
    key = key.strip()
    if not key:
        raise BadInput("No key was given.", "Copy it from the service's own page.")
    if len(key) > _MOST or not all("!" <= sign <= "~" for sign in key):
        raise BadInput("That is no key: a key is one word of plain letters, digits and signs.", "Copy it once more.")
    return key
