"""The sample workspace: the files of `resources/sample`, and a history made by performing the real use cases."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from studio.app.lived_in import Clock, live_in
from studio.app.workspace import HISTORY, Workspace
from studio.core.data import data_path
from studio.core.errors import BadInput

_COPIED = (".vale.ini", "policy.toml", "voice.md", "voice", "facts.md", "styleguides", "templates")


def open_sample(root: Path) -> Workspace:
    """Open the sample workspace in `root`; make it first where there is none. It is made whole or not at all.

    Raises:
        BadInput: when the folder holds something else, or cannot be made.
    """
    if (root / HISTORY).exists():
        return Workspace.open(root)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise BadInput(f"{root} already holds something else.", "Choose a new or an empty folder for the sample.")
    try:
        _make(root.resolve())
    except OSError as error:
        raise BadInput(f"The sample cannot be made in {root}: {error.strerror}.", "Choose another place.") from error
    return Workspace.open(root)


def is_sample(root: Path) -> bool:
    """Whether a workspace is the sample, with the policy it came with."""
    policies = [folder / "policy.toml" for folder in (root, data_path("resources", "sample"))]
    return all(path.is_file() for path in policies) and policies[0].read_bytes() == policies[1].read_bytes()


def _make(root: Path) -> None:
    """Make the sample beside its place, and put it there once it is whole."""
    root.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=root.parent, prefix=f".{root.name}-") as beside:
        made = Path(beside) / root.name
        made.mkdir()
        source = data_path("resources", "sample")
        _copy(source, made)
        clock = Clock()
        with Workspace.furnish(made, now=clock, monotonic=clock.seconds) as workspace:
            live_in(workspace, source, clock)
        if root.exists():  # the folder itself may not be replaced: somebody may stand in it
            for part in sorted(made.iterdir(), key=lambda part: part.name == HISTORY):  # what says that all is here comes last
                part.rename(root / part.name)
        else:
            made.rename(root)


def _copy(source: Path, target: Path) -> None:
    for name in _COPIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
        else:
            shutil.copy(source / name, target / name)
