"""Sending calls to AI services from the window: the one way, for every page and panel.

    service = choosing.last_used(shell, Purpose.REWRITE)          # or a `ServiceChoice` in a form
    call = prepare(policy, service, …)
    send(shell, call, done=show)

    send(shell: Shell, call: Call, *,
         done: Callable[[Received], object],                      # the answer, with everything personal in it again
         heard: Callable[[Running], object] = nothing,            # as words come: `running.text` so far, `running.waiting`
         failed: Callable[[KnownError], object] | None = None,    # None: a notice that says what to do
         finished: Callable[[], object] = nothing) -> None        # last, once, however it ended: also where nothing was sent

    send_all(shell: Shell, calls: Sequence[Call], *,              # shown and allowed together, sent side by side
         done: Callable[[Received], object],                      # once for each; `received.call` says which
         heard: Callable[[Running], object] = nothing,            # `running.call`
         failed: Callable[[Call, KnownError], object] | None = None,
         finished: Callable[[], object] = nothing) -> None        # once, after the last

All are called on the GUI thread, and only while the workspace that asked is on the desk. `send` opens the key (asks for its
passphrase where it is sealed), shows what goes out and asks, starts the call, shows it in the window with its Cancel, and writes
it into the history as allowed by whoever sits there. A person who says no, or cancels, hears nothing more: only `finished` is
called. A `Refused` raised by `done` is told like a failure.
"""

from collections.abc import Callable, Sequence
from functools import partial

from studio.app.asking import Call, Received, must_be_allowed, must_be_shown
from studio.core.errors import KnownError, NotFound, ServiceTrouble, Trouble
from studio.ui.acts.shell import Shell
from studio.ui.calls import Running
from studio.ui.outgoing.sheet import OutgoingSheet
from studio.ui.services import choosing
from studio.ui.services.unlocking import unlocked

_OF_SETTINGS = (
    Trouble.ADDRESS,
    Trouble.KEY,
    Trouble.MODEL,
    Trouble.NOT_AN_INTERFACE,
    Trouble.TIMEOUT,
    Trouble.CERTIFICATE,
)
"""Troubles that are mended where the services are set up."""


def send(
    shell: Shell,
    call: Call,
    *,
    done: Callable[[Received], object],
    heard: Callable[[Running], object] = lambda running: None,
    failed: Callable[[KnownError], object] | None = None,
    finished: Callable[[], object] = lambda: None,
) -> None:
    """Send one call; see the module."""
    told = (lambda _, error: failed(error)) if failed else None
    send_all(shell, (call,), done=done, heard=heard, failed=told, finished=finished)


def send_all(
    shell: Shell,
    calls: Sequence[Call],
    *,
    done: Callable[[Received], object],
    heard: Callable[[Running], object] = lambda running: None,
    failed: Callable[[Call, KnownError], object] | None = None,
    finished: Callable[[], object] = lambda: None,
) -> None:
    """Send calls to one service side by side; see the module."""
    fail = failed or (lambda _, error: tell(shell, error))
    if not calls:
        finished()
        return
    service = calls[0].service
    if any(each.service != service for each in calls):
        raise ValueError("calls that are allowed together go to one service")

    def refused(error: KnownError) -> None:
        fail(calls[0], error)
        finished()

    try:
        workspace, _ = shell.at_desk()
        must_be_allowed(service, workspace.policy)
        workspace.must_be_writable()  # a call that could not be written down is not made
    except KnownError as error:
        refused(error)
        return

    def show() -> None:
        if any(must_be_shown(workspace.policy, each) for each in calls):
            OutgoingSheet(shell.theme(), shell.sheet or shell.window, calls, start, finished).open()
        else:
            start(calls)

    def start(calls: Sequence[Call]) -> None:
        if not shell.lies_there(workspace):
            finished()
            return
        try:
            must_be_allowed(service, workspace.policy)  # once more: it may have been switched while the sheet stood there
        except KnownError as error:
            refused(error)
            return
        choosing.remember(shell, calls[0].request.purpose, service)
        left = [each.id for each in calls]

        def over(one: str) -> None:
            left.remove(one)
            if not left:
                finished()

        for each in calls:
            shell.calls.ask(
                each,
                lambda: shell.service_keys.key(service),
                done=done,
                failed=partial(fail, each),
                heard=heard,
                finished=partial(over, each.id),
            )

    try:
        unlocked(shell, service, show, finished)
    except KnownError as error:
        refused(error)


def tell(shell: Shell, error: KnownError) -> None:
    """Say what went wrong with a call and, where it is mended there, offer the list of services."""
    if isinstance(error, NotFound) or (isinstance(error, ServiceTrouble) and error.trouble in _OF_SETTINGS):
        shell.notices.error(error, "AI services…", shell.open_services)
    else:
        shell.fail(error)
