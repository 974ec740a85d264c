"""What stands beside a yes: who said yes to which part, how much was at stake, who is responsible, what readers are told."""

from collections.abc import Iterator, Mapping
from typing import Any

from studio.core.phrases import listed
from studio.reports.entries import Entry


def approved_with(entry: Entry) -> list[str]:
    """One sentence for each thing that an approval says beside its text; none where an older program wrote none."""
    return list(beside(entry.fields))


def beside(fields: Mapping[str, Any]) -> Iterator[str]:
    """The sentences; `fields` as in the payload of `approved`."""
    yield from _parts(fields.get("parts"))
    if agreed := [str(name) for name in fields.get("agreed") or ()]:
        yield f"{listed(agreed)} agreed."
    yield from _risk(fields.get("risk"))
    if rating := fields.get("rating"):
        yield f"It sounds like the brand: {rating} of 5."
    if responsible := fields.get("responsible"):
        yield f"{responsible} is responsible for it."
    yield from _disclosure(fields.get("disclosure"))
    if fields.get("separation") == "off":
        yield "The policy asked for no second person."


def parts_of(fields: Mapping[str, Any]) -> str:
    """ "voice: Erin, accuracy: Tomasz"; empty where nobody divided it."""
    parts = fields.get("parts")
    return ", ".join(f"{part}: {who}" for part, who in parts.items()) if isinstance(parts, Mapping) else ""


def risk_of(fields: Mapping[str, Any]) -> str:
    """ "high (a price: “£18”)"; empty where nobody read it."""
    risk = fields.get("risk")
    if not isinstance(risk, Mapping) or not risk.get("level"):
        return ""
    why = "; ".join(str(each) for each in risk.get("why") or ())
    return f"{risk['level']} ({why})" if why else str(risk["level"])


def disclosure_of(fields: Mapping[str, Any]) -> str:
    """ "line: present", "none, the policy asks for line: REASON"; empty where nobody decided."""
    found = fields.get("disclosure")
    if not isinstance(found, Mapping) or not found.get("level"):
        return ""
    level, policy = str(found["level"]), str(found.get("policy") or "")
    there = "" if level == "none" else ", stands in the text" if found.get("present") else ", does not stand in the text"
    asked = f", where the policy asks for {policy}" if policy and policy != level else ""
    reason = f": {found['reason']}" if found.get("reason") else ""
    return f"{level}{there}{asked}{reason}"


def _parts(parts: object) -> Iterator[str]:
    if isinstance(parts, Mapping) and parts:
        yield f"{listed([f'{who} for {part}' for part, who in parts.items()])} said yes."


def _risk(risk: object) -> Iterator[str]:
    if isinstance(risk, Mapping) and risk.get("level"):
        why = [str(each) for each in risk.get("why") or ()]
        yield f"The risk was {risk['level']}{f', because of {listed(why)}' if why else ''}."


def _disclosure(found: object) -> Iterator[str]:
    if told := disclosure_of({"disclosure": found}):
        yield f"What readers are told of AI: {told.rstrip('.')}."
