"""“How we use AI”, for everybody to read: made from what the history keeps of calls and from what the house says its readers.

Nothing in it is invented: a service that was never sent anything is not named, a purpose that nobody had is not told, and where
the house has decided nothing, nothing is said. It holds no figures, and no name of anybody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from studio.app import ai_use, disclosure
from studio.app.clock import long_day
from studio.app.export import within_brands, write_file
from studio.app.tables.ai import AIEntry
from studio.app.workspace import Workspace
from studio.core.ai_use import ANSWERED, Called
from studio.core.asking import Purpose
from studio.core.errors import BadInput, Trouble
from studio.core.events import Actor, EventType
from studio.core.judgement import DisclosureLevel
from studio.core.personal.kinds import Kind, said
from studio.core.phrases import listed
from studio.core.piece import Channel, Person
from studio.core.purged import kept_in
from studio.core.reach import EVERYTHING, Reach
from studio.core.times import stamp

FORMATS = ("md", "html")
_PURPOSES = {
    Purpose.DRAFT: "writing first drafts",
    Purpose.REWRITE: "suggesting other words for a passage",
    Purpose.CLAIMS: "pointing out statements that need proof",
    Purpose.TONE: "telling how the tone of a text may strike its readers",
}
_NEVER_ARRIVED = {Trouble.ADDRESS.value, Trouble.CERTIFICATE.value}
"""Why a call failed before anything could reach the service."""
_NAMED = tuple(dict.fromkeys(said(kind, 2) for kind in Kind if kind is not Kind.PRIVATE))
_MANY = {
    Channel.BLOG: "blog posts",
    Channel.WEB: "web pages",
    Channel.EMAIL: "emails",
    Channel.SOCIAL: "social posts",
    Channel.SUPPORT: "support replies",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A head, paragraphs, and a list below them."""

    head: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement. `closing` says of which day it is."""

    title: str
    opening: str
    sections: tuple[Section, ...]
    closing: str

    @property
    def markdown(self) -> str:
        parts = [f"# {_plain(self.title)}", _plain(self.opening)]
        for section in self.sections:
            parts.append(f"## {_plain(section.head)}")
            parts += map(_plain, section.paragraphs)
            if section.points:
                parts.append("\n".join(f"- {_plain(point)}" for point in section.points))
        return "\n\n".join([*parts, f"*{_plain(self.closing)}*"]) + "\n"

    @property
    def html(self) -> str:
        """A part of a page, to be put into the house's own."""
        parts = [f"<h1>{escape(self.title)}</h1>", f"<p>{escape(self.opening)}</p>"]
        for section in self.sections:
            parts.append(f"<h2>{escape(section.head)}</h2>")
            parts += [f"<p>{escape(each)}</p>" for each in section.paragraphs]
            if section.points:
                points = "\n".join(f"  <li>{escape(point)}</li>" for point in section.points)
                parts.append(f"<ul>\n{points}\n</ul>")
        body = "\n".join([*parts, f"<p><em>{escape(self.closing)}</em></p>"])
        return f"<section>\n{body}\n</section>\n"

    def written(self, format: str) -> str:
        """Raises: BadInput, where there is no such format."""
        if format not in FORMATS:
            raise BadInput(f"There is no statement as “{format}”.", f"There are: {', '.join(FORMATS)}.")
        return self.html if format == "html" else self.markdown


def statement(workspace: Workspace, person: Person | None = None, reach: Reach = EVERYTHING) -> Statement:
    """The statement of the house, or of a brand, as things stand now.

    Args:
        person: who makes it; somebody who works for some brands alone tells of these.
    Raises:
        Refused: it would tell of a brand that the person does not work for.
    """
    reach = replace(within_brands(workspace, person, reach) if person else reach, since="", until="")
    calls = [each for each in ai_use.calls(workspace, reach) if not each.is_trial and _arrived(each)]
    made_here = _drafted_here(workspace) | {
        each.piece for each in calls if each.purpose == Purpose.DRAFT and each.outcome == ANSWERED
    }
    brought = [each for each in workspace.pieces() if reach.holds(each) and each.model and each.id not in made_here]
    policy = workspace.policy
    name = reach.brand or listed(reach.brands) or policy.house or policy.brand or workspace.name
    today = f"As of {long_day(stamp(workspace.now()))}."
    if not calls and not brought:
        opening = "No AI has had a part in our texts so far, as far as our records go."
        return Statement(f"How we use AI at {name}", opening, tuple(_to_a_person(workspace)), today)
    since = long_day(min([each.when for each in calls] + [each.created for each in brought]))
    opening = (
        f"AI helps us with some of our texts, and has since {since}. People decide what is written, and answer for it. "
        "This page says what we use AI for, what it is given, and how to reach a person."
    )
    found = [*_purposes(calls, bool(brought)), *_services(calls), *_given(workspace, calls), *_people(), *_readers(workspace)]
    return Statement(f"How we use AI at {name}", opening, (*found, *_to_a_person(workspace)), today)


def export(workspace: Workspace, person: Person, made: Statement, target: Path) -> None:
    """Write it to a file, Markdown or HTML by its ending, and note in the history that, and what, went out.

    Raises:
        BadInput: another ending. KnownError: nothing can be noted, or the place cannot be written to.
    """
    workspace.must_be_writable()
    data = made.written(target.suffix[1:].lower() or "md").encode()

    def entries() -> list[tuple[EventType, str, Actor, dict[str, Any]]]:
        write_file(target, data)
        told = {"format": "How we use AI", "name": target.name, "sha256": sha256(data).hexdigest()}
        return [(EventType.EXPORTED, "", Actor.person(person.name), told)]

    workspace.history.append_all(entries)


def _arrived(call: Called) -> bool:
    """Whether the service was sent something, as far as anybody can tell."""
    return call.trouble not in _NEVER_ARRIVED


def _drafted_here(workspace: Workspace) -> set[str]:
    """Ids of the pieces that came of a call, also those kept as they were cut short, whose call is noted under no piece."""
    found, came = set[str](), dict[str, int]()
    for event in workspace.history.events(types=(EventType.PIECE_CREATED, EventType.TEXT_PURGED)):
        said: Mapping[str, Any] = event.payload or {}
        if event.type is EventType.PIECE_CREATED:
            came[event.piece] = event.number
        else:
            said = kept_in(said, event.number).get(came.get(event.piece, 0), {})
        if said.get("call"):
            found.add(event.piece)
    return found


def _purposes(calls: Sequence[Called], brought: bool) -> Iterator[Section]:
    had = {each.purpose for each in calls}
    points = [f"{words}," for purpose, words in _PURPOSES.items() if purpose in had]
    if had - set(_PURPOSES):
        points.append("something that our records do not tell any more,")
    if brought:
        points.append("first drafts that were written by AI elsewhere and brought to us,")
    points[-1] = f"{points[-1][:-1]}."
    yield Section("What we use it for", points=tuple(points))


def _services(calls: Sequence[Called]) -> Iterator[Section]:
    """Each service that was sent something, by the name that the house gave it, with where it runs."""
    found: dict[tuple[str, bool, str], set[str]] = {}
    for each in calls:
        host = "" if each.local else each.address.split("//", 1)[-1].split("/", 1)[0].rsplit("@", 1)[-1]
        found.setdefault((each.service, each.local, host), set()).add(each.model)
    points = []
    for (name, is_local, host), models in sorted(found.items()):
        known = sorted(filter(None, models))
        of = f" ({'model' if len(known) == 1 else 'models'} {listed(known)})" if known else ""
        points.append(f"{name}{of}: {'runs on our own computers' if is_local else f'runs elsewhere, at {host}'}.")
    if points:
        yield Section("Which services", points=tuple(points))


def _given(workspace: Workspace, calls: Sequence[Called]) -> Iterator[Section]:
    if not calls:
        return
    policy = workspace.policy
    told = [
        "Before anything is sent, a program on our side looks for personal data and puts placeholders in their place: "
        f"{listed(_NAMED)}. What they stand for stays with us. What only somebody who knows you would recognise may be missed.",
    ]
    if policy.disclosure.data:
        told.append(f"AI is given {policy.disclosure.data.rstrip('.')}.")
    told.append(_allowed(policy.ai))
    if policy.ai.local_only:
        so_far = "" if all(each.local for each in calls) else " any more"
        told.append(f"We send nothing{so_far} to services that run elsewhere than on our own computers.")
    told.append(
        "We keep a record of every request: when, to which service, for what, and who allowed it. The text that was sent is not "
        f"in it.{_ASKED if {each.purpose for each in calls} & _WORDED else ''}"
    )
    yield Section("What it is given", tuple(told))


_WORDED = {Purpose.DRAFT.value, Purpose.REWRITE.value}
_ASKED = " What a draft or other words were asked for with is in it, with the same placeholders."
"""Of which calls the record keeps words, and what is said of them."""


def _allowed(policy: AIEntry) -> str:
    """Who says yes to what goes out, see `asking.must_be_shown` and the second opinion that asks by itself."""
    if policy.show == "always":
        return "A person sees what is sent and allows it, every time."
    told = "A person sees what is sent and allows it where it leaves our computers or holds a placeholder."
    by_itself = " A second opinion is asked for there by itself." if policy.second_opinion else ""
    return f"{told} Anything else may go to a service on our own computers without being looked at first.{by_itself}"


def _people() -> Iterator[Section]:
    told = (
        "Nothing that AI writes goes out by itself: it is a draft or a proposal, which a person changes, accepts or refuses. "
        "A person reads every text and says yes to it, under their own name in our records, before it counts as published."
    )
    yield Section("Who decides", (told,))


def _readers(workspace: Workspace) -> Iterator[Section]:
    table = workspace.policy.disclosure
    levels = {level: [_MANY[each] for each in Channel if table.level(each) is level] for level in DisclosureLevel}
    told = []
    if levels[DisclosureLevel.FULL]:
        told.append(f"Our {listed(levels[DisclosureLevel.FULL])} say at length what part AI had in them.")
    if levels[DisclosureLevel.LINE]:
        told.append(f"Our {listed(levels[DisclosureLevel.LINE])} say in a line that AI helped.")
    if told:
        yield Section("What our readers are told", tuple(told))


def _to_a_person(workspace: Workspace) -> Iterator[Section]:
    yield Section("How to reach a person", (disclosure.way_to_a_person(workspace.policy),))


def _plain(text: str) -> str:
    """A text in Markdown that reads as it is: signs that would be markup are held back."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#" else sign for sign in text)
