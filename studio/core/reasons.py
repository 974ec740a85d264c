"""Why a text was changed, in the words people use for it: counted beside the voice, never asked for."""

from enum import StrEnum


class Reason(StrEnum):
    """What a person says a change of theirs was for."""

    FACT = "fact"
    TONE = "tone"
    VOICE = "voice"
    LOCAL = "local"
    CULTURE = "culture"
    INCLUSIVE = "inclusive"
    STORY = "story"
    LEGAL = "legal"
    CLARITY = "clarity"
    OTHER = "other"

    @property
    def words(self) -> str:
        """What it means, as half a sentence."""
        return _WORDS[self]


_WORDS = {
    Reason.FACT: "it was not true, or not shown",
    Reason.TONE: "it did not fit this reader or this moment",
    Reason.VOICE: "it did not sound like the brand",
    Reason.LOCAL: "it did not fit the place",
    Reason.CULTURE: "it would have been taken amiss, or not understood",
    Reason.INCLUSIVE: "it left somebody out",
    Reason.STORY: "a true story, or a first-hand word, was added",
    Reason.LEGAL: "the law, or the house's lawyers, ask for it",
    Reason.CLARITY: "it was hard to follow",
    Reason.OTHER: "for another reason",
}
