"""What readers are told of AI's part in a text: what the house asks for, what fits, what was decided, whether it stands there.

The least a text has to say comes from its content type, else from `[disclosure]` of the policy. Whoever works on the piece may
decide to say that much or more; less takes an editor or an owner and a reason. Where the law frees a text that a person has
reviewed and answers for from saying anything, the record needs that person: `for_approval` gives it to the approval.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import Template
from typing import TYPE_CHECKING, Any

from studio.core.acts import Act, may
from studio.core.data import data_path
from studio.core.disclosure import rank
from studio.core.disclosure import standing as first_standing
from studio.core.errors import BadInput, Refused
from studio.core.events import EventType
from studio.core.judgement import DisclosureDecision, DisclosureLevel
from studio.core.piece import Channel
from studio.core.provenance import retained

if TYPE_CHECKING:
    from studio.app.policy import Policy
    from studio.app.session import ReviewSession

MUCH = 0.5
"""From which share of the AI's words on a line is suggested even where nobody asks for one."""
DETAIL = "Disclosure"
"""Detail of the edit by which a line was put in."""
_ANY = "any"
_TO_SOMEBODY = (Channel.SUPPORT, Channel.EMAIL)


@dataclass(frozen=True, slots=True)
class Wording:
    """Sentences ready to be put in. `level` is what they amount to; `is_own` whether the house wrote them."""

    level: DisclosureLevel
    text: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the program would say, and why: a short phrase for each reason; none where nothing speaks for telling anything."""

    level: DisclosureLevel
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with a text.

    Attributes:
        policy: the least the house asks for; `whose` says who asks: "for a support reply", "for the content type Reply".
        decided: what was decided; None where nobody did.
        level: what holds: what was decided, else what the house asks for.
        present: the sentence that stands in the text and tells it; empty where none does.
        responsible: who answers for the piece; empty where nobody does.
    """

    policy: DisclosureLevel
    whose: str
    decided: DisclosureDecision | None
    level: DisclosureLevel
    present: str
    responsible: str

    @property
    def met(self) -> bool:
        """Whether the text says what it has to say."""
        return self.level is DisclosureLevel.NONE or bool(self.present)

    @property
    def sentence(self) -> str:
        """How things stand, for people."""
        if self.level is DisclosureLevel.NONE:
            return f"The house asks for nothing {self.whose}." if self.decided is None else "It was decided to say nothing."
        return "It stands in the text." if self.present else f"{_SAYS[self.level]} has to stand in the text, and does not."


_SAYS = {DisclosureLevel.LINE: "A line", DisclosureLevel.FULL: "A full note"}


# ---------------------------------------------------------------- wordings


@lru_cache(maxsize=1)
def _ready() -> dict[str, Any]:
    return tomllib.loads(data_path("resources", "disclosure", "wordings.toml").read_text(encoding="utf-8"))


def contact_line(session: "ReviewSession") -> str:
    """How a reader of this piece reaches a person: the house's own sentence, else one that always holds."""
    return _contact(session.desk.policy, session.piece.channel)


def way_to_a_person(policy: "Policy") -> str:
    """How anybody reaches a person, whatever they read."""
    return _contact(policy, Channel.WEB)


def _contact(policy: "Policy", channel: Channel) -> str:
    ready = _ready()["defaults"]["contact"]
    return _sentence(policy.disclosure.contact or str(ready.get(channel.value, ready[_ANY])))


def opt_out_line(session: "ReviewSession") -> str:
    """How a reader gets no more of these; empty where nobody is on a list."""
    return _opt_out(session.desk.policy, session.piece.channel)


def _opt_out(policy: "Policy", channel: Channel) -> str:
    ready = _ready()["defaults"]["opt_out"]
    own = policy.disclosure.opt_out if channel.value in ready else ""
    return _sentence(own or str(ready.get(channel.value, "")))


def _sentence(words: str) -> str:
    """With its full stop, where whoever wrote it into the policy left that out."""
    return f"{words}." if words and not words.endswith((".", "!", "?", "…", ":", ")", "”", '"')) else words


def wordings(session: "ReviewSession") -> tuple[Wording, ...]:
    """Every ready wording for this piece, the least first, the house's own before ours; all filled in."""
    piece, template = session.piece, session.desk.template_of(session.piece)
    return _filled(session.desk.policy, piece.channel, piece.brand, template.wording if template else "")


def said(policy: "Policy", channel: Channel, brand: str, wording: str = "") -> tuple[str, ...]:
    """Every sentence that is ready to be put into a text of that channel, filled in: on AI, to a person, out of the list.

    Args:
        wording: the one of the text's content type; empty without one.
    """
    ways = _contact(policy, channel), _opt_out(policy, channel)
    return tuple(filter(None, (*(each.text for each in _filled(policy, channel, brand, wording)), *ways)))


def _filled(policy: "Policy", channel: Channel, brand: str, wording: str) -> tuple[Wording, ...]:
    table = policy.disclosure
    values = {
        "brand": brand or policy.house or "the house",
        "data": table.data or _ready()["defaults"]["data"],
        "contact": _contact(policy, channel),
    }
    found = [Wording(DisclosureLevel.LINE, wording, True)] if wording else []
    for level in (DisclosureLevel.LINE, DisclosureLevel.FULL):
        found += [Wording(level, text, True) for text in getattr(table, level.value)]
        found += [Wording(level, text) for text in _ours(channel, level)]
    return tuple(Wording(each.level, Template(each.text).safe_substitute(values).strip(), each.is_own) for each in found)


def _ours(channel: Channel, level: DisclosureLevel) -> Iterator[str]:
    ready = _ready()
    yield from ready.get(channel.value, {}).get(level.value) or ready[_ANY][level.value]


# ---------------------------------------------------------------- how things stand


def asked_for(session: "ReviewSession") -> tuple[DisclosureLevel, str]:
    """The least that the house asks a text like this to say, and who asks, as the end of a sentence."""
    piece = session.piece
    template = session.desk.template_of(piece)
    if template and template.disclosure:
        return DisclosureLevel(template.disclosure), f"for the content type {template.title}"
    return session.desk.policy.disclosure.level(piece.channel), f"for {piece.channel.one}"


def suggestion(session: "ReviewSession") -> Suggestion:
    """What fits this piece, whatever the house asks for at the least."""
    policy, whose = asked_for(session)
    level, why = policy, [f"the house asks for it {whose}"] if policy is not DisclosureLevel.NONE else []
    share = retained(session.comparison).share
    if session.original.strip() and session.text.strip():
        if session.piece.channel in _TO_SOMEBODY:
            level = max(level, DisclosureLevel.LINE, key=rank)
            why.append(f"{session.piece.channel.one} goes to somebody who may take it for a person’s own words")
        if share >= MUCH:
            level = max(level, DisclosureLevel.LINE, key=rank)
            why.append(f"{round(100 * share)}% of its words stand as the AI wrote them")
    return Suggestion(level, tuple(why))


def standing(session: "ReviewSession") -> Standing:
    """What is asked for, what was decided, and what stands in the text as it is this moment."""
    policy, whose = asked_for(session)
    decided = session.desk.history.judged.disclosure(session.piece.id)
    level = decided.level if decided else policy
    known = [each.text for each in wordings(session) if rank(each.level) >= rank(level)]
    own = [decided.wording] if decided and decided.wording and rank(decided.level) >= rank(level) else []
    present = "" if level is DisclosureLevel.NONE else first_standing([*own, *known], session.text)
    return Standing(policy, whose, decided, level, present, session.piece.accountable)


def decide(session: "ReviewSession", level: DisclosureLevel, wording: str = "", reason: str = "") -> None:
    """Record what this text tells its readers.

    Args:
        wording: the sentences that have to stand in the text; a ready one where it is left out. None for `none`.
        reason: why it is less than the house asks for.
    Raises:
        Refused: somebody who may not, or less than the house asks for without an editor or a reason.
        BadInput: a wording without words.
    """
    session.must(Act.DISCLOSE)
    policy, whose = asked_for(session)
    if rank(level) < rank(policy):
        if not may(Act.APPROVE, session.person):
            editors = ", ".join(each.name for each in session.desk.policy.editors) or "nobody yet"
            least = "a line" if policy is DisclosureLevel.LINE else "a full note"
            raise Refused(f"The house asks for {least} {whose}; to say less takes an editor or an owner.", f"Ask: {editors}.")
        if not reason.strip():
            raise Refused("To say less than the house asks for needs a reason.", "Give one; it stands in the history.")
    said = "" if level is DisclosureLevel.NONE else wording.strip() or ready_wording(session, level)
    if level is not DisclosureLevel.NONE and not any(map(str.isalnum, said)):
        raise BadInput("The wording has no words.", "Write what readers are told, or take a ready one.")
    payload = {"level": level.value, "wording": said, "reason": reason.strip(), "text_hash": session.text_hash}
    session.record((EventType.DISCLOSURE_DECIDED, payload | session.stands_with(payload)))


def ready_wording(session: "ReviewSession", level: DisclosureLevel) -> str:
    """The first ready wording of that level."""
    return next((each.text for each in wordings(session) if each.level is level), "")


def with_line(text: str, line: str) -> str:
    """The text with a line at its end, as a paragraph of its own."""
    return f"{text.rstrip()}\n\n{line}\n" if text.strip() else f"{line}\n"


def for_approval(session: "ReviewSession") -> dict[str, Any]:
    """What the approval keeps: `{"disclosure": {policy, level, present, wording, reason, by}, "responsible": name}`.

    `responsible` is whoever answers for the piece, else whoever says yes.
    """
    found = standing(session)
    decided = found.decided
    told = {
        "policy": found.policy.value,
        "level": found.level.value,
        "present": bool(found.present),
        "wording": found.present or (decided.wording if decided else ""),
        "reason": decided.reason if decided else "",
        "by": decided.who if decided else "",
    }
    return {"disclosure": told, "responsible": found.responsible or session.person.name}
