"""The compiled guides in force for one piece: flags of a block, and what to say about every rule."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from studio.core.document import Document, Placed, sentences_of
from studio.core.flag import Fix, Flag, Safety
from studio.core.markdown import Block, BlockKind
from studio.core.span import Span
from studio.guides.compiling import Compiled
from studio.guides.kinds._contract import Finder, Hit
from studio.guides.message import filled
from studio.guides.removal import reads_on, removal, stands_alone
from studio.guides.rule import Rule, State
from studio.guides.scopes import parts_of
from studio.guides.select import Everything, Select
from studio.guides.terms import Terms

_stopped: dict[tuple[str, str], str] = {}
"""Rules that ran out of time, by name and digest, with the sentence that says so; for as long as the program runs."""


@dataclass(frozen=True)
class _Duty:
    """What the rules do on one sort of block: `whole` look at all of it, `sentences` at each sentence."""

    whole: frozenset[int]
    sentences: frozenset[int]


class Guides:
    """Style guides, compiled and in force for one channel. Implements `core.check.StyleGuides`.

    Args:
        compiled: every rule, running or not, in the order of their guides.
        terms: the term lists behind them.
        problems: sentences about configuration, files and terms.
        salt: whatever else the flags depend on; part of the version.
    """

    def __init__(self, compiled: Sequence[Compiled], terms: Terms, problems: Sequence[str] = (), salt: str = "") -> None:
        self._all, self._terms, self._problems, self._salt = tuple(compiled), terms, tuple(problems), salt
        self._running = tuple(rule for rule in compiled if rule.finder is not None and rule.rule.runs)
        self._duties: dict[tuple[BlockKind, int, str], _Duty] = {}

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the guides in force, also those that do not run, with the reason."""
        return tuple(_as_it_stands(compiled) for compiled in self._all)

    @property
    def terms(self) -> tuple[str, ...]:
        """The house's accepted words."""
        return self._terms.words

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the guides, one sentence each, with file and line where there is one."""
        own = [_stopped[key] for key in map(_key, self._running) if key in _stopped]
        return (*self._problems, *own)

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that change with any rule, term, level or switch."""
        parts = [f"{c.digest}|{c.rule.name}|{c.rule.severity}|{c.rule.state}|{c.rule.layer}|{c.rule.message}" for c in self._all]
        whole = "\n".join([*parts, *self._terms.accepted, "--", *self._terms.rejected, self._salt])
        return hashlib.sha256(whole.encode()).hexdigest()[:12]

    @cached_property
    def _select(self) -> Select | Everything:
        by_sentence = [any(s.by_sentence for s in c.selectors) for c in self._running]
        return Select([_finder(c).entries for c in self._running], by_sentence)

    def without_selection(self) -> "Guides":
        """The same guides trying every rule on every block: slower, and what selection must agree with."""
        plain = Guides(self._all, self._terms, self._problems, self._salt)
        plain.__dict__["_select"] = Everything([_finder(c).entries for c in self._running])
        return plain

    def view(self, document: Document) -> Sequence[Placed]:
        """The blocks as the rules see them."""
        return document.blocks

    def gather(self, document: Document, flags: Sequence[Flag]) -> Iterable[Flag]:
        """What stands of the blocks' flags in the whole document."""
        return flags

    def check(self, document: Document) -> tuple[Flag, ...]:
        """Every flag of a document, in reading order, spans in its source; what the check does, for callers without one."""
        seen = (placed for placed in self.view(document) if placed.block.is_visible)
        flags = [flag.at(placed.source(flag.span)) for placed in seen for flag in self.check_block(placed.block)]
        return tuple(sorted(self.gather(document, flags), key=lambda flag: (flag.span.start, flag.span.end, flag.rule)))

    def check_block(self, block: Block) -> tuple[Flag, ...]:
        """Flags of one block, in reading order, spans in its text; none for front matter that nobody gets to read.

        Never raises for any text: a rule that runs out of time is switched off and named in `problems`.
        """
        if not block.is_visible or not block.text:
            return ()
        found: list[tuple[int, int, Flag]] = []
        for number, candidates in sorted(self._select.candidates(block.text).items()):
            compiled = self._running[number]
            if _stopped and _key(compiled) in _stopped:
                continue
            try:
                found += [(hit.start, number, _flag(compiled, block, hit)) for hit in self._hits(number, block, candidates)]
            except TimeoutError:
                _stopped[_key(compiled)] = _out_of_time(compiled.rule)
        return _in_order(found)

    def _hits(self, number: int, block: Block, candidates: list[int] | None) -> Iterator[Hit]:
        duty, compiled = self._duty(block), self._running[number]
        if number in duty.whole:
            yield from _finder(compiled).find(block.text, candidates, _Masked(block, 0))
        if number in duty.sentences and _finder(compiled).may_find(block.text):
            yield from _by_sentence(compiled, block, candidates)

    def _duty(self, block: Block) -> _Duty:
        key = (block.kind, block.level, block.name)
        if key not in self._duties:
            parts = parts_of(block)
            taken = [(n, s.by_sentence) for n, c in enumerate(self._running) for s in c.selectors if s.takes(parts)]
            whole = frozenset(n for n, by_sentence in taken if not by_sentence)
            self._duties[key] = _Duty(whole, frozenset(n for n, by_sentence in taken if by_sentence))
        return self._duties[key]


def _as_it_stands(compiled: Compiled) -> Rule:
    reason = _stopped.get(_key(compiled))
    return replace(compiled.rule, state=State.OFF, reason=reason) if reason and compiled.rule.runs else compiled.rule


def _finder(compiled: Compiled) -> Finder:
    assert compiled.finder is not None
    return compiled.finder


def _key(compiled: Compiled) -> tuple[str, str]:
    return compiled.rule.name, compiled.digest


def _out_of_time(rule: Rule) -> str:
    return f"{rule.name} took too long on a paragraph and is switched off until the program starts again; simplify its pattern."


class _Masked:
    """Whether a stretch touches code or an address; `offset` is where the searched text begins in the block."""

    __slots__ = ("_masked", "_offset")

    def __init__(self, block: Block, offset: int) -> None:
        self._masked, self._offset = block.masked, offset

    def __call__(self, start: int, end: int) -> bool:
        start, end = start + self._offset, end + self._offset
        return any(span.start < end and start < span.end for span in self._masked)


def _by_sentence(compiled: Compiled, block: Block, candidates: list[int] | None) -> Iterator[Hit]:
    for sentence in sentences_of(block):
        at = sentence.span.start
        for hit in _finder(compiled).find(sentence.text, candidates, _Masked(block, at)):
            yield Hit(hit.start + at, hit.end + at, hit.slots, hit.options, hit.message, hit.literal)


def _flag(compiled: Compiled, block: Block, hit: Hit) -> Flag:
    rule, action = compiled.rule, compiled.action
    matched = block.text[hit.start : hit.end]
    span = Span(hit.start, hit.end)
    wordings = action.proposals(matched, hit.options)
    slots = hit.slots if rule.kind == "substitution" or not (action.name and wordings) else (*hit.slots, wordings[0])
    if action.name == "remove" and wordings:
        if stands_alone(block.text, span):
            wordings = ()
        else:
            span, left = removal(block, span)
            wordings = (left,)
    literal = len(wordings) == 1 and action.is_literal and hit.literal
    safe = literal and _is_whole(block, span) and reads_on(block.text, span, wordings[0])
    fixes = tuple(Fix(text, Safety.SAFE if safe else Safety.ASK) for text in wordings)
    return Flag(
        span,
        filled(hit.message or rule.message, slots),
        check="style",
        rule=rule.name,
        severity=rule.severity,
        text=span.of(block.text),
        why=filled(rule.description, slots),
        fixes=fixes,
        layer=rule.layer,
        link=rule.link,
    )


def _is_whole(block: Block, span: Span) -> bool:
    """Whether no markup begins or ends within the words, so that exchanging them leaves the markup whole."""
    return len(block.source(span)) == len(span)


def _in_order(found: list[tuple[int, int, Flag]]) -> tuple[Flag, ...]:
    """By place, then by rule; the same rule speaks once about one place."""
    if len(found) < 2:
        return tuple(flag for _, _, flag in found)
    first: dict[tuple[int, int], Flag] = {}
    for start, number, flag in found:
        first.setdefault((start, number), flag)
    return tuple(first[key] for key in sorted(first))
