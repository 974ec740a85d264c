"""From a workspace's `.vale.ini` to the guides in force for one piece."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from studio.core.flag import Severity
from studio.core.piece import Channel
from studio.guides.alternation import WORD
from studio.guides.built_in import NAME as BUILT_IN
from studio.guides.built_in import built_in
from studio.guides.compiling import Compiled, compile_file
from studio.guides.engine import Guides
from studio.guides.folders import guide_names, page_sentence, rule_files
from studio.guides.ini import Ini, Section, is_on, read_ini
from studio.guides.rule import Rule, State
from studio.guides.terms import Terms, read_terms

_EVERYWHERE = "for every channel"
_PASSED_OVER = ("BlockIgnores", "TokenIgnores", "IgnoredScopes", "SkippedScopes", "IgnoredClasses", "Transform", "View")


def load(ini: Path | None, bundled: Sequence[Path] = (), channel: Channel = Channel.BLOG, path: str = "") -> Guides:
    """Compile the style guides for one piece.

    Args:
        ini: the workspace's `.vale.ini`; None for the bundled guides alone, all of them.
        bundled: folders of guides searched after the workspace's own `StylesPath`.
        channel: of the piece; it is checked as `<channel>/piece.md` unless `path` says otherwise.
        path: what the sections of the ini are held against, `email/spring-offer.md`, with `/` between its parts.
    Returns:
        Guides that run whatever could be compiled. Broken rules, missing guides and settings that are passed over are
        in their `rules` and `problems`.
    Raises:
        BadConfig: when the ini itself cannot be read.
    """
    if ini is None:
        return _Loader(None, tuple(bundled), f"{channel}/piece.md").guides()
    settings = read_ini(ini)
    own = settings.core.value("StylesPath")
    folders = ((settings.folder / own,) if own else ()) + tuple(bundled)
    return _Loader(settings, folders, path or f"{channel}/piece.md").guides()


def _sort_of(section: str) -> str:
    """The end of a layer: a section `[email/*.md]` is the channel's own."""
    first = section.split("/")[0]
    return f"for {first}" if first in list(Channel) else f"for {section}"


@dataclass
class _Loader:
    """The state of one loading: what is in force, and what was found wrong on the way."""

    ini: Ini | None
    folders: tuple[Path, ...]
    path: str
    problems: list[str] = field(default_factory=list)

    def guides(self) -> Guides:
        terms = self._terms()
        word = self._word_template()
        compiled = [self._finished(rule, origin) for rule, origin in self._rules(terms, word)]
        self.problems.extend(self._unknown_switches({c.rule.name for c in compiled}))
        self.problems.extend(self._passed_over())
        for rule in (c.rule for c in compiled):
            if rule.state is State.BROKEN:
                self.problems.append(_said(rule, rule.reason, rule.line))
            self.problems.extend(_said(rule, note) for note in rule.notes)
        return Guides(compiled, terms, tuple(self.problems), word)

    # -------------------------------------------------- which rules

    def _styles(self) -> dict[str, str]:
        """The guides in force and where each comes from: the last matching section with a list wins."""
        if self.ini is None:
            return dict.fromkeys(guide_names(self.folders), _EVERYWHERE)
        styles = dict.fromkeys(self.ini.everywhere.words("BasedOnStyles"), _EVERYWHERE)
        for section in self.ini.matching(self.path):
            if section.has("BasedOnStyles"):
                common, own = styles, section.words("BasedOnStyles")
                # A guide that is also in force elsewhere is not the section's doing.
                everywhere = self.ini.everywhere.words("BasedOnStyles")
                styles = {name: common[name] if name in everywhere and name in common else _sort_of(section.name) for name in own}
        return styles

    def _switches(self) -> dict[str, tuple[bool, str, int]]:
        """Rule switches by name: on or off, whose doing, which line. Matching sections win over `[*]`."""
        if self.ini is None:
            return {}
        found: dict[str, tuple[bool, str, int]] = {}
        sections: tuple[Section, ...] = (self.ini.everywhere, *self.ini.matching(self.path))
        for section in sections:
            origin = _EVERYWHERE if section.name == "*" else _sort_of(section.name)
            for line in section.switches:
                found[line.key] = (is_on(line.value), origin, line.number)
        return found

    def _rules(self, terms: Terms, word: str) -> Iterator[tuple[Compiled, str]]:
        styles, switches = self._styles(), self._switches()
        known = set(guide_names(self.folders)) | {BUILT_IN}
        for missing in (name for name in styles if name not in known):
            number = self._line_of_style(missing)
            self.problems.append(f"{self._name}, line {number}: the guide {missing} is in none of the style folders.")
        extra = [name.partition(".")[0] for name, (on, _, _) in switches.items() if on]
        for guide in dict.fromkeys((*styles, *extra)):
            for name, make in self._of_guide(guide, terms, word):
                on, origin, number = switches.get(name, (guide in styles, styles.get(guide, ""), 0))
                if on:
                    yield make(), origin
                elif guide in styles:
                    yield _switched_off(make(), f"Switched off in {self._name}, line {number}."), styles[guide]

    def _of_guide(self, guide: str, terms: Terms, word: str) -> Iterator[tuple[str, Callable[[], Compiled]]]:
        """The rules of a guide by name, each compiled only when it is asked for."""
        if guide == BUILT_IN:
            for name, compiled in built_in(terms).items():
                yield name, partial(replace, compiled)
            return
        for name, path in rule_files(guide, self.folders):
            yield name, partial(_from_file, path, name, terms.accepted, word)

    # -------------------------------------------------- what becomes of them

    def _finished(self, compiled: Compiled, origin: str) -> Compiled:
        """The rule with its layer and the level the ini gives it, off where that is below the least level."""
        rule = compiled.rule
        level = self.ini.levels.get(rule.name, rule.severity) if self.ini else rule.severity
        rule = replace(rule, severity=level, layer=f"{self._source_of(rule)}, {origin}")
        if rule.runs and level.rank < self._least.rank:
            rule = replace(rule, state=State.OFF, reason=f"Its level {level} is below MinAlertLevel in {self._name}.")
        return replace(compiled, rule=rule)

    def _source_of(self, rule: Rule) -> str:
        if rule.name in ("Vale.Terms", "Vale.Avoid") and self.ini:
            return f"Term list {' and '.join(self.ini.core.words('Vocab'))}"
        return "Built in" if rule.guide == BUILT_IN else rule.guide

    @property
    def _name(self) -> str:
        return self.ini.name if self.ini else ".vale.ini"

    @property
    def _least(self) -> Severity:
        word = self.ini.core.value("MinAlertLevel", "suggestion").lower() if self.ini else "suggestion"
        return Severity(word) if word in list(Severity) else Severity.SUGGESTION

    # -------------------------------------------------- terms, template, complaints

    def _terms(self) -> Terms:
        terms = read_terms(self.ini.core.words("Vocab"), self.folders) if self.ini else Terms()
        self.problems.extend(terms.problems)
        return terms

    def _word_template(self) -> str:
        template = self.ini.core.value("WordTemplate") if self.ini else ""
        if template and template.count("%s") != 1:
            self.problems.append(f"{self._name}: WordTemplate needs one %s; the usual template is used.")
            return WORD
        return template or WORD

    def _line_of_style(self, name: str) -> int:
        sections = self.ini.sections if self.ini else ()
        return next((line.number for s in sections for line in s.lines if line.key == "BasedOnStyles" and name in line.words), 0)

    def _unknown_switches(self, names: set[str]) -> Iterator[str]:
        for name, (_, _, number) in self._switches().items():
            guide = name.partition(".")[0]
            exists = name in names or any(name == rule for rule, _ in rule_files(guide, self.folders))
            if not exists and guide != BUILT_IN:
                yield f"{self._name}, line {number}: {name} is no rule of any guide here, so the switch does nothing."

    def _passed_over(self) -> Iterator[str]:
        if self.ini is None:
            return
        for section in (self.ini.core, self.ini.everywhere, *self.ini.matching(self.path)):
            for line in section.lines:
                if line.key in _PASSED_OVER:
                    yield f"{self._name}, line {line.number}: {line.key} is not used yet."
        level = self.ini.core.value("MinAlertLevel", "suggestion")
        if level.lower() not in list(Severity):
            number = self.ini.core.number_of("MinAlertLevel")
            yield f"{self._name}, line {number}: MinAlertLevel is suggestion, warning or error, not {level}."
        for section in self.ini.sections:
            if section.has("StylesPath") or section.has("MinAlertLevel") or section.has("Vocab"):
                yield f"{self._name}, line {section.number}: StylesPath, Vocab and MinAlertLevel belong before the first section."


def _switched_off(compiled: Compiled, reason: str) -> Compiled:
    return replace(compiled, rule=replace(compiled.rule, state=State.OFF, reason=reason))


def _from_file(path: Path, name: str, accepted: Sequence[str], word: str) -> Compiled:
    """A rule of a file, described by its guide's page where it does not describe itself."""
    compiled = compile_file(path, name, accepted, word)
    rule = compiled.rule
    return compiled if rule.description else replace(compiled, rule=replace(rule, description=page_sentence(path, rule.name)))


def _said(rule: Rule, what: str, line: int = 0) -> str:
    """A sentence about a rule that names its file, and the line where there is one."""
    where = "/".join(Path(rule.source).parts[-2:]) if rule.source else rule.name
    return f"{where}{f', line {line}' if line else ''}: {what}"
