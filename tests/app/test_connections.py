"""The AI services a workspace knows."""

import dataclasses
import threading
from contextlib import closing

import pytest

from studio.app import connections
from studio.app.workspace import Workspace
from studio.core.asking import Service
from studio.core.errors import BadConfig, BadInput, DiskFull, NotFound, Refused
from studio.core.events import EventType

LARCH = Service("Larch", "http://127.0.0.1:11434/v1", "tiny-1", key="none", timeout=20.0)
FAR = Service("Far", "https://api.example.com/v1", "grand-9", price_in=2.5, price_out=10.0)


def test_a_service_is_kept_by_name_in_a_file_of_the_house_and_in_the_history(house):
    erin = house.workspace.policy.person("Erin")
    assert connections.services(house.root) == ()
    connections.save(house.workspace, erin, LARCH)
    connections.save(house.workspace, erin, FAR)
    assert connections.services(house.root) == (LARCH, FAR)
    assert connections.service(house.root, "far") == FAR
    assert connections.service(house.root) == LARCH
    told = [event.payload for event in house.workspace.history.events("", [EventType.SERVICE_SAVED])]
    assert [each["name"] for each in told] == ["Larch", "Far"]
    assert [each["local"] for each in told] == [True, False]


def test_what_somebody_wrote_beside_it_in_the_file_stays(house):
    file = house.root / "services.toml"
    file.write_text('# ours\n[[service]]\nname = "Far"\naddress = "https://api.example.com/v1" # the big one\n', encoding="utf-8")
    erin = house.workspace.policy.person("Erin")
    connections.save(house.workspace, erin, Service("Farther", "https://api.example.com/v1", "grand-9"), was="Far")
    connections.save(house.workspace, erin, LARCH)
    connections.remove(house.workspace, erin, "larch")
    text = file.read_text(encoding="utf-8")
    assert "# ours" in text
    assert "Larch" not in text
    assert [each.name for each in connections.services(house.root)] == ["Farther"]


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (Service("Far", "api.example.com", "m"), "is no address of a service"),
        (Service("Far", "ftp://api.example.com", "m"), "is no address of a service"),
        (Service("Far", "http://api.example.com/v1", "m"), "for everybody to read"),
        (Service("Far", "http://[2001:db8::1]/v1", "m"), "for everybody to read"),
        (Service("Far", "http://134744072/v1", "m"), "for everybody to read"),
        (Service("Far", "http://0x08080808/v1", "m"), "for everybody to read"),
        (Service("Far", "http://api。example。com/v1", "m"), "for everybody to read"),
        (Service("new\nline", "https://api.example.com/v1", "m"), "The name cannot be what stands there. Write it in one line"),
        (Service("\u202eraF", "https://api.example.com/v1", "m"), "The name cannot be what stands there"),
        (Service("Far", "https://api.example.com/v1", "grand\x1b[31m"), "The model cannot be what stands there"),
        (Service("Far", "https://api\n.example.com/v1", "m"), "The address holds a blank, a line break"),
        (Service("Far", "https://api.example.com/v1\x7f", "m"), "The address holds a blank, a line break"),
        (Service("Far", "https://api.example.com/v 1", "m"), "The address holds a blank, a line break"),
        (Service("", "https://api.example.com/v1", "m"), "The name cannot be"),
        (Service("Far", "https://api.example.com/v1", "m", timeout=0.0), "The timeout cannot be"),
        (Service("Far", "https://api.example.com/v1", "m", currency="euros"), "The currency cannot be “euros”. Write three"),
        (Service("Far", "https://api.example.com/v1", "m", terms="tomorrow"), "The terms cannot be “tomorrow”. Write a day"),
        (Service("Far", "https://api.example.com/v1", "m", terms="20270131"), "The terms cannot be “20270131”. Write a day"),
        (Service("larch", "https://api.example.com/v1", "m"), "There is a service “larch” already"),
    ],
)
def test_a_service_that_cannot_be_is_refused_in_a_sentence(house, made, says):
    erin = house.workspace.policy.person("Erin")
    connections.save(house.workspace, erin, LARCH)
    with pytest.raises(BadInput, match=says):
        connections.save(house.workspace, erin, made, was="Another" if made.name == "larch" else "")
    assert connections.services(house.root) == (LARCH,)


@pytest.mark.parametrize(
    "text", ["[[service]", "service = 3", '[[service]]\nname = "A"', '[[service]]\nname = "A"\naddress = "x"\nkeys = "k"']
)
def test_a_broken_file_is_told_by_its_name(house, text):
    (house.root / "services.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadConfig, match=r"services\.toml"):
        connections.services(house.root)


def test_a_name_that_nobody_has_is_answered_with_those_there_are(house):
    with pytest.raises(NotFound, match="No AI service is set up here"):
        connections.service(house.root)
    connections.save(house.workspace, house.workspace.policy.person("Erin"), LARCH)
    with pytest.raises(NotFound, match="There are: Larch"):
        connections.service(house.root, "Oak")


def test_costs_are_reckoned_by_the_million(house):
    assert FAR.cost(200_000, 100_000) == pytest.approx(1.5)
    assert LARCH.cost(200_000, 100_000) == 0


def test_changing_services_takes_an_owner_and_looking_at_them_anybody(house):
    wren, erin = (house.workspace.policy.person(name) for name in ("Wren", "Erin"))
    connections.save(house.workspace, erin, LARCH)
    for change in (
        lambda: connections.save(house.workspace, wren, FAR),
        lambda: connections.remove(house.workspace, wren, "Larch"),
    ):
        with pytest.raises(Refused, match=r"Wren may not change the AI services: that takes an owner. Who may: Erin"):
            change()
    assert connections.services(house.root) == (LARCH,)


@pytest.mark.parametrize(
    "made",
    [
        Service("Far", "https://api.example.com/v1?key=sk-canary-123", "m"),
        Service("Far", "https://me:sk-canary-123@api.example.com/v1", "m"),
        Service("Far", "https://api.example.com/v1#sk-canary-123", "m"),
        Service("Far", "https://api.example.com/v1", "m", key="sk-canary-123"),
        Service("Far", "https://api.example.com/v1", "m", key="SKCANARY123"),
        Service("Far", "https://api.example.com/v1", "m", key="sk-canary-123" * 20),
    ],
)
def test_a_key_in_the_wrong_place_is_neither_written_nor_said_again(house, made):
    with pytest.raises(BadInput) as caught:
        connections.save(house.workspace, house.workspace.policy.person("Erin"), made)
    assert "canary" not in str(caught.value).lower()
    assert not (house.root / "services.toml").exists()
    line = f'[[service]]\nname = "Far"\naddress = "https://api.example.com/v1"\nkey = "{made.key}"\n'
    if made.key != "keyring":
        (house.root / "services.toml").write_text(line, encoding="utf-8")
        with pytest.raises(BadConfig) as caught:
            connections.services(house.root)
        assert "canary" not in str(caught.value).lower()


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('address = "https://bob:hunter2canary@api.example.com/v1?key=sk-canary"', "holds more than where the service is"),
        ('address = "https://api.example.com/v1?key=sk-canary"', "holds more than where the service is"),
        ('address = "https://api\\n.example.com/v1"', "a line break"),
        ('address = "https://api.example.com/v1"\nmodel = "grand\\u202e"', "model cannot be what stands there"),
        ('address = "ftp://api.example.com/v1"', "is no address of a service"),
        ('address = "http://bob:canary@[::1/v1"', "is no address of a service"),
        ('address = "http://[::1/v1"', "is no address of a service"),
        ('address = "bob:canary@api.example.com"', "is no address of a service"),
        (f'address = "https://api.example.com/{"canary" * 100}"', "address cannot be what stands there"),
        ('address = "http://api.example.com/v1"', "for everybody to read"),
        ('address = "https://api.example.com/v1"\napi_key = "sk-canary"', "api_key cannot be what stands there"),
    ],
)
def test_a_key_or_a_wrong_address_written_into_the_file_is_refused_there_and_never_said_again(house, lines, says):
    (house.root / "services.toml").write_text(f'[[service]]\nname = "Far"\n{lines}\n', encoding="utf-8")
    with pytest.raises(BadConfig, match=says) as caught:
        connections.services(house.root)
    assert "services.toml" in str(caught.value)
    assert "canary" not in str(caught.value)


def test_an_address_is_told_without_what_may_be_a_key():
    told = Service("Far", "https://bob:canary@api.example.com:8443/v1?key=canary#canary", "m").told_address
    assert told == "https://api.example.com:8443/v1"
    assert Service("Near", "http://[::1]:11434/v1", "m").told_address == "http://[::1]:11434/v1"
    assert Service("Odd", "http://[::1/v1", "m").told_address == ""


@pytest.mark.parametrize("address", ["http://nas/v1", "http://[::1]:11434/v1", "http://127.0.0.1/v1", "http://localhost:1234/v1"])
def test_a_key_may_go_without_https_to_this_computer_and_to_one_of_the_house(address):
    connections.must_be_sound(Service("Near", address, "m"))


@pytest.mark.parametrize("name", ["Larch", "LARCH", " larch "])
def test_a_new_service_never_takes_the_place_of_one_that_has_its_name(house, name):
    erin = house.workspace.policy.person("Erin")
    connections.save(house.workspace, erin, LARCH)
    with pytest.raises(BadInput, match=r"There is a service “.*” already"):
        connections.save(house.workspace, erin, dataclasses.replace(FAR, name=name))
    assert connections.services(house.root) == (LARCH,)
    connections.save(house.workspace, erin, dataclasses.replace(LARCH, name="LARCH"), was="Larch")
    assert [each.name for each in connections.services(house.root)] == ["LARCH"]


def test_services_that_two_programs_add_at_once_are_both_kept(house):
    """A second program saves in the moment that the first one has read the file, and waits for its turn."""
    erin, read, at_once = house.workspace.policy.person("Erin"), connections._document, list[threading.Thread]()

    def second() -> None:
        with closing(Workspace.open(house.root)) as other:
            connections.save(other, erin, FAR)

    def reading(root):
        found = read(root)
        if not at_once:
            at_once.append(threading.Thread(target=second))
            at_once[0].start()
            at_once[0].join(0.5)  # it is done by now, where nothing holds it back
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "_document", reading)
        connections.save(house.workspace, erin, LARCH)
        at_once[0].join()
    assert {each.name for each in connections.services(house.root)} == {"Larch", "Far"}


def test_a_service_that_the_history_cannot_take_is_not_in_the_list_either(house, monkeypatch):
    erin = house.workspace.policy.person("Erin")

    def full(*_):
        raise DiskFull("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(house.workspace.history, "append", full)
        with pytest.raises(DiskFull):
            connections.save(house.workspace, erin, LARCH)
        assert not (house.root / "services.toml").exists()
    connections.save(house.workspace, erin, LARCH)
    before = (house.root / "services.toml").read_bytes()
    monkeypatch.setattr(house.workspace.history, "append", full)
    for change in (
        lambda: connections.save(house.workspace, erin, FAR),
        lambda: connections.remove(house.workspace, erin, "Larch"),
    ):
        with pytest.raises(DiskFull):
            change()
    assert (house.root / "services.toml").read_bytes() == before


def test_a_service_whose_name_has_blanks_around_it_in_the_file_is_changed_and_removed_like_any(house):
    erin, file = house.workspace.policy.person("Erin"), house.root / "services.toml"
    file.write_text('[[service]]\nname = " Far "\naddress = "https://api.example.com/v1"\n', encoding="utf-8")
    connections.save(house.workspace, erin, FAR, was="Far")
    assert connections.services(house.root) == (FAR,)
    file.write_text(file.read_text(encoding="utf-8").replace('"Far"', '"Far "'), encoding="utf-8")
    connections.remove(house.workspace, erin, "far")
    assert connections.services(house.root) == ()
