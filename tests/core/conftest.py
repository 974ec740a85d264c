"""Texts as a drafter's AI, and a mischievous one, might write them."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def drafts() -> list[str]:
    """The drafts of the sample workspace and, where they are, those of the shared collection; without front matter."""
    homes = [ROOT / "resources" / "sample" / "drafts", ROOT.parent / "shared" / "data" / "drafts"]
    if not homes[1].is_dir():
        print("the shared drafts are not here: only those of the sample workspace are read")
    return [path.read_text(encoding="utf-8") for home in homes for path in sorted(home.glob("*.md"))]
