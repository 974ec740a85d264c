"""The list of people an owner signs: who is on it, whose signature counts, and what anybody did to its file."""

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from studio.app import roster
from studio.app.keys import KeyStore
from studio.app.signers import KeyState
from studio.core.errors import BadInput, NotFound, Refused
from studio.core.events import Actor, EventType
from studio.core.gate import GateId
from studio.core.piece import Stage
from studio.core.seal import SealState
from studio.core.signature import short
from studio.history import purging
from tests.app.test_keys import CHEAP, Drawer


class Team:
    """The house of three, on one computer with a keyring."""

    def __init__(self, house, folder):
        self.house = house
        self.drawer, self.folder = Drawer(), folder
        self.reopen()

    def reopen(self):
        self.house.reopen()
        self.keys = self.house.workspace.signers.keys = KeyStore(self.folder, lambda: self.drawer, CHEAP)

    @property
    def workspace(self):
        return self.house.workspace

    def enrol(self, *names: str) -> list[str]:
        return [roster.enrol(self.workspace, self.workspace.person(name)) for name in names]

    def propose(self, owner: str = "Erin"):
        return roster.propose(self.workspace, self.workspace.person(owner), self.keys.unlock(owner).key)

    def sign(self, owner: str = "Erin"):
        return self._sign(owner, self.propose(owner))

    def revoke(self, name: str, since: str = ""):
        return self._sign("Erin", roster.revoking(self.workspace, name, since))

    def _sign(self, owner, proposal):
        return roster.sign(self.workspace, self.workspace.person(owner), self.keys.unlock(owner), proposal)

    def first_list(self) -> None:
        """Erin, the owner, signs her key and that of Tomasz, whom she asked."""
        self.keys.make("Erin")
        self.enrol("Tomasz")
        self.sign()

    def in_review(self, by: str = "Tomasz") -> str:
        piece = self.house.bring()
        self.house.sit(piece, checked=False).submit(by)
        return piece

    @property
    def standing(self):
        return roster.standing(self.workspace)

    def state(self, name: str) -> KeyState:
        return self.workspace.signers.state(name)


@pytest.fixture
def team(house, tmp_path) -> Team:
    return Team(house, tmp_path / "settings" / "keys")


@pytest.fixture
def listed(team) -> Team:
    """Erin, the owner, and Tomasz are on the list."""
    team.first_list()
    return team


# ---------------------------------------------------------------- making it


def test_the_owner_s_first_key_signs_itself_and_asks_for_the_keys_that_wait(team):
    (waits,) = team.enrol("Tomasz")
    assert waits.endswith("It counts once an owner has signed the list of people.")
    (signs,) = team.enrol("Erin")
    assert signs.endswith(
        "The list of people is signed with it. A key of Tomasz waits: ask whether it is theirs, then sign the list anew."
    )
    assert [each.name for each in team.standing.roster.people] == ["Erin"]
    assert team.propose().changes == (f"Tomasz, editor and writer: the key {short(team.keys.known('Tomasz').public)} is new.",)
    assert [each.name for each in team.sign().people] == ["Erin", "Tomasz"]


def test_a_key_that_somebody_planted_for_another_person_is_not_signed_unasked(team):
    planted = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    (team.workspace.root / "keys").mkdir()
    (team.workspace.root / "keys" / "tomasz.pub").write_text(f"{planted} Tomasz\n")
    team.enrol("Erin")
    assert team.standing.roster.of("Tomasz") is None
    assert f"Tomasz offers the key {short(planted)}, and no owner has signed it yet." in team.standing.remarks


def test_a_list_is_kept_in_the_history_and_in_a_file_that_says_the_same(team):
    team.first_list()
    assert [each.name for each in team.standing.roster.people] == ["Erin", "Tomasz"]
    assert team.standing.problems == ()
    assert team.workspace.verify().whole
    (event,) = team.workspace.history.events("", [EventType.ROSTER_SIGNED])
    stored = json.loads((team.workspace.root / "roster.json").read_text(encoding="utf-8"))
    assert stored == {"who": "Erin", "time": event.time} | event.payload


def test_a_key_made_later_counts_from_the_next_signing_on(listed):
    listed.enrol("Wren")
    assert listed.state("Wren") is KeyState.UNLISTED
    assert (
        f"Wren offers the key {short(listed.keys.known('Wren').public)}, and no owner has signed it yet."
        in listed.standing.remarks
    )
    assert listed.propose().changes == (f"Wren, writer: the key {short(listed.keys.known('Wren').public)} is new.",)
    assert listed.sign().version == 2
    assert listed.state("Wren") is KeyState.READY
    assert listed.propose().changes == ()


def test_only_an_owner_signs(listed):
    with pytest.raises(Refused, match=r"Tomasz may not sign the list of people: that takes an owner\. Who may: Erin\."):
        listed.sign("Tomasz")


def test_an_owner_by_policy_alone_does_not_sign_over_the_list_in_force(listed):
    policy = (listed.workspace.root / "policy.toml").read_text().replace('["editor", "writer"]', '["owner", "editor"]')
    listed.house.rule(policy)
    listed.reopen()
    with pytest.raises(
        Refused, match=r"is not that of an owner on the list that Erin signed\. Ask one of its owners to sign: Erin"
    ):
        listed.sign("Tomasz")
    assert "Tomasz is editor and owner in policy.toml and writer and editor on the signed list." in listed.standing.remarks


def test_the_last_owner_does_not_sign_herself_away(listed):
    with pytest.raises(Refused, match="no owner would be left on it"):
        listed.revoke("Erin")
    assert listed.standing.roster.version == 1


def test_a_key_planted_for_the_owner_is_not_signed_by_her(listed):
    planted = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    (listed.workspace.root / "keys" / "erin.pub").write_text(f"{planted} Erin\n")
    assert listed.propose().changes == ()


@pytest.mark.parametrize("words", ["", "xyz Wren", "00" * 32 + " Nobody", "AB" * 32 + " Wren", "\udcff"])
def test_what_lies_in_the_folder_and_is_no_key_is_passed_over(listed, words):
    (listed.workspace.root / "keys" / "x.pub").write_bytes(words.encode("utf-8", "surrogateescape"))
    assert listed.propose().changes == ()


def test_whoever_leaves_the_policy_leaves_the_list(listed):
    policy = (listed.workspace.root / "policy.toml").read_text()
    listed.house.rule(policy[: policy.index('[[people]]\nname = "Tomasz"')])
    listed.reopen()
    assert listed.standing.remarks[0] == "Tomasz is on the signed list and not in policy.toml."
    (said,) = listed.workspace.verify().remarks
    assert said.startswith("Tomasz is on the signed list and not in policy.toml, so the key counts still.")
    assert listed.propose().changes[0].startswith("Tomasz is not in policy.toml any more: the key")
    found = listed.sign()
    assert found.of("Tomasz") is None
    assert [each.name for each in found.people if each.revoked] == ["Tomasz"]


def test_the_policy_and_the_list_differ_in_plain_words(listed):
    assert listed.standing.remarks == ("Wren is in policy.toml and not on the signed list.",)
    policy = (listed.workspace.root / "policy.toml").read_text().replace('["editor", "writer"]', '["writer"]')
    listed.house.rule(policy)
    assert "Tomasz is writer in policy.toml and writer and editor on the signed list." in listed.standing.remarks
    listed.reopen()
    assert "Tomasz is writer now." in listed.propose().changes
    listed.sign()
    assert listed.standing.remarks == ("Wren is in policy.toml and not on the signed list.",)


def test_a_list_that_somebody_else_made_shows_to_whoever_holds_the_true_key(listed, tmp_path):
    """The whole history made anew, with other keys under the same names: nothing in it is wrong, and still it shows."""
    true = listed.keys
    forged = KeyStore(tmp_path / "forger", lambda: Drawer(), CHEAP)
    forged.make("Tomasz", "another secret")
    forged.make("Erin", "another secret")
    (listed.workspace.root / "history.db").unlink()
    (listed.workspace.root / "roster.json").unlink()
    listed.workspace.close()
    listed.house.workspace = type(listed.workspace).furnish(listed.house.root, now=listed.house.clock.now)
    listed.workspace.signers.keys = forged
    listed.enrol("Tomasz", "Erin")
    erin = listed.workspace.person("Erin")
    signer = forged.unlock("Erin")
    roster.sign(listed.workspace, erin, signer, roster.propose(listed.workspace, erin, signer.key))
    listed.workspace.signers.keys = true
    told = [remark for remark in listed.standing.remarks if "on this computer" in remark]
    assert told == [
        f"The key of {name} on this computer is {short(true.known(name).public)}, "
        f"and the list says {short(forged.known(name).public)}."
        for name in ("Erin", "Tomasz")
    ]


# ---------------------------------------------------------------- revoking


def test_a_revoked_key_signs_no_more_and_a_new_one_takes_its_place(listed):
    old = listed.keys.known("Tomasz").public
    listed.house.clock.wait(60)
    listed.revoke("Tomasz")
    assert listed.state("Tomasz") is KeyState.UNLISTED
    listed.keys.forget("Tomasz")
    listed.enrol("Tomasz")
    found = listed.sign()
    assert [(each.key == old, bool(each.revoked)) for each in found.people if each.name == "Tomasz"] == [
        (True, True),
        (False, False),
    ]
    assert listed.state("Tomasz") is KeyState.READY


def test_a_key_that_was_revoked_comes_back_by_no_door(listed):
    listed.revoke("Tomasz")
    assert (listed.workspace.root / "keys" / "tomasz.pub").exists()
    assert listed.propose().changes == ()
    assert listed.sign().of("Tomasz") is None
    with pytest.raises(NotFound, match=r"Tomasz has no key on the signed list that counts\."):
        listed.revoke("Tomasz")


def test_revoking_a_key_signs_no_key_that_waits_and_no_role_that_somebody_wrote_into_the_policy(listed):
    listed.enrol("Wren")
    policy = (listed.workspace.root / "policy.toml").read_text().replace('["editor", "writer"]', '["owner", "editor"]')
    listed.house.rule(policy)
    listed.reopen()
    before = {each.name: each for each in listed.standing.roster.people}
    found = listed.revoke("Tomasz")
    assert {each.name: replace(each, revoked="") for each in found.people} == before
    assert [each.name for each in found.people if each.revoked] == ["Tomasz"]


def test_a_key_is_not_revoked_for_a_day_to_come(listed):
    with pytest.raises(BadInput, match="That day has not come yet"):
        listed.revoke("Tomasz", roster.start_of("2099-01-01"))
    assert listed.state("Tomasz") is KeyState.READY


def test_a_day_of_loss_in_the_past_takes_the_decisions_since_with_it(listed):
    piece = listed.in_review()
    listed.house.sit(piece, "Tomasz").approve()
    listed.house.clock.wait(86_400)
    assert listed.workspace.verify().whole
    listed.revoke("Tomasz", roster.start_of("2026-11-20"))
    (problem,) = listed.workspace.verify().problems
    assert problem.startswith("The approval of “Slow tea” by Tomasz on 24 Nov 2026 is invalid: its key ")
    assert "was revoked on" in problem


def test_a_list_that_lay_open_while_another_was_signed_brings_no_revoked_key_back(listed):
    listed.enrol("Wren")
    seen = listed.propose()  # a window shows it
    listed.revoke("Tomasz")  # the command line revokes
    erin = listed.workspace.person("Erin")
    with pytest.raises(Refused, match=r"^Erin signed list 2 of people while this one lay open\. Look at the list again\.$"):
        roster.sign(listed.workspace, erin, listed.keys.unlock("Erin"), seen)
    found = listed.standing
    assert (found.roster.version, found.roster.of("Tomasz"), found.problems) == (2, None, ())
    assert listed.workspace.verify().whole


@pytest.mark.parametrize("day", ["soon", "2026-13-01"])
def test_a_day_that_is_none_is_refused(day):
    with pytest.raises(BadInput, match="is no day"):
        roster.start_of(day)


# ---------------------------------------------------------------- what was done to its file


def _alter(listed, deed: Callable[[dict], object]) -> str:
    """Change the file by hand; what verifying says of it."""
    path = listed.workspace.root / "roster.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    deed(stored)
    path.write_text(json.dumps(stored), encoding="utf-8")
    (problem,) = listed.workspace.verify().problems
    assert listed.standing.problems == (problem,)
    return problem


def test_a_role_raised_by_hand_is_named_by_the_person(listed):
    said = _alter(listed, lambda stored: stored["people"][1].update(roles=["owner"]))
    assert said == "roster.json is invalid: the line of Tomasz is not as Erin signed it."


def test_a_person_put_in_by_hand_is_named(listed):
    said = _alter(listed, lambda stored: stored["people"].append(stored["people"][1] | {"name": "Mallory"}))
    assert said == "roster.json is invalid: the line of Mallory is not as Erin signed it."


def test_a_key_exchanged_by_hand_is_named_and_counts_for_nothing(listed):
    said = _alter(listed, lambda stored: stored["people"][1].update(key="ab" * 32))
    assert "the line of Tomasz is not as Erin signed it" in said
    assert listed.state("Tomasz") is KeyState.READY, "the history says whose key is whose, not the file"


def test_another_signer_in_the_file_is_found(listed):
    assert "it is not as Erin signed it" in _alter(listed, lambda stored: stored.update(who="Mallory"))


def test_an_older_list_put_back_is_said_to_be_older(listed):
    path = listed.workspace.root / "roster.json"
    older = path.read_text(encoding="utf-8")
    listed.enrol("Wren")
    listed.sign()
    path.write_text(older, encoding="utf-8")
    (problem,) = listed.workspace.verify().problems
    assert problem == "roster.json is an older list, number 1; Erin signed number 2 since."


@pytest.mark.parametrize("text", ["", "[]", '{"people": 1}'])
def test_a_list_that_cannot_be_read_says_what_to_do(listed, text):
    (listed.workspace.root / "roster.json").write_text(text)
    assert listed.standing.problems == (
        "roster.json cannot be read. An owner puts it right with `bluepencil roster sign --as OWNER`.",
    )
    listed.sign()
    assert listed.standing.problems == ()


def test_a_list_is_on_the_disk_before_it_takes_the_place_of_the_one_before(listed, monkeypatch):
    path = listed.workspace.root / "roster.json"
    before, seen = path.read_bytes(), []

    def sync(number: int) -> None:
        if stat.S_ISREG(os.fstat(number).st_mode):
            seen.append((path.read_bytes(), os.pread(number, 1 << 20, 0)))

    monkeypatch.setattr(roster.os, "fsync", sync)
    listed.revoke("Tomasz")
    assert (before, path.read_bytes()) in seen


def test_a_list_that_is_gone_is_missed_and_one_that_nobody_signed_is_told(listed, house):
    path = listed.workspace.root / "roster.json"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    assert listed.standing.problems[0].startswith("roster.json is gone; the history still has the list that Erin signed.")
    fresh = type(house)(house.root.parent / "other")
    (fresh.root / "roster.json").write_text(text, encoding="utf-8")
    assert roster.standing(fresh.workspace).problems == ("roster.json is invalid: no signing of it stands in the history.",)
    fresh.workspace.close()


# ---------------------------------------------------------------- approving


def test_an_approval_is_signed_without_a_click_where_the_key_is_in_the_keyring(listed):
    piece = listed.in_review()
    listed.reopen()  # a program that was just started
    session = listed.house.sit(piece, "Tomasz")
    item = next(item for item in session.gate().items if item.id is GateId.SIGNED)
    assert (item.met, item.phrase) == (True, "approval is signed")
    session.approve("Lovely.")
    (seal,) = listed.workspace.history.seals(piece)
    assert (seal.state, seal.key) == (SealState.SIGNED, listed.keys.known("Tomasz").public[:16])
    (event,) = listed.workspace.history.events(piece, [EventType.APPROVED])
    assert event.payload["policy_version"] == listed.workspace.policy.version
    assert listed.workspace.verify().whole


def test_a_request_for_changes_is_signed_and_says_what_it_was_held_against(listed):
    piece = listed.in_review()
    session = listed.house.sit(piece, "Tomasz")
    session.request_changes("Shorter.")
    (event,) = listed.workspace.history.events(piece, [EventType.CHANGES_REQUESTED])
    assert event.payload["guide_version"] == session.context.version
    assert event.payload["policy_version"] == listed.workspace.policy.version
    assert set(event.payload["ran"]) == {check.id for check in listed.workspace.runner.checks}
    assert listed.workspace.history.seals(piece)[0].state is SealState.SIGNED


def test_a_decision_whose_text_is_deleted_is_still_signed_and_no_figure_of_it_can_be_made_better(listed, monkeypatch):
    def better(rows):
        return ((number, left | ({"read_seconds": 900} if "read_seconds" in left else {})) for number, left in made(rows))

    piece, other = listed.in_review(), listed.in_review()
    for each in (piece, other):
        session = listed.house.sit(each, "Tomasz")
        session.request_changes("Shorter.")
        listed.house.sit(each, checked=False).submit("Tomasz")
        session = listed.house.sit(each, "Tomasz")
        session.attend(2)
        session.approve("Lovely.")
    history, erin = listed.workspace.history, Actor.person("Erin")
    history.purge(piece, erin, "Kept long enough.")
    assert listed.workspace.verify().whole, "everything that a decision holds beside its note is kept"
    made = purging._left
    monkeypatch.setattr(purging, "_left", better)
    history.purge(other, erin, "Kept long enough.")
    history.rebuild()
    assert 900 in [yes.read_seconds for yes in history.yeses()]
    (problem,) = listed.workspace.verify().problems
    assert problem.endswith("is invalid: what it says of claims, gate and figures is not what was signed.")


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("Tomasz", "not signed (Tomasz has no key on this computer)"),
        ("Erin", "not signed (the key of Erin is not on the signed list of people)"),
    ],
)
def test_a_yes_without_a_key_is_told_and_goes_through_unsigned(team, who, told):
    if who == "Erin":
        team.keys.make("Erin")
    piece = team.in_review(who)
    session = team.house.sit(piece, who)
    assert told in [item.phrase for item in session.gate().items]
    session.approve()
    assert team.workspace.history.seals(piece)[0].state is SealState.UNSIGNED
    assert team.workspace.verify().whole


def test_a_key_whose_file_is_damaged_keeps_nobody_from_deciding_where_signing_is_only_recommended(listed):
    listed.reopen()  # a program that was just started
    damaged = listed.keys._path("Tomasz")
    damaged.write_text("junk", encoding="utf-8")
    piece = listed.in_review()
    session = listed.house.sit(piece, "Tomasz")
    told = "not signed (the key of Tomasz on this computer cannot be read)"
    assert told in [item.phrase for item in session.gate().items]
    session.approve()
    assert listed.workspace.history.seals(piece)[0].state is SealState.UNSIGNED
    assert f"{damaged} cannot be read as a key. Bring it back from a backup, or make a new key." in listed.standing.remarks


def test_where_the_house_requires_it_a_yes_without_a_key_is_refused(listed):
    policy = (listed.workspace.root / "policy.toml").read_text() + '[gate]\nsigned = "required"\n'
    listed.house.rule(policy)
    listed.reopen()
    listed.keys.forget("Tomasz")
    piece = listed.in_review()
    with pytest.raises(Refused, match=r"^Not ready: not signed \(Tomasz has no key on this computer\)\. Settle these first\.$"):
        listed.house.sit(piece, "Tomasz").approve()
    assert listed.workspace.piece(piece).stage is Stage.IN_REVIEW
    session = listed.house.sit(piece, "Erin")
    session.approve()
    assert listed.workspace.history.seals(piece)[0].state is SealState.SIGNED


def test_a_locked_key_signs_once_its_passphrase_was_given(team):
    team.enrol("Erin")
    team.keys.make("Tomasz", "open sesame please")
    roster.enrol(team.workspace, team.workspace.person("Tomasz"))
    team.sign()
    team.reopen()
    piece = team.in_review()
    assert team.state("Tomasz") is KeyState.LOCKED
    session = team.house.sit(piece, "Tomasz")
    assert "not signed (the key of Tomasz is locked)" in [item.phrase for item in session.gate().items]
    team.keys.unlock("Tomasz", "open sesame please")
    session.approve()
    assert team.workspace.history.seals(piece)[0].state is SealState.SIGNED


def test_a_list_signed_by_another_program_is_seen_at_once(listed):
    listed.enrol("Wren")
    assert listed.state("Wren") is KeyState.UNLISTED
    beside = type(listed.workspace).open(listed.workspace.root, now=listed.house.clock.now)
    beside.signers.keys = listed.keys
    erin = beside.person("Erin")
    signer = listed.keys.unlock("Erin")
    roster.sign(beside, erin, signer, roster.propose(beside, erin, signer.key))
    beside.close()
    assert listed.state("Wren") is KeyState.READY


def test_a_program_without_keys_says_so(house):
    with pytest.raises(NotFound, match="no place for keys"):
        roster.enrol(house.workspace, replace(house.workspace.person("Erin")))
