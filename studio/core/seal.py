"""Whether a decision carries its maker's signature: one word, and one sentence where something is wrong."""

from dataclasses import dataclass
from enum import StrEnum


class SealState(StrEnum):
    SIGNED = "signed"
    UNSIGNED = "not signed"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Seal:
    """What checking the signature of one approval, or one request for changes, found.

    Attributes:
        number: the event's number.
        who: the person the event names.
        key: the first sixteen hex digits of the public key; empty without a signature.
        problem: what is wrong, one sentence with the names in it; empty where nothing is, and where nobody signed.
    """

    number: int
    piece: str
    who: str
    when: str
    state: SealState
    key: str = ""
    problem: str = ""
