"""What the action `edit` can do to the words a rule found: one operation, or several one after the other.

A flat row of parameters is read by how many each operation takes: `[trim, "-", capitalize]` trims, then capitalises.
"""

import unicodedata
from collections.abc import Callable, Sequence

import regex

from studio.guides.casing import SentenceCase, TitleCase
from studio.guides.exceptions import Exceptions
from studio.guides.numerals import in_digits, in_words
from studio.guides.pattern import TIME_LIMIT, compiled, translated
from studio.guides.reading import BrokenRule

Step = Callable[[str], str]
_NOTHING = Exceptions()
_SENTENCE, _TITLE = SentenceCase(_NOTHING, "", (":",)), TitleCase(_NOTHING, "", "ap")


def steps_of(params: Sequence[str]) -> tuple[Step, ...]:
    """The operations that `params` names.

    Raises:
        BrokenRule: when there is none, one is not known, or one has too few parameters; `what` ends without a full stop.
    """
    steps, at = list[Step](), 0
    if not params:
        raise BrokenRule("the action `edit` names no operation")
    while at < len(params):
        name = params[at]
        if name not in _OPERATIONS:
            raise BrokenRule(f"the edit `{name}` is not known")
        count, make = _OPERATIONS[name]
        given = params[at + 1 : at + 1 + count]
        if name == "split" and len(given) == 1:
            given = [*given, "0"]
        if len(given) < count:
            raise BrokenRule(f"the edit `{name}` needs {count} parameter{'s' if count > 1 else ''}")
        steps.append(make(*given))
        at += 1 + count
    return tuple(steps)


def edited(steps: Sequence[Step], text: str) -> str:
    """`text` after all operations, without blanks around it."""
    for step in steps:
        text = step(text)
    return text.strip()


# ---------------------------------------------------------------- operations


def _replace(old: str, new: str) -> Step:
    return lambda text: text.replace(old, new) if old else text


def _remove(chars: str) -> Step:
    table = {ord(char): None for char in chars}
    return lambda text: text.translate(table)


def _regex(pattern: str, replacement: str) -> Step:
    made = compiled(translated(pattern))
    # Go reads `$1x` as the group "1x", which does not exist and so is empty.
    return lambda text: str(made.sub(lambda match: expanded(replacement, match), text, timeout=TIME_LIMIT))


def _truncate(mark: str) -> Step:
    return lambda text: text.split(mark, 1)[0] if mark else text


def _split(mark: str, number: str) -> Step:
    try:
        index = int(number)
    except ValueError:
        raise BrokenRule(f"the edit `split` needs a number, not `{number}`") from None

    def step(text: str) -> str:
        parts = text.split(mark) if mark else [text]
        return parts[index] if -len(parts) <= index < len(parts) else text

    return step


def _unwrap(mark: str) -> Step:
    return lambda text: text.removeprefix(mark).removesuffix(mark)


_SPACES = regex.compile(r"\s+")
_OPENS = regex.compile(r"(?:^|(?<=[\s(\[{<–—/]))(['\"])")
_CURLED = {"'": ("‘", "’"), '"': ("“", "”")}


def _smart(text: str) -> str:
    text = text.replace("---", "—").replace("--", "–").replace("...", "…")
    text = _OPENS.sub(lambda mark: _CURLED[mark[1]][0], text)
    return text.replace("'", "’").replace('"', "”")


_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "—": "---", "–": "--", "…": "...", "\u00a0": " "})
_SPELT = str.maketrans(
    {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L"}
    | {"þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ı": "i"}
)


def _ascii(text: str) -> str:
    """Letters without their marks; what is no letter of ours stays."""
    parts = unicodedata.normalize("NFD", text.translate(_STRAIGHT).translate(_SPELT))
    return unicodedata.normalize("NFC", "".join(char for char in parts if unicodedata.category(char) != "Mn"))


_PARTS = regex.compile(r"(?<=\p{Ll}|\p{N})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|[^\p{L}\p{N}]+")


def parts_of(text: str) -> list[str]:
    """The words that camel case, underscores and other marks divide, in small letters."""
    return [part.lower() for part in _PARTS.split(text) if part]


def _pascal(text: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in parts_of(text))


def _camel(text: str) -> str:
    made = _pascal(text)
    return made[:1].lower() + made[1:]


def _plain(change: Step) -> tuple[int, Callable[..., Step]]:
    return 0, lambda: change


_OPERATIONS: dict[str, tuple[int, Callable[..., Step]]] = {
    "replace": (2, _replace),
    "remove": (1, _remove),
    "regex": (2, _regex),
    "trim": (1, lambda chars: lambda text: text.strip(chars)),
    "trim_left": (1, lambda chars: lambda text: text.lstrip(chars)),
    "trim_right": (1, lambda chars: lambda text: text.rstrip(chars)),
    "truncate": (1, _truncate),
    "split": (2, _split),
    "wrap": (1, lambda mark: lambda text: f"{mark}{text}{mark}"),
    "unwrap": (1, _unwrap),
    "prefix": (1, lambda mark: lambda text: mark + text),
    "suffix": (1, lambda mark: lambda text: text + mark),
    "squeeze": _plain(lambda text: str(_SPACES.sub(" ", text))),
    "capitalize": _plain(lambda text: text[:1].upper() + text[1:]),
    "uncapitalize": _plain(lambda text: text[:1].lower() + text[1:]),
    "lower": _plain(str.lower),
    "upper": _plain(str.upper),
    "title": _plain(_TITLE.written),
    "sentence": _plain(_SENTENCE.written),
    "smart": _plain(_smart),
    "dumb": _plain(lambda text: text.translate(_STRAIGHT)),
    "ascii": _plain(_ascii),
    "words": _plain(in_words),
    "digits": _plain(in_digits),
    "simple": _plain(lambda text: " ".join(parts_of(text))),
    "kebab": _plain(lambda text: "-".join(parts_of(text))),
    "snake": _plain(lambda text: "_".join(parts_of(text))),
    "camel": _plain(_camel),
    "pascal": _plain(_pascal),
}
"""How many parameters an operation takes, and what makes it of them."""


# ---------------------------------------------------------------- references to groups

_GO = regex.compile(r"\$(?:\{(\w+)\}|([A-Za-z0-9_]+))")
_NET = regex.compile(r"\$(?:\{(\w+)\}|(\d+))")


def expanded(replacement: str, match: regex.Match, *, digits_only: bool = False) -> str:
    """`replacement` with `$1` and `${1}` taken from `match`; a group that does not exist is empty.

    Go takes `$1x` for a group called "1x"; with `digits_only` it is group 1 and an x, as .NET has it, which also counts
    groups with a name after those without and leaves what names no group as it stands (a fee of $5).
    """
    named = set(match.re.groupindex.values()) if digits_only else set()
    order = [0, *sorted(range(1, match.re.groups + 1), key=lambda number: (number in named, number))]

    def group(reference: regex.Match) -> str:
        name = reference[1] or reference[2]
        try:
            return match[order[int(name)] if name.isdigit() else name] or ""
        except (IndexError, KeyError):
            return str(reference[0]) if digits_only else ""

    return str((_NET if digits_only else _GO).sub(group, replacement))
