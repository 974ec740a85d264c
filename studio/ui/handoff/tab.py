"""The Handoff tab: who has the piece, who is next, by when; the card that goes with it; and what went up."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from studio.app import escalation, handed, handoff
from studio.app.clock import day as clock_day
from studio.app.handed import Handed
from studio.app.handoff_card import Gathered
from studio.app.hours import left
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.acts import Act, allowed
from studio.core.claim import Claim
from studio.core.flag import Flag
from studio.core.handoff import Card, text_of
from studio.core.judgement import Escalation, Trigger
from studio.core.lateness import is_late
from studio.core.piece import Stage
from studio.ui.handoff.card_view import CardView
from studio.ui.panels.tab import InspectorTab
from studio.ui.theme import GAP, SMALL, TINY, WIDE, Theme
from studio.ui.times import clock, day_and_time
from studio.ui.widgets import button, clear, column, label, line, reveal, row

MAKING = "The card is being made…"
_NO_CARD = "This piece was handed on before cards were kept. “Show it as it stands now” makes one."


@dataclass(frozen=True)
class HandoffHands:
    """What the tab asks for.

    Attributes:
        make: makes a card beside the window and gives it back.
        copy: puts a text on the clipboard.
        settle: asks for an answer to what went up.
    """

    make: Callable[[Gathered, Callable[[Card], None]], object]
    submit: Callable[[], object]
    escalate: Callable[[], object]
    settle: Callable[[Escalation], object]
    copy: Callable[[str], object]


class HandoffTab(InspectorTab):
    """While somebody's answer is waited for, the card as it was handed on; else, and for whoever asks, as it stands now."""

    title = "Handoff"

    def __init__(self, theme: Theme, hands: HandoffHands) -> None:
        super().__init__()
        self._theme, self._hands = theme, hands
        self._session: ReviewSession | None = None
        self._last: Handed | None = None
        self._shown_stage: Stage | None = None
        self._state: object = None  # of the piece, as the card was made for it last
        self._turn = 0
        self._now: Card | None = None
        self.wants_now = False
        self.people = column(gap=0)
        self._due = label("", "muted", wrap=True)
        self._points = label("", "small", wrap=True)
        self._said = column(gap=TINY)
        self._up = column(gap=SMALL)
        self._head = label("", "small")
        self._switch = button("", self._turn_card, "small-link")
        self.view = CardView()
        inner = QWidget()
        inner.setProperty("role", "panel")
        inner.setLayout(
            column(
                column(self.people, self._due, self._points, gap=TINY),
                self._said,
                self._up,
                line(),
                row(self._head, 1, self._switch, gap=SMALL),
                self.view,
                1,
                margin=(WIDE, GAP, WIDE, GAP),
                gap=GAP,
            )
        )
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self.hand_on = button("Submit…", hands.submit, "small", "To whom, by when, with a question (Ctrl+Return)")
        self.escalate = button("Escalate…", hands.escalate, "small", "To a named person, who has to answer (Ctrl+Alt+U)")
        self.copy = button("Copy as text", self._copy, "small", "The card as plain text, for an email or a chat")
        self._foot = QWidget()
        foot = row(self.hand_on, self.escalate, self.copy, 1, margin=(WIDE, SMALL, WIDE, SMALL))
        self._foot.setLayout(column(line(), foot, gap=0))
        self.setLayout(column(self._scroll, self._foot, gap=0))
        self.clear()

    # ------------------------------------------------------------ what it shows

    def count(self, session: ReviewSession) -> str:
        many = len(session.desk.history.judged.escalations(session.piece.id))
        return str(many) if many else ""

    def show_session(self, session: ReviewSession, workspace: Workspace) -> None:
        is_new = self._session is None or (session.piece.id, session.piece.stage) != (
            self._session.piece.id,
            self._shown_stage,
        )
        if is_new:
            self._state, self._now, self.wants_now = None, None, False
        self._session, self._shown_stage = session, session.piece.stage
        self._last = handed.received(session.desk.history, session.piece)
        self._show_people(session)
        self._show_said(session)
        self._show_up(session)
        is_gone = bool(session.piece.purged) or workspace.history.is_read_only
        self.hand_on.setVisible(not is_gone and allowed(Act.SUBMIT, session.person, session.piece))
        self.escalate.setVisible(not is_gone and allowed(Act.ESCALATE, session.person, session.piece))
        self._foot.show()
        self._show_card(session)

    def _show_people(self, session: ReviewSession) -> None:
        clear(self.people)
        editors = [person.name for person in session.desk.policy.editors if person.works_on(session.piece.brand)]
        editor = next((name for name in editors if name != session.person.name), "")
        names = row(gap=SMALL)
        for at, (name, is_now) in enumerate(handoff.steps(session.piece, session.person, editor)):
            if at:
                names.addWidget(label("→", "muted"))
            has_it = is_now and name in _people(session)
            names.addWidget(label(f"{name} has it" if has_it else name, "strong" if is_now else "muted"))
        names.addStretch(1)
        self.people.addLayout(names)
        reveal(self.people)
        now = session.desk.now()
        said = left(session.desk.hours, now, session.piece) if self._last else ""
        self._due.setText(f"Due {day_and_time(session.piece.due)} · {said}" if said else "")
        self._due.setProperty("role", "problem" if is_late(session.piece, now) else "muted")
        self._due.style().polish(self._due)
        self._due.setVisible(bool(said))
        points = escalation.points(session.desk.policy, session.piece.brand)
        self._points.setText(points)
        self._points.setVisible(bool(points))

    def _show_said(self, session: ReviewSession) -> None:
        clear(self._said)
        last = self._last
        if last:
            done = "sent it back" if last.is_return else "handed it on"
            self._said.addWidget(label(f"{last.by} {done}, {clock(last.when)}", "small"))
            if last.question:
                self._said.addWidget(label(f"“{last.question}”", "strong", wrap=True, selectable=True))
            if last.note:
                self._said.addWidget(label(last.note, "", wrap=True, selectable=True))
        reveal(self._said)

    def _show_up(self, session: ReviewSession) -> None:
        clear(self._up)
        for each in session.desk.history.judged.escalations(session.piece.id):
            word = label("Disputed" if each.trigger is Trigger.DISPUTED else "Escalated", "bad-word")
            about = escalation.about_words(each.about, partial(_flag, session), partial(_claim, session))
            said = [label(escalation.sentence(each), "", wrap=True, selectable=True)]
            said += [label(f"About the {about}", "small", wrap=True)] if about else []
            act = button("Answer…", partial(self._hands.settle, each), "small")
            act.setVisible(may_settle(session, each))
            self._up.addWidget(_boxed(column(row(word, 1, act), *said, gap=TINY)))
        reveal(self._up)

    def _show_card(self, session: ReviewSession) -> None:
        card = self._last.card if self._last and not self.wants_now else None
        is_received = self._last is not None and not self.wants_now
        self._switch.setVisible(self._last is not None)
        self._switch.setText("Show it as it stands now" if is_received else "Show it as it was handed on")
        if session.piece.purged:
            self._head.setText("The card")
            self.view.wait("The text of this piece was deleted, and its card with it.")
        elif is_received:
            self._head.setText("Sent back with this card" if self._last and self._last.is_return else "Handed on with this card")
            if card:
                self.view.show_card(card)
            else:
                self.view.wait(_NO_CARD)
        else:
            self._head.setText("As it stands now")
            self._make(session)

    def _make(self, session: ReviewSession) -> None:
        """Make the card beside the window, where anything it tells of is other than before."""
        state = handoff.state_of(session)
        if state == self._state:
            return
        self._state = state
        self._turn += 1
        turn = self._turn
        if self._now is None:
            self.view.wait(MAKING)

        def show(card: Card) -> None:
            if turn == self._turn and self._session is session:
                self._now = card
                if self._last is None or self.wants_now:
                    self.view.show_card(card)

        self._hands.make(handoff.gather(session), show)

    def _turn_card(self) -> None:
        self.wants_now = not self.wants_now
        self._state = None
        if self._session:
            self._show_card(self._session)

    def _copy(self) -> None:
        if self._session and self.view.card:
            self._hands.copy(text_of(self.view.card.by(clock_day), tuple(handoff.head(self._session.piece, self._last))))

    def clear(self) -> None:
        self._turn += 1
        self._session, self._last, self._state, self._now = None, None, None, None
        self._shown_stage = None
        for part in (self.people, self._said, self._up):
            clear(part)
        for each in (self._due, self._points, self._switch, self._foot):
            each.hide()
        self._head.setText("")
        self.view.wait("No piece is open. Choose one in the library.")

    def take_keys(self) -> None:
        first = next((each for each in (self.hand_on, self.escalate, self.copy) if not each.isHidden()), self)
        first.setFocus()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme


def may_settle(session: ReviewSession, each: Escalation) -> bool:
    """Whether the person at the desk is one whose answer is taken."""
    return escalation.why_not_settle(each, session.person, session.piece, session.desk.policy.persons) is None


def _people(session: ReviewSession) -> set[str]:
    return {person.name for person in session.desk.policy.persons}


def _flag(session: ReviewSession, key: str) -> Flag | None:
    return next((flag for flag in session.all_flags if flag.key == key), None)


def _claim(session: ReviewSession, key: str) -> Claim | None:
    return next((claim for claim in session.claims if claim.key == key), None)


def _boxed(inner: QLayout) -> QFrame:
    made = QFrame()
    made.setProperty("role", "well")
    inner.setContentsMargins(GAP, SMALL, GAP, SMALL)
    made.setLayout(inner)
    return made
