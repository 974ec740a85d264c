"""What this computer saw of a history holds against whatever is done to the file behind its back."""

import json
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import connect

import pytest

from studio.app.alone import alone
from studio.app.clock import minute
from studio.app.heads import Heads, Restore, Witness, identity, place_of
from studio.app.regress import differences
from studio.app.workspace import Workspace
from studio.core.events import Actor, EventType, Head
from studio.history import History, schema
from studio.history.chain import GENESIS, seal, written

MARA = Actor.person("Mara")
T0 = datetime(2026, 11, 12, 14, 3, tzinfo=UTC)


class House:
    """A workspace whose heads are kept in a folder of the test's own."""

    def __init__(self, root: Path, settings: Path) -> None:
        self.root, self.heads, self.now = root, Heads(settings), T0
        Workspace.create(root, "Mara", heads=self.heads, now=lambda: self.now).close()

    @property
    def file(self) -> Path:
        return self.root / "history.db"

    def open(self) -> Workspace:
        return Workspace.open(self.root, heads=self.heads, now=lambda: self.now)

    def write(self, count: int, words: str = "tea ") -> None:
        """One day of work: so many entries, one after the other."""
        with self.open() as workspace:
            pieces = workspace.pieces()
            if not pieces:
                facts = {"title": "Tea", "channel": "blog", "text": "Tea."}
                workspace.history.append(EventType.PIECE_CREATED, "tea", MARA, facts)
                count -= 1
            for _ in range(count):
                workspace.history.append(EventType.EDITED, "tea", MARA, {"edits": [[0, 0, words, "typed", ""]]})
        self.now += timedelta(days=1)

    def outside(self) -> tuple[str, ...]:
        with self.open() as workspace:
            return workspace.verify().outside


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "larkspur", tmp_path / "settings")


def without_guards(file: Path, *statements: str) -> None:
    """What somebody with the file and SQLite can do."""
    with closing(connect(file, isolation_level=None)) as db:
        for name in schema.guards():
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
        for trigger in schema.guards().values():
            db.execute(trigger)


def reseal_from(file: Path, number: int) -> None:
    """Change entry `number` and tie the chain anew from there on, as somebody does who knows how."""
    with closing(connect(file, isolation_level=None)) as db:
        db.execute("DROP TRIGGER events_unchanged")
        previous = GENESIS
        rows = db.execute(
            "SELECT e.number, d.name, e.sequence, p.name, e.type, e.actor_kind, a.name, e.time, e.payload_hash, e.previous,"
            " e.hash FROM events e JOIN names d ON d.id = e.device JOIN names p ON p.id = e.piece JOIN names a ON a.id = e.actor"
            " ORDER BY e.number"
        ).fetchall()
        for n, device, sequence, piece, kind, actor_kind, actor, time, payload_hash, before, own in rows:
            if n >= number:
                time += 1
                before = bytes.fromhex(previous)
                own = bytes.fromhex(
                    seal(device, sequence, piece, kind, actor_kind, actor, written(time), payload_hash.hex(), previous)
                )
                db.execute("UPDATE events SET time = ?, previous = ?, hash = ? WHERE number = ?", (time, before, own, n))
            previous = own.hex()
        db.execute(schema.guards()["events_unchanged"])
    with History.open(file) as history:
        history.rebuild()


def test_a_history_that_only_grows_is_never_suspected(house):
    house.write(5)
    house.write(60)
    assert house.outside() == ()
    with house.open() as workspace:
        assert workspace.regress == ""
        assert workspace.verify().whole


def test_an_older_copy_put_back_is_told_at_once_and_named_with_what_was_seen_and_when(house, tmp_path):
    house.write(40)
    shutil.copyfile(house.file, tmp_path / "old.db")
    house.write(17)
    shutil.copyfile(tmp_path / "old.db", house.file)
    said = (
        f"This computer saw 57 entries on {minute('2026-11-13T14:03:00Z')}; the history now ends at entry 40: "
        "an older copy was put back or its end was cut off."
    )
    with house.open() as workspace:
        assert workspace.regress == said
        assert workspace.verify().outside == (said,)
        assert not workspace.verify().whole
        assert workspace.verify().problem == ""


def test_work_that_goes_on_over_an_older_copy_does_not_bury_it(house, tmp_path):
    house.write(40)
    shutil.copyfile(house.file, tmp_path / "old.db")
    house.write(17)
    shutil.copyfile(tmp_path / "old.db", house.file)
    for _ in range(4):  # more heads than are remembered of one state
        house.write(30, "milk ")
    said = house.outside()
    assert len(said) == 1
    assert "not" in said[0]
    assert "this computer saw" in said[0]
    assert said[0].endswith("the history was rewritten.")
    with house.open() as workspace:
        assert workspace.regress


def test_an_end_cut_off_by_somebody_who_puts_the_guards_back_is_named(house):
    house.write(20)
    without_guards(house.file, "DELETE FROM events WHERE number > 12", "DELETE FROM heads")
    with History.open(house.file) as history:
        history.rebuild()
        assert history.verify().whole  # by itself nothing tells
    seen = f"This computer saw 20 entries on {minute('2026-11-12T14:03:00Z')}"
    assert house.outside()[0].startswith(f"{seen}; the history now ends at entry 12")


@pytest.mark.parametrize("number", [1, 2, 12, 20])
def test_a_chain_tied_anew_is_named_from_its_first_entry_on(house, number):
    house.write(20)
    reseal_from(house.file, number)
    with History.open(house.file) as history:
        assert history.verify().whole  # by itself nothing tells
    with house.open() as workspace:
        said = f"Entry {number} and what follows are not those this computer saw on {minute('2026-11-12T14:03:00Z')}"
        assert workspace.verify().outside == (f"{said}: the history was rewritten.",)
        assert "the history was rewritten" in workspace.regress


def test_a_whole_other_history_in_the_same_place_is_found_though_nothing_of_it_is_known(house, tmp_path):
    house.write(8)
    other = House(tmp_path / "other", tmp_path / "elsewhere")
    other.write(9)
    shutil.copyfile(other.file, house.file)
    with house.open() as workspace:
        assert "not those this computer saw" in workspace.regress
    house.write(3)
    assert "not those this computer saw" in house.outside()[0]


def test_an_emptied_history_is_found(house, tmp_path):
    house.write(8)
    other = House(tmp_path / "other", tmp_path / "elsewhere")
    shutil.copyfile(other.file, house.file)
    with house.open() as workspace:
        assert f"This computer saw 8 entries on {minute('2026-11-12T14:03:00Z')}; the history is now empty" in workspace.regress


def test_a_new_workspace_made_where_an_old_one_was_deleted_is_nobodys_attack(house, tmp_path):
    house.write(8)
    shutil.rmtree(house.root)
    again = House(house.root, house.heads.folder)
    again.write(3)
    assert again.outside() == ()


def test_a_copy_of_the_folder_goes_its_own_way_without_alarm_and_a_moved_folder_keeps_its_witnesses(house, tmp_path):
    house.write(8)
    shutil.copytree(house.root, tmp_path / "copy")
    house.write(5)
    with Workspace.open(tmp_path / "copy", heads=house.heads) as copy:
        assert copy.regress == ""
        assert copy.verify().whole
    old = (tmp_path / "copy" / "history.db").read_bytes()
    house.root.rename(tmp_path / "moved")
    (tmp_path / "moved" / "history.db").write_bytes(old)
    with Workspace.open(tmp_path / "moved", heads=house.heads) as moved:
        assert "This computer saw 13 entries" in moved.regress


@pytest.mark.parametrize("left", ["another history", "a scribble"])
def test_what_is_left_in_the_old_place_of_a_moved_folder_makes_nobody_forget(house, tmp_path, left):
    house.write(8)
    old = house.file.read_bytes()
    house.write(5)
    house.root.rename(tmp_path / "moved")
    (tmp_path / "moved" / "history.db").write_bytes(old)
    house.root.mkdir()
    if left == "a scribble":
        house.file.write_text("nothing")
    else:
        History.create(house.file).close()
    with Workspace.open(tmp_path / "moved", heads=house.heads) as moved:
        assert "This computer saw 13 entries" in moved.regress


def test_a_write_ahead_log_that_was_halved_is_named_beside_what_it_lost(house):
    house.write(5)
    workspace = house.open()
    for _ in range(30):
        workspace.history.append(EventType.EDITED, "tea", MARA, {"edits": [[0, 0, "cup ", "typed", ""]]})
    file, log = house.file.read_bytes(), house.file.with_name("history.db-wal").read_bytes()
    workspace.close()  # as after a kill: what lay on the disk at that moment is put back
    house.file.write_bytes(file)
    house.file.with_name("history.db-wal").write_bytes(log[: len(log) // 2])
    with house.open() as workspace:
        assert "This computer saw 35 entries" in workspace.regress
        assert "The write-ahead log beside the history is cut off in the middle of its frame" in workspace.regress
    assert any("write-ahead log" in said for said in house.outside())  # though the log itself is gone by now


def test_what_is_remembered_stays_small_and_finds_the_place_all_the_same(house):
    for _ in range(12):
        house.write(30)
    (book,) = house.heads.folder.glob("*.json")
    assert book.stat().st_size < 20_000
    reseal_from(house.file, 200)
    (said,) = house.outside()
    assert said.startswith(("What follows entry ", "Entry "))
    assert int("".join(sign for sign in said.split(",")[0] if sign.isdigit())) <= 200


def test_heads_seen_by_reports_and_backups_name_their_witness(tmp_path):
    with History.create(tmp_path / "history.db") as history:
        seen = Witness(Head("ab" * 32, 3, "2026-11-12T14:03:00Z"), "2026-11-12T14:03:00Z", "the backup history-x.db saw")
        assert differences(history, [seen]) == [
            f"The backup history-x.db saw 3 entries on {minute('2026-11-12T14:03:00Z')}; the history is now empty: "
            "an older copy was put back or its end was cut off."
        ]


def test_a_restore_is_told_as_a_restore_and_what_is_missing_with_it(house, tmp_path):
    house.write(40)
    shutil.copyfile(house.file, tmp_path / "old.db")
    house.write(17)
    with house.open() as workspace:
        name = identity(workspace.history)
    shutil.copyfile(tmp_path / "old.db", house.file)
    restore = Restore("2026-11-14T15:00:00Z", "Mara", "history-b.db", 40, 57, "history-replaced-c.db")
    house.heads.restored(name, place_of(house.file), restore)
    house.now += timedelta(days=3)
    told = (
        f"The history was restored on {minute('2026-11-14T15:00:00Z')} by Mara "
        "from the backup history-b.db: entries 41 to 57 are missing. "
        "What stood there before is kept as history-replaced-c.db."
    )
    with house.open() as workspace:
        assert workspace.regress == ""
        found = workspace.verify()
        assert (found.remarks, found.problems) == ((told,), ())
    house.write(30)
    with house.open() as workspace:
        found = workspace.verify()
        assert (found.remarks, found.problems) == ((told,), ())
    shutil.copyfile(tmp_path / "old.db", house.file)  # and a second time, by somebody else
    with house.open() as workspace:
        assert "This computer saw 70 entries" in workspace.regress


def test_a_restore_on_one_computer_reads_as_an_older_copy_on_another_that_saw_what_came_after(house, tmp_path):
    house.write(40)
    shutil.copyfile(house.file, tmp_path / "old.db")
    house.write(17)
    others = Heads(tmp_path / "other computer")
    with Workspace.open(house.root, heads=others, now=lambda: house.now) as workspace:
        name = identity(workspace.history)
    shutil.copyfile(tmp_path / "old.db", house.file)
    house.heads.restored(name, place_of(house.file), Restore("2026-11-14T15:00:00Z", "Mara", "history-b.db", 40, 57, ""))
    with Workspace.open(house.root, heads=others, now=lambda: house.now) as workspace:
        found = workspace.verify()
        assert "This computer saw 57 entries" in workspace.regress
        assert not found.remarks
        assert found.problems[0].endswith("an older copy was put back or its end was cut off.")


SCRIBBLES = [
    *("", "[]", "[1]", "{", '{"places": 3}', '{"places": {"x": {"heads": [{"count": "x"}]}}}'),
    *('{"places": {"x": {"found": 7}}}', '{"places": {"x": {"found": [7]}}}', '{"places": {"x": []}}'),
    *('{"places": {"x": {"restored": 1}}}', '{"places": {"x": {"restored": [{"at": 1}]}}}'),
    '{"places": {"x": {"restored": [{"at":1,"by":"","backup":"","kept":"a","lost":[],"replaced":""}]}}}',
]


@pytest.mark.parametrize("text", SCRIBBLES)
def test_a_heads_file_that_was_scribbled_on_is_begun_anew(house, text):
    house.write(3)
    (book,) = house.heads.folder.glob("*.json")
    book.write_text(text)
    house.write(3)
    assert json.loads(book.read_text())["places"]
    assert house.outside() == ()
    (aside,) = house.heads.folder.glob("*.damaged*")
    assert aside.read_text() == text, "it is put aside for whoever can read more in it"
    with house.open() as workspace:
        (said,) = workspace.verify().remarks
        assert str(aside) in said


NOTING = """
import sys
from pathlib import Path
from studio.app.heads import Heads
from studio.core.events import Head
heads = Heads(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 60, 2):
    heads.remember("abc", "/x", Head(f"{number}", number, "t"), f"2026-11-30T00:00:{number:02}Z")
"""


def test_two_programs_that_note_at_once_lose_nothing_and_the_latest_end_stays_the_last(tmp_path):
    writers = [subprocess.Popen([sys.executable, "-c", NOTING, tmp_path, odd]) for odd in ("0", "1")]
    assert [writer.wait() for writer in writers] == [0, 0]
    heads = Heads(tmp_path).page("abc", "/x")["heads"]
    assert [head["count"] for head in heads] == list(range(60))
    (latest,), _ = Heads(tmp_path).latest("abc", "/x")
    assert latest.head.count == 59


def test_whoever_finds_the_heads_held_for_long_goes_on_without_noting(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("studio.app.alone.PATIENCE", 0.0)
    heads = Heads(tmp_path)
    with alone(tmp_path / ".lock"):
        heads.remember("abc", "/x", Head("1", 1, "t"), "2026-11-30T00:00:00Z")
    assert "could not be noted" in caplog.text
    assert not heads.page("abc", "/x")["heads"]
    heads.remember("abc", "/x", Head("1", 1, "t"), "2026-11-30T00:00:00Z")
    assert heads.page("abc", "/x")["heads"]


def test_a_settings_folder_that_cannot_be_written_to_keeps_nobody_from_working(tmp_path, caplog):
    (tmp_path / "settings").write_text("a file stands here")
    house = House(tmp_path / "larkspur", tmp_path / "settings")
    house.write(3)
    assert house.outside() == ()
    assert "could not be noted" in caplog.text
