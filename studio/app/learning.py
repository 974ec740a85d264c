"""Learning from edits: what people change again and again is proposed, and the owner accepts, alters or refuses it.

Nothing becomes a rule by itself: a proposal is only ever looked at until the owner decides, and every decision stands in the
history. What was refused stays away until it has been seen at twice as many places.

`proposals` reads the history through a connection of its own and compares every edited piece: for a job beside the window. What
was found in a piece is kept for as long as nothing happens to that piece.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from studio.app.alone import alone
from studio.app.guiding.files import read_text, write_all
from studio.app.guiding.rows import TermChoice, TermKind
from studio.app.house_guides import load_guides
from studio.app.replacements import Proposal, ProposalKind, Replacement, changed_words, recurring, words_of
from studio.app.style_desk import HouseEntry
from studio.app.tracing import edits_of
from studio.app.workspace import INI, Workspace
from studio.core.acts import Act, refusal
from studio.core.document import Document
from studio.core.edit import Cause
from studio.core.errors import NotFound, Refused
from studio.core.events import Actor, ActorKind, EventType
from studio.core.piece import Channel, Person, Piece
from studio.core.provenance import attribute
from studio.core.span import Span
from studio.guides import Guides
from studio.guides.writing import Purpose, WordRule
from studio.history import History

TEMPLATE = "templates/drafting.md"
_LOCK = ".proposals.lock"
_FIRST_LINES = "# What every draft should heed\n\n"
MOST = 100  # proposals at once, the most frequent: nobody decides on more, and the next come when these are decided
_MARKS = (". ", "! ", "? ")
_NOT_BY_HAND = frozenset({Cause.FIX, Cause.REWRITE})  # a rule said so, or a model: nothing that people taught

Tell = Callable[[int, int], object]
"""Called with how many pieces are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an owner said to a proposal.

    Attributes:
        accepted: else refused.
        what: the proposal in words, as it was decided on; `line` the same for whoever writes drafts.
        places: at how many places it had been seen.
        when: UTC, ISO 8601.
    """

    key: str
    kind: ProposalKind
    what: str
    line: str
    accepted: bool
    reason: str
    places: int
    who: str
    when: str


class Learning:
    """See the module."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._found: dict[str, tuple[str, tuple[Replacement, ...]]] = {}  # by piece: as of when, and what
        self._made: dict[str, tuple[str, dict[str, str]]] = {}  # by piece: as of when, and who made which change by hand

    # ------------------------------------------------------------ looking

    def proposals(self, tell: Tell | None = None, person: Person | None = None) -> tuple[Proposal, ...]:
        """What people changed again and again and nobody has decided on: the most frequent, a hundred at most. For a job.

        Args:
            person: who looks, and sees what recurs in the pieces of their brands.
        """
        with History.open(self._workspace.history.path, read_only=True) as history:
            edited = [
                piece
                for piece in history.pieces()
                if piece.last_editor and not piece.purged and (not person or person.works_on(piece.brand))
            ]
            found = list[Replacement]()
            for number, piece in enumerate(edited, 1):
                found += self._of_piece(history, piece)
                if tell:
                    tell(number, len(edited))
            # Who made a change takes the piece's edits to tell, so only pieces are asked where it matters.
            wanted = {place.piece for proposal in recurring(found) for place in proposal.places}
            people = {piece.id: self._people(history, piece) for piece in edited if piece.id in wanted}
            decided = _decisions(history)
        by_hand = (
            replace(each, who=who) for each in found if each.piece in wanted and (who := people[each.piece].get(each.change.id))
        )
        open_ones = [each for each in recurring(by_hand) if not _is_settled(each, decided)]
        return tuple(_held_against(self._guides(), open_ones[:MOST]))

    def _of_piece(self, history: History, piece: Piece) -> tuple[Replacement, ...]:
        kept = self._found.get(piece.id)
        if kept is None or kept[0] != piece.updated:
            found = tuple(_replacements(piece, history.original(piece.id), history.working(piece.id)))
            kept = self._found[piece.id] = piece.updated, found
        return kept[1]

    def _people(self, history: History, piece: Piece) -> dict[str, str]:
        """Who made each of the replacements of a piece by hand, by the change's id."""
        kept = self._made.get(piece.id)
        if kept is None or kept[0] != piece.updated:
            changes = [each.change for each in self._of_piece(history, piece)]
            edits = edits_of(history.events(piece.id, [EventType.EDITED]))
            # Of each change the last edit, by whom and why: the cause stands where the time would.
            marks = attribute(changes, ((edit, _hand(event.actor), edit.cause.value) for edit, event in edits))
            made = {mark.change_id: mark.who for mark in marks if mark.who and Cause(mark.when) not in _NOT_BY_HAND}
            kept = self._made[piece.id] = piece.updated, made
        return kept[1]

    def _guides(self) -> Callable[[str], Guides]:
        loaded: dict[str, Guides] = {}

        def of(channel: str) -> Guides:
            if channel not in loaded:
                loaded[channel] = load_guides(self._workspace.root / INI, Channel(channel), "piece")
            return loaded[channel]

        return of

    def proposal(self, key: str, person: Person | None = None) -> Proposal:
        """The open proposal whose key is, or alone begins with, `key`; see `proposals`.

        Raises:
            NotFound: none, or several.
        """
        found = [each for each in self.proposals(person=person) if key and each.key.startswith(key)]
        if len(found) != 1:
            what = "several proposals begin" if found else "no open proposal begins"
            raise NotFound(f"In this workspace {what} with “{key}”.", "`bluepencil proposals` lists them.")
        return found[0]

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, the latest first."""
        return tuple(reversed(list(_all_decisions(self._workspace.history))))

    def guidance(self) -> str:
        """What was accepted, as lines for the instructions of whatever writes the drafts; empty where nothing was."""
        lines = dict.fromkeys(each.line for each in reversed(self.decisions()) if each.accepted and each.line)
        return "".join(f"- {line}\n" for line in lines)

    # ------------------------------------------------------------ deciding

    def accept(
        self, proposal: Proposal, person: Person, what: str = "", reason: str = "", kind: ProposalKind | None = None
    ) -> str:
        """Make the proposal true: a rule in the house's own guide, a term, or a line of the drafting template.

        Args:
            what: other words than those proposed: a rule's new wording, a term, or the whole line.
            kind: something else than what is proposed: a line instead of a rule, say.
        Returns:
            What was done, as a sentence.
        Raises:
            Refused: the person is no owner of the whole house, or somebody has decided meanwhile.
            BadInput: words that no rule or term can be made of.
        """
        with self._alone():
            self._must_be_open(proposal, person)
            return self._accept(replace(proposal, kind=kind or proposal.kind), person, " ".join(what.split()), reason)

    def _accept(self, chosen: Proposal, person: Person, said: str, reason: str) -> str:
        """What makes it true and the decision are written together, both or neither."""
        if chosen.kind is ProposalKind.RULE:
            chosen = replace(chosen, new=said, pairs=()) if said else chosen
            form = rule_form(chosen, self._free_name(chosen.old))
            path = self._workspace.styles.save(form, who=person.name, also=[_decided(chosen, True, reason, chosen.line)])
            return f"The rule {path.stem} is in force: {chosen.what}."
        if chosen.kind is ProposalKind.TERM:
            is_name = _letters(chosen.old) == _letters(chosen.new)
            as_what = TermKind.ACCEPT if is_name else TermKind.REJECT
            term = said or (chosen.new if is_name else chosen.old)
            effect = f"Proposed from {chosen.times} changes in {len(chosen.pieces)} pieces."
            choice = TermChoice(as_what, term, "", effect)
            self._workspace.styles.take_term(choice, person.name, also=[_decided(chosen, True, reason, chosen.line)])
            return f"“{term}” is among the {as_what.value}ed terms."
        line = said or chosen.line
        undo = self._add_line(line)
        try:
            self._keep(_decided(chosen, True, reason, line), person)
        except BaseException:
            undo()
            raise
        return f"{TEMPLATE} has a line more: {line}"

    def refuse(self, proposal: Proposal, person: Person, reason: str) -> None:
        """Say no; it stays away until it has been seen at twice as many places.

        Raises:
            Refused: no reason, the person is no owner of the whole house, or somebody has decided meanwhile.
        """
        with self._alone():
            self._must_be_open(proposal, person)
            if not reason.strip():
                raise Refused("A refusal needs a reason.", "Say why, so that nobody has to ask again.")
            self._keep(_decided(proposal, False, reason, ""), person)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """From looking whether it is open to the decision no other program decides, so that one proposal becomes one rule."""
        with ExitStack() as held:
            try:
                held.enter_context(alone(self._workspace.root / _LOCK))
            except OSError:
                raise Refused("Another program is deciding on a proposal right now.", "Try again in a moment.") from None
            yield

    def _must_be_open(self, proposal: Proposal, person: Person) -> None:
        """Raises: Refused, where the person may not decide for the whole house, or somebody has decided meanwhile."""
        if refused := refusal(Act.PROPOSALS, person, None, self._workspace.policy.persons):
            raise Refused(*refused)
        said = _decisions(self._workspace.history)
        if _is_settled(proposal, said):
            what = "accepted" if said[proposal.key].accepted else "refused"
            raise Refused(f"{said[proposal.key].who} has {what} {proposal.what} already.", "Look at the proposals again.")

    def _keep(self, decided: HouseEntry, person: Person) -> None:
        kind, said = decided
        self._workspace.history.append(kind, "", Actor.person(person.name), said)

    def _add_line(self, line: str) -> Callable[[], None]:
        """Put a line at the end of the drafting template.

        Returns:
            What takes it out again.
        Raises:
            BadInput: the template cannot be written.
        """
        path = self._workspace.root / TEMPLATE
        text = read_text(path) or _FIRST_LINES
        if f"- {line}" in text.splitlines():
            return lambda: None
        return write_all({path: f"{text}{'' if text.endswith(chr(10)) else chr(10)}- {line}\n"})

    def _free_name(self, words: str) -> str:
        """A name for a rule about these words that no rule of the house's own guide has."""
        letters = ("".join(filter(str.isalnum, word)) for word in words.split()[:4])
        name = "".join(word[:1].upper() + word[1:] for word in letters if word)
        name = name if name[:1].isalpha() else f"Word{name}"
        desk = self._workspace.styles
        taken = {row.name for row in desk.rules()}
        number = 1
        while f"{desk.own_guide}.{name}{number if number > 1 else ''}" in taken:
            number += 1
        return f"{name}{number if number > 1 else ''}"


def _decided(proposal: Proposal, accepted: bool, reason: str, line: str) -> HouseEntry:
    said: dict[str, Any] = {
        "key": proposal.key,
        "kind": proposal.kind.value,
        "what": proposal.what,
        "decision": "accepted" if accepted else "refused",
        "reason": reason.strip(),
        "places": proposal.times,
    }
    if line:
        said["line"] = line
    return EventType.PROPOSAL_DECIDED, said


def rule_form(proposal: Proposal, name: str) -> WordRule:
    """The rule a proposal becomes, as the form shows it: every form of the words that was seen is in it.

    Args:
        name: without a guide it goes into the house's own.
    """
    pairs = proposal.pairs or ((proposal.old, proposal.new),)
    why = f"People here changed it {proposal.times} times in {len(proposal.pieces)} pieces before it became a rule."
    if not proposal.new:
        return WordRule(name, Purpose.AVOID, tuple((old, "") for old in dict.fromkeys(o for o, _ in pairs)), why=why)
    is_spelling = _letters(proposal.old) == _letters(proposal.new)
    purpose = Purpose.SPELL if is_spelling else Purpose.PREFER
    swaps: dict[str, str] = {}
    for old, new in pairs:
        swaps.setdefault(old, new)
    return WordRule(name, purpose, tuple(swaps.items()), why=why)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


# ---------------------------------------------------------------- within


def _replacements(piece: Piece, original: str, working: str) -> Iterator[Replacement]:
    title, channel = piece.title or piece.id, piece.channel.value
    for change in changed_words(original, working):
        if pair := words_of(change, original, working):
            yield Replacement(piece.id, title, channel, *pair, _around(original, change.before), change)


def _around(text: str, words: Span) -> str:
    """The sentence in which the words stand, found by its marks alone, for it is only to be recognised by."""
    line = text.rfind("\n", 0, words.start) + 1, text.find("\n", words.end)
    starts = [at + 2 for mark in _MARKS if (at := text.rfind(mark, line[0], words.start)) >= 0]
    ends = [at + 1 for mark in _MARKS if (at := text.find(mark, words.end)) >= 0]
    return text[max([line[0], *starts]) : min([*ends, line[1] if line[1] >= 0 else len(text)])].strip()


def _hand(actor: Actor) -> str:
    """A person's name; empty for a model or a rule."""
    return actor.name if actor.kind is ActorKind.PERSON else ""


def _is_settled(proposal: Proposal, decided: dict[str, Decision]) -> bool:
    said = decided.get(proposal.key)
    return said is not None and (said.accepted or proposal.times < 2 * max(1, said.places))


def _held_against(guides: Callable[[str], Guides], found: Iterable[Proposal]) -> Iterator[Proposal]:
    """Where a rule in force flags the words already, a line for the template is proposed and not one more rule."""
    for each in found:
        rule = _flagged_by(guides(each.places[0].channel), each) if each.kind is ProposalKind.RULE else ""
        yield replace(each, kind=ProposalKind.PROMPT, known=rule) if rule else each


def _flagged_by(guides: Guides, proposal: Proposal) -> str:
    place = proposal.places[0]
    document = Document.parse(place.sentence.replace("’", "'"))
    start = document.text.casefold().find(place.old.casefold())
    words = Span(start, start + len(place.old))
    flags = guides.check(document) if start >= 0 else ()
    return next((flag.rule for flag in flags if flag.span.overlaps(words) and len(flag.span) <= 3 * len(words)), "")


def _decisions(history: History) -> dict[str, Decision]:
    """The latest decision on each proposal."""
    return {each.key: each for each in _all_decisions(history)}


def _all_decisions(history: History) -> Iterator[Decision]:
    for event in history.events(types=[EventType.PROPOSAL_DECIDED]):
        if (said := event.payload) is not None:
            yield Decision(
                str(said.get("key", "")),
                ProposalKind(said.get("kind", "rule")),
                str(said.get("what", "")),
                str(said.get("line", "")),
                said.get("decision") == "accepted",
                str(said.get("reason", "")),
                int(said.get("places", 0)),
                event.actor.name,
                event.time,
            )
