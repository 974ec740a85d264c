"""History, measures, library and notices: what happened, how the text reads, where the pieces are, what went wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from studio.app.today import shelf
from studio.app.workspace import Workspace
from studio.checks.readability import figures
from studio.core.errors import KnownError
from studio.core.piece import Channel
from studio.ui.panels.library import VIEWS, Library
from studio.ui.panels.notices import Notices
from studio.ui.theme import Theme


def words(widget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def history(desk) -> list[str]:
    return [row.title for row in desk.window.review.inspector.history.rows.model.rows]


def test_the_history_tab_tells_each_act_newest_first(desk):
    desk.do("tab_history")
    assert history(desk)[0].startswith("Looked at the AI original: ")
    assert len(history(desk)) == 2
    desk.caret_to("calm")
    desk.type("very ")
    desk.window.review.writing.flush()
    desk.to_flag("Plain.Padding")
    desk.press(Qt.Key.Key_D)
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    told = history(desk)
    assert len(told) == 4
    assert told[1] == "“very” came in"
    assert "basically" in told[0]


def test_verifying_says_unbroken_with_the_count(desk):
    desk.do("verify")
    desk.bot.waitUntil(lambda: not desk.window.jobs.is_busy, timeout=20_000)
    assert desk.window.review.inspector.current == "History"
    assert "Unbroken: 2 entries." in words(desk.window.review.inspector.history)


def test_the_measures_tab_counts_words_and_the_share_the_ai_wrote(desk):
    desk.do("tab_measures")
    said = words(desk.window.review.inspector.measures).splitlines()
    assert said[said.index("Words") + 1] == str(figures(desk.session.document).words)
    kept = said[said.index("AI-retained share") + 1]
    assert kept.startswith("100% (")
    desk.caret_to("utilize")
    desk.type("gladly ")
    desk.settle()
    said = words(desk.window.review.inspector.measures).splitlines()
    comparison = desk.session.comparison
    assert f"({comparison.kept} of {comparison.words} words)" in said[said.index("AI-retained share") + 1]
    assert said[said.index("Changes") + 1] == "1"


def test_an_empty_workspace_says_how_a_draft_comes_in(shown, house):
    with Workspace.open(house) as workspace:
        made = shown(Library(Theme()), 228, 600)
        made.show_pieces([], workspace.person("Wren"))
    assert "Drop a draft here" in words(made)
    assert "Ctrl+O" in words(made)


def test_the_library_s_views_hold_what_their_names_say(shown, house):
    with Workspace.open(house) as workspace:
        wren, erin = workspace.person("Wren"), workspace.person("Erin")
        session = workspace.session(workspace.pieces()[0].id, wren)
        made = shown(Library(Theme()), 228, 600)
        holds = {view.id: view.holds for view in VIEWS}
        assert [name for name, hold in holds.items() if hold(session.piece, wren)] == ["all", "mine"]
        session.submit("Erin")
        assert [name for name, hold in holds.items() if hold(session.piece, erin)] == ["all", "review"]
        assert not holds["mine"](session.piece, wren)
        made.show_pieces(workspace.pieces(), erin, None, shelf(workspace, erin))
        assert [(row.title, row.count) for row in made.views.model.rows][:3] == [
            ("All pieces", "1"),
            ("Mine", "0"),
            ("Waiting for me", "1"),
        ]
        assert [row.title for row in made.pieces.model.rows] == ["In review", session.piece.title]


def test_pieces_that_are_published_held_or_withdrawn_have_views_of_their_own(shown, house):
    with Workspace.open(house) as workspace:
        erin = workspace.person("Erin")
        session = workspace.session(workspace.pieces()[0].id, erin)
        made = shown(Library(Theme()), 228, 600)
        session.hold("A storm is coming.", "2099-12-24")
        made.show_pieces(workspace.pieces(), erin)
        made.views.chosen.emit("held")
        (row,) = [row for row in made.pieces.model.rows if row.payload]
        assert row.detail.endswith("until 24 Dec · “A storm is coming.”")
        session.withdraw("Nobody wants it.")
        made.show_pieces(workspace.pieces(), erin)
        assert not [row for row in made.pieces.model.rows if row.payload]
        made.views.chosen.emit("withdrawn")
        assert [row.title for row in made.pieces.model.rows] == ["Withdrawn", session.piece.title]


def test_the_library_is_filtered_by_channel_brand_person_and_due_and_says_so(shown, house):
    with Workspace.open(house) as workspace:
        wren = workspace.person("Wren")
        made = shown(Library(Theme()), 228, 600)
        made.show_pieces(workspace.pieces(), wren)
        (piece,) = workspace.pieces()
        menu = made.filter.menu()
        made.filter.fill(menu)
        assert [action.text() for action in menu.actions() if action.menu()] == ["Channel", "Brand", "Person", "Due"]
        for what, is_there in (
            ({"channel": piece.channel}, True),
            ({"person": "Wren"}, True),
            ({"channel": Channel.EMAIL}, False),
        ):
            made.filter.choose(**what)
            assert bool([row for row in made.pieces.model.rows if row.payload]) is is_there
        assert (made._narrowed.text(), made._narrowed.isVisible()) == ("Only Email, Wren ✕", True)
        assert "Nothing under “All pieces” is Email, Wren." in words(made)
        made.filter.choose()
        assert [row.payload for row in made.pieces.model.rows if row.payload] == [piece.id]


def test_a_view_without_pieces_says_so(shown, house):
    with Workspace.open(house) as workspace:
        made = shown(Library(Theme()), 228, 600)
        made.show_pieces(workspace.pieces(), workspace.person("Wren"))
        made.views.chosen.emit("approved")
        assert "Nothing under “Approved”." in words(made)


def test_an_error_stays_until_it_is_closed_and_news_go_by_themselves(shown, qtbot):
    made = shown(Notices(Theme(), lambda: None), 600, 40)
    made.error(KnownError("The cupboard is locked.", "Ask Olga."))
    assert words(made) == "The cupboard is locked. Ask Olga."
    assert not made._timer.isActive()
    made.say("Taken in.")
    assert words(made) == "Taken in."
    assert made._timer.isActive()
    made._close.click()
    assert not made.isVisible()


def test_news_are_read_before_a_bar_of_progress_takes_their_place(shown):
    made = shown(Notices(Theme("light"), lambda: None))
    made.say("Larkspur.Guests is in force.")
    made.progress("Reading the style guides", 1, 3)
    made.end_progress()
    assert made.text.text() == "Larkspur.Guests is in force."
    assert made.isVisible()


def test_the_cancel_button_of_a_progress_bar_cancels(shown):
    cancelled = []
    made = shown(Notices(Theme(), lambda: cancelled.append(True)), 600, 40)
    made.progress("Reading 3 files", 1, 3)
    assert "Reading 3 files" in words(made)
    made._act.click()
    assert cancelled == [True]
    made.progress("Reading 3 files", 1, 3)
    made.end_progress()
    assert not made.isVisible()
