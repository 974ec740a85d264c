"""What is true of a brand, written down by the house, so that a draft can be held against it.

`facts.md` holds for every brand of the workspace; `facts/<brand>.md`, called by the brand's name in small letters with
hyphens, for that brand alone. Plain Markdown, a fact to a sentence or a line.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from studio.core.document import normalise
from studio.core.errors import BadConfig

FILE, FOLDER = "facts.md", "facts"


def of_brand(root: Path, brand: str) -> str:
    """The facts of a workspace that hold for a brand; empty where nobody wrote any.

    Raises:
        BadConfig: there is such a file, and it cannot be read.
    """
    return "\n\n".join(filter(None, (_read(path) for path in _paths(root, brand))))


def files(root: Path) -> Iterator[Path]:
    """Every file of facts there is."""
    yield from (path for path in (root / FILE, *(root / FOLDER).glob("*.md")) if path.is_file())


def _paths(root: Path, brand: str) -> Iterator[Path]:
    yield root / FILE
    if name := "-".join(re.findall(r"\w+", brand.casefold())):
        yield root / FOLDER / f"{name}.md"


def _read(path: Path) -> str:
    if not path.is_file():
        return ""
    try:
        return normalise(path.read_text(encoding="utf-8-sig")).strip()
    except OSError as error:
        raise BadConfig(f"{path.name} cannot be read: {error.strerror}.", "See that it is a file you may read.") from None
    except UnicodeDecodeError:
        raise BadConfig(f"{path.name} is not written in UTF-8.", "Save it as UTF-8.") from None
