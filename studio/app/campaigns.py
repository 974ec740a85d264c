"""Campaigns: pieces that belong together, with facts, dates and an owner in common, and a yes to all of them as a set.

A campaign's facts reach the checks of each of its pieces, as the brand's do. The yes to the set is for the exact texts: it is
stale as soon as one of them differs, is held, reopened or withdrawn, a piece joins or leaves, or the campaign itself is changed;
it says then why.

A campaign without a brand is for several, so whoever works for some brands alone has no part in it, as in pieces without one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from studio.core.acts import Act, allowed, foreign, may, refusal
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import Actor, EventType, digest
from studio.core.judgement import Campaign
from studio.core.piece import Person, Piece, Stage
from studio.core.times import day as spoken
from studio.core.times import typed_day

if TYPE_CHECKING:
    from studio.app.policy import Policy
    from studio.app.workspace import Workspace
    from studio.history import History

_ID_WORDS = 6
_SAID_YES = (Stage.APPROVED, Stage.PUBLISHED)


class House(Protocol):
    """Where campaigns and people are known: a workspace, or the desk of an open piece."""

    @property
    def history(self) -> "History": ...

    @property
    def policy(self) -> "Policy": ...


@dataclass(frozen=True, slots=True)
class Member:
    """A piece of a campaign, as it stands.

    Attributes:
        open: what is missing before the set can be approved, in a phrase; empty for nothing.
        text_hash: SHA-256 of the text that has a yes in force; empty where none has.
    """

    piece: Piece
    open: str
    text_hash: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a campaign stands.

    Attributes:
        members: its pieces, those that want something first; withdrawn ones are left out, for they do not go out.
        stale: why a yes to the set no longer holds, a sentence each; empty where it does, or where there is none.
    """

    campaign: Campaign
    members: tuple[Member, ...]
    stale: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[Member, ...]:
        """Pieces that stand between the set and a yes."""
        return tuple(each for each in self.members if each.open)

    @property
    def is_approved(self) -> bool:
        """Whether a yes to the set is in force."""
        return bool(self.campaign.approved_by) and not self.stale

    def sentence(self) -> str:
        """How the set stands, in words."""
        if self.stale:
            return f"The yes to the set no longer holds. {' '.join(self.stale)}"
        if self.is_approved:
            return f"Approved as a set by {self.campaign.approved_by}."
        if not self.members:
            return "No piece belongs to it yet."
        if not self.missing:
            return "Every piece is approved; the set can be."
        done = len(self.members) - len(self.missing)
        return f"{done} of {len(self.members)} pieces {'is' if done == 1 else 'are'} approved."


def facts_for_checks(campaign: Campaign) -> str:
    """What a campaign tells the checks: its facts, and its days as a person would write them."""
    days = [spoken(day) for day in (campaign.starts, campaign.ends) if day]
    when = f"{campaign.name} runs {' to '.join(days)}." if campaign.starts and campaign.ends else ""
    if not when and days:
        when = f"{campaign.name} {'starts' if campaign.starts else 'ends'} on {days[0]}."
    return "\n".join(filter(None, (campaign.facts.strip(), when)))


def campaigns(house: House, person: Person | None = None) -> tuple[Campaign, ...]:
    """All campaigns, or those of the person's brands; the one changed last first."""
    found = house.history.judged.campaigns()
    return tuple(each for each in found if person is None or person.works_on(each.brand))


def campaign(house: House, part: str, person: Person | None = None) -> Campaign:
    """The campaign whose id or name is, or alone begins with, `part`.

    Args:
        person: who wants to see it; among those of their brands it is looked for first.
    Raises:
        NotFound: none, or several.
        Refused: it is of another brand than the person's; it says who works for that.
    """
    own = campaigns(house, person)
    found = _called(own, part)
    if not found and person and (others := _called(campaigns(house), part)):
        _must_work_on(house, person, others[0].brand)
    if len(found) != 1:
        known = ", ".join(each.id for each in own) or "none yet"
        what = f"Several campaigns begin with “{part}”." if found else f"There is no campaign “{part}”."
        raise NotFound(what, f"There are: {known}.")
    return found[0]


def _called(among: Sequence[Campaign], part: str) -> list[Campaign]:
    wanted = part.strip().casefold()
    exact = [each for each in among if wanted in (each.id.casefold(), each.name.casefold())]
    begun = [each for each in among if wanted and (each.id.startswith(wanted) or each.name.casefold().startswith(wanted))]
    return exact or begun


def save(
    workspace: "Workspace",
    person: Person,
    name: str,
    *,
    id: str = "",
    brand: str = "",
    owner: str = "",
    starts: str = "",
    ends: str = "",
    facts: str = "",
    note: str = "",
) -> Campaign:
    """Make a campaign, or change the one of that `id`.

    Args:
        brand: whose it is; empty for several brands.
        owner: who answers for it; whoever makes it where nobody is named.
        starts, ends: days, ISO 8601.
    Raises:
        Refused: somebody who may not, an owner of other brands, a name that another campaign has, or no name.
        NotFound: an owner who does not work here.
        BadInput: a day that is none, or an end before the start.
    """
    workspace.must_be_writable()
    before = campaign(workspace, id) if id else None
    for each in {brand.strip(), before.brand if before else brand.strip()}:
        _must(workspace, Act.CAMPAIGN, person, each)
    name = " ".join(name.split())
    if not name:
        raise Refused("A campaign needs a name.", "Say what people call it.")
    others = [each for each in campaigns(workspace) if each.id != id]
    if any(each.name.casefold() == name.casefold() for each in others):
        raise Refused(f"There is a campaign called “{name}” already.", "Change that one, or choose another name.")
    first, last = typed_day(starts), typed_day(ends)
    if first and last and last < first:
        raise BadInput(f"The campaign would end on {last}, before it starts.", "Put the two days right.")
    answers = workspace.policy.person(owner) if owner.strip() else person
    _must_work_on(workspace, answers, brand.strip())
    payload = {
        "campaign": id or _new_id(name, {each.id for each in others}),
        "name": name,
        "brand": brand.strip(),
        "owner": answers.name,
        "starts": first,
        "ends": last,
        "facts": "\n".join(line.rstrip() for line in facts.strip().splitlines()),
        "note": note.strip(),
    }
    if before is None or any(getattr(before, key) != value for key, value in payload.items() if key != "campaign"):
        workspace.history.append(EventType.CAMPAIGN_SAVED, "", Actor.person(person.name), payload)
        workspace.campaigns_changed()
    return campaign(workspace, str(payload["campaign"]))


def members(workspace: "Workspace", id: str) -> tuple[Piece, ...]:
    """The pieces that belong to it, withdrawn ones and those whose text is deleted left out."""
    return tuple(
        piece for piece in workspace.pieces() if piece.campaign == id and piece.stage is not Stage.WITHDRAWN and not piece.purged
    )


def join(workspace: "Workspace", person: Person, campaign: Campaign, pieces: Iterable[str]) -> int:
    """Make pieces belong to a campaign, all of them or none. Returns how many did not belong to it before.

    Raises:
        Refused: a piece or a campaign of another brand, or a piece whose stage or brand keeps the person out.
    """
    return _describe(workspace, person, pieces, campaign)


def could_join(workspace: "Workspace", person: Person, campaign: Campaign) -> list[Piece]:
    """The pieces that this person could make belong to it, the one something happened to last first."""
    found = []
    for piece in workspace.pieces_for(person):
        if piece.campaign != campaign.id and not piece.purged and allowed(Act.DESCRIBE, person, piece):
            with suppress(Refused):
                must_take(workspace, campaign, person, piece.title, piece.brand)
                found.append(piece)
    return found


def leave(workspace: "Workspace", person: Person, pieces: Iterable[str]) -> int:
    """Take pieces out of whatever campaign they belong to, all of them or none. Returns how many belonged to one.

    Raises:
        Refused: a piece whose stage or brand keeps the person out.
    """
    return _describe(workspace, person, pieces, None)


def must_take(house: House, campaign: Campaign, person: Person, title: str, brand: str) -> None:
    """Whether somebody may make a piece belong to a campaign, its stage aside.

    Raises:
        Refused: the piece, or whoever puts it there, is of another brand than the campaign.
    """
    if campaign.brand and brand.casefold() != campaign.brand.casefold():
        what = f"“{title}” is for {brand or 'no brand'}, and “{campaign.name}” is a campaign of {campaign.brand}."
        raise Refused(what, "Leave that piece out, or choose another campaign.")
    _must_work_on(house, person, campaign.brand)


def id_for(house: House, person: Person, piece: Piece, name: str) -> str:
    """The id of the campaign of that name, for a piece that is to join it. Raises: as `campaign` and `must_take`."""
    found = campaign(house, name, person)
    must_take(house, found, person, piece.title, piece.brand)
    return found.id


def _describe(workspace: "Workspace", person: Person, pieces: Iterable[str], campaign: Campaign | None) -> int:
    workspace.must_be_writable()
    ids = list(dict.fromkeys(workspace.piece(each).id for each in pieces))

    def entries() -> Iterator[tuple[EventType, str, Actor, dict[str, Any]]]:
        belongs = campaign and _as_it_is(workspace, campaign)
        for piece in map(workspace.history.piece, ids):
            if belongs:
                must_take(workspace, belongs, person, piece.title, piece.brand)
            if refused := refusal(Act.DESCRIBE, person, piece, workspace.policy.persons):
                raise Refused(*refused)
            wanted = belongs.id if belongs else ""
            if piece.campaign != wanted:
                yield EventType.PIECE_DESCRIBED, piece.id, Actor.person(person.name), {"what": {"campaign": wanted}}

    return len(workspace.history.append_all(lambda: list(entries())))


def _as_it_is(house: House, campaign: Campaign) -> Campaign:
    """The campaign as it stands by now; none is ever taken away."""
    return next(each for each in campaigns(house) if each.id == campaign.id)


def standing(workspace: "Workspace", campaign: Campaign) -> Standing:
    """Each piece with its stage and what is open, and whether a yes to the set still holds. Reads no text and runs no check."""
    found = [Member(piece, _open(piece), _yes(piece)) for piece in members(workspace, campaign.id)]
    found.sort(key=lambda each: (not each.open, each.piece.due or "9", each.piece.title.casefold()))
    return Standing(campaign, tuple(found), tuple(_why_stale(workspace, campaign, found)) if campaign.approved_by else ())


def approve(
    workspace: "Workspace",
    person: Person,
    campaign: Campaign,
    note: str = "",
    responsible: str = "",
    seen: Standing | None = None,
) -> None:
    """Say yes to the set, exactly as its texts stand.

    Args:
        responsible: who carries editorial responsibility for all of it; its owner where nobody is named.
        seen: how the set stood when the person looked at it; as it stands now where it is left out.
    Raises:
        Refused: somebody who may not, no piece at all, or a piece without a yes in force; each is named. Or the set or the
            campaign has become another one since it was looked at.
        NotFound: nobody called like `responsible` works here.
    """
    workspace.must_be_writable()
    looked_at = seen or standing(workspace, campaign)
    who = workspace.policy.person(responsible or campaign.owner or person.name)
    _must_work_on(workspace, who, campaign.brand)

    def entries() -> list[tuple[EventType, str, Actor, dict[str, Any]]]:
        now = standing(workspace, _as_it_is(workspace, campaign))
        _must_be_ready(workspace, person, now)
        if _bound(now) != _bound(looked_at):
            raise Refused(f"“{campaign.name}” was changed meanwhile, so nothing was decided.", "Look at it again.")
        pieces = {each.piece.id: each.text_hash for each in now.members}
        payload = {"campaign": campaign.id, "pieces": pieces, "note": note.strip(), "responsible": who.name}
        return [(EventType.CAMPAIGN_APPROVED, "", Actor.person(person.name), payload)]

    entries()  # what is refused leaves no word on the policy either
    workspace.note_policy()
    workspace.history.append_all(entries)


def _must_be_ready(workspace: "Workspace", person: Person, now: Standing) -> None:
    """Raises: Refused, where the person may not approve the set, or a piece of it has no yes."""
    name = now.campaign.name
    for brand in dict.fromkeys((now.campaign.brand, *(each.piece.brand for each in now.members))):
        _must(workspace, Act.APPROVE_CAMPAIGN, person, brand)
    if not now.members:
        raise Refused(f"“{name}” has no piece yet.", "Add the pieces that belong to it first.")
    if now.missing:
        told = "; ".join(f"“{each.piece.title}”: {each.open}" for each in now.missing)
        raise Refused(f"The set cannot be approved yet. {told}.", "Every piece needs a yes of its own first.")
    for each in now.members:  # the column says it; the text itself is what the yes is for
        if digest(workspace.history.working(each.piece.id)) != each.text_hash:
            raise Refused(f"“{each.piece.title}” has another text than the one approved.", "Have that piece approved first.")


def _bound(seen: Standing) -> tuple[object, ...]:
    """What a yes to the set is for."""
    of_it = seen.campaign
    texts = {each.piece.id: each.text_hash for each in seen.members}
    return of_it.name, of_it.brand, of_it.owner, of_it.starts, of_it.ends, of_it.facts, texts


def _must(workspace: "Workspace", act: Act, person: Person, brand: str) -> None:
    """Raises: Refused, where the person's roles or brands do not allow it; it says who may."""
    _must_work_on(workspace, person, brand, act)
    refused = refusal(act, person, Piece("", "", brand=brand), workspace.policy.persons)
    if refused:
        raise Refused(*refused)


def _must_work_on(house: House, person: Person, brand: str, act: Act | None = None) -> None:
    """Raises: Refused, where what is of that brand, or of several, is none of the person's; it says who may."""
    if person.works_on(brand):
        return
    several = f"{person.name} works for {', '.join(person.brands)}, and a campaign without a brand is for several."
    able = [each.name for each in house.policy.persons if each.works_on(brand) and (act is None or may(act, each))]
    who = ", ".join(able) or "nobody yet; see policy.toml"
    raise Refused(foreign(person, brand) if brand else several, f"Who may: {who}.")


def _yes(piece: Piece) -> str:
    """SHA-256 of the text that has a yes in force, on hold or not; empty where none has."""
    return piece.approved_hash if piece.stage in _SAID_YES or piece.held_from in _SAID_YES else ""


def _open(piece: Piece) -> str:
    """What is missing before the piece counts as approved, as a phrase."""
    if piece.stage is Stage.ON_HOLD:
        until = f" until {spoken(piece.held_until)}" if piece.held_until else ""
        return f"on hold{until}{f': {piece.held_why}' if piece.held_why else ''}"
    if _yes(piece):
        return ""
    if piece.stage is Stage.IN_REVIEW:
        return f"in review with {piece.assignee}" if piece.assignee else "in review"
    if piece.stage is Stage.CHANGES_REQUESTED:
        return f"changes requested: “{piece.note}”" if piece.note else "changes requested"
    return "not handed on yet" if not piece.revision else "being worked on again"


_ENDS = (EventType.REOPENED, EventType.BROUGHT_BACK)
"""After these a piece takes another yes whatever its text, and so does the set that it belongs to."""


def _why_stale(workspace: "Workspace", campaign: Campaign, found: Sequence[Member]) -> Iterator[str]:
    given = workspace.history.events("", [EventType.CAMPAIGN_APPROVED])
    at = next(event.number for event in reversed(given) if (event.payload or {}).get("campaign") == campaign.id)
    for each in found:
        title, then = f"“{each.piece.title}”", campaign.approved.get(each.piece.id)
        if then is None:
            yield f"{title} joined since."
        elif each.text_hash != then:
            yield f"{title} has another text since." if each.piece.approved_hash else f"{title} is no longer approved."
        elif each.piece.stage is Stage.ON_HOLD:
            yield f"{title} is on hold."
        elif workspace.history.events(each.piece.id, _ENDS, since=at):
            yield f"{title} was reopened since."
    here = {each.piece.id for each in found}
    for piece in workspace.pieces():
        if piece.id in campaign.approved and piece.id not in here:
            why = "has had its text deleted" if piece.purged else "left" if piece.campaign != campaign.id else "was withdrawn"
            yield f"“{piece.title}” {why} since."
    if campaign.updated > campaign.approved_at:
        yield "The campaign itself was changed since."


def _new_id(name: str, taken: set[str]) -> str:
    base = "-".join(re.findall(r"[a-z0-9]+", name.casefold())[:_ID_WORDS]) or "campaign"
    number, id = 1, base
    while id in taken:
        number, id = number + 1, f"{base}-{number + 1}"
    return id
