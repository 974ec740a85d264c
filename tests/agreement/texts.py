"""What both programs read: texts of our own, with all that Markdown has, and a probe for every entry of every list."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from studio.guides.pattern import is_plain
from studio.guides.reading import BrokenRule, Keys, read

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def own_texts() -> list[Path]:
    """Texts of our own: those written for this, the sample's drafts, and the prose that the guides are tried on."""
    homes = (HERE / "corpus", ROOT / "resources" / "sample" / "drafts", ROOT / "tests" / "guides" / "prose")
    return [path for home in homes for path in sorted(home.glob("*")) if path.suffix in (".md", ".txt")]


def packages_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and next(path.glob("*.yml"), None))


def set_up(home: Path, packages: Sequence[Path], texts: Sequence[Path]) -> list[Path]:
    """A folder with the packages, all of them switched on for every file, and copies of the texts."""
    for package in packages:
        shutil.copytree(package, home / "styles" / package.name)
    names = ", ".join(package.name for package in packages)
    ini = f"StylesPath = styles\nMinAlertLevel = suggestion\n\n[*]\nBasedOnStyles = {names}\n"
    (home / ".vale.ini").write_text(ini, encoding="utf-8")
    return _copies(home, texts)


def set_up_house(home: Path, packages: Sequence[Path], texts: Sequence[Path]) -> list[Path]:
    """A folder as a house might have it: sections, levels, switches, terms, ignored words, rules of its own of every kind."""
    shutil.copytree(HERE / "house" / "styles", home / "styles")
    for package in packages:
        shutil.copytree(package, home / "styles" / package.name)
    shutil.copyfile(HERE / "house" / "vale.ini", home / ".vale.ini")
    return _copies(home, texts)


def _copies(home: Path, texts: Sequence[Path]) -> list[Path]:
    """The texts in `home`; the first one a second time with the line ends of Windows."""
    made = []
    for path in texts:
        made.append(Path(shutil.copyfile(path, home / path.name)))
    windows = home / f"windows-{texts[0].name}"
    windows.write_bytes(texts[0].read_bytes().replace(b"\n", b"\r\n"))
    return [*made, windows]


def probes(packages: Sequence[Path], home: Path) -> list[Path]:
    """One file per package: a paragraph for every plain word or phrase that one of its rules lists."""
    made = []
    for package in packages:
        lines = [f"We say {entry} now." for path in sorted(package.glob("*.yml")) for entry in _entries(path)]
        if lines:
            path = home / f"probe-{package.name}.md"
            path.write_text("\n\n".join(dict.fromkeys(lines)) + "\n", encoding="utf-8")
            made.append(path)
    return made


def _entries(path: Path) -> Iterator[str]:
    try:
        keys = Keys(read(path))
    except BrokenRule:
        return
    if keys.text("extends") not in ("existence", "substitution"):
        return
    listed = [item.text for item in keys.texts("tokens")] + [bad.text for bad, _ in keys.pairs("swap")]
    yield from (entry for entry in listed if is_plain(entry))
