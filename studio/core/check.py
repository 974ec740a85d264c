"""What a check is: the contract between the checks and everybody who runs them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from studio.core.disclosure import Telling
from studio.core.document import Document, Placed
from studio.core.flag import Flag, Severity
from studio.core.linking import LinkRules
from studio.core.markdown import Block
from studio.core.merging.known import KnownFields
from studio.core.piece import Channel
from studio.core.proofreading import Proofreader
from studio.core.tone import Aim


class CheckScope(StrEnum):
    """`block`: a pure function of one block, cached by its text. `document`: over the whole document, re-run each time."""

    BLOCK = "block"
    DOCUMENT = "document"


BLOCK, DOCUMENT = CheckScope.BLOCK, CheckScope.DOCUMENT


class Lane(StrEnum):
    """`fast` answers within a keystroke; `slow` runs behind it, by changed block; `outside` waits for another program."""

    FAST = "fast"
    SLOW = "slow"
    OUTSIDE = "outside"


DIALECTS = ("british", "american", "australian", "canadian")
"""The kinds of English a house may write in, the default first."""


class StyleGuides(Protocol):
    """Compiled style guides as the style check sees them; `guides` makes them, `app` hands them over."""

    @property
    def version(self) -> str:
        """Changes whenever a rule, a term or a switch does."""
        ...

    @property
    def out_of_time(self) -> tuple[str, ...]:
        """Rules that took too long on a text and are switched off for it, one sentence each."""
        ...

    def view(self, document: Document) -> Sequence[Placed]:
        """The blocks as the rules see them: what the house has them pass over is masked. Usually `document.blocks`."""
        ...

    def check_block(self, block: Block) -> Iterable[Flag]:
        """Flags of the rules that need one block only, spans in the block's text."""
        ...

    def gather(self, document: Document, flags: Sequence[Flag]) -> Iterable[Flag]:
        """What becomes of the blocks' flags in the whole document, spans in its source; see `Check.gather`."""
        ...


@dataclass(frozen=True)
class Context:
    """What a check may know beside the text.

    Attributes:
        channel: for limits that differ by channel.
        style: the guides in force; None where a caller runs checks without any.
        limits: numbers by name, as the policy sets them; a check brings its own default.
        words: names and terms of the house that are never misspelt.
        dialect: one of `DIALECTS`: which spelling is right.
        brief: what the AI was asked for, with the facts it was given; empty where nobody wrote it down.
        facts: what is true of the brand, as its own page of facts says; empty without one. All of it may be told to anybody.
        put_in: the words that went into this text from the house's library: true, and about people who may be nobody else's
            business.
        siblings: the other drafts of the same brief, as title and text; not part of `version`, for block checks may not look.
        brand: whose voice it is; empty where nobody said.
        own: telephone numbers, addresses, handles and names that the house gives out itself, and its people's names.
        telling: what a text of this channel has to tell its readers.
        fields: the merge fields there are.
        links: the house's own sites, and what links to them carry.
        proofreader: the one outside the program that this text is read by; None where there is none.
        aim: how the text is meant to sound.
        locale: whose place and spelling it is written for, `en-GB` say; empty where nobody said.
        version: changes whenever any of the above does; part of the cache key.
    """

    channel: Channel = Channel.BLOG
    style: StyleGuides | None = None
    limits: dict[str, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    version: str = ""
    dialect: str = "british"
    brief: str = ""
    facts: str = ""
    siblings: tuple[tuple[str, str], ...] = ()
    brand: str = ""
    own: tuple[str, ...] = ()
    telling: Telling = field(default_factory=Telling)
    fields: KnownFields = field(default_factory=KnownFields)
    links: LinkRules = field(default_factory=LinkRules)
    proofreader: Proofreader | None = None
    put_in: str = ""
    aim: Aim = field(default_factory=Aim)
    locale: str = ""

    @property
    def known_facts(self) -> str:
        """All that is known to be true beside the brief."""
        return "\n\n".join(filter(None, (self.facts, self.put_in)))

    def limit(self, name: str, default: int) -> int:
        return self.limits.get(name, default)


@dataclass(frozen=True, slots=True)
class Example:
    """A text that the check flags and one that it does not: shown to people, and the check's own test. `known` is what it has to
    know for that, where it is silent by itself."""

    bad: str
    good: str
    known: Context = field(default_factory=Context)


@dataclass(frozen=True)
class Check:
    """One check. A module of `studio.checks` that holds a `CHECK` is found by itself.

    Attributes:
        id: short name, also the flags' kind: `style`, `claims`.
        title: as people read it.
        why: why it matters, one or two sentences; stands on the card where the rule gives no reason of its own.
        scope: `block` or `document`.
        run: `run(block, context)` or `run(document, context)`, giving flags with spans in the text of the block, or in
            the source of the document. Never raises for any text; only a check of the lane `outside` may raise a
            `KnownError`, which is why it is missing then.
        severity: of flags that do not say their own.
        rule: name of flags that do not say their own.
        lane: `slow` where one block may take longer than a few milliseconds.
        available: an empty string, or why the check cannot run here; it is then missing, never clean.
        lacks: the same, for what a context has to bring.
        engine: name and version of what does the work, for the approval record.
        run_many: the same as `run` over a row of blocks, one row of flags for each: for block checks whose engine takes
            many blocks at a much smaller price than each alone. None where there is nothing to gain.
        view: `view(document, context)`: the blocks as this check sees them, where it must not see them as they are. A
            block that looks the same must be the very object of `document.blocks`, or nothing is known of it any more.
        gather: `gather(document, flags, context)`: for block checks with something to say about the whole. Takes what the
            blocks gave, placed and in reading order, and gives what stands: it may leave some out, and add flags of its
            own behind them (no `check` in them yet, spans in the source). Runs at every keystroke.
    """

    id: str
    title: str
    why: str
    scope: CheckScope
    run: Callable[..., Iterable[Flag]]
    examples: Sequence[Example]
    severity: Severity = Severity.WARNING
    rule: str = ""
    lane: Lane = Lane.FAST
    available: Callable[[], str] = lambda: ""
    lacks: Callable[[Context], str] = lambda context: ""
    engine: str = ""
    run_many: Callable[[Sequence[Block], Context], Sequence[Iterable[Flag]]] | None = None
    view: Callable[[Document, Context], Sequence[Placed]] | None = None
    gather: Callable[[Document, Sequence[Flag], Context], Iterable[Flag]] | None = None


@dataclass(frozen=True)
class CheckReport:
    """What a run of the checks found.

    Attributes:
        document: the very snapshot that was checked; `document.revision` tells late results from current ones.
        flags: by where they begin, spans in the document's source.
        ran: ids of the checks that ran to their end.
        missing: why each of the others did not: `{"grammar": "Harper is not installed"}`.
        version: of the context they were run with.
    """

    document: Document
    flags: tuple[Flag, ...] = ()
    ran: tuple[str, ...] = ()
    missing: dict[str, str] = field(default_factory=dict)
    version: str = ""
