"""How telephone numbers are written, and how one is known that could be any number: by what the text calls it."""

import re

from studio.core.personal.kinds import Kind
from studio.core.personal.rule import CATALOGUE, DIGITS, Rule, rule
from studio.core.personal.sums import digits

_THOUSANDS = re.compile(r"\d{1,3}(?:[,.]\d{3})+|\d{1,2}(?: \d{3})+|\d{3} \d{3}")


_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d")


def _is_phone(text: str) -> bool:
    return len(digits(text)) >= 7 and not _THOUSANDS.fullmatch(text.strip())


TELEPHONES: tuple[Rule, ...] = (
    rule(
        Kind.PHONE,
        r"(?<![\w+-])(?<!\d )(?:\+|00)(?:[17]|[2-9]\d{1,2})[ ./-]?(?:\(0\)[ ]?)?"
        r"(?:\(?\d{1,5}\)?[ ./-]?){2,6}\d(?: ?x ?\d{2,6})?(?!\w)",
        lambda it: len(digits(it)) >= 8,
        least=8,
        gate=DIGITS,
        after=CATALOGUE,
    ),
    rule(
        Kind.PHONE,
        r"(?<!\w)(?:tel|tél|telephone|téléphone|telefon|teléfono|telefono|phone[ds]?|call(?:ed|ing|s)?|ring(?:s|ing)?|rang"
        r"|answers|picks up|voicemail|tried (?:you|him|her|them|me)|mobile|mob|móvil|handy|mobil|portable"
        r"|cell|landline|fax|text(?:s|ed)?|whatsapp|callback|reach(?:ed|es|able)?|dial(?:led|s)?)\b\.?[^.!?\n\d@#]{0,28}?"
        r"(?P<it>[+(]?\d[\d ()./-]{5,}\d)",
        lambda it: 6 <= len(digits(it)) <= 15,
        re.IGNORECASE,
        sure=_is_phone,
        after=CATALOGUE,
        least=6,
        needs=r"\d[\d ()./-]{5,}\d",
    ),
    # Asked for in one sentence and told in the next.
    rule(
        Kind.PHONE,
        r"\b(?:(?:phone|mobile|cell|contact|call-?back|good|best|better|daytime|evening|new|other|another|her|his|your|their|my|a|the|what)"
        r" number(?! of\b)|(?:call|ring|reach|phone|text|try) (?:you|him|her|them|me)\b)(?:[^\d@#\n]|\n(?!\n)){0,80}?"
        r"(?<![\w.,+-])(?P<it>\(?\d[\d ()./-]{6,}\d)(?![\w-])",
        lambda it: 8 <= len(digits(it)) <= 13 and not _DATE.search(it),
        re.IGNORECASE,
        sure=_is_phone,
        after=CATALOGUE
        + r"|\b(?:order|invoice|serial|booking|account|policy|member\w*|passport|licen[cs]e|parcel|sum|total)\b[^\d\n]{0,40}",
        least=8,
        needs=r"\d[\d ()./-]{6,}\d",
    ),
    # Landlines of Spain; three times three may be a sum as well, and is one to ring after "on".
    rule(
        Kind.PHONE,
        r"(?<![\w.,+-])(?<!\d )[89]\d(?:\d(?: \d\d){3}| \d{3} \d\d \d\d)(?! ?[\w-])",
        after=CATALOGUE,
        least=9,
        gate=DIGITS,
    ),
    rule(
        Kind.PHONE,
        r"\b(?:on|at|al|to) (?P<it>[6-9]\d\d \d{3} \d{3})(?! ?[\d-])"
        r"(?=\W*(?:$|[.,;)\n]| (?:or|and|after|before|in|until|for|at|from)\b))",
        after=CATALOGUE,
        least=9,
        gate=DIGITS,
    ),
    # In pairs as in France, five and five as in India.
    rule(Kind.PHONE, r"(?<![\w.,+-])0[1-9](?:[ .-]\d\d){4}(?![\w-])", after=CATALOGUE, least=10, gate="0"),
    rule(Kind.PHONE, r"(?<![\w.,+-])0?[6-9]\d{4}[ -]\d{5}(?![\w-])", after=CATALOGUE, least=10, gate=DIGITS),
    # What looks like a number one can ring goes whether or not it is given out: nobody can tell by looking, and lists grow old.
    rule(
        Kind.PHONE,
        r"(?<![\w.,+])(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\(?0[1-9]\d{0,3}\)?(?:[ /-]{0,2}\d{2,8}){1,4}(?!\w)",
        lambda it: 9 <= len(digits(it)) <= 12,
        after=CATALOGUE + r"|\d ",
        least=9,
        gate="0",
    ),
    rule(Kind.PHONE, r"(?<!\w)\(0\d\) ?\d{4} ?\d{4}(?!\w)", least=10, gate="("),
    rule(
        Kind.PHONE,
        r"(?<![\w.,+-])(?:1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}(?: ?(?:x|ext\.?) ?\d{2,6})?(?![\w-])",
        after=CATALOGUE,
        least=10,
        gate=DIGITS,
    ),
)
