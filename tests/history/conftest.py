"""A desk with a real history file, a clock that ticks, and short ways to say what happened."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from studio.core.events import Actor, ActorKind, Event, EventType, digest
from studio.history import History
from studio.history.schema import PROJECTIONS

ORIGINAL = "Our tea is the best in town. It is picked by hand.\n\nCome and taste it 🍵 today."
MARA = Actor.person("Mara")
MODEL = Actor(ActorKind.AI, "a-model")


class Clock:
    """One second further every time somebody looks."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Desk:
    """A history and what people do to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.history = History.create(path, clock=Clock())

    def create(self, title: str = "Spring tea", text: str = ORIGINAL, brand: str = "Larkspur", **more: Any) -> str:
        piece = self.history.new_piece_id(title)
        facts = {"title": title, "channel": "blog", "brand": brand, "audience": "", "brief": "", "model": "a-model"}
        rest = {"generated": "", "source_name": "tea.md", "source_hash": digest(text), "accountable": "Olga", "text": text}
        self.history.append(EventType.PIECE_CREATED, piece, MODEL, facts | rest | more)
        return piece

    def edit(self, piece: str, *edits: tuple[int, int, str], who: Actor = MARA) -> Event:
        rows = [[start, end, words, "typed", ""] for start, end, words in edits]
        return self.history.append(EventType.EDITED, piece, who, {"edits": rows})

    def dismiss(self, piece: str, scope: str, key: str = "k1", rule: str = "Plain.Wordy") -> Event:
        why = {"reason": "deliberate", "note": "house word", "text": "best", "message": "Wordy.", "severity": "warning"}
        return self.say(EventType.FLAG_DISMISSED, piece, {"key": key, "rule": rule, "scope": scope} | why)

    def restore(self, piece: str, scope: str, key: str = "k1", rule: str = "Plain.Wordy") -> Event:
        return self.say(EventType.FLAG_RESTORED, piece, {"key": key, "rule": rule, "scope": scope})

    def decide(self, piece: str, status: str, key: str = "c1") -> Event:
        claim = {"key": key, "text": "best in town", "categories": ["superlative"], "severity": "high"}
        return self.say(EventType.CLAIM_DECIDED, piece, claim | {"status": status, "reason": "we say so"})

    def prove(self, piece: str, url: str, key: str = "c1") -> Event:
        claim = {"key": key, "text": "best in town", "categories": ["superlative"], "severity": "high"}
        return self.say(EventType.CLAIM_EVIDENCE, piece, claim | {"url": url, "quote": "The best.", "valid_until": "2027-01-01"})

    def ask(self, piece: str, to: str, key: str = "c1", who: Actor = MARA) -> Event:
        return self.say(EventType.CLAIM_ASKED, piece, {"key": key, "text": "best in town", "to": to, "question": "Sure?"}, who)

    def submit(self, piece: str, to: str = "Ed") -> Event:
        handed = {"to": to, "due": "2026-03-05T12:00:00Z", "note": "please", "revision": 1, "text_hash": ""}
        return self.say(EventType.SUBMITTED, piece, handed)

    def send_back(self, piece: str, note: str = "Shorter.") -> Event:
        return self.say(EventType.CHANGES_REQUESTED, piece, {"note": note, "revision": 1, "text_hash": ""}, Actor.person("Ed"))

    def look(self, piece: str, open_: dict[str, list[str]], silenced: dict[str, list[str]] | None = None, **more: Any) -> Event:
        """The checks look at the text and find flags: rule to keys."""
        silenced = silenced or {}
        flags = {
            rule: {"severity": "warning", "check": "style", "open": open_.get(rule, []), "dismissed": silenced.get(rule, [])}
            for rule in {**open_, **silenced}
        }
        text = {"moment": "original", "text_hash": digest(self.history.working(piece)), "guide_version": "g1", "words": 20}
        found = {"ran": ["style"], "missing": [], "flags": flags, "claims": {"total": 3, "open": 1}}
        return self.say(EventType.PIECE_CHECKED, piece, text | found | more, Actor(ActorKind.RULE, "Checks"))

    def approve(self, piece: str, **more: Any) -> Event:
        held = {"text_hash": digest(self.history.working(piece)), "guide_version": "g1", "claims_hash": "c"}
        rest = {"revision": 1, "ran": ["style"], "missing": ["grammar"], "gate": [], "note": "fine"}
        return self.say(EventType.APPROVED, piece, held | rest | more, Actor.person("Ed"))

    def say(self, type: EventType, piece: str, payload: dict[str, Any], who: Actor = MARA) -> Event:
        return self.history.append(type, piece, who, payload)

    def live(self, seed: int = 7, events: int = 60) -> list[str]:
        """A busy week: two pieces of one brand and one of another, with everything that can happen to them."""
        dice = random.Random(seed)
        pieces = [self.create("Spring tea"), self.create("Summer tea"), self.create("Bread", brand="Mill")]
        acts: list[Callable[[str], Event]] = [
            *[self._scribble(dice)] * 6,
            *[lambda p, s=s: self.dismiss(p, s) for s in ("here", "piece", "rule")],
            *[lambda p, s=s: self.restore(p, s) for s in ("here", "piece", "rule")],
            *[lambda p, s=s: self.decide(p, s) for s in ("opinion", "contradicted")],
            *[lambda p: self.ask(p, "Ed")],
            *[lambda p: self.prove(p, "https://example.org/a"), self.submit, self.send_back, self.approve],
            *[self._glance(dice)] * 3,
            *[self.judge(dice)] * 8,
        ]
        for _ in range(events):
            dice.choice(acts)(dice.choice(pieces))
        return pieces

    def _scribble(self, dice: random.Random) -> Callable[[str], Event]:
        def scribble(piece: str) -> Event:
            length = len(self.history.working(piece))
            start = dice.randint(0, length)
            return self.edit(piece, (start, min(length, start + dice.randint(0, 4)), dice.choice(["", "tea ", "🍵", "x\ny"])))

        return scribble

    def judge(self, dice: random.Random) -> Callable[[str], Event]:
        """Everything that people say and do around an approval, one at random."""
        note, ed = dice.choice(["", "Why?", "Éa 🍵"]), Actor.person("Ed")

        def last(kind: EventType, piece: str) -> int:
            return max((event.number for event in self.history.events(piece, [kind])), default=0)

        def say(piece: str) -> Event:
            text = digest(self.history.working(piece))
            asked = {"list": "blog.in_review", "item": dice.choice("ab"), "version": "1", "question": "True?", "answer": "yes"}
            anchor = {"start": 0, "end": 3, "text": "Our", "before": "", "after": " tea"}
            said: list[tuple[EventType, dict[str, Any]]] = [
                (EventType.AGREED, {"parts": ["voice"], "text_hash": text, "revision": 1, "note": note, "rating": 4}),
                (EventType.RECALLED, {"note": note, "to": "Mara"}),
                (EventType.REOPENED, {"note": note, "was": "approved"}),
                (EventType.BROUGHT_BACK, {"note": note, "to": dice.choice(["Mara", ""])}),
                (EventType.PUBLISHED, {"where": "the site", "note": note, "text_hash": text}),
                (EventType.HELD, {"reason": note, "until": "2026-04-01", "scope": "piece", "name": "", "was": "drafting"}),
                (EventType.RESUMED, {"note": note, "to": "drafting"}),
                (EventType.WITHDRAWN, {"reason": note, "was": "drafting"}),
                (
                    EventType.PIECE_DESCRIBED,
                    {
                        "what": dice.choice(
                            [{"campaign": "spring"}, {"audience": "all", "locale": "en-GB"}, {"brand": "Mill", "channel": "web"}]
                        )
                    },
                ),
                (EventType.COMMENT_ADDED, {"thread": 0, "text": note, "mentions": ["Ed"], "about": "", "anchor": anchor}),
                (EventType.COMMENT_ADDED, {"thread": last(EventType.COMMENT_ADDED, piece), "text": note, "mentions": []}),
                (EventType.COMMENT_RESOLVED, {"thread": last(EventType.COMMENT_ADDED, piece), "resolved": dice.random() < 0.7}),
                (EventType.CHECKLIST_ANSWERED, asked | {"note": note, "text_hash": text}),
                (EventType.CONSENT_RECORDED, {"subject": "Margaret", "given": "2026-03-01", "scope": note, "key": "k1"}),
                (EventType.DISCLOSURE_DECIDED, {"level": "line", "wording": note, "reason": "", "text_hash": text}),
                (EventType.ESCALATED, {"trigger": "asked", "to": "Ed", "note": note, "about": "flag:k1"}),
                (EventType.ESCALATION_SETTLED, {"escalation": last(EventType.ESCALATED, piece), "answer": note}),
            ]
            house: list[tuple[EventType, dict[str, Any]]] = [
                (EventType.CAMPAIGN_SAVED, {"campaign": "spring", "name": "Spring", "owner": "Ed", "facts": note}),
                (EventType.CAMPAIGN_APPROVED, {"campaign": "spring", "pieces": {piece: text}, "note": note, "responsible": "Ed"}),
            ]
            if dice.random() < 0.1:
                return self.say(*(lambda kind, what: (kind, "", what))(*dice.choice(house)), who=ed)
            kind, what = dice.choice(said)
            return self.say(kind, piece, what, ed)

        return say

    def _glance(self, dice: random.Random) -> Callable[[str], Event]:
        def glance(piece: str) -> Event:
            keys = [[f"k{n}" for n in range(1, 7) if dice.random() < 0.4] for _ in range(2)]
            found = {"Plain.Wordy": keys[0], "Plain.Long": [f"l{key}" for key in keys[1]]}
            silenced = {rule: [key for key in names if dice.random() < 0.3] for rule, names in found.items()}
            left = {rule: [key for key in names if key not in silenced[rule]] for rule, names in found.items()}
            return self.look(piece, left, silenced, ran=dice.choice([["style"], ["grammar"]]))

        return glance

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every projection as it lies in the file."""
        with sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True) as db:
            found = {name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in PROJECTIONS}
        db.close()
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "history.db")
    yield made
    made.history.close()
