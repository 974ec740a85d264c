"""Practice drafts with planted faults: given out in a workspace of their own, scored, and the counts kept for whoever practised.

Nothing of it is written to a house's own workspace. Everything lies in the settings folder of whoever runs the program:

    practice/desk/           the workspace of the practice that is going on, made fresh each time
    practice/heads/          what is remembered of its history's end, apart from those of real histories
    practice/results.json    [{"practice", "who", "when", "found", "planted", "wrong", "help"}, …]
"""

import json
import shutil
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from studio import formats
from studio.app.alone import alone
from studio.app.heads import Heads
from studio.app.intake import Options, take_in
from studio.app.session import ReviewSession
from studio.app.workspace import INI, POLICY, Workspace
from studio.checks.runner import Runner
from studio.core.check import Lane
from studio.core.claim import ANSWERED, ClaimStatus, Evidence
from studio.core.data import data_path
from studio.core.errors import BadInput, NotFound
from studio.core.events import ActorKind, canonical
from studio.core.gate import GateId
from studio.core.piece import Role, Stage
from studio.core.practice import Fault, Key, Remark, Score, Trap, Verdict, score
from studio.core.span import Span

COLLEAGUE = "Robin Vale"
"""Who hands the draft in, or is there to take it: nobody who works anywhere."""

_KEEP = 200  # results; the oldest go first


@dataclass(frozen=True)
class Exercise:
    """One practice draft. `id` is its folder's name, `writer-1` say."""

    id: str
    folder: Path

    @property
    def role(self) -> Role:
        return Role(self.id.rsplit("-", 1)[0])

    @cached_property
    def draft(self) -> formats.Draft:
        return formats.read(self.folder / "draft.md")

    @cached_property
    def brief(self) -> str:
        return (self.folder / "brief.md").read_text(encoding="utf-8").strip()

    @property
    def title(self) -> str:
        return self.draft.title

    @property
    def channel(self) -> str:
        return self.draft.meta["channel"]

    @cached_property
    def sheet(self) -> dict[str, Any]:
        """All that `key.toml` says."""
        return tomllib.loads((self.folder / "key.toml").read_text(encoding="utf-8"))

    @property
    def trains(self) -> str:
        return str(self.sheet["trains"])

    @property
    def minutes(self) -> int:
        return int(self.sheet["minutes"])

    @cached_property
    def key(self) -> Key:
        faults = tuple(Fault(**{**each, "rules": tuple(each.get("rules", ()))}) for each in self.sheet["fault"])
        traps = tuple(Trap(**each) for each in self.sheet.get("trap", ()))
        return Key(faults, traps, Verdict(self.sheet.get("verdict", "")), self.sheet.get("verdict_why", ""))


def exercises(role: Role | None = None) -> tuple[Exercise, ...]:
    """Every practice draft, by role and number; of one role alone where it is given."""
    order = list(Role)
    found = [Exercise(path.name, path) for path in data_path("resources", "practice").iterdir() if path.is_dir()]
    wanted = [each for each in found if role is None or each.role is role]
    return tuple(sorted(wanted, key=lambda each: (order.index(each.role), each.id)))


def exercise(name: str) -> Exercise:
    """Raises: NotFound, where there is none of that name."""
    for each in exercises():
        if each.id == name.strip().lower():
            return each
    raise NotFound(f"There is no practice “{name}”.", "`bluepencil practice list` names them.")


# ---------------------------------------------------------------- results


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one practice, in counts; nothing of the text is kept.

    Attributes:
        practice: its id.
        when: UTC, ISO 8601.
        help: whether the checks' flags were to be seen.
    """

    practice: str
    who: str
    when: str
    found: int
    planted: int
    wrong: int
    help: bool = True

    @property
    def words(self) -> str:
        flagged = f"{self.wrong} wrongly flagged" if self.wrong else "nothing wrongly flagged"
        return f"{self.found} of {self.planted} found, {flagged}{'' if self.help else ', without help'}"


class Practice:
    """The practice room of whoever runs the program.

    Args:
        folder: where it is; it is made when something is put there.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.folder = folder
        self._now = now

    @classmethod
    def own(cls) -> "Practice":
        """In the settings folder."""
        return cls(user_config_path("bluepencil") / "practice")

    @property
    def desk(self) -> Path:
        """Folder of the practice workspace."""
        return self.folder / "desk"

    def begin(self, chosen: Exercise, name: str, *, help: bool = True) -> tuple[Workspace, str]:
        """Make the workspace anew with the draft on its desk, and open it; see `make` and `open`."""
        piece = self.make(chosen, name, help=help)
        return self.open(help=help), piece

    def make(self, chosen: Exercise, name: str, *, help: bool = True) -> str:
        """Make the workspace anew and put the draft on its desk, as far on its way as the role asks for.

        Args:
            name: who practises.
            help: whether the checks look at the text.
        Returns:
            The piece's id.
        Raises:
            BadInput: the folder cannot be made.
        """
        try:
            shutil.rmtree(self.desk, ignore_errors=True)
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"The practice cannot be made in {self.folder}: {error.strerror}."
            raise BadInput(message, "Check the folder of your settings.") from None
        brand = chosen.draft.meta["brand"]
        with Workspace.create(self.desk, name, brand, heads=self._heads) as made:  # type: ignore[arg-type]
            (made.root / POLICY).write_text(_policy(chosen, name, brand), encoding="utf-8")
            if not help:
                (made.root / INI).write_text("StylesPath = styleguides\n\n[*]\n", encoding="utf-8")
        with Workspace.open(self.desk, heads=self._heads) as workspace:  # type: ignore[arg-type]
            return _hand_in(workspace, chosen, name)

    def open(self, *, help: bool = True) -> Workspace:
        """The workspace of the practice that is going on; without help no check looks at its text."""
        workspace = Workspace.open(self.desk, heads=self._heads)  # type: ignore[arg-type]
        if not help:
            workspace.runner = Runner(())
        return workspace

    @property
    def _heads(self) -> Heads:
        return Heads(self.folder / "heads")

    def is_here(self, root: Path) -> bool:
        """Whether a workspace is the practice's own."""
        return root.resolve() == self.desk.resolve()

    # ------------------------------------------------------------ what came of it

    def keep(self, chosen: Exercise, who: str, found: Score, *, help: bool = True) -> Result:
        """Remember the counts. Raises: BadInput, where they cannot be written."""
        when = self._now().astimezone(UTC).isoformat(timespec="seconds")
        made = Result(chosen.id, who, when, found.found, found.planted, found.wrong, help)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with alone(self.folder / ".lock"):
                rows = [*self.results(), made][-_KEEP:]
                beside = self._file.with_suffix(".new")
                beside.write_text(json.dumps([asdict(each) for each in rows], ensure_ascii=False, indent=1), encoding="utf-8")
                beside.replace(self._file)
        except OSError as error:
            message = f"The result cannot be kept in {self.folder}: {error.strerror}."
            raise BadInput(message, "Check the folder of your settings.") from None
        return made

    def results(self, who: str = "") -> Sequence[Result]:
        """What is remembered, oldest first; of one person alone where a name is given. A file that cannot be read holds none."""
        try:
            rows = [Result(**each) for each in json.loads(self._file.read_text(encoding="utf-8"))]
        except (OSError, ValueError, TypeError):
            return ()
        return [each for each in rows if not who or each.who == who]

    @property
    def _file(self) -> Path:
        return self.folder / "results.json"


def _policy(chosen: Exercise, name: str, brand: str) -> str:
    """A house of two: whoever practises, and the colleague."""
    other = Role.EDITOR if chosen.role is Role.WRITER else Role.WRITER
    colleague = COLLEAGUE if name.casefold() != COLLEAGUE.casefold() else f"{COLLEAGUE} the other"
    people = [(name, chosen.role), (colleague, other)]
    told = "\n".join(f"[[people]]\nname = {canonical(who)}\nroles = [{canonical(role.value)}]\n" for who, role in people)
    # A gate that refuses would decide in their place: whether it may go out is what editors and owners practise.
    gate = "" if chosen.role is Role.WRITER else "[gate]\n" + "".join(f'{each.value} = "off"\n' for each in GateId)
    return f'house = "Practice"\nbrand = {canonical(brand)}\n\n{told}\n{gate}'


def _hand_in(workspace: Workspace, chosen: Exercise, name: str) -> str:
    me, colleague = workspace.policy.persons
    writer = me if chosen.role is Role.WRITER else colleague
    piece = take_in(workspace, chosen.draft, writer, Options(brief=chosen.brief))
    if chosen.role is Role.WRITER:
        return piece
    session = workspace.session(piece, writer)
    session.check_now()
    for item in chosen.sheet.get("evidence", ()):
        for claim in [row for row in session.claims if item["claim"] in row.text or row.text in item["claim"]]:
            session.attach_evidence(claim, Evidence(item["url"], item["quote"]))
    session.submit(name, note="I have been through it. Is it ready to go out?")
    return piece


# ---------------------------------------------------------------- scoring


def scored(chosen: Exercise, session: ReviewSession, workspace: Workspace) -> Score:
    """The score of the practice on the desk, as things stand."""
    verdict = {Stage.APPROVED: Verdict.APPROVE, Stage.CHANGES_REQUESTED: Verdict.SEND_BACK}.get(session.piece.stage, Verdict.NONE)
    has_looked = bool(session.ran) and all(session.is_current(lane) for lane in Lane)
    flags = [(flag.rule, flag.span) for flag in session.all_flags] if has_looked else None
    return score(chosen.key, session.original, session.text, remarks(session, workspace), verdict, flags)


def remarks(session: ReviewSession, workspace: Workspace) -> list[Remark]:
    """What the person at the desk said of words of the draft: comments, flags dismissed, claims decided or asked about."""
    draft, who = session.original, session.person.name
    said: list[tuple[str, int, bool]] = []
    for comment in workspace.history.judged.comments(session.piece.id):
        if comment.anchor and comment.by.kind is ActorKind.PERSON and comment.by.name == who:
            said.append((comment.anchor.text, comment.anchor.span.start, False))
    for flag in session.all_flags:
        dismissal = session.dismissal_of(flag)
        if dismissal and dismissal.who == who:
            said.append((flag.text, flag.span.start, True))
    for claim in session.claims:
        if claim.span is None:
            continue
        if claim.decided_by == who and claim.status is not ClaimStatus.UNVERIFIED:
            said.append((claim.span.of(session.text), claim.span.start, claim.status in ANSWERED))
        elif any(question.who == who for question in claim.questions):
            said.append((claim.span.of(session.text), claim.span.start, False))
    found = [(place_in(draft, words, near), passed) for words, near, passed in said]
    return [Remark(span, passed) for span, passed in found if span is not None]


def place_in(draft: str, words: str, near: int = 0) -> Span | None:
    """Where words stand in the draft, next to a place; None where they are not the draft's."""
    places, start = [], draft.find(words) if words else -1
    while start >= 0:
        places.append(start)
        start = draft.find(words, start + 1)
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - near))
    return Span(start, start + len(words))
