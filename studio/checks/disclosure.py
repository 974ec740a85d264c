"""What a reader needs beside the message: a way out of the list, and a way to reach a person."""

import re
from collections.abc import Iterator

from studio.core.check import DOCUMENT, Check, Context
from studio.core.disclosure import standing
from studio.core.document import Document
from studio.core.flag import Flag, Severity
from studio.core.personal import REGIONS, Kind, found_in, own_of, personal_in
from studio.core.piece import Channel
from studio.core.span import Span

OPT_OUT, PERSON = "Disclosure.OptOut", "Disclosure.Person"
_OUT = re.compile(
    r"\bunsubscribe|\bunsub\b|\bopt(?:ing)?[ -]?out\b|\bsign off (?:from )?(?:this|the) list\b"
    r"|\bleave (?:this|the|our) (?:list|mailing list)\b"
    r"|\b(?:stop|no longer (?:want|wish)[^.\n]{0,20}?)\s*(?:to )?(?:getting|receiv\w+|get|hear\w*|these|our|emails?)\b"
    r"|\b(?:reply|text|send)\b[^.\n]{0,12}\bSTOP\b|\bget no more\b|\bno more (?:of these|emails?|mail)\b"
    r"|\b(?:change|manage|update) (?:your )?(?:\w+ )?(?:preferences|subscriptions?)\b"
    r"|\bemail preferences\b|\btake (?:you|me) off (?:this|the|our) list\b|\bdon[’']t want (?:any more|more|these|our)\b",
    re.IGNORECASE,
)
_REACH = re.compile(
    r"(?i:\b(?:reply|answer|respond)(?:ing)? (?:directly )?(?:to )?(?:this|here|us|me|back)\b"
    r"|\b(?:just|simply|only) (?:hit )?reply\b|\bhit reply\b|\b(?:get|be) in touch\b"
    r"|\bour (?:team|door|phone|helpline|support desk) (?:is|are)\b|\bcome (?:in|by) and (?:talk|ask)\b"
    r"|\b(?:a|real) (?:person|human)\b[^.\n]{0,40}\b(?:answer|read|repl|help|call)\w*"
    r"|\b(?:call|ring|phone|text|email|e-mail|message|write to|speak (?:to|with)|talk (?:to|with)|reach|contact|chat (?:to|with)"
    r"|ask for)"
    r" (?:(?:to |with )?(?:us|me|our|an?|one of|somebody|someone|the (?:team|shop|desk))\b|(?-i:[A-Z])\w+))"
)


def run(document: Document, context: Context) -> Iterator[Flag]:
    """Flag an email without a way out of the list, and an email or a support reply without a way to reach a person.

    Args:
        context: `channel` says what is needed, and `telling` has the house's own sentences for it.
    Returns:
        At most one flag of each, over the last words of the text, where such a sentence belongs. A text without words gives none.
    """
    telling = context.telling
    opt_out = telling.opt_out or context.channel is Channel.EMAIL
    person = telling.person or context.channel in (Channel.EMAIL, Channel.SUPPORT)
    if not (opt_out or person):
        return
    body = [placed for placed in document.blocks if placed.block.is_visible and placed.block.text.strip()]
    if not body or not document.word_count:
        return
    text = document.text
    at = _last_words(text, body[-1].span)
    if opt_out and not _OUT.search(text) and not standing(telling.opt_outs, text):
        yield _missing(at, OPT_OUT, "Nothing here says how to get no more of these emails.", "a way to opt out")
    if person and not _has_person(text, context):
        yield _missing(at, PERSON, "Nothing here says how to reach a person.", "how to reach a person")


def _has_person(text: str, context: Context) -> bool:
    if _REACH.search(text) or standing(context.telling.contacts, text):
        return True
    region = REGIONS.get(context.dialect, "GB")
    theirs = [
        (each.start, each.end) for each in personal_in(text, region, own_of(context.own, context.facts, context.brief, region))
    ]
    ways = (each for each in found_in(text, region) if each.kind in (Kind.PHONE, Kind.EMAIL))
    return any(all(each.end <= start or each.start >= end for start, end in theirs) for each in ways)


def _last_words(text: str, span: Span) -> Span:
    """The last word of a block, in the source."""
    end = span.start + len(text[span.start : span.end].rstrip())
    start = max(text.rfind(" ", span.start, end), text.rfind("\n", span.start, end)) + 1
    return Span(max(start, span.start), end)


def _missing(at: Span, rule: str, message: str, what: str) -> Flag:
    return Flag.over(at, f"{message} Put in {what}; the Disclosure tab has a sentence for it.", rule=rule)


CHECK = Check(
    id="disclosure",
    title="A way out and a way to a person",
    why="A reader who cannot stop the emails or turn to a person has been left alone with a machine.",
    scope=DOCUMENT,
    run=run,
    severity=Severity.WARNING,
    rule="Disclosure.Person",
    engine="Blue Pencil disclosure 1",
    examples=(),
)
