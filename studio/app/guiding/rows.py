"""The records that the Style guides page and the command line are given: plain, frozen, and whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from studio.core.flag import Reason, Severity
from studio.core.piece import Channel
from studio.core.span import Span
from studio.guides.explain import Outcome
from studio.guides.reading import BrokenRule, Keys, read
from studio.guides.testing import cases_of


class Origin(StrEnum):
    """Where a guide comes from: with the program, written in this workspace, or brought in; `built-in` is Vale's own."""

    BUNDLED = "bundled"
    WORKSPACE = "workspace"
    PACKAGE = "package"
    BUILT_IN = "built-in"


class Standing(StrEnum):
    """How a rule stands: in force on some channel, on none, broken, or of a sort that this program does not run."""

    RUNNING = "running"
    OFF = "off"
    BROKEN = "broken"
    NOT_RUN = "not run"


@dataclass(frozen=True)
class GuideRow:
    """A style guide.

    Attributes:
        page: the text of its README.md, Markdown; empty where it has none.
        running, off, broken, not_run: how many of its rules stand how; together all of them.
        channels: where it is in force, in the channels' own order.
        is_own: whether it is the guide that the form writes its rules into.
        folder: None for what has no files.
    """

    name: str
    page: str
    running: int
    off: int
    broken: int
    not_run: int
    origin: Origin
    channels: tuple[Channel, ...] = ()
    is_own: bool = False
    folder: Path | None = None

    @property
    def rules(self) -> int:
        return self.running + self.off + self.broken + self.not_run


@dataclass(frozen=True)
class RuleExample:
    """A text out of a rule's own `tests:`: `bad` ones are flagged, the others are left alone."""

    text: str
    bad: bool


@dataclass(frozen=True)
class RuleRow:
    """A rule, in force or not.

    Attributes:
        name: guide and rule, `Plain.Wordy`.
        says: what the guide's page says of it, one line; empty where it says nothing.
        why: why it stands; empty where nobody said.
        message: what its flags say, with `%s` where the words go.
        kind: what Vale calls the check it extends; `parent` the rule it changes, empty for most.
        scope: where it looks.
        level: how much its flags weigh here.
        standing, reason: how it stands and, unless it runs, why, as a sentence.
        notes: what of it is not honoured although it runs, as sentences.
        channels: where it runs, in the channels' own order.
        on_trial: whether its flags are counted and never block.
        origin: its guide's.
        is_own: whether it is this workspace's and may be edited and deleted.
        has_form: whether the form can open it.
        path: its file, None for a built-in rule; `line` of what is wrong in it, 0 where there is nothing to point at.
    """

    name: str
    says: str
    why: str
    message: str
    kind: str
    scope: tuple[str, ...]
    level: Severity
    standing: Standing
    reason: str = ""
    notes: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    on_trial: bool = False
    origin: Origin = Origin.WORKSPACE
    is_own: bool = False
    has_form: bool = False
    path: Path | None = None
    line: int = 0
    link: str = ""
    parent: str = ""

    @property
    def guide(self) -> str:
        return self.name.partition(".")[0]

    @property
    def title(self) -> str:
        """The last part of the name: `Wordy`."""
        return self.name.rpartition(".")[2]

    @property
    def examples(self) -> tuple[RuleExample, ...]:
        """What its own `tests:` try it on, in their order; read when it is asked for."""
        try:
            cases, _ = cases_of(read(self.path)) if self.path else ((), ())
        except BrokenRule:
            return ()
        return tuple(RuleExample(case.input.strip(), bool(case.want or case.contains)) for case in cases)

    @property
    def words(self) -> tuple[str, ...]:
        """What it looks for, as its file has it, a better wording behind an arrow; none for a rule that counts or measures."""
        try:
            keys = Keys(read(self.path)) if self.path else None
            if keys is None:
                return ()
            found = [item.text for key in ("tokens", "tokens+") for item in keys.texts(key)]
            return (*found, *(f"{bad.text} → {good.text}" for key in ("swap", "swap+") for bad, good in keys.pairs(key)))
        except BrokenRule:
            return ()

    @property
    def file_text(self) -> str:
        """The rule as it stands in its file; empty where there is none."""
        try:
            return self.path.read_text(encoding="utf-8-sig", errors="replace") if self.path else ""
        except OSError:
            return ""


@dataclass(frozen=True)
class RuleState:
    """Whether a rule is switched on for a channel, and who says so.

    Attributes:
        is_on: whether it is switched on; a broken rule may be on and still not run.
        level: the level it speaks with. Vale knows one level for a rule: the last one read, whatever its section.
        said: what this channel's own section says of the rule, `on`, `off` or a level; empty where it inherits.
        where: where on or off is said: `.vale.ini, line 12`; empty where nothing says anything.
        level_where: where the level is said: a line of `.vale.ini`, or `the rule itself`.
        why: the same as one sentence for people.
    """

    is_on: bool
    level: Severity
    said: str = ""
    where: str = ""
    level_where: str = ""
    why: str = ""

    @property
    def inherits(self) -> bool:
        return not self.said


@dataclass(frozen=True)
class GuideState:
    """Whether a guide is in force for a channel; `said` tells whether the channel has a list of guides of its own."""

    is_on: bool
    said: bool
    where: str = ""


@dataclass(frozen=True)
class RuleUsage:
    """What became of a rule's flags.

    `flagged` is counted as what is open now, plus the fixes taken, plus the dismissals that nobody took back: a flag that
    somebody answered by writing the sentence anew leaves no trace, and one dismissal for a piece or for every piece is one
    answer, however many places it silences.

    Attributes:
        open: flags that stand in the working texts now and are not silenced.
        fixed: fixes of the rule that were applied; one that was undone still counts, for the rule was taken seriously.
        dismissed: dismissals in force, by whoever.
        pieces: in how many pieces any of this happened.
        reasons: dismissals by reason, the most frequent first.
        notes: what people wrote along, newest first.
    """

    open: int = 0
    fixed: int = 0
    dismissed: int = 0
    pieces: int = 0
    reasons: Mapping[Reason, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def flagged(self) -> int:
        return self.open + self.fixed + self.dismissed

    @property
    def dismissal_rate(self) -> float:
        """The share of all its flags that people said no to, 0 to 1; 0 for a rule that never spoke."""
        return self.dismissed / self.flagged if self.flagged else 0.0


@dataclass(frozen=True)
class Place:
    """A place in a piece's working text.

    Attributes:
        line: from 1.
        span: code points of the working text.
        text: the words; `sentence` the one they stand in.
        title: of the piece.
    """

    piece: str
    title: str
    line: int
    span: Span
    text: str
    sentence: str
    reason: Reason | None = None


@dataclass(frozen=True)
class BackTest:
    """How a rule would flag the working texts of all pieces, or, of a saved one, how it does.

    Attributes:
        pieces: how many pieces were looked at.
        skipped: how many of them are of a channel on which the rule would not be in force.
        problems: what keeps the rule from running, as sentences.
    """

    places: tuple[Place, ...]
    pieces: int
    skipped: int = 0
    problems: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def hit(self) -> int:
        """In how many pieces it would speak."""
        return len({place.piece for place in self.places})

    @property
    def sentence(self) -> str:
        """`Would have flagged 14 times in 9 of 30 pieces.`"""
        if not self.pieces:
            return "There is no piece yet to try it on."
        many = {0: "not once", 1: "once", 2: "twice"}.get(self.count, f"{self.count} times")
        of = f"{self.hit} of {self.pieces}" if self.count else f"{self.pieces}"
        return f"Would have flagged {many} in {of} {'piece' if self.pieces == 1 else 'pieces'}."


class TermKind(StrEnum):
    """What the house may be taught about some words."""

    ACCEPT = "accept"
    REJECT = "reject"
    SPELLING = "spelling"
    EXCEPTION = "exception"


@dataclass(frozen=True)
class TermChoice:
    """One thing to teach the house, with its effect on the pieces there are.

    Attributes:
        words: as a person reads them.
        title: what stands on the button.
        effect: one or two sentences, counted over the working texts.
        rule: of an exception, the rule it is for.
        refused: why it cannot be done, as a sentence; empty where it can.
        silenced, raised: flags that would go and come, by rule.
    """

    kind: TermKind
    words: str
    title: str
    effect: str
    rule: str = ""
    refused: str = ""
    silenced: tuple[Place, ...] = ()
    raised: tuple[Place, ...] = ()


@dataclass(frozen=True)
class TuningRow:
    """A rule that people say no to: how often, why, and where."""

    rule: str
    usage: RuleUsage
    places: tuple[Place, ...]


@dataclass(frozen=True)
class WhyRow:
    """What one rule has to say about some words, and what keeps it from flagging them.

    Attributes:
        rule: its name; a rule of the style guides, or of another check.
        outcome: `flagged`, or `exempt`: its pattern fits, and something keeps it from saying so.
        span: of the working text: the words that the rule means.
        reason: why it is exempt; the flag's message where it is flagged.
    """

    rule: str
    outcome: Outcome
    span: Span
    reason: str
