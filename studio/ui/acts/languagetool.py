"""LanguageTool at the desk: its sheet, putting it in place, and switching its rules."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from studio.app import languagetool
from studio.app import languagetool_rules as rules
from studio.app.findings import also_of
from studio.app.languagetool import Proofreading, wish_of
from studio.core.errors import KnownError
from studio.core.flag import Flag
from studio.services.languagetool import Installed, State
from studio.services.languagetool.installing import Unpublished, bring_in, fetch, offered
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs.sheets import Sheet
from studio.ui.languagetool.sheet import LanguageToolSheet, Offers, Standing
from studio.ui.languagetool.switching import SwitchSheet
from studio.ui.tasks import Jobs, Progress


class LanguageToolActs(QObject):
    """Opens the sheet, installs beside the window, and keeps what the person has switched off for themselves from their eyes."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self._looking, self._jobs = Jobs(self), Jobs(self)
        for jobs in (self._looking, self._jobs):
            jobs.fault.connect(shell.jobs.fault)
        self._at: tuple[int, int] | None = None
        self._aside: Proofreading | None = None
        shell.review.card.switch_off = lambda flag: shell.guard(lambda: self.switch_off(flag))
        desk.opened.connect(self._show_own)

    def stop(self) -> None:
        """For the end of the window."""
        self._jobs.wait()
        self._looking.wait()

    # ------------------------------------------------------------ the sheet

    def open(self) -> None:
        """What there is of it. Asking a Java for its version takes a moment, so that is done first, beside the window."""
        self._aside = None
        there = self._there
        self._looking.run("Looking for LanguageTool", lambda _: there.missing, lambda _: self._show(), self._shell.fail)

    @property
    def _there(self) -> Proofreading:
        """That of the workspace; where the house does not use it, one that only looks."""
        workspace, _ = self._desk.at_desk()
        if workspace.proofreading:
            return workspace.proofreading
        self._aside = self._aside or Proofreading(workspace.policy.languagetool)
        return self._aside

    def _show(self) -> None:
        workspace, person = self._desk.at_desk()
        offer, means = offered(), self._there.means
        java = self._there.java[0]
        where = [f"It is in {means.found.folder}."] if means.found else []
        where += [f"Java is {java}."] if java else []
        offers = Offers(
            may_not=rules.may_not(workspace.policy, person),
            standing=self._standing,
            start=self._start,
            stop=lambda: self._there.stop(),
            fetch=f"LanguageTool {offer.version}, 250 MB, from {offer.address}",
            install=self._fetch,
            install_from=self._choose,
            cancel=self._jobs.cancel,
            save=self._save,
            turn_on=self._turn_on,
        )
        entry = workspace.policy.languagetool
        off = [(rule, False) for rule in sorted(set(entry.off))] + [(rule, True) for rule in rules.own_off()]
        english = wish_of(
            workspace.policy.model_copy(update={"languagetool": entry.model_copy(update={"language": ""})})
        ).language
        sheet = LanguageToolSheet(self._shell.theme(), self._shell.window, entry, where, english, off, offers)
        self._shell.open_sheet(sheet)

    def _standing(self) -> Standing:
        try:
            workspace, _ = self._desk.at_desk()
        except KnownError:
            return Standing("", "No workspace is open.")
        there = self._there
        name = there.means.name if there.means.address or there.means.found else ""
        at, of = self._at or (None, 0)
        can_install = not (there.means.address or workspace.policy.languagetool.folder)
        if not workspace.proofreading:
            is_wanted = workspace.policy.languagetool.use is not False
            ready = "It reads once the workspace is opened again." if is_wanted else "The house does not use it."
            told = f"It cannot read: {there.missing}." if there.missing else f"It is ready. {ready}"
            return Standing(name, told, can_install=can_install, at=at, of=of)
        runs = there.server is not None and there.server.state not in (State.STOPPED, State.FAILED)
        can_start = bool(there.means.found and there.java[0]) and not runs and not there.is_borrowed
        return Standing(name, there.told, can_start, runs, can_install, at, of)

    def _start(self) -> None:
        self._there.begin()
        self._read_again()

    def _read_again(self) -> None:
        if self._shell.review.session and self._desk.at_desk()[0].proofreading:
            self._shell.review.session.guides_changed()

    def _save(self, changed: dict[str, str | bool | None]) -> None:
        workspace, person = self._desk.at_desk()
        rules.settle(workspace, person, **changed)
        if "use" in changed:
            self._open_again()

    def _open_again(self) -> None:
        """Which checks there are is settled as a workspace is opened."""
        workspace, _ = self._desk.at_desk()
        piece = self._shell.review.session.piece.id if self._shell.review.session else ""
        passing = self._desk.is_passing
        self._desk.show_workspace(type(workspace).open(workspace.root), piece, passing=passing)

    # ------------------------------------------------------------ installing

    def _fetch(self) -> None:
        self._install(lambda progress: fetch(offered(), languagetool.own_place(), progress.tell, lambda: progress.cancelled))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._shell.window, "An archive of LanguageTool", "", "Archives (*.zip)")
        if chosen:
            self.install_from(Path(chosen))

    def install_from(self, archive: Path, sha256: str = "") -> None:
        """Put an archive in place that the person has; where the makers did not publish it they are asked whether they know it.

        Args:
            sha256: of the archive, where they said that they do.
        """

        def work(progress: Progress) -> Installed:
            place = languagetool.own_place()
            return bring_in(archive, place, progress.tell, lambda: progress.cancelled, sha256=sha256)

        def failed(error: KnownError) -> None:
            if isinstance(error, Unpublished) and not sha256:
                self._ask(archive, error)
            else:
                self._tell(error)

        self._install(work, failed)

    def _ask(self, archive: Path, error: Unpublished) -> None:
        """Whether the person knows an archive."""
        if self._shell.sheet:
            self._shell.sheet.reject()
        said = (
            f"{error} What is in it runs on this computer as your own programs do: install it only if you trust where it is from."
        )
        sheet = Sheet(self._shell.theme(), "Do you know this archive?", said, self._shell.window)
        sheet.answer("I know it: install it", lambda: self.install_from(archive, error.sha256))
        sheet.finished.connect(lambda _: self._shell.guard(self.open))
        self._shell.open_sheet(sheet)

    def _install(self, work: Callable[[Progress], Installed], failed: Callable[[KnownError], object] | None = None) -> None:
        """Do it beside the window; it goes on when the sheet is closed, and says at the end what became of it."""
        if self._at is not None:
            raise KnownError("It is being installed already.", "Wait for it, or cancel it.")
        self._at = (0, 0)

        def run(progress: Progress) -> Installed:
            progress.tell = self._note
            return work(progress)

        self._jobs.run(
            "Installing LanguageTool", run, self._on_installed, failed or self._tell, self._on_over, can_be_cancelled=True
        )

    def _note(self, at: int, of: int) -> None:
        self._at = (at, of)

    def _on_installed(self, found: Installed) -> None:
        workspace, said = self._desk.workspace, f"LanguageTool {found.version} is in place."
        if workspace and not workspace.proofreading and Proofreading.of(workspace.policy):  # nobody is interrupted for it
            more = f"{said} It reads drafts once the workspace is opened again."
            self._shell.notices.say(more, "Open it again", lambda: self._shell.guard(self._open_again))
        else:
            self._shell.notices.say(said, "Show it", lambda: self._shell.guard(self.open))
        if workspace:
            there = self._there
            there.look_again()
            self._looking.run("Looking for LanguageTool", lambda _: there.missing, self._on_looked, self._tell)

    def _on_looked(self, _: object) -> None:
        if self._desk.workspace:
            self._shell.guard(self._read_again)

    def _tell(self, error: KnownError) -> None:
        """In the sheet where it is open, for it lies over everything else."""
        if isinstance(self._shell.sheet, LanguageToolSheet):
            self._shell.sheet.tell(error)
        else:
            self._shell.fail(error)

    def _on_over(self) -> None:
        self._at = None

    # ------------------------------------------------------------ rules

    def switch_off(self, flag: Flag) -> None:
        """Ask for whom the rule of a flag goes silent, and do it."""
        workspace, person = self._desk.at_desk()
        rule = rules.rule_of(flag) or also_of(flag)
        message = flag.message if rules.rule_of(flag) else f"{flag.message} {flag.rule} finds the same, and goes on doing so."

        def act(is_own: bool) -> None:
            def undo() -> None:
                self._shell.guard(lambda: self._turn_on(rule, is_own))

            if is_own:
                rules.switch_own(rule, on=False)
                self._show_own()
            else:
                rules.switch(workspace, person, rule, on=False)
            whom = "for you, on this computer" if is_own else "for the house"
            self._shell.notices.say(f"{rule} is off {whom}.", "Turn it on again", undo)

        may_not = rules.may_not(workspace.policy, person)
        self._shell.open_sheet(SwitchSheet(self._shell.theme(), self._shell.window, rule, message, may_not, act))

    def _turn_on(self, rule: str, is_own: bool) -> None:
        workspace, person = self._desk.at_desk()
        if is_own:
            rules.switch_own(rule, on=True)
            self._show_own()
        else:
            rules.switch(workspace, person, rule, on=True)

    def _show_own(self) -> None:
        self._shell.review.keep_quiet(frozenset(f"{rules.GUIDE}.{rule}" for rule in rules.own_off()))
