"""The piece on the desk: ties a review session to the editor, the inspector and the gate line.

What a person does goes to the session; what the session says comes back through the bridge and is shown. Checks run in
lanes of their own and answer by revision, so typing waits for none of them.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.drafted import provenance
from studio.app.gathering import notes_of
from studio.app.handing_on import put_back
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.checks.readability import Figures
from studio.core.acts import Act
from studio.core.changes import Comparison
from studio.core.claim import Claim
from studio.core.document import Document
from studio.core.edit import Edit
from studio.core.errors import KnownError
from studio.core.events import EventType
from studio.core.flag import Flag
from studio.core.purged import gone
from studio.core.record import Note
from studio.core.span import Span
from studio.ui.answering import Answering
from studio.ui.attending import Attending
from studio.ui.bridge import Bridge
from studio.ui.claims.groups import asks, can_confirm, stopping
from studio.ui.claims.hands import ClaimDesk
from studio.ui.claims.keys import ClaimAct
from studio.ui.claims.panel import ClaimsPanel
from studio.ui.editor.card import Card, Decisions
from studio.ui.editor.pair import PairedEditor
from studio.ui.editor.view import READ_ONLY
from studio.ui.gating import Gating, Ways, checked_with
from studio.ui.heads import show_heads
from studio.ui.lanes import Compared, Counted, Lanes, Reported
from studio.ui.origin_view import OriginView
from studio.ui.panels.flags import FlagsPanel
from studio.ui.panels.gateline import GateLine
from studio.ui.panels.history import HistoryPanel
from studio.ui.panels.inspector import Inspector
from studio.ui.panels.measures import MeasuresPanel
from studio.ui.panels.notices import Notices
from studio.ui.panels.standing import why_read_only
from studio.ui.panels.tab import InspectorTab
from studio.ui.since_view import SinceView
from studio.ui.theme import Theme
from studio.ui.walking import Walker
from studio.ui.writing import Writing


class Review(QObject):
    """Holds one open session at a time.

    `changed` says that the library and the top bar should look again; `fault`, that a check met a bug, with its traceback;
    `teaching`, that the house should learn something of a flag; `rule_asked`, that somebody wants to see a rule in full;
    `confirming` carries claims that somebody wants to confirm in a row.
    """

    changed = Signal()
    fault = Signal(str)
    teaching = Signal(object)
    rule_asked = Signal(str)
    confirming = Signal(object)

    def __init__(self, theme: Theme, host: QWidget, notices: Notices, acts: dict[str, Callable[[], object]]) -> None:
        super().__init__(host)
        self.theme = theme
        self._host, self._notices, self._acts = host, notices, acts
        self.session: ReviewSession | None = None
        self._workspace: Workspace | None = None
        self._comparison: Comparison | None = None
        self._figures: Figures | None = None
        self._notes: Sequence[Note] = ()
        self._made: Sequence[tuple[str, str]] = ()
        self._original_words = 0
        self._painted: list[tuple[int, int, str, object]] = []
        self._stopped_rules: set[str] = set()
        self.editor = PairedEditor(theme)
        self.origins = OriginView(self.editor, theme, self)
        self.since = SinceView(self.editor, notices)
        self.gate_line = GateLine(theme, acts)
        self.claim_desk = ClaimDesk(lambda: self._open, lambda: self._house, self.editor, notices, self.changed.emit)
        self.inspector = Inspector(
            FlagsPanel(theme),
            ClaimsPanel(theme, self.claim_desk.hands(self.confirming.emit, self._refresh_panels)),
            HistoryPanel(theme, acts["verify"], acts["replay"]),
            MeasuresPanel(),
        )
        hands = Decisions(
            apply=lambda flag, fix: self.answer.apply(flag, fix),
            dismiss=lambda *said: self.answer.dismiss(*said),
            teach=self.teaching.emit,
            show_rule=self.rule_asked.emit,
            act=self._at_claim,
            softer=self.claim_desk.softer,
            soften=lambda claim, fix: self._guard(lambda: self.claim_desk.soften(claim, fix)),
            restore=lambda change: self.answer.restore(change),
        )
        self.card = Card(theme, hands, host)
        self.card.origin_of = self.origins.of_change
        self.card.within = lambda: self.editor.geometry()
        self.walk = Walker(lambda: self._open, self.editor, self.card, self.inspector, notices, host)
        self.answer = Answering(lambda: self._open, self.editor, self.card, self.walk, notices, self._guard)
        ways = Ways(acts, self._open_tab, self._refresh_panels, self.walk, self.editor, notices)
        self.gating = Gating(self.gate_line, ways)
        self._bridge = Bridge(self)
        self._lanes = Lanes(self)
        self._attending = Attending(lambda: self.is_before_eyes)
        save_elsewhere, show_saved = acts["save_elsewhere"], self.gate_line.show_saved
        self.writing = Writing(lambda: self.session, self._attending, notices, save_elsewhere, show_saved, self)
        self._connect()

    def _connect(self) -> None:
        working = self.editor.working
        working.recorder.edited.connect(self._on_edit)
        working.marks = self._marks
        working.claim_look = self.claim_desk.look
        working.pressed.connect(self._on_press)
        working.installEventFilter(self)
        self.editor.working_head.offer("?", "Why is this not flagged? (Shift+F1)", self._acts["why_not"])
        working.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self.editor.original.pressed.connect(self.walk.show_change_of_original)
        self.editor.gutter.chosen.connect(self._on_gutter)
        self.card.left.connect(self._on_card_left)
        self.inspector.flags.chosen.connect(self.walk.show_flag)
        self.inspector.flags.taken_back.connect(lambda d: self._guard(lambda: self._open.take_back(d)))
        self.inspector.claims.chosen.connect(self.walk.go_to_claim)
        self.inspector.turned.connect(self._refresh_panels)
        self.gate_line.pressed.connect(lambda item: self._guard(lambda: self.gating.lead(item, self._open)))
        self._bridge.flags.connect(self._on_flags)
        self._bridge.decisions.connect(self._on_found)
        self._bridge.saved.connect(self._on_saved)
        self._bridge.stage.connect(self._on_stage)
        self._bridge.guides.connect(self.check_again)
        self._bridge.elsewhere.connect(self._on_elsewhere)
        self._bridge.put_back.connect(self._on_put_back)
        self.origins.ready.connect(self._refresh_panels)
        self._lanes.reported.connect(self._on_reported)
        self._lanes.compared.connect(self._on_compared)
        self._lanes.counted.connect(self._on_counted)
        self._lanes.paused.connect(self._on_found)
        self._lanes.failed.connect(self._on_lane_failed)
        for view in (self.editor.original, working):
            view.cursorPositionChanged.connect(self._attending.touched)
            view.verticalScrollBar().valueChanged.connect(self._attending.touched)

    # ------------------------------------------------------------ opening and closing

    def open(self, workspace: Workspace, session: ReviewSession) -> None:
        """Put a piece on the desk."""
        here = self.session
        is_same = here is not None and (here.piece.id, here.person) == (session.piece.id, session.person)
        self.close()
        if not is_same:
            self.inspector.claims.forget((here.piece.id, here.person) if here else None, (session.piece.id, session.person))
        self._workspace, self.session = workspace, session
        self._comparison = self._figures = None
        self.walk.forget()
        self.claim_desk.forget_looks()
        self._notes = notes_of(workspace.history.events(session.piece.id, [EventType.PIECE_CREATED]))
        self._made = provenance(workspace, session.piece.id)
        self.origins.open(session, workspace.history)
        self._bridge.attach(session)
        self._original_words = Document.parse(session.original).word_count
        self.since.open(session, workspace.history)
        self.editor.working.load(session.text)
        piece = session.piece
        self._show_whether_editable()
        self.gate_line.set_read_only(workspace.history.is_read_only)
        told = f"{gone(piece).what}\n\nWho decided what, and when, stands in the History tab." if piece.purged else ""
        self.editor.say_gone(told)
        self.inspector.history.forget()
        self.writing.begin()
        self._lanes.follow(session, workspace.runner)
        self._on_stage()
        self.editor.working.setFocus()

    def close(self) -> None:
        """Write what was typed and clear the desk."""
        if self.session:
            self.writing.flush_or_raise(leaving=True)
            self.session.changed = lambda kind: None
            self.session.let_go()
        self.writing.end()
        self._lanes.follow(None, None)
        self.origins.close()
        self.card.hide()
        self.session = None
        self._comparison = self._figures = None
        self.editor.clear()
        self.inspector.clear()
        self.gate_line.show_nothing()

    def stop(self) -> None:
        """End the lanes; nothing runs after this."""
        self._lanes.stop()

    @property
    def is_before_eyes(self) -> bool:
        """Whether the text can be seen in the window in use: another page may lie in its place."""
        return self._host.isActiveWindow() and self.editor.working.isVisible()

    @property
    def is_settled(self) -> bool:
        """Whether every lane has answered for the present text."""
        is_whole = self._comparison is not None and self._figures is not None
        return self.session is not None and self._lanes.is_settled and not self.session.pending and is_whole

    @property
    def _house(self) -> Workspace:
        if self._workspace is None:
            raise KnownError("No workspace is open.", "Open one, or the sample.")
        return self._workspace

    @property
    def _open(self) -> ReviewSession:
        if self.session is None:
            raise KnownError("No piece is open.", "Choose one in the library.")
        return self.session

    def _guard(self, act: Callable[[], object]) -> None:
        """Do it; a refusal becomes a notice."""
        try:
            act()
        except KnownError as error:
            self._notices.error(error)

    # ------------------------------------------------------------ text

    def _on_edit(self, edit: Edit) -> None:
        if self.session:
            self.walk.forget()
            self.card.close_card()  # it spoke of the text before
            self.session.apply(edit)
            self._lanes.look()
            self.origins.look()
            self.gate_line.show_saved(False)

    # ------------------------------------------------------------ checks

    def check_again(self) -> None:
        """What the piece is checked with has changed, and perhaps who may do what: nothing counts as checked until the lanes have
        looked anew."""
        if self.session:
            self._show_whether_editable()
            self._lanes.look_at_once()
            self._refresh_panels()

    def _on_reported(self, found: Reported) -> None:
        if found.session is self.session:
            self._painted = self._looks()
            if self.session.take(found.report, found.lane):
                self._tell_of_stopped_rules(found.session)

    def _tell_of_stopped_rules(self, session: ReviewSession) -> None:
        """A rule that took too long is switched off; said once, or nobody would know why it is silent."""
        new = [sentence for sentence in session.out_of_time if sentence not in self._stopped_rules]
        if new:
            self._stopped_rules.update(new)
            self._notices.error(" ".join(new))

    def _on_lane_failed(self, what: object) -> None:
        """Checks that could not run are missing, never clean: their lane stays pending, and the person hears why."""
        if isinstance(what, KnownError):
            self._notices.error(what)
        else:
            self.fault.emit(str(what))

    def _on_compared(self, found: Compared) -> None:
        if found.session is self.session and found.revision == self.session.document.revision:
            self._comparison = found.comparison
            if found.basis == self.session.basis:  # else the other one is on its way
                self.since.comparison = found.shown
                self.editor.set_comparison(found.shown)
            self._show_heads()

    def _on_counted(self, found: Counted) -> None:
        if found.session is not self.session:
            return
        self._figures = found.figures
        self._show_heads()
        if self.inspector.current == "Measures":
            self._refresh_panels()

    def _on_flags(self) -> None:
        """A lane answered. While one types it mostly finds what was there, and then nothing is painted anew."""
        if self._looks() != self._painted or not self._lanes.is_writing:
            self._on_found()

    def _looks(self) -> list[tuple[int, int, str, object]]:
        """All that is to be seen of the marks."""
        return [(start, end, flag.rule, flag.severity) for start, end, flag in self._marks()]

    def _on_found(self) -> None:
        """Flags or decisions changed: paint at once; lists wait for a pause in typing."""
        self.claim_desk.forget_looks()
        self.editor.working.viewport().update()
        self.editor.gutter.update()
        if not self._lanes.is_writing:
            self._refresh_panels()

    # ------------------------------------------------------------ showing

    def _refresh_panels(self) -> None:
        session = self.session
        if not session:
            return
        heard = self.walk.heard(session.flags)
        self.inspector.count("Flags", len(heard))
        self.inspector.count("Claims", sum(map(asks, session.claims)))
        checked = checked_with(session)
        current = self.inspector.current
        self._refresh_tabs(session)
        if current == "Flags":
            dismissed = [(flag, d) for flag in session.all_flags if flag.claim is None and (d := session.dismissal_of(flag))]
            self.inspector.flags.show_flags(heard, dismissed, checked, len(session.flags) - len(heard))
            self.inspector.flags.mark(self.walk.flag_at)
        elif current == "Claims":
            self.inspector.claims.show_claims(session.claims, checked, stopping(session.claims, session.gate()))
        elif current == "History" and self._workspace:
            events = self._workspace.history.events(session.piece.id)
            self.inspector.history.show_events(session.original, events, self.gating.seals_of(session, self._workspace))
        elif current == "Measures":
            comparison = self._comparison or session.comparison
            origins, count = self.origins.traced(comparison), len(comparison.changes)
            self.inspector.measures.show_figures(
                session.piece, self._figures, origins, count, self._notes, len(session.flags), self._made
            )
        self.gating.show(session, self._house)

    def _refresh_tabs(self, session: ReviewSession) -> None:
        for tab in self.inspector.more_tabs:
            self.inspector.count(tab.title, tab.count(session))
            if tab.title == self.inspector.current:
                tab.show_session(session, self._house)

    def add_tab(self, tab: InspectorTab) -> None:
        """Put a tab of somebody else's into the inspector."""
        tab.set_theme(self.theme)
        self.inspector.add(tab.title, tab)

    def _show_whether_editable(self) -> None:
        """A text that is gone, published or withdrawn, or lies in a workspace that is only read, stands as it is."""
        if self.session and self._workspace:
            view, is_reading = self.editor.working, self._workspace.history.is_read_only
            view.setReadOnly(is_reading or bool(self.session.piece.purged) or not self.session.is_editable)
            view.why_read_only = (not is_reading and self._why_read_only(self.session)) or READ_ONLY

    @staticmethod
    def _why_read_only(session: ReviewSession) -> tuple[str, str] | None:
        return why_read_only(session.piece) or session.refusal(Act.WRITE)

    def look_again(self) -> None:
        """Something beside the text has changed that the gate or a tab tells of."""
        self.gating.forget()
        self._refresh_panels()

    def _show_heads(self) -> None:
        if self.session:
            show_heads(self.editor, self.session, self._original_words, self._figures, self._comparison)
            self.since.show_head()

    def _on_saved(self) -> None:
        self.origins.look()
        self.gate_line.show_saved(True)

    def _on_elsewhere(self) -> None:
        self._notices.say("Another program changed this piece meanwhile. Your text stands; theirs is in the History tab.")

    def _on_put_back(self) -> None:
        """Another program published the piece while somebody typed: the text is loaded as its readers have it."""
        self.editor.working.load(self._open.text)
        self._lanes.look()
        self._notices.error(put_back(self._open.piece))

    def _on_stage(self) -> None:
        self._show_whether_editable()
        self._show_heads()
        self._refresh_panels()
        self.changed.emit()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for tab in self.inspector.more_tabs:
            tab.set_theme(theme)
        self.card.theme = theme
        self.editor.set_theme(theme)
        self.gate_line.set_theme(theme)
        for panel in (self.inspector.flags, self.inspector.claims, self.inspector.history):
            panel.set_theme(theme)
        if self.since.comparison:
            self.editor.set_comparison(self.since.comparison)
        self._refresh_panels()

    # ------------------------------------------------------------ answering

    def toggle_since(self) -> None:
        """Show the text against what one last decided on, or against the AI original again."""
        if self.since.toggle(self._open):
            self.walk.forget()
            self.card.hide()
            self._show_heads()
            self._lanes.look_at_once()

    def _at_claim(self, claim: Claim, act: ClaimAct) -> None:
        """What was asked for on a claim's card. One key confirms; whatever has to be filled in is filled in in the tab."""
        if act is ClaimAct.ANSWER and can_confirm(claim):
            self._guard(lambda: self.claim_desk.confirm(claim))
            return
        self._open_tab("Claims")
        self._refresh_panels()
        self.inspector.claims.act(claim.key, act)

    def _open_tab(self, title: str) -> None:
        """Show a tab; asked for a second time, the window would close it where it is a drawer."""
        if not (self.inspector.isVisible() and self.inspector.current == title):
            self._acts[f"tab_{title.casefold()}"]()

    # ------------------------------------------------------------ the mouse and the card

    def _marks(self) -> Sequence[tuple[int, int, Flag]]:
        marks = self.session.marks if self.session else ()
        return [mark for mark in marks if mark[2].rule not in self.walk.quiet] if self.walk.quiet else marks

    def keep_quiet(self, rules: frozenset[str]) -> None:
        """Show no flags of these rules: the person has switched them off for themselves. The gate counts them as before."""
        if rules != self.walk.quiet:
            self.walk.quiet = rules
            self.card.hide()
            self._on_found()

    def _on_press(self, position: int) -> None:
        if self.session and self.walk.marks_at(position):
            self.walk.show_at(position, by_mouse=True)
        else:
            self.card.hide()
            self.editor.working.focused = None

    def _on_gutter(self, span: Span) -> None:
        self.walk.show_at(span.start)

    def _on_scroll(self) -> None:
        if self.card.isVisible() and self.walk.flag_at:
            place = self.editor.place_of(self.walk.flag_at.span, self._host)
            if abs(place.top() - self.card.pos().y()) > self._host.height():
                self.card.close_card()

    def _on_card_left(self, event: QKeyEvent | None) -> None:
        view = self.editor.working
        view.focused = None
        view.setFocus()
        view.viewport().update()
        if event is not None:
            QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers(), event.text()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and self.session:
            self.writing.flush()  # whoever looks away finds everything written
        return super().eventFilter(watched, event)
