"""The one class through which everybody else meets the history."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from studio.core.claim import ApprovedClaim, ClaimDecision, Question
from studio.core.errors import HistoryError, Refused, TextMoved
from studio.core.events import Actor, Event, EventType, Head, Verification
from studio.core.flag import Dismissal
from studio.core.outcome import Tally, Yes
from studio.core.piece import Approval, Piece
from studio.core.reach import EVERYTHING, Reach
from studio.core.roster import Roster
from studio.core.seal import Seal
from studio.core.signature import SIGNED
from studio.history import (
    decided,
    listing,
    naming,
    opening,
    purging,
    replay,
    search,
    signed_entries,
    soundness,
    tallying,
    verify,
    writeahead,
)
from studio.history.chain import bind, milliseconds, written
from studio.history.connection import connect, look_through, plain_words, transaction
from studio.history.judged import Judged
from studio.history.log import Log, event
from studio.history.projections import Projections
from studio.history.signing import Signer
from studio.history.texts import Texts

Entry = tuple[EventType, str, Actor, dict[str, Any]]
Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


class History:
    """An open history. It belongs to the thread that opened it; another thread opens its own, on the same file.

    Attributes:
        judged: what people said of pieces beside flags and claims: comments, checklists, agreements, campaigns.

    Every method may raise `HistoryError` where the disk, or another program, stands in the way. What `append` has returned
    is on the disk, whatever happens to the program or the machine afterwards.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, device: str, clock: Clock, *, read_only: bool) -> None:
        self.path = path
        self._db = db
        self._read_only = read_only
        self._clock = clock
        self._log = Log(db, device, clock)
        self._texts = Texts(db, self._log.deltas, self._log.authors)
        self._projections = Projections(db, self._texts)
        self._listed: tuple[tuple[int, int], list[Piece]] | None = None
        self._log_found = b""
        self.judged = Judged(db, self._reading)
        self.is_closed = False
        self.written: Callable[[], object] = lambda: None  # called after everything that was written

    # ---------------------------------------------------------------- opening and closing

    @classmethod
    def create(cls, path: Path, *, clock: Clock = _now, device: str | None = None) -> Self:
        """Make a new, empty history.

        Args:
            clock: gives the time of each event; must know its zone.
            device: name of this machine in the chain, for tests; otherwise random, once per machine and file.
        Raises:
            HistoryError: something is there already, or the folder is missing or closed.
        """
        try:
            path.touch(exist_ok=False)
        except FileExistsError as error:
            raise HistoryError(f"There is already something at {path}.", "Choose another place, or open it.") from error
        except OSError as error:
            raise HistoryError(f"{path} cannot be made.", "Check that the folder exists and may be written to.") from error
        try:
            db = opening.furnished(path)
        except BaseException:
            path.unlink()  # half a history would only be refused later
            raise
        return cls._ready(path, db, device, clock, read_only=False)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, clock: Clock = _now, device: str | None = None) -> Self:
        """Open a history that exists.

        Raises:
            HistoryError: missing, empty, not a history, made by a newer program, or damaged. The file is left as it is.
        """
        db, log = opening.opened(path, read_only=read_only)
        made = cls._ready(path, db, device, clock, read_only=read_only)
        made._log_found = log
        return made

    @classmethod
    def _ready(cls, path: Path, db: sqlite3.Connection, device: str | None, clock: Clock, *, read_only: bool) -> Self:
        if device is None:
            with plain_words(path):
                device = "" if read_only else opening.device(db)
        return cls(path, db, device, clock, read_only=read_only)

    @staticmethod
    def look_through(path: Path) -> None:
        """Read every page of a file, from any thread, whoever has it open. Raises: Damaged."""
        with plain_words(path), closing(connect(path, read_only=True)) as db:
            look_through(db, path)

    def log_fault(self) -> str:
        """What was wrong with the end of the write-ahead log when the file was opened, one sentence; empty where nothing was.

        A killed program leaves such an end too, so it is worth telling only where entries are missing.
        """
        return writeahead.fault(self._log_found)

    @property
    def is_read_only(self) -> bool:
        return self._read_only

    def close(self) -> None:
        """Give the file back. Closing twice does no harm."""
        self.is_closed = True
        self._db.close()

    def wait_at_most(self, seconds: float) -> None:
        """How long a write waits for another program's. Whoever writes in a window's own thread should not wait long: what
        could not be written is kept, and tried again."""
        self._db.execute(f"PRAGMA busy_timeout = {round(1000 * seconds)}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # ---------------------------------------------------------------- writing

    def append(
        self, type: EventType, piece: str, actor: Actor, payload: dict[str, Any], *, signer: Signer | None = None
    ) -> Event:
        """Write down what happened; see `studio.core.events` for the payloads.

        Args:
            signer: the person's own key, which signs it.
        Raises:
            NotFound: no such piece.
            BadInput: words that no file can store.
            Refused: the text of the piece was deleted.
            KeyError, ValueError: a payload that lacks a field, or an edit that does not fit the text; nothing is written.
        """
        return self.append_all([(type, piece, actor, payload)], signer=signer)[0]

    def append_all(
        self,
        entries: Sequence[Entry] | Callable[[], Sequence[Entry]],
        on_text: str | None = None,
        *,
        on_piece: Piece | None = None,
        signer: Signer | None = None,
        only_if: Callable[[], bool] = lambda: True,
    ) -> list[Event]:
        """Write several events, all or none of them.

        Args:
            entries: what is written; or what decides that, asked while nobody else can write. It may read the history, and where
                it raises, or has nothing to say, nothing is written.
            on_text: the working text that they were made on; None where they ask for none.
            on_piece: the piece as it stood when they were decided on; None where they ask for none.
            signer: signs those of them that are ever signed.
            only_if: asked while nobody else can write; where it says no, nothing is written. It may read the history.
        Raises:
            TextMoved: the piece of the first event has another text by now; nothing is written.
            Refused: it stands otherwise by now, in another stage say; nothing is written.
            And what `append` raises.
        """
        with self._writing():
            if not only_if():
                return []
            entries = entries() if callable(entries) else entries
            for piece in dict.fromkeys(entry[1] for entry in entries):
                purging.refuse_gone(self._db, piece)
            if entries and on_text is not None and self._current(entries[0][1]) != on_text:
                raise TextMoved("Somebody else has written to this piece meanwhile.", "Look at the text again.")
            if entries and on_piece is not None and listing.piece(self._db, entries[0][1]) != on_piece:
                raise Refused("Somebody else has worked on this piece meanwhile, so nothing was decided.", "Look at it again.")
            events = []
            for entry in entries:
                event = self._log.append(*entry, signer if entry[0] in SIGNED else None)
                self._projections.project(event)
                events.append(event)
            return events

    def sign_list(self, people: list[dict[str, Any]], owner: Actor, signer: Signer, after: int) -> Event:
        """Write the next list of people, as its owner signs it.

        Args:
            people: its lines, see `core.events`.
            after: number of the list that the owner was looking at; 0 where there was none.
        Raises:
            Refused: another list was signed since; nothing is written.
        """
        with self._writing():
            with verify.any_bytes(self._db):
                payload = signed_entries.next_list(self._log, people, after)
            event = self._log.append(EventType.ROSTER_SIGNED, "", owner, payload, signer)
            self._projections.project(event)
            return event

    def rebuild(self) -> None:
        """Throw everything derived away and derive it again from the events.

        Raises:
            HistoryError: the chain is broken; a rebuilt state would make the breach look like the truth.
        """
        with self._writing():
            problem = verify.follow_all(self._log, verify.Chain(left=self._log.left()))
            if problem:
                raise HistoryError(problem, "Restore the history from a backup made before.")
            replay.rebuild(self._db, self._texts, self._projections, self._log.replayed())

    def purge(self, piece: str, actor: Actor, reason: str) -> Event:
        """Delete the words of a piece for good; see `purge_all`."""
        return self.purge_all([piece], actor, reason)[0]

    def purge_all(self, pieces: Sequence[str], actor: Actor, reason: str) -> list[Event]:
        """Delete the words of pieces for good, and leave nothing of them in the file or beside it. That things happened, by whom
        and when stays, and so does every hash: the chain holds. Ids stay, though they were made from titles.

        All of them are looked at before the first is touched; then each goes by itself, so that whoever types meanwhile never
        waits for more than one.

        Args:
            reason: stands in the history.
        Returns:
            The events that say so, in the order of `pieces`.
        Raises:
            NotFound: no such piece.
            Refused: its text was deleted before.
            HistoryError: an entry of it was altered; nothing is deleted.
            Lingering: it is done, and what was deleted may lie beside the file until another program closes it; `wash` again.
        """
        self._db.execute("PRAGMA secure_delete = ON")
        with self._reading():
            for piece in pieces:
                listing.row(self._db, piece)
                purging.refuse_unfit(self._db, self._log, piece)
        events = []
        for piece in pieces:
            with self._writing():
                events.append(purging.purge(self._db, self._log, self._projections, piece, actor, reason))
        self._texts.forget()
        self.wash()
        return events

    def wash(self) -> None:
        """Leave nothing of what was ever deleted in the file or beside it. Raises: Lingering."""
        with plain_words(self.path):
            purging.wash(self._db)

    # ---------------------------------------------------------------- reading: the log

    def events(self, piece: str | None = None, types: Iterable[EventType] | None = None, since: int = 0) -> list[Event]:
        """Events oldest first: of one piece or of all, of some types or of all, with numbers above `since`."""
        with self._reading():
            return list(self._log.read(piece, types, since))

    def readable(self, piece: str) -> list[Event]:
        """The piece's events as far as they can be read: what a report shows of a history that somebody altered."""
        found = []
        with self._reading(), verify.any_bytes(self._db):
            for row in self._log.rows(piece):
                with suppress(HistoryError):
                    found.append(event(row))
        return found

    def head(self, count: int | None = None) -> Head:
        """The end of the chain; with `count`, its end when it had so many events, to hold an old report against."""
        with self._reading():
            return self._log.head(count)

    def verify(self) -> Verification:
        """Check every event, every link of the chain, every derived table against a replay, and what neither speaks of. Reads
        everything."""
        with plain_words(self.path):
            try:
                found = verify.verify(self._db, self._log, self._texts)
            except sqlite3.DatabaseError:
                told = soundness.problem(self._db)
                if not told:
                    raise
                return Verification(0, bind([], 0, ""), 0, told)
            return found if found.problem else replace(found, problem=soundness.problem(self._db))

    def seals(self, piece: str = "") -> list[Seal]:
        """What became of every signature, oldest first; a decision that nobody signed is there too.

        Args:
            piece: its decisions alone; empty for all of them, and for the lists of people.
        """
        with self._reading(), verify.any_bytes(self._db):
            found = signed_entries.of_history(self._log, self._db, self._texts, piece).seals
            return [seal for seal in found if seal.piece] if piece else found

    def lists(self) -> list[Seal]:
        """What became of the signatures under the lists of people, oldest first."""
        with self._reading(), verify.any_bytes(self._db):
            return signed_entries.of_house(self._log).seals

    def roster(self) -> Roster:
        """The signed list of people in force; empty where no owner has signed one."""
        with self._reading(), verify.any_bytes(self._db):
            return signed_entries.of_house(self._log).roster

    # ---------------------------------------------------------------- reading: pieces and their texts

    def pieces(self) -> list[Piece]:
        """All pieces, the one something happened to last first."""
        with self._reading():
            # A window asks for ten thousand of them at every turn; they are read anew once anybody has written anything.
            state = self._db.execute("PRAGMA data_version").fetchone()[0], self._db.total_changes
            if self._listed is None or self._listed[0] != state:
                self._listed = state, listing.pieces(self._db)
            return list(self._listed[1])

    def is_source(self, sha256: str) -> bool:
        """Whether any piece was made of a file or record with that hash."""
        with self._reading():
            return listing.is_source(self._db, sha256)

    def piece(self, id: str) -> Piece:
        """Raises: NotFound."""
        with self._reading():
            return listing.piece(self._db, id)

    def siblings(self, id: str) -> list[Piece]:
        """The other drafts of the same brief and brand, the oldest first; none where the piece has no brief."""
        with self._reading():
            return listing.siblings(self._db, id)

    def original(self, id: str) -> str:
        """The AI original. Raises: NotFound."""
        with self._reading():
            return self._texts.original(id)

    def working(self, id: str) -> str:
        """The working text as it stands. Raises: NotFound."""
        with self._reading():
            return self._current(id)

    def _current(self, id: str) -> str:
        return self._texts.current(id, listing.row(self._db, id)["text_event"])

    def text_at(self, id: str, number: int) -> str:
        """The working text as it stood after event `number` of the history.

        Raises:
            NotFound: no such piece, or not yet at that event.
        """
        with self._reading():
            listing.row(self._db, id)
            return self._texts.at(id, number)

    def last_editor(self, id: str, who: str = "", text: str | None = None) -> str:
        """The person who last changed the working text, empty when nobody has; or who it would be, were `who` to write `text`
        now. See `hands` for what counts as a change.

        Raises:
            NotFound: there is no such piece.
        """
        if text is None:
            return self.piece(id).last_editor
        with self._reading():
            was = listing.row(self._db, id)["text_event"]
            return self._texts.hands.would_be(id, was, who, (self._texts.current(id, was), text))

    def search(self, text: str) -> list[str]:
        """Ids of pieces whose title or working text holds every word of `text`, or its beginning; best first."""
        with self._reading():
            stale = search.stale(self._db)
        if stale and not self._read_only:
            with self._writing():
                search.refresh(self._db, self._texts)
        with self._reading():
            return search.find(self._db, self._texts, text)

    def new_piece_id(self, title: str) -> str:
        """An id nobody has yet, made from `title`, short and safe in file names."""
        with self._reading():
            return naming.piece_id(title, lambda name: listing.is_there(self._db, name))

    # ---------------------------------------------------------------- reading: what people decided

    def dismissals(self, id: str) -> list[Dismissal]:
        """Dismissals of the piece, oldest first: its own, and those of a whole rule by any piece of its brand. One that was
        given a last day is among them after it too; ask whether it `holds`.

        Raises:
            NotFound: no such piece.
        """
        with self._reading():
            listing.row(self._db, id)
            return decided.dismissals(self._db, id)

    def decisions(self, id: str) -> dict[str, ClaimDecision]:
        """What was decided about the piece's claims, by the claim's key. Raises: NotFound."""
        with self._reading():
            listing.row(self._db, id)
            return decided.decisions(self._db, id)

    def approved_claims(self, brand: str = "", most: int = 5_000) -> list[ApprovedClaim]:
        """Claims that were found supported in any piece of `brand`, the latest first; of every brand where it is empty.

        Args:
            most: how many at most.
        """
        with self._reading():
            return decided.approved_claims(self._db, brand, most)

    def questions(self, id: str) -> dict[str, tuple[Question, ...]]:
        """What was asked about the piece's claims, by the claim's key, oldest first. Raises: NotFound."""
        with self._reading():
            listing.row(self._db, id)
            return decided.questions(self._db, id)

    def questions_for(self, name: str) -> dict[str, int]:
        """How many questions wait for an answer of that person, by piece. A decision on the claim answers them too."""
        with self._reading():
            return decided.questions_for(self._db, name)

    def approvals(self, id: str) -> list[Approval]:
        """Every approval ever given to the piece, oldest first, whether or not its text still stands. Raises: NotFound."""
        with self._reading():
            listing.row(self._db, id)
            return decided.approvals(self._db, id)

    def tally(self, reach: Reach = EVERYTHING, now: str = "", *, rules: bool = True) -> Tally:
        """All the figures of the pieces in reach, whatever its days: each figure falls on a day of its own.

        Args:
            now: UTC, ISO 8601; the history's own clock where it is left out.
            rules: whether what became of each rule's flags is read too.
        """
        with self._reading():
            return tallying.tally(self._db, reach, now or written(milliseconds(self._clock())), rules=rules)

    def yeses(self, reach: Reach = EVERYTHING) -> tuple[Yes, ...]:
        """Every approval of the pieces in reach, the oldest first, with what is known of it; its seal is not looked at."""
        with self._reading():
            of = tallying.tally(self._db, reach, "", rules=False)
            return tallying.yeses(self._db, reach, of, self._log.left())

    # ---------------------------------------------------------------- inside

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with plain_words(self.path), transaction(self._db, "DEFERRED"):
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._read_only:
            raise HistoryError(f"{self.path} was opened for reading only.", "Open it for writing.")
        try:
            with plain_words(self.path), transaction(self._db):
                yield
        except BaseException:
            # The numbers of events that were rolled back will be given again, to others.
            self._log.forget()
            self._texts.forget()
            raise
        self.written()
