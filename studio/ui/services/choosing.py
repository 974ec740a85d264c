"""Which AI service is asked, where there are several: the one asked last for the same purpose, until somebody takes another.

    last_used(shell, Purpose.REWRITE)         -> Service, for what begins at once
    ServiceChoice(shell, Purpose.DRAFT)       a field for a form; `.service` is the one chosen; hide its row where `.is_needed`
                                              is false: there is only one
    may_ask(shell)                            -> every service that may be asked now

All three raise a `KnownError` with what to do where there is none. What `asking.send` sends to is remembered by itself.
"""

from studio.app import connections
from studio.app.asking import must_be_allowed
from studio.core.asking import Purpose, Service
from studio.core.errors import Refused
from studio.ui.acts.shell import Shell
from studio.ui.widgets import CalmCombo


def may_ask(shell: Shell) -> tuple[Service, ...]:
    """The services of the workspace that may be asked now, in the house's order.

    Raises:
        NotFound: no service is set up.
        Refused: there are some, and all of them run elsewhere while everything stays on this computer.
        BadConfig: the list of services cannot be read.
    """
    workspace, _ = shell.at_desk()
    first = connections.service(workspace.root)
    found, why = list[Service](), None
    for each in connections.services(workspace.root):
        try:
            must_be_allowed(each, workspace.policy)
        except Refused as error:
            why = why or error
        else:
            found.append(each)
    if not found:
        raise why or Refused(f"{first.name} cannot be asked.")
    return tuple(found)


def last_used(shell: Shell, purpose: Purpose) -> Service:
    """The service asked last for that purpose; the first one where none was. Raises: as `may_ask`."""
    every = may_ask(shell)
    name = shell.settings.text(_setting(shell, purpose))
    return next((each for each in every if each.name == name), every[0])


def remember(shell: Shell, purpose: Purpose, service: Service) -> None:
    """It is asked for that purpose now, and is proposed the next time."""
    shell.settings.set_text(_setting(shell, purpose), service.name)


class ServiceChoice(CalmCombo):
    """A choice between the services that may be asked now. Raises: as `may_ask`, when it is made."""

    def __init__(self, shell: Shell, purpose: Purpose) -> None:
        super().__init__()
        self.setAccessibleName("Service")
        first = last_used(shell, purpose)
        self._services = may_ask(shell)
        for each in self._services:
            where = "on this computer" if each.is_local else each.host
            self.addItem(f"{each.name} · {each.model or 'no model chosen'} · {where}")
        self.setCurrentIndex(self._services.index(first))

    @property
    def service(self) -> Service:
        return self._services[self.currentIndex()]

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to choose."""
        return len(self._services) > 1


def _setting(shell: Shell, purpose: Purpose) -> str:
    workspace, _ = shell.at_desk()
    return f"service/{purpose.value}/{workspace.root}"
