"""How much is at stake with a piece: it decides how many people have to say yes, and how soon."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from studio.core.claim import Claim


class Risk(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"

    @property
    def rank(self) -> int:
        return list(Risk).index(self)


@dataclass(frozen=True, slots=True)
class RiskReading:
    """The risk of one text.

    Attributes:
        why: what makes it so, a short phrase each ("a price: “£18”", "channel email"); empty for the house's ordinary level.
        kinds: the same without a word of the text ("price", "channel email"): what the history keeps with a yes, for it stays
            when the text is deleted.
        subjects: everything that the text speaks of, whether it raises the risk or not.
    """

    level: Risk
    why: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


ORDINARY = RiskReading(Risk.NORMAL)
"""Of a text in which nothing was found."""

SUBJECTS: Mapping[str, str] = {
    "price": "a price",
    "offer": "an offer",
    "guarantee": "a guarantee",
    "health": "health",
    "finance": "money advice",
    "legal": "law",
    "environment": "the environment",
}
"""What a text may speak of that puts more at stake, each with how it reads in a sentence. A house adds subjects of its own."""

_OFFERS = {"discount", "saving", "no_charge", "free", "refund", "could_save", "up_to"}
_GUARANTEES = {"guarantee", "hundred", "no_strings", "trial"}
_HEALTH = {"body_effect", "illness", "nutrition", "weight", "health_general", "safety", "may_help", "can_help"}
_GREEN = {"climate", "eco", "label_word", "better", "reuse", "made_with_less"}
_OF_RULES = {
    **{f"money_price.{rule}": "offer" for rule in _OFFERS},
    **{f"guarantee_absolute.{rule}": "guarantee" for rule in _GUARANTEES},
    **{f"regulated.{rule}": "health" for rule in _HEALTH},
    **{f"regulated.{rule}": "environment" for rule in _GREEN},
    "regulated.returns": "finance",
}
_OF_CATEGORIES = {"money_price": "price", "legal_compliance": "legal"}


def subjects_of(claims: Iterable[Claim]) -> dict[str, str]:
    """What the claims that stand in a text speak of, each subject with the words of the first of them.

    A bare “always” or “never” is a claim and no guarantee: nearly every text would be at high risk. Of a claim of several
    kinds only the leading one names a rule, so the others count by their category alone.
    """
    found: dict[str, str] = {}
    for claim in claims:
        if claim.span is None:
            continue
        kinds = {_OF_RULES.get(claim.note.rule, "")}
        leading = claim.note.rule.partition(".")[0]
        kinds |= {_OF_CATEGORIES.get(each, "") for each in claim.note.categories if each != leading or "" in kinds}
        for kind in sorted(filter(None, kinds)):
            found.setdefault(kind, claim.text)
    return found
