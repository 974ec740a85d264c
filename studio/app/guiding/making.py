"""Rules of one's own: written by the form, changed from a packaged one, taken away. What would be written, before it is.

A packaged or bundled rule is never edited. To change one is to write a rule that builds on it (`extends: Plain.Wordy`) into
the house's own guide, switched as its parent was, and to switch the parent off.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.compat import StringIO
from ruamel.yaml.error import CommentMark, YAMLError
from ruamel.yaml.scalarstring import SingleQuotedScalarString
from ruamel.yaml.tokens import CommentToken

from studio.app.guiding.files import House, read_text
from studio.app.guiding.rehearsal import settings_of
from studio.app.guiding.rows import Origin
from studio.app.guiding.switching import handed_over, with_own_guide, with_own_level, without_guide, without_rule
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.flag import Severity
from studio.guides.inheriting import compile_rule, compile_tree, keys_of
from studio.guides.kinds import kinds
from studio.guides.reading import BrokenRule, Keys, Listing, Scalar, parse, read
from studio.guides.reading import Mapping as Tree
from studio.guides.rule import Rule, State
from studio.guides.switching import with_switch
from studio.guides.writing import WordRule, inheriting, yaml_of

Changes = Mapping[str, object]
"""Keys of an inheriting rule: `level`, `exceptions+`, `swap-`, ... with a text, a list or a map."""

_NAME = re.compile(r"[^\W\d_][\w-]*(\.[^\W\d_][\w-]*)*")


@dataclass(frozen=True)
class Plan:
    """What a change does to the files.

    Attributes:
        files: texts by path, None for a file that goes.
        ini: the text of `.vale.ini`; None where it stays.
        rule: the rule that is written or goes.
        parent: the rule it takes the place of, or whose place it took; empty for most.
    """

    files: Mapping[Path, str | None]
    ini: str | None = None
    rule: str = ""
    parent: str = ""


def rule_of(house: House, name: str) -> Path:
    """The file of a rule.

    Raises:
        NotFound: no such rule, or one without a file.
    """
    path = house.path(name)
    if path is None:
        raise NotFound(f"There is no rule {name}.", "`bluepencil rules` lists them.")
    return path


def compiled(house: House, name: str) -> Rule:
    """A rule as it is by itself, whatever the house does with it.

    Raises:
        NotFound: no such rule.
    """
    return compile_rule(rule_of(house, name), name, house.folders).rule


# ---------------------------------------------------------------- the form


def form_plan(house: House, form: WordRule, guide: str = "", editing: str = "", *, sure: bool = True) -> Plan:
    """A rule of the form, written into the house's own guide.

    Args:
        guide: another one of the house's guides than the usual.
        editing: the rule that the form was opened on; only that one is written anew.
        sure: whether it is to be saved; a rehearsal may overwrite whatever it likes.
    Raises:
        Refused: a rule of that name is there, or the guide is not the house's own.
        BadInput: a name that is none, or a rule that would not run.
    """
    name = full_name(house, form, guide, editing)
    guide = name.partition(".")[0]
    _must_be_own(house, guide)
    if sure and editing and editing != name:
        raise Refused(f"{editing} keeps its name, because the history speaks of it.", "Save the other one as a new rule.")
    there = house.path(name)
    if sure and there and editing != name:
        raise Refused(f"There is a rule {name} already.", "Choose another name, or open that rule and edit it.")
    had = _exceptions_in(read_text(there)) if there and editing else None
    text = yaml_of(replace(form, name=name), had[1] if had else ())
    must_run(house, name, text)
    path = there or house.styles / guide / f"{name.partition('.')[2].replace('.', '/')}.yml"
    ini = house.text if there else with_own_guide(house, house.text, guide, name)
    return Plan({path: text}, _changed(house, ini), name)


def full_name(house: House, form: WordRule, guide: str = "", editing: str = "") -> str:
    """Guide and rule; a name without a guide belongs into the house's own.

    Raises:
        BadInput: there is no name, or none a file can have.
    """
    given, _, rest = form.name.strip().partition(".")
    guide = guide or (given if rest else "") or editing.partition(".")[0] or house.own_guide
    name = form.name.strip().removeprefix(f"{guide}.")
    if not name:
        raise BadInput("The rule has no name yet.", "Give it one, such as LooseLeaf.")
    if not _NAME.fullmatch(name) or len(name) > 80:
        raise BadInput(f"“{name}” cannot name a rule.", "Use letters and digits, a letter first, such as LooseLeaf.")
    return f"{guide}.{name}"


def _must_be_own(house: House, guide: str) -> None:
    if not re.fullmatch(r"[^\W\d_][\w-]*", guide):
        raise BadInput(f"“{guide}” cannot name a style guide.", "Use letters and digits, a letter first.")
    if guide in house.guides and house.origin(guide) is not Origin.WORKSPACE:
        came = {Origin.BUNDLED: "travels with the program", Origin.PACKAGE: "came in as a package"}
        why = came.get(house.origin(guide), "is built in")
        raise Refused(f"{guide} {why}, and is never written to.", f"Save the rule into {house.own_guide}.")


def must_run(house: House, name: str, text: str) -> None:
    """Raises: BadInput, where a rule with this text would not run."""
    try:
        rule = compile_tree(parse(text), name, house.folders).rule
    except BrokenRule as error:
        raise BadInput(f"The rule would not run. {error.what}", "Change what it says, or leave it out.") from None
    if rule.state is not State.RUNS:
        raise BadInput(f"The rule would not run. {rule.reason}", "Change what it says, or leave it out.")


# ---------------------------------------------------------------- changing a rule that is not one's own


def inherit_plan(house: House, rule: str, changes: Changes) -> Plan:
    """A rule that builds on `rule` and takes its place. Where the house has such a one already, it takes the changes in.

    Raises:
        NotFound: no such rule.
        Refused: the rule is the house's own, and may simply be edited.
        BadInput: changes that leave a rule which would not run.
    """
    rule_of(house, rule)
    if house.is_own(rule):
        raise Refused(f"{rule} is the house's own.", "Edit it instead.")
    child = _child(house, rule)
    name = child or _free_name(house, rule)
    guide, _, rest = name.partition(".")
    path = house.path(name) or house.styles / guide / f"{rest.replace('.', '/')}.yml"
    try:
        held = frozenset(keys_of(rule, house.folders))
    except BrokenRule as error:
        raise BadInput(f"{rule} cannot be built on. {error.what}", "Switch it off instead.") from None
    had = _keys(path) if child else {}
    now = _together(had, changes)
    text = inheriting(rule, now, held)
    if child:  # what a person may have written into it since stays
        text = _laid_over(read_text(path), {key: value for key, value in now.items() if value != had.get(key)}, held)
    must_run(house, name, text)
    ini = house.text
    if not child:
        ini = ini if house.rules(guide) else with_own_guide(house, ini, guide, name)
        ini = with_switch(handed_over(house, ini, rule, name), "*", rule, "NO")
    if "level" in changes:
        ini = with_own_level(house, ini, name)
    return Plan({path: text}, None if child and ini == house.text else _changed(house, ini), name, rule)


def exception_plan(house: House, rule: str, pattern: str) -> Plan:
    """`rule` with one exception more.

    Raises:
        NotFound: no such rule.
        Refused: a rule of a kind that has no exceptions, or one without a file.
        BadInput: it has that exception already.
    """
    if house.path(rule) is None:
        raise Refused(f"{rule} is no rule with a file of its own, so it takes no exceptions.", "Choose one of the other ways.")
    kind = compiled(house, rule).kind
    if kind not in kinds() or "exceptions" not in kinds()[kind].keys:
        raise Refused(f"{rule} counts or measures, and such rules have no exceptions.", "Choose one of the other ways.")
    if not house.is_own(rule):
        return inherit_plan(house, rule, {"exceptions+": [pattern]})
    path = rule_of(house, rule)
    text = with_exception(read_text(path), pattern)
    must_run(house, rule, text)
    return Plan({path: text}, None, rule)


def _child(house: House, rule: str) -> str:
    """The house's own rule that builds on `rule`; empty where there is none."""
    for guide in house.guides:
        if house.origin(guide) is Origin.WORKSPACE:
            for name, path in house.rules(guide).items():
                if _keys(path).get("extends") == rule:
                    return name
    return ""


def _free_name(house: House, rule: str) -> str:
    guide, *_, last = rule.split(".")
    own = house.own_guide
    there = house.rules(own)
    names = [f"{own}.{last}", f"{own}.{guide}{last}", *(f"{own}.{guide}{last}{number}" for number in range(2, 100))]
    return next(name for name in names if name not in there)


def _keys(path: Path) -> dict[str, object]:
    """What stands in a rule file: texts, lists and maps of texts; nothing where it cannot be read."""
    try:
        keys = Keys(read(path))
        return {key: _value(keys, key) for key in keys}
    except BrokenRule:
        return {}


def _value(keys: Keys, key: str) -> object:
    for take in (keys.text, lambda key: [item.text for item in keys.texts(key)]):
        try:
            return take(key)
        except BrokenRule:
            continue
    try:
        return {name.text: value.text for name, value in keys.pairs(key)}
    except BrokenRule:  # tests and the like, which are no business of changes
        return ""


def _together(had: Mapping[str, object], changes: Changes) -> dict[str, object]:
    """Earlier changes and new ones: lists and maps grow, single values give way.

    What adds to a key, or takes from it, does so to the rule's own list where the rule has one in place of its parent's.
    """
    made = {key: value for key, value in had.items() if key not in ("extends", "tests")}
    for key, value in changes.items():
        own = key.rstrip("+-")
        if key.endswith("-") and own in made:
            made[own] = _less(made[own], value)
            continue
        name = own if own in made else key
        before = made.get(name)
        if isinstance(before, str) and isinstance(value, list | tuple) and before:
            before = [before]
        if isinstance(before, list) and isinstance(value, list | tuple):
            made[name] = list(dict.fromkeys((*before, *value)))
        elif isinstance(before, dict) and isinstance(value, Mapping):
            made[name] = {**before, **value}
        else:
            made[name] = value
    return made


def _less(before: object, value: object) -> object:
    gone = list(value) if isinstance(value, list | tuple | Mapping) else [value]
    if isinstance(before, dict):
        return {key: kept for key, kept in before.items() if key not in gone}
    return [item for item in (before if isinstance(before, list) else [before]) if item not in gone]


# ---------------------------------------------------------------- taking one away


def delete_plan(house: House, rule: str) -> Plan:
    """One of the house's own rules gone, its switches with it; where it took another's place, that one is back as it was.

    Raises:
        NotFound: no such rule.
        Refused: the rule is not the house's own.
    """
    path = rule_of(house, rule)
    if not house.is_own(rule):
        raise Refused(f"{rule} is not the house's own.", "Switch it off instead.")
    parent = str(_keys(path).get("extends", ""))
    text, comes_back = house.text, "." in parent and house.path(parent) is not None
    if comes_back:
        text = handed_over(house, text, rule, parent)
    text = without_rule(settings_of(house, text), text, rule)
    guide = rule.partition(".")[0]
    if list(house.rules(guide)) == [rule]:  # a guide without rules is none, and a list that names it would be at fault
        text = without_guide(settings_of(house, text), text, guide)
    return Plan({path: None}, _changed(house, text), rule, parent if comes_back else "")


def _changed(house: House, text: str) -> str | None:
    return None if text == house.text and house.ini.exists() else text


# ---------------------------------------------------------------- one exception more, in a file that somebody wrote


def with_exception(text: str, pattern: str) -> str:
    """The text of a rule with one exception more; every other line stays as it is where that can be done.

    Raises:
        BadInput: the rule has that exception already, or cannot be read.
    """
    try:
        tree = parse(text.removeprefix("\ufeff"))
        key, own = _exceptions(tree)
    except BrokenRule as error:
        raise BadInput(f"The rule cannot be read. {error.what}") from None
    if pattern in own:
        raise BadInput(f"The rule has the exception “{pattern}” already.")
    made = _inserted(text, tree, key, pattern)
    return made if made and _exceptions_in(made) == (key, (*own, pattern)) else _rewritten(text, key, (*own, pattern))


def _exceptions(tree: Tree) -> tuple[str, tuple[str, ...]]:
    """The key that exceptions stand under, or would, and those that do."""
    keys = Keys(tree)
    builds = "." in keys.text("extends")
    key = "exceptions+" if builds and "exceptions" not in keys else "exceptions"
    return key, tuple(item.text for item in keys.texts(key))


def _exceptions_in(text: str) -> tuple[str, tuple[str, ...]] | None:
    try:
        return _exceptions(parse(text.removeprefix("\ufeff")))
    except BrokenRule:
        return None


def _inserted(text: str, tree: Tree, key: str, pattern: str) -> str:
    """The text with one line more; empty where the exceptions are written in a way that takes none."""
    lines = text.splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    item = "'" + pattern.replace("'", "''") + "'"
    node = next((value for name, value in tree.pairs if name.text == key), None)
    if node is None:
        at = next((name.line - 1 for name, _ in tree.pairs if name.text == "tests"), len(lines))
        if at and not lines[at - 1].endswith(("\n", "\r")):
            lines[at - 1] += end
        return "".join([*lines[:at], f"{key}:{end}", f"  - {item}{end}", *lines[at:]])
    if not isinstance(node, Listing) or not node.items or not isinstance(node.items[-1], Scalar):
        return ""
    at = int(node.items[-1].line)
    dash = re.match(r"(\s*-\s+)\S", lines[at - 1])
    if dash is None:
        return ""
    if not lines[at - 1].endswith(("\n", "\r")):
        lines[at - 1] += end
    return "".join([*lines[:at], f"{dash[1]}{item}{end}", *lines[at:]])


def _rewritten(text: str, key: str, exceptions: Sequence[str]) -> str:
    """The text written anew, comments kept, blanks perhaps not."""
    return _dumped(text, lambda data: data.__setitem__(key, list(exceptions)))


def _laid_over(text: str, changes: Changes, held: Collection[str]) -> str:
    """The text of an inheriting rule with some keys as they are to be, and everything else as it was, comments too.

    Args:
        held: keys the parent has; what would add to one that it has not becomes that key, as in `inheriting`.
    """

    def lay(data: dict[str, Any]) -> None:
        for key, value in changes.items():
            name = key.removesuffix("+") if key.removesuffix("+") not in held else key
            before = data.get(name)
            if name[-1] in "+-" and value in ([], {}, ()):
                data.pop(name, None)
            elif isinstance(before, CommentedSeq) and isinstance(value, list):
                below = _cut_below(before, len(before) - 1)
                for at in reversed([at for at, item in enumerate(before) if str(item) not in value]):
                    del before[at]
                before.extend(_quoted(item) for item in value if item not in [str(there) for there in before])
                _put_below(before, len(before) - 1, below)
            elif isinstance(before, CommentedMap) and isinstance(value, Mapping):
                below = _cut_below(before, next(reversed(before), None))
                for gone in [each for each in before if str(each) not in value]:
                    del before[gone]
                before.update({_quoted(each): _quoted(good) for each, good in value.items() if str(before.get(each)) != good})
                _put_below(before, next(reversed(before), None), below)
            else:
                data[name] = _quoted(value)

    return text if not changes else _dumped(text, lay)


def _cut_below(node: CommentedSeq | CommentedMap, last: object) -> str:
    """The remarks below the last entry, which the reader takes for that entry's; a remark beside it stays with it."""
    at = 0 if isinstance(node, CommentedSeq) else 2
    tokens = node.ca.items.get(last)
    if not tokens or not tokens[at]:
        return ""
    beside, _, below = tokens[at].value.partition("\n")
    tokens[at].value = f"{beside}\n"
    if not beside:
        del node.ca.items[last]
    return str(below)


def _put_below(node: CommentedSeq | CommentedMap, last: object, below: str) -> None:
    if below:
        at = 0 if isinstance(node, CommentedSeq) else 2
        tokens = node.ca.items.setdefault(last, [None] * 4 if at else [None, None])
        if tokens[at]:
            tokens[at].value += below
        else:
            tokens[at] = CommentToken(f"\n{below}", CommentMark(0), None)


def _quoted(value: object) -> object:
    """A value whose texts no reader takes for anything else."""
    if isinstance(value, str):
        return value if value in list(Severity) else SingleQuotedScalarString(value)
    if isinstance(value, Mapping):
        return {_quoted(key): _quoted(inner) for key, inner in value.items()}
    return [_quoted(item) for item in value] if isinstance(value, list | tuple) else value


def _dumped(text: str, change: Callable[[dict[str, Any]], None]) -> str:
    """The text of a rule after a change to what it says.

    Raises:
        BadInput: it is written in a way that cannot be changed from here.
    """
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        data = yaml.load(text.removeprefix("\ufeff"))
    except YAMLError as error:
        what = str(error).splitlines()[0]
        raise BadInput(f"The rule cannot be changed from here: {what}.", "Change its file with an editor.") from None
    change(data)
    out = StringIO()
    yaml.dump(data, out)
    made = str(out.getvalue())
    return made.replace("\n", "\r\n") if "\r\n" in text else made
