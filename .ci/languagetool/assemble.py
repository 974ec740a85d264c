"""Puts together the real LanguageTool server for the tests: `python .ci/languagetool/assemble.py`.

Needs Java 17 or later and Maven, and nothing of Python's but itself. The jars lie in build/LanguageTool-6.8 afterwards; each has
to be the very file that sha256.txt names, and where they are all there already nothing is fetched. People do not need this:
the program takes a LanguageTool that they have, or fetches the makers' own.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUMS = HERE / "sha256.txt"
FOLDER = HERE.parent.parent / "build" / "LanguageTool-6.8"


def assemble(folder: Path = FOLDER) -> str:
    """Fill `folder`. Returns why that cannot be done here, or an empty string."""
    if not _wrong(folder):
        return ""
    missing = [name for name in ("java", "mvn") if not shutil.which(name)]
    if missing:
        return f"{' and '.join(missing)} cannot be found on this computer"
    print("Putting together LanguageTool for the tests (only once) ...", file=sys.stderr, flush=True)
    fresh = folder.with_suffix(".part")
    shutil.rmtree(fresh, ignore_errors=True)
    command = ["mvn", "--batch-mode", "--quiet", "--file", HERE / "pom.xml", "dependency:copy-dependencies"]
    command += ["-DincludeScope=runtime", f"-DoutputDirectory={fresh}"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        return "Maven could not fetch it: " + " ".join(done.stdout.split())[:400]
    if wrong := _wrong(fresh):
        return f"what Maven fetched is not what sha256.txt names: {', '.join(wrong[:5])}"
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return ""


def _wrong(folder: Path) -> list[str]:
    """The files that are not there, are other than they should be, or should not be there."""
    wanted = {name: sum_ for sum_, name in (line.split() for line in SUMS.read_text().splitlines())}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


if __name__ == "__main__":
    if trouble := assemble():
        raise SystemExit(f"LanguageTool could not be put together: {trouble}.")
    print(FOLDER)
