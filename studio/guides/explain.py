"""Why is this not flagged? What every rule has to say about some words, and what keeps it from saying it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from weakref import WeakKeyDictionary

from studio.core.document import Document, Placed, sentences_of
from studio.core.flag import Flag
from studio.core.markdown import Block
from studio.core.span import Span
from studio.guides.compiling import Compiled
from studio.guides.engine import Guides
from studio.guides.kinds._contract import Hit
from studio.guides.kinds.consistency import Consistency
from studio.guides.pattern import TIME_LIMIT, compiled
from studio.guides.rule import Rule, State
from studio.guides.running import avoided_in, moved_by, stretches
from studio.guides.scopes import Selector, Sight, parts_of
from studio.guides.select import Select
from studio.guides.whole import source_block


class Outcome(StrEnum):
    """`flagged`: the rule says so; `exempt`: its pattern fits, but something keeps it from saying so."""

    FLAGGED = "flagged"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Told:
    """What one rule has to say about the words.

    Attributes:
        rule: as it stands, with its state.
        span: of the source: the words that the rule's pattern fits.
        reason: one plain sentence; the flag's message where it is flagged.
    """

    rule: Rule
    outcome: Outcome
    span: Span
    reason: str


def explain(guides: Guides, document: Document, span: Span) -> tuple[Told, ...]:
    """What each rule says about the words at `span` of the source, or why it says nothing.

    Rules that are off or not in force here are asked as well, if the guides hold them; rules that do not touch the words
    are left out. An empty span asks about the place.

    Returns:
        What is flagged first, then what is exempt, each in the order of the guides; empty where no rule touches the words.
    """
    flags = guides.check(document)
    here = [flag for flag in flags if len(flag.span) and meet(flag.span, span)]
    rules = {rule.name: rule for rule in guides.rules}
    told = {flag.rule: Told(_rule_of(flag, rules), Outcome.FLAGGED, flag.span, flag.message) for flag in here}
    asked = _Question(guides, document, span, flags)
    for number, found in asked.touches():
        rule = guides.compiled[number].rule
        if rule.name not in told:
            reason = asked.reason(guides.compiled[number], found)
            if reason:
                told[rule.name] = Told(rules[rule.name], Outcome.EXEMPT, found.span, reason)
    order = {name: number for number, name in enumerate(rules)}
    return tuple(sorted(told.values(), key=lambda each: (each.outcome is Outcome.EXEMPT, order.get(each.rule.name, 0))))


def _rule_of(flag: Flag, rules: dict[str, Rule]) -> Rule:
    """The rule behind a flag, also where a comment in the text brought it in."""
    known = rules.get(flag.rule)
    return known or Rule(flag.rule, flag.severity, "", flag.layer, flag.message)  # type: ignore[arg-type]


def meet(one: Span, other: Span) -> bool:
    """Whether two stretches share a character, or one that is empty stands in the other or at its edge."""
    return one.overlaps(other) or (not len(other) and one.start <= other.start <= one.end)


@dataclass(frozen=True)
class _Found:
    """Where a rule's pattern fits: a hit in the text of a block that shows everything, and what was searched of it.

    Attributes:
        searched: the part of the block's text that the rule was asked about.
    """

    placed: Placed
    hit: Hit
    span: Span
    searched: Span
    in_source: bool = False


class _Question:
    def __init__(self, guides: Guides, document: Document, span: Span, flags: Sequence[Flag]) -> None:
        self._guides, self._document, self._span, self._flags = guides, document, span, flags
        self._switches = guides.switches(document)
        self._blocks = [placed for placed in document.blocks if meet(placed.span, span)]
        self._shown = [Placed(_shown(placed, document.text), placed.offset) for placed in self._blocks]
        self._view = {placed.span.start: placed for placed in guides.view(document)}

    # -------------------------------------------------- which rules touch the words

    def touches(self) -> Iterator[tuple[int, _Found]]:
        """Every rule, by its number among the compiled ones, whose pattern fits words of the stretch; each once."""
        seen = set[int]()
        for number, found in (*self._in_blocks(), *self._in_source()):
            if number not in seen:
                seen.add(number)
                yield number, found

    def _in_blocks(self) -> Iterator[tuple[int, _Found]]:
        for placed in self._shown:
            chosen = _selection(self._guides).candidates(placed.block.text)
            for number, rule in enumerate(self._guides.compiled):
                if rule.finder is not None and number in chosen and not _is_raw(rule):
                    yield from ((number, found) for found in self._hits(rule, placed, chosen[number]))
                elif rule.observer is not None:
                    yield from ((number, found) for found in self._seen(rule, placed))

    def _in_source(self) -> Iterator[tuple[int, _Found]]:
        """Rules on the source; where no block stands (in a code block, say), every rule is tried on the lines as they are."""
        text = self._document.text
        start = text.rfind("\n\n", 0, self._span.start) + 1
        end = text.find("\n\n", self._span.end)
        block = source_block(Document(text[start : end if end >= 0 else None]))
        placed, chosen = Placed(block, start), _selection(self._guides).candidates(block.text)
        for number, rule in enumerate(self._guides.compiled):
            if rule.finder is not None and number in chosen and (_is_raw(rule) or (not self._blocks and _by_words(rule))):
                for found in self._hits(rule, placed, chosen[number]):
                    yield number, replace(found, in_source=True)

    def _hits(self, rule: Compiled, placed: Placed, candidates: Sequence[int] | None) -> Iterator[_Found]:
        if rule.finder is None:
            return
        finder = rule.finder.bare()
        for start, end in dict.fromkeys(_texts(rule.selectors, placed.block)):
            try:
                for hit in finder.find(placed.block.text[start:end], candidates, _shows):
                    hit = moved_by(hit, start)
                    span = placed.source(Span(hit.start, hit.end))
                    if hit.start < hit.end and meet(span, self._span):
                        yield _Found(placed, hit, span, Span(start, end))
            except TimeoutError:
                return

    def _seen(self, rule: Compiled, placed: Placed) -> Iterator[_Found]:
        """Where an entry of a rule on the whole document fits."""
        for entry in rule.observer.entries if rule.observer else ():
            try:
                for match in compiled(entry).finditer(placed.block.text, timeout=TIME_LIMIT):
                    start, end = match.span()
                    span = placed.source(Span(start, end))
                    if start < end and meet(span, self._span):
                        yield _Found(placed, Hit(start, end, (match[0],)), span, Span(0, len(placed.block.text)))
            except TimeoutError:
                return

    # -------------------------------------------------- what keeps them from speaking

    def reason(self, rule: Compiled, found: _Found) -> str:
        """Why the rule does not flag what its pattern fits; empty where it has nothing to do with these words."""
        try:
            return self._reason(rule, found)
        except TimeoutError:
            return "The rule takes too long on these words to say why; simplify its patterns."

    def _reason(self, rule: Compiled, found: _Found) -> str:
        stands = next(r for r in self._guides.rules if r.name == rule.rule.name)
        if stands.state is State.OFF and rule.rule.runs:
            return f"This rule did not run: {stands.reason}"
        if stands.state is not State.RUNS:
            return stands.reason if stands.state is State.OFF else f"This rule did not run: {stands.reason}"
        block = found.placed.block
        if not found.in_source or not _is_raw(rule):
            if found.in_source:
                return "It stands in code, or where no prose is read."
            if not block.is_visible:
                return f"It stands in the front matter under `{block.name}`, which readers do not get to see."
            if not self._in_scope(rule, found):
                return _scope_sentence(rule) if _by_words(rule) and not self._is_about_the_whole(found) else ""
        for why in (self._commented(rule, found), self._masked(rule, found), self._excepted(rule, found)):
            if why:
                return why
        if rule.limit and (why := self._used_up(rule, found)):
            return why
        if rule.observer is not None:
            return self._observed(rule, found)
        return "" if not _by_words(rule) else "The rule speaks once about one place, and has spoken about words beside these."

    def _is_about_the_whole(self, found: _Found) -> bool:
        """Whether the pattern took the block from end to end, so that it says nothing of these few words."""
        text, hit = found.placed.block.text, found.hit
        few = self._span.end - self._span.start < len(text.strip())
        return few and text[hit.start : hit.end].strip() == text.strip()

    def _in_scope(self, rule: Compiled, found: _Found) -> bool:
        block, hit = found.placed.block, found.hit
        for selector in rule.selectors:
            if selector.sight is Sight.SUMMARY:
                if block.is_body:
                    return True
            elif not selector.takes(parts_of(block)):
                continue
            elif selector.sight is Sight.INLINE:
                if any(m.span.start <= hit.start and hit.end <= m.span.end for _, m in stretches(block, selector)):
                    return True
            elif not any(
                span.start < hit.end and hit.start < span.end for span in avoided_in(block, selector.without(parts_of(block)))
            ):
                return True
        return False

    def _commented(self, rule: Compiled, found: _Found) -> str:
        words = {found.placed.block.text[found.hit.start : found.hit.end], found.hit.slots[-1] if found.hit.slots else ""}
        region = self._switches.silencing(rule.rule.name, words, found.span.start)
        return f"A comment in the text, on line {region.line}, switches it off here." if region else ""

    def _masked(self, rule: Compiled, found: _Found) -> str:
        if found.in_source or any("code" in selector.wanted for selector in rule.selectors):
            return ""
        hit, block = found.hit, found.placed.block
        marks = [mark for mark in block.marks if mark.span.start < hit.end and hit.start < mark.span.end]
        seen = self._view.get(found.placed.span.start)
        hidden = seen.block.masked if seen else (Span(0, len(block.text)),)
        if not any(span.start < hit.end and hit.start < span.end for span in hidden):
            return ""
        if not any(span.start < hit.end and hit.start < span.end for span in block.masked):
            return "The configuration has these words passed over (by its ignored patterns, scopes or classes)."
        return "It stands in code." if any(mark.tag in ("code", "kbd", "tt") for mark in marks) else "It stands in an address."

    def _excepted(self, rule: Compiled, found: _Found) -> str:
        holder = rule.finder or rule.observer
        if holder is None:
            return ""
        entry = holder.saving(found.searched.of(found.placed.block.text), moved_by(found.hit, -found.searched.start))
        if not entry:
            return ""
        if entry in self._guides.term_lists.accepted:
            return f"The accepted term “{entry}” of the term list exempts it."
        return f"Its own exception “{entry}” exempts it."

    def _used_up(self, rule: Compiled, found: _Found) -> str:
        own = [flag for flag in self._flags if flag.rule == rule.rule.name]
        if len(own) < rule.limit:
            return ""
        line = self._document.line_and_column(own[-1].span.start)[0]
        return f"`limit: {rule.limit}` was used up on line {line}."

    def _observed(self, rule: Compiled, found: _Found) -> str:
        words = found.placed.block.text[found.hit.start : found.hit.end]
        if rule.rule.kind == "conditional":
            return f"“{words}” is explained in the text, here or further up."
        if isinstance(rule.observer, Consistency):
            other = rule.observer.other(words)
            if any(flag.rule == rule.rule.name for flag in self._flags):
                return f"“{words}” is the spelling that the text uses more often, or first."
            return f"Only flagged together with “{other}”, which the text does not use." if other else ""
        return ""


# ---------------------------------------------------------------- rules laid bare

_selections: WeakKeyDictionary[Guides, "_Chosen"] = WeakKeyDictionary()


class _Chosen:
    """Chooses among all rules of some guides, running or not, by their numbers."""

    def __init__(self, guides: Guides) -> None:
        self._numbers = [number for number, rule in enumerate(guides.compiled) if rule.finder is not None]
        entries = [rule.finder.entries for rule in guides.compiled if rule.finder is not None]
        self._select = Select(entries, [True] * len(entries))

    def candidates(self, text: str) -> dict[int, list[int] | None]:
        return {self._numbers[index]: entries for index, entries in self._select.candidates(text).items()}


def _selection(guides: Guides) -> _Chosen:
    made = _selections.get(guides)
    if made is None:
        made = _selections[guides] = _Chosen(guides)
    return made


def _shows(start: int, end: int) -> bool:
    return False


def _shown(placed: Placed, source: str) -> Block:
    """The block with what stands under its masks."""
    block = placed.block
    text = block.text
    for mark in block.marks:
        if len(mark.text) == len(mark.span) and mark.text:
            text = text[: mark.span.start] + mark.text + text[mark.span.end :]
    for mask in block.masked:
        stands = placed.source(mask).of(source)
        if len(stands) == len(mask):
            text = text[: mask.start] + stands.replace("\n", " ") + text[mask.end :]
    return replace(block, text=text)


def _texts(selectors: Sequence[Selector], block: Block) -> Iterator[tuple[int, int]]:
    """What of a block's text a rule may have been meant for, its own scope first."""
    for selector in selectors:
        if selector.sight is Sight.INLINE:
            yield from ((mark.span.start, mark.span.end) for _, mark in stretches(block, selector))
        elif selector.sight is Sight.SENTENCE:
            yield from ((sentence.span.start, sentence.span.end) for sentence in sentences_of(block))
    if not any(selector.sight is Sight.SENTENCE for selector in selectors):
        yield 0, len(block.text)


def _is_raw(rule: Compiled) -> bool:
    return any(selector.sight is Sight.RAW for selector in rule.selectors)


def _by_words(rule: Compiled) -> bool:
    """Whether a rule speaks of certain words, and not of how a whole text is written or measured."""
    return rule.rule.kind not in ("capitalization", "occurrence", "metric", "readability", "script")


# ---------------------------------------------------------------- scopes in words

_IN_WORDS = {
    "heading": "headings",
    "paragraph": "paragraphs",
    "list": "list items",
    "blockquote": "quotes",
    "table": "tables",
    "table.header": "the head rows of tables",
    "table.cell": "the cells of tables",
    "alt": "the descriptions of images",
    "attr.alt": "the descriptions of images",
    "link": "the words of links",
    "strong": "bold words",
    "emphasis": "emphasised words",
    "code": "code",
    "summary": "paragraphs, list items and quotes",
    "text": "prose",
}


def _scope_sentence(rule: Compiled) -> str:
    names = [_scope_in_words(scope) for scope in rule.rule.scope]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"The rule looks at {listed} only."


def _scope_in_words(scope: str) -> str:
    name = scope.strip().lower().removeprefix("text.").removesuffix(".md")
    if name in _IN_WORDS:
        return _IN_WORDS[name]
    if name.startswith("heading.h") and name[-1:].isdigit():
        return f"headings of level {name[-1]}"
    if name.startswith("frontmatter."):
        return f"`{name.partition('.')[2]}` in the front matter"
    return f"`{scope.strip()}`"
