"""What goes into the margin of a Word file: the evidence of claims, and the notes that came with the draft."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studio.core.claim import Claim, Evidence
from studio.core.record import Note, PieceRecord
from studio.formats.tracked import Piece, State


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on the pieces from `first` to `last`, both counted in reading order and both included."""

    author: str
    when: str
    text: str
    first: int
    last: int


def remarks(record: PieceRecord, pieces: Sequence[Piece]) -> tuple[Remark, ...]:
    """The comments of a piece and where they stand; nothing when there is no character to hang them on.

    A passage is looked for in the working text first, then in the original; one that is in neither (its words are
    gone from both) is put at the beginning, so that no remark is lost.
    """
    return tuple([*_of_claims(record, pieces), *_of_notes(record, pieces)]) if pieces else ()


def _of_claims(record: PieceRecord, pieces: Sequence[Piece]) -> Iterator[Remark]:
    for claim in record.claims:
        if not claim.evidence:
            continue
        first, last = _of_claim(claim, pieces)
        for evidence in claim.evidence:
            yield Remark(evidence.who, evidence.when, _said(claim, evidence), first, last)


def _of_claim(claim: Claim, pieces: Sequence[Piece]) -> tuple[int, int]:
    covered = [n for n, piece in enumerate(pieces) if claim.span and piece.after and piece.after.overlaps(claim.span)]
    return (covered[0], covered[-1]) if covered else _passage(claim.text, pieces)


def _said(claim: Claim, evidence: Evidence) -> str:
    lines = [
        f"Claim {claim.status.value}: {claim.text}",
        f"Source: {evidence.url}" if evidence.url else "",
        f"“{evidence.quote}”" if evidence.quote else "",
        f"Valid until {evidence.valid_until}" if evidence.valid_until else "",
        evidence.note,
    ]
    return "\n".join(line for line in lines if line)


def _of_notes(record: PieceRecord, pieces: Sequence[Piece]) -> Iterator[Remark]:
    for note in record.notes:
        yield _of_note(note, pieces)


def _of_note(note: Note, pieces: Sequence[Piece]) -> Remark:
    first, last = _passage(note.quote, pieces)
    return Remark(note.author, "", note.text, first, last)


def _passage(quote: str, pieces: Sequence[Piece]) -> tuple[int, int]:
    """The first and the last piece of a passage, whatever its blanks."""
    words = quote.split()
    for absent in (State.DELETED, State.INSERTED) if words else ():
        shown = [n for n, piece in enumerate(pieces) for _ in piece.text if piece.state is not absent]
        text = "".join(piece.text for piece in pieces if piece.state is not absent)
        # Between paragraphs there is no blank in the row of pieces, and there may be one in the quote.
        if found := re.search(r"\s*".join(map(re.escape, words)), text):
            return shown[found.start()], shown[found.end() - 1]
    return 0, 0
