"""Rule files are kept as they were read, by content; whatever lies in that folder, a rule is what its file says."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.guides import keeping, load, reading
from studio.guides.keeping import FORMAT, folder, keep, kept
from studio.guides.reading import BrokenRule, Listing, Mapping, Scalar, read

RULE = "extends: existence\nmessage: No '%s'.\ntokens:\n  - tea\n  - [milk, '“é” 1']\nlevel: error\nempty:\nmap: {a: b}\n"
SCALARS = st.builds(Scalar, st.text(max_size=8), st.integers(0, 99))
NODES = st.recursive(
    SCALARS,
    lambda inner: (
        st.builds(Listing, st.lists(inner, max_size=3).map(tuple), st.integers(0, 99))
        | st.builds(Mapping, st.lists(st.tuples(SCALARS, inner), max_size=3).map(tuple), st.integers(0, 99))
    ),
    max_leaves=12,
)
TREES = st.builds(Mapping, st.lists(st.tuples(SCALARS, NODES), max_size=4).map(tuple), st.integers(0, 99))


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, and nothing remembered in this process."""
    monkeypatch.setattr(keeping, "folder", lambda: tmp_path / "cache")
    reading._read.cache_clear()
    return tmp_path / "cache"


@pytest.fixture
def rule(tmp_path: Path) -> Path:
    path = tmp_path / "Rule.yml"
    path.write_text(RULE, encoding="utf-8")
    return path


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that was read as YAML."""
    texts: list[str] = []
    parse = reading.parse
    monkeypatch.setattr(reading, "parse", lambda text: texts.append(text) or parse(text))
    return texts


def anew(path: Path) -> Mapping:
    """The tree as a program that starts now reads it."""
    reading._read.cache_clear()
    return read(path)


def only(place: Path) -> Path:
    (file,) = place.iterdir()
    return file


def test_a_rule_is_read_as_yaml_once_for_all_programs(rule: Path, parsed: list[str]) -> None:
    first = anew(rule)
    assert first == reading.parse(RULE)
    parsed.clear()
    assert anew(rule) == first
    assert parsed == []


def test_a_rule_that_changes_is_read_again(rule: Path, parsed: list[str]) -> None:
    anew(rule)
    rule.write_text(RULE.replace("tea", "cocoa"), encoding="utf-8")
    assert anew(rule) == reading.parse(RULE.replace("tea", "cocoa"))
    assert len(parsed) == 2 + 1


@given(TREES)
def test_what_is_kept_comes_back_whole(tree: Mapping) -> None:
    keep(b"any", tree)
    assert kept(b"any") == tree


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[:-5],
        lambda raw: raw.replace(b"tea", b"gin"),
        lambda raw: raw.replace(b"\n", b"\n "),
        lambda raw: b"\xff\xfe" + raw,
        lambda raw: raw.partition(b"\n")[2],
    ],
)
def test_a_damaged_file_is_read_anew_and_put_right(rule: Path, place: Path, damage) -> None:
    first = anew(rule)
    file = only(place)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert anew(rule) == first
    assert file.read_bytes() == whole


@pytest.mark.parametrize(
    "body",
    [
        "null", "[]", "7", '"tea"', "[1]", "[1,2]", "[1,null]", '[1,"tea"]', '[1,["tea"]]', '[1,{"pairs":7}]', '[1,{}]',
        '[1,{"pairs":[[1,"a"]]}]', '[1,{"pairs":[[1,2,[1,"b"]]]}]', '[1,{"pairs":[["1","a",[1,"b"]]]}]', '[-1,{"pairs":[]}]',
        '[true,{"pairs":[]}]', '[1,{"pairs":[],"more":1}]', '[1,{"pairs":[[1,"a",{"__class__":"os.system"}]]}]', "[1.5,{}]", "{",
        "",
        "[1," * 5000, '[1,{"pairs":[[1,"a",' + "[1,[" * 20 + '[1,"x"]' + "]]" * 20 + "]]}]",
    ],
)  # fmt: skip
def test_a_file_by_somebody_else_is_only_data_of_the_right_shape_or_nothing(rule: Path, place: Path, body: str) -> None:
    first = anew(rule)
    file = only(place)
    file.write_bytes(f"{keeping._sum(body.encode())}\n{body}".encode())
    assert kept(rule.read_bytes()) is None
    assert anew(rule) == first
    assert kept(rule.read_bytes()) == first


def test_what_another_version_kept_is_left_alone(rule: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = anew(rule)
    monkeypatch.setattr(keeping, "FORMAT", FORMAT + 1)
    assert kept(rule.read_bytes()) is None
    assert anew(rule) == first
    assert len(list(place.iterdir())) == 2


def test_a_file_that_is_no_rule_is_not_kept(rule: Path, place: Path) -> None:
    rule.write_text("tokens: *a\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(BrokenRule, match="aliases"):
            anew(rule)
    assert not place.exists()


def test_a_folder_that_cannot_be_written_changes_nothing(rule: Path, place: Path) -> None:
    place.write_text("a file where the folder should be", encoding="utf-8")
    assert anew(rule) == reading.parse(RULE)
    assert place.read_text(encoding="utf-8").startswith("a file")


def test_what_no_file_can_hold_is_not_kept_and_stops_nobody(place: Path) -> None:
    keep(b"any", Mapping(((Scalar("message", 1), Scalar("no \ud83d", 1)),), 1))
    assert kept(b"any") is None
    assert not place.exists() or not list(place.iterdir())


def test_nothing_half_written_is_left_behind(rule: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "replace", fail)
    assert anew(rule) == reading.parse(RULE)
    assert list(place.iterdir()) == []


def test_the_oldest_go_when_there_are_too_many(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_FILES", 4)
    tree = reading.parse(RULE)
    for number in range(4):
        keep(str(number).encode(), tree)
        os.utime(keeping._place(str(number).encode()), (number, number))
    keep(b"4", tree)
    assert [bool(kept(str(number).encode())) for number in range(5)] == [False, False, True, True, True]


def test_it_is_in_the_folder_for_what_may_be_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert os.environ["XDG_CACHE_HOME"] in str(folder())


def test_guides_are_the_same_with_and_without(bundled: Path, place: Path, parsed: list[str]) -> None:
    from studio.guides import compiling

    def loaded() -> list[object]:
        compiling._compiled.cache_clear()
        reading._read.cache_clear()
        guides = load(None, [bundled])
        return [guides.version, guides.rules, guides.problems]

    first = loaded()
    assert len(list(place.iterdir())) > 20
    parsed.clear()
    assert loaded() == first
    assert not {path.read_text(encoding="utf-8") for path in bundled.rglob("*.yml")} & set(parsed)
    for file in place.iterdir():
        assert json.loads(file.read_bytes().partition(b"\n")[2])
