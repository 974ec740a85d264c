"""What this computer has of what the program can use, and how to get what is missing."""

import sys
from dataclasses import dataclass
from pathlib import Path

from studio import checks
from studio.app import connections, local_only
from studio.app.languagetool import Proofreading
from studio.app.policy import Policy
from studio.app.sealing import system_keyring
from studio.app.service_keys import KeyState, ServiceKeys
from studio.app.workspace import POLICY
from studio.core.check import Check
from studio.core.data import data_path
from studio.core.errors import BadConfig, KnownError, NotFound


@dataclass(frozen=True)
class Finding:
    """One part. `is_needed` is false for what the program works without."""

    name: str
    is_there: bool
    detail: str
    is_needed: bool = True


def examine(window: Finding, folder: Path) -> list[Finding]:
    """Look at everything, in the order in which a start needs it.

    Args:
        window: what the window says of itself.
        folder: of the workspace, where there is one.
    """
    return [
        Finding("Python", sys.version_info >= (3, 11), sys.version.split()[0]),
        _data(),
        window,
        _keyring(),
        *_people(folder / POLICY),
        *_services(folder),
        *(_check(check) for check in checks.find()),
        *_proofreader(folder / POLICY),
    ]


def _data() -> Finding:
    try:
        return Finding("House guides and sample", True, str(data_path("styleguides").parent))
    except NotFound as error:
        return Finding("House guides and sample", False, str(error))


def _people(policy: Path) -> list[Finding]:
    """Whether somebody can do what takes an owner; nothing where there is no workspace."""
    if not policy.is_file():
        return []
    try:
        lacks = Policy.read(policy).lacks_owner
    except BadConfig as error:
        return [Finding("People", False, str(error))]
    return [Finding("People", not lacks, lacks or f"named in {policy}", is_needed=False)]


def _keyring() -> Finding:
    """Where keys to sign with are kept; both ways are good, so nothing is ever missing."""
    kept = "in the keyring of this computer" if system_keyring() else "in files with a passphrase; there is no keyring here"
    return Finding("Keys for signing", True, kept, is_needed=False)


def _services(folder: Path) -> list[Finding]:
    """Which AI services are set up, and whether their keys are here; nobody is asked whether they answer."""
    try:
        found = connections.services(folder)
    except BadConfig as error:
        return [Finding("AI services", False, str(error), is_needed=False)]
    if not found:
        return [Finding("AI services", True, "none is set up, and everything else works without one", is_needed=False)]
    keys, findings = ServiceKeys.of_this_computer(), list[Finding]()
    for each in found:
        is_there, how = False, ""
        try:
            state = keys.state(each)
            is_there, how = state is not KeyState.MISSING, state.value
        except KnownError as error:
            how = str(error)
        where = "on this computer" if each.is_local else "not on this computer"
        findings.append(Finding(f"AI service “{each.name}”", is_there, f"{each.address}, {where}; {how}", is_needed=False))
    if local_only.own():
        findings.append(Finding("Local only", True, "switched on: nothing goes to a service elsewhere", is_needed=False))
    return findings


def _proofreader(policy: Path) -> list[Finding]:
    """Whether LanguageTool could read drafts; nothing where the house does not want it to, or its policy cannot be read."""
    try:
        house = Policy.read(policy)
        proofreading = Proofreading.of(house)
    except BadConfig:
        return []  # the line on people says so
    if proofreading is None:
        if house.languagetool.use is False:
            return []
        missing = Proofreading(house.languagetool).missing
        return [Finding("LanguageTool", True, f"not used: {missing}; everything else works without it", is_needed=False)]
    missing = proofreading.missing
    return [Finding("LanguageTool", not missing, missing or proofreading.means.name, is_needed=False)]


def _check(check: Check) -> Finding:
    reason = check.available()
    return Finding(f"Check “{check.id}”", not reason, reason or check.engine or check.title, is_needed=False)
