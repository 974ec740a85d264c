"""Small files that people of a house write by hand, TOML or Markdown with front matter: read, and found wanting in one sentence.

Templates, questions, mappings, the library and the policy are read by it; what each may say is their own.
"""

import tomllib
from collections.abc import Collection, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from studio.core.document import normalise
from studio.core.errors import BadConfig, KnownError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST = 200_000
"""Bytes of a file that somebody wrote by hand; a larger one is something else."""


def toml(path: "Path", name: str = "") -> dict[str, Any]:
    """A TOML file.

    Args:
        name: what it is called in messages; empty for the file's own.
    Raises:
        BadConfig: it cannot be read.
    """
    name = name or path.name
    text = _text(path, name)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(f"{name} is not valid TOML: {error}.", "Mend the line or take it out.") from None
    except RecursionError:
        raise BadConfig(f"{name} is nested too deeply to be read.", "Write it plainer.") from None


def headed(path: "Path", name: str = "") -> tuple[Mapping[str, str], str, str]:
    """A Markdown file with front matter: what its header says, the words below it, and the whole text.

    Raises:
        BadConfig: it cannot be read, or its header cannot.
    """
    from studio.formats import front_matter  # it reads YAML, and a workspace opens without such a file being asked for

    name = name or path.name
    text = normalise(_text(path, name))
    try:
        said, head = front_matter.split(text, name)
    except KnownError as error:
        raise BadConfig(error.what, error.remedy) from None
    return said, text[len(head) :].strip(), text


def must_know(name: str, said: Collection[str], known: Collection[str]) -> None:
    """Raises: BadConfig, where the file says what nobody asks for."""
    if unknown := [key for key in said if key not in known]:
        raise BadConfig(f"{name} says “{unknown[0]}”, which nobody knows.", f"Known: {', '.join(known)}.")


def _text(path: "Path", name: str) -> str:
    with readable(name):
        if path.stat().st_size > MOST:
            raise BadConfig(f"{name} is too large for what it is.", "Keep in it what you wrote by hand.")
        return path.read_text(encoding="utf-8-sig")


@contextmanager
def readable(name: str) -> "Iterator[None]":
    """Raises: BadConfig, for whatever the system or the encoding has against reading it."""
    try:
        yield
    except OSError as error:
        raise BadConfig(f"{name} cannot be read: {error.strerror}.", "See that it is a file you may read.") from None
    except UnicodeDecodeError:
        raise BadConfig(f"{name} is not written in UTF-8.", "Save it as UTF-8.") from None
