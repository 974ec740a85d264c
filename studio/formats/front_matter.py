"""Front matter: the YAML between two `---` lines at the top of a text."""

import re
from collections.abc import Iterator
from datetime import datetime

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from studio.core.errors import BadInput
from studio.core.markdown import FRONT_MATTER

_CAP = 100_000  # characters; more than that is a text between two rules, not front matter
_DEEP = 20
_MEANT = re.compile(r"---[ \t]*\n[A-Za-z][\w-]*:(?:[ \t]|\n)")
"""A text that begins so was meant to have a header: a rule, and a name with its colon right below it."""


def split(text: str, name: str) -> tuple[dict[str, str], str]:
    """Read the front matter of `text`.

    Returns:
        Its values by lower-case key, all as text (lists and mappings one item per line, dates as ISO 8601), and the exact
        part of `text` it takes up, the blank lines after it included. Nothing and an empty string when what stands
        there is not a YAML mapping: two rules around a paragraph are text.
    Raises:
        BadInput: it was meant as a header, and is never closed or no YAML, so that what it says would become text that somebody
            approves; or the mapping uses YAML anchors, aliases or tags, or says a key twice.
    """
    found = FRONT_MATTER.match(text)
    if not found and _MEANT.match(text):
        raise BadInput(f"The header of {name} is never closed.", f"Put a line --- below its last line{_OR_TEXT}.")
    if not found or not found[1] or len(found[1]) > _CAP:
        return {}, ""
    try:
        events = list(YAML(typ="safe", pure=True).parse(found[1]))
        # Anchors are looked for among the events, so an alias bomb is never put together.
        plain = not any(isinstance(e, AliasEvent) or getattr(e, "anchor", None) or _is_tagged(e) for e in events)
        root = YAML(typ="safe", pure=True).compose(found[1])
    except (YAMLError, RecursionError, ValueError) as error:
        if _MEANT.match(text):
            raise BadInput(f"The header of {name} cannot be read{_line_of(error)}.", _REMEDY) from None
        return {}, ""
    if not isinstance(root, MappingNode) or not all(isinstance(key, ScalarNode) for key, _ in root.value):
        return {}, ""
    if not plain:
        remedy = "Write the values out; they are not needed here."
        raise BadInput(f"The front matter of {name} uses YAML anchors, aliases or tags.", remedy)
    end = found.end()
    while text.startswith("\n", end):
        end += 1
    return dict(_values(root, name)), text[:end]


_OR_TEXT = ", or an empty line below its first where it is text"
_REMEDY = f"Write each line as a name, a colon and a value between quotes{_OR_TEXT}."


def _line_of(error: Exception) -> str:
    """Where the reader stopped, as the end of a sentence; empty where it does not say."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return f": see line {mark.line + 2}" if mark else ""  # counted from 0, and the first line is the rule


def _is_tagged(event: object) -> bool:
    tag = getattr(event, "tag", None)
    return bool(tag) and tag != "!"


def _values(root: MappingNode, name: str) -> Iterator[tuple[str, str]]:
    seen = set()
    for key, value in root.value:
        known = str(key.value).strip().lower()
        if known in seen:
            raise BadInput(f"The front matter of {name} says “{known}” twice.", "Keep one of the two.")
        seen.add(known)
        yield known, "\n".join(_lines(value, 0)).strip()


def _lines(node: Node, depth: int) -> Iterator[str]:
    """The words of a value, one item per line; what lies too deep is left out."""
    if isinstance(node, ScalarNode):
        yield _scalar(node)
    elif isinstance(node, SequenceNode) and depth < _DEEP:
        for item in node.value:
            yield from _lines(item, depth + 1)
    elif isinstance(node, MappingNode) and depth < _DEEP:
        for key, value in node.value:
            yield f"{' '.join(_lines(key, depth + 1))}: {' '.join(_lines(value, depth + 1))}"


def _scalar(node: ScalarNode) -> str:
    """A scalar as it is written, so that 1.10 stays 1.10 and `no` stays `no`; only times are brought into one form."""
    value = str(node.value)
    if str(node.tag).endswith(":null"):
        return ""
    if str(node.tag).endswith(":timestamp"):
        try:
            when = datetime.fromisoformat(value.strip())
        except ValueError:
            return value
        return value.strip() if len(value.strip()) <= 10 else when.isoformat()
    return value
