"""The kinds of personal data, and a datum in its place."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The word in the placeholder. In this order the surer kind wins where two claim the same letters."""

    CARD = "card"
    IBAN = "iban"
    HEALTH = "health number"
    ID = "national id"
    PASSPORT = "passport"
    LICENCE = "licence"
    ACCOUNT = "account"
    BIRTH = "date of birth"
    EMAIL = "email"
    LINK = "link"
    IP = "ip address"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "phone"
    NUMBER = "number"
    HANDLE = "handle"
    PERSON = "person"
    CUSTOMER = "customer"
    PRIVATE = "private"  # what a person said is nobody else's, whatever it is


RANK = {kind: place for place, kind in enumerate(Kind)}

REGIONS = {"british": "GB", "american": "US", "australian": "AU", "canadian": "CA"}
"""By the dialect of a house: whose telephone numbers are written without the country's code."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something personal; code points of the text it was looked for in.

    Attributes:
        sure: whether it is personal beyond doubt; what is not may as well be a figure, or the house's own.
        what: what exactly it is, "NHS number" say; the kind's own word where it is empty.
    """

    kind: Kind
    start: int
    end: int
    sure: bool = False
    what: str = ""
