"""Spelling and grammar, by Harper: in this process, offline.

Harper keeps one state and must not be called from two threads at once, so one linter per dialect stands behind a lock. It is
given blocks as plain text, for they have lost their markup already. A call costs a millisecond whatever the text, so many
fresh blocks go in one call, kept apart by a line that lets none of them look at its neighbour. Words it does not know
are errors, for they are almost always one; an unknown name is a suggestion, for a house has more names than a
dictionary; all else is a warning, or a suggestion where it is a matter of wording.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING

from studio.checks._prose import FRAGMENTS, is_no_prose
from studio.core.check import BLOCK, DIALECTS, Check, Context, Example, Lane
from studio.core.flag import Fix, Flag, Safety, Severity
from studio.core.markdown import Block
from studio.core.span import Span

if TYPE_CHECKING:
    from harper import Lint, Linter, Suggestion

OFF = {
    "OxfordComma": "a house takes the serial comma or leaves it; its style guide says which",
    "NoOxfordComma": "the same, the other way round",
    "UseTitleCase": "how headings are capitalised is the style guide's business, and sentence case is as common",
    "LongSentences": "the readability check knows the channel's own limit",
    "AvoidCurses": "a matter of voice",
    "BoringWords": "a matter of voice",
    "AvoidContractions": "a matter of voice; plain-language guides ask for contractions",
    "SpelledNumbers": "style guides differ on where figures begin",
    "Dashes": "typewriter dashes are a way of typing; the style guide names the dash it wants",
    "NumericRangeEnDash": "a matter of typesetting",
    "FootInchMinuteSecondSymbols": "a matter of typesetting",
    "EllipsisLength": "a matter of typesetting",
    "UseEllipsisCharacter": "a matter of typesetting",
    "PreferPled": "usage differs between houses",
    "PreferPleaded": "usage differs between houses",
    "PreferSneaked": "usage differs between houses",
    "PreferSnuck": "usage differs between houses",
    "CondenseAllThe": "changes the sense of `all of the above`",
    "DayOneNames": "takes the everyday words `day one` for a product",
    "DisjointPrefixes": "hyphens after prefixes (`re-use`, `multi-currency`) are the style guide's business",
    "CompoundNouns": "joins nouns that stand side by side (`stone walls`)",
    "Everyone": "takes `every one of ours` for `everyone`",
    "MissingPreposition": "wrong more often than right on marketing text",
    "WrongNegative": "takes place names for misspelt negations",
    "SplitWords": "takes product names and new compounds (`touchpoint`, `compostable`) apart",
}
"""Harper's rules that are switched off, each with the reason: matters of taste, which style guides decide, and noise."""

_NO_TYPESETTING = frozenset({"SentenceCapitalization", "UnclosedQuotes", "Spaces", "QuoteSpacing"})  # table cells, labels
_MILD = frozenset({"Style", "Enhancement", "Readability", "Redundancy", "Formatting", "Regionalism"})
_MOST_FIXES = 3
_WARM_UP = "This is an qwertyzz of a hour."  # an article before an unknown word makes Harper build its slowest tables

_lock = Lock()
_taught: dict[str, tuple[str, ...]] = {}


@lru_cache(maxsize=len(DIALECTS))
def _linter(dialect: str) -> "Linter":
    """The one linter of a dialect. The lock must be held."""
    import harper

    made = harper.Linter(getattr(harper.Dialect, dialect.upper()))
    made.set_lint_config(dict.fromkeys(OFF, False))
    return made


def run(block: Block, context: Context) -> Iterable[Flag]:
    """Flag what Harper finds in `block`.

    Args:
        block: any block; what touches masked text (code, URLs) is left out.
        context: `words` are never misspelt; `dialect` says which spelling is right.
    Returns:
        Flags by rule: `Spelling.Unknown`, `Spelling.Name`, `Grammar.<Harper's rule>`; fixes ask before they apply.
    """
    return run_many((block,), context)[0]


def run_many(blocks: Sequence[Block], context: Context) -> Sequence[Iterable[Flag]]:
    """The flags of each block, in one call of the engine; the same as `run` gives for each alone."""
    starts, text = [], ""
    for block in blocks:
        starts.append(len(text))
        text += block.text + _APART
    found: list[list[Flag]] = [[] for _ in blocks]
    for rule, lint in _lints(text, context.words, context.dialect):
        index = bisect_right(starts, lint.span.start) - 1
        block, start = blocks[index], starts[index]
        span = Span(lint.span.start - start, lint.span.end - start)
        if span.end <= len(block.text) and not _is_noise(rule, span, block):
            found[index].append(_flag(rule, lint, span, block.text))
    return found


_APART = "\n\n—\n\n"


def _is_noise(rule: str, span: Span, block: Block) -> bool:
    """Whether the words flagged are no prose, or the rule does not suit the kind of block."""
    if rule in _NO_TYPESETTING and block.kind in FRAGMENTS:
        return True
    return _is_clock(rule, block.text, span) or is_no_prose(span, block)


def _lints(text: str, words: tuple[str, ...], dialect: str) -> list[tuple[str, "Lint"]]:
    """Harper's findings with the names of their rules, in reading order."""
    if not any(map(str.isalpha, text)):
        return []
    with _lock:
        linter = _linter(dialect)
        if words != _taught.get(dialect, ()):
            linter.clear_words()
            linter.import_words([part for word in words for part in {word, *word.split()}])
            _taught[dialect] = words
        by_rule = linter.organized_lints(text, language="plaintext")
    found = ((rule, lint) for rule, lints in by_rule.items() for lint in lints)
    return sorted(found, key=lambda pair: (pair[1].span.start, pair[1].span.end, pair[0]))


def _flag(rule: str, lint: "Lint", span: Span, text: str) -> Flag:
    fixes = tuple(dict.fromkeys(_fix(suggestion, span.of(text)) for suggestion in lint.suggestions))[:_MOST_FIXES]
    if rule != "SpellCheck":
        severity = Severity.SUGGESTION if lint.lint_kind in _MILD else Severity.WARNING
        return Flag.over(span, _plain(lint.message), rule=f"Grammar.{rule}", severity=severity, fixes=fixes)
    word = span.of(text)
    if _is_name(word, span.start, text):
        message = f"“{word}” is in no dictionary. If it is a name, see that it is spelt as its owner spells it."
        return Flag.over(span, message, rule="Spelling.Name", severity=Severity.SUGGESTION, fixes=fixes, why=_WHY_NAME)
    # A capital that opens a sentence may hide a name, so such a word is no certain mistake.
    severity = Severity.ERROR if fixes and word[:1].islower() else Severity.WARNING
    return Flag.over(span, f"“{word}” is in no dictionary.", rule="Spelling.Unknown", severity=severity, fixes=fixes)


_WHY_NAME = "A misspelt name is the one mistake its owner never overlooks. Names on the term list are not asked about."


def _fix(suggestion: "Suggestion", words: str) -> Fix:
    """Harper's suggestion as what stands in place of `words`."""
    text: str = suggestion.replacement_text
    match suggestion.kind.name:
        case "REMOVE":
            text = ""
        case "INSERT_AFTER":
            text = words + text
    return Fix(text, Safety.ASK)


def _is_name(word: str, start: int, text: str) -> bool:
    """Whether an unknown word is written like a name: capitals where a sentence does not ask for one, or a letter with a mark."""
    if any(letter.isupper() for letter in word[1:]) or not word.isascii():
        return True
    before = text[:start].rstrip(" \"'“‘(—–-")
    return word[:1].isupper() and bool(before) and before[-1] not in ".!?:…\n"


def _is_clock(rule: str, text: str, span: Span) -> bool:
    """Whether Harper takes the `a` of `10 a.m.` for an article."""
    return rule == "AnA" and text[span.end : span.end + 2].lower() == ".m"


def _plain(message: str) -> str:
    """Harper's message in our quotation marks, for backticks are code."""
    parts = message.split("`")
    return "".join(part + ("“" if n % 2 == 0 else "”") for n, part in enumerate(parts[:-1])) + parts[-1]


def _missing() -> str:
    return "" if find_spec("harper") else "Harper is not installed; run: pip install harper-py"


def warm_up() -> None:
    """Load the dictionary and make Harper build what it puts off; about three seconds, once."""
    _lints(_WARM_UP, _taught.get(DIALECTS[0], ()), DIALECTS[0])


def _engine() -> str:
    try:
        return f"Harper (harper-py {version('harper-py')})"
    except PackageNotFoundError:
        return "Harper"


CHECK = Check(
    id="grammar",
    title="Spelling and grammar",
    why="Readers take a slip in spelling or grammar for a slip in care.",
    scope=BLOCK,
    run=run,
    severity=Severity.WARNING,
    rule="Grammar",
    run_many=run_many,
    lane=Lane.SLOW,
    available=_missing,
    engine=_engine(),
    examples=(
        Example(bad="You will recieve the parcel tomorrow.", good="You will receive the parcel tomorrow."),
        Example(bad="It took a hour to pack.", good="It took an hour to pack."),
        Example(bad="Reply to this ticket and and we will help.", good="Reply to this ticket and we will help."),
    ),
)
