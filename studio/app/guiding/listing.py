"""Every guide there is and every rule in it, in force or not."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from studio.app.guiding.files import House
from studio.app.guiding.making import compiled
from studio.app.guiding.rehearsal import Contexts, Rehearsal, contexts
from studio.app.guiding.rows import GuideRow, GuideState, Origin, RuleRow, RuleState, Standing
from studio.app.guiding.standing import PIECE, channel_of, guide_state, rule_state
from studio.app.policy import Policy
from studio.core.errors import NotFound
from studio.core.flag import Severity
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


def rule_rows(house: House, policy: Policy, now: Contexts, every: Guides) -> tuple[RuleRow, ...]:
    """Every rule of every guide, guide by guide: the house's own first, then the bundled ones, then packages.

    Args:
        now: what is in force; `every` is `everything`.
    """
    in_force = {channel: _by_name(now.guides(channel, PIECE).rules) for channel in Channel}
    known = _by_name(every.rules)
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


def own_level(house: House, rule: str) -> Severity:
    """The level a rule has by itself.

    Raises:
        NotFound: no such rule.
    """
    return Severity.ERROR if rule in _SAYS else compiled(house, rule).severity


def channel_states(house: House, rule: str) -> dict[Channel | None, RuleState]:
    """Whether a rule is on for each channel, its level and who says so; under None what holds unless a channel's own
    section says otherwise.

    Raises:
        NotFound: no such rule.
    """
    level = own_level(house, rule)
    if house.settings:
        return {channel: rule_state(house.settings, rule, level, channel) for channel in (None, *Channel)}
    guide = rule.partition(".")[0]
    states = guide_states(house, guide)
    return {
        channel: RuleState(state.is_on, level, level_where="the rule itself", why=_without_ini(house, guide))
        for channel, state in states.items()
    }


def guide_states(house: House, guide: str) -> dict[Channel | None, GuideState]:
    """Whether a guide is in force for each channel, and who says so.

    Raises:
        NotFound: no such guide.
    """
    must_be_guide(house, guide)
    if house.settings:
        return {channel: guide_state(house.settings, guide, channel) for channel in (None, *Channel)}
    bundled, alone = house.origin(guide) is Origin.BUNDLED, channel_of(guide)
    return {channel: GuideState(bundled and alone in (None, channel), False) for channel in (None, *Channel)}


def must_be_guide(house: House, guide: str) -> None:
    """Raises: NotFound, where there is no such guide."""
    if guide not in house.guides:
        raise NotFound(f"There is no style guide {guide}.", f"There are: {', '.join(house.guides)}.")


def _without_ini(house: House, guide: str) -> str:
    """Why a guide is in force or not where there is no ini."""
    if house.origin(guide) is not Origin.BUNDLED:
        return f"There is no {house.ini.name}, and so only the guides that come with the program are in force."
    alone = channel_of(guide)
    return f"Without a {house.ini.name} {guide} is in force for {alone.value if alone else 'every channel'}."


class Shelf:
    """The guides of a folder, looked at as they are now.

    Args:
        contexts, every: what was compiled already, where there is any.
    """

    def __init__(self, house: House, policy: Policy, now: Contexts | None = None, every: Guides | None = None) -> None:
        self.house = house
        self._policy = policy
        self._now = now or contexts(house, policy)
        self._every = every

    @cached_property
    def _rows(self) -> tuple[RuleRow, ...]:
        every = self._every or everything(self.house, self._policy)
        return rule_rows(self.house, self._policy, self._now, every)

    def rules(self, guide: str = "") -> tuple[RuleRow, ...]:
        """Every rule of every guide there is, in force or not; with a name, those of that guide.

        Raises:
            NotFound: no such guide.
        """
        if guide:
            must_be_guide(self.house, guide)
        return tuple(row for row in self._rows if not guide or row.guide == guide)

    def rule(self, name: str) -> RuleRow:
        """One rule.

        Raises:
            NotFound: no such rule.
        """
        for row in self._rows:
            if row.name == name:
                return row
        raise NotFound(f"There is no rule {name}.", "`bluepencil rules` lists them.")

    def guides(self) -> tuple[GuideRow, ...]:
        """Every guide there is, the house's own first."""
        force = {
            guide: tuple(channel for channel in Channel if states[channel].is_on)
            for guide, states in ((guide, guide_states(self.house, guide)) for guide in self.house.guides)
        }
        return guide_rows(self.house, self._rows, force)


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
