"""The kinds of claim: how badly each needs evidence, and what evidence would do."""

from dataclasses import dataclass

from studio.core.claim import ClaimSeverity

LOW, MEDIUM, HIGH, BLOCKER = ClaimSeverity


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of claim.

    Attributes:
        id: the name it goes by in records and reports.
        title: as people read it, fit to open a sentence.
        severity: of a claim whose pattern does not say its own.
        need: what evidence would do, one sentence.
    """

    id: str
    title: str
    severity: ClaimSeverity
    need: str


_ALL = (
    Category(
        "statistic",
        "A figure",
        HIGH,
        "Give the primary source, the passage with this number, and its date; say what was measured on whom.",
    ),
    Category(
        "money_price",
        "A price or a sum",
        MEDIUM,
        "Hold it against the price list or the finance record, and note how long it is valid.",
    ),
    Category("date_history", "A date or a piece of history", MEDIUM, "Hold it against the company record or the official page."),
    Category(
        "ranking",
        "A claim to be first, best or only",
        HIGH,
        "Name the market and the period, and give the market data or the award that says so.",
    ),
    Category(
        "comparison",
        "A comparison",
        HIGH,
        "Give a like-for-like comparison with its date that a reader could check, or leave the others out.",
    ),
    Category(
        "guarantee_absolute",
        "A promise without exception",
        HIGH,
        "Give the terms of the guarantee or a test that shows it always holds, or soften the wording.",
    ),
    Category(
        "attribution",
        "A claim in the name of others",
        HIGH,
        "Name the study or the person, link to it, and quote the passage that says this.",
    ),
    Category(
        "quotation",
        "A quotation",
        BLOCKER,
        "Find the original words and where they stand, and permission to use them: an AI may have made them up.",
    ),
    Category(
        "testimonial",
        "A customer's voice or result",
        BLOCKER,
        "Show the real customer, their consent, the date, and that the result is typical: an AI may have made it up.",
    ),
    Category(
        "regulated",
        "A claim about health, the environment or money returns",
        BLOCKER,
        "Give the study, certificate or prospectus the law asks for, and have the responsible person agree.",
    ),
    Category(
        "legal_compliance",
        "A claim about law, licence or certification",
        BLOCKER,
        "Give the certificate or the law: its number, what it covers, and until when.",
    ),
    Category("entity_causal", "A checkable fact", LOW, "Hold it against somebody who knows, or a page that says so."),
)

CATEGORIES = {category.id: category for category in _ALL}
"""By id, in the order in which they lead where several of one severity meet."""
