"""Published texts of a made-up brand, and what is learned from them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from studio import formats
from studio.app.intake import Options, take_in
from studio.app.session import ReviewSession
from studio.app.workspace import Workspace
from studio.checks.readability import figures
from studio.core.document import Document
from studio.core.edit import Cause, Edit
from studio.core.span import Span
from studio.core.voice import Voice, listen
from studio.core.voice_learning import learn
from studio.core.voice_profile import Avoided, Profile
from studio.core.voicing import target_of


def _measured(text: str) -> Voice:
    document = Document.parse(text)
    return listen(document, figures(document).grade)


@pytest.fixture(scope="session")
def measured() -> Callable[[str], Voice]:
    """Measures a text, as far as no house has a say in it."""
    return _measured


@pytest.fixture
def learned() -> Callable[..., Profile]:
    """Makes the profile of some texts."""

    def make(texts: Sequence[str], avoided: Sequence[str] = ()) -> Profile:
        named = [(f"{number}.md", text) for number, text in enumerate(texts, 1)]
        target = target_of("texts", [(name, _measured(text)) for name, text in named])
        assert target
        return learn("Mill", "blog", target, named, [Avoided(each, "the house’s term list rejects it") for each in avoided])

    return make


# ---------------------------------------------------------------- brands written for this, and a workspace of one

BRANDS = Path(__file__).with_name("brands")
POLICY = """
house = "{brand}"
brand = "{brand}"

[[people]]
name = "Erin"
roles = ["editor", "owner"]

[[people]]
name = "Wren"
roles = ["writer"]

[gate.low]
checklist = "off"
[gate.normal]
checklist = "off"
[gate.high]
checklist = "off"
second_approval = "off"
"""


class BrandHouse:
    """An open workspace of a brand, and the brand's own six texts."""

    def __init__(self, root: Path, brand: str) -> None:
        self.root, self.texts = root / "house", WrittenBrands.texts(brand)
        self.root.mkdir(parents=True)
        (self.root / "policy.toml").write_text(POLICY.format(brand=brand), encoding="utf-8")
        self.workspace = Workspace.furnish(self.root)
        self.person = self.workspace.person("Erin")

    def bring(self, text: str, **options: Any) -> str:
        draft = formats.read_bytes(text.encode(), "draft.md")
        return take_in(self.workspace, draft, self.workspace.person("Wren"), Options(**options))

    def sit(self, piece: str, who: str = "Wren") -> ReviewSession:
        session = self.workspace.session(piece, self.workspace.person(who))
        session.check_now()
        return session

    def approved(self, text: str, rating: int = 0) -> str:
        """A piece that Wren handed on and Erin approved."""
        piece = self.bring(text)
        self.yes(piece, rating)
        return piece

    def yes(self, piece: str, rating: int = 0) -> None:
        self.sit(piece).submit("Erin")
        self.sit(piece, "Erin").approve(rating=rating)


class WrittenBrands:
    """Makes houses of the brands in `brands`."""

    def __call__(self, root: Path, brand: str) -> BrandHouse:
        return BrandHouse(root, brand)

    @staticmethod
    def texts(brand: str) -> list[str]:
        """Its six texts, the name as people write it."""
        name = brand.casefold().replace("&", "and").replace(" ", "-")
        whole = (BRANDS / f"{name}.md").read_text(encoding="utf-8")
        return [f"# {piece}" for piece in whole.removeprefix("# ").split("\n# ")]


@pytest.fixture
def written_brands() -> WrittenBrands:
    return WrittenBrands()


@pytest.fixture
def type_over() -> Callable[[ReviewSession, str, str], None]:
    """Replaces the first place of some words on the desk, and writes it down."""

    def swap(session: ReviewSession, old: str, new: str) -> None:
        start = session.text.index(old)
        session.apply(Edit(Span(start, start + len(old)), new, Cause.TYPED))
        session.flush()

    return swap
