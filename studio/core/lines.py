"""Which lines of two texts belong side by side.

Equal lines that stand once on either side are the anchors. Between them, lines that share rare pairs of words belong
together, however many stand in between; what is then left are small gaps, in which every line is held against every
other. Blank lines anchor nothing, for they are all alike; they are paired last.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from rapidfuzz import fuzz


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of lines that belong side by side; None where one side has no counterpart. Numbers count from 0."""

    before: int | None
    after: int | None


Pair = tuple[int, int]
Texts = tuple[str, ...]


def align(ours: Sequence[str], theirs: Sequence[str]) -> tuple[Row, ...]:
    """Pair the lines of two texts.

    Returns:
        Rows in reading order: every line of either side once, numbers growing on both.
    """
    our_text = [n for n, line in enumerate(ours) if line and not line.isspace()]
    their_text = [n for n, line in enumerate(theirs) if line and not line.isspace()]
    found = _pairs(tuple(ours[n] for n in our_text), tuple(theirs[n] for n in their_text))
    rows, i, k = list[Row](), 0, 0
    for a, b in [*((our_text[a], their_text[b]) for a, b in found), (len(ours), len(theirs))]:
        if a - i == b - k == 1 and not ours[i].strip() and not theirs[k].strip():
            rows.append(Row(i, k))  # what nearly every gap is
        elif i < a or k < b:
            rows += _blanks(ours, theirs, i, a, k, b)
        if a < len(ours):
            rows.append(Row(a, b))
        i, k = a + 1, b + 1
    return tuple(rows)


def _blanks(ours: Sequence[str], theirs: Sequence[str], i: int, j: int, k: int, m: int) -> Iterator[Row]:
    """Rows of a gap in which no line of text has a counterpart: blank lines stand beside blank ones, in order."""
    our_blank = (n for n in range(i, j) if not ours[n].strip())
    their_blank = (n for n in range(k, m) if not theirs[n].strip())
    for a, b in [*zip(our_blank, their_blank, strict=False), (j, m)]:
        yield from (Row(n, None) for n in range(i, a))
        yield from (Row(None, n) for n in range(k, b))
        if a < j:
            yield Row(a, b)
        i, k = a + 1, b + 1


# ---------------------------------------------------------------- lines with words in them


def _pairs(ours: Texts, theirs: Texts) -> list[Pair]:
    """Equal lines around and between, then those that share rare words, then whatever is alike in the small gaps."""
    return _around(ours, theirs, lambda one, other: _split(one, other, _equal(one, other), _by_words))


@lru_cache(maxsize=128)  # gaps, of which a keystroke changes one
def _by_words(ours: Texts, theirs: Texts) -> list[Pair]:
    return _around(ours, theirs, lambda one, other: _split(one, other, _sharing(one, other), _alike_pairs))


Pairing = Callable[[Texts, Texts], list[Pair]]


def _around(ours: Texts, theirs: Texts, inner: Pairing) -> list[Pair]:
    """Pair equal lines from both ends, and leave the middle to `inner`."""
    shorter, head, tail = min(len(ours), len(theirs)), 0, 0
    while head < shorter and ours[head] == theirs[head]:
        head += 1
    while tail < shorter - head and ours[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    one, other = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    middle = [(head + a, head + b) for a, b in inner(one, other)] if one and other else []
    ends = [(len(ours) - n, len(theirs) - n) for n in range(tail, 0, -1)]
    return [(n, n) for n in range(head)] + middle + ends


def _split(ours: Texts, theirs: Texts, anchors: list[Pair], inner: Pairing) -> list[Pair]:
    """The anchors, and what `inner` pairs in the gaps between them."""
    found, i, k = list[Pair](), 0, 0
    for a, b in [*anchors, (len(ours), len(theirs))]:
        if i < a and k < b:
            found += [(i + x, k + y) for x, y in inner(ours[i:a], theirs[k:b])]
        if a < len(ours):
            found.append((a, b))
        i, k = a + 1, b + 1
    return found


def _equal(ours: Texts, theirs: Texts) -> list[Pair]:
    """Equal lines that stand once on each side, as many as keep their order."""
    our_count, their_count = Counter(ours), Counter(theirs)
    there = {line: n for n, line in enumerate(theirs) if their_count[line] == 1}
    return _growing([(n, there[line]) for n, line in enumerate(ours) if our_count[line] == 1 and line in there])


def _sharing(ours: Texts, theirs: Texts) -> list[Pair]:
    """Lines that share pairs of words which stand in no other line, where each is the other's best match."""
    if len(ours) == len(theirs) == 1:
        return []
    our_home, their_home = _homes(ours), _homes(theirs)
    votes = Counter((our_home[mark], their_home[mark]) for mark in our_home.keys() & their_home.keys())
    best_of_ours, best_of_theirs = dict[int, Pair](), dict[int, Pair]()
    for pair, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
        best_of_ours.setdefault(pair[0], pair)
        best_of_theirs.setdefault(pair[1], pair)
    mutual = [pair for a, pair in sorted(best_of_ours.items()) if best_of_theirs[pair[1]] == pair]
    return _growing([(a, b) for a, b in mutual if _alike(ours[a], theirs[b])])


def _homes(lines: Texts) -> dict[int, int]:
    """The line of every mark that only one line bears."""
    found = dict[int, int]()
    shared = set[int]()
    for number, line in enumerate(lines):
        for mark in _marks(line):
            if found.setdefault(mark, number) != number:
                shared.add(mark)
    for mark in shared:
        del found[mark]
    return found


_MARKS = 12  # of one line; more tell no more, and every one is looked up at every keystroke


@lru_cache(maxsize=8192)
def _marks(line: str) -> tuple[int, ...]:
    """A few numbers that stand for the line's pairs of words: the lowest checksums, so that alike lines share many."""
    words = [_checksum(word) for word in line.casefold().split()]
    pairs = {(31 * one + other) & 0xFFFFFFFF for one, other in pairwise(words)} if len(words) > 1 else words
    return tuple(sorted(pairs)[:_MARKS])


@lru_cache(maxsize=16384)
def _checksum(word: str) -> int:
    return crc32(word.encode("utf-8", "replace"))


def _growing(pairs: list[Pair]) -> list[Pair]:
    """The longest row of `pairs`, given in the order of their first numbers, in which the second numbers grow too."""
    if all(one[1] < other[1] for one, other in pairwise(pairs)):
        return pairs
    ends, numbers, before = list[int](), list[int](), list[int]()  # ends[n]: last pair of the best row of n + 1 pairs
    for index, (_, b) in enumerate(pairs):
        length = bisect_left(numbers, b)
        before.append(ends[length - 1] if length else -1)
        ends[length:], numbers[length:] = [index, *ends[length + 1 :]], [b, *numbers[length + 1 :]]
    row, at = list[Pair](), ends[-1]
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


# ---------------------------------------------------------------- small gaps

_LIKENESS = 45.0  # of 100, rapidfuzz ratio; below it two paragraphs are read as unrelated
_PRODUCT = 900  # pairs held against each other in one gap; lines of a larger one share no rare words, so they are unrelated


def _alike_pairs(ours: Texts, theirs: Texts) -> list[Pair]:
    """The best-scoring pairing that keeps the order, by dynamic programming over the gap."""
    height, width = len(ours), len(theirs)
    if height * width > _PRODUCT:
        return []
    score = [[_alike(one, other) for other in theirs] for one in ours]
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for a in range(height - 1, -1, -1):
        for b in range(width - 1, -1, -1):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], best[a + 1][b + 1] + score[a][b])
    found, a, b = list[Pair](), 0, 0
    while a < height and b < width:
        if score[a][b] and best[a][b] == best[a + 1][b + 1] + score[a][b]:
            found.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return found


@lru_cache(maxsize=8192)
def _alike(one: str, other: str) -> float:
    """How alike two lines are, 0 to 100; 0 for unrelated ones."""
    ratio = float(fuzz.ratio(one, other, score_cutoff=_LIKENESS))
    return ratio if ratio else float(fuzz.token_set_ratio(one, other, score_cutoff=75)) / 2
