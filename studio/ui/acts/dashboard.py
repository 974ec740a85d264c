"""The dashboard: counted beside the window, and what is decided on it written down in the person's name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from studio import reports
from studio.app import audits, feedback, figures, noting
from studio.app.alerts import Alert, alerts
from studio.app.audits import Audit, AuditDone
from studio.app.export import within_brands
from studio.app.hours import WorkingHours
from studio.app.learning import Learning
from studio.app.needs import needs, waiting
from studio.app.noting import FigureNote
from studio.app.replacements import Proposal, ProposalKind
from studio.app.today import Item, today
from studio.app.workspace import Workspace
from studio.core.acts import Act, may
from studio.core.errors import Cancelled
from studio.core.outcome import Tally
from studio.core.piece import Person
from studio.core.reach import Reach
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.output import OutputActs
from studio.ui.acts.shell import Shell
from studio.ui.dashboard.audits import AuditHands
from studio.ui.dashboard.behind import BehindHands
from studio.ui.dashboard.page import DashboardPage, PageHands
from studio.ui.dashboard.proposals import ProposalHands
from studio.ui.dashboard.rows import Figure, Need, SourceTable, Subject, note_rows
from studio.ui.dashboard.telling import NOTHING, sources
from studio.ui.dashboard.telling import figures as told_figures
from studio.ui.tasks import Progress

PAGE = "dashboard"
_LATER = 1500  # milliseconds after something has changed, so that opening a workspace and approving are not held up
_NO_PIECE = "No piece is here yet. Take drafts in with Ctrl+O; the figures follow by themselves."
_MOST_COMPARED = 400  # pieces; beyond, proposals are looked for when somebody opens the dashboard and not before


@dataclass(frozen=True)
class _Found:
    """What one look brought home. `alerts` are of every day, and of the pieces that the filters leave."""

    tally: Tally
    figures: tuple[Figure, ...]
    sources: tuple[str, tuple[SourceTable, ...]]
    alerts: tuple[Alert, ...]
    audits: tuple[Audit, ...]
    record: tuple[AuditDone, ...]
    notes: tuple[FigureNote, ...]
    reach: Reach


def look(beside: Workspace, person: Person, reach: Reach) -> _Found:
    """Read everything but the proposals that concerns somebody, in a second look at the same workspace; without days, no figure
    is counted."""
    reach = within_brands(beside, person, reach)
    tally = figures.tally(beside, replace(reach, since="", until=""), rules=False)
    told, by_source = (told_figures(tally, reach.period), sources(tally, reach.period)) if reach.since else ((), ("", ()))
    standing, record = tuple(audits.audits(beside)), tuple(audits.record(beside))
    hours = WorkingHours.of(beside.policy.hours)
    stands_out, noted = alerts(tally, beside.policy.alerts, beside.pieces_for(person), hours), noting.notes(beside, person=person)
    return _Found(tally, told, by_source, stands_out, standing, record, noted, reach)


class DashboardActs(QObject):
    """The hands of the dashboard. `counted` says how much waits."""

    counted = Signal(int)

    def __init__(self, shell: Shell, desk: DeskActs, output: OutputActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk, self._output = shell, desk, output
        self._learning: Learning | None = None
        self._found: _Found | None = None
        self._whole: _Found | None = None  # the latest look that no filter narrowed: what the top bar counts
        self._proposals: Sequence[Proposal] = ()
        self._turn = 0
        self._person: Person | None = None  # for whom it was shown last
        self.page = DashboardPage(shell.theme(), self._hands())
        shell.pages.add(PAGE, self.page)
        self.page.left.connect(self.close)
        self.page.asked.connect(lambda: shell.guard(self._read))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(lambda: shell.guard(self._count))
        desk.opened.connect(self._later.start)
        desk.closing.connect(self._forget)

    def _hands(self) -> PageHands:
        return PageHands(
            BehindHands(lambda piece: self._shell.guard(lambda: self.open_piece(piece)), self._keep_note),
            ProposalHands(
                *(self._accept, self._refuse, lambda piece: self._shell.guard(lambda: self.open_piece(piece))),
                said=lambda proposal: feedback.beside(*self._desk.at_desk()[:1], proposal.pieces, self._desk.person),
            ),
            AuditHands(self._report_of, lambda tab: self.page.go_to(tab), self._finish, self._may_do),
            report=lambda: self._shell.guard(self.report),
            today=self._today,
        )

    # ------------------------------------------------------------ coming and going

    @property
    def is_shown(self) -> bool:
        return self._shell.pages.current == PAGE

    def open(self) -> None:
        """Show the page as it was left; what is in it is read anew."""
        self._shell.review.writing.flush()
        self._shell.review.card.hide()
        self._offer()
        self._shell.pages.open(PAGE)
        self.page.take_keys()
        self._read()

    def _offer(self) -> None:
        """What there is to choose from, for the person at the desk."""
        workspace, person = self._desk.at_desk()
        brands = sorted({piece.brand for piece in workspace.pieces_for(person) if piece.brand}, key=str.casefold)
        self.page.filters.offer(brands, [each.name for each in workspace.policy.persons])

    def close(self) -> None:
        """Back to the desk, as it was."""
        if self._shell.pages.close_page(PAGE):
            self._shell.review.editor.working.setFocus()

    def open_piece(self, piece: str) -> None:
        """Put a piece on the desk and go there."""
        self._desk.open_piece(piece)
        self.close()

    def report(self) -> None:
        """Ask for a report of the same pieces and days."""
        self._output.report_of("kpi", self.page.filters.reach)

    def look_soon(self) -> None:
        """Something was decided: count again what waits, in a moment."""
        if self._desk.workspace:
            self._later.start()

    def follow_person(self) -> None:
        """Somebody else may sit at the desk by now, who may decide more, or less."""
        _, person = self._desk.at_desk()
        before, self._person = self._person, person
        if person == before:
            return
        if before is None or person.brands != before.brands:  # whose pieces are counted is another question then
            self._found, self._whole, self._proposals = None, None, ()
            self._turn += 1
        if self.is_shown and not self._found:
            self._offer()
            self._read()
        elif self._found:
            self._show_proposals()
            self._show_audits(self._found)
            self._show_needs(self._found)
        else:
            self._tell_count()  # what waits for this person is another number, and no later than now
            self.look_soon()

    def _forget(self) -> None:
        self._turn += 1
        self._later.stop()
        self._learning, self._found, self._whole, self._proposals, self._person = None, None, None, (), None
        self.page.forget()
        self.counted.emit(0)
        self._shell.pages.close_page(PAGE)

    def _today(self) -> date:
        workspace = self._desk.workspace
        return date.fromisoformat(workspace.today) if workspace else date.today()  # noqa: DTZ011 - nothing is open yet

    # ------------------------------------------------------------ reading

    def _read(self) -> None:
        """Count what is chosen, and look for proposals behind it."""
        workspace, person = self._desk.at_desk()
        self.page.wait()
        self._turn += 1
        turn, reach = self._turn, self.page.filters.reach

        def show(found: _Found) -> None:
            if self._turn == turn and self._desk.workspace is workspace:
                self._found = found
                self._show(found)

        self._desk.beside("Counting the figures", lambda beside, _: look(beside, person, reach), show)
        self._compare(workspace, person)

    def _compare(self, workspace: Workspace, person: Person) -> None:
        """Look for what people keep changing."""
        self._learning = self._learning or Learning(workspace)
        learning = self._learning

        def work(progress: Progress) -> Sequence[Proposal]:
            def tell(at: int, of: int) -> None:
                if progress.cancelled:
                    raise Cancelled  # the window closes, and nothing was to be written
                progress.tell(at, of)

            return learning.proposals(tell, person)

        def show(found: Sequence[Proposal]) -> None:
            now = self._desk.person
            if self._desk.workspace is workspace and now and now.brands == person.brands:
                self._proposals = found
                self._show_proposals()
                if self._found:
                    self._show_needs(self._found)

        fail = self._desk.fail_here(workspace, self._shell.fail)
        self._shell.background.run("Comparing the edited pieces", work, show, fail)

    def _count(self) -> None:
        """How much waits, for the sign in the top bar; of everything, whatever the filters say."""
        workspace, person = self._desk.workspace, self._desk.person
        if workspace is None or person is None or self.is_shown or workspace.history.is_read_only:
            return
        turn = self._turn

        def show(found: _Found) -> None:
            if self._desk.workspace is workspace and self._turn == turn:
                self._whole = found
                self._tell_count()

        if len(workspace.pieces()) <= _MOST_COMPARED:
            self._compare(workspace, person)
        self._desk.beside(
            "Looking at what waits", lambda beside, _: look(beside, person, Reach()), show, jobs=self._shell.background
        )

    def _show(self, found: _Found) -> None:
        workspace, _ = self._desk.at_desk()
        said = NOTHING if workspace.pieces() else _NO_PIECE
        self.page.figures.show_figures(found.figures, said, found.reach)
        self.page.sources.show_sources(*found.sources, found.reach)
        notes = note_rows(found.notes)
        self.page.figures.show_notes(notes)
        self.page.sources.show_notes(notes)
        self._show_audits(found)
        self._show_needs(found)
        if self.is_shown and self.page.focusWidget() in (None, self.page.back):
            self.page.take_keys()  # when it was opened, there was nothing yet to give the keyboard to

    def _show_audits(self, found: _Found) -> None:
        titles = {kind.name: kind.title for kind in reports.kinds().values()}
        self.page.audits.show_audits(found.audits, found.record, titles)

    def _show_needs(self, found: _Found) -> None:
        self.page.figures.show_needs(self._needs(found))
        self.page.count("Proposals", len(self._proposals))
        due = (audits.AuditStanding.OVERDUE, audits.AuditStanding.DUE)
        self.page.count("Audits", sum(each.standing in due for each in found.audits))
        if not self.page.filters.is_narrowed:
            self._whole = found
        self._tell_count()

    def _owners(self) -> list[str]:
        workspace, _ = self._desk.at_desk()
        return [person.name for person in workspace.policy.persons if may(Act.PROPOSALS, person)]

    def _show_proposals(self) -> None:
        _, person = self._desk.at_desk()
        if self._learning:
            self.page.proposals.show_proposals(
                self._proposals, self._learning.decisions(), may(Act.PROPOSALS, person), self._owners()
            )

    def _tell_count(self) -> None:
        if self._desk.is_passing:  # nothing of a practice waits for anybody
            self.counted.emit(0)
            return
        self.counted.emit(waiting(self._needs(self._whole) if self._whole else needs((), (), 0, {}, today=self._today_items())))

    def _needs(self, found: _Found) -> tuple[Need, ...]:
        known = {each.piece: each for each in found.tally.outcomes}
        person: Person | None = self._desk.person
        is_narrowed = bool(found.reach.brand or found.reach.person or found.reach.channel)
        mine = self._today_items()
        return needs(found.alerts, found.audits, len(self._proposals), known, found.notes, person, is_narrowed, mine)

    def _today_items(self) -> tuple[Item, ...]:
        workspace, person = self._desk.workspace, self._desk.person
        return today(workspace, person) if workspace and person else ()

    # ------------------------------------------------------------ what is decided

    def _keep_note(self, subject: Subject, text: str) -> None:
        def keep() -> None:
            workspace, person = self._desk.at_desk()
            noting.note(workspace, person, subject.about, text, replace(subject.reach, piece=subject.piece))
            found = noting.notes(workspace, person=person)
            notes = note_rows(found)
            for view in (self.page.figures, self.page.sources):
                view.show_notes(notes)
                view.behind.note_kept(subject)
            if self._found:
                self._found = replace(self._found, notes=found)
                self._show_needs(self._found)

        self._shell.guard(keep)

    def _accept(self, proposal: Proposal, words: str, reason: str, kind: ProposalKind) -> None:
        """Raises: KnownError, where it cannot become what was asked for."""
        _, person = self._desk.at_desk()
        assert self._learning
        done = self._learning.accept(proposal, person, words, reason, kind)
        self._decided(proposal, done)

    def _refuse(self, proposal: Proposal, reason: str) -> None:
        """Raises: Refused, without a reason or for somebody who is no owner."""
        _, person = self._desk.at_desk()
        assert self._learning
        self._learning.refuse(proposal, person, reason)
        self._decided(proposal, f"{proposal.what} is refused. It comes back only when it has been seen twice as often.")

    def _decided(self, proposal: Proposal, said: str) -> None:
        self._proposals = tuple(each for each in self._proposals if each.key != proposal.key)
        self._show_proposals()
        if self._found:
            self._show_needs(self._found)
        self._shell.notices.say(said)

    def _may_do(self, audit: Audit) -> bool:
        person: Person | None = self._desk.person
        return person is not None and audits.may_do(audit, person)

    def _finish(self, audit: Audit, findings: str, keep: bool) -> None:
        """Write down that an audit was done; where its reports are kept with it, they are made beside the window first.

        Raises:
            KnownError: it has no findings, or is not this person's to do.
        """
        workspace, person = self._desk.at_desk()
        workspace.must_be_writable()
        if not keep or not findings.strip() or not audits.may_do(audit, person):
            audits.done(workspace, audit.name, findings, person)
            self._audited(audit)
            return

        def work(beside: Workspace, progress: Progress) -> None:
            audits.done(beside, audit.name, findings, person, audits.keep_reports(beside, audit, person))

        self._desk.beside("Making the reports of the audit", work, lambda _: self._audited(audit), self.page.audits.fail)

    def _audited(self, audit: Audit) -> None:
        self.page.audits.finished(audit.name)
        self._shell.notices.say(f"{audit.name} is done, and stands in the history.")
        self._read()

    def _report_of(self, kind: str) -> None:
        self._shell.guard(lambda: self._output.report_of(kind, self.page.filters.reach))
