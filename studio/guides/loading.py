"""From a workspace's `.vale.ini` to the guides in force for one piece."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from studio.core.flag import Severity
from studio.core.piece import Channel
from studio.guides.alternation import WORD
from studio.guides.built_in import NAME as BUILT_IN
from studio.guides.built_in import built_in
from studio.guides.compiling import Compiled
from studio.guides.engine import Guides
from studio.guides.faults import faults
from studio.guides.folders import guide_names, rule_files
from studio.guides.inheriting import AUTHORED, compile_rule
from studio.guides.ini import UNSET, Ini, Line, Section, Settings, is_on, load_ini
from studio.guides.pattern import compiled, translated
from studio.guides.reading import BrokenRule, Place, Scalar
from studio.guides.rule import Rule, State
from studio.guides.terms import Terms, read_terms
from studio.guides.testing import problems_in_tests

_EVERYWHERE = "for every channel"


def load(
    ini: Path | None,
    bundled: Sequence[Path] = (),
    channel: Channel | None = None,
    path: str = "",
    environment: Mapping[str, str] | None = None,
) -> Guides:
    """Compile the style guides for one piece.

    Args:
        ini: the workspace's `.vale.ini`; None for the bundled guides alone: all of them, but that a guide which goes by
            the name of a channel is for pieces of that channel.
        bundled: folders of guides searched after the workspace's own `StylesPath`.
        channel: of the piece; it is checked as `<channel>/piece.md` unless `path` says otherwise. None for a text of no
            channel in particular: it counts as a blog post, and without an ini every guide applies to it.
        path: what the sections of the ini are held against, `email/spring-offer.md`, with `/` between its parts.
        environment: the variables of the process. With them the person's own configuration and `VALE_STYLES_PATH` count
            too; without, a folder means the same on every machine.
    Returns:
        Guides that run whatever could be compiled. Broken rules, missing guides and settings that are passed over are
        in their `rules` and `problems`.
    Raises:
        BadConfig: when the ini itself cannot be read.
    """
    if ini is None:
        return _Loader(None, tuple(bundled), f"{channel}/piece.md" if channel else "").guides()
    config = load_ini(ini, environment)
    named = (environment or {}).get("VALE_STYLES_PATH", "")
    folders = ((Path(named).expanduser(),) if named else ()) + config.style_paths + tuple(bundled)
    return _Loader(config, folders, path or f"{channel or Channel.BLOG}/piece.md").guides()


def read_settings(config: Ini, path: str) -> tuple[Settings, tuple[str, ...]]:
    """What the rules do not get to see of the text at `path`, and what of it cannot be read, as sentences."""
    problems: list[str] = []
    sections = (config.everywhere, *config.matching(path))
    ignores = {key: tuple(_patterns(sections, key, problems)) for key in ("BlockIgnores", "TokenIgnores")}
    delimiters: tuple[str, str] | None = None
    for section in sections:
        pair = section.words("CommentDelimiters")
        if len(pair) == 2:
            delimiters = (pair[0], pair[1])
        elif section.has("CommentDelimiters"):
            place = section.all("CommentDelimiters")[-1].place
            problems.append(f"{place}: CommentDelimiters are two, what opens and what closes, not {len(pair)}.")
    core, usual = config.core, Settings()
    made = Settings(
        block_ignores=ignores["BlockIgnores"],
        token_ignores=ignores["TokenIgnores"],
        comment_delimiters=delimiters,
        ignored_scopes=core.words("IgnoredScopes") if core.has("IgnoredScopes") else usual.ignored_scopes,
        skipped_scopes=core.words("SkippedScopes") if core.has("SkippedScopes") else usual.skipped_scopes,
        ignored_classes=(*usual.ignored_classes, *core.words("IgnoredClasses")),
    )
    return made, tuple(problems)


def _patterns(sections: Sequence[Section], key: str, problems: list[str]) -> Iterator[str]:
    seen = set[str]()
    for pattern, line in (found for section in sections for found in section.patterns(key)):
        if pattern in seen:
            continue
        seen.add(pattern)
        try:
            compiled(translated(pattern))
        except BrokenRule as error:
            problems.append(f"{line.place}: `{pattern}` is left out of {key}. {error.what}")
        else:
            yield pattern


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
        settings = self._settings()
        made, of_tests = list[Compiled](), dict[str, tuple[str, ...]]()
        for found, origin in self._rules(terms, word):
            made.append(self._finished(found, origin))
            # Asked right behind the compiling, while the file is still held as read.
            source = found.rule.source
            of_tests[found.rule.name] = problems_in_tests(Path(source)) if source else ()
        if self.ini:
            self.problems.extend(faults(self.ini, self.path, self.folders))
        for rule in (c.rule for c in made):
            if rule.state is State.BROKEN:
                self.problems.append(_said(rule, rule.reason, rule.line))
            self.problems.extend(_said(rule, note) for note in rule.notes)
            self.problems.extend(_said(rule, problem) for problem in of_tests[rule.name])
        return Guides(made, terms, tuple(self.problems), word, settings, partial(self._asleep, terms, word))

    def _asleep(self, terms: Terms, word: str, guide: str) -> list[Compiled]:
        """The rules of a guide that is not in force: what a comment in a text may switch on."""
        if guide not in self._known:
            return []
        rules = [make() for _, make in self._of_guide(guide, terms, word)]
        return [self._finished(rule, "by a comment in the text") for rule in rules]

    def _settings(self) -> Settings:
        settings, problems = read_settings(self.ini, self.path) if self.ini else (Settings(), ())
        self.problems.extend(problems)
        return settings

    # -------------------------------------------------- which rules

    @cached_property
    def _known(self) -> frozenset[str]:
        """The guides that there are; whatever else a configuration or a text names is not looked for."""
        return frozenset((*guide_names(self.folders), BUILT_IN))

    def _styles(self) -> dict[str, str]:
        """The guides in force and where each comes from: the last matching section with a list wins."""
        if self.ini is None:
            bound = {name: name.lower() in list(Channel) for name in guide_names(self.folders)}
            here = self.path.partition("/")[0] or None
            return {
                name: _sort_of(name.lower()) if is_bound else _EVERYWHERE
                for name, is_bound in bound.items()
                if not is_bound or here in (None, name.lower())
            }
        styles = dict.fromkeys(self.ini.everywhere.words("BasedOnStyles"), _EVERYWHERE)
        for section in self.ini.matching(self.path):
            if section.has("BasedOnStyles"):
                common, own = styles, section.words("BasedOnStyles")
                # A guide that is also in force elsewhere is not the section's doing.
                everywhere = self.ini.everywhere.words("BasedOnStyles")
                styles = {name: common[name] if name in everywhere and name in common else _sort_of(section.name) for name in own}
        return styles

    def _switches(self) -> dict[str, tuple[bool, str, Line]]:
        """Switches by rule or guide: on or off, whose doing, which line. Matching sections win over `[*]`."""
        if self.ini is None:
            return {}
        found: dict[str, tuple[bool, str, Line]] = {}
        for section in (self.ini.everywhere, *self.ini.matching(self.path)):
            origin = _EVERYWHERE if section.name == "*" else _sort_of(section.name)
            for line in section.switches:
                if "." not in line.key and line.key not in self.ini.listed:
                    continue  # Vale reads no guide for such a line, so it has nothing to switch
                if line.value == UNSET:
                    found.pop(line.key, None)
                else:
                    found[line.key] = (is_on(line.value), origin, line)
        return found

    def _rules(self, terms: Terms, word: str) -> Iterator[tuple[Compiled, str]]:
        styles, switches = self._styles(), self._switches()
        for missing in (name for name in styles if name not in self._known):
            self.problems.append(f"{self._place_of_style(missing)}: the guide {missing} is in none of the style folders.")
        extra = [name.partition(".")[0] for name, (on, _, _) in switches.items() if on]
        for guide in (guide for guide in dict.fromkeys((*styles, *extra)) if guide in self._known):
            for name, make in self._of_guide(guide, terms, word):
                # A switch of the rule counts more than one of its guide, and both more than the list of guides.
                switch = switches.get(name) or switches.get(guide)
                on, origin = switch[:2] if switch else (guide in styles, styles.get(guide, ""))
                if on:
                    yield make(), origin
                elif guide in styles and switch:
                    yield _switched_off(make(), f"Switched off in {switch[2].place}."), styles[guide]

    def _of_guide(self, guide: str, terms: Terms, word: str) -> Iterator[tuple[str, Callable[[], Compiled]]]:
        """The rules of a guide by name, each compiled only when it is asked for."""
        if guide == BUILT_IN:
            for name, made in built_in(terms, self.folders).items():
                yield name, partial(replace, made)
            return
        for name, path in rule_files(guide, self.folders):
            yield name, partial(compile_rule, path, name, self.folders, terms.accepted, word, self._parameters(name))

    def _parameters(self, rule: str) -> dict[str, Scalar]:
        """What `Style.Rule[key] = value` lines set of a rule; lines that may not are in `problems`."""
        lines = self.ini.parameters.get(rule, {}) if self.ini else {}
        return {
            key: Scalar(line.value, Place(line.number, line.file))
            for key, line in lines.items()
            if key not in AUTHORED and key != "level"
        }

    # -------------------------------------------------- what becomes of them

    def _finished(self, compiled: Compiled, origin: str) -> Compiled:
        """The rule with its layer and the level the ini gives it, off where that is below the least level."""
        rule = compiled.rule
        levels = self.ini.levels if self.ini else {}
        level = levels.get(rule.name) or levels.get(rule.guide) or rule.severity
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

    def _place_of_style(self, name: str) -> str:
        lines = (line for section in (self.ini.globs if self.ini else ()) for line in section.all("BasedOnStyles"))
        return next((line.place for line in lines if name in line.words), self._name)


def _switched_off(compiled: Compiled, reason: str) -> Compiled:
    return replace(compiled, rule=replace(compiled.rule, state=State.OFF, reason=reason))


def _said(rule: Rule, what: str, line: int = 0) -> str:
    """A sentence about a rule that names its file, and the line where there is one."""
    where = "/".join(Path(rule.source).parts[-2:]) if rule.source else rule.name
    return f"{where}{f', line {line}' if line else ''}: {what}"
