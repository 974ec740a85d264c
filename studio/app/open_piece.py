"""A piece on the desk: takes edits, holds what the checks found and how its claims stand.

It knows no threads: `snapshot` hands out what a check run needs, `take` brings its report home, and a late report is dropped.
What a person decides about the piece is in `session`, which is this and more. What stands beside it: `findings` (flags in
their places), `fixing`, `ledger` (what stands of the answers to claims), `threads` (comments at their words), `proposals`
(rewrites at theirs) and `looking` (what the history keeps of the checks).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from studio.app import fixing
from studio.app.consents import Consents
from studio.app.desk import Desk
from studio.app.findings import Findings, Mark
from studio.app.handed import last_submitted
from studio.app.ledger import CLASH, Ledger, name_of, words_of
from studio.app.looking import Looks
from studio.app.proposals import Rewrites
from studio.app.seconding import Seconding
from studio.app.threads import Threads
from studio.core import gate as gates
from studio.core.acts import Act, is_stage_for
from studio.core.changes import Change, Comparison, compare
from studio.core.check import CheckReport, Context, Lane
from studio.core.claim import Claim, ClaimDecision
from studio.core.document import Document
from studio.core.edit import Cause, Edit, minimal
from studio.core.errors import NotFound, Refused, TextMoved
from studio.core.events import Actor, EventType
from studio.core.flag import Dismissal, Fix, Flag
from studio.core.opinion import Opinions
from studio.core.origins import from_entry
from studio.core.piece import Person, Piece
from studio.core.purged import gone
from studio.core.span import Span

_MOST_SIBLINGS = 24  # drafts of one brief that a text is held against; each costs a few milliseconds once
ELSEWHERE = "over a change made elsewhere"
"""Detail of the edit by which a text was written while another program had changed the piece under it."""
PUT_BACK = "what was approved stands"
"""Detail of the edit that puts an approved text back over what was typed while another program published it."""


Written = tuple[EventType, str, Actor, dict[str, Any]]
"""An event as the history takes it."""


@dataclass(frozen=True)
class Snapshot:
    """What a run of the checks needs, safe to hand to another thread."""

    document: Document
    lane: Lane
    _context: Callable[[], Context]

    @property
    def context(self) -> Context:
        """Compiled on the first asking, in whatever thread asks."""
        return self._context()


class OpenPiece:
    """One open piece, as it stands.

    Args:
        desk: the collaborators: history, policy, guides, checks, clocks.
        piece_id: which piece.
        person: who is at the desk; every event carries the name.

    `changed` is called after every change with its kind: `text`, `flags`, `decisions`, `saved`, `stage`, `guides` when what the
    text is checked with is other than it was, `elsewhere` when another program's text was found, and kept, under what was
    written, or `put_back` when what was typed went into the history and not into the text, for another program had published it
    meanwhile; `was_put_back` keeps saying so.
    """

    def __init__(self, desk: Desk, piece_id: str, person: Person) -> None:
        self._desk = desk
        self._sat_down = person
        self.piece: Piece = desk.history.piece(piece_id)
        self.original = desk.history.original(piece_id)
        self.document = Document.parse(desk.history.working(piece_id))
        self.changed: Callable[[str], None] = lambda kind: None
        self.basis: str | None = None
        self._basis_entry = 0
        self._findings = Findings(self.document, desk.runner.checks)
        self._seconding = Seconding()
        self._context: tuple[int, Context] | None = None
        self._guides_turn = 0
        self._buffer = desk.edit_buffer()
        self._is_let_go = False
        self.was_put_back = False
        self._saved = self.document.text
        self._heading = _one_line(self.document.heading)
        self._ledger = Ledger(desk.history, self.piece)
        self.threads = Threads(desk.history, piece_id, self.original)
        self.rewrites = Rewrites(desk.history, piece_id)
        of_original = partial(self.claims_over, anchored=False)
        self._looks = Looks(desk, piece_id, self.original, self.dismissal_of, of_original)
        self._siblings = self._texts_of_siblings()
        self._put_in = desk.put_in(piece_id)
        self._claimed: tuple[object, ...] = ()
        self._reload_decisions()

    @property
    def desk(self) -> Desk:
        """The collaborators: for the use cases beside this one."""
        return self._desk

    @property
    def person(self) -> Person:
        """Who is at the desk, with the roles and brands of today: the house may change them while a piece is open."""
        return self._desk.policy.as_now(self._sat_down)

    # ------------------------------------------------------------ text

    @property
    def text(self) -> str:
        return self.document.text

    def apply(self, edit: Edit) -> None:
        """Take in one edit that the buffer already shows; flags move along at once. Raises: Refused, where its text is gone."""
        self._must_have_its_text()
        self._follow(edit)
        self._buffer.add(edit, self._desk.monotonic())
        self.changed("text")

    def _follow(self, edit: Edit) -> None:
        self.document = self.document.apply(edit)
        self._findings.follow(edit, self.document)
        self._ledger.follow(edit)
        self.threads.follow(edit)
        self.rewrites.follow(edit)
        self._forget("comparison", "shown", "flags", "claims")

    def flush_due(self, within: float = 0.0) -> bool:
        """Write what was typed if its oldest part will have waited for two seconds.

        Args:
            within: seconds until this is asked again; a timer that leaves it out would be late by its own beat.
        """
        return self._buffer.due(self._desk.monotonic() + within) and self.flush()

    @property
    def is_saved(self) -> bool:
        return not len(self._buffer)

    @property
    def unsaved(self) -> tuple[Edit, ...]:
        """The edits not yet written, in order."""
        return self._buffer.waiting

    def flush(self, also: Callable[[], list[Written]] | None = None) -> bool:
        """Write every edit not yet written, as one event. Returns whether there was any.

        Args:
            also: what is written with them, all of it or nothing; asked while nobody else can write, and where it raises, nothing
                is written.

        A text that is published by now stays as its readers have it: what was typed stands in that event, and so does the edit
        that puts the approved text back; see `was_put_back`.

        When the history refuses (a full disk, say) the edits stay here and the error goes to the caller.
        """
        edits = self._buffer.drain()
        if edits or also:
            try:
                self._write(edits, also)
            except Exception as error:
                if not also and isinstance(error, Refused) and self._desk.history.piece(self.piece.id).purged:
                    return False  # its text was deleted for good while it lay here, and what was typed goes with it
                for edit in edits:  # whatever else stands in the way, nothing typed is lost
                    self._buffer.add(edit, self._desk.monotonic())
                raise
            self._saved = self.text
            before = self.piece.stage, self.piece.title
            self._refresh()
            self.changed("saved" if before == (self.piece.stage, self.piece.title) else "stage")
        return bool(edits)

    def forget_undone(self) -> None:
        """Leave out edits not yet written that were all undone, as if they had never been made."""
        if self.text == self._saved:
            self._buffer.drain()

    def let_go(self) -> None:
        """The piece leaves the desk for good, and what was typed and could not be written goes with it. Nothing is taken in any
        more: an edit would be written at places of a text that the history does not have."""
        self._buffer.drain()
        self._is_let_go = True

    def changed_elsewhere(self) -> bool:
        """Whether another program has put another text in this piece's place. What else it wrote is taken note of."""
        history, id = self._desk.history, self.piece.id
        found = history.piece(id)
        if found.updated == self.piece.updated:
            return False
        if history.working(id) != self._saved or found.purged != self.piece.purged:
            return True
        self._refresh()
        return False

    def _write(self, edits: list[Edit], also: Callable[[], list[Written]] | None) -> None:
        """Append the edits and, for a piece called by its heading, its new name: both or neither."""
        try:
            self._append_edits(edits, self._saved, also)
        except TextMoved:
            # Another program changed the piece meanwhile. Nothing typed is ever lost: both stand in the history, this text last.
            stored = self._desk.history.working(self.piece.id)
            over = minimal(stored, self.text, Cause.TYPED, ELSEWHERE)
            self._append_edits([over] if over else [], stored, also)
            self.threads.place_anew()
            self.rewrites.place_anew()
            self.changed("elsewhere")

    def _append_edits(self, edits: list[Edit], on_text: str, also: Callable[[], list[Written]] | None) -> None:
        history, id = self._desk.history, self.piece.id
        actor = Actor.person(self.person.name)
        heading = _one_line(self.document.heading)
        back: Edit | None = None

        def entries() -> list[Written]:
            nonlocal back
            more = also() if also else []
            found, made = history.piece(id), list(edits)
            if made and found.approved_hash and not is_stage_for(Act.WRITE, found):
                back = minimal(self.text, on_text, Cause.UNDO, PUT_BACK)
                made += [back] if back else []
            rows = [[e.span.start, e.span.end, e.replacement, e.cause.value, e.detail] for e in made]
            written: list[Written] = []
            if rows:
                written.append((EventType.EDITED, id, actor, {"edits": rows}))
            if not back and heading and heading != self._heading and found.title == self._heading:
                written.append((EventType.PIECE_RENAMED, id, actor, {"title": heading}))
            return [*written, *more]

        history.append_all(entries, on_text=on_text)
        if back:
            self._follow(back)
            self.was_put_back = True
            self.changed("put_back")
        else:
            self._heading = heading or self._heading

    @property
    def handed_hash(self) -> str:
        """SHA-256 of the text that was handed on last; empty where none was."""
        handed = last_submitted(self._desk.history, self.piece.id)
        return handed.text_hash if handed else ""

    @cached_property
    def comparison(self) -> Comparison:
        """AI original against working text, kept until the next edit."""
        return compare(self.original, self.text)

    def compare_with(self, text: str | None, entry: int = 0) -> None:
        """Show the working text against `text` from now on, against the AI original where it is None.

        Args:
            entry: number of the entry after which the text stood so.
        """
        self.basis, self._basis_entry = text, entry
        self._forget("shown")

    @cached_property
    def shown(self) -> Comparison:
        """What a person looks at: the working text against the AI original, or against what they chose; see `compare_with`."""
        return self.comparison if self.basis is None else compare(self.basis, self.text)

    # ------------------------------------------------------------ checks

    @property
    def context(self) -> Context:
        """What the checks may know beside the text. Compiling the guides takes a while, so the first lane to ask waits for it."""
        turn, known = self._guides_turn, self._context
        if known is None or known[0] != turn:
            # Made with guides that are changed meanwhile, it is kept under a turn that is over, and not asked for again.
            known = self._context = turn, self._desk.context(self.piece, self._siblings, self._put_in)
        return known[1]

    def _texts_of_siblings(self) -> tuple[tuple[str, str], ...]:
        """The other drafts of the same brief, as title and working text."""
        history = self._desk.history
        return tuple((each.title, history.working(each.id)) for each in self._ledger.siblings[:_MOST_SIBLINGS])

    def _lanes_of(self, check_id: str) -> set[Lane]:
        return {check.lane for check in self._desk.runner.checks if check.id == check_id}

    def guides_changed(self) -> None:
        """The house has changed its guides: nothing counts as checked until the lanes have looked again."""
        self._guides_turn += 1
        self._findings.outdate()
        self.changed("guides")

    def know_from_library(self) -> None:
        """Something went into the text from the library, or the library was changed: its words are what the checks know."""
        before, self._put_in = self._put_in, self._desk.put_in(self.piece.id)
        if self._put_in != before:
            self.guides_changed()

    def snapshot(self, lane: Lane) -> Snapshot:
        return Snapshot(self.document, lane, lambda: self.context)

    def take(self, report: CheckReport, lane: Lane) -> bool:
        """Bring a report home. One on another text than the present, or made with other guides, is dropped: returns False."""
        if not self._is_of_these_guides(report) or not self._findings.take(report, lane):
            return False
        self._lay_opinions()
        self._forget("flags", "claims", "_standing", "_agreed_to")
        said = tuple(
            (flag.text, flag.context, flag.claim or flag.message) for flag in self.all_flags if flag.claim or flag.check == CLASH
        )
        if said != self._claimed:  # typed elsewhere, nothing about the claims is other than before
            self._claimed = said
            self._forget("_by_words")
        self._findings.mark(self.dismissal_of)
        if self.text == self.original and not self.piece.purged:
            self._looks.note_original(self._findings, report.version, self.claims)
        self.changed("flags")
        return True

    def _is_of_these_guides(self, report: CheckReport) -> bool:
        """Whether a report was made with the guides of this turn; without asking for them, for that takes a while."""
        known = self._context
        return known is not None and known[0] == self._guides_turn and known[1].version == report.version

    def check_now(self, lanes: Iterable[Lane] = Lane) -> None:
        """Run the checks here and now: for the command line, which has nothing else to do."""
        for lane in lanes:
            self.take(self._desk.runner.run(self.document, self.context, lane), lane)

    def is_current(self, lane: Lane) -> bool:
        """Whether the lane's report is on this very text."""
        return self._findings.is_current(lane)

    @property
    def marks(self) -> list[Mark]:
        """What the editor paints: open flags and all claims, in reading order."""
        return self._findings.marks

    @property
    def all_flags(self) -> tuple[Flag, ...]:
        """Every flag of every lane, dismissed or not, in reading order."""
        return self._findings.flags

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """The open flags a person answers one by one: not dismissed, and not claims, which have a desk of their own."""
        return tuple(flag for flag in self.all_flags if flag.claim is None and not self.dismissal_of(flag))

    def dismissal_of(self, flag: Flag) -> Dismissal | None:
        """What answers a flag: somebody's no to it, or the consent of whom it is about."""
        return next((d for d in self._standing if d.silences(flag)), None) or self._agreed_to.answer(flag)

    @cached_property
    def _agreed_to(self) -> Consents:
        return Consents.of(self._consents, self.decisions, self._desk.today)

    @cached_property
    def _standing(self) -> tuple[Dismissal, ...]:
        """The dismissals that hold today; asked anew with every report, so one that ends at midnight speaks up by itself."""
        today = self._desk.today
        return tuple(each for each in self.dismissals if each.holds(today))

    @property
    def decisions(self) -> Mapping[str, ClaimDecision]:
        """What was decided about this piece's claims, by the claim's key."""
        return self._ledger.decisions

    def claim_place(self, key: str) -> Span | None:
        """Where the claim that was decided under `key` stands now, whatever was edited since; None once it is all gone."""
        return self._ledger.place(key)

    def claim_at(self, flag: Flag) -> Claim | None:
        """The row that a claim's flag belongs to, as it stood at the latest report or answer; None for other flags."""
        rows = self._by_words.get(name_of(words_of(flag)), ()) if flag.claim else ()
        if len(rows) > 1:  # a bare figure at several places, each a row of its own
            return next((row for row in self.claims if flag.span in row.places), rows[0])
        return rows[0] if rows else None

    @cached_property
    def _by_words(self) -> dict[str, list[Claim]]:
        # Not made anew at a keystroke: whoever paints asks for it, and only reports and answers change it.
        found: dict[str, list[Claim]] = {}
        for row in self.claims:
            if row.span is not None:
                found.setdefault(name_of(row.text), []).append(row)
        return found

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim: those in the text in reading order, then those whose words are gone."""
        return self.claims_over(self.all_flags)

    def claims_over(self, flags: Iterable[Flag], *, anchored: bool = True) -> tuple[Claim, ...]:
        """The claims desk over the flags of a text of this piece; `anchored` where it is the one on the desk."""
        levels = self._desk.policy.levels(self.piece.channel)
        two = levels[gates.GateId.SECOND_PERSON] is gates.Level.REQUIRED
        return self._ledger.rows(flags, self._desk.today, two=two, is_silenced=self.dismissal_of, anchored=anchored)

    @property
    def ran(self) -> tuple[str, ...]:
        """Ids of the checks that ran on this very text."""
        return self._findings.ran

    @property
    def out_of_time(self) -> tuple[str, ...]:
        """Rules that were switched off because they took too long, one sentence each. Ask after a report has come home."""
        return self.context.style.out_of_time if self.context.style else ()

    @property
    def missing(self) -> dict[str, str]:
        return self._findings.missing

    @property
    def pending(self) -> tuple[str, ...]:
        """Ids of checks whose report on this text is still to come."""
        return self._findings.pending

    def flag(self, key: str) -> Flag:
        """The flag whose key begins with `key`.

        Raises:
            NotFound: when there is none, or several are meant.
        """
        found = {flag.key: flag for flag in reversed(self.all_flags) if flag.key.startswith(key)}
        return found[_the_one(found, key, "flag")]

    def claim(self, key: str) -> Claim:
        """The claim whose key begins with `key`.

        Raises:
            NotFound: when there is none, or several are meant.
        """
        found = {claim.key: claim for claim in self.claims if claim.key.startswith(key)}
        return found[_the_one(found, key, "claim")]

    # ------------------------------------------------------------ fixes and changes, as edits for the buffer

    def fix_edits(self, flag: Flag, fix: Fix) -> tuple[Edit, ...]:
        """The edits that put `fix` in place, last one first, leaving markup inside the flagged words standing.

        Raises:
            Refused: when the words under the flag are no longer those it was raised for.
        """
        return fixing.edits_for(self.document, flag, fix)

    def fix_plan(self) -> fixing.FixPlan:
        """Which open flags can be fixed at once, and which are left to a person."""
        return fixing.plan(self.document, self.flags)

    def restore_edit(self, change: Change) -> Edit:
        """The edit that brings back the words at the left for one change and leaves the rest alone: the AI's, or those of the
        last look, which keep the origin they had then.

        Raises:
            Refused: when the text has moved on since the change was shown.
        """
        if change not in self.shown.changes:
            raise Refused("The text has changed since.", "Go to the change again with F7.")
        detail = change.id if self.basis is None else from_entry(self._basis_entry, change.before.start)
        return Edit(change.after, change.before_text, Cause.RESTORE, detail)

    def replace_all(self, text: str, cause: Cause, detail: str = "") -> None:
        """Make `text` the working text, by one minimal edit: for the command line, which has no editor."""
        edit = minimal(self.text, text, cause, detail)
        if edit:
            self.apply(edit)

    # ------------------------------------------------------------ within

    def _must_have_its_text(self) -> None:
        """Raises: Refused, where the text was deleted for good, or has left the desk."""
        if self.piece.purged:
            raise gone(self.piece)
        if self._is_let_go:
            raise Refused("This text has left the desk.", "Open the piece again.")

    def _refresh(self) -> None:
        self.piece = self._desk.history.piece(self.piece.id)

    def _is_of_another_brand(self) -> None:
        """What other drafts say, and what the brand is known for, is other than it was."""
        self._ledger = Ledger(self._desk.history, self.piece)
        self._siblings = self._texts_of_siblings()
        self._reload_decisions()

    def _reload_decisions(self) -> None:
        history = self._desk.history
        self.dismissals = history.dismissals(self.piece.id)
        self._ledger.reload()
        self.threads.reload()
        self.rewrites.reload()
        self._approvals = history.approvals(self.piece.id)
        self._consents = history.judged.consents(self.piece.id)
        self.opinions = Opinions.of(history.events(self.piece.id, [EventType.OPINION_READ]))
        self._lay_opinions()
        self._forget("flags", "claims", "_by_words", "_standing", "_agreed_to")

    def _lay_opinions(self) -> None:
        """Beside what the checks found, what a model remarked of the text as it stands."""
        wanted = self._desk.policy.ai.second_opinion
        self._findings.lay_beside(self._seconding.beside(self.document, self.opinions, wanted=wanted))

    def _forget(self, *names: str) -> None:
        for name in names:
            self.__dict__.pop(name, None)


def _the_one(found: Iterable[str], key: str, what: str) -> str:
    """The only key found.

    Raises:
        NotFound: none or several, or too little was given to tell.
    """
    keys = list(found)
    if len(key) < 4 or len(keys) != 1:
        fault = "More than one" if len(keys) > 1 else "No"
        raise NotFound(f"{fault} {what} of this piece goes by “{key}”.", "`bluepencil flags PIECE` lists them; give more digits.")
    return keys[0]


def _one_line(heading: str) -> str:
    return " ".join(heading.split())
