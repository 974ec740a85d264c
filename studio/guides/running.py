"""The rules that run, each on what its scope lets it see, and every pattern under the clock."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from studio.core.document import sentences_of
from studio.core.flag import Flag
from studio.core.markdown import Block, Mark
from studio.core.span import Span
from studio.guides.compiling import Compiled
from studio.guides.flagging import Maker
from studio.guides.kinds._contract import Finder, Hit
from studio.guides.rule import Rule
from studio.guides.scopes import Selector, Sight, parts_of, tag_name
from studio.guides.select import Everything, Select

stopped: dict[tuple[str, str], str] = {}
"""Rules that ran out of time, by name and digest, with the sentence that says so; for as long as the program runs."""

Masked = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class _Task:
    """What one rule does on one sort of block.

    Attributes:
        number, finder: of the rule; `flag` makes its flags.
        whole: it looks at the block's text.
        sentences: at each sentence by itself.
        without: markup whose stretches it passes over, as `Selector.without` gives it.
    """

    number: int
    finder: Finder
    flag: Callable[..., Flag]
    whole: bool
    sentences: bool
    without: frozenset[frozenset[str]]
    is_plain: bool = field(init=False)

    def __post_init__(self) -> None:
        # Most rules look at whole blocks and at all of them.
        object.__setattr__(self, "is_plain", self.whole and not self.sentences and not self.without)


@dataclass(frozen=True)
class _Duty:
    """What the rules do on one sort of block: `tasks` by place in the selection, and who looks at stretches of markup."""

    tasks: dict[int, _Task] = field(default_factory=dict)
    inline: tuple[tuple[int, Selector], ...] = ()


class Running:
    """Rules that run together; numbers count them in the order of their guides.

    Args:
        compiled: rules in order; those that do not run are passed over.
        selecting: False tries every rule on every block: slower, and what selection must agree with.
    """

    def __init__(self, compiled: Sequence[Compiled], selecting: bool = True) -> None:
        self.rules = tuple(c for c in compiled if c.rule.runs and (c.finder is not None or c.observer is not None))
        self.makers = tuple(Maker(c) for c in self.rules)
        self.selecting = selecting
        self.observers = tuple(n for n, c in enumerate(self.rules) if c.observer is not None)
        self.raw = self._finders(Sight.RAW)
        self.summary = self._finders(Sight.SUMMARY)
        self.limits = {c.rule.name: c.limit for c in self.rules if c.limit > 0}
        self._of_blocks = self._finders(Sight.BLOCK, Sight.SENTENCE, Sight.INLINE)
        self._duties: dict[tuple[object, ...], _Duty] = {}
        elsewhere = {*self.raw, *self.summary, *self.observers}
        self.both = frozenset(self.rules[n].rule.name for n in self._of_blocks if n in elsewhere)

    def _finders(self, *sights: Sight) -> tuple[int, ...]:
        rules = ((n, c) for n, c in enumerate(self.rules) if c.finder is not None)
        return tuple(n for n, c in rules if any(s.sight in sights for s in c.selectors))

    @cached_property
    def select(self) -> Select | Everything:
        """What chooses among the rules on blocks; it counts these alone."""
        return self._selection(self._of_blocks, Sight.SENTENCE)

    @cached_property
    def _select_raw(self) -> Select | Everything:
        return self._selection(self.raw, None)

    @cached_property
    def _select_summary(self) -> Select | Everything:
        return self._selection(self.summary, None)

    def _selection(self, numbers: Sequence[int], by_parts: Sight | None) -> Select | Everything:
        entries = [self.finder(n).entries for n in numbers]
        if not self.selecting:
            return Everything(entries)
        return Select(entries, [any(s.sight is by_parts for s in self.rules[n].selectors) for n in numbers])

    def finder(self, number: int) -> Finder:
        """The finder of a rule that has one."""
        finder = self.rules[number].finder
        assert finder is not None
        return finder

    # -------------------------------------------------- the clock

    def has_stopped(self, number: int) -> bool:
        return bool(stopped) and key_of(self.rules[number]) in stopped

    def stop(self, number: int) -> None:
        """Switch a rule off that ran out of time."""
        stopped[key_of(self.rules[number])] = _out_of_time(self.rules[number].rule)

    # -------------------------------------------------- blocks

    def of_block(self, block: Block) -> tuple[Flag, ...]:
        """Flags of one block, in reading order, spans in its text."""
        duty, found, text = self._duty(block), list[tuple[int, int, Flag]](), block.text
        masked, tasks = masked_in(block, 0), duty.tasks
        for index, candidates in self.select.candidates(text).items():
            task = tasks.get(index)
            if task is None or (stopped and self.has_stopped(task.number)):
                continue
            number, flag = task.number, task.flag
            try:
                if task.is_plain:
                    found += [(hit[0], number, flag(block, hit)) for hit in task.finder.find(text, candidates, masked)]
                else:
                    hits = self._hits(task, block, candidates, masked)
                    found += [(hit[0], number, flag(block, hit, extent)) for hit, extent in hits]
            except TimeoutError:
                self.stop(number)
        if duty.inline and block.marks:
            found += self._inline(duty.inline, block)
        return in_order(found)

    def _hits(self, task: _Task, block: Block, candidates: list[int] | None, masked: Masked) -> Sequence[tuple[Hit, Span | None]]:
        finder, made = task.finder, list[tuple[Hit, Span | None]]()
        if task.whole:
            made += [(hit, None) for hit in finder.find(block.text, candidates, masked)]
        if task.sentences and finder.may_find(block.text):
            for sentence in sentences_of(block):
                at = sentence.span.start
                hits = finder.find(sentence.text, candidates, masked_in(block, at))
                made += [(moved_by(hit, at), sentence.span) for hit in hits]
        if made and task.without and (avoided := avoided_in(block, task.without)):
            return [each for each in made if not any(span.start < each[0].end and each[0].start < span.end for span in avoided)]
        return made

    def _inline(self, wanted: Sequence[tuple[int, Selector]], block: Block) -> Iterator[tuple[int, int, Flag]]:
        for number, selector in wanted:
            if self.has_stopped(number):
                continue
            try:
                for shown, mark in stretches(block, selector):
                    text, at = shown.text[mark.span.start : mark.span.end], mark.span.start
                    for hit in self.finder(number).find(text, None, masked_in(shown, at)):
                        moved = moved_by(hit, at)
                        yield moved.start, number, self.makers[number].flag(shown, moved, mark.span)
            except TimeoutError:
                self.stop(number)

    def _duty(self, block: Block) -> _Duty:
        key = (block.kind, block.level, block.name)
        duty = self._duties.get(key)
        if duty is None:
            duty = self._duties[key] = self._new_duty(parts_of(block))
        return duty

    def _new_duty(self, parts: frozenset[str]) -> _Duty:
        tasks, inline = dict[int, _Task](), list[tuple[int, Selector]]()
        for index, number in enumerate(self._of_blocks):
            taken = [s for s in self.rules[number].selectors if s.takes(parts)]
            inline += [(number, s) for s in taken if s.sight is Sight.INLINE]
            blocks = [s for s in taken if s.sight is Sight.BLOCK]
            sentences = [s for s in taken if s.sight is Sight.SENTENCE]
            if blocks or sentences:
                without = frozenset[frozenset[str]].intersection(*(s.without(parts) for s in (*blocks, *sentences)))
                finder, flag = self.finder(number), self.makers[number].flag
                tasks[index] = _Task(number, finder, flag, bool(blocks), bool(sentences), without)
        return _Duty(tasks, tuple(inline))

    # -------------------------------------------------- whole texts

    def in_source(self, block: Block) -> Iterator[tuple[int, Hit]]:
        """Hits, with the rule's number, of the rules on the source as it stands, laid out as one block."""
        return self._in_whole(self.raw, self._select_raw, block)

    def in_summary(self, block: Block) -> Iterator[tuple[int, Hit]]:
        """The same of the rules on all running text."""
        return self._in_whole(self.summary, self._select_summary, block)

    def _in_whole(self, numbers: Sequence[int], select: Select | Everything, block: Block) -> Iterator[tuple[int, Hit]]:
        for index, candidates in sorted(select.candidates(block.text).items()):
            if self.has_stopped(numbers[index]):
                continue
            try:
                hits = list(self.finder(numbers[index]).find(block.text, candidates, masked_in(block, 0)))
            except TimeoutError:
                self.stop(numbers[index])
                continue
            yield from ((numbers[index], hit) for hit in hits)


def key_of(compiled: Compiled) -> tuple[str, str]:
    return compiled.rule.name, compiled.digest


def _out_of_time(rule: Rule) -> str:
    return f"{rule.name} took too long on a paragraph and is switched off until the program starts again; simplify its pattern."


def moved_by(hit: Hit, by: int) -> Hit:
    return Hit(hit.start + by, hit.end + by, hit.slots, hit.options, hit.message, hit.literal) if by else hit


def _nothing(start: int, end: int) -> bool:
    return False


class _Masked:
    """Whether a stretch touches code or an address; `offset` is where the searched text begins in the block."""

    __slots__ = ("_offset", "_spans")

    def __init__(self, block: Block, offset: int) -> None:
        self._spans, self._offset = [(span.start - offset, span.end - offset) for span in block.masked], offset

    def __call__(self, start: int, end: int) -> bool:
        return any(a < end and start < b for a, b in self._spans)


def masked_in(block: Block, offset: int) -> Masked:
    """What tells a finder which stretches of a block's text, searched from `offset` on, no flag may touch."""
    return _Masked(block, offset) if block.masked else _nothing


def avoided_in(block: Block, groups: frozenset[frozenset[str]]) -> list[Span]:
    """The stretches of markup that a rule passes over: those that stand inside all markup of one of the groups."""
    if not groups or not block.marks:
        return []
    return [mark.span for mark in block.marks if any(group <= _tags_of(block, mark) for group in groups)]


def _tags_of(block: Block, mark: Mark) -> frozenset[str]:
    """What a stretch answers to: its own name and those of all it stands in."""
    return frozenset(tag_name(other.tag) for other in block.marks if _holds(other.span, mark.span))


def stretches(block: Block, selector: Selector) -> Iterator[tuple[Block, Mark]]:
    """The stretches of markup a selector asks for, each with the block as it shows there: a rule on `code` sees the code.

    A stretch answers to its own name and to those of all it stands in: bold words in a link are `strong` and `link`.
    """
    parts = parts_of(block)
    for mark in block.marks:
        if tag_name(mark.tag) in selector.wanted and selector.takes_mark(_tags_of(block, mark), parts) and len(mark.span):
            yield (_shown(block, mark) if "code" in selector.wanted else block), mark


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _shown(block: Block, mark: Mark) -> Block:
    """The block with what stands under the mask of `mark`."""
    if len(mark.text) != len(mark.span):
        return block
    text = block.text[: mark.span.start] + mark.text + block.text[mark.span.end :]
    return replace(block, text=text, masked=tuple(span for span in block.masked if not _holds(mark.span, span)))


def in_order(found: list[tuple[int, int, Flag]]) -> tuple[Flag, ...]:
    """By place, then by rule; the same rule speaks once about one place."""
    if len(found) < 2:
        return tuple([flag for _, _, flag in found])
    first: dict[tuple[int, int], Flag] = {}
    for start, number, flag in found:
        first.setdefault((start, number), flag)
    return tuple([first[key] for key in sorted(first)])
