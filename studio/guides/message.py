"""Messages with slots: `Write '%s', not '%s'.`"""

from collections.abc import Sequence

import regex

_SLOT = regex.compile(r"%%|%(?:\[(\d+)\])?(?:\.\d+)?[sdvq]")
_QUOTED = regex.compile(r"(['\"])%(?:\[(\d+)\])?s\1")


def filled(message: str, arguments: Sequence[str]) -> str:
    """`message` with its slots filled from left to right; one slot too many stays empty, a bare `%` stays itself."""
    if "%" not in message:
        return " ".join(message.splitlines()) if "\n" in message else message
    at = 0

    def fill(slot: regex.Match) -> str:
        nonlocal at
        if slot[0] == "%%":
            return "%"
        index = int(slot[1]) - 1 if slot[1] else at
        at = index + 1
        return arguments[index] if 0 <= index < len(arguments) else ""

    return " ".join(_SLOT.sub(fill, message).split("\n"))


def offered(options: Sequence[str]) -> str:
    """`'a'`, `'a' or 'b'`, `'a', 'b', or 'c'`."""
    quoted = [f"'{option}'" for option in options]
    if len(quoted) < 3:
        return " or ".join(quoted)
    return f"{', '.join(quoted[:-1])}, or {quoted[-1]}"


def unquoted(message: str) -> str:
    """`message` without the quotes around its first slot when it has exactly two quoted ones: options bring their own."""
    slots = list(_QUOTED.finditer(message))
    if len(slots) != 2:
        return message
    first = next((slot for slot in slots if slot[2] == "1"), slots[0])
    return str(message[: first.start()] + first[0][1:-1] + message[first.end() :])
