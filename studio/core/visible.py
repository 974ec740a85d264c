"""What a person wrote where words are asked for: with something to be seen in it, or nothing."""

import unicodedata

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters and marks by their kind, and blank all the same
_KINDS = ("C", "Z")  # of Unicode: controls, formats, separators


def visible(text: str) -> str:
    """The text without blanks at its ends; empty where nothing in it can be seen, such as zero-width spaces alone."""
    plain = text.strip()
    return plain if any(sign not in _UNSEEN and unicodedata.category(sign)[0] not in _KINDS for sign in plain) else ""
