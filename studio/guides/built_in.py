"""The rules of the built-in guide `Vale`: what a house's term lists become, doubled words, and spelling."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from studio.core.flag import Severity
from studio.guides.actions import NO_ACTION, Action
from studio.guides.alternation import WORD, Alternation
from studio.guides.compiling import Compiled, compile_keys
from studio.guides.exceptions import Exceptions
from studio.guides.kinds._contract import Setting
from studio.guides.kinds.existence import Existence
from studio.guides.kinds.spelling import made as spelling
from studio.guides.kinds.substitution import Substitution
from studio.guides.reading import BrokenRule, Keys, parse
from studio.guides.rule import Rule, State
from studio.guides.scopes import read_scope
from studio.guides.terms import Terms, lowered

NAME = "Vale"
_REPETITION = r"""
extends: repetition
message: "'%s' stands there twice."
description: A doubled word is a slip that readers stumble over.
level: error
alpha: true
ignorecase: true
action: {name: edit, params: [truncate, " "]}
tokens: ['[^\s.!?]+']
"""


_SPELLING = """
extends: spelling
message: "'%s' is in no dictionary."
description: A slip in spelling costs more trust than it is worth; a name that is right belongs into the accepted terms.
level: error
action: {name: suggest, params: [spellings]}
"""


def built_in(terms: Terms, folders: Sequence[Path] = ()) -> dict[str, Compiled]:
    """The built-in rules by name; those of an empty term list do not exist.

    Args:
        folders: styles folders; the first one's dictionaries and word lists count for spelling.
    """
    rules = {"Vale.Repetition": _repetition(terms), "Vale.Spelling": _spelling(terms, folders)}
    if terms.accepted:
        rules["Vale.Terms"] = _terms(terms.accepted)
    if terms.rejected:
        rules["Vale.Avoid"] = _avoid(terms.rejected)
    return rules


def _spelling(terms: Terms, folders: Sequence[Path]) -> Compiled:
    keys = Keys(parse(_SPELLING))
    compiled = compile_keys(keys, Rule("Vale.Spelling", Severity.ERROR, "spelling", ""), terms.accepted)
    setting = Setting(compiled.rule.message, compiled.action, terms.accepted, styles=folders[0] if folders else None)
    try:
        finder = spelling(keys, setting, everything=True)
    except BrokenRule as error:
        return Compiled(replace(compiled.rule, state=State.BROKEN, reason=error.what))
    rule = replace(compiled.rule, notes=tuple(f"{note[:1].upper()}{note[1:]}." for note in finder.notes))
    return replace(compiled, rule=rule, finder=finder, digest=_digest((*terms.accepted, finder.stamp)))


def _repetition(terms: Terms) -> Compiled:
    return compile_keys(Keys(parse(_REPETITION)), Rule("Vale.Repetition", Severity.ERROR, "repetition", ""), terms.accepted)


def _terms(accepted: tuple[str, ...]) -> Compiled:
    message = "Use '%s' instead of '%s'."
    why = "The house writes this term in one way only."
    rule = Rule("Vale.Terms", Severity.ERROR, "substitution", "", message, why)
    try:
        finder = Substitution(
            [(lowered(term), term, number) for number, term in enumerate(accepted, 1)],
            WORD,
            Exceptions(),
            ignore_case=True,
            capitalize=False,
            replaces=False,
            message=message,
        )
    except BrokenRule as error:
        return Compiled(replace(rule, state=State.BROKEN, reason=error.what))
    # A plain term is its own safe fix.
    return Compiled(rule, finder, None, Action("replace"), read_scope(())[0], _digest(accepted))


def _avoid(rejected: tuple[str, ...]) -> Compiled:
    message, why = "Avoid using '%s'.", "The house has decided against this term."
    rule = Rule("Vale.Avoid", Severity.ERROR, "existence", "", message, why)
    try:
        finder = Existence(Alternation([(term, n) for n, term in enumerate(rejected, 1)]), Exceptions())
    except BrokenRule as error:
        return Compiled(replace(rule, state=State.BROKEN, reason=error.what))
    return Compiled(rule, finder, None, NO_ACTION, read_scope(())[0], _digest(rejected))


def _digest(terms: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(terms).encode()).hexdigest()
