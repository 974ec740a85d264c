"""markdown-it, made to tell where each inline construct of a text begins and ends."""

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from studio.core.merging.veil import keep_in_addresses


def noting(rule: Any) -> Any:
    """Wrap an inline rule so that the last token it makes knows the content span it was made from."""

    def noting(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        done: bool = rule(state, silent)
        if done and not silent and len(state.tokens) > count:
            state.tokens[-1].meta["at"] = (start, state.pos)
        return done

    return noting


def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    made.disable("text_join")  # it would melt entities and escapes into their neighbours, and their places with them
    for rule in list(made.inline.ruler.__rules__):
        if rule.name in ("newline", "escape", "backticks", "link", "image", "autolink", "html_inline", "entity"):
            made.inline.ruler.at(rule.name, noting(rule.fn))
    keep_in_addresses(made)
    return made


MARKDOWN = _parser()
_DEFINITION = re.compile(r"^[ >]*\[[^\]\n]+\]:", re.M)
TAME = str.maketrans({"\r": " ", "\0": "\ufffd"})  # markdown-it would change them by itself, and with them lines and places


def labels(chunk: str) -> frozenset[str]:
    """The link labels that `chunk` defines (`[label]: target`), as markdown-it normalises them."""
    if "]:" not in chunk or not _DEFINITION.search(chunk):
        return frozenset()
    env: dict[str, Any] = {}
    MARKDOWN.parse(chunk.translate(TAME), env)
    return frozenset(env.get("references", {}))
