"""A text as its readers will meet it, worked out from the text alone: nothing is fetched, nothing is kept."""

from dataclasses import asdict, dataclass
from typing import Any

from studio.app.merging import Customer, Sample
from studio.core.channels import lengths
from studio.core.channels.heads import Heads, heads
from studio.core.channels.lengths import Line
from studio.core.channels.networks import NETWORKS, Counted, counted
from studio.core.channels.plain import plain_text
from studio.core.channels.posts import posts
from studio.core.document import Document
from studio.core.markdown import BlockKind
from studio.core.merging.rendering import Rendered, render
from studio.core.piece import Channel

HOLE = "\ue000"
"""A character of private use that stands for a missing value."""
BROKEN, UNBROKEN = "\ue001", "\ue002"
"""Those around a field that is not filled in, because there is none of that name."""


@dataclass(frozen=True)
class PostView:
    """One post, its plain text, and what each network makes of it, in the order of `NETWORKS`."""

    name: str
    text: str
    alt: str
    networks: tuple[Counted, ...]


@dataclass(frozen=True)
class Preview:
    """What readers see.

    Attributes:
        lines: what is met alone: subject and preheader, or title and description, by their names.
        body: the Markdown below them, merge fields filled in.
        marked: the body once more, with `HOLE` wherever a value is missing and it shows, and with `BROKEN` and `UNBROKEN` around
            fields that there are not.
        plain: the body as plain text.
        posts: of a social text.
        merged: how the customer came in; None where nobody was asked for.
        customer: who it is for; empty for nobody.
    """

    channel: Channel
    lines: tuple[tuple[str, Line], ...]
    body: str
    marked: str
    plain: str
    posts: tuple[PostView, ...] = ()
    merged: Rendered | None = None
    customer: str = ""

    @property
    def problems(self) -> tuple[str, ...]:
        """What a reader would stumble over because of the customer's values."""
        return self.merged.problems if self.merged else ()

    def record(self) -> dict[str, Any]:
        """The same as plain data, for programs."""
        lines = {name: asdict(line) for name, line in self.lines}
        shown = [{"name": post.name, "text": post.text, "alt": post.alt, "networks": _networks(post)} for post in self.posts]
        filled = [asdict(each) for each in self.merged.filled] if self.merged else []
        return {
            "channel": self.channel.value,
            "customer": self.customer,
            "lines": lines,
            "text": self.plain,
            "posts": shown,
            "fields": filled,
            "problems": list(self.problems),
        }


def _networks(post: PostView) -> dict[str, Any]:
    return {
        each.network.id: {
            "count": each.count,
            "limit": each.network.limit,
            "fits": each.fits,
            "shown": each.shown,
            "hidden": each.hidden,
            "hashtags": each.hashtags,
            "mentions": each.mentions,
            "links": each.links,
            "problems": list(each.problems),
        }
        for each in post.networks
    }


def preview(
    source: str, channel: Channel, title: str = "", customer: Customer | None = None, sample: Sample | None = None
) -> Preview:
    """Work out what readers of `source` see.

    Args:
        source: Markdown, with or without front matter.
        title: of the piece, for a page whose text names none.
        customer: whose values come in; None leaves the fields as they are written.
        sample: what `customer` is one of, and what fields there are; without it whatever a value is given for is one.
    """
    top = heads(source)
    braces, names = (sample.house.braces, sample.names(source)) if sample else (False, None)
    merged = render(_shown(source, top), customer.values, braces=braces, names=names) if customer else None
    text = merged.text if merged else source
    top = heads(text)
    body = text[top.begins :]
    plain = plain_text(body)
    views = _posts(body) if channel is Channel.SOCIAL else ()
    lines = _lines(channel, top, body, plain, title)
    marked = _marked(merged) if merged else text
    return Preview(channel, lines, body, marked[heads(marked).begins :], plain, views, merged, customer.name if customer else "")


def _shown(source: str, top: Heads) -> str:
    """The source without the notes of its front matter: its published values stand at the head instead."""
    if not source.startswith("---") or not top.begins:
        return source
    said = {"Subject": top.subject, "Preheader": top.preheader, "Title": top.title, "Description": top.description}
    head = "\n".join(f"{name}: {value}" for name, value in said.items() if value)
    return (f"{head}\n\n" if head else "") + source[top.begins :]


def _marked(merged: Rendered) -> str:
    """The rendered text with a sign at every hole, but for those in addresses, where it would break the link."""
    text = merged.text
    shown = [each.span.start for each in merged.filled if each.is_empty and not len(each.span)]
    shown = [
        at for at in shown if any(gap.start <= at <= gap.end for gap in merged.gaps) and text[at - 1 : at] not in ("(", "/", "=")
    ]
    signs = [(at, HOLE) for at in shown]
    for span in merged.unknown:
        if text[span.start - 1 : span.start] not in ("(", "/", "="):
            signs += [(span.start, BROKEN), (span.end, UNBROKEN)]
    for at, sign in sorted(signs, reverse=True):
        text = text[:at] + sign + text[at:]
    return text


def _posts(body: str) -> tuple[PostView, ...]:
    found = []
    for post in posts(body):
        text = plain_text(post.source).strip()
        found.append(PostView(post.name, text, post.alt, tuple(counted(text, network) for network in NETWORKS)))
    return tuple(found)


def _lines(channel: Channel, top: Heads, body: str, plain: str, title: str) -> tuple[tuple[str, Line], ...]:
    if channel is Channel.EMAIL:
        first = top.preheader or " ".join(plain.split())[:200]
        return ("Subject", lengths.subject(top.subject)), ("Preheader", lengths.preheader(first, bool(top.preheader)))
    if channel in (Channel.WEB, Channel.BLOG):
        document = Document.parse(body)
        named = top.title or document.heading or title
        said = top.description or _first_paragraph(document)
        return ("Title", lengths.title(named)), ("Description", lengths.description(said, bool(top.description)))
    return ()


def _first_paragraph(document: Document) -> str:
    """The first running text, cut where a search engine would long have stopped."""
    for placed in document.blocks:
        if placed.block.kind is BlockKind.PARAGRAPH and len(placed.block.text.split()) > 5:
            return placed.block.unmasked[:320]
    return ""
