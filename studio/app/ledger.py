"""The claims desk of one piece: claims found in its text, joined with what people decided, whatever was edited since.

A decision holds on to its claim in three ways, in this order: by the claim's very words, by the place where it stood,
which every edit since has moved along, and by likeness, for a text that was replaced as a whole. Whether it still holds
for the words that stand there now is `details.difference`'s to say: another number, name, negation or comparison sets
the claim back, another comma does not.

What other drafts of the same brief decided counts here too, for it is the same claim. What other pieces of the brand
found supported is only proposed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz, process

from studio.core.claim import (
    Claim,
    ClaimDecision,
    ClaimSeverity,
    ClaimStatus,
    Evidence,
    Proposal,
    Question,
    Standing,
    Support,
)
from studio.core.details import difference, gist
from studio.core.edit import Edit, shift
from studio.core.events import EventType
from studio.core.flag import Flag, fingerprint
from studio.core.piece import Piece
from studio.core.span import Span
from studio.history import History

ALIKE = 82
"""Of a hundred: from here on two wordings are taken for one claim reworded. Below it somebody wrote something else."""
SAME = 90
"""From here on, and where no detail differs, a claim decided in another piece is the same claim."""
KEPT = 0.6
"""Share of a claim's telling words that must be left in its place for it to be the claim that was decided."""
LIBRARY = 2_000
"""Approved claims of a brand, the latest ones, that a text is held against."""
LONGEST = 160
"""Code points of a sentence that may stand for a bare figure in it."""
CLASH = "agreement"
"""Id of the check that finds figures which disagree."""
_ABOUT = "It speaks of something else now."
_TWO = frozenset({"statistic", "money_price", "regulated", "legal_compliance"})


def takes_two(claim: Claim) -> bool:
    """Whether one person alone may not call it an opinion: it holds a figure, a named rival or a regulated term."""
    note = claim.note
    is_rival = "comparison" in note.categories and note.severity is ClaimSeverity.BLOCKER
    return is_rival or bool(_TWO & set(note.categories)) or any(map(str.isdigit, claim.text))


def words_of(flag: Flag) -> str:
    """A claim's words as its row says them. A bare figure comes with its sentence, or with what heads its row and its column,
    for “2 minutes” alone may be many claims."""
    return flag.text if gist(flag.text) or len(flag.context) > LONGEST else flag.context or flag.text


class Ledger:
    """What was decided about the claims of a piece, and where each of them stands by now.

    Args:
        history: read when the ledger is made and on every `reload`; never from another thread.
        piece: whose claims they are.

    Attributes:
        decisions: the piece's own, by the claim's key.
        siblings: the other drafts of the same brief.
    """

    def __init__(self, history: History, piece: Piece) -> None:
        self._history = history
        self._piece = piece
        self._places: dict[str, tuple[int, Span | None]] = {}  # by key: the deciding event, and where the anchor is now
        self.decisions: dict[str, ClaimDecision] = {}
        self.siblings: Sequence[Piece] = ()
        self._elsewhere = _Decided(())
        self._library = _Decided(())
        self._titles: dict[str, str] = {}
        self._questions: Mapping[str, tuple[Question, ...]] = {}
        self._told: set[tuple[str, str]] = set()
        self.reload()
        self._read_library()

    def reload(self) -> None:
        """Read again what was decided, here and in the other drafts of the brief. To be called with every edit written."""
        history, id = self._history, self._piece.id
        self.decisions = history.decisions(id)
        self._questions = history.questions(id)
        self._place_anchors()
        self.siblings = history.siblings(id)
        near = [decision for each in self.siblings for decision in history.decisions(each.id).values()]
        self._elsewhere = _Decided(decision for decision in near if decision.status is not ClaimStatus.REMOVED)
        said = history.events(id, [EventType.CLAIM_SET_BACK])
        self._told = {(str(e.payload["key"]), str(e.payload["changed"])) for e in said if e.payload}

    def _read_library(self) -> None:
        """What the brand's other pieces found supported. Read once: an answer here changes nothing in it."""
        drafts = {self._piece.id, *(each.id for each in self.siblings)}
        known = self._history.approved_claims(self._piece.brand, LIBRARY) if self._piece.brand else []
        approved = [each for each in known if each.decision.piece not in drafts]
        self._library = _Decided(each.decision for each in approved)
        self._titles = {each.decision.piece: each.piece_title for each in approved}

    def _place_anchors(self) -> None:
        """Where the claims decided since the last look stand now; the others were followed edit by edit."""
        new = [
            (key, found.anchor)
            for key, found in self.decisions.items()
            if found.anchor and self._places.get(key, (0, None))[0] != found.anchor.number
        ]
        if not new:
            return
        first = min(anchor.number for _, anchor in new)
        edits = [
            (event.number, Edit(Span(start, end), replacement))
            for event in self._history.events(self._piece.id, [EventType.EDITED], first)
            for start, end, replacement, *_ in (event.payload or {}).get("edits", ())
        ]
        for key, anchor in new:
            span: Span | None = anchor.span
            for number, edit in edits:
                if number > anchor.number and span is not None:
                    span = shift(span, edit)
            self._places[key] = anchor.number, span

    def follow(self, edit: Edit) -> None:
        """Move the anchors along with an edit of the text on the desk."""
        for key, (number, span) in self._places.items():
            if span is not None and span.end >= edit.span.start:
                self._places[key] = number, shift(span, edit)

    def place(self, key: str) -> Span | None:
        """Where the claim that was decided stands now, by its anchor alone; None once all its characters are gone."""
        return self._places.get(key, (0, None))[1]

    # ------------------------------------------------------------ the rows

    def rows(
        self,
        flags: Iterable[Flag],
        today: str,
        *,
        two: bool,
        is_silenced: Callable[[Flag], object] = lambda flag: False,
        anchored: bool = True,
    ) -> tuple[Claim, ...]:
        """One row per claim in the text, in reading order, then one per decision on words that are gone.

        The same words twice in a text are one claim.

        Args:
            flags: of the text, in reading order; those of claims, and those of figures that disagree.
            today: ISO 8601; evidence holds through its last day.
            two: whether an opinion on a figure, a rival or a regulated term takes a second person.
            is_silenced: tells the flags that were dismissed.
            anchored: whether the text is the one on the desk, so that places count.
        """
        found: dict[str, list[Flag]] = {}
        clashes = []
        for flag in flags:
            if flag.claim is not None:
                found.setdefault(fingerprint(words_of(flag)), []).append(flag)
            elif flag.check == CLASH and not is_silenced(flag):
                clashes.append(flag)
        decided = self._joined(found, anchored)
        taken = {decision.key for decision in decided.values()}
        rows = []
        for words, places in found.items():
            own = decided.get(words)
            key = own.key if own else words if words not in self.decisions else fingerprint(words, "again")
            row = _row(key, places, clashes)
            row = self._decided(row, own, today, two) if own else self._undecided(row, today, two)
            asked = self._questions.get(key, ())
            rows.append(replace(row, questions=asked) if asked else row)
        gone = (own for key, own in self.decisions.items() if key not in taken)
        return (*rows, *(_gone(own, self._questions.get(own.key, ())) for own in gone))

    def _joined(self, found: Mapping[str, Sequence[Flag]], anchored: bool) -> dict[str, ClaimDecision]:
        """Which decision speaks of which words: each of one at most."""
        joined: dict[str, ClaimDecision] = {}
        left = dict(self.decisions)

        def join(words: str, key: str) -> None:
            joined[words] = left.pop(key)

        for key, own in self.decisions.items():
            words = fingerprint(own.text)
            if words in found and words not in joined:
                join(words, key)
        if anchored:
            for key in list(left):
                place = self.place(key)
                free = [(flag, words) for words, flags in found.items() if words not in joined for flag in flags]
                best = max(free, key=lambda each: _shared(each[0].span, place), default=None) if place and free else None
                if place and best and _shared(best[0].span, place):
                    join(best[1], key)
        for key in list(left):
            texts = {words: words_of(flags[0]) for words, flags in found.items() if words not in joined}
            if like := process.extractOne(left[key].text, texts, scorer=fuzz.ratio, score_cutoff=ALIKE):
                join(like[2], key)
        return joined

    def _decided(self, row: Claim, own: ClaimDecision, today: str, two: bool) -> Claim:
        """The row with what people decided here, as far as it still holds."""
        fits = [each for each in own.evidence if not difference(each.words or own.text, row.text)]
        earlier = tuple(each for each in own.evidence if each not in fits)
        row = replace(row, evidence=tuple(fits), earlier=earlier, decided_by=own.who, decided_at=own.when)
        changed = difference(own.text, row.text) or ("" if _is_about(own.text, row.text) else _ABOUT)
        if own.status is ClaimStatus.REMOVED:
            return self._undecided(row, today, two)
        if changed:
            status = ClaimStatus.UNVERIFIED
            return replace(row, status=status, changed=changed, proposal=self._proposal(row, today))
        return _standing(replace(row, reason=own.reason), own, today, two)

    def _undecided(self, row: Claim, today: str, two: bool) -> Claim:
        """The row with what another draft of the same brief decided, else with what could be its evidence."""
        if near := self._elsewhere.find(row.text):
            row = replace(row, evidence=near.evidence, reason=near.reason, decided_by=near.who, decided_at=near.when)
            return _standing(replace(row, decided_in=near.piece), near, today, two)
        proposal = self._proposal(row, today)
        return replace(row, proposal=proposal) if proposal else row  # a draft has hundreds of rows and most have none

    def _proposal(self, row: Claim, today: str) -> Proposal | None:
        note = row.note
        if approved := self._library.find(row.text):
            holding = [each for each in approved.evidence if each.support is Support.SUPPORTS and each.holds(today)]
            if holding:
                title = self._titles.get(approved.piece, approved.piece)
                return Proposal(f"approved claim in “{title}”", replace(holding[-1], who="", when="", words=""))
        if note.standing is Standing.GIVEN and note.source:
            return Proposal(note.source_name, Evidence(f"own record: the {note.source_name}", note.source))
        return Proposal("link beside it", Evidence(note.cited, "")) if note.cited else None

    # ------------------------------------------------------------ what the history is told

    def set_back(self, rows: Iterable[Claim]) -> list[dict[str, Any]]:
        """Payloads of the set-backs that the history does not know yet: decided claims that a change of text or date undid."""
        new = []
        for row in rows:
            own = self.decisions.get(row.key)
            if own and row.changed and (row.key, row.changed) not in self._told:
                told = {"was": own.status.value, "status": row.status.value, "changed": row.changed}
                new.append({"key": row.key, "text": row.text} | told)
        return new


class _Decided:
    """Decisions made in other pieces, found by what the claim says. What was asked once is remembered."""

    def __init__(self, decisions: Iterable[ClaimDecision]) -> None:
        self._by_words: dict[str, ClaimDecision] = {}
        for decision in decisions:  # the first of the same words stands: they come latest first, or as the drafts do
            self._by_words.setdefault(fingerprint(decision.text), decision)
        self._texts = {words: decision.text for words, decision in self._by_words.items()}
        self._asked: dict[str, ClaimDecision | None] = {}

    def find(self, text: str) -> ClaimDecision | None:
        """The decision on a claim that says the same as `text`, details and all; else None."""
        if text not in self._asked:
            self._asked[text] = self._look(text)
        return self._asked[text]

    def _look(self, text: str) -> ClaimDecision | None:
        if not self._texts:
            return None
        if exact := self._by_words.get(fingerprint(text)):
            return exact
        alike = process.extract(text, self._texts, scorer=fuzz.token_sort_ratio, score_cutoff=SAME, limit=5)
        return next((self._by_words[words] for known, _, words in alike if not difference(known, text)), None)


def _row(key: str, places: Sequence[Flag], clashes: Sequence[Flag]) -> Claim:
    """A claim as the detector found it, nothing decided yet."""
    first = places[0]
    assert first.claim is not None
    spans = tuple(flag.span for flag in places)
    at_odds = (clash.message for clash in clashes if any(clash.span.overlaps(span) for span in spans))
    return Claim(key, words_of(first), first.claim, first.span, places=spans, clashes=tuple(dict.fromkeys(at_odds)))


def _gone(own: ClaimDecision, questions: tuple[Question, ...]) -> Claim:
    """A claim whose words stand no longer, with all that was said of it."""
    return Claim(
        *(own.key, own.text, own.note, None, ClaimStatus.REMOVED, own.evidence, own.reason, own.who, own.when),
        questions=questions,
    )


def _standing(row: Claim, own: ClaimDecision, today: str, two: bool) -> Claim:
    """The row with the status of a decision whose words still stand, unless its evidence ran out or a second yes is missing."""
    if own.status is ClaimStatus.SUPPORTED:
        supporting = [each for each in row.evidence if each.support is Support.SUPPORTS]
        if not any(each.holds(today) for each in supporting):
            last = max((each.valid_until for each in supporting), default="")
            changed = f"Its evidence ran out on {last}." if last else "It has no evidence any more."
            return replace(row, status=ClaimStatus.STALE, changed=changed)
    if own.status is ClaimStatus.OPINION and two and not own.agrees_with and takes_two(row):
        return replace(row, status=ClaimStatus.UNVERIFIED, second=own.who)
    return replace(row, status=own.status)


def _is_about(before: str, after: str) -> bool:
    """Whether the words are still near enough to those decided on to speak of the same thing."""
    one, other = set(gist(before).split()), set(gist(after).split())
    return not one or not other or len(one & other) >= KEPT * min(len(one), len(other))


def _shared(one: Span, other: Span | None) -> int:
    """How many characters two spans have in common."""
    return 0 if other is None else max(0, min(one.end, other.end) - max(one.start, other.start))
