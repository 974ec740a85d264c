"""What the line at the bottom says of a piece that is past the gate or stopped: in words, with the one thing to press."""

from dataclasses import dataclass

from studio.app.moving import has_run_out
from studio.core.acts import Act, allowed
from studio.core.piece import Person, Piece, Stage
from studio.core.times import day


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands.

    Attributes:
        verdict: in a word or two; `told`: what that means here.
        action: id of the one thing to press, and the `button` that says it; empty where this person may not.
    """

    verdict: str
    told: str
    action: str = ""
    button: str = ""


_WAYS = {
    Stage.PUBLISHED: (Act.REOPEN, "reopen", "Reopen…"),
    Stage.ON_HOLD: (Act.RESUME, "resume", "Take off hold…"),
    Stage.WITHDRAWN: (Act.BRING_BACK, "bring_back", "Bring back…"),
}


def standing(piece: Piece, person: Person, today: str) -> Standing | None:
    """How a piece stands that is published, on hold or withdrawn; None for the stages at which the gate speaks.

    Args:
        person: who sits at the desk.
        today: ISO 8601.
    """
    if piece.stage not in _WAYS:
        return None
    act, action, button = _WAYS[piece.stage]
    may = allowed(act, person, piece)
    who = "" if may else " That takes an editor or an owner."
    told = {
        Stage.PUBLISHED: f"The text stands as its readers have it. Reopen it to correct it.{who}",
        Stage.ON_HOLD: _held(piece, today),
        Stage.WITHDRAWN: f"The text stands as it was. Bring it back to go on with it.{who}",
    }[piece.stage]
    return Standing(piece.stage.label, told, *((action, button) if may else ()))


def _held(piece: Piece, today: str) -> str:
    why = f"“{piece.held_why}” " if piece.held_why else ""
    if has_run_out(piece, today):
        return f"{why}The hold was to end on {day(piece.held_until)}, and does not end by itself."
    until = f"Until {day(piece.held_until)}. " if piece.held_until else ""
    return f"{why}{until}It can be worked on, and neither be approved nor exported."


def why_read_only(piece: Piece) -> tuple[str, str] | None:
    """What hinders and what to do, for whoever tries to change a text that stands as it is; None where its stage does not."""
    if piece.stage is Stage.ON_HOLD and piece.held_from == Stage.PUBLISHED:
        return "This piece is on hold, and readers have it.", "Take it off hold, then reopen it."
    return {
        Stage.PUBLISHED: ("This piece is published.", "Reopen it first, and say what has to be corrected."),
        Stage.WITHDRAWN: ("This piece is withdrawn.", "Bring it back first."),
    }.get(piece.stage)
