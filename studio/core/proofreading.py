"""What is asked of a proofreader outside the program, and what it gives: words that checks and services share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from studio.core.span import Span


@dataclass(frozen=True)
class Wish:
    """How to look at a text: `language` as `en-GB`, `picky` for what is a matter of taste too, `off` rules to leave out."""

    language: str = "en-GB"
    picky: bool = False
    off: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One remark.

    Attributes:
        span: code points of the text.
        rule: the proofreader's own name for its rule: `EN_A_VS_AN`.
        message: one or two sentences.
        fixes: what could stand there instead, best first.
        category: of the rule: `TYPOS`, `GRAMMAR`.
        kind: what sort of fault it is: `misspelling`, `grammar`, `style`.
    """

    span: Span
    rule: str
    message: str
    fixes: tuple[str, ...] = ()
    category: str = ""
    kind: str = ""


class Proofreader(Protocol):
    """A proofreader outside the program, with the wish for one text already told."""

    @property
    def name(self) -> str:
        """With its version, for the approval record: `LanguageTool 6.8`."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever another answer is to be expected: with the proofreader and with the wish."""
        ...

    @property
    def missing(self) -> str:
        """Why it cannot look just now, as a phrase; empty where it can."""
        ...

    def read(self, text: str) -> Sequence[Finding]:
        """What is wrong in `text`, in reading order. Raises: ServiceTrouble, where it does not answer."""
        ...
