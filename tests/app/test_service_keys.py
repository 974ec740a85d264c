"""The keys of AI services: kept on this computer, given to one place, and told to nobody."""

import dataclasses
import stat
from pathlib import Path

import pytest

from studio.app.service_keys import KeyState, ServiceKeys
from studio.core.asking import Service
from studio.core.errors import BadInput, KnownError, NotFound, Refused
from tests.app.test_keys import CHEAP, Drawer

KEY, WORDS = "sk-canary-1234567890", "open sesame please"
FAR = Service("Far North", "https://api.example.com/v1", "grand-9")
SEALED = dataclasses.replace(FAR, key="passphrase")
VARIABLE = dataclasses.replace(FAR, key="FAR_API_KEY")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "service-keys"


def keys(folder: Path, drawer: Drawer | None = None, **variables: str) -> ServiceKeys:
    """The keys as a program finds them that was just started."""
    return ServiceKeys(folder, lambda: drawer, CHEAP, variables)


def written(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())


def test_a_key_in_the_keyring_is_there_at_the_next_start_and_in_no_file(folder: Path):
    drawer = Drawer()
    assert keys(folder, drawer).state(FAR) is KeyState.MISSING
    keys(folder, drawer).keep(FAR, f"  {KEY}\n")
    assert keys(folder, drawer).state(FAR) is KeyState.KEPT
    assert keys(folder, drawer).key(FAR) == KEY
    assert KEY not in written(folder)


def test_a_sealed_key_opens_with_its_passphrase_once_until_the_program_ends(folder: Path):
    keys(folder).keep(SEALED, KEY, WORDS)
    assert KEY not in written(folder)
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    later = keys(folder)
    assert later.state(SEALED) is KeyState.LOCKED
    for wrong, says in (("", "is locked"), ("open sesame", "not the passphrase")):
        with pytest.raises(Refused, match=says):
            later.key(SEALED, wrong)
    assert later.key(SEALED, WORDS) == later.key(SEALED) == KEY
    assert later.state(SEALED) is KeyState.KEPT


@pytest.mark.parametrize(
    "address", ["https://evil.example.net/v1", "http://api.example.com/v1", "https://api.example.com:444/v1"]
)
def test_whoever_puts_another_address_into_the_file_of_services_gets_no_key(folder: Path, address: str):
    made = keys(folder, Drawer(), FAR_API_KEY=KEY)
    for service in (FAR, SEALED, VARIABLE):
        made.allow(service) if service is VARIABLE else made.keep(service, KEY, WORDS)
        assert made.key(service) == KEY
        moved = dataclasses.replace(service, address=address)
        assert made.state(moved) is KeyState.MISSING
        with pytest.raises(NotFound, match="is not on this computer"):
            made.key(moved)
    assert made.key(dataclasses.replace(VARIABLE, address="https://API.example.com/v2")) == KEY, "the same place"


def test_a_variable_is_handed_over_only_where_the_person_has_said_so(folder: Path):
    made = keys(folder, FAR_API_KEY=KEY, DATABASE_PASSWORD="secret")
    with pytest.raises(NotFound, match=r'Allow it: .*services key "Far North"'):
        made.key(VARIABLE)
    made.allow(VARIABLE)
    assert keys(folder, FAR_API_KEY=KEY).key(VARIABLE) == KEY
    with pytest.raises(NotFound, match="that is not set"):
        keys(folder).key(VARIABLE)
    with pytest.raises(NotFound):
        made.key(dataclasses.replace(VARIABLE, key="DATABASE_PASSWORD"))


def test_a_service_that_wants_no_key_gets_none(folder: Path):
    free = dataclasses.replace(FAR, key="none")
    assert keys(folder).key(free) == ""
    assert keys(folder).state(free) is KeyState.NOT_NEEDED
    with pytest.raises(Refused, match="wants no key"):
        keys(folder).keep(free, KEY)


@pytest.mark.parametrize("bad", ["", "  ", "two words", "sk-canary\nX-Evil: 1", "sk-canäry-123456", "x" * 5_000])
def test_what_is_no_key_is_refused_without_a_sign_of_it(folder: Path, bad: str):
    with pytest.raises(BadInput) as caught:
        keys(folder, Drawer()).keep(FAR, bad)
    assert "canary" not in str(caught.value)
    if bad.strip():
        made = keys(folder, FAR_API_KEY=bad)
        made.allow(VARIABLE)
        with pytest.raises(BadInput):
            made.key(VARIABLE)


def test_a_key_that_is_kept_in_another_way_is_no_more_where_it_was(folder: Path):
    drawer = Drawer()
    made = keys(folder, drawer)
    made.keep(FAR, KEY)
    made.keep(SEALED, "sk-canary-another", WORDS)
    assert not drawer.kept
    with pytest.raises(NotFound):
        keys(folder, drawer).key(FAR)
    assert keys(folder, drawer).key(SEALED, WORDS) == "sk-canary-another"


def test_a_forgotten_key_is_gone(folder: Path):
    drawer = Drawer()
    made = keys(folder, drawer)
    made.keep(FAR, KEY)
    assert made.forget(FAR)
    assert not drawer.kept
    assert not made.forget(FAR)
    with pytest.raises(NotFound):
        made.key(FAR)


def test_a_key_whose_keyring_is_out_of_reach_is_said_to_be_still_there_and_can_be_forgotten_later(folder: Path):
    drawer = Drawer()
    keys(folder, drawer).keep(FAR, KEY)
    with pytest.raises(Refused, match="cannot be reached, so the key is still there"):
        keys(folder).forget(FAR)
    assert list(drawer.kept.values()) == [KEY]
    assert keys(folder, drawer).forget(FAR)
    assert not drawer.kept


def test_somebody_whose_keyring_is_out_of_reach_may_keep_a_key_by_passphrase_instead(folder: Path):
    keys(folder, Drawer()).keep(FAR, KEY)
    keys(folder).keep(SEALED, KEY, WORDS)
    assert keys(folder).key(SEALED, WORDS) == KEY


@pytest.mark.parametrize("change", [{"name": "North"}, {"address": "https://eu.example.com/v1"}])
def test_a_service_that_got_another_name_or_place_leaves_no_key_behind(folder: Path, change: dict[str, str]):
    drawer = Drawer()
    made = keys(folder, drawer)
    made.keep(FAR, KEY)
    assert not made.forget_old(FAR, dataclasses.replace(FAR, model="other", address="https://api.example.com/v2"))
    assert made.key(FAR) == KEY
    assert made.forget_old(FAR, dataclasses.replace(FAR, **change))
    assert not drawer.kept
    assert list(folder.iterdir()) == []


def test_without_a_keyring_or_with_a_locked_one_it_says_what_to_do(folder: Path):
    with pytest.raises(Refused, match="Keep it by passphrase"):
        keys(folder).keep(FAR, KEY)
    drawer = Drawer()
    keys(folder, drawer).keep(FAR, KEY)
    drawer.locked = True
    for act in (lambda made: made.key(FAR), lambda made: made.keep(FAR, KEY), lambda made: made.forget(FAR)):
        with pytest.raises(Refused, match="Unlock it"):
            act(keys(folder, drawer))


@pytest.mark.parametrize("text", ["", "[]", "{", '{"version": 2}', '{"version": 1, "place": "AI service other at x"}'])
def test_a_file_that_is_none_of_ours_is_said_to_be(folder: Path, text: str):
    keys(folder).keep(SEALED, KEY, WORDS)
    (file,) = folder.iterdir()
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be read as a key"):
        keys(folder).key(SEALED, WORDS)
    keys(folder).keep(SEALED, KEY, WORDS)
    assert keys(folder).key(SEALED, WORDS) == KEY


@pytest.mark.parametrize("part", ["body", "salt", "cost"])
def test_a_seal_that_was_tampered_with_does_not_open(folder: Path, part: str):
    import json

    keys(folder).keep(SEALED, KEY, WORDS)
    (file,) = folder.iterdir()
    entry = json.loads(file.read_text(encoding="utf-8"))
    entry["sealed"][part] = "00" * 16
    file.write_text(json.dumps(entry), encoding="utf-8")
    with pytest.raises(KnownError):
        keys(folder).key(SEALED, WORDS)
