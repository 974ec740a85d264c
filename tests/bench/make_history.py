"""Makes a large history: a house of 10,000 pieces whose life took a million events.

Run it: `python tests/bench/make_history.py FOLDER [EVENTS] [PIECES]`. The folder becomes a workspace.

Every event is sealed and chained as the program does it, and the tables that follow from the events are filled by the program's
own code, in large transactions; only a row of edits, which change nothing but a piece's text and its counters, is written at
once with what follows from the last of them. So `bluepencil verify` finds it whole, and the bench checks that on a smaller one.
"""

import random
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from studio.app.workspace import Workspace
from studio.core.events import Actor, ActorKind, EventType, canonical, digest
from studio.history import History, listing
from studio.history.chain import milliseconds, seal, written
from studio.history.connection import transaction
from studio.history.log import _INSERT, _LATEST
from studio.history.projections import _EDITED, _HEAD
from studio.history.texts import EVERY, _pack

BEGUN = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)
PEOPLE = [f"Editor {number}" for number in range(1, 21)]
MODELS, TEMPLATES = ("model-a", "model-b", "model-c"), ("", "letter", "post", "page")
CHANNELS = ("blog", "web", "email", "social", "support")
RULES = [f"House.Rule{number:02}" for number in range(60)]
CHECKS = Actor(ActorKind.RULE, "Checks")
COMMON = ("the", "of", "and", "to", "in", "a", "is", "that", "it", "was", "for", "on", "are", "with", "as", "be", "at", "one")
BATCH = 20_000  # events in one transaction


class Clock:
    def __init__(self) -> None:
        self.now = BEGUN

    def __call__(self) -> datetime:
        return self.now


class Maker:
    """Writes events through the history's own log and projections, many in one transaction."""

    def __init__(self, history: History, clock: Clock, seed: int = 1) -> None:
        self.history, self.clock, self.dice = history, clock, random.Random(seed)
        self.words = [
            *COMMON * 12,
            *("".join(self.dice.choices("aeiourstlnmdpkv", k=self.dice.randint(3, 9))) for _ in range(4000)),
        ]
        self.count = 0

    def say(self, kind: EventType, piece: str, who: Actor, payload: dict) -> None:
        event = self.history._log.append(kind, piece, who, payload)
        self.history._projections.project(event)
        self.count += 1

    def text(self) -> str:
        dice = self.dice
        return " ".join(dice.choices(self.words, k=dice.randint(300, 700)))

    def piece(self, number: int, at: datetime, edits: int) -> None:
        """One piece from its draft to its yes, most of it edits."""
        dice, piece = self.dice, f"piece-{number:05}"
        self.clock.now = at
        text, writer, editor = self.text(), dice.choice(PEOPLE), dice.choice(PEOPLE)
        facts = {
            "title": f"Piece {number} {dice.choice(self.words)}",
            "channel": dice.choice(CHANNELS),
            "brand": f"Brand {number % 8}",
        }
        origin = {"model": dice.choice(MODELS), "template": dice.choice(TEMPLATES), "accountable": writer, "text": text}
        self.say(EventType.PIECE_CREATED, piece, Actor(ActorKind.AI, origin["model"]), facts | origin)
        keys = {rule: [f"{number:x}{rule[-2:]}{n}" for n in range(dice.randint(1, 4))] for rule in dice.sample(RULES, 9)}
        self.look(piece, "original", text, keys)
        returns = dice.choices((0, 1, 2), (6, 3, 1))[0]
        for round_ in range(returns + 1):
            self.write(piece, writer, edits // (returns + 1))
            for rule in [rule for rule in keys if dice.random() < 0.5]:
                keys[rule] = keys[rule][1:]
            self.clock.now += timedelta(hours=dice.randint(1, 20))
            due = (self.clock.now + timedelta(days=2)).isoformat(timespec="minutes")
            self.look(piece, "submitted", text, keys)
            self.say(
                EventType.SUBMITTED, piece, Actor.person(writer), {"to": editor, "due": due, "note": "", "revision": round_ + 1}
            )
            self.clock.now += timedelta(hours=dice.randint(1, 70))
            if round_ < returns:
                self.say(EventType.CHANGES_REQUESTED, piece, Actor.person(editor), {"note": "Shorter.", "revision": round_ + 1})
        if number % 20:  # one in twenty is still with its editor
            self.approve(piece, editor, returns + 1)

    def write(self, piece: str, writer: str, many: int) -> None:
        """So many edits in a row: sealed one by one, and written together with what follows from the last of them."""
        history, dice, log = self.history, self.dice, self.history._log
        device, person, id = log._name(log._device), log._name(writer), log._name(piece)
        sequence, previous = history._db.execute(_LATEST, (device,)).fetchone()
        (number,) = history._db.execute("SELECT max(number) FROM events").fetchone()
        row = listing.row(history._db, piece)
        held, count, entries = history._texts._present(piece, row["text_event"]), row["edits"], []
        text = held.text
        for _ in range(many):
            self.clock.now += timedelta(seconds=dice.randint(3, 90))
            start, word = dice.randrange(len(text)), dice.choice(self.words) + " "
            payload = canonical({"edits": [[start, start, word, "typed", ""]]})
            moment, content = milliseconds(self.clock.now), digest(payload)
            sequence, number, count, text = sequence + 1, number + 1, count + 1, text[:start] + word + text[start:]
            about = (piece, EventType.EDITED, ActorKind.PERSON, writer, written(moment), content, previous.hex())
            own = bytes.fromhex(seal(log._device, sequence, *about))
            hashes = (bytes.fromhex(content), previous, own)
            entries.append((device, sequence, id, "edited", "person", person, moment, payload, *hashes))
            previous = own
            if count % EVERY == 0:
                history._texts._store(piece, number, _pack(text, held.original))
        history._db.executemany(_INSERT, entries)
        history._texts._hold(piece, replace(held, number=number, text=text))
        time, stage = written(milliseconds(self.clock.now)), row["stage"]
        history._db.execute(_EDITED, (time, number, number, count, writer, stage, "", piece))
        history._db.execute(_HEAD, (log._device, sequence, number, previous.hex()))
        self.count += many

    def look(self, piece: str, moment: str, text: str, keys: dict[str, list[str]]) -> None:
        flags = {rule: {"severity": "warning", "check": "style", "open": found, "dismissed": []} for rule, found in keys.items()}
        found = {"moment": moment, "words": text.count(" ") + 1, "ran": ["style", "grammar"], "missing": [], "flags": flags}
        self.say(EventType.PIECE_CHECKED, piece, CHECKS, found | {"claims": {"total": 4, "open": self.dice.randint(0, 4)}})

    def approve(self, piece: str, editor: str, revision: int) -> None:
        text = self.history._texts.current(piece, listing.row(self.history._db, piece)["text_event"])
        words = text.count(" ") + 1
        held = {"text_hash": digest(text), "guide_version": "g", "policy_version": "p", "claims_hash": "", "gate": [], "note": ""}
        kept = self.dice.randint(words // 2, words)
        counted = {"words": words, "kept": kept, "original_words": words, "changed_words": words - kept, "read_seconds": 90}
        checks = {"ran": ["style", "grammar"], "missing": [], "revision": revision}
        self.say(EventType.APPROVED, piece, Actor.person(editor), held | checks | counted)


def make(folder: Path, events: int, pieces: int) -> None:
    """A workspace in `folder`, which must not be there yet."""
    Workspace.create(folder, PEOPLE[0]).close()
    clock = Clock()
    with History.open(folder / "history.db", clock=clock) as history:
        maker, step = Maker(history, clock), timedelta(days=600) / pieces
        db, number = history._db, 0
        each = max(1, events // pieces - 9)
        while number < pieces:
            upto = maker.count + BATCH
            with transaction(db):
                while number < pieces and maker.count < upto:
                    maker.piece(number, BEGUN + number * step, each)
                    number += 1
        history.search("tea")  # brings the index of words up to date
        db.execute("ANALYZE")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    many, of = (int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000), (int(sys.argv[3]) if len(sys.argv) > 3 else 10_000)
    start = time.perf_counter()
    make(target, many, of)
    with History.open(target / "history.db", read_only=True) as made:
        count = made.head().count
    size = (target / "history.db").stat().st_size / 1e6
    print(f"{count:,} events, {of:,} pieces, {size:,.0f} MB in {time.perf_counter() - start:.0f} s: {target}")
