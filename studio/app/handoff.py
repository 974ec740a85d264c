"""Handing a piece on with all that the next person has to know: what it takes, what is open, and who is next.

Two steps, so that a window can take the second one beside it: `gather` reads what only the desk knows, and
`handoff_card.card_of` makes the card out of it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from studio.app import checklists, commenting
from studio.app.clock import minute
from studio.app.handed import Handed
from studio.app.handoff_card import Gathered, card_of
from studio.core.checklist import Round
from studio.core.claim import ClaimStatus
from studio.core.errors import Refused
from studio.core.flag import Severity
from studio.core.gate import Level
from studio.core.handoff import Card
from studio.core.judgement import Escalation, Trigger
from studio.core.phrases import count, listed, shortened
from studio.core.piece import Person, Piece, Stage

if TYPE_CHECKING:
    from studio.app.session import ReviewSession

_NAMED = 3  # of a kind, before the others are only counted
_QUOTED = 60


def must_be_whole(to: str, note: str, question: str, level: Level) -> None:
    """Raises: Refused, where a handoff says not enough: nobody is named, or the house asks for a word to the next person."""
    if not to.strip():
        raise Refused("A handoff needs somebody who gets it.", "Name an editor.")
    if level is Level.REQUIRED and not (note.strip() or question.strip()):
        raise Refused("The next person has to know what to look at.", "Ask them something, or leave a note.")


def handed_payload(question: str, card: Card) -> dict[str, Any]:
    """What a handoff adds to its entry in the history."""
    said = {"question": question.strip()} if question.strip() else {}
    return {**said, "card": card.payload()}


def head(piece: Piece, last: Handed | None) -> Iterator[str]:
    """What stands above a card that is read elsewhere: which piece it is, and who asks what of whom."""
    yield f"“{piece.title}” ({', '.join(filter(None, (piece.channel.value, piece.brand, piece.stage.label.lower())))})"
    if last:
        done = "Sent back" if last.is_return else "Handed on"
        due = f", due {minute(last.due)}" if last.due else ""
        yield f"{done} by {last.by} to {last.to or 'its writer'} on {minute(last.when)}{due}."
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
        yield f"Claims: {listed(said)}."


def _open(session: "ReviewSession") -> Iterator[str]:
    if session.pending:
        yield f"Not everything is checked yet: {', '.join(session.pending)}."
    for name, why in session.missing.items():
        yield f"Not checked with {name}: {why}."
    for severity, noun in ((Severity.ERROR, "error"), (Severity.WARNING, "warning")):
        flags = [flag for flag in session.flags if flag.severity is severity]
        if flags:
            yield f"{count(len(flags), noun)}: {_some([f'{flag.rule} {_quoted(flag.text)}' for flag in flags])}."
    claims = [claim for claim in session.claims if claim.is_open]
    if claims:
        yield f"{count(len(claims), 'claim')} without evidence: {_some([_quoted(claim.text) for claim in claims])}."
    asked = [claim for claim in session.claims if claim.asked]
    if asked:
        yield f"{count(len(asked), 'question')} about claims without an answer, from {listed(sorted({c.asked for c in asked}))}."
    yield from _unanswered(session)
    yield from _waiting(session)
    yield from _gone_up(session.desk.history.judged.escalations(session.piece.id))


def _unanswered(session: "ReviewSession") -> Iterator[str]:
    standing = checklists.standing(session)
    asked = standing if session.piece.stage is Stage.IN_REVIEW else standing.of(Round.DRAFTING)  # the review's come later
    rows = asked.open
    if rows:
        yield f"{count(len(rows), 'question')} of the checklist: {_some([_quoted(row.question.question) for row in rows])}."


def _waiting(session: "ReviewSession") -> Iterator[str]:
    threads = commenting.waiting(session)
    if threads:
        said = [f"{each.comments[0].by.name}: {_quoted(each.comments[0].text)}" for each in threads]
        yield f"{count(len(threads), 'comment')} without an end: {_some(said)}."


def _gone_up(escalations: Sequence[Escalation]) -> Iterator[str]:
    disputed = [each for each in escalations if each.trigger is Trigger.DISPUTED]
    if disputed:
        yield f"{count(len(disputed), 'dispute')} that an owner has to answer: {_some([_note(each) for each in disputed])}."
    others = [each for each in escalations if each.trigger is not Trigger.DISPUTED]
    if others:
        yield f"{count(len(others), 'escalation')}: {_some([f'to {each.to}, {_note(each)}' for each in others])}."


def _note(each: Escalation) -> str:
    return each.note.rstrip(" .")


def _quoted(text: str) -> str:
    return f"“{shortened(text, _QUOTED)}”"


def _some(words: Sequence[str]) -> str:
    more = len(words) - _NAMED
    return f"{', '.join(words[:_NAMED])} and {more} more" if more > 0 else ", ".join(words)


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
