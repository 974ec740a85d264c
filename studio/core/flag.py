"""A finding shown to a person: the one type that every check gives."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from studio.core.claim import ClaimNote
from studio.core.span import Span


class Severity(StrEnum):
    """How much a flag weighs, lightest first; the names are Vale's."""

    SUGGESTION = "suggestion"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


class Safety(StrEnum):
    """Whether a fix may be applied together with others, or only looked at one by one."""

    SAFE = "safe"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Fix:
    """Proposed wording for a flag's span. An empty `text` takes the words away."""

    text: str
    safety: Safety = Safety.ASK

    @property
    def label(self) -> str:
        """What stands on the button."""
        return self.text if self.text.strip() else ("Remove" if not self.text else "Leave one space")


@dataclass(frozen=True, init=False)
class Flag:
    """What is wrong, where, why, and what would mend it.

    A check says what only it knows (span, message, fixes); the runner fills in the rest from the check and turns the
    block's span into one of the document (`placed`).

    Attributes:
        span: code points; of the block while in a check, of the document afterwards.
        message: one sentence.
        check: id of the check, also the flag's kind in filters: `style`, `grammar`, `readability`, `claims`, ...
        rule: the rule within the check, as the person sees it: `Plain.Wordy`, `Readability.LongSentence`.
        severity: how much it weighs; None only inside a check that leaves it to the check's own.
        text: the words flagged.
        context: the sentence around them, by which a dismissal finds them again.
        why: why it matters, one or two sentences.
        fixes: proposals, best first.
        layer: where the rule comes from: `Plain, for every channel`; answers "why does this rule apply here".
        link: page about the rule, or empty.
        claim: what a claim needs, on flags of the claims check.
    """

    span: Span
    message: str
    check: str = ""
    rule: str = ""
    severity: Severity | None = None
    text: str = ""
    context: str = ""
    why: str = ""
    fixes: tuple[Fix, ...] = ()
    layer: str = ""
    link: str = ""
    claim: ClaimNote | None = None

    # Written out, because a text has hundreds of flags, and what `dataclass` writes for frozen ones takes thrice as long.
    def __init__(
        self,
        span: Span,
        message: str,
        check: str = "",
        rule: str = "",
        severity: Severity | None = None,
        text: str = "",
        context: str = "",
        why: str = "",
        fixes: tuple[Fix, ...] = (),
        layer: str = "",
        link: str = "",
        claim: ClaimNote | None = None,
    ) -> None:
        self.__dict__.update(
            span=span,
            message=message,
            check=check,
            rule=rule,
            severity=severity,
            text=text,
            context=context,
            why=why,
            fixes=fixes,
            layer=layer,
            link=link,
            claim=claim,
        )

    @classmethod
    def over(cls, span: Span, message: str, **more: object) -> "Flag":
        """A flag over `span`; what is left out comes from the check."""
        return cls(span, message, **more)  # type: ignore[arg-type]

    def at(self, span: Span) -> "Flag":
        """The same flag standing elsewhere."""
        # Every flag of a text moves on every keystroke, so nothing of it is looked at again.
        moved = object.__new__(Flag)
        moved.__dict__.update(self.__dict__)
        moved.__dict__["span"] = span
        return moved

    @property
    def key(self) -> str:
        """What the flag is known by whatever its place: rule, words and sentence; a dismissal `here` holds on to it."""
        return fingerprint(self.rule, self.text, self.context)


@lru_cache(maxsize=16_384)
def fingerprint(*parts: str) -> str:
    """Sixteen hex digits that stay the same while wording does, whatever the case, blanks and kind of quotes."""
    plain = "\x1f".join(" ".join(part.split()).casefold().translate(_QUOTES) for part in parts)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


class Scope(StrEnum):
    """How far a dismissal reaches: these words in this sentence, the rule in this piece, the rule in every piece."""

    HERE = "here"
    PIECE = "piece"
    RULE = "rule"


class Reason(StrEnum):
    """Why a flag was dismissed."""

    FALSE_POSITIVE = "false positive"
    DELIBERATE = "deliberate"
    QUOTE_OR_NAME = "quote or name"
    NOT_OUR_STYLE = "not our style"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A no to a flag: `key` for `here`, `rule` for the wider scopes; `until` is its last day (ISO 8601), empty for good."""

    key: str
    rule: str
    scope: Scope
    reason: Reason
    note: str
    who: str
    when: str
    text: str = ""
    message: str = ""
    until: str = ""

    def holds(self, today: str) -> bool:
        """Whether it still counts; `today` is ISO 8601."""
        return not self.until or today <= self.until

    def silences(self, flag: Flag) -> bool:
        """Whether `flag` (of the same piece, unless the scope is `rule`) is answered by this dismissal."""
        return flag.key == self.key if self.scope is Scope.HERE else flag.rule == self.rule
