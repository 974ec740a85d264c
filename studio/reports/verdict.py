"""What checking the history came to, in words: a broken chain is one thing, a bad signature or a head kept elsewhere another."""

from studio.core.events import Verification


def state(found: Verification) -> str:
    """In a word or two, for the foot of a page."""
    if not found.checked:
        return "not checked"
    if found.whole:
        return "unbroken"
    return "BROKEN" if found.problem else "IN DOUBT"


def headline(found: Verification) -> str:
    """What is wrong, without a full stop; empty where nothing is."""
    if found.problem:
        return f"The history is broken at entry {found.broken:,}" if found.broken else "The history is broken"
    if found.outside:
        return "The entries are unbroken, but something outside the history does not agree with them"
    return "" if found.whole or not found.checked else "The entries are unbroken, but a signature is invalid"


def advice(found: Verification) -> str:
    """What not to rely on, one sentence; empty where nothing is wrong."""
    if found.problem:
        what = "that entry or on anything after it" if found.broken else "it before somebody has looked into it"
        return f"Do not rely on {what}."
    if found.outside:
        return "Look into it before you rely on what the history says."
    return "" if found.whole or not found.checked else "Do not rely on a decision whose signature is invalid."


def problems(found: Verification) -> tuple[tuple[str, str], ...]:
    """Everything that is wrong, each with the word it stands under: the chain first, then what is outside, then signatures."""
    told = [("Broken", found.problem)]
    told += [("In doubt", sentence) for sentence in found.outside]
    told += [("Invalid", seal.problem) for seal in found.seals]
    return tuple((word, sentence) for word, sentence in told if sentence)
