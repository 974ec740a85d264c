"""Taking a claim's words out of a sentence without leaving its commas and full stops behind."""

import re

from studio.core.span import Span

_BEGINS = re.compile(r"(?:\A|\n|[.!?:]['\"”’)]*\s)[\s>#*_“\"-]*\Z")
_JOINED = re.compile(r"(?:,?\s+(?:and|but|so|or|because|since|while|which|who|with)|,)\s*\Z", re.IGNORECASE)
_END = re.compile(r"['\"”’)]*[.!?]+['\"”’)]*(?=\s|\Z)")
_NEXT = re.compile(r",?\s+(?:(?:and|but|so|or)\s+)?|,\s*")


def withdrawn(text: str, span: Span) -> Span:
    """What to take out of `text` for the claim at `span` to be gone: its words, and what only joined them to the rest.

    A sentence that is all claim goes with its full stop; a clause goes with the comma or the "and" that tied it to the one
    before; one that opened the sentence goes with the comma behind it.
    """
    before, after = text[: span.start], text[span.end :]
    begins, end = _BEGINS.search(before), _END.match(after)
    if begins and end:
        stop = span.end + end.end()
        rest = len(text[stop:]) - len(text[stop:].lstrip(" "))
        return Span(span.start, stop + rest)
    if not begins and (joined := _JOINED.search(before)):
        return Span(joined.start(), span.end)
    if begins and (following := _NEXT.match(after)) and after[following.end() :].strip():
        return Span(span.start, span.end + following.end())
    return span
