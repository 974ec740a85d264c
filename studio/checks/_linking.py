"""The links of a Markdown source, whole and broken, with the places of their parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studio.core.span import Span

_TEXT = r"\[(?P<text>(?:[^\[\]\n\\]|\\.|\[[^\[\]\n]*\])*)\]"
_LINK = re.compile(
    _TEXT + r"(?:\(\s*<(?P<pointed>[^<>\n]*)>[^()\n]*\)"
    r"|\((?P<target>(?:[^()\n]|\([^()\n]*\))*)\))"
)
_UNCLOSED = re.compile(_TEXT + r"\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?=\s|$)", re.M)
_APART = re.compile(_TEXT + r"(?P<gap>[ \t]+)\((?P<target>(?:https?://|www\.|mailto:)[^()\s]*)\)")
_REVERSED = re.compile(r"\((?P<text>[^()\[\]\n]+)\)\[(?P<target>(?:https?:|www\.|mailto:)[^\[\]\s]*)\]")
_LABELLED = re.compile(r"(?<![\]!\\])" + _TEXT + r"\[(?P<label>[^\[\]\n]*)\](?![\[(:])")
_AUTO = re.compile(r"<(?P<target>(?:https?://|mailto:)[^<>\s]*)>")
_DEFINED = re.compile(r"^ {0,3}\[(?P<label>[^\]\n^][^\]\n]*)\]:[ \t]*<?(?P<target>[^\s>]+)>?", re.M)
_HTML = re.compile(r"<a\b[^<>]*?\bhref\s*=\s*(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)')[^<>]*>(?P<text>[^<>\n]*)", re.I)
_BARE = re.compile(  # it begins with a set of letters, by which it is found five times as fast
    r"[hHwW](?:(?<=[hH])(?i:ttps?://)|(?<=[wW])(?i:ww\.))[^\s<>\[\]\"“”|]*[^\s<>\[\]\"“”|.,;:!?'’*_)]"
)
_TITLE = re.compile(r"\s+(?:\"[^\"]*\"|'[^']*')\s*$")


@dataclass(frozen=True, slots=True)
class Link:
    """One link.

    Attributes:
        span: all of it.
        text: the words to press; empty for a bare address.
        target: where it leads, as written.
        where: span of the target.
        kind: `inline`, `image`, `auto`, `defined`, `html`, `bare`.
    """

    span: Span
    text: str
    target: str
    where: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Broken:
    """What was meant as a link and is none; `mended` is how it should stand."""

    span: Span
    message: str
    mended: str = ""


def links(source: str) -> Iterator[Link]:
    """Every link in order of its kind; a bare address is none inside another link."""
    taken = list[Span]()
    for pattern, kind in ((_LINK, "inline"), (_AUTO, "auto"), (_DEFINED, "defined"), (_HTML, "html")):
        for match in pattern.finditer(source):
            if _is_escaped(source, match.start()) or (kind == "defined" and any(Span(*match.span()).overlaps(t) for t in taken)):
                continue
            groups = match.groupdict()
            name = next((each for each in ("pointed", "target", "double", "single") if groups.get(each) is not None), "target")
            target, begin = match[name], match.start(name)
            if kind == "inline" and name == "target":
                target = _TITLE.sub("", target)
            begin += len(target) - len(target.lstrip())
            target = target.strip()
            is_image = kind == "inline" and source[match.start() - 1 : match.start()] == "!"
            kind_here = "image" if is_image else kind
            taken.append(Span(match.start() - is_image, match.end()))
            text = groups.get("text") or ""
            yield Link(taken[-1], text, target, Span(begin, begin + len(target)), kind_here)
    for match in _BARE.finditer(source):
        span = Span(*match.span())
        if not any(each.overlaps(span) for each in taken):
            target = _balanced(match[0])
            span = Span(span.start, span.start + len(target))
            yield Link(span, "", target, span, "bare")


def _is_escaped(source: str, at: int) -> bool:
    return source[at - 1 : at] == "\\"


def _balanced(address: str) -> str:
    """An address in brackets ends before the bracket that it did not open."""
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1]
    return address


def labels(source: str) -> set[str]:
    """The labels that `[label]: target` defines, in lower case."""
    return {" ".join(match["label"].split()).casefold() for match in _DEFINED.finditer(source)}


def broken(source: str) -> Iterator[Broken]:
    """What lacks a bracket, has its brackets apart or the wrong way round, or leads to a label that is not defined."""
    for match in _UNCLOSED.finditer(source):
        target = match["target"]
        if not _is_escaped(source, match.start()) and not _LINK.match(source, match.start()) and _looks_like_target(target):
            words = target.rstrip(".,;:!?*_")
            end = match.start("target") + len(words)
            span = Span(match.start(), end)
            yield Broken(span, "This link is not closed: it lacks “)”.", span.of(source) + ")")
    for match in _APART.finditer(source):
        mended = f"[{match['text']}]({match['target']})"
        yield Broken(Span(*match.span()), "A blank stands between the words and the address, so this is no link.", mended)
    for match in _REVERSED.finditer(source):
        message = "The brackets stand the wrong way round: words in [ ], address in ( )."
        yield Broken(Span(*match.span()), message, f"[{match['text']}]({match['target']})")
    known: set[str] | None = None
    for match in _LABELLED.finditer(source):
        known = labels(source) if known is None else known
        label = " ".join((match["label"] or match["text"]).split()).casefold()
        if label and label not in known and not label.startswith("^") and not match["text"].startswith("^") and match["label"]:
            yield Broken(Span(*match.span()), f"No address is given for “{match['label']}”.")


def _looks_like_target(target: str) -> bool:
    return bool(re.match(r"(?:https?:?/|www\.|mailto:|tel:|/|#)", target, re.I))
