"""When the program itself is at fault: saying so, with what a report of it needs, and what became of the words typed last."""

import logging

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from studio.ui.acts.shell import Shell

_LOG = logging.getLogger(__name__)
_SAVED = "What you typed is saved."
_NOT_SAVED = "What you typed last could not be saved: keep this window open, and copy your text to a safe place."


class Faults:
    """Shows bugs, one box for however many come."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._box: QMessageBox | None = None

    def show(self, text: str) -> None:
        """Say that there is a bug, and whether everything typed is saved; `text` is its traceback."""
        self._shell.welcome.ready()
        said = self._save()
        box = self._box or self._made()
        box.setInformativeText(f"{said} The details help whoever mends it.".strip())
        box.setDetailedText("\n\n".join(filter(None, [box.detailedText(), text])))
        box.open()

    def _made(self) -> QMessageBox:
        box = QMessageBox(
            QMessageBox.Icon.Critical, "Blue Pencil", "Something in the program went wrong.", parent=self._shell.window
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._forget)
        self._box = box
        return box

    def _forget(self) -> None:
        self._box = None

    def _save(self) -> str:
        """Write what was typed if that can be done at all, and say what came of it; nothing where no piece is open."""
        try:
            self._shell.review.writing.flush()
        except Exception:  # noqa: BLE001 - a fault is being told already, and this one goes to the log beside it
            _LOG.exception("What was typed could not be written.")
        session = self._shell.review.session
        if session is None:
            return ""
        return _SAVED if session.is_saved else _NOT_SAVED
