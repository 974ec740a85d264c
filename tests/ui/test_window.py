"""The window opens where one left it, makes room for the texts, takes drafts in, and says what went wrong in words."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from studio.app.workspace import Workspace
from studio.core.claim import ClaimStatus, Evidence
from studio.core.edit import Cause
from studio.core.errors import HistoryError, KnownError
from studio.core.events import EventType
from studio.core.piece import Stage
from studio.ui.application import open_window, settle
from studio.ui.settings import Settings

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def drop(window, *paths: Path) -> bool:
    """Whether the window took it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    rest = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(200, 200), *rest)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), *rest))
    return enter.isAccepted()


def titles(desk) -> set[str]:
    return {piece.title for piece in desk.window.acts.workspace.pieces()}


def test_a_first_start_offers_the_sample_and_a_workspace_of_one_s_own(empty_window):
    assert empty_window.welcome.isVisible()
    assert not empty_window.review.editor.isVisible()
    assert not empty_window.actions_by_id["submit"].isEnabled()
    assert empty_window.actions_by_id["new_workspace"].isEnabled()
    assert empty_window.welcome.first.isEnabled()


def test_a_wide_window_shows_library_and_inspector_and_a_narrow_one_gives_the_room_to_the_texts(desk, qtbot):
    window = desk.window
    desk.resize(1440, 900)
    assert not window.library.is_folded
    assert window.review.inspector.isVisible()
    desk.resize(1100, 700)
    assert window.library.is_folded
    assert not window.review.inspector.isVisible()
    editor = window.review.editor
    assert min(editor.working.width(), editor.original.width()) >= 400
    desk.do("inspector")  # as a drawer, over the texts
    assert window.review.inspector.isVisible()
    assert window.review.inspector.geometry().right() <= window.width()
    desk.resize(1440, 900)
    assert window.review.inspector.isVisible()
    assert not window.library.is_folded


def test_size_piece_theme_and_person_are_as_one_left_them(desk, settings, qtbot):
    window = desk.window
    QGuiApplication.clipboard().setText("# A second piece\n\nWith a calm text.")
    desk.do("paste_draft")
    second = desk.session.piece.id
    window.acts.sit_down(window.acts.workspace.person("Erin"))
    window.set_theme("dark")
    window.resize(900, 640)  # the screen of these tests is small, and Qt brings no window back larger than the screen
    window.close()
    again = open_window(settings)
    qtbot.addWidget(again)
    again.show()
    again.acts.open_workspace(settings.recent[0])
    assert again.size().toTuple() == (900, 640)
    assert again.theme.name == "dark"
    assert again.review.session.piece.id == second
    assert again.acts.person.name == "Erin"
    settle(again)
    again.close()


def test_a_draft_dropped_on_the_window_is_a_piece(desk, tmp_path):
    path = tmp_path / "spring.md"
    path.write_text("# Spring menu\n\nCome in.", encoding="utf-8")
    assert drop(desk.window, path)
    desk.bot.waitUntil(lambda: not desk.window.jobs.is_busy)
    desk.settle()
    assert desk.session.piece.title == "Spring menu"
    assert desk.session.piece.source_name == "spring.md"


def test_several_drafts_are_taken_in_and_the_one_that_cannot_be_read_is_named(desk, tmp_path):
    for name, data in {"one.md": b"# One\n\nText.", "two.txt": b"Two here.", "bad.docx": b"not a zip"}.items():
        (tmp_path / name).write_bytes(data)
    assert drop(desk.window, tmp_path / "one.md", tmp_path / "bad.docx", tmp_path / "two.txt")
    desk.bot.waitUntil(lambda: not desk.window.jobs.is_busy)
    assert len(titles(desk)) == 3
    assert "bad.docx" in desk.notice


def test_nothing_is_taken_by_a_window_without_a_workspace(empty_window, tmp_path):
    path = tmp_path / "spring.md"
    path.write_text("# Spring menu", encoding="utf-8")
    assert not drop(empty_window, path)


def test_what_lies_in_the_clipboard_becomes_a_piece_with_its_headings(desk):
    mime = QMimeData()
    mime.setHtml("<h1>Menu</h1><p>A <b>calm</b> cup.</p>")
    mime.setText("Menu A calm cup.")
    QGuiApplication.clipboard().setMimeData(mime)
    desk.do("paste_draft")
    assert desk.text.strip() == "# Menu\n\nA **calm** cup."


def test_an_empty_clipboard_is_said_in_words(desk):
    QGuiApplication.clipboard().setText("  ")
    desk.do("paste_draft")
    assert desk.notice == "The clipboard holds no text. Copy the draft first."
    assert len(titles(desk)) == 1


def test_what_a_person_can_mend_is_a_notice_that_stays(desk):
    def refuse() -> None:
        raise KnownError("The cupboard is locked.", "Ask Olga for the key.")

    desk.window.shell.guard(refuse)
    assert desk.notice == "The cupboard is locked. Ask Olga for the key."


def test_undo_goes_back_through_fixes_and_typing_and_redo_forth_again(desk):
    before = desk.text
    desk.caret_to("calm cup")
    desk.type("very ")
    typed = desk.text
    desk.settle()
    desk.to_flag("Plain.Padding")
    desk.press(Key.Key_Return)
    fixed = desk.text
    assert len({before, typed, fixed}) == 3
    desk.do("undo")
    assert desk.text == typed
    while desk.text != before:
        known = desk.text
        desk.do("undo")
        assert desk.text != known, "undo went nowhere"
    for _ in range(12):
        desk.do("redo")
    assert desk.text == fixed
    desk.window.review.writing.flush()
    events = desk.window.acts.workspace.history.events(desk.session.piece.id, [EventType.EDITED])
    causes = {edit[3] for event in events for edit in event.payload["edits"]}
    assert {Cause.TYPED, Cause.FIX, Cause.UNDO, Cause.REDO} <= causes
    assert desk.window.acts.workspace.history.working(desk.session.piece.id) == fixed


def test_ctrl_z_in_the_text_and_in_the_menu_are_the_same(desk):
    before = desk.text
    desk.caret_to("calm")
    desk.type("x")
    desk.press(Key.Key_Z, CTRL)
    assert desk.text == before


def test_closing_writes_what_was_typed_a_moment_ago(desk):
    desk.caret_to("calm")
    desk.type("Zz")
    text, piece = desk.text, desk.session.piece.id
    desk.window.close()
    with Workspace.open(desk.root) as workspace:
        assert workspace.history.working(piece) == text
        assert workspace.verify().whole


def test_the_buffer_is_what_the_history_holds_after_a_soft_line_end_and_a_paste_from_word(desk):
    desk.caret_to("calm")
    desk.press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QGuiApplication.clipboard().setText("one\u2028two\u000bthree")
    desk.press(Key.Key_V, CTRL)
    assert "\none\ntwo\nthreecalm" in desk.text
    desk.window.review.writing.flush()
    assert desk.window.acts.workspace.history.working(desk.session.piece.id) == desk.text


def approved(desk) -> None:
    for claim in desk.session.claims:
        if claim.is_open:
            desk.session.attach_evidence(claim, Evidence("https://larkspur.example", "so it is"))
    desk.session.submit("Tomasz")
    desk.window.acts.sit_down(desk.window.acts.workspace.person("Tomasz"))
    desk.settle()
    desk.session.approve()


def test_one_typed_letter_makes_the_approval_stale_and_the_very_same_text_makes_it_current_again(desk):
    approved(desk)
    desk.settle()
    gate = desk.window.review.gate_line
    assert gate._verdict.text() == "Approved"
    desk.caret_to("calm")
    desk.type("x")
    desk.settle()
    assert gate._verdict.text() != "Approved"
    assert desk.session.approval is None
    desk.do("undo")
    desk.settle()
    assert gate._verdict.text() == "Approved"
    assert desk.session.approval.who == "Tomasz"


def test_the_gate_says_what_is_missing_and_each_phrase_leads_to_its_place(desk, qtbot):
    gate = desk.window.review.gate_line
    assert gate._verdict.text() == "Not ready"
    phrase = next(item for item in desk.session.gate().missing)
    assert "without evidence" in phrase.phrase
    gate.pressed.emit(phrase)
    assert desk.window.review.inspector.current == "Claims"
    assert desk.window.review.card.isVisible()


def test_a_writer_is_told_why_approval_is_not_theirs(desk):
    desk.do("approve")
    assert "Wren may not approve: that takes an editor or an owner. Who may: " in desk.notice
    assert desk.session.piece.stage is Stage.DRAFTING


def test_search_leaves_over_the_pieces_that_hold_the_words(desk):
    QGuiApplication.clipboard().setText("# Spring menu\n\nRhubarb cake.")
    desk.do("paste_draft")
    desk.do("search")
    desk.type("rhubarb")
    rows = [row.title for row in desk.window.library.pieces.model.rows if not row.is_header]
    assert rows == ["Spring menu"]
    desk.window.library.search.setText("no such word")
    assert not desk.window.library.pieces.view.isVisible()


def test_a_workspace_whose_policy_is_broken_is_refused_in_words(desk, settings, monkeypatch):
    desk.window.close()
    (desk.root / "policy.toml").write_text("[gate]\nerors = 'required'\n", encoding="utf-8")
    said = []
    monkeypatch.setattr("studio.ui.acts.shell.QMessageBox.warning", lambda *parts: said.append(parts[-1]))
    desk.window.shell.guard(lambda: desk.window.acts.open_workspace(desk.root))
    assert len(said) == 1
    assert "erors" in said[0]


def test_settings_that_are_not_there_are_the_defaults(tmp_path):
    settings = Settings(tmp_path / "none.ini")
    assert settings.recent == []
    assert settings.flag("library")
    assert settings.geometry.isEmpty()


@pytest.mark.parametrize("name", ["library", "inspector", "split"])
def test_what_is_beside_the_texts_can_be_put_away_and_brought_back(desk, name):
    window = desk.window
    window.resize(1440, 900)
    state = {
        "library": lambda: not window.library.is_folded,
        "inspector": window.review.inspector.isVisible,
        "split": lambda: window.review.editor.is_split,
    }[name]
    assert state()
    desk.do(name)
    assert not state()
    desk.do(name)
    assert state()


def test_a_new_workspace_shows_nothing_of_the_one_before_and_takes_no_text_that_it_could_not_keep(desk, tmp_path):
    from studio.app.workspace import Workspace

    desk.do("tab_history")
    desk.window.acts.show_workspace(Workspace.create(tmp_path / "other", "Bo"))
    review = desk.window.review
    assert not review.inspector.history.rows.model.rows
    assert not review.inspector.flags.rows.model.rows
    assert review.editor.original_head.details.text() == review.editor.working_head.figure.text() == ""
    assert review.editor.working.isReadOnly()
    desk.type("lost")
    assert review.editor.working.plain == ""


def test_a_text_changed_by_another_program_is_shown_and_nothing_typed_is_lost(desk):
    from studio.app.workspace import Workspace
    from studio.core.edit import Cause

    def elsewhere(words):
        with Workspace.open(desk.root) as beside:
            session = beside.session(desk.session.piece.id, beside.person("Erin"))
            session.replace_all(words + session.text, Cause.IMPORT)
            session.flush()

    elsewhere("From elsewhere. ")
    desk.bot.waitUntil(lambda: desk.text.startswith("From elsewhere. "), timeout=10_000)
    assert "changed outside this window" in desk.notice
    desk.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    desk.type("Mine. ")
    elsewhere("Theirs. ")
    desk.window.review.writing.flush()
    assert desk.window.acts.workspace.history.working(desk.session.piece.id).startswith("Mine. From elsewhere. ")


def test_a_text_published_by_another_program_while_somebody_types_is_shown_as_it_was_approved_and_the_words_are_named(desk):
    from studio.app.workspace import Workspace
    from studio.core.events import Actor, EventType, digest

    approved, piece = desk.text, desk.session.piece.id
    with Workspace.open(desk.root) as beside:
        yes = {"guide_version": "", "claims_hash": "", "ran": [], "missing": [], "revision": 1, "text_hash": digest(approved)}
        handed = {"to": "Erin", "due": "", "note": "", "revision": 1, "text_hash": digest(approved)}
        entries = [(EventType.SUBMITTED, handed), (EventType.APPROVED, yes)]
        beside.history.append_all([(kind, piece, Actor.person("Erin"), said) for kind, said in entries])
        desk.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        desk.type("Mine. ")
        beside.session(piece, beside.person("Erin")).publish("our blog")
    desk.window.review.writing.flush()
    view = desk.window.review.editor.working
    assert (view.plain, view.isReadOnly()) == (approved, True)
    assert "was published while you typed" in desk.notice
    assert desk.window.acts.workspace.history.working(piece) == approved


def test_the_marks_of_the_gutter_stand_beside_their_lines(desk):
    gutter, view = desk.window.review.editor.gutter, desk.window.review.editor.working
    desk.to_flag("Plain.Wordy")
    span = desk.window.review.walk.flag_at.span
    desk.press(Qt.Key.Key_Escape)
    line = view.viewport().mapTo(desk.window, view.rect_of(span).center()).y()
    chosen = []
    gutter.chosen.connect(chosen.append)
    gutter.repaint()
    desk.bot.mouseClick(gutter, Qt.MouseButton.LeftButton, pos=QPoint(18, gutter.mapFrom(desk.window, QPoint(0, line)).y()))
    assert [each.start for each in chosen] == [span.start]


def test_a_change_s_card_is_gone_once_its_change_is_undone(desk):
    desk.caret_to("calm cup")
    desk.type("very ")
    desk.settle()
    desk.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_F7)
    assert desk.window.review.card.isVisible()
    desk.do("undo")
    assert not desk.window.review.card.isVisible()


def test_a_note_and_enter_dismiss_once(desk):
    desk.to_flag("Plain.Padding")
    desk.press(Qt.Key.Key_D)
    desk.press(Qt.Key.Key_2)
    note = next(field for field in desk.window.review.card.findChildren(QLineEdit) if field.isVisible())
    note.setFocus()
    desk.bot.keyClicks(note, "on purpose")
    desk.bot.keyClick(note, Qt.Key.Key_Return)
    history = desk.window.acts.workspace.history
    (dismissed,) = history.events(desk.session.piece.id, [EventType.FLAG_DISMISSED])
    assert dismissed.payload["note"] == "on purpose"
    assert not history.events(desk.session.piece.id, [EventType.EDITED]), "Enter did not go on to apply the fix"


def test_the_verdict_on_one_history_is_not_shown_for_the_next(desk, tmp_path):
    from studio.app.workspace import Workspace

    desk.do("verify")
    desk.bot.waitUntil(lambda: not desk.window.jobs.is_busy, timeout=20_000)
    desk.window.acts.show_workspace(Workspace.create(tmp_path / "other", "Bo"))
    panel = desk.window.review.inspector.history
    assert not any("Unbroken" in each.text() for each in panel.findChildren(QLabel))


def _refuse(*_args, **_more):
    raise HistoryError("The disk is full.", "Free some space.")


def test_the_window_stays_open_while_there_is_text_that_could_not_be_written(desk, monkeypatch):
    desk.caret_to("calm")
    desk.type("very ")
    with monkeypatch.context() as broken:
        broken.setattr(desk.window.acts.workspace.history, "append_all", _refuse)
        desk.window.close()
        assert desk.window.isVisible()
        assert "disk is full" in desk.notice
        assert "very calm" in desk.text
    desk.window.close()
    assert not desk.window.isVisible()


def test_whoever_looks_away_finds_everything_written(desk):
    desk.caret_to("calm")
    desk.type("very ")
    desk.window.library.search.setFocus()
    assert "very calm" in desk.window.acts.workspace.history.working(desk.session.piece.id)


def test_a_withdrawn_claim_is_out_of_the_text_and_on_record_and_one_undo_brings_it_back(desk):
    desk.do("next_claim")
    claim = next(each for each in desk.session.claims if each.is_open)
    button = next(b for b in desk.window.review.card.findChildren(QPushButton) if b.text() == "Withdraw…")
    desk.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert claim.text in desk.text, "first it is said what will go"
    desk.press(Key.Key_Return)
    assert claim.text not in desk.text
    assert desk.session.decisions[claim.key].status is ClaimStatus.REMOVED
    desk.do("undo")
    assert claim.text in desk.text


def test_a_writer_in_review_is_offered_neither_approval_nor_a_way_to_send_back(desk):
    desk.session.submit("Erin")
    line = desk.window.review.gate_line
    offered = {b.text() for b in line.findChildren(QPushButton) if b.isVisibleTo(line) and b.property("role") != "gate"}
    assert not offered


def test_an_editor_who_edited_last_reads_in_the_gate_line_why_somebody_else_approves(desk):
    desk.session.submit("Erin")
    desk.window.acts.sit_down(desk.window.acts.workspace.person("Erin"))
    desk.caret_to("calm")
    desk.type("very ")
    desk.window.review.writing.flush()
    desk.settle()
    line = desk.window.review.gate_line
    told = [b.toolTip() for b in line.findChildren(QPushButton) if b.property("role") == "gate"]
    assert any("Erin edited last, so somebody else approves" in each for each in told)
    (approve,) = [b for b in line.findChildren(QPushButton) if b.text().startswith("Approve")]
    assert "missing" in approve.text(), "it says that something is missing, and pressed it says what"
    desk.do("approve")
    assert "somebody else approves" in desk.notice


def test_a_broken_ini_file_is_named_and_its_checks_stay_missing(desk):
    (desk.root / ".vale.ini").write_text("[*\nBasedOnStyles = Plain\n", encoding="utf-8")
    desk.window.acts.close_workspace()
    desk.window.acts.open_workspace(desk.root)
    desk.bot.waitUntil(lambda: ".vale.ini" in desk.notice, timeout=10_000)
    assert "style" in desk.window.review.session.pending
    assert not desk.window.review.session.gate().open


def test_in_a_narrow_window_the_drawer_makes_way_for_the_find_bar(desk):
    desk.resize(1100, 700)
    desk.do("tab_flags")
    assert desk.window.review.inspector.isVisible()
    desk.do("find")
    assert not desk.window.review.inspector.isVisible()
    assert desk.window.review.editor.finder.isVisible()
