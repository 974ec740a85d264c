"""Sheets about keys: opening one, making one, and signing the list of people."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QScrollArea, QWidget

from studio.app.sealing import LEAST
from studio.core.errors import BadInput, KnownError
from studio.core.roster import Listed
from studio.core.signature import short
from studio.ui.dialogs.sheets import Sheet
from studio.ui.theme import GAP, SMALL, TINY, Theme
from studio.ui.widgets import button, label, row

_MOST = 8  # lines of the list before it scrolls
_LINE = 26  # pixels


class PassphraseSheet(Sheet):
    """A sheet that asks for a passphrase, which takes half a second to try: the work runs beside the window.

    Args:
        start: begins the work with what was typed; `done_with` or `fail` end it.
        twice: whether it is a new one, typed two times.
    """

    def __init__(
        self, theme: Theme, parent: QWidget, title: str, explanation: str, verb: str, start: Callable[[str], object], twice: bool
    ) -> None:
        super().__init__(theme, title, explanation, parent)
        self._start = start
        self.phrase, self.again = secret_field(), secret_field()
        self.ask("Passphrase", self.phrase)
        if twice:
            self.ask("Once more", self.again)
        self.wait = label("", "muted", wrap=True)
        self.wait.hide()
        self.fields.addWidget(self.wait)
        self._twice = twice
        self.yes.setText(verb)
        self.yes.clicked.connect(self._begin)
        self.phrase.setFocus()

    def offer(self, text: str, act: Callable[[], object]) -> None:
        """Another way on, in a quiet button."""

        def go() -> None:
            self.reject()
            act()

        self.fields.addLayout(row(button(text, go, "link"), 1))

    def done_with(self) -> None:
        self.accept()

    def fail(self, error: KnownError) -> None:
        """It was refused; the sheet stays, and the passphrase is typed anew."""
        self.wait.hide()
        self.yes.setEnabled(True)
        self._problem.setText(str(error))
        self._problem.show()
        self.phrase.selectAll()
        self.phrase.setFocus()

    def _begin(self) -> None:
        typed = self.phrase.text()
        if not typed:
            self.fail(BadInput("No passphrase is typed yet."))
        elif self._twice and len(typed) < LEAST:
            self.fail(BadInput(f"A passphrase needs {LEAST} characters.", "Several words are easy to keep in mind."))
        elif self._twice and typed != self.again.text():
            self.fail(BadInput("The two are not the same.", "Type it once more."))
        else:
            self._problem.hide()
            self.yes.setEnabled(False)
            self.wait.setText("One moment…")
            self.wait.show()
            self._start(typed)


def unlock_sheet(theme: Theme, parent: QWidget, name: str, start: Callable[[str], object]) -> PassphraseSheet:
    """Open somebody's key; it is asked for once, and stays open until somebody else sits down."""
    explained = f"{name} signs with a key that a passphrase opens. It is asked for once, until somebody else sits down."
    return PassphraseSheet(theme, parent, "Unlock your key", explained, "Unlock", start, twice=False)


def sit_down_sheet(theme: Theme, parent: QWidget, name: str, start: Callable[[str], object]) -> PassphraseSheet:
    """Somebody sits down who has a passphrase: nobody else does it in their name."""
    explained = f"{name} has a key that a passphrase opens, so nobody else sits down in that name. It also signs what you decide."
    return PassphraseSheet(theme, parent, f"Are you {name}?", explained, "Sit down", start, twice=False)


def make_sheet(theme: Theme, parent: QWidget, name: str, start: Callable[[str], object]) -> PassphraseSheet:
    """Make a key that a passphrase opens, where the computer has no keyring."""
    explained = (
        f"With a key of your own, an approval by {name} can be traced to you, and shows when anybody changes it. "
        "The passphrase seals it into a file on this computer. Nobody can bring it back, so keep it in mind."
    )
    return PassphraseSheet(theme, parent, "Make a key", explained, "Make it", start, twice=True)


def keyring_sheet(theme: Theme, parent: QWidget, name: str, act: Callable[[], object]) -> Sheet:
    """Make a key that the system's keyring keeps."""
    explained = (
        f"With a key of your own, an approval by {name} can be traced to you, and shows when anybody changes it. "
        "It goes into the keyring of this computer, and signing takes no further step."
    )
    sheet = Sheet(theme, "Make a key", explained, parent)
    sheet.answer("Make it", act)
    return sheet


def roster_sheet(
    theme: Theme,
    parent: QWidget,
    owner: str,
    people: Sequence[Listed],
    new: Sequence[str],
    remarks: Sequence[str],
    act: Callable[[], object],
) -> Sheet:
    """Sign the list of people.

    Args:
        people: the lines of the list as it would be signed; `new` are the keys among them that are.
        remarks: what an owner should know before signing, a sentence each.
    """
    sheet = Sheet(
        theme,
        "Sign the list of people",
        f"{owner} says with this signature whose key is whose, and who may approve. Ask everybody whose key is new "
        "to read it out to you before you sign.",
        parent,
    )
    sheet.setMinimumWidth(560)
    sheet.fields.addWidget(_table(theme, people, new))
    for remark in remarks:
        sheet.fields.addWidget(label(remark, "small", wrap=True))
    sheet.answer("Sign the list", act)
    return sheet


def _table(theme: Theme, people: Sequence[Listed], new: Sequence[str]) -> QWidget:
    inner = QWidget()
    grid = QGridLayout(inner)
    grid.setContentsMargins(0, SMALL, GAP, SMALL)
    grid.setHorizontalSpacing(GAP + SMALL)
    grid.setVerticalSpacing(TINY + 2)
    for at, each in enumerate(sorted(people, key=lambda one: bool(one.revoked))):
        state = f"revoked {each.revoked[:10]}" if each.revoked else "new" if each.key in new else "as before"
        standing = label(state, "muted" if state == "as before" else "strong")
        if state == "new":
            standing.setStyleSheet(f"color: {theme.tokens.warning};")
        parts = (label(each.name, "strong"), label(", ".join(role.value for role in each.roles), "muted"))
        for column, part in enumerate((*parts, label(short(each.key), selectable=True), standing)):
            grid.addWidget(part, at, column)
    grid.setColumnStretch(1, 1)
    if len(people) <= _MOST:
        return inner
    scroll = QScrollArea()
    scroll.setWidget(inner)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFixedHeight(_MOST * _LINE)
    return scroll


def secret_field() -> QLineEdit:
    """A field that shows nothing of what is typed in it."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    return field
