"""The kinds of personal data, and a datum in its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from studio.core.phrases import listed


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


_SAID: dict[str, tuple[str, str]] = {
    Kind.CARD: ("card number", "card numbers"),
    Kind.IBAN: ("IBAN", "IBANs"),
    Kind.HEALTH: ("health number", "health numbers"),
    Kind.ID: ("identity number", "identity numbers"),
    Kind.PASSPORT: ("passport number", "passport numbers"),
    Kind.LICENCE: ("driving licence number", "driving licence numbers"),
    Kind.ACCOUNT: ("bank account number", "bank account numbers"),
    Kind.BIRTH: ("date of birth", "dates of birth"),
    Kind.EMAIL: ("e-mail address", "e-mail addresses"),
    Kind.LINK: ("link to somebody’s page", "links to people’s pages"),
    Kind.IP: ("IP address", "IP addresses"),
    Kind.ADDRESS: ("postal address", "postal addresses"),
    Kind.POSTCODE: ("postcode", "postcodes"),
    Kind.PHONE: ("telephone number", "telephone numbers"),
    Kind.NUMBER: ("customer number", "customer numbers"),
    Kind.HANDLE: ("handle", "handles"),
    Kind.PERSON: ("name", "names"),
    Kind.CUSTOMER: ("name", "names"),
    Kind.PRIVATE: ("passage that a person marked", "passages that a person marked"),
}


def said(kind: str, many: int = 1) -> str:
    """A kind as people call it, `name` or `names`; a word that is no kind stays as it is, one that looked like a placeholder
    is told as that."""
    one, several = _SAID.get(kind, (kind, kind) if kind != "literal" else ("word in brackets", "words in brackets"))
    return one if many == 1 else several


def counted(masked: Mapping[str, int]) -> str:
    """`2 names and 1 e-mail address`; empty for nothing."""
    return listed([f"{many:,} {said(kind, many)}" for kind, many in masked.items() if many])


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
