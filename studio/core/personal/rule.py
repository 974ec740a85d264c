"""One way in which personal data is written. A rule finds; what it finds goes out of a redacted report. Whether it is `sure`, so
that a flag is raised for it, is the rule's second question: an order's number or a price are found, and not sure.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studio.core.personal.kinds import Kind

DIGITS = "0123456789"
CATALOGUE = (
    r"(?:\b(?:isbn|issn|ean|sku|upc|gtin|asin|barcode|model|part|item|product|serial|batch|lot|doi|patent|vat|abn|acn|ein|siret|siren|kvk|nip|crn|uen|gst|sn|s/n|company|charity|tracking"
    r"|registration|registered|order|invoice|booking|reference|ref|ticket|case|parcel|version|build|firmware|tag|label)"
    r"(?:[ -]?(?:no|number|num|nr|id|code|reg))?\.?(?: is)?:? ?#?(?:[A-Z]{1,4}[- ]?)?(?:\d[\dA-Z]{0,5}[ -]){0,3})"
)
"""Words before a number of a thing."""


def always(_: str) -> bool:
    return True


def never(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing.

    Attributes:
        pattern: what its group `it` matches is the datum, or else all of it.
        holds: whether the datum is one at all.
        sure: whether it is personal beyond doubt; asked about the datum.
        after: words right before it that make it something else.
        what: what exactly it is.
        gate: signs or words of which one has to be in a text, or it is not looked at; empty for any text.
        least: digits that have to stand in a row in a text, blanks and signs between them aside, or it is not looked at.
        needs: what has to stand in a text and is quicker to look for than the pattern.
    """

    kind: Kind
    pattern: re.Pattern[str]
    holds: Callable[[str], bool]
    sure: Callable[[str], bool]
    after: re.Pattern[str] | None
    what: str
    gate: Sequence[str]
    least: int
    needs: re.Pattern[str] | None


def rule(
    kind: Kind,
    pattern: str,
    holds: Callable[[str], bool] = always,
    flags: int = 0,
    *,
    sure: Callable[[str], bool] = always,
    after: str = "",
    what: str = "",
    gate: Sequence[str] = "",
    least: int = 0,
    needs: str = "",
) -> Rule:
    before = re.compile(rf"(?:{after})$", re.IGNORECASE) if after else None
    return Rule(kind, re.compile(pattern, flags), holds, sure, before, what, gate, least, re.compile(needs) if needs else None)
