"""One rule in full: what it does and why, examples, where it is switched, what people make of it, and its file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QSizePolicy, QVBoxLayout

from studio.app.guiding.rows import Origin, RuleRow, RuleState, RuleUsage, Standing
from studio.core.flag import Reason
from studio.core.piece import Channel
from studio.guides.pattern import is_plain
from studio.ui.guides.channels import RuleGrid
from studio.ui.guides.fields import FileView
from studio.ui.guides.reading import ReadingColumn, section
from studio.ui.guides.words import PLACES, kind_said, many, message_read, percent, plain_name
from studio.ui.theme import GAP, HUGE, SMALL, TINY, reading_font
from studio.ui.widgets import button, clear, column, label, line, restyle, row

_SHOWN_WORDS = 14

_ORIGINS = {
    Origin.BUNDLED: "comes with the program",
    Origin.WORKSPACE: "written in this workspace",
    Origin.PACKAGE: "a package brought in",
    Origin.BUILT_IN: "built in",
}
_ONE_LEVEL = (
    "A rule may be on for one channel and off for another. Its level is the same for all: chosen anywhere, it holds everywhere."
)
_TRIAL = "Its flags are shown and counted, but never stop an approval. Take it off trial once people agree with it."


@dataclass(frozen=True)
class RuleHands:
    """What can be done to a rule; `rule` is its name."""

    set_state: Callable[[str, Channel | None, str], object]
    set_trial: Callable[[str, bool], object]
    edit: Callable[[str], object]
    open_file: Callable[[str], object]
    change_for_us: Callable[[str], object]
    delete: Callable[[str], object]


class RuleView(ReadingColumn):
    """Shows one rule at a time."""

    def __init__(self, hands: RuleHands) -> None:
        super().__init__()
        self.rule: RuleRow | None = None
        self._hands = hands
        self.origin = label("", "small")
        self.title = label("", "title", wrap=True)
        self.pill = label("", "pill")
        self.pill.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.trial_pill = label("On trial", "pill-blue")
        self.trial_pill.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.why = label("", "", wrap=True, selectable=True)
        self.alert = label("", "alert", wrap=True, selectable=True)
        self.does = label("", "muted", wrap=True)
        self.message = label("", "muted", wrap=True, selectable=True)
        self.words = label("", "muted", wrap=True, selectable=True)
        self._examples = QVBoxLayout()
        self._examples.setContentsMargins(0, 0, 0, 0)
        self._examples.setSpacing(SMALL)
        self.grid = RuleGrid(lambda channel, state: self._on_name(lambda name: hands.set_state(name, channel, state)))
        self._figures = row(gap=HUGE)
        self.reasons = label("", "small", wrap=True)
        self.trial = QCheckBox("On trial")
        self.trial.clicked.connect(lambda is_on: self._on_name(lambda name: hands.set_trial(name, is_on)))
        self.edit = button("Edit…", lambda: self._on_name(hands.edit), tip="Open it in the form (E)")
        self.open_file = button(
            "Open the file", lambda: self._on_name(hands.open_file), tip="It says more than the form has fields for"
        )
        self.change = button(
            "Change for us…", lambda: self._on_name(hands.change_for_us), tip="A rule of your own that starts from this one (E)"
        )
        self.delete = button("Delete…", lambda: self._on_name(hands.delete), tip="Take this rule out of the workspace")
        self.show_file = button("Show the file", self._toggle_file, tip="The rule in Vale's format")
        self.file = FileView()
        self.file.hide()
        self._build()

    def _build(self) -> None:
        head = row(self.title, self.trial_pill, self.pill, gap=SMALL)
        head.setStretch(0, 1)
        head.setAlignment(self.pill, Qt.AlignmentFlag.AlignTop)
        head.setAlignment(self.trial_pill, Qt.AlignmentFlag.AlignTop)
        buttons = row(self.edit, self.open_file, self.change, self.delete, self.show_file, 1, gap=SMALL)
        trial = label(_TRIAL, "small", wrap=True)
        self.lay_out(
            column(self.origin, head, gap=TINY),
            self.alert,
            self.why,
            column(self.does, self.words, self.message, gap=TINY),
            self._examples,
            buttons,
            self.file,
            line(),
            section("Where it is switched on"),
            self.grid,
            label(_ONE_LEVEL, "small", wrap=True),
            line(),
            section("What people make of it"),
            self._figures,
            self.reasons,
            line(),
            column(self.trial, trial, gap=TINY),
        )

    # ------------------------------------------------------------ what it shows

    def show_rule(self, rule: RuleRow) -> None:
        """Show a rule; what takes longer to know comes by `show_states` and `show_usage`."""
        is_new = self.rule is None or self.rule.name != rule.name
        self.rule = rule
        origin = f"{rule.name} · {_ORIGINS[rule.origin]}"
        self.origin.setText(f"{origin} · changes {rule.parent}" if rule.parent else origin)
        self.title.setText(plain_name(rule.name))
        self.why.setText(rule.why or rule.says)
        self.why.setVisible(bool(self.why.text()))
        self.pill.setText(
            {Standing.OFF: "Off", Standing.BROKEN: "Broken", Standing.NOT_RUN: "Not run"}.get(
                rule.standing, rule.level.value.capitalize()
            )
        )
        restyle(self.pill, "pill-warning" if rule.standing in (Standing.BROKEN, Standing.NOT_RUN) else "pill")
        self.trial_pill.setVisible(rule.on_trial)
        self._show_alert(rule)
        self.does.setText(" ".join(filter(None, [kind_said(rule.kind), _looks(rule)])))
        self.does.setVisible(bool(self.does.text()))
        self.message.setText(f"It says: “{message_read(rule.message)}”")
        self.message.setVisible(bool(rule.message))
        self._show_examples(rule)
        self.trial.setChecked(rule.on_trial)
        self.trial.setEnabled(rule.standing is Standing.RUNNING or rule.on_trial)
        self.edit.setVisible(rule.is_own and rule.has_form)
        self.open_file.setVisible(rule.is_own and not rule.has_form)
        is_changeable = bool(rule.parent) and not rule.has_form if rule.is_own else rule.origin is not Origin.BUILT_IN
        self.change.setVisible(is_changeable and rule.standing is not Standing.BROKEN)
        self.words.setText(_words_said(rule))
        self.words.setVisible(bool(self.words.text()))
        self.delete.setVisible(rule.is_own)
        self.show_file.setVisible(rule.path is not None)
        if is_new:
            self._fold_file()
            self.grid.wait()
            self.verticalScrollBar().setValue(0)
        elif not self.file.isHidden():
            self._fill_file()

    def show_states(self, states: Mapping[Channel | None, RuleState]) -> None:
        self.grid.show_states(states)

    def show_usage(self, usage: RuleUsage | None, is_known: bool = True) -> None:
        """Show what became of its flags; None for a rule that never spoke, or, where `is_known` is False, not counted yet."""
        clear(self._figures)
        if not is_known:
            self.reasons.setText("Counting in every piece…")
            self.reasons.show()
            return
        used = usage or RuleUsage()
        if not used.flagged:
            self.reasons.setText("It has flagged nothing in this workspace so far.")
            self.reasons.show()
            return
        dismissed = f"dismissed ({percent(used.dismissal_rate)})" if used.dismissed else "dismissed"
        for figure, said in (
            (used.flagged, "flagged"),
            (used.fixed, "fixed"),
            (used.dismissed, dismissed),
            (used.open, "open now"),
            (used.pieces, "pieces" if used.pieces != 1 else "piece"),
        ):
            self._figures.addLayout(column(label(str(figure), "figure"), label(said, "small"), gap=0))
        self._figures.addStretch(1)
        self.reasons.setText(reasons_said(used))
        self.reasons.setVisible(bool(self.reasons.text()))

    def _show_alert(self, rule: RuleRow) -> None:
        said = ""
        if rule.standing in (Standing.BROKEN, Standing.NOT_RUN):
            where = f" {rule.path.name}{f', line {rule.line}' if rule.line else ''}." if rule.path else ""
            said = rule.reason if where.strip(" .") and rule.path and rule.path.name in rule.reason else rule.reason + where
        elif rule.notes:
            said = " ".join(rule.notes)
        self.alert.setText(said)
        self.alert.setVisible(bool(said))

    def _show_examples(self, rule: RuleRow) -> None:
        clear(self._examples)
        bad = [each.text for each in rule.examples if each.bad][:1]
        good = [each.text for each in rule.examples if not each.bad][:1]
        if bad or good:
            both = row(
                *[example(text, "Flagged", "bad") for text in bad],
                *[example(text, "Left alone", "good") for text in good],
                gap=GAP,
            )
            for number in range(both.count()):
                both.setStretch(number, 1)
            self._examples.addLayout(both)

    # ------------------------------------------------------------ what a person does

    def _on_name(self, act: Callable[[str], object]) -> None:
        if self.rule:
            act(self.rule.name)

    def _toggle_file(self) -> None:
        if self.file.isHidden():
            self._fill_file()
            self.file.show()
            self.show_file.setText("Hide the file")
        else:
            self._fold_file()

    def _fold_file(self) -> None:
        self.file.hide()
        self.show_file.setText("Show the file")

    def _fill_file(self) -> None:
        if self.rule and self.rule.path:
            self.file.show_file(self.rule.file_text, str(self.rule.path))
            self.file.fit()


def example(text: str, said: str, tone: str) -> QFrame:
    """A text of a rule's own tests, with what becomes of it in words and not in colour alone."""
    frame = QFrame()
    frame.setProperty("role", f"example-{tone}")
    shown = label(text.strip(), "", wrap=True, selectable=True)
    shown.setFont(reading_font())
    shown.setProperty("role", "reading")
    frame.setLayout(column(label(said, f"{tone}-word"), shown, 1, margin=(GAP, SMALL, GAP, SMALL), gap=TINY))
    return frame


def reasons_said(usage: RuleUsage) -> str:
    """Why people dismissed it, the most frequent first; what they wrote along comes last."""
    parts = [f"{reason_said(reason)} {count}" for reason, count in usage.reasons.items() if count]
    said = f"Dismissed as: {' · '.join(parts)}." if parts else ""
    notes = " ".join(f"“{note}”" for note in usage.notes[:3])
    return f"{said} {notes}".strip()


def reason_said(reason: Reason) -> str:
    return reason.value


def _words_said(rule: RuleRow) -> str:
    """The words it looks for, those that are plain words first; a pattern is no reading matter, and only counted."""
    words = rule.words
    plain = [each for each in words if is_plain(each.partition(" → ")[0])]
    shown = " · ".join(each.replace("|", " or ") for each in plain[:_SHOWN_WORDS])
    more = len(words) - len(plain[:_SHOWN_WORDS])
    rest = f" and {more} more" if shown else many(more, "pattern")
    return f"It looks for: {shown}{rest if more else ''}." if words else ""


def _looks(rule: RuleRow) -> str:
    names = dict(PLACES)
    places = [names.get(part, part) for part in rule.scope if part]
    if not places or places == [names["text"]]:
        return ""
    return f"It looks at: {', '.join(place[:1].casefold() + place[1:] for place in places)}."
