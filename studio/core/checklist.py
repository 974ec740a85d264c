"""Questions that only a person can answer, and how the answers to them stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from studio.core.events import canonical, digest
from studio.core.judgement import Answer, ChecklistAnswer
from studio.core.piece import Channel


class Round(StrEnum):
    """When a list is answered: by whoever hands a piece on, or by the editor who reviews it."""

    DRAFTING = "drafting"
    IN_REVIEW = "in_review"

    @property
    def words(self) -> str:
        """As a heading."""
        return "Before it is handed on" if self is Round.DRAFTING else "In review"


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        id: short, unique in its list; it stays when the question is reworded.
        why: what goes wrong where nobody asks, one sentence; may be empty.
        is_required: whether approval waits for a yes, or for "not applicable".
    """

    id: str
    question: str
    why: str = ""
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Checklist:
    """The questions of one channel and one round, in the order in which they are asked.

    Attributes:
        is_own: whether the workspace wrote its own; otherwise the house's stands.
        extra: ids of the questions that come from a content type, and not from the list.
    """

    channel: Channel
    round: Round
    questions: tuple[Question, ...]
    is_own: bool = False
    extra: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What it goes by in the history and on the command line: `email.in_review`."""
        return f"{self.channel.value}.{self.round.value}"

    @property
    def version(self) -> str:
        return version_of(self.questions)


def version_of(questions: Sequence[Question]) -> str:
    """Eight hex digits that change with any question, its reason, its weight and their order."""
    return digest(canonical([[each.id, each.question, each.why, each.is_required] for each in questions]))[:8]


@dataclass(frozen=True, slots=True)
class Standing:
    """A question and what stands of the latest answer to it.

    Attributes:
        answer: None where nobody has answered.
        stale: why the answer counts no longer, one sentence; empty while it does.
    """

    list: str
    round: Round
    question: Question
    answer: ChecklistAnswer | None = None
    stale: str = ""

    @property
    def counts(self) -> bool:
        """Whether there is an answer that is for this question and this text."""
        return self.answer is not None and not self.stale

    @property
    def is_answered(self) -> bool:
        """Whether nothing more is asked of anybody: it counts, and it is no "no"."""
        return self.answer is not None and not self.stale and self.answer.answer is not Answer.NO

    @property
    def is_open(self) -> bool:
        """Whether approval waits for it."""
        return self.question.is_required and not self.is_answered


@dataclass(frozen=True, slots=True)
class Standings:
    """How all the questions of a piece stand, in the order in which they are asked.

    Attributes:
        problem: why the workspace's own questions could not be read; the house's are asked then. Empty where all is well.
    """

    rows: tuple[Standing, ...]
    problem: str = ""

    def of(self, round: Round) -> "Standings":
        """Those of one round alone."""
        return Standings(tuple(row for row in self.rows if row.round is round), self.problem)

    @property
    def open(self) -> tuple[Standing, ...]:
        """The required ones that approval waits for."""
        return tuple(row for row in self.rows if row.is_open)

    @property
    def answered(self) -> int:
        return sum(row.counts for row in self.rows)

    @property
    def said(self) -> str:
        """ "2 of 5"; empty where nothing is asked."""
        return f"{self.answered} of {len(self.rows)}" if self.rows else ""
