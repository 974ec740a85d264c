"""A rewrite that a model proposes for a passage: what was asked, what came back, what it would change, and what it lost.

Pure: nothing here asks a service or touches a piece. A proposal is data whatever stands in it; only a person makes text of it, by
`app.rewriting`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from studio.core.changes import Change, compare
from studio.core.document import Document
from studio.core.edit import Cause, Edit
from studio.core.markdown import BlockKind
from studio.core.masking import PLACEHOLDER
from studio.core.merging.reading import whole
from studio.core.phrases import count, shortened
from studio.core.span import Span
from studio.core.unwrapping import unwrapped

_QUOTED = 80  # code points of what is told


class Wish(StrEnum):
    """What a passage is rewritten for; the task that goes with each is in `resources/rewriting/<wish>.md`."""

    SHORTER = "shorter"
    PLAINER = "plainer"
    WARMER = "warmer"
    VOICE = "voice"
    AUDIENCE = "audience"
    LOCAL = "local"
    SOFTER = "softer"
    OWN = "own"

    @property
    def label(self) -> str:
        """As people read it."""
        return _LABELS[self]

    @property
    def asks(self) -> str:
        """What has to be said beside it, as a question; empty where nothing has."""
        return _ASKS.get(self, "")


_LABELS = {
    Wish.SHORTER: "Shorter",
    Wish.PLAINER: "Plainer",
    Wish.WARMER: "Warmer",
    Wish.VOICE: "In our voice",
    Wish.AUDIENCE: "For this audience",
    Wish.LOCAL: "More local",
    Wish.SOFTER: "Softer claim",
    Wish.OWN: "In your words",
}
_ASKS = {Wish.AUDIENCE: "Who reads it?", Wish.LOCAL: "Which place?", Wish.OWN: "What should change?"}


class Decision(StrEnum):
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Found:
    """What was seen in a proposal before it was shown, a sentence each.

    Attributes:
        claims: statements that need proof and did not stand in the passage.
        personal: personal data that did not stand in it.
        invented: figures, names and links that stand neither in the text nor in the brief.
        lost: merge fields, links, placeholders and markup of the passage that it has no more, or that it brings along.
        flags: what the checks find in it and did not find in the passage.
        missing: checks that did not run over it, and why.
    """

    claims: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def weighty(self) -> tuple[str, ...]:
        """What should be read before anybody accepts."""
        return (*self.lost, *self.personal, *self.claims, *self.invented)

    @property
    def every(self) -> tuple[str, ...]:
        return (*self.weighty, *self.flags, *self.missing)

    def as_data(self) -> dict[str, list[str]]:
        return {name: list(getattr(self, name)) for name in _FIELDS}

    @classmethod
    def read(cls, data: object) -> "Found":
        """From the history, whatever stands there."""
        rows = data if isinstance(data, dict) else {}
        return cls(*(tuple(map(str, rows.get(name) or ())) for name in _FIELDS))


_FIELDS = ("claims", "personal", "invented", "lost", "flags", "missing")


@dataclass(frozen=True)
class Proposal:
    """One rewrite that was proposed.

    Attributes:
        call: id of the call that it answers; people and commands name it by its beginning.
        number: of its event.
        wish, instruction: what it was asked for, and in whose words where the wish alone does not say it.
        model: what wrote it, as its service calls it.
        span: where the passage stood when the answer came; empty where its words were gone already.
        before: the passage as it was asked about.
        after: what the model would put there.
        asked_by: whoever allowed the call.
        when: UTC, ISO 8601.
        decision: None while nobody has decided.
        note: of the decision.
        place: where the passage stands now; None where its words are gone.
        now: the words that stand there now.
    """

    call: str
    number: int
    wish: Wish
    instruction: str
    model: str
    span: Span
    before: str
    after: str
    found: Found
    asked_by: str
    when: str
    decision: Decision | None = None
    note: str = ""
    place: Span | None = None
    now: str = ""

    @property
    def is_open(self) -> bool:
        return self.decision is None

    @property
    def is_gone(self) -> bool:
        """Whether the passage is in the text no more, so that there is nothing to put the proposal in place of."""
        return self.place is None

    @property
    def has_moved_on(self) -> bool:
        """Whether the passage reads otherwise than when it was asked about."""
        return self.place is not None and self.now != self.before

    @property
    def asked(self) -> str:
        """What it was asked for, as people read it."""
        return f"{self.wish.label}: {self.instruction}" if self.instruction else self.wish.label

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What it would change in the words that stand there now, in reading order; spans count from the passage's beginning."""
        return compare(self.now if self.place is not None else self.before, self.after).changes

    def edits(self, chosen: Collection[int] | None = None) -> tuple[Edit, ...]:
        """The edits that put it in place, the last place first.

        Args:
            chosen: which of `changes`, from 0; None for all.
        """
        if self.place is None:
            return ()
        wanted = [each for number, each in enumerate(self.changes) if chosen is None or number in chosen]
        at = self.place.start
        return tuple(Edit(each.before.moved(at), each.after_text, Cause.REWRITE, self.model) for each in reversed(wanted))


def proposal(number: int, who: str, when: str, payload: Mapping[str, Any], decided: Mapping[str, Any] | None) -> Proposal | None:
    """A proposal as its event tells it, and what was decided; None where its words were deleted."""
    match payload:
        case {"call": str(call), "before": str(before), "after": str(after), "start": int(start), "end": int(end)}:
            pass
        case _:
            return None
    wish, said = payload.get("purpose"), (decided or {}).get("decision")
    return Proposal(
        call,
        number,
        Wish(wish) if wish in set(Wish) else Wish.OWN,
        str(payload.get("instruction") or ""),
        str(payload.get("model") or "a model"),
        Span(start, max(start, end)),
        before,
        after,
        Found.read(payload.get("found")),
        who,
        when,
        Decision(said) if said in set(Decision) else Decision.REFUSED if decided is not None else None,
        str((decided or {}).get("note") or ""),
    )


# ---------------------------------------------------------------- what came back


_BLANKS = re.compile(r"\A(\s*)(.*?)(\s*)\Z", re.S)


def passage_of(answer: str, before: str) -> str:
    """The rewritten passage in what a model wrote: unwrapped, without quotes around the whole of it, and between the blanks that
    the passage stood between; empty where there is none."""
    inner = unwrapped(answer, before)
    if not inner:
        return ""
    for one, other in (('"', '"'), ("“", "”")):
        is_around = inner.startswith(one) and inner.endswith(other) and len(inner) > 2 and one not in inner[1:-1]
        if is_around and other not in inner[1:-1] and not before.strip().startswith(one):
            inner = inner[1:-1].strip()
    blanks = _BLANKS.match(before)
    assert blanks, "it matches any text"
    return f"{blanks[1]}{inner}{blanks[3]}"


# ---------------------------------------------------------------- what it lost, and what it brings along

_ADDRESS = re.compile(
    r"\]\(\s*<?(?P<inline>[^)\s>]+)|(?P<bare>(?:https?://|mailto:|www\.)[^\s<>()\[\]\"“”]*[^\s<>()\[\]\"“”.,;:!?'’*_])"
    r"|\b(?:href|src)\s*=\s*[\"']?(?P<html>[^\"'\s>]+)",
    re.I,
)
_IN_BRACKETS = re.compile(r"(?<![!\]])\[(?P<words>[A-Za-z][^\[\]\n]{1,60})\](?![\[(:])")
_TAG = re.compile(r"<(?P<name>/?[a-zA-Z][\w-]*)(?=[\s/>])[^<>]*>")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")  # they shape letters and emoji
_SHAPES = {
    BlockKind.HEADING: ("heading", "headings"),
    BlockKind.LIST_ITEM: ("list item", "list items"),
    BlockKind.QUOTE: ("quotation", "quotations"),
    BlockKind.TABLE_CELL: ("table cell", "table cells"),
    BlockKind.ALT: ("picture", "pictures"),
}


def lost(before: str, after: str) -> Iterator[str]:
    """What a rewrite of `before` has no more though it had to survive, and what of that kind it brings along, a sentence each."""
    one, other = _kept(before), _kept(after)
    for kind, (gone, come) in _SENTENCES.items():
        for words, many in (one[kind] - other[kind]).items():
            yield gone.format(words=shortened(words, _QUOTED), times="" if many == 1 else f" {many} times")
        for words in other[kind] - one[kind]:
            yield come.format(words=shortened(words, _QUOTED))
    yield from _shape(before, after)
    if unseen := sum(map(_is_unseen, after)):
        yield f"It holds {count(unseen, 'character')} that nobody can see."


_SENTENCES: Mapping[str, tuple[str, str]] = {
    "field": ("The merge field {words} is not in it any more{times}.", "It has a merge field that was not there: {words}"),
    "address": ("The link to {words} is not in it any more{times}.", "It has a link that was not there: {words}"),
    "placeholder": ("The placeholder {words} is not in it any more{times}.", "It has a placeholder that was not there: {words}"),
    "code": ("The code {words} is not in it any more{times}.", "It has code that was not there: {words}"),
    "comment": (
        "The remark <!-- {words} --> is not in it any more{times}.",
        "It has a hidden remark that was not there: {words}",
    ),
    "tag": ("The HTML <{words}> is not in it any more{times}.", "It has HTML that was not there: <{words}>"),
}


def _kept(text: str) -> dict[str, Counter[str]]:
    """What has to survive a rewrite to the letter, by kind."""
    document = Document.parse(text)
    fields = [span.of(text) for span in whole(text)]
    bare = text
    for each in fields:
        bare = bare.replace(each, " ")
    addresses = [match[match.lastgroup or 0] for match in _ADDRESS.finditer(bare)]
    words = [match[0] for match in _IN_BRACKETS.finditer(bare)] + [match[0] for match in PLACEHOLDER.finditer(bare)]
    return {
        "field": Counter(fields),
        "address": Counter(addresses),
        "placeholder": Counter(dict.fromkeys(words, 1)),
        "code": Counter(match[2] for match in _CODE.finditer(bare)),
        "comment": Counter(said for _, said in document.comments),
        "tag": Counter(match["name"].lower() for match in _TAG.finditer(bare)),
    }


def _shape(before: str, after: str) -> Iterator[str]:
    """Headings, lists, quotations and tables that are other ones."""
    one, other = (_shapes(text) for text in (before, after))
    for kind, (single, many) in _SHAPES.items():
        was, now = one[kind], other[kind]
        if was != now:
            here, there = (count(many_of, single, many) if many_of else f"no {single}" for many_of in (now, was))
            yield f"It has {here}, and the passage has {there}."


def _shapes(text: str) -> Counter[BlockKind]:
    return Counter(placed.block.kind for placed in Document.parse(text).blocks)


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cf", "Cc", "Co", "Cn") and sign not in "\n\t" and sign not in _JOINERS


def said_new(after: Iterable[str], before: Iterable[str]) -> tuple[str, ...]:
    """What stands in `after` more often than in `before`, whatever the case, once each and in its order."""
    known = Counter(each.casefold() for each in before)
    found = dict[str, None]()
    for each in after:
        if known[each.casefold()] > 0:
            known[each.casefold()] -= 1
        else:
            found.setdefault(each)
    return tuple(found)
