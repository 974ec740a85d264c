"""The libraries that Qt loads and the tools that tests call: which are missing, and how they come onto Debian and its kin."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

# Shared library -> Debian package. Qt brings the rest itself.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Programs the tests call: those of the real window, and those that put LanguageTool together and run it.
TOOLS = {
    "Xvfb": "xvfb",
    "import": "imagemagick",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "java": "default-jre-headless",
    "mvn": "maven",
}


def prepare(aim: str, memory: Path) -> None:
    """Put in what is missing for `aim` (`run` or `test`), or say exactly what to run.

    Args:
        memory: file that keeps what could not be put in, so that the next start does not try again.
    Raises:
        SystemExit: when the program cannot draw at all without it.
    """
    if not sys.platform.startswith("linux"):
        return
    needed, wished = _libraries(DRAWING), list[str]()
    if os.environ.get("DISPLAY"):
        needed += _libraries(WINDOW)
    if aim == "test":
        wished = _libraries(WINDOW) + [package for name, package in TOOLS.items() if not shutil.which(name)]
    missing = sorted({*needed, *wished})
    if not missing:
        memory.unlink(missing_ok=True)
        return
    tried = memory.exists() and memory.read_text().split() == missing
    if not tried and install(missing):
        return
    memory.write_text(" ".join(missing))
    if needed:
        raise SystemExit(f"Qt cannot open a window yet: system libraries are missing. {advice(missing)}")
    print(f"Tests that need a real window, or LanguageTool, will be skipped. {advice(missing)}", flush=True)


def install(packages: list[str]) -> bool:
    """Install Debian packages if that needs no password here; returns whether it worked."""
    if not shutil.which("apt-get") or (rights := _rights()) is None:
        return False
    print(f"Adding system packages: {' '.join(packages)}", flush=True)
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "Acquire::Retries=1"]
    # Lists that cannot be renewed may still be good enough, so only the installation itself decides.
    _quietly([*apt, "update"])
    return _quietly([*apt, "install", "-y", "--no-install-recommends", *packages])


def advice(packages: list[str]) -> str:
    """One sentence: what to run to get `packages`, and then."""
    names = " ".join(packages)
    if shutil.which("apt-get"):
        return f"Run\n    sudo apt-get install --no-install-recommends {names}\nand try again."
    return f"Install what Debian calls\n    {names}\nand try again."


def _libraries(wanted: dict[str, str]) -> list[str]:
    return [package for name, package in wanted.items() if not _loads(name)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _rights() -> list[str] | None:
    """What to put before a command that changes the system: nothing for root, `sudo` where it asks no password."""
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and _quietly(["sudo", "-n", "true"]) else None


def _quietly(command: list[str]) -> bool:
    """Run `command`; on failure show its last words. Returns whether it worked."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0 and command[-1] != "true":
        print("\n".join(done.stdout.splitlines()[-5:]), file=sys.stderr, flush=True)
    return done.returncode == 0
