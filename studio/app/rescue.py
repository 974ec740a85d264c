"""Saving what can still be read of a damaged history: a text file per piece, and a page that says what is there."""

from dataclasses import dataclass
from pathlib import Path

from studio.app.clock import minute
from studio.app.workspace import HISTORY
from studio.core.errors import BadInput, HistoryError, Refused
from studio.core.phrases import count
from studio.history import backup
from studio.history.backup import Backup
from studio.history.rescue import Rescued, RescuedPiece, read

ABOUT = "about.txt"


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, and where."""

    folder: Path
    found: Rescued

    def told(self) -> str:
        """As a sentence or two."""
        found, pieces = self.found, count(len(self.found.pieces), "piece")
        entries = "No entry of the history could be read; the texts come from other places of the file."
        if found.entries:
            entries = f"{found.entries:,} of {count(found.last, 'entry', 'entries')} could be read."
        return f"Saved the texts of {pieces} in {self.folder}. {entries} {ABOUT} in that folder lists them."


@dataclass(frozen=True, slots=True)
class Outlook:
    """What can be done about a workspace that does not open.

    Attributes:
        problem: what is wrong, in sentences.
        backup: the newest one that is sound; None where there is none.
    """

    root: Path
    problem: str
    backup: Backup | None


def outlook(root: Path, problem: str) -> Outlook:
    return Outlook(root, problem, backup.last_good(root))


def save(root: Path, folder: Path) -> Saved:
    """Write every text that can be read to `folder`: the working text, and the AI original where it is another.

    Args:
        root: a workspace; its history is only read.
    Raises:
        BadInput: the folder holds something, or cannot be written to.
        HistoryError: the history cannot be read at all.
        Refused: nothing of it is left.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder} already holds something.", "Choose a new or an empty folder.")
    history = root / HISTORY
    if not history.exists():
        raise HistoryError(f"There is no history at {history}.", "Check the folder.")
    found = read(history)
    if not found.pieces:
        raise Refused(f"No text can be read in {history} any more.", "Restore a backup: `bluepencil backups` lists them.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for piece in found.pieces:
            _write(folder / f"{_name(piece)}.md", piece.text)
            if piece.original and piece.original != piece.text:
                _write(folder / f"{_name(piece)}.original.md", piece.original)
        _write(folder / ABOUT, _about(history, found))
    except OSError as error:
        raise BadInput(f"{folder} cannot be written to: {error.strerror}.", "Choose another place.") from None
    return Saved(folder, found)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _name(piece: RescuedPiece) -> str:
    """The piece's id, which is safe in file names unless somebody wrote into the file."""
    return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in piece.id)[:80] or "piece"


def _about(history: Path, found: Rescued) -> str:
    lines = [
        f"What could be read of {history}.",
        f"{found.entries:,} of {count(found.last, 'entry', 'entries')} were read. An entry counts only where its hash fits it.",
        "",
    ]
    for piece in found.pieces:
        when = f", last entry {minute(piece.time)}" if piece.time else ""
        state = "whole" if piece.is_whole else "edits may be missing"
        lines.append(f"{_name(piece)}.md: “{piece.title or piece.id}”{when}, {state}")
    return "\n".join(lines) + "\n"
