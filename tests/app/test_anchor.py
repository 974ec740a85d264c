"""An old report held against the history."""

import json
import os
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from studio.app import anchor
from studio.app.anchor import difference, head_of
from studio.app.export import edit_history_report, write_report
from studio.core.errors import BadInput
from studio.core.events import Head


@pytest.fixture
def report(house, tmp_path: Path) -> Path:
    house.approved()
    write_report(edit_history_report(house.workspace, house.workspace.person()), "json", tmp_path / "r.json")
    return tmp_path / "r.json"


def test_a_history_that_only_grew_still_says_what_the_report_said(house, report: Path):
    told = head_of(report)
    assert told == house.workspace.history.head()
    assert difference(house.workspace.history, told) == ""
    house.bring("More.")
    assert house.workspace.history.head() != told
    assert difference(house.workspace.history, told) == ""


def test_a_history_written_anew_is_whole_in_itself_and_found_out_by_the_report(house, open_house, report: Path, tmp_path: Path):
    other = open_house(tmp_path / "forged")
    other.approved("# Slow tea\n\nWe make a cup of tea. Come in and sit down.\n")
    other.bring("More.")
    assert other.workspace.verify().whole
    assert "not those the report saw: the history was rewritten." in difference(other.workspace.history, head_of(report))


def test_of_many_reports_in_the_exports_folder_the_latest_are_looked_at_whatever_their_names(house, report: Path, monkeypatch):
    folder = house.root / "exports"
    folder.mkdir(exist_ok=True)
    for hours, name in enumerate(["z-first.json", "m-second.json", "a-last.json"]):
        (folder / name).write_bytes(report.read_bytes())
        os.utime(folder / name, (3600 * hours, 3600 * hours))
    monkeypatch.setattr(anchor, "_MOST", 2)
    assert [each.saw for each in anchor.kept_beside(house.root)] == [
        "the report a-last.json saw",
        "the report m-second.json saw",
    ]


def test_a_history_cut_off_at_its_end_is_found_out(house, report: Path):
    told = head_of(report)
    with closing(connect(house.root / "history.db")) as db, db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("DELETE FROM events WHERE number = (SELECT max(number) FROM events)")
    assert "The report saw 7 entries; the history now ends at entry 6: an older copy" in difference(house.workspace.history, told)
    assert told.count == 7


def test_another_time_on_the_same_hash_is_a_difference(house, report: Path):
    told = head_of(report)
    assert difference(house.workspace.history, Head(told.hash, told.count, "2020-01-01T00:00:00.000Z"))


def test_a_report_of_an_empty_history_fits_every_history(house, tmp_path: Path):
    write_report(edit_history_report(house.workspace, house.workspace.person()), "json", tmp_path / "r.json")
    told = head_of(tmp_path / "r.json")
    house.bring()
    assert told.count == 0
    assert difference(house.workspace.history, told) == ""


NO_HEAD = {"report": "edit-history", "head": {"hash": "x", "count": -1, "time": ""}}
OTHER = {"report": "other", "head": {"hash": "", "count": 0, "time": ""}}


@pytest.mark.parametrize(
    "text", ["", "no json", "[]", "{}", '{"report": "edit-history"}', json.dumps(OTHER), json.dumps(NO_HEAD)]
)
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, text: str):
    (tmp_path / "r.json").write_text(text)
    with pytest.raises(BadInput, match=r"r\.json is not .*bluepencil report KIND -o report\.json"):
        head_of(tmp_path / "r.json")


def test_a_report_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        head_of(tmp_path / "r.json")
