"""Where sentences begin and end: one function, so that every check counts the same ones."""

from functools import lru_cache

import pysbd

_splitter: pysbd.Segmenter | None = None


@lru_cache(maxsize=8192)
def split(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every sentence of one block of prose, without the blanks around it.

    Args:
        text: the text of one block; never a whole document, for a heading does not end in a full stop.
    Returns:
        Pairs of code-point offsets in `text`, in order, never overlapping; empty for a blank text.
    """
    if not text.strip():
        return ()
    global _splitter
    if _splitter is None:
        _splitter = pysbd.Segmenter(language="en", clean=False)
    found, at = [], 0
    # pysbd's own offsets go astray on repeated sentences, so each piece is looked for from where the last one ended.
    for piece in _splitter.segment(text):
        piece = piece.strip()
        start = text.find(piece, at) if piece else -1
        if start < 0:
            continue
        at = start + len(piece)
        found.append((start, at))
    return tuple(found) or ((len(text) - len(text.lstrip()), len(text.rstrip())),)
