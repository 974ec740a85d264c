"""What people say of a piece beside its flags and claims: comments, checklists, parts of an approval, consent, disclosure,
escalations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from studio.core.claim import Anchor
from studio.core.events import Actor

# ---------------------------------------------------------------- comments


@dataclass(frozen=True, slots=True)
class Comment:
    """One remark of a thread.

    Attributes:
        number: of its event; the first of a thread names the thread.
        thread: number of the thread's first comment; its own for the first.
        by: a person, an AI model or a rule; an AI's remark is never shown like a person's.
        when: UTC, ISO 8601.
        mentions: names of people it is meant for.
        anchor: the words it is about, as they stood when it was made; None for the piece as a whole. Replies have none.
        resolved: by whom the thread was resolved, empty while it is open; `resolved_at` when.
        about: what else it is about, empty for nothing: `flag:KEY`, `claim:KEY`, `rule:NAME`, `checklist:ITEM`.
    """

    number: int
    piece: str
    thread: int
    by: Actor
    when: str
    text: str
    mentions: tuple[str, ...] = ()
    anchor: Anchor | None = None
    about: str = ""
    resolved: str = ""
    resolved_at: str = ""


# ---------------------------------------------------------------- checklists


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "n/a"


@dataclass(frozen=True, slots=True)
class ChecklistAnswer:
    """What a named person answered to one question, of one exact text.

    Attributes:
        list: which checklist, `email.in_review` say; `version`: of its questions.
        question: as it read when it was answered.
        text_hash: SHA-256 of the text it was answered for.
    """

    list: str
    item: str
    version: str
    question: str
    answer: Answer
    note: str
    who: str
    when: str
    text_hash: str


# ---------------------------------------------------------------- the two parts of an approval


class Part(StrEnum):
    VOICE = "voice"
    ACCURACY = "accuracy"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A named person's yes to parts of an approval, for one exact text.

    Attributes:
        rating: how much it sounds like the brand, 1 to 5; 0 where nobody said.
    """

    who: str
    when: str
    parts: tuple[Part, ...]
    text_hash: str
    revision: int
    note: str = ""
    rating: int = 0


# ---------------------------------------------------------------- privacy and disclosure


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """A person's yes to being written about.

    Attributes:
        subject: whose data it is, as written in the text.
        given: the day, ISO 8601; `until`: the last day it holds, empty for good.
        scope: what it covers, in words.
        proof: where it can be seen; empty where nobody said.
        key: of the flag it answers; empty for none.
    """

    subject: str
    given: str
    scope: str
    until: str
    proof: str
    key: str
    who: str
    when: str


class DisclosureLevel(StrEnum):
    NONE = "none"
    LINE = "line"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class DisclosureDecision:
    """What was decided to tell readers of AI's part.

    Attributes:
        wording: the sentence or sentences that have to stand in the text; empty for `none`.
        reason: why, where it is less than the house's policy asks for.
    """

    level: DisclosureLevel
    wording: str
    reason: str
    who: str
    when: str


# ---------------------------------------------------------------- escalations


class Trigger(StrEnum):
    """What made somebody, or the program, escalate."""

    ASKED = "asked"
    OVERDUE = "overdue"
    DISPUTED = "disputed"  # a rule or a flag that a person holds to be wrong
    CLAIM = "claim"
    RETURNED_TWICE = "returned_twice"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class Escalation:
    """Something that went up to a named person.

    Attributes:
        about: what it is about beside the piece, as in `Comment.about`; `round:NUMBER` for a handoff that is overdue.
        settled: by whom, empty while it is open; `settled_at` when, `answer` what was said.
    """

    number: int
    piece: str
    trigger: Trigger
    to: str
    note: str
    about: str
    by: Actor
    when: str
    settled: str = ""
    settled_at: str = ""
    answer: str = ""


# ---------------------------------------------------------------- campaigns


@dataclass(frozen=True, slots=True)
class Campaign:
    """Pieces that belong together.

    Attributes:
        id: short, unique in the workspace, safe in file names and on the command line.
        owner: the person who answers for all of it.
        starts, ends: days, ISO 8601; empty where nobody said.
        facts: what is true for every piece of it, one a line; the checks hold the texts against it as they do against a brief.
        approved: SHA-256 of each piece's text by the piece's id, as the set was approved; empty while nobody did.
        approved_by, approved_at: who said yes to the set, and when.
    """

    id: str
    name: str
    brand: str = ""
    owner: str = ""
    starts: str = ""
    ends: str = ""
    facts: str = ""
    note: str = ""
    created: str = ""
    updated: str = ""
    approved: Mapping[str, str] = field(default_factory=dict)
    approved_by: str = ""
    approved_at: str = ""
