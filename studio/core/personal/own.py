"""What the house gives out itself, and so is nobody's secret: its telephone number, its address, the names of its people."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from studio.core.personal.candidates import found_in, urls_in
from studio.core.personal.kinds import Kind
from studio.core.personal.mailboxes import PUBLIC

_LAST = 9  # digits of a telephone number that are the same with and without the code of its country
_LEAST = 3  # letters of a word that may stand for itself


def plain(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


@dataclass(frozen=True, slots=True)
class Own:
    """What belongs to the house.

    Attributes:
        forms: each datum with nothing but letters and digits.
        numbers: the last nine digits of telephone numbers.
        domains: of its mailboxes.
    """

    forms: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def has(self, kind: Kind, text: str) -> bool:
        """Whether this datum is the house's."""
        bare = plain(text)
        if bare in self.forms:
            return True
        if kind is Kind.PHONE:
            return _last(text) in self.numbers
        if kind is Kind.EMAIL:
            return text.casefold().rpartition("@")[2] in self.domains
        if kind in (Kind.ADDRESS, Kind.POSTCODE):
            return any(len(form) > _LEAST and (form in bare or bare in form) for form in self.forms if not form.isdecimal())
        if kind is Kind.LINK:
            return any(len(form) > _LEAST and form in bare for form in self.forms)
        return False


NOTHING = Own()
_OURS = re.compile(
    r"\b(?:our|us|we|contact|phone|tel|telephone|call|email|e-mail|address|visit|website|shop|opening|hours)\b", re.I
)
_THEIRS = re.compile(r"\b(?:customer|client|patient|guest|complain\w*|caller|her|his|their|she|he|buyer|member|reviewer)\b", re.I)


@lru_cache(maxsize=256)
def own_of(listed: tuple[str, ...], facts: str, brief: str, region: str) -> Own:
    """What the house gives out, from its own list, from its page of facts, and from those lines of a brief that say how to reach
    it. A line of a brief that speaks of a customer gives nothing out."""
    lines = [line for line in brief.splitlines() if _OURS.search(line) and not _THEIRS.search(line)]
    data = list[tuple[Kind, str]]()
    for text in (*listed, facts, *lines):
        data += [(found.kind, text[found.start : found.end]) for found in found_in(text, region)]
        data += [(Kind.LINK, text[start:end]) for start, end in urls_in(text)]
    forms = {plain(text) for _, text in data} | {plain(each) for each in listed}
    numbers = {_last(text) for kind, text in data if kind is Kind.PHONE} | {_last(each) for each in listed}
    mails = {text.casefold().rpartition("@")[2] for kind, text in data if kind is Kind.EMAIL}
    handles = {form for each in (*listed, *(text for _, text in data)) for form in _handle(each)}
    return Own(frozenset(filter(None, forms | handles)), frozenset(filter(None, numbers)), frozenset(mails) - PUBLIC)


def _handle(text: str) -> Iterable[str]:
    """A profile's name, so that `@name` is known by the link to it."""
    if match := re.search(r"//(?:[\w-]+\.)?(?:facebook|instagram|twitter|x|tiktok|threads)\.\w+/@?([\w.]+)", text):
        yield plain(match[1])


def _last(text: str) -> str:
    row = "".join(sign for sign in text if sign.isdecimal())
    return row[-_LAST:] if len(row) >= 6 else ""
