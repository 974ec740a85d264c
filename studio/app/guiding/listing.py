"""Every guide there is and every rule in it, in force or not."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from studio.app.guiding.files import House
from studio.app.guiding.rehearsal import Contexts, Rehearsal
from studio.app.guiding.rows import GuideRow, Origin, RuleRow, Standing
from studio.app.guiding.standing import PIECE, rule_state
from studio.app.policy import Policy
from studio.core.piece import Channel
from studio.guides import Guides
from studio.guides.built_in import NAME as BUILT_IN
from studio.guides.folders import page_sentence
from studio.guides.rule import Rule, State
from studio.guides.writing import read_back

_BUILT_IN = """\
# Vale

The rules that come with the format itself; they have no files.

- **Terms**: An accepted term is written as the term list has it.
- **Avoid**: A rejected term stays out.
- **Repetition**: The same word twice running.
- **Spelling**: Words that no dictionary knows.
"""
_SAYS = {
    "Vale.Terms": "An accepted term is written as the term list has it.",
    "Vale.Avoid": "A rejected term stays out.",
    "Vale.Repetition": "The same word twice running.",
    "Vale.Spelling": "Words that no dictionary knows.",
}
_ORDER = (Origin.WORKSPACE, Origin.BUNDLED, Origin.PACKAGE, Origin.BUILT_IN)


def everything(house: House, policy: Policy) -> Guides:
    """Every guide there is, with every rule on."""
    with Rehearsal(house, policy, {}, _all_on(house)) as rehearsal:
        return rehearsal.contexts.guides(Channel.BLOG, PIECE)


def rule_rows(house: House, policy: Policy, contexts: Contexts, known_by_itself: Guides) -> tuple[RuleRow, ...]:
    """Every rule of every guide, guide by guide: the house's own first, then the bundled ones, then packages.

    Args:
        known_by_itself: `everything`.
    """
    in_force = {channel: _by_name(contexts.guides(channel, PIECE).rules) for channel in Channel}
    known = _by_name(known_by_itself.rules)
    rows = []
    for guide in sorted(house.guides, key=lambda name: (_ORDER.index(house.origin(name)), name.casefold())):
        paths = house.rules(guide)
        for name in paths or sorted(rule for rule in known if rule.startswith(f"{BUILT_IN}.") and guide == BUILT_IN):
            here = {channel: rules[name] for channel, rules in in_force.items() if name in rules}
            rows.append(_row(house, policy, name, paths.get(name), known.get(name), here))
    return tuple(row for row in rows if row)


def guide_rows(house: House, rules: Sequence[RuleRow], channels: Mapping[str, tuple[Channel, ...]]) -> tuple[GuideRow, ...]:
    """Every guide, in the order of its rules; `channels` says where each is in force."""
    rows = []
    own = house.own_guide
    for guide in dict.fromkeys([*(rule.guide for rule in rules), *house.guides]):
        counts = Counter(rule.standing for rule in rules if rule.guide == guide)
        folder = house.folder(guide)
        page = _BUILT_IN if guide == BUILT_IN else _page(folder)
        origin = house.origin(guide)
        running, off, broken, not_run = (counts[each] for each in Standing)
        rows.append(GuideRow(guide, page, running, off, broken, not_run, origin, channels.get(guide, ()), guide == own, folder))
    return tuple(rows)


def _row(
    house: House, policy: Policy, name: str, path: Path | None, bare: Rule | None, here: Mapping[Channel, Rule]
) -> RuleRow | None:
    rule = next((each for each in here.values() if each.runs), None) or next(iter(here.values()), None) or bare
    if rule is None:
        return None
    runs = tuple(channel for channel in Channel if channel in here and here[channel].runs)
    row = RuleRow(
        name=name,
        says=_SAYS.get(name, "") or (page_sentence(path, path.name.partition(".")[0]) if path else ""),
        why=rule.description,
        message=rule.message,
        kind=rule.kind,
        scope=rule.scope,
        level=rule.severity,
        standing=Standing.RUNNING,
        notes=rule.notes,
        channels=runs,
        on_trial=policy.is_on_trial(name),
        origin=house.origin(name.partition(".")[0]),
        is_own=house.is_own(name),
        has_form=house.is_own(name) and path is not None and read_back(path, name) is not None,
        path=path,
        line=rule.line,
        link=rule.link,
        parent=_parent(path) if path else "",
    )
    if runs:
        return row
    told = bare or rule
    if told.state is State.BROKEN:
        return replace(row, standing=Standing.BROKEN, reason=told.reason, line=told.line)
    if told.state is State.NOT_YET:
        return replace(row, standing=Standing.NOT_RUN, reason=told.reason)
    reason = next((each.reason for each in here.values() if each.reason), "")
    if not reason and house.settings:
        reason = rule_state(house.settings, name, told.severity, None).why
    return replace(row, standing=Standing.OFF, reason=reason or told.reason)


def _all_on(house: House) -> str:
    """An ini in which every rule of every guide is on: what a rule is by itself, whatever the house does with it."""
    core = [f"{line.key} = {line.value}" for line in (house.settings.core.lines if house.settings else ()) if line.key in _KEPT]
    paths = [f'StylesPath = "{path.absolute()}"' for path in house.folders[:-1]]
    return "\n".join([*paths, *core, "", "[*]", f"BasedOnStyles = {', '.join(house.guides)}", ""])


_KEPT = ("Vocab", "WordTemplate")


def _by_name(rules: Sequence[Rule]) -> dict[str, Rule]:
    return {rule.name: rule for rule in rules}


_EXTENDS = re.compile(r"^extends:[ \t]*[\"']?([\w-]+(?:\.[\w-]+)+)", re.MULTILINE)


def _parent(path: Path) -> str:
    """The rule that a file builds on; found without reading the YAML, because there are hundreds of files."""
    with suppress(OSError):
        found = _EXTENDS.search(path.read_text(encoding="utf-8-sig", errors="replace"))
        return found[1] if found else ""
    return ""


def _page(folder: Path | None) -> str:
    try:
        return (folder / "README.md").read_text(encoding="utf-8-sig", errors="replace") if folder else ""
    except OSError:
        return ""
