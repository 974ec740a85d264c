"""Rule files as trees that still know their lines (`tree`); nothing in them is executed, aliased or typed by YAML.

Aliases and tags are refused, which also keeps out every way a small file can unfold into a huge one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamStartEvent,
)

from studio.core.errors import BadConfig
from studio.guides import keeping
from studio.guides.tree import MOST_DEPTH, Listing, Mapping, Node, Scalar

__all__ = ["BrokenRule", "Keys", "Listing", "Mapping", "Node", "Place", "Scalar", "parse", "placed_in", "read"]

MOST_BYTES = 1_000_000  # the largest public rule file has 40 kB
_PLAIN_TAGS = frozenset({"!"} | {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "seq", "map")})
_BEYOND = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")  # escapes for more than Unicode has
_TRUE, _FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0", "")


class BrokenRule(BadConfig):
    """A rule that cannot be used. `line` counts from 1; 0 where no line can be named."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.line = line


class Place(int):
    """A line, from 1, that also knows its file where that is not the rule's own; in sentences `12 of Plain/Wordy.yml`."""

    file: str

    def __new__(cls, line: int, file: str = "") -> "Place":
        made = super().__new__(cls, line)
        made.file = file
        return made

    def __str__(self) -> str:
        return f"{int(self)} of {self.file}" if self.file else str(int(self))

    def __format__(self, spec: str) -> str:
        return format(int(self), spec) if spec else str(self)


def read(path: Path) -> Mapping:
    """The top-level mapping of a rule file.

    Raises:
        BrokenRule: when the file is too large, not UTF-8, not YAML, or not one mapping; says the line where it can.
    """
    try:
        return _read(path.read_bytes())
    except OSError as error:
        raise BrokenRule(f"The file cannot be read: {error.strerror or error}.") from error


@lru_cache(maxsize=64)  # a rule is read for what it finds, for its tests and for the rules that build on it
def _read(raw: bytes) -> Mapping:
    if len(raw) > MOST_BYTES:
        raise BrokenRule(f"The file has {len(raw):,} bytes; {MOST_BYTES:,} is the most for one rule.")
    tree = keeping.kept(raw)
    if tree is None:
        try:
            tree = parse(raw.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise BrokenRule("The file is not UTF-8 text.", raw[: error.start].count(b"\n") + 1) from error
        keeping.keep(raw, tree)
    return tree


def placed_in(node: Node, file: str) -> Node:
    """The same tree, all lines of which say that they stand in `file`; lines that know their file keep it."""
    line = _in(node.line, file)
    if isinstance(node, Scalar):
        return Scalar(node.text, line)
    if isinstance(node, Listing):
        return Listing(tuple(placed_in(item, file) for item in node.items), line)
    pairs = ((Scalar(key.text, _in(key.line, file)), placed_in(value, file)) for key, value in node.pairs)
    return Mapping(tuple(pairs), line)


def _in(line: int, file: str) -> int:
    return line if isinstance(line, Place) else Place(line, file)


def parse(text: str) -> Mapping:
    """The top-level mapping of YAML `text`; see `read`."""
    yaml = YAML(typ="safe", pure=True)
    try:
        events = yaml.parse(text)
        for event in events:
            if not isinstance(event, StreamStartEvent | DocumentStartEvent):
                node = _node(event, events, 0) if hasattr(event, "tag") or isinstance(event, AliasEvent) else None
                break
        else:
            node = None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BrokenRule(f"This is not YAML: {error.problem or error.context}.", mark.line + 1 if mark else 0) from error
    except (YAMLError, RecursionError) as error:
        raise BrokenRule(f"This is not YAML: {str(error).splitlines()[0]}.") from error
    except (ValueError, OverflowError) as error:  # ruamel asks for a character by any number
        found = _BEYOND.search(text)
        raise BrokenRule(
            f"There is no such character as `{found[0] if found else error}`.",
            text[: found.start()].count("\n") + 1 if found else 0,
        ) from error
    if not isinstance(node, Mapping):
        raise BrokenRule("A rule is a list of `key: value` lines; this file holds none.", 1)
    return node


def _node(event: object, events: Iterator[object], depth: int) -> Node:
    line = event.start_mark.line + 1  # type: ignore[attr-defined]
    if isinstance(event, AliasEvent):
        raise BrokenRule(f"YAML aliases (`*{event.anchor}`) are not read; write the value out.", line)
    tag = getattr(event, "tag", None)
    if tag is not None and str(tag) not in _PLAIN_TAGS:
        raise BrokenRule(f"The YAML tag `{tag}` is not read; leave it out.", line)
    if depth > MOST_DEPTH:
        raise BrokenRule(f"Values are nested more than {MOST_DEPTH} deep.", line)
    if isinstance(event, ScalarEvent):
        empty = event.style is None and event.value in ("~", "null", "Null", "NULL")
        return Scalar("" if empty else _characters(str(event.value), line), line)
    if isinstance(event, SequenceStartEvent):
        items = []
        while not isinstance(inner := next(events), SequenceEndEvent):
            items.append(_node(inner, events, depth + 1))
        return Listing(tuple(items), line)
    if isinstance(event, MappingStartEvent):
        pairs = []
        while not isinstance(inner := next(events), MappingEndEvent):
            key = _node(inner, events, depth + 1)
            if not isinstance(key, Scalar):
                raise BrokenRule("A key must be a single value.", key.line)
            pairs.append((key, _node(next(events), events, depth + 1)))
        return Mapping(tuple(pairs), line)
    raise BrokenRule("This is not YAML a rule can be made of.", line)


def _characters(text: str, line: int) -> str:
    """`text` with the two halves in which JSON writes a character beyond the first 65,536 put together."""
    try:
        text.encode()
    except UnicodeEncodeError:
        try:
            return text.encode("utf-16-be", "surrogatepass").decode("utf-16-be")
        except UnicodeDecodeError as error:
            half = f"\\u{error.object[error.start : error.start + 2].hex()}"
            raise BrokenRule(f"Half of a character stands here without its other half (`{half}`).", line) from error
    return text


class Keys:
    """The keys of a rule, taken with the types Vale would give them.

    Every getter raises `BrokenRule`, with the key's line, for a value of the wrong shape.
    """

    def __init__(self, tree: Mapping) -> None:
        self._nodes = {key.text: node for key, node in tree.pairs}
        self.line = tree.line
        self.lines = {key.text: key.line for key, _ in tree.pairs}
        names = [key.text for key, _ in tree.pairs]
        self.doubled = tuple(dict.fromkeys(name for name in names if names.count(name) > 1))

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)

    def text(self, key: str, default: str = "") -> str:
        node = self._nodes.get(key)
        if node is None:
            return default
        if not isinstance(node, Scalar):
            raise BrokenRule(f"`{key}` must be a single value.", self.line_of(key))
        return node.text

    def switch(self, key: str, default: bool = False) -> bool:
        if key not in self:
            return default
        word = self.text(key).strip().lower()
        if word in _TRUE or word in _FALSE:
            return word in _TRUE
        raise BrokenRule(f"`{key}` must be true or false, not `{word}`.", self.line_of(key))

    def number(self, key: str, default: int = 0) -> int:
        if key not in self:
            return default
        word = self.text(key).strip()
        try:
            return int(float(word))
        except (ValueError, OverflowError):
            raise BrokenRule(f"`{key}` must be a number, not `{word}`.", self.line_of(key)) from None

    def texts(self, key: str, blanks: bool = False) -> tuple[Scalar, ...]:
        """A list of values; a single one counts as a list of one. Blank ones are dropped unless `blanks`."""
        node = self._nodes.get(key)
        if node is None:
            return ()
        items = node.items if isinstance(node, Listing) else (node,)
        found = []
        for item in items:
            if not isinstance(item, Scalar):
                raise BrokenRule(f"`{key}` must be a list of single values.", item.line)
            if blanks or item.text.strip():
                found.append(item)
        return tuple(found)

    def flat(self, key: str) -> tuple[Scalar, ...]:
        """A list of values, blank ones too, in which a list in the list counts as its values."""
        node = self._nodes.get(key)
        items = node.items if isinstance(node, Listing) else (node,) if node is not None else ()
        found = [inner for item in items for inner in (item.items if isinstance(item, Listing) else (item,))]
        wrong = next((item for item in found if not isinstance(item, Scalar)), None)
        if wrong is not None:
            raise BrokenRule(f"`{key}` must be a list of single values.", wrong.line)
        return tuple(item for item in found if isinstance(item, Scalar))

    def pairs(self, key: str) -> tuple[tuple[Scalar, Scalar], ...]:
        """A map of single values, in the file's order."""
        node = self._nodes.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text):
            return ()
        if not isinstance(node, Mapping):
            raise BrokenRule(f"`{key}` must be a list of `bad: good` lines.", self.line_of(key))
        found = []
        for name, value in node.pairs:
            if not isinstance(value, Scalar):
                raise BrokenRule(f"`{name.text}` must have a single value.", value.line)
            if name.text.strip():
                found.append((name, value))
        return tuple(found)

    def inners(self, key: str) -> tuple["Keys", ...]:
        """The keys of every mapping in a list."""
        node = self._nodes.get(key)
        items = node.items if isinstance(node, Listing) else ()
        if node is not None and not all(isinstance(item, Mapping) for item in items):
            raise BrokenRule(f"`{key}` must be a list of blocks of `key: value` lines.", self.line_of(key))
        return tuple(Keys(item) for item in items if isinstance(item, Mapping))

    def inner(self, key: str) -> "Keys | None":
        """The keys of a nested mapping, None where there is none."""
        node = self._nodes.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text):
            return None
        if not isinstance(node, Mapping):
            raise BrokenRule(f"`{key}` must be a block of `key: value` lines.", self.line_of(key))
        return Keys(node)
