"""Who said yes to which text, when, after what checks, how fast, and whether it is signed.

One entry per approval, whatever became of the text since. A piece approved more than once was corrected after its first yes.
What speaks for a rubber stamp is marked, and left to people to judge.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from studio.core.events import Head, Verification
from studio.core.outcome import Reopening, Yes
from studio.core.seal import SealState
from studio.reports.measured import Value, middle, said, spread
from studio.reports.page import render
from studio.reports.period import check, holds
from studio.reports.report import Kind, Need, Report, Table
from studio.reports.told_approved import beside, disclosure_of, parts_of, risk_of

VERSION = 1
HOW = (
    ("Turnaround", "From the making of the piece to this approval, by the clock, nights and weekends included."),
    ("Review", "From the handing on that it answers to this approval. It is late where the answer came after it was due."),
    (
        "Read",
        "How long the approver had the piece open in the window in use, since their last decision on it, with no more than a "
        "minute since the last key, press or scroll. Nobody measures it on the command line; then it is not recorded.",
    ),
    ("Text", "The first digits of the SHA-256 of the approved text; any other text has another one. Words as the text has them."),
    ("Changed", "Words taken out, put in or replaced since the AI original."),
    ("Signed", "Whether the approver’s own key signed this text, these guides and this policy, and the signature holds."),
    (
        "Parts",
        "An approval has two, how it sounds (voice) and whether it is true (accuracy). Where they were divided, whoever said yes "
        "to which is named; where much was at stake, whoever else agreed.",
    ),
    ("Correction", "A piece that was reopened after a yes, with what had to be corrected, and when it was approved again."),
    (
        "Marks",
        "What speaks for a rubber stamp. It is no proof of one: a short text is read fast, and a good draft needs no change.",
    ),
)


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over the approvals of the report.

    Attributes:
        pieces: how many pieces they are of; `corrections` those that were not the first of their piece.
        signed, unsigned, invalid: by their signature.
        incomplete: given while a check that should have run had not.
        late: that answered a handing on after it was due; `marked` with a sign of a rubber stamp; `unread`: nobody measured how
            long the text was open.
    """

    approvals: int
    pieces: int
    corrections: int
    signed: int
    unsigned: int
    invalid: int
    incomplete: int
    late: int
    marked: int
    unread: int


@dataclass(frozen=True, slots=True)
class Approvals(Report):
    """The report; the latest approval comes first."""

    kind: ClassVar[str] = "approvals"
    title: ClassVar[str] = "Approvals"

    totals: Totals
    yeses: tuple[Yes, ...]

    @property
    def is_empty(self) -> bool:
        return not self.yeses

    @property
    def turnaround(self) -> Value:
        """Hours; the middle of the approvals."""
        return middle(each.turnaround / 3600 for each in self.yeses if each.nth == 1)

    @property
    def review(self) -> Value:
        return middle(each.round.seconds / 3600 for each in self.yeses if each.round and each.round.seconds is not None)

    @property
    def marked(self) -> list[Yes]:
        return [each for each in self.yeses if each.signs]

    @property
    def corrections(self) -> list[tuple[Yes, Reopening]]:
        """Pieces that were reopened after a yes, the latest first, each with the yes that it was reopened after."""
        found = [(each, one) for each in self.yeses for one in each.reopened]
        return sorted(found, key=lambda pair: pair[1].number, reverse=True)

    def cautions(self) -> tuple[str, ...]:
        return tuple(each.seal.problem for each in self.yeses if each.seal and each.seal.problem)

    def page(self) -> str:
        return render("approvals.html.jinja", report=self, how=HOW, tell=said, spread=spread, late=_is_late, beside=beside)

    def table(self) -> Table:
        return Table(_COLUMNS, [_row(each) for each in self.yeses])

    def record(self) -> dict[str, Any]:
        return self.opening(VERSION) | {
            "how_counted": dict(HOW),
            "totals": asdict(self.totals),
            "approvals": [_record(each) for each in self.yeses],
        }

    def remarks(self) -> tuple[tuple[str, str], ...]:
        sums = ((name.capitalize(), f"{value:,}") for name, value in asdict(self.totals).items())
        return (*sums, ("Rows", "One per approval, the latest first. An empty cell is not recorded."), *HOW)


_COLUMNS = (
    *("piece", "title", "channel", "brand", "approved by", "when", "revision", "yes number", "text hash", "words"),
    *("changed words", "kept words", "read seconds", "turnaround seconds", "review seconds", "due", "late", "ran", "not run"),
    *("guide version", "policy version", "signed", "key", "marks", "note"),
    *("parts", "agreed by", "risk", "voice rating", "responsible", "disclosure", "second person", "reopened to correct"),
)


def _row(yes: Yes) -> tuple[str, ...]:
    piece, answered = yes.outcome, yes.round
    counts = (yes.words, yes.changed_words, yes.kept, yes.read_seconds, yes.turnaround, answered.seconds if answered else None)
    told = tuple("" if number is None else str(number) for number in counts)
    return (
        *(piece.piece, piece.title, piece.channel.value, piece.brand, yes.who, yes.when, str(yes.revision), str(yes.nth)),
        *(yes.text_hash, *told, answered.due if answered else "", "late" if _is_late(yes) else ""),
        *(", ".join(yes.ran), ", ".join(yes.missing), yes.guide_version, yes.policy_version),
        *(yes.seal.state.value if yes.seal else "", yes.seal.key if yes.seal else "", "; ".join(yes.signs), yes.note),
        *_beside(yes),
    )


def _beside(yes: Yes) -> tuple[str, ...]:
    said = yes.beside
    agreed, rating = ", ".join(said.get("agreed") or ()), said.get("rating")
    people = (parts_of(said), agreed, risk_of(said), str(rating or ""), str(said.get("responsible") or ""))
    corrected = "; ".join(filter(None, (one.note or one.when[:10] for one in yes.reopened)))
    return (*people, disclosure_of(said), str(said.get("separation") or ""), corrected)


def _record(yes: Yes) -> dict[str, Any]:
    piece = yes.outcome
    about = {"piece": piece.piece, "title": piece.title, "channel": piece.channel.value, "brand": piece.brand}
    own = {name: value for name, value in asdict(yes).items() if name not in ("outcome", "round", "seal")}
    answered = asdict(yes.round) | {"seconds": yes.round.seconds, "late": _is_late(yes)} if yes.round else None
    own["reopened"] = [asdict(one) for one in yes.reopened]
    return about | own | {"turnaround": yes.turnaround, "round": answered, "seal": asdict(yes.seal) if yes.seal else None}


def _is_late(yes: Yes) -> bool:
    return yes.round is not None and yes.round.is_late(yes.when)


def build(
    yeses: Sequence[Yes],
    *,
    workspace: str,
    made: str,
    made_by: str,
    head: Head,
    verification: Verification,
    period: tuple[str, str],
) -> Approvals:
    """Gather the report.

    Args:
        yeses: every approval of the pieces in reach, the oldest first.
        period: an approval falls on its own day.
    Raises:
        BadInput: when the period is no period.
    """
    check(period)
    told = tuple(each for each in reversed(yeses) if holds(period, each.when))
    return Approvals(workspace, made, made_by, period, head, verification, _totals(told), told)


def _totals(yeses: Sequence[Yes]) -> Totals:
    states = [each.seal.state if each.seal else SealState.UNSIGNED for each in yeses]
    return Totals(
        approvals=len(yeses),
        pieces=len({each.outcome.piece for each in yeses}),
        corrections=sum(each.nth > 1 for each in yeses),
        signed=states.count(SealState.SIGNED),
        unsigned=states.count(SealState.UNSIGNED),
        invalid=states.count(SealState.INVALID),
        incomplete=sum(bool(each.missing) for each in yeses),
        late=sum(_is_late(each) for each in yeses),
        marked=sum(bool(each.signs) for each in yeses),
        unread=sum(each.read_seconds is None for each in yeses),
    )


KIND = Kind(
    name=Approvals.kind,
    title=Approvals.title,
    about="Who approved which exact text, when, after which checks, how fast, how long it was read, and whether it is signed.",
    build=build,
    needs=Need.APPROVALS,
)
