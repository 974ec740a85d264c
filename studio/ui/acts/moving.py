"""A piece's other stages, and what it is. The session refuses; this asks for what it needs."""

from collections.abc import Callable

from studio.app import moving
from studio.app.campaigns import campaigns
from studio.app.session import ReviewSession
from studio.app.templates import templates
from studio.app.workspace import Workspace
from studio.core.acts import Act, may, refusal
from studio.core.errors import Refused
from studio.core.phrases import count
from studio.core.piece import Person, Stage
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs import moving as sheets
from studio.ui.dialogs.sheets import Sheet


class MovingActs:
    """Opens the sheet for each step, unless the step is refused beforehand."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        self._shell, self._desk = shell, desk

    # ------------------------------------------------------------ one piece

    def recall(self) -> None:
        session = self._ready(Act.RECALL)
        who = session.piece.assignee or "the editor"
        explained = f"“{session.piece.title}” leaves the list of {who} and is drafted again. A note says why, where it helps."
        self._note("Take back from review", explained, "Note (optional)", "Take back", session.recall, "Drafting again.")

    def reopen(self) -> None:
        session = self._ready(Act.REOPEN)
        explained = f"The yes to “{session.piece.title}” ends. It is drafted again, and takes another yes whatever its text."
        self._note("Reopen", explained, "What has to be corrected?", "Reopen", session.reopen, "Reopened, to be corrected.")

    def publish(self) -> None:
        session = self._ready(Act.PUBLISH)
        sheet = sheets.publish_sheet(self._shell.theme(), self._shell.window, session.piece.title, session.publish)
        self._open(sheet, "Published. The text stands as it is until somebody reopens it.")

    def hold(self) -> None:
        session = self._ready(Act.HOLD)
        sheet = sheets.hold_sheet(self._shell.theme(), self._shell.window, session.piece.title, session.hold)
        self._open(sheet, "On hold.")

    def resume(self) -> None:
        session = self._ready(Act.RESUME)
        back = Stage(session.piece.held_from or Stage.DRAFTING).label
        explained = f"“{session.piece.title}” is “{back}” again."
        self._note("Take off hold", explained, "Note (optional)", "Take off hold", session.resume, f"“{back}” again.")

    def withdraw(self) -> None:
        session = self._ready(Act.WITHDRAW)
        explained = f"“{session.piece.title}” is given up, or taken back from its readers. Its history stays."
        self._note("Withdraw", explained, "Why is it withdrawn?", "Withdraw", session.withdraw, "Withdrawn.")

    def bring_back(self) -> None:
        session = self._ready(Act.BRING_BACK)
        explained = f"“{session.piece.title}” is drafted again, and takes a yes of its own."
        self._note("Bring back", explained, "Note (optional)", "Bring back", session.bring_back, "Drafting again.")

    def describe(self) -> None:
        """What the piece is, and who answers for it."""
        session = self._ready(Act.DESCRIBE)
        workspace, person = self._desk.at_desk()
        piece = session.piece
        choices = sheets.Choices(
            moving.brands_known(workspace, person),
            moving.is_new(workspace, piece),
            [each.name for each in workspace.policy.persons if each.works_on(piece.brand)],
            [
                (each.id, each.name)
                for each in campaigns(workspace, person)
                if each.brand.casefold() in ("", piece.brand.casefold())
            ],
            [(each.name, each.title) for each in templates(workspace)],
        )

        def save(what: dict[str, str | bool]) -> None:
            if what and session.describe(what):
                self._shell.notices.say("Saved. The checks look again.")

        self._open(sheets.describe_sheet(self._shell.theme(), self._shell.window, piece, choices, save), "")

    # ------------------------------------------------------------ everything of a brand or of a campaign

    def hold_all(self) -> None:
        workspace, person = self._may(Act.HOLD)
        brands, named = self._reach()

        def hold(brand: str, campaign: str, reason: str, until: str) -> None:
            self._shell.review.writing.flush()
            done = moving.hold_all(workspace, person, reason, until, brand=brand, campaign=campaign)
            self._tell(done, "on hold")

        self._shell.open_sheet(sheets.hold_all_sheet(self._shell.theme(), self._shell.window, brands, named, hold))

    def resume_all(self) -> None:
        workspace, person = self._may(Act.RESUME)
        brands, named = self._reach()
        brands = [name for name in brands if moving.held_together(workspace, "brand", name)]
        named = [(id, name) for id, name in named if moving.held_together(workspace, "campaign", id)]
        if not brands and not named:
            raise Refused("Nothing was put on hold as a whole.", "Open a piece that is on hold, and take it off hold.")

        def resume(brand: str, campaign: str, note: str) -> None:
            self._shell.review.writing.flush()
            self._tell(moving.resume_all(workspace, person, note, brand=brand, campaign=campaign), "off hold")

        self._shell.open_sheet(sheets.resume_all_sheet(self._shell.theme(), self._shell.window, brands, named, resume))

    def _reach(self) -> tuple[list[str], list[tuple[str, str]]]:
        """The brands and campaigns that the person at the desk works on, as far as they have pieces."""
        workspace, person = self._desk.at_desk()
        pieces = workspace.pieces_for(person)
        brands = sorted({piece.brand for piece in pieces if piece.brand}, key=str.casefold)
        used = {piece.campaign for piece in pieces}
        named = [(each.id, each.name) for each in campaigns(workspace, person) if each.id in used]
        if not brands and not named:
            raise Refused("No piece here belongs to a brand or a campaign.", "Import a draft, or say what a piece is.")
        return brands, named

    def _may(self, act: Act) -> tuple[Workspace, Person]:
        """Raises: Refused, where the person at the desk may not, whatever the piece."""
        workspace, person = self._desk.at_desk()
        workspace.must_be_writable()
        if not may(act, person):
            raise Refused(*(refusal(act, person, None, workspace.policy.persons) or ("", "")))
        return workspace, person

    def _tell(self, done: moving.Reached, how: str) -> None:
        self._desk.put_again()
        self._shell.refresh()
        left = f" {count(len(done.left), 'piece')} left as they are." if done.left else ""
        self._shell.notices.say(f"{count(len(done.done), 'piece')} {how}.{left}")

    # ------------------------------------------------------------ within

    def _ready(self, act: Act) -> ReviewSession:
        """The piece on the desk, everything typed written. Raises: Refused, where `act` may not be now."""
        session = self._desk.session()
        self._desk.at_desk()[0].must_be_writable()
        session.flush()
        session.must(act)
        return session

    def _note(self, title: str, explained: str, asks: str, verb: str, act: Callable[[str], object], said: str) -> None:
        sheet = sheets.note_sheet(self._shell.theme(), self._shell.window, title, explained, asks, verb, act)
        self._open(sheet, said)

    def _open(self, sheet: Sheet, said: str) -> None:
        if said:
            sheet.accepted.connect(lambda: self._shell.notices.say(said))
        self._shell.open_sheet(sheet)
