"""What the tests of the checks share: the labelled drafts, and a way to run one check over a text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from studio import checks
from studio.checks.runner import Runner
from studio.core.check import Context
from studio.core.document import Document
from studio.core.flag import Flag

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of labelled drafts."""
    if not (DATA / "claims" / "labels.jsonl").is_file():
        pytest.skip(f"no labelled drafts at {DATA}")
    return DATA


@pytest.fixture
def flags() -> Callable[..., tuple[Flag, ...]]:
    """`flags(id, text, context)`: what one check of the house says of a Markdown text."""

    def run(check_id: str, text: str, context: Context | None = None) -> tuple[Flag, ...]:
        check = next(check for check in checks.find() if check.id == check_id)
        report = Runner([check]).run(Document.parse(text), context or Context(), check.lane)
        assert report.ran == (check_id,), report.missing
        return report.flags

    return run
