"""How counts, several things, and a text too long to be told whole are said, whatever the computer's language."""

from collections.abc import Sequence


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 place`, `14 places`, `12,400 words`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def shortened(text: str, most: int) -> str:
    """A text on one line, at most `most` code points, the `…` at the end of a longer one included."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"
