"""What a yes is bound to beside the text: what the piece is said to be, what its readers are told, what the house asked of it.

The approval keeps the first two as one hash, for they are words, and the third in figures. Another audience, locale or content
type and another decision on disclosure end the yes until they are as they were again: the event that says so carries whether
they are, as `stands`, and the tables go by that. Policy and templates belong to the house, so the history cannot tell of them
piece by piece: a yes is asked about them whenever it is wanted. Only what is required beyond what was asked then makes it stale.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from studio.app import disclosure
from studio.core import gate as gates
from studio.core.disclosure import rank
from studio.core.events import ENDS_A_YES, EventType, canonical, digest
from studio.core.judgement import DisclosureLevel
from studio.core.piece import Stage
from studio.core.risk import Risk

if TYPE_CHECKING:
    from studio.app.session import ReviewSession

DESCRIBED = ("content_type", "audience", "locale")
"""What a text is judged by; who answers for it and which campaign it belongs to may change under a yes."""

_LIMITS = {
    "words_min": gates.GateId.LENGTH,
    "words_max": gates.GateId.LENGTH,
    "grade_min": gates.GateId.GRADE,
    "grade_max": gates.GateId.GRADE,
    "warnings": gates.GateId.WARNINGS,
}
"""Limits, and the condition that asks for each."""

ELSE_DESCRIBED = "the piece is described otherwise, or its readers are told something else"


def for_yes(session: "ReviewSession") -> dict[str, Any]:
    """What a yes given now keeps: `{"bound": hash, "held_to": figures}`; see `core.events`."""
    return {"bound": _hash(session, {}), "held_to": _asked(session, session.risk.level)}


def is_bound_to_this(session: "ReviewSession", kept: Mapping[str, Any]) -> bool:
    """Whether a yes with that payload was for the piece as it is described, and its disclosure as it is decided, now."""
    return kept.get("bound", "") in ("", _hash(session, {}))


def mark(session: "ReviewSession", what: Mapping[str, Any]) -> dict[str, Any]:
    """What an event that changes some of it carries beside its own: `{"stands": bool, "text_hash": hash}`.

    Args:
        what: new values, of `DESCRIBED`, or `level` and `wording` of a disclosure.
    Returns:
        Nothing where no yes is concerned: none was given, another round has ended it, or `what` is none of it.
    """
    if not {*DESCRIBED, "level"}.intersection(what):
        return {}
    decided = session.desk.history.events(session.piece.id, [EventType.APPROVED, *ENDS_A_YES])
    if not decided or decided[-1].type is not EventType.APPROVED:
        return {}
    kept = (decided[-1].payload or {}).get("bound", "")
    return {"stands": kept == _hash(session, what), "text_hash": session.text_hash}


def why_stale(session: "ReviewSession") -> str:
    """Why the latest yes does not hold for what lies on the desk, as a phrase; empty where it does, or where there is none. What
    is published is held against nothing that the house asks for later."""
    given = session.desk.history.events(session.piece.id, [EventType.APPROVED])
    kept = (given[-1].payload or {}) if given else {}
    if kept.get("text_hash") != session.text_hash:
        return "the text changed" if given else ""
    if not is_bound_to_this(session, kept):
        return ELSE_DESCRIBED
    is_out = Stage.PUBLISHED in (session.piece.stage, session.piece.held_from)
    return "" if is_out else asks_for_more(session, kept)


def asks_for_more(session: "ReviewSession", kept: Mapping[str, Any]) -> str:
    """What the house asks of the piece beyond what it asked at a yes with that payload, as a phrase; empty for nothing."""
    then = kept.get("held_to")
    if not isinstance(then, Mapping):  # a yes from before this was kept
        return ""
    now = _asked(session, Risk((kept.get("risk") or {}).get("level", Risk.NORMAL)))
    required = {which for which, level in now["levels"].items() if level == gates.Level.REQUIRED}
    for which in sorted(required):
        if then["levels"].get(which, gates.Level.REQUIRED) != gates.Level.REQUIRED:
            return f"the house asks for more now ({which}: {then['levels'][which]} → required)"
    if gates.GateId.DISCLOSURE in required and rank(DisclosureLevel(now["told"])) > rank(DisclosureLevel(then["told"])):
        return f"the house asks for more now (readers are told: {then['told']} → {now['told']})"
    if gates.GateId.RETAINED in required and now["most"] < then["most"]:
        return f"the house asks for more now ({now['most']}% is the most that may stand as the AI wrote it)"
    for name, which in _LIMITS.items():
        if which in required and now["limits"].get(name) != then["limits"].get(name):
            return f"the house has another limit now ({name})"
    return ""


def lengths(session: "ReviewSession", limits: dict[str, int]) -> gates.Band:
    """The least and the most words; the content type's own count before the channel's."""
    template = session.desk.template_of(session.piece)
    least, most = (template.words_min, template.words_max) if template else (0, 0)
    return least or limits.get("words_min"), most or limits.get("words_max")


def led_by(session: "ReviewSession") -> tuple[int, str]:
    """The most per cent of the piece that may stand as the AI wrote it, and what says so ("human-led")."""
    template = session.desk.template_of(session.piece)
    piece, own = session.piece, template.routing if template else ""
    lead, most = session.desk.policy.routing.of(piece.channel.value, piece.content_type, own)
    return most, lead.label


def _hash(session: "ReviewSession", what: Mapping[str, Any]) -> str:
    """Of what the piece is and its readers are told, with `what` in the place of some of it."""
    decided = session.desk.history.judged.disclosure(session.piece.id)
    now = {name: getattr(session.piece, name) for name in DESCRIBED}
    now |= {"level": decided.level.value if decided else "", "wording": decided.wording if decided else ""}
    now |= {name: str(value) for name, value in what.items() if name in now}
    if now["level"] == DisclosureLevel.NONE:  # to decide that nothing is told, and to decide nothing, change no text
        now["level"] = ""
    return digest(canonical(now))


def _asked(session: "ReviewSession", risk: Risk) -> dict[str, Any]:
    """What the house asks of the piece at that risk."""
    limits = session.desk.policy.limits_for(session.piece.channel)
    words = dict(zip(("words_min", "words_max"), lengths(session, limits), strict=True))
    levels = session.desk.policy.levels(session.piece.channel, risk)
    return {
        "levels": {which.value: level.value for which, level in levels.items()},
        "limits": {name: value for name, value in (limits | words).items() if name in _LIMITS},
        "most": led_by(session)[0],
        "told": disclosure.asked_for(session)[0].value,
    }
