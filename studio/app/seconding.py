"""A model's second opinion among the flags: laid over what the rules found, never in its place.

The two are joined by union. What a rule found stays as the rule has it, with its kind, its weight and its status; where a model
remarked the same words, that is told beside it. What only a model remarked becomes a claim of the lightest weight, or a
suggestion about the tone, and says whose it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from studio.core.claim import OPINION, ClaimNote, ClaimSeverity, said
from studio.core.document import Document
from studio.core.flag import Flag, Severity
from studio.core.markdown import Block
from studio.core.opinion import OpinionKind, Opinions, Remark, hash_of, is_worth_reading, remarks_in
from studio.core.span import Span

CHECK = "opinion"
"""What its flags go by among those of the checks; `OpinionKind.words` is what its passes go by."""
CATEGORIES = (
    *("statistic", "money_price", "date_history", "ranking", "comparison", "guarantee_absolute"),
    *("attribution", "quotation", "testimonial", "regulated", "legal_compliance", "entity_causal"),
)
"""The kinds of claim that a model may name, the rules' own."""

_PLAIN_FACT = "entity_causal"
_NEED = "Give it a source, or say that no reader takes it for a fact."
_WHY = "A model’s second opinion: it sees more than the rules do, and errs more. Nothing follows from it until you decide."


@dataclass(frozen=True, slots=True)
class Beside:
    """What is laid over the findings of the checks.

    Attributes:
        ran: passes that read all of the text as it stands; `missing` those that should have, with the reason.
    """

    flags: tuple[Flag, ...] = ()
    ran: tuple[str, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()


NOTHING = Beside()


@dataclass(frozen=True, slots=True)
class _Known:
    """What a model has to say of one block: flags counted from its chunk; and what it goes by, empty where none is asked."""

    block: Block
    name: str
    flags: tuple[Flag, ...]


class Seconding:
    """Lays opinions over one text, time and again: blocks that are the very ones of the last time are not looked at anew."""

    def __init__(self) -> None:
        self._opinions = Opinions()
        self._known: dict[int, _Known] = {}

    def beside(self, document: Document, opinions: Opinions, *, wanted: bool) -> Beside:
        """What a model has to say of the text as it stands.

        Args:
            wanted: whether the house has every text read so; then a pass that did not run is missing.
        """
        if not wanted and not opinions.read:
            return NOTHING
        if opinions is not self._opinions:
            self._opinions, self._known = opinions, {}
        known, flags, names = {}, list[Flag](), list[str]()
        for placed in document.blocks:
            block = placed.block
            found = self._known.get(id(block))
            if found is None or found.block is not block:
                found = _known(block, opinions)
            known[id(block)] = found
            flags += [flag.at(flag.span.moved(placed.offset)) for flag in found.flags]
            names.append(found.name)
        self._known = known
        left = {kind: opinions.missing(kind, _unread(names, opinions.read.get(kind, frozenset()))) for kind in OpinionKind}
        return Beside(
            tuple(flags),
            tuple(kind.words for kind, why in left.items() if not why),
            tuple((kind.words, why) for kind, why in left.items() if why and wanted),
        )


def _known(block: Block, opinions: Opinions) -> _Known:
    flags = tuple(_flag(remark, block.source(span)) for remark, span in remarks_in(block, opinions))
    return _Known(block, hash_of(block) if is_worth_reading(block) else "", flags)


def _unread(names: Iterable[str], read: frozenset[str]) -> int:
    return sum(1 for name in names if name and name not in read)


def joined(found: Iterable[Flag], remarked: Sequence[Flag]) -> Iterable[Flag]:
    """The rules' flags and a model's: a claim that both saw stands once, as the rule has it, and says that the model saw it."""
    if not remarked:
        return found
    rules = list(found)
    alone = []
    for flag in remarked:
        same = [at for at, other in enumerate(rules) if flag.claim and other.claim and other.span.overlaps(flag.span)]
        for at in same:
            note = rules[at].claim
            assert note is not None
            assert flag.claim is not None
            rules[at] = replace(rules[at], claim=replace(note, model=flag.claim.model))
        if not same:
            alone.append(flag)
    return [*rules, *alone]


def _flag(remark: Remark, span: Span) -> Flag:
    is_claim = remark.kind is OpinionKind.CLAIMS
    kind = remark.what if remark.what in CATEGORIES else _PLAIN_FACT
    told = f": “{remark.why}”" if remark.why else ""
    if is_claim:
        message = f"{remark.by} takes this for a claim{told}. No rule found one. {_NEED}"
    else:
        message = f"{remark.by} reads this as {remark.what}{told}. It is a reading, not a fault."
    return Flag(
        span,
        message,
        check=CHECK,
        rule=f"Opinion.{'Claim' if is_claim else 'Tone'}",
        severity=Severity.SUGGESTION,
        text=remark.quote,
        context=remark.sentence,
        why=_WHY,
        layer=f"second opinion of {remark.by}",
        claim=_note(kind, remark.by, remark.why) if is_claim else None,
    )


def _note(kind: str, by: str, why: str) -> ClaimNote:
    reason = f"{said(kind)}, only in the opinion of {by}{f': “{why}”' if why else ''}"
    return ClaimNote((kind,), ClaimSeverity.LOW, _NEED, rule=OPINION, reason=reason, model=by)
