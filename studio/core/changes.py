"""What differs between the AI original and the working text, word by word, and which paragraphs stand side by side.

Two levels: lines are aligned first (equal ones anchor, similar ones pair up), then the words inside a pair. So a
10,000-word text costs milliseconds, and a pair that did not change since the last keystroke costs nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import regex
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from studio.core.flag import fingerprint
from studio.core.span import Span


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. Either side may be empty: words that came, or words that went.

    Attributes:
        id: made from the words and their neighbourhood, so it stays the same while other places change.
        before: span in the AI original.
        after: span in the working text.
    """

    id: str
    before: Span
    after: Span
    before_text: str
    after_text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of lines that belong side by side; None where one side has no counterpart. Numbers count from 0."""

    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes in reading order and the rows of aligned lines; `kept` of `words` words stand as they were."""

    changes: tuple[Change, ...]
    rows: tuple[Row, ...]
    kept: int
    words: int


_TOKEN = regex.compile(r"\w+(?:['’\-]\w+)*|\s+|[^\w\s]")


@lru_cache(maxsize=4096)
def _tokens(line: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(line))


def compare(original: str, working: str) -> Comparison:
    """Find the changes from `original` to `working`.

    Returns:
        Changes whose spans, taken out of each text and exchanged, turn one text into the other exactly.
    """
    ours, theirs = original.split("\n"), working.split("\n")
    rows = align(ours, theirs)
    our_starts, their_starts = _starts(ours), _starts(theirs)
    raw: list[tuple[int, int, int, int]] = []
    our_at = their_at = 0
    for row in rows:
        # A line without counterpart is a change of the line and its line end, at the place the other side has reached.
        if row.before is not None and row.after is not None:
            a, b = our_starts[row.before], their_starts[row.after]
            if a > our_at or b > their_at:
                raw.append((our_at, a, their_at, b))
            for i, j, k, m in _word_hunks(ours[row.before], theirs[row.after]):
                raw.append((a + i, a + j, b + k, b + m))
            our_at, their_at = a + len(ours[row.before]), b + len(theirs[row.after])
    if our_at < len(original) or their_at < len(working):
        raw.append((our_at, len(original), their_at, len(working)))
    changes = tuple(_changes(_tidy(raw, original, working), original, working))
    gone = sum(_count(c.after_text) for c in changes)
    words = _count(working)
    return Comparison(changes, rows, max(0, words - gone), words)


def _tidy(raw: list[tuple[int, int, int, int]], original: str, working: str) -> list[tuple[int, int, int, int]]:
    """Take the line ends both sides share out of the hunks, drop empty ones, join those that touch."""
    done: list[tuple[int, int, int, int]] = []
    for i, j, k, m in raw:
        while i < j and k < m and original[i] == working[k] == "\n":
            i, k = i + 1, k + 1
        while i < j and k < m and original[j - 1] == working[m - 1] == "\n":
            j, m = j - 1, m - 1
        if i == j and k == m:
            continue
        if done and done[-1][1] == i and done[-1][3] == k:
            i, k = done[-1][0], done[-1][2]
            done.pop()
        done.append((i, j, k, m))
    return done


def _changes(hunks: Sequence[tuple[int, int, int, int]], original: str, working: str) -> Iterator[Change]:
    seen: dict[str, int] = {}
    for i, j, k, m in hunks:
        before, after = original[i:j], working[k:m]
        name = fingerprint(before, after, original[max(0, i - 24) : i])
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:  # the very same change in the very same surroundings: count them
            name = f"{name}-{seen[name]}"
        yield Change(name, Span(i, j), Span(k, m), before, after)


def _starts(lines: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    return starts


def _count(text: str) -> int:
    return sum(1 for token in _tokens(text) if token[0].isalnum())


# ---------------------------------------------------------------- lines

_ALIKE = 45.0  # of 100, rapidfuzz ratio; below it two paragraphs are read as unrelated
_PRODUCT = 4_000  # pairs compared in one gap; a larger gap is paired in order, which rewritten texts mostly are


def align(ours: Sequence[str], theirs: Sequence[str]) -> tuple[Row, ...]:
    """Pair the lines of two texts: equal lines first, then alike ones inside the gaps."""
    rows: list[Row] = []
    for tag, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            rows.extend(Row(i + n, k + n) for n in range(j - i))
        else:
            rows.extend(_align_gap(ours, theirs, i, j, k, m))
    return tuple(rows)


def _align_gap(ours: Sequence[str], theirs: Sequence[str], i: int, j: int, k: int, m: int) -> list[Row]:
    height, width = j - i, m - k
    if not height or not width:
        return [Row(n, None) for n in range(i, j)] + [Row(None, n) for n in range(k, m)]
    if height * width > _PRODUCT:
        both = min(height, width)
        rows = [Row(i + n, k + n) for n in range(both)]
        return rows + [Row(n, None) for n in range(i + both, j)] + [Row(None, n) for n in range(k + both, m)]
    # The best-scoring order-keeping pairing, by dynamic programming over the gap.
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    score = [[_alike(ours[i + a], theirs[k + b]) for b in range(width)] for a in range(height)]
    for a in range(height - 1, -1, -1):
        for b in range(width - 1, -1, -1):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], best[a + 1][b + 1] + score[a][b] if score[a][b] else 0.0)
    rows, a, b = [], 0, 0
    while a < height and b < width:
        if score[a][b] and best[a][b] == best[a + 1][b + 1] + score[a][b]:
            rows.append(Row(i + a, k + b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            rows.append(Row(i + a, None))
            a += 1
        else:
            rows.append(Row(None, k + b))
            b += 1
    return rows + [Row(n, None) for n in range(i + a, j)] + [Row(None, n) for n in range(k + b, m)]


@lru_cache(maxsize=8192)
def _alike(one: str, other: str) -> float:
    if not one.strip() or not other.strip():
        return 0.5 if one == other else 0.0  # two blank lines may pair, but only where nothing better does
    ratio = float(fuzz.ratio(one, other, score_cutoff=_ALIKE))
    return ratio if ratio else float(fuzz.token_set_ratio(one, other, score_cutoff=75)) / 2


# ---------------------------------------------------------------- words


@lru_cache(maxsize=4096)
def _word_hunks(one: str, other: str) -> tuple[tuple[int, int, int, int], ...]:
    """Differences inside a pair of lines, as offsets in both; neighbours a single short word apart are joined."""
    if one == other:
        return ()
    ours, theirs = _tokens(one), _tokens(other)
    our_at, their_at = _offsets(ours), _offsets(theirs)
    hunks: list[list[int]] = []
    for op in Levenshtein.opcodes(ours, theirs):
        if op.tag == "equal":
            continue
        i, j, k, m = op.src_start, op.src_end, op.dest_start, op.dest_end
        if hunks and _is_island(ours[hunks[-1][1] : i]):
            hunks[-1][1], hunks[-1][3] = j, m
        else:
            hunks.append([i, j, k, m])
    return tuple((our_at[i], our_at[j], their_at[k], their_at[m]) for i, j, k, m in hunks)


def _is_island(between: tuple[str, ...]) -> bool:
    """Whether so little stands between two changes that a reader sees one: blanks, or a short word among them."""
    words = [token for token in between if not token.isspace()]
    return not words or (len(words) == 1 and len(words[0]) <= 3 and words[0].isalpha() and len(between) <= 3)


def _offsets(tokens: tuple[str, ...]) -> list[int]:
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets
