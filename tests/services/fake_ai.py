"""A server on loopback that speaks OpenAI's interface as real servers do, well and badly.

`FakeAI()` in a `with` statement; `server.address` ends in `/v1`. What it answers is set by `server.says(...)`: each entry is
taken for one request, the last one for all that follow. `server.asked` keeps every request's body, `server.headers` its headers.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

MODEL = "tiny-1"


@dataclass(frozen=True)
class Says:
    """What becomes of one request.

    Attributes:
        text: of the answer, streamed word by word; a function makes it of the request's body.
        status: other than 200 answers with `error` as the interface's error record.
        page: answers 200 with this HTML.
        pause: seconds before the first word; `gap`: between words.
        cut_after: breaks the connection after so many words.
        streams: false for servers that answer whole, whatever they are asked.
        counts: whether it tells tokens.
        finish: why it stops.
        refuses: words that must not be in a request's body; 400 names the one it found.
        retry_after: seconds, in the header of an error.
        record: sent as it stands instead of an answer: streamed before it, or whole.
        raw: as `record`, bytes.
        again: seconds after which `raw` is streamed once more, until the client leaves; None for once.
        packed: the header says that `raw` comes packed in this way.
        points_to: where a redirect, 307, sends the request.
    """

    text: str | Callable[[Mapping[str, Any]], str] = "Yes."
    status: int = 200
    error: str = ""
    page: str = ""
    pause: float = 0.0
    gap: float = 0.0
    cut_after: int | None = None
    streams: bool = True
    counts: bool = True
    finish: str = "stop"
    refuses: tuple[str, ...] = ()
    retry_after: str = ""
    record: Any = None
    raw: bytes = b""
    again: float | None = None
    packed: str = ""
    points_to: str = ""


@dataclass
class FakeAI:
    """See the module."""

    models: Sequence[str] = (MODEL,)
    key: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    broken: threading.Event = field(default_factory=threading.Event)
    """Set once a client has dropped a connection in the middle."""

    def __post_init__(self) -> None:
        self._says: list[Says] = [Says()]
        self._lock = threading.Lock()
        self.over = threading.Event()

    def says(self, *answers: Says | str) -> None:
        """What the next requests get, in their order."""
        self._says = [Says(each) if isinstance(each, str) else each for each in answers]

    def next(self) -> Says:
        with self._lock:
            return self._says.pop(0) if len(self._says) > 1 else self._says[0]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def sent(self) -> str:
        """Everything that was ever sent to it, as one text."""
        return json.dumps(self.asked, ensure_ascii=False)

    def __enter__(self) -> Self:
        server = self

        class Handler(_Handler):
            fake = server

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    fake: FakeAI
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        if not self._may():
            return
        if self.path == "/v1/models":
            self._json(200, {"object": "list", "data": [_model(each) for each in self.fake.models]})
        else:
            self._json(404, {"error": {"message": "Not Found"}})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"{}")
        self.fake.asked.append(body)
        self.fake.headers.append({name.lower(): value for name, value in self.headers.items()})
        if not self._may():
            return
        if self.path != "/v1/chat/completions":
            self._json(404, {"error": {"message": "Not Found"}})
            return
        says = self.fake.next()
        raw = json.dumps(body)
        if refused := next((word for word in says.refuses if word in raw), ""):
            self._json(400, {"error": {"message": f"Unrecognized request argument supplied: {refused}"}})
        elif body.get("model") not in self.fake.models:
            self._json(404, {"error": {"message": f"The model '{body.get('model')}' does not exist", "code": "model_not_found"}})
        elif says.points_to:
            self._send(307, "text/html; charset=utf-8", b"", {"location": says.points_to})
        elif says.status == 204:
            self._send(204, "", b"")
        elif says.status != 200:
            headers = {"retry-after": says.retry_after} if says.retry_after else {}
            self._json(says.status, {"error": {"message": says.error or "It failed."}}, headers)
        else:
            self._answer(body, says)

    def _may(self) -> bool:
        if self.fake.key and self.headers.get("authorization") != f"Bearer {self.fake.key}":
            said = self.headers.get("authorization", "").removeprefix("Bearer ")
            self._json(401, {"error": {"message": f"Incorrect API key provided: {said}"}})
            return False
        return True

    def _answer(self, body: Mapping[str, Any], says: Says) -> None:
        if self.fake.over.wait(says.pause):
            return
        text = says.text if isinstance(says.text, str) else says.text(body)
        try:
            if says.page:
                self._send(200, "text/html; charset=utf-8", says.page.encode())
            elif body.get("stream") and says.streams:
                self._stream(body, text, says)
            elif says.raw or says.packed:
                self._send(200, "application/json", says.raw, {"content-encoding": says.packed} if says.packed else {})
            else:
                self._json(200, _whole(text, says, body) if says.record is None else says.record)
        except (BrokenPipeError, ConnectionResetError):
            self.fake.broken.set()

    def _stream(self, body: Mapping[str, Any], text: str, says: Says) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        if says.record is not None:
            self._event(says.record)
        self.wfile.write(says.raw)
        while says.again is not None and not self.fake.over.wait(says.again):
            self.wfile.write(says.raw)
        for count, word in enumerate(_words(text)):
            if says.cut_after is not None and count >= says.cut_after:
                return
            self._event(_chunk({"content": word}))
            if says.gap and self.fake.over.wait(says.gap):
                return
        self._event(_chunk({}, says.finish))
        if says.counts and (body.get("stream_options") or {}).get("include_usage"):
            self._event(_chunk(None) | {"choices": [], "usage": _usage(text, body)})
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, record: Any) -> None:
        self.wfile.write(f"data: {json.dumps(record)}\n\n".encode())
        self.wfile.flush()

    def _json(self, status: int, record: Any, headers: Mapping[str, str] | None = None) -> None:
        self._send(status, "application/json", json.dumps(record).encode(), headers)

    def _send(self, status: int, kind: str, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _words(text: str) -> Iterator[str]:
    """Pieces of a few characters, as a model's tokens are; together they are the text."""
    at = 0
    while at < len(text):
        step = 1 + (at * 7) % 6
        yield text[at : at + step]
        at += step


def _chunk(delta: Mapping[str, Any] | None, finish: str | None = None) -> dict[str, Any]:
    found = {"id": "1", "object": "chat.completion.chunk", "created": int(time.time()), "model": MODEL}
    return found | {"choices": [{"index": 0, "delta": delta or {}, "finish_reason": finish}]}


def _whole(text: str, says: Says, body: Mapping[str, Any]) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": says.finish}
    found = {"id": "1", "object": "chat.completion", "created": int(time.time()), "model": MODEL, "choices": [choice]}
    return found | ({"usage": _usage(text, body)} if says.counts else {})


def _usage(text: str, body: Mapping[str, Any]) -> dict[str, int]:
    asked = sum(len(str(each.get("content", "")).split()) for each in body.get("messages", ()))
    return {"prompt_tokens": asked, "completion_tokens": len(text.split()), "total_tokens": asked + len(text.split())}


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "loopback"}
