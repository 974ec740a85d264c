"""What an origin is called in the IPTC's vocabulary of digital source types, which machines outside this house read.

The terms, and why each was chosen (http://cv.iptc.org/newscodes/digitalsourcetype/):

    ai, rewrite     trainedAlgorithmicMedia    a trained model made the words, whoever asked for them or took them
    typed           humanEdits                 people corrected and completed what lay before them, with tools that make nothing
                                               up; `digitalCreation` would say that the whole came from them
    fix             algorithmicallyEnhanced    a correction by a fixed rule that no model made, put in place by a person
    import          digitalCreation            a person wrote the draft at a keyboard, as far as anybody has said
    pasted          none, unless the words were copied from the AI original: nobody knows how words from elsewhere came to be,
                    and a guess would be taken for a statement

Of a whole text: what all of its words are; where a model's words stand beside any others,
compositeWithTrainedAlgorithmicMedia; where nothing of a model is left, humanEdits.
"""

from collections.abc import Sequence

from studio.core.origins import AI_ORIGINAL, Origin, OriginKind, OriginRun

BASE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_TERMS = {
    OriginKind.AI: "trainedAlgorithmicMedia",
    OriginKind.REWRITE: "trainedAlgorithmicMedia",
    OriginKind.TYPED: "humanEdits",
    OriginKind.FIX: "algorithmicallyEnhanced",
    OriginKind.IMPORT: "digitalCreation",
}
_MODEL, _COMPOSITE, _PEOPLE = (
    BASE + each for each in ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "humanEdits")
)


def source_type(origin: Origin) -> str:
    """The address of the term; empty where none can be said to hold."""
    if origin.kind is OriginKind.PASTED:
        return _MODEL if origin.detail == AI_ORIGINAL else ""
    return BASE + _TERMS[origin.kind]


def source_type_of_all(text: str, runs: Sequence[OriginRun]) -> str:
    """The address of the term for a whole text; empty for one without words, or with nothing but words from elsewhere."""
    found = {source_type(run.origin) for run in runs if any(map(str.isalnum, run.span.of(text)))}
    if len(found) <= 1:
        return next(iter(found), "")
    return _COMPOSITE if _MODEL in found else _PEOPLE
