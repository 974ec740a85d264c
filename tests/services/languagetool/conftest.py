"""One real server for all tests of this folder."""

from collections.abc import Iterator

import pytest

from studio.services.languagetool import Client, Server
from tests.services.languagetool.real import real


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    java, found = real()
    made = Server(java, found)
    made.start()
    made.ready(180)
    yield made
    made.stop()


@pytest.fixture
def client(server: Server) -> Client:
    return Client(server.ready(180), timeout=120)
