"""What is wrong with a configuration, one sentence per line of it: settings in the wrong place, switches of nothing."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from studio.core.flag import Severity
from studio.guides.built_in import NAME as BUILT_IN
from studio.guides.folders import rule_files
from studio.guides.inheriting import AUTHORED
from studio.guides.ini import CORE_KEYS, SECTION_KEYS, UNSET, Ini, Line, Section, is_on

_NOT_RUN = {
    "Transform": "it turns XML into a page by a stylesheet, and XML is not checked here",
    "View": "it picks values out of data files, and those are not checked here",
    "NLPEndpoint": "rules send no text to a language service; sentences are found by this program itself",
}


def faults(config: Ini, path: str, folders: Sequence[Path]) -> Iterator[str]:
    """Sentences with file and line.

    Args:
        path: only what its sections switch is looked at; the rest of the configuration is another text's business.
        folders: style folders in which the rules it names are looked for.
    """
    named: dict[str, set[str]] = {}

    def exists(rule: str) -> bool:
        guide = rule.partition(".")[0]
        if guide not in named:
            named[guide] = {name for name, _ in rule_files(guide, folders)}
        return guide == BUILT_IN or (rule in named[guide] if "." in rule else bool(named[guide]))

    for section in (config.everywhere, *config.matching(path)):
        switches = set(section.switches)
        for line in section.lines:
            if line.parameter:
                yield from _parameter_problem(line, *line.parameter, exists(line.parameter[0]))
            elif line in switches:
                yield from _switch_problem(line, exists(line.key), "." in line.key or line.key in config.listed)
    yield from _misplaced(config)
    yield from _not_run((config.core, *config.globs))


def _parameter_problem(line: Line, rule: str, key: str, exists: bool) -> Iterator[str]:
    if not exists:
        yield f"{line.place}: {rule} is no rule of any guide here, so `{key}` does nothing."
    elif rule.startswith(f"{BUILT_IN}."):
        yield f"{line.place}: {rule} is built in, and `{key}` of it is not changed here."
    elif key == "level":
        yield f"{line.place}: a level is set with `{rule} = {line.value}`."
    elif key in AUTHORED:
        yield f"{line.place}: `{key}` is not set here; write a rule that extends {rule}."


def _switch_problem(line: Line, exists: bool, counts: bool) -> Iterator[str]:
    if not exists and "." in line.key:
        yield f"{line.place}: {line.key} is no rule of any guide here, so the switch does nothing."
    elif not exists:
        yield f"{line.place}: `{line.key}` is no setting and no guide, so it does nothing."
    elif not counts and is_on(line.value):
        yield f"{line.place}: {line.key} is not switched on by this line, for no list names it; add it to BasedOnStyles."
    elif not is_on(line.value) and line.value.upper() not in ("NO", "OFF", "FALSE", UNSET):
        yield f"{line.place}: {line.key} is switched off, for `{line.value}` is none of YES, NO and the three levels."


def _misplaced(config: Ini) -> Iterator[str]:
    """Settings on the wrong side of the first section, and values that are none."""
    for line in config.core.lines:
        if line.key in SECTION_KEYS or "." in line.key:
            yield f"{line.place}: {line.key} belongs in a section; write it below `[*]`."
        elif line.key not in CORE_KEYS:
            yield f"{line.place}: `{line.key}` is no setting that is known here, so it does nothing."
    for section in config.sections:
        if section.is_conditional:
            place = f"{section.file}, line {section.number}"
            yield f"{place}: `[{section.name}]` has a condition, which is not read; the section is passed over."
        for line in section.lines:
            if line.key in CORE_KEYS:
                yield f"{line.place}: {line.key} belongs before the first section, so here it does nothing."
    for line in config.core.all("MinAlertLevel")[-1:]:
        if line.value.lower() not in list(Severity):
            yield f"{line.place}: MinAlertLevel is suggestion, warning or error, not {line.value}."
    for line in config.core.all("StylesPath"):
        if not (line.folder / Path(line.value).expanduser()).is_dir():
            yield f"{line.place}: the folder {line.value}, which StylesPath names, is not there."


def _not_run(sections: Iterable[Section]) -> Iterator[str]:
    for line in (line for section in sections for line in section.lines):
        if line.key in _NOT_RUN:
            yield f"{line.place}: {line.key} is not run: {_NOT_RUN[line.key]}."
        elif line.key == "Lang" and not line.value.lower().startswith("en"):
            yield f"{line.place}: Lang is not used; sentences are found as in English, not as in `{line.value}`."
