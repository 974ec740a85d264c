"""`metric`: a formula over a text's counts, and the condition under which its value is too high or too low.

Measured on the document (scope `summary`, which is the default) or on each text of another scope.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from studio.core.markdown import Block, BlockKind
from studio.guides.kinds._contract import Excepting, Hit, Kind, Setting
from studio.guides.kinds._formula import Formula
from studio.guides.kinds._measures import Counts, Shared, counted, summed
from studio.guides.reading import BrokenRule, Keys

_TAGS = ("pre", "list", "blockquote", "paragraphs", *(f"heading.h{level}" for level in range(1, 7)))
_NAMES = frozenset((*Counts._fields, *_TAGS))
SUMMARY = "summary"
MEASURES = "measures"
"""What rules on the measures of a document note of a block, all of them the same."""


def measured_scope(given: tuple[str, ...]) -> tuple[str, ...]:
    """The document, unless the rule names another scope than `text`."""
    return (SUMMARY,) if given == ("text",) else given


def looks_at_summary(keys: Keys) -> bool:
    return measured_scope(tuple(item.text for item in keys.texts("scope")) or ("text",)) == (SUMMARY,)


class _Measure:
    """A formula with its condition."""

    def __init__(self, formula: Formula, condition: Formula) -> None:
        self._formula, self._condition = formula, condition

    def says(self, counts: Counts, tags: Mapping[str, int]) -> str:
        """The value with two decimals where the condition holds for it, else nothing; a text without words has none."""
        if not counts.words:
            return ""
        numbers = {**counts._asdict(), **tags}
        value = self._formula.of(numbers)
        if value is None or not self._condition.of({**numbers, "result": value}):
            return ""
        return f"{value:.2f}"


class OfDocument(Excepting):
    """The running text of a document together; headings and tables are left out of it, and headings are counted."""

    entries: tuple[str, ...] = ()
    noting = MEASURES

    def __init__(self, measure: _Measure) -> None:
        self._measure = measure

    def note(self, block: Block, text: str, masked: Callable[[int, int], bool]) -> tuple[Counts, str]:
        return measured(block, text)

    def settle(self, notes: Sequence[Any]) -> Iterator[tuple[int, Hit]]:
        shown = self._measure.says(*TOTAL.of(notes))
        if shown:
            yield -1, Hit(0, 0, (shown,))


def measured(block: Block, text: str) -> tuple[Counts, str]:
    """What one block adds to the measures of the document: its counts, none where it is no running text, and its tag."""
    return counted(text) if block.is_body else Counts(), _tag(block)


def _total(notes: Sequence[Any]) -> tuple[Counts, Counter[str]]:
    counts, tags = zip(*filter(None, notes), strict=True) if any(notes) else ((), ())
    return summed(counts), Counter(tags)


TOTAL = Shared(_total)
"""The sums of the counts, and how many blocks there are of each tag."""


class OfText(Excepting):
    """Each text by itself."""

    entries: tuple[str, ...] = ()

    def __init__(self, measure: _Measure) -> None:
        self._measure = measure

    def may_find(self, text: str) -> bool:
        return True

    def find(self, text: str, candidates: Sequence[int] | None, masked: Callable[[int, int], bool]) -> Iterator[Hit]:
        shown = self._measure.says(counted(text), {})
        if shown:
            yield Hit(0, 0, (shown,))


def _tag(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return f"heading.h{block.level}"
    named = {BlockKind.LIST_ITEM: "list", BlockKind.QUOTE: "blockquote", BlockKind.PARAGRAPH: "paragraphs"}
    return named.get(block.kind, "")


def build(keys: Keys, setting: Setting) -> OfDocument | OfText:
    for key in ("formula", "condition"):
        if not keys.text(key).strip():
            raise BrokenRule(f"The rule has no `{key}`, so it can measure nothing.", keys.line)
    measure = _Measure(
        _read(keys, "formula", keys.text("formula"), _NAMES),
        # The condition reads on from the value: `> 9.0`, or `>= 10 && result < 14`.
        _read(keys, "condition", f"result {keys.text('condition')}", _NAMES | {"result"}),
    )
    return OfDocument(measure) if looks_at_summary(keys) else OfText(measure)


def _read(keys: Keys, key: str, text: str, names: frozenset[str]) -> Formula:
    try:
        return Formula(text, names)
    except BrokenRule as error:
        raise BrokenRule(f"The `{key}` cannot be read: {error.what}", keys.line_of(key)) from error


KIND = Kind("metric", frozenset({"formula", "condition"}), build, measured_scope)
