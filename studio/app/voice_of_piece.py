"""One piece and its brand's voice: the AI original, the text as it stands and the target side by side, and what leaves it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studio.app.rated import ratings
from studio.app.voices import Listener, profile_of, targets_of
from studio.app.workspace import Workspace
from studio.core.document import Document
from studio.core.measures import Measure
from studio.core.phrases import count
from studio.core.piece import Person, Piece
from studio.core.voice import FEWEST, Voice
from studio.core.voice_far import Far, far_sentences
from studio.core.voice_nearness import Nearest, nearest
from studio.core.voice_profile import Profile
from studio.core.voicing import Rated, Row, Target, rows_of


@dataclass(frozen=True, slots=True)
class PieceVoice:
    """How a piece sounds.

    Attributes:
        profile: of its brand on its channel; None where there is nothing to learn it from.
        rows: every measure that one of the texts or the target has.
        far: the sentences that leave the voice, the farthest first.
        nearest: which brand's voice the text is nearest to, of those that the reader works on; None where there are not two.
        ratings: by those who said yes, the latest first.
    """

    piece: Piece
    profile: Profile | None
    original: Voice
    edited: Voice
    rows: tuple[Row, ...]
    far: tuple[Far, ...]
    nearest: Nearest | None
    ratings: tuple[Rated, ...]

    @property
    def missing(self) -> str:
        """What keeps it from being told, as a sentence; empty where nothing does."""
        if self.edited.words < FEWEST:
            return f"The text has {count(self.edited.words, 'word')}: too short to hear a voice in it. It takes {FEWEST}."
        if self.profile is None:
            brand = self.piece.brand or "pieces without a brand"
            return f"There is nothing yet to learn the voice of {brand} from."
        return ""

    @property
    def nearest_words(self) -> str:
        """Which voice it is nearest to and by what, as a sentence; empty where there are not two to choose from."""
        if not self.nearest or not self.nearest.second:
            return ""
        by = f", by {_listed(self.nearest.by)}" if self.nearest.by else ""
        own = self.nearest.name.casefold() == self.piece.brand.casefold()
        told = "its own brand" if own else f"another brand: {self.nearest.name}"
        return f"Of the voices known here it is nearest to {told}; next comes {self.nearest.second}{by}."


def _listed(measures: Sequence[Measure]) -> str:
    names = [each.name[0].lower() + each.name[1:] for each in measures]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def hear(
    workspace: Workspace, piece: Piece, person: Person, text: str | None = None, listener: Listener | None = None
) -> PieceVoice:
    """Hold a piece against the voice of its brand. It takes some hundredths of a second per text that is learned from.

    Args:
        person: who looks: brands that they do not work on are not compared.
        text: the text as it is on the desk; what the history has as the working text without it.
    Raises:
        Refused: the person does not work on the piece's brand.
        BadInput: an exemplar that cannot be read.
        HistoryError: the piece cannot be read.
    """
    workspace.must_work_on(person, piece.brand)
    ears = listener or Listener(workspace)
    original = workspace.history.original(piece.id)
    text = workspace.history.working(piece.id) if text is None else text
    profile = profile_of(workspace, piece.brand, piece.channel, ears)
    voices = ears.voice(original, piece.channel), ears.voice(text, piece.channel)
    rows = rows_of([voices[0]], [voices[1]], profile.target if profile else None)
    return PieceVoice(
        piece,
        profile,
        *voices,
        tuple(row for row in rows if row.edited is not None or row.original is not None or row.wanted is not None),
        far_sentences(Document.parse(text), profile) if profile else (),
        nearest(voices[1], _known(workspace, piece, person, ears)),
        ratings(workspace, piece.id),
    )


def _known(workspace: Workspace, piece: Piece, person: Person, ears: Listener) -> Mapping[str, Target]:
    """The voices that the person works on, on this piece's channel, by brand."""
    brands = dict.fromkeys(each.brand for each in workspace.pieces_for(person) if each.brand)
    found = targets_of(workspace, [(brand, piece.channel) for brand in brands], ears)
    return {brand: target for (brand, _), target in found.items()}
