"""The keys at a claim: the same in the tab and on the card."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Qt

from studio.core.claim import Claim
from studio.ui.claims.groups import can_confirm


class ClaimAct(StrEnum):
    """What one key does."""

    ANSWER = "answer"  # confirm what is proposed, else give evidence
    EVIDENCE = "evidence"
    LINK = "link"
    PASSAGE = "passage"
    OPINION = "opinion"
    WITHDRAW = "withdraw"
    ASK = "ask"
    SOFTEN = "soften"
    REOPEN = "reopen"


KEYS: Mapping[int, ClaimAct] = {
    Qt.Key.Key_Return: ClaimAct.ANSWER,
    Qt.Key.Key_Enter: ClaimAct.ANSWER,
    Qt.Key.Key_L: ClaimAct.LINK,
    Qt.Key.Key_P: ClaimAct.PASSAGE,
    Qt.Key.Key_O: ClaimAct.OPINION,
    Qt.Key.Key_W: ClaimAct.WITHDRAW,
    Qt.Key.Key_Q: ClaimAct.ASK,
    Qt.Key.Key_S: ClaimAct.SOFTEN,
}


def hint(claim: Claim, *, has_softer: bool) -> str:
    """What the keys do at this claim, one line to read."""
    parts = [
        "Enter confirms" if can_confirm(claim) else "Enter attaches evidence",
        "L link",
        "P passage",
        "O opinion",
        "W withdraw",
        "Q ask",
    ]
    parts += ["S softer words"] if has_softer else []
    return " · ".join(part.replace(" ", "\u00a0") for part in parts)  # a key stays beside what it does
