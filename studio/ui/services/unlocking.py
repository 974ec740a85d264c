"""Opening the key of a service that a passphrase seals: asked for once, tried beside the window."""

from collections.abc import Callable

from shiboken6 import isValid

from studio.app.service_keys import KeyState
from studio.core.asking import Service
from studio.core.errors import KnownError
from studio.ui.acts.shell import Shell
from studio.ui.dialogs.keys import PassphraseSheet


def unlocked(shell: Shell, service: Service, then: Callable[[], object], otherwise: Callable[[], object]) -> None:
    """Call `then` once the key can be had without asking, at once where it can be already; `otherwise` where nobody opens it.

    Raises:
        NotFound, BadInput: there is no key on this computer that could be opened.
    """
    keys = shell.service_keys
    state = keys.state(service)
    if state is KeyState.MISSING:
        keys.key(service)  # raises what is to be done
    if state is not KeyState.LOCKED:
        then()
        return
    said = f"The key of {service.name} is sealed on this computer. It is asked for once, until the program ends."

    def opened(_: object) -> None:
        if isValid(sheet):
            sheet.done_with()
            then()

    def refused(error: KnownError) -> None:
        if isValid(sheet):
            sheet.fail(error)

    def try_it(phrase: str) -> None:
        shell.background.run("Unlocking", lambda _: keys.key(service, phrase), opened, refused)

    parent = shell.sheet or shell.window
    sheet = PassphraseSheet(shell.theme(), parent, f"Unlock the key of {service.name}", said, "Unlock", try_it, False)
    sheet.rejected.connect(otherwise)
    sheet.open()
