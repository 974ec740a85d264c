"""How bank accounts and cards are written. Both have sums of their own; where figures pass two, the longer number counts."""

import re
from collections.abc import Iterator

from studio.core.personal import sums
from studio.core.personal.kinds import Found, Kind
from studio.core.personal.rule import CATALOGUE, DIGITS, Rule, rule

_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{1,4}){3,9}(?!\w)")
_GROUP_ENDS = re.compile(r"(?<=\w)(?!\w)")


def ibans_in(text: str) -> Iterator[Found]:
    """Accounts by their international number; each as long as its sum allows, for a word in capitals may follow it."""
    for match in _IBAN.finditer(text):
        for end in sorted({at.start() for at in _GROUP_ENDS.finditer(text, match.start(), match.end())}, reverse=True):
            if sums.is_iban(text[match.start() : end]):
                yield Found(Kind.IBAN, match.start(), end, sure=True, what="bank account (IBAN)")
                break


ACCOUNTS: tuple[Rule, ...] = (
    rule(
        Kind.CARD,
        r"(?<![\w-])(?:\d(?:[ -]?\d){12,18}|\d{4}(?P<between>[./])\d{4}(?P=between)\d{4}(?P=between)\d{1,7})(?![\w-])",
        sums.is_card,
        sure=lambda it: not sums.is_book(it),
        after=CATALOGUE,
        what="card number",
        least=13,
        gate=DIGITS,
    ),
    rule(
        Kind.ACCOUNT,
        r"\b(?:sort ?code|BSB)\.?(?: (?:no|number))?,?(?: is| was)?:? ?(?P<it>\d\d[ -]?\d\d[ -]?\d\d|\d{3}-\d{3})(?!\w)",
        flags=re.IGNORECASE,
        what="bank sort code",
        least=6,
        gate=DIGITS,
    ),
    rule(
        Kind.ACCOUNT,
        r"\b\d\d-\d\d-\d\d\b,?(?:\s+\w+){0,4}[\s:,/]+(?P<it>\d{8})(?!\w)",
        what="bank account number",
        least=6,
        gate=DIGITS,
    ),
    rule(
        Kind.ACCOUNT,
        r"\b(?:bank )?(?:account|acct|a/c)\.?(?: (?:no|number|num))?\.?,?(?: is| was)?(?: ending)?:? ?#?"
        r"(?P<it>\d(?:[ -]?\d){6,11})(?!\w)",
        flags=re.IGNORECASE,
        what="account number",
        least=7,
        gate=DIGITS,
    ),
    rule(
        Kind.ACCOUNT,
        r"\b(?:routing|ABA)(?: (?:transit )?(?:no|number))?\.?,?(?: is| was)?:? ?(?P<it>\d{9})(?!\w)",
        sums.is_routing,
        re.IGNORECASE,
        what="bank routing number",
        least=9,
        gate=DIGITS,
    ),
)
