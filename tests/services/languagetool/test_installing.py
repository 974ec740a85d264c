"""Installing LanguageTool on request: whole or not at all, and only what its makers published, or what the person knows."""

import errno
import hashlib
import io
import os
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from studio.core.errors import BadInput, Cancelled, Refused, ServiceTrouble
from studio.services.languagetool import installing
from studio.services.languagetool.installing import Offer, bring_in, fetch, known_sums, offered


def _zip(*names: str, content: bytes = b"jar") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return packed.getvalue()


WHOLE = _zip("LanguageTool-6.8/languagetool-server.jar", "LanguageTool-6.8/libs/one.jar", content=bytes(range(256)) * 4000)


class _Site(BaseHTTPRequestHandler):
    """Gives `WHOLE`, and worse things by other names."""

    def do_GET(self) -> None:
        if self.path == "/gone.zip":
            self.send_error(404)
            return
        body = {"/page.zip": b"<html>Sign in first</html>"}.get(self.path, WHOLE)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if self.path == "/cut.zip" else body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "*")
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def _offer(address: str, content: bytes = WHOLE) -> Offer:
    return Offer("6.8", address, hashlib.sha256(content).hexdigest())


def _never() -> bool:
    return False


def _nothing_is_left(place: Path) -> bool:
    return not list(place.glob("*")) and not list(place.glob(".*"))


def test_it_is_fetched_checked_and_put_in_place_and_tells_how_far_it_is(site: str, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    found = fetch(_offer(f"{site}/whole.zip"), tmp_path, lambda at, of: told.append((at, of)), _never)
    assert (found.folder, found.version) == (tmp_path / "LanguageTool-6.8", "6.8")
    assert (found.folder / "libs" / "one.jar").read_bytes() == bytes(range(256)) * 4000
    assert told[-1][0] == told[-1][1] > 0
    assert [path.name for path in tmp_path.iterdir()] == ["LanguageTool-6.8"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("page.zip", "SHA-256 differs"), ("cut.zip", "ended after|cannot be fetched"), ("gone.zip", "it answers 404")],
)
def test_what_is_not_it_is_not_installed(site: str, tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(ServiceTrouble, match=said):
        fetch(_offer(f"{site}/{name}"), tmp_path, lambda at, of: None, _never)
    assert _nothing_is_left(tmp_path)


def test_without_a_network_the_person_is_told_of_the_other_way(tmp_path: Path) -> None:
    with pytest.raises(ServiceTrouble, match="install it from the file"):
        fetch(_offer("http://127.0.0.1:9/x.zip"), tmp_path, lambda at, of: None, _never)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_cancelled_at_any_moment_nothing_is_left_behind(site: str, tmp_path: Path, after: int) -> None:
    asked = iter(range(1000))
    with pytest.raises(Cancelled):
        fetch(_offer(f"{site}/whole.zip"), tmp_path, lambda at, of: None, lambda: next(asked) >= after)
    assert _nothing_is_left(tmp_path)


def test_an_archive_that_the_makers_published_is_taken_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "LanguageTool-6.8.zip"
    archive.write_bytes(WHOLE)
    monkeypatch.setattr(installing, "known_sums", lambda: {"6.8": hashlib.sha256(WHOLE).hexdigest()})
    assert bring_in(archive, tmp_path / "own", lambda at, of: None, _never).version == "6.8"


def test_an_archive_that_nobody_knows_is_refused_with_its_sum_and_taken_once_the_person_gives_that_sum(tmp_path: Path) -> None:
    archive = tmp_path / "mine.zip"
    archive.write_bytes(WHOLE)
    sum_ = hashlib.sha256(WHOLE).hexdigest()
    with pytest.raises(Refused, match=sum_):
        bring_in(archive, tmp_path / "own", lambda at, of: None, _never)
    with pytest.raises(Refused, match="not the archive that was meant"):
        bring_in(archive, tmp_path / "own", lambda at, of: None, _never, sha256="0" * 64)
    assert not (tmp_path / "own").exists()
    assert bring_in(archive, tmp_path / "own", lambda at, of: None, _never, sha256=sum_.upper())


@pytest.mark.parametrize("content", [b"", b"no zip", WHOLE[:-200], _zip("readme.txt")])
def test_what_is_no_languagetool_is_told_and_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    archive = tmp_path / "x.zip"
    archive.write_bytes(content)
    with pytest.raises(BadInput):
        bring_in(archive, tmp_path / "own", lambda at, of: None, _never, sha256=hashlib.sha256(content).hexdigest())
    assert _nothing_is_left(tmp_path / "own")


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_damaged_on_its_way_is_told_as_that_however_it_was_packed(tmp_path: Path, method: int) -> None:
    name = "LanguageTool-6.8/languagetool-server.jar"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as made:
        made.writestr(name, bytes(range(256)) * 40)
    content = bytearray(packed.getvalue())
    start = 30 + len(name)
    content[start : start + 40] = b"\xff" * 40
    archive = tmp_path / "x.zip"
    archive.write_bytes(content)
    with pytest.raises(BadInput, match=r"^x\.zip is no whole \.zip archive\."):
        bring_in(archive, tmp_path / "own", lambda at, of: None, _never, sha256=hashlib.sha256(content).hexdigest())
    assert _nothing_is_left(tmp_path / "own")


def test_names_that_lead_elsewhere_stay_inside(tmp_path: Path) -> None:
    archive = tmp_path / "x.zip"
    archive.write_bytes(_zip("../../evil.txt", "/abs.txt", "LanguageTool-6.8/languagetool-server.jar"))
    sum_ = hashlib.sha256(archive.read_bytes()).hexdigest()
    bring_in(archive, tmp_path / "a" / "own", lambda at, of: None, _never, sha256=sum_)
    assert sorted(path.name for path in tmp_path.rglob("*.txt")) == []


def _brought(place: Path, content: bytes) -> Path:
    archive = place.with_name("x.zip")
    archive.write_bytes(_zip("LanguageTool-6.8/languagetool-server.jar", content=content))
    sum_ = hashlib.sha256(archive.read_bytes()).hexdigest()
    return bring_in(archive, place, lambda at, of: None, _never, sha256=sum_).folder / "languagetool-server.jar"


def test_a_newer_copy_takes_the_place_of_the_one_that_is_there(tmp_path: Path) -> None:
    for content in (b"old", b"new"):
        assert _brought(tmp_path / "own", content).read_bytes() == content
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["LanguageTool-6.8"]


def test_the_one_that_is_there_stays_where_a_newer_cannot_be_put_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, renamed = _brought(tmp_path / "own", b"old"), Path.rename

    def full(path: Path, goal: Path) -> Path:
        if goal == there.parent and not path.name.startswith(".old-"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return renamed(path, goal)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(BadInput, match="cannot be written: No space left"):
        _brought(tmp_path / "own", b"new")
    assert there.read_bytes() == b"old"
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["LanguageTool-6.8"]


def test_what_is_offered_has_a_sum_that_was_published_and_comes_by_https() -> None:
    offer = offered()
    assert offer.address.startswith("https://")
    assert offer.address.endswith(f"LanguageTool-{offer.version}.zip")
    assert len(offer.sha256) == 64
    assert offer.sha256 in known_sums().values()
