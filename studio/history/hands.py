"""Who last really changed a working text.

A run is what one person edits until somebody else does, however many events it takes. A run that ends with the very text it
began with changed nothing, so whoever it was before is still the last editor; every other makes its person the last one. What
no person wrote (a rule, a model) ends a run and makes nobody the last editor. All of it follows from the events: what is kept
in memory only saves reading them again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from studio.core.events import digest
from studio.core.piece import is_same_person

Authors = Callable[[str], Iterable[tuple[int, str]]]
"""The numbers of all `edited` events of a piece, oldest first, each with the name of the person; empty where it was none."""

_Mark = tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Run:
    """The run that the text is in.

    Attributes:
        number: of the event it has come to.
        who: whose it is; empty where no person's.
        began: the text it began with, by length and hash.
        before: the last editor then; `editor` the one now.
    """

    number: int
    who: str
    began: _Mark
    before: str
    editor: str


class Hands:
    """Of one database.

    Args:
        text_at: the text of a piece after an event; number 0 is for its AI original.
    """

    def __init__(self, text_at: Callable[[str, int], str], authors: Authors) -> None:
        self._text_at = text_at
        self._authors = authors
        self._runs: dict[str, _Run] = {}

    def forget(self) -> None:
        """Drop what was learnt inside a transaction that has been rolled back."""
        self._runs.clear()

    def begin(self, piece: str, number: int, text: str) -> None:
        """The piece comes to be with event `number`, and nobody has edited it."""
        self._runs[piece] = _Run(number, "", _mark(text), "", "")

    def moved(self, piece: str, was: int, number: int, who: str, texts: tuple[str, str]) -> str:
        """Take event `number` into account, and tell the last editor after it.

        Args:
            was: the event that touched the text before.
            who: the person; empty where it was none.
            texts: before it and after it.
        """
        run = self._after(self._known(piece, was), who, texts)
        self._runs[piece] = replace(run, number=number)
        return run.editor

    def would_be(self, piece: str, was: int, who: str, texts: tuple[str, str]) -> str:
        """The last editor, were `who` to write the second text now in the place of the first."""
        return self._after(self._known(piece, was), who, texts).editor

    @staticmethod
    def _after(run: _Run, who: str, texts: tuple[str, str]) -> _Run:
        before, after = texts
        if not who or not run.who or not is_same_person(run.who, who):
            run = _Run(run.number, who, _mark(before), run.editor, run.editor)
        if not who:
            return run
        is_as_it_was = len(after) == run.began[0] and digest(after) == run.began[1]
        return replace(run, editor=run.before if is_as_it_was else who)

    def _known(self, piece: str, was: int) -> _Run:
        """The run that ends with event `was`; another program may have gone on with the piece, so it is told by the number."""
        known = self._runs.get(piece)
        if known is None or known.number != was:
            known = self._runs[piece] = self.recall(piece, was)
        return known

    def recall(self, piece: str, upto: int) -> _Run:
        """The same from the events alone."""
        edits = [(number, who) for number, who in self._authors(piece) if number <= upto]
        if not edits:
            return _Run(upto, "", _mark(self._text_at(piece, 0)), "", "")
        runs: list[tuple[str, int, int]] = []  # who, the event before it, and its last one
        for who, many in groupby(edits, key=lambda edit: edit[1]):
            numbers = [number for number, _ in many]
            end = runs[-1][2] if runs else 0
            if runs and who and runs[-1][0] and is_same_person(runs[-1][0], who):
                runs[-1] = (who, runs[-1][1], numbers[-1])
            else:
                runs.append((who, end, numbers[-1]))
        *earlier, (who, start, end) = runs
        began, before = self._text_at(piece, start), self._editor_after(piece, earlier)
        is_as_it_was = not who or self._text_at(piece, end) == began
        return _Run(upto, who, _mark(began), before, before if is_as_it_was else who)

    def _editor_after(self, piece: str, runs: list[tuple[str, int, int]]) -> str:
        """The last editor after these runs: of the last one that changed something."""
        for who, start, end in reversed(runs):
            if who and self._text_at(piece, start) != self._text_at(piece, end):
                return who
        return ""

    def last_editor(self, piece: str, upto: int) -> str:
        """The last editor after event `upto`, from the events alone."""
        return self.recall(piece, upto).editor


def _mark(text: str) -> _Mark:
    return len(text), digest(text)
