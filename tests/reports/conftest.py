"""A piece told by its people: real edits on a real text, chained events, and the record that comes of them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from studio.core.changes import compare
from studio.core.claim import (
    Claim,
    ClaimNote,
    ClaimSeverity,
    ClaimStatus,
    Consent,
    Evidence,
    Proposal,
    Question,
    Standing,
    Support,
)
from studio.core.edit import Cause, Edit
from studio.core.events import Actor, ActorKind, Event, EventType, Head, Verification, canonical, digest
from studio.core.flag import Dismissal, Reason, Scope
from studio.core.origins import Origin, OriginKind, followed
from studio.core.piece import Approval, Piece, Stage
from studio.core.provenance import attribute
from studio.core.record import Note, PieceRecord
from studio.core.span import Span
from studio.reports import claims, write
from studio.reports.edit_history import EditHistory, build
from studio.reports.report import Report

DRAFT = """# Why Slow Tea Is a Game-Changer

In today's fast-paced world, it's easy to forget that tea takes time.

Studies show that 92% of tea drinkers feel calmer. We've been brewing in Hebden Bridge since 2012.

Our pots are guaranteed to never chip."""


LEDGER = """# Autumn in the tea rooms

We've been brewing since 2012, in the loveliest room in Yorkshire.

92% of tea drinkers feel calmer. 20% off until Sunday. "You are my second living room," a guest wrote.

Ours is the fastest kettle of all.

And again: 20% off until Sunday."""


class Chain:
    """The one history that all pieces of a test share: numbers, hashes and a clock that moves a minute per entry."""

    def __init__(self) -> None:
        self.count, self.hash = 0, "0" * 64
        self.clock = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)

    def next(self, piece: str, kind: EventType, actor: Actor, payload: dict[str, Any] | None) -> Event:
        self.count, self.clock = self.count + 1, self.clock + timedelta(minutes=1)
        time = self.clock.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        of_payload = digest(canonical(payload))
        own = digest(canonical([self.count, piece, kind, actor.name, time, of_payload, self.hash]))
        event = Event(self.count, "desk", self.count, piece, kind, actor, time, payload, of_payload, self.hash, own)
        self.hash = own
        return event


class Story:
    """One piece. Every method is something that a person does, and adds the event that it leaves."""

    def __init__(self, chain: Chain, title: str = "Why slow tea is worth the wait", original: str = DRAFT) -> None:
        self.chain, self.original, self.text = chain, original, original
        self.piece = Piece(id=f"piece-{chain.count + 1}", title=title, model="generator-a", brand="Larkspur Tea Rooms")
        self.events: list[Event] = []
        self.dismissals: list[Dismissal] = []
        self.approvals: list[Approval] = []
        self.claims: list[Claim] = []
        self.notes: tuple[Note, ...] = ()
        self._edits: list[tuple[Edit, str, str]] = []
        model = Actor(ActorKind.AI, "generator-a")
        self.add(
            EventType.PIECE_CREATED, model, {"title": title, "text": original, "model": "generator-a", "source_name": "tea.md"}
        )

    def add(self, kind: EventType, who: str | Actor, payload: dict[str, Any] | None) -> Event:
        actor = Actor.person(who) if isinstance(who, str) else who
        self.events.append(self.chain.next(self.piece.id, kind, actor, payload))
        self.piece = replace(self.piece, updated=self.events[-1].time, created=self.events[0].time)
        return self.events[-1]

    def edit(self, who: str, *edits: Edit) -> None:
        event = self.add(EventType.EDITED, who, {"edits": [_row(edit) for edit in edits]})
        for edit in edits:
            self.text = edit.apply(self.text)
            self._edits.append((edit, who, event.time))

    def swap(self, who: str, old: str, new: str, cause: Cause = Cause.TYPED, detail: str = "") -> None:
        """Replace the first `old` in the text."""
        start = self.text.index(old)
        self.edit(who, Edit(Span(start, start + len(old)), new, cause, detail))

    def dismiss(self, who: str, text: str, rule: str, reason: Reason, scope: Scope = Scope.HERE, note: str = "") -> None:
        said = {"key": digest(rule + text)[:16], "rule": rule, "scope": scope.value, "reason": reason.value}
        said |= {"note": note, "text": text, "message": f"“{text}” is flagged.", "severity": "warning"}
        event = self.add(EventType.FLAG_DISMISSED, who, said)
        self.dismissals.append(Dismissal(said["key"], rule, scope, reason, note, who, event.time, text, said["message"]))

    def take_back(self, who: str, dismissal: Dismissal) -> None:
        said = {"key": dismissal.key, "rule": dismissal.rule, "scope": dismissal.scope.value}
        self.add(EventType.FLAG_RESTORED, who, said)
        name = "key" if dismissal.scope is Scope.HERE else "rule"
        gone = (dismissal.scope, getattr(dismissal, name))
        self.dismissals = [one for one in self.dismissals if (one.scope, getattr(one, name)) != gone]

    def claim(self, text: str, *categories: str, severity: ClaimSeverity = ClaimSeverity.HIGH) -> None:
        """A claim that a check found and nobody has answered."""
        start = self.text.find(text)
        span = Span(start, start + len(text)) if start >= 0 else None
        note = ClaimNote(categories, severity, "Needs the named source and the passage that says it.")
        self.claims.append(Claim(digest(text)[:16], text, note, span))

    def prove(self, who: str, text: str, url: str, quote: str) -> None:
        claim = self._claim(text)
        said = {"key": claim.key, "text": text, "url": url, "quote": quote, "valid_until": "2027-11-14"}
        event = self.add(EventType.CLAIM_EVIDENCE, who, said)
        evidence = Evidence(url, quote, who, event.time, "2027-11-14")
        self._answer(replace(claim, status=ClaimStatus.SUPPORTED, evidence=(evidence,), decided_by=who))

    def decide(self, who: str, text: str, status: ClaimStatus, reason: str) -> None:
        claim = self._claim(text)
        said = {"key": claim.key, "text": text, "status": status.value, "reason": reason}
        self.add(EventType.CLAIM_DECIDED, who, said)
        span = None if status is ClaimStatus.REMOVED else claim.span
        self._answer(replace(claim, status=status, reason=reason, decided_by=who, span=span))

    def found(self, text: str, *categories: str, severity: ClaimSeverity = ClaimSeverity.HIGH, **more: Any) -> Claim:
        """A claim of the ledger as the desk gives it, with whatever is known of it; `more` fills the claim and its note."""
        told = {name: more.pop(name) for name in ("standing", "source", "source_name", "cited", "reason_found") if name in more}
        note = ClaimNote(
            categories, severity, "Name the study and the passage that says it.", "r", told.pop("reason_found", ""), **told
        )
        starts = [found.start() for found in re.finditer(re.escape(text), self.text)]
        places = tuple(Span(start, start + len(text)) for start in starts)
        self.claims.append(Claim(digest(text)[:16], text, note, places[0] if places else None, places=places, **more))
        return self.claims[-1]

    def _claim(self, text: str) -> Claim:
        return next(claim for claim in self.claims if claim.text == text)

    def _answer(self, claim: Claim) -> None:
        self.claims = [claim if old.key == claim.key else old for old in self.claims]

    def submit(self, who: str, to: str, note: str = "") -> None:
        self.piece = replace(self.piece, revision=self.piece.revision + 1, stage=Stage.IN_REVIEW, assignee=to)
        said = {"to": to, "due": "2026-11-20T16:00:00Z", "note": note, "revision": self.piece.revision}
        self.add(EventType.SUBMITTED, who, said | {"text_hash": digest(self.text)})

    def request_changes(self, who: str, note: str) -> None:
        self.piece = replace(self.piece, stage=Stage.CHANGES_REQUESTED)
        said = {"note": note, "revision": self.piece.revision, "text_hash": digest(self.text)}
        self.add(EventType.CHANGES_REQUESTED, who, said)

    def approve(self, who: str, text_hash: str = "") -> None:
        self.piece = replace(self.piece, stage=Stage.APPROVED)
        ran, missing = ["style", "grammar", "claims"], ["links"]
        said = {"revision": self.piece.revision, "text_hash": text_hash or digest(self.text), "guide_version": "a1b2c3"}
        said |= {"claims_hash": digest("claims"), "ran": ran, "missing": missing, "note": "Reads well."}
        event = self.add(
            EventType.APPROVED, who, said | {"gate": [["errors", "required", True], ["warnings", "recommended", False]]}
        )
        given = Approval(who, event.time, said["text_hash"], "a1b2c3", said["claims_hash"], tuple(ran), tuple(missing), 1)
        self.approvals.append(given)

    def export(self, who: str, name: str) -> None:
        self.add(EventType.EXPORTED, who, {"format": "docx", "name": name, "sha256": digest(name)})

    def record(self) -> PieceRecord:
        comparison = compare(self.original, self.text)
        held = next((a for a in reversed(self.approvals) if a.text_hash == digest(self.text)), None)
        return PieceRecord(
            piece=self.piece,
            original=self.original,
            text=self.text,
            comparison=comparison,
            attributions=attribute(comparison.changes, self._edits),
            claims=tuple(self.claims),
            dismissals=tuple(self.dismissals),
            approvals=tuple(self.approvals),
            approval=held,
            notes=self.notes,
            events=tuple(self.events),
            origins=followed(self.original, FIRST, [(edit, who, when, 0) for edit, who, when in self._edits]).runs,
        )


FIRST = Origin(OriginKind.AI, "gpt-5", "gpt-5")


def _row(edit: Edit) -> list[Any]:
    return [edit.span.start, edit.span.end, edit.replacement, edit.cause.value, edit.detail]


class Desk:
    """Makes stories on one chain, and the report over them."""

    def __init__(self) -> None:
        self.chain = Chain()

    def story(self, **more: Any) -> Story:
        return Story(self.chain, **more)

    def tea(self) -> Story:
        """The piece the mock shows: changed by two people, sent back once, approved, exported."""
        story = self.story()
        story.claim("92% of tea drinkers feel calmer", "statistic", "health")
        story.claim("since 2012", "date", severity=ClaimSeverity.LOW)
        story.claim("guaranteed to never chip", "guarantee_absolute", severity=ClaimSeverity.BLOCKER)
        story.swap("Wren Adeyemi", "Is a Game-Changer", "is worth the wait", Cause.FIX, "Plain.Cliches")
        story.swap("Wren Adeyemi", "In today's fast-paced world, it's easy to forget that tea", "Good tea")
        story.prove("Wren Adeyemi", "since 2012", "https://example.org/register", "Opened in spring 2012.")
        story.dismiss("Wren Adeyemi", "Hebden Bridge", "Spelling", Reason.QUOTE_OR_NAME, note="Our town.")
        story.submit("Wren Adeyemi", "Erin Larkspur", "The study is still missing.")
        story.request_changes("Erin Larkspur", "No guarantee on the pots, please.")
        story.swap("Wren Adeyemi", "guaranteed to never chip", "fired twice so they last", Cause.REWRITE)
        story.decide("Wren Adeyemi", "guaranteed to never chip", ClaimStatus.REMOVED, "We do not guarantee that.")
        story.swap("Tom Reed", "Studies show that 92% of tea drinkers feel", "Many of our guests say they feel")
        story.decide("Tom Reed", "92% of tea drinkers feel calmer", ClaimStatus.REMOVED, "No study found.")
        story.submit("Tom Reed", "Erin Larkspur")
        story.approve("Erin Larkspur")
        story.export("Erin Larkspur", "slow-tea.docx")
        return story

    def ledger(self) -> Story:
        """A piece with a claim of every status, and everything that can be known of one. It is reported on 24 November."""
        story = self.story(original=LEDGER, title="Autumn in the tea rooms")
        morning = "2026-11-14T09:30:00.000Z"
        old = Evidence(
            "https://example.org/2024", "Open since 2010.", "Wren Adeyemi", "2026-10-01T08:00:00.000Z", words="since 2010"
        )
        register = Evidence(
            "https://example.org/register",
            "Opened in spring 2012.",
            "Wren Adeyemi",
            morning,
            "2026-12-10",
            "Page 3 of the register.",
            "Companies Register",
            "2026-11-13",
        )
        story.found(
            "since 2012",
            "date_history",
            severity=ClaimSeverity.MEDIUM,
            status=ClaimStatus.SUPPORTED,
            evidence=(register,),
            earlier=(old,),
            decided_by="Wren Adeyemi",
            decided_at=morning,
            standing=Standing.GIVEN,
            source="The tea rooms opened in 2012.",
            source_name="brief",
        )
        study = Evidence("own record: survey.pdf", "Of 40 guests, 31 said so.", "Tom Reed", morning, support=Support.PARTLY)
        against = Evidence("https://example.org/other", "No effect was found.", "Tom Reed", morning, support=Support.CONTRADICTS)
        story.found(
            "92% of tea drinkers feel calmer",
            "statistic",
            "regulated",
            severity=ClaimSeverity.BLOCKER,
            status=ClaimStatus.CONTRADICTED,
            evidence=(study, against),
            decided_by="Tom Reed",
            decided_at=morning,
            standing=Standing.CONTRADICTS,
            source="About 78% of our guests said they felt calmer.",
            source_name="brand's facts",
            reason_found="a share in percent",
            clashes=("78% in “Spring email”",),
            questions=(Question("Erin Larkspur", "Tom Reed", "Which study is this?", "2026-11-15T10:00:00.000Z"),),
        )
        story.found(
            "20% off until Sunday",
            "money_price",
            status=ClaimStatus.UNVERIFIED,
            standing=Standing.ABSENT,
            changed="The number changed from 15% to 20%.",
            cited="https://example.org/offer",
            proposal=Proposal("link beside it", Evidence("https://example.org/offer", "")),
        )
        said = Evidence(
            "own record: letter of 3 May",
            "You are my second living room.",
            "Wren Adeyemi",
            morning,
            "2026-11-20",
            consent=Consent("Ms Hartley", "2026-05-04", "the autumn letter"),
        )
        story.found(
            "my second living room",
            "testimonial",
            severity=ClaimSeverity.BLOCKER,
            status=ClaimStatus.STALE,
            evidence=(said,),
            decided_by="Wren Adeyemi",
            decided_at=morning,
            decided_in="piece-9",
        )
        story.found(
            "the loveliest room in Yorkshire",
            "ranking",
            severity=ClaimSeverity.LOW,
            status=ClaimStatus.OPINION,
            reason="Taste; nobody measures it.",
            decided_by="Erin Larkspur",
            decided_at=morning,
        )
        story.found("the fastest kettle of all", "comparison", second="Wren Adeyemi", reason="Nobody times it.")
        story.found(
            "guaranteed to never chip",
            "guarantee_absolute",
            severity=ClaimSeverity.BLOCKER,
            status=ClaimStatus.REMOVED,
            reason="We do not guarantee that.",
            decided_by="Wren Adeyemi",
            decided_at=morning,
        )
        return story

    def claims_report(self, *stories: Story, **more: Any) -> claims.Claims:
        return claims.build([story.record() for story in stories], **(self.about() | more))

    def report(self, *stories: Story, **more: Any) -> EditHistory:
        return build([story.record() for story in stories], **(self.about() | more))

    def about(self) -> dict[str, Any]:
        """What every report says of itself, beside its records."""
        head = Head(self.chain.hash, self.chain.count, self.chain.clock.strftime("%Y-%m-%dT%H:%M:%S.000Z"))
        about: dict[str, Any] = {"workspace": "Larkspur Tea Rooms", "made": "2026-11-24T10:00:00Z", "made_by": "Olive Larkspur"}
        return about | {"head": head, "verification": Verification(self.chain.count, head), "period": ("", "")}


class Page(HTMLParser):
    """The page as a browser takes it apart: elements with their attributes, and the text it shows."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.shown, self.style = "", ""
        self.marked: dict[str, list[str]] = {"del": [], "ins": []}
        self.feed(page.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "col", "br"):
            self.open.append(tag)
        if tag in self.marked:
            self.marked[tag].append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        if "style" in self.open:
            self.style += data
            return
        self.shown += data
        if self.open and self.open[-1] in self.marked:
            self.marked[self.open[-1]][-1] += data


@pytest.fixture
def page_of() -> Callable[[Report], Page]:
    """Writes a report as a page, and takes the page apart."""
    return lambda report: Page(write(report, "html"))


@pytest.fixture
def desk() -> Desk:
    return Desk()
