"""Handing a piece on with all that the next person has to know: gathered from the piece on the desk, said in plain sentences.

No language model has a part in it: what was asked, done, changed and left open stands in the history, and the sentences are
templates. Two steps, so that a window can take the second one beside it: `gather` reads what only the desk knows, `card_of` makes
the card out of it and may run in any thread.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.app import checklists, commenting
from studio.app.tracing import edits_of, origins_of
from studio.core.changes import compare
from studio.core.checklist import Round
from studio.core.claim import ClaimStatus
from studio.core.document import Document
from studio.core.edit import Cause
from studio.core.errors import Refused
from studio.core.events import Event, EventType
from studio.core.flag import Severity
from studio.core.gate import Level
from studio.core.handoff import NO_VERDICT, NOTHING_OPEN, Card
from studio.core.judgement import Escalation, Trigger
from studio.core.origins import OriginKind, shares
from studio.core.piece import Person, Piece, Stage
from studio.core.provenance import attribute, changed_words, original_words, retained
from studio.core.times import minute, short
from studio.core.voice import BY_ID, FEWEST, Voice, listen

if TYPE_CHECKING:
    from studio.app.session import ReviewSession

_LONG = 280  # code points of a brief that are told; the rest stands in the piece
_NAMED = 3  # of a kind, before the others are only counted
_QUOTED = 60
_FORMAL, _CASUAL = 62.0, 48.0  # of 100; between them lies what most business writing is, see `core.measures`
_READS = 0.05  # from where VADER's makers call words positive or negative
_STEPS = (
    *(EventType.SUBMITTED, EventType.CHANGES_REQUESTED, EventType.APPROVED, EventType.AGREED, EventType.RECALLED),
    *(EventType.REOPENED, EventType.HELD, EventType.RESUMED, EventType.WITHDRAWN, EventType.BROUGHT_BACK, EventType.PUBLISHED),
)


@dataclass(frozen=True)
class Gathered:
    """All that a card is made from.

    Attributes:
        events: of the piece, oldest first.
        open: sentences on what is open.
        claims: how many claims stand how, in words.
        template: title of the content type; empty where it follows none.
    """

    piece: Piece
    original: str
    text: str
    events: tuple[Event, ...]
    open: tuple[str, ...]
    claims: tuple[str, ...]
    template: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """One time that the piece changed hands between a writer and an editor.

    Attributes:
        is_return: whether it was sent back, and not handed on.
        due: UTC, ISO 8601; empty where nobody said.
        card: None on what was handed on before cards were kept.
    """

    by: str
    to: str
    when: str
    due: str
    note: str
    question: str
    is_return: bool
    revision: int
    card: Card | None


# ---------------------------------------------------------------- what it takes


def must_be_whole(to: str, note: str, question: str, level: Level) -> None:
    """Raises: Refused, where a handoff says not enough: nobody is named, or the house asks for a word to the next person."""
    if not to.strip():
        raise Refused("A handoff needs somebody who gets it.", "Name an editor.")
    if level is Level.REQUIRED and not (note.strip() or question.strip()):
        raise Refused("The next person has to know what to look at.", "Ask them something, or leave a note.")


def handed(events: Iterable[Event]) -> tuple[Handed, ...]:
    """Every handoff among the events of one piece, oldest first."""
    found = []
    for event in events:
        if event.type in (EventType.SUBMITTED, EventType.CHANGES_REQUESTED):
            said = event.payload or {}
            words = (str(said.get(name) or "") for name in ("to", "due", "note", "question"))
            to, due, note, question = words
            is_return = event.type is EventType.CHANGES_REQUESTED
            revision = said.get("revision") or 0
            card = Card.read(said.get("card"))
            found.append(Handed(event.actor.name, to, event.time, due, note, question, is_return, int(revision), card))
    return tuple(found)


def received(session: "ReviewSession") -> Handed | None:
    """The handoff that the piece on the desk lies there with; None where it is nobody's answer that is waited for."""
    if session.piece.stage not in (Stage.IN_REVIEW, Stage.CHANGES_REQUESTED):
        return None
    every = handed(session.desk.history.events(session.piece.id, [EventType.SUBMITTED, EventType.CHANGES_REQUESTED]))
    return every[-1] if every else None


def head(piece: Piece, last: Handed | None) -> Iterator[str]:
    """What stands above a card that is read elsewhere: which piece it is, and who asks what of whom."""
    yield f"“{piece.title}” ({', '.join(filter(None, (piece.channel.value, piece.brand, piece.stage.label.lower())))})"
    if last:
        done = "Sent back" if last.is_return else "Handed on"
        due = f", due {minute(last.due)} UTC" if last.due else ""
        yield f"{done} by {last.by} to {last.to or 'its writer'} on {minute(last.when)} UTC{due}."
        if last.question:
            yield f"Question: {last.question}"
        if last.note:
            yield f"Note: {last.note}"


# ---------------------------------------------------------------- gathering


def gather(session: "ReviewSession") -> Gathered:
    """What only the piece on the desk knows; quick."""
    desk, piece = session.desk, session.piece
    template = desk.template_of(piece)
    events = tuple(desk.history.events(piece.id))
    title = template.title if template else piece.content_type
    return Gathered(piece, session.original, session.text, events, tuple(_open(session)), tuple(_claims(session)), title)


def state_of(session: "ReviewSession") -> tuple[object, ...]:
    """What a card of the piece on the desk follows from; while it is the same, so is the card. Reads no events."""
    return session.piece, session.text, tuple(_open(session)), tuple(_claims(session))


def card_now(session: "ReviewSession") -> Card:
    """The card of the piece on the desk as it stands."""
    return card_of(gather(session))


def card_of(found: Gathered) -> Card:
    """Make the card: compares the texts, follows where their words come from, and reads their tone."""
    comparison = compare(found.original, found.text)
    edits = ((edit, event.actor.name, event.time) for edit, event in edits_of(found.events))
    marks = attribute(comparison.changes, edits)
    runs = origins_of(found.original, found.text, found.events, comparison, marks)
    by_origin = shares(found.text, runs)
    kept, changed = retained(comparison), changed_words(comparison)
    stand = "Stand as the AI wrote them" if found.piece.model else "Stand as they came"
    figures = [("Words", f"{kept.words:,}"), (stand, f"{kept.kept:,} ({kept.percent})")]
    figures.append(("Changed words", f"{changed:,} of {original_words(comparison):,}"))
    figures += [(_FROM[kind], f"{number:,} ({by_origin.percent(kind)})") for kind, number in by_origin.by_kind.items()]
    places = len(comparison.changes)
    return Card(
        asked=tuple(_asked(found)),
        ai=tuple(_ai(found, original_words(comparison))),
        people=tuple(_people(found, changed, places)),
        figures=tuple(figures),
        open=found.open or (NOTHING_OPEN,),
        tone=tuple(_tone(found)),
        earlier=tuple(_earlier(found.events)),
    )


_FROM = {
    OriginKind.AI: "From the AI",
    OriginKind.TYPED: "Typed",
    OriginKind.PASTED: "Pasted",
    OriginKind.FIX: "From fixes",
    OriginKind.REWRITE: "From rewrites",
    OriginKind.IMPORT: "From a file",
}

# ---------------------------------------------------------------- asked, and done


def _asked(found: Gathered) -> Iterator[str]:
    piece = found.piece
    brief = " ".join(piece.brief.split())
    if brief:
        yield f"The brief: “{_cut(brief, _LONG)}”"
    else:
        yield "No brief is on record."
    audience = f" for {piece.audience}" if piece.audience else ""
    yield f"{_A[piece.channel.value]}{audience}{f', after the template “{found.template}”' if found.template else ''}."


_A = {"blog": "A blog post", "web": "A web page", "email": "An email", "social": "A social post", "support": "A support reply"}


def _ai(found: Gathered, words: int) -> Iterator[str]:
    piece = found.piece
    when = f" on {short(piece.generated)}" if piece.generated else ""
    if piece.model:
        yield f"{piece.model} wrote {_many(words, 'word')}{when}."
    else:
        source = f" from {piece.source_name}" if piece.source_name else ""
        yield f"The first text came{source}, {_many(words, 'word')}; which model wrote it is not on record."
    taken = Counter(edit.detail or "a model" for edit, _ in edits_of(found.events) if edit.cause is Cause.REWRITE)
    for model, number in sorted(taken.items()):
        yield f"{_many(number, 'rewrite')} by {model} {'was' if number == 1 else 'were'} accepted."
    if not taken:
        yield "No rewrite by an AI was accepted."


def _people(found: Gathered, changed: int, places: int) -> Iterator[str]:
    made = [(edit, event) for edit, event in edits_of(found.events)]
    if not changed and not places:
        yield "Nobody has changed a word yet." if not made else "The text reads as it came: what was changed was changed back."
    else:
        who = list(dict.fromkeys(event.actor.name for _, event in made))
        days = sorted({event.time[:10] for _, event in made})
        span = f", {short(days[0])}" if days else ""
        span += f" to {short(days[-1])}" if len(days) > 1 else ""
        yield f"{_and(who) or 'Somebody'} changed {_many(changed, 'word')} in {_many(places, 'place')}{span}."
    fixes = Counter(edit.detail or "a rule" for edit, _ in made if edit.cause is Cause.FIX)
    if fixes:
        yield f"Fixes taken: {_counted(fixes)}."
    dismissed = Counter(
        str((event.payload or {}).get("reason") or "no reason")
        for event in found.events
        if event.type is EventType.FLAG_DISMISSED
    )
    if dismissed:
        yield f"Flags dismissed: {_counted(dismissed)}."
    yield from found.claims


# ---------------------------------------------------------------- claims, and what is open


def _claims(session: "ReviewSession") -> Iterator[str]:
    counts = Counter(claim.status for claim in session.claims if claim.span is not None or claim.status is ClaimStatus.REMOVED)
    told = [
        (ClaimStatus.SUPPORTED, "given evidence"),
        (ClaimStatus.OPINION, "called an opinion"),
        (ClaimStatus.REMOVED, "taken out"),
        (ClaimStatus.CONTRADICTED, "found to be wrong"),
    ]
    said = [f"{counts[status]:,} {words}" for status, words in told if counts[status]]
    if said:
        yield f"Claims: {_and(said)}."


def _open(session: "ReviewSession") -> Iterator[str]:
    if session.pending:
        yield f"Not everything is checked yet: {', '.join(session.pending)}."
    for name, why in session.missing.items():
        yield f"Not checked with {name}: {why}."
    for severity, noun in ((Severity.ERROR, "error"), (Severity.WARNING, "warning")):
        flags = [flag for flag in session.flags if flag.severity is severity]
        if flags:
            yield f"{_many(len(flags), noun)}: {_some([f'{flag.rule} “{_cut(flag.text)}”' for flag in flags])}."
    claims = [claim for claim in session.claims if claim.is_open]
    if claims:
        yield f"{_many(len(claims), 'claim')} without evidence: {_some([f'“{_cut(claim.text)}”' for claim in claims])}."
    asked = [claim for claim in session.claims if claim.asked]
    if asked:
        yield f"{_many(len(asked), 'question')} about claims without an answer, from {_and(sorted({c.asked for c in asked}))}."
    yield from _unanswered(session)
    yield from _waiting(session)
    yield from _gone_up(session.desk.history.judged.escalations(session.piece.id))


def _unanswered(session: "ReviewSession") -> Iterator[str]:
    standing = checklists.standing(session)
    asked = standing if session.piece.stage is Stage.IN_REVIEW else standing.of(Round.DRAFTING)  # the review's come later
    rows = asked.open
    if rows:
        yield f"{_many(len(rows), 'question')} of the checklist: {_some([f'“{_cut(row.question.question)}”' for row in rows])}."


def _waiting(session: "ReviewSession") -> Iterator[str]:
    threads = commenting.waiting(session)
    if threads:
        said = [f"{each.comments[0].by.name}: “{_cut(each.comments[0].text)}”" for each in threads]
        yield f"{_many(len(threads), 'comment')} without an end: {_some(said)}."


def _gone_up(escalations: Sequence[Escalation]) -> Iterator[str]:
    disputed = [each for each in escalations if each.trigger is Trigger.DISPUTED]
    if disputed:
        yield f"{_many(len(disputed), 'dispute')} that an owner has to answer: {_some([_note(each) for each in disputed])}."
    others = [each for each in escalations if each.trigger is not Trigger.DISPUTED]
    if others:
        yield f"{_many(len(others), 'escalation')}: {_some([f'to {each.to}, {_note(each)}' for each in others])}."


def _note(each: Escalation) -> str:
    return each.note.rstrip(" .")


# ---------------------------------------------------------------- tone


def _tone(found: Gathered) -> Iterator[str]:
    voices = [listen(Document.parse(text)) for text in (found.original, found.text)]
    if not all(voice.figures for voice in voices):
        yield f"Too short to read: that takes {FEWEST} words of running text."
        return
    before, now = (reading(voice) for voice in voices)
    yield f"The AI original reads {before}."
    yield f"The working text reads {'the same' if before == now else now}."
    yield NO_VERDICT


def reading(voice: Voice) -> str:
    """`positive (0.21) and formal (71 of 100)`: how a text reads, with the figures it is read by."""
    tone = voice.figures["tone"]
    word = "positive" if tone >= _READS else "negative" if tone <= -_READS else "neutral"
    said = f"{word} ({BY_ID['tone'].said(tone)})"
    if (formal := voice.figures.get("formality")) is not None:
        manner = "formal" if formal >= _FORMAL else "casual" if formal <= _CASUAL else "neither formal nor casual"
        said += f" and {manner} ({BY_ID['formality'].said(formal)} of 100)"
    return said


# ---------------------------------------------------------------- earlier decisions


def _earlier(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        if event.type in _STEPS:
            payload = event.payload or {}
            said = _STEP[event.type].format(
                who=event.actor.name,
                to=payload.get("to") or "somebody",
                revision=payload.get("revision") or "?",
                parts=_and([str(part) for part in payload.get("parts") or ()]) if event.type is EventType.AGREED else "",
            )
            words = payload.get("note") or payload.get("reason") or ""
            yield f"{short(event.time)}: {said}{f': “{_cut(str(words), _LONG)}”' if words else '.'}"


_STEP = {
    EventType.SUBMITTED: "{who} handed revision {revision} on to {to}",
    EventType.CHANGES_REQUESTED: "{who} sent revision {revision} back",
    EventType.APPROVED: "{who} approved revision {revision}",
    EventType.AGREED: "{who} agreed to {parts}",
    EventType.RECALLED: "{who} took it back from review",
    EventType.REOPENED: "{who} reopened it",
    EventType.HELD: "{who} put it on hold",
    EventType.RESUMED: "{who} took it off hold",
    EventType.WITHDRAWN: "{who} withdrew it",
    EventType.BROUGHT_BACK: "{who} brought it back",
    EventType.PUBLISHED: "{who} marked it as published",
}


# ---------------------------------------------------------------- who is next


def steps(piece: Piece, person: Person, editor: str) -> tuple[tuple[str, bool], ...]:
    """The stage line: who has the piece, who is next, and that it is published in the end; and which of them has it now.

    Args:
        editor: who would get it next, where it is with its writer.
    """
    writer = piece.last_editor or piece.accountable or person.name
    if piece.stage is Stage.IN_REVIEW:
        return (piece.handed_by or writer, False), (piece.assignee, True), ("published", False)
    if piece.stage in (Stage.APPROVED, Stage.PUBLISHED):
        is_out = piece.stage is Stage.PUBLISHED
        return (writer, False), ("approved", not is_out), ("published", is_out)
    if piece.stage in (Stage.ON_HOLD, Stage.WITHDRAWN):
        return (writer, False), (piece.stage.label.lower(), True)
    return (piece.assignee or writer, True), (editor or "an editor", False), ("published", False)


def handed_payload(question: str, card: Card) -> dict[str, Any]:
    """What a handoff adds to its entry in the history."""
    said = {"question": question.strip()} if question.strip() else {}
    return {**said, "card": card.payload()}


# ---------------------------------------------------------------- words


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _counted(found: Counter[str]) -> str:
    return ", ".join(f"{name} ({number})" if number > 1 else name for name, number in found.most_common())


def _some(words: Sequence[str]) -> str:
    more = len(words) - _NAMED
    return f"{', '.join(words[:_NAMED])} and {more} more" if more > 0 else ", ".join(words)


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def _cut(text: str, most: int = _QUOTED) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"
