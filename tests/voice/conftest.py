"""Published texts of a made-up brand, and what is learned from them."""

from collections.abc import Callable, Sequence

import pytest

from studio.checks.readability import figures
from studio.core.document import Document
from studio.core.voice import Voice, listen
from studio.core.voice_learning import learn
from studio.core.voice_profile import Avoided, Profile
from studio.core.voicing import target_of


def measured(text: str) -> Voice:
    """A text's figures, as far as no house has a say in them."""
    document = Document.parse(text)
    return listen(document, figures(document).grade)


@pytest.fixture
def learned() -> Callable[..., Profile]:
    """Makes the profile of some texts."""

    def make(texts: Sequence[str], avoided: Sequence[str] = ()) -> Profile:
        named = [(f"{number}.md", text) for number, text in enumerate(texts, 1)]
        target = target_of("texts", [(name, measured(text)) for name, text in named])
        assert target
        return learn("Mill", "blog", target, named, [Avoided(each, "the house’s term list rejects it") for each in avoided])

    return make
