"""Texts with known answers, and how well the privacy check finds them.

`texts/*.txt` are ours, written for this: `development` while the check was made; the others each unseen until a first look, which
taught more. What the first looks gave stands in FIRST_LOOK.

A text begins with `=== id | channel | region`; what is personal in it stands as `⟦kind|words⟧`. What a business
gives out of itself ("call us on …") is not personal; neither are order numbers, prices, dates of anything but a birth, and names
that stand alone without a way to reach the person.

What is looked for, by how it is written: cards and international account numbers by their own sums; sort codes, account,
customer, passport and licence numbers by their name in the same sentence; numbers by which some twenty-five states and their
health services know somebody, by form and sum or by name; dates where a birth is spoken of; mailboxes; telephone numbers of
North America, Britain, Ireland, Australia, France, Spain, Italy, Germany, the Netherlands and India by form, any others with
their country's code or with a word for telephoning in the sentence or the one before; streets and postal boxes of the same
countries with what ends an address; public IP addresses; profiles, with or without a scheme, and links that carry somebody's
data; handles; and names beside any of these: after a title, on a list of forenames, in a mailbox, signing, or leading to the
datum, over a clause or within a row.

What is the house's is let stand: what it is told to be ("our", "call us on", a house's name or door right before it, the
account one is asked to pay into, a free number). On a page for everybody nothing is the house's unless the page says so:
`personal.pages`.

What is not looked for: names that stand alone or in a greeting, and single forenames that no datum follows at once; numbers
spelt out in words; numbers without a name in another paragraph than their cue; vehicles' plates; ages, health, faith and
other sayings about somebody; scripts other than Latin; streets without number or postcode; and whether a person has agreed.

Recall counts data: one is found where a flag of its kind touches it. Every flag that touches none is a false alarm.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from studio.checks.privacy import CHECK
from studio.checks.runner import Runner
from studio.core.check import Context, Lane
from studio.core.document import Document
from studio.core.flag import Flag
from studio.core.piece import Channel
from studio.core.span import Span

HERE = Path(__file__).parent / "texts"
SETS = ("development", "second", "third", "held_out", "fourth", "fifth", "sixth", "seventh", "eighth")
FIRST_LOOK = {
    "second": (69, 76, 6, 6009),
    "third": (22, 25, 4, 1268),
    "held_out": (20, 23, 1, 953),
    "fourth": (76, 97, 13, 3316),
    "fifth": (90, 105, 22, 3074),
    "sixth": (40, 42, 2, 1182),
    "seventh": (103, 123, 13, 3553),
    "eighth": (118, 129, 10, 3469),
}
"""Data found, data there, false alarms and words, as they were at the first look, before the set had taught anything. The
second to the held out were looked at by an early finder, the fourth by the one that had learnt from them, each later one by the
finder that had learnt from all before it. The tests hold what has been learnt since."""
LEAST_RECALL, MOST_FALSE = 0.95, 1.0
"""What has to be reached: a share of the data, and false alarms per 1,000 words."""
STANDING: dict[str, tuple[int, int]] = {"eighth": (118, 10)}
"""Sets that have taught nothing yet, and what they give as things stand: data found at least, false alarms at most. Such a set
falls short of what has to be reached; it leaves this table when it is met."""
_MARK = re.compile(r"⟦(?P<kind>\w+)\|(?P<words>[^⟧]+)⟧")
_HEAD = re.compile(r"^=== (?P<id>\w+) \| (?P<channel>\w+) \| (?P<region>\w+)\n", re.MULTILINE)
_DIALECTS = {"GB": "british", "IE": "british", "US": "american", "AU": "australian"}
_RULES = {
    "card": "Card",
    "iban": "Account",
    "account": "Account",
    "health": "Identity",
    "id": "Identity",
    "passport": "Identity",
    "licence": "Identity",
    "birth": "Birth",
    "email": "Email",
    "phone": "Phone",
    "address": "Address",
    "number": "Number",
    "person": "Name",
    "ip": "Online",
    "link": "Online",
    "handle": "Online",
}


@dataclass(frozen=True)
class Text:
    id: str
    channel: Channel
    region: str
    words: str
    data: tuple[tuple[str, Span], ...]


@dataclass
class Score:
    texts: int = 0
    words: int = 0
    data: int = 0
    found: int = 0
    false: int = 0
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    by_kind: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        return self.found / self.data

    @property
    def false_per_thousand(self) -> float:
        return 1000 * self.false / self.words


def texts(name: str) -> Iterator[Text]:
    raw = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(raw))
    for head, after in zip(heads, [*(each.start() for each in heads[1:]), len(raw)], strict=True):
        yield _read(head, raw[head.end() : after].strip())


def _read(head: "re.Match[str]", marked: str) -> Text:
    parts, data, at, length = list[str](), list[tuple[str, Span]](), 0, 0
    for mark in _MARK.finditer(marked):
        parts += [marked[at : mark.start()], mark["words"]]
        begin = length + mark.start() - at
        length = begin + len(mark["words"])
        data.append((mark["kind"], Span(begin, length)))
        at = mark.end()
    words = "".join([*parts, marked[at:]])
    return Text(head["id"], Channel(head["channel"]), head["region"], words, tuple(data))


def flags(text: Text) -> tuple[Flag, ...]:
    context = Context(channel=text.channel, dialect=_DIALECTS[text.region], version=text.region)
    return Runner([CHECK]).run(Document.parse(text.words), context, Lane.FAST).flags


def score(name: str) -> Score:
    total = Score()
    for text in texts(name):
        found = flags(text)
        total.texts += 1
        total.words += len(text.words.split())
        total.data += len(text.data)
        for kind, span in text.data:
            total.by_kind[kind] += 1
            if any(flag.rule == f"Privacy.{_RULES[kind]}" and _touch(flag.span, span) for flag in found):
                total.found += 1
            else:
                total.missed.append(f"{text.id}: {kind} “{span.of(text.words)}”")
        for flag in found:
            if not any(_touch(flag.span, span) for _, span in text.data):
                total.false += 1
                total.alarms.append(f"{text.id}: {flag.rule} “{flag.text}”")
    return total


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
