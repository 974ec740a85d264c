"""The claims desk of one piece: claims found in its text, joined with what people decided, whatever was edited since.

A decision holds on to its claim in three ways, in this order: by the claim's very words, by the place where it stood,
which every edit since has moved along, and by likeness, for a text that was replaced as a whole. Whether it still holds
for the words that stand there now is `changed`'s to say: another number, name, negation or comparison sets the claim
back, and so does any other word, for "cures" is not "causes"; another comma, capital or bold letter does not. Where
only words differ, the evidence is proposed again and costs one key.

What other drafts of the same brief decided counts here too, where they say the very same. What other pieces of the
brand found supported is only proposed.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz, process

from studio.app.anchoring import Anchors
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
from studio.core.details import FIGURES, checkable, difference, gist, rephrased, wording
from studio.core.edit import Edit
from studio.core.events import EventType
from studio.core.flag import Flag, fingerprint
from studio.core.piece import Piece
from studio.core.span import Span
from studio.history import History

_HOUSE = frozenset(gist("we have been since opened began come serve sell make offer get").split())
"""Words that say only that the house does what it does."""
ALIKE = 82
"""Of a hundred: from here on two wordings are taken for one claim reworded. Below it somebody wrote something else."""
LIBRARY = 2_000
"""Approved claims of a brand, the latest ones, that a text is held against."""
LONGEST = 300
"""Code points of a sentence that may stand for a bare figure, or a quotation with its speaker, in it."""
CLASH = "agreement"
"""Id of the check that finds figures which disagree."""
_TWO = frozenset({"statistic", "money_price", "regulated", "legal_compliance", "attribution", "quotation", "testimonial"})
_POINTS = re.compile(r"\W*(?:it|they|this|that|these|those|he|she|both|each|which|who)\b", re.IGNORECASE)


def takes_two(claim: Claim) -> bool:
    """Whether one person alone may not call it an opinion: it holds a figure, a named rival, a regulated term or a voice."""
    note = claim.note
    is_rival = "comparison" in note.categories and note.severity is ClaimSeverity.BLOCKER
    return is_rival or bool(_TWO & set(note.categories)) or any(each.kind in FIGURES for each in checkable(claim.text))


def words_of(flag: Flag) -> str:
    """A claim's words as its row says them. A bare figure comes with its sentence, or with what heads its row and its column,
    for “2 minutes” alone may be many claims; quoted words come with whoever says them."""
    is_voice = flag.claim is not None and "quotation" in flag.claim.categories
    if not is_voice and gist(flag.text):
        return flag.text
    return flag.context if 0 < len(flag.context) <= LONGEST else flag.text


def changed(before: str, after: str) -> str:
    """What a claim's words say otherwise than before, one sentence; empty where only their dress differs."""
    return difference(before, after) or rephrased(before, after)


def fitting(decision: ClaimDecision) -> ClaimDecision:
    """The decision with the evidence that was given for its present words alone."""
    return replace(decision, evidence=_for(decision.text, decision))


def _for(text: str, decision: ClaimDecision) -> tuple[Evidence, ...]:
    """The evidence that was given for these words; the same passage attached again, with a consent say, stands once."""
    given = [each for each in decision.evidence if not changed(each.words or decision.text, text)]
    return tuple({(each.url, each.quote, each.support): each for each in given}.values())


def name_of(text: str) -> str:
    """One name for everything that says the same, whatever its dress."""
    return fingerprint(*wording(text)) if wording(text) else fingerprint(text)


def read_ahead(flags: Iterable[Flag]) -> None:
    """Read what the claims among the flags say. What was read is kept, so that whoever asks for the rows need not wait for it;
    safe in any thread."""
    for flag in flags:
        if flag.claim is not None:
            name_of(words_of(flag))


def stands_in(text: str, words: str) -> bool:
    """Whether a claim's words stand somewhere in a text, in code and in comments too. Words that a text may hold by chance, such
    as a bare figure, are not looked for."""
    sought = wording(words)
    if len(sought) < 4 or not _stands_alone(words):
        return False
    many = len(sought)
    lines = map(wording, text.splitlines())
    return any(line[at : at + many] == sought for line in lines for at in range(len(line) - many + 1))


def _stands_alone(text: str) -> bool:
    """Whether it says of what it speaks; “It costs £20 a month” under two headings, or in two drafts, is two claims."""
    return bool(gist(text)) and not _POINTS.match(text)


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
        self._anchors = Anchors[str](history, piece.id)
        self.decisions: dict[str, ClaimDecision] = {}
        self.siblings: Sequence[Piece] = ()
        self._elsewhere = _Decided(())
        self._library = _Decided(())
        self._titles: dict[str, str] = {}
        self._questions: Mapping[str, tuple[Question, ...]] = {}
        self._told: dict[tuple[str, str], int] = {}  # by key and sentence: the event that noted it last
        self.reload()
        self._read_library()

    def reload(self) -> None:
        """Read again what was decided, here and in the other drafts of the brief. To be called with every edit written."""
        history, id = self._history, self._piece.id
        self.decisions = history.decisions(id)
        self._questions = history.questions(id)
        self._anchors.hold({key: found.anchor for key, found in self.decisions.items() if found.anchor})
        self.siblings = history.siblings(id)
        near = [decision for each in self.siblings for decision in history.decisions(each.id).values()]
        settled = (ClaimStatus.SUPPORTED, ClaimStatus.CONTRADICTED, ClaimStatus.OPINION)
        heard = sorted((each for each in near if each.status in settled), key=lambda each: each.when, reverse=True)
        # Where somebody found it wrong, that goes before all, and then the latest word.
        self._elsewhere = _Decided(sorted(heard, key=lambda each: each.status is not ClaimStatus.CONTRADICTED))
        said = history.events(id, [EventType.CLAIM_SET_BACK])
        self._told = {(str(e.payload["key"]), str(e.payload["changed"])): e.number for e in said if e.payload}

    def _read_library(self) -> None:
        """What the brand's other pieces found supported. Read once: an answer here changes nothing in it."""
        drafts = {self._piece.id, *(each.id for each in self.siblings)}
        known = self._history.approved_claims(self._piece.brand, LIBRARY) if self._piece.brand else []
        approved = [each for each in known if each.decision.piece not in drafts]
        self._library = _Decided(each.decision for each in approved)
        self._titles = {each.decision.piece: each.piece_title for each in approved}

    def follow(self, edit: Edit) -> None:
        """Move the anchors along with an edit of the text on the desk."""
        self._anchors.follow(edit)

    def place(self, key: str) -> Span | None:
        """Where the claim that was decided stands now, by its anchor alone; None once all its characters are gone."""
        return self._anchors.place(key)

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

        The same words twice in a text are one claim, where they say by themselves of what they speak.

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
                found.setdefault(_name(words_of(flag), found), []).append(flag)
            elif flag.check == CLASH and not is_silenced(flag):
                clashes.append(flag)
        decided = self._joined(found, anchored)
        taken = {decision.key for decision in decided.values()}
        rows = []
        for words, places in found.items():
            own = decided.get(words)
            key = own.key if own else self._new_key(words, taken)
            taken.add(key)
            row = _row(key, places, clashes)
            row = self._decided(row, own, today, two) if own else self._undecided(row, today, two)
            asked = self._questions.get(key, ())
            rows.append(replace(row, questions=asked) if asked else row)
        gone = (own for key, own in self.decisions.items() if key not in taken)
        return (*rows, *(_gone(own, self._questions.get(own.key, ())) for own in gone))

    def _new_key(self, words: str, taken: set[str]) -> str:
        """A key that no decision and no other row has."""
        key, again = words, 0
        while key in self.decisions or key in taken:
            again += 1
            key = fingerprint(words, f"again {again}")
        return key

    def _joined(self, found: Mapping[str, Sequence[Flag]], anchored: bool) -> dict[str, ClaimDecision]:
        """Which decision speaks of which words: each of one at most."""
        joined: dict[str, ClaimDecision] = {}
        left = dict(self.decisions)

        def join(words: str, key: str) -> None:
            joined[words] = left.pop(key)

        def by_words(*, alone: bool) -> None:
            for key, own in list(left.items()):
                words = name_of(own.text)
                if words in found and words not in joined and (_stands_alone(own.text) or not alone):
                    join(words, key)

        by_words(alone=True)
        if anchored:
            for key in list(left):
                place = self.place(key)
                free = [(flag, words) for words, flags in found.items() if words not in joined for flag in flags]
                best = max(free, key=lambda each: _shared(each[0].span, place), default=None) if place and free else None
                if place and best and _shared(best[0].span, place):
                    join(best[1], key)
        by_words(alone=False)
        for key in list(left):
            texts = {words: words_of(flags[0]) for words, flags in found.items() if words not in joined}
            if like := process.extractOne(left[key].text, texts, scorer=fuzz.ratio, score_cutoff=ALIKE):
                join(like[2], key)
        return joined

    def _decided(self, row: Claim, own: ClaimDecision, today: str, two: bool) -> Claim:
        """The row with what people decided here, as far as it still holds."""
        fits = _for(row.text, own)
        earlier = tuple(each for each in own.evidence if changed(each.words or own.text, row.text))
        row = replace(row, evidence=fits, earlier=earlier, decided_by=own.who, decided_at=own.when)
        if own.status is ClaimStatus.REMOVED:
            return self._undecided(row, today, two)
        if what := changed(own.text, row.text):
            proposal = self._proposal(row, today) or _once_more(own, row.text, today)
            return replace(row, status=ClaimStatus.UNVERIFIED, changed=what, proposal=proposal)
        if own.status is ClaimStatus.UNVERIFIED:  # somebody asked about it, say: what could be its evidence is so all the same
            row = replace(row, proposal=self._proposal(row, today))
        return _standing(replace(row, reason=own.reason), own, today, two)

    def _undecided(self, row: Claim, today: str, two: bool) -> Claim:
        """The row with what another draft of the same brief decided, else with what could be its evidence."""
        if near := self._elsewhere.find(row.text):
            row = replace(row, evidence=_for(row.text, near), reason=near.reason, decided_by=near.who, decided_at=near.when)
            return _standing(replace(row, decided_in=near.piece), near, today, two)
        proposal = self._proposal(row, today)
        return replace(row, proposal=proposal) if proposal else row  # a draft has hundreds of rows and most have none

    def _proposal(self, row: Claim, today: str) -> Proposal | None:
        note = row.note
        approved = self._library.find(row.text)
        if approved and (proof := _latest(_for(row.text, approved), today)):
            return Proposal(f"approved claim in “{self._titles.get(approved.piece, approved.piece)}”", proof)
        if note.standing is Standing.GIVEN and note.source:
            new = set(gist(row.text).split()) - set(gist(f"{self._piece.brief} {self._piece.brand} {note.source}").split())
            where = f"the brief of “{self._piece.title}”" if note.source_name == "brief" else f"the {note.source_name}"
            is_exact = not new - _HOUSE and _in_order(row.text, note.source)
            return Proposal(note.source_name, Evidence(f"own record: {where}", note.source), is_exact)
        return Proposal("link beside it", Evidence(note.cited, "")) if note.cited else None

    # ------------------------------------------------------------ what the history is told

    def set_back(self, rows: Iterable[Claim]) -> list[dict[str, Any]]:
        """Payloads of the set-backs that the history does not know yet: decided claims that a change of text or date undid."""
        new = []
        for row in rows:
            own = self.decisions.get(row.key)
            decided = own.anchor.number if own and own.anchor else 0
            if own and row.changed and self._told.get((row.key, row.changed), -1) < decided:
                told = {"was": own.status.value, "status": row.status.value, "changed": row.changed}
                new.append({"key": row.key, "text": row.text} | told)
        return new


class _Decided:
    """Decisions made in other pieces, found by what the claim says, word for word; of several on the same words, the first."""

    def __init__(self, decisions: Iterable[ClaimDecision]) -> None:
        self._by_words: dict[str, ClaimDecision] = {}
        for decision in decisions:
            if _stands_alone(decision.text):
                self._by_words.setdefault(name_of(decision.text), decision)

    def find(self, text: str) -> ClaimDecision | None:
        """The decision on a claim that says the very same as `text`; else None."""
        found = self._by_words.get(name_of(text)) if self._by_words else None
        return None if found is None or changed(found.text, text) else found


def _name(text: str, known: Mapping[str, object]) -> str:
    """The name under which a text's claims of these words stand together; one of its own where they do not stand alone."""
    name, again = name_of(text), 0
    while name in known and not _stands_alone(text):
        again += 1
        name = fingerprint(name_of(text), f"place {again}")
    return name


def _latest(evidence: Sequence[Evidence], today: str) -> Evidence | None:
    """The last of the evidence that supports and has not run out, as it would be attached anew."""
    holding = [each for each in evidence if each.support is Support.SUPPORTS and each.holds(today)]
    return replace(holding[-1], who="", when="", words="") if holding else None


def _once_more(own: ClaimDecision, text: str, today: str) -> Proposal | None:
    """The evidence for the words before, where no figure or name of them differs."""
    proof = None if difference(own.text, text) else _latest(own.evidence, today)
    return Proposal("evidence for the words before", proof) if proof else None


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
    return replace(row, status=own.status, second=own.agrees_with)


def _in_order(text: str, source: str) -> bool:
    """Whether the figures of a claim come in the order in which its source has them: £20 for adults and £12 for children."""
    figures = [each.key for each in checkable(text) if each.kind in FIGURES]
    told = iter([each.key for each in checkable(source) if each.kind in FIGURES])
    return len(figures) < 2 or all(any(other == figure for other in told) for figure in figures)


def _shared(one: Span, other: Span | None) -> int:
    """How many characters two spans have in common."""
    return 0 if other is None else max(0, min(one.end, other.end) - max(one.start, other.start))
