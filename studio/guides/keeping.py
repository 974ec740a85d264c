"""Rule files as they were read, kept in the person's cache folder by content.

Reading YAML takes ten times as long as all the rest of loading a rule. So the tree of a file is kept as JSON, under a name
made of the file's bytes: a file that changes has another name, and the same rule in ten workspaces is kept once. Nothing
but data comes out of such a file, and only in the shape of a tree; one that is damaged, or that somebody else wrote, is
read from the rule anew and put right. A folder that cannot be written makes the program slower and nothing else.
"""

import hashlib
import json
import logging
import os
import tempfile
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from studio.guides.tree import MOST_DEPTH, Listing, Mapping, Node, Scalar

FORMAT = 1
"""Goes up whenever the same bytes give another tree, or a tree is written in another way."""

MOST_FILES = 4096  # all public packages together have 500 rules; beyond this the oldest go
_LOG = logging.getLogger(__name__)


def folder() -> Path:
    """Where the trees are kept; everything in it may be deleted at any time."""
    return user_cache_path("bluepencil") / "rules"


def kept(raw: bytes) -> Mapping | None:
    """The tree of a rule file with these bytes; None where none is kept, or what is kept cannot be trusted."""
    try:
        head, _, body = _place(raw).read_bytes().partition(b"\n")
    except OSError:
        return None
    if head.decode("ascii", "replace") != _sum(body):
        return None
    try:
        node = _node(json.loads(body), 0)
    except (ValueError, TypeError, RecursionError):
        return None
    return node if isinstance(node, Mapping) else None


def keep(raw: bytes, tree: Mapping) -> None:
    """Keep the tree of a rule file with these bytes. The file appears whole or not at all."""
    place = _place(raw)
    try:
        body = json.dumps(_data(tree), ensure_ascii=False, separators=(",", ":")).encode()
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make_room(place.parent)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as made:
            made.write(f"{_sum(body)}\n".encode() + body)
        try:
            Path(made.name).replace(place)
        except OSError:
            Path(made.name).unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:  # what no file can hold is read anew each time
        _LOG.debug("A rule as it was read could not be kept in %s: %s", place.parent, error)


def _place(raw: bytes) -> Path:
    return folder() / f"{hashlib.sha256(f'{FORMAT}:'.encode() + raw).hexdigest()}.json"


def _sum(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _make_room(place: Path) -> None:
    """Delete the older half once there are too many."""
    files = list(os.scandir(place))
    if len(files) >= MOST_FILES:
        for file in sorted(files, key=lambda file: file.stat().st_mtime)[: len(files) // 2]:
            Path(file.path).unlink(missing_ok=True)


# ---------------------------------------------------------------- trees as JSON

# A scalar is `[line, text]`, a list `[line, [node, ...]]`, a mapping `[line, {"pairs": [[line, key, node], ...]}]`.


def _data(node: Node) -> list[object]:
    if isinstance(node, Scalar):
        return [node.line, node.text]
    if isinstance(node, Listing):
        return [node.line, [_data(item) for item in node.items]]
    return [node.line, {"pairs": [[key.line, key.text, _data(value)] for key, value in node.pairs]}]


def _node(data: Any, depth: int) -> Node:
    """The tree that `data` stands for; raises `ValueError` or `TypeError` for anything else."""
    if depth > MOST_DEPTH + 1:
        raise ValueError("nested too deeply")
    line, inner = data
    if isinstance(inner, str):
        return Scalar(inner, _line(line))
    if isinstance(inner, list):
        return Listing(tuple([_node(item, depth + 1) for item in inner]), _line(line))
    if not isinstance(inner, dict) or list(inner) != ["pairs"] or not isinstance(inner["pairs"], list):
        raise ValueError("no tree")
    pairs = []
    for at, key, value in inner["pairs"]:
        if not isinstance(key, str):
            raise TypeError("a key that is no text")
        pairs.append((Scalar(key, _line(at)), _node(value, depth + 1)))
    return Mapping(tuple(pairs), _line(line))


def _line(line: object) -> int:
    if type(line) is not int or line < 0:
        raise TypeError("no line")
    return line
