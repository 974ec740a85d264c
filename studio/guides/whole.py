"""What only the whole document shows: rules that observe it, its source, its running text; and what limits them all."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from studio.core.document import Document, Placed, sentences_of
from studio.core.flag import Flag
from studio.core.markdown import Block, BlockKind, Segment
from studio.core.span import Span
from studio.guides.comments import Switches
from studio.guides.kinds._contract import Hit, Observer
from studio.guides.running import Running, masked_in, moved_by, stretches
from studio.guides.scopes import Sight, parts_of
from studio.guides.select import Everything, Select

_GAP = "\n\n"
Notes = dict[int, tuple[tuple[int, int, object], ...]]
"""What one block gives, by observer: the start, end and note of every text of the block in which there is something."""


@dataclass(frozen=True)
class Found:
    """A flag of the document with the rule's number among those that run; `of_all` where it stands for all of it."""

    flag: Flag
    number: int
    of_all: bool = False


class Whole:
    """The document-wide part of rules that run together. Keeps each block's notes for as long as the block stays."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self._observers = tuple((number, _observer(running, number)) for number in running.observers)
        self._sources = tuple(any(s.sight is Sight.RAW for s in running.rules[number].selectors) for number in running.observers)
        self._notes: dict[int, tuple[Block, Notes]] = {}
        first = dict[object, int]()
        keys = [(getattr(o, "noting", index), running.rules[n].selectors) for index, (n, o) in enumerate(self._observers)]
        self._asked = tuple(first.setdefault(key, index) for index, key in enumerate(keys))

    @property
    def has_work(self) -> bool:
        return bool(self._observers or self._running.raw or self._running.summary)

    def flags(self, document: Document, view: Sequence[Placed]) -> Iterator[Found]:
        """Flags placed in the document: of observers, then of the running text, then of the source."""
        seen = [placed for placed in view if placed.block.is_visible]
        if self._observers:
            yield from self._observed(document, seen)
        if self._running.summary:
            yield from self._of_summary(seen)
        if self._running.raw:
            yield from self._of_source(document)

    # -------------------------------------------------- observers

    @cached_property
    def _select(self) -> Select | Everything:
        if not self._running.selecting:
            return Everything([()] * len(self._observers))
        entries, by_sentence = [], []
        for number, observer in self._observers:
            sights = {selector.sight for selector in self._running.rules[number].selectors}
            # A stretch of markup may begin and end in the middle of a word, so the block does not tell what it holds.
            entries.append(() if Sight.INLINE in sights else observer.entries)
            by_sentence.append(Sight.SENTENCE in sights)
        return Select(entries, by_sentence)

    def _observed(self, document: Document, seen: Sequence[Placed]) -> Iterator[Found]:
        noted, known = list[tuple[Placed, Notes]](), dict[int, tuple[Block, Notes]]()
        before = self._notes
        for placed in seen:
            block = placed.block
            entry = before.get(id(block))
            if entry is None or entry[0] is not block:
                entry = (block, self._notes_of(block))
            known[id(block)] = entry
            if entry[1]:
                noted.append((placed, entry[1]))
        self._notes = known
        by_observer: list[list[object]] = [[] for _ in self._observers]
        for _, of_block in noted:
            for index, of_texts in of_block.items():
                by_observer[index] += [note for _, _, note in of_texts]
        for index, (number, observer) in enumerate(self._observers):
            if self._running.has_stopped(number):
                continue
            asked = self._asked[index]
            notes = by_observer[asked]
            source = source_block(document) if self._sources[index] else None
            try:
                if source:
                    notes = [*notes, observer.note(source, source.text, masked_in(source, 0))]
                settled = list(observer.settle(notes))
                texts: list[tuple[Placed, int, int]] = []
                if any(text >= 0 for text, _ in settled):
                    texts = [(placed, start, end) for placed, of_block in noted for start, end, _ in of_block.get(asked, ())]
                    if source:
                        texts.append((Placed(source, 0), 0, len(source.text)))
                yield from self._settled(number, settled, texts)
            except TimeoutError:
                self._running.stop(number)

    def _notes_of(self, block: Block) -> Notes:
        """What the observers note of one block; those that cannot find anything in it are not asked."""
        made: Notes = {}
        for index in sorted({self._asked[index] for index in self._select.candidates(block.text)}):
            notes = tuple(each for each in self._note(*self._observers[index], block) if each[2] is not None)
            if notes:
                made[index] = notes
        return made

    def _settled(
        self, number: int, settled: Iterable[tuple[int, Hit]], texts: Sequence[tuple[Placed, int, int]]
    ) -> Iterator[Found]:
        maker = self._running.makers[number]
        for text, hit in settled:
            if text < 0:
                yield Found(maker.flag_of_all(hit), number, of_all=True)
            else:
                placed, start, end = texts[text]
                flag = maker.flag(placed.block, moved_by(hit, start), Span(start, end))
                yield Found(flag.at(placed.source(flag.span)), number)

    def _note(self, number: int, observer: Observer, block: Block) -> Iterator[tuple[int, int, object]]:
        if self._running.has_stopped(number):
            return
        try:
            for start, end in self._texts_of(number, block):
                yield start, end, observer.note(block, block.text[start:end], masked_in(block, start))
        except TimeoutError:
            self._running.stop(number)

    def _texts_of(self, number: int, block: Block) -> Iterator[tuple[int, int]]:
        parts = parts_of(block)
        sights = set[Sight]()
        for selector in self._running.rules[number].selectors:
            if selector.sight is Sight.SUMMARY:
                sights.add(Sight.BLOCK)
            elif selector.takes(parts):
                sights.add(selector.sight)
                if selector.sight is Sight.INLINE:
                    yield from ((mark.span.start, mark.span.end) for _, mark in stretches(block, selector))
        if Sight.BLOCK in sights:
            yield 0, len(block.text)
        if Sight.SENTENCE in sights:
            yield from ((sentence.span.start, sentence.span.end) for sentence in sentences_of(block))

    # -------------------------------------------------- the source and the running text

    def _placed(self, number: int, hit: Hit, place: Callable[[int, Hit], Found]) -> Iterator[Found]:
        """The flag of a hit where `place` puts it; making it may run patterns, too, of the rule's own fix."""
        if self._running.has_stopped(number):
            return
        try:
            yield place(number, hit)
        except TimeoutError:
            self._running.stop(number)

    def _of_source(self, document: Document) -> Iterator[Found]:
        def place(number: int, hit: Hit) -> Found:
            # What surrounds the words is looked at in their paragraph; a whole source would be read again for every flag.
            start = document.text.rfind(_GAP, 0, hit.start) + 1
            end = document.text.find(_GAP, hit.end)
            block = _plain_block(document.text[start : end if end >= 0 else None])
            context = document.sentence_at(Span(hit.start, hit.end))
            flag = self._running.makers[number].flag(block, moved_by(hit, -start), context=context)
            return Found(flag.at(flag.span.moved(start)), number)

        for number, hit in self._running.in_source(source_block(document)):
            yield from self._placed(number, hit, place)

    def _of_summary(self, seen: Sequence[Placed]) -> Iterator[Found]:
        body = [placed for placed in seen if placed.block.is_body]
        summary, starts = _summary(body)

        def place(number: int, hit: Hit) -> Found:
            first = max(0, bisect_right(starts, hit.start) - 1)
            last = max(first, bisect_left(starts, hit.end) - 1)
            maker = self._running.makers[number]
            if first == last and body and hit.end <= starts[first] + len(body[first].block.text):
                flag = maker.flag(body[first].block, moved_by(hit, -starts[first]))
                return Found(flag.at(body[first].source(flag.span)), number)
            flag = maker.flag(summary, hit, context="")
            return Found(flag.at(_across(flag.span, body, starts)), number)

        for number, hit in self._running.in_summary(summary):
            yield from self._placed(number, hit, place)


def _observer(running: Running, number: int) -> Observer:
    observer = running.rules[number].observer
    assert observer is not None
    return observer


def source_block(document: Document) -> Block:
    """The source as it stands, as one block."""
    return _plain_block(document.text)


def _plain_block(text: str) -> Block:
    span = Span(0, len(text))
    return Block(BlockKind.PARAGRAPH, text, segments=(Segment(span, span),))


def _summary(body: Sequence[Placed]) -> tuple[Block, list[int]]:
    """All running text as one block, and where each of its blocks begins in it."""
    starts, masked, at = [], list[Span](), 0
    for placed in body:
        starts.append(at)
        masked += [span.moved(at) for span in placed.block.masked]
        at += len(placed.block.text) + len(_GAP)
    text = _GAP.join(placed.block.text for placed in body)
    return Block(BlockKind.PARAGRAPH, text, masked=tuple(masked)), starts


def _across(span: Span, body: Sequence[Placed], starts: Sequence[int]) -> Span:
    """From a span of the running text that reaches over several blocks, or all of them, to one of the source."""
    if not body:
        return Span(0, 0)
    first = max(0, bisect_right(starts, span.start) - 1)
    last = max(first, bisect_left(starts, span.end) - 1)
    start, end = span.start - starts[first], min(span.end - starts[last], len(body[last].block.text))
    begin = body[first].source(Span(start, start)).start
    return Span(begin, max(begin, body[last].source(Span(max(0, end - 1), end)).end))


# ---------------------------------------------------------------- what stands


def audible(flags: Iterable[Found], switches: Switches) -> Iterator[Found]:
    """The flags that no comment silences."""
    for found in flags:
        if not (silencing_all(switches, found.flag) if found.of_all else silencing(switches, found.flag)):
            yield found


def silencing(switches: Switches, flag: Flag) -> object:
    """The comment's region that keeps a flag, spans in the source, from being shown, or None."""
    return switches.silencing(flag.rule, ways_to_name(flag), flag.span.start)


def silencing_all(switches: Switches, flag: Flag) -> object:
    return switches.silencing_throughout(flag.rule)


def ways_to_name(flag: Flag) -> tuple[str, ...]:
    """The words a flag is about; where it takes them away, it may span a blank, a comma or the next word beside them."""
    names = [flag.text, flag.text.strip(" ,")]
    if flag.fixes and (left := flag.fixes[0].text) and flag.text.casefold().endswith(left.casefold()):
        names.append(flag.text[: -len(left)].strip(" ,"))
    return tuple(dict.fromkeys(names))


def limited(flags: Iterable[Flag], limits: dict[str, int]) -> Iterator[Flag]:
    """The flags less those of a rule beyond its limit; they come in the order in which rules find them."""
    counts = Counter[str]()
    for flag in flags:
        most = limits.get(flag.rule)
        counts[flag.rule] += 1
        if most is None or counts[flag.rule] <= most:
            yield flag
