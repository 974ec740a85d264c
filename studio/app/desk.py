"""The collaborators a review session works with, gathered once by the workspace and passed in."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from studio.app import disclosure
from studio.app.hours import WorkingHours, due
from studio.app.house import in_house, with_fields
from studio.app.policy import Policy
from studio.app.signers import Signers
from studio.app.situated import dialect_of, situated
from studio.app.tables.due import Step, allowance
from studio.checks.runner import Runner
from studio.core.check import Context, StyleGuides
from studio.core.disclosure import Telling
from studio.core.events import canonical, digest
from studio.core.piece import Channel, Piece
from studio.core.proofreading import Proofreader
from studio.core.risk import Risk
from studio.history import EditBuffer, History

if TYPE_CHECKING:
    from studio.app.templates import Template


class GuidesFor(Protocol):
    """Finds the compiled guides of a piece's channel and the terms that are never misspelt."""

    def __call__(self, channel: Channel, slug: str) -> tuple[StyleGuides, tuple[str, ...]]: ...


@dataclass(frozen=True)
class Desk:
    """What every session of one workspace shares.

    Attributes:
        policy_now: the policy in force at this moment; an owner may change it while a piece is open.
        now: the wall clock, with a zone.
        monotonic: seconds that never jump, for the two-second flush.
        facts_of: what the house says is true of a brand.
        signers: whose key is at hand.
        attention: seconds that a person has had a piece in front of them since they last decided on it, by piece and name.
        template_named: the content type of that name; None for none.
        type_fault: why there is none of that name, as a phrase; empty where there is, and for no name.
        note_policy: records what changed in the policy since it was recorded last; asked before every decision.
        shared_facts: what is true for every piece of a campaign, by its id; asked in the checks' own threads too.
        root: folder of the workspace.
        put_in: the words that went into a piece from the library and may still be used; it asks the history.
        proofreader: the one outside the program that reads drafts of a locale; None where the house wants none.
    """

    history: History
    policy_now: Callable[[], Policy]
    runner: Runner
    guides_for: GuidesFor
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    facts_of: Callable[[str], str]
    signers: Signers
    attention: dict[tuple[str, str], float] = field(default_factory=dict)
    template_named: Callable[[str], "Template | None"] = lambda name: None
    shared_facts: Callable[[str], str] = lambda campaign: ""
    type_fault: Callable[[str], str] = lambda name: ""
    note_policy: Callable[[], None] = lambda: None
    root: Path = Path()
    proofreader: Callable[[str], Proofreader | None] = lambda locale: None
    put_in: Callable[[str], str] = lambda piece: ""

    @property
    def policy(self) -> Policy:
        return self.policy_now()

    def context(self, piece: Piece, siblings: tuple[tuple[str, str], ...] = (), put_in: str = "") -> Context:
        """What the checks may know beside the text of `piece`; `siblings` are the other drafts of its brief, title and text, and
        `put_in` what went into it from the library."""
        style, words = self.guides_for(piece.channel, piece.id)
        limits, dialect = self.policy.limits_for(piece.channel), dialect_of(piece.locale, self.policy.dialect)
        facts = "\n\n".join(filter(None, (self.facts_of(piece.brand), self.shared_facts(piece.campaign))))
        template = self.template_of(piece)
        wording = template.wording if template else ""
        known = context_of(piece.channel, style, words, limits, dialect, piece.brief, facts, piece.brand, self.policy, wording)
        known = read_by(known if template is None else with_fields(known, template.merge_fields), self.proofreader(piece.locale))
        return replace(situated(_with(known, put_in), self.policy, piece, template.tone if template else None), siblings=siblings)

    def template_of(self, piece: Piece) -> "Template | None":
        """The content type the piece follows; None where it follows none, or its file is gone or cannot be read."""
        return self.template_named(piece.content_type)

    def edit_buffer(self) -> EditBuffer:
        return EditBuffer()

    @property
    def today(self) -> str:
        """The day on the clock of the house, ISO 8601."""
        return self.now().astimezone().date().isoformat()

    @property
    def hours(self) -> WorkingHours:
        """When people work here."""
        return WorkingHours.of(self.policy.hours)

    def due(self, channel: Channel, risk: Risk = Risk.NORMAL, step: Step = Step.REVIEW) -> str:
        """When a review handed on now is due by the house's own time, or changes asked for now, UTC, ISO 8601."""
        allowed = allowance(self.policy.due, step, channel, risk)
        return due(self.hours, self.now(), allowed).isoformat(timespec="minutes")


def _with(context: Context, put_in: str) -> Context:
    """`context` with words from the library; its version changes with them."""
    if not put_in:
        return context
    return replace(context, put_in=put_in, version=digest(canonical([context.version, put_in]))[:16])


def read_by(context: Context, proofreader: Proofreader | None) -> Context:
    """`context` with a proofreader outside the program; its version changes with that one's."""
    if proofreader is None:
        return context
    return replace(context, proofreader=proofreader, version=digest(canonical([context.version, proofreader.version]))[:16])


def context_of(
    channel: Channel,
    style: StyleGuides,
    words: tuple[str, ...],
    limits: dict[str, int],
    dialect: str,
    brief: str = "",
    facts: str = "",
    brand: str = "",
    policy: Policy | None = None,
    wording: str = "",
) -> Context:
    """The one way a context comes by its version, which changes with all that it holds.

    Args:
        policy: for what the house gives out itself and has to tell its readers; None where there is no house.
        wording: how the text's content type tells AI's part; empty without one.
    """
    own = (*policy.privacy.own, *(person.name for person in policy.persons)) if policy else ()
    telling = policy.disclosure.telling(channel) if policy else Telling()
    telling = replace(telling, said=disclosure.said(policy or Policy(), channel, brand, wording))
    told = [style.version, limits, list(words), channel.value, dialect, brief, facts, brand, list(own), telling.as_data()]
    version = digest(canonical(told))[:16]
    known = Context(channel, style, limits, words, version, dialect, brief, facts, brand=brand)
    known = replace(known, own=own, telling=telling)
    return in_house(known, policy) if policy else known
