"""Comments in a text that say which rules look at it.

Read from HTML comments, and from whatever else the configuration calls a comment:

- `vale off` and `vale on`: nothing in between is looked at;
- `vale Guide.Rule = NO` (or `off`) and `= YES` (or `on`), or a whole guide, `vale Guide = NO`;
- `vale Guide.Rule["these words", "and these"] = NO`: these words only;
- `vale style = A, B` (or `styles`): from here on the guides A and B and no others;
- `vale-next-line`, or `vale-next-line Guide.Rule, Guide`: nothing, or nothing of these, in the next line that is not
  blank. `Guide.Rule["words"]` does here too. This one is our own: Vale acts on comments that begin with `vale` and a
  blank, so it passes over this one as over any other comment, and a text that holds it stays a text for Vale.

A rule that does not run is switched on by a `YES` that no `NO` stands before: a `NO` and a `YES` around a passage
mean "not here", also where the house has the rule off anyway. A rule switched off in the middle of a paragraph is off in
all of that paragraph, if it is not on again at the paragraph's end: what Vale does, and people may have come to rely on it.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import regex

from studio.core.document import Document
from studio.core.span import Span

_SWITCH = regex.compile(r"vale\s+(?P<name>[^\s\[\]=]++)\s*+(?P<words>\[.*\])?\s*+=\s*+(?P<value>YES|NO|on|off)", regex.S)
_STYLES = regex.compile(r"vale\s+styles?\s*=\s*(?P<names>.+)", regex.S)
_NEXT = regex.compile(r"vale-next-line(?:\s+(?P<names>.+))?", regex.S)
# A name with its words; or whatever else stands before the next comma, which names nothing. Nothing is read twice over.
_NAME = regex.compile(
    r"(?:\s*+(?P<name>[^\s,\[\]]++)\s*+(?P<words>\[[^\]]*+\])?+\s*+|[^,\[]*+(?:\[[^\]]*+\]?+[^,\[]*+)*+)(?:,|\Z)"
)
EVERYTHING = ""


@dataclass(frozen=True, slots=True)
class Region:
    """Where a comment holds: `[start, end)` of the source; `line` is the comment's own.

    Attributes:
        words: the only words it speaks of; None for all.
        to_the_end: whether nothing ends it.
    """

    start: int
    end: int
    line: int
    words: frozenset[str] | None = None
    to_the_end: bool = False


@dataclass(frozen=True)
class Switches:
    """What the comments of one document say.

    Attributes:
        off: regions by what is off in them: a rule, a guide, or `EVERYTHING`.
        on: regions by what is switched on in them, rules or guides.
        cut: where nothing at all is looked at, between `vale off` and `vale on`.
    """

    off: dict[str, list[Region]] = field(default_factory=dict)
    on: dict[str, list[Region]] = field(default_factory=dict)
    cut: list[Span] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.off or self.on)

    def silencing(self, rule: str, words: Collection[str], at: int) -> Region | None:
        """The region that keeps `rule` from speaking at a place, None where it may; `words` are ways to name what it found."""
        for key in (EVERYTHING, rule.partition(".")[0], rule):
            for region in self.off.get(key, ()):
                if region.start <= at < region.end and (region.words is None or not region.words.isdisjoint(words)):
                    return region
        return None

    def silencing_throughout(self, rule: str) -> Region | None:
        """The region that still stands at the end of the text: what a rule on the document as a whole goes by."""
        regions = (r for key in (EVERYTHING, rule.partition(".")[0], rule) for r in self.off.get(key, ()))
        return next((region for region in regions if region.to_the_end and region.words is None), None)

    def wakes(self, rule: str, at: int) -> bool:
        """Whether a rule that does not run otherwise is switched on at a place."""
        regions = (r for key in (rule.partition(".")[0], rule) for r in self.on.get(key, ()))
        return any(region.start <= at < region.end for region in regions)


NOTHING_SAID = Switches()


def read_comments(document: Document, comments: Sequence[tuple[Span, str]], guides: Iterable[str]) -> Switches:
    """What `comments` (place and trimmed text, in document order) switch.

    Args:
        guides: names of all guides in force, which `vale style = ...` switches off.
    """
    if not any(text.startswith("vale") for _, text in comments):
        return NOTHING_SAID
    reader = _Reader(document, frozenset(guides))
    for span, text in comments:
        if text.startswith("vale"):
            reader.take(span, " ".join(text.split()) if "[" not in text else text)
    return reader.finished()


def _words(text: str | None) -> frozenset[str] | None:
    """The words of a list like `["a", "b"]`; None where there is none, or it cannot be read."""
    if not text:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return frozenset()
    return frozenset(word for word in found if isinstance(word, str)) if isinstance(found, list) else frozenset()


_Key = tuple[str, frozenset[str] | None]
_ALL: _Key = (EVERYTHING, None)


class _Reader:
    """Takes the comments one after the other; what is open when the text ends holds to its end."""

    def __init__(self, document: Document, guides: frozenset[str]) -> None:
        self._document, self._guides = document, guides
        self._made = Switches()
        self._off: dict[_Key, tuple[int, int]] = {}
        self._on: dict[_Key, tuple[int, int]] = {}
        self._ever_off: set[str] = set()

    def take(self, span: Span, text: str) -> None:
        line = self._document.line_and_column(span.start)[0]
        if text == "vale off":
            self._off.setdefault(_ALL, (span.start, line))
        elif text == "vale on":
            self._end(self._off, self._made.off, _ALL, span.start)
        elif found := _STYLES.fullmatch(text):
            self._change_guides(span, line, [name.strip() for name in found["names"].split(",") if name.strip()])
        elif found := _SWITCH.fullmatch(text):
            words = _words(found["words"])
            switch = self._switch_off if found["value"] in ("NO", "off") else self._switch_on
            # Each word of a list goes by its own switch, so that some of them may come back before the others.
            for key in [None] if words is None else [frozenset((word,)) for word in sorted(words)]:
                switch((found["name"], key), span, line)
        elif found := _NEXT.fullmatch(text):
            self._next_line(span, line, found["names"])

    def _switch_off(self, key: _Key, span: Span, line: int) -> None:
        self._ever_off.add(key[0])
        self._end(self._on, self._made.on, key, span.start)
        self._off.setdefault(key, (span.start, line))

    def _switch_on(self, key: _Key, span: Span, line: int) -> None:
        self._end(self._off, self._made.off, key, span.start)
        if key[1] is None and key[0] not in self._ever_off:
            self._on.setdefault(key, (span.start, line))

    def _change_guides(self, span: Span, line: int, names: list[str]) -> None:
        for guide in sorted(self._guides - set(names)):
            self._switch_off((guide, None), span, line)
        for guide in names:
            self._end(self._off, self._made.off, (guide, None), span.start)
            self._on.setdefault((guide, None), (span.start, line))

    def _next_line(self, span: Span, line: int, names: str | None) -> None:
        text = self._document.text
        start = text.find("\n", span.end) + 1
        while start and start < len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            if text[start:end].strip():
                for name, words in _names(names):
                    self._made.off.setdefault(name, []).append(Region(start, end, line, words))
                return
            start = end + 1

    def _end(self, opened: dict[_Key, tuple[int, int]], made: dict[str, list[Region]], key: _Key, at: int) -> None:
        begun = opened.pop(key, None)
        if begun:
            made.setdefault(key[0], []).append(self._region(key, *begun, at, False))

    def _region(self, key: _Key, start: int, line: int, end: int, to_the_end: bool) -> Region:
        if key == _ALL:
            self._made.cut.append(Span(start, end))
        elif (placed := self._document.block_at(start)) and placed.span.start < start < placed.span.end:
            # A comment within a paragraph: what still holds where the paragraph ends holds for all of it.
            start = placed.span.start if end >= placed.span.end else start
        return Region(start, end, line, key[1], to_the_end)

    def finished(self) -> Switches:
        end = len(self._document.text) + 1
        for opened, made in ((self._off, self._made.off), (self._on, self._made.on)):
            for key, begun in opened.items():
                made.setdefault(key[0], []).append(self._region(key, *begun, end, True))
        return self._made


def _names(text: str | None) -> Iterator[tuple[str, frozenset[str] | None]]:
    if not text:
        yield EVERYTHING, None
        return
    at = 0
    while at < len(text) and (found := _NAME.match(text, at)):
        if found["name"]:
            yield found["name"], _words(found["words"])
        at = found.end()


def comments_between(document: Document, delimiters: tuple[str, str]) -> tuple[tuple[Span, str], ...]:
    """The comments between the house's own delimiters, outside code: places, and the trimmed text inside."""
    opens, closes = delimiters
    found, at = [], document.text.find(opens) if opens and closes else -1
    while at >= 0:
        end = document.text.find(closes, at + len(opens))
        if end < 0:
            break
        span = Span(at, end + len(closes))
        if _is_prose(document, at):
            found.append((span, document.text[at + len(opens) : end].strip()))
        at = document.text.find(opens, span.end)
    return tuple(found)


def _is_prose(document: Document, position: int) -> bool:
    """Whether a place lies in a block and there in no code."""
    placed = document.block_at(position)
    marks = placed.block.marks if placed else ()
    return placed is not None and not any(
        mark.tag == "code" and placed.source(mark.span).start <= position < placed.source(mark.span).end for mark in marks
    )
