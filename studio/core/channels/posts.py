"""Where one text holds several posts: captions for a week, say, or a thread."""

import re
from dataclasses import dataclass

_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_HEAD = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+)?(?:\*\*|__)?"
    r"(?P<name>(?:(?:post|tweet|caption|option|variant|version|slide|day)[ \t]*#?\d{1,3}(?:[ \t]*(?:of|/)[ \t]*\d{1,3})?"
    rf"|{_DAYS})(?:[ \t]*[:–—-][^\n*]{{0,60}})?[:.]?)(?:\*\*|__)?[ \t]*:?[ \t]*$",
    re.I | re.M,
)
_RULE = re.compile(r"\n[ \t]*\n[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*\n(?=[ \t]*\n)")


@dataclass(frozen=True, slots=True)
class Post:
    """One post.

    Attributes:
        name: where the text gives it one.
        source: its Markdown.
        alt: what the text says of its picture; it is no part of what is counted.
    """

    name: str
    source: str
    alt: str = ""


def posts(source: str) -> tuple[Post, ...]:
    """The posts of a text: under headings such as `**Post 1**`, else between rules, else the whole text as one."""
    marks = list(_HEAD.finditer(source))
    ends = [*(mark.start() for mark in marks[1:]), len(source)][: len(marks)]
    named = [
        (" ".join(mark["name"].split()).rstrip(":."), source[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)
    ]
    found = [_post(name, _LAST_RULE.sub("", body)) for name, body in named if body.strip()]
    if found:
        return tuple(found)
    parts = [part for part in _RULE.split(f"{source}\n\n") if part.strip()]
    if len(parts) < 2:
        return (_post("", source),)
    return tuple(_post(f"Post {number}", part) for number, part in enumerate(parts, 1))


_LAST_RULE = re.compile(r"\n[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*\n*\Z")
_ALT = re.compile(
    r"^[ \t]*[*_]{0,2}(?:alt(?:ernative)? text|image|picture|visual|photo)[ \t]*:[*_]{0,2}[ \t]*(?P<alt>[^\n]+?)[*_]{0,2}[ \t]*$",
    re.I | re.M,
)


def _post(name: str, source: str) -> Post:
    alts = [match["alt"] for match in _ALT.finditer(source)]
    return Post(name, _ALT.sub("", source).strip("\n").rstrip(), " ".join(alts))
