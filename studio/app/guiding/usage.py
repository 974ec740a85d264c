"""What became of every rule's flags: how often it speaks, is heeded, and is told no."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from studio.app.guiding.rehearsal import Contexts, PieceText, Tell, flags_of, places_of, told
from studio.app.guiding.rows import Place, RuleUsage, TuningRow
from studio.app.tracing import edits_of
from studio.checks.runner import Runner
from studio.core.check import Lane
from studio.core.edit import Cause, Edit
from studio.core.events import Event, EventType
from studio.core.flag import Flag, Reason, Scope
from studio.core.piece import Piece

ASKED = (EventType.EDITED, EventType.FLAG_DISMISSED, EventType.FLAG_RESTORED)
"""The events that tell what became of flags."""
_NOTES = 5


@dataclass(frozen=True)
class Answered:
    """A dismissal that nobody took back: by which rule, in which piece, why, and what the person wrote along."""

    rule: str
    piece: str
    reason: Reason
    note: str
    text: str


@dataclass(frozen=True)
class Looked:
    """What stands in one text now: flags that are open, and those that a dismissal silences."""

    text: PieceText
    open: tuple[Flag, ...]
    silenced: tuple[Flag, ...]


def look(texts: Sequence[PieceText], contexts: Contexts, runner: Runner, today: str, tell: Tell | None) -> tuple[Looked, ...]:
    """Check every text as it stands, in every lane."""
    return tuple(_looked(text, flags_of(runner, text, contexts.context(text.piece), Lane), today) for text in told(texts, tell))


def _looked(text: PieceText, flags: Sequence[Flag], today: str) -> Looked:
    silenced = tuple(flag for flag in flags if text.is_silenced(flag, today))
    gone = set(map(id, silenced))
    return Looked(text, tuple(flag for flag in flags if id(flag) not in gone), silenced)


def usage_of(events: Iterable[Event], pieces: Iterable[Piece], looked: Iterable[Looked]) -> dict[str, RuleUsage]:
    """Usage by rule; a rule that never spoke is not in it. See `RuleUsage` for what counts as what.

    Args:
        events: of all pieces, of the types `ASKED` at least, oldest first.
    """
    seen: defaultdict[str, set[str]] = defaultdict(set)
    opened, fixed, dismissed = Counter[str](), Counter[str](), Counter[str]()
    reasons: defaultdict[str, Counter[Reason]] = defaultdict(Counter)
    notes: defaultdict[str, list[str]] = defaultdict(list)
    rows = list(events)
    for rule, piece in fixes_of(rows):
        fixed[rule] += 1
        seen[rule].add(piece)
    for answer in answers_of(rows, pieces):
        dismissed[answer.rule] += 1
        seen[answer.rule].add(answer.piece)
        reasons[answer.rule][answer.reason] += 1
        if answer.note:
            notes[answer.rule].insert(0, answer.note)
    for each in looked:
        for flag in each.open:
            opened[flag.rule] += 1
            seen[flag.rule].add(each.text.piece.id)
    return {
        rule: RuleUsage(
            opened[rule],
            fixed[rule],
            dismissed[rule],
            len(seen[rule]),
            dict(reasons[rule].most_common()),
            tuple(dict.fromkeys(notes[rule]))[:_NOTES],
        )
        for rule in sorted(seen)
    }


def fixes_of(events: Iterable[Event]) -> Iterator[tuple[str, str]]:
    """Rule and piece of every fix that was applied."""
    rows = [(edit, event) for edit, event in edits_of(list(events)) if edit.cause is Cause.FIX and edit.detail]
    for number, (edit, event) in enumerate(rows, 1):
        if number == len(rows) or not _goes_on(edit, event, *rows[number]):
            yield edit.detail, event.piece


_MARKUP = 4  # the most letters of markup between two parts of flagged words: **, ~~ or _** and its like


def _goes_on(edit: Edit, event: Event, next_edit: Edit, next_event: Event) -> bool:
    """Whether an edit and the next one are one fix: words with markup inside are exchanged part by part, the last one first."""
    same = event.number == next_event.number and edit.detail == next_edit.detail
    return same and not edit.replacement and 0 < edit.span.start - next_edit.span.end <= _MARKUP


def answers_of(events: Iterable[Event], pieces: Iterable[Piece]) -> tuple[Answered, ...]:
    """The dismissals that nobody took back, oldest first; a new one of the same reach stands in the old one's place."""
    brands = {piece.id: piece.brand for piece in pieces}
    found: dict[tuple[str, ...], Answered] = {}
    for event in events:
        said = event.payload
        if said is None or event.type not in (EventType.FLAG_DISMISSED, EventType.FLAG_RESTORED):
            continue
        rule, scope = str(said.get("rule", "")), str(said.get("scope", ""))
        reach = {
            Scope.RULE.value: (scope, brands.get(event.piece, ""), rule),
            Scope.PIECE.value: (scope, event.piece, rule),
        }.get(scope, (scope, event.piece, str(said.get("key", ""))))
        found.pop(reach, None)
        if event.type is EventType.FLAG_DISMISSED and said.get("reason") in list(Reason):
            words = " ".join(str(said.get("text", "")).split())
            found[reach] = Answered(rule, event.piece, Reason(said["reason"]), str(said.get("note", "")), words)
    return tuple(found.values())


def tuning_of(usage: Mapping[str, RuleUsage], looked: Iterable[Looked]) -> tuple[TuningRow, ...]:
    """The rules that people say no to, the most dismissed first, each with the places that are dismissed and still stand."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for each in looked:
        for flag in each.silenced:
            (place,) = places_of(each.text, [flag])
            answer = next((d for d in each.text.dismissals if d.silences(flag)), None)
            places[flag.rule].append(replace(place, reason=answer.reason if answer else None))
    rows = [TuningRow(rule, used, tuple(places[rule])) for rule, used in usage.items() if used.dismissed]
    return tuple(sorted(rows, key=lambda row: (-row.usage.dismissal_rate, -row.usage.dismissed, row.rule)))
