"""Bringing in what others wrote: a folder or a zip, kept apart from what is the house's own."""

import hashlib
import zipfile

import pytest

from studio.app.guiding.rows import Origin, Standing
from studio.core.errors import BadInput, Refused
from studio.core.events import EventType

from .conftest import TEA

CUPS = TEA.replace("tea", "cup")


@pytest.fixture
def package(tmp_path):
    """`package("Name", Rule=yaml)`: a folder somewhere else, as it comes from a hosting site."""

    def make(name="Alien", **rules):
        folder = tmp_path / "downloads" / name
        folder.mkdir(parents=True, exist_ok=True)
        for rule, text in (rules or {"Cups": CUPS}).items():
            (folder / f"{rule}.yml").write_text(text, encoding="utf-8")
        return folder

    return make


def _files(house):
    return {p: p.read_bytes() for p in house.root.rglob("*") if p.is_file() and not p.name.startswith("history")}


def test_a_package_comes_in_switched_off_and_the_history_knows_where_from(house, desk, package):
    installed = desk.import_package(package(), who="Erin")
    assert (installed.names, installed.rules, installed.problems) == (("Alien",), 1, ())
    row = next(row for row in desk.guides() if row.name == "Alien")
    assert (row.origin, row.off, row.channels) == (Origin.PACKAGE, 1, ())
    assert not desk.rule("Alien.Cups").is_own
    (event,) = house.workspace.history.events(types=[EventType.PACKAGE_IMPORTED])
    assert event.actor.name == "Erin"
    assert (event.payload["names"], event.payload["rules"], event.payload["source"]) == (["Alien"], 1, "Alien")
    desk.set_guide("Alien", True)
    assert [f.rule for f in house.sit(house.bring("# C\n\nA cup.\n")).flags if f.check == "style"] == ["Alien.Cups"]


def test_a_zip_is_known_by_its_hash(house, desk, package, tmp_path):
    path = tmp_path / "Alien.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Alien/Cups.yml", CUPS)
    desk.import_package(path)
    (event,) = house.workspace.history.events(types=[EventType.PACKAGE_IMPORTED])
    assert event.payload["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    house.reopen()
    assert next(row for row in house.workspace.styles.guides() if row.name == "Alien").origin is Origin.PACKAGE


def test_what_came_in_is_never_taken_for_the_house_s_own_guide(house, lay, package):
    lay(".vale.ini", "StylesPath = styleguides\n[*]\nBasedOnStyles = Plain\n")
    desk = house.workspace.styles
    desk.import_package(package("Larkspur"))
    assert desk.own_guide not in ("Larkspur", "Plain")


def test_a_package_of_the_same_name_is_replaced_only_when_that_is_said(house, desk, package):
    desk.import_package(package())
    package(Mugs=CUPS)
    before = _files(house)
    with pytest.raises(BadInput, match="A style guide called Alien is already there"):
        desk.import_package(package(Mugs=CUPS))
    assert _files(house) == before
    desk.import_package(package(Mugs=CUPS), replace=True)
    assert [row.name for row in desk.rules("Alien")] == ["Alien.Cups", "Alien.Mugs"]
    assert len(house.workspace.history.events(types=[EventType.PACKAGE_IMPORTED])) == 2


@pytest.mark.parametrize(
    ("name", "why"), [("Larkspur", "Larkspur is the house's own"), ("Plain", "Plain travels with the program")]
)
def test_a_package_never_takes_the_place_of_a_guide_of_the_house_or_of_the_program(house, desk, package, name, why):
    before, head = _files(house), house.workspace.history.head()
    for replace in (False, True):
        with pytest.raises(Refused, match=why):
            desk.import_package(package(name), replace)
    assert (_files(house), house.workspace.history.head()) == (before, head)


def test_what_is_no_package_is_refused(house, desk, tmp_path):
    before, head = _files(house), house.workspace.history.head()
    (tmp_path / "empty").mkdir()
    (tmp_path / "torn.zip").write_bytes(b"PK\x03\x04 torn")
    for source in (tmp_path / "empty", tmp_path / "torn.zip", tmp_path / "gone"):
        with pytest.raises(BadInput):
            desk.import_package(source)
    assert (_files(house), house.workspace.history.head()) == (before, head)


def test_a_rule_in_it_that_does_not_run_is_named_and_stops_none_of_the_others(house, desk, package):
    installed = desk.import_package(package(Cups=CUPS, Torn="extends: existence\nmessage: x\ntokens: ['(a']\n"))
    assert installed.rules == 2
    assert len(installed.problems) == 1
    assert installed.problems[0].startswith("Alien/Torn.yml")
    desk.set_guide("Alien", True)
    assert {row.title: row.standing for row in desk.rules("Alien")} == {"Cups": Standing.RUNNING, "Torn": Standing.BROKEN}


def test_a_history_that_cannot_be_written_takes_a_package_back(house, desk, package, monkeypatch):
    before = _files(house)

    def full(entries):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(house.workspace.history, "append_all", full)
    with pytest.raises(OSError, match="No space left"):
        desk.import_package(package())
    assert _files(house) == before
    assert not (house.root / "styleguides" / "Alien").exists()


def test_a_package_that_cannot_be_written_whole_leaves_no_guide_behind(house, desk, lay, tmp_path):
    lay("styleguides/config/dictionaries", "a file in the way")
    path = tmp_path / "Alien.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Alien/styles/Alien/Cups.yml", CUPS)
        archive.writestr("Alien/styles/config/dictionaries/x.txt", "Assam\n")
    before, head = _files(house), house.workspace.history.head()
    with pytest.raises(BadInput, match="dictionaries"):
        desk.import_package(path)
    assert (_files(house), house.workspace.history.head()) == (before, head)
    assert not (house.root / "styleguides" / "Alien").exists()


def test_where_there_is_no_room_to_look_at_a_package_that_is_said_and_no_fault_of_the_program(house, desk, package, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("studio.app.style_desk.TemporaryDirectory", full)
    with pytest.raises(BadInput, match="cannot be brought in: Alien: No space left"):
        desk.import_package(package())


def test_with_several_style_folders_what_a_package_sets_is_honoured(house, desk, lay, tmp_path):
    lay(".vale.ini", "StylesPath = styleguides\nStylesPath = packages\n\n[*]\nBasedOnStyles = Larkspur\n")
    path = tmp_path / "Alien.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Alien/.vale.ini", "[*]\nBasedOnStyles = Alien\n")
        archive.writestr("Alien/styles/Alien/Cups.yml", CUPS)
    desk.import_package(path)
    assert (house.root / "packages" / "Alien" / "Cups.yml").is_file()
    flags = house.sit(house.bring("# C\n\nA cup.\n")).flags
    assert [f.rule for f in flags if f.check == "style"] == ["Alien.Cups"]


def test_a_package_is_not_hidden_by_an_older_one_in_a_folder_that_is_searched_first(house, desk, lay, package):
    lay(".vale.ini", "StylesPath = styleguides\nStylesPath = packages\n\n[*]\nBasedOnStyles = Larkspur\n")
    lay("styleguides/Alien/meta.json", "{}")
    lay("styleguides/Alien/Cups.yml", CUPS)
    with pytest.raises(Refused, match="Alien lies in styleguides, which is searched first"):
        desk.import_package(package(), replace=True)
