"""How far a claim reaches: the clause, without the words that only lead up to it.

A sentence often holds a fact beside a feeling; what needs proof is the clause with the fact. Quoted words are one piece,
whatever stands inside them.
"""

import string
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from studio.core.document import sentences_of
from studio.core.markdown import Block
from studio.core.span import Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence, span in the block. `sentence` is all of it, `opens` says whether it begins that, labels apart.

    `label`: whether it is words in bold set before others like a heading.
    """

    span: Span
    text: str
    sentence: str
    opens: bool
    label: bool = False


_BREAK = regex.compile(
    r"""
      (?<=[;:])\s+(?![\d£$€])                   # semicolon and colon, but not in 8:47 or “Mug: £9”
    | \s*[—|·•✅✔★☆]+\s* | \s+[–-]\s+ | \n+     # dashes and the marks that lists are made of
    | \s*[()\[\]]\s*
    | (?<=[,.!?])(?<!,\s[\w-]+(?:\s[\w-]+)?,(?=\s+(?:and|or)\s))\s+      # but not before the last of a list
      (?=(?:and|but|so|or|which|who|while|whilst|whereas|because|since|making|lifting|keeping|leaving|up)\s)
    | (?<=,)\s+(?=(?:we|you|they|it|our|your|I|there|she|he)\b['’\w]*\s)
    | \s+(?=(?:and|but|so|because|while|whilst)\s+(?:we|you|they|it|he|she|I|our|your|their|its|this|there|the)\b)
    | \s*\p{So}\ufe0f?\s+
    | \s+(?=(?i:subject|preheader|preview|headline|meta|title|alt|caption|cta|button)     # lines of an email in a row
        (?:\s(?:line|text|description|[ab12]))?\s?:\s)
    | \s+(?=\#\w*[^\W\d])                    # hashtags stand for themselves
    """,
    regex.VERBOSE,
)
_LEAD = regex.compile(
    r"""^(?:
        (?:and|but|so|yet|or|also|because|since|plus|that|which|in\s+fact|as\s+a\s+result|of\s+course|after\s+that|as\s+always
        |the\s+(?:result|message|truth|good\s+news)\s+is|that\s+means|that['’]s\s+why|it\s+means|on\s+top\s+of\s+that|meanwhile)
        [,:]?\s+
        |(?:\w+\s+)?tips?:\s+|p\.?\s?s\.?:?\s+
        |[\p{P}\p{S}--[£$€#“"'‘]]+\s*
    )+""",
    regex.VERBOSE | regex.IGNORECASE | regex.VERSION1,
)
_TAIL = string.whitespace + ",.;:!—–*\xa0"


def clauses(block: Block, within: Span | None = None) -> Iterator[Clause]:
    """The clauses of a block, in order, none of them blank; `within` keeps to a part of it."""
    for sentence in sentences_of(block):
        if within and not (within.start <= sentence.span.start < within.end):
            continue
        at, opens = 0, True
        cuts = [found.span() for found in _BREAK.finditer(sentence.text)]
        labels = {end - sentence.span.start for end in _label_ends(block) if sentence.span.start < end <= sentence.span.end}
        cuts += [(end, end) for end in labels if end < len(sentence.text)]
        for end, onwards in [*sorted(cuts), (len(sentence.text),) * 2]:
            if end < at or (end < len(sentence.text) and _LIKENED.match(sentence.text, at, end)):
                continue
            if trimmed := _trim(sentence.text, at, end):
                span = trimmed.moved(sentence.span.start)
                label = end in labels and _is_label(span.of(block.text), end < len(sentence.text))
                yield Clause(span, span.of(block.text), sentence.text, opens, label)
                opens = False
            at, opens = onwards, opens or onwards in labels


_LIKENED = regex.compile(r"\W*(?:unlike|compared\s+(?:to|with)|as\s+opposed\s+to|in\s+contrast\s+to)\s[^,]+,?$", regex.IGNORECASE)
"""Whoever says "Unlike Trello, we …" claims both halves or nothing."""


def _is_label(words: str, runs_on: bool) -> bool:
    """Whether words in bold only name what follows; more of them, or a figure, are something that somebody wants seen.

    `runs_on`: whether no full stop stands behind them.
    """
    return len(words.split()) <= (5 if runs_on else 2) and not any(map(str.isdigit, words))


_GOES_ON_ANEW = regex.compile(r"\s+[\p{Lu}\d£$€“\"]")


def _label_ends(block: Block) -> Iterator[int]:
    """Where words in bold end that are set before others like a heading: "**Tuesday** We fold the paper"."""
    for mark in block.marks:
        if mark.tag == "strong" and _GOES_ON_ANEW.match(block.text, mark.span.end):
            before = block.text[: mark.span.start].rstrip()
            if not before or not (before[-1].isalnum() or before[-1] in ",;-"):
                yield mark.span.end


def _trim(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    lead = _LEAD.match(piece)
    begin = lead.end() if lead else len(piece) - len(piece.lstrip())
    stop = len(piece.rstrip(_TAIL))
    return Span(start + begin, start + stop) if begin < stop and any(map(str.isalnum, piece[begin:stop])) else None


_QUOTED = regex.compile(r"“[^”“]{8,}”|(?<![\w\"])\"[^\"\n]{8,}\"(?!\w)")


def quotations(text: str) -> Iterator[Span]:
    """Quoted passages of at least two words, with their marks."""
    for found in _QUOTED.finditer(text):
        if " " in found[0].strip():
            yield Span(*found.span())
