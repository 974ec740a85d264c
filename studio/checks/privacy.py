"""Personal data that has no place in a text: who somebody is, how to reach them, what identifies them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from studio.core.check import BLOCK, Check, Context, Example
from studio.core.document import Document, Placed
from studio.core.flag import Fix, Flag, Severity
from studio.core.markdown import Block, BlockKind
from studio.core.personal import REGIONS, Found, Kind, Own, is_given_out, is_the_houses, name_alone, named_in, own_of, personal_in
from studio.core.piece import Channel
from studio.core.span import Span

_SAID: dict[Kind, tuple[str, Severity, str, str]] = {  # kind: rule, severity, what it is, what stands there instead
    Kind.CARD: ("Card", Severity.ERROR, "a card number", "[card number]"),
    Kind.IBAN: ("Account", Severity.ERROR, "a bank account number", "[account number]"),
    Kind.ACCOUNT: ("Account", Severity.ERROR, "a bank account number", "[account number]"),
    Kind.HEALTH: ("Identity", Severity.ERROR, "a health service number", "[health number]"),
    Kind.ID: ("Identity", Severity.ERROR, "a national identity number", "[identity number]"),
    Kind.PASSPORT: ("Identity", Severity.ERROR, "a passport number", "[passport number]"),
    Kind.LICENCE: ("Identity", Severity.ERROR, "a driving licence number", "[licence number]"),
    Kind.BIRTH: ("Birth", Severity.ERROR, "a date of birth", "[date of birth]"),
    Kind.EMAIL: ("Email", Severity.WARNING, "somebody’s email address", "[customer’s email]"),
    Kind.PHONE: ("Phone", Severity.WARNING, "a telephone number", "[customer’s phone number]"),
    Kind.ADDRESS: ("Address", Severity.WARNING, "a postal address", "[customer’s address]"),
    Kind.POSTCODE: ("Address", Severity.WARNING, "a postcode", "[customer’s postcode]"),
    Kind.NUMBER: ("Number", Severity.WARNING, "a customer’s number", "[customer’s number]"),
    Kind.PERSON: ("Name", Severity.WARNING, "somebody’s name", "[customer’s name]"),
    Kind.IP: ("Online", Severity.WARNING, "an IP address", "[IP address]"),
    Kind.LINK: ("Online", Severity.WARNING, "a link to one person’s page or data", "[link]"),
    Kind.HANDLE: ("Online", Severity.SUGGESTION, "a person’s handle", "[customer’s handle]"),
}
_WHY = {
    Severity.ERROR: "Whoever reads it can use it against the person it belongs to, and it cannot be taken back once it is out.",
    Severity.WARNING: "A reader could find or reach the person. That takes their consent, and a text is rarely better for it.",
    Severity.SUGGESTION: "It leads to somebody. Keep it where they have agreed to be named.",
}
_REMEDY = {
    Kind.PHONE: "Put a placeholder there, record their consent, or list it under [privacy] own if it is the house’s.",
    Kind.HANDLE: "Record their consent, or list it under [privacy] own if it is the house’s.",
}
_PUT = "Put a placeholder there, or record the person’s consent."
_FOR_ALL = frozenset({Channel.WEB, Channel.BLOG, Channel.SOCIAL})
"""Where a house tells everybody how to reach it."""
_LAST = 4  # digits of a card that may be told


def run(block: Block, context: Context) -> Iterator[Flag]:
    """Flag what is personal beyond doubt and not the house's own.

    Args:
        block: a cell of a table is read with the word that heads its column, for "Name" may stand only there.
        context: `own`, `facts` and `brief` say what the house gives out itself; `dialect` whose numbers are written without the
            code of their country.
    Returns:
        Flags in reading order, none over another.
    """
    own, region = own_in(context), REGIONS.get(context.dialect, "GB")
    head = f"{block.labels[1] or block.labels[0]}: " if block.labels and any(block.labels) else ""
    text = head + block.text
    data = personal_in(text, region, own)
    if data and context.channel in _FOR_ALL:
        data = _of_somebody(text, data, block.labels[0] if block.labels else None)
    for found in data:
        if found.start >= len(head):
            yield _flag(found, Span(found.start - len(head), found.end - len(head)), text[found.start : found.end])
    for span, datum, found, is_behind in _behind_links(block, region, own):
        flag = _flag(found, span, datum)
        yield (
            replace(flag, message=f"The link leads to {datum}. Take it out, or record their consent.", fixes=())
            if is_behind
            else flag
        )


def _of_somebody(text: str, data: tuple[Found, ...], row: str | None) -> tuple[Found, ...]:
    """Without what a page for everybody says of a house. A name that is on no list of forenames may be that of a shop, and goes
    with the rest."""
    known = list(named_in(text))
    people = {found for found in data if found.kind is Kind.PERSON}
    kept = tuple(found for found in data if found not in people and not is_the_houses(text, found, known, row))
    if any(found.kind in _REACHING for found in kept):
        return tuple(found for found in data if found in people or found in kept)
    return kept


def gather(document: Document, flags: Sequence[Flag], context: Context) -> Iterator[Flag]:
    """What the blocks gave, and people who are named in the block before or after one that says how to reach somebody.

    Greetings are left alone: a letter may call its reader by name.
    """
    yield from flags
    if not any(flag.rule in _REACHES for flag in flags):
        return
    own = own_in(context)
    blocks = [placed for placed in document.blocks if placed.block.is_visible]
    near = {at + step for at, placed in enumerate(blocks) if _reaches(placed, flags) for step in (-1, 0, 1)}
    for at, placed in enumerate(blocks):
        text = placed.block.text
        if at not in near or _GREETS.match(text):
            continue
        is_cell = placed.block.kind is BlockKind.TABLE_CELL and not placed.block.level
        for found in (*named_in(text), *filter(None, [name_alone(text) if is_cell else None])):
            span = placed.source(Span(found.start, found.end))
            if _BY_OFFICE.match(text, found.start) or not (
                _reaches(placed, flags) or found.start <= _HEAD or len(text) <= _SHORT
            ):
                continue
            is_flagged = any(flag.span.start < span.end and span.start < flag.span.end for flag in flags)
            if not is_flagged and not own.has(found.kind, text[found.start : found.end]):
                yield _flag(found, span, text[found.start : found.end])


_HEAD, _SHORT = 24, 90
"""Code points: how near its beginning a paragraph names whom its neighbour tells how to reach, and how long one is that is little
more than a name."""
_BY_OFFICE = re.compile(r"(?:Dr|Prof|Professor)\b")
"""Whoever is named so is rather somebody who works there."""
_REACHING = frozenset({Kind.PHONE, Kind.EMAIL, Kind.ADDRESS, Kind.POSTCODE, Kind.HANDLE})
_REACHES = frozenset(f"Privacy.{rule}" for rule in ("Email", "Phone", "Address", "Birth", "Identity", "Account", "Card"))
_GREETS = re.compile(
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon|evening)|thanks|thank you|regards|yours|best|cheers)\b", re.IGNORECASE
)


def _reaches(placed: Placed, flags: Sequence[Flag]) -> bool:
    block = placed.span
    return any(flag.rule in _REACHES and block.start <= flag.span.start < block.end for flag in flags)


def own_in(context: Context) -> Own:
    """What the house of a context gives out itself."""
    return own_of(context.own, context.facts, context.brief, REGIONS.get(context.dialect, "GB"))


def _behind_links(block: Block, region: str, own: Own) -> Iterator[tuple[Span, str, Found, bool]]:
    """What is personal in the targets of links, with the words that lead there, and whether these are other words than the
    target, so that putting others in their place would leave it standing."""
    seen = [(each.start, each.end) for each in personal_in(block.text, region, own)]
    for mark in block.marks:
        if not mark.url or any(start < mark.span.end and mark.span.start < end for start, end in seen):
            continue
        scheme, _, rest = mark.url.partition(":")
        rest = unquote(rest.partition("?")[0])
        target = {"mailto": rest, "tel": f"phone {rest}"}.get(scheme, mark.url)
        found = next(iter(personal_in(target, region, own)), None)
        if found and found.kind is not Kind.PERSON and not is_given_out(block.text, replace(found, start=mark.span.start)):
            yield mark.span, target[found.start : found.end], found, mark.tag == "link"


def _flag(found: Found, span: Span, datum: str) -> Flag:
    rule, severity, plain, instead = _SAID[found.kind]
    what = (
        f"{_article(found.what)} {found.what}"
        if found.what and found.kind not in (Kind.PERSON, Kind.NUMBER, Kind.LINK)
        else plain
    )
    fixes = [Fix(instead)]
    if found.kind is Kind.CARD:
        fixes.append(Fix(f"ending {''.join(filter(str.isdecimal, datum))[-_LAST:]}"))
    return Flag.over(
        span,
        f"This is {what}. {_REMEDY.get(found.kind, _PUT)}",
        rule=f"Privacy.{rule}",
        severity=severity,
        why=_WHY[severity],
        fixes=tuple(fixes),
    )


def _article(what: str) -> str:
    return "an" if what[0] in "aeioAEIO" or what.startswith("NHS") else "a"


CHECK = Check(
    id="privacy",
    title="Personal data",
    why="A customer’s details in a text reach everybody who reads it, and every service it is sent through.",
    scope=BLOCK,
    run=run,
    gather=gather,
    rule="Privacy.Data",
    engine="Blue Pencil privacy 1, phonenumbers",
    examples=(
        Example(
            bad="Jane Whitlow wrote from jane.whitlow@example.org about her kettle.",
            good="A customer wrote to us about her kettle.",
        ),
        Example(bad="We refunded card 4111 1111 1111 1111.", good="ISBN 978-0-306-40615-7 costs £12.99."),
        Example(bad="The parcel went to 12 Mill Lane, Hexham NE46 1AA.", good="Visit our shop at 12 Mill Lane, Hexham NE46 1AA."),
        Example(bad="Her date of birth is 3 May 1981.", good="We opened on 3 May 1981."),
        Example(bad="You can ring him on 07700 900123.", good="Call us on 01632 960100, or write to hello@larkspur.example."),
    ),
)
