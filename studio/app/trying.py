"""Trying an AI service: whether it answers, and which models it has. No word of the house's goes out.

A test is a call like any other: refused where nothing may leave this computer, and written into the history.
"""

import uuid
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from studio.app.asking import Call, crashed, must_be_allowed, note
from studio.app.masking import Outgoing, Part
from studio.core.asking import IsCancelled, Service
from studio.core.errors import Cancelled, ServiceTrouble
from studio.core.masking import Masks
from studio.services.ai import QUESTION, Probed, models_of, probe

if TYPE_CHECKING:
    from studio.app.policy import Policy
    from studio.app.workspace import Workspace
    from studio.core.piece import Person

T = TypeVar("T")


class Runs(Protocol):
    """Does work beside whoever asks; `services.ai.Line` does."""

    def run(self, work: Coroutine[Any, Any, T], is_cancelled: IsCancelled = ...) -> T: ...


def trial(policy: "Policy", service: Service) -> Call:
    """The call that a test is. Raises: Refused, where nothing may go to that service."""
    must_be_allowed(service, policy)
    outgoing = Outgoing((Part("Task", QUESTION.text),), Masks())
    return Call(uuid.uuid4().hex[:12], service, QUESTION, outgoing)


def try_out(
    workspace: "Workspace", person: "Person", service: Service, key: str, line: Runs, is_cancelled: IsCancelled = lambda: False
) -> Probed:
    """Test a service and wait, and write down that it was tested.

    Raises:
        Refused: nothing may go there.
        ServiceTrouble: it does not work, and why.
        Cancelled: nobody wants to know any more.
    """
    workspace.must_be_writable()
    call = trial(workspace.policy, service)
    try:
        probed = line.run(probe(service, key), is_cancelled)
    except (ServiceTrouble, Cancelled) as error:
        note(workspace, person, call, error)
        raise
    except BaseException:
        note(workspace, person, call, crashed(service))
        raise
    note(workspace, person, call, probed.answer)
    return probed


def models(
    policy: "Policy", service: Service, key: str, line: Runs, is_cancelled: IsCancelled = lambda: False
) -> tuple[str, ...]:
    """The models that a service says it has; none where it keeps no list. Raises: as `try_out`."""
    must_be_allowed(service, policy)
    return line.run(models_of(service, key), is_cancelled)
