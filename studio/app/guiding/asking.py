"""Why is this not flagged? The engine's own answer, and what people, channels and trials have to do with it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from studio.app.clock import long_day
from studio.app.guiding.files import House
from studio.app.guiding.rehearsal import PieceText
from studio.app.guiding.rows import WhyRow
from studio.app.guiding.standing import rule_state
from studio.app.policy import Policy
from studio.core.flag import Dismissal, Flag, Scope
from studio.core.span import Span
from studio.guides import Guides
from studio.guides.explain import Outcome, explain, meet

_REACH = {
    Scope.HERE: "Dismissed here",
    Scope.PIECE: "Dismissed for the whole piece",
    Scope.RULE: "Dismissed for every piece",
}
_TRIAL = "The rule is on trial: its flags are shown and counted, and stop nothing."


@dataclass(frozen=True)
class Asked:
    """Words of a piece's working text, and all that has a say about them.

    Attributes:
        span: of the working text, code points; an empty one asks about the place.
        flags: what every check raises in the text, dismissed or not.
        here: the guides in force for the piece.
        everything: every guide there is, with every rule on.
        today: ISO 8601.
    """

    text: PieceText
    span: Span
    flags: Sequence[Flag]
    here: Guides
    everything: Guides
    today: str

    @property
    def flags_here(self) -> Iterator[Flag]:
        return (flag for flag in self.flags if len(flag.span) and meet(flag.span, self.span))


def why_rows(asked: Asked, house: House, policy: Policy) -> tuple[WhyRow, ...]:
    """What each rule that touches the words says of them: flagged, then exempt, then what is not in force for the piece."""
    rows: dict[str, WhyRow] = {}
    for flag in asked.flags_here:
        answer = _dismissal(asked, flag)
        row = WhyRow(flag.rule, Outcome.FLAGGED, flag.span, _flagged(asked, flag, policy))
        if answer:
            row = WhyRow(flag.rule, Outcome.EXEMPT, flag.span, _said(answer))
        if flag.rule not in rows or not answer:  # one open flag counts more than any that are dismissed
            rows[flag.rule] = row
    document = asked.text.document
    for told in explain(asked.here, document, asked.span):
        rows.setdefault(told.rule.name, WhyRow(told.rule.name, told.outcome, told.span, told.reason))
    known = {rule.name for rule in asked.here.rules}
    for told in explain(asked.everything, document, asked.span):
        if told.outcome is Outcome.FLAGGED and told.rule.name not in known:
            row = WhyRow(told.rule.name, Outcome.EXEMPT, told.span, _not_here(asked, house, told.rule.name))
            rows.setdefault(told.rule.name, row)
    return tuple(sorted(rows.values(), key=lambda row: row.outcome is Outcome.EXEMPT))


def _dismissal(asked: Asked, flag: Flag) -> Dismissal | None:
    """The answer that silences a flag."""
    return next(iter(_answers(asked.text.dismissals, flag, asked.today)), None)


def _answers(dismissals: Iterable[Dismissal], flag: Flag, today: str, held: bool = True) -> Iterator[Dismissal]:
    return (each for each in dismissals if each.silences(flag) and each.holds(today) is held and flag.claim is None)


def _flagged(asked: Asked, flag: Flag, policy: Policy) -> str:
    said = [flag.message]
    over = list(_answers(asked.text.dismissals, flag, asked.today, held=False))
    if over:
        said.append(f"A dismissal by {over[-1].who} ended with {long_day(over[-1].until)}.")
    if policy.is_on_trial(flag.rule):
        said.append(_TRIAL)
    return " ".join(said)


def _said(answer: Dismissal) -> str:
    """`Dismissed here by Erin on 24 November 2026 as deliberate (“our own word”), until 24 December 2026.`"""
    note = f" (“{' '.join(answer.note.split())}”)" if answer.note.strip() else ""
    until = f", until {long_day(answer.until)}" if answer.until else ""
    return f"{_REACH[answer.scope]} by {answer.who} on {long_day(answer.when)} as {answer.reason.value}{note}{until}."


def _not_here(asked: Asked, house: House, rule: str) -> str:
    piece, guide = asked.text.piece, rule.partition(".")[0]
    where = f"Not in force for {piece.channel.value}"
    if house.settings is None:
        return f"{where}: {guide} is for texts of its own channel."
    (level,) = (each.severity for each in asked.everything.rules if each.name == rule)
    state = rule_state(house.settings, rule, level, piece.channel)
    # A section may be for some pieces of a channel only, and then what holds for the channel is not the reason.
    return f"{where}: {state.why}" if not state.is_on else f"Not in force for this piece: a section of {house.ini.name} says so."
