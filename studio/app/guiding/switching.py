"""Switching rules and guides on and off, for every channel or one, as lines of `.vale.ini`; comments stay where they are.

Each function gives the new text of the file. Whether it has the effect that was wanted is looked at once it is written, for
another section may have the last word.
"""

from collections.abc import Mapping

from studio.app.guiding.files import House
from studio.app.guiding.rehearsal import settings_of
from studio.app.guiding.standing import guide_state, levels_elsewhere, listed, lists, rule_state, section_of, target
from studio.core.errors import BadInput
from studio.core.flag import Severity
from studio.core.piece import Channel
from studio.guides.ini import Ini, is_on
from studio.guides.switching import with_styles, with_switch

STATES = ("on", "off", *Severity, "inherit")
EVERYWHERE = (None, *Channel)


def value_of(state: str) -> str | None:
    """What a state is in the file; None takes the line out.

    Raises:
        BadInput: no such state.
    """
    if state not in STATES:
        raise BadInput(f"“{state}” is nothing a rule can be.", f"Choose: {', '.join(STATES)}.")
    return {"on": "YES", "off": "NO", "inherit": None}.get(state, state)


def with_state(house: House, rule: str, state: str, channel: Channel | None) -> str:
    """`rule` switched for a channel. A level is one for all texts, so every line that names one is changed along."""
    value, settings = value_of(state), settings_of(house, house.text)
    section = target(settings, channel, rule).name
    text = with_switch(house.text, section, rule, value)
    if value in list(Severity):
        for line in levels_elsewhere(settings, rule, section):
            text = with_switch(text, section_of(settings, line), rule, value)
    return text


def with_guide(house: House, guide: str, on: bool, channel: Channel | None) -> str:
    """A guide put among those in force for a channel, or taken out; with it go switches of its rules that say otherwise."""
    settings = settings_of(house, house.text)
    if channel is None:
        sections = lists(settings)
        names = {section: _words(settings, section) for section in sections}
    else:
        # The list of a section takes the place of the common one, so it has to name all.
        section = target(settings, channel, "BasedOnStyles").name
        names = {section: listed(settings, channel)}
    text = house.text
    for section, there in names.items():
        wanted = [name for name in there if name != guide] + ([guide] if on else [])
        kept = [name for name in there if name in wanted]
        text = with_styles(text, section, tuple(dict.fromkeys((*kept, *wanted))))
        if any(line.key == guide for s in settings.globs if s.name == section for line in s.lines):
            text = with_switch(text, section, guide, None)
        text = _without(text, settings, section, guide, not on)
    return _insist(house, text, guide, on, channel)


def _without(text: str, settings: Ini, section: str, guide: str, said: bool) -> str:
    """The section without switches of the guide's rules that say `said`."""
    for each in (s for s in settings.globs if s.name == section):
        for line in each.switches:
            if line.key.startswith(f"{guide}.") and is_on(line.value) is said:
                text = with_switch(text, section, line.key, None)
    return text


def _insist(house: House, text: str, guide: str, on: bool, channel: Channel | None) -> str:
    """Switch off by name what another section still switches on; a guide that is on may well have rules that are off."""
    settings = settings_of(house, text)
    if guide_state(settings, guide, channel).is_on != on:
        text = with_switch(text, target(settings, channel, guide).name, guide, "YES" if on else "NO")
        settings = settings_of(house, text)
    for rule in () if on else house.rules(guide):
        if rule_state(settings, rule, Severity.WARNING, channel).is_on:
            text = with_switch(text, target(settings, channel, rule).name, rule, "NO")
    return text


# ---------------------------------------------------------------- one rule in another's place


def wanted(settings: Ini, rule: str) -> dict[Channel | None, bool]:
    """Where a rule is switched on."""
    return {channel: rule_state(settings, rule, Severity.WARNING, channel).is_on for channel in EVERYWHERE}


def equalised(house: House, text: str, rule: str, on: Mapping[Channel | None, bool]) -> str:
    """`rule` switched on exactly where `on` says."""
    for channel in EVERYWHERE:
        settings = settings_of(house, text)
        if rule_state(settings, rule, Severity.WARNING, channel).is_on != on[channel]:
            text = with_switch(text, target(settings, channel, rule).name, rule, "YES" if on[channel] else "NO")
    return text


def handed_over(house: House, text: str, old: str, new: str) -> str:
    """`new` switched as `old` was, line by line and in effect; the lines of `old` are gone."""
    settings = settings_of(house, text)
    on = wanted(settings, old)
    text = without_rule(settings, text, new)
    for section in settings.globs:
        for line in section.lines:
            if line.key == old:
                text = with_switch(text, section.name, new, line.value)
    return equalised(house, without_rule(settings, text, old), new, on)


def with_own_level(house: House, text: str, rule: str) -> str:
    """`rule` speaking with the level of its file: lines that give it another one only switch it on from now on."""
    for section in settings_of(house, text).globs:
        for line in section.lines:
            if line.key == rule and line.value in list(Severity):
                text = with_switch(text, section.name, rule, "YES")
    return text


def without_rule(settings: Ini, text: str, rule: str) -> str:
    """Without any line that switches `rule`."""
    for section in settings.globs:
        if section.has(rule):
            text = with_switch(text, section.name, rule, None)
    return text


def without_guide(settings: Ini, text: str, guide: str) -> str:
    """Without `guide` in any list, and without any line that switches it."""
    for section in settings.globs:
        if guide in section.words("BasedOnStyles"):
            text = with_styles(text, section.name, [name for name in section.words("BasedOnStyles") if name != guide])
    return without_rule(settings, text, guide)


def with_own_guide(house: House, text: str, guide: str, rule: str) -> str:
    """The house's own guide in force, so that `rule` in it is: a new one on every channel; one that exists stays as it is,
    and where it is in force nowhere the rule is switched on by name."""
    settings = settings_of(house, text)
    if not house.rules(guide):
        for section in lists(settings):
            text = with_styles(text, section, tuple(dict.fromkeys((*_words(settings, section), guide))))
    elif not any(wanted(settings, rule).values()):
        text = with_switch(text, "*", rule, "YES")
    return text


def _words(settings: Ini, section: str) -> tuple[str, ...]:
    return next((each.words("BasedOnStyles") for each in settings.globs if each.name == section), ())
