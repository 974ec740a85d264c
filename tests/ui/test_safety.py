"""What the window does about a history that is damaged, open elsewhere, gone back, or on a full disk."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog

from studio.app.safekeeping import back_up
from studio.app.workspace import Workspace
from studio.core.events import Actor, EventType
from studio.history import History, backup
from studio.ui.dialogs.sheets import Sheet
from studio.ui.locking import LOCK, WindowLock

ROOT = Path(__file__).parents[2]
Key = Qt.Key


def wait(desk) -> None:
    desk.bot.waitUntil(lambda: not (desk.window.jobs.is_busy or desk.window.background.is_busy), timeout=60_000)


def sheet(window) -> Sheet:
    assert window.shell.sheet is not None
    return window.shell.sheet


@pytest.fixture
def hurt(empty_window, house) -> Path:
    """A workspace with a backup, whose history lost its header."""
    with Workspace.open(house) as workspace:
        back_up(house, workspace.now())
    file = house / "history.db"
    file.write_bytes(b"\0" * 100 + file.read_bytes()[100:])
    return house


def open_in(window, folder: Path) -> None:
    window.shell.guard(lambda: window.acts.open_workspace(folder))
    QApplication.processEvents()


# ---------------------------------------------------------------- a damaged history


def test_a_history_that_does_not_open_gets_a_page_with_the_last_good_backup_and_stays_as_it_is(empty_window, hurt):
    before = (hurt / "history.db").read_bytes()
    open_in(empty_window, hurt)
    page = empty_window.safety.page
    assert page.isVisible()
    assert "damaged" in page.problem.text()
    assert "The last good backup was made on" in page.offer.text()
    assert page.offer.text().endswith("1 entry.")
    assert page.look.isVisible()
    assert (hurt / "history.db").read_bytes() == before


def test_the_last_good_backup_can_be_looked_at_and_nothing_is_written(empty_window, hurt, qtbot):
    open_in(empty_window, hurt)
    files = {path: path.read_bytes() for path in hurt.rglob("*.db")}
    empty_window.safety.page.look.click()
    QApplication.processEvents()
    assert not empty_window.safety.page.isVisible()
    session = empty_window.review.session
    assert session is not None
    assert "Autumn teas" in session.text
    assert empty_window.review.editor.working.isReadOnly()
    assert "for reading only" in empty_window.windowTitle()
    empty_window.close()
    assert {path: path.read_bytes() for path in hurt.rglob("*.db")} == files


def test_restoring_from_the_page_brings_the_workspace_to_the_desk(empty_window, hurt, qtbot):
    open_in(empty_window, hurt)
    empty_window.safety.page.restore.click()
    assert sheet(empty_window).findChild(QComboBox).count() == 1
    sheet(empty_window).yes.click()
    qtbot.waitUntil(lambda: empty_window.acts.workspace is not None and not empty_window.jobs.is_busy, timeout=60_000)
    assert empty_window.review.session is not None
    assert not empty_window.review.editor.working.isReadOnly()
    assert empty_window.notices.text.text().startswith("Restored from history-")
    (replaced,) = hurt.glob("history-replaced-*.db")
    assert replaced.read_bytes()[:100] == b"\0" * 100


def test_the_readable_texts_are_saved_as_files_from_the_page(empty_window, hurt, tmp_path, qtbot, monkeypatch):
    open_in(empty_window, hurt)
    (tmp_path / "texts").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "texts"))
    empty_window.safety.page.save.click()
    qtbot.waitUntil(lambda: not empty_window.jobs.is_busy, timeout=60_000)
    assert "Saved the texts of 1 piece" in empty_window.notices.text.text()
    assert empty_window.notices.isVisible()
    (text,) = (tmp_path / "texts").glob("autumn*.md")
    assert text.read_text().startswith("# Autumn teas 🍵")


def test_without_a_backup_the_page_says_so_and_one_can_go_back_to_the_desk(desk, tmp_path):
    other = tmp_path / "other"
    Workspace.create(other, "Olga").close()
    (other / "history.db").write_bytes(b"")
    open_in(desk.window, other)
    page = desk.window.safety.page
    assert page.isVisible()
    assert "is empty" in page.problem.text()
    assert page.offer.text() == "There is no good backup of it."
    assert not page.look.isVisible()
    desk.window.safety.leave()
    assert not page.isVisible()
    assert desk.window.review.editor.working.isVisible()
    assert (other / "history.db").read_bytes() == b""


# ---------------------------------------------------------------- heads kept outside


def test_a_history_that_went_back_is_told_at_once_and_the_history_tab_says_what_is_missing(desk, tmp_path):
    desk.window.close()
    shutil.copyfile(desk.root / "history.db", tmp_path / "old.db")
    with Workspace.open(desk.root) as workspace:
        piece = workspace.pieces()[0].id
        workspace.history.append(EventType.EDITED, piece, Actor.person("Wren"), {"edits": [[0, 0, "x", "typed", ""]]})
    shutil.copyfile(tmp_path / "old.db", desk.root / "history.db")
    desk.window.show()
    open_in(desk.window, desk.root)
    assert "an older copy was put back or its end was cut off" in desk.notice
    assert desk.notice.startswith("This computer saw")
    desk.do("verify")
    wait(desk)
    assert "an older copy was put back" in desk.window.review.inspector.history._result.text()


# ---------------------------------------------------------------- backups


def test_a_backup_is_made_on_demand_and_after_a_day_by_itself(desk, monkeypatch):
    desk.type("More. ")
    desk.do("back_up")
    wait(desk)
    (made,) = backup.listed(desk.root)
    assert desk.notice.startswith(f"Backed up: {made.name}")
    assert made.head == desk.window.acts.workspace.history.head()
    desk.window.safety._look_round()  # nothing new, nothing to do
    wait(desk)
    assert backup.listed(desk.root) == [made]
    desk.type("And more. ")
    desk.window.review.writing.flush()
    desk.window.safety._look_round()
    wait(desk)
    assert backup.listed(desk.root) == [made], "it is some seconds old"
    note = made.path.with_suffix(".json")
    note.write_text(note.read_text().replace(made.made, "2026-01-01T00:00:00Z"))
    desk.window.safety._look_round()
    wait(desk)
    (newest, *_) = backup.listed(desk.root)
    assert newest.head == desk.window.acts.workspace.history.head()


# ---------------------------------------------------------------- two programs

HOLD = """
import sys, time
from pathlib import Path
from studio.ui.locking import WindowLock

lock = WindowLock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
time.sleep(600)
"""


@pytest.fixture
def other_window(house) -> Iterator[subprocess.Popen[str]]:
    """Another program that has the workspace open."""
    command = [sys.executable, "-c", HOLD, str(house)]
    made = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert made.stdout is not None
    assert made.stdout.readline() == "held\n"
    yield made
    made.kill()
    made.wait()
    made.stdout.close()


def test_a_second_window_says_who_has_it_open_and_may_look_without_writing(empty_window, house, other_window):
    open_in(empty_window, house)
    said = " ".join(part.text() for part in sheet(empty_window).findChildren(type(empty_window.safety.page.problem)))
    assert f"process {other_window.pid}" in said
    assert "since" in said
    sheet(empty_window).yes.click()
    QApplication.processEvents()
    assert empty_window.review.session is not None
    assert empty_window.review.editor.working.isReadOnly()
    before = empty_window.review.session.text
    empty_window.review.editor.working.setFocus()
    flags = empty_window.review.session.flags
    if flags:
        empty_window.review.answer.apply(flags[0], flags[0].fixes[0])
    assert empty_window.review.session.text == before
    with Workspace.open(house) as beside:  # what the other one writes is seen here
        piece = empty_window.review.session.piece.id
        beside.history.append(EventType.EDITED, piece, Actor.person("Wren"), {"edits": [[0, 0, "Seen. ", "typed", ""]]})
    for _ in range(4):
        empty_window.review.writing.beat()
    assert empty_window.review.session.text.startswith("Seen. ")
    assert empty_window.close()


def test_a_lock_that_a_killed_program_left_is_taken_over(empty_window, house, other_window):
    other_window.kill()
    other_window.wait()
    assert (house / LOCK).exists()
    open_in(empty_window, house)
    assert empty_window.shell.sheet is None
    assert not empty_window.review.editor.working.isReadOnly()


def test_the_lock_is_held_while_the_workspace_is_open_and_given_back(desk):
    assert (desk.root / LOCK).exists()
    desk.window.acts.open_workspace(desk.root)  # once more, in the same window
    assert (desk.root / LOCK).exists()
    desk.window.close()
    assert not (desk.root / LOCK).exists()
    lock = WindowLock(desk.root)
    lock.take()
    lock.release()


WRITER = """
import sys
from pathlib import Path
from studio.core.events import Actor, EventType
from studio.history import History

with History.open(Path(sys.argv[1])) as history:
    for n in range(1000):
        row = [[0, 0, f"{sys.argv[3]}{n} ", "typed", ""]]
        history.append(EventType.EDITED, sys.argv[2], Actor.person(sys.argv[3]), {"edits": row})
"""


def test_two_programs_write_a_thousand_entries_each_beside_the_open_window_and_it_sees_them_all(desk):
    piece, before = desk.session.piece.id, desk.window.acts.workspace.history.head().count
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(desk.root / "history.db"), piece, name], env=os.environ | {"PYTHONPATH": str(ROOT)}
        )
        for name in ("Erin", "Tomasz")
    ]
    for program in programs:
        desk.bot.waitUntil(lambda program=program: program.poll() is not None, timeout=300_000)
        assert program.returncode == 0
    history: History = desk.window.acts.workspace.history
    events = [event for event in history.events(piece, [EventType.EDITED]) if event.number > before]
    assert len(events) == 2000
    assert [event.number for event in history.events(since=before)] == list(range(before + 1, history.head().count + 1))
    assert [event.payload["edits"][0][2] for event in events if event.actor.name == "Erin"] == [f"Erin{n} " for n in range(1000)]
    desk.bot.waitUntil(lambda: desk.session.text == history.working(piece), timeout=60_000)
    desk.type("Mine. ")
    desk.window.review.writing.flush()
    assert desk.window.acts.workspace.verify().whole


# ---------------------------------------------------------------- no room on the disk


def mounted(place: Path) -> str:
    """Put a small disk there. Returns why that cannot be done, empty where it was."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    done = subprocess.run(command, capture_output=True, text=True) if shutil.which("mount") else None
    return "" if done and done.returncode == 0 else (done.stderr.strip() if done else "there is no mount here")


@pytest.fixture(params=["a small disk", "a limit of pages"])
def full(request, desk, tmp_path) -> Iterator[tuple[object, object, object]]:
    """The desk with a workspace that has no room, and hands to fill it and to make room again."""
    if request.param == "a small disk":
        small = tmp_path / "small"
        if problem := mounted(small):
            pytest.skip(f"no small disk can be made here: {problem}")
        try:
            shutil.copytree(desk.root, small / "larkspur", ignore=shutil.ignore_patterns(LOCK))
            desk.window.acts.open_workspace(small / "larkspur")
            filler = small / "filler"

            def fill() -> None:
                with filler.open("wb", buffering=0) as file:
                    for size in (65536, 4096, 512, 1):
                        try:
                            while file.write(b"x" * size):
                                pass
                        except OSError:
                            continue

            yield desk, fill, filler.unlink
            filler.unlink(missing_ok=True)
            desk.window.close()
        finally:
            subprocess.run(["umount", str(small)], check=True)
    else:
        db = desk.window.acts.workspace.history._db

        def limit(pages: int) -> None:
            db.execute(f"PRAGMA max_page_count = {pages}")

        yield desk, lambda: limit(1), lambda: limit(1_000_000)


def test_on_a_full_disk_typing_goes_on_the_text_is_offered_another_place_and_all_is_written_when_there_is_room(
    full, tmp_path, monkeypatch
):
    desk, fill, make_room = full
    history = desk.window.acts.workspace.history
    desk.settle()
    before = history.working(desk.session.piece.id)
    fill()
    desk.window.review.editor.working.setFocus()
    long = "More words than a page of the file has room for. " * 120
    for start in range(0, len(long), 980):
        desk.window.review.editor.working.textCursor().insertText(long[start : start + 980])
    desk.window.review.writing.flush()
    assert "The disk is full" in desk.notice
    assert "What you typed is kept here" in desk.notice
    desk.type("Still typing. ")
    text = desk.text
    assert "Still typing. " in text
    assert history.working(desk.session.piece.id) == before
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "elsewhere.md"), ""))
    desk.do("save_elsewhere")
    assert (tmp_path / "elsewhere.md").read_text(encoding="utf-8") == text
    make_room()
    desk.window.review.writing.flush()
    assert desk.session.is_saved
    assert "everything that you typed is saved" in desk.notice
    assert history.working(desk.session.piece.id) == text
    assert desk.window.acts.workspace.verify().whole


def test_whoever_saved_the_text_elsewhere_may_close_the_window_though_the_disk_is_full(desk, tmp_path):
    desk.window.acts.workspace.history._db.execute("PRAGMA max_page_count = 1")
    desk.window.review.editor.working.textCursor().insertText("More words than there is room for. " * 400)
    desk.window.close()
    assert desk.window.isVisible()
    assert "The disk is full" in desk.notice
    desk.window.safety.save_text_to(tmp_path / "elsewhere.md")
    desk.window.close()
    assert not desk.window.isVisible()
    assert "there is room for" in (tmp_path / "elsewhere.md").read_text(encoding="utf-8")


def test_a_text_kept_elsewhere_stays_to_be_written_while_it_lies_on_the_desk_and_the_history_never_holds_another(desk, tmp_path):
    window, history, piece = desk.window, desk.window.acts.workspace.history, desk.session.piece.id
    desk.settle()
    view = window.review.editor.working
    history._db.execute("PRAGMA max_page_count = 1")
    view.textCursor().insertText("More words than there is room for. " * 400)
    window.review.writing.flush()
    window.safety.save_text_to(tmp_path / "elsewhere.md")
    desk.do("back_up")
    assert "The disk is full" in desk.notice
    window.shell.guard(lambda: window.retention.delete([piece], "A customer asked for it."))
    window.shell.guard(window.acts.put_again)
    window.shell.guard(lambda: window.acts.sit_down(window.acts.workspace.person("Erin")))
    nobody = tmp_path / "nobody"
    Workspace.create(nobody, "Olga").close()
    (nobody / "policy.toml").write_text('house = "Nobody\'s"\n', encoding="utf-8")
    open_in(window, nobody)  # nobody works there, so this one stays
    wait(desk)
    assert not desk.session.is_saved
    assert "More words" in desk.text
    history._db.execute("PRAGMA max_page_count = 1000000")
    view.textCursor().insertText("Typed later. ")
    typed = desk.text
    window.review.writing.flush()
    assert desk.session.is_saved
    assert history.working(piece) == typed == view.toPlainText()
    assert window.acts.workspace.verify().whole


# ---------------------------------------------------------------- for reading only


@pytest.fixture
def reading(hurt, empty_window) -> Path:
    """The last good backup of a damaged workspace on the desk."""
    open_in(empty_window, hurt)
    empty_window.safety.page.look.click()
    QApplication.processEvents()
    assert empty_window.acts.workspace.history.is_read_only
    return hurt


def test_a_backup_that_is_looked_at_is_counted_itself_and_nothing_about_it_is_written_anywhere(
    reading, empty_window, qtbot, tmp_path
):
    window, said = empty_window, []
    window.shell.answers.clear()
    files = {path: path.read_bytes() for path in reading.rglob("*") if path.is_file()}
    piece = window.review.session.piece.id
    assert "For reading only" in window.review.gate_line._saved.text()
    assert not window.review.gate_line._main.isVisible()
    window.acts.beside("Looking", lambda beside, _: [each.id for each in beside.pieces()], said.append)
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=60_000)
    assert said == [[piece]], "the history itself is damaged"
    for act in (
        lambda: window.retention.delete([piece], "A customer asked for it."),
        window.safety.back_up,
        window.handoff.hand_on,
        lambda: window.output.export_to(tmp_path / "out.md", "md"),
    ):
        window.notices.clear()
        window.shell.guard(act)
        qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=60_000)
        assert "for reading only" in window.notices.text.text()
    assert not (tmp_path / "out.md").exists()
    window.close()
    assert {path: path.read_bytes() for path in reading.rglob("*") if path.is_file()} == files


def test_a_text_is_not_deleted_from_a_window_that_may_only_read(empty_window, house, qtbot):
    window = empty_window
    window.acts.open_workspace(house, read_only=True)
    piece = window.review.session.piece.id
    owner = next(each for each in window.acts.workspace.policy.persons if "owner" in [role.value for role in each.roles])
    window.acts.sit_down(owner)
    window.shell.guard(lambda: window.retention.delete([piece], "A customer asked for it."))
    qtbot.waitUntil(lambda: not window.jobs.is_busy, timeout=60_000)
    assert "for reading only" in window.notices.text.text()
    with Workspace.open(house) as workspace:
        assert not workspace.piece(piece).purged
        assert "Autumn teas" in workspace.history.working(piece)


def test_what_is_said_of_a_workspace_is_not_said_of_the_next_one_on_the_desk(desk, tmp_path):
    other = tmp_path / "other"
    Workspace.create(other, "Olga").close()
    said: list[object] = []
    desk.window.acts.beside("Looking", lambda beside, _: beside.name, said.append)
    wait(desk)
    assert len(said) == 1
    desk.window.acts.beside("Looking", lambda beside, _: beside.name, said.append)
    desk.window.acts.beside("Looking", lambda beside, _: beside.piece("nothing"), said.append, said.append)
    desk.window.acts.open_workspace(other)
    wait(desk)
    assert len(said) == 1
    assert desk.notice.startswith("In larkspur: ")


def test_the_workspace_on_the_desk_may_be_opened_once_more_by_a_link_to_it(desk, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(desk.root, target_is_directory=True)
    open_in(desk.window, link)
    assert desk.window.shell.sheet is None
    assert desk.window.acts.workspace.root == link
    assert not desk.window.review.editor.working.isReadOnly()
