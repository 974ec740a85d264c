"""The kinds of rules, one file each, found by this package itself.

What may enter: a module that holds a `KIND` with the keys it reads and a function from a rule's keys to a `Finder`.
What is not run yet is listed here with its reason, so that such a rule is shown and never taken for clean.
"""

import importlib
import pkgutil
from functools import cache

from studio.guides.kinds._contract import Kind

NOT_YET = {
    "script": "it is a program in the Tengo language, which this program does not run",
}


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name.

    Raises:
        TypeError: when a module of this package holds no `KIND`.
    """
    found: dict[str, Kind] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        kind = getattr(importlib.import_module(f"{__name__}.{module.name}"), "KIND", None)
        if not isinstance(kind, Kind):
            raise TypeError(f"studio.guides.kinds.{module.name} holds no KIND")
        found[kind.name] = kind
    return found
