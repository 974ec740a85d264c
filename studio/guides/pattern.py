"""Patterns as rule files write them (.NET and RE2 dialects), brought to the `regex` module.

`translated` gives the text that `regex` reads with the same meaning; `loosened` a pattern that google-re2 reads and
that finds something wherever the translated one does, and now and then where it does not: enough to choose candidates.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import regex

from studio.guides.reading import BrokenRule

TIME_LIMIT = 0.25  # seconds one pattern may spend on one block; honest ones need microseconds
MOST_LENGTH = 20_000  # characters of one token; the longest public one has 900
MOST_NESTING = 60

Pattern = Any
"""A compiled pattern of the `regex` module, which brings no types of its own."""

_QUANTIFIER = regex.compile(r"\{(?:\d+|\d+,\d*)\}")
_POSIX = regex.compile(r"\[:\^?\w+:\]")
_FLAGS = regex.compile(r"\(\?[aiLmsuxU-]+[:)]")
_FLAGS_INSIDE = regex.compile(r"\(\?[a-zA-Z-]*[):]|\\[1-9]|\\k|\(\?P=|\(\?\(")
_CAPTURE = regex.compile(r"\(\?P?<(\w+)>|\((?!\?)")
_REFERENCE = regex.compile(r"\\([1-9]\d?)|\\k<(\w+)>|\(\?P=(\w+)\)")
_PLAIN = regex.compile(r"[\w ,'’-]+")


def time_limit(text: str) -> float | None:
    """How long a translated pattern may take; None for a single class or a run of word characters, which cannot run away.

    Watching the clock makes a search for every word of a text three times as slow.
    """
    bare = regex.sub(r"\(\?[im]+\)|\(\?:|[()]", "", text)
    single = bare[:1] == "[" and class_end(bare, 0) >= len(bare.rstrip("+"))
    words = bare.removeprefix("\\b").removesuffix("\\b") in ("\\w+", "\\S+", "\\d+")
    return None if single or words or len(bare) == 1 else TIME_LIMIT


def is_plain(text: str) -> bool:
    """Whether a token means only itself, so that it cannot fail to compile."""
    return _PLAIN.fullmatch(text) is not None


def flags_inside(text: str) -> bool:
    """Whether a token sets flags or refers back, and so means something else beside other tokens than alone."""
    return ("\\" in text or "(?" in text) and _FLAGS_INSIDE.search(text.replace("(?:", "")) is not None


def class_end(text: str, start: int) -> int:
    """The position after the bracket that closes the class opened at `start`; the length of `text` where none does."""
    at = start + 1
    if text[at : at + 1] == "^":
        at += 1
    if text[at : at + 1] == "]":
        at += 1
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text[at] == "[" and (posix := _POSIX.match(text, at)):
            at = posix.end()
        elif text[at] == "]":
            return at + 1
        else:
            at += 1
    return len(text)


def _class(text: str) -> str:
    """A bracket class in which every bare `[` and a leading `]` are escaped."""
    at = 2 if text[1:2] == "^" else 1
    made = [text[:at]]
    if text[at : at + 1] == "]" and at < len(text) - 1:
        made.append("\\]")
        at += 1
    while at < len(text):
        if text[at] == "\\":
            made.append(text[at : at + 2])
            at += 2
        elif text[at] == "[" and (posix := _POSIX.match(text, at)):
            made.append(posix[0])
            at = posix.end()
        else:
            made.append("\\[" if text[at] == "[" else text[at])
            at += 1
    return "".join(made)


def translated(text: str, multi_line: bool = True) -> str:
    """`text` as the `regex` module must read it.

    Args:
        text: a pattern, or part of one, in the dialect of rule files.
        multi_line: whether `(?m)` is in force where it starts; without it `$` is the very end of the text.
    Raises:
        BrokenRule: when it is longer or nested deeper than any honest pattern.
    """
    if len(text) > MOST_LENGTH:
        raise BrokenRule(f"A pattern of {len(text):,} characters is too long; {MOST_LENGTH:,} is the most.")
    if is_plain(text):
        return text
    made: list[str] = []
    at = depth = 0
    while at < len(text):
        char = text[at]
        if char == "\\":
            piece, at = _escape(text, at)
            made.append(piece)
        elif char == "[":
            end = class_end(text, at)
            made.append(_class(text[at:end]))
            at = end
        elif char == "{" and not _QUANTIFIER.match(text, at):
            made.append("\\{")
            at += 1
        elif char == "$" and not multi_line:
            made.append("\\Z")
            at += 1
        else:
            depth += (char == "(") - (char == ")")
            if depth > MOST_NESTING:
                raise BrokenRule(f"A pattern is nested more than {MOST_NESTING} deep.")
            multi_line = multi_line or (char == "(" and text.startswith("(?m", at))
            made.append(char)
            at += 1
    return "".join(made)


def _escape(text: str, at: int) -> tuple[str, int]:
    """The translated escape at `at` and the position after it."""
    if named := regex.match(r"\\k<(\w+)>", text, pos=at):
        return f"(?P={named[1]})", named.end()
    if property_ := regex.match(r"\\[pP]\{\^?\w+\}", text, pos=at):
        return property_[0], property_.end()
    if text.startswith("\\Z", at):
        return "(?=\\n?\\Z)", at + 2
    if text.startswith("\\z", at):
        return "\\Z", at + 2
    return text[at : at + 2], at + 2


def without_groups(pattern: str) -> str:
    """`pattern` with every capture group, named or not, made a plain one."""
    if "(" not in pattern:
        return pattern
    return "".join("(?:" if opens else text for opens, _, text in _parts(pattern))


def with_own_groups(pattern: str, name: str) -> str:
    """`pattern` for a place among others: the groups that it refers back to are called after `name`, the others made plain.

    Args:
        name: of letters, digits and `_`, and given to none of the others.
    Raises:
        BrokenRule: when it refers to a group that it has not got; `what` ends without a full stop.
    """
    if not _REFERENCE.search(pattern):
        return without_groups(pattern)
    parts = list(_parts(pattern))
    groups = [own for opens, own, _ in parts if opens]
    # As in .NET, groups with a name are counted after those without.
    counted = sorted(range(len(groups)), key=lambda index: (groups[index] != "", index))
    known = {str(number): index for number, index in enumerate(counted, 1)}
    known |= {own: index for index, own in enumerate(groups) if own}
    referred = {own for opens, own, _ in parts if own and not opens}
    if missing := sorted(referred - known.keys()):
        raise BrokenRule(f"`{pattern}` refers to a group {missing[0]} that it does not have")
    kept, made, index = {known[own] for own in referred}, [], 0
    for opens, own, text in parts:
        if opens:
            made.append(f"(?<{name}_{index}>" if index in kept else "(?:")
            index += 1
        else:
            made.append(f"\\k<{name}_{known[own]}>" if own else text)
    return "".join(made)


def _parts(pattern: str) -> Iterator[tuple[bool, str, str]]:
    """What a pattern is made of: whether a part opens a capture group, the group it names or refers to, and its text."""
    at = 0
    while at < len(pattern):
        opens, own, end = False, "", at + 1
        if pattern[at] in "\\(" and (reference := _REFERENCE.match(pattern, at)):
            own, end = reference[reference.lastindex], reference.end()
        elif pattern[at] == "\\":
            end = at + 2
        elif pattern[at] == "[":
            end = class_end(pattern, at)
        elif pattern[at] == "(" and (opening := _CAPTURE.match(pattern, at)):
            opens, own, end = True, opening[1] or "", opening.end()
        yield opens, own, pattern[at:end]
        at = end


def compiled(text: str) -> Pattern:
    """Compile a translated pattern.

    Raises:
        BrokenRule: with the compiler's reason.
    """
    try:
        return regex.compile(text, regex.V0)
    except (regex.error, OverflowError, ValueError) as error:
        raise BrokenRule(f"The pattern cannot be read: {error}.") from error
    except RecursionError as error:
        raise BrokenRule("The pattern is nested too deeply.") from error


# ---------------------------------------------------------------- for choosing candidates

_WIDE = regex.compile(r"(?![\x00-\x7F])[\w\s]|[\x0B\x1C-\x1F]")
_SAMPLES = (("é", "q"), ("١", "0"), ("\u00a0", " "), ("\u2028", " "), ("\x0b", " "))


def _stand_in(match: Any) -> str:
    char = match[0]
    if char in "ſ\u212a":
        return "s" if char == "ſ" else "k"
    return " " if char.isspace() or regex.match(r"\s", char) else "0" if regex.match(r"\d", char) else "q"


def has_wide(text: str) -> bool:
    """Whether a text holds letters, digits or blanks that only Unicode knows."""
    return _WIDE.search(text) is not None


def narrowed(text: str) -> str:
    """`text` of the same length in which letters, digits and blanks that only Unicode knows have ASCII stand-ins.

    google-re2 knows `\\w`, `\\b` and `\\s` for ASCII alone; with stand-ins it sees words where `regex` sees them.
    """
    if text.isascii() and text.isprintable():
        return text
    # A text of any length has some hundred different letters, and they are looked at once.
    wide = {ord(char): other for char in set(text) if (other := _narrow(char)) != char}
    return text.translate(wide) if wide else text


@lru_cache(maxsize=8192)
def _narrow(char: str) -> str:
    match = _WIDE.match(char)
    return _stand_in(match) if match else char


@lru_cache(maxsize=4096)
def _class_is_safe(text: str) -> bool:
    """Whether a class that takes a character also takes the stand-in for it."""
    if _POSIX.search(text) or _WIDE.search(text) or regex.search(r"\\[^wWdDsSbtnrf\W]", text):
        return False
    try:
        made = regex.compile(text, regex.V0)
    except regex.error:
        return False
    return all(made.fullmatch(small) for wide, small in _SAMPLES if made.fullmatch(wide))


# Words, choices and groups: what both read alike, and most entries are no more.
_SAME_FOR_BOTH = regex.compile(r"(?:[ !-#%-')*,-Z\]_-~]|\\b|\((?!\?)|\(\?:|\(\?[im]+\))*+")


@lru_cache(maxsize=32_768)  # every channel has its own choice of rules, and most of them are the same
def loosened(text: str, anchors: bool = True) -> str | None:
    """A pattern for google-re2 that matches in the narrowed text wherever `text` matches in the text.

    Args:
        text: a translated pattern.
        anchors: False where the pattern is to be tried on parts of the text (sentences): `^` and `$` then fall away.
    Returns:
        The pattern, or None where none can be derived (back-references, Unicode properties, comments).
    """
    if _SAME_FOR_BOTH.fullmatch(text):
        return text
    made: list[str] = []
    at = 0
    while at < len(text):
        char, two = text[at], text[at : at + 2]
        if char == "\\":
            if two in ("\\Z", "\\A"):
                made.append("(?:)" if not anchors else "\\z" if two == "\\Z" else two)
            elif two[1:].isalnum() and two[1:] not in "wWdDsSbBtnrf":
                return None
            else:
                made.append(two)
            at += 2
        elif char == "[":
            end = class_end(text, at)
            if not _class_is_safe(text[at:end]):
                return None
            made.append(text[at:end])
            at = end
        elif char == "(" and text.startswith(("(?=", "(?!", "(?<=", "(?<!"), at):
            end = _group_end(text, at)
            # What must follow at the very end of a pattern follows; elsewhere more of the pattern may stand in its place.
            ahead = loosened(text[at + 3 : end - 1], anchors) if text.startswith("(?=", at) and not text[end:].strip(")") else ""
            if ahead is None:
                return None
            made.append(f"(?:{ahead})")
            at = end
        elif char == "(" and text[at + 1 : at + 2] == "?":
            opened = _opening(text, at)
            if opened is None:
                return None
            made.append(opened[0])
            at = opened[1]
        elif char == "+" and made and at and text[at - 1] in "*+?}" and not text.startswith("\\", at - 2):
            at += 1  # possessive
        elif char in "^$" and not anchors:
            made.append("(?:)")
            at += 1
        elif wide := _WIDE.match(char):
            made.append(_stand_in(wide))
            at += 1
        else:
            made.append(char)
            at += 1
    return "".join(made)


def _opening(text: str, at: int) -> tuple[str, int] | None:
    """What opens the group at `at`, for google-re2, and the position after it; None for what it has not."""
    if text.startswith(("(?:", "(?>"), at):
        return "(?:", at + 3
    if named := regex.match(r"\(\?P?<\w+>", text, pos=at):
        return "(?:", named.end()
    if (flags := _FLAGS.match(text, at)) and not set(flags[0]) & set("aLuxU"):
        return flags[0], flags.end()
    return None


def _group_end(text: str, at: int) -> int:
    """The position after the group opened at `at`."""
    depth = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] == "[":
            at = class_end(text, at)
            continue
        depth += (text[at] == "(") - (text[at] == ")")
        at += 1
        if not depth:
            break
    return at
