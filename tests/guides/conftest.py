"""Guides made of rules written in the test itself, and the flags of a Markdown text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from studio.core.document import Document
from studio.core.flag import Flag
from studio.core.piece import Channel
from studio.guides import Guides, load

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bundled() -> Path:
    return ROOT / "styleguides"


@pytest.fixture
def larkspur() -> Path:
    return ROOT / "resources" / "sample" / "styleguides"


@pytest.fixture
def packages() -> Path:
    folder = ROOT.parent / "shared" / "vale-packages"
    if not folder.is_dir():
        pytest.skip("the public style packages are not here (../shared/vale-packages)")
    return folder


@pytest.fixture
def house(tmp_path: Path) -> Callable[..., Guides]:
    """`house(Rule="...yaml...", ini="...", accept="...", reject="...")`: a workspace with the guide `House`."""

    def make(
        ini: str = "StylesPath = styles\n[*]\nBasedOnStyles = House\n",
        channel: Channel = Channel.BLOG,
        accept: str = "",
        reject: str = "",
        **rules: str,
    ) -> Guides:
        (tmp_path / "styles" / "House").mkdir(parents=True, exist_ok=True)
        for name, text in rules.items():
            (tmp_path / "styles" / "House" / f"{name}.yml").write_text(text, encoding="utf-8")
        terms = tmp_path / "styles" / "config" / "vocabularies" / "House"
        terms.mkdir(parents=True, exist_ok=True)
        (terms / "accept.txt").write_text(accept, encoding="utf-8")
        (terms / "reject.txt").write_text(reject, encoding="utf-8")
        (tmp_path / ".vale.ini").write_text(ini, encoding="utf-8")
        return load(tmp_path / ".vale.ini", (), channel)

    return make


@pytest.fixture
def flags() -> Callable[[Guides, str], list[Flag]]:
    """Every flag of a Markdown text, in order, spans in the source."""

    def find(guides: Guides, text: str) -> list[Flag]:
        return list(guides.check(Document.parse(text)))

    return find
