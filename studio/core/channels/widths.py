"""How wide a line is where results of a search are shown: in Arial, by its letters.

Source:
    Arial has the advance widths of Helvetica, which Adobe's font metrics (AFM) give in thousandths of the size.
"""

_OF_ASCII = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_OTHERS = {
    "–": 556,
    "—": 1000,
    "‘": 222,
    "’": 222,
    "“": 333,
    "”": 333,
    "…": 1000,
    "•": 350,
    "£": 556,
    "€": 556,
    "·": 278,
    "\u00a0": 278,
}
_WIDE, _USUAL = 1000, 556


def pixels(text: str, size: int) -> int:
    """Width of `text` in one line of Arial at `size` pixels, to the nearest pixel.

    Letters outside Latin count as usual ones, those of China and Japan and emoji as wide ones.
    """
    return round(sum(map(_width, text)) * size / 1000)


def _width(letter: str) -> int:
    code = ord(letter)
    if 32 <= code < 127:
        return _OF_ASCII[code - 32]
    if letter in _OTHERS:
        return _OTHERS[letter]
    if code < 32 or 0x200B <= code <= 0x200F or 0xFE00 <= code <= 0xFE0F:
        return 0
    return _WIDE if code >= 0x1100 and not 0x1E00 <= code < 0x2000 else _USUAL


def cut_to(text: str, size: int, most: int) -> str:
    """As much of `text` as fits into `most` pixels, ending in … at a word where it does not all fit."""
    if pixels(text, size) <= most:
        return text
    room, at = most - pixels(" …", size), 0
    while at < len(text) and pixels(text[: at + 1], size) <= room:
        at += 1
    blank = text.rfind(" ", 0, at + 1)
    return text[: blank if blank > 0 else at].rstrip(" ,;:–—-") + " …"
