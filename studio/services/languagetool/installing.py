"""Puts a LanguageTool in place: fetched from where the package language-tool-python says that it lies, or from an archive.

Only when somebody asks for it. An archive is unpacked where it is the very one whose SHA-256 that package names, or where the
person says that they know it; half of one is never left behind.
"""

import contextlib
import hashlib
import shutil
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from lzma import LZMAError
from pathlib import Path
from zlib import error as DeflateError

from studio.core.errors import BadInput, Cancelled, Refused, ServiceTrouble, Trouble
from studio.services.languagetool.finding import Installed, installed

Tell = Callable[[int, int], object]
"""How far it is, and of how much, in kilobytes; `of` is 0 while nobody knows."""

_PIECE = 1 << 18
_PATIENCE = 10.0  # seconds without a byte; Cancel waits no longer than that
_MOST = 2 << 30  # bytes unpacked; LanguageTool has a fifth of that
_MOST_FILES = 20_000


@dataclass(frozen=True)
class Offer:
    """What can be fetched: its version, where it lies, and its SHA-256."""

    version: str
    address: str
    sha256: str


class Unpublished(Refused):
    """An archive that none of the makers' is; `sha256` is its own."""

    def __init__(self, what: str, sha256: str) -> None:
        self.sha256 = sha256
        super().__init__(what, f"Its SHA-256 is {sha256}.")


def offered() -> Offer:
    """What language-tool-python would fetch. Asks nobody."""
    from language_tool_python.download_lt import LTP_DOWNLOAD_VERSION, ReleaseLocalLanguageTool

    found = ReleaseLocalLanguageTool(LTP_DOWNLOAD_VERSION)
    return Offer(LTP_DOWNLOAD_VERSION, found.download_url, known_sums()[LTP_DOWNLOAD_VERSION])


def known_sums() -> Mapping[str, str]:
    """SHA-256 of each version that its makers published, by its version, as language-tool-python names them."""
    from language_tool_python.download_lt import EXPECTED_DOWNLOAD_SHA256

    return dict(EXPECTED_DOWNLOAD_SHA256)


def fetch(offer: Offer, place: Path, tell: Tell, is_cancelled: Callable[[], bool]) -> Installed:
    """Fetch it, hold it against its SHA-256, and put it in place.

    Args:
        place: the folder that gets `LanguageTool-6.8`; made where it is not there.
    Raises:
        ServiceTrouble: it cannot be reached, or what came is not what was meant.
        BadInput: it cannot be written, or there is no LanguageTool in it.
        Cancelled: `is_cancelled` said so; nothing is left behind.
    """
    with _workshop(place) as shop:
        archive = shop / "archive.zip"
        if _download(offer.address, archive, tell, is_cancelled) != offer.sha256:
            what = f"What came from {offer.address} is not LanguageTool {offer.version} as it was published: its SHA-256 differs."
            raise ServiceTrouble(Trouble.BROKEN, what, "Nothing was installed. Try again later, or from another network.")
        return _unpacked(archive, shop, place, tell, is_cancelled)


def bring_in(archive: Path, place: Path, tell: Tell, is_cancelled: Callable[[], bool], *, sha256: str = "") -> Installed:
    """Put an archive in place that the person has.

    Args:
        sha256: of the archive, where the person knows it to be right; else it must be one of the published ones.
    Raises:
        Unpublished: it is not known, and the person does not say that they know it; the refusal names its SHA-256.
        BadInput, Cancelled: see `fetch`.
    """
    try:
        sum_ = _sum(archive, tell, is_cancelled)
    except OSError as error:
        raise BadInput(f"{archive} cannot be read: {error.strerror}.", "Name the archive, a .zip file.") from None
    if sum_ != sha256.strip().casefold() and (sha256 or sum_ not in known_sums().values()):
        what = f"{archive.name} is no archive that LanguageTool’s makers published, as far as is known here."
        if sha256:
            what = f"{archive.name} is not the archive that was meant."
        raise Unpublished(what, sum_)
    with _workshop(place) as shop:
        return _unpacked(archive, shop, place, tell, is_cancelled)


@contextlib.contextmanager
def _workshop(place: Path) -> Iterator[Path]:
    """A folder beside where it will lie, gone afterwards."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        shop = Path(tempfile.mkdtemp(prefix=".part-", dir=place))
    except OSError as error:
        raise BadInput(f"{place} cannot be written to: {error.strerror}.", "See that you may write there.") from None
    try:
        yield shop
    finally:
        shutil.rmtree(shop, ignore_errors=True)


def _download(address: str, into: Path, tell: Tell, is_cancelled: Callable[[], bool]) -> str:
    """Returns its SHA-256."""
    sum_, came = hashlib.sha256(), 0
    asked = urllib.request.Request(address, headers={"User-Agent": "bluepencil"})  # noqa: S310 - http(s), from `Offer`
    try:
        with urllib.request.urlopen(asked, timeout=_PATIENCE) as answer, into.open("wb") as file:  # noqa: S310
            length = answer.headers.get("Content-Length", "")
            of = int(length) if length.isdigit() else 0
            while piece := answer.read1(_PIECE):
                if is_cancelled():
                    raise Cancelled
                came += len(piece)
                if came > _MOST:
                    raise ServiceTrouble(Trouble.BROKEN, f"{address} sends more than LanguageTool has.", "Nothing was installed.")
                file.write(piece)
                sum_.update(piece)
                tell(came >> 10, of >> 10)
    except ServiceTrouble:
        raise
    except (OSError, HTTPException, ValueError) as error:
        raise _unreachable(address, error) from None
    if of and came < of:
        what = f"The connection to {address} ended after {came >> 20} of {of >> 20} MB."
        raise ServiceTrouble(Trouble.BROKEN, what, "Nothing was installed. Try again.")
    return sum_.hexdigest()


def _unreachable(address: str, error: Exception) -> Exception:
    if isinstance(error, OSError) and error.errno is not None and error.filename:
        return BadInput(f"It cannot be written: {error.strerror}.", "See that there is room on the disk.")
    reason = getattr(error, "reason", None) or error
    code = getattr(error, "code", 0)
    why = f"it answers {code}" if code else "it does not answer in time" if isinstance(reason, TimeoutError) else str(reason)
    remedy = "See to the network; or fetch the archive elsewhere, and install it from the file."
    return ServiceTrouble(Trouble.BROKEN, f"{address} cannot be fetched: {why}.", remedy)


def _sum(path: Path, tell: Tell, is_cancelled: Callable[[], bool]) -> str:
    sum_, of, at = hashlib.sha256(), path.stat().st_size, 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            if is_cancelled():
                raise Cancelled
            sum_.update(piece)
            at += len(piece)
            tell(at >> 10, of >> 10)
    return sum_.hexdigest()


def _unpacked(archive: Path, shop: Path, place: Path, tell: Tell, is_cancelled: Callable[[], bool]) -> Installed:
    """Unpack it beside its place, see that there is a LanguageTool in it, and move it there."""
    fresh = shop / "unpacked"
    try:
        with zipfile.ZipFile(archive) as packed:
            files = packed.infolist()
            of = sum(each.file_size for each in files)
            if of > _MOST or len(files) > _MOST_FILES:
                raise BadInput(f"{archive.name} holds more than LanguageTool does.", "Nothing was installed.")
            at = 0
            for each in files:
                if is_cancelled():
                    raise Cancelled
                packed.extract(each, fresh)  # it leaves out of a name what would lead elsewhere
                at += each.file_size
                tell(at >> 10, of >> 10)
    except (zipfile.BadZipFile, DeflateError, LZMAError, EOFError, NotImplementedError, RuntimeError, UnicodeError):
        raise BadInput(f"{archive.name} is no whole .zip archive.", "Nothing was installed. Fetch it anew.") from None
    except OSError as error:
        if error.errno is None:  # of bz2: what is packed is damaged, and nothing is wrong with the disk
            raise BadInput(f"{archive.name} is no whole .zip archive.", "Nothing was installed. Fetch it anew.") from None
        raise BadInput(f"{archive.name} cannot be unpacked: {error.strerror}.", "See that there is room on the disk.") from None
    found = installed(fresh)
    if found is None:
        raise BadInput(f"There is no LanguageTool in {archive.name}.", "It holds a folder such as LanguageTool-6.8.")
    return _moved(found, place)


def _moved(found: Installed, place: Path) -> Installed:
    """Into its place, where another of that version may lie; that one goes first."""
    goal = place / f"LanguageTool-{found.version or '0'}"
    old = goal.with_name(f".old-{goal.name}")
    try:
        shutil.rmtree(old, ignore_errors=True)
        if goal.exists():
            goal.rename(old)
        found.folder.rename(goal)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        if old.exists() and not goal.exists():  # what was there is used on
            old.rename(goal)
        raise BadInput(f"{goal} cannot be written: {error.strerror}.", "See that you may write there.") from None
    moved = installed(goal)
    assert moved, "it was found before it was moved"
    return moved
