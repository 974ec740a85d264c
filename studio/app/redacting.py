"""A report for outsiders: the finished report with a placeholder for everything personal in it.

It is the built report that is rewritten, text by text, and not what it was built from: so every figure, every total and every
hash is that of the full report, and neither a kind of report nor a way out knows of it. What is personal is learnt before, from
the report and from all that its pieces ever said, for an edit may hold half of an address that was finished and deleted later.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from studio.app.tracing import edits_of
from studio.app.workspace import Workspace
from studio.core.claim import Consent
from studio.core.edit import Edit
from studio.core.events import ActorKind, Event
from studio.core.judgement import ConsentRecord
from studio.core.phrases import count, listed
from studio.core.piece import Person, Piece, Role
from studio.core.record import Note
from studio.core.redaction import REGIONS, Redactor, labelled
from studio.core.span import Span
from studio.history import History
from studio.reports.report import Report

_PEOPLE = frozenset(
    {"who", "made_by", "decided_by", "to", "accountable", "assignee", "last_editor", "approver", "by_whom", "to_whom"}
) | {*("author", "second", "agrees_with", "asked", "mentions", "agreed", "responsible", "voice", "accuracy", "again_by")}
"""Fields that hold the name of somebody of the house, or nothing."""
_CUT = frozenset(["removed", "inserted", "before", "after", "before_text", "after_text"])
"""Fields that hold words as a change cut them out of a text."""
_CUT_TYPES = frozenset({"Run", "EditLine", "Change"})
_MACHINES = frozenset({"Claims", "Checks"})


def redacted(workspace: Workspace, report: Report, pieces: Iterable[Piece], *, has_words: bool = True) -> Report:
    """The report without personal data, and with a word on its front that it is one of those.

    Args:
        pieces: those it is about.
        has_words: whether it quotes anything but their titles. Figures of ten thousand pieces do not: then nobody has to read all
            their texts to know who is named in them, and no title is shown.
    Raises:
        TypeError: it holds something of which nobody has said how to look through it, which is a bug.
    """
    shown = _Redaction(workspace, pieces, has_words=has_words)
    shown.learn(report)
    made = shown.rewritten(report)
    assert isinstance(made, Report)
    return replace(made, redacted=_told(shown.redactor.counts))


def _told(counts: Mapping[str, int]) -> tuple[str, ...]:
    found = [count(number, _NAMED.get(kind, kind), _PLURAL.get(kind, "")) for kind, number in counts.items()]
    return (
        "Redacted for outsiders: people of the house are called by their role, and a placeholder such as [email 1] stands for "
        "customers, addresses, numbers, links that lead to somebody, and names of files. The same one always means the same.",
        f"Taken out: {listed(found)}." if found else "Nothing personal was found.",
        "Figures and hashes are those of the full report. What only a person would recognise may still be there: read it first.",
    )


_NAMED = {"customer": "name", "email": "e-mail address", "ip address": "IP address", "iban": "IBAN", "phone": "telephone number"}
_PLURAL = {"ip address": "IP addresses", "address": "addresses", "email": "e-mail addresses", "date of birth": "dates of birth"}


class _Redaction:
    """One report's."""

    def __init__(self, workspace: Workspace, reach: Iterable[Piece], *, has_words: bool) -> None:
        pieces = sorted(workspace.pieces(), key=lambda piece: (piece.created, piece.id))
        self._models = {piece.model for piece in pieces} | _MACHINES
        ids = {piece.id: f"piece-{number}" for number, piece in enumerate(pieces, 1)}
        people = labelled((person.name, _role(person)) for person in workspace.policy.persons)
        house = {workspace.policy.house, workspace.policy.brand, workspace.name} | {piece.brand for piece in pieces}
        self.redactor = Redactor(people, ids, REGIONS[workspace.policy.dialect], house)
        for piece in pieces:
            for name in (piece.accountable, piece.assignee, piece.last_editor):
                self._learn_person(name)
        self._titles = {} if has_words else {piece.title: ids[piece.id] for piece in pieces if piece.title}
        for piece in reach if has_words else ():
            self._learn_piece(workspace.history, piece)

    def _learn_person(self, name: str) -> None:
        if name and name not in self._models:
            self.redactor.learn_person(name)

    # ------------------------------------------------------------ learning

    def _learn_piece(self, history: History, piece: Piece) -> None:
        """All that the piece and its events say, and every line that an edit made on the way."""
        events = history.readable(piece.id)
        for event in events:
            if event.actor.kind is ActorKind.PERSON:
                self._learn_person(event.actor.name)
        for text in (piece.title, piece.brief, piece.audience):
            self.redactor.learn(text)
        for event in events:
            self.learn({name: value for name, value in (event.payload or {}).items() if name != "edits"})
        original = next((str((event.payload or {}).get("text", "")) for event in events), "")
        for text in _on_the_way(original, events):
            self.redactor.learn(text)

    def learn(self, value: object) -> None:
        """Look for personal data in every text of `value`."""
        for name, owner, text in _texts(value):
            self._learn_text(name, owner, text)

    def _learn_text(self, name: str, owner: object, text: str) -> None:
        if (_is_consent(owner) and name == "who") or _is_subject(name, owner):
            self.redactor.learn_name(text)
        elif name in _PEOPLE and not _is_card(owner):
            if _is_person(owner) and text not in self._models:
                self._learn_guest(owner, text)
        else:
            self.redactor.learn(text)

    def _learn_guest(self, owner: object, name: str) -> None:
        if isinstance(owner, Note) or (isinstance(owner, Mapping) and "quote" in owner and "author" in owner):
            self.redactor.learn_name(name, "commenter")  # whoever wrote into a Word file need not be of the house
        else:
            self.redactor.learn_person(name)

    # ------------------------------------------------------------ rewriting

    def rewritten(self, value: Any, name: str = "", owner: object = None) -> Any:
        """The same with every text redacted.

        Args:
            name, owner: of which field, and of what, it is the value.
        """
        if isinstance(value, str):
            return value if isinstance(value, Enum) else self._text(value, name, owner)
        if value is None or isinstance(value, bool | int | float | Enum | date | datetime | Span):
            return value
        if is_dataclass(value) and not isinstance(value, type):
            changed = {each.name: self.rewritten(getattr(value, each.name), each.name, value) for each in fields(value)}
            return replace(value, **changed)
        if name == "card" and isinstance(value, Mapping):  # it quotes passages cut short, in which nothing is found for sure
            return {"figures": value["figures"]} if "figures" in value else {}
        if isinstance(value, Mapping):
            return {self.rewritten(key): self.rewritten(inner, str(key), value) for key, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            made = [self.rewritten(each, name, owner) for each in value]
            return type(value)(*made) if hasattr(value, "_fields") else type(value)(made)
        raise TypeError(f"nobody has said how to redact a {type(value).__name__}")

    def _text(self, text: str, name: str, owner: object) -> str:
        if self.redactor.id(text) != text:
            return self.redactor.id(text)
        if self._titles:
            if text in self._titles:
                return self._titles[text]
            text = _QUOTED.sub(lambda found: f"“{self._titles.get(found[1], found[1])}”", text)
        if _is_file(name, owner):
            return self.redactor.file(text)
        if name in _CUT or (name == "text" and type(owner).__name__ in _CUT_TYPES):
            return self.redactor.fragment(text)
        return self.redactor.text(text)


def _role(person: Person) -> str:
    """What they are for outsiders: the weightiest of their roles, as the house calls it."""
    own = person.titles or tuple((role.value, role) for role in person.roles)
    return next((name for role in (Role.OWNER, Role.EDITOR, Role.WRITER) for name, may in own if may is role), "colleague")


def _is_consent(owner: object) -> bool:
    return isinstance(owner, Consent) or (isinstance(owner, Mapping) and {"who", "when", "scope"} == set(owner))


def _is_card(owner: object) -> bool:
    """Whether it is a handoff card, whose `asked` is what the AI was asked, and not who."""
    return isinstance(owner, Mapping) and {"asked", "ai", "open"} <= set(owner)


def _is_subject(name: str, owner: object) -> bool:
    """Whether it names whoever agreed to being written about."""
    return name == "subject" and (isinstance(owner, ConsentRecord) or (isinstance(owner, Mapping) and "scope" in owner))


def _is_person(owner: object) -> bool:
    """Whether the fields of `owner` that name somebody name a person, and not a model or a rule."""
    return getattr(owner, "actor_kind", ActorKind.PERSON) == ActorKind.PERSON


def _is_file(name: str, owner: object) -> bool:
    if isinstance(owner, Mapping):
        return (name == "source_name" and "source_hash" in owner) or (name == "name" and "sha256" in owner)
    return (name == "source_name" and isinstance(owner, Piece)) or (name == "name" and hasattr(owner, "sha256"))


def _texts(value: object, name: str = "", owner: object = None) -> Iterator[tuple[str, object, str]]:
    """Every text in `value`, with the field it stands in and what that is a field of."""
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield name, owner, value
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _texts(getattr(value, each.name), each.name, value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, str(key), value)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _texts(inner, name, owner)


_QUOTED = re.compile("“([^”]*)”")


def _on_the_way(original: str, events: Sequence[Event]) -> Iterator[str]:
    """The line around every edit as it stood after it, as far as the edits fit, and the text they lead to."""
    text = original
    for edit, _ in edits_of(events):
        if edit.span.end > len(text):
            break
        text = edit.apply(text)
        yield _line_of(text, edit)
    yield text


def _line_of(text: str, edit: Edit) -> str:
    end = edit.span.start + len(edit.replacement)
    stop = text.find("\n", end)
    return text[text.rfind("\n", 0, edit.span.start) + 1 : None if stop < 0 else stop]
