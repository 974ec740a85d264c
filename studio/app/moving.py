"""A piece moving through its stages beside submit and approve: taken back, reopened, published, held, withdrawn; and what it is.

Whether somebody may do it now, `core.acts` says. Here stand the payloads, each refused where it lacks what it takes, and what
is done to everything of a brand or of a campaign at once.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from studio.core.acts import MOVES, Act, allowed, foreign, refusal
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import Actor, EventType
from studio.core.piece import Channel, Person, Piece, Stage
from studio.core.times import typed_day
from studio.core.visible import visible

if TYPE_CHECKING:
    from studio.app.policy import Policy
    from studio.app.workspace import Workspace

DESCRIBES = ("brand", "channel", "campaign", "content_type", "audience", "locale", "accountable", "audience_checked")
"""What `describe` may change of a piece."""

BEFORE_A_YES = frozenset({"brand", "channel"})
"""What of it may change only before anybody ever approved the piece: whose voice it is, and where it is read."""

_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")


# ---------------------------------------------------------------- payloads


def recalled(note: str, to: str) -> dict[str, Any]:
    return {"note": note.strip(), "to": to}


def reopened(piece: Piece, note: str, to: str) -> dict[str, Any]:
    """Raises: Refused, without a word on what has to be corrected."""
    why = _said(note, "Whoever approved this has to see why it is reopened.")
    return {"note": why, "was": piece.stage.value, "to": to}


def published(where: str, note: str) -> dict[str, Any]:
    """Raises: Refused, without a word on where it can be seen."""
    return {"where": _said(where, "Readers find it somewhere, a page or an address.", "Say where."), "note": note.strip()}


def held(piece: Piece, reason: str, until: str, today: str, scope: str = "piece", name: str = "") -> dict[str, Any]:
    """A hold of one piece.

    Args:
        until: its last day, ISO 8601; empty where nobody knows.
        scope: `piece`, or `brand` or `campaign` where everything of it is held, and then `name` says of which.
    Raises:
        Refused: without a reason, or with a day that is over.
        BadInput: `until` is no day.
    """
    why = _said(reason, "Whoever waits for this has to know why it is on hold.", "Give a reason.")
    return {"reason": why, "until": _last_day(until, today), "scope": scope, "name": name, "was": piece.stage.value}


def resumed(piece: Piece, note: str) -> dict[str, Any]:
    return {"note": note.strip(), "to": piece.held_from or Stage.DRAFTING.value}


def withdrawn(piece: Piece, reason: str) -> dict[str, Any]:
    """Raises: Refused, without a reason."""
    why = _said(reason, "Somebody will ask why this was withdrawn.", "Give a reason.")
    return {"reason": why, "was": piece.stage.value}


def brought_back(note: str, to: str) -> dict[str, Any]:
    return {"note": note.strip(), "to": to}


@dataclass(frozen=True, slots=True)
class Known:
    """What a description is held against.

    Attributes:
        campaign: the id of the campaign of that name or id, for that piece. Raises NotFound, where there is none, and Refused,
            where it does not take the piece.
        is_type: whether there is a content type of that name.
        now: UTC, ISO 8601.
    """

    campaign: Callable[[Piece, str], str]
    is_type: Callable[[str], bool]
    now: str


def described(piece: Piece, person: Person, policy: "Policy", what: Mapping[str, str | bool], known: Known) -> dict[str, Any]:
    """What changes of a piece; empty where nothing does.

    Args:
        what: new values by the names of `DESCRIBES`; `audience_checked` is true or false.
    Raises:
        NotFound: nobody of that name, no such campaign or content type.
        BadInput: a channel or a locale that is none, or something that is not described here.
        Refused: nobody would answer for the piece, it is of another brand than the campaign, whoever answers for it or whoever
            says so, it would be of no brand, or an audience was checked that nobody named.
    """
    if strangers := [name for name in what if name not in DESCRIBES]:
        raise BadInput(f"A piece has no “{strangers[0]}” to change here.", f"Known: {', '.join(DESCRIBES)}.")
    found: dict[str, str] = {name: str(value).strip() for name, value in what.items() if name != "audience_checked"}
    if "channel" in found:
        found["channel"] = channel_named(found["channel"]).value
    brand = found.get("brand", piece.brand)
    is_moved = brand != piece.brand
    if is_moved and not brand:
        raise Refused("A piece is in somebody’s voice.", "Name the brand.")
    if not person.works_on(brand):
        raise Refused(foreign(person, brand), "Name a brand that you work for.")
    if "accountable" in found:
        if not found["accountable"]:
            raise Refused("Somebody has to answer for the piece.", "Name one of the people in policy.toml.")
        found["accountable"] = policy.person(found["accountable"]).name
    answers = policy.called(found.get("accountable", piece.accountable if is_moved else ""))
    if answers and not answers.works_on(brand):
        raise Refused(foreign(answers, brand), "Name somebody who works for that brand to answer for it.")
    campaign = found.get("campaign", piece.campaign)
    if campaign and (is_moved or campaign != piece.campaign):
        campaign = known.campaign(replace(piece, brand=brand), campaign)
        found |= {"campaign": campaign} if "campaign" in found else {}
    if found.get("content_type") and not known.is_type(found["content_type"]):
        unknown = f"There is no content type “{found['content_type']}”."
        raise NotFound(unknown, "Each is a file in the workspace’s folder templates; name it without its ending.")
    if found.get("locale") and not _LOCALE.fullmatch(found["locale"]):
        raise BadInput(f"“{found['locale']}” is no locale.", "Write a language and a country, such as en-GB.")
    changed = {name: value for name, value in found.items() if value != getattr(piece, name)}
    audience = found.get("audience", piece.audience)
    if "audience_checked" in what:
        if what["audience_checked"] and not audience:
            raise Refused("Nobody has said whom this is written for.", "Name the audience first.")
        if what["audience_checked"]:
            changed["audience_checked"] = f"{person.name}, {known.now}"
        elif piece.audience_checked:
            changed["audience_checked"] = ""
    return changed


def is_new(workspace: "Workspace", piece: Piece) -> bool:
    """Whether its brand and its channel may still change."""
    try:
        must_be_new(piece, {"what": BEFORE_A_YES}, bool(workspace.history.approvals(piece.id)))
    except Refused:
        return False
    return True


def brands_known(workspace: "Workspace", person: Person) -> list[str]:
    """The brands that somebody works for: those of their pieces, of their entry in policy.toml, and the house's."""
    policy = workspace.policy
    named = [policy.brand, *(brand for each in policy.persons for brand in each.brands), *(p.brand for p in workspace.pieces())]
    found = {brand.casefold(): brand for brand in reversed(named) if brand and person.works_on(brand)}
    return sorted(found.values(), key=str.casefold)


def must_be_new(piece: Piece, payload: Mapping[str, Any], was_approved: bool) -> None:
    """Raises: Refused, where the payload changes what holds from the first yes on, or while somebody reviews the piece."""
    if BEFORE_A_YES.isdisjoint(payload["what"]):
        return
    stage = MOVES[Act.DESCRIBE].stage_of(piece)
    if was_approved:
        raise Refused("Brand and channel stay as they were approved.", "Import the text as a piece of its own.")
    if stage not in (Stage.DRAFTING, Stage.CHANGES_REQUESTED):
        raise Refused(f"Brand and channel cannot change while the piece is “{stage.label}”.", "Take it back from review first.")


def channel_named(name: str) -> Channel:
    """Raises: BadInput, where there is none of that name."""
    try:
        return Channel(name.strip().lower())
    except ValueError:
        raise BadInput(f"There is no channel “{name}”.", f"Channels: {', '.join(Channel)}.") from None


def _said(text: str, why: str, remedy: str = "Add a note.") -> str:
    words = visible(text)
    if not words:
        raise Refused(why, remedy)
    return words


def _last_day(text: str, today: str) -> str:
    """Raises: BadInput, where it is no day; Refused, where it is over."""
    day = typed_day(text)
    if day and day < today:
        raise Refused(f"{day} is over already.", "Choose a later day, or none.")
    return day


# ---------------------------------------------------------------- everything of a brand or of a campaign


@dataclass(frozen=True, slots=True)
class Reached:
    """What came of it: ids of the pieces it was done to, and of those that were left as they are."""

    done: tuple[str, ...]
    left: tuple[str, ...]


_Everything = tuple[str, str, list[Piece]]
"""`brand` or `campaign`, its name as the pieces have it, and the pieces that belong to it, the latest first."""


def hold_all(
    workspace: "Workspace", person: Person, reason: str, until: str = "", *, brand: str = "", campaign: str = ""
) -> Reached:
    """Put everything of a brand or of a campaign on hold, all of it or nothing. What is on hold already keeps its own reason.

    Raises:
        BadInput: neither or both are named, or `until` is no day.
        NotFound: no piece belongs to it.
        Refused: without a reason, with a day that is over, or where the person may not.
    """

    def done_to(everything: _Everything) -> list[tuple[Piece, dict[str, Any]]]:
        scope, name, pieces = everything
        said = partial(held, reason=reason, until=until, today=workspace.today, scope=scope, name=name)
        said(pieces[0])  # what it lacks is said though nothing of it can be held any more
        return [(piece, said(piece)) for piece in pieces if not piece.purged and allowed(Act.HOLD, person, piece)]

    return _do_to_all(workspace, person, Act.HOLD, EventType.HELD, brand, campaign, done_to)


def resume_all(workspace: "Workspace", person: Person, note: str = "", *, brand: str = "", campaign: str = "") -> Reached:
    """Take off hold whatever was put on hold together with all of a brand or of a campaign; a piece held by itself stays so.

    Raises:
        BadInput: neither or both are named.
        NotFound: no piece belongs to it.
        Refused: the person may not.
    """

    def done_to(everything: _Everything) -> list[tuple[Piece, dict[str, Any]]]:
        scope, name, pieces = everything
        together = held_together(workspace, scope, name)
        return [(piece, resumed(piece, note)) for piece in pieces if piece.id in together and allowed(Act.RESUME, person, piece)]

    return _do_to_all(workspace, person, Act.RESUME, EventType.RESUMED, brand, campaign, done_to)


def held_together(workspace: "Workspace", scope: str, name: str) -> set[str]:
    """Ids of the pieces that are on hold because everything of that brand or campaign is."""
    latest = {event.piece: event.payload or {} for event in workspace.history.events(types=[EventType.HELD])}
    of_it = {piece for piece, payload in latest.items() if (payload.get("scope"), payload.get("name")) == (scope, name)}
    return {piece.id for piece in workspace.pieces() if piece.stage is Stage.ON_HOLD and piece.id in of_it}


def holds_run_out(workspace: "Workspace") -> list[Piece]:
    """Pieces whose hold should be over by now. A person takes them off hold; nothing goes on by itself."""
    today = workspace.today
    return [piece for piece in workspace.pieces() if has_run_out(piece, today)]


def has_run_out(piece: Piece, today: str) -> bool:
    """Whether the last day of its hold has passed; `today` ISO 8601."""
    return piece.stage is Stage.ON_HOLD and bool(piece.held_until) and piece.held_until < today


def _do_to_all(
    workspace: "Workspace",
    person: Person,
    act: Act,
    kind: EventType,
    brand: str,
    campaign: str,
    done_to: Callable[[_Everything], Sequence[tuple[Piece, dict[str, Any]]]],
) -> Reached:
    """Write it of every piece that it is done to, with its payload; which these are is seen while nobody else can write."""
    everything: tuple[str, ...] = ()

    def entries() -> list[tuple[EventType, str, Actor, dict[str, Any]]]:
        nonlocal everything
        found = _reach(workspace, person, act, brand, campaign)
        everything = tuple(piece.id for piece in found[2])
        return [(kind, piece.id, Actor.person(person.name), payload) for piece, payload in done_to(found)]

    done: tuple[str, ...] = ()
    if entries():  # what is refused, or finds nothing to do, leaves no word on the policy either
        workspace.note_policy()
        done = tuple(event.piece for event in workspace.history.append_all(entries))
    return Reached(done, tuple(id for id in everything if id not in done))


def _reach(workspace: "Workspace", person: Person, act: Act, brand: str, campaign: str) -> _Everything:
    """Raises: as `hold_all`, the reason and the day aside."""
    workspace.must_be_writable()
    if bool(brand.strip()) == bool(campaign.strip()):
        raise BadInput("Everything of what?", "Name a brand or a campaign, one of them.")
    people = workspace.policy.persons
    if refused := refusal(act, person, None, people):
        raise Refused(*refused)
    scope, wanted = ("brand", brand.strip()) if brand.strip() else ("campaign", campaign.strip())
    if scope == "campaign":
        named = {each.name.casefold(): each.id for each in workspace.history.judged.campaigns()}
        wanted = named.get(wanted.casefold(), wanted)
    pieces = [piece for piece in workspace.pieces() if str(getattr(piece, scope)).casefold() == wanted.casefold()]
    if not pieces:
        raise NotFound(f"No piece belongs to the {scope} “{wanted}”.", "`bluepencil pieces` lists them.")
    for piece in pieces:
        if not person.works_on(piece.brand):
            raise Refused(*(refusal(act, person, piece, people) or ("", "")))
    return scope, str(getattr(pieces[0], scope)), pieces
