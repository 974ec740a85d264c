"""How a draft came about, as its history tells it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from studio.core.ai_use import amount
from studio.core.asking import Purpose
from studio.core.events import EventType
from studio.core.purged import with_remains

if TYPE_CHECKING:
    from studio.app.workspace import Workspace

PROMPT = "Prompt"
"""What the words are called that the model was asked."""


def provenance(workspace: "Workspace", piece: str) -> tuple[tuple[str, str], ...]:
    """How a draft came about, as name and value: service, model, template, parameters, time, tokens, cost, the prompt last. Once
    its text was deleted, without the prompt.

    Of a draft that was not asked for here, what the tool says that it came from; empty where nobody says anything.
    """
    kinds = (EventType.PIECE_CREATED, EventType.AI_CALLED, EventType.TEXT_PURGED)
    every = [event for event, _ in with_remains(workspace.history.events(piece, kinds))]
    called = (event.payload or {} for event in every if event.type is EventType.AI_CALLED)
    said: Mapping[str, Any] | None = next((each for each in called if each.get("purpose") == Purpose.DRAFT.value), None)
    if said is None and every:
        said = _cancelled(workspace, every[0].payload or {})
    told = _told(said) if said else [row for event in every[:1] for row in _said_elsewhere(event.payload or {})]
    return tuple((name, value) for name, value in told if value)


def _cancelled(workspace: "Workspace", created: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The call of a draft that was kept as it was cut short: it was noted as of no piece, and the piece names it."""
    call = created.get("call")
    calls = workspace.history.events("", [EventType.AI_CALLED]) if call else []
    said = next((event.payload for event in calls if event.payload and event.payload.get("call") == call), None)
    return {**said, "prompt": created.get("prompt", "")} if said else None


def _said_elsewhere(created: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What another tool says of a draft that it exported."""
    return [
        ("Tool", str(created.get("tool", ""))),
        ("Parameters", str(created.get("parameters", ""))),
        (PROMPT, str(created.get("prompt", ""))),
    ]


def _told(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    parameters = ", ".join(f"{name} {value}" for name, value in dict(said.get("parameters") or {}).items())
    about = "" if said.get("counted", True) else " or so"
    tokens = f"{said.get('tokens_in', 0):,} asked, {said.get('tokens_out', 0):,} answered{about}" if "tokens_in" in said else ""
    template = str(said.get("template", ""))
    return [
        ("Service", f"{said.get('service', '')}, {'on this computer' if said.get('local') else 'elsewhere'}"),
        ("Model", str(said.get("answered") or said.get("model") or "")),
        ("Template", f"{template}, version {said.get('template_version', '')}" if template else ""),
        ("Parameters", parameters or "as the service has them"),
        ("Time", f"{said['seconds']:.1f} s" if isinstance(said.get("seconds"), int | float) else ""),
        ("Tokens", tokens),
        ("Cost", f"{amount(said['cost'])} {said.get('currency', '')}" if said.get("cost") else ""),
        (PROMPT, str(said.get("prompt", ""))),
    ]
