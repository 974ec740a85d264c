"""Keys and the list of people on the command line: what a person types, and what comes of it."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from platformdirs import user_config_path

from studio.app import keys as keys_of
from studio.app.sealing import Cost
from tests.app.test_keys import CHEAP
from tests.history.forging import forge, latest
from tests.test_cli import CLEAN, POLICY, ROOT, Shell

ANN, BEN = "open sesame please", "another secret word"
BEN_TOO = (
    POLICY.replace('"Wren"', '"Wren Hall"').replace('"Erin"', '"Ann"') + '\n[[people]]\nname = "Ben Carter"\nroles = ["editor"]\n'
)


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Ann has made a workspace with her key; Ben works there too."""
    monkeypatch.setattr(keys_of, "user_config_path", lambda name: tmp_path / "settings")
    monkeypatch.setattr(keys_of, "Cost", lambda *cost: Cost(*cost) if cost else CHEAP)
    made = Shell(tmp_path)
    for name, words in (("ann", ANN), ("ben", BEN)):
        made.file(name, f"{words}\n")
    said = made("init", made.workspace, "--owner", "Ann", "--passphrase-file", tmp_path / "ann").stdout
    assert "The list of people is signed with it." in said
    (made.workspace / "policy.toml").write_text(BEN_TOO, encoding="utf-8")
    return made


def _enrol_ben(shell: Shell) -> None:
    shell("key", "make", "--as", "Ben Carter", "-w", shell.workspace, "--passphrase-file", shell.folder / "ben")
    shell("roster", "sign", "--as", "Ann", "-w", shell.workspace, "--passphrase-file", shell.folder / "ann", "--yes")


def _in_review(shell: Shell) -> str:
    piece = shell.bring(CLEAN, "--as", "Wren Hall")
    shell.at("submit", piece, "--to", "Ben Carter")
    return piece


def test_a_key_is_made_shown_signed_by_the_owner_and_signs_an_approval(shell: Shell):
    key = ("-w", shell.workspace, "--as", "Ben Carter")
    assert "has no key on this computer" in shell("key", "show", *key, status=1).stdout
    said = shell("key", "make", *key, "--passphrase-file", shell.folder / "ben").stdout
    assert "It counts once an owner has signed the list of people." in said
    shown = shell("key", "show", *key).stdout
    assert "It does not count yet: the key of Ben Carter is not on the signed list of people." in shown
    assert "Ben Carter offers the key" in shell("roster", "-w", shell.workspace).stdout
    refused = shell("roster", "sign", "-w", shell.workspace, "--as", "Ann", "--passphrase-file", shell.folder / "ann", status=2)
    assert "Nothing is signed. Ask everybody whether that is their key" in refused.stderr
    assert "Ben Carter, editor: the key " in refused.stdout
    signed = shell("roster", "sign", "-w", shell.workspace, "--as", "Ann", "--passphrase-file", shell.folder / "ann", "--yes")
    assert "List 2 is signed, as Ann: 2 with a key." in signed.stdout
    assert "valid" in shell("roster", "-w", shell.workspace).stdout
    piece = _in_review(shell)
    approved = shell.at("approve", piece, "--as", "Ben Carter", "--passphrase-file", shell.folder / "ben")
    assert approved.stderr == ""
    assert "Signed: 1 of 1 decision on pieces." in shell.at("verify").stdout


def test_without_a_passphrase_a_decision_goes_through_with_a_remark(shell: Shell):
    _enrol_ben(shell)
    piece = _in_review(shell)
    sent = shell.at("request-changes", piece, "--note", "Shorter.", "--as", "Ben Carter")
    assert sent.stderr == "Note: not signed: the key of Ben Carter is locked.\n"
    shell.at("submit", piece, "--to", "Ben Carter", "--as", "Wren Hall")
    assert (
        "recommended  signed           not signed (the key of Ben Carter is locked)"
        in shell.at("gate", piece, "--as", "Ben Carter").stdout
    )
    assert "Note: not signed: the key of Ben Carter is locked." in shell.at("approve", piece, "--as", "Ben Carter").stderr
    assert "Signed: 0 of 2 decisions on pieces." in shell.at("verify").stdout


def test_a_wrong_passphrase_is_one_sentence_and_nothing_is_approved(shell: Shell):
    _enrol_ben(shell)
    piece = _in_review(shell)
    said = shell.refused("approve", piece, "--as", "Ben Carter", "--passphrase-file", shell.folder / "ann")
    assert "That is not the passphrase of the key of Ben Carter. Try again." in said
    assert "In review" in shell.at("pieces").stdout
    empty = shell.file("empty", "")
    assert "is empty. Its first line has to be the passphrase." in shell.refused(
        "approve", piece, "--as", "Ben Carter", "--passphrase-file", empty
    )
    assert "cannot be read" in shell.refused("approve", piece, "--as", "Ben Carter", "--passphrase-file", shell.folder / "none")


def test_a_damaged_key_is_told_and_the_decision_goes_through_unsigned(shell: Shell):
    _enrol_ben(shell)
    piece = _in_review(shell)
    (damaged,) = (shell.folder / "settings" / "keys").glob("ben*.json")
    damaged.write_text("junk", encoding="utf-8")
    assert (
        "not signed (the key of Ben Carter on this computer cannot be read)"
        in shell.at("gate", piece, "--as", "Ben Carter").stdout
    )
    approved = shell.at("approve", piece, "--as", "Ben Carter")
    assert "Note: not signed: the key of Ben Carter on this computer cannot be read." in approved.stderr
    assert "Signed: 0 of 1 decision on pieces." in shell.at("verify").stdout


def test_where_the_house_requires_it_an_unsigned_yes_is_refused(shell: Shell):
    _enrol_ben(shell)
    (shell.workspace / "policy.toml").write_text(BEN_TOO + '[gate]\nsigned = "required"\n', encoding="utf-8")
    piece = _in_review(shell)
    assert "Not ready: not signed (the key of Ben Carter is locked)." in shell.refused("approve", piece, "--as", "Ben Carter")
    shell.at("approve", piece, "--as", "Ben Carter", "--passphrase-file", shell.folder / "ben")


def test_a_forged_approval_is_told_by_verify_with_its_status(shell: Shell):
    _enrol_ben(shell)
    piece = _in_review(shell)
    shell.at("approve", piece, "--as", "Ben Carter", "--passphrase-file", shell.folder / "ben")
    forge(shell.workspace / "history.db", lambda entries: latest(entries, "approved")["payload"].update(note="Never."))
    said = shell.at("verify", status=1).stdout
    assert "Invalid: The approval of “Slow tea” by Ben Carter on " in said
    assert "is invalid: its note is not the one that was signed." in said
    assert "Signed: 0 of 1 decision on pieces." in said


def test_a_list_altered_by_hand_is_told_by_roster_and_by_verify(shell: Shell):
    _enrol_ben(shell)
    path = shell.workspace / "roster.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["people"][1]["roles"] = ["owner"]
    path.write_text(json.dumps(stored), encoding="utf-8")
    told = "roster.json is invalid: the line of Ben Carter is not as Ann signed it."
    assert f"Invalid: {told}" in shell("roster", "-w", shell.workspace, status=1).stdout
    assert f"In doubt: {told}" in shell.at("verify", status=1).stdout


def test_a_revoked_key_signs_no_more_and_its_owner_may_take_it_off_the_computer(shell: Shell):
    _enrol_ben(shell)
    own = shell("key", "revoke", "--as", "Ben Carter", "-w", shell.workspace)
    assert "it is still on the signed list. An owner takes it off" in own.stderr
    assert "has no key on this computer" in shell("key", "show", "--as", "Ben Carter", "-w", shell.workspace, status=1).stdout
    refused = shell("key", "revoke", "--as", "Ben Carter", "--of", "Ann", "-w", shell.workspace, status=2).stderr
    assert "Ben Carter cannot revoke the key of Ann: that takes an owner." in refused
    by_ann = ("key", "revoke", "--as", "Ann", "--of", "Ben Carter", "-w", shell.workspace)
    signing = ("--passphrase-file", shell.folder / "ann")
    assert "“soon” is no day" in shell(*by_ann, "--since", "soon", *signing, status=2).stderr
    assert "That day has not come yet" in shell(*by_ann, "--since", "2099-01-01", *signing, status=2).stderr
    assert "counts no more, by the list that Ann signed" in shell(*by_ann, "--passphrase-file", shell.folder / "ann").stdout
    assert "revoked 20" in shell("roster", "-w", shell.workspace).stdout
    assert "Ben Carter has no key on the signed list that counts." in shell(*by_ann, *signing, status=2).stderr


def test_where_there_is_no_key_to_revoke_it_is_said(shell: Shell):
    mine = ("key", "revoke", "--as", "Wren Hall", "-w", shell.workspace)
    assert "Wren Hall has no key on this computer. There is nothing to revoke." in shell(*mine, status=2).stderr
    assert "Let an owner take it off there." in shell(*mine, "--since", "2026-11-20", status=2).stderr


def test_the_last_owner_keeps_the_key_that_signs_the_next_list(shell: Shell):
    words = ("--as", "Ann", "-w", shell.workspace, "--passphrase-file", shell.folder / "ann")
    assert "only owner on the signed list" in shell("key", "make", *words, "--again", status=2).stderr
    assert "no owner would be left on it" in shell("key", "revoke", *words, status=2).stderr


def test_a_house_without_keys_makes_no_fuss(tmp_path: Path):
    plain = Shell(tmp_path)
    said = plain("init", plain.workspace, "--owner", "Zoe").stdout
    assert "Zoe has no key yet, so approvals go unsigned: `bluepencil key make --as NAME` makes one." in said
    assert "No owner has signed a list of people yet." in plain("roster", "-w", plain.workspace).stdout
    assert (
        "Give a passphrase, which seals it into a file."
        in plain("key", "make", "--as", "Zoe", "-w", plain.workspace, status=2).stderr
    )
    assert not (user_config_path("bluepencil") / "keys").exists(), "nothing was made in anybody's settings"


def test_on_a_terminal_the_passphrase_is_asked_for_and_not_shown(tmp_path: Path):
    """The real command, with a terminal to ask at and settings of its own."""
    shell = Shell(tmp_path)
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "settings"), "HOME": str(tmp_path)}
    shell("init", shell.workspace, "--owner", "Zoe")
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "studio", "key", "make", "--as", "Zoe", "-w", str(shell.workspace)]
    with subprocess.Popen(words, cwd=ROOT, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, env=environment) as made:
        os.close(theirs)
        shown = b""
        for _ in range(2):
            while b": " not in shown[shown.rfind(b"\n") + 1 :]:
                shown += os.read(ours, 1024)
            os.write(ours, f"{ANN}\n".encode())
            shown += b"\n"
        assert made.stdout is not None
        said = made.stdout.read().decode()
        assert made.wait() == 0
    os.close(ours)
    assert "Zoe signs with the key" in said
    assert ANN.encode() not in shown
