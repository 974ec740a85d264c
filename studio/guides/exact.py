"""Patterns that google-re2 reads exactly as `regex` does, on texts in which the two cannot differ.

google-re2 needs two microseconds where `regex` under the clock needs twenty, and it cannot run away. But it counts
bytes, knows words, digits and blanks of ASCII alone, and has no look-around. So texts with any other letter, digit or
blank, and patterns with anything the two could read differently, are left to `regex`. What remains is laid out with one
byte for every character, which also keeps every place.
"""

# mypy: disable-error-code="attr-defined"
# What is asked of google-re2 here its stubs do not know.

import codecs
import string
from functools import lru_cache
from typing import Any

import re2

from studio.guides.pattern import class_end, has_wide

_UNKNOWN = b"\x81"  # stands for a character that no pattern can name
_SAME_ESCAPES = frozenset("bBwWdDsStnrf")
_FLAGS = frozenset("ims-")
_SCOPED = frozenset("is-")
UNANCHORED = re2._re2.RE2.Anchor.UNANCHORED
_KEPT = 256  # texts laid out and kept: every rule on a block asks for the same one


def _unknown(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return _UNKNOWN * (error.end - error.start), error.end


codecs.register_error("studio.unknown", _unknown)


def lay_out(text: str) -> bytes | None:
    """`text` with one byte for every character; None where it holds letters, digits or blanks that only Unicode knows."""
    if text.isascii() and text.isprintable():
        return text.encode("ascii")
    return None if has_wide(text) else text.encode("cp1252", "studio.unknown")


laid_out = lru_cache(maxsize=_KEPT)(lay_out)
"""The same for whole texts, which many rules ask for."""


_BLANKED = bytes(n if (chr(n).isalnum() and n < 0x80) or chr(n) == "_" else 0x20 for n in range(256))


def words_in(laid: bytes) -> int:
    """How many runs of `\\w` a text has."""
    return len(laid.translate(_BLANKED).split())


def folds_to_ascii(text: str) -> bool:
    """Whether a letter that only Unicode knows is in some case a letter of ASCII, as `ſ` is."""
    return any(
        not char.isascii() and any(each.isascii() for each in (char.upper(), char.lower(), char.casefold())) for char in text
    )


class Exact:
    """A pattern that `exactly` has vouched for."""

    __slots__ = ("match",)

    def __init__(self, regexp: Any) -> None:
        self.match = regexp.Match
        """`match(UNANCHORED, laid, at, len(laid))[0]` is what `next` gives, for where its own call would count."""

    def next(self, laid: bytes, at: int) -> tuple[int, int]:
        """Where the leftmost match at or after `at` stands; `(-1, -1)` where there is none."""
        span: tuple[int, int] = self.match(UNANCHORED, laid, at, len(laid))[0]
        return span


def exactly(text: str) -> Exact | None:
    """The pattern for google-re2, where it is sure to match what `regex` matches on a text that can be laid out.

    Args:
        text: a pattern as `pattern.translated` gives it, its flags anywhere.
    """
    source = _read(text)
    if source is None:
        return None
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    options.never_capture = True
    made = re2._re2.RE2(source, options)
    return Exact(made) if made.ok() else None


def _read(text: str) -> bytes | None:
    """`text` for google-re2; None where the two may differ."""
    made, flags, at, depth = bytearray(), "", 0, 0
    before = "("  # what stands before: what cannot be repeated, a group, or anything else
    while at < len(text):
        char, kind = text[at], ""
        if char == "\\":
            piece = _escape(text[at + 1 : at + 2])
            at += 2
        elif char == "[":
            end = class_end(text, at)
            piece = _class(text[at:end])
            at = end
        elif char == "(":
            opened = _opening(text, at)
            # Flags hold from there on; how far they reach out of a group, the two need not agree on.
            if opened is None or (opened[2] and depth):
                return None
            piece, at, own = opened
            flags += own
            depth += not own
            kind = "("
        elif char in "*+?{":
            end = at + 1 if char != "{" else text.find("}", at) + 1
            # A group that can be empty is repeated in other ways.
            if before == "(" or (before == ")" and char != "?") or not end:
                return None
            end += text[end : end + 1] == "?"
            if text[end : end + 1] in tuple("*+?{"):
                return None
            piece = text[at:end].encode("ascii", "replace")
            at = end
        else:
            if char == "$" and "m" not in flags:
                return None  # before the last line end, too, for `regex`
            piece = _literal(char)
            depth -= char == ")"
            kind = char if char == ")" else "(" if char in "|^$" else ""
            at += 1
        if piece is None:
            return None
        made += piece
        before = kind
    return bytes(made)


def _escape(char: str) -> bytes | None:
    if char in _SAME_ESCAPES or (char and char in string.punctuation):
        return b"\\" + char.encode()
    return {"Z": b"\\z", "A": b"\\A"}.get(char)


def _literal(char: str) -> bytes | None:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return None


def _opening(text: str, at: int) -> tuple[bytes, int, str] | None:
    """What opens the group at `at`, or sets flags, the position after it, and the flags that hold from there on."""
    if text[at + 1 : at + 2] != "?":
        return b"(?:", at + 1, ""
    if text.startswith("(?:", at):
        return b"(?:", at + 3, ""
    end = at + 2
    while end < len(text) and text[end] in _FLAGS:
        end += 1
    flags = text[at + 2 : end]
    if text[end : end + 1] == ")" and flags and "-" not in flags:
        return text[at : end + 1].encode(), end + 1, flags
    if text[end : end + 1] == ":" and set(flags) <= _SCOPED and flags.count("-") <= 1 and not flags.endswith("-"):
        return text[at : end + 1].encode(), end + 1, ""
    return None


def _class(text: str) -> bytes | None:
    """A bracket class, where it holds only single characters, ranges within ASCII and the classes both know."""
    made, at = bytearray(b"["), 1
    if text[1:2] == "^":
        made += b"^"
        at = 2
    last, single = len(text) - 1, ""  # `single` is what may begin a range: no escape, and no range's end
    while at < last:
        char = text[at]
        if char == "\\":
            following = text[at + 1]
            if following not in "wWdDsStnrf" and following not in string.punctuation:
                return None
            made += b"\\" + following.encode()
            single = ""
            at += 2
        elif char == "-" and single and at + 1 < last:
            high = text[at + 1]
            if not (_is_plain(single) and _is_plain(high)):
                return None
            made += b"-" + high.encode()
            single = ""
            at += 2
        else:
            piece = _literal(char)
            dash = char == "-" and bytes(made) not in (b"[", b"[^") and at + 1 < last  # neither first nor last: is it a range?
            if piece is None or dash or char == "[" or (char in "&|~-" and text[at + 1] == char):
                return None
            made += piece
            single = char
            at += 1
    return bytes(made + b"]") if at == last and text.endswith("]") else None


def _is_plain(char: str) -> bool:
    return char.isascii() and char.isalnum()
