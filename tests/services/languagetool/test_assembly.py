"""Putting the real server together for the tests: what is said where it cannot be done, and that nothing unknown is run."""

import hashlib
import os
import threading
from pathlib import Path

import pytest

from tests.services.languagetool.real import assembly

pytestmark = pytest.mark.skipif(os.name != "posix", reason="stands in for Maven with a shell script")


def _maven(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A Maven, and a Java beside it, that do what `script` says; returns where it notes that it was called."""
    folder.mkdir()
    for name in ("mvn", "java"):
        (folder / name).write_text(f'#!/bin/sh\necho "$0" >> "{folder}/called"\n{script}\n')
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    return folder / "called"


def test_where_the_jars_cannot_be_fetched_the_tests_are_told_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _maven(tmp_path / "bin", monkeypatch, 'echo "[ERROR] Could not transfer artifact: Unknown host"; exit 1')
    why = assembly().assemble(tmp_path / "build" / "LanguageTool-6.8")
    assert why == "Maven could not fetch it: [ERROR] Could not transfer artifact: Unknown host"


def test_a_repository_that_never_answers_does_not_hold_up_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _maven(tmp_path / "bin", monkeypatch, "exec sleep 600")
    monkeypatch.setattr(assembly(), "LONGEST", 0.2)
    assert "did not fetch it" in assembly().assemble(tmp_path / "build" / "LanguageTool-6.8")


def test_jars_other_than_those_that_are_pinned_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "build" / "LanguageTool-6.8"
    _maven(tmp_path / "bin", monkeypatch, f'mkdir -p "{folder}.part"; echo other > "{folder}.part/languagetool-core-6.8.jar"')
    assert "is not what sha256.txt names" in assembly().assemble(folder)
    assert not folder.exists()


def test_several_test_processes_at_once_fetch_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "build" / "LanguageTool-6"
    script = f'mkdir -p "{folder}.part"; echo jar > "{folder}.part/one.jar"'
    called = _maven(tmp_path / "bin", monkeypatch, script)
    sums = tmp_path / "sha256.txt"
    sums.write_text(f"{hashlib.sha256(b'jar' + bytes([10])).hexdigest()}  one.jar\n")
    monkeypatch.setattr(assembly(), "SUMS", sums)
    asked = [threading.Thread(target=assembly().assemble, args=(folder,)) for _ in range(4)]
    for each in asked:
        each.start()
    for each in asked:
        each.join()
    assert (folder / "one.jar").exists()
    assert len(called.read_text().splitlines()) == 1


def test_without_java_or_maven_it_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert assembly().assemble(tmp_path / "x") == "java and mvn cannot be found on this computer"
