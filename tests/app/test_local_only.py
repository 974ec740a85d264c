"""Local only: the person's switch, and the lock of the house."""

from pathlib import Path

import pytest

from studio.app import local_only, trying
from studio.core.asking import Service
from studio.core.errors import Refused
from tests.app.conftest import POLICY

FAR = Service("Far", "https://api.example.com/v1", "grand-9", key="none")


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return tmp_path / "settings" / "bluepencil"


def test_the_person_switches_it_and_it_stays_so(house):
    policy = house.workspace.policy
    assert not local_only.standing(policy).is_on
    local_only.switch(policy, True)
    assert local_only.standing(policy) == local_only.LocalOnly(True)
    with pytest.raises(Refused, match="Switch it off under AI services"):
        trying.trial(policy, FAR)
    local_only.switch(policy, False)
    assert trying.trial(policy, FAR).service is FAR


def test_what_the_owner_locked_nobody_switches_off_and_it_says_who_can(house):
    house.rule(POLICY + "\n[ai]\nlocal_only = true\n")
    policy = house.workspace.policy
    assert local_only.standing(policy).is_on
    with pytest.raises(Refused, match=r"stays on.*policy.toml: Erin"):
        local_only.switch(policy, False)
    with pytest.raises(Refused, match="this house sends nothing away"):
        trying.trial(policy, FAR)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"local_only": "no"}', "\udcff"])
def test_a_switch_that_cannot_be_read_counts_as_on(house, settings: Path, text: str):
    local_only.switch(house.workspace.policy, False)
    (settings / "local-only.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert local_only.standing(house.workspace.policy).is_on
