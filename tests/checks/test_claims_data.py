"""Every pattern, trap and softer wording of the data files does what its own examples say, and a bad file is named."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.checks.claiming import categories, model, traps
from studio.checks.claiming.categories import CATEGORIES, ORDER
from studio.checks.claiming.detector import PATTERNS, readings
from studio.checks.claiming.patterns import Pattern, Place, Softer, folder
from studio.checks.claiming.traps import TRAPS, Trap
from studio.core.document import Document


@pytest.fixture(autouse=True)
def unseconded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern's examples are its own, whatever the model makes of them."""
    monkeypatch.setattr(model, "DOUBT", 0.0)


SOFTER = tuple(softer for category in CATEGORIES.values() for softer in category.softer)


def seen(text: str) -> Iterator[tuple[str, dict[str, Pattern]]]:
    """The words of every claim in a Markdown text, and by category the pattern that saw it."""
    for placed in Document.parse(text).blocks:
        for span, found in readings(placed.block):
            yield span.of(placed.block.text), found


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [pytest.param(pattern, sentence, id=f"{pattern.id}-{n}") for pattern in PATTERNS for n, sentence in enumerate(pattern.finds)],
)
def test_a_pattern_finds_its_examples(pattern: Pattern, sentence: str):
    claims = list(seen(sentence))
    assert pattern.category in {name for _, found in claims for name in found}
    if pattern.place is Place.ANY:  # another one of its category may be as heavy and stand before it in the file
        assert any(pattern.find.search(words) for words, _ in claims)
    else:
        assert any(pattern in found.values() for _, found in claims)


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        pytest.param(pattern, sentence, id=f"{pattern.id}-{n}")
        for pattern in PATTERNS
        for n, sentence in enumerate(pattern.passes)
    ],
)
def test_a_pattern_passes_over_what_only_looks_like_it(pattern: Pattern, sentence: str):
    assert not [words for words, found in seen(sentence) if pattern in found.values()]


@pytest.mark.parametrize(
    ("trap", "text"), [pytest.param(trap, text, id=f"{trap.id}-{n}") for trap in TRAPS for n, text in enumerate(trap.lets_off)]
)
def test_what_a_trap_lets_off_is_not_shown_to_a_writer(trap: Trap, text: str):
    assert [(words, list(found)) for words, found in seen(text)] == []


@pytest.mark.parametrize(
    ("trap", "text"), [pytest.param(trap, text, id=f"{trap.id}-{n}") for trap in TRAPS for n, text in enumerate(trap.keeps)]
)
def test_a_trap_lets_no_claim_escape(trap: Trap, text: str):
    assert list(seen(text))


@pytest.mark.parametrize("softer", [pytest.param(softer, id=softer.id) for softer in SOFTER])
def test_a_softer_wording_reads_as_its_example_says(softer: Softer):
    assert softer.find.sub(softer.becomes, softer.before, count=1) == softer.after


def test_every_kind_of_claim_has_its_file_and_says_why_evidence_is_asked_for():
    assert tuple(CATEGORIES) == ORDER
    for category in CATEGORIES.values():
        assert category.need.endswith(".")
        assert category.need.count(". ") == 0
        assert category.patterns
    for pattern in PATTERNS:
        assert not pattern.because.endswith(".")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The data files in a folder of their own, to be spoilt."""
    shutil.copytree(folder(), tmp_path / "claims")
    return tmp_path / "claims"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("ranking.toml", 'id = "only"', "id = ", "ranking.toml"),
        ("ranking.toml", 'because = "says it is the only one"', 'reason = "x"', r"ranking\.toml: pattern knows no reason"),
        ("ranking.toml", 'because = "says it is the only one"\n', "", r"ranking\.toml: ranking\.only has no 'because'"),
        ("ranking.toml", "{place}", "{palace}", r"ranking\.toml: ranking\.\w+ names the word list 'palace'"),
        ("ranking.toml", 'id = "ranking"', 'id = "rank"', r"ranking\.toml: calls itself 'rank'"),
        ("ranking.toml", 'id = "only"', 'id = "first"', r"ranking\.toml: has ranking\.first more than once"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_named(copied: Path, file: str, old: str, new: str, message: str):
    text = (copied / file).read_text(encoding="utf-8")
    assert old in text
    (copied / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        categories.load(copied)


def test_a_trap_without_examples_is_named(copied: Path):
    text = (copied / "traps.toml").read_text(encoding="utf-8")
    (copied / "traps.toml").write_text(text + '\n[[trap]]\nid = "odd"\ndoes = "blank"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"traps\.toml: odd has no because, find, keeps, lets_off"):
        traps.load(copied)
