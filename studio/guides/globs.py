"""Section globs of `.vale.ini`: `*.md`, `email/*.md`, `docs/**/*.{md,txt}`, `!drafts/*`."""

import re
from functools import lru_cache


def matches(glob: str, path: str) -> bool:
    """Whether `path` (with `/` between its parts) falls under `glob`.

    With `**` a single `*` stays inside one folder; without it `*` also crosses `/`. A leading `!` negates.
    """
    if glob.startswith("!"):
        return not matches(glob[1:], path)
    return _pattern(glob).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    star = "[^/]*" if "**" in glob else ".*"
    made, at, depth = [], 0, 0
    while at < len(glob):
        char = glob[at]
        if glob.startswith("**/", at):
            made.append("(?:.*/)?")
            at += 2
        elif glob.startswith("**", at):
            made.append(".*")
            at += 1
        elif char == "*":
            made.append(star)
        elif char == "?":
            made.append("[^/]" if "**" in glob else ".")
        elif char == "{" and "}" in glob[at:]:
            made.append("(?:")
            depth += 1
        elif char == "}" and depth:
            made.append(")")
            depth -= 1
        elif char == "," and depth:
            made.append("|")
        elif char == "[" and (end := glob.find("]", at + 2)) > 0:
            inner = glob[at + 1 : end]
            made.append("[" + ("^" if inner[0] in "!^" else "") + re.escape(inner.lstrip("!^")).replace(r"\-", "-") + "]")
            at = end
        else:
            made.append(re.escape(char))
        at += 1
    try:
        return re.compile("".join(made), re.DOTALL)
    except re.error:
        return re.compile(re.escape(glob))
