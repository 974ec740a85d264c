"""The compiled guides in force for one piece: flags of blocks and documents, and what to say about every rule."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from studio.core.document import Document, Placed
from studio.core.flag import Flag
from studio.core.markdown import Block
from studio.core.span import Span
from studio.guides.comments import NOTHING_SAID, Switches, comments_between, read_comments
from studio.guides.compiling import Compiled
from studio.guides.ignores import Ignores
from studio.guides.ini import Settings
from studio.guides.rule import Rule, State
from studio.guides.running import Running, key_of, stopped
from studio.guides.terms import Terms
from studio.guides.whole import Found, Whole, audible, limited

_NO_SETTINGS = Settings()


class Guides:
    """Style guides, compiled and in force for one channel. Implements `core.check.StyleGuides`.

    Args:
        compiled: every rule, running or not, in the order of their guides.
        terms: the term lists behind them.
        problems: sentences about configuration, files and terms.
        salt: whatever else the flags depend on; part of the version.
        settings: what of a text the rules do not get to see.
        others: the rules of a guide that is not in force, by its name: what a comment in a text may switch on.
    """

    def __init__(
        self,
        compiled: Sequence[Compiled],
        terms: Terms,
        problems: Sequence[str] = (),
        salt: str = "",
        settings: Settings = _NO_SETTINGS,
        others: Callable[[str], Sequence[Compiled]] | None = None,
    ) -> None:
        self._all, self._terms, self._problems, self._salt = tuple(compiled), terms, tuple(problems), salt
        self._settings, self._others = settings, others
        self._ignores = Ignores(settings)
        self._running = Running(self._all)
        self._whole = Whole(self._running)
        self._variants: dict[tuple[str, ...], tuple[Running, Whole, dict[int, tuple[Block, tuple[Flag, ...]]]]] = {}
        self._read: tuple[Document | None, Switches] = (None, NOTHING_SAID)
        self._viewed: tuple[Document | None, Sequence[Placed]] = (None, ())

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the guides in force, also those that do not run, with the reason."""
        return tuple(_as_it_stands(compiled) for compiled in self._all)

    @property
    def compiled(self) -> tuple[Compiled, ...]:
        """The same with what runs them."""
        return self._all

    @property
    def term_lists(self) -> Terms:
        return self._terms

    @property
    def terms(self) -> tuple[str, ...]:
        """The house's accepted words."""
        return self._terms.words

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the guides, one sentence each, with file and line where there is one."""
        return (*self._problems, *self._ignores.problems, *self.out_of_time)

    @property
    def out_of_time(self) -> tuple[str, ...]:
        """The rules among them that took too long on a text, one sentence each."""
        return tuple(stopped[key] for key in map(key_of, self._running.rules) if key in stopped) if stopped else ()

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that change with any rule, term, level, switch or setting."""
        parts = [f"{c.digest}|{c.rule.name}|{c.rule.severity}|{c.rule.state}|{c.rule.layer}|{c.rule.message}" for c in self._all]
        terms = (*self._terms.accepted, "--", *self._terms.rejected)
        whole = "\n".join([*parts, *terms, self._salt, repr(self._settings)])
        return hashlib.sha256(whole.encode()).hexdigest()[:12]

    def without_selection(self) -> "Guides":
        """The same guides trying every rule on every block: slower, and what selection must agree with."""
        plain = Guides(self._all, self._terms, self._problems, self._salt, self._settings, self._others)
        plain._running = Running(self._all, selecting=False)
        plain._whole = Whole(plain._running)
        return plain

    # -------------------------------------------------- what the check asks for

    def view(self, document: Document) -> Sequence[Placed]:
        """The blocks as the rules see them; `document.blocks` itself where nothing is hidden from them."""
        before, seen = self._viewed
        if before is not document:
            switches, between = self._switches(document), self._delimited(document)
            cut = [*switches.cut, *(span for span, _ in between)]
            seen = self._ignores.view(document, cut)
            self._viewed = document, seen
        return seen

    def check_block(self, block: Block) -> tuple[Flag, ...]:
        """Flags of one block, in reading order, spans in its text; none for front matter that nobody gets to read.

        Never raises for any text: a rule that runs out of time is switched off and named in `problems`.
        """
        return self._running.of_block(block) if block.is_visible and block.text else ()

    def gather(self, document: Document, flags: Sequence[Flag]) -> Iterable[Flag]:
        """The flags of the blocks that stand in the whole document, and those that only the whole document shows."""
        switches = self._switches(document)
        if not (switches or self._whole.has_work or self._running.limits):
            return flags
        extra = list(self._whole.flags(document, self.view(document))) if self._whole.has_work else []
        if switches.on:
            extra += self._woken(document, switches)
        if switches:
            flags = [found.flag for found in audible((Found(flag, -1) for flag in flags), switches)]
            extra = list(audible(extra, switches))
        stand = _once(flags, extra, self._running.both)
        return tuple(limited(stand, self._running.limits)) if self._running.limits else stand

    def check(self, document: Document) -> tuple[Flag, ...]:
        """Every flag of a document, in reading order, spans in its source; what the check does, for callers without one."""
        seen = (placed for placed in self.view(document) if placed.block.is_visible)
        flags = [flag.at(placed.source(flag.span)) for placed in seen for flag in self.check_block(placed.block)]
        return tuple(sorted(self.gather(document, flags), key=lambda flag: (flag.span.start, flag.span.end, flag.rule)))

    # -------------------------------------------------- comments

    def switches(self, document: Document) -> Switches:
        """What the comments of a document switch."""
        return self._switches(document)

    def _switches(self, document: Document) -> Switches:
        before, switches = self._read
        if before is not document:
            said = document.comments if "<!--" in document.text else ()
            said = tuple(sorted((*said, *self._delimited(document))))
            guides = (compiled.rule.guide for compiled in self._running.rules)
            switches = read_comments(document, said, guides) if said else NOTHING_SAID
            self._read = document, switches
        return switches

    def _delimited(self, document: Document) -> tuple[tuple[Span, str], ...]:
        delimiters = self._settings.comment_delimiters
        return comments_between(document, delimiters) if delimiters else ()

    def _woken(self, document: Document, switches: Switches) -> list[Found]:
        """Flags of the rules that comments have switched on where they hold."""
        running, whole, known = self._variant(tuple(sorted(switches.on)))
        if not running.rules:
            return []
        made, kept = list[Found](), dict[int, tuple[Block, tuple[Flag, ...]]]()
        seen = [placed for placed in self.view(document) if placed.block.is_visible and placed.block.text]
        for placed in seen:
            block = placed.block
            entry = known.get(id(block))
            kept[id(block)] = entry = entry if entry and entry[0] is block else (block, running.of_block(block))
            made += [Found(flag.at(placed.source(flag.span)), -1) for flag in entry[1]]
        known.clear()
        known.update(kept)
        made += whole.flags(document, seen)
        return [found for found in made if switches.wakes(found.flag.rule, found.flag.span.start)]

    def _variant(self, names: tuple[str, ...]) -> tuple[Running, Whole, dict[int, tuple[Block, tuple[Flag, ...]]]]:
        """The rules that do not run by themselves and that `names`, rules or guides, switch on."""
        if names not in self._variants:
            known = {compiled.rule.name for compiled in self._all}
            guides = dict.fromkeys(name.partition(".")[0] for name in names)
            others = (rule for guide in guides if self._others for rule in self._others(guide))
            # What the configuration switches off by name, a comment on the whole guide does not bring back.
            own = [_awake(c) for c in self._all if c.rule.name in names and _may_wake(c)]
            own += [c for c in others if c.rule.name not in known and {c.rule.name, c.rule.guide} & set(names)]
            running = Running(own)
            self._variants[names] = running, Whole(running), {}
        return self._variants[names]


def _may_wake(compiled: Compiled) -> bool:
    """Whether a comment may switch a rule on: it is off, and not because its level is too low to be shown."""
    return compiled.rule.state is State.OFF and "MinAlertLevel" not in compiled.rule.reason


def _awake(compiled: Compiled) -> Compiled:
    return replace(compiled, rule=replace(compiled.rule, state=State.RUNS, reason=""))


def _once(flags: Sequence[Flag], extra: Sequence[Found], both: frozenset[str]) -> Sequence[Flag]:
    """The flags of blocks, then the others; the same rule speaks once about one place.

    Args:
        both: the rules that may be among the flags and among the others.
    """
    if not extra:
        return flags
    stand, rules = list(flags), both & {found.flag.rule for found in extra}
    seen = {(flag.rule, flag.span.start) for flag in flags if flag.rule in rules} if rules else set()
    for found in extra:
        key = (found.flag.rule, found.flag.span.start)
        if key not in seen or found.of_all:
            seen.add(key)
            stand.append(found.flag)
    return stand


def _as_it_stands(compiled: Compiled) -> Rule:
    reason = stopped.get(key_of(compiled))
    return replace(compiled.rule, state=State.OFF, reason=reason) if reason and compiled.rule.runs else compiled.rule
