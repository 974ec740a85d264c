"""Giving a wording the case of the words it replaces: "BLU RAY" and "blu-ray" make "BLU-RAY"."""

import regex

_WORD = regex.compile(r"\p{L}+(?:['’]\p{L}+)*")


def recased(wording: str, found: str) -> str:
    """`wording` with its letters large and small as in `found`, where that shows a pattern.

    Words that both have at their beginning or end keep their own case each; what stands between follows the case of
    what stood there, and a word that is only put in follows the word after it. Words of mixed case (`iPhone`) show no
    pattern, so nothing is changed for them.
    """
    ours, theirs = list(_WORD.finditer(wording)), _WORD.findall(found)
    if not ours or not theirs:
        return wording
    same = [a[0].casefold() == b.casefold() for a, b in zip(ours, theirs, strict=False)]
    head = same.index(False) if False in same else len(same)
    rest = min(len(ours), len(theirs)) - head
    back = [a[0].casefold() == b.casefold() for a, b in zip(reversed(ours), reversed(theirs), strict=False)][:rest]
    tail = back.index(False) if False in back else len(back)
    middle = theirs[head : len(theirs) - tail]
    shape = _shape("".join(middle) if middle else theirs[-tail] if tail else theirs[head - 1])
    each = len(middle) > 1 and all(_shape(word) == "title" for word in middle)
    shape = "title" if each else shape
    made, at = [], 0
    for number, word in enumerate(ours):
        own = shape
        if number < head:
            own = _shape(theirs[number])
        elif number >= len(ours) - tail:
            own = _shape(theirs[number - len(ours)])
        elif shape == "title" and number > head and not each:
            own = "lower"
        made += [wording[at : word.start()], _in_shape(word[0], own)]
        at = word.end()
    return "".join((*made, wording[at:]))


def _shape(word: str) -> str:
    """`lower`, `upper`, `title`, or nothing where the letters show none of them; a lone capital is a title."""
    letters = [char for char in word if char.isalpha()]
    if not any(char.isupper() for char in letters):
        return "lower"
    if len(letters) > 1 and not any(char.islower() for char in letters):
        return "upper"
    return "title" if letters[0].isupper() and not any(char.isupper() for char in letters[1:]) else ""


def _in_shape(word: str, shape: str) -> str:
    if shape == "lower":
        return word.lower()
    if shape == "upper":
        return word.upper()
    return word[:1].upper() + word[1:].lower() if shape == "title" else word
