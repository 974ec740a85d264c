"""Rewriting with an AI: a passage is asked about, the answer becomes a proposal, and a person decides about it.

Four steps, so that nobody waits for a model while they type:

    ask        the passage, the task and the call that would carry them; nothing is sent. `app.asking` shows and sends it
    Look       what the answer would change and bring along, worked out in any thread: the checks run over it first
    propose    the proposal, written down; the text is what it was
    edits, decide    what a person takes of it, for the editor or the command line to put in place, and that they did

Whatever a model writes is text and nothing else. It becomes a proposal at the one place that was asked about, and by none of
its words can it be more.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from studio.app import asking, voices
from studio.app.anchoring import AROUND, anchored, found_again
from studio.app.asking import Call, Received
from studio.app.masking import Part
from studio.app.proposals import Asked
from studio.app.rewrite_look import Look
from studio.core import proposal as made_of
from studio.core.acts import Act
from studio.core.asking import Purpose, Service
from studio.core.claim import Anchor
from studio.core.data import data_path
from studio.core.document import Document, sentences_of
from studio.core.edit import Cause, Edit
from studio.core.errors import KnownError, NotFound, Refused
from studio.core.events import EventType
from studio.core.markdown import BlockKind
from studio.core.masking import mask
from studio.core.piece import Piece
from studio.core.prompting import SAMPLES
from studio.core.proposal import Decision, Found, Proposal, Wish
from studio.core.span import Span
from studio.core.visible import visible

if TYPE_CHECKING:
    from studio.app.session import ReviewSession
    from studio.app.workspace import Workspace

_SAID_AT_MOST = 2_000  # code points of own words


# ---------------------------------------------------------------- the passage


def passage(document: Document, chosen: Span) -> Span:
    """What is rewritten: what is chosen, without blanks at its ends, or else the sentence at that place.

    Raises:
        Refused: there are no words.
    """
    found = _trimmed(document.text, chosen if len(chosen) else _sentence(document, chosen.start))
    if not visible(found.of(document.text)):
        raise Refused("There are no words to rewrite here.", "Select a passage, or put the cursor into a sentence.")
    return found


def wider(document: Document, span: Span) -> Span:
    """The next larger passage around one: its sentence, its paragraph, everything under the heading it stands under, the whole
    text; the same where it is the whole already."""
    whole = _trimmed(document.text, Span(0, len(document.text)))
    for around in (_sentence(document, span.start), _paragraph(document, span), _section(document, span), whole):
        larger = _trimmed(document.text, around)
        if larger.start <= span.start and span.end <= larger.end and len(larger) > len(span):
            return larger
    return span


def _sentence(document: Document, at: int) -> Span:
    """The sentence at a place; the line where there is none, in code say."""
    placed = document.block_at(at)
    if placed is None:
        start = document.text.rfind("\n", 0, at) + 1
        end = document.text.find("\n", at)
        return Span(start, end if end >= 0 else len(document.text))
    found = [placed.source(each.span) for each in sentences_of(placed.block)] or [placed.span]
    return next((each for each in found if at <= each.end), found[-1])


def _paragraph(document: Document, span: Span) -> Span:
    """From the beginning of the first line to the end of the last one of the blocks that a passage reaches into."""
    text = document.text
    first, last = document.block_at(span.start), document.block_at(span.end)
    start = min(span.start, first.span.start) if first else span.start
    end = max(span.end, last.span.end) if last else span.end
    line_end = text.find("\n", end)
    return Span(text.rfind("\n", 0, start) + 1, line_end if line_end >= 0 else len(text))


def _section(document: Document, span: Span) -> Span:
    heads = [p.span.start for p in document.blocks if p.block.kind is BlockKind.HEADING]
    starts = [document.text.rfind("\n", 0, each) + 1 for each in heads]
    start = max((each for each in starts if each <= span.start), default=0)
    return Span(start, max(span.end, min((each for each in starts if each > span.start), default=len(document.text))))


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - (len(words) - len(words.rstrip()))))


# ---------------------------------------------------------------- asking


@dataclass(frozen=True, slots=True)
class Voice:
    """How a brand writes.

    Attributes:
        said: in the house's words, a sentence each.
        heard: sentences of its own texts, to hear it by; they are material.
    """

    said: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()


_NO_VOICE = Voice()
_READERS = "For whom"


def ask(
    session: "ReviewSession", place: Span, wish: Wish, said_beside: str, service: Service, voice: Voice = _NO_VOICE
) -> tuple[Call, Asked]:
    """Make the call for a rewrite ready. Nothing is sent, and nothing is written down yet.

    Args:
        place: the passage; see `passage`.
        said_beside: the readers, the place or the own words that the wish asks for; for readers, whom the piece is for where
            nothing is said.
        voice: how the brand writes, see `voice_of`; for a wish for it alone.
    Returns:
        The call, and what is asked; hand the second to `propose` with the answer. It follows the edits of this session.
    Raises:
        Refused: the text may not be changed now, what the wish needs is missing, or see `asking.prepare`.
    """
    session.must(Act.WRITE)
    place = passage(session.document, place)
    beside = _beside(session, wish, said_beside)
    before, context = place.of(session.text), session.context
    call = asking.prepare(
        session.desk.policy,
        service,
        Purpose.REWRITE,
        _task(session, wish, beside, voice),
        [Part("Passage", before), *_around(session, place, wish), *_told(wish, beside, voice)],
        context,
        piece=session.piece.id,
    )
    # The history keeps what was asked for with its placeholders, as it went out.
    told, _ = mask(f"{wish.label}: {beside}" if beside else wish.label, (), call.outgoing.masks)
    call = replace(call, about={"instruction": told})
    asked = Asked(call.id, session.piece.id, wish, beside, _anchored(session.text, place), place)
    return call, asked


def begin(session: "ReviewSession", asked: Asked) -> None:
    """The call is under way: from now on its passage is followed through every edit."""
    session.rewrites.asked.append(asked)


def end(session: "ReviewSession", asked: Asked) -> None:
    """Nobody waits for it any more."""
    if asked in session.rewrites.asked:
        session.rewrites.asked.remove(asked)


def _anchored(text: str, place: Span) -> Anchor:
    told = anchored(text, place)
    return Anchor(0, place, told["text"], told["before"], told["after"])


def _beside(session: "ReviewSession", wish: Wish, typed: str) -> str:
    """Raises: Refused, where what the wish needs is not said."""
    found = visible(typed)
    if len(found) > _SAID_AT_MOST:
        raise Refused("That is more than a model is told beside the passage.", f"Say it in {_SAID_AT_MOST:,} characters.")
    if wish is Wish.AUDIENCE:
        found = found or session.piece.audience
    if wish.asks and not found:
        raise Refused(f"{wish.label}: {wish.asks}", "Say it beside the purpose.")
    return found if wish.asks else ""


def _told(wish: Wish, beside: str, voice: Voice) -> Iterator[Part]:
    """What goes along and is not the house's to say: readers, whom a draft's own header may name, and sentences of texts."""
    if wish is Wish.AUDIENCE:
        yield Part(_READERS, beside)
    if wish is Wish.VOICE and voice.heard:
        yield Part(SAMPLES, "\n".join(f"- {each}" for each in voice.heard))


def _task(session: "ReviewSession", wish: Wish, beside: str, voice: Voice) -> str:
    """The house's words: what is to be done, and what has to survive. Raises: Refused, where nobody knows the voice asked for."""
    if wish is Wish.VOICE and not voice.said:
        brand = session.piece.brand or "this house"
        raise Refused(
            f"Nobody knows yet how {brand} sounds.", "Give it published pieces to learn from, or choose another purpose."
        )
    wanted = _prompt(wish.value).replace("{readers}", _READERS)
    if wish is Wish.VOICE:
        heard = _prompt("heard").replace("{samples}", SAMPLES) if voice.heard else ""
        wanted = f"{wanted.replace('{voice}', chr(10).join(f'- {each}' for each in voice.said))}\n\n{heard}".strip()
    elif wish is not Wish.AUDIENCE:
        wanted = wanted.replace("{said}", beside)
    language = f"{session.context.dialect.capitalize()} English"
    return _prompt("task").replace("{language}", language).replace("{wish}", wanted)


def _prompt(name: str) -> str:
    return data_path("resources", "rewriting", f"{name}.md").read_text(encoding="utf-8").strip()


def voice_of(workspace: "Workspace", piece: Piece) -> Voice:
    """How the piece's brand writes on its channel; empty where nobody knows. Listening takes a moment, so the window does it in a
    job."""
    profile = voices.profile_of(workspace, piece.brand, piece.channel)
    return Voice(voices.in_words(profile), voices.samples(profile)) if profile else _NO_VOICE


def _around(session: "ReviewSession", place: Span, wish: Wish) -> Iterator[Part]:
    """What helps to understand the passage and is not to be rewritten: little, for all of it leaves the house."""
    paragraph = _paragraph(session.document, place)
    if len(paragraph) > len(place) + 1:
        yield Part("The paragraph it stands in, only to understand it", paragraph.of(session.text))
    if wish is Wish.LOCAL:
        yield Part("What is true of the house", session.context.facts)


# ---------------------------------------------------------------- what came back, looked at before anybody sees it


def look(session: "ReviewSession", received: Received, asked: Asked) -> Look:
    """What is needed to look at an answer. Raises: Refused, where nothing came back that could be put anywhere."""
    after = made_of.passage_of(received.text, asked.before)
    if not visible(after):
        raise Refused(f"{received.call.service.name} gave no words back.", "Ask again, or ask another service.")
    if after == asked.before:
        raise Refused(f"{received.call.service.name} would leave the passage as it is.", "Nothing was proposed.")
    dismissed = frozenset(each.key for each in session.dismissals)
    place, whole = where(session, asked), received.answer.is_whole
    return Look(asked, after, session.document, place, lambda: session.context, session.desk.runner, dismissed, whole)


def where(session: "ReviewSession", asked: Asked) -> Span | None:
    """Where the passage stands in the session's text by now."""
    if asked in session.rewrites.asked:
        return asked.place if asked.place is not None else found_again(session.text, asked.anchor)
    span = asked.anchor.span
    if span.of(session.text) == asked.before and session.text[max(0, span.start - AROUND) : span.start] == asked.anchor.before:
        return span
    return found_again(session.text, asked.anchor)


def propose(session: "ReviewSession", received: Received, looked: Look, found: Found) -> Proposal:
    """Write a proposal down. The text stays as it is.

    Args:
        found: of the same look.
    Raises:
        Refused: the text may not be changed any more.
    """
    asked = looked.asked
    session.flush()  # the place counts on the text that is written down
    place = where(session, asked)
    end(session, asked)
    payload: dict[str, Any] = {
        "call": asked.call,
        "purpose": asked.wish.value,
        "instruction": asked.instruction,
        "start": place.start if place is not None else 0,
        "end": place.end if place is not None else 0,
        "before": asked.before,
        "after": looked.after,
        "model": received.answer.model,
        "service": received.call.service.name,
        "found": found.as_data(),
    }
    session.record((EventType.REWRITE_PROPOSED, payload))
    return rewrite(session, asked.call)


# ---------------------------------------------------------------- deciding


def rewrites(session: "ReviewSession") -> Sequence[Proposal]:
    """Every proposal of the piece on the desk: open ones in the order of the text, then what was decided."""
    return session.rewrites.of(session.text)


def waiting(session: "ReviewSession") -> tuple[Proposal, ...]:
    """Those that nobody has decided about."""
    return tuple(each for each in rewrites(session) if each.is_open)


def rewrite(session: "ReviewSession", call: str) -> Proposal:
    """The proposal whose id begins so; the only one that waits, where nothing is said.

    Raises:
        NotFound: there is none, or several are meant.
    """
    every = waiting(session) if not call else rewrites(session)
    found = [each for each in every if each.call.startswith(call)]
    if len(found) != 1:
        what = "More than one rewrite" if found else "No rewrite"
        name = f" goes by “{call}”" if call else " waits"
        raise NotFound(f"{what} of this piece{name}.", "`bluepencil rewrites PIECE` lists them.")
    return found[0]


def edits(session: "ReviewSession", each: Proposal, chosen: Collection[int] | None = None) -> tuple[Edit, ...]:
    """What accepting a proposal, or the chosen ones of its changes, does to the text, the last place first.

    Raises:
        Refused: it was decided on already, its words are gone, no change is chosen, or the text may not be changed now.
    """
    session.must(Act.WRITE)
    now = _open_one(session, each)
    if now.is_gone:
        raise Refused("The words it would replace are gone from the text.", "Refuse it, or bring the words back.")
    if (now.now, now.after) != (each.now, each.after):
        raise Refused("The passage has changed meanwhile.", "Look at the proposal again.")
    if chosen is not None and (bad := [number for number in chosen if not 0 <= number < len(now.changes)]):
        raise Refused(f"There is no change {bad[0] + 1} in it.", f"Choose from 1 to {len(now.changes)}.")
    made = now.edits(chosen)
    if not made:
        raise Refused("Nothing of it is chosen.", "Choose a change, or refuse the proposal.")
    return made


def decide(session: "ReviewSession", each: Proposal, taken: int = 0, note: str = "") -> Decision:
    """Write down what became of a proposal, together with its edits, which were put in place before; see `taken_back`.

    Args:
        taken: how many of its changes were; none of them is a no.
    Raises:
        Refused: it was decided on already, here or in another program; nothing is written.
    """
    of = len(each.changes)
    decision = Decision.REFUSED if not taken else Decision.ACCEPTED if taken >= of else Decision.PARTLY
    _open_one(session, each)
    payload: dict[str, Any] = {"call": each.call, "decision": decision.value, "taken": taken, "of": of}
    told = payload | ({"note": visible(note)} if visible(note) else {})
    try:
        session.record_with_edits(EventType.REWRITE_DECIDED, told, lambda: _must_be_undecided(session, each))
    except Refused:
        session.rewrites.reload()
        raise
    return decision


def _must_be_undecided(session: "ReviewSession", each: Proposal) -> None:
    """Raises: Refused, where the history holds a decision on it by now, whoever made it."""
    decided = session.desk.history.events(session.piece.id, [EventType.REWRITE_DECIDED])
    if any((event.payload or {}).get("call") == each.call for event in decided):
        raise _decided_already()


@contextmanager
def taken_back(session: "ReviewSession", undo: Callable[[], object]) -> Iterator[None]:
    """Where putting a proposal in place and deciding on it within does not come to its end, its edits are undone.

    Args:
        undo: makes the text on the desk what it was before.
    """
    session.flush()  # what was typed before is no part of it
    try:
        yield
    except KnownError:
        undo()
        session.forget_undone()
        raise


def accept(session: "ReviewSession", each: Proposal, chosen: Collection[int] | None = None, note: str = "") -> Decision:
    """Put a proposal, or the chosen ones of its changes, in place: for the command line, which has no editor."""
    made, before = edits(session, each, chosen), session.text
    with taken_back(session, lambda: session.replace_all(before, Cause.UNDO)):
        for edit in made:
            session.apply(edit)
        return decide(session, each, len(made), note)


def refuse(session: "ReviewSession", each: Proposal, note: str = "") -> Decision:
    """Say no to a proposal; the text stays as it is."""
    return decide(session, each, 0, note)


def _open_one(session: "ReviewSession", each: Proposal) -> Proposal:
    """Raises: Refused, where somebody has decided on it."""
    now = rewrite(session, each.call)
    if not now.is_open:
        raise _decided_already()
    return now


def _decided_already() -> Refused:
    return Refused("This rewrite was decided on already.", "Ask for another one.")


__all__ = [
    "Asked",
    "Decision",
    "Look",
    "Voice",
    "accept",
    "ask",
    "begin",
    "decide",
    "edits",
    "end",
    "look",
    "passage",
    "propose",
    "refuse",
    "rewrite",
    "rewrites",
    "taken_back",
    "voice_of",
    "waiting",
    "where",
    "wider",
]
