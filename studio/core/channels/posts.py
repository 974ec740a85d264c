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
    """One post: its name where the text gives it one, and its Markdown."""

    name: str
    source: str


def posts(source: str) -> tuple[Post, ...]:
    """The posts of a text: under headings such as `**Post 1**`, else between rules, else the whole text as one."""
    marks = list(_HEAD.finditer(source))
    if marks:
        found = []
        ends = [mark.start() for mark in marks[1:]] + [len(source)]
        for mark, end in zip(marks, ends, strict=True):
            body = source[mark.end() : end].strip("\n")
            if body.strip():
                found.append(
                    Post(
                        " ".join(mark["name"].split()).rstrip(":."),
                        _RULE.sub("\n\n", body + "\n\n").strip("\n").removesuffix("---").rstrip(),
                    )
                )
        if found:
            return tuple(found)
    parts = [part.strip("\n") for part in _RULE.split(f"{source}\n\n")]
    parts = [part for part in parts if part.strip()]
    if len(parts) < 2:
        return (Post("", source.strip("\n")),)
    return tuple(Post(f"Post {number}", part) for number, part in enumerate(parts, 1))
