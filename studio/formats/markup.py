"""From HTML to Markdown: the one path that web pages, Word files and the clipboard take."""

import re
from typing import Any

import nh3
from bs4 import BeautifulSoup
from bs4.element import NavigableString
from markdownify import MarkdownConverter

from studio.core.errors import BadInput

_NOT_TEXT = {
    "head", "title", "nav", "script", "style", "template", "noscript", "iframe", "object", "svg", "canvas", "audio", "video",
    "select", "textarea", "datalist",
}  # fmt: skip
_KEPT = {
    "a", "abbr", "article", "aside", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "div", "dl",
    "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd",
    "li", "main", "mark", "ol", "p", "pre", "q", "s", "samp", "section", "span", "strong", "sub", "summary", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var",
}  # fmt: skip
_KEPT_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan"},
    "th": {"colspan"},
    "ol": {"start"},
    "code": {"class"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_DEEP = 3_000  # the cleaner's time grows with the square of the nesting
_STRUCTURE = re.compile(r"<(?:h[1-6]|ul|ol|table|strong|em|b|i|a|blockquote|p)[\s>]", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LEAF = {"area", "base", "br", "col", "embed", "hr", "img", "input", "li", "link", "meta", "p", "source", "td", "th", "tr", "wbr"}


def has_structure(html: str) -> bool:
    """Whether `html` says more than the plain text does: paragraphs, headings, lists, tables, emphasis, links."""
    return bool(_STRUCTURE.search(html))


def to_markdown(html: str, name: str) -> str:
    """Read `html` as Markdown; what is no text for readers (head, navigation, scripts, styles) is left out.

    Args:
        html: a page or a fragment, well-formed or not.
        name: of the file, for messages.
    Raises:
        BadInput: it is nested too deeply to be read.
    """
    if _depth(html) > _DEEP:
        raise _too_deep(name)
    try:
        clean = nh3.clean(
            html, tags=_KEPT, clean_content_tags=_NOT_TEXT, attributes=_KEPT_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None
        )
        text = str(_Converter(**_OPTIONS).convert_soup(_tidy(BeautifulSoup(clean, "html.parser"))))
    except RecursionError as error:
        raise _too_deep(name) from error
    lines = [line if line.strip() else "" for line in text.strip("\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def _too_deep(name: str) -> BadInput:
    return BadInput(f"{name} is nested too deeply to be read.", "Copy its text and paste it instead.")


def _depth(html: str) -> int:
    """How deep the tags nest at most, by counting; tags that may stay open do not count."""
    deepest = now = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() not in _LEAF:
            now = max(0, now - 1) if tag[1] else now + 1
            deepest = max(deepest, now)
    return deepest


def _tidy(soup: BeautifulSoup) -> BeautifulSoup:
    """Take out what Markdown cannot hold: pictures without words, links without words or target, empty emphasis."""
    for image in soup.find_all("img"):
        if not str(image.get("alt") or "").strip():
            image.decompose()
        elif not image.get("src"):
            image["src"] = "#"
    for line_end in soup.select("pre br"):
        line_end.replace_with("\n")
    for link in soup.find_all("a"):
        if not link.get("href"):
            link.unwrap()
    for table in soup.find_all("table"):
        if not table.find("tr"):
            table.decompose()
    return soup


_OPTIONS: dict[str, Any] = {"heading_style": "ATX", "bullets": "-", "table_infer_header": True, "newline_style": "backslash"}

_INLINE_TAGS = {
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "del",
    "em",
    "i",
    "img",
    "ins",
    "kbd",
    "mark",
    "q",
    "s",
    "samp",
    "span",
    "strong",
}
_INLINE_TAGS |= {"sub", "sup", "tt", "u", "var"}
_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|=+\s*$|-{2,}\s*$|~{3})", re.M)
_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.M)
_INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\s*\n|$)"  # a backslash that would escape
    r"|`|~~|\[(?=[^\]\n]*\])"
    r"|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])"  # underscores inside words are no emphasis
    r"|\*(?=\S)|(?<=\S)\*"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w+;)"
)


class _Converter(MarkdownConverter):
    begins_line = True

    def process_text(self, el: Any, parent_tags: set[str] | None = None) -> str:
        """Note whether a text begins its line: nothing but block tags and line ends stand before it."""
        node = el
        while node.previous_sibling is None and node.parent is not None and node.parent.name in _INLINE_TAGS:
            node = node.parent
        before = node.previous_sibling
        self.begins_line = before is None or not (isinstance(before, NavigableString) or before.name in _INLINE_TAGS)
        return str(super().process_text(el, parent_tags=parent_tags))  # type: ignore[misc]  # its stub leaves this out

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape what would read as markup and leave the rest as a person would write it."""
        if not text.strip():
            return text
        text = _INLINE.sub(lambda found: "".join("\\" + c for c in found[0]), text)
        # Further on in a line a dash is a dash; only the node's later lines begin one for certain.
        head, line_end, rest = ("", "", text) if self.begins_line else text.partition("\n")
        rest = _NUMBER.sub(r"\1\\\2", _START.sub(r"\1\\\2", rest))
        text = head + line_end + rest
        return text.replace("|", "\\|") if parent_tags & {"td", "th"} else text

    def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """A fence longer than any inside."""
        inside = el.get_text().strip("\n")
        if not inside.strip():
            return ""
        ticks = max((len(run) for run in re.findall(r"`{3,}", inside)), default=2) + 1
        return f"\n\n{'`' * ticks}\n{inside}\n{'`' * ticks}\n\n"
