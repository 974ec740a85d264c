"""Taking personal data out of a report for good: what is recognised, and what stands in its place.

A `Redactor` first learns from every text what there is (`learn`, `learn_name`), then rewrites every text (`text`, `fragment`).
The same datum gets the same placeholder throughout, `[email 1]`, in whatever way it is written and wherever it stands: a name
that was given in a consent is taken out of the title too. It rather takes too much than too little.

What a program cannot know stays: a name that nobody is said to bear, a description that fits one person alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import regex

from studio.core.personal import REGIONS, Kind, forename_before, found_in, names_in, personal_url, urls_in

__all__ = ["REGIONS", "Redactor"]

_PLAIN = re.compile(r"[0-9a-f]{12,}|\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:\d\d)?)?")
"""Hashes, keys, days and times as the program itself writes them."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_BETWEEN = r"[\W_]{0,3}"  # between the words of a name, in a link or a file name too
_SHORT = 4  # letters; a shorter part of a name may be any word
_CUT = 3  # signs; a shorter end of something personal gives nothing away


class _Place(NamedTuple):
    start: int
    end: int
    shown: str


class Redactor:
    """Placeholders of one report.

    Args:
        people: the people of the house with what each is called instead, "Editor 2".
        ids: ids of pieces, which were made from titles, with what each is called instead.
        region: whose way of writing telephone numbers is taken for granted, `GB` say.
        kept: names of the house and its brands, which stay though somebody there may have the same name.
    """

    def __init__(self, people: Mapping[str, str], ids: Mapping[str, str], region: str = "GB", kept: Iterable[str] = ()) -> None:
        self._people = dict(people)
        self._ids = dict(ids)
        self._region = region
        names = sorted((regex.escape(name) for name in kept if name.strip()), key=len, reverse=True)
        self._house = regex.compile(rf"(?i)(?<!\w)(?:{'|'.join(names)})(?!\w)" if names else r"(?!)")
        self._shown: dict[tuple[str, str], str] = {}
        self._counts: Counter[str] = Counter()
        self._words: dict[str, str] = {}  # pattern of a known datum -> placeholder
        self._forms: dict[str, str] = {}  # a known datum as it was written, folded -> placeholder
        self._lasts: set[str] = set()  # last names, and names of one word, folded
        self._known: regex.Pattern[str] | None = None
        self._ends: tuple[dict[str, str], dict[str, str], dict[str, str]] | None = None
        self._done: dict[tuple[str, bool], str] = {}
        self._seen: set[str] = set()
        for name, label in self._people.items():
            self._add_name(name, label)

    # ------------------------------------------------------------ learning

    def learn(self, text: str) -> None:
        """Look for personal data in a text, and remember it."""
        if text in self._seen or not text or _PLAIN.fullmatch(text):
            return
        self._seen.add(text)
        for name in names_in(text):
            self.learn_name(name)
        for found in found_in(text, self._region):
            self._add(found.kind, text[found.start : found.end])
        for start, end in urls_in(text):
            if self._is_personal(text[start:end]):
                self._add(Kind.LINK, text[start:end])

    def learn_name(self, name: str, kind: str = Kind.CUSTOMER) -> None:
        """Somebody who is not of the house goes by this name."""
        plain = " ".join(name.split())
        known = {person.casefold() for person in self._people}
        if plain.casefold() not in known and any(sign.isalpha() for sign in plain) and not self._is_part_of_known(plain):
            self._add_name(plain, self._placeholder(kind, plain))

    def learn_person(self, name: str) -> None:
        """Somebody of the house who is not on its list any more."""
        plain = " ".join(name.split())
        if plain and plain.casefold() not in {person.casefold() for person in self._people}:
            label = f"Colleague {sum(each.startswith('Colleague') for each in self._people.values()) + 1}"
            self._people[plain] = label
            self._add_name(plain, label)

    def _is_part_of_known(self, name: str) -> bool:
        """Whether it is the first or the last name of somebody who is known by both."""
        return " " not in name and name.casefold() in self._forms

    def _add_name(self, name: str, label: str) -> None:
        words = name.split()
        # The whole name in any case and any dress; a part of it only as a name is written, for "rose" is a flower.
        self._remember("(?i:" + _BETWEEN.join(regex.escape(word) for word in words) + ")", label)
        self._forms[name.casefold()] = label
        self._lasts.add(words[-1].casefold())
        for word in words if len(words) > 1 else ():
            if len(word.strip(".")) >= _CUT and word[:1].isupper():
                self._remember(f"(?:{regex.escape(word)}|{regex.escape(word.upper())})", label)
                self._forms.setdefault(word.casefold(), label)

    def _add(self, kind: Kind, text: str) -> None:
        label = self._placeholder(kind, text)
        digits = [sign for sign in text if sign.isalnum()]
        if kind in (Kind.PHONE, Kind.CARD, Kind.IBAN) and len(digits) >= 7:
            self._remember("(?i:" + r"[\s().\-/]{0,3}".join(map(regex.escape, digits)) + ")", label)
        else:
            self._remember("(?i:" + r"\s+".join(regex.escape(word) for word in text.split()) + ")", label)
        self._forms[text.casefold()] = label

    def _remember(self, pattern: str, label: str) -> None:
        if pattern not in self._words:
            self._words[pattern] = label
            self._known = self._ends = None
            self._done.clear()

    def _placeholder(self, kind: str, text: str) -> str:
        """`[email 1]`, the same for whatever is the same but for case, blanks and signs."""
        name = (str(kind), "".join(sign for sign in text.casefold() if sign.isalnum()))
        if name not in self._shown:
            self._counts[str(kind)] += 1
            self._shown[name] = f"[{kind} {self._counts[str(kind)]}]"
        return self._shown[name]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many different things of each kind were found, by the word in their placeholders."""
        return dict(self._counts)

    # ------------------------------------------------------------ rewriting

    def text(self, text: str) -> str:
        """The text with a placeholder for everything personal in it."""
        return self._kept(text, is_cut=False)

    def fragment(self, text: str) -> str:
        """The same of words that were cut out of a text, wherever the cut fell: an end of something personal goes too."""
        return self._kept(text, is_cut=True)

    def file(self, name: str) -> str:
        """A placeholder for the name of a file, with its ending."""
        if not name:
            return ""
        stem, dot, ending = name.rpartition(".")
        has_ending = bool(dot and stem and ending.isalnum() and len(ending) <= 5)
        return self._placeholder("file", name) + (f".{ending.lower()}" if has_ending else "")

    def id(self, id: str) -> str:
        return self._ids.get(id, id)

    def _kept(self, text: str, *, is_cut: bool) -> str:
        if not text or _PLAIN.fullmatch(text):
            return text
        known = self._done.get((text, is_cut))
        if known is None:
            known = self._rewritten(text)
            if is_cut:
                known = self._without_ends(known)
            self._done[text, is_cut] = known
        return known

    def _rewritten(self, text: str) -> str:
        places = sorted(self._places(text), key=lambda place: (place.start, place.start - place.end))
        parts, at = list[str](), 0
        for place in places:
            if place.start >= at:
                parts += [text[at : place.start], place.shown]
                at = place.end
            elif place.end > at:  # what overlaps goes too, under the placeholder before it
                at = place.end
        return "".join([*parts, text[at:]])

    def _places(self, text: str) -> Iterator[_Place]:
        for found in found_in(text, self._region):
            yield _Place(found.start, found.end, self._placeholder(found.kind, text[found.start : found.end]))
        for start, end in urls_in(text):
            if self._is_personal(text[start:end]):
                yield _Place(start, end, self._placeholder(Kind.LINK, text[start:end]))
        for match in _SLUG.finditer(text):
            if match[0] in self._ids:
                yield _Place(match.start(), match.end(), self._ids[match[0]])
        houses = set[int]()
        for match in self._house.finditer(text):
            houses.add(match.start())
            yield _Place(match.start(), match.end(), match[0])
        for match in self._pattern.finditer(text):
            # Half a name is a name: somebody known as Mrs Brandt alone is called Wilhelmina Brandt somewhere.
            has_forename = match[0].casefold() in self._lasts and match.start() not in houses
            start = forename_before(text, match.start()) if has_forename else match.start()
            yield _Place(start, match.end(), self._label(match[0]))

    @property
    def _pattern(self) -> regex.Pattern[str]:
        if self._known is None:
            longest_first = sorted(self._words, key=len, reverse=True)
            self._known = regex.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)" if longest_first else r"(?!)")
        return self._known

    def _label(self, words: str) -> str:
        """Whose placeholder the matched words have."""
        label = self._forms.get(words.casefold())
        return label or next(label for pattern, label in self._words.items() if _compiled(pattern).fullmatch(words))

    def _is_personal(self, url: str) -> bool:
        """Whether a link names or numbers somebody: in an address, a name, or what it hands on about its reader."""
        if personal_url.search(url) or any(found_in(url, self._region)):
            return True
        # In a link even a first name alone, in small letters, says whose page it is.
        words = set(re.findall(r"[^\W\d_]+", url.casefold()))
        return any(len(form) >= _SHORT and set(form.split()) <= words for form in self._forms if form.replace(" ", "").isalpha())

    # ------------------------------------------------------------ ends

    def _without_ends(self, text: str) -> str:
        firsts, lasts, inner = self._cuttable()
        bare = text.strip().casefold()
        if bare in inner and _tells(bare):
            return text.replace(text.strip(), inner[bare])
        for size in range(min(len(text), 60), _CUT - 1, -1):
            head = text[:size].casefold()
            if head in lasts and _tells(head):
                text = lasts[head] + text[size:]
                break
        for size in range(min(len(text), 60), _CUT - 1, -1):
            tail = text[-size:].casefold()
            if tail in firsts and _tells(tail):
                text = text[:-size] + firsts[tail]
                break
        return text

    def _cuttable(self) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """Beginnings, ends and inner parts of everything personal that is known, each with its placeholder."""
        if self._ends is None:
            firsts: dict[str, str] = {}
            lasts: dict[str, str] = {}
            inner: dict[str, str] = {}
            for form, label in self._forms.items():
                for size in range(_CUT, len(form)):
                    firsts.setdefault(form[:size], label)
                    lasts.setdefault(form[-size:], label)
                    for start in range(len(form) - size + 1) if len(form) <= 60 else ():
                        inner.setdefault(form[start : start + size].strip(), label)
            self._ends = firsts, lasts, inner
        return self._ends


def _tells(part: str) -> bool:
    """Whether so little of something personal still tells anything: four letters do, or three signs that are no mere letters."""
    return len(part) >= _SHORT or (len(part) >= _CUT and not part.isalpha() and any(sign.isalnum() for sign in part))


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


def labelled(names_and_roles: Iterable[tuple[str, str]]) -> dict[str, str]:
    """ "Writer 1", "Editor 1", "Editor 2": what people of the house are called, by name, in the order given."""
    counts: Counter[str] = Counter()
    found = {}
    for name, role in names_and_roles:
        counts[role] += 1
        found[name] = f"{role[:1].upper()}{role[1:]} {counts[role]}"
    return found
