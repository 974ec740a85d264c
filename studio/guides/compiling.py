"""From a rule file to a rule that can run, or to one that says why it cannot."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from studio.core.flag import Severity
from studio.guides.actions import NO_ACTION, Action, read_action
from studio.guides.alternation import WORD
from studio.guides.kinds import NOT_YET, kinds
from studio.guides.kinds._contract import CannotRun, Finder, Observer, Setting, styles_of
from studio.guides.reading import BrokenRule, Keys, read
from studio.guides.rule import Rule, State
from studio.guides.scopes import Selector, read_scope

_HEADER = frozenset(
    {"extends", "message", "level", "scope", "link", "description", "limit", "action", "name", "code", "tests", "matchcase"}
    | {"nonword", "ignorecase", "vocab", "exceptions"}  # public rules carry these where they have no effect
)


@dataclass(frozen=True)
class Compiled:
    """A rule with what runs it: a finder, or an observer for a rule that needs the whole document, or neither.

    `digest` changes with its file; `limit` is the most flags it may raise in one document, 0 for any number. A rule whose
    scope is not read keeps its finder, so that it can be said of words what it would have found.
    """

    rule: Rule
    finder: Finder | None = None
    observer: Observer | None = None
    action: Action = NO_ACTION
    selectors: tuple[Selector, ...] = ()
    digest: str = ""
    limit: int = 0


def compile_file(path: Path, name: str, accepted: Sequence[str], word: str = WORD) -> Compiled:
    """Read and compile one rule file. Never raises: a rule that cannot be used says so itself.

    Args:
        name: guide and rule, `Plain.Wordy`.
        accepted: accepted terms, exceptions of every rule that takes them.
        word: the template for words.
    """
    try:
        stat = path.stat()
    except OSError as error:
        return Compiled(_broken(Rule(name, Severity.WARNING, "", "", source=str(path)), BrokenRule(str(error))))
    found = _compiled(str(path), name, stat.st_mtime_ns, stat.st_size, tuple(accepted), word)
    kind = kinds().get(found.rule.kind)
    if kind is None or not kind.reads_files:
        return found
    # Dictionaries and word lists change without the rule's own file.
    return _compiled.__wrapped__(str(path), name, stat.st_mtime_ns, stat.st_size, tuple(accepted), word)


@lru_cache(maxsize=2048)
def _compiled(source: str, name: str, changed: int, size: int, accepted: tuple[str, ...], word: str) -> Compiled:
    # The workspace is opened once per piece, its rules change once a month: hence the cache by time and size.
    path = Path(source)
    bare = Rule(name, Severity.WARNING, "", "", source=source)
    digest = f"{name}:{changed}:{size}"
    try:
        keys = Keys(read(path))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except BrokenRule as error:
        return Compiled(_broken(bare, error), digest=digest)
    made = compile_keys(keys, bare, accepted, word)
    return replace(made, digest=f"{digest}{getattr(made.finder, 'stamp', '')}")


def compile_keys(keys: Keys, bare: Rule, accepted: Sequence[str] = (), word: str = WORD) -> Compiled:
    """Compile the keys of one rule; `bare` brings its name and source."""
    rule = bare
    try:
        rule = _header(keys, bare)
        action = read_action(keys.inner("action"), keys.switch("matchcase"))
        if action.name == "suggest" and rule.kind != "spelling" and not action.note:
            action = replace(action, note="only a rule of the kind spelling has spellings to suggest, so it proposes nothing")
        if action.note:
            rule = replace(rule, notes=(*rule.notes, _sentence(f"line {keys.line_of('action')}: {action.note}")))
        if rule.kind in NOT_YET:
            return Compiled(replace(rule, state=State.NOT_YET, reason=_sentence(f"Not run yet: {NOT_YET[rule.kind]}")))
        kind = kinds().get(rule.kind)
        if kind is None:
            return Compiled(_unknown_kind(rule, keys))
        rule = replace(rule, scope=kind.scope(rule.scope), notes=(*rule.notes, *_notes(keys, rule, kind.keys)))
        styles = styles_of(rule.name, rule.source)
        made = kind.build(keys, Setting(rule.message, action, tuple(accepted), word, styles))
        rule = replace(rule, notes=(*rule.notes, *map(_sentence, getattr(made, "notes", ()))))
    except CannotRun as error:
        return Compiled(replace(rule, state=State.NOT_YET, reason=_sentence(f"Not run yet: {error.what}"), line=error.line))
    except BrokenRule as error:
        return Compiled(_broken(rule, error))
    selectors, reasons = read_scope(rule.scope)
    if not selectors:
        rule = replace(rule, state=State.NOT_YET, reason=_sentence(f"Not run yet: {reasons[0]}"))
    else:
        rule = replace(rule, notes=(*rule.notes, *(_sentence(f"partly run: {reason}") for reason in reasons)))
    limit = max(0, keys.number("limit"))
    if isinstance(made, Observer):
        return Compiled(rule, None, made, action, selectors, limit=limit)
    return Compiled(rule, made, None, action, selectors, limit=limit)


def _header(keys: Keys, bare: Rule) -> Rule:
    rule = replace(bare, kind=keys.text("extends").strip(), line=0)
    if not rule.kind:
        raise BrokenRule("The rule has no `extends`, so nothing says what kind it is.", keys.line)
    message, level = keys.text("message"), keys.text("level", "warning").strip().lower()
    if level not in list(Severity):
        raise BrokenRule(f"The level `{level}` is none of suggestion, warning and error.", keys.line_of("level"))
    if not message and "." not in rule.kind:
        raise BrokenRule("The rule has no `message`, so a flag could say nothing.", keys.line)
    return replace(
        rule,
        severity=Severity(level),
        message=message,
        description=" ".join(keys.text("description").split()),
        link=keys.text("link").strip(),
        scope=tuple(item.text for item in keys.texts("scope")) or ("text",),
    )


def _unknown_kind(rule: Rule, keys: Keys) -> Rule:
    if "." in rule.kind:
        return replace(rule, state=State.NOT_YET, reason=f"Not run yet: rules that build on another one (`{rule.kind}`).")
    return _broken(rule, BrokenRule(f"`{rule.kind}` is no kind of rule.", keys.line_of("extends")))


def _notes(keys: Keys, rule: Rule, known: frozenset[str]) -> list[str]:
    notes = [
        f"Line {keys.line_of(key)}: `{key}` is no key of a rule of the kind {rule.kind}; it is passed over."
        for key in keys
        if key not in known and key not in _HEADER
    ]
    notes += [f"Line {keys.line_of(key)}: `{key}` stands there twice; the last one counts." for key in keys.doubled]
    return notes


def _broken(rule: Rule, error: BrokenRule) -> Rule:
    return replace(rule, state=State.BROKEN, reason=error.what, line=error.line)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
