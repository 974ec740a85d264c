"""A backup is made while people write, is known by its bytes and its chain, and is put back without losing what stood there."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import Damaged, NotFound, Occupied
from studio.history import History, backup, schema
from tests.history.test_outcomes import older

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def made(desk, hours: int = 0):
    return backup.make(desk.path.parent, desk.path, NOW + timedelta(hours=hours))


def test_a_backup_of_a_history_in_use_is_one_whole_file_with_everything_in_it(desk):
    desk.live()
    before = desk.history.head()
    each = made(desk)
    assert each.head == before
    assert backup.check(each).problem == ""
    assert [path.name for path in sorted(each.path.parent.iterdir())] == [
        "history-2026-11-30T12-00-00Z.db",
        "history-2026-11-30T12-00-00Z.json",
    ]
    desk.create("Written after it")  # the history goes on as if nothing had been
    assert desk.history.verify().whole
    with History.open(each.path, read_only=True) as copy:
        assert copy.head() == before
        assert {piece.id: copy.working(piece.id) for piece in copy.pieces()}.items() <= {
            piece.id: desk.history.working(piece.id) for piece in desk.history.pieces()
        }.items()


def test_a_history_of_an_older_program_is_backed_up_as_it_is(desk):
    desk.live()
    head = desk.history.head()
    desk.history.close()
    older(desk.path)
    before = desk.path.read_bytes()
    each = made(desk)
    assert each.head == head
    assert backup.check(each).problem == ""
    assert desk.path.read_bytes() == before
    assert int.from_bytes(each.path.read_bytes()[60:64], "big") == 3


def test_a_backup_changed_by_one_byte_or_exchanged_for_another_is_not_trusted(desk):
    desk.live()
    first, second = made(desk), made(desk, 1)
    data = bytearray(first.path.read_bytes())
    data[len(data) // 2] ^= 1
    first.path.write_bytes(data)
    with pytest.raises(Damaged, match="not the file that was written"):
        backup.check(first)
    assert backup.last_good(desk.path.parent) == second
    desk.create("More")
    third = made(desk, 2)
    note = json.loads(third.path.with_suffix(".json").read_text())
    note["head"]["count"] -= 1
    third.path.with_suffix(".json").write_text(json.dumps(note))
    (wrong, *_) = backup.listed(desk.path.parent)
    with pytest.raises(Damaged, match="does not end where"):
        backup.check(wrong)


def test_putting_a_backup_back_keeps_the_file_it_replaces_and_the_new_one_can_be_written_to(desk):
    desk.live()
    each = made(desk)
    later = desk.create("Written after it")
    head = desk.history.head()
    desk.history.close()
    replaced = backup.put_back(each, desk.path, NOW)
    assert replaced is not None
    assert replaced.name == "history-replaced-2026-11-30T12-00-00Z.db"
    with History.open(desk.path) as history:
        assert history.head() == each.head
        assert later not in [piece.id for piece in history.pieces()]
        assert history._db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    with History.open(replaced) as old:
        assert old.head() == head
    assert each.path.exists()


@pytest.mark.parametrize("harm", ["half", "no header", "gone"])
def test_a_damaged_history_is_put_aside_as_it_is_and_replaced(desk, harm):
    desk.live()
    each = made(desk)
    desk.history.close()
    data = desk.path.read_bytes()
    left = {"half": data[: len(data) // 8192 * 4096], "no header": b"\0" * 100 + data[100:], "gone": None}[harm]
    if left is None:
        desk.path.unlink()
    else:
        desk.path.write_bytes(left)
    replaced = backup.put_back(each, desk.path, NOW)
    assert (replaced.read_bytes() if replaced else None) == left
    with History.open(desk.path) as history:
        assert history.verify().whole
        assert history.head() == each.head


def test_a_backup_of_an_older_program_is_put_back_and_brought_up_to_date(desk, monkeypatch):
    desk.live()
    each = made(desk)
    before = each.path.read_bytes()
    desk.history.close()
    monkeypatch.setattr(
        schema, "_MIGRATIONS", [*schema._MIGRATIONS, lambda db: db.create_table("later", {"id": int}, pk="id", strict=True)]
    )
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    backup.put_back(each, desk.path, NOW)
    with History.open(desk.path) as history:
        assert history.head() == each.head
        assert history._db.execute("SELECT count(*) FROM later").fetchone() == (0,)
    assert each.path.read_bytes() == before


def test_nothing_is_put_back_over_a_history_that_is_in_use_nor_from_a_backup_that_is_no_good(desk):
    desk.live()
    each = made(desk)
    with pytest.raises(Occupied, match="open"):
        backup.put_back(each, desk.path, NOW)
    desk.history.close()
    before = desk.path.read_bytes()
    each.path.write_bytes(each.path.read_bytes()[:-1])
    with pytest.raises(Damaged):
        backup.put_back(each, desk.path, NOW)
    assert desk.path.read_bytes() == before
    assert not list(desk.path.parent.glob("*replaced*"))


def test_a_backup_is_found_by_its_name_and_what_is_none_is_left_out(desk):
    desk.live()
    root = desk.path.parent
    with pytest.raises(NotFound, match="no backup of this workspace yet"):
        backup.named(root)
    first, second = made(desk), made(desk, 1)
    (root / "backups" / "history-x.json").write_text("{}")
    shutil.copyfile(first.path, root / "backups" / "notes.db")
    assert backup.listed(root) == [second, first]
    assert backup.named(root) == second
    assert backup.named(root, first.path.stem) == backup.named(root, str(first.path)) == first
    with pytest.raises(NotFound, match="no backup “yesterday”"):
        backup.named(root, "yesterday")


def test_a_year_of_work_keeps_the_latest_one_a_day_and_one_a_week(desk):
    moments: list[datetime] = []
    now = NOW - timedelta(days=120)
    while now < NOW:
        now += timedelta(hours=2)
        moments.append(now)
        moments = sorted(backup.kept(moments, now))
    newest = moments[::-1]
    assert newest[:5] == [NOW - timedelta(hours=2 * n) for n in range(5)]
    days = {moment.date() for moment in moments}
    assert {(NOW - timedelta(days=n)).date() for n in range(7)} <= days
    weeks = {moment.isocalendar()[:2] for moment in moments}
    assert {(NOW - timedelta(weeks=n)).isocalendar()[:2] for n in range(5)} <= weeks
    assert len(moments) <= backup.LATEST + backup.DAYS + backup.WEEKS


@given(st.lists(st.integers(0, 24 * 90), unique=True, max_size=60))
def test_the_five_latest_always_stay_and_never_more_than_seventeen(hours):
    moments = [NOW - timedelta(hours=each) for each in hours]
    stay = backup.kept(moments, NOW)
    assert set(sorted(moments)[-5:]) <= stay <= set(moments)
    assert len(stay) <= 18  # a span of seven days touches eight dates


def test_rotating_deletes_the_files_of_backups_nobody_needs(desk):
    desk.live(events=5)
    for hours in range(8):
        made(desk, hours)
    gone = backup.rotate(desk.path.parent, NOW + timedelta(hours=8))
    assert len(gone) == 3
    assert len(list((desk.path.parent / "backups").iterdir())) == 10
