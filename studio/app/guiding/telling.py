"""Guides, rules and answers as text and as plain data, for the command line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.app.guiding.rows import GuideRow, Origin, RuleRow, RuleState, RuleUsage, Standing, WhyRow
from studio.core.piece import Channel
from studio.guides.testing import Outcome, run_tests

States = Mapping[Channel | None, RuleState]

_ORIGINS = {
    Origin.WORKSPACE: "the house's own",
    Origin.BUNDLED: "comes with the program",
    Origin.PACKAGE: "came in as a package",
    Origin.BUILT_IN: "built in",
}


def where(row: RuleRow, channel: Channel | None = None) -> str:
    """Where a rule is in force, in a few words; asked of one channel, whether it is."""
    if row.standing in (Standing.BROKEN, Standing.NOT_RUN):
        return str(row.standing)
    if channel:
        return "on" if channel in row.channels else "off"
    if len(row.channels) == len(Channel):
        return "every channel"
    return ", ".join(each.value for each in row.channels) or "off"


def rules_text(
    guides: Sequence[GuideRow], rules: Sequence[RuleRow], usage: Mapping[str, RuleUsage] | None, channel: Channel | None
) -> str:
    """For people: guide by guide, each rule with its level, where it is in force, its kind, what it says and why it stands."""
    lines = []
    places = {row.name: where(row, channel) for row in rules}
    name_width = max(map(len, places), default=0)
    place_width = max(map(len, places.values()), default=0)
    for guide in guides:
        own = [row for row in rules if row.guide == guide.name]
        if not own:
            continue
        rules_of = f"{len(own)} rule{'s' * (len(own) != 1)}"
        lines += ["", f"{guide.name}: {_ORIGINS[guide.origin]}; {rules_of}; {_force(guide)}"]
        for row in own:
            marks = "".join((f"; changes {row.parent}" * bool(row.parent), "; on trial" * row.on_trial))
            lines.append(f"  {row.name:<{name_width}}  {row.level:<10}  {places[row.name]:<{place_width}}  {row.kind}{marks}")
            lines += [f"      {text}" for text in _said(row)]
            if usage is not None:
                lines.append(f"      {usage_text(usage.get(row.name))}")
    return "\n".join(lines).lstrip("\n")


def _force(guide: GuideRow) -> str:
    if len(guide.channels) == len(Channel):
        return "in force for every channel"
    return f"in force for {', '.join(each.value for each in guide.channels)}" if guide.channels else "not in force"


def _said(row: RuleRow) -> Iterator[str]:
    """What the guide's page says of a rule, why it stands, and what is wrong with it; each once."""
    yield from dict.fromkeys(" ".join(text.split()) for text in (row.says, row.why) if text)
    if row.standing is not Standing.RUNNING and row.reason:
        yield f"{row.reason}{f' (line {row.line})' if row.line else ''}"


def usage_text(used: RuleUsage | None) -> str:
    """What became of a rule's flags, as one line."""
    if used is None or not used.flagged:
        return "Has not flagged anything."
    pieces = f"{used.pieces} piece{'s' * (used.pieces != 1)}"
    reasons = ", ".join(f"{reason.value} {count}" for reason, count in used.reasons.items())
    dismissed = f"dismissed {used.dismissed} ({used.dismissal_rate:.0%}{f': {reasons}' if reasons else ''})"
    return f"Flagged {used.flagged} in {pieces}: open {used.open}, fixed {used.fixed}, {dismissed}."


def rule_text(row: RuleRow, states: States, used: RuleUsage | None, *, with_usage: bool) -> str:
    """One rule in full."""
    facts = [
        ("Says", row.says),
        ("Why", row.why if row.why != row.says else ""),
        ("Message", row.message),
        ("Kind", f"{row.kind}, in {', '.join(row.scope)}"),
        ("Level", _level(states[None])),
        ("Origin", f"{row.guide}, {_ORIGINS[row.origin]}{f'; changes {row.parent}' if row.parent else ''}"),
        ("File", str(row.path) if row.path else ""),
        ("Link", row.link),
        ("Trial", "its flags are shown and counted, and stop nothing" if row.on_trial else ""),
        ("State", f"{row.standing}: {row.reason}" if row.standing is not Standing.RUNNING else ""),
    ]
    lines = [row.name, *(f"  {name + ':':<9}{' '.join(text.split())}" for name, text in facts if text)]
    lines += [f"  Note:    {note}" for note in row.notes]
    lines.append("  Where:")
    lines += [f"    {channel.value:<8} {_on(states[channel])}" for channel in Channel]
    for bad, title in ((True, "Flagged"), (False, "Left alone")):
        texts = [example.text for example in row.examples if example.bad is bad]
        lines += [f"  {title}:"] * bool(texts) + [f"    {line}" for text in texts for line in text.splitlines()]
    return "\n".join(lines + ([f"  {usage_text(used)}"] if with_usage else []))


def _level(state: RuleState) -> str:
    return f"{state.level} ({state.level_where})" if state.level_where else str(state.level)


def _on(state: RuleState) -> str:
    return f"{'on ' if state.is_on else 'off'}  {state.why}".rstrip()


def rule_data(row: RuleRow, used: RuleUsage | None = None, *, with_usage: bool = False) -> dict[str, Any]:
    """One rule as plain data."""
    told: dict[str, Any] = {
        "name": row.name,
        "guide": row.guide,
        "origin": row.origin.value,
        "says": row.says,
        "why": row.why,
        "message": row.message,
        "kind": row.kind,
        "scope": list(row.scope),
        "level": row.level.value,
        "standing": row.standing.value,
        "reason": row.reason,
        "channels": [channel.value for channel in row.channels],
        "trial": row.on_trial,
        "parent": row.parent,
        "link": row.link,
        "file": str(row.path) if row.path else "",
    }
    if with_usage:
        used = used or RuleUsage()
        told["usage"] = {
            "flagged": used.flagged,
            "open": used.open,
            "fixed": used.fixed,
            "dismissed": used.dismissed,
            "pieces": used.pieces,
            "reasons": {reason.value: count for reason, count in used.reasons.items()},
        }
    return told


def rule_data_in_full(row: RuleRow, states: States, used: RuleUsage | None, *, with_usage: bool) -> dict[str, Any]:
    """The same with where it is switched and its examples."""
    return rule_data(row, used, with_usage=with_usage) | {
        "switches": {
            channel.value: {"on": states[channel].is_on, "level": states[channel].level.value, "why": states[channel].why}
            for channel in Channel
        },
        "examples": [{"text": example.text, "flagged": example.bad} for example in row.examples],
    }


# ---------------------------------------------------------------- the tests inside rules


@dataclass(frozen=True)
class Tested:
    """A rule's own test and how it went."""

    rule: str
    outcome: Outcome


def tests_of(rules: Iterable[tuple[str, Path]], folders: Sequence[Path]) -> tuple[Tested, ...]:
    """Run the tests inside rule files, given with the names of the rules."""
    return tuple(Tested(name, outcome) for name, path in rules for outcome in run_tests(path, folders, name))


def tests_text(tested: Sequence[Tested], rules: int) -> str:
    """Every test that failed, with what it wanted and got; a last line counts."""
    lines = []
    for each in tested:
        outcome = each.outcome
        if outcome.passed:
            continue
        lines.append(f"{each.rule}{f', line {outcome.line}' if outcome.line else ''}: {outcome.name or 'a test'} failed.")
        lines += [f"  {outcome.problem}"] * bool(outcome.problem)
        if not outcome.problem:
            lines += [f"  wanted  {line}" for line in outcome.expected or ("nothing",)]
            lines += [f"  got     {line}" for line in outcome.got or ("nothing",)]
    failed = sum(not each.outcome.passed for each in tested)
    tests = f"{len(tested)} test{'s' * (len(tested) != 1)}"
    of = f"{tests} in {rules} rule{'s' * (rules != 1)}"
    return "\n".join([*lines, f"{of}, {failed} failed." if failed else f"{of}, all passed."])


def tests_data(tested: Iterable[Tested]) -> list[dict[str, Any]]:
    """The same as plain data, the tests that passed included."""
    return [
        {
            "rule": each.rule,
            "test": each.outcome.name,
            "line": each.outcome.line,
            "passed": each.outcome.passed,
            "wanted": list(each.outcome.expected),
            "got": list(each.outcome.got),
            "problem": each.outcome.problem,
        }
        for each in tested
    ]


# ---------------------------------------------------------------- why not


def why_text(rows: Sequence[WhyRow]) -> str:
    """What each rule that touches some words says of them, a line each."""
    width = max((len(row.rule) for row in rows), default=0)
    lines = [f"{row.outcome:<8}  {row.rule:<{width}}  {row.reason}" for row in rows]
    return "\n".join(lines) or "No rule looks at these words: no guide here has them in any pattern, on any channel."


def why_data(rows: Sequence[WhyRow]) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {
            "rule": row.rule,
            "outcome": row.outcome.value,
            "start": row.span.start,
            "end": row.span.end,
            "reason": row.reason,
        }
        for row in rows
    ]
