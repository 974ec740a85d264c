"""Backups, restoring and rescue from the command line, and what it says of a history that went back."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from studio.cli import app
from studio.history import History

ROOT = Path(__file__).parents[1]
DRAFT = "# Slow tea\n\nWe make a pot of tea. Come in and sit down.\n"


class House:
    """A workspace with one piece, and the command line."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "larkspur"
        assert self("init", self.root, "--owner", "Wren").exit_code == 0
        (folder / "tea.md").write_text(DRAFT)
        self.piece = self.at("import", folder / "tea.md").stdout.split()[0]

    @property
    def file(self) -> Path:
        return self.root / "history.db"

    def __call__(self, *words: Any, status: int = 0) -> Result:
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code == status, done.output
        return done

    def at(self, *words: Any, status: int = 0) -> Result:
        return self(*words, "-w", self.root, status=status)

    def edit(self, text: str) -> None:
        (self.root.parent / "next.md").write_text(text)
        self.at("edit", self.piece, "--from", self.root.parent / "next.md", "--as", "Wren")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_backup_is_made_listed_and_put_back_and_the_restore_is_told_by_name_from_then_on(house):
    made = house.at("backup").stdout
    assert "history-" in made
    assert ": 1 entry." in made
    assert house.at("backups").stdout.endswith("1 entry\n")
    (row,) = json.loads(house.at("backups", "--format", "json").stdout)
    assert row["sound"]
    house.edit(DRAFT + "\nMore.\n")
    last = house.at("verify").stdout
    said = house.at("restore", row["name"], "--as", "Wren")
    assert said.stdout.startswith(f"Restored from {row['name']}: 1 entry; ")
    assert "is missing" in said.stdout or "are missing" in said.stdout
    (replaced,) = house.root.glob("history-replaced-*.db")
    assert replaced.name in said.stdout
    assert house.at("show", house.piece).stdout == DRAFT
    told = house.at("verify")
    assert told.stdout.startswith("Unbroken: 1 entry.")
    assert "Note: The history was restored" in told.stdout
    assert f"restored on {datetime.now(UTC).day} " in told.stdout
    assert f"by Wren from the backup {row['name']}" in told.stdout
    assert "older copy" not in told.stdout
    assert not house.at("pieces").stderr, "a restore that is known is not warned of by every command"
    with History.open(replaced) as old:
        assert old.head().hash in last


def test_restoring_when_nothing_was_written_since_loses_nothing_and_says_so(house):
    house.at("backup")
    said = house.at("restore").stdout
    assert "missing" not in said
    assert house.at("verify").stdout.startswith("Unbroken")


def test_every_command_warns_at_once_of_an_older_copy_and_works_all_the_same(house, tmp_path):
    shutil.copyfile(house.file, tmp_path / "old.db")
    house.edit(DRAFT + "\nMore.\n")
    shutil.copyfile(tmp_path / "old.db", house.file)
    said = house.at("pieces")
    assert house.piece in said.stdout
    assert said.stderr.startswith("Note: This computer saw ")
    assert "an older copy was put back or its end was cut off." in said.stderr
    assert "In doubt: This computer saw " in house.at("verify", status=1).stdout


def test_a_report_in_the_exports_folder_and_a_backup_are_witnesses_on_a_computer_that_never_saw_the_history(
    house, tmp_path, monkeypatch
):
    shutil.copyfile(house.file, tmp_path / "old.db")
    house.edit(DRAFT + "\nMore.\n")
    house.at("report", "-o", house.root / "exports" / "then.json")
    house.at("backup")
    shutil.copyfile(tmp_path / "old.db", house.file)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "another computer"))
    told = house.at("verify", status=1).stdout
    assert "In doubt: The report then.json saw " in told
    assert "In doubt: The backup history-" in told
    assert "This computer" not in told


def test_a_restore_is_refused_while_a_window_has_the_workspace_open_and_a_killed_window_is_in_nobodys_way(house):
    house.at("backup")
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(house.root)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    said = house.at("restore", status=2).stderr
    assert "open in another window" in said
    assert str(holder.pid) in said
    assert house.at("pieces").exit_code == 0, "the command line may read beside it"
    holder.kill()
    holder.communicate()
    assert "Restored" in house.at("restore").stdout


HOLD = """
import sys, time
from pathlib import Path
from studio.ui.locking import WindowLock

lock = WindowLock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("harm", ["empty", "foreign", "half", "no header", "newer"])
def test_a_file_that_cannot_be_opened_is_named_left_alone_and_its_texts_are_saved(house, tmp_path, harm):
    data = house.file.read_bytes()
    left = {
        "empty": b"",
        "foreign": b"Dear diary, " * 500,
        "half": data[: len(data) // 8192 * 4096],
        "no header": b"\0" * 100 + data[100:],
        "newer": data[:60] + (99).to_bytes(4, "big") + data[64:],
    }[harm]
    house.file.write_bytes(left)
    for command in ("pieces", "verify", "backup"):
        said = house.at(command, status=2).stderr
        assert said.startswith("bluepencil: ")
        assert said.count("\n") == 1
        assert str(house.file) in said
    out = tmp_path / "texts"
    if harm in ("empty", "foreign"):
        assert "No text can be read" in house.at("rescue", "-o", out, status=2).stderr
        assert not out.exists()
    else:
        said = house.at("rescue", "-o", out).stdout
        assert "Saved the texts of 1 piece" in said
        assert (out / f"{house.piece}.md").read_text() == DRAFT
        assert house.piece in (out / "about.txt").read_text()
    assert house.file.read_bytes() == left


def test_rescue_writes_into_no_folder_that_holds_something(house, tmp_path):
    assert "already holds something" in house.at("rescue", "-o", tmp_path, status=2).stderr


def test_a_workspace_that_lost_its_history_is_told_of_its_backups_and_restored(house):
    house.at("backup")
    house.file.unlink()
    assert "has lost its history.db" in house.at("pieces", status=2).stderr
    house.at("restore")
    assert house.at("show", house.piece).stdout == DRAFT


def test_a_folder_that_is_no_workspace_gets_no_backups(tmp_path):
    done = CliRunner().invoke(app, ["backup", "-w", str(tmp_path)])
    assert done.exit_code == 2
    assert "is not a workspace" in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert "no backup yet" in CliRunner().invoke(app, ["backups", "-w", str(tmp_path)]).stdout
    assert CliRunner().invoke(app, ["restore", "-w", str(tmp_path)]).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_on_a_disc_nobody_may_write_to_everything_is_shown_and_writing_is_refused(house, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert house.piece in house.at("pieces").stdout
    assert house.at("show", house.piece).stdout == DRAFT
    assert house.at("verify").stdout.startswith("Unbroken: 1 entry.")
    (house.root.parent / "next.md").write_text(DRAFT + "\nMore.\n")
    done = house.at("edit", house.piece, "--from", house.root.parent / "next.md", "--as", "Wren", status=2)
    assert "reading only" in done.stderr
    assert "Traceback" not in done.output


def test_contents_that_were_taken_by_hand_are_named_where_a_piece_is_listed(house):
    with closing(sqlite3.connect(house.file)) as db, db:
        db.execute("DROP TRIGGER events_unchanged")
        db.execute("UPDATE events SET payload = NULL")
    told = house.at("history", house.piece).stderr
    assert "The contents are gone of 1, and no deletion that is on record took them" in told


def test_a_history_that_lost_its_entries_is_called_damaged_by_every_command(house):
    with closing(sqlite3.connect(house.file)) as db, db:
        db.execute("DROP TABLE events")
    for command in (["pieces"], ["verify"], ["history", house.piece], ["backup"]):
        assert "is damaged: its table events is gone" in house.at(*command, status=2).stderr, command
