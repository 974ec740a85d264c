"""Replacements that recur: from the changes people made to AI originals to what a house may want as a rule, with the places.

Pure. A replacement is a change of a few words. Left aside are names (a capital inside a sentence), whatever holds a digit,
and pairs of mere function words, for those are facts or grammar and no habit of the house. Forms of a word that end alike on
both sides ("leverages" and "uses") count as one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from studio.core.changes import Change, compare
from studio.core.events import digest
from studio.core.span import Span

LEAST_TIMES = 3  # twice may be chance, or one person's day
LEAST_PIECES = 2  # within one piece the same change again and again is about that piece
MOST_WORDS = 5  # of either side: longer ones are a sentence written anew
MOST_GONE = 8  # words that were taken out: stock phrases are longer than terms
_MANY_WAYS = 3  # different words in the place of one: then it is the word that people will not have


class ProposalKind(StrEnum):
    """`rule`: a rule of the house's own guide; `term`: an accepted or rejected term; `prompt`: a line for the drafting
    template, where a rule says it already and the AI goes on writing it."""

    RULE = "rule"
    TERM = "term"
    PROMPT = "prompt"


@dataclass(frozen=True, slots=True)
class Replacement:
    """One replacement, made at one place.

    Attributes:
        old, new: the words, without a capital that only begins a sentence; `new` is empty where they were taken out.
        sentence: of the AI original, with the words in it.
        change: between the AI original and the working text, with its places in both.
        who: the person; empty until it is known.
    """

    piece: str
    title: str
    channel: str
    old: str
    new: str
    sentence: str
    change: Change
    who: str = ""

    @property
    def span(self) -> Span:
        """Where the new words, or the gap, stand in the working text, code points."""
        return self.change.after


@dataclass(frozen=True, slots=True)
class Proposal:
    """What people changed again and again, as a person may decide about it.

    Attributes:
        key: eight hex digits, the same for the same words every time.
        old, new: the words in their commonest plain form; `new` is empty where they were taken out, or where many different
            words took their place.
        pairs: every form seen with its replacement, the commonest first.
        places: where, the latest piece first.
        known: the rule in force that flags the words already; empty for none.
    """

    key: str
    kind: ProposalKind
    old: str
    new: str
    pairs: tuple[tuple[str, str], ...]
    places: tuple[Replacement, ...]
    known: str = ""

    @property
    def times(self) -> int:
        return len(self.places)

    @property
    def pieces(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place.piece for place in self.places))

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(sorted({place.who for place in self.places if place.who}))

    @property
    def is_rejected(self) -> bool:
        """Whether it is a word that people put many different ones in the place of."""
        return self.kind is ProposalKind.TERM and not self.new

    @property
    def what(self) -> str:
        """`“leverage” → “use”`, `“delve” → other words each time`, `“in today's world” taken out`."""
        if self.new:
            return f"“{self.old}” → “{self.new}”"
        return f"“{self.old}” → other words each time" if self.is_rejected else f"“{self.old}” taken out"

    @property
    def line(self) -> str:
        """The same as one line for whoever, or whatever, writes drafts."""
        return f"Write “{self.new}”, not “{self.old}”." if self.new else f"Do not write “{self.old}”."

    @property
    def sentence(self) -> str:
        """`“leverage” → “use”: 11 times in 7 pieces by 3 people.`"""
        known = f" {self.known} flags it already, so it is proposed for the drafting template." if self.known else ""
        counts = (_count(self.times, "time"), _count(len(self.pieces), "piece"), _count(len(self.people), "person", "people"))
        return f"{self.what}: {counts[0]} in {counts[1]} by {counts[2]}.{known}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


# ---------------------------------------------------------------- from a change to words

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_STARTS = re.compile(r"(?:^|[.!?:…\n|])[\s\"“”‘'’*_#>()\[\]\-–—•]*(?:\d+[.)]\s*)?$")
_FUNCTION_WORDS = """
a an the and or but nor so yet if then than that this these those which who whom whose what when where why how as at by for
from in into of off on onto out over to up with without within about after before between through during under is are was were
be been being am do does did done has have had having will would shall should can could may might must not no it its he him
his she her hers they them their theirs we us our ours you your yours i me my mine one there here also too very it's that's
there's i'm we're you're they're i've we've you've they've i'll we'll you'll they'll isn't aren't don't doesn't didn't can't
won't wouldn't couldn't shouldn't haven't hasn't hadn't cannot
"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())


def changed_words(original: str, working: str) -> Iterator[Change]:
    """The changes of words within lines, in reading order.

    Where as many lines changed on either side they are held against each other one by one, for ten thousand pieces are looked
    at; else whole texts are, with paragraphs that came, went, split or joined.
    """
    ours, theirs = original.split("\n"), working.split("\n")
    there, here = set(theirs), set(ours)
    gone = [(at, line) for at, line in _placed(ours) if line not in there]
    come = [(at, line) for at, line in _placed(theirs) if line not in here]
    if len(gone) != len(come):
        yield from compare(original, working).changes
        return
    for (a, line), (b, other) in zip(gone, come, strict=True):
        for change in compare(line, other).changes:
            moved = replace(change, before=change.before.moved(a), after=change.after.moved(b))
            yield replace(moved, id=f"{a}:{change.id}")


def _placed(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    at = 0
    for line in lines:
        yield at, line
        at += len(line) + 1


def words_of(change: Change, original: str, working: str) -> tuple[str, str] | None:
    """Old and new words of a change, tidied; None where it is no replacement of a few words, or none that a rule could learn."""
    if "\n" in change.before_text or "\n" in change.after_text:
        return None
    old, new = list(_WORD.finditer(change.before_text)), list(_WORD.finditer(change.after_text))
    if not old or len(old) > MOST_GONE + MOST_WORDS or len(new) > MOST_WORDS + MOST_WORDS:
        return None
    our_start = _begins(original, change.before.start + old[0].start())
    their_start = bool(new) and _begins(working, change.after.start + new[0].start())
    while old and new and old[-1][0].casefold() == new[-1][0].casefold() and len(old) + len(new) > 2:
        old.pop()
        new.pop()
    while old and new and old[0][0] == new[0][0]:
        old.pop(0)
        new.pop(0)
        our_start = their_start = False
    if not old or (len(old) > (MOST_WORDS if new else MOST_GONE)) or len(new) > MOST_WORDS:
        return None
    before = _cut(change.before_text, old, our_start)
    after = _cut(change.after_text, new, their_start) if new else ""
    if before == after or any(map(str.isdigit, before + after)):
        return None
    if before.casefold() != after.casefold():
        if _is_name(before) or _is_name(after) or _is_grammar(before) or (new and _is_grammar(after)):
            return None
    elif after == after.lower():  # only a capital went: that is a heading's style, or where the sentence begins
        return None
    return before, after


def _begins(text: str, at: int) -> bool:
    """Whether a sentence, a line or a quotation begins at that place."""
    return _STARTS.search(text, max(0, text.rfind("\n", 0, at) - 1, at - 40), at) is not None


def _cut(text: str, words: Sequence[re.Match[str]], begins: bool) -> str:
    """The words with what stands between them, on one line, without a capital that only the place asks for."""
    cut = " ".join(text[words[0].start() : words[-1].end()].split()).replace("’", "'")
    first = words[0][0]
    plain = begins and first[1:] == first[1:].lower() and first not in ("I",)
    return cut[:1].lower() + cut[1:] if plain else cut


def _is_name(words: str) -> bool:
    return any(word[:1].isupper() and word != "I" and not word.startswith("I'") for word in _WORD.findall(words))


def _is_grammar(words: str) -> bool:
    return all(word.casefold() in _FUNCTION for word in _WORD.findall(words))


# ---------------------------------------------------------------- forms of a word

_ENDINGS = ("ing", "ied", "ed", "ies", "es", "s")


def _stem(word: str) -> tuple[str, str]:
    """A word without its ending, and which it is; rough, and the same on both sides of a pair."""
    low = word.casefold()
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 1 and not (ending == "s" and low.endswith("ss")):
            bare, kind = low[: -len(ending)], ending
            break
    else:
        bare, kind = low, ""
    kind = {"ied": "ed", "ies": "s", "es": "s"}.get(kind, kind)
    bare = bare.removesuffix("e")
    if low.endswith(("ied", "ies")) or bare.endswith("y"):
        bare = bare.removesuffix("y") + "i" * (not low.endswith(("ied", "ies")))
        bare = bare if bare.endswith("i") else bare + "i"
    if kind in ("ing", "ed") and len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "lsz":
        bare = bare[:-1]
    return bare, kind


def _group(old: str, new: str) -> tuple[str, str, str]:
    """What a pair is counted under, and the ending its first words share; the ending is empty where they share none."""
    if not new or old.casefold() == new.casefold():
        return old if new else old.casefold(), new, ""
    (first, *rest), (other, *others) = old.split(" "), new.split(" ")
    (stem, ending), (their, theirs) = _stem(first), _stem(other)
    if ending != theirs:
        return old.casefold(), new.casefold(), ""
    return " ".join((stem, *rest)).casefold(), " ".join((their, *others)).casefold(), ending


# ---------------------------------------------------------------- from many to a proposal


def recurring(found: Iterable[Replacement]) -> tuple[Proposal, ...]:
    """What was changed often enough to be worth a decision, the most frequent first."""
    groups: defaultdict[tuple[str, str], list[Replacement]] = defaultdict(list)
    for each in found:
        old, new, _ = _group(each.old, each.new)
        groups[old, new].append(each)
    made = [_proposal(*pair, each) for pair, each in groups.items() if _is_enough(each) and not _is_swapped(groups, pair)]
    made += _unwanted(groups)
    return tuple(sorted(made, key=lambda one: (-one.times, -len(one.pieces), one.old)))


def _is_enough(found: Sequence[Replacement]) -> bool:
    return len(found) >= LEAST_TIMES and len({each.piece for each in found}) >= LEAST_PIECES


def _is_swapped(groups: dict[tuple[str, str], list[Replacement]], pair: tuple[str, str]) -> bool:
    """Whether people as often make the opposite change: then nobody wants a rule."""
    back = groups.get((pair[1], pair[0]), ())
    return 2 * len(back) >= len(groups[pair])


def _proposal(old: str, new: str, found: Sequence[Replacement]) -> Proposal:
    pairs = Counter((each.old, each.new) for each in found)
    plain = {pair for pair in pairs if not _group(*pair)[2]}
    best = max(plain or pairs, key=lambda pair: (pairs[pair], -len(pair[0]), pair))
    kind = ProposalKind.TERM if best[0].casefold() == best[1].casefold() else ProposalKind.RULE
    return Proposal(_key(old, new), kind, *best, tuple(pair for pair, _ in pairs.most_common()), tuple(found))


def _unwanted(groups: dict[tuple[str, str], list[Replacement]]) -> Iterator[Proposal]:
    """Words that people replace by something else each time."""
    by_old: defaultdict[str, list[Replacement]] = defaultdict(list)
    ways: defaultdict[str, set[str]] = defaultdict(set)
    for (_, new), found in groups.items():
        for each in found if not _is_enough(found) else ():
            by_old[each.old.casefold()].append(each)
            ways[each.old.casefold()].add(new)
    for old, found in by_old.items():
        if _is_enough(found) and len(ways[old]) >= _MANY_WAYS:
            pairs = Counter((each.old, each.new) for each in found)
            pairs_seen = tuple(pair for pair, _ in pairs.most_common())
            yield Proposal(_key(old, "*"), ProposalKind.TERM, old, "", pairs_seen, tuple(found))


def _key(old: str, new: str) -> str:
    return digest(f"{old}\x1f{new}")[:8]
