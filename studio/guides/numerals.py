"""Whole numbers in English words and back: 21, "twenty-one", "21st", "twenty-first"."""

import regex

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SCALES = {10**12: "trillion", 10**9: "billion", 10**6: "million", 10**3: "thousand"}
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_SMALL = dict(enumerate(_ONES.split()))
_ROUND = {10 * n: word for n, word in enumerate(_TENS.split(), 2)}
_NUMBER = regex.compile(r"(-?)(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(st|nd|rd|th)?", regex.IGNORECASE)


def _ordinal(word: str) -> str:
    return _ORDINALS.get(word) or (word[:-1] + "ieth" if word.endswith("y") else word + "th")


_VALUES = {word: value for value, word in (_SMALL | _ROUND | {100: "hundred"} | _SCALES).items()}
_PLACES = {_ordinal(word): value for word, value in _VALUES.items()}


def in_words(text: str) -> str:
    """A number of up to fifteen digits, or an ordinal one, in words; anything else as it is."""
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return text
    number, words = int(found[2].replace(",", "")), ""
    if number >= 10**15:
        return text
    words = _cardinal(number)
    if found[3]:
        *before, last = regex.split(r"([ -])", words)
        words = "".join((*before, _ordinal(last)))
    return f"minus {words}" if found[1] else words


def _cardinal(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = number - number % 10, number % 10
        return _ROUND[tens] + (f"-{_SMALL[ones]}" if ones else "")
    scale, name = (100, "hundred") if number < 1000 else next((s, n) for s, n in _SCALES.items() if number >= s)
    rest = number % scale
    return f"{_cardinal(number // scale)} {name}" + (f" {_cardinal(rest)}" if rest else "")


def in_digits(text: str) -> str:
    """A number or ordinal in words as digits; anything else as it is."""
    words = [word for word in regex.split(r"[ \-]+", text.strip().lower()) if word]
    minus = words[:1] == ["minus"]
    words = [word for word in words[minus:] if word != "and"]
    if not words or any(word not in _VALUES for word in words[:-1]):
        return text
    last = words[-1]
    if last not in _VALUES and last not in _PLACES:
        return text
    total = current = 0
    for value in (_VALUES.get(word, _PLACES.get(word, 0)) for word in words):
        if value >= 1000:
            total, current = total + max(1, current) * value, 0
        else:
            current = max(1, current) * 100 if value == 100 else current + value
    number = total + current
    ending = ""
    if last in _PLACES:
        ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{'-' if minus else ''}{number}{ending}"
