"""Services that run on this computer and are not set up: which addresses are worth a look. `services.ai.seen` looks."""

from pathlib import Path
from urllib.parse import urlsplit

from studio.app import connections
from studio.core.asking import Service


def not_set_up(root: Path) -> tuple[Service, ...]:
    """The usual ones whose address no service of the workspace has.

    Raises:
        BadConfig: the workspace's file of services cannot be read.
    """
    taken = {_place(each) for each in connections.services(root)}
    return tuple(each for each in connections.usual() if _place(each) not in taken)


def _place(service: Service) -> tuple[str, str]:
    """Where it listens; every name of this computer is the same place."""
    port = urlsplit(service.address).netloc.rpartition(":")[2]
    return "" if service.is_local else service.host.casefold(), port
