"""Merge fields in a block: no prose, and so masked as code is."""

from dataclasses import replace

from studio.core.markdown.block import MASK, Block, Mark
from studio.core.merging.veil import unveil, veiled_in


def without_fields(block: Block, veiled: str) -> Block:
    """The block with every field masked, and a mark of the tag `field` that has its text.

    Args:
        veiled: the block's text with its fields veiled.
    """
    fields = list(veiled_in(veiled))
    marks = tuple(replace(mark, text=unveil(mark.text), url=unveil(mark.url)) for mark in block.marks)
    if not fields:
        return block if marks == block.marks else replace(block, marks=marks)
    return replace(
        block,
        text=unveil(veiled, lambda field: MASK * len(field)),
        masked=tuple(sorted({*block.masked, *(span for span, _ in fields)})),
        marks=(*marks, *(Mark(span, "field", text) for span, text in fields)),
        labels=block.labels and (_masked(block.labels[0]), _masked(block.labels[1])),
    )


def _masked(words: str) -> str:
    return unveil(words, lambda field: MASK * len(field))
