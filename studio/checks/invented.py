"""Details that nobody gave the AI: names, links, addresses, dates and loose figures outside the claims.

What lies within a claim is marked there, by how the claim stands to the brief (`claiming.brief`). This is about the rest:
a person who signs, a link, a telephone number, a place, a day in an invitation.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import regex

from studio.core.check import BLOCK, Check, Context
from studio.core.details import Detail, Kind, checkable, link_value, opens, row, same
from studio.core.disclosure import places
from studio.core.document import Document, sentences_of
from studio.core.flag import Flag, Severity
from studio.core.markdown import Block, BlockKind
from studio.core.span import Span

_RULES = {
    Kind.NAME: "Name",
    Kind.QUOTE: "Quote",
    Kind.LINK: "Link",
    Kind.EMAIL: "Link",
    Kind.PHONE: "Link",
    Kind.MONEY: "Price",
    Kind.DATE: "Date",
    Kind.NUMBER: "Number",
    Kind.PERCENT: "Number",
}
"""What each kind of detail goes by; times, weekdays and measures in plain text are instructions more often than facts."""

_ASKS = {
    "Name": "see that it exists and may be named, or take it out",
    "Place": "see that it is right, or take it out",
    "Quote": "find who said it, or take it out",
    "Link": "try it, or take it out",
    "Phone": "ring it, or take it out",
    "Email": "see that somebody reads what comes there, or take it out",
    "Price": "hold it against the price list, or take it out",
    "Date": "hold it against the calendar, or take it out",
    "Number": "find where it comes from, or take it out",
}
_ASKS_BY_KIND = {Kind.PHONE: "Phone", Kind.EMAIL: "Email"}
"""Kinds that go by the rule of another and are asked about in their own words."""
_WARNS = ("Name", "Quote", "Link")
_FEW = 12  # "five tips", "two of us": small numbers in plain text are seldom facts
_SAID = 5  # words; shorter quotations are labels, titles and doubts


def run(block: Block, context: Context) -> Iterator[Flag]:
    """Flag the details of one block that neither the brief nor the facts hold and no claim covers.

    Args:
        block: any block; headings in title case name nothing.
        context: its brief, facts, brand and words are what is known. Without a brief and facts there are no flags.
    Returns:
        At most one flag for each detail, in reading order; none within what the house has ready to say of AI's part.
    """
    if not (context.brief or context.facts):
        return
    known = _Known.of(context)
    said = tuple(places(context.telling.said, block.unmasked))
    unknown = [detail for detail in checkable(block.text) if _matters(detail, block) and not known.holds(detail)]
    unknown = [detail for detail in unknown if not block_masks(block, detail.span) and not _lies_in(detail.span, said)]
    claimed = _claims(block) if unknown else ()
    free = [detail for detail in unknown if not any(detail.span.overlaps(span) for span in claimed)]
    yield from _flagged(free, block)
    for mark in block.marks:
        if mark.tag == "link" and _leads_out(mark.url) and not known.links_to(mark.url) and not _lies_in(mark.span, said):
            asks = {"mailto": "Email", "tel": "Phone"}.get(mark.url.partition(":")[0], "")
            yield _flag(mark.span, mark.url.removeprefix("mailto:").removeprefix("tel:"), "Link", asks)


def _lies_in(span: Span, places: Iterable[Span]) -> bool:
    return any(span.overlaps(place) for place in places)


def _flagged(unknown: Sequence[Detail], block: Block) -> Iterator[Flag]:
    """One flag for each detail that comes first time; names in a row, as in "Mr Hussain, Bury", share one."""
    seen, at = set(), 0
    while at < len(unknown):
        first = last = unknown[at]
        while (
            at + 1 < len(unknown)
            and last.kind is unknown[at + 1].kind is Kind.NAME
            and _ROW.fullmatch(_gap(block, last, unknown[at + 1]))
        ):
            at += 1
            last = unknown[at]
        at += 1
        span = Span(first.span.start, last.span.end)
        if (words := span.of(block.text)) not in seen:
            seen.add(words)
            yield _flag(span, words, _rule(first, block), _ASKS_BY_KIND.get(first.kind, ""))


_ROW = regex.compile(r",\s(?:and\s)?|\s(?:and|&|or)\s|\s[-–—]\s")


def _gap(block: Block, one: Detail, other: Detail) -> str:
    return block.text[one.span.end : other.span.start]


_BARE = regex.compile(r"(?:https?://|www\.)\S+", regex.IGNORECASE)


def gather(document: Document, flags: Sequence[Flag], context: Context) -> Iterable[Flag]:
    """The blocks' flags, and those of bare addresses, which are masked in a block's text and stand in the source alone."""
    yield from flags
    if not (context.brief or context.facts):
        return
    known = _Known.of(context)
    for placed in document.blocks:
        if not placed.block.masked or not placed.block.is_visible:
            continue
        marked = [mark.span for mark in placed.block.marks if mark.tag != "address"]
        said = tuple(places(context.telling.said, placed.block.unmasked))
        for masked in placed.block.masked:
            span = placed.source(masked)
            if _lies_in(masked, said):
                continue
            if masked not in marked and (found := _BARE.match(span.of(document.text))) and not known.links_to(found[0]):
                yield _flag(span, found[0], "Link")


# ---------------------------------------------------------------- what is known


class _Known:
    """What the AI was given, in the ways in which it is asked for."""

    def __init__(self, brief: str, facts: str, brand: str, words: tuple[str, ...]) -> None:
        from studio.checks.claiming import given  # compiles its patterns, so in a check's own thread

        self._given = given.read(brief, facts, brand)
        self._is_known = given.is_known
        self._words = {part.casefold() for word in words for part in (word, *word.split())} | _EVERYBODYS.keys()
        self._brand = {letters for word in brand.split() if len(letters := _letters(word)) > 3}
        self._links = {str(each.value) for each in self._given.details if each.kind in (Kind.LINK, Kind.EMAIL)}
        self._sites = {_site(link) for link in self._links}
        self._phones = {str(each.value) for each in self._given.details if each.kind is Kind.PHONE}

    @classmethod
    def of(cls, context: Context) -> "_Known":
        return _known(context.brief, context.known_facts, context.brand, context.words)

    def holds(self, detail: Detail) -> bool:
        if detail.kind is Kind.NAME:
            parts = regex.findall(r"[\p{L}\p{N}]+", detail.text.casefold())
            return all(part in self._words or len(part) < 2 for part in parts) or self._is_known(detail, self._given)
        if detail.kind in (Kind.LINK, Kind.EMAIL):
            return self.links_to(detail.text)
        if detail.kind is Kind.PHONE:
            return any(str(detail.value) in phone or phone in str(detail.value) for phone in self._phones)
        if detail.kind is Kind.QUOTE:
            return f" {detail.value} " in self._given.bare
        return any(same(detail, other) for other in self._given.details)

    def links_to(self, link: str) -> bool:
        """Whether a link leads to a site that was named, or to one of the brand's own name."""
        if link.startswith("tel:"):
            digits = "".join(filter(str.isdigit, link))
            return any(phone.endswith(digits[-7:]) for phone in self._phones)
        site = _site(link_value(link.removeprefix("mailto:")))
        return site in self._sites or any(label.startswith(word) for label in regex.split(r"[.-]", site) for word in self._brand)


@lru_cache(maxsize=8)
def _known(brief: str, facts: str, brand: str, words: tuple[str, ...]) -> _Known:
    return _Known(brief, facts, brand, words)


def _site(link: str) -> str:
    """The domain of a link or an email address."""
    return link.rpartition("@")[2].partition("/")[0].partition("?")[0]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


# ---------------------------------------------------------------- what matters

_EVERYBODYS = row(
    """
    google facebook instagram linkedin whatsapp youtube tiktok twitter x pinterest paypal visa mastercard apple
    android iphone ipad windows microsoft amazon gmail outlook excel word zoom bluetooth wi-fi wifi usb pdf bbq mot gp
    nhs hmrc thanksgiving halloween easter christmas boxing bank holiday eve new year's years valentine's mother's
    father's hanukkah diwali eid ramadan god earth monday friday black cyber bst gmt et est pst am pm british english
    scottish welsh irish american french german italian spanish greek roman latin european asian african indian
    mediterranean mexican chinese japanese victorian georgian edwardian north south east west northern southern
    northwest europe britain england scotland wales ireland america uk usa us eu london mr mrs ms miss dr md ceo cto
    cfo hr it ai seo faq vat gst id tv dvd cv diy ngo ps nb rsvp tba
    """
)
"""Names that tell nothing about the house: everybody's services, feasts and peoples."""


def _matters(detail: Detail, block: Block) -> bool:
    """Whether a detail would be a fact about the house or the world, and no step, label or greeting."""
    if detail.kind not in _RULES:
        return False
    if detail.kind is Kind.NAME:
        return block.kind is not BlockKind.HEADING and not block.level and _is_name(detail, block)
    if detail.kind is Kind.QUOTE:
        return str(detail.value).count(" ") >= _SAID - 1 and _is_spoken(detail, block)
    if detail.kind in (Kind.LINK, Kind.EMAIL, Kind.PHONE):
        return True
    if detail.kind is Kind.NUMBER and (detail.unit or not isinstance(detail.value, float) or detail.value <= _FEW):
        return False
    if detail.kind is Kind.DATE and str(detail.value).endswith("*"):
        return False  # the year of writing, a month: too common to ask about
    return any(map(str.isdigit, detail.text)) and not _is_idle(detail, block)


_SIGNED = regex.compile(r"[\"”.!?★⭐…]\W*\s[-–—]\s$")  # a dash behind a quotation: who said it
_ACRONYM = regex.compile(r"\p{Lu}[\p{Lu}\d&₂]*s?")


def _is_name(detail: Detail, block: Block) -> bool:
    """A name in running text: no hashtag, no capitals alone, no word that only begins a sentence, no label before a colon."""
    before, after = block.text[: detail.span.start], block.text[detail.span.end :]
    if before.endswith("#") or ("_" + before).rpartition("#")[2].isalnum() or _ACRONYM.fullmatch(detail.text):
        return False
    if " " not in detail.text and opens(block.text, detail.span.start) and not _SIGNED.search(before):
        return bool(regex.match(r"['’]s\s|,?\s+(?:says|said|told|and\s+\p{Lu})", after)) or _stands_alone(before, after)
    return not after.startswith(":")


def _stands_alone(before: str, after: str) -> bool:
    """Whether it is a signature: a name and nothing else on its line."""
    return not before.rpartition("\n")[2].strip() and not after.partition("\n")[0].strip() and bool(before.strip())


_AGED = regex.compile(r"\p{Lu}[\p{L}.]+,\s$")


def _is_spoken(detail: Detail, block: Block) -> bool:
    from studio.checks.claiming import traps

    return traps.is_spoken(block.text, detail.span, block.kind is BlockKind.QUOTE)


def _is_idle(detail: Detail, block: Block) -> bool:
    """Whether a figure counts steps, pages, versions and the like, is an age behind a name, or only supposed or asked."""
    from studio.checks.claiming import traps

    sentence = next((each.text for each in sentences_of(block) if each.span.end >= detail.span.end), block.text)
    aged = _AGED.search(block.text, 0, detail.span.start)
    idle = not detail.span.of(traps.without_idle_words(block.text)).strip(" ,.")
    asked = sentence.rstrip(" )\"'”’*").endswith("?")
    return idle or bool(aged) or asked or traps.supposes(sentence, sentence)


def block_masks(block: Block, span: Span) -> bool:
    """Whether markup sets the words apart as no prose."""
    return any(span.overlaps(masked) for masked in block.masked)


@lru_cache(maxsize=1024)
def _claims(block: Block) -> tuple[Span, ...]:
    from studio.checks.claiming import detector

    return tuple(flag.span for flag in detector.find(block, Context()))


# ---------------------------------------------------------------- what is said

_PLACE = regex.compile(
    r"\b(?:street|road|lane|avenue|square|park|village|town|city|bay|beach|hill|valley|river|lake|county|island|station|bridge)$",
    regex.IGNORECASE,
)


def _rule(detail: Detail, block: Block) -> str:
    rule = _RULES[detail.kind]
    if rule == "Name" and (_PLACE.search(detail.text) or _IN_PLACE.search(block.text, 0, detail.span.start)):
        return "Place"
    return rule


_IN_PLACE = regex.compile(r"\b(?:in|near|around|across|outside)\s(?:the\s)?$", regex.IGNORECASE)


def _leads_out(url: str) -> bool:
    return url.startswith(("http://", "https://", "mailto:", "tel:", "www.")) and "{{" not in url


def _flag(span: Span, words: str, rule: str, asks: str = "") -> Flag:
    return Flag.over(
        span,
        f"Neither the brief nor the brand's facts have “{words}”: {_ASKS[asks or rule]}.",
        rule=f"Invented.{rule}",
        severity=Severity.WARNING if rule in _WARNS else Severity.SUGGESTION,
    )


CHECK = Check(
    id="invented",
    title="Invented details",
    why="An AI fills gaps with names, links and dates that nobody gave it; they read like all the others.",
    scope=BLOCK,
    run=run,
    gather=gather,
    severity=Severity.SUGGESTION,
    rule="Invented.Number",
    engine="Blue Pencil details 1",
    examples=(),
)
