"""How the pieces would be flagged if some files of the guides were other ones: a change, tried out before it is made.

The files that would change lie in a folder of their own that is searched before the real one, and an ini names both. So a
rehearsal is loaded, switched, excepted and commented away exactly as the real thing will be, and nothing is copied.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from studio import guides
from studio.app.desk import context_of
from studio.app.findings import once
from studio.app.guiding.files import INI, House, spelling_words
from studio.app.guiding.rows import Place
from studio.app.guiding.standing import path_of
from studio.app.policy import Policy
from studio.checks.runner import Runner
from studio.core.check import Context, Lane
from studio.core.document import Document
from studio.core.errors import BadInput
from studio.core.events import canonical, digest
from studio.core.flag import Dismissal, Flag
from studio.core.piece import Channel, Piece
from studio.guides import Guides
from studio.guides.ini import Ini, load_ini, parse_ini
from studio.history import History

Tell = Callable[[int, int], object]
"""Called with how many pieces are done, and of how many."""


@dataclass(frozen=True)
class PieceText:
    """A piece's working text, and what people said no to in it."""

    piece: Piece
    document: Document
    dismissals: tuple[Dismissal, ...] = ()

    def is_silenced(self, flag: Flag, today: str) -> bool:
        return any(each.silences(flag) for each in self.dismissals if each.holds(today))


def texts_of(history: History) -> tuple[PieceText, ...]:
    """The working texts of all pieces, the one something happened to last first."""
    return tuple(
        PieceText(piece, Document.parse(history.working(piece.id)), tuple(history.dismissals(piece.id)))
        for piece in history.pieces()
    )


@dataclass
class Contexts:
    """What the checks may know, by piece; pieces for which the same sections speak share the compiled guides."""

    ini: Path | None
    bundled: Path
    policy: Policy
    words: tuple[str, ...] = ()
    _settings: Ini | None = None
    _made: dict[tuple[Channel, tuple[str, ...]], tuple[Guides, Context]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._settings = load_ini(self.ini) if self.ini else None

    def guides(self, channel: Channel, slug: str) -> Guides:
        return self._of(channel, slug)[0]

    def context(self, piece: Piece) -> Context:
        return self._of(piece.channel, piece.id)[1]

    def _of(self, channel: Channel, slug: str) -> tuple[Guides, Context]:
        path = path_of(channel, slug)
        matching = self._settings.matching(path) if self._settings else ()
        key = channel, tuple(section.name for section in matching)
        if key not in self._made:
            loaded = guides.load(self.ini, [self.bundled], channel, path)
            words = tuple(dict.fromkeys((*loaded.terms, *self.words)))
            limits = self.policy.limits_for(channel)
            self._made[key] = loaded, context_of(channel, loaded, words, limits, self.policy.dialect)
        return self._made[key]


def contexts(house: House, policy: Policy) -> Contexts:
    """As things are."""
    return Contexts(house.ini if house.ini.exists() else None, house.bundled, policy, spelling_words(house.folders))


class Rehearsal:
    """As things would be. Use it in a `with` statement.

    Args:
        files: what would stand in files of the house's style folders, by their paths.
        ini: what would stand in `.vale.ini`; None where it stays.
    Raises:
        BadInput: there is no room for temporary files.
    """

    def __init__(self, house: House, policy: Policy, files: Mapping[Path, str], ini: str | None = None) -> None:
        try:
            self._place = TemporaryDirectory(prefix="bluepencil-")
        except OSError as error:
            raise BadInput(
                f"Nothing can be tried out: {error.strerror}.", "See that there is room for temporary files."
            ) from None
        try:
            root = Path(self._place.name)
            overlay = root / "styles"
            if any(path.is_relative_to(house.term_folder) for path in files) and house.term_folder.is_dir():
                # A term list is taken whole from the first folder that has it.
                shutil.copytree(house.term_folder, overlay / _below(house, house.term_folder))
            for path, text in files.items():
                target = overlay / _below(house, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8", newline="")
            text = house.text if ini is None else ini
            (root / INI).write_text(_led_to(text, house, overlay), encoding="utf-8", newline="")
            words = tuple(dict.fromkeys((*spelling_words(house.folders), *spelling_words((overlay,)))))
            self.contexts = Contexts(root / INI, house.bundled, policy, words)
        except BaseException:
            self._place.cleanup()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with suppress(OSError):
            self._place.cleanup()


def _below(house: House, path: Path) -> Path:
    """A path as seen from the style folder it lies in."""
    return next(path.relative_to(folder) for folder in house.folders if path.is_relative_to(folder))


_STYLES_PATH = re.compile(r"^\s*[\"'`]?StylesPath[\"'`]?\s*[=:].*$")
_SECTION = re.compile(r"^\s*\[")


def _led_to(text: str, house: House, overlay: Path) -> str:
    """The ini's text, its style folders written out in full and the overlay searched before them."""
    own = parse_ini(text, INI, house.root).style_paths or (house.styles,)
    lines, inside = [], False
    for line in text.removeprefix("\ufeff").splitlines():
        inside = inside or bool(_SECTION.match(line))
        if inside or not _STYLES_PATH.match(line):
            lines.append(line)
    # The last folder named is the one that packages leave their settings in.
    paths = [f'StylesPath = "{folder.absolute()}"' for folder in dict.fromkeys((overlay, *own))]
    return "\n".join([*paths, *lines, ""])


# ---------------------------------------------------------------- looking


def flags_of(runner: Runner, text: PieceText, context: Context, lanes: Iterable[Lane] = (Lane.FAST,)) -> tuple[Flag, ...]:
    """Every flag of a text but claims, dismissed or not, as a session would show them, in reading order."""
    style = {check.id for check in runner.checks if check.id == "style"}
    others = {check.id for check in runner.checks} - style
    known = [context.channel.value, context.limits, sorted(set(context.words)), context.dialect]
    words = replace(context, style=None, version=digest(canonical(known)))
    found: list[Flag] = []
    for lane in lanes:
        # Only the style check asks the guides; what the others found is good for as long as they know the same words.
        for only, of in ((style, context), (others, words)):
            found += runner.run(text.document, of, lane, only).flags if only else ()
    shown = once([flag for flag in found if flag.claim is None])
    return tuple(sorted(shown, key=lambda flag: (flag.span.start, flag.span.end, flag.rule)))


def places_of(text: PieceText, flags: Iterable[Flag]) -> tuple[Place, ...]:
    """Where the flags stand, for people."""
    document, piece = text.document, text.piece
    return tuple(
        Place(
            piece.id,
            piece.title,
            document.line_and_column(flag.span.start)[0],
            flag.span,
            flag.text or flag.span.of(document.text),
            flag.context or document.sentence_at(flag.span),
        )
        for flag in flags
    )


def style_runner(runner: Runner) -> Runner:
    """A runner of the style check alone, with a memory of its own."""
    return Runner([check for check in runner.checks if check.id == "style"])


def told(texts: Sequence[PieceText], tell: Tell | None) -> Iterable[PieceText]:
    """The texts one by one, telling how far it is."""
    for number, text in enumerate(texts):
        if tell:
            tell(number, len(texts))
        yield text
    if tell:
        tell(len(texts), len(texts))


def settings_of(house: House, text: str) -> Ini:
    """What `.vale.ini` would say if it held `text`, packages' own settings included.

    Raises:
        BadConfig: the text cannot be read as a configuration.
    """
    with TemporaryDirectory(prefix="bluepencil-") as folder:
        path = Path(folder) / INI
        path.write_text(_led_to(text, house, Path(folder) / "styles"), encoding="utf-8", newline="")
        return load_ini(path)
