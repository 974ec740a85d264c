"""What stands beside a draft: `draft.json` or `draft.md.json`, which says of `draft.md` what a header in it would."""

import json
from pathlib import Path

from studio.core.errors import BadInput
from studio.formats import exports
from studio.formats.encoding import decode
from studio.formats.kinds import MEGABYTE

_CAP = MEGABYTE
SAYS = tuple(name for name in exports.FIELDS if name != "text")
"""What it may say; anything else in it is for others."""


def beside(path: Path) -> Path | None:
    """The file beside a draft; None where none is there."""
    if path.suffix.lower() in exports.SUFFIXES:
        return None
    for found in (path.with_name(f"{path.name}.json"), path.with_suffix(".json")):
        if found.is_file():
            return found
    return None


def is_beside(path: Path) -> bool:
    """Whether a file is one that stands beside a draft, and no draft or export itself."""
    if path.suffix.lower() != ".json":
        return False
    whole = path.with_suffix("")
    return whole.is_file() or any(
        other.is_file() and other.stem == path.stem and other.suffix.lower() not in exports.SUFFIXES for other in _siblings(path)
    )


def _siblings(path: Path) -> list[Path]:
    try:
        return [other for other in path.parent.iterdir() if other.stem == path.stem]
    except OSError:
        return []


def said(path: Path) -> dict[str, str]:
    """What the file beside a draft says of it, by the names of a header; empty where there is none, or it is about other things.

    Raises:
        BadInput: there is one, and it cannot be read, so that what it says would be lost.
    """
    found = beside(path)
    if found is None:
        return {}
    name = f"{found.name} beside {path.name}"
    remedy = "Mend it, or take it away."
    try:
        if found.stat().st_size > _CAP:
            raise BadInput(f"{name} is too large to be a header.", remedy)
        told = json.loads(decode(found.read_bytes(), found.name).text.lstrip("\ufeff") or "null", parse_constant=lambda _: None)
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}.", remedy) from None
    except json.JSONDecodeError as error:
        raise BadInput(f"{name} is no JSON from line {error.lineno} on.", remedy) from None
    except (RecursionError, ValueError):
        raise BadInput(f"{name} cannot be read: it is nested too deeply, or holds a number that is too long.", remedy) from None
    if not isinstance(told, dict):
        return {}
    lower = {str(key).strip().lower(): key for key in told}
    places = exports.Places(fields={name: str(lower[name]) for name in SAYS if name in lower})
    return exports.told(exports.Record(found.name, told), places, name)
