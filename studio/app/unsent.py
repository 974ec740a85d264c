"""A brief that somebody is still typing: kept in the workspace's folder `.drafting`, so that it is there again after anything.

One for each person. It is forgotten once its drafts are pieces, for then the brief stands with them.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.events import digest
from studio.core.piece import Channel, Person, name_key
from studio.core.prompting import MOST_DRAFTS, Brief

_FOLDER = ".drafting"
_MOST = 1_000_000  # bytes; more than that nobody typed


@dataclass(frozen=True)
class Unsent:
    """What stands in the form.

    Attributes:
        prompt: the task as the person changed it; empty while it is the house's own.
        channels: that drafts are wanted for; `each`: how many for each.
    """

    brief: Brief = field(default_factory=Brief)
    prompt: str = ""
    channels: tuple[Channel, ...] = ()
    each: int = 1


def kept(root: Path, person: Person) -> Unsent:
    """What the person typed last; an empty one where nothing is kept, or it cannot be read."""
    try:
        path = _file(root, person)
        if path.stat().st_size > _MOST:
            return Unsent()
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Unsent()
    if not isinstance(said, dict):
        return Unsent()
    channels, each, prompt = said.get("channels"), said.get("each"), said.get("prompt")
    return Unsent(
        Brief.from_data(said.get("brief")),
        prompt if isinstance(prompt, str) else "",
        tuple(Channel(name) for name in channels if name in set(Channel)) if isinstance(channels, list) else (),
        each if isinstance(each, int) and 1 <= each <= MOST_DRAFTS else 1,
    )


def keep(root: Path, person: Person, unsent: Unsent) -> None:
    """Keep it; an empty brief is forgotten. Where the folder cannot be written, it stands in the form alone."""
    if unsent.brief.is_empty and not unsent.prompt:
        forget(root, person)
        return
    said = {
        "brief": unsent.brief.as_data(),
        "prompt": unsent.prompt,
        "channels": [each.value for each in unsent.channels],
        "each": unsent.each,
    }
    path = _file(root, person)
    with suppress(OSError, UnicodeEncodeError):
        path.parent.mkdir(exist_ok=True)
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        beside.replace(path)


def forget(root: Path, person: Person) -> None:
    """It is sent, or nobody wants it any more."""
    with suppress(OSError):
        _file(root, person).unlink(missing_ok=True)


def _file(root: Path, person: Person) -> Path:
    return root / _FOLDER / f"{digest(name_key(person.name))[:16]}.json"
