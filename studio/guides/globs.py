"""Section globs of `.vale.ini`: `*.md`, `email/*.md`, `docs/**/*.{md,txt}`, `!drafts/*`."""

import re
from functools import lru_cache


def matches(glob: str, path: str) -> bool:
    """Whether `path` (with `/` between its parts) falls under `glob`.

    With `**` a single `*` stays inside one folder; without it `*` also crosses `/`. A leading `!` negates, `{a,b}` is a
    choice, `[a-c]` and `[!a-c]` are one character, and a backslash takes the meaning from the next one.
    """
    if glob.startswith("!"):
        return _pattern(glob.lstrip("!")).fullmatch(path) is None
    return _pattern(glob).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    across = "**" not in glob
    star, one = (".*", ".") if across else ("[^/]*", "[^/]")
    made, at, depth = [], 0, 0
    while at < len(glob):
        char = glob[at]
        if (globstar := _GLOBSTAR.match(glob, at)) and (at == 0 or glob[at - 1] in "/{,"):
            # Whole folders, none included: `docs/**` takes `docs` too.
            if globstar[1]:
                made.append("(?:.*/)?")
            elif made and made[-1] == "/":
                made[-1] = "(?:/.*)?"
            else:
                made.append(".*")
            at = globstar.end()
            continue
        if char == "*":
            made.append(star)
            at += len(_STARS.match(glob, at)[0]) - 1  # type: ignore[index]
        elif char == "?":
            made.append(one)
        elif char == "\\" and at + 1 < len(glob):
            at += 1
            made.append(re.escape(glob[at]))
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


_GLOBSTAR = re.compile(r"\*\*(?:(/)|(?=[,}])|\Z)")
_STARS = re.compile(r"\*+")
