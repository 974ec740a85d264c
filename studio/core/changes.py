"""What differs between the AI original and the working text, word by word, and which paragraphs stand side by side.

Two levels: lines are aligned first (see `lines`), then the words inside a pair, or inside all the lines that a split or
a join of paragraphs made of one another (see `seams`). So a 10,000-word text costs milliseconds, and a pair that did not
change since the last keystroke costs nothing: what was found in it is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate
from operator import itemgetter

import regex
from rapidfuzz.distance import Levenshtein

from studio.core.lines import Row as Row
from studio.core.lines import align as align
from studio.core.seams import stretches
from studio.core.span import Span


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. Either side may be empty: words that came, or words that went.

    Attributes:
        id: made from the words and their place in the AI original, which never changes; so it stays the same while
            other places of the working text do.
        before: span in the AI original.
        after: span in the working text.
    """

    id: str
    before: Span
    after: Span
    before_text: str
    after_text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes in reading order and the rows of aligned lines; `kept` of `words` words stand as they were."""

    changes: tuple[Change, ...]
    rows: tuple[Row, ...]
    kept: int
    words: int


Tokens = tuple[str, ...]
Hunk = tuple[int, int, int, int]  # start and end in the AI original, start and end in the working text
_WORD = regex.compile(r"\w+(?:['’\-]\w+)*")
_TOKEN = regex.compile(_WORD.pattern + r"|[^\S\n]+|[^\w\s]|\n")


@lru_cache(maxsize=4096)
def _tokens(line: str) -> Tokens:
    return tuple(_TOKEN.findall(line))


def compare(original: str, working: str) -> Comparison:
    """Find the changes from `original` to `working`.

    Returns:
        Changes whose spans, taken out of each text and exchanged, turn one text into the other exactly.
    """
    ours, theirs = original.split("\n"), working.split("\n")
    rows = align(ours, theirs)
    our_starts, their_starts = _starts(ours), _starts(theirs)
    raw: list[Hunk] = []
    our_at = their_at = 0
    for our_line, their_line, one, other in _together(rows, ours, theirs):
        # A line without counterpart is a change of the line and its line end, at the place the other side has reached.
        a, b = our_starts[our_line], their_starts[their_line]
        gone, come = a - our_at, b - their_at
        if gone != come or gone > 1:  # one on either side is the line end before both
            raw.append((our_at, a, their_at, b))
        if one != other:
            raw.extend((a + i, a + j, b + k, b + m) for i, j, k, m in _word_hunks(one, other))
        our_at, their_at = a + len(one), b + len(other)
    if our_at < len(original) or their_at < len(working):
        raw.append((our_at, len(original), their_at, len(working)))
    changes = tuple(_changes(_tidy(raw, original, working), original, working))
    words = sum(map(_count, theirs))
    return Comparison(changes, rows, words - sum(_count(change.after_text) for change in changes), words)


def _together(rows: Sequence[Row], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    """What is compared word by word: the first line of either side, and the words of one line, or of several."""
    at = 0
    for first, end in [*stretches(rows, ours, theirs), (len(rows), len(rows))]:
        for row in rows[at:first]:
            if row.before is not None and row.after is not None:
                yield row.before, row.after, ours[row.before], theirs[row.after]
        our_lines = [row.before for row in rows[first:end] if row.before is not None]
        their_lines = [row.after for row in rows[first:end] if row.after is not None]
        if our_lines and their_lines:
            i, j, k, m = our_lines[0], our_lines[-1] + 1, their_lines[0], their_lines[-1] + 1
            line_end = "\n" if j < len(ours) and m < len(theirs) else ""
            yield i, k, "\n".join(ours[i:j]) + line_end, "\n".join(theirs[k:m]) + line_end
        at = end


def _tidy(raw: list[Hunk], original: str, working: str) -> list[Hunk]:
    """Take the line ends both sides share out of the hunks, drop empty ones, join those that touch."""
    done: list[Hunk] = []
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


def _changes(hunks: Sequence[Hunk], original: str, working: str) -> Iterator[Change]:
    for i, j, k, m in hunks:
        before, after = original[i:j], working[k:m]
        yield Change(_name(i, before, after), Span(i, j), Span(k, m), before, after)


@lru_cache(maxsize=8192)
def _name(place: int, before: str, after: str) -> str:
    return blake2b(f"{place}\x1f{before}\x1f{after}".encode("utf-8", "replace"), digest_size=8).hexdigest()


def _starts(lines: Sequence[str]) -> list[int]:
    return list(accumulate((len(line) + 1 for line in lines), initial=0))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are counted wherever words are counted: letters and digits, and what ties them together."""
    return tuple(token for token in _tokens(text) if token[0].isalnum())


def word_spans(text: str) -> Iterator[Span]:
    """Where each of `words_of` stands."""
    for found in _WORD.finditer(text):
        if text[found.start()].isalnum():
            yield Span(found.start(), found.end())


@lru_cache(maxsize=8192)
def _count(text: str) -> int:
    return sum(map(str.isalnum, map(itemgetter(0), _tokens(text))))


# ---------------------------------------------------------------- words


@lru_cache(maxsize=4096)
def _word_hunks(one: str, other: str) -> tuple[Hunk, ...]:
    """Differences between two lines or stretches of them, as offsets in both; those a single short word apart are joined."""
    ours, theirs = _tokens(one), _tokens(other)
    our_at, their_at = _offsets(ours), _offsets(theirs)
    hunks: list[Hunk] = []
    for op in Levenshtein.opcodes(ours, theirs):
        if op.tag == "equal":
            continue
        i, j, k, m = op.src_start, op.src_end, op.dest_start, op.dest_end
        if hunks and _is_island(ours[hunks[-1][1] : i]):
            i, _, k, _ = hunks.pop()
        hunks.append((i, j, k, m))
    settled = [_settled(ours, theirs, *hunk) for hunk in hunks]
    if "\n" in one or "\n" in other:
        settled = _levelled(ours, theirs, settled)
    return tuple((our_at[i], our_at[j], their_at[k], their_at[m]) for i, j, k, m in settled)


def _settled(ours: Tokens, theirs: Tokens, i: int, j: int, k: int, m: int) -> Hunk:
    """The hunk without what both sides begin or end with; words that came or went take the blank behind them along."""
    while i < j and k < m and ours[j - 1] == theirs[m - 1]:
        j, m = j - 1, m - 1
    while i < j and k < m and ours[i] == theirs[k]:
        i, k = i + 1, k + 1
    if i == j and m < len(theirs) and theirs[k].isspace() and theirs[k] == theirs[m]:
        return i + 1, j + 1, k + 1, m + 1
    if k == m and j < len(ours) and ours[i].isspace() and ours[i] == ours[j]:
        return i + 1, j + 1, k + 1, m + 1
    return i, j, k, m


def _levelled(ours: Tokens, theirs: Tokens, hunks: list[Hunk]) -> list[Hunk]:
    """The hunks with lines that came or went told as whole lines, where the same words allow more than one telling."""
    done = list[Hunk]()
    for number, (i, j, k, m) in enumerate(hunks):
        if (i == j) != (k == m):
            tokens, start, end = (theirs, k, m) if i == j else (ours, i, j)
            room_before = i - (done[-1][1] if done else 0)
            room_behind = (hunks[number + 1][0] if number + 1 < len(hunks) else len(ours)) - j
            by = _to_whole_lines(tokens, start, end, room_before, room_behind)
            done.append((i + by, j + by, k + by, m + by))
        else:
            done.append((i, j, k, m))
    return done


def _to_whole_lines(tokens: Tokens, start: int, end: int, room_before: int, room_behind: int) -> int:
    """How far `tokens[start:end]` may slide to begin a line, or else with a line end; 0 where it cannot or need not."""
    if "\n" not in tokens[start:end]:
        return 0
    back = ahead = 0
    while back < room_before and tokens[start - back - 1] == tokens[end - back - 1]:
        back += 1
    while ahead < room_behind and tokens[start + ahead] == tokens[end + ahead]:
        ahead += 1

    def roughness(by: int) -> tuple[int, int]:
        begins_line = start + by == 0 or tokens[start + by - 1] == "\n"
        is_line_end = tokens[start + by] == "\n"
        return (0 if begins_line and not is_line_end else 1 if is_line_end and not begins_line else 2), abs(by)

    return min(range(-back, ahead + 1), key=roughness)


def _is_island(between: Tokens) -> bool:
    """Whether so little stands between two changes that a reader sees one: blanks, or a short word; never a line end."""
    words = [token for token in between if not token.isspace()]
    is_little = not words or (len(words) == 1 and len(words[0]) <= 3 and words[0].isalpha() and len(between) <= 3)
    return is_little and "\n" not in between


def _offsets(tokens: Tokens) -> list[int]:
    return list(accumulate(map(len, tokens), initial=0))
