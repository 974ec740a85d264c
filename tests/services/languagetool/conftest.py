"""Asking the one real server of a run."""

import pytest

from studio.app import languagetool as use
from studio.core.proofreading import Wish
from studio.services.languagetool import Client, Sharing


@pytest.fixture
def address(languagetool: use.Proofreading) -> str:
    """Where it listens; started anew where whoever ran it has ended meanwhile."""
    languagetool.read("The shop opens at nine.", Wish())
    server, found = languagetool.server, languagetool.means.found
    return server.ready(180) if server else Sharing(use.shared_place()).lent(found, 180)


@pytest.fixture
def client(address: str) -> Client:
    return Client(address, timeout=120)
