"""Campaigns in the window: what the page shows, and what is done with the one that is shown."""

from PySide6.QtCore import QObject, QTimer

from studio.app import campaigns, moving
from studio.app.campaigns import Standing
from studio.core.acts import Act, refusal
from studio.core.errors import KnownError, NotFound, Refused
from studio.core.judgement import Campaign
from studio.core.piece import Stage
from studio.ui.acts.board import BoardActs
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.campaigns.page import CampaignHands, CampaignsPage
from studio.ui.campaigns.sheets import approve_sheet, campaign_sheet, pieces_sheet
from studio.ui.dialogs.moving import WEEK
from studio.ui.dialogs.sheets import Sheet, last_day, note_field

PAGE = "campaigns"
_LATER = 150  # milliseconds; several changes at once are one look


class CampaignActs(QObject):
    """The hands of the page. What may be done, `app.campaigns` says; here it is asked for."""

    def __init__(self, shell: Shell, desk: DeskActs, board: BoardActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk, self._board = shell, desk, board
        self._shown = ""
        guard = shell.guard
        self.page = CampaignsPage(
            shell.theme(),
            CampaignHands(
                make=lambda: guard(lambda: self._ask(None)),
                open_piece=lambda piece: guard(lambda: self._open_piece(piece)),
                change=lambda: guard(lambda: self._ask(self._campaign())),
                add=lambda: guard(self._add),
                approve=lambda: guard(self._approve),
                hold=lambda: guard(self._hold),
                resume=lambda: guard(self._resume),
                remove=lambda piece: guard(lambda: self._remove(piece)),
                board=lambda: guard(lambda: board.open(self._campaign().id)),
            ),
        )
        shell.pages.add(PAGE, self.page)
        self.page.left.connect(self.close)
        self.page.chosen.connect(lambda id: guard(lambda: self._show(id)))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(lambda: guard(self.refresh))
        desk.closing.connect(self._forget)

    # ------------------------------------------------------------ coming and going

    @property
    def is_shown(self) -> bool:
        return self._shell.pages.current == PAGE

    def open(self) -> None:
        """Show the campaigns, the one of the piece on the desk before the others."""
        self._desk.at_desk()
        self._shell.review.writing.flush()
        self._shell.review.card.hide()
        session = self._shell.review.session
        if session and session.piece.campaign:
            self._shown = session.piece.campaign
        self._shell.pages.open(PAGE)
        self.refresh()
        self.page.take_keys()

    def close(self) -> None:
        """Back to the desk, as it was."""
        if self._shell.pages.close_page(PAGE):
            self._shell.review.editor.working.setFocus()

    def look_soon(self) -> None:
        """Something happened: show it, in a moment, where the page is to be seen."""
        if self.is_shown:
            self._later.start()

    def _forget(self) -> None:
        self._later.stop()
        self._shown = ""
        self.page.forget()
        self._shell.pages.close_page(PAGE)

    def refresh(self) -> None:
        """Show how every campaign stands now."""
        if not self.is_shown or self._desk.workspace is None:
            return
        workspace, person = self._desk.at_desk()
        every = [campaigns.standing(workspace, each) for each in campaigns.campaigns(workspace, person)]
        shown = next((each for each in every if each.campaign.id == self._shown), every[0] if every else None)
        self._shown = shown.campaign.id if shown else ""
        self.page.show_campaigns(every, shown, len(self._held(shown)) if shown else 0)

    def _show(self, id: str) -> None:
        if id != self._shown:
            self._shown = id
            self.refresh()

    def _held(self, shown: Standing) -> set[str]:
        workspace, _ = self._desk.at_desk()
        if all(each.piece.stage is not Stage.ON_HOLD for each in shown.members):
            return set()
        return moving.held_together(workspace, "campaign", shown.campaign.id)

    def _campaign(self) -> Campaign:
        workspace, person = self._desk.at_desk()
        if not self._shown:
            raise NotFound("No campaign is chosen.", "Make one first.")
        return campaigns.campaign(workspace, self._shown, person)

    # ------------------------------------------------------------ what is done

    def _ask(self, before: Campaign | None) -> None:
        workspace, person = self._desk.at_desk()
        workspace.must_be_writable()
        if refused := refusal(Act.CAMPAIGN, person, None, workspace.policy.persons):
            raise Refused(*refused)
        known = {workspace.policy.brand, *person.brands, *(piece.brand for piece in workspace.pieces_for(person))}
        known |= {before.brand} if before else set()  # what holds now is among them even where no piece has it any more
        brands = sorted((name for name in known if name and person.works_on(name)), key=str.casefold)
        people = [each.name for each in workspace.policy.persons if not person.brands or any(map(each.works_on, brands))]
        people.sort(key=lambda name: name != person.name)
        several = [] if person.brands else [("", "Several brands")]
        choices = [*several, *((name, name) for name in brands)]

        def keep(said: dict[str, str]) -> None:
            self._shown = campaigns.save(workspace, person, said.pop("name"), id=before.id if before else "", **said).id

        self._sheet(campaign_sheet(self._shell.theme(), self._shell.window, before, choices, people, keep), "")

    def _add(self) -> None:
        workspace, person = self._desk.at_desk()
        workspace.must_be_writable()
        found = self._campaign()
        could = campaigns.could_join(workspace, person, found)
        if not could:
            raise KnownError("There is no piece that could join.", "Import drafts, and choose the campaign there.")

        def join(ids: list[str]) -> None:
            if not ids:
                raise KnownError("No piece is ticked.", "Tick those that belong to it.")
            self._shell.review.writing.flush()
            campaigns.join(workspace, person, found, ids)
            self._take_note(ids)

        self._sheet(pieces_sheet(self._shell.theme(), self._shell.window, found, could, join), "")

    def _remove(self, piece: str) -> None:
        workspace, person = self._desk.at_desk()
        self._shell.review.writing.flush()
        campaigns.leave(workspace, person, [piece])
        self._take_note([piece])
        self.refresh()

    def _take_note(self, ids: list[str]) -> None:
        """The piece on the desk is another one's doing too: it is looked at anew where it is among them."""
        session = self._shell.review.session
        if session and session.piece.id in ids:
            self._desk.put_again()

    def _approve(self) -> None:
        workspace, person = self._desk.at_desk()
        self._shell.review.writing.flush()
        found = self._campaign()
        now = campaigns.standing(workspace, found)
        if refused := refusal(Act.APPROVE_CAMPAIGN, person, None, workspace.policy.persons):
            raise Refused(*refused)
        people = [each.name for each in workspace.policy.persons if each.works_on(found.brand)]
        sheet = approve_sheet(
            *(self._shell.theme(), self._shell.window, found, [each.piece.title for each in now.members], people),
            lambda note, responsible: campaigns.approve(workspace, person, found, note, responsible, now),
        )
        self._sheet(sheet, f"“{found.name}” is approved as a set.")

    def _hold(self) -> None:
        workspace, person = self._desk.at_desk()
        workspace.must_be_writable()
        found = self._campaign()
        many = len(campaigns.members(workspace, found.id))
        told = f"All {many} pieces of it stop: none of them can be exported until somebody takes them off hold."
        sheet = Sheet(self._shell.theme(), f"Hold everything of “{found.name}”", told, self._shell.window)
        reason, until = note_field("Why, so that whoever waits knows"), last_day("Until", WEEK)
        sheet.ask("Reason", reason)
        sheet.ask("Last day, where one is known", until)

        def hold() -> None:
            self._shell.review.writing.flush()
            done = moving.hold_all(workspace, person, reason.toPlainText(), until.iso, campaign=found.id)
            self._take_note(list(done.done))

        sheet.answer("Hold everything", hold)
        reason.setFocus()
        self._sheet(sheet, "Everything of it is on hold.")

    def _resume(self) -> None:
        workspace, person = self._desk.at_desk()
        workspace.must_be_writable()
        found = self._campaign()
        told = "The pieces that were held together go on from where they were; a piece held by itself stays on hold."
        sheet = Sheet(self._shell.theme(), f"Take “{found.name}” off hold", told, self._shell.window)
        note = note_field("Note (optional)")
        sheet.ask("Note", note)

        def resume() -> None:
            self._take_note(list(moving.resume_all(workspace, person, note.toPlainText(), campaign=found.id).done))

        sheet.answer("Take off hold", resume)
        self._sheet(sheet, "It goes on.")

    def _open_piece(self, piece: str) -> None:
        self._desk.open_piece(piece)
        self.close()

    def _sheet(self, sheet: Sheet, said: str) -> None:
        def after() -> None:
            if said:
                self._shell.notices.say(said)
            self._shell.refresh()
            self.refresh()
            self.page.take_keys()

        sheet.accepted.connect(after)
        self._shell.open_sheet(sheet)
