"""Errors a person can do something about, drawn as one tree.

    KnownError                a sentence for the person: what happened, and what to do
    ├── BadInput              a file or a value that cannot be taken in
    ├── BadConfig             a policy, guide or setting that cannot be read
    ├── Refused               the house's rules say no: the gate, a role, a missing reason
    ├── NotFound              no such piece, flag, claim or workspace
    ├── ServiceTrouble        an outside service did not answer, or not as it should
    └── HistoryError          the history cannot be opened or written
        ├── Damaged           the file is no sound history; a backup or its readable texts may help
        ├── DiskFull          there was no room; what was to be written is still in memory
        ├── Occupied          another program has the workspace open
        ├── TextMoved         the text is not the one the writer knew
        └── Lingering         it is deleted, and traces of it may still lie beside the file

`Cancelled` stands outside of it. Whatever else is not a `KnownError` is a bug: it is shown with its traceback, and nothing is
swallowed.
"""

from enum import StrEnum


class KnownError(Exception):
    """Something the person can mend.

    Args:
        what: what happened, one plain sentence that names the file or the thing.
        remedy: what to do now, one plain sentence; may be empty where `what` already says it.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what} {remedy}".strip())


class BadInput(KnownError):
    """A file, a text or a value that cannot be taken in."""


class BadConfig(KnownError):
    """A policy, style guide or setting that cannot be read."""


class Refused(KnownError):
    """The rules of the house forbid this now."""


class NotFound(KnownError):
    """Nothing goes by that name here."""


class Trouble(StrEnum):
    """What is wrong with an outside service, so that the window can lead to the field that mends it."""

    ADDRESS = "address"  # nobody answers there
    KEY = "key"
    MODEL = "model"
    NOT_AN_INTERFACE = "not_an_interface"  # a web page, say
    TIMEOUT = "timeout"
    CERTIFICATE = "certificate"
    BUSY = "busy"
    TOO_LONG = "too_long"  # for the model
    DECLINED = "declined"  # the service will not answer that
    BROKEN = "broken"  # it failed by itself, or broke off


class ServiceTrouble(KnownError):
    """An outside service did not answer, or not as it should; everything else works on.

    Args:
        there: what could be chosen instead, by name: the models that it has.
    """

    def __init__(self, trouble: Trouble, what: str, remedy: str = "", there: tuple[str, ...] = ()) -> None:
        self.trouble = trouble
        self.there = there
        super().__init__(what, remedy)


class HistoryError(KnownError):
    """The history cannot be opened, read or written. `folder` is the workspace, where that is known."""

    folder = ""


class Damaged(HistoryError):
    """The file is missing, empty, no history of ours, of a newer program, or broken; it was left as it is."""


class DiskFull(HistoryError):
    """There was no room on the disk; nothing was written."""


class Occupied(HistoryError):
    """Another program has the workspace open, and only one may at a time."""


class TextMoved(HistoryError):
    """Somebody else has written to the piece since its text was read."""


class Lingering(HistoryError):
    """The words are deleted, and traces of them may still lie beside the file, because another program holds it open."""


class Cancelled(Exception):
    """Whoever asked for it wants no result any more; nothing went wrong."""
