"""A second opinion: what a model remarked about a text, as far as its words really stand there.

A remark is about one sentence and quotes it. It is kept only where the quoted words stand in that very sentence, whatever the
kind of quotes, dashes and blanks; and it is shown only for as long as the sentence stands in the text as it was. Remarks add to
what the rules find. They set nothing, take nothing away, and are told as a model's wherever they are shown.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from studio.core.asking import Purpose
from studio.core.document import Document, Placed, count_words, sentences_of
from studio.core.events import Event, digest
from studio.core.flag import fingerprint
from studio.core.markdown import Block
from studio.core.phrases import count, shortened
from studio.core.span import Span

_MOST_WHY = 160  # code points of a model's reason that are kept
_FEWEST_WORDS = 2  # of a block that is worth a question


class OpinionKind(StrEnum):
    CLAIMS = "claims"
    TONE = "tone"

    @property
    def purpose(self) -> Purpose:
        return Purpose.CLAIMS if self is OpinionKind.CLAIMS else Purpose.TONE

    @property
    def words(self) -> str:
        """What the pass is called among the checks, and in sentences."""
        return "second opinion on claims" if self is OpinionKind.CLAIMS else "second opinion on tone"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a model said of a sentence.

    Attributes:
        sentence: as it stood, code, addresses and merge fields included.
        quote: the words of it, as they stand in it.
        what: a category of claims, or a word for a tone.
        why: in the model's words, on one line.
        model: as the service calls it; `service` by the house's name for it.
    """

    kind: OpinionKind
    sentence: str
    quote: str
    what: str
    why: str
    model: str
    service: str

    @property
    def by(self) -> str:
        """Whose remark it is, as people read it."""
        return f"{self.service} ({self.model})" if self.model else self.service

    def payload(self) -> dict[str, str]:
        return {"sentence": self.sentence, "quote": self.quote, "what": self.what, "why": self.why}


def plain(text: str, most: int = _MOST_WHY) -> str:
    """A model's own words as they may be shown: one line, no control characters, not long."""
    return shortened("".join(sign if sign.isprintable() else " " for sign in text), most)


def place_of(quote: str, sentence: str) -> Span | None:
    """Where the quoted words stand in a sentence; None where they do not.

    Quotes, dashes, case and blanks may be of another kind; every letter and figure has to be there, and whole words alone count.
    Quotation marks and full stops that a model puts around what it quotes are not looked for.
    """
    words = quote.translate(_SAME).strip(_AROUND).split()
    if not any(map(str.isalnum, quote)):
        return None
    pattern = r"\s+".join(re.escape(word) for word in words)
    found = re.search(rf"(?<!\w){pattern}(?!\w)", sentence.translate(_SAME), re.IGNORECASE)
    return Span(*found.span()) if found else None


_SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\u202f": " "})
_AROUND = " \t\n\"'.…"


# ---------------------------------------------------------------- what was read of a text


@dataclass(frozen=True)
class Opinions:
    """Every second opinion on one piece.

    Attributes:
        read: hashes of the blocks that were read, by kind.
        remarks: what stands, by the sentence it is about.
        problem: why the latest pass of a kind gave nothing, a sentence; no entry where it did.
        readers: who read last, by kind.
    """

    read: Mapping[OpinionKind, frozenset[str]] = field(default_factory=dict)
    remarks: Mapping[str, tuple[Remark, ...]] = field(default_factory=dict)
    problem: Mapping[OpinionKind, str] = field(default_factory=dict)
    readers: Mapping[OpinionKind, str] = field(default_factory=dict)

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Opinions":
        """From the piece's `opinion.read`, oldest first. What does not read like one is passed over."""
        read: dict[OpinionKind, set[str]] = {}
        remarks: dict[str, dict[tuple[str, str], Remark]] = {}
        problem: dict[OpinionKind, str] = {}
        readers: dict[OpinionKind, str] = {}
        for event in events:
            told = event.payload or {}
            if told.get("kind") not in set(OpinionKind):
                continue
            kind = OpinionKind(told["kind"])
            problem.pop(kind, None)
            if told.get("problem"):
                problem[kind] = str(told["problem"])
                continue
            read.setdefault(kind, set()).update(map(str, told.get("blocks") or ()))
            model, service = str(told.get("model") or ""), str(told.get("service") or "a model")
            readers[kind] = f"{service} ({model})" if model else service
            for row in told.get("found") or ():
                sentence, quote, what, why = (str(row.get(name) or "") for name in ("sentence", "quote", "what", "why"))
                remark = Remark(kind, sentence, quote, what, why, model, service)
                remarks.setdefault(remark.sentence, {}).setdefault((kind, fingerprint(remark.quote)), remark)
        whole = {kind: frozenset(hashes) for kind, hashes in read.items()}
        return cls(whole, {sentence: tuple(rows.values()) for sentence, rows in remarks.items()}, problem, readers)

    def unread(self, kind: OpinionKind, document: Document) -> tuple[Placed, ...]:
        """The blocks that no model has read as they stand."""
        read = self.read.get(kind, frozenset())
        return tuple(placed for placed in worth_reading(document) if hash_of(placed.block) not in read)

    def missing(self, kind: OpinionKind, left: int) -> str:
        """Why a text of which so many blocks are left does not count as read, as a phrase; empty where none is."""
        if not left:
            return ""
        why = f": {self.problem[kind].rstrip('.')}" if kind in self.problem else ""
        return f"{count(left, 'paragraph')} not read{why}" if self.read.get(kind) else f"nobody has asked a model{why}"


def worth_reading(document: Document) -> tuple[Placed, ...]:
    """The blocks that a model is asked about: all that readers see, but for single words and numbers."""
    return tuple(each for each in document.blocks if is_worth_reading(each.block))


def is_worth_reading(block: Block) -> bool:
    return block.is_visible and count_words(block.text) >= _FEWEST_WORDS


def hash_of(block: Block) -> str:
    """What a block goes by: its text."""
    return digest(block.unmasked)


def remarks_in(block: Block, opinions: Opinions) -> list[tuple[Remark, Span]]:
    """The remarks on a block, each with its place in the block's text."""
    found = []
    for span, sentence in sentences_in(block) if opinions.remarks else ():
        for remark in opinions.remarks.get(sentence, ()):
            if at := place_of(remark.quote, sentence):
                found.append((remark, at.moved(span.start)))
    return found


def sentences_in(block: Block) -> list[tuple[Span, str]]:
    """The sentences of a block as readers see them: their places in the block's text, and their words."""
    words = block.unmasked
    return [(sentence.span, sentence.span.of(words)) for sentence in sentences_of(block)]


def numbered(blocks: Iterable[Placed]) -> tuple[str, dict[int, str]]:
    """Blocks as a model is given them, a numbered sentence to a line, a blank line between blocks; and the sentences by number.
    A sentence is put on one line, so none can pass itself off as another."""
    lines, known = list[str](), dict[int, str]()
    for placed in blocks:
        for _, sentence in sentences_in(placed.block):
            if any(map(str.isalnum, sentence)):
                known[len(known) + 1] = sentence
                lines.append(f"{len(known)}: {' '.join(sentence.split())}")
        lines.append("")
    return "\n".join(lines).strip(), known


def remarks_of(
    rows: Iterable[tuple[int, str, str, str]], sentences: Mapping[int, str], kind: OpinionKind, model: str, service: str
) -> tuple[tuple[Remark, ...], int]:
    """The remarks that hold: those whose quoted words stand in the very sentence they name; and how many did not.

    Args:
        rows: number of the sentence, quote, what and why, as the model said them.
    """
    held, dropped = dict[tuple[int, str], Remark](), 0
    for number, quote, what, why in rows:
        sentence = sentences.get(number, "")
        at = place_of(quote, sentence) if sentence else None
        if at is None:
            dropped += 1
            continue
        remark = Remark(kind, sentence, at.of(sentence), what, plain(why), model, service)
        held.setdefault((number, fingerprint(remark.quote)), remark)
    return tuple(held.values()), dropped
