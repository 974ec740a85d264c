"""Masking: personal data out of a text and back again, to the letter.

Every datum gets a placeholder, `[email 1]`, the same wherever it stands; another way of writing it is `[email 1b]`. What looks
like a placeholder in the text itself is masked too, as `[literal 1]`, so `unmask` gives back any text exactly. Placeholders may
be moved about, and capitals and blanks in them may change; one that the table does not know stays as it is.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from studio.core.errors import BadInput
from studio.core.personal import (
    NOTHING,
    Found,
    Kind,
    Own,
    forename_before,
    found_in,
    names_in,
    personal_in,
    personal_url,
    urls_in,
)
from studio.core.personal.disguises import anyhow, is_disguised, seen_plain
from studio.core.personal.kinds import RANK
from studio.core.personal.patterns import DATE

LITERAL = "literal"
KINDS = (*(kind.value for kind in Kind), LITERAL)
PLACEHOLDER = re.compile(
    rf"\[\s*({'|'.join(map(re.escape, sorted(KINDS, key=len, reverse=True)))})\s+(\d+)([a-z]*)\s*\]", re.IGNORECASE
)
_DAY = re.compile(DATE, re.IGNORECASE)
_SHORT = 3  # letters; a shorter part of a name may be any word
_SCHEMA = 1


@dataclass(frozen=True)
class Masks:
    """Which placeholder stands for what.

    Attributes:
        entries: the datum as it is written, by its placeholder without brackets: `{"email 1": "jane@example.org"}`.
    """

    entries: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def placeholders(self) -> dict[str, str]:
        """The placeholder of each datum as it is written."""
        return {datum: name for name, datum in self.entries.items()}

    def to_json(self) -> str:
        return json.dumps({"schema": _SCHEMA, "masks": dict(self.entries)}, ensure_ascii=False, indent=2, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Masks":
        """Raises: BadInput, where it is no table that `to_json` wrote."""
        wrong = BadInput("This is no table of placeholders.", "Give the file that `bluepencil mask --table` wrote.")
        try:
            read = json.loads(text)
        except ValueError:
            raise wrong from None
        masks = read.get("masks") if isinstance(read, dict) and read.get("schema") == _SCHEMA else None
        if not isinstance(masks, dict) or not all(isinstance(datum, str) for datum in masks.values()):
            raise wrong
        if not all(PLACEHOLDER.fullmatch(f"[{name}]") and name == _name(name) for name in masks):
            raise wrong
        return cls(masks)


def find(text: str, region: str = "GB", own: Own = NOTHING) -> tuple[Found, ...]:
    """What has to be masked before a text goes anywhere: whatever may be personal and is not the house's own.
    Rather too much than too little, for all of it comes back."""
    found = _as_written(text, region, own)
    if is_disguised(text):
        seen = seen_plain(text)
        found += seen.back(_as_written(seen.text, region, own))
    return tuple(found)


def _as_written(text: str, region: str, own: Own) -> list[Found]:
    found = [each for each in found_in(text, region) if not own.has(each.kind, text[each.start : each.end])]
    found += [each for each in personal_in(text, region, own) if each.kind is Kind.PERSON]
    found += list(_births_beside(text, [each.start for each in found if each.kind is Kind.BIRTH]))
    for start, end in urls_in(text):
        if personal_url.search(text[start:end]) and not own.has(Kind.LINK, text[start:end]):
            found.append(Found(Kind.LINK, start, end))
    for name in dict.fromkeys(names_in(text)):
        if not own.has(Kind.PERSON, name):
            found += [
                Found(Kind.PERSON, forename_before(text, match.start()), match.end())
                for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
            ]
    return found


def _births_beside(text: str, births: Iterable[int]) -> Iterator[Found]:
    """Every day in a paragraph that tells when somebody was born: who is corrected is told both days."""
    for start in {text.rfind("\n", 0, at) + 1 for at in births}:
        end = text.find("\n", start)
        for match in _DAY.finditer(text, start, end if end >= 0 else len(text)):
            yield Found(Kind.BIRTH, match.start(), match.end())


def mask(text: str, found: Iterable[Found], masks: Masks = Masks()) -> tuple[str, Masks]:
    """The text with a placeholder for each datum, and the table by which `unmask` takes it back.

    Args:
        found: places in `text`; they may overlap. Their words are masked wherever else they stand, too.
        masks: what is known from earlier texts; the same datum keeps its placeholder.
    """
    made = _Making(masks)
    places = [(each.start, each.end, each.kind) for each in found if each.start < each.end]
    for start, end, kind in _joined(places):
        made.learn(kind, text[start:end])
    spans: list[tuple[int, int, Kind | None]] = [(start, end, kind) for start, end, kind in places]
    # Of places that overlap only what they are together has a placeholder; the words of each go wherever else they stand, too.
    alone = {text[start:end]: kind for start, end, kind in places}
    spans += [
        (start, end, alone.get(text[start:end]) or made.kind_of(text[start:end])) for start, end in made.elsewhere(text, alone)
    ]
    spans += [(match.start(), match.end(), None) for match in PLACEHOLDER.finditer(text)]
    parts, at = list[str](), 0
    for start, end, known in _joined(spans):
        words = text[start:end]
        parts += [text[at:start], f"[{made.name(LITERAL if known is None else known, words)}]"]
        at = end
    return "".join([*parts, text[at:]]), Masks(made.entries)


def unmask(text: str, masks: Masks) -> str:
    """The text with every known placeholder turned back; what is no placeholder of this table stays."""

    def back(match: "re.Match[str]") -> str:
        return masks.entries.get(_name(match[0]), match[0])

    return PLACEHOLDER.sub(back, text)


def placeholders_in(text: str, masks: Masks) -> Iterator[tuple[int, int, str]]:
    """Where known placeholders stand, with what each stands for."""
    for match in PLACEHOLDER.finditer(text):
        if (datum := masks.entries.get(_name(match[0]))) is not None:
            yield match.start(), match.end(), datum


def _name(placeholder: str) -> str:
    return " ".join(placeholder.strip("[] \t\n").casefold().split())


_Spanned = tuple[int, int, Kind | None]


def _joined(spans: Iterable[_Spanned]) -> Iterator[_Spanned]:
    """In reading order, those that overlap as one, of the surer kind among them."""
    held: _Spanned | None = None
    for start, end, kind in sorted(spans, key=lambda each: (each[0], -each[1])):
        if held and start < held[1]:
            kinds = [each for each in (held[2], kind) if each is not None]
            held = held[0], max(held[1], end), min(kinds, key=RANK.__getitem__, default=None)
        else:
            if held:
                yield held
            held = start, end, kind
    if held:
        yield held


class _Making:
    """A table that grows."""

    def __init__(self, masks: Masks) -> None:
        self.entries = dict(masks.entries)
        self._names = dict(masks.placeholders)
        self._forms: dict[tuple[str, str], str] = {}  # kind, and letters and digits alone: the stem of the placeholder
        self._counts: dict[str, int] = {}
        self._parts: dict[str, str] = {}  # part of a person's name: that person's stem
        for name, datum in masks.entries.items():
            kind, number, _ = _split(name)
            self._counts[kind] = max(self._counts.get(kind, 0), number)
            self._note(kind, datum, f"{kind} {number}")

    def _note(self, kind: str, datum: str, stem: str) -> None:
        self._forms.setdefault((kind, _plain(datum)), stem)
        if kind in (Kind.PERSON, Kind.CUSTOMER):
            self._forms.setdefault((kind, _plain(_untitled(datum))), stem)
            for word in datum.split():
                bare = word.strip(".,’'")
                if len(bare) >= _SHORT and bare[:1].isupper() and bare.casefold() not in _TITLES:
                    self._parts.setdefault(bare, stem)

    def learn(self, kind: Kind | None, datum: str) -> None:
        self.name(kind or LITERAL, datum)

    def name(self, kind: str, datum: str) -> str:
        """The placeholder of a datum, without brackets."""
        known = self._names.get(datum)
        if known:
            return known
        kind = str(kind)
        stem = self._forms.get((kind, _plain(datum))) if kind != LITERAL else None
        stem = stem or (self._parts.get(datum.strip(".,’'")) if kind in (Kind.PERSON, Kind.CUSTOMER) else None)
        if stem is None:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            stem = f"{kind} {self._counts[kind]}"
        made, number = stem, 1
        while made in self.entries:
            number += 1
            made = stem + _letters(number)
        self.entries[made] = datum
        self._names[datum] = made
        self._note(kind, datum, stem)
        return made

    def kind_of(self, datum: str) -> Kind | None:
        name = self._names.get(datum)
        if name is None:
            return Kind.PERSON
        kind = _split(name)[0]
        return None if kind == LITERAL else Kind(kind)

    def elsewhere(self, text: str, alone: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Where what is known, or stands in `alone`, is in the text, found there or not; parts of names as words alone."""
        data = {datum for datum, name in self._names.items() if _split(name)[0] != LITERAL}.union(alone)
        known = [(datum, re.escape(datum)) for datum in data if datum in text]
        known += [(part, rf"(?<!\w){re.escape(part)}(?!\w)") for part in self._parts if part in text]
        folded = text.casefold()
        for name in {_untitled(each) for each in data if (self.kind_of(each) in (Kind.PERSON, Kind.CUSTOMER))}:
            if len(words := name.split()) > 1 and words[0].casefold() in folded:
                known.append((name, anyhow(name)))  # a whole name, in other capitals too; a part of one may be any word
        if known:
            longest = sorted(known, key=lambda each: (-len(each[0]), each))
            for match in re.finditer("|".join(pattern for _, pattern in longest), text):
                yield match.span()


_TITLES = frozenset(
    {"mrs", "mr", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lady", "lord", "herr", "frau", "madame"}
)


def _untitled(name: str) -> str:
    """Without “Mrs” and the like before it."""
    words = name.split()
    while words and words[0].strip(".").casefold() in _TITLES:
        del words[0]
    return " ".join(words)


def _split(name: str) -> tuple[str, int, str]:
    match = PLACEHOLDER.fullmatch(f"[{name}]")
    assert match
    return match[1], int(match[2]), match[3]


def _plain(datum: str) -> str:
    return "".join(sign for sign in datum.casefold() if sign.isalnum())


def _letters(number: int) -> str:
    """b for the second way of writing, c for the third, and after z with two letters."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("a") + rest) + found
    return found
