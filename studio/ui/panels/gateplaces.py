"""Where a condition of the gate is seen to: the tab it opens, or the flags it counts."""

from collections.abc import Iterable, Mapping

from studio.core.flag import Flag, Severity
from studio.core.gate import OF_CHECKS, GateId, Place

GATE_TABS: Mapping[Place, str] = {
    Place.CHECKLIST: "Checklist",
    Place.COMMENTS: "Comments",
    Place.DISCLOSURE: "Disclosure",
    Place.MEASURES: "Measures",
}
_SEVERITIES = {GateId.ERRORS: Severity.ERROR, GateId.WARNINGS: Severity.WARNING}


def flags_of(which: GateId, flags: Iterable[Flag]) -> list[Flag]:
    """Those of the open flags that a condition may count."""
    if which in _SEVERITIES:
        return [flag for flag in flags if flag.severity is _SEVERITIES[which]]
    return [flag for flag in flags if OF_CHECKS.get(flag.check) is which]
