"""The checks: one file per check, found by this package itself.

What may enter: a module that holds a `CHECK` (see `studio.core.check`) with its title, its reason, its examples (they
are its tests) and a function from a block, or a document, to flags. What may not: Qt, SQL, the network, other trades.
Style guides come in through `Context.style`, so this room does not read YAML. `runner` runs checks and keeps what it
learnt per block; a sub-package (`claiming`) is where a check keeps its work when that is more than one file, and a module
whose name begins with an underscore is shared by checks: neither holds a check.
"""

import pkgutil
from importlib import import_module

from studio.core.check import Check, Lane

_NO_CHECKS = frozenset({"runner"})


def find(*, outside: bool = False) -> tuple[Check, ...]:
    """Every check of this package, in the order of their modules' names.

    Args:
        outside: those too that need another program beside this one, which a house has to want.
    Raises:
        TypeError: when a module holds no `CHECK`; its name then wants an underscore.
        ValueError: when two checks go by one id.
        ImportError: whatever stops a module from loading comes through as it is: a check never goes missing in silence.
    """
    found: dict[str, Check] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg):
        if name.startswith("_") or name in _NO_CHECKS:
            continue
        check = getattr(import_module(f"{__name__}.{name}"), "CHECK", None)
        if not isinstance(check, Check):
            raise TypeError(f"studio.checks.{name} holds no CHECK; begin its name with an underscore if it is shared code")
        if check.id in found:
            raise ValueError(f"studio.checks.{name} takes the id {check.id!r}, which another check has already")
        found[check.id] = check
    return tuple(check for check in found.values() if outside or check.lane is not Lane.OUTSIDE)
