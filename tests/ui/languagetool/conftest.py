"""A house that LanguageTool reads for, with somebody else's server in its place, so that a window needs no Java."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from studio.app import languagetool, languagetool_rules
from studio.app.workspace import Workspace
from tests.ui.conftest import Desk

RULE = "COMMA_COMPOUND_SENTENCE"


class _Server(BaseHTTPRequestHandler):
    """Speaks as LanguageTool does, and has something to say of every “tea”."""

    def do_GET(self) -> None:
        self._answer([{"name": "English", "code": "en", "longCode": "en-GB"}, {"name": "US", "code": "en", "longCode": "en-US"}])

    def do_POST(self) -> None:
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        text, off = asked["text"][0], asked.get("disabledRules", [""])[0].split(",")
        at = text.find("rain")
        rule = {"id": RULE, "issueType": "grammar", "category": {"id": "GRAMMAR", "name": "Grammar"}}
        match = {"message": "A comma is missing here.", "offset": at, "length": 4, "replacements": [{"value": "rain,"}]}
        context = {"text": text, "offset": at, "length": 4}
        found = [{**match, "context": context, "sentence": text, "rule": rule}] if at >= 0 and RULE not in off else []
        self._answer({"matches": found, "language": {"code": "en-GB"}})

    def _answer(self, told: object) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def elsewhere() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's own settings and programs; none yet."""
    monkeypatch.setattr(languagetool, "own_place", lambda: tmp_path / "own")
    monkeypatch.setattr(languagetool, "shared_place", lambda: tmp_path / "shared")
    monkeypatch.setattr(languagetool_rules, "user_config_path", lambda name: tmp_path / "settings")
    return tmp_path / "own"


@pytest.fixture
def read_desk(empty_window, house: Path, qtbot, elsewhere: str) -> Desk:
    """The window with the piece open, read by LanguageTool; Erin, who owns the house, sits there."""
    policy = house / "policy.toml"
    policy.write_text(policy.read_text() + f'\n[languagetool]\nuse = true\naddress = "{elsewhere}"\n')
    empty_window.settings.set_text(f"person/{house}", "Erin")
    empty_window.acts.show_workspace(Workspace.open(house))
    made = Desk(empty_window, house, qtbot)
    made.settle()
    return made
