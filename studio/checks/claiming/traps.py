"""What looks like a claim and is none: phone numbers, steps, instructions, questions, hypotheses, words in scare quotes.

The traps are data too: `resources/claims/traps.toml`, each with texts that it must let off and texts that it must not. Here
stands what is done about them.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from studio.checks.claiming.categories import shared_words
from studio.checks.claiming.patterns import expression, folder, read_file, word_lists
from studio.checks.claiming.select import LOOK, Selector
from studio.core.span import Span


class Does(StrEnum):
    """What a trap that hits does; `traps.toml` says more."""

    BLANK = "blank"
    SENTENCE = "sentence"
    CLAUSE = "clause"
    INSTRUCT = "instruct"
    INVITE = "invite"
    FEEL = "feel"
    ASSERT = "assert"
    SPEECH = "speech"
    SPEAKER = "speaker"
    LABEL = "label"
    NOTICE = "notice"


@dataclass(frozen=True)
class Trap:
    """One thing that only looks like a claim; `lets_off` and `keeps` are texts, its tests."""

    id: str
    does: Does
    because: str
    source: str
    case: bool
    lets_off: tuple[str, ...]
    keeps: tuple[str, ...]

    @cached_property
    def find(self) -> re.Pattern[str]:
        return re.compile(self.source, 0 if self.case else re.IGNORECASE)

    @cached_property
    def looks_around(self) -> bool:
        """Whether it has a condition that re2 cannot read, so that `find` has the last word."""
        return LOOK.search(self.source) is not None


_KEYS = frozenset({"id", "does", "because", "find", "case", "lets_off", "keeps"})


def load(where: Path) -> tuple[Trap, ...]:
    """Read `traps.toml` in `where`.

    Raises:
        ValueError: with the file's name, when it is not as it should be; it travels with the program.
    """
    path = where / "traps.toml"
    data = read_file(path, {"": frozenset({"words", "trap"}), "trap": _KEYS})
    words = word_lists(path, data.get("words", {}), shared_words(where))
    made = []
    for row in data["trap"]:
        if missing := _KEYS - {"case"} - set(row):
            raise ValueError(f"{path.name}: {row.get('id', '?')} has no {', '.join(sorted(missing))}")
        source, case = expression(path, row["id"], row["find"], words), row.get("case", False)
        made.append(Trap(row["id"], Does(row["does"]), row["because"], source, case, tuple(row["lets_off"]), tuple(row["keeps"])))
    return tuple(made)


TRAPS = load(folder())
_SELECTOR = Selector([(trap.source, trap.case) for trap in TRAPS])


@lru_cache(maxsize=512)
def _all_in(text: str) -> tuple[Trap, ...]:
    """The traps that hit `text`. A clause and its sentence are asked about several times in a row."""
    return tuple(trap for trap in map(TRAPS.__getitem__, _SELECTOR.of(text)) if not trap.looks_around or trap.find.search(text))


def _hits(does: Does, text: str) -> bool:
    return any(trap.does is does for trap in _all_in(text))


def without_idle_words(text: str) -> str:
    """`text` with the numbers that claim nothing, idioms and merge fields blanked out; lengths stay."""
    for trap in _all_in(text):
        if trap.does is Does.BLANK:
            text = trap.find.sub(lambda found: " " * len(found[0]), text)
    return text


def asks(clause: str, sentence: str) -> bool:
    """Whether the clause is part of a question that asserts nothing; what stands before a tag ("..., right?") does assert."""
    asked = sentence.rstrip(_CLOSING)
    if not asked.endswith("?") or _hits(Does.ASSERT, sentence) or _hits(Does.ASSERT, clause):
        return False
    ends = asked.rstrip("?").endswith(clause.rstrip(_CLOSING + "?"))
    return ends or _ASKING.match(sentence) is not None


_CLOSING = " )\"'”’*"
_ASKING = re.compile(
    r"\W*(?:and|but|so|or|if|when)?\W*(?:who|what|why|how|when|where|which|whose|is|are|was|were|am|do|does|did|can|could|would|will|won't"
    r"|should|shall|have|has|had|may|might|isn't|aren't|don't|doesn't|didn't|can't|ready|want|need|fancy|looking|thinking|if)\b",
    re.IGNORECASE,
)


def supposes(clause: str, sentence: str) -> bool:
    """Whether it is supposed or wished rather than stated, describes a picture, or is a note or a button."""
    return _hits(Does.CLAUSE, clause) or _hits(Does.SENTENCE, sentence)


def feels(clause: str) -> bool:
    """Whether it speaks of a feeling or in a figure of speech, so that nothing plain can be read from it."""
    return _hits(Does.FEEL, clause)


def instructs(clause: str) -> bool:
    """Whether it tells the reader what to do, or sets a condition for it."""
    return _hits(Does.INSTRUCT, clause) and not invites(clause)


def invites(clause: str) -> bool:
    """Whether it tells the reader to come and get what it then claims; it states nothing plain, but it may promise."""
    return _hits(Does.INVITE, clause)


# Grammar, not wording: what a clause with a subject of its own begins with, what opens a condition, and what stands
# between two clauses when the second goes its own way.
_SUBJECT = re.compile(r"(?:we|our|it|they|your|you|the|that|this|there|I|he|she|most|every|all|no|free|only)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"(?:even\s+)?(?:if|when|whenever|once|should|as\s+soon\s+as|as\s+long\s+as|unless|until)\b", re.IGNORECASE
)
_OWN_WAY = re.compile(r"[:;…·•|]")


def goes_on(clause: str, between: str) -> bool:
    """Whether it has no subject of its own, so that an instruction before it reaches over it; `between` stands before it."""
    return not _SUBJECT.match(clause) and not _OWN_WAY.search(between)


_PROMISE = re.compile(r"[\s,]*(?:and|or)\s+(?:we|you|it|they|I)(?:['’]ll|\s+will|\s+get|['’]d)\b", re.IGNORECASE)


def promises(onwards: str) -> bool:
    """Whether the text goes on with what follows from doing as told: "... and we'll swap it"."""
    return _PROMISE.match(onwards) is not None


def sets_condition(clause: str) -> bool:
    """Whether it only says under what condition something holds."""
    return _CONDITION.match(clause) is not None


def is_spoken(text: str, quoted: Span, in_quote_block: bool) -> bool:
    """Whether the quoted words are somebody's, not a label, a title or a doubt."""
    before, after, words = text[: quoted.start], text[quoted.end :], quoted.of(text)
    if "[" in words[:3] or _hits(Does.NOTICE, before):
        return False
    if in_quote_block or _hits(Does.SPEAKER, after) or _hits(Does.SPEECH, before):
        return len(words.split()) > 2
    alone = not before.strip(" ★*\n") or before.rstrip()[-1:] in ".!?★"
    return alone and len(words.split()) > 3 and words.rstrip('"”')[-1:] in ".!?,…" and not _hits(Does.LABEL, before)


_LEAD = re.compile(r"(?:\A|(?<=[.!?…]\s))(?:[^.!?“”\"]|\.(?=\w)){1,60}[,:]\s*\Z")


def with_lead(text: str, quoted: Span) -> Span:
    """The quotation with the words that lead up to it: "As Drucker put it, ..."; they are claimed with it."""
    lead = _LEAD.search(text[: quoted.start])
    return Span(lead.start(), quoted.end) if lead and _hits(Does.SPEECH, lead[0]) else quoted
