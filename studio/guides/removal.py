"""Exchanging words so that the sentence still stands.

Taking words away leaves holes: two blanks, a blank before a full stop, a small letter at a sentence's start.
"""

import regex

from studio.core.markdown import Block
from studio.core.span import Span

_WORD = regex.compile(r"\w+(?:['’]\w+)*")
_SENTENCE_START = regex.compile(r"(?:^|[.!?…][\"'”’)\]]*\s+)\Z|\n\Z")


def removal(block: Block, span: Span) -> tuple[Span, str]:
    """What to replace, and by what, so that the words of `span` are gone and the sentence stands.

    One blank beside them goes too; where a sentence began with them, its next word is taken in and capitalised. What
    lies across markup is left alone, for a blank outside an emphasis belongs to other words.

    Returns:
        A span of the block's text that covers `span`, and the text that takes its place.
    """
    text = block.text
    opens = _SENTENCE_START.search(text, 0, span.start) is not None
    if opens and text[span.end : span.end + 2] == ", " and _is_whole(block, Span(span.start, span.end + 1)):
        span = Span(span.start, span.end + 1)
    if text[span.end : span.end + 1] == " ":
        wider = Span(span.start, span.end + 1)
        # With a blank on both sides one goes; with none before, at a sentence's start, the one after goes too.
        if opens and (word := _WORD.match(text, wider.end)) and word[0][0].islower():
            taken = Span(span.start, word.end())
            if _is_whole(block, taken) and not _is_masked(block, taken):
                return taken, word[0][0].upper() + word[0][1:]
        if (opens or text[span.start - 1 : span.start].isspace()) and _is_whole(block, wider):
            return wider, ""
    elif span.start and text[span.start - 1] == " ":
        afterthought = text[: span.start].endswith(", ") and _CLOSES.match(text, span.end)
        wider = Span(span.start - (2 if afterthought else 1), span.end)
        if _is_whole(block, wider) and not _is_masked(block, wider):
            return wider, ""
    return span, ""


_ARTICLE = regex.compile(r"\b(an?)\s+\Z", regex.IGNORECASE)
_CLOSES = regex.compile(r"\s*(?:[.!?…;:]|\Z)")


def reads_on(text: str, span: Span, replacement: str) -> bool:
    """Whether the words before and after `span` can stay as they are when `replacement` takes its place.

    `an utterly plain pot` cannot: the article would have to change with the word. Nor can a sentence that consists of
    nothing else.
    """
    after = replacement or text[span.end :].lstrip()
    article = _ARTICLE.search(text, 0, span.start)
    if article and (article[1].lower() == "an") != (after[:1].lower() in "aeiou"):
        return False
    if replacement:
        return True
    return not stands_alone(text, span) and text[span.end : span.end + 1] not in tuple(",;:")


def stands_alone(text: str, span: Span) -> bool:
    """Whether nothing else of a sentence would be left without the words of `span`."""
    return _SENTENCE_START.search(text, 0, span.start) is not None and _CLOSES.match(text, span.end) is not None


def _is_whole(block: Block, span: Span) -> bool:
    return len(block.source(span)) == len(span)


def _is_masked(block: Block, span: Span) -> bool:
    return any(mask.overlaps(span) for mask in block.masked)
