"""Services that run on this computer are found by a look at loopback, and nothing else is taken for one."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from studio.core.asking import Service
from studio.services.ai import Line, seen
from tests.services.fake_ai import FakeAI


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.close()


def _at(address: str, name: str = "Ollama") -> Service:
    return Service(name, address, "", key="none")


@contextmanager
def _other(status: int, body: bytes, kind: str = "application/json", to: str = "") -> Iterator[str]:
    """Some other program on this computer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            if to:
                self.send_header("location", f"{to}/models")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()
        thread.join()


def test_those_that_run_are_told_with_their_models_and_those_that_do_not_are_not(line: Line) -> None:
    with FakeAI() as many, FakeAI() as one, socket.socket() as unused:
        many.models, one.models = ("a", "c", "b"), ("only",)
        unused.bind(("127.0.0.1", 0))
        nobody = _at(f"http://127.0.0.1:{unused.getsockname()[1]}/v1", "LM Studio")
        found = line.run(seen([_at(many.address), nobody, _at(one.address, "llama.cpp")]))
        assert [each.sentence for each in found] == [
            "Ollama runs on this computer, with 3 models.",
            "llama.cpp runs on this computer, with 1 model.",
        ]
        assert [each.service.model for each in found] == ["", "only"]
        assert found[0].models == ("a", "b", "c")
        assert not many.asked  # a look asks no model for anything
        assert not one.asked


def test_one_that_has_no_model_yet_is_told_too(line: Line) -> None:
    with _other(200, json.dumps({"object": "list", "data": None}).encode()) as address:
        (found,) = line.run(seen([_at(address)]))
    assert found.sentence == "Ollama runs on this computer, with no model yet."


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, b"<html>A router</html>", "text/html"),
        (200, b'{"status": "ok"}', "application/json"),
        (200, b"[]", "application/json"),
        (200, b"{", "application/json"),
        (404, b"{}", "application/json"),
        (401, b"{}", "application/json"),
        (500, b"", "text/plain"),
    ],
)
def test_another_program_on_that_port_is_not_taken_for_one(line: Line, status: int, body: bytes, kind: str) -> None:
    with _other(status, body, kind) as address:
        assert line.run(seen([_at(address)])) == ()


def test_a_look_never_goes_elsewhere_nor_where_a_redirect_points(line: Line) -> None:
    assert line.run(seen([_at("http://192.0.2.1:11434/v1"), _at("https://ai.example.com/v1")])) == ()
    with FakeAI() as other, _other(307, b"", to=other.address) as address:
        assert line.run(seen([_at(address)])) == ()


def test_one_that_opens_and_says_nothing_is_not_waited_for(line: Line) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        assert line.run(seen([_at(f"http://127.0.0.1:{mute.getsockname()[1]}/v1")])) == ()
