"""Listening to the pieces of a house: how the AI wrote, what people made of it, and how the brand means to sound.

The target of a brand are its exemplars, Markdown files in `voice/<brand>/` that the owner puts there: published pages that sound
right. The folder is the brand's name in small letters with hyphens, see `folder_of`. A file belongs to a channel that its front
matter names, or the folder around it. A channel with three exemplars of its own is held against those, any other one against all
of the brand's. A brand without exemplars is held against its approved pieces, and the report says so.

Measuring takes some hundredths of a second per text: over many pieces it is for a job.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

import regex

from studio import formats
from studio.app.explaining import counted
from studio.app.house_guides import HouseGuides, load_guides
from studio.app.rated import ratings
from studio.app.workspace import INI, Workspace
from studio.checks.readability import figures
from studio.core.changes import compare
from studio.core.document import Document
from studio.core.errors import HistoryError, KnownError
from studio.core.events import EventType, digest
from studio.core.phrases import count
from studio.core.piece import Channel, Piece, Stage, name_key
from studio.core.voice import Phrases, Voice, listen
from studio.core.voice_learning import learn, taken_out
from studio.core.voice_profile import Avoided, Profile
from studio.core.voice_words import in_words as in_words
from studio.core.voice_words import samples as samples
from studio.core.voicing import Heard, Hearing, Target, target_of
from studio.guides import Guides
from studio.reports.period import holds

FOLDER = "voice"
ENOUGH = 3  # texts of a channel's own, from which on it is not held against the whole brand's
MOST_APPROVED = 50  # the latest: a house's voice moves on, and reading ten thousand texts takes long
_INCLUSIVE = "Inclusive."

Tell = Callable[[int, int], object]
"""Called with how many pieces are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A text that sounds as the brand should: its file as seen from the brand's folder, and its channel where it names one."""

    name: str
    channel: Channel | None
    text: str


def folder_of(root: Path, brand: str) -> Path:
    """Where a brand's exemplars lie: “Larch Mill” in `voice/larch-mill`. A name with other signs in it, “Larch & Mill” say, has a
    mark of its own behind that, for no brand may speak with another one's words."""
    name = name_key(brand)
    words = re.findall(r"\w+", name)
    plain = "-".join(words)
    return root / FOLDER / (plain if not words or words == name.split() else f"{plain}-{digest(name)[:8]}")


def exemplars(root: Path, brand: str) -> tuple[Exemplar, ...]:
    """A brand's exemplars by name; none where nobody put any.

    Raises:
        BadInput: a file that cannot be read.
    """
    folder = folder_of(root, brand)
    if folder == root / FOLDER:  # a brand without a name has no folder, and must not have everybody's
        return ()
    return tuple(_exemplar(folder, path) for path in sorted(folder.rglob("*.md")) if path.is_file())


def _exemplar(folder: Path, path: Path) -> Exemplar:
    draft = formats.read(path)
    named = draft.meta.get("channel", "").strip().lower() or path.parent.name.lower()
    return Exemplar(path.relative_to(folder).as_posix(), Channel(named) if named in set(Channel) else None, draft.text)


@dataclass
class Listener:
    """Measures texts with the words and rules of a house; a text that was measured before costs nothing.

    Attributes:
        guides: the house's guides where somebody has compiled them already; the workspace's own without.
    """

    workspace: Workspace
    guides: HouseGuides | None = None
    _heard: dict[bytes, Voice] = field(default_factory=dict)
    _loaded: dict[Channel, Guides] = field(default_factory=dict)
    _made: dict[tuple[Channel, str], Any] = field(default_factory=dict)

    def voice(self, text: str, channel: Channel) -> Voice:
        """The measures of a text."""
        key = blake2b(f"{channel}\x1f{text}".encode("utf-8", "replace"), digest_size=16).digest()
        if key not in self._heard:
            document = Document.parse(text)
            flags = len(self._own_rules(channel).check(document))
            self._heard[key] = listen(document, figures(document).grade, self._phrases(channel), flags)
        return self._heard[key]

    def inclusive(self, text: str, channel: Channel) -> dict[str, int]:
        """Flags of the guide Inclusive, by rule: of its rules in force on the channel, of all where it is not in force."""
        found = dict[str, int]()
        for flag in self._inclusive_rules(channel).check(Document.parse(text)):
            found[flag.rule] = found.get(flag.rule, 0) + 1
        return found

    def avoided(self, channel: Channel) -> tuple[Avoided, ...]:
        """The words that the house's term list rejects, those that are plain words."""
        bare = (term.removeprefix("(?i)") for term in self._guides(channel).term_lists.rejected)
        words = dict.fromkeys(term for term in bare if regex.fullmatch(r"[\w .&'’-]+", term))
        return tuple(Avoided(each, "the house’s term list rejects it") for each in words)

    def _guides(self, channel: Channel) -> Guides:
        if channel not in self._loaded:
            known, _ = (self.guides or self.workspace.guides).of(channel, "piece")  # compiled once for the checks and for this
            self._loaded[channel] = (
                known if isinstance(known, Guides) else load_guides(self.workspace.root / INI, channel, "piece")
            )
        return self._loaded[channel]

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(row.name for row in self.workspace.styles.guides() if row.is_own)

    def _own_rules(self, channel: Channel) -> Guides:
        return self._only(channel, "own", lambda name: name.partition(".")[0] in self._own)

    def _inclusive_rules(self, channel: Channel) -> Guides:
        found = self._only(channel, "inclusive", lambda name: name.startswith(_INCLUSIVE))
        if found.rules:
            return found
        if (channel, "bundled") not in self._made:
            bundled = load_guides(None, channel, "piece")
            rules = [each for each in bundled.compiled if each.rule.name.startswith(_INCLUSIVE)]
            self._made[channel, "bundled"] = Guides(rules, bundled.term_lists)
        made: Guides = self._made[channel, "bundled"]
        return made

    def _only(self, channel: Channel, name: str, wanted: Callable[[str], bool]) -> Guides:
        if (channel, name) not in self._made:
            loaded = self._guides(channel)
            rules = [each for each in loaded.compiled if wanted(each.rule.name)]
            self._made[channel, name] = Guides(rules, loaded.term_lists)
        made: Guides = self._made[channel, name]
        return made

    def _phrases(self, channel: Channel) -> Phrases:
        if (channel, "phrases") not in self._made:
            terms = self._guides(channel).term_lists
            self._made[channel, "phrases"] = Phrases(_any_of(terms.accepted), _any_of(terms.rejected))
        made: Phrases = self._made[channel, "phrases"]
        return made


def _any_of(terms: Sequence[str]) -> Any:
    """One pattern for all terms of a list, which are patterns themselves; None for an empty list."""
    each = (f"(?i:{term.removeprefix('(?i)')})" if term.startswith("(?i)") else f"(?:{term})" for term in terms)
    alternatives = "|".join(each)
    return regex.compile(rf"(?<!\w)(?:{alternatives})(?!\w)") if alternatives else None


def gather(
    workspace: Workspace,
    pieces: Sequence[Piece],
    *,
    period: tuple[str, str] = ("", ""),
    inclusive: bool = False,
    listener: Listener | None = None,
    tell: Tell | None = None,
) -> Hearing:
    """Measure pieces, in their order; those whose words were deleted are left out.

    Args:
        period: first and last day; what was neither approved nor, without approval, worked on in it is not measured.
        inclusive: whether the guide Inclusive looks at them too.
        listener: one that has heard some of them before.
    Raises:
        BadInput: an exemplar that cannot be read.
    """
    ears, chosen = listener or Listener(workspace), [piece for piece in pieces if not piece.purged]
    heard, unheard = list[Heard](), list[str]()
    for number, piece in enumerate(chosen, 1):
        try:
            approvals = workspace.history.approvals(piece.id)
            when = approvals[-1].when if approvals else piece.updated
            if holds(period, when):
                heard.append(_heard(workspace, piece, when, bool(approvals), ears, inclusive))
        except HistoryError as error:
            unheard.append(f"“{piece.title or piece.id}” could not be measured: {error.what}")
        if tell:
            tell(number, len(chosen))
    targets = targets_of(workspace, {(each.piece.brand, each.piece.channel) for each in heard}, ears)
    return Hearing(tuple(heard), targets, tuple(unheard))


def _heard(workspace: Workspace, piece: Piece, when: str, approved: bool, ears: Listener, inclusive: bool) -> Heard:
    original = workspace.history.original(piece.id)
    text = workspace.approved_text(piece.id) if approved else workspace.history.working(piece.id)
    flagged, before = (ears.inclusive(each, piece.channel) if inclusive else {} for each in (text, original))
    voices = ears.voice(original, piece.channel), ears.voice(text, piece.channel)
    told = workspace.history.events(piece.id, [EventType.CHANGE_EXPLAINED])
    reasons = counted(told, compare(original, text)) if told else {}
    rated = next(iter(ratings(workspace, piece.id)), None)
    return Heard(piece, when, approved, *voices, flagged, before, reasons, rated)


# ---------------------------------------------------------------- what it is held against


def targets_of(
    workspace: Workspace, wanted: Iterable[tuple[str, Channel]], listener: Listener | None = None
) -> Mapping[tuple[str, str], Target]:
    """The target of each brand and channel, by their names; one that has neither exemplars nor approved pieces is missing.

    Raises:
        BadInput: an exemplar that cannot be read.
    """
    ears, found = listener or Listener(workspace), dict[tuple[str, str], Target]()
    for brand, channel in sorted(set(wanted)):
        if target := _target(workspace, brand, channel, ears):
            found[brand, channel.value] = target
    return found


def profile_of(workspace: Workspace, brand: str, channel: Channel, listener: Listener | None = None) -> Profile | None:
    """How a brand sounds on a channel, see `in_words`; None where it has neither exemplars nor approved pieces long enough.

    Raises:
        BadInput: an exemplar that cannot be read.
    """
    ears = listener or Listener(workspace)
    origin, texts = _texts(workspace, brand, channel)
    if target := target_of(origin, [(name, ears.voice(text, channel)) for name, text in texts]):
        return learn(brand, channel.value, target, texts, (*ears.avoided(channel), *taken_out(_drafts(workspace, brand))))
    return None


def _drafts(workspace: Workspace, brand: str) -> Iterator[tuple[str, str]]:
    """The latest drafts of a brand as they came, each with what people made of it."""
    own = [each for each in workspace.pieces() if not each.purged and each.brand.casefold() == brand.casefold()]
    for piece in own[:MOST_APPROVED]:
        with suppress(HistoryError):  # what cannot be read says nothing of anybody's habits
            yield workspace.history.original(piece.id), workspace.history.working(piece.id)


def _target(workspace: Workspace, brand: str, channel: Channel, ears: Listener) -> Target | None:
    origin, texts = _texts(workspace, brand, channel)
    return target_of(origin, [(name, ears.voice(text, channel)) for name, text in texts])


def _texts(workspace: Workspace, brand: str, channel: Channel) -> tuple[str, list[tuple[str, str]]]:
    """What a brand's voice on a channel is learned from: what the texts are, in words, and each by its name."""
    texts = [(each.name, each.channel, each.text) for each in exemplars(workspace.root, brand)]
    if texts:
        chosen, whose = _of_channel(texts, channel)
        place = folder_of(workspace.root, brand).relative_to(workspace.root).as_posix()
        return f"{count(len(chosen), 'exemplar')} in {place}{whose}", chosen
    chosen, whose = _of_channel(list(_approved(workspace, brand)), channel)
    return f"{count(len(chosen), 'approved piece')} of {brand or 'no brand'}{whose}, for there are no exemplars", chosen


def _of_channel(texts: Sequence[tuple[str, Channel | None, str]], channel: Channel) -> tuple[list[tuple[str, str]], str]:
    """The texts of the channel where it has enough of its own, else all; and which they are, in words."""
    own = [(name, text) for name, of, text in texts if of is channel]
    if len(own) >= ENOUGH:
        return own, f" for {channel.value}"
    return [(name, text) for name, _, text in texts], ""


def _approved(workspace: Workspace, brand: str) -> Iterable[tuple[str, Channel | None, str]]:
    taken = 0
    for piece in workspace.pieces():
        if (
            piece.purged
            or piece.stage not in (Stage.APPROVED, Stage.PUBLISHED)
            or piece.brand.casefold() != brand.casefold()
            or taken >= MOST_APPROVED
        ):
            continue
        try:
            yield piece.title or piece.id, piece.channel, workspace.approved_text(piece.id)
            taken += 1
        except KnownError:  # nobody has approved it, or its history cannot be read
            continue
