"""How the reports speak: dates, counts and lists of names in plain British English, whatever the computer's language."""

from collections.abc import Sequence

from studio.core.times import day, minute, short

__all__ = ["count", "day", "listed", "minute", "short"]


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 place`, `14 places`, `12,400 words`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
