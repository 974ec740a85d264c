"""A server that sends whoever asks it on to another place."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from studio.core.errors import ServiceTrouble, Trouble
from studio.core.proofreading import Wish
from studio.services.languagetool import Client


@contextmanager
def _server(points_to: str, asked: list[str]) -> Iterator[str]:
    """Answers every check with a redirect, or with no finding where it points nowhere; `asked` keeps what it was sent."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(200, b'[{"name": "English", "code": "en", "longCode": "en-GB"}]')

        def do_POST(self) -> None:
            asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            if points_to:
                self._send(307, b"", points_to)
            else:
                self._send(200, b'{"matches": []}')

        def _send(self, status: int, body: bytes, location: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_text_that_languagetool_may_read_is_never_sent_on_to_another_place() -> None:
    near, far = list[str](), list[str]()
    with _server("", far) as other, _server(f"{other.replace('http://', 'http://bob:canary@')}/v2/check", near) as address:
        with pytest.raises(ServiceTrouble) as caught:
            Client(address).check("Jane Whitlow waits.", Wish("en-GB"))
        assert (far, len(near)) == ([], 1)
        assert caught.value.trouble is Trouble.NOT_AN_INTERFACE
        assert caught.value.what == f"LanguageTool sends whoever asks on to {other[7:]}, and no text is sent there."
        assert Client(other).check("Jane Whitlow waits.", Wish("en-GB")) == []
    with pytest.raises(ServiceTrouble) as caught:
        Client(address).check("Jane Whitlow waits.", Wish("en-GB"))
    assert caught.value.trouble is Trouble.BROKEN
