"""What `.vale.ini` says of a rule or a guide for a channel, and in which line; where a change of it has to be written.

A piece of channel email is checked as `email/<slug>.md`. A section that takes such paths and no others is that channel's
own; `[*]`, and whatever takes every path, holds for every channel. A switch of the rule counts more than one of its guide, and
both more than the list of guides; later sections win over earlier ones. A level is one for all texts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.app.guiding.rows import GuideState, RuleState
from studio.core.flag import Severity
from studio.core.piece import Channel
from studio.guides.ini import UNSET, Ini, Line, Section, is_on

PIECE = "piece"
LISTED = "BasedOnStyles"


def channel_of(guide: str) -> Channel | None:
    """The channel that a guide is for alone where no ini says anything: the one it goes by the name of."""
    return next((channel for channel in Channel if channel.value == guide.casefold()), None)


def path_of(channel: Channel | None, slug: str = PIECE) -> str:
    """What the sections are held against; None stands for a text of no channel in particular."""
    return f"{channel.value}/{slug}.md" if channel else f"{slug}.md"


def rule_state(ini: Ini, rule: str, own_level: Severity, channel: Channel | None) -> RuleState:
    """Whether `rule` is switched on for a channel (None: wherever no channel says otherwise), and who says so.

    Args:
        own_level: what its file says.
    """
    guide = rule.partition(".")[0]
    sections = _sections(ini, channel)
    line, of_guide = _switch(sections, rule), False
    if line is None:
        line, of_guide = _as_a_whole(ini, sections, guide), True
    level, level_line = _level(ini, rule, guide)
    where = level_line.place if level_line else "the rule itself"
    if line is not None:
        on = is_on(line.value)
        who = f"{guide} as a whole is switched" if of_guide else "Switched"
        why = f"{who} {'on' if on else 'off'} in {line.place}."
        place = line.place
    else:
        list_line, names = _list(sections)
        on, place = guide in names, list_line.place if list_line else ""
        told = f" ({place})" if place else ""
        why = f"{guide} is {'' if on else 'not '}among the guides in force{told}."
    return RuleState(on, level or own_level, _said(_own(ini, channel), rule), place, where, why)


def guide_state(ini: Ini, guide: str, channel: Channel | None) -> GuideState:
    """Whether a guide is in force for a channel: switched on as a whole, or else listed."""
    sections = _sections(ini, channel)
    line = _as_a_whole(ini, sections, guide)
    said = any(section.has(LISTED) or _as_a_whole(ini, (section,), guide) for section in _own(ini, channel))
    if line is not None:
        return GuideState(is_on(line.value), said, line.place)
    list_line, names = _list(sections)
    return GuideState(guide in names, said, list_line.place if list_line else "")


def listed(ini: Ini, channel: Channel | None) -> tuple[str, ...]:
    """The guides that the lists name for a channel."""
    return _list(_sections(ini, channel))[1]


@dataclass(frozen=True)
class Target:
    """The section a change for a channel belongs into. `exists` is False for one that has to be made."""

    name: str
    exists: bool


def target(ini: Ini, channel: Channel | None, key: str) -> Target:
    """Where a line with `key` is to be written so that it holds for `channel` and no other one.

    A section that has such a line already comes first, then the one named `channel/*.md`.
    """
    if channel is None:
        having = [section for section in _own(ini, None) if section.has(key) and section.name != "*"]
        return Target(having[-1].name if having else "*", any(s.name == "*" for s in ini.sections) or bool(having))
    own = _its_alone(ini, channel)
    having = [section for section in own if section.has(key)]
    named = [section for section in own if section.name == f"{channel.value}/*.md"]
    chosen = (having or named or own)[-1:]
    return Target(chosen[0].name, True) if chosen else Target(f"{channel.value}/*.md", False)


def levels_elsewhere(ini: Ini, rule: str, besides: str) -> tuple[Line, ...]:
    """The lines in other sections than `besides` that give `rule` a level; the last of them all would win."""
    lines = (line for section in ini.globs if section.name != besides for line in section.lines)
    return tuple(line for line in lines if line.key == rule and line.value.lower() in list(Severity))


def section_of(ini: Ini, line: Line) -> str:
    return next((section.name for section in ini.globs if line in section.lines), "*")


def lists(ini: Ini) -> tuple[str, ...]:
    """The names of `[*]` and of every section that takes some channel's texts and has a list of guides of its own."""
    taken = {s.name for channel in (None, *Channel) for s in ini.matching(path_of(channel)) if s.has(LISTED)}
    return ("*", *(section.name for section in ini.sections if section.name in taken))


def deciding(ini: Ini, rule: str, channel: Channel | None) -> str:
    """The line that has the last word on a rule for a channel, for a sentence; empty where there is none."""
    sections = _sections(ini, channel)
    line = _switch(sections, rule) or _as_a_whole(ini, sections, rule.partition(".")[0]) or _list(sections)[0]
    return line.place if line else ""


# ---------------------------------------------------------------- within


def _sections(ini: Ini, channel: Channel | None) -> tuple[Section, ...]:
    return (ini.everywhere, *ini.matching(path_of(channel)))


def _own(ini: Ini, channel: Channel | None) -> tuple[Section, ...]:
    """What is said for the channel by itself; for None what is said for all."""
    common = {section.name for section in ini.matching(path_of(None))}
    if channel is None:
        return _sections(ini, None)
    return tuple(section for section in ini.matching(path_of(channel)) if section.name not in common)


def _its_alone(ini: Ini, channel: Channel) -> tuple[Section, ...]:
    """The channel's own sections that no other channel's texts fall under."""
    others = {s.name for other in Channel if other is not channel for s in ini.matching(path_of(other))}
    # A section for some slugs only, `[email/spring-*.md]`, does not take `piece` and so is none of these.
    return tuple(section for section in _own(ini, channel) if section.name not in others)


def _switch(sections: Iterable[Section], key: str) -> Line | None:
    found: Line | None = None
    for section in sections:
        for line in section.lines:
            if line.key == key:
                found = None if line.value == UNSET else line
    return found


def _as_a_whole(ini: Ini, sections: Iterable[Section], guide: str) -> Line | None:
    """The line that switches a guide; in Vale it does nothing where no list names the guide."""
    return _switch(sections, guide) if guide in ini.listed else None


def _list(sections: Sequence[Section]) -> tuple[Line | None, tuple[str, ...]]:
    having = [section for section in sections if section.has(LISTED)]
    return (having[-1].all(LISTED)[0], having[-1].words(LISTED)) if having else (None, ())


def _level(ini: Ini, rule: str, guide: str) -> tuple[Severity | None, Line | None]:
    levels = ini.levels
    for key in (rule, guide):
        if key in levels:
            words = [line for s in ini.globs for line in s.lines if line.key == key and line.value.lower() == levels[key]]
            return levels[key], words[-1] if words else None
    return None, None


def _said(sections: Sequence[Section], rule: str) -> str:
    line = _switch(sections, rule)
    if line is None:
        return ""
    word = line.value.lower()
    return word if word in list(Severity) else "on" if is_on(line.value) else "off"
