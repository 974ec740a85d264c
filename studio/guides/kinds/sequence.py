"""`sequence`: words that follow one another in a sentence, some of them named by a pattern, some skipped.

A word may also be asked for by its part of speech. Telling nouns from verbs takes a trained model, and none that a package
ships is good enough (tried in November 2026: TextBlob's lexicon has Penn tags and calls the nouns of "the run fails" and "the
set broke" verbs, which is what such rules ask about; denckring-en-pos knows universal tags alone; HanTa loads a pickle). So a
rule that asks for one says that it does not run, and the others run. A pattern has to take the whole word, as in Vale since
3.17: `self` is not `self-worth`.
"""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from studio.guides.kinds._contract import CannotRun, Excepting, Hit, Kind, Setting
from studio.guides.pattern import TIME_LIMIT, Pattern, compiled, translated
from studio.guides.reading import BrokenRule, Keys

MOST_WORDS = 40  # that one token may skip, and tokens in a rule
MOST_STEPS = 100_000  # words tried on one sentence, a tenth of a second; honest rules need a few hundred
_WORD = compiled(
    r"[\p{L}\p{N}]+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b"  # do n't, it 's
    r"|[\p{L}\p{N}*_]+(?:[-.,][\p{L}\p{N}]+)*|\S"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One place in a sequence. Attributes: `pattern` takes any word if None; up to `skip` words may stand before it."""

    pattern: Pattern | None
    negate: bool = False
    skip: int = 0
    target: bool = False

    def takes(self, word: str) -> bool:
        if self.pattern is None:
            return True
        return (self.pattern.fullmatch(word, timeout=TIME_LIMIT) is not None) != self.negate


@dataclass(slots=True)
class _Tried:
    """What a search has been through: tokens at words where they lead nowhere, and how many words it has looked at."""

    vain: set[tuple[int, int]] = field(default_factory=set)
    words: int = 0

    def count(self) -> None:
        self.words += 1
        if self.words > MOST_STEPS:
            raise TimeoutError("a sequence of words took too many steps")


class Sequences(Excepting):
    """Args: `entry` is a pattern that must occur for the sequence to; `excused` is where none may begin, by how it is written."""

    def __init__(self, tokens: Sequence[Token], entry: str, excused: Mapping[str, Pattern]) -> None:
        self._tokens, self._excused = tuple(tokens), excused
        self.entries = (entry,) if entry else ()

    def may_find(self, text: str) -> bool:
        return True

    def find(self, text: str, candidates: Sequence[int] | None, masked: Callable[[int, int], bool]) -> Iterator[Hit]:
        words = list(_WORD.finditer(text))
        excused = [span for pattern in self._excused.values() for span in _spans(pattern, text)]
        tried, at = _Tried(), 0
        while at < len(words):
            taken = self._match(words, 0, at, tried) or (self._from_the_edge(words, tried) if not at else {})
            if not taken:
                at += 1
                continue
            span = self._span(words, taken)
            if not masked(*span) and not any(a <= span[0] < b for a, b in excused):
                yield Hit(span[0], span[1], tuple(word[0] for word in words[at : max(taken.values()) + 1]))
            at = max(taken.values()) + 1

    def bare(self) -> Self:
        made = copy.copy(self)
        made._excused = {}
        return made

    def saving(self, text: str, hit: Hit) -> str:
        held = (words for words, pattern in self._excused.items() if any(a <= hit.start < b for a, b in _spans(pattern, text)))
        return next(held, "")

    def _from_the_edge(self, words: Sequence[Any], tried: "_Tried") -> dict[int, int]:
        """The sentence's first words, where tokens that must not stand before them have no word to stand for."""
        leading = next(n for n, token in enumerate(self._tokens) if not token.negate)
        found = (self._match(words, token, 0, tried) for token in range(1, leading + 1))
        return next(filter(None, found), {})

    def _match(self, words: Sequence[Any], token: int, at: int, tried: "_Tried") -> dict[int, int]:
        """Which token takes which word, from `token` and the word `at` on; empty where they do not fit."""
        if (token, at) in tried.vain:
            return {}
        wanted, last = self._tokens[token], token == len(self._tokens) - 1
        for ahead in range(at, min(len(words), at + wanted.skip * (token > 0) + 1)):
            tried.count()
            if not wanted.takes(words[ahead][0]):
                continue
            rest = {} if last else self._match(words, token + 1, ahead + 1, tried)
            if last or rest or self._ends_well(token + 1, ahead + 1, len(words)):
                return {token: ahead, **rest}
        tried.vain.add((token, at))
        return {}

    def _ends_well(self, token: int, at: int, words: int) -> bool:
        """Whether the sentence is over and nothing but words that must not stand there is still to come."""
        return at >= words and all(one.negate for one in self._tokens[token:])

    def _span(self, words: Sequence[Any], taken: dict[int, int]) -> tuple[int, int]:
        aimed = [word for token, word in taken.items() if self._tokens[token].target] or list(taken.values())
        return words[min(aimed)].start(), words[max(aimed)].end()


def _spans(pattern: Pattern, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text, timeout=TIME_LIMIT)]


def build(keys: Keys, setting: Setting) -> Sequences:
    if keys.text("model"):
        raise CannotRun("it asks for a grammar model of its own, and none is read", keys.line_of("model"))
    ignore_case, tokens, entry = keys.switch("ignorecase"), list[Token](), ""
    for inner in keys.inners("tokens"):
        if not any(key in inner for key in ("pattern", "tag", "upos", "skip")):
            raise BrokenRule("A token has no `pattern`, so it stands for nothing.", inner.line)
        for key in ("tag", "upos"):
            if inner.text(key):
                what = f"it asks for a part of speech (`{key}: {inner.text(key)}`), and there is no grammar model to tell it by"
                raise CannotRun(what, inner.line_of(key))
        token = _token(inner, ignore_case)
        if not entry and token.pattern is not None and not token.negate:
            entry = str(token.pattern.pattern)
        tokens += [token] * max(1, inner.number("min", 1))
    if not entry:
        raise BrokenRule("The rule has no token with a `pattern` that must stand there, so it can find nothing.", keys.line)
    if len(tokens) > MOST_WORDS:
        raise BrokenRule(f"The rule has {len(tokens)} tokens; {MOST_WORDS} is the most.", keys.line_of("tokens"))
    exceptions = {item.text: _pattern(item.text, item.line, False) for item in keys.texts("exceptions")}
    return Sequences(_from_the_first(tokens), entry, exceptions)


def _from_the_first(tokens: Sequence[Token]) -> list[Token]:
    """A token that only skips hands its words on to the one after it; at the end it has nothing to skip to."""
    made, spare = list[Token](), 0
    for token in tokens:
        if token.pattern is None:
            spare += token.skip
        else:
            made.append(replace(token, skip=min(MOST_WORDS, token.skip + spare)))
            spare = 0
    return made


def _token(keys: Keys, ignore_case: bool) -> Token:
    text = keys.text("pattern")
    pattern = _pattern(text, keys.line_of("pattern"), ignore_case) if text else None
    skip = max(0, min(MOST_WORDS, keys.number("skip")))
    return Token(pattern, keys.switch("negate"), skip, keys.switch("target"))


def _pattern(text: str, line: int, ignore_case: bool) -> Pattern:
    try:
        return compiled(("(?i)" if ignore_case else "") + translated(text, multi_line=False))
    except BrokenRule as error:
        raise BrokenRule(f"The pattern `{text}` cannot be read: {error.what}", line) from error


def sentences_in(given: tuple[str, ...]) -> tuple[str, ...]:
    """Sentences, of whatever the rule's own scope names."""
    return tuple("sentence" if s in ("text", "sentence") else s if "sentence" in s else f"sentence & {s}" for s in given)


KIND = Kind("sequence", frozenset({"tokens", "ignorecase", "exceptions", "model", "vocab"}), build, sentences_in)
