"""From a place that a rule found to the flag that people see."""

from bisect import bisect_left
from functools import lru_cache

from studio.core import sentences
from studio.core.flag import Fix, Flag, Safety
from studio.core.markdown import Block
from studio.core.span import Span
from studio.guides import message
from studio.guides.compiling import Compiled
from studio.guides.kinds._contract import Hit
from studio.guides.removal import reads_on, removal, stands_alone

_FEW = 12  # sentences that are gone through faster than halved
_filled = lru_cache(maxsize=16_384)(message.filled)  # the same words are found again and again


class Maker:
    """Makes the flags of one rule."""

    def __init__(self, compiled: Compiled) -> None:
        rule, action = compiled.rule, compiled.action
        self._rule, self._action = rule, action
        self._takes_wording = bool(action.name) and rule.kind != "substitution"
        self._removes = action.name == "remove"

    def flag(self, block: Block, hit: Hit, extent: Span | None = None, context: str | None = None) -> Flag:
        """The flag of a hit, its span in the block's text; all of it but the place of the block in the document.

        Args:
            extent: what a hit without extent stands for: the text that was searched; all of the block if None.
            context: the sentence around it, where the block's own text does not tell.
        Raises:
            TimeoutError: when a pattern of the rule's action takes too long.
        """
        rule, action, text = self._rule, self._action, block.text
        if hit.start == hit.end:
            hit = _spread(text, hit, extent)
        span = Span(hit.start, hit.end)
        slots = hit.slots
        if not action.name:
            wordings = hit.options
        else:
            wordings = action.proposals(text[hit.start : hit.end], hit.options)
            if wordings and self._takes_wording:
                slots = (*slots, wordings[0])
            if wordings and self._removes:
                if stands_alone(text, span):
                    wordings = ()
                else:
                    span, left = removal(block, span)
                    wordings = (left,)
        fixes: tuple[Fix, ...] = ()
        if wordings and not (block.masked and any(mask.overlaps(span) for mask in block.masked)):  # code would be lost
            literal = len(wordings) == 1 and action.is_literal and hit.literal
            safe = literal and _is_whole(block, span) and reads_on(text, span, wordings[0])
            fixes = tuple([_fix(wording, safe) for wording in wordings])
        return Flag(
            span,
            _filled(hit.message or rule.message, slots),
            "style",
            rule.name,
            rule.severity,
            text[span.start : span.end],
            sentence_around(text, span.end) if context is None else context,
            _filled(rule.description, slots) if rule.description else "",
            fixes,
            rule.layer,
            rule.link,
        )

    def flag_of_all(self, hit: Hit) -> Flag:
        """The flag of a hit that stands for the document as a whole."""
        rule = self._rule
        why = _filled(rule.description, hit.slots)
        said = _filled(hit.message or rule.message, hit.slots)
        return Flag(Span(0, 0), said, "style", rule.name, rule.severity, why=why, layer=rule.layer, link=rule.link)


@lru_cache(maxsize=4096)
def _fix(text: str, safe: bool) -> Fix:
    return Fix(text, Safety.SAFE if safe else Safety.ASK)


def _spread(text: str, hit: Hit, extent: Span | None) -> Hit:
    whole = extent or Span(0, len(text))
    part = text[whole.start : whole.end]
    start, end = whole.start + len(part) - len(part.lstrip()), whole.start + len(part.rstrip())
    return Hit(start, max(start, end), hit.slots, hit.options, hit.message, hit.literal)


def sentence_around(text: str, end: int) -> str:
    """The sentence of a block's text in which what ends at `end` stands."""
    ends = sentences.split(text)
    if len(ends) > _FEW:
        ends = ends[bisect_left(ends, end, key=_end) :]
    for start, stop in ends:
        if stop >= end:
            return text[start:stop]
    return text


def _end(sentence: tuple[int, int]) -> int:
    return sentence[1]


def _is_whole(block: Block, span: Span) -> bool:
    """Whether no markup begins or ends within the words, so that exchanging them leaves the markup whole."""
    return len(block.segments) == 1 or len(block.source(span)) == len(span)
