"""Whatever fails, what was typed stays: opening, closing, sitting down, exporting, and what a person is told."""

import threading

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox

from studio.app.workspace import Workspace
from studio.core.errors import HistoryError
from studio.core.events import EventType
from studio.ui.acts.faults import Faults

FULL = "The disk is full."


@pytest.fixture
def full_disk(desk):
    """Fills the disk, or empties it again: nothing can be written while it is full."""
    patch = pytest.MonkeyPatch()

    def refuse(*_, **__):
        raise HistoryError(FULL, "Make room.")

    def turn(is_full=True):
        patch.undo()
        if is_full:
            patch.setattr(desk.window.acts.workspace.history, "append_all", refuse)

    yield turn
    patch.undo()


@pytest.fixture
def second(desk):
    """The id of a second piece; the first lies on the desk."""
    first = desk.session.piece.id
    QGuiApplication.clipboard().setText("# Spring menu\n\nRhubarb cake.")
    desk.do("paste_draft")
    made = desk.session.piece.id
    desk.window.acts.open_piece(first)
    desk.settle()
    return made


def stored(desk, piece=""):
    with Workspace.open(desk.root) as beside:
        return beside.history.working(piece or desk.session.piece.id)


def empty_events():
    """Take away what asked to be deleted."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def type_words(desk, words="Zz"):
    desk.caret_to("calm")
    desk.type(words)


# ------------------------------------------------------------ what is broken is said


def test_a_broken_ini_is_said_when_the_guides_are_looked_through(desk):
    (desk.root / ".vale.ini").write_text("this is no setting\n", encoding="utf-8")
    desk.window.notices.hide()
    desk.window.acts._later.start(0)
    desk.bot.waitUntil(lambda: "this is no setting" in desk.notice, timeout=20_000)


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 thing in your style guides needs"), (2, "2 things in your style guides need")]
)
def test_what_needs_a_look_in_the_guides_is_counted_in_good_english(desk, count, said):
    folder = desk.root / "styleguides" / "House"
    folder.mkdir()
    for number in range(count):
        (folder / f"Bad{number}.yml").write_text("extends: nothing\nmessage: x\n", encoding="utf-8")
    ini = desk.root / ".vale.ini"
    ini.write_text(ini.read_text(encoding="utf-8").replace("Plain,", "Plain, House,"), encoding="utf-8")
    desk.window.acts._later.start(0)
    desk.bot.waitUntil(lambda: desk.notice.startswith(f"{said} a look. "), timeout=20_000)


def fault_box(desk):
    (box,) = desk.window.findChildren(QMessageBox)
    return box


def test_a_bug_says_that_all_is_saved_where_it_is(desk):
    type_words(desk)
    Faults.show(desk.window.faults, "Traceback of one")
    assert "What you typed is saved." in fault_box(desk).informativeText()
    assert stored(desk) == desk.text
    fault_box(desk).close()


@pytest.mark.parametrize("error", [HistoryError(FULL), ZeroDivisionError("a bug in the bug")])
def test_a_bug_says_so_where_what_was_typed_could_not_be_saved(desk, error):
    def refuse(*_, **__):
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk.window.acts.workspace.history, "append_all", refuse)
        type_words(desk)
        Faults.show(desk.window.faults, "Traceback of one")
        assert "could not be saved" in fault_box(desk).informativeText()
    fault_box(desk).close()


def test_many_bugs_at_once_share_one_box(desk):
    for name in ("one", "two"):
        Faults.show(desk.window.faults, f"Traceback of {name}")
    box = fault_box(desk)
    assert "Traceback of one\n\nTraceback of two" in box.detailedText()
    box.close()
    empty_events()
    Faults.show(desk.window.faults, "Traceback of three")
    assert fault_box(desk).detailedText() == "Traceback of three"
    fault_box(desk).close()


# ------------------------------------------------------------ nothing is left behind


@pytest.mark.parametrize("action", ["palette", "report", "package", "about", "new_workspace", "submit"])
def test_what_was_asked_and_closed_is_gone(desk, action):
    before = len(desk.window.findChildren(QDialog))
    for _ in range(3):
        desk.do(action)
        opened = desk.window.findChildren(QDialog)
        assert len(opened) == before + 1
        opened[-1].close()
        empty_events()
    assert len(desk.window.findChildren(QDialog)) == before
    assert desk.window.shell.sheet is None


def test_the_list_of_people_is_gone_once_somebody_is_chosen(desk):
    before = len(desk.window.findChildren(QMenu))
    desk.do("person")
    menu = desk.window.findChildren(QMenu)[-1]
    next(entry for entry in menu.actions() if entry.text().startswith("Erin")).trigger()
    menu.close()
    empty_events()
    assert desk.session.person.name == "Erin"
    assert len(desk.window.findChildren(QMenu)) == before


# ------------------------------------------------------------ workspaces


def test_when_what_was_typed_cannot_be_written_the_old_workspace_stays_and_the_new_one_is_closed(desk, tmp_path, full_disk):
    new = Workspace.create(tmp_path / "other", "Bo")
    old = desk.window.acts.workspace
    type_words(desk)
    text = desk.text
    full_disk()
    with pytest.raises(HistoryError, match="disk is full"):
        desk.window.acts.show_workspace(new)
    assert desk.window.acts.workspace is old
    assert desk.text == text
    with pytest.raises(Exception, match="closed"):
        new.pieces()
    full_disk(False)
    (desk.root / "inbox" / "late.md").write_text("# Late\n\nA draft.", encoding="utf-8")
    desk.bot.waitUntil(lambda: "came in through the inbox" in desk.notice, timeout=20_000)


def test_a_workspace_where_nobody_works_is_refused_and_the_old_one_stays(desk, tmp_path, settings):
    with Workspace.create(tmp_path / "other", "Bo"):
        (tmp_path / "other" / "policy.toml").write_text('house = "Empty"\n', encoding="utf-8")
    old, piece = desk.window.acts.workspace, desk.session.piece.id
    new = Workspace.open(tmp_path / "other")
    desk.window.shell.guard(lambda: desk.window.acts.show_workspace(new))
    assert "policy.toml names nobody." in desk.notice
    assert desk.window.acts.workspace is old
    assert desk.session.piece.id == piece
    assert settings.recent == [desk.root]
    with pytest.raises(Exception, match="closed"):
        new.pieces()


def test_opening_the_same_workspace_once_more_shows_what_was_typed_a_moment_ago(desk):
    type_words(desk)
    text = desk.text
    desk.window.acts.open_workspace(desk.root)
    assert desk.text == text
    assert stored(desk) == text


# ------------------------------------------------------------ pieces


def test_a_piece_opened_again_is_the_one_on_the_desk_and_keeps_what_was_typed(desk):
    type_words(desk)
    session, text = desk.session, desk.text
    desk.window.acts.open_piece(session.piece.id)
    assert desk.session is session
    desk.type("more")
    desk.window.review.writing.flush()
    assert stored(desk) == desk.text != text


def test_the_next_at_the_desk_finds_what_was_typed_a_moment_ago(desk):
    type_words(desk)
    text = desk.text
    desk.window.acts.sit_down(desk.window.acts.workspace.person("Erin"))
    assert desk.session.person.name == "Erin"
    assert desk.text == text
    desk.caret_to("calm")
    desk.type("more")
    desk.window.review.writing.flush()
    assert "Zz" in stored(desk)


def test_what_cannot_be_written_stays_on_the_desk_whoever_wants_to_sit_there_and_whatever_to_lie(desk, second, full_disk):
    type_words(desk)
    session, text = desk.session, desk.text
    full_disk()
    acts = desk.window.acts
    for act in (lambda: acts.open_piece(second), lambda: acts.sit_down(acts.workspace.person("Erin"))):
        desk.window.notices.hide()
        desk.window.shell.guard(act)
        assert FULL in desk.notice
    assert desk.session is session
    assert acts.person.name == "Wren"
    full_disk(False)
    acts.open_piece(second)
    assert stored(desk, session.piece.id) == text


# ------------------------------------------------------------ beside the window


def test_an_export_that_is_under_way_is_not_cancelled_half_done(desk, tmp_path, monkeypatch):
    from studio.ui.acts import output

    door, export = threading.Event(), output.export_piece

    def slowly(*parts):
        door.wait(10)
        export(*parts)

    monkeypatch.setattr(output, "export_piece", slowly)
    target = tmp_path / "out.md"
    desk.window.output.export_to(target, "md")
    desk.window.jobs.cancel()
    door.set()
    desk.bot.waitUntil(lambda: desk.notice.startswith(f"Written to {target}."), timeout=20_000)
    assert target.exists()
    assert desk.window.acts.workspace.history.events(desk.session.piece.id, [EventType.EXPORTED])


def test_a_read_that_is_cancelled_makes_no_piece(desk, tmp_path, monkeypatch):
    from studio.ui.acts import drafts

    door, read = threading.Event(), drafts.formats.read

    def slowly(path, *rest):
        door.wait(10)
        return read(path, *rest)

    monkeypatch.setattr(drafts.formats, "read", slowly)
    (tmp_path / "spring.md").write_text("# Spring menu\n\nCome in.", encoding="utf-8")
    desk.window.drafts.take_in([tmp_path / "spring.md"])
    desk.window.jobs.cancel()
    door.set()
    desk.bot.waitUntil(lambda: not desk.window.jobs.is_busy)
    assert len(desk.window.acts.workspace.pieces()) == 1


def test_a_bug_at_one_file_is_told_once_and_the_inbox_takes_in_the_next(desk, monkeypatch):
    from studio.ui.acts import drafts

    take, faults = drafts.Inbox.take, []

    def stumbling(inbox, paths, workspace, person):
        if any(path.name == "odd.md" for path in paths):
            raise ZeroDivisionError("a bug")
        return take(inbox, paths, workspace, person)

    monkeypatch.setattr(drafts.Inbox, "take", stumbling)
    desk.window.jobs.fault.disconnect()
    desk.window.jobs.fault.connect(faults.append)
    inbox = desk.root / "inbox"
    (inbox / "odd.md").write_text("# Odd\n\nText.", encoding="utf-8")
    desk.bot.waitUntil(lambda: len(faults) == 1, timeout=20_000)
    (inbox / "even.md").write_text("# Even\n\nText.", encoding="utf-8")
    desk.bot.waitUntil(lambda: "came in through the inbox" in desk.notice, timeout=20_000)
    assert len(faults) == 1


@pytest.mark.parametrize("error", [HistoryError(FULL), ZeroDivisionError("a bug")])
def test_a_sample_that_fails_can_be_asked_for_again(empty_window, qtbot, monkeypatch, tmp_path, error):
    from studio.ui.acts import desk as acts

    def fail(folder):
        raise error

    said = []
    monkeypatch.setattr(acts, "user_documents_path", lambda: tmp_path)
    monkeypatch.setattr(acts, "open_sample", fail)
    monkeypatch.setattr("studio.ui.acts.shell.QMessageBox.warning", lambda *parts: said.append(parts[-1]))
    empty_window.jobs.fault.disconnect()
    empty_window.jobs.fault.connect(said.append)
    empty_window.acts.open_sample()
    assert not empty_window.welcome.first.isEnabled()
    qtbot.waitUntil(lambda: not empty_window.jobs.is_busy)
    assert empty_window.welcome.first.isEnabled()
    assert len(said) == 1
