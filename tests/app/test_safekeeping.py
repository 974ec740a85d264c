"""When a backup is due, and what a restore remembers."""

import shutil
from datetime import timedelta

import pytest

from studio.app.clock import minute
from studio.app.rescue import Saved
from studio.app.retention import delete
from studio.app.safekeeping import DAILY, WORKING, back_up, is_due, restore
from studio.core.errors import Refused
from studio.history import backup
from studio.history.rescue import Rescued


def test_a_backup_is_due_once_something_happened_and_the_last_one_is_old_enough(house):
    workspace = house.workspace
    assert not is_due(workspace, DAILY), "nothing has happened yet"
    house.bring()
    assert is_due(workspace, DAILY)
    back_up(house.root, workspace.now())
    assert not is_due(workspace, WORKING)
    house.clock.wait(WORKING.total_seconds() + 1)
    assert not is_due(workspace, WORKING), "nothing new"
    house.bring("# More\n\nMore tea.\n")
    assert is_due(workspace, WORKING)
    assert not is_due(workspace, DAILY)
    house.clock.wait(DAILY.total_seconds())
    assert is_due(workspace, DAILY)


def test_backups_made_while_one_works_for_weeks_are_few(house):
    for _ in range(30):
        house.bring()
        house.clock.wait(timedelta(hours=12).total_seconds())
        back_up(house.root, house.workspace.now())
    assert 5 <= len(backup.listed(house.root)) <= backup.LATEST + backup.DAYS + backup.WEEKS
    assert backup.listed(house.root)[0].head == house.workspace.history.head()


def test_restoring_from_python_says_what_is_missing_and_who_did_it(house):
    house.bring()
    kept = house.workspace.history.head()
    back_up(house.root, house.workspace.now())
    house.clock.wait(60)
    house.bring("# More\n\nMore tea.\n")
    lost = house.workspace.history.head().count
    house.workspace.close()
    house.clock.wait(60)
    done = restore(house.root, by="Erin", heads=house.workspace.heads, now=house.clock.now)
    assert (done.backup.head, done.lost) == (kept, lost)
    assert done.verification.problem == ""
    house.reopen()
    assert house.workspace.history.head() == kept
    found = house.workspace.verify()
    assert found.whole, found.problems
    (told,) = found.remarks
    assert f"restored on {minute('2026-11-24T09:02:00Z')} by Erin" in told
    assert f"{lost}" in told
    assert house.workspace.regress == ""


def kept_elsewhere(house, tmp_path):
    """A backup that a person copied away before a text was deleted, and back after it; returns the piece and the backup."""
    piece = house.bring()
    made = back_up(house.root, house.workspace.now())
    shutil.copytree(made.path.parent, tmp_path / "stick")
    house.clock.wait(60)
    delete(house.workspace, [piece], house.workspace.person("Erin"), "Kept long enough.")
    shutil.copytree(tmp_path / "stick", made.path.parent, dirs_exist_ok=True)
    house.workspace.close()
    return piece, made


def test_a_deleted_text_does_not_come_back_with_an_older_backup_unless_somebody_says_so(house, tmp_path):
    piece, made = kept_elsewhere(house, tmp_path)
    with pytest.raises(Refused, match=f"would bring them back: {piece}"):
        restore(house.root, made.name, heads=house.workspace.heads)
    house.reopen()
    assert house.workspace.piece(piece).purged, "nothing was changed"
    house.workspace.close()
    done = restore(house.root, made.name, undelete=True, heads=house.workspace.heads)
    assert done.undeleted == (piece,)
    assert f"Texts that had been deleted are there again: {piece}. Delete them anew." in done.told()


def test_a_later_backup_knows_of_the_deletion_where_the_history_is_damaged(house, tmp_path):
    piece, made = kept_elsewhere(house, tmp_path)
    (house.root / "history.db").write_bytes(b"nothing")
    with pytest.raises(Refused, match=piece):
        restore(house.root, made.name, heads=house.workspace.heads)
    assert restore(house.root, heads=house.workspace.heads).undeleted == (), "the newest one holds the deletion itself"


def test_a_rescue_that_found_no_entry_says_so_and_counts_none(tmp_path):
    told = Saved(tmp_path, Rescued((), 0, 0)).told()
    assert "No entry of the history could be read" in told
    assert "0 of 0" not in told
