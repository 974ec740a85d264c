"""Asking a model for a second opinion on the text on the desk: what goes out, and what is kept of the answer.

    questions    what would be asked: one call for as many changed blocks as fit, masked; nothing is sent. See `asking`.
    take         an answer: remarks whose words stand where the model says, written down as `opinion.read`

Only blocks that no model has read as they stand are asked about. An answer that cannot be used is written down too: the text then
counts as not read, and the rules' result stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from studio.app import asking
from studio.app.asking import Call, Received
from studio.app.masking import Part
from studio.app.seconding import CATEGORIES
from studio.core.asking import Service
from studio.core.document import Placed, count_words
from studio.core.errors import Refused, ServiceTrouble
from studio.core.events import EventType
from studio.core.opinion import OpinionKind, Opinions, Remark, hash_of, numbered, remarks_of
from studio.services.ai import structured

if TYPE_CHECKING:
    from studio.app.session import ReviewSession

_AT_ONCE = 1_500  # words in one call: what comes of more is cut short by many services
_PARAMETERS = {"temperature": 0}

TONES = ("cold", "stiff", "pushy", "flattering", "preachy", "condescending", "alarming", "careless", "vague", "too familiar")
"""How a passage may strike its readers; words of a model's own are not taken."""

_CLAIMS = (
    "List every statement in the text that a reader could take for a fact and that somebody could be asked to prove: figures, "
    "prices, dates, ranks, comparisons, promises, effects on health or money, what others said, and plain facts about the "
    "business. Leave out invitations, questions, instructions and wishes. For each give the number of its sentence; the quote, "
    "the shortest run of words that makes the statement, copied letter by letter from that sentence; what, one of: {kinds}; and "
    "why, at most twelve words. Say nothing about whether it is true. Where there is none, give an empty list."
)
_TONE = (
    "List the passages whose tone would strike the readers wrongly. {aim}For each give the number of its sentence; the quote, "
    "the words that do it, copied letter by letter from that sentence; what, one of: {kinds}; and why, at most twelve words. Do "
    "not rewrite anything. Most texts have few such passages or none; then give an empty list."
)
_READERS = "For whom"
_FORM = "The text stands with one numbered sentence to a line. Answer in JSON only."


class _Row(BaseModel):
    sentence: int
    quote: str
    what: str
    why: str = ""


class _Rows(BaseModel):
    remarks: list[_Row]


@dataclass(frozen=True)
class Question:
    """One call of a pass.

    Attributes:
        blocks: hashes of the blocks it is about.
        sentences: by the number they have in the call.
    """

    call: Call
    kind: OpinionKind
    blocks: tuple[str, ...]
    sentences: dict[int, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an answer: the remarks that hold, and how many did not, because their words do not stand there."""

    remarks: tuple[Remark, ...]
    dropped: int


def questions(session: "ReviewSession", service: Service, kind: OpinionKind, *, again: bool = False) -> tuple[Question, ...]:
    """What would be asked about the text as it stands. Nothing is sent.

    Args:
        again: ask about all of it, also about what was read.
    Raises:
        Refused: all of it was read; or nothing may go to that service.
    """
    document = session.document
    left = (Opinions() if again else session.opinions).unread(kind, document)
    if not left:
        raise Refused(f"A model has read all of it: the {kind.words} stands.", "Ask again once the text has changed.")
    return tuple(_question(session, service, kind, part) for part in _parts(left))


def _parts(blocks: Sequence[Placed]) -> list[list[Placed]]:
    """The blocks in their order, as many together as go into one call; the same words are asked about once."""
    parts, words = list[list[Placed]](), 0
    for placed in {hash_of(each.block): each for each in blocks}.values():
        many = count_words(placed.block.text)
        if not parts or words + many > _AT_ONCE:
            parts.append([])
            words = 0
        parts[-1].append(placed)
        words += many
    return parts


def _question(session: "ReviewSession", service: Service, kind: OpinionKind, blocks: Sequence[Placed]) -> Question:
    text, sentences = numbered(blocks)
    piece, readers = session.piece, list[Part]()
    if kind is OpinionKind.CLAIMS:
        task = _CLAIMS.format(kinds=", ".join(CATEGORIES))
    else:
        task = _TONE.format(kinds=", ".join(TONES), aim=_aim(session))
        readers = [Part(_READERS, piece.audience)] if piece.audience.strip() else []
    made = asking.prepare(
        session.desk.policy,
        service,
        kind.purpose,
        f"{task}\n\n{_FORM}",
        [Part("Text", text), *readers],
        session.context,
        piece=piece.id,
        parameters=_PARAMETERS,
        schema=structured.schema_of(_Rows, "remarks"),
    )
    return Question(made, kind, tuple(hash_of(placed.block) for placed in blocks), sentences)


def _aim(session: "ReviewSession") -> str:
    """How the text should sound, as far as anybody said. Whom it is for is material: a draft's own header may say it."""
    piece = session.piece
    readers = f"Whom it is for stands under “{_READERS}” in the material. " if piece.audience.strip() else ""
    aim = session.context.aim
    return f"It is {piece.channel.one}. {readers}{f'It should sound {aim.words}. ' if aim else ''}"


def take(session: "ReviewSession", question: Question, received: Received) -> Taken:
    """Keep what an answer is worth.

    Raises:
        ServiceTrouble: it cannot be used; that is written down as well.
        Refused: the piece is at a stage at which nothing is said about it any more.
    """
    answer, service = received.answer, question.call.service
    told: dict[str, Any] = {
        "call": question.call.id,
        "kind": question.kind.value,
        "text_hash": session.text_hash,
        "service": service.name,
        "model": answer.model,
    }
    try:
        rows = structured.read(answer.text, _Rows, service.name, is_whole=answer.is_whole).remarks
    except ServiceTrouble as trouble:
        session.record((EventType.OPINION_READ, told | {"blocks": [], "found": [], "problem": trouble.what}))
        raise
    restored = received.call.outgoing.restored  # as it went out: a person may have masked more than the program did
    found = [(row.sentence, restored(row.quote), _what(row.what, question.kind), restored(row.why)) for row in rows]
    held, dropped = remarks_of(found, question.sentences, question.kind, answer.model, service.name)
    kept = {"blocks": list(question.blocks), "found": [remark.payload() for remark in held], "dropped": dropped}
    session.record((EventType.OPINION_READ, told | kept))
    return Taken(held, dropped)


def _what(said: str, kind: OpinionKind) -> str:
    """One of the words there are; a model that says another has said none."""
    known, plain = (CATEGORIES, "entity_causal") if kind is OpinionKind.CLAIMS else (TONES, "off")
    word = said.strip().casefold()
    return word if word in known else plain
