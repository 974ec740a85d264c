"""AI services at the desk: the list, the form of one, their keys, and testing them beside the window."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from studio.app import connections, local_only, nearby, trying
from studio.app.asking import Call, note
from studio.app.workspace import Workspace
from studio.core.acts import Act, refusal
from studio.core.asking import Answer, Service
from studio.core.errors import Cancelled, KnownError, Refused, ServiceTrouble
from studio.core.piece import Person
from studio.services.ai import Probed, Seen, probe, seen
from studio.ui.acts.desk import DeskActs
from studio.ui.acts.shell import Shell
from studio.ui.dialogs.sheets import Sheet
from studio.ui.services.callsline import CallsLine, told
from studio.ui.services.form import ServiceForm, Typed
from studio.ui.services.listing import Offers, ServicesSheet
from studio.ui.services.trial import Start
from studio.ui.services.unlocking import unlocked
from studio.ui.tasks import Jobs, Progress


class ServiceActs(QObject):
    """Opens the sheets about services, runs their tests, and ends the window's calls with its workspace."""

    def __init__(self, shell: Shell, desk: DeskActs) -> None:
        super().__init__(shell.window)
        self._shell, self._desk = shell, desk
        self.foot = CallsLine(shell.calls, lambda: shell.guard(self.open))
        self._held: set[str] = set()
        shell.open_services = lambda: shell.guard(self.open)
        desk.holds.append(self._hold_back)
        self._jobs = Jobs(self)
        self._looking = Jobs(self)  # of their own: a test need not wait for a look around
        for jobs in (self._jobs, self._looking):
            jobs.fault.connect(shell.jobs.fault)
        self._under_way: list[tuple[Workspace, Person, Call]] = []
        desk.closing.connect(self._drop)

    def open(self) -> None:
        """Which services there are."""
        workspace, person = self._desk.at_desk()
        found = [(each, self._key_state(each)) for each in connections.services(workspace.root)]
        offers = Offers(
            may_not=" ".join(refusal(Act.SERVICES, person, None, workspace.policy.persons) or ()),
            open_form=self._open_form,
            add=lambda found: self._open_form(None, found),
            look=self._look,
            remove=self._ask_remove,
            test=self._test_listed,
            cancel=self._cancel,
            switch=self.switch_local,
        )
        local = local_only.standing(workspace.policy)
        self._shell.open_sheet(ServicesSheet(self._shell.theme(), self._shell.window, found, local, offers))

    def _look(self, tell: Callable[[Sequence[Seen]], object]) -> None:
        """Look beside the window which of the usual ones run on this computer; see `seen`."""
        candidates = nearby.not_set_up(self._desk.at_desk()[0].root)

        def work(progress: Progress) -> tuple[Seen, ...]:
            return self._shell.line.run(seen(candidates), lambda: progress.cancelled)

        self._looking.run("Looking for AI services", work, tell, lambda _: None, can_be_cancelled=True)

    def _cancel(self) -> None:
        """The list is closed: neither the test nor the look is waited for."""
        self._jobs.cancel()
        self._looking.cancel()

    def show_local(self) -> None:
        """Show at the foot of the window whether everything stays on this computer."""
        workspace = self._desk.workspace
        self.foot.show_local(workspace is not None and local_only.standing(workspace.policy).is_on)

    def switch_local(self, on: bool | None = None) -> None:
        """Local only on or off; the other way round where nothing is said. Raises: Refused, where the house has it locked."""
        workspace, _ = self._desk.at_desk()
        on = not local_only.standing(workspace.policy).is_on if on is None else on
        local_only.switch(workspace.policy, on)
        self.show_local()
        went = "on: nothing goes to AI services that run elsewhere" if on else "off: services that run elsewhere may be asked"
        self._shell.notices.say(f"Local only is {went}.")

    def stop(self) -> None:
        """For the end of the window."""
        self._drop()
        self._jobs.wait()
        self._looking.wait()
        self._shell.calls.stop()
        self._shell.line.close()

    # ------------------------------------------------------------ one service

    def _open_form(self, service: Service | None, found: Seen | None = None) -> None:
        workspace, person = self._desk.at_desk()
        form = ServiceForm(
            self._shell.theme(),
            self._shell.window,
            service,
            tuple(connections.usual()),
            may_change=refusal(Act.SERVICES, person, None, workspace.policy.persons) is None,
            test=self._test_typed,
            cancel=self._jobs.cancel,
            save=lambda typed: self._save(typed, service),
            found=found,
        )
        form.finished.connect(lambda _: self._shell.guard(self.open))
        self._shell.open_sheet(form)

    def _save(self, typed: Typed, was: Service | None) -> None:
        workspace, person = self._desk.at_desk()
        made = typed.service
        if was is None and any(each.name.casefold() == made.name.casefold() for each in connections.services(workspace.root)):
            raise KnownError(f"There is a service “{made.name}” already.", "Give this one another name.")
        connections.must_be_sound(made)
        if typed.key:  # the key first: where it is refused, nothing is saved yet, and the form is as it was
            self._shell.service_keys.keep(made, typed.key, typed.passphrase)
        elif connections.is_variable(made.key):
            self._shell.service_keys.allow(made)
        if made != was:
            connections.save(workspace, person, made, was.name if was else "")
        if was is not None:
            self._off_this_computer(lambda: self._shell.service_keys.forget_old(was, made))

    def _ask_remove(self, service: Service) -> None:
        """Ask first: its key goes with it."""
        said = "It goes off the list for everybody, and its key off this computer. What it was asked stays in the history."
        sheet = Sheet(self._shell.theme(), f"Remove {service.name}?", said, self._shell.window)
        sheet.answer("Remove", lambda: self._remove(service))
        sheet.finished.connect(lambda _: self._shell.guard(self.open))
        self._shell.open_sheet(sheet)
        sheet.no.setFocus()

    def _remove(self, service: Service) -> None:
        workspace, person = self._desk.at_desk()
        connections.remove(workspace, person, service.name)
        had_key = self._off_this_computer(lambda: self._shell.service_keys.forget(service))
        if had_key is not None:
            self._shell.notices.say(f"{service.name} is removed{', and its key from this computer' if had_key else ''}.")

    def _off_this_computer(self, forget: Callable[[], bool]) -> bool | None:
        """Whether there was a key that went; None where it is still there, which is told: the list was changed already."""
        try:
            return forget()
        except KnownError as error:
            self._shell.notices.error(error)
            return None

    def _key_state(self, service: Service) -> str:
        try:
            return self._shell.service_keys.state(service).value
        except KnownError as error:
            return str(error)

    # ------------------------------------------------------------ tests

    def _test_listed(self, service: Service) -> Start:
        """A test of a service as it is kept; its passphrase is asked for where its key needs one."""

        def start(
            done: Callable[[Probed], object], failed: Callable[[KnownError], object], finished: Callable[[], object]
        ) -> None:
            def begin() -> None:
                self._begin(service, lambda: keys.key(service), done, failed, finished)

            keys = self._shell.service_keys
            unlocked(self._shell, service, begin, finished)

        return start

    def _test_typed(self, typed: Typed) -> Start:
        """A test of what stands in the form, with the key that is typed, or else the one that is kept."""

        def start(
            done: Callable[[Probed], object], failed: Callable[[KnownError], object], finished: Callable[[], object]
        ) -> None:
            connections.must_be_sound(typed.service)
            if connections.is_variable(typed.service.key):
                self._shell.service_keys.allow(typed.service)  # it stands in the form, beside the address
            self._begin(
                typed.service,
                lambda: typed.key.strip() or self._shell.service_keys.key(typed.service, typed.passphrase),
                done,
                failed,
                finished,
            )

        return start

    def _begin(
        self,
        service: Service,
        key: Callable[[], str],
        done: Callable[[Probed], object],
        failed: Callable[[KnownError], object],
        finished: Callable[[], object],
    ) -> None:
        """Test a service beside the window, and write down what came of it.

        Args:
            key: gives the key, in the job's thread; it may take half a second.
        Raises:
            Refused: nothing may go there.
        """
        workspace, person = self._desk.at_desk()
        workspace.must_be_writable()
        under_way = (workspace, person, trying.trial(workspace.policy, service))
        self._under_way.append(under_way)

        def settle(outcome: Answer | ServiceTrouble | Cancelled | None) -> None:
            if under_way in self._under_way:
                self._under_way.remove(under_way)
                if outcome is not None:
                    note(*under_way, outcome)

        def work(progress: Progress) -> Probed:
            return self._shell.line.run(probe(service, key()), lambda: progress.cancelled)

        def found(probed: Probed) -> None:
            settle(probed.answer)
            done(probed)

        def failing(error: KnownError) -> None:
            settle(error if isinstance(error, ServiceTrouble) else None)  # else nothing was asked
            failed(error)

        def over() -> None:
            settle(Cancelled())
            finished()

        self._jobs.run(f"Testing {service.name}", work, found, failing, over, can_be_cancelled=True)

    def _hold_back(self) -> None:
        """Keep the workspace while a service is at work for it; whoever insists lets the call go.

        Raises:
            Refused: it was not said before.
        """
        self._shell.calls.take_in()
        running = self._shell.calls.running
        if {each.call.id for each in running} - self._held:
            self._held = {each.call.id for each in running}
            raise Refused(f"Still at work: {told(running)}", "Wait for it, or do that once more to let it go.")

    def _drop(self) -> None:
        """The workspace is closed: what still runs is written down as cancelled."""
        self._shell.calls.drop()
        self._jobs.cancel()
        left, self._under_way = self._under_way, []
        for workspace, person, call in left:
            note(workspace, person, call, Cancelled())
