"""Published texts of a made-up brand, and what is learned from them."""

from collections.abc import Callable, Sequence

import pytest

from studio.checks.readability import figures
from studio.core.document import Document
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
