"""A text as a reader sees it: without signs that nobody sees, full-width signs as plain ones, `@` wherever it is written by its
number, and a telephone number that runs over the end of a line as one. Personal data is looked for in it, and its places lead
back into the text as it stands.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from studio.core.personal.kinds import Found

_AT = r"&#0*64;|&#[xX]0*40;|&commat;|(?<=[\w.-])%40(?=[\w-]+\.)"
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_WIDE = "\uff01-\uff5e"
_BROKEN = re.compile(r"(?:\+|(?<![\w.,+-])\(?0)\d[\d ()./-]{1,16}(\n)(?=\(?\d{3})")
APOSTROPHES = "'’‘ʼ`´＇"
_DISGUISED = re.compile(rf"(?P<at>{_AT})|[{_UNSEEN}]|[{_WIDE}]")


@dataclass(frozen=True, slots=True)
class SeenPlain:
    """The text, and of each of its code points where it begins and ends in the one as it stands."""

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def back(self, found: Iterable[Found]) -> Iterator[Found]:
        """The same places in the text as it stands."""
        for each in found:
            if each.start < each.end:
                yield replace(each, start=self.starts[each.start], end=self.ends[each.end - 1])


def is_disguised(text: str) -> bool:
    """Whether anything of it reads otherwise than it is written."""
    return bool(_DISGUISED.search(text) or _BROKEN.search(text))


def seen_plain(text: str) -> SeenPlain:
    for match in _BROKEN.finditer(text):
        text = f"{text[: match.start(1)]} {text[match.end(1) :]}"
    signs, starts, ends, at = list[str](), list[int](), list[int](), 0
    for match in _DISGUISED.finditer(text):
        signs += text[at : match.start()]
        starts += range(at, match.start())
        ends += range(at + 1, match.start() + 1)
        at = match.end()
        plain = "@" if match["at"] else unicodedata.normalize("NFKC", match[0]) if match[0] >= "\uff01" else ""
        if len(plain) == 1 and plain.isprintable():
            signs.append(plain)
            starts.append(match.start())
            ends.append(match.end())
    signs += text[at:]
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return SeenPlain("".join(signs), tuple(starts), tuple(ends))


def anyhow(words: str) -> str:
    """A pattern for these words by themselves, whatever their capitals, their blanks and their apostrophes."""
    parts = words.split()
    edges = [r"(?<!\w)" if parts[0][0].isalnum() else "", r"(?!\w)" if parts[-1][-1].isalnum() else ""]
    spelt = ["".join(f"[{APOSTROPHES}]" if sign in APOSTROPHES else re.escape(sign) for sign in part) for part in parts]
    every = r"\s+".join(spelt)
    return f"(?i:{edges[0]}{every}{edges[1]})"
