"""Finding claims: the work behind the claims check.

Rules only: every clause is held against patterns by category and let off by the traps. They tell what needs evidence,
never what is true. A miss escapes the gate while a false alarm costs one key, so in doubt a clause is flagged.
"""

from collections.abc import Iterator

from studio.checks.claiming import traps
from studio.checks.claiming.categories import CATEGORIES, LOW, MEDIUM
from studio.checks.claiming.clauses import Clause, clauses, quotations
from studio.checks.claiming.patterns import PATTERNS
from studio.checks.claiming.select import Selector
from studio.core.check import Context
from studio.core.claim import ClaimNote, ClaimSeverity
from studio.core.flag import Flag, Severity
from studio.core.markdown import MASK, Block, BlockKind
from studio.core.span import Span

_SELECTOR = Selector([pattern.find for pattern in PATTERNS])

Found = dict[str, ClaimSeverity]
"""Category ids with how badly each needs evidence."""


def find(block: Block, context: Context) -> Iterator[Flag]:
    """Find the claims of one block.

    Args:
        block: any block; each is read alone, so a heading never runs into its text.
        context: not looked at; claims are claims on every channel.
    Returns:
        One flag per claim, over a clause or a quotation, in reading order, never overlapping. `Flag.claim` says of what
        kinds it is and what would prove it; the rule is `Claims.` and the leading kind.
    """
    spoken = [span for span in quotations(block.text) if traps.is_spoken(block.text, span, block.kind is BlockKind.QUOTE)]
    found = [(span, _quoted(block, span)) for span in spoken]
    if block.kind is BlockKind.TABLE_CELL:
        found += _cell(block)
    else:
        told = False  # whether the sentence so far tells the reader what to do
        for clause in clauses(block):
            told = traps.instructs(clause.text) or (told and not clause.opens and traps.goes_on(clause.text))
            soft = told or block.kind is BlockKind.HEADING
            if not any(clause.span.overlaps(span) for span in spoken) and (kinds := _kinds(clause, soft)):
                found.append((clause.span, kinds))
    for span, kinds in sorted(found, key=lambda pair: pair[0]):
        yield _flag(span, kinds)


def _kinds(clause: Clause, soft: bool) -> Found:
    """The categories of one clause; empty when it claims nothing. `soft` for instructions and headings."""
    if traps.asks(clause.sentence) or traps.supposes(clause.text, clause.sentence):
        return {}
    return _match(traps.without_idle_numbers(clause.text.replace(MASK, " ")), soft)


def _match(text: str, soft: bool) -> Found:
    found: Found = {}
    for number in _SELECTOR.of(text):
        pattern = PATTERNS[number]
        if not (soft and pattern.soft) and pattern.find.search(text):
            found[pattern.category] = max(pattern.severity, found.get(pattern.category, LOW), key=lambda s: s.rank)
    return found


def _quoted(block: Block, span: Span) -> Found:
    """A quotation, with the claims in it; on its own or from a customer it is a testimonial too."""
    kinds = _match(span.of(block.text), soft=True) | {"quotation": CATEGORIES["quotation"].severity}
    if block.kind is BlockKind.QUOTE or _is_customer(span.of(block.text)):
        kinds["testimonial"] = CATEGORIES["testimonial"].severity
    return kinds


def _is_customer(words: str) -> bool:
    lowered = f" {words.strip('“”').strip(chr(34)).lower()} "
    return any(f" {word} " in lowered for word in ("i", "i've", "i’ve", "i'd", "my", "we", "our", "they", "ever", "recommend"))


_ABSOLUTE_CELLS = frozenset({"none", "unlimited", "free", "always", "never", "included", "zero"})


def _cell(block: Block) -> list[tuple[Span, Found]]:
    """A cell of a table's body is a claim when it holds a figure or an absolute: its row and column are the sentence."""
    text = block.text.strip()
    if block.level or not text:
        return []
    kinds = _match(traps.without_idle_numbers(text), soft=False)
    if any(map(str.isdigit, text)) and len(text) < 40:
        kinds = {"statistic": MEDIUM} | kinds
    elif text.lower() in _ABSOLUTE_CELLS:
        kinds = {"comparison": MEDIUM} | kinds
    return [(Span(0, len(block.text)), kinds)] if kinds else []


def _flag(span: Span, kinds: Found) -> Flag:
    order = list(CATEGORIES)
    ranked = sorted(kinds, key=lambda name: (-kinds[name].rank, order.index(name)))
    leading = CATEGORIES[ranked[0]]
    severity = kinds[leading.id]
    return Flag.over(
        span,
        f"{leading.title}. {leading.need}",
        rule=f"Claims.{leading.id}",
        severity=Severity.WARNING if severity.rank >= ClaimSeverity.HIGH.rank else Severity.SUGGESTION,
        claim=ClaimNote(tuple(ranked), severity, leading.need),
    )
