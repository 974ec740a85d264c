"""The sheet that shows what would go to an AI service, to the letter, and asks whether it may."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from studio.app.asking import Call, also_masked
from studio.core.ai_use import how_much
from studio.core.asking import Service, Speaker
from studio.core.errors import BadInput
from studio.core.personal.kinds import counted
from studio.core.phrases import shortened
from studio.ui.dialogs.sheets import Sheet
from studio.ui.outgoing.view import OutgoingView
from studio.ui.theme import GAP, SMALL, Theme
from studio.ui.widgets import CalmCombo, button, column, label, row, well

_WIDE, _TALL, _LEGEND = 720, 290, 112  # pixels; the legend takes its room from the text
_LONGEST = 200  # code points of a datum in the list
_HEADS = {Speaker.HOUSE: "WHAT IT IS ASKED TO DO", Speaker.MATERIAL: "WHAT IT IS TO WORK ON"}
_SAID = (
    "This is all that goes out, to the letter. What is personal has a placeholder, which is turned back when the answer comes; "
    "what it stands for stays on this computer."
)


class OutgoingSheet(Sheet):
    """Calls to one service that wait for a person's yes.

    Return sends nothing by itself: there is no button that it presses from elsewhere. Ctrl+Return is meant, and Escape cancels.

    Attributes:
        calls: as they would go out now, with whatever the person masked beside what was found.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        calls: Sequence[Call],
        allowed: Callable[[tuple[Call, ...]], object],
        otherwise: Callable[[], object],
    ) -> None:
        first = calls[0]
        super().__init__(theme, f"Ask {first.service.name} to {first.request.purpose.words}?", _SAID, parent)
        self.setMinimumWidth(_WIDE)
        self.calls = tuple(calls)
        self._before: list[tuple[Call, ...]] = []
        self.where = label(_where(first.service), "strong", wrap=True)
        self.much, self.hidden = label("", "muted", wrap=True), label("", "muted", wrap=True)
        self.fields.addWidget(self.where)
        self.fields.addWidget(self.much)
        self.which = self._choice()
        self.view = OutgoingView(theme)
        self.legend = self._legend()
        self.legend_well = well(self.legend)
        self.legend_well.hide()
        both = QWidget()
        both.setFixedHeight(_TALL)
        both.setLayout(column(well(self.view), self.legend_well))
        self.fields.addWidget(both)
        self.more = button("Mask this too", self._mask, "quiet", "Select words above; they get a placeholder wherever they stand")
        self.back = button("Unmask again", self._unmask, "link")
        self.legend_button = button("What they stand for", self._toggle_legend, "link")
        self.fields.addLayout(row(self.more, self.back, 1, self.legend_button, gap=SMALL))
        self.fields.addWidget(self.hidden)
        self.answer("Send", lambda: None)
        for each in (self.yes, self.no):
            each.setAutoDefault(False)
            each.setDefault(False)
        self.yes.setToolTip("Ctrl+Return")
        QShortcut(QKeySequence("Ctrl+Shift+M"), self, self._mask)
        self.accepted.connect(lambda: allowed(self.calls))
        self.rejected.connect(otherwise)
        self._show()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ parts

    def _choice(self) -> QComboBox:
        made = CalmCombo()
        made.setAccessibleName("Which question")
        for number, each in enumerate(self.calls, 1):
            task = shortened(each.outgoing.parts[0].text, 60)
            made.addItem(f"{number} of {len(self.calls)}: {task}")
        made.currentIndexChanged.connect(lambda _: self._show())
        made.setVisible(len(self.calls) > 1)
        if len(self.calls) > 1:
            self.fields.addSpacing(GAP - SMALL)
            self.fields.addWidget(made)
        return made

    def _legend(self) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setReadOnly(True)
        made.setTabChangesFocus(True)
        made.setProperty("role", "file")
        made.setAccessibleName("What each placeholder stands for")
        made.setFixedHeight(_LEGEND)
        return made

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        call = self.calls[max(0, self.which.currentIndex())]
        texts = [(_HEADS[message.speaker], message.text) for message in call.request.messages]
        task = len(call.outgoing.parts[0].text)  # what follows it is our own, and has a placeholder as an example
        self.view.show_texts(texts, call.outgoing.masks, [task, *(len(text) for _, text in texts[1:])])
        self.much.setText(how_much(self.calls[0].service, [each.request for each in self.calls]))
        found = counted(call.masked)
        self.hidden.setText(f"Behind placeholders: {found}." if found else "Nothing personal was found in it. Read it first.")
        used = call.outgoing.used
        self.legend.setPlainText("\n".join(f"{name}   {shortened(datum, _LONGEST)}" for name, datum in used))
        self.legend_button.setVisible(bool(used))
        if not used:
            self._toggle_legend(shown=False)
        self.back.setVisible(bool(self._before))

    def _toggle_legend(self, shown: bool | None = None) -> None:
        is_shown = self.legend_well.isHidden() if shown is None else shown
        self.legend_well.setVisible(is_shown)
        self.legend_button.setText("Hide what they stand for" if is_shown else "What they stand for")

    # ------------------------------------------------------------ masking more

    def _mask(self) -> None:
        """Give what is selected a placeholder in every call."""
        words = self.view.marked
        shown = max(0, self.which.currentIndex())
        plain = self.calls[shown].outgoing.restored(words)
        made, many, problem = list[Call](), 0, None
        for each in self.calls:
            try:
                made.append(also_masked(each, plain))
                many += 1
            except BadInput as error:
                problem = error
                made.append(each)
        self._problem.setText(str(problem or ""))
        self._problem.setVisible(not many)
        if many:
            self._before.append(self.calls)
            self.calls = tuple(made)
            self._show()

    def _unmask(self) -> None:
        """Take the last one back."""
        if self._before:
            self.calls = self._before.pop()
            self._show()


def _where(service: Service) -> str:
    place = "on this computer" if service.is_local else f"not on this computer: {service.host}"
    return f"{service.name} · {service.model or 'its own model'} · {place}"
