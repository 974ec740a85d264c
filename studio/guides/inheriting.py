"""Rules that build on another one: `extends: Plain.Wordy`, and then only what is different.

```yaml
extends: Plain.Wordy
level: error
swap+:
  going forward: from now on
exceptions-: [in order]
```

A key of the child takes the place of its parent's; `key+` adds to a list or a map, where the child's entries win; `key-`
takes entries away by their exact text. The parent need not be switched on. Its tests are its own.
"""

import hashlib
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from studio.core.flag import Severity
from studio.guides.alternation import WORD
from studio.guides.compiling import Compiled, compile_file, compile_keys
from studio.guides.folders import names_a_folder, names_a_guide, page_sentence
from studio.guides.kinds import kinds
from studio.guides.reading import BrokenRule, Keys, Listing, Mapping, Node, Scalar, placed_in, read
from studio.guides.rule import Rule, State

MOST_LEVELS = 10
AUTHORED = frozenset(
    {"extends", "name", "path", "tests", "message", "description", "link", "tokens", "swap", "exceptions", "filters"}
    | {"ignore", "raw", "either", "action"}
)
"""Keys that make a rule what it is: these a configuration does not change, a rule that builds on it does."""


@dataclass(frozen=True, slots=True)
class Step:
    """A rule file on the way from a rule to the one it starts from, with its name and what stands in it."""

    name: str
    path: Path
    tree: Mapping
    digest: str = ""

    @property
    def extends(self) -> str:
        return next((v.text for k, v in reversed(self.tree.pairs) if k.text == "extends" and isinstance(v, Scalar)), "").strip()


def compile_rule(
    path: Path,
    name: str,
    folders: Sequence[Path] = (),
    accepted: Sequence[str] = (),
    word: str = WORD,
    parameters: Map[str, Scalar] | None = None,
) -> Compiled:
    """Compile a rule file with the rules it builds on. Never raises: a rule that cannot be used says so itself.

    Args:
        name: guide and rule, `House.Wordy`.
        folders: style folders in which the rules it builds on are looked for, in this order.
        accepted, word: accepted terms and the template for words, as for `compile_file`.
        parameters: single values a configuration sets, by key; they count more than the file's.
    """
    compiled = compile_file(path, name, accepted, word)
    if not parameters and "." not in compiled.rule.kind and not _edits(path):
        return _described(compiled, (path,))
    bare = Rule(name, Severity.WARNING, "", "", source=str(path))
    try:
        steps = chain(Step(name, path, read(path)), folders)
        given = (steps, bare, tuple(sorted((parameters or {}).items())), tuple(accepted), word)
        made = _compiled(*given)
        if (kind := kinds().get(made.rule.kind)) and kind.reads_files:
            made = _compiled.__wrapped__(*given)  # dictionaries and word lists change without the rule's own file
    except BrokenRule as error:
        return _described(replace(compiled, rule=replace(bare, state=State.BROKEN, reason=error.what, line=error.line)), (path,))
    stamp = getattr(made.finder, "stamp", "")
    parts = (
        f"{compiled.digest}{stamp}",
        *(s.digest for s in steps),
        *(f"{k}={v.text}" for k, v in sorted((parameters or {}).items())),
    )
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest() if len(parts) > 2 else compiled.digest
    return _described(replace(made, digest=digest), [step.path for step in steps])


def compile_tree(tree: Mapping, name: str, folders: Sequence[Path] = (), source: str = "") -> Compiled:
    """Compile a rule that lies in no file yet, as `compile_rule` does."""
    bare = Rule(name, Severity.WARNING, "", "", source=source)
    try:
        steps = chain(Step(name, Path(source), tree), folders)
        digest = hashlib.sha256(repr([step.tree for step in steps]).encode()).hexdigest()
        return replace(_compiled(steps, bare, (), (), WORD), digest=digest)
    except BrokenRule as error:
        return Compiled(replace(bare, state=State.BROKEN, reason=error.what, line=error.line))


@lru_cache(maxsize=256)
def _compiled(
    steps: tuple[Step, ...], bare: Rule, parameters: tuple[tuple[str, Scalar], ...], accepted: tuple[str, ...], word: str
) -> Compiled:
    tree = flattened(steps)
    kept = tuple(pair for pair in tree.pairs if pair[0].text not in dict(parameters))
    added = tuple((Scalar(key, value.line), Scalar(_word(value.text), value.line)) for key, value in parameters)
    return compile_keys(Keys(Mapping((*kept, *added), tree.line)), bare, accepted, word)


def _word(value: str) -> str:
    """A configuration says YES and NO where a rule says true and false."""
    return {"YES": "true", "NO": "false"}.get(value.strip().upper(), value)


def _described(compiled: Compiled, paths: Sequence[Path]) -> Compiled:
    """A rule without a description of its own takes what the page of its guide says, or of its parent's guide."""
    rule = compiled.rule
    if rule.description:
        return compiled
    names = (path.name.partition(".")[0] for path in paths)
    found = (page_sentence(path, name) for path, name in zip(paths, names, strict=True))
    return replace(compiled, rule=replace(rule, description=next(filter(None, found), "")))


def _edits(path: Path) -> bool:
    """Whether a file that reads as a rule has keys that only make sense with a parent."""
    try:
        stat = path.stat()
        return _has_edits(str(path), stat.st_mtime_ns, stat.st_size)
    except (BrokenRule, OSError):
        return False


@lru_cache(maxsize=4096)
def _has_edits(source: str, changed: int, size: int) -> bool:
    return any(key.text[-1:] in ("+", "-") for key, _ in read(Path(source)).pairs)


# ---------------------------------------------------------------- the way to the root


def find_rule(name: str, folders: Sequence[Path]) -> Path | None:
    """The file of a rule by its name, in the first folder that holds it."""
    guide, *parts = name.split(".")
    if not parts or not names_a_guide(guide) or not all(map(names_a_folder, parts)):
        return None
    places = (folder.joinpath(guide, *parts[:-1], f"{parts[-1]}.yml") for folder in folders)
    return next((path for path in places if path.is_file()), None)


def chain(first: Step, folders: Sequence[Path]) -> tuple[Step, ...]:
    """The rule itself, the one it builds on, and so on to the one that names a kind.

    Raises:
        BrokenRule: when a rule on the way is not there, cannot be read, is built in, or comes round again.
    """
    steps = [first]
    while "." in (name := steps[-1].extends):
        line = _line_of(steps[-1])
        if name.startswith("Vale."):
            raise BrokenRule(f"`{name}` is built in and has no file to build on.", line)
        if name in [step.name for step in steps]:
            round_ = " → ".join([step.name for step in steps] + [name])
            raise BrokenRule(f"The rules build on each other in a circle: {round_}.", line)
        if len(steps) > MOST_LEVELS:
            raise BrokenRule(f"More than {MOST_LEVELS} rules build on each other, up to `{name}`.", line)
        path = find_rule(name, folders)
        if path is None:
            raise BrokenRule(f"`{name}`, which the rule builds on, is in none of the style folders.", line)
        file = "/".join(path.parts[-2:])
        try:
            tree, digest = placed_in(read(path), file), hashlib.sha256(path.read_bytes()).hexdigest()
        except (BrokenRule, OSError) as raised:
            error = raised if isinstance(raised, BrokenRule) else BrokenRule(f"The file cannot be read: {raised}.")
            where = f" in line {error.line}" if error.line else ""
            raise BrokenRule(f"`{name}`, which the rule builds on, cannot be read{where}: {error.what}", line) from error
        assert isinstance(tree, Mapping)
        steps.append(Step(name, path, tree, digest))
    return tuple(steps)


def _line_of(step: Step) -> int:
    return next((key.line for key, _ in step.tree.pairs if key.text == "extends"), step.tree.line)


def keys_of(name: str, folders: Sequence[Path]) -> Keys:
    """Everything that holds for a rule, its parents' keys included: what a form shows before it builds on it.

    Raises:
        BrokenRule: when the rule or one it builds on is not there or cannot be read.
    """
    path = find_rule(name, folders)
    if path is None:
        raise BrokenRule(f"`{name}` is in none of the style folders.")
    return Keys(flattened(chain(Step(name, path, read(path)), folders)))


# ---------------------------------------------------------------- laying one over the other


def flattened(steps: Sequence[Step]) -> Mapping:
    """One rule out of a chain: the last one's kind, and every key as the rules before it left it.

    Raises:
        BrokenRule: for a `key+` or `key-` that its parent gives no ground for.
    """
    *children, root = steps
    for key, _ in root.tree.pairs:
        if key.text[-1:] in ("+", "-"):
            raise BrokenRule(
                f"`{key.text}` needs a parent: only a rule that extends another rule can add or take away.", key.line
            )
    tree = root.tree
    for child in reversed(children):
        tree = _overlaid(tree, child)
    return tree


def _overlaid(parent: Mapping, child: Step) -> Mapping:
    names = [key.text for key, _ in child.tree.pairs]
    pairs = {key.text: (key, value) for key, value in parent.pairs if key.text != "tests"}
    edits = [(key, value) for key, value in child.tree.pairs if key.text[-1:] in ("+", "-")]
    for key, value in edits:
        base = key.text.rstrip("+-")
        if base in names:
            raise BrokenRule(f"`{key.text}` and `{base}` stand side by side: replace `{base}` or edit it, not both.", key.line)
        if names.count(key.text) > 1:
            raise BrokenRule(f"`{key.text}` stands there twice; put its entries together.", key.line)
        if base not in pairs:
            raise BrokenRule(f"`{key.text}` finds no `{base}` in {child.extends} to change.", key.line)
        pairs[base] = (Scalar(base, key.line), _edited(pairs[base][1], key, value, child.extends))
    bare = [(key, value) for key, value in child.tree.pairs if key.text[-1:] not in ("+", "-") and key.text != "extends"]
    kept = [pair for name, pair in pairs.items() if name not in names or name == "extends"]
    return Mapping((*kept, *bare), child.tree.line)


def _edited(have: Node, key: Scalar, value: Node, parent: str) -> Node:
    adds, base = key.text.endswith("+"), key.text.rstrip("+-")
    if isinstance(have, Scalar):
        raise BrokenRule(f"`{base}` is a single value in {parent}; write `{base}:` with the new one.", key.line)
    if isinstance(have, Mapping) and adds:
        if not isinstance(value, Mapping):
            raise BrokenRule(f"`{key.text}` must be a list of `bad: good` lines.", key.line)
        new = {name.text for name, _ in value.pairs}
        return Mapping((*(pair for pair in have.pairs if pair[0].text not in new), *value.pairs), have.line)
    if not isinstance(value, Listing):
        raise BrokenRule(f"`{key.text}` must be a list.", key.line)
    if adds:
        return Listing((*_items(have), *value.items), have.line)
    return _without(have, _texts(key, value), parent)


def _items(have: Listing | Mapping) -> tuple[Node, ...]:
    return have.items if isinstance(have, Listing) else ()


def _texts(key: Scalar, value: Listing) -> Iterator[Scalar]:
    for item in value.items:
        if not isinstance(item, Scalar):
            raise BrokenRule(f"`{key.text}` must be a list of single values.", item.line)
        yield item


def _without(have: Listing | Mapping, gone: Iterator[Scalar], parent: str) -> Node:
    items: list[Node | tuple[Scalar, Node]] = list(have.items if isinstance(have, Listing) else have.pairs)
    for entry in gone:
        at = next((n for n, item in enumerate(items) if _text_of(item) == entry.text), None)
        if at is None:
            raise BrokenRule(f"{parent} has no entry `{entry.text}` to take away.", entry.line)
        del items[at]
    if isinstance(have, Listing):
        return Listing(tuple(item for item in items if not isinstance(item, tuple)), have.line)
    return Mapping(tuple(item for item in items if isinstance(item, tuple)), have.line)


def _text_of(item: Node | tuple[Scalar, Node]) -> str | None:
    node = item[0] if isinstance(item, tuple) else item
    return node.text if isinstance(node, Scalar) else None
