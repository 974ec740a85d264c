"""How the sample comes to look lived in: what people did with each draft, and when, performed by the real use cases.

`resources/sample/sample.toml` tells it and explains its words.
"""

import tomllib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from studio import formats
from studio.app import audits, campaigns, checklists, commenting, disclosure, noting
from studio.app.intake import Options, take_in
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.core.changes import compare
from studio.core.checklist import Round
from studio.core.claim import Claim, ClaimStatus, Evidence
from studio.core.document import normalise
from studio.core.edit import Cause, Edit, minimal
from studio.core.errors import BadConfig
from studio.core.flag import Reason
from studio.core.judgement import Answer, DisclosureLevel, Part
from studio.core.span import Span

Step = tuple[datetime, Callable[[], object]]
"""When, and what is done then."""


class Clock:
    """The clock of the workspace while its past is made: it stands where it is put, and never ahead of the real one."""

    def __init__(self) -> None:
        self.start = self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()

    def at(self, said: str) -> datetime:
        """`12 09:30`: twelve days before the sample is made, at half past nine UTC; never later than now."""
        days, _, hour = said.partition(" ")
        day = self.start.date() - timedelta(days=int(days))
        return min(datetime.combine(day, time.fromisoformat(hour), UTC), self.start)


def live_in(workspace: Workspace, source: Path, clock: Clock) -> None:
    """Bring every draft in and to its stage, each step at its time and the oldest first.

    Raises:
        BadConfig: what `sample.toml` says cannot be done.
    """
    script = tomllib.loads((source / "sample.toml").read_text(encoding="utf-8"))
    pieces: list[_Piece] = [_Past(workspace, source, clock, entry) for entry in script.get("past", ())]
    pieces += [_Draft(workspace, source, clock, entry) for entry in reversed(script["draft"])]  # the first is the newest
    steps = [step for piece in pieces for step in piece.steps()]
    steps += [(clock.at(entry["when"]), _auditing(workspace, entry)) for entry in script.get("audit", ())]
    steps += [(clock.at(entry["when"]), _noting(workspace, entry)) for entry in script.get("note", ())]
    by_file = {piece.file: piece for piece in pieces}
    steps += [(clock.at(entry["when"]), _gathering(workspace, clock, entry)) for entry in script.get("campaign", ())]
    steps += [(clock.at(entry["when"]), by_file[entry["file"]].doing(entry)) for entry in script.get("done", ())]
    for when, act in sorted(steps, key=lambda step: step[0]):
        clock.now = when
        act()
    clock.now = clock.start


def _auditing(workspace: Workspace, entry: dict[str, Any]) -> Callable[[], object]:
    return lambda: audits.done(workspace, entry["name"], entry["findings"], workspace.person(entry["by"]))


def _gathering(workspace: Workspace, clock: Clock, entry: dict[str, Any]) -> Callable[[], object]:
    def gather() -> None:
        starts, ends = (clock.start.date() + timedelta(days=entry[name]) for name in ("starts_in", "ends_in"))
        days = {"starts": starts.isoformat(), "ends": ends.isoformat()}
        said = {name: entry.get(name, "") for name in ("owner", "facts", "note")}
        campaigns.save(workspace, workspace.person(entry["by"]), entry["name"], **said, **days)

    return gather


def _noting(workspace: Workspace, entry: dict[str, Any]) -> Callable[[], object]:
    return lambda: noting.note(workspace, workspace.person(entry["by"]), entry["about"], entry["text"])


class _Piece(ABC):
    """A draft, and what people did with it."""

    folder = ""

    def __init__(self, workspace: Workspace, source: Path, clock: Clock, entry: dict[str, Any]) -> None:
        self._workspace, self._source, self._clock, self._entry = workspace, source, clock, entry
        self._writer = workspace.person(entry.get("by", ""))
        self._piece = ""

    @abstractmethod
    def steps(self) -> Iterator[Step]:
        """What happened, in the order of its time."""

    def _take_in(self) -> None:
        draft = formats.read(self._source / self.folder / self._entry["file"])
        options = Options(campaign=self._entry.get("campaign", ""))
        self._piece = take_in(self._workspace, draft, self._writer, options)

    @property
    def file(self) -> str:
        return str(self._entry["file"])

    def doing(self, said: dict[str, Any]) -> Callable[[], None]:
        """Something that somebody did to it beside its way to approval."""

        def do() -> None:
            session = self._open(said["by"])
            what = said["what"]
            if what == "comment":
                on = commenting.place_of(session.text, said["on"]) if "on" in said else None
                commenting.comment(session, said["text"], on)
            elif what == "disclose":
                disclosure.decide(session, DisclosureLevel(said["level"]), reason=said.get("reason", ""))
            elif what == "publish":
                session.publish(said["where"])
            elif what == "hold":
                until = (self._clock.start.date() + timedelta(days=said["until_in"])).isoformat()
                session.hold(said["reason"], until)
            elif what == "withdraw":
                session.withdraw(said["reason"])
            else:
                raise BadConfig(f"sample.toml: nobody knows how to “{what}”.", "Mend the script.")

        return do

    def _open(self, name: str = "") -> ReviewSession:
        """The piece on the desk of whoever is named, else of its writer."""
        return self._workspace.session(self._piece, self._workspace.person(name) if name else self._writer)


class _Draft(_Piece):
    """One of the pieces that people work on today."""

    folder = "drafts"

    def steps(self) -> Iterator[Step]:
        said, stage = self._entry.get("when", {}), self._entry.get("stage", "drafting")
        when = self._clock.at(said.get("came", "0 00:00"))
        yield when, self._take_in
        acts = [("edited", self._edit)]
        acts += [("handed_on", self._hand_on)] * (stage != "drafting")
        acts += [("answered", self._answer)] * (stage in ("changes_requested", "approved"))
        for name, act in acts:
            when = self._clock.at(said[name]) if name in said else when
            yield when, act

    def _edit(self) -> None:
        entry, session = self._entry, self._open()
        self._desk = session
        if entry.get("edited"):
            _type(session, normalise((self._source / "edits" / entry["edited"]).read_text(encoding="utf-8")))
        session.check_now()
        _prove(session, entry.get("evidence", ()))
        for item in entry.get("opinions", ()):
            for claim in _claims(session, item["claim"]):
                session.decide_claim(claim, ClaimStatus.OPINION, item["reason"])
        _dismiss(session, entry.get("dismissed", ()))

    def _hand_on(self) -> None:
        entry = self._entry
        due = _due(self._clock.start, entry.get("due_days", 2))
        _tick(self._desk, Round.DRAFTING)
        self._desk.submit(entry["to"], due, entry.get("handoff", ""))

    def _answer(self) -> None:
        entry, review = self._entry, self._open(self._entry["to"])
        if entry["stage"] == "changes_requested":
            review.request_changes(entry["note"])
        else:
            review.check_now()
            _tick(review, Round.IN_REVIEW)
            review.attend(entry.get("read", 180))
            _say_yes(self._workspace, review, entry.get("note", ""))


class _Past(_Piece):
    """A short piece of the weeks before: in and out again, some of them in two rounds."""

    folder = "past"

    def steps(self) -> Iterator[Step]:
        yield self._clock.at(self._entry["came"]), self._take_in
        for number, each in enumerate(self._entry["round"]):
            handed_on, answered = self._clock.at(each["handed_on"]), self._clock.at(each["answered"])
            yield self._clock.at(each.get("edited", each["handed_on"])), self._editing(each, is_first=number == 0)
            yield handed_on, self._handing_on(each, handed_on)
            yield answered - timedelta(seconds=each.get("read", 60)), self._reading(each)
            yield answered, self._answering(each)

    def _editing(self, each: dict[str, Any], is_first: bool) -> Callable[[], None]:
        def edit() -> None:
            self._desk = self._open()
            if is_first:
                self._desk.check_now()  # so that the figures know what the AI's draft came with
            for before, after in each.get("edits", ()):
                _replace(self._desk, before, after)

        return edit

    def _handing_on(self, each: dict[str, Any], when: datetime) -> Callable[[], None]:
        def hand_on() -> None:
            _tick(self._desk, Round.DRAFTING)
            self._desk.submit(each["to"], _due(when, each["due_days"]), each.get("handoff", ""))

        return hand_on

    def _reading(self, each: dict[str, Any]) -> Callable[[], None]:
        def read() -> None:
            self._desk = self._open(each["to"])

        return read

    def _answering(self, each: dict[str, Any]) -> Callable[[], None]:
        def answer() -> None:
            self._desk.attend(each.get("read", 60))
            if each["answer"] == "changes_requested":
                self._desk.request_changes(each["note"])
            else:
                self._desk.check_now()
                _prove(self._desk, each.get("evidence", ()))
                _dismiss(self._desk, each.get("dismissed", ()))
                _tick(self._desk, Round.IN_REVIEW)
                _say_yes(self._workspace, self._desk, each.get("note", ""))

        return answer


def _due(start: datetime, days: int) -> str:
    """Four o'clock, so many days after `start`."""
    return datetime.combine(start.date() + timedelta(days=days), time(16, 0), UTC).isoformat(timespec="minutes")


def _claims(session: ReviewSession, part: str) -> Iterable[Claim]:
    """The open claims that share words with `part`."""
    return [c for c in session.claims if c.is_open and (part in c.text or c.text in part)]


def _prove(session: ReviewSession, items: Iterable[dict[str, Any]]) -> None:
    for item in items:
        for claim in _claims(session, item["claim"]):
            session.attach_evidence(claim, Evidence(item["url"], item["quote"]))


def _dismiss(session: ReviewSession, items: Iterable[dict[str, Any]]) -> None:
    for item in items:
        for flag in (flag for flag in session.flags if flag.text == item["words"]):
            session.dismiss(flag, Reason(item["reason"]), note=item.get("note", ""))


def _tick(session: ReviewSession, round: Round) -> None:
    """Answer yes to what has to be answered in this round, for the text as it stands."""
    for row in checklists.standing(session).of(round).rows:
        if row.question.is_required and not (row.answer and row.answer.text_hash == session.text_hash):
            checklists.answer(session, row.list, row.question.id, Answer.YES)


def _say_yes(workspace: Workspace, review: ReviewSession, note: str) -> None:
    """Approve; where it takes two, another editor has agreed to it a moment before."""
    if review.gate().takes_two:
        other = next(person for person in workspace.policy.editors if person.name != review.person.name)
        second = workspace.session(review.piece.id, other)
        second.check_now()
        second.agree(tuple(Part))
    review.approve(note)


def _replace(session: ReviewSession, before: str, after: str) -> None:
    """Put `after` where `before` stands.

    Raises:
        BadConfig: it does not stand there, or more than once.
    """
    if session.text.count(before) != 1:
        raise BadConfig(f"sample.toml: “{before}” does not stand just once in {session.piece.title}.", "Mend the script.")
    start = session.text.index(before)
    session.apply(Edit(Span(start, start + len(before)), after, Cause.TYPED))
    session.flush()


def _type(session: ReviewSession, text: str) -> None:
    """Edit as a person would: change by change, from the top."""
    shifted = 0
    for change in compare(session.text, text).changes:
        edit = Edit(change.before.moved(shifted), change.after_text, Cause.TYPED)
        session.apply(edit)
        session.flush()
        shifted += edit.delta
    rest = minimal(session.text, text)
    if rest:
        session.apply(rest)
        session.flush()
