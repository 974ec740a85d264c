"""Names that are made up: the ids of pieces, and of this machine."""

import platform
import re
import secrets
import unicodedata
import uuid
from collections.abc import Callable

from studio.core.events import digest

_LONGEST = 24  # characters of the title's part; a piece's id is typed on command lines
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # without 0, 1, i, l, o, which are misread


def piece_id(title: str, taken: Callable[[str], bool]) -> str:
    """A short id from a title: `spring-sale-x7k2`. Safe in file names of every system.

    Args:
        taken: whether an id is in use.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain)) or "piece"
    if len(slug) > _LONGEST:
        slug = slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
    while taken(name := f"{slug}-{''.join(secrets.choice(_SIGNS) for _ in range(4))}"):
        continue
    return name


def new_device() -> str:
    """A random name for this machine in one history: twelve hex digits."""
    return secrets.token_hex(6)


def this_machine() -> str:
    """Tells machines apart when a history is copied from one to another; a hash, so that it gives nothing away."""
    return digest(f"{platform.node()}\x1f{uuid.getnode():012x}")[:16]
