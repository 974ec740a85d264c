"""The main window: makes the parts, puts them in their places, and ties them together."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QVBoxLayout, QWidget

from studio.app.today import shelf
from studio.core.errors import HistoryError, KnownError
from studio.core.piece import Stage
from studio.ui import actions
from studio.ui.acts.ai_use import AIUseActs
from studio.ui.acts.board import BoardActs
from studio.ui.acts.campaigns import CampaignActs
from studio.ui.acts.checklist import ChecklistActs
from studio.ui.acts.claims import ClaimActs
from studio.ui.acts.comments import CommentActs
from studio.ui.acts.dashboard import DashboardActs
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.disclosure import DisclosureActs
from studio.ui.acts.drafting import DraftingActs
from studio.ui.acts.drafts import DraftActs
from studio.ui.acts.faults import Faults
from studio.ui.acts.feedback import FeedbackActs
from studio.ui.acts.guides import GuideActs
from studio.ui.acts.handing_on import HandingOnActs
from studio.ui.acts.handoff import HandoffActs
from studio.ui.acts.helping import HelpActs
from studio.ui.acts.keys import KeyActs
from studio.ui.acts.languagetool import LanguageToolActs
from studio.ui.acts.library import LibraryActs
from studio.ui.acts.moving import MovingActs
from studio.ui.acts.opinions import OpinionActs
from studio.ui.acts.output import OutputActs
from studio.ui.acts.people import PeopleActs
from studio.ui.acts.practice import PracticeActs
from studio.ui.acts.previewing import PreviewActs
from studio.ui.acts.pulling import PullActs
from studio.ui.acts.replaying import ReplayActs
from studio.ui.acts.retention import RetentionActs
from studio.ui.acts.rewriting import RewritingActs
from studio.ui.acts.safety import SafetyActs
from studio.ui.acts.services import ServiceActs
from studio.ui.acts.shell import Shell
from studio.ui.acts.table import handlers
from studio.ui.acts.today import TodayActs
from studio.ui.acts.touring import TourActs
from studio.ui.acts.voice import VoiceActs
from studio.ui.dialogs.palette import Command, Palette
from studio.ui.dialogs.welcome import Welcome
from studio.ui.folding import Folding
from studio.ui.pages import Pages
from studio.ui.panels.library import Library
from studio.ui.panels.notices import Notices
from studio.ui.panels.topbar import TopBar
from studio.ui.review import Review
from studio.ui.settings import Settings
from studio.ui.sweeping import Sweeper
from studio.ui.tasks import Jobs
from studio.ui.theme import Theme
from studio.ui.widgets import line, row
from studio.ui.writing import SAVE_ELSEWHERE


class MainWindow(QMainWindow):
    """The desk. `acts` holds what a person can do beyond the text."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self.theme, self.settings = theme, settings
        self.setWindowTitle("Blue Pencil")
        self.setAcceptDrops(True)
        self.setMinimumSize(900, 560)
        self._sweeper = Sweeper(self)
        self.jobs, self.background = Jobs(self), Jobs(self)
        self.notices = Notices(theme, self.jobs.cancel)
        self._body = QWidget()
        self.review = Review(theme, self._body, self.notices, self._links())
        self.library = Library(theme)
        self.welcome = Welcome(theme, self._links(), self._open_recent)
        self.folding = Folding(self._body, self.library, self.review, self.notices, settings, self._room, self._on_folded)
        self.pages = Pages(self._desk(), self._body)
        self.pages.add_instead(self.welcome)
        self.shell = Shell(
            self,
            settings,
            self.notices,
            self.jobs,
            self.background,
            self.review,
            self.welcome,
            theme=lambda: self.theme,
            refresh=self.refresh,
            open_tab=self.folding.open_tab,
            pages=self.pages,
        )
        self.faults = Faults(self.shell)
        self.acts = DeskActs(self.shell)
        self.drafts = DraftActs(self.shell, self.acts)
        self.pulling = PullActs(self.shell, self.acts, self.drafts)
        self.keys = KeyActs(self.shell, self.acts)
        self.people = PeopleActs(self.shell, self.acts, self.keys)
        self.handing_on = HandingOnActs(self.shell, self.acts, self.keys)
        self.moving = MovingActs(self.shell, self.acts)
        self.handoff = HandoffActs(self.shell, self.acts, lambda: self._press("submit"))
        self.output = OutputActs(self.shell, self.acts)
        self.claims = ClaimActs(self.shell, self.acts)
        self.checklist = ChecklistActs(self.shell, self.acts)
        self.comments = CommentActs(self.shell, self.acts)
        self.disclosure = DisclosureActs(self.shell, self.acts)
        self.retention = RetentionActs(self.shell, self.acts)
        self.guides = GuideActs(self.shell, self.acts)
        self.safety = SafetyActs(self.shell, self.acts)
        self.shell.verify = self.output.verify
        self.replay = ReplayActs(self.shell, self.acts)
        self.preview = PreviewActs(self.shell, self.acts)
        self.dashboard = DashboardActs(self.shell, self.acts, self.output)
        self.board = BoardActs(self.shell, self.acts, lambda action: self._handlers[action]())
        self.campaigns = CampaignActs(self.shell, self.acts, self.board)
        self.voice = VoiceActs(self.shell, self.acts)
        self.today = TodayActs(self.shell, self.acts)
        self.dashboard.page.today_asked.connect(lambda: self.shell.guard(self.today.open))
        self.practice = PracticeActs(self.shell, self.acts)
        self.help = HelpActs(self.shell, self.acts)
        self.services = ServiceActs(self.shell, self.acts)
        self.ai_use = AIUseActs(self.shell, self.acts, self.output.report_of)
        self.stories = LibraryActs(self.shell, self.acts)
        self.feedback = FeedbackActs(self.shell, self.acts)
        self.languagetool = LanguageToolActs(self.shell, self.acts)
        self.rewriting = RewritingActs(self.shell, self.acts)
        self.drafting = DraftingActs(self.shell, self.acts)
        self.opinions = OpinionActs(self.shell, self.acts)
        self._handlers = handlers(self)
        self.actions_by_id = actions.build(self, self._handlers)
        self.menus = self._menus()
        self.top = TopBar(theme, self._main_menu(), self._links())
        self._build()
        self._connect()
        self.refresh()

    def _links(self) -> dict[str, Callable[[], object]]:
        """Actions by id for widgets that have a button for one; looked up when pressed, so the order of making is free."""
        return {spec.id: partial(self._press, spec.id) for spec in actions.ACTIONS}

    def _open_recent(self, folder: Path) -> None:
        self.shell.guard(lambda: self.acts.open_workspace(folder))

    def _press(self, action: str) -> None:
        if self.actions_by_id[action].isEnabled():
            self._handlers[action]()

    def _room(self) -> int:
        return self.width() - self.help.width - self.practice.width

    def _on_folded(self, is_narrow: bool) -> None:
        self.top.fold(is_narrow)

    # ------------------------------------------------------------ building

    def _desk(self) -> QWidget:
        """The texts with what stands beside and under them."""
        desk = QWidget()
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._body, 1)
        column.addWidget(line())
        column.addWidget(self.review.gate_line)
        return desk

    def _build(self) -> None:
        self.pages.add_instead(self.safety.page)
        self.notices.lie_over(self._body)  # over the texts, not between them: nothing moves when somebody speaks
        everything = QWidget()
        whole = QVBoxLayout(everything)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top)
        whole.addWidget(line())
        whole.addWidget(self.practice.band)
        beside = (self.help.panel, self.help.rule, self.pages, self.practice.rule, self.practice.panel)
        whole.addLayout(row(*beside, gap=0), 1)
        whole.addWidget(self.services.foot)
        self.setCentralWidget(everything)
        self.tour = TourActs(self.shell, everything, self._parts())
        for action in self.actions_by_id.values():
            self.addAction(action)
        self.review.editor.working.offers = [self.actions_by_id[each] for each in ("rewrite", "why_not", "rule_here")]
        self.review.editor.show_original(self.settings.flag("split"))

    def _parts(self) -> dict[str, Callable[[], QWidget]]:
        """The parts that the tour speaks of; where one is not to be seen now, what it stands in."""
        editor = self.review.editor
        return {
            "original": lambda: editor.original if editor.original.isVisible() else editor,
            "working": lambda: editor.working,
            "texts": lambda: editor,
            "inspector": lambda: self.review.inspector,
            "library": lambda: self.library if self.library.isVisible() else self.top,
            "gate": lambda: self.review.gate_line,
            "waiting": lambda: self.top.waiting if self.top.waiting.isVisible() else self.top,
            "commands": lambda: self.top.keys[-1],
            "top": lambda: self.top,
        }

    def _menus(self) -> dict[str, QMenu]:
        menus = {}
        for name in actions.MENUS:
            menu = QMenu(name, self)
            for spec in actions.ACTIONS:
                if spec.menu == name:
                    menu.addAction(self.actions_by_id[spec.id])
            menus[name] = menu
        return menus

    def _main_menu(self) -> QMenu:
        menu = QMenu(self)
        for each in self.menus.values():
            menu.addMenu(each)
            self.menuBar().addMenu(each)
        # On a Mac the menu belongs at the top of the screen; elsewhere one button keeps the window calm.
        if not self.menuBar().isNativeMenuBar():
            self.menuBar().hide()
        opener = QAction("Menu", self)
        opener.setShortcut("F10")
        opener.triggered.connect(lambda: self.top.menu.showMenu())
        self.addAction(opener)
        return menu

    def _connect(self) -> None:
        self.library.opened.connect(lambda piece: self.shell.guard(lambda: self.acts.open_piece(str(piece))))
        self.library.searched.connect(self.acts.search)
        self.acts.opened.connect(self.library.search.clear)
        self.library.unfolded.connect(self.folding.unfold_library)
        self.review.changed.connect(self.refresh)
        self.review.fault.connect(self.faults.show)
        self.review.teaching.connect(lambda flag: self.shell.guard(lambda: self.guides.teach(flag)))
        self.review.rule_asked.connect(lambda rule: self.shell.guard(lambda: self.help.explain(rule, self.guides.page_at)))
        self.pages.turned.connect(lambda _: self.refresh())
        self.guides.page.turned.connect(self.refresh)
        self.dashboard.counted.connect(self.top.show_waiting)
        self.help.turned.connect(self.folding.fold)
        self.acts.sample_opened.connect(self.tour.offer)
        self.practice.turned.connect(self.folding.fold)
        self.review.changed.connect(self.dashboard.look_soon)
        self.review.inspector.history.rows.opened.connect(
            lambda number: self.shell.guard(lambda: self.replay.open(int(str(number))))
        )
        self.jobs.showing.connect(self.notices.progress)
        self.jobs.hidden.connect(self.notices.end_progress)
        self.jobs.fault.connect(self.faults.show)
        self.background.fault.connect(self.faults.show)
        self.shell.calls.fault.connect(self.faults.show)

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Show workspace, piece and person as they are now."""
        workspace, session = self.acts.workspace, self.review.session
        self.services.show_local()
        self.pages.stand(self.safety.page if self.safety.is_shown else None if workspace else self.welcome)
        self.notices.lie_over(self.pages.ground)
        is_at_desk = self.pages.is_at_desk
        self.rewriting.look()
        if workspace:
            self.dashboard.follow_person()
            self.board.look_soon()
            self.campaigns.look_soon()
            self.drafting.look()
        actions.enable(self.actions_by_id, workspace=workspace is not None, piece=session is not None and is_at_desk)
        person = self.acts.person.name if workspace and self.acts.person else ""
        note = session.handoff_note if session and session.piece.stage is Stage.IN_REVIEW else ""
        self.top.show_piece(session.piece if session and is_at_desk else None, workspace.name if workspace else "", person, note)
        self.top.fold(self.folding.is_narrow)
        reading = " (for reading only)" if workspace and workspace.history.is_read_only else ""
        self.setWindowTitle(f"{session.piece.title}{reading} – Blue Pencil" if session else "Blue Pencil")
        if not workspace:
            self.welcome.show_recent(self.settings.recent)
            return
        if self.acts.person:
            me = self.acts.person
            self.library.show_pieces(workspace.pieces_for(me), me, self.acts.found, shelf(workspace, me))
            if session:
                self.library.mark(session.piece.id)
        self.folding.fold()

    def _go_to_piece(self, piece: str) -> None:
        self.pages.close_page()
        self.acts.open_piece(piece)

    def open_palette(self) -> None:
        """Everything one can do, and every piece."""
        commands = [
            Command(spec.text.rstrip("…"), ", ".join(spec.keys[:1]), self._handlers[spec.id])
            for spec in actions.ACTIONS
            if spec.id != "palette" and self.actions_by_id[spec.id].isEnabled()
        ]
        workspace, person = self.acts.workspace, self.acts.person
        for piece in workspace.pieces_for(person) if workspace and person else ():
            commands.append(
                Command(piece.title, piece.channel.value, partial(self.shell.guard, partial(self._go_to_piece, piece.id)))
            )
        self.palette_dialog = Palette(self.theme, commands, self)
        self.palette_dialog.open_over(self)

    # ------------------------------------------------------------ how it looks

    def toggle_split(self) -> None:
        self.review.editor.show_original(not self.review.editor.is_split)

    def toggle_theme(self) -> None:
        self.set_theme("light" if self.theme.name == "dark" else "dark")

    def set_theme(self, name: str) -> None:
        """Light or dark, everywhere at once."""
        self.theme = Theme(name)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.theme.use(app)
        self.top.set_theme(self.theme)
        self.library.set_theme(self.theme)
        self.notices.set_theme(self.theme)
        self.review.set_theme(self.theme)
        self.pages.set_theme(self.theme)
        self.help.panel.set_theme(self.theme)
        self._put_icons()
        self.settings.set_text("theme", self.theme.name)
        self.refresh()

    def _put_icons(self) -> None:
        self.top.put_icons(self.theme)
        self.library.put_icons(self.theme)
        self.notices.put_icons()

    # ------------------------------------------------------------ events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The icon fonts take longer to load than everything that is drawn without them.
        QTimer.singleShot(0, self._put_icons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.folding.fold()
        self.notices.place()
        self.review.card.hide()
        self.rewriting.card.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange:
            if self.isActiveWindow():
                self.shell.guard(self.guides.look_for_new_rules)
            else:
                self.review.writing.flush()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.acts.workspace and _files(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files(event.mimeData().urls())
        if files:
            event.acceptProposedAction()
            self.shell.guard(lambda: self.drafts.take_in(files))

    def closeEvent(self, event: QCloseEvent) -> None:
        try:
            self.acts.close_workspace()
        except KnownError as error:
            # Nothing typed is ever lost: stay open while there is text that could not be written, here or elsewhere.
            is_unwritten = isinstance(error, HistoryError)
            self.notices.error(error, SAVE_ELSEWHERE if is_unwritten else "", self.safety.save_elsewhere)
            event.ignore()
            return
        self.settings.geometry = self.saveGeometry()
        self.folding.remember()
        self.settings.set_flag("split", self.review.editor.is_split)
        self.settings.save()
        self.jobs.wait()
        self.background.wait()
        self.services.stop()
        self.languagetool.stop()
        self.review.stop()
        self.guides.stop()
        self._sweeper.stop()
        super().closeEvent(event)


def _files(urls: Sequence[object]) -> list[Path]:
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]  # type: ignore[attr-defined]
