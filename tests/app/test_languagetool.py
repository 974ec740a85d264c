"""LanguageTool in a house: wanted or not, there or not, killed and back, and what the gate says of it."""

from pathlib import Path

import pytest

from studio import formats
from studio.app import languagetool as languagetool_of_house
from studio.app.doctor import Finding, examine
from studio.app.intake import take_in
from studio.app.languagetool import Proofreading, means_of, told_of, wish_of
from studio.app.policy import Policy
from studio.app.tables.languagetool import LanguageToolEntry
from studio.app.workspace import POLICY, Workspace
from studio.core.check import Lane
from studio.core.errors import BadConfig
from studio.core.proofreading import Wish
from studio.services.languagetool import finding
from tests.services.languagetool.real import alone

DRAFT = "# Tea\n\n😀 The shop is open on the 31st of June, and they recieve parcels.\n"


def _house(tmp_path: Path, table: str) -> tuple[Workspace, str]:
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    Workspace.create(tmp_path / "house", "Olga").close()
    policy = tmp_path / "house" / POLICY
    kept = policy.read_text().split("\n[languagetool]")[0]
    policy.write_text(f"{kept}\n[languagetool]\n{table}\n")
    workspace = Workspace.open(tmp_path / "house")
    return workspace, take_in(workspace, formats.read(tmp_path / "draft.md"), workspace.person())


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program keeps its own, with one in it, beside a Java that says on file whenever it is started."""
    jar = tmp_path / "own" / "LanguageTool-6.8" / "languagetool-server.jar"
    jar.parent.mkdir(parents=True)
    jar.write_bytes(b"jar")
    java = tmp_path / "java" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f"#!/bin/sh\necho \"$@\" >> '{tmp_path / 'started'}'\necho 'openjdk version \"11.0.2\"' >&2\n")
    java.chmod(0o755)
    monkeypatch.setattr(languagetool_of_house, "own_place", lambda: tmp_path / "own")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "java"))
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path / "own"


@pytest.mark.parametrize(
    ("table", "is_used"), [("", True), ("use = true", True), ("use = false", False), ('address = "http://127.0.0.1:9"', True)]
)
def test_one_that_was_put_in_place_reads_unless_the_house_says_no_and_nothing_is_started_to_find_out(
    tmp_path: Path, own: Path, table: str, is_used: bool
) -> None:
    workspace, piece = _house(tmp_path, table)
    with workspace:
        assert (workspace.proofreading is not None) is is_used
        assert ("languagetool" in workspace.session(piece, workspace.person()).pending) is is_used
    assert not (tmp_path / "started").exists()


def test_with_a_java_that_is_too_old_it_is_asked_once_and_the_gate_says_what_is_missing(tmp_path: Path, own: Path) -> None:
    workspace, piece = _house(tmp_path, "")
    with workspace:
        session = workspace.session(piece, workspace.person())
        session.check_now()
        session.check_now()
        assert "is version 11" in session.missing["languagetool"]
        assert "not checked with languagetool" in session.gate().sentence()
    asked = (tmp_path / "started").read_text()
    assert set(asked.split()) == {"-version"}
    assert len(asked.splitlines()) <= 2  # once by name, and once where the computer has it a second time


@pytest.mark.parametrize("lack", ["LanguageTool", "Java", "a server on this computer"])
def test_a_house_that_says_nothing_does_not_miss_what_is_not_there(
    tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch, lack: str
) -> None:
    table = ""
    if lack == "LanguageTool":
        monkeypatch.setattr(languagetool_of_house, "own_place", lambda: tmp_path / "nowhere")
    elif lack == "Java":
        monkeypatch.delenv("JAVA_HOME")
        monkeypatch.setattr(finding, "find_spec", lambda name: None)
    else:
        table = 'address = "https://lt.example.com"'
    workspace, piece = _house(tmp_path, table)
    with workspace:
        assert workspace.proofreading is None
        session = workspace.session(piece, workspace.person())
        session.check_now()
        assert "languagetool" not in (*session.ran, *session.missing, *session.pending)
        assert "languagetool" not in session.gate().sentence()
        assert told_of(workspace.policy)[0] == "Drafts are read by it once it is here."


def test_the_approval_keeps_that_it_read_though_the_house_said_nothing(tmp_path: Path, languagetool: Proofreading) -> None:
    workspace, piece = _house(tmp_path, f'folder = "{languagetool.means.found.folder}"')
    with workspace:
        session = workspace.session(piece, workspace.person())
        session.check_now()
        assert "languagetool" in session.ran
        assert not session.missing
        assert "LanguageTool.TWELFTH_OF_NEVER" in {flag.rule for flag in session.all_flags}
        assert "not checked with languagetool" not in session.gate().sentence()


def test_the_language_follows_the_house_s_english_unless_it_names_one() -> None:
    assert wish_of(Policy(dialect="american")) == Wish("en-US")
    entry = LanguageToolEntry(language="es", picky=True, off=("B", "A", "B"))
    assert wish_of(Policy(languagetool=entry)) == Wish("es", True, ("A", "B"))


@pytest.mark.parametrize(
    ("locale", "house", "language"),
    [
        ("", "en-AU", "en-AU"),
        ("en-US", "en-AU", "en-US"),
        ("en_us", "", "en_us".replace("_", "-")),
        ("en-IE", "", "en-GB"),
        ("en-IE", "es", "en-GB"),
        ("es-MX", "", "es-MX"),
        ("fr-FR", "en-AU", "fr-FR"),
    ],
)
def test_a_piece_for_another_place_is_read_in_its_own_language_and_spelling(locale: str, house: str, language: str) -> None:
    assert wish_of(Policy(languagetool=LanguageToolEntry(language=house)), locale).language == language


def test_a_piece_that_is_written_for_america_is_read_as_american(tmp_path: Path, languagetool: Proofreading) -> None:
    workspace, piece = _house(tmp_path, f'use = true\nfolder = "{languagetool.means.found.folder}"')
    with workspace:
        session = workspace.session(piece, workspace.person())
        assert session.context.proofreader.wish.language == "en-GB"
        before = session.context.version
        session.describe({"locale": "en-US"})
        assert session.context.proofreader.wish.language == "en-US"
        assert session.context.version != before
        found = {each.span.of("A colour.") for each in session.context.proofreader.read("A colour.")}
        assert found == {"colour"}


def test_what_there_is_is_looked_for_anew_once_something_was_installed(tmp_path: Path) -> None:
    asking = Proofreading(LanguageToolEntry(folder=str(tmp_path)))
    assert "there is no LanguageTool" in asking.missing
    (tmp_path / "LanguageTool-6.8").mkdir()
    (tmp_path / "LanguageTool-6.8" / "languagetool-server.jar").write_bytes(b"jar")
    asking.look_again()
    assert asking.means.name == "LanguageTool 6.8"


def test_stopped_by_hand_it_is_missing_until_it_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asking = Proofreading(LanguageToolEntry(folder=str(alone(monkeypatch, tmp_path).folder)))
    assert asking.told == "It starts with the first text."
    asking.begin()
    assert asking.told == "It is starting."
    asking.stop()
    assert asking.missing == "it was stopped"
    asking.begin()
    assert not asking.missing
    asking.stop()


def test_a_server_elsewhere_is_not_sent_any_draft() -> None:
    assert "not on this computer" in means_of(LanguageToolEntry(address="https://lt.example.com")).missing
    assert means_of(LanguageToolEntry(address="http://127.0.0.1:8081/")).address == "http://127.0.0.1:8081"


def test_a_language_that_is_none_is_told_with_what_to_write(tmp_path: Path) -> None:
    (tmp_path / POLICY).write_text('[languagetool]\nlanguage = "British English"\n')
    with pytest.raises(BadConfig, match="en-GB"):
        Policy.read(tmp_path / POLICY)


def test_where_it_is_wanted_and_not_there_it_is_missing_and_the_gate_says_so(tmp_path: Path) -> None:
    workspace, piece = _house(tmp_path, f'use = true\nfolder = "{tmp_path / "nowhere"}"')
    with workspace:
        session = workspace.session(piece, workspace.person())
        assert "languagetool" in session.pending
        session.check_now()
        assert "there is no LanguageTool in" in session.missing["languagetool"]
        assert "languagetool" not in session.ran
        assert "not checked with languagetool" in session.gate().sentence()


def test_it_reads_a_piece_its_flags_say_where_they_come_from_and_another_program_s_is_borrowed(
    tmp_path: Path, languagetool: Proofreading
) -> None:
    workspace, piece = _house(tmp_path, f'use = true\nfolder = "{languagetool.means.found.folder}"')
    with workspace:
        session = workspace.session(piece, workspace.person())
        session.check_now()
        flags = {flag.rule: flag for flag in session.all_flags}
        assert "languagetool" in session.ran
        assert flags["LanguageTool.TWELFTH_OF_NEVER"].span.of(session.text) == "31st of June"
        assert flags["LanguageTool.TWELFTH_OF_NEVER"].layer == "LanguageTool 6.8, rule TWELFTH_OF_NEVER"
        assert flags["Spelling.Unknown"].layer == "Harper; also LanguageTool 6.8, rule MORFOLOGIK_RULE_EN_GB"
        assert not any(rule.startswith("LanguageTool.MORFOLOGIK") for rule in flags)
        assert session.is_current(Lane.OUTSIDE)
        assert workspace.proofreading.server is None  # no second one beside the one that runs
        assert workspace.proofreading.is_borrowed
        assert "It runs for another window or command of yours, and is asked there." in told_of(workspace.policy)


def test_the_doctor_says_whether_it_could_read_where_the_house_wants_it_to(tmp_path: Path) -> None:
    (tmp_path / POLICY).write_text(f'[languagetool]\nuse = true\nfolder = "{tmp_path}"\n')
    (found,) = [each for each in examine(Finding("Window", True, ""), tmp_path) if each.name == "LanguageTool"]
    assert (found.is_there, found.is_needed) == (False, False)
    assert found.detail == f"there is no LanguageTool in {tmp_path}"


def test_the_doctor_says_that_it_is_not_missed_where_the_house_says_nothing(tmp_path: Path) -> None:
    (tmp_path / POLICY).write_text(f'[languagetool]\nfolder = "{tmp_path}"\n')
    (found,) = [each for each in examine(Finding("Window", True, ""), tmp_path) if each.name == "LanguageTool"]
    assert found.is_there
    assert found.detail == f"not used: there is no LanguageTool in {tmp_path}; everything else works without it"
