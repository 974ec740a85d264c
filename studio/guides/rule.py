"""A rule as people see it, whether it runs or not."""

from dataclasses import dataclass
from enum import StrEnum

from studio.core.flag import Severity


class State(StrEnum):
    """`runs`; `off` by a switch or its level; `not_yet` a kind or scope this program does not run; `broken`."""

    RUNS = "runs"
    OFF = "off"
    NOT_YET = "not_yet"
    BROKEN = "broken"


@dataclass(frozen=True)
class Rule:
    """One rule of a style guide.

    Attributes:
        name: guide and file name: `Plain.Wordy`.
        kind: what Vale calls the check it extends; empty where a broken file does not say.
        layer: why it applies here: `Plain, for every channel`.
        description: why the rule stands, for the card of its flags; may be empty.
        state, reason: whether it runs, and if not, why, as a sentence.
        notes: what of it is not honoured although it runs, as sentences.
        source: its file, empty for built-in ones; `line` of what is wrong, 0 where there is nothing to point at.
    """

    name: str
    severity: Severity
    kind: str
    layer: str
    message: str = ""
    description: str = ""
    link: str = ""
    scope: tuple[str, ...] = ("text",)
    state: State = State.RUNS
    reason: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""
    line: int = 0

    @property
    def runs(self) -> bool:
        return self.state is State.RUNS

    @property
    def guide(self) -> str:
        return self.name.partition(".")[0]
