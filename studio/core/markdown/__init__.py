"""From Markdown source to blocks of prose, every character of which knows where it stands in the source.

markdown-it reads the Markdown; it tells the lines of a block but not where its words begin. So the inline rules are
wrapped to note where each construct starts and ends, and the prose is laid out again along those notes: emphasis
marks and link targets fall away, code and bare URLs become as many `*`, an entity becomes its character. Nothing is
ever moved: a block's text is a row of segments, each tied to its piece of the source. Merge fields are veiled before anything is
read, so that no sign in them is taken for markup, and become as many `*` like code.

`chunks` cuts a text into parts that are read by themselves, `blocks` reads one: the short way where its lines are plain, else
the long one.
"""

from studio.core.markdown.block import MASK, MASKED_TAGS, PUBLISHED_KEYS, Block, BlockKind, Mark, Segment
from studio.core.markdown.cutting import FRONT_MATTER, chunks
from studio.core.markdown.fields import without_fields
from studio.core.markdown.heads import labelled
from studio.core.markdown.layout import Places, cell_places, line_places
from studio.core.markdown.matter import front_matter
from studio.core.markdown.parser import labels, noting
from studio.core.markdown.plain import plain_blocks
from studio.core.markdown.tokens import comments, parsed_blocks
from studio.core.merging.veil import veil

__all__ = [
    "FRONT_MATTER",
    "MASK",
    "MASKED_TAGS",
    "PUBLISHED_KEYS",
    "Block",
    "BlockKind",
    "Mark",
    "Places",
    "Segment",
    "blocks",
    "cell_places",
    "chunks",
    "comments",
    "labels",
    "line_places",
    "noting",
]


def blocks(chunk: str, known_labels: frozenset[str], first: bool = False) -> tuple[Block, ...]:
    """The blocks of one chunk, in reading order; their segments count from the chunk's start.

    Args:
        chunk: Markdown source of one chunk, as `chunks` cuts it.
        known_labels: link labels defined anywhere in the document.
        first: whether it begins the document, where `---` may open front matter.
    """
    if first and FRONT_MATTER.fullmatch(chunk):
        return tuple(without_fields(block, veil(block.text)) for block in front_matter(chunk))
    veiled = veil(chunk)
    env = {"references": {label: {"href": "#", "title": ""} for label in known_labels}} if "[" in veiled else {}
    plain = plain_blocks(veiled, env)
    made = plain if plain is not None else parsed_blocks(veiled, env)
    made = tuple(labelled(veiled, made)) if "|" in veiled else made
    return made if veiled is chunk else tuple(without_fields(block, block.text) for block in made)
