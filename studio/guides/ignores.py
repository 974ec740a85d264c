"""What of a text the rules do not get to see: formulas, and what the configuration names: passages, words, tags, classes.

Nothing is ever moved: what must not be seen becomes as many `*`, so every other character keeps its place. A block that
looks as it did is the very object it was, so that whatever is known of it still counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from studio.core.document import Document, Placed
from studio.core.markdown import MASK, MASKED_TAGS, Block, BlockKind, Mark
from studio.core.span import Span
from studio.guides.ini import Settings
from studio.guides.pattern import TIME_LIMIT, Pattern, compiled, translated
from studio.guides.reading import BrokenRule
from studio.guides.scopes import tag_name

_TAGS = {
    BlockKind.PARAGRAPH: frozenset({"p"}),
    BlockKind.LIST_ITEM: frozenset({"li", "ul", "ol"}),
    BlockKind.QUOTE: frozenset({"blockquote"}),
    BlockKind.TABLE_CELL: frozenset({"table"}),
    BlockKind.ALT: frozenset({"alt"}),
    BlockKind.FRONT_MATTER: frozenset[str](),
    BlockKind.HEADING: frozenset[str](),
}
_FORMULA = compiled(r"(?<!\$)\$\$(?!\$)[^$]+\$\$(?!\$)")
_USUAL = Settings()


class Ignores:
    """The settings of one configuration, ready to be applied to documents. Safe between threads."""

    def __init__(self, settings: Settings = _USUAL) -> None:
        self._problems: list[str] = []
        self._slow: dict[Pattern, str] = {}
        self._passages = self._patterns("BlockIgnores", settings.block_ignores)
        self._words = self._patterns("TokenIgnores", settings.token_ignores)
        ignored = {scope for scope in settings.ignored_scopes if "frontmatter" not in scope.split(".")}
        self._masked_tags = frozenset(map(tag_name, ignored))
        self._skipped = frozenset(map(str.lower, settings.skipped_scopes))
        self._classes = frozenset(settings.ignored_classes)
        self._keys = frozenset(scope.rpartition(".")[2] for scope in settings.ignored_scopes if "frontmatter" in scope.split("."))
        usual = ignored == set(_USUAL.ignored_scopes) and self._skipped == frozenset(_USUAL.skipped_scopes)
        self._is_usual = usual and not self._keys
        self._known: dict[int, tuple[Block, tuple[Span, ...], Block | None]] = {}
        unread = sorted(set(_USUAL.skipped_scopes) - self._skipped)
        if unread:
            self._problems.append(f"SkippedScopes leaves out {', '.join(unread)}, whose text is not read in any case.")

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the settings, one sentence each."""
        return (*self._problems, *self._slow.copy().values())

    def _patterns(self, key: str, patterns: Iterable[str]) -> tuple[Pattern, ...]:
        made = []
        for pattern in patterns:
            try:
                made.append(compiled(translated(pattern, multi_line=False)))
            except BrokenRule as error:
                self._problems.append(f"{key}: `{pattern}` is passed over. {error.what}")
        return tuple(made)

    def view(self, document: Document, cut: Sequence[Span] = ()) -> Sequence[Placed]:
        """The blocks as the rules see them; `document.blocks` itself where they see everything.

        Args:
            cut: further spans of the source that are not looked at.
        """
        masks = [*cut, *self._ignored(document.text), *_formulas(document)]
        looks = not self._is_usual or (bool(self._classes) and "class=" in document.text)
        if not masks and not looks:
            return document.blocks
        masks.sort()
        seen, known = list[Placed](), dict[int, tuple[Block, tuple[Span, ...], Block | None]]()
        for placed in document.blocks:
            block = placed.block
            spans = tuple(_covered(placed, masks)) if masks else ()
            if looks or spans:
                entry = self._known.get(id(block))
                if entry is None or entry[0] is not block or entry[1] != spans:
                    entry = block, spans, self._seen(block, spans)
                known[id(block)] = entry
                if entry[2] is None:
                    continue
                placed = placed if entry[2] is block else Placed(entry[2], placed.offset)
            seen.append(placed)
        self._known = known
        return seen

    def _ignored(self, text: str) -> Iterator[Span]:
        for pattern in (*self._passages, *self._words):
            if pattern in self._slow:
                continue
            try:
                yield from (Span(*match.span()) for match in pattern.finditer(text, timeout=TIME_LIMIT) if match[0])
            except TimeoutError:
                # Passed over from here on, as a rule would be: it would take as long at every keystroke.
                self._slow[pattern] = (
                    f"The ignored pattern `{pattern.pattern}` took too long on a text and is passed over; simplify it."
                )

    def _seen(self, block: Block, spans: tuple[Span, ...]) -> Block | None:
        """The block as it is seen; None where nothing is left of it."""
        if self._is_left_out(block):
            return None
        marks = [mark for mark in block.marks if self._shows(mark)]
        bare = [mark.span for mark in block.marks if self._hides(mark)]
        if not marks and not bare and not spans:
            return block
        text, masked = block.text, list(block.masked)
        for mark in marks:
            text = text[: mark.span.start] + mark.text + text[mark.span.end :]
            masked = [span for span in masked if span != mark.span]
        for span in (*bare, *spans):
            text = text[: span.start] + MASK * len(span) + text[span.end :]
        if not text.replace(MASK, "").strip():
            return None
        kept = tuple(mark for mark in block.marks if not any(mark.span.overlaps(span) for span in spans))
        return replace(block, text=text, masked=tuple(sorted({*masked, *bare, *spans})), marks=kept)

    def _is_left_out(self, block: Block) -> bool:
        if block.kind is BlockKind.HEADING:
            return f"h{block.level}" in self._skipped
        if block.kind is BlockKind.FRONT_MATTER:
            return block.name in self._keys
        own = _TAGS[block.kind]
        if block.kind is BlockKind.TABLE_CELL:
            own |= {"th" if block.level else "td"}
        return not self._skipped.isdisjoint(own)

    def _shows(self, mark: Mark) -> bool:
        """Whether the words of a mark that usually are masked are to be seen."""
        return mark.tag in MASKED_TAGS and len(mark.text) == len(mark.span) and mark.tag not in self._masked_tags

    def _hides(self, mark: Mark) -> bool:
        if not len(mark.span) or (mark.tag in MASKED_TAGS and mark.tag in self._masked_tags):
            return False
        return mark.tag in self._masked_tags or mark.tag in self._skipped or not self._classes.isdisjoint(mark.classes)


def _formulas(document: Document) -> Iterator[Span]:
    """Where formulas between `$$` and `$$` stand; a single `$` is money."""
    if "$$" in document.text:
        for placed in document.blocks:
            yield from (placed.source(Span(*match.span())) for match in _FORMULA.finditer(placed.block.text))


def _covered(placed: Placed, masks: Sequence[Span]) -> Iterator[Span]:
    """The spans of a block's text that `masks` (of the source, in order) cover."""
    block, offset = placed.block, placed.offset
    if not block.segments or masks[0].start >= block.segments[-1].source.end + offset:
        return
    found: list[Span] = []
    for segment in block.segments:
        start, end = segment.source.start + offset, segment.source.end + offset
        for mask in masks:
            if mask.start >= end:
                break
            if mask.end <= start:
                continue
            if len(segment.text) != len(segment.source):
                part = segment.text
            else:
                by = segment.text.start - start
                part = Span(max(mask.start, start) + by, min(mask.end, end) + by)
            if found and found[-1].end >= part.start:
                last = found.pop()
                part = Span(min(last.start, part.start), max(last.end, part.end))
            found.append(part)
    yield from found
