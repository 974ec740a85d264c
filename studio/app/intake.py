"""Taking drafts in: from files, the clipboard and the inbox. A draft comes in whole, as one event, or not at all."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio import formats
from studio.app import campaigns, templates
from studio.app.templates import Template
from studio.app.workspace import Workspace
from studio.core.acts import Act, refusal
from studio.core.channels.heads import with_heads
from studio.core.errors import BadInput, KnownError, NotFound, Refused
from studio.core.events import Actor, ActorKind, EventType
from studio.core.judgement import Campaign
from studio.core.piece import Channel, Person, Piece
from studio.formats import Draft, sidecar

TAKEN = "taken in"
"""Folder inside the inbox where files go once they are pieces."""


_ASSUMED = ("channel", "brand")
"""What a piece always has, whether anybody said it or not."""

_MET_FIRST = {
    Channel.EMAIL: ("subject", "preheader"),
    Channel.WEB: ("title", "description"),
    Channel.BLOG: ("title", "description"),
}
"""What readers of a channel meet before the text."""


_MADE_WITH = ("tool", "prompt", "parameters", "record", "mapping")
"""What is kept of a draft's making where its file, or whatever exported it, says so."""


@dataclass(frozen=True)
class Options:
    """What the person says about a draft; each wins over the file's front matter.

    Attributes:
        template: name of the content type it follows.
        campaign: id or name of the campaign it belongs to.
    """

    title: str = ""
    channel: str = ""
    brand: str = ""
    audience: str = ""
    brief: str = ""
    model: str = ""
    template: str = ""
    campaign: str = ""
    encoding: str | None = None


@dataclass
class Outcome:
    """What came of taking in several files.

    Attributes:
        pieces: ids of the new pieces.
        refused: one sentence per file that stayed outside.
        repeated: for each new piece whose very file came in before: its id, and the id of the first piece made of that file.
        left_out: names of drafts that stayed outside because they came in before.
    """

    pieces: list[str] = field(default_factory=list)
    refused: list[KnownError] = field(default_factory=list)
    repeated: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, piece: str, before: str = "") -> None:
        """Note a new piece, and which one was made of the same file before, if any."""
        self.pieces.append(piece)
        if before:
            self.repeated.append((piece, before))

    @property
    def told_before(self) -> str:
        """What was left out, as a sentence; empty for nothing."""
        if len(self.left_out) == 1:
            return f"{self.left_out[0]} came in before, and was left out."
        return f"{len(self.left_out):,} drafts came in before, and were left out." if self.left_out else ""


def take_in(workspace: Workspace, draft: Draft, person: Person, options: Options | None = None) -> str:
    """Make a piece of a draft; its text becomes the AI original and the first working text. A subject, preheader or description
    that the header of its file says is part of what readers get, so it comes in as a first line of the text.

    What nobody says comes from its content type, the brand from its campaign.

    Returns:
        The piece's id.
    Raises:
        As `entry_of`.
    """
    entry = entry_of(workspace, draft, person, options)
    workspace.history.append(*entry)
    return entry[1]


def take_in_new(workspace: Workspace, draft: Draft, person: Person, options: Options | None = None) -> str:
    """The same, unless a piece was made of that draft before, whichever program did: then nothing is written, and the answer is
    empty. It is asked while nobody else can write."""
    history = workspace.history
    written = history.append_all(lambda: [] if history.is_source(draft.sha256) else [entry_of(workspace, draft, person, options)])
    return written[0].piece if written else ""


def entry_of(
    workspace: Workspace, draft: Draft, person: Person, options: Options | None = None
) -> tuple[EventType, str, Actor, dict[str, Any]]:
    """What `take_in` writes, for whoever writes more along with it; nothing is written yet.

    Returns:
        The event as `History.append` takes it; its second part is the new piece's id.
    Raises:
        BadInput: an empty draft, or a channel or a campaign that does not exist.
        NotFound: the person names a template or a campaign that does not exist.
        Refused: the brand is none of the person's, or the campaign is of another one.
    """
    options = options or Options()
    if not draft.text.strip():
        raise BadInput(f"{draft.name} holds no text.", "Check the file, or copy its text and paste it in.")
    meta = draft.meta
    title = options.title or draft.title
    follows = _template(workspace, options, meta)
    campaign = _campaign(workspace, options, draft, person)
    usual_channel = follows.channel if follows and follows.channel else ""
    brand = options.brand or meta.get("brand", "") or (campaign.brand if campaign else "") or usual_brand(workspace, person)
    refused = refusal(Act.WRITE, person, Piece("", title, brand=brand), workspace.policy.persons)
    if refused:
        raise Refused(*refused)
    if campaign:
        campaigns.must_take(workspace, campaign, person, title, brand)
    said = {"channel": options.channel or usual_channel, "brand": options.brand or (campaign.brand if campaign else "")}
    channel = _channel(options.channel or meta.get("channel", "") or usual_channel, draft.name)
    payload = {
        "title": title,
        "channel": channel.value,
        "brand": brand,
        "audience": options.audience or meta.get("audience", "") or (follows.audience if follows else ""),
        "brief": (options.brief or meta.get("brief", "")).strip(),
        "model": options.model or meta.get("model", ""),
        "generated": meta.get("generated", ""),
        "template": follows.name if follows else meta.get("template", ""),
        "template_version": follows.version if follows else "",
        "campaign": campaign.id if campaign else "",
        "locale": meta.get("locale", ""),
        "source_name": draft.name,
        "source_hash": draft.sha256,
        "accountable": person.name,
        "text": with_heads(draft.text, meta, _MET_FIRST.get(channel, ())),
        "assumed": [name for name in _ASSUMED if not (said.get(name) or meta.get(name, ""))],
        "notes": [{"author": note.author, "text": note.text, "quote": note.quote} for note in draft.notes],
    }
    payload |= {name: meta[name] for name in _MADE_WITH if meta.get(name, "").strip()}
    piece = workspace.history.new_piece_id(title)
    actor = Actor(ActorKind.AI, str(payload["model"])) if payload["model"] else Actor.person(person.name)
    return EventType.PIECE_CREATED, piece, actor, payload


def came_in_as(workspace: Workspace, id: str, *, is_person_said: bool) -> str:
    """What nobody said of a new piece and what was assumed instead, in a sentence or two; empty where all of it was said.

    Args:
        is_person_said: whether somebody said whose it is.
    """
    piece = workspace.piece(id)
    (created,) = workspace.history.events(piece.id, [EventType.PIECE_CREATED])
    assumed = (created.payload or {}).get("assumed", ())
    told = [f"{name} “{getattr(piece, name)}”" for name in reversed(_ASSUMED) if name in assumed]
    if not is_person_said and len(workspace.policy.people) > 1:
        told.append(f"with {piece.accountable}")
    if not told:
        return ""
    change = " ".join(f"--{name} …" for name in (*reversed(_ASSUMED), "accountable") if name in assumed or name == "accountable")
    return f"nobody said otherwise, so it is {', '.join(told)}. `bluepencil describe {piece.id} {change}` changes it."


def usual_brand(workspace: Workspace, person: Person) -> str:
    """Whose a draft is where nobody says: of whoever works for one brand alone, that one's."""
    return person.brands[0] if len(person.brands) == 1 else workspace.policy.brand


def take_in_files(workspace: Workspace, paths: Iterable[Path], person: Person, options: Options | None = None) -> Outcome:
    """Take in several files; one that cannot be read keeps none of the others out."""
    outcome = Outcome()
    for path in paths:
        try:
            draft = formats.read(path, options.encoding if options else None)
            before = came_before(workspace, draft)
            outcome.add(take_in(workspace, draft, person, options), before)
        except KnownError as error:
            outcome.refused.append(error)
    return outcome


def came_before(workspace: Workspace, draft: Draft) -> str:
    """The id of the first piece that was made of the same bytes; empty where there is none."""
    same = [piece for piece in reversed(workspace.pieces()) if piece.source_hash == draft.sha256]
    return min(same, key=lambda piece: piece.created).id if same else ""


def _template(workspace: Workspace, options: Options, meta: Mapping[str, str]) -> Template | None:
    """What a person asks for has to be there. What a file says need not: whoever wrote the draft may have had one of its own."""
    if options.template.strip():
        return templates.template(workspace, options.template)
    return templates.known(workspace.root, meta.get("template", "").strip())


def _campaign(workspace: Workspace, options: Options, draft: Draft, person: Person) -> Campaign | None:
    if options.campaign.strip():
        return campaigns.campaign(workspace, options.campaign, person)
    try:
        said = draft.meta.get("campaign", "").strip()
        return campaigns.campaign(workspace, said, person) if said else None
    except NotFound as error:
        raise BadInput(f"{draft.name}: {error.what}", "Make the campaign first, or take the line out.") from None


def _channel(name: str, file: str) -> Channel:
    try:
        return Channel(name.strip().lower() or Channel.BLOG)
    except ValueError:
        known = ", ".join(Channel)
        raise BadInput(f"{file}: there is no channel “{name}”.", f"Channels: {known}.") from None


class Inbox:
    """The workspace's inbox folder. Ask it now and then; it takes a file once it has stopped growing.

    A file that came in moves to the folder `taken in`, and what stands beside it with what it says moves along; one that cannot
    be read stays where it is and is named once.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[Path, tuple[int, int]] = {}
        self._named: dict[Path, tuple[int, int]] = {}

    def collect(self, workspace: Workspace, person: Person) -> Outcome:
        """Take in every file that looks the same as when last asked."""
        return self.take(self.settled(), workspace, person)

    def settled(self) -> list[Path]:
        """The files that look the same as when last asked, but for those named already; quick, for it reads none of them."""
        before, self._seen = self._seen, self._look()
        found = {p for p, state in self._seen.items() if before.get(p) == state and self._named.get(p) != state}
        with_theirs = (p for p in found if not sidecar.is_beside(p))
        return sorted(p for p in with_theirs if (its := sidecar.beside(p)) is None or before.get(its) == self._seen.get(its))

    def take(self, paths: Iterable[Path], workspace: Workspace, person: Person) -> Outcome:
        """Take these files in."""
        outcome = Outcome()
        for path in paths:
            its = sidecar.beside(path)
            one = take_in_files(workspace, [path], person)
            if one.pieces:
                one.refused += [error for each in (path, its) if each for error in self._put_away(each)]
            if one.refused:
                self._named[path] = self._seen.get(path, (0, 0))
            outcome.pieces += one.pieces
            outcome.refused += one.refused
            outcome.repeated += one.repeated
        return outcome

    def _look(self) -> dict[Path, tuple[int, int]]:
        found = {}
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                try:
                    if path.is_file() and not path.name.startswith((".", "~")):
                        stat = path.stat()
                        found[path] = (stat.st_size, stat.st_mtime_ns)
                except FileNotFoundError:  # somebody took it away again between two looks
                    continue
        return found

    def _put_away(self, path: Path) -> list[KnownError]:
        """Move a file that became a piece. One that cannot be moved is named, and not taken in again as it is."""
        taken = self.folder / TAKEN
        target, count = taken / path.name, 2
        while target.exists():
            target, count = taken / f"{path.stem} {count}{path.suffix}", count + 1
        try:
            taken.mkdir(exist_ok=True)
            shutil.move(path, target)
        except OSError as error:
            what = f"{path.name} came in, but could not be moved to “{TAKEN}”: {error.strerror}."
            return [BadInput(what, "Take it out of the inbox yourself.")]
        return []
