"""HTML, in and out.

In: the page's text as Markdown, its title and description as what is known of it. Out: one file that loads nothing:
plain CSS inside, no scripts, pictures as links, and a policy that forbids the browser to fetch. Where the record knows where
its words come from, every run of them says so in attributes (see `origin_marks`), and so does the page as a whole: as
schema.org's `digitalSourceType`, which takes the terms of `core.source_types`, and as figures with how they are counted.
"""

import re
from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from studio.core.merging.veil import keep_in_addresses, veil
from studio.core.provenance import HOW_COUNTED, HOW_DEPTH_IS_COUNTED, edit_depth, retained
from studio.core.record import PieceRecord
from studio.core.source_types import source_type_of_all
from studio.formats import origin_marks
from studio.formats.encoding import decode
from studio.formats.html_fields import with_fields
from studio.formats.kinds import MEGABYTE, Content, Reader, Source, Writer
from studio.formats.markup import to_markdown

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.I)
_HEAD = 100_000  # how much of a page may pass before its body begins


def _read(source: Source) -> Content:
    decoded = decode(source.data, source.name, source.encoding or _declared(source.data))
    text = to_markdown(decoded.text, source.name)
    return Content(text, decoded.label, decoded.others, _about(decoded.text))


def _declared(data: bytes) -> str | None:
    """The charset the page names, unless a byte-order mark knows better or the page is wrong about itself."""
    found = _CHARSET.search(data[:4096])
    if not found or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    label = found[1].decode("ascii", "replace").lower()
    # Browsers read these labels as windows-1252, and so must whoever reads what was written for browsers.
    label = "windows-1252" if label in ("iso-8859-1", "latin1", "ascii", "us-ascii") else label
    try:
        data.decode(label)
    except (LookupError, UnicodeError):
        return None
    return label


def _about(html: str) -> dict[str, str]:
    """Title and description of the page, as far as it gives them."""
    body = re.search(r"<body[\s>]", html[:_HEAD], re.I)
    soup = BeautifulSoup(html[: body.start() if body else _HEAD], "html.parser")
    about = {}
    if soup.title and (title := " ".join(soup.title.get_text().split())):
        about["title"] = title
    described = soup.find("meta", attrs={"name": re.compile("^description$", re.I)})
    if described and (description := " ".join(str(described.get("content") or "").split())):
        about["description"] = description
    return about


# ---------------------------------------------------------------- out

_CSS = """
:root { color-scheme: light dark; }
body { font: 1.0625rem/1.6 Georgia, "Times New Roman", serif; max-width: 42rem; margin: 3rem auto; padding: 0 1.25rem; }
h1, h2, h3, h4, h5, h6 { font-family: system-ui, sans-serif; line-height: 1.25; margin: 2em 0 .5em; }
h1 { margin-top: 0; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid #8a94a6; }
table { border-collapse: collapse; } th, td { border: 1px solid #8a94a6; padding: .3em .6em; text-align: left; }
pre { overflow-x: auto; } code, pre { font-family: ui-monospace, Consolas, monospace; font-size: .92em; }
"""
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{figures}<style>{css}</style>
</head>
<body>
<main{kind}>
{body}</main>
</body>
</html>
"""


def _picture(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: MutableMapping[str, Any]) -> str:
    """A picture as a link to it: the file loads nothing by itself."""
    token = tokens[index]
    words = self.renderInlineAsText(token.children or [], options, env)
    target = str(token.attrs.get("src", ""))
    return f'<a href="{escape(target)}">{escape(words or target)}</a>'


def _renderer() -> MarkdownIt:
    made = MarkdownIt("js-default")  # the preset that takes raw HTML for text
    keep_in_addresses(made)
    made.add_render_rule("image", _picture)
    for name, rule in origin_marks.RULES.items():
        made.add_render_rule(name, rule)
    return made


_MARKDOWN = _renderer()


def _write(record: PieceRecord) -> bytes:
    env: dict[str, Any] = {}
    text = veil(record.text, braces=True)
    tokens = _MARKDOWN.parse(text, env)
    if record.origins:
        origin_marks.mark(tokens, text, record.origins)
    body = with_fields(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, env))
    title = record.piece.title or record.piece.id
    if not re.search(r"<h1[\s>]", body):
        body = f"<h1>{_titled(title)}</h1>\n{body}"
    term = source_type_of_all(record.text, record.origins)
    if term:
        body = f'<meta itemprop="digitalSourceType" content="{escape(term)}">\n{body}'
    kind = ' itemscope itemtype="https://schema.org/CreativeWork"' if term else ""
    page = _PAGE.format(title=_titled(title), css=_CSS, kind=kind, figures=_figures(record), body=body)
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", page).encode("utf-8", "replace")


def _titled(title: str) -> str:
    return with_fields(escape(veil(title, braces=True)))


def _figures(record: PieceRecord) -> str:
    """How much of the text is the AI's and how much people changed, each with how it is counted."""
    if not record.origins:
        return ""
    told = (
        ("ai-retained-share", retained(record.comparison).percent, HOW_COUNTED),
        ("edit-depth", edit_depth(record.comparison).percent, HOW_DEPTH_IS_COUNTED),
    )
    return "".join(f'<meta name="{name}" content="{figure}. {escape(how)}">\n' for name, figure, how in told)


READER = Reader("html", "Web page", (".html", ".htm"), _read, cap=5 * MEGABYTE)
WRITER = Writer("html", "Web page", ".html", _write)
