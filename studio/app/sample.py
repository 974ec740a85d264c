"""The sample workspace: the files of `resources/sample`, and a history made by performing the real use cases."""

import shutil
import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from studio import formats
from studio.app.intake import take_in
from studio.app.session import ReviewSession
from studio.app.workspace import HISTORY, Workspace
from studio.core.changes import compare
from studio.core.claim import Claim, ClaimStatus, Evidence
from studio.core.data import data_path
from studio.core.document import normalise
from studio.core.edit import Cause, Edit, minimal
from studio.core.errors import BadInput
from studio.core.flag import Reason

_COPIED = (".vale.ini", "policy.toml", "voice.md", "voice", "facts.md", "styleguides")


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


def _make(root: Path) -> None:
    """Make the sample beside its place, and put it there once it is whole."""
    root.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=root.parent, prefix=f".{root.name}-") as beside:
        made = Path(beside) / root.name
        made.mkdir()
        source = data_path("resources", "sample")
        _copy(source, made)
        with Workspace.furnish(made) as workspace:
            seed(workspace, source)
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


def seed(workspace: Workspace, source: Path) -> None:
    """Bring the drafts in and every one to the stage that `sample.toml` says."""
    script = tomllib.loads((source / "sample.toml").read_text(encoding="utf-8"))
    for entry in reversed(script["draft"]):  # the first comes in last, so that it is the newest in the library
        _seed_one(workspace, source, entry)


def _seed_one(workspace: Workspace, source: Path, entry: dict[str, Any]) -> None:
    writer = workspace.person(entry.get("by", ""))
    piece = take_in(workspace, formats.read(source / "drafts" / entry["file"]), writer)
    session = workspace.session(piece, writer)
    if entry.get("edited"):
        _type(session, normalise((source / "edits" / entry["edited"]).read_text(encoding="utf-8")))
    session.check_now()
    for item in entry.get("evidence", ()):
        for claim in _claims(session, item["claim"]):
            session.attach_evidence(claim, Evidence(item["url"], item["quote"]))
    for item in entry.get("opinions", ()):
        for claim in _claims(session, item["claim"]):
            session.decide_claim(claim, ClaimStatus.OPINION, item["reason"])
    for item in entry.get("dismissed", ()):
        for flag in (flag for flag in session.flags if flag.text == item["words"]):
            session.dismiss(flag, Reason(item["reason"]), note=item.get("note", ""))
    stage = entry.get("stage", "drafting")
    if stage == "drafting":
        return
    due = datetime.combine(datetime.now(UTC).date() + timedelta(days=entry.get("due_days", 2)), time(16, 0), UTC)
    session.submit(entry["to"], due.isoformat(timespec="minutes"), entry.get("handoff", ""))
    review = workspace.session(piece, workspace.person(entry["to"]))
    if stage == "changes_requested":
        review.request_changes(entry["note"])
    elif stage == "approved":
        review.check_now()
        review.approve(entry.get("note", ""))


def _claims(session: ReviewSession, part: str) -> Iterable[Claim]:
    """The open claims that share words with `part`."""
    return [c for c in session.claims if c.is_open and (part in c.text or c.text in part)]


def _type(session: ReviewSession, text: str) -> None:
    """Edit as a person would: change by change, from the top."""
    shifted = 0
    for change in compare(session.text, text).changes:
        edit = Edit(change.before.moved(shifted), change.after_text, Cause.TYPED)
        session.apply(edit)
        session.flush()
        shifted += edit.delta
    rest = minimal(session.text, text)
    if rest:
        session.apply(rest)
        session.flush()
