"""The sentences that the claim model is taught with, read from `training/`; its README says what the labels mean."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TRAINING = Path(__file__).parent / "training"
LABELS = ("claim", "fact", "none")


@dataclass(frozen=True)
class Lesson:
    """One sentence to learn from, and the name of the file it stands in."""

    label: str
    text: str
    file: str

    @property
    def part(self) -> str:
        """The kind of text it stands for: `debates`, `marketing` or `reports`."""
        return self.file.partition("-")[0]


def read(folder: Path = TRAINING) -> Iterator[Lesson]:
    """The sentences, in the order of files and lines.

    Raises:
        ValueError: for a line that is not a known label, a tab and a sentence.
    """
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            label, _, text = line.partition("\t")
            if label not in LABELS or not text.strip() or "\t" in text:
                raise ValueError(f"{path.name}:{number}: wanted a label, a tab and a sentence, not {line!r}")
            yield Lesson(label, text, path.stem)


def digest(folder: Path = TRAINING) -> str:
    """SHA-256 over files, labels and sentences."""
    rows = [f"{lesson.file}\t{lesson.label}\t{lesson.text}" for lesson in read(folder)]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
