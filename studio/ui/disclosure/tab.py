"""The disclosure tab: what readers are told of AI in the piece on the desk, whose data stands in it, how long it is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from studio.app import consents, disclosure, retention
from studio.app.disclosure import Standing, Suggestion
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.judgement import DisclosureLevel
from studio.core.provenance import retained
from studio.ui.disclosure.people import Hands, People
from studio.ui.disclosure.telling import Telling
from studio.ui.panels.tab import InspectorTab
from studio.ui.theme import GAP, SMALL, TINY, WIDE, Theme
from studio.ui.times import date
from studio.ui.widgets import button, clear, column, label, line, restyle, reveal, row

_LEVELS = {DisclosureLevel.NONE: "nothing", DisclosureLevel.LINE: "a line", DisclosureLevel.FULL: "a full note"}
_OURS = ("privacy", "disclosure")


@dataclass(frozen=True)
class DisclosureHands:
    """What the tab asks for beside what `Hands` says."""

    insert: Callable[[str], object]
    decide: Callable[[DisclosureLevel, str, str], object]
    preview: Callable[[], object]
    people: Hands


class DisclosureTab(InspectorTab):
    """What the house asks for and how it stands, what AI did, what can be said, and below it people’s data and consents."""

    title = "Disclosure"

    def __init__(self, theme: Theme, hands: DisclosureHands) -> None:
        super().__init__()
        self.theme, self._hands = theme, hands
        self.state = label("", "strong", wrap=True)
        self._policy = label("", "small", wrap=True)
        self._decided = label("", "small", wrap=True)
        self._responsible = label("", "small", wrap=True)
        self._did = label("", wrap=True, selectable=True)
        self._fits = label("", "small", wrap=True)
        self._ways = column(gap=TINY)
        self._ways_shown: object = None
        self.telling = Telling(hands.insert, hands.decide)
        self.people = People(hands.people)
        self._kept = label("", "small", wrap=True)
        look = button(
            "What an AI service would see…", hands.preview, "small-link", "The text with placeholders for people’s data"
        )
        self._inner = QWidget()
        self._inner.setProperty("role", "panel")
        self._inner.setLayout(
            column(
                column(self.state, self._policy, self._decided, self._responsible, gap=TINY),
                self._ways,
                line(),
                label("What AI did", "group"),
                self._did,
                line(),
                label("What readers are told", "group"),
                self._fits,
                self.telling,
                line(),
                self.people,
                self._kept,
                row(look, 1),
                1,
                margin=(WIDE, GAP, WIDE, GAP),
                gap=SMALL,
            )
        )
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inner)
        self._empty = label("Open a piece to see what its readers are told of AI.", "muted", wrap=True)
        self._empty.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        self.setLayout(column(self._empty, self._scroll, gap=0))
        self.clear()

    def count(self, session: ReviewSession) -> str:
        many = sum(flag.check in _OURS for flag in session.flags)
        return str(many) if many else ""

    def show_session(self, session: ReviewSession, workspace: Workspace) -> None:
        self._empty.hide()
        self._scroll.show()
        found = disclosure.standing(session)
        fits = disclosure.suggestion(session)
        self._show_standing(found, fits)
        self._show_ways(session)
        self._did.setText(_what_ai_did(session))
        self._fits.setText(f"{_LEVELS[fits.level].capitalize()} fits, because {'; '.join(fits.why)}.")
        self._fits.setVisible(bool(fits.why) and fits.level is not DisclosureLevel.NONE)
        self.telling.show_session(session, found)
        flags = [flag for flag in session.flags if flag.check == consents.CHECK]
        self.people.show_rows(flags, consents.listed(session), consents.CHECK in session.ran)
        self._kept.setText(retention.kept(workspace, session.piece))

    def _show_standing(self, found: Standing, fits: Suggestion) -> None:
        is_open = found.decided is None and found.level is DisclosureLevel.NONE
        what = _LEVELS[fits.level].capitalize()
        more = "" if fits.level is DisclosureLevel.NONE else f" {what} would fit; it is yours to decide."
        self.state.setText(found.sentence + (more if is_open else ""))
        self._policy.setVisible(not is_open)  # it would say the same again
        restyle(
            self.state,
            "good-word" if found.met and found.level is not DisclosureLevel.NONE else "strong" if found.met else "bad-word",
        )
        self._policy.setText(f"The house asks for {_LEVELS[found.policy]} {found.whose}.")
        decided = found.decided
        self._decided.setVisible(decided is not None)
        if decided:
            reason = f": {decided.reason}" if decided.reason else "."
            self._decided.setText(f"{decided.who} decided on {_LEVELS[decided.level]} on {date(decided.when)}{reason}")
        answers = found.responsible or "nobody yet; name somebody as accountable"
        self._responsible.setText(f"Editorial responsibility: {answers}.")

    def _show_ways(self, session: ReviewSession) -> None:
        """What is missing beside the note on AI, each with a sentence to put in."""
        missing = tuple(flag.rule for flag in session.flags if flag.check == "disclosure")
        lines = {"Disclosure.OptOut": disclosure.opt_out_line(session), "Disclosure.Person": disclosure.contact_line(session)}
        said = {"Disclosure.OptOut": "Nothing says how to opt out.", "Disclosure.Person": "Nothing says how to reach a person."}
        state = missing, tuple(lines.values())
        if state == self._ways_shown:
            return
        self._ways_shown = state
        clear(self._ways)
        for rule in missing:
            if rule in lines:
                tip = f"Put in: {lines[rule]}"
                put = button("Put a sentence in", partial(self._hands.insert, lines[rule]), "small-link", tip)
                told = label(said[rule], "small", wrap=True)
                laid = row(told, put)
                laid.setStretch(0, 1)
                self._ways.addLayout(laid)
        reveal(self._ways)

    def clear(self) -> None:
        self.telling.forget()
        self._scroll.hide()
        self._empty.show()

    def take_keys(self) -> None:
        self.telling.decide.setFocus()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme


def _what_ai_did(session: ReviewSession) -> str:
    piece, kept = session.piece, retained(session.comparison)
    if not session.original.strip():
        return "Nothing: there is no AI original."
    model = piece.model or "an AI whose model nobody noted"
    when = f" on {date(piece.generated)}" if piece.generated else ""
    many = len(session.comparison.changes)
    changes = "nobody has changed anything" if not many else f"people made {many} change{'s' * (many != 1)}"
    return f"Drafted by {model}{when}. {kept.percent} of the words stand as the AI wrote them; {changes}."
