"""Drafting with AI: from a brief to pieces, by way of calls that a person sees first.

    house_words    what the house adds to every prompt; reads guides and measures texts, so it is for a job beside the window
    prompt         the task as a person may still change it
    ask            the drafts that are wanted, each with its `Call`; nothing is sent
    (send)         by the window's `send_all`, or here by `carry`

An answer that came whole becomes a piece in the same write that notes its call (see `Call.makes`), so no draft is without its
provenance and none that was paid for is lost. Of one that was cut off nothing is kept, unless somebody says so: see `keep_cut`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.app import asking, campaigns, connections, intake, templates, voices
from studio.app.asking import Asks, Call, Entry, Received
from studio.app.house_guides import load_guides
from studio.app.intake import Options
from studio.app.learning import TEMPLATE as TAUGHT
from studio.app.masking import Part
from studio.app.tables.tone import aim_for
from studio.app.templates import Template
from studio.app.workspace import INI
from studio.core.asking import IsCancelled, Purpose, Service, Tell
from studio.core.check import Context
from studio.core.errors import BadInput, KnownError, Refused
from studio.core.judgement import Campaign
from studio.core.phrases import shortened
from studio.core.piece import Channel
from studio.core.prompting import (
    SAMPLES,
    Brief,
    House,
    Reason,
    Want,
    brief_for_checks,
    gist,
    material_of,
    skeleton,
    task,
    wanted,
)
from studio.core.unwrapping import unwrapped
from studio.formats import Draft
from studio.guides.writing import plain_words

if TYPE_CHECKING:
    from studio.app.workspace import Workspace
    from studio.core.piece import Person

FORM = "the brief’s form"
"""Where a draft comes from that was asked for in the window."""

CUT = "cut short"
MOST_FREE = 2
"""The greatest temperature that the interface knows."""

_HUMAN_LED = "human_led"
_LONG_TITLE = 120  # code points of a heading that a model wrote
_MOST_TAUGHT = 40  # lines; the first ones


@dataclass(frozen=True)
class Source:
    """Where a brief came from.

    Attributes:
        name: of the file, with the row where it holds several.
        sha256: of the brief, 64 hex digits, so that nobody asks for it twice by accident; empty where it does not matter.
    """

    name: str = FORM
    sha256: str = ""


@dataclass(frozen=True)
class Wish:
    """What is to be drafted.

    Attributes:
        template: None where the brief follows no content type.
        person: who asks, answers for the pieces, and allows what goes out.
    """

    brief: Brief
    template: Template | None
    person: "Person"
    source: Source = Source()


@dataclass(eq=False)
class Asked:
    """One draft that is asked for.

    Attributes:
        words: the task, as the person left it.
        call: what goes out.
        samples: sentences of the brand's own texts, see `House`.
        temperature: how freely the model chooses its words, 0 to 2; None for as the service has it.
        piece: id of the piece it became; empty before.
        problem: why it became none although an answer came; None where that is not so.
    """

    wish: Wish
    want: Want
    words: str
    call: Call
    temperature: float | None = None
    samples: tuple[str, ...] = ()
    piece: str = ""
    problem: KnownError | None = None


# ---------------------------------------------------------------- what goes out


def template_of(workspace: "Workspace", brief: Brief) -> Template | None:
    """The content type of a brief. Raises: NotFound, where it names one that is not there."""
    return templates.template(workspace, brief.template) if brief.template.strip() else None


def channel_of(brief: Brief, template: Template | None) -> Channel:
    """What it is written for where nobody asks for several. Raises: BadInput, where there is no such channel."""
    named = brief.channel.strip().lower()
    if named and named not in set(Channel):
        raise BadInput(f"There is no channel “{brief.channel}”.", f"Channels: {', '.join(Channel)}.")
    return Channel(named) if named else (template.channel if template and template.channel else Channel.BLOG)


def house_words(workspace: "Workspace", brand: str, channel: Channel) -> House:
    """What the house adds to every prompt for a brand and channel. Takes seconds: reads every guide, and measures its texts.

    Raises:
        BadInput: an exemplar of the voice that cannot be read.
    """
    own = {row.name for row in workspace.styles.guides() if row.is_own}
    rules = [rule for rule in load_guides(workspace.root / INI, channel, "piece").rules if rule.runs]
    reasons = gist(
        Reason(rule.name, rule.description, rule.severity, rule.kind, rule.guide in own, plain_words(Path(rule.source)))
        for rule in rules
    )
    profile = voices.profile_of(workspace, brand, channel)
    said, heard = (voices.in_words(profile), voices.samples(profile)) if profile else ((), ())
    return House(reasons, said, taught(workspace), workspace.policy.dialect, heard)


def taught(workspace: "Workspace") -> tuple[str, ...]:
    """What people keep correcting, as an owner accepted it: the lines of the list in `templates/drafting.md`."""
    try:
        lines = (workspace.root / TAUGHT).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):  # nobody has taught anything yet, or it is no text of ours
        return ()
    return tuple(line[2:].strip() for line in lines if line.startswith(("- ", "* ")))[:_MOST_TAUGHT]


def prompt(template: Template | None, house: House) -> str:
    """The task as a person may still change it."""
    return task(template.body if template else "", house, template.length if template else "")


def must_be_askable(workspace: "Workspace", wish: Wish) -> None:
    """Whether the brief may become a draft by an AI, before anything is paid for.

    Raises:
        Refused: the content type is for people to write, the brief leaves a question open, it says nothing yet, or the person
            does not work for its brand or campaign.
        BadInput, NotFound: it names a channel or a campaign that is not there.
    """
    workspace.must_be_writable()
    if wish.template and wish.template.routing == _HUMAN_LED:
        what = f"“{wish.template.title}” is for people to write; an AI may suggest wordings, and no more."
        raise Refused(what, "Begin with its skeleton instead.")
    must_be_whole(wish)
    channel = channel_of(wish.brief, wish.template)
    intake.entry_of(workspace, _draft(wish, "A text.", channel), wish.person, _options(wish, Want("", channel), ""))


def must_be_whole(wish: Wish) -> None:
    """Whether a brief says enough: every question that wants an answer, or its facts in prose.

    Raises:
        Refused: it does not.
    """
    if wish.brief.is_empty:
        raise Refused("The brief says nothing yet.", "Say what the text is about.")
    if wish.template and not wish.brief.facts.strip():
        templates.brief_from(wish.template, dict(wish.brief.answers))


def ask(
    workspace: "Workspace",
    wish: Wish,
    service: Service,
    wants: Sequence[Want],
    words: str,
    temperature: float | None = None,
    samples: Sequence[str] = (),
) -> tuple[Asked, ...]:
    """Make the drafts of a brief ready to be asked for. Nothing is sent.

    Args:
        words: the task, see `prompt`, as the person left it.
        temperature: see `Asked`.
        samples: see `House`; they go along as material where the task names them.
    Raises:
        Refused: see `must_be_askable` and `asking.prepare`; or nothing is asked.
        BadInput: a temperature that is none.
    """
    if temperature is not None and not 0 <= temperature <= MOST_FREE:
        raise BadInput(f"A temperature of {temperature:g} is none.", f"It goes from 0 to {MOST_FREE}.")
    must_be_askable(workspace, wish)
    if not words.strip():
        raise Refused("Nothing is asked of the model.", "Write what it should do.")
    return tuple(_asked(workspace, wish, service, want, words, temperature, tuple(samples)) for want in wants)


def again(workspace: "Workspace", asked: Asked) -> Asked:
    """The same draft once more, for a piece of its own; the one that is there stays as it is. Raises: as `ask`."""
    must_be_askable(workspace, asked.wish)
    return _asked(workspace, asked.wish, asked.call.service, asked.want, asked.words, asked.temperature, asked.samples)


def _asked(
    workspace: "Workspace",
    wish: Wish,
    service: Service,
    want: Want,
    words: str,
    temperature: float | None,
    samples: tuple[str, ...],
) -> Asked:
    brand, campaign = brand_of(workspace, wish), _campaign(workspace, wish)
    facts = workspace.facts_of(brand)
    audience = wish.brief.audience or (wish.template.audience if wish.template else "")
    tone = aim_for(workspace.policy.tone, want.channel, audience).words
    known = _known(workspace, want.channel, brand, facts)
    parts = [
        Part("Brief", material_of(replace(wish.brief, audience=audience))),
        Part("Facts of the house", facts),
        Part("Facts of the campaign", campaigns.facts_for_checks(campaign) if campaign else ""),
        Part(SAMPLES, "\n".join(f"- {each}" for each in samples) if SAMPLES in words else ""),
    ]
    about: dict[str, Any] = {"brand": brand}  # whose it is, also where no piece comes of it
    if wish.template:
        about |= {"template": wish.template.name, "template_version": wish.template.version}
    call = asking.prepare(
        *(workspace.policy, service, Purpose.DRAFT, f"{want.opening(tone)} {words.strip()}", parts, known),
        parameters={} if temperature is None else {"temperature": temperature},
        about=about,
    )
    made = Asked(wish, want, words, call, temperature, samples)
    about["prompt"] = call.outgoing.parts[0].text
    made.call = replace(call, about=about, makes=lambda received: _entry(workspace, made, received))
    return made


def brand_of(workspace: "Workspace", wish: Wish) -> str:
    """Whose draft it is where it becomes a piece: the brief's brand, else its campaign's, else whoever's asks for it."""
    campaign = _campaign(workspace, wish)
    return wish.brief.brand.strip() or (campaign.brand if campaign else "") or intake.usual_brand(workspace, wish.person)


def _campaign(workspace: "Workspace", wish: Wish) -> Campaign | None:
    """Raises: NotFound, where there is none of that name; Refused, where it is of another brand than the person's."""
    named = wish.brief.campaign.strip()
    return campaigns.campaign(workspace, named, wish.person) if named else None


def _known(workspace: "Workspace", channel: Channel, brand: str, facts: str) -> Context:
    """What the house gives out itself, for whatever is masked."""
    policy = workspace.policy
    own = (*policy.privacy.own, *(person.name for person in policy.persons))
    return Context(channel, dialect=policy.dialect, facts=facts, brand=brand, own=own)


# ---------------------------------------------------------------- what comes back


def carry(workspace: "Workspace", asked: Asked, line: Asks, key: str, tell: Tell, is_cancelled: IsCancelled) -> str:
    """Send one and wait for it; it becomes a piece, whose id is returned. For whoever has no window.

    Raises:
        ServiceTrouble: no answer, or none that can be used. Cancelled: nobody wants it any more.
        KnownError: what came cannot become a piece.
    """
    asking.carry(workspace, asked.wish.person, asked.call, line, key, tell, is_cancelled)
    if asked.problem:
        raise asked.problem
    return asked.piece


def _entry(workspace: "Workspace", asked: Asked, received: Received) -> Entry:
    """What the history keeps of a draft that came, written together with its call."""
    is_whole = received.answer.is_whole
    try:
        entry = _made(workspace, asked, received.text, received.answer.model, is_whole)
    except KnownError as error:
        asked.problem = error
        raise
    asked.piece = entry[1]
    return entry


def keep_cut(workspace: "Workspace", asked: Asked, text: str) -> str:
    """Keep what had come of a draft when it was cancelled, as a piece that says so. Returns its id.

    Raises:
        BadInput: nothing had come. And what `intake.take_in` raises.
    """
    kind, piece, actor, payload = _made(workspace, asked, text, asked.call.service.model, False)
    payload["prompt"] = asked.call.about["prompt"]  # its call is noted, as one that became nothing; so the words stand here
    workspace.history.append_all([(kind, piece, actor, payload)])
    asked.piece = piece
    return asked.piece


def _made(workspace: "Workspace", asked: Asked, text: str, model: str, is_whole: bool) -> Entry:
    wish, want = asked.wish, asked.want
    draft = _draft(wish, unwrapped(text), want.channel, workspace.now().isoformat(timespec="seconds"))
    title = _title(workspace, wish, want, draft, is_whole)
    kind, piece, actor, payload = intake.entry_of(
        workspace, draft, wish.person, replace(_options(wish, want, model), title=title)
    )
    payload |= {"call": asked.call.id}
    payload |= {"variant": want.name} if want.name else {}
    payload |= {} if is_whole else {"cut": True}
    return kind, piece, actor, payload


def _draft(wish: Wish, text: str, channel: Channel, now: str = "") -> Draft:
    """The text as something that came in. Nothing in it is read as a header: a model does not say whose a piece is."""
    meta = {name: said for name, said in (("generated", now), ("locale", wish.brief.locale.strip())) if said}
    source = wish.source
    return Draft(text, meta, source.name, source.sha256, "", (), (), "ai", wish.brief.title.strip() or "Draft")


def _options(wish: Wish, want: Want, model: str) -> Options:
    """A content type made for another channel than the one that is written for is not followed: its lengths are not these."""
    brief, follows = wish.brief, wish.template
    is_for_it = follows and follows.channel in (None, want.channel)
    return Options(
        channel=want.channel.value,
        brand=brief.brand.strip(),
        audience=brief.audience.strip() or (follows.audience if follows else ""),
        brief=brief_for_checks(brief),
        model=model,
        template=follows.name if follows and is_for_it else "",
        campaign=brief.campaign.strip(),
    )


def _title(workspace: "Workspace", wish: Wish, want: Want, draft: Draft, is_whole: bool) -> str:
    """As the brief calls it, else as its first heading does; with what tells it from its siblings."""
    heading = next((line.lstrip("# ").strip() for line in draft.text.splitlines() if line.startswith("# ")), "")
    name = wish.brief.title.strip() or shortened(heading, _LONG_TITLE) or (wish.template.title if wish.template else "Draft")
    marks = ", ".join(filter(None, (want.name, "" if is_whole else CUT)))
    title = f"{name} ({marks})" if marks else name
    taken, number = {each.title for each in workspace.pieces()}, 2
    free = title
    while free in taken:
        marked = ", ".join(filter(None, (marks, str(number))))
        free, number = f"{name} ({marked})", number + 1
    return free


# ---------------------------------------------------------------- without an AI


def begin_by_hand(workspace: "Workspace", wish: Wish) -> str:
    """A piece that a person writes: the skeleton of its content type, with the brief beside it. Returns its id.

    Raises:
        Refused: there is no content type, or the brief leaves a question open.
    """
    if wish.template is None:
        raise Refused("Without a content type there is no skeleton.", "Choose one.")
    must_be_whole(wish)
    want = wanted([channel_of(wish.brief, wish.template)])[0]
    text = (
        skeleton(wish.template.body) if wish.template.routing == _HUMAN_LED else f"# {wish.brief.title or wish.template.title}\n"
    )
    draft = _draft(wish, text, want.channel)
    title = _title(workspace, wish, want, draft, True)
    return intake.take_in(workspace, draft, wish.person, replace(_options(wish, want, ""), title=title))


def skeleton_of(template: Template | None) -> str:
    """What a person starts from; empty where the content type is one that an AI drafts."""
    return skeleton(template.body) if template and is_human_led(template) else ""


def is_human_led(template: Template | None) -> bool:
    """Whether the content type is for people to write."""
    return template is not None and template.routing == _HUMAN_LED


def service_of(workspace: "Workspace", name: str = "") -> Service:
    """The service that is asked. Raises: NotFound, where none is set up; Refused, where nothing may go there."""
    found = connections.service(workspace.root, name)
    asking.must_be_allowed(found, workspace.policy)
    return found
