"""A brief that somebody is still typing: kept in the workspace's folder `.drafting`, so that it is there again after anything.

One for each person. It is forgotten once its drafts are pieces, for then the brief stands with them; when the text of a piece is
deleted that was made from the same words; and when it has lain for as long as the house keeps texts. It goes into no backup, no
export and no version control.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from studio.core.events import digest
from studio.core.piece import Channel, Person, name_key
from studio.core.prompting import MOST_DRAFTS, Brief, brief_for_checks

_FOLDER = ".drafting"
_MOST = 1_000_000  # bytes; more than that nobody typed
_TELLING = 12  # code points of a line; a shorter one stands in many briefs
_DAY = 86_400  # seconds


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
    return _read(_file(root, person))


def _read(path: Path) -> Unsent:
    try:
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
        tuple(Channel(name) for name in channels if isinstance(name, str) and name in set(Channel))
        if isinstance(channels, list)
        else (),
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
        (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")  # what is not said yet is for nobody else
        beside = path.with_suffix(".new")
        beside.touch(0o600)
        beside.chmod(0o600)  # one that was left half written may be everybody's
        beside.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        beside.replace(path)


def forget(root: Path, person: Person) -> None:
    """It is sent, or nobody wants it any more."""
    with suppress(OSError):
        _file(root, person).unlink(missing_ok=True)


def forget_told_in(root: Path, briefs: Iterable[str]) -> int:
    """Forget what holds words of these briefs, as pieces keep them, whoever typed it. Returns how many there were."""
    told = [brief for brief in briefs if brief.strip()]
    return _forget(path for path in _files(root) if any(_shares(_read(path).brief, each) for each in told))


def past(root: Path, days_for: Callable[[Brief], int], now: datetime) -> tuple[Path, ...]:
    """What was last typed at longer ago than the house keeps such texts; `days_for` gives the days, 0 for ever."""
    found = []
    for path in _files(root):
        days = days_for(_read(path).brief)
        with suppress(OSError):  # it went away meanwhile
            if days and now.timestamp() - path.stat().st_mtime >= days * _DAY:
                found.append(path)
    return tuple(found)


def forget_past(root: Path, days_for: Callable[[Brief], int], now: datetime) -> int:
    """Forget those of `past`. Returns how many there were."""
    return _forget(past(root, days_for, now))


def _shares(brief: Brief, told: str) -> bool:
    lines = (line.strip().lstrip("-*•").strip() for said in _said(brief) for line in said.splitlines())
    return brief_for_checks(brief) == told or any(len(line) >= _TELLING and line in told for line in lines)


def _said(brief: Brief) -> tuple[str, ...]:
    return (brief.aim, brief.facts, brief.must_say, brief.must_not_say, *(answer for _, answer in brief.answers))


def _forget(paths: Iterable[Path]) -> int:
    gone = 0
    for path in list(paths):
        with suppress(OSError):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _files(root: Path) -> Iterator[Path]:
    """Also one that a program which ended in the middle of writing left half written."""
    return (path for path in sorted((root / _FOLDER).glob("*")) if path.suffix in (".json", ".new"))


def _file(root: Path, person: Person) -> Path:
    return root / _FOLDER / f"{digest(name_key(person.name))[:16]}.json"
