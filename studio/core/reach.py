"""What a report or a page of figures is about: which pieces, and which days."""

from dataclasses import dataclass

from studio.core.piece import Channel, Piece, is_same_person


@dataclass(frozen=True, slots=True)
class Reach:
    """A choice of pieces and of days; whatever is left out chooses nothing away.

    Attributes:
        piece: an id, or the beginning of one.
        brand, person: names, whatever the case. A piece is a person's when that person answers for it, has it on the desk,
            edited it last or approved it last.
        brands: names of which a piece's brand has to be one, beside what `brand` chooses; empty for all of them.
        since, until: first and last day, ISO 8601, both included; empty where that end is open. What falls into the days, each
            figure says itself.
    """

    piece: str = ""
    brand: str = ""
    person: str = ""
    channel: Channel | None = None
    since: str = ""
    until: str = ""
    brands: tuple[str, ...] = ()

    @property
    def period(self) -> tuple[str, str]:
        return self.since, self.until

    def holds(self, piece: Piece, approver: str = "") -> bool:
        """Whether the piece is one of those chosen, the days aside."""
        people = {piece.accountable, piece.assignee, piece.last_editor, approver}
        return (
            piece.id.startswith(self.piece)
            and (not self.brand or piece.brand.casefold() == self.brand.casefold())
            and (not self.brands or piece.brand.casefold() in {name.casefold() for name in self.brands})
            and (not self.person or any(is_same_person(self.person, name) for name in people))
            and (self.channel is None or piece.channel is self.channel)
        )


EVERYTHING = Reach()
