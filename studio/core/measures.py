"""The measures of a voice: what each counts, in which unit, how, and after whom."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes:
        unit: what its number counts, as it stands behind the number.
        how: how it is counted, one sentence.
        source: after whom; empty for plain counting.
        grain: a difference that no reader would hear, in the measure's own unit: so far outside of a range is still inside.
        places: digits behind the point when it is shown.
    """

    id: str
    name: str
    unit: str
    how: str
    source: str
    grain: float
    places: int = 1

    def said(self, value: float) -> str:
        """The number as people read it, without its unit."""
        return f"{round(value, self.places) + 0.0:.{self.places}f}".replace("-", "−")  # adding nought takes the sign off nought


MEASURES = (
    Measure(
        "sentence_words",
        "Sentence length",
        "words",
        "Words of the sentence in the middle, when the sentences are put in order of length.",
        "",
        1.0,
    ),
    Measure(
        "sentence_spread",
        "Spread of sentence lengths",
        "words",
        "How many words apart the ends of the middle half of the sentences are: low where every sentence is as long as the next.",
        "",
        1.5,
    ),
    Measure("paragraph_words", "Paragraph length", "words", "Words of the paragraph in the middle.", "", 5.0, 0),
    Measure(
        "contractions",
        "Contractions",
        "per 100 words",
        "Words such as “don’t”, “we’ll” and “it’s”; a possessive ’s is not counted.",
        "",
        0.4,
    ),
    Measure("we", "The house speaking", "per 100 words", "We, us, our, ours, ourselves.", "", 0.5),
    Measure("you", "The reader addressed", "per 100 words", "You, your, yours, yourself, yourselves.", "", 0.5),
    Measure("they", "Others spoken of", "per 100 words", "They, them, their, theirs, themselves.", "", 0.4),
    Measure("i", "One person speaking", "per 100 words", "I, me, my, mine, myself.", "", 0.4),
    Measure(
        "passive",
        "Passive sentences",
        "per 100 sentences",
        "Sentences with a form of “be” or “get” and a past participle just behind it, such as “was sent”; read off the words, so "
        "now and then an adjective is counted and an odd participle missed.",
        "",
        3.0,
        0,
    ),
    Measure("questions", "Questions", "per 100 sentences", "Sentences that end in a question mark.", "", 2.0, 0),
    Measure("exclamations", "Exclamations", "per 100 sentences", "Sentences that end in an exclamation mark.", "", 1.5, 0),
    Measure(
        "long_words",
        "Long words",
        "per 100 words",
        "Words of more than six letters.",
        "Björnsson 1968, who counts the same words for his readability index LIX",
        1.5,
    ),
    Measure(
        "grade",
        "Reading grade",
        "school years",
        "School years a reader needs, from words per sentence and syllables per word.",
        "Kincaid and others 1975",
        0.7,
    ),
    Measure(
        "formality",
        "Formality",
        "of 100",
        "Of all articles, prepositions and personal pronouns, how many in a hundred are articles or prepositions: writing that "
        "names things has many, people talking to each other have few.",
        "after Heylighen and Dewaele 1999, with only the word classes that can be counted without guessing",
        2.0,
        0,
    ),
    Measure("commas", "Commas", "per 100 words", "Commas in the running text; those within numbers are not counted.", "", 0.8),
    Measure(
        "dashes",
        "Dashes",
        "per 1,000 words",
        "Dashes between words: “—”, “–” or a hyphen with a blank on either side; ranges of numbers are not counted.",
        "",
        2.0,
    ),
    Measure("colons", "Colons and semicolons", "per 1,000 words", "Colons and semicolons behind a word.", "", 3.0),
    Measure("brackets", "Brackets", "per 1,000 words", "Pairs of round brackets.", "", 2.0),
    Measure(
        "warmth",
        "Words of warmth",
        "per 100 words",
        "Words of greeting, thanks, welcome, apology, care and company, such as “glad”, “thank” and “together”.",
        "",
        0.4,
    ),
    Measure(
        "preferred",
        "Words of the house",
        "per 1,000 words",
        "Accepted terms of the house’s term list.",
        "",
        5.0,
    ),
    Measure(
        "banned",
        "Words the house rejects",
        "per 1,000 words",
        "Rejected terms of the house’s term list.",
        "",
        0.5,
    ),
    Measure(
        "flags",
        "Flags of the house’s own rules",
        "per 1,000 words",
        "Places that the rules of the house’s own style guides flag.",
        "",
        1.0,
    ),
    Measure(
        "tone",
        "Tone",
        "from −1 to 1",
        "The mean over all sentences of how positive (up to 1) or negative (down to −1) their words are; a reading of words, "
        "which knows no irony.",
        "VADER: Hutto and Gilbert 2014",
        0.05,
        2,
    ),
    Measure(
        "positive",
        "Sentences that read positive",
        "per 100 sentences",
        "Sentences whose words reach 0.05 or more on that scale.",
        "VADER: Hutto and Gilbert 2014",
        4.0,
        0,
    ),
    Measure(
        "negative",
        "Sentences that read negative",
        "per 100 sentences",
        "Sentences whose words reach −0.05 or less on that scale.",
        "VADER: Hutto and Gilbert 2014",
        3.0,
        0,
    ),
)
BY_ID: Mapping[str, Measure] = {measure.id: measure for measure in MEASURES}
