"""Spelling, grammar and style by LanguageTool, which the context brings: a proofreader outside the program.

It is given blocks as plain text, as Harper is. What both say of the same words is told once (`app.findings`). Words it does not
know are errors, a name among them a suggestion, as with Harper; what is grammar is a warning, and all else a suggestion.
"""

from collections.abc import Iterable

from studio.checks._prose import FRAGMENTS, is_no_prose
from studio.core.check import BLOCK, Check, Context, Lane
from studio.core.flag import Fix, Flag, Safety, Severity
from studio.core.markdown import Block
from studio.core.proofreading import Finding

OFF = {
    "TOO_LONG_SENTENCE": "the readability check knows the channel's own limit",
    "PASSIVE_VOICE": "a matter of style guides",
    "EN_QUOTES": "a matter of typesetting",
    "TYPOGRAPHICAL_APOSTROPHE": "a matter of typesetting",
    "DASH_RULE": "the style guide names the dash it wants",
}
"""Its rules that are switched off for every house, each with the reason."""

_NO_TYPESETTING = frozenset(
    {"UPPERCASE_SENTENCE_START", "PUNCTUATION_PARAGRAPH_END", "EN_UNPAIRED_BRACKETS", "EN_UNPAIRED_QUOTES", "WHITESPACE_RULE"}
)  # in table cells, labels and headings
_FAULTS = frozenset({"misspelling", "grammar", "duplication", "inconsistency"})
_MOST_FIXES = 3


def run(block: Block, context: Context) -> Iterable[Flag]:
    """Flag what the proofreader finds in `block`, by rule `LanguageTool.<its own name>`; fixes ask before they apply.

    Raises:
        ServiceTrouble: it does not answer.
    """
    reader = context.proofreader
    if reader is None or not any(map(str.isalpha, block.text)):
        return ()
    known = {part for word in context.words for part in (word, *word.split())}
    return [
        _flag(found, block.text, reader.name)
        for found in reader.read(block.text)
        if not (is_no_prose(found.span, block) or _does_not_suit(found, block) or _is_known(found, block.text, known))
    ]


def _does_not_suit(found: Finding, block: Block) -> bool:
    return found.rule in OFF or (found.rule in _NO_TYPESETTING and block.kind in FRAGMENTS)


def _is_known(found: Finding, text: str, known: set[str]) -> bool:
    """Whether it asks about a word that the house writes so."""
    return found.category == "TYPOS" and found.span.of(text) in known


def _flag(found: Finding, text: str, name: str) -> Flag:
    fixes = tuple(Fix(fix, Safety.ASK) for fix in dict.fromkeys(found.fixes))[:_MOST_FIXES]
    return Flag.over(
        found.span,
        found.message,
        rule=f"LanguageTool.{found.rule}",
        severity=_severity(found, text),
        fixes=fixes,
        layer=f"{name}, rule {found.rule}",
    )


def _severity(found: Finding, text: str) -> Severity:
    if found.rule.startswith(("MORFOLOGIK_", "HUNSPELL_")):
        is_name = found.span.of(text)[:1].isupper()
        return Severity.SUGGESTION if is_name else Severity.ERROR if found.fixes else Severity.WARNING
    return Severity.WARNING if found.kind in _FAULTS else Severity.SUGGESTION


def _lacks(context: Context) -> str:
    return "no LanguageTool was asked" if context.proofreader is None else context.proofreader.missing


CHECK = Check(
    id="languagetool",
    title="LanguageTool",
    why="A second proofreader finds what the first one has no rule for.",
    scope=BLOCK,
    run=run,
    lane=Lane.OUTSIDE,
    lacks=_lacks,
    engine="LanguageTool",
    examples=(),
)
