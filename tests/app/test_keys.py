"""A person's key: made once, opened by its keyring or its passphrase, and told to nobody."""

import json
import stat
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import InitError, PasswordDeleteError

from studio.app.keys import KeyStore
from studio.app.sealing import Cost, system_keyring
from studio.core.errors import BadInput, NotFound, Refused
from studio.history.signing import fits

WORDS = "open sesame please"
CHEAP = Cost(time=1, memory=64, lanes=1)  # what an attacker pays is no matter here


class Drawer(KeyringBackend):
    """A keyring in memory, that can be locked."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked, self.asked = False, 0

    def _must_be_open(self) -> None:
        self.asked += 1
        if self.locked:
            raise InitError("locked")

    def get_password(self, service: str, username: str) -> str | None:
        self._must_be_open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._must_be_open()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._must_be_open()
        if (service, username) not in self.kept:
            raise PasswordDeleteError("gone")
        del self.kept[service, username]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "keys"


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


def store(folder: Path, drawer: Drawer | None = None) -> KeyStore:
    """The keys as a program finds them that was just started."""
    return KeyStore(folder, lambda: drawer, CHEAP)


# ---------------------------------------------------------------- a file with a passphrase


def test_a_key_in_a_file_is_opened_by_its_passphrase_and_signs(folder: Path):
    known = store(folder).make("Ben Carter", WORDS)
    assert (known.name, known.in_keyring) == ("Ben Carter", False)
    later = store(folder)
    assert later.known("ben carter") == known
    assert later.unlocked("Ben Carter") is None, "nothing opens it without the passphrase"
    signer = later.unlock("Ben Carter", WORDS)
    assert signer.key == known.public
    assert fits(known.public, signer({"a": 1}), {"a": 1})
    assert later.unlocked("Ben Carter") is signer, "asked for once, it stays open until the program ends"
    assert later.unlock("Ben Carter") is signer


@pytest.mark.parametrize("wrong", ["open sesame", "Open sesame please", "öpen sesame please"])
def test_a_wrong_passphrase_gets_one_sentence(folder: Path, wrong: str):
    store(folder).make("Ben Carter", WORDS)
    with pytest.raises(Refused, match=r"^That is not the passphrase of the key of Ben Carter\. Try again\.$"):
        store(folder).unlock("Ben Carter", wrong)


def test_without_a_passphrase_the_key_is_said_to_be_locked(folder: Path):
    store(folder).make("Ben Carter", WORDS)
    with pytest.raises(Refused, match=r"The key of Ben Carter is locked\. Give its passphrase\."):
        store(folder).unlock("Ben Carter")


def test_a_short_passphrase_is_refused_and_no_key_is_made(folder: Path):
    with pytest.raises(Refused, match="needs 8 characters"):
        store(folder).make("Ben Carter", "short")
    assert not folder.exists()


def test_the_file_is_its_owner_s_alone_and_holds_no_key_in_the_open(folder: Path):
    made = store(folder)
    made.make("Ben Carter", WORDS)
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    secret = made.unlock("Ben Carter")._private.private_bytes_raw().hex()
    assert secret not in file.read_text()
    assert WORDS not in file.read_text()
    assert json.loads(file.read_text())["sealed"]["derived"] == "argon2id"


def test_two_people_called_alike_in_other_letters_keep_two_files(folder: Path):
    for name in ("Zoë", "Zoé", "李"):
        store(folder).make(name, WORDS)
    assert len(list(folder.iterdir())) == 3
    assert {store(folder).unlock(name, WORDS).who for name in ("Zoë", "Zoé", "李")} == {"Zoë", "Zoé", "李"}


def test_there_is_one_key_a_person_unless_a_new_one_is_asked_for(folder: Path):
    first = store(folder).make("Ben", WORDS)
    with pytest.raises(Refused, match="BEN has a key on this computer already"):
        store(folder).make("BEN", WORDS)
    second = store(folder).make("Ben", "another secret", again=True)
    assert second.public != first.public
    assert store(folder).unlock("Ben", "another secret").key == second.public


@pytest.mark.parametrize("deed", ["{", '{"version": 2}', "[]", "\ud800"])
def test_a_damaged_file_is_named(folder: Path, deed: str):
    made = store(folder)
    made.make("Ben", WORDS)
    (file,) = folder.iterdir()
    file.write_bytes(deed.encode("utf-8", "surrogatepass"))
    with pytest.raises(BadInput, match=r"cannot be read as a key\. Bring it back from a backup"):
        store(folder).known("Ben")


@pytest.mark.parametrize(
    "part",
    [
        {"cost": {"time": 1, "memory": 1 << 30, "lanes": 1}},
        {"salt": "x"},
        {"body": ""},
        {"cost": {"time": 0, "memory": 0, "lanes": 0}},
    ],
)
def test_a_file_that_asks_for_the_moon_or_makes_no_sense_is_refused_and_costs_nothing(folder: Path, part: dict[str, object]):
    store(folder).make("Ben", WORDS)
    (file,) = folder.iterdir()
    found = json.loads(file.read_text())
    found["sealed"] |= part
    file.write_text(json.dumps(found))
    with pytest.raises((BadInput, Refused)):
        store(folder).unlock("Ben", WORDS)


def test_a_key_does_not_open_under_another_s_name(folder: Path):
    store(folder).make("Ben", WORDS)
    (file,) = folder.iterdir()
    found = json.loads(file.read_text()) | {"name": "Ann"}
    file.write_text(json.dumps(found))
    with pytest.raises(Refused, match="not the passphrase"):
        store(folder).unlock("Ben", WORDS)


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        store(tmp_path / "file" / "keys").make("Ben", WORDS)


# ---------------------------------------------------------------- the system's keyring


def test_a_key_in_the_keyring_needs_nothing_to_sign_with(folder: Path, drawer: Drawer):
    known = store(folder, drawer).make("Ben")
    assert known.in_keyring
    signer = store(folder, drawer).unlocked("Ben")
    assert signer is not None
    assert signer.key == known.public
    (kept,) = drawer.kept.values()
    assert kept not in next(folder.iterdir()).read_text(), "the file says the public half alone"


def test_without_a_keyring_a_key_takes_a_passphrase(folder: Path):
    with pytest.raises(Refused, match=r"no keyring that could keep a key\. Give a passphrase"):
        store(folder).make("Ben")


def test_a_locked_keyring_is_asked_once_and_not_at_every_look(folder: Path, drawer: Drawer):
    store(folder, drawer).make("Ben")
    drawer.locked, drawer.asked = True, 0
    later = store(folder, drawer)
    assert [later.unlocked("Ben") for _ in range(3)] == [None, None, None]
    assert drawer.asked == 1
    with pytest.raises(Refused, match="keyring that holds the key of Ben is locked"):
        later.unlock("Ben")
    drawer.locked = False
    assert later.unlock("Ben").who == "Ben"
    assert later.unlocked("Ben") is not None


def test_a_keyring_that_refuses_leaves_no_half_a_key(folder: Path, drawer: Drawer):
    drawer.locked = True
    with pytest.raises(Refused, match=r"locked or refuses\. Unlock it, or give a passphrase"):
        store(folder, drawer).make("Ben")
    assert store(folder, drawer).known("Ben") is None


@pytest.mark.parametrize("left", [None, "zz", "00", "11" * 32])
def test_a_keyring_that_lost_the_key_or_holds_another_is_said(folder: Path, drawer: Drawer, left: str | None):
    store(folder, drawer).make("Ben")
    (name,) = drawer.kept
    drawer.kept.clear()
    if left is not None:
        drawer.kept[name] = left
    with pytest.raises((NotFound, BadInput), match="Make a new one"):
        store(folder, drawer).unlock("Ben")


def test_a_key_that_is_forgotten_is_gone_from_both_places(folder: Path, drawer: Drawer):
    made = store(folder, drawer)
    made.make("Ben")
    made.forget("Ben")
    assert (drawer.kept, list(folder.iterdir()), made.unlocked("Ben")) == ({}, [], None)
    with pytest.raises(NotFound):
        made.forget("Ben")


@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"])
def test_a_backend_that_keeps_nothing_is_no_keyring(backend: str, monkeypatch: pytest.MonkeyPatch):
    import keyring
    from keyring.core import load_keyring

    monkeypatch.setattr(keyring, "get_keyring", lambda: load_keyring(backend))
    assert system_keyring() is None
