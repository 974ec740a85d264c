"""Puts together the real LanguageTool server for the tests: `python .ci/languagetool/assemble.py`.

Needs Java 17 or later and Maven, and nothing of Python's but itself. The jars lie in build/LanguageTool-6.8 afterwards; each has
to be the very file that sha256.txt names, and where they are all there already nothing is fetched. People do not need this:
the program takes a LanguageTool that they have, or fetches the makers' own.
"""

import contextlib
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:
    fcntl = None

HERE = Path(__file__).resolve().parent
SUMS = HERE / "sha256.txt"
FOLDER = HERE.parent.parent / "build" / "LanguageTool-6.8"
LONGEST = 420  # seconds; a repository that does not answer must not hold up everything else


def assemble(folder: Path = FOLDER) -> str:
    """Fill `folder`, once for everybody who asks at the same time. Returns why that cannot be done here, or an empty string."""
    if not _wrong(folder):
        return ""
    missing = [name for name in ("java", "mvn") if not shutil.which(name)]
    if missing:
        return f"{' and '.join(missing)} cannot be found on this computer"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(_beside(folder, ".lock")):
        return _fetched(folder) if _wrong(folder) else ""


def _fetched(folder: Path) -> str:
    print("Putting together LanguageTool for the tests (only once) ...", file=sys.stderr, flush=True)
    fresh = _beside(folder, ".part")
    shutil.rmtree(fresh, ignore_errors=True)
    command = ["mvn", "--batch-mode", "--quiet", "--file", HERE / "pom.xml", "dependency:copy-dependencies"]
    command += ["-DincludeScope=runtime", f"-DoutputDirectory={fresh}"]
    asked = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    try:
        done = subprocess.run(command, timeout=LONGEST, **asked)
    except subprocess.TimeoutExpired:
        return f"Maven did not fetch it within {LONGEST // 60} minutes"
    if done.returncode != 0:
        return "Maven could not fetch it: " + " ".join(done.stdout.split())[:400]
    if wrong := _wrong(fresh):
        return f"what Maven fetched is not what sha256.txt names: {', '.join(wrong[:5])}"
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return ""


def _beside(folder: Path, ending: str) -> Path:
    return folder.with_name(folder.name + ending)


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Several test processes ask at once, and one of them fetches."""
    with lock.open("w") as held:
        if fcntl:
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _wrong(folder: Path) -> list[str]:
    """The files that are not there, are other than they should be, or should not be there."""
    wanted = {name: sum_ for sum_, name in (line.split() for line in SUMS.read_text().splitlines())}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


if __name__ == "__main__":
    if trouble := assemble():
        raise SystemExit(f"LanguageTool could not be put together: {trouble}.")
    print(FOLDER)
