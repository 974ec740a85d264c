"""What a statement says word for word, in its order, whatever its dress: markup, case, commas, articles and endings aside.

Where no figure, name, negation or comparison differs, another word may still turn a statement round: "cures" and "causes",
"safe" and "unsafe", "include" and "exclude". No list of such words is ever whole, so any other word counts.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

import regex

from studio.core.details.figures import Found, figures
from studio.core.details.gist import stem
from studio.core.details.names import addresses
from studio.core.details.plain import raised
from studio.core.details.spelled import row

_SILENT = row("a an the also too just really very quite so and")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)?")
_NOT = regex.compile(r"(?:n['’]t|(?<=can)not)$")
_ONE = {"each": "every", "ca": "can", "wo": "will", "sha": "shall"}
_SIGNS = "+-−±"


@lru_cache(maxsize=8_192)
def wording(text: str) -> tuple[str, ...]:
    """The telling words of a claim in their order, figures by their value; markup or none."""
    return tuple(token for token, _ in _tokens(text))


def rephrased(before: str, after: str) -> str:
    """What became of the words, one sentence; empty where only their dress differs.

    Args:
        before, after: a claim's text, markup or none.
    Returns:
        "“cures” became “causes”.", "“hardly” was added.", "The words stand in another order.", ...
    """
    if before == after or wording(before) == wording(after):
        return ""
    old, new = list(_tokens(before)), list(_tokens(after))
    if sorted(wording(before)) == sorted(wording(after)):
        return "The words stand in another order."
    matcher = SequenceMatcher(None, [token for token, _ in old], [token for token, _ in new], autojunk=False)
    _, i1, i2, j1, j2 = next(opcode for opcode in matcher.get_opcodes() if opcode[0] != "equal")
    gone, come = (" ".join(shown for _, shown in part) for part in (old[i1:i2], new[j1:j2]))
    if gone and come:
        return f"“{gone}” became “{come}”."
    return f"“{gone}” was taken out." if gone else f"“{come}” was added."


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Each telling word as it is compared, and as it is shown."""
    bare = raised(text)
    read = Found(bare)  # names and quotations are words here, and looking for them is the dearer half
    addresses(read)
    figures(read)
    found = {detail.span.start: detail for detail in read.details}
    at = 0
    while at < len(bare):
        if detail := found.get(at):
            sign = bare[at - 1] if at and bare[at - 1] in _SIGNS and not bare[: at - 1][-1:].isalnum() else ""
            yield f"{sign}{detail.value} {detail.unit}", sign + detail.text
            at = max(detail.span.end, at + 1)
        elif word := _WORD.match(bare, at):
            end = min([start for start in found if at < start < word.end()], default=word.end())
            yield from _word(bare[at:end])
            at = end
        else:
            at += 1


def _word(shown: str) -> Iterator[tuple[str, str]]:
    word = shown.lower().replace("’", "'")
    if denied := _NOT.search(word):
        word = word[: denied.start()]
    if word not in _SILENT:
        yield stem(_ONE.get(word, word).removesuffix("'s")), shown
    if denied:
        yield "not", "not"
