"""Finding claims: the work behind the claims check.

Every clause is held against the patterns of each category and let off by the traps; where no pattern sees anything, the
model may still point at it. They tell what needs evidence, never what is true. A miss escapes the gate while a false
alarm costs one key, so in doubt a clause is flagged.
"""

import re
from collections.abc import Iterator

from studio.checks.claiming import brief, model, softening, traps
from studio.checks.claiming.categories import CATEGORIES, ORDER
from studio.checks.claiming.citing import cited_beside
from studio.checks.claiming.clauses import Clause, clauses, quotations
from studio.checks.claiming.patterns import Pattern, Place
from studio.checks.claiming.select import Selector
from studio.core.check import Context
from studio.core.claim import ClaimNote, ClaimSeverity
from studio.core.flag import Flag, Severity
from studio.core.markdown import MASK, Block, BlockKind
from studio.core.span import Span

PATTERNS = tuple(pattern for category in CATEGORIES.values() for pattern in category.patterns)
_SELECTOR = Selector([(pattern.source, pattern.case) for pattern in PATTERNS])
_BY_MODEL = Pattern("model", "entity_causal", "reads like a checkable statement", ClaimSeverity.LOW, source="")

_SHORT = 40  # code points; a longer cell is a sentence, and figures in it count as in any other

Found = dict[str, Pattern]
"""By category, the pattern that speaks for it: the heaviest of those that hit, and the first of several as heavy."""


def find(block: Block, context: Context) -> Iterator[Flag]:
    """Find the claims of one block.

    Args:
        block: any block; each is read alone, so a heading never runs into its text.
        context: for the brief and the brand's facts; claims are claims on every channel.
    Returns:
        One flag per claim, over a clause or a quotation, in reading order, never overlapping. `Flag.claim` says of what
        kinds it is, which pattern saw it and what would prove it; the rule is `Claims.` and the leading kind.
    """
    for span, found in readings(block):
        yield _flag(block, span, found, context)


def readings(block: Block) -> list[tuple[Span, Found]]:
    """What the patterns make of a block: the spans with a claim in reading order, and the patterns that saw it."""
    if not block.text or (block.kind is BlockKind.FRONT_MATTER and not block.is_visible):
        return []
    in_quote = block.kind is BlockKind.QUOTE
    quoted = [span for span in quotations(block.text) if traps.is_spoken(block.text, span, in_quote)]
    spoken = [traps.with_lead(block.text, span) for span in quoted]
    read = [(span, _quoted(block, span)) for span in spoken]
    if block.kind is BlockKind.TABLE_CELL:
        read += _cell(block)
    else:
        read += _clauses(block, spoken)
    return sorted(((span, found) for span, found in read if found), key=lambda pair: pair[0])


def _clauses(block: Block, spoken: list[Span]) -> Iterator[tuple[Span, Found]]:
    told, condition, before = False, -1, 0  # told: whether the sentence so far tells the reader what to do
    for clause in clauses(block):
        goes_on = not clause.opens and traps.goes_on(clause.text, block.text[before : clause.span.start])
        told = traps.instructs(clause.text) or (told and goes_on)
        before = clause.span.end
        if clause.opens:
            condition = -1
        if any(clause.span.overlaps(span) for span in spoken):
            condition = -1
            continue
        if hashtag := _HASHTAG.match(clause.text):
            yield clause.span, _tagged(hashtag["words"])
            condition = -1
        elif found := _read(clause, told, block) or ({} if condition >= 0 else unread(clause, told, block)):
            yield Span(condition if condition >= 0 else clause.span.start, clause.span.end), found
            condition = -1
        elif traps.sets_condition(clause.text) or (told and traps.promises(block.text[clause.span.end :])):
            condition = clause.span.start  # what is promised under a condition is promised with it


_HASHTAG = re.compile(r"#(?P<words>\w*[^\W\d_]\w*)$")
_NEW_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_|(?<=[A-Za-z])(?=\d)")


def _tagged(words: str) -> Found:
    """What a hashtag claims, read word by word: `#ZeroWaste`. Most of them only name something."""
    found = _match(_NEW_WORD.sub(" ", words))
    return {name: pattern for name, pattern in found.items() if pattern.severity.is_weighty}


def unread(clause: Clause, told: bool, block: Block) -> Found:
    """What to make of a clause in which no pattern saw a claim: a light one, where the model is sure that it is worth checking.

    Args:
        told: whether it tells the reader what to do.
        block: where it stands.
    """
    if told or clause.label or block.kind in (BlockKind.HEADING, BlockKind.ALT):
        return {}
    if traps.feels(clause.text) or traps.invites(clause.text):
        return {}
    if traps.asks(clause.text, clause.sentence) or traps.supposes(clause.text, clause.sentence):
        return {}
    if traps.sets_condition(clause.text):  # what follows may be promised under it, and then they are one claim
        return {}
    words = clause.text.replace(MASK, " ")
    if traps.without_idle_words(words) != words:  # its one detail claims nothing
        return {}
    sure = model.score(words) >= model.SURE
    return {_BY_MODEL.category: _BY_MODEL} if sure else {}


def _read(clause: Clause, told: bool, block: Block) -> Found:
    """The categories of one clause; empty when it claims nothing. `told` for instructions."""
    if traps.asks(clause.text, clause.sentence) or traps.supposes(clause.text, clause.sentence):
        return {}
    heading = clause.label or block.kind in (BlockKind.HEADING, BlockKind.ALT)
    plain = not (told or heading or traps.feels(clause.text) or traps.invites(clause.text))
    words = traps.without_idle_words(clause.text.replace(MASK, " ")).strip()
    found = _match(words, soft=told or heading, plain=plain)
    # What sees no more than a plain statement proposes it, and the model has to second that: half of them are scenery.
    proposed = bool(found) and all(pattern.plain and not pattern.weight for pattern in found.values())
    return {} if proposed and model.score(clause.text) < model.DOUBT else found


def _match(text: str, soft: bool = False, plain: bool = False, places: tuple[Place, ...] = (Place.ANY,)) -> Found:
    """The patterns that see something in `text`.

    Args:
        soft: whether it is an instruction or a heading.
        plain: whether it may be taken for a plain statement of fact.
        places: whose patterns count.
    """
    found: Found = {}
    for number in _SELECTOR.of(text):
        pattern = PATTERNS[number]
        if pattern.place not in places or (soft and pattern.soft) or (pattern.plain and not plain):
            continue
        before = found.get(pattern.category)
        if before and pattern.weight <= before.weight:
            continue
        if not pattern.looks_around or pattern.find.search(text):
            found[pattern.category] = pattern
    return found


def _quoted(block: Block, span: Span) -> Found:
    """A quotation, with the claims in it; on its own or from a customer it is a testimonial too."""
    places = (Place.ANY, Place.SPOKEN, Place.QUOTE) if block.kind is BlockKind.QUOTE else (Place.ANY, Place.SPOKEN)
    return _match(span.of(block.text), soft=True, places=places)


def _cell(block: Block) -> list[tuple[Span, Found]]:
    """A cell of a table's body is a claim when it holds a figure or an absolute: its row and column are the sentence.

    What heads a row only names it, so it is read like a heading.
    """
    if block.level:
        return []
    text = traps.without_idle_words(block.text).strip()
    if block.labels is None:
        return [(Span(0, len(block.text)), _match(text, soft=True))]
    places = (Place.ANY, Place.CELL) if len(text) < _SHORT else (Place.ANY,)
    if found := _match(text, places=places):  # what heads it says what it is a figure of
        found = _match(traps.without_idle_words(f"{block.labels[0]} {text}"), soft=True) | found
    return [(Span(0, len(block.text)), found)]


def _flag(block: Block, span: Span, found: Found, context: Context) -> Flag:
    note = _note(block, span, found, context)
    return Flag.over(
        span,
        f"{CATEGORIES[note.categories[0]].title}. {note.need}",
        rule=f"Claims.{note.categories[0]}",
        severity=Severity.WARNING if note.severity.rank >= ClaimSeverity.HIGH.rank else Severity.SUGGESTION,
        context=_around(block, found),
        fixes=softening.fixes(block, span, note.categories),
        claim=note,
    )


_ROUND_A_VOICE = 300  # code points of a paragraph that is told whole, because who speaks stands before or behind the words


def _around(block: Block, found: Found) -> str:
    """What a claim is told with: a cell with what heads its row and its column, "Fermentation, Ours: 36 hours"; quoted words with
    whoever says them. Empty for every other, whose sentence tells as much."""
    if "quotation" in found:
        return block.text.strip() if len(block.text) <= _ROUND_A_VOICE else ""
    heads = ", ".join(label for label in block.labels or () if label)
    return f"{heads}: {block.text.strip()}" if heads else ""


def _reason(block: Block, leading: Pattern) -> str:
    """What was seen; of a cell in a table, under which heads it stands as well."""
    heads = ", ".join(label for label in block.labels or () if label)
    return f"{leading.because}: {heads}" if heads else leading.because


def _note(block: Block, span: Span, found: Found, context: Context) -> ClaimNote:
    """What is said of the claim at `span`; the one place where notes are made."""
    # Of two as heavy, what was seen in the words leads before what their place in a table says.
    ranked = sorted(found, key=lambda name: (-found[name].weight, found[name].place is Place.CELL, ORDER.index(name)))
    leading = found[ranked[0]]
    standing, source, source_name = brief.of(block, span, ranked, context)
    return ClaimNote(
        tuple(ranked),
        leading.severity,
        CATEGORIES[leading.category].need,
        rule=leading.id,
        reason=_reason(block, leading),
        cited=cited_beside(block, span),
        standing=standing,
        source=source,
        source_name=source_name,
    )
