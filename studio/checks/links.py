"""Links that lead nowhere, or not where they should. Nothing is fetched: only what the text itself shows is looked at."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from studio.checks._addresses import faults
from studio.checks._linking import Link, broken, links
from studio.core.check import DOCUMENT, Check, Context, Example
from studio.core.document import Document
from studio.core.flag import Fix, Flag, Severity
from studio.core.markdown import BlockKind
from studio.core.piece import Channel
from studio.core.span import Span
from studio.core.unread import is_in, unread

_SHOWS_BARE = (Channel.SOCIAL, Channel.SUPPORT)  # networks make links of bare addresses, and a reply may be plain text
_STANDS_FOR_LINK = re.compile(
    r"\[(?<![\]!\\]\[)\s*(?:insert\s+|add\s+|your\s+)?"
    r"(?:link|url|website|web address|landing page|link here|url here|website url|insert link here)"
    r"(?:\s+(?:here|tbc|to (?:come|follow)))?\s*\](?![\[(:])",
    re.I,
)
_TO_COME = re.compile(r"[\[(<](?<![\]!\\][\[(<])\s*(?:link|url)?\s*(?:TBC|TBD|to be confirmed)\s*[\])>](?![\[(:])")
_ID = re.compile(r"\b(?:id|name)\s*=\s*[\"']([^\"'\n]+)[\"']|\{#([\w-]+)\}")


def run(document: Document, context: Context) -> Iterator[Flag]:
    """Flag every link of the text with something wrong that can be told without following it.

    Args:
        document: the whole text; spans are of its source. Code, remarks and notes to the house are passed over.
        context: `links` names the house's own sites and what links to them carry; `channel` whether bare addresses are usual.
    """
    source = document.text
    if not any(sign in source for sign in ("](", "://", "www.", "][", "[", "href", "TBC", "TBD")):
        return
    hidden = unread(document)
    wrong = [each for each in broken(source) if not is_in(each.span, hidden)]
    for each in wrong:
        fixes = (Fix(each.mended),) if each.mended else ()
        yield Flag.over(each.span, each.message, rule="Links.Broken", severity=Severity.ERROR, fixes=fixes)
    for pattern in (_STANDS_FOR_LINK, _TO_COME):
        for match in pattern.finditer(source):
            if not is_in(Span(*match.span()), hidden):
                message = f"“{match[0]}” stands for something that is still to come."
                yield Flag.over(Span(*match.span()), message, rule="Links.Placeholder", severity=Severity.ERROR)
    whole = [
        link for link in links(source) if not is_in(link.span, hidden) and not any(w.span.overlaps(link.span) for w in wrong)
    ]
    for link in whole:
        yield from faults(link, context.links)
        if link.kind in ("inline", "html") and not link.text.strip(" *_"):
            message = "This link has no words: nobody can press it."
            yield Flag.over(link.span, message, rule="Links.NoWords", severity=Severity.ERROR)
    if context.channel not in _SHOWS_BARE:
        yield from _bare(whole)
    yield from _two_targets(whole)
    yield from _anchors(whole, document)


def _bare(found: Sequence[Link]) -> Iterator[Flag]:
    for link in found:
        if link.kind == "bare":
            message = "A bare address: say in words where it leads, and make a link of them."
            yield Flag.over(link.span, message, rule="Links.Bare", severity=Severity.SUGGESTION)


def _two_targets(found: Sequence[Link]) -> Iterator[Flag]:
    """The same words leading to two places: a reader who hears only the links cannot tell them apart."""
    first: dict[str, Link] = {}
    for link in found:
        words = " ".join(link.text.strip(" *_").casefold().split())
        if link.kind not in ("inline", "html") or not words or not link.target:
            continue
        before = first.setdefault(words, link)
        if _place_of(before.target) != _place_of(link.target):
            message = f"“{link.text.strip(' *_')}” leads to two places in this text; say what is different."
            yield Flag.over(link.span, message, rule="Links.TwoTargets", severity=Severity.WARNING)


def _place_of(target: str) -> str:
    """Where an address leads, whatever it counts on the way."""
    address, _, query = target.partition("?")
    kept = [part for part in query.split("&") if part and not part.casefold().startswith("utm")]
    return re.sub(r"^https?://(?:www\.)?", "", address.casefold()).rstrip("/") + "?" * bool(kept) + "&".join(kept)


def _anchors(found: Sequence[Link], document: Document) -> Iterator[Flag]:
    """Links to a place of the text that is not there."""
    inside = [link for link in found if link.target.startswith("#") and link.kind in ("inline", "html", "defined")]
    if not inside:
        return
    places = set[str]()
    for placed in document.blocks:
        if placed.block.kind is BlockKind.HEADING:
            slug, number = slug_of(placed.block.text), 0
            while (slug if not number else f"{slug}-{number}") in places:
                number += 1
            places.add(slug if not number else f"{slug}-{number}")
    if "<" in document.text or "{#" in document.text:
        places |= {next(filter(None, match.groups())) for match in _ID.finditer(document.text)}
    for link in inside:
        anchor = link.target[1:]
        if anchor in places or anchor.casefold() in {each.casefold() for each in places} or anchor == "top":
            continue
        if not anchor:
            yield Flag.over(
                link.where, "This link leads nowhere: “#” names no place.", rule="Links.Placeholder", severity=Severity.WARNING
            )
            continue
        near = process.extractOne(anchor, sorted(places), scorer=fuzz.ratio, score_cutoff=70) if places else None
        fixes = (Fix(f"#{near[0]}"),) if near else ()
        yield Flag.over(
            link.where,
            f"No heading of this text is called “{anchor}”.",
            rule="Links.Anchor",
            severity=Severity.SUGGESTION,
            fixes=fixes,
        )


def slug_of(heading: str) -> str:
    """The name under which sites put a heading: lower case, letters, digits and hyphens."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.strip().casefold()))


CHECK = Check(
    id="links",
    title="Links",
    why="A link that does not work loses the reader at the very moment they wanted to act.",
    scope=DOCUMENT,
    run=run,
    severity=Severity.ERROR,
    rule="Links.Broken",
    engine="Blue Pencil links",
    examples=(
        Example(
            bad="Read [our guide](https://larkspur.co.uk/guide now.", good="Read [our guide](https://larkspur.co.uk/guide) now."
        ),
        Example(bad="[Book](http//larkspur.co.uk/book) a table.", good="[Book](https://larkspur.co.uk/book) a table."),
        Example(bad="[Book a table](www.larkspur.co.uk).", good="[Book a table](https://www.larkspur.co.uk)."),
        Example(bad="[Book a table](https://www.yourdomain.com).", good="[Book a table](https://larkspur.co.uk)."),
        Example(bad="Order here: [insert link]", good="Order [in our shop](https://larkspur.co.uk/shop)."),
        Example(bad="[See prices](#pricing)\n\n## Our prices", good="[See prices](#our-prices)\n\n## Our prices"),
        Example(bad="Visit https://larkspur.co.uk/menu today.", good="Look at [the menu](https://larkspur.co.uk/menu)."),
    ),
)
