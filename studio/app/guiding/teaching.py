"""Teaching the house a word: accepted, rejected, right for the spelling check alone, or an exception of one rule.

Each way is first rehearsed over the pieces in which the words stand, so that a person sees what else it would silence, and
what it would raise, before anything is written.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from studio.app.guiding.files import House, read_text
from studio.app.guiding.making import Plan, exception_plan
from studio.app.guiding.rehearsal import Contexts, PieceText, Rehearsal, flags_of, places_of, settings_of
from studio.app.guiding.rows import Place, TermChoice, TermKind
from studio.app.guiding.standing import rule_state
from studio.app.policy import Policy
from studio.checks.runner import Runner
from studio.core.check import Context, Lane
from studio.core.document import Document
from studio.core.errors import BadInput, KnownError
from studio.core.flag import Flag, Severity
from studio.core.span import Span
from studio.guides.switching import with_core, with_switch, with_term
from studio.guides.writing import exception, literal

MOST_WORDS = 8
_TITLES = {
    TermKind.ACCEPT: "Accepted term",
    TermKind.REJECT: "Rejected term",
    TermKind.SPELLING: "Right spelling only",
    TermKind.EXCEPTION: "Exception of this rule only",
}
_AVOID, _TERMS = "Vale.Avoid", "Vale.Terms"


def words_of(text: str) -> str:
    """The words as a term: on one line.

    Raises:
        BadInput: nothing, or more than a term has.
    """
    words = " ".join(text.split())
    if not re.search(r"\w", words):
        raise BadInput("There are no words to teach.", "Choose a word or a short phrase.")
    if len(words.split()) > MOST_WORDS:
        raise BadInput("That is too long for a term.", f"Choose {MOST_WORDS} words or fewer.")
    return words


def pattern_of(words: str) -> str:
    """The words as a term list has them, a pattern that means just them.

    A term without a capital letter may begin a sentence, so any capitals will do there; one with capitals is written so.
    """
    exact = "'".join(map(literal, words.split("'")))  # a list of terms shows them to people, so an apostrophe stays one
    return f"(?i){exact}" if words == words.lower() and words.upper() != words else exact


# ---------------------------------------------------------------- what would be written


def plan_of(house: House, kind: TermKind, words: str, rule: str = "") -> Plan:
    """The files as they would be.

    Raises:
        BadInput: the words are taught already, or the other way round.
        KnownError: an exception of a rule that cannot have one.
    """
    if kind is TermKind.EXCEPTION:
        return exception_plan(house, rule, exception(words))
    if kind is TermKind.SPELLING:
        path, text = house.spelling_list, read_text(house.spelling_list)
        new = text
        for word in words.split():
            new = with_term(new, word.strip(".,;:!?()"))
        return Plan({path: _must_differ(new, text, words, "taught to the spelling check")})
    accepted, rejected = house.term_folder / "accept.txt", house.term_folder / "reject.txt"
    path, other, named = (accepted, rejected, "rejected") if kind is TermKind.ACCEPT else (rejected, accepted, "accepted")
    if _holds(read_text(other), words):
        raise BadInput(f"“{words}” is among the {named} terms.", f"Take it out of {other.name} first.")
    text = read_text(path)
    new = text if _holds(text, words) else with_term(text, pattern_of(words))
    plan = Plan({path: _must_differ(new, text, words, f"among the {kind.value}ed terms")}, _with_list(house))
    if kind is TermKind.REJECT and not rule_state(settings_of(house, plan.ini or house.text), _AVOID, Severity.ERROR, None).is_on:
        plan = replace(plan, ini=with_switch(plan.ini or house.text, "*", _AVOID, "YES"))
    return plan


def _must_differ(new: str, old: str, words: str, what: str) -> str:
    if new == old:
        raise BadInput(f"“{words}” is {what} already.")
    return new


def _holds(text: str, words: str) -> bool:
    """Whether a list holds these very words, whatever the case they are free in."""
    terms = {line.strip() for line in text.splitlines()}
    bare = pattern_of(words).removeprefix("(?i)")
    return bool(terms & {bare, f"(?i){bare}"})


def _with_list(house: House) -> str | None:
    """The ini with the term list named in it; None where it is already."""
    if house.settings and house.settings.core.has("Vocab"):
        return None
    return with_core(house.text, "Vocab", house.term_list)


# ---------------------------------------------------------------- what would come of it


@dataclass(frozen=True)
class Trier:
    """What a rehearsal of terms needs.

    Attributes:
        texts: the working texts of all pieces.
        now: the contexts as things are.
    """

    house: House
    policy: Policy
    runner: Runner
    texts: Sequence[PieceText]
    now: Contexts
    today: str


def choices(trier: Trier, words: str, rule: str = "", kinds: Iterable[TermKind] = TermKind) -> tuple[TermChoice, ...]:
    """Each way of teaching `words`, with its effect on the pieces there are.

    Args:
        rule: of the flag it began with; empty where there was none, and then there is no exception to make.
    Raises:
        BadInput: nothing, or more than a term has.
    """
    words = words_of(words)
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    standing = ((text, tuple(_standing(pattern, text.document))) for text in trier.texts)
    where = {text.piece.id: spans for text, spans in standing if spans}
    texts = [text for text in trier.texts if text.piece.id in where]
    touched = _Touched(texts, where, _flags(trier, texts, trier.now.context))
    return tuple(_choice(trier, kind, words, rule, touched) for kind in kinds if rule or kind is not TermKind.EXCEPTION)


_Flags = Mapping[str, Sequence[Flag]]
"""Flags by piece, those that people said no to among them."""


@dataclass(frozen=True)
class _Touched:
    """The texts in which the words stand, where in each, and what is flagged in them as things are."""

    texts: Sequence[PieceText]
    where: Mapping[str, Sequence[Span]]
    flags: _Flags


def _standing(pattern: re.Pattern[str], document: Document) -> Iterator[Span]:
    for placed in document.blocks:
        yield from (placed.source(Span(*match.span())) for match in pattern.finditer(placed.block.text))


def _flags(
    trier: Trier, texts: Sequence[PieceText], context: Callable[..., Context], renamed: tuple[str, str] = ("", "")
) -> _Flags:
    """The flags of each text; `renamed` tells a rule's new name and the one it went by."""
    return {
        text.piece.id: [_renamed(flag, *renamed) for flag in flags_of(trier.runner, text, context(text.piece), Lane)]
        for text in texts
    }


def _renamed(flag: Flag, new: str, old: str) -> Flag:
    return replace(flag, rule=old) if new and flag.rule == new else flag


def _choice(trier: Trier, kind: TermKind, words: str, rule: str, touched: _Touched) -> TermChoice:
    title, of = _TITLES[kind], rule if kind is TermKind.EXCEPTION else ""
    try:
        plan = plan_of(trier.house, kind, words, rule)
        files = {path: text for path, text in plan.files.items() if text is not None}
        with Rehearsal(trier.house, trier.policy, files, plan.ini) as rehearsal:
            after = _flags(trier, touched.texts, rehearsal.contexts.context, (plan.rule, rule) if plan.parent else ("", ""))
    except KnownError as error:
        return TermChoice(kind, words, title, str(error), of, refused=str(error))
    gone = _difference(touched.texts, touched.flags, after)
    silenced, raised = _open(gone, trier.today), _open(_difference(touched.texts, after, touched.flags), trier.today)
    dismissed = [(text, flag) for text, flag in gone if text.is_silenced(flag, trier.today)]
    if not any(flag.rule == rule for _, flag in gone) and not _still(rule, touched.where, after):
        rule = ""
    effect = _effect(kind, rule, silenced, dismissed, raised, plan)
    return TermChoice(kind, words, title, effect, of, "", _places(silenced), _places(raised))


_Changed = Sequence[tuple[PieceText, Flag]]


def _difference(texts: Sequence[PieceText], one: _Flags, other: _Flags) -> _Changed:
    """The flags of `one` that `other` has not, by rule and place."""
    found = []
    for text in texts:
        there = Counter((flag.rule, flag.span) for flag in other[text.piece.id])
        for flag in one[text.piece.id]:
            if there[flag.rule, flag.span]:
                there[flag.rule, flag.span] -= 1
            else:
                found.append((text, flag))
    return found


def _open(changed: _Changed, today: str) -> _Changed:
    """Without what somebody said no to."""
    return [(text, flag) for text, flag in changed if not text.is_silenced(flag, today)]


def _still(rule: str, where: Mapping[str, Sequence[Span]], flags: _Flags) -> bool:
    """Whether the rule flags any of the words at `where`."""
    of_rule = ((flag, where[piece]) for piece, found in flags.items() for flag in found if flag.rule == rule)
    return any(flag.span.overlaps(span) for flag, spans in of_rule for span in spans)


def _places(changed: _Changed) -> tuple[Place, ...]:
    return tuple(place for text, flag in changed for place in places_of(text, [flag]))


def _effect(kind: TermKind, rule: str, silenced: _Changed, dismissed: _Changed, raised: _Changed, plan: Plan) -> str:
    """What would come of it, in sentences.

    Args:
        rule: the one it began with; empty where that has nothing to do with these words in the pieces there are.
        dismissed: flags that would go although nobody sees them any more.
    """
    gone, answered, new = _by_rule(silenced), _by_rule(dismissed), _by_rule(raised)
    said = []
    if rule in gone or rule in answered:
        said.append(f"Silences {rule} {_where(gone.get(rule, ()), answered.get(rule, ()))}.")
    elif rule and kind is not TermKind.REJECT:
        said.append(f"{rule} still flags these words.")
    said += [
        f"{'Also silences' if said else 'Silences'} {name} {_where(gone.get(name, ()), answered.get(name, ()))}."
        for name in sorted({*gone, *answered} - {rule})
    ]
    said += [f"{name} flags {_counted(where)}{_reason(name)}." for name, where in new.items()]
    if not said:
        said.append("Changes no flag in the pieces there are.")
    if kind is TermKind.REJECT and plan.ini and f"{_AVOID} = YES" in plan.ini:
        said.append(f"Switches {_AVOID} on, which flags rejected terms.")
    if plan.parent:
        said.append(f"Writes {plan.rule} in place of {plan.parent}, which stays as it is and is switched off.")
    return " ".join(said)


def _reason(rule: str) -> str:
    return " written otherwise" if rule == _TERMS else ""


def _by_rule(changed: _Changed) -> dict[str, list[PieceText]]:
    found: dict[str, list[PieceText]] = {}
    for text, flag in sorted(changed, key=lambda pair: pair[1].rule):
        found.setdefault(flag.rule, []).append(text)
    return found


def _where(seen: Sequence[PieceText], dismissed: Sequence[PieceText]) -> str:
    """`on 3 places in 2 pieces and on 1 dismissed place in 1 piece`."""
    parts = [(seen, ""), (dismissed, "dismissed ")]
    return " and ".join(f"on {_counted(where, what)}" for where, what in parts if where)


def _counted(where: Sequence[PieceText], what: str = "") -> str:
    """`3 places in 2 pieces`."""
    pieces = len({text.piece.id for text in where})
    return f"{len(where)} {what}{'place' if len(where) == 1 else 'places'} in {pieces} {'piece' if pieces == 1 else 'pieces'}"
