"""The handoff card, made from the events and the texts of one piece: what was asked, done and changed, and how it reads.

No language model has a part in it: the sentences are templates. It reads nothing but what it is given, and may be made in any
thread.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studio.app.tracing import edits_of, origins_of
from studio.core.ai_told import told
from studio.core.changes import compare
from studio.core.document import Document
from studio.core.edit import Cause
from studio.core.events import Event, EventType
from studio.core.handoff import NO_VERDICT, NOTHING_OPEN, Card
from studio.core.origins import OriginKind, shares
from studio.core.phrases import count, listed, shortened
from studio.core.piece import Piece
from studio.core.provenance import attribute, changed_words, original_words, retained
from studio.core.times import short
from studio.core.tone import urgency
from studio.core.voice import BY_ID, FEWEST, Voice, listen
from studio.core.voice_words import CASUAL, FORMAL

_LONG = 280  # code points of a brief that are told; the rest stands in the piece
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
        yield f"The brief: “{shortened(brief, _LONG)}”"
    else:
        yield "No brief is on record."
    one, audience = piece.channel.one, f" for {piece.audience}" if piece.audience else ""
    yield f"{one[0].upper()}{one[1:]}{audience}{f', after the template “{found.template}”' if found.template else ''}."


def _ai(found: Gathered, words: int) -> Iterator[str]:
    piece = found.piece
    made = piece.generated
    when = f" on {made if 'T' in made else short(made)}" if made else ""  # a plain day is the same everywhere
    if piece.model:
        yield f"{piece.model} wrote {count(words, 'word')}{when}."
    else:
        source = f" from {piece.source_name}" if piece.source_name else ""
        yield f"The first text came{source}, {count(words, 'word')}; which model wrote it is not on record."
    taken = Counter(edit.detail or "a model" for edit, _ in edits_of(found.events) if edit.cause is Cause.REWRITE)
    yield from told(found.events, taken)


def _people(found: Gathered, changed: int, places: int) -> Iterator[str]:
    made = [(edit, event) for edit, event in edits_of(found.events)]
    if not changed and not places:
        yield "Nobody has changed a word yet." if not made else "The text reads as it came: what was changed was changed back."
    else:
        who = list(dict.fromkeys(event.actor.name for _, event in made))
        times = sorted({event.time for _, event in made})
        span = f", {times[0]}" if times else ""
        span += f" to {times[-1]}" if len(times) > 1 else ""
        yield f"{listed(who) or 'Somebody'} changed {count(changed, 'word')} in {count(places, 'place')}{span}."
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


def _counted(found: Counter[str]) -> str:
    return ", ".join(f"{name} ({number})" if number > 1 else name for name, number in found.most_common())


# ---------------------------------------------------------------- tone


def _tone(found: Gathered) -> Iterator[str]:
    voices = [listen(Document.parse(text)) for text in (found.original, found.text)]
    if not all(voice.figures for voice in voices):
        yield f"Too short to read: that takes {FEWEST} words of running text."
        return
    before, now = (f"{reading(voice)}{_pressing(text)}" for voice, text in zip(voices, (found.original, found.text), strict=True))
    yield f"The AI original reads {before}."
    yield f"The working text reads {'the same' if before == now else now}."
    yield NO_VERDICT


def _pressing(text: str) -> str:
    """`, and presses its readers in 2 of 14 sentences`; empty where it does not."""
    pressing, sentences = urgency(Document.parse(text))
    return f", and presses its readers in {pressing:,} of {count(sentences, 'sentence')}" if pressing else ""


def reading(voice: Voice) -> str:
    """`positive (0.21) and formal (71 of 100)`: how a text reads, with the figures it is read by."""
    tone = voice.figures["tone"]
    word = "positive" if tone >= _READS else "negative" if tone <= -_READS else "neutral"
    said = f"{word} ({BY_ID['tone'].said(tone)})"
    if (formal := voice.figures.get("formality")) is not None:
        manner = "formal" if formal >= FORMAL else "casual" if formal <= CASUAL else "neither formal nor casual"
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
                parts=listed([str(part) for part in payload.get("parts") or ()]) if event.type is EventType.AGREED else "",
            )
            words = payload.get("note") or payload.get("reason") or ""
            yield f"{event.time}: {said}{f': “{shortened(str(words), _LONG)}”' if words else '.'}"


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
