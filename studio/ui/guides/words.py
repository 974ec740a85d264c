"""How rules are spoken of in the window: names, kinds, levels and figures in plain words."""

import csv
import io
import re
from collections.abc import Sequence

from studio.core.piece import Channel

PURPOSES: tuple[tuple[str, str, str], ...] = (
    ("avoid", "Avoid", "These words are flagged; the writer finds better ones."),
    ("prefer", "Prefer", "These words are flagged, and one press puts better ones in their place."),
    ("spell", "Spell", "One spelling is right; every other one is flagged."),
    ("limit", "Limit", "The words may stand, but not too often."),
    ("always", "Always so", "Names and terms that are always written exactly like this."),
)
"""What a rule of the form is for: its name in the file's world, its name on the button, and what it does."""

PLACES: tuple[tuple[str, str], ...] = (
    ("text", "Everywhere in the text"),
    ("paragraph", "Paragraphs"),
    ("sentence", "Each sentence"),
    ("heading", "Headings"),
    ("list", "Lists"),
    ("blockquote", "Quotations"),
    ("table", "Tables"),
    ("alt", "What pictures are said to show"),
    ("link", "The words of links"),
)
"""Where a rule looks: Vale's scope, and what people call it."""

COUNTED: tuple[tuple[str, str], ...] = (
    ("paragraph", "in a paragraph"),
    ("sentence", "in a sentence"),
    ("document", "in the whole text"),
)
"""What a limit counts in."""

LEVELS: tuple[tuple[str, str], ...] = (("suggestion", "Suggestion"), ("warning", "Warning"), ("error", "Error"))

_KINDS = {
    "existence": "Flags words and phrases that should not stand in the text.",
    "substitution": "Flags words and phrases, and proposes better ones.",
    "occurrence": "Counts, and flags what is too much or too little.",
    "repetition": "Flags what stands there twice running.",
    "consistency": "Flags two ways of writing one thing in the same text.",
    "conditional": "Flags one thing where another is missing.",
    "capitalization": "Flags capitals that are not as they should be.",
    "readability": "Measures how hard the text is to read.",
    "metric": "Measures the text and flags what is beyond the measure.",
    "spelling": "Flags words that no dictionary knows.",
    "sequence": "Flags patterns of kinds of words, such as two adverbs in a row.",
    "script": "Runs a script of its own.",
}


def plain_name(rule: str) -> str:
    """`Plain.HeadingShout` as people say it: `Heading shout`."""
    last = rule.rpartition(".")[2]
    parts = re.findall(r"[A-Z]{2,}(?![a-z])|[A-Z]?[^A-Z_\-\s]+|[A-Z]+", last)
    words = [part if len(part) > 1 and part.isupper() else part.casefold() for part in parts]
    said = " ".join(words)
    return said[:1].upper() + said[1:]


def kind_said(kind: str) -> str:
    """What a rule of this kind does, as one sentence; empty for a kind nobody knows."""
    return _KINDS.get(kind, "")


def channel_said(channel: Channel | None) -> str:
    return channel.value.capitalize() if channel else "Every channel"


def times(count: int) -> str:
    """How often: `never`, `once`, `twice`, `14 times`."""
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def many(count: int, one: str, several: str = "") -> str:
    """`1 rule`, `14 rules`."""
    return f"{count} {one if count == 1 else several or one + 's'}"


def percent(share: float) -> str:
    return f"{round(share * 100)}%"


def camel(words: str) -> str:
    """A file name for a rule about these words: `in order to` gives `InOrderTo`; letters and digits only."""
    parts = re.findall(r"[A-Za-z0-9]+", words)[:4]
    name = "".join(part[:1].upper() + part[1:] for part in parts)
    return name if name[:1].isalpha() else ""


def joined(phrases: Sequence[str]) -> str:
    """Phrases in one line, with commas between them; one that holds a comma itself stands in double quotes."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(phrases)
    return line.getvalue().replace(",", ", ") if not any("," in phrase for phrase in phrases) else line.getvalue()


def parted(line: str) -> tuple[str, ...]:
    """The phrases of such a line, without what is blank."""
    return tuple(filter(None, (phrase.strip() for row in csv.reader([line], skipinitialspace=True) for phrase in row)))


def file_name(name: str) -> str:
    """A rule's name as its file has it: `our words` as `OurWords`; one without blanks stays as it is."""
    parts = name.split()
    return parts[0] if len(parts) == 1 else "".join(part[:1].upper() + part[1:] for part in parts)


_NAMES = {"avoid": ("{found}",), "limit": ("{count}",)}
_PAIR = ("{better}", "{found}")


def to_file(message: str, purpose: str) -> str:
    """A message as a file has it: places by number or in their order where people write names in braces."""
    names = _NAMES.get(purpose, _PAIR)
    used = tuple(part for part in re.findall(r"\{\w+\}", message) if part in names)
    in_order = used == names[: len(used)]
    letter = "d" if purpose == "limit" else "s"
    for number, name in enumerate(names, 1):
        message = message.replace(name, f"%{letter}" if in_order else f"%[{number}]{letter}")
    return message


def from_file(message: str, purpose: str) -> str:
    """A file's message as people read it: the other way round."""
    names = _NAMES.get(purpose, _PAIR)
    at = 0

    def named(found: re.Match[str]) -> str:
        nonlocal at
        if found[0] == "%%":
            return "%"
        number = int(found[1]) - 1 if found[1] else at
        at += 0 if found[1] else 1
        return names[number] if number < len(names) else ""

    return re.sub(r"%%|%(?:\[(\d)\])?[sd]", named, message)


def message_read(message: str) -> str:
    """A file's message as it will be read: `…` where the words go."""
    return re.sub(r"%%|%(?:\[\d\])?[sdfv]|%\.\df", lambda found: "%" if found[0] == "%%" else "…", message)
