"""Figures that disagree: 43% here, 34% there, in one text or in two drafts of one brief.

A false alarm would block an approval for nothing, so two statements are held against each other only where their words
are the same but for the figure, and nothing around them (another year, another day, a condition, "used to") tells them
apart. Cells of tables, instructions, questions and quoted voices are left alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from studio.core.check import DOCUMENT, Check, Context, Example, Lane
from studio.core.details import FIGURES, Detail, Kind, checkable, details, gist, row, same, stem
from studio.core.document import Document, Placed, sentences_of
from studio.core.flag import Flag, Severity
from studio.core.markdown import Block, BlockKind
from studio.core.span import Span

_F = regex.VERBOSE | regex.IGNORECASE


Key = tuple[frozenset[str], Kind]
"""What a figure is said of, and its kind: only statements of one key can disagree."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure and what it is said of.

    Attributes:
        key: the words it is said of, brought to one form, and the figure's kind.
        figure: the detail, its span in the block's text.
        beside: the other figures of its clause.
        when: days, dates and hours of its sentence outside the clause.
        limit: `from`, `up to`, ... where it is no plain figure.
        past: whether it tells how things were.
        listed: whether it stands in a list.
        apart: its words that often make the same words speak of something else, "last year" say; both must have the same.
    """

    key: Key
    figure: Detail
    beside: tuple[Detail, ...]
    when: tuple[Detail, ...]
    limit: str
    past: bool
    listed: bool
    apart: tuple[str, ...]


def run(document: Document, context: Context) -> Iterator[Flag]:
    """Flag the figures that another place contradicts.

    Args:
        document: the whole text; the statements of each block are kept by block, so a keystroke reads one block.
        context: its `siblings`, as title and text, are read the same way and kept by text.
    Returns:
        One flag over each figure concerned, in this text only, in reading order.
    """
    here = [(placed, each) for placed in document.blocks for each in _statements(placed.block)]
    groups: dict[Key, list[int]] = {}
    for number, (_, statement) in enumerate(here):
        groups.setdefault(statement.key, []).append(number)
    others = [(title, _of_text(text)) for title, text in context.siblings]
    for number, (placed, statement) in enumerate(here):
        rivals = _in_text(number, groups[statement.key], here) or _in_siblings(statement, others)
        if rivals:
            told, where = rivals
            message = f"{statement.figure.text} here, {told.figure.text} {where}: say one of them in both."
            # A dismissal is for these two figures; another one there is another matter.
            beside = f"{document.sentence_at(placed.source(statement.figure.span))} | {told.figure.text}"
            yield Flag.over(placed.source(statement.figure.span), message, context=beside)


_MOST = 40
"""Statements of one thing; a text with more is a table in prose, and holding each against each would take for ever."""
_Rival = tuple[Statement, str] | None
"""Another statement, and where it stands, in words."""


def _in_text(number: int, group: Sequence[int], here: Sequence[tuple[Placed, Statement]]) -> _Rival:
    if not 1 < len(group) <= _MOST:
        return None
    placed, statement = here[number]
    for other in group:
        beside, told = here[other]
        if _disagree(statement, told, same_block=beside is placed):
            return told, "further down" if other > number else "further up"
    return None


def _in_siblings(statement: Statement, siblings: Sequence[tuple[str, dict[Key, tuple[Statement, ...]]]]) -> _Rival:
    for title, statements in siblings:
        for told in statements.get(statement.key, ()):
            if _disagree(statement, told, same_block=False):
                return told, f"in “{title}”"
    return None


@lru_cache(maxsize=64)
def _of_text(text: str) -> dict[Key, tuple[Statement, ...]]:
    found: dict[Key, tuple[Statement, ...]] = {}
    for placed in Document.parse(text).blocks:
        for statement in _statements(placed.block):
            found[statement.key] = (*found.get(statement.key, ()), statement)
    return found


def _disagree(one: Statement, other: Statement, *, same_block: bool) -> bool:
    """Whether both say one thing of different sizes, with nothing to tell them apart."""
    if one is other or same(one.figure, other.figure) or not _of_one_unit(one.figure, other.figure):
        return False
    if (one.limit, one.past, one.apart) != (other.limit, other.past, other.apart) or (same_block and one.listed):
        return False
    if one.listed and other.listed and len(one.key[0]) < _PLAIN:
        return False
    return _all_same(one.beside, other.beside) and _all_same(one.when, other.when)


_PLAIN = 4  # words; items of lists are built alike, so a few words in common are no proof that they mean one thing


def _of_one_unit(one: Detail, other: Detail) -> bool:
    if one.kind is Kind.DATE:
        shapes = [[part == "*" for part in str(each.value).partition("|")[0].split("-")] for each in (one, other)]
        return shapes[0] == shapes[1]
    if one.kind is Kind.MEASURE:
        return one.unit == other.unit or {one.unit, other.unit} == {"minute", "month"}
    return one.unit == other.unit or one.kind is Kind.TIME


def _all_same(ones: tuple[Detail, ...], others: tuple[Detail, ...]) -> bool:
    return len(ones) == len(others) and all(any(same(a, b) for b in others) for a in ones)


# ---------------------------------------------------------------- what a block states

_CONDITION = regex.compile(
    r"\b(?:if|when|unless|instead|versus|vs|compared|than(?!\s?[£$€]?\d)|rather|either|for\s+example|e\.g|say|suppose|imagine)\b",
    _F,
)  # what only may be, or is held against something else, is no statement of its own
_APART = regex.compile(
    r"""\b(?:(?:before|until)(?!\s+(?:the\s+)?\d)|after|used\s+to|previously|formerly|originally
      |then|now|next|last|this|other|others
    |another|second|third|extra|additional|first|each\s+additional|between|per\s+cent\s+points
    |step|day\s+\d|week\s+\d|part\s+\d|option\s+\w|round)\b""",
    _F,
)
_LIMIT = regex.compile(
    r"\b(?P<limit>from|(?:starts?|starting|begins?)\s+(?:at|from)|up\s+to|at\s+least|at\s+most|over|under|more\s+than"
    r"|less\s+than|fewer\s+than|about|around|nearly|almost|only)\s*$",
    _F,
)
_ROUGH = {"about": "", "around": "", "nearly": "", "almost": "", "only": "", "more than": "over"}
_ROUGH |= {"less than": "under", "fewer than": "under"}
_PAST = regex.compile(r"\b(?:was|were|had|did|took)\b", _F)
_ONE_OF_A_KIND = regex.compile(r"\b(?:a|an|each|every|our|one)\s", _F)
_KINDS = FIGURES - {Kind.WEEKDAY}
_WHEN = (Kind.DATE, Kind.WEEKDAY, Kind.TIME)
_ALIKE = {
    word: group.split()[0]
    for group in (
        "begin found open launch establish start",
        "custom client",
        "fall cut reduc sav low slash drop",
        "ris increas grow boost rais",
        "guarante warranti",
        "price cost charg",
    )
    for word in group.split()
}
_SOFT = row("stil alread averag typic current alway onli just mean say show com get giv our self day hour minut")


@lru_cache(maxsize=8192)
def _statements(block: Block) -> tuple[Statement, ...]:
    if block.kind in (BlockKind.TABLE_CELL, BlockKind.QUOTE, BlockKind.ALT) or not _may_state(block):
        return ()
    return tuple(_read(block))


def _may_state(block: Block) -> bool:
    """Whether there is any figure in it: most paragraphs have none, and this is much cheaper than reading them."""
    return block.is_visible and any(each.kind in _KINDS for each in checkable(block.text))


def _read(block: Block) -> Iterator[Statement]:
    from studio.checks.claiming.clauses import clauses  # compiles its patterns, so in a check's own thread

    found = [each for each in checkable(block.text) if each.kind in FIGURES]
    quoted = [each.span for each in checkable(block.text) if each.kind is Kind.QUOTE]
    sentences = sentences_of(block)
    for clause in clauses(block):
        inside = [each for each in found if clause.span.start <= each.span.start and each.span.end <= clause.span.end + 1]  # a.m.
        if not inside or _CONDITION.search(clause.text) or _skips(clause.text, clause.sentence):
            continue
        if any(clause.span.overlaps(span) for span in quoted):
            continue
        whole = next((each.span for each in sentences if each.span.end >= clause.span.end), Span(0, len(block.text)))
        if _IF.search(whole.of(block.text)):
            continue
        when = [
            each for each in found if each.kind in _WHEN and each not in inside and whole.start <= each.span.start < whole.end
        ]
        apart = tuple(sorted(" ".join(hit[0].lower().split()) for hit in _APART.finditer(clause.text)))
        about = _about(clause.text)
        for figure in inside:
            if figure.kind in _KINDS and _says_enough(about, figure, clause.text):
                limit = _LIMIT.search(block.text, clause.span.start, figure.span.start)
                word = " ".join(limit["limit"].lower().split()) if limit else ""
                word = "from" if word.startswith(("start", "begin")) else word
                beside = tuple(each for each in inside if each is not figure)
                yield Statement(
                    (about, figure.kind),
                    figure,
                    beside,
                    tuple(when),
                    _ROUGH.get(word, word),
                    bool(_PAST.search(clause.text)),
                    block.kind is BlockKind.LIST_ITEM,
                    apart,
                )


_IF = regex.compile(r"\b(?:if|unless|whether)\b", _F)


_STARTS_AT = regex.compile(r"\b(?:starts?|starting|begins?)\s+(?:at|from)\b", _F)
_DEADLINE = regex.compile(
    r"^\W*(?:\w+\W+){0,2}(?:book|order|pre-?order|register|apply|enter|reply|rsvp|sign\s+up|join|claim|save)\b", _F
)


def _skips(clause: str, sentence: str) -> bool:
    """Whether it states nothing: a question, a supposition, an instruction but "Book by 30 June"."""
    from studio.checks.claiming import traps  # compiles its patterns, so in a check's own thread

    if sentence.rstrip(" )\"'”’*").endswith("?") or traps.supposes(clause, sentence):
        return True
    return traps.instructs(clause) and not _DEADLINE.search(clause)


@lru_cache(maxsize=8192)
def _about(clause: str) -> frozenset[str]:
    words = {_ALIKE.get(word, word) for word in gist(_STARTS_AT.sub("from", clause)).split()} - _SOFT.keys()
    if regex.search(r"\bsince\b", clause, regex.IGNORECASE):
        words.add("begin")
    if "begin" in words and regex.search(r"\bwe\b", clause, regex.IGNORECASE):
        # Whoever says "we began" began once, wherever it is said to have been.
        words -= {stem(word) for each in details(clause) if each.kind is Kind.NAME for word in each.text.split()}
    negated = any(each.kind is Kind.NEGATION for each in details(clause))
    return frozenset(words | {"not"} if negated else words)


def _says_enough(about: frozenset[str], figure: Detail, clause: str) -> bool:
    """Whether the words say what the figure is of: two of them, or one for a price of a thing or the year of a beginning."""
    if len(about) > 1:
        return True
    if figure.kind is Kind.DATE:
        return about == {"begin"} or bool(about and _DEADLINE.search(clause))
    if figure.kind is Kind.TIME:
        return about in ({"begin"}, {"clos"})
    return figure.kind is Kind.MONEY and len(about) == 1 and about != {"price"} and bool(_ONE_OF_A_KIND.search(clause))


CHECK = Check(
    id="agreement",
    title="Figures that disagree",
    why="A reader who finds two figures for one thing believes neither, and one of them is wrong.",
    scope=DOCUMENT,
    run=run,
    severity=Severity.ERROR,
    rule="Agreement.Numbers",
    lane=Lane.SLOW,  # the first look at a long text takes a second, and no keystroke waits for it
    engine="Blue Pencil details 1",
    examples=(
        Example(
            bad="Customers cut reporting time by 43%.\n\nIt works: our customers cut their reporting time by 34%.",
            good="Customers cut reporting time by 43%.\n\nIt works: our customers cut their reporting time by 43 per cent.",
        ),
        Example(
            bad="# A loaf costs £4.20\n\nEach of our loaves costs £4.50.",
            good="# A loaf costs £4.20\n\nA seeded loaf costs £4.50.",
        ),
    ),
)
