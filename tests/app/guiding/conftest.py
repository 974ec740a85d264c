"""The house of `tests/app` with files of guides laid into it, as a person with an editor would."""

from collections.abc import Callable
from pathlib import Path

import pytest

from studio.app.style_desk import StyleDesk

INI = "StylesPath = styleguides\n\n[*]\nBasedOnStyles = Larkspur\n"
TEA = "extends: existence\nmessage: \"no '%s'\"\nignorecase: true\ntokens: [tea]\n"


@pytest.fixture
def lay(house) -> Callable[[str, str], Path]:
    """`lay("styleguides/Larkspur/Tea.yml", text)` writes a file of the workspace and has the guides read anew."""

    def write(name: str, text: str) -> Path:
        path = house.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        house.workspace.guides_changed()
        return path

    return write


@pytest.fixture
def desk(house, lay) -> StyleDesk:
    """The style desk of a house whose own guide has one rule, against the word tea; no bundled guide is in force."""
    lay(".vale.ini", INI)
    lay("styleguides/Larkspur/Tea.yml", TEA)
    return house.workspace.styles
