"""A signed decision stands for what was decided: every forgery of it is named, with the piece, the person and the day, even
where the forger has made the whole chain and everything derived from it anew."""

import sqlite3
from contextlib import closing
from copy import deepcopy

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from studio.core.errors import Refused
from studio.core.events import Actor, EventType, canonical, digest
from studio.core.piece import Role
from studio.core.roster import Listed
from studio.core.seal import SealState
from studio.core.signature import statement
from studio.history.signing import Signer
from tests.history.forging import forge, latest

TITLE = "Tea club price letter"
INVALID = f"The approval of “{TITLE}” by Ben Carter on 1 Mar 2026 is invalid: "


def signer(who: str, seed: int) -> Signer:
    return Signer(who, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


ANN, BEN, DORA, MALLORY = signer("Ann Bee", 1), signer("Ben Carter", 2), signer("Dora", 3), signer("Mallory", 4)
ROLES = {"Ann Bee": (Role.OWNER, Role.EDITOR), "Ben Carter": (Role.EDITOR,), "Dora": (Role.WRITER,)}


class House:
    """A history in which an owner has signed who is who, and Ben has approved a letter."""

    def __init__(self, desk):
        self.desk, self.history, self.path = desk, desk.history, desk.path
        self.list(ANN, BEN, DORA)
        self.piece = desk.create(TITLE)
        desk.edit(self.piece, (0, 3, "My"))
        self.approval = self.approve(BEN)

    def list(self, *keys: Signer, by: Signer = ANN, revoked: dict[str, str] | None = None, version: int = 1):
        people = [
            Listed(k.who, ROLES.get(k.who, ()), k.key, "2026-03-01T09:00:00.000Z", (revoked or {}).get(k.who, "")) for k in keys
        ]
        payload = {"version": version, "people": [each.plain for each in people]}
        return self.history.append(EventType.ROSTER_SIGNED, "", Actor.person(by.who), payload, signer=by)

    def approve(self, by: Signer | None, who: str = "Ben Carter", piece: str = ""):
        piece = piece or self.piece
        held = {
            "text_hash": digest(self.history.working(piece)),
            "guide_version": "g1",
            "policy_version": "p1",
            "claims_hash": "c",
        }
        rest = {"revision": 1, "ran": ["style", "claims"], "missing": ["grammar"], "gate": [], "note": "Lovely."}
        rest["disclosure"] = {"policy": "line", "level": "none", "present": False, "wording": "", "reason": "Hush.", "by": who}
        who = by.who if by else who
        return self.history.append(EventType.APPROVED, piece, Actor.person(who), held | rest, signer=by)

    def send_back(self, by: Signer):
        held = {"text_hash": digest(self.history.working(self.piece)), "guide_version": "g1", "policy_version": "p1"}
        payload = held | {"note": "Shorter.", "revision": 1, "ran": ["style"]}
        return self.history.append(EventType.CHANGES_REQUESTED, self.piece, Actor.person(by.who), payload, signer=by)

    def forge(self, deed):
        """The deed, and the whole chain rebuilt over it; then only signatures can say that anything happened."""
        forge(self.path, deed)
        found = self.history.verify()
        assert found.problem == "", "the forger knows the trade: chain, tables and guards are whole"
        return found

    @property
    def seal(self):
        """Of the latest decision."""
        return [seal for seal in self.history.seals() if seal.piece][-1]


@pytest.fixture
def house(desk):
    return House(desk)


# ---------------------------------------------------------------- what is signed


def test_a_signed_approval_says_so_and_by_which_key(house):
    assert (house.seal.state, house.seal.who, house.seal.key) == (SealState.SIGNED, "Ben Carter", BEN.key[:16])
    found = house.history.verify()
    assert found.whole
    assert [(seal.piece, seal.state) for seal in found.seals] == [("", SealState.SIGNED), (house.piece, SealState.SIGNED)]


def test_a_request_for_changes_is_signed_too(house):
    house.send_back(BEN)
    assert house.seal.state is SealState.SIGNED
    assert len(house.history.seals(house.piece)) == 2


def test_a_decision_without_a_key_goes_on_as_before_and_is_shown_as_not_signed(house):
    house.approve(None)
    assert (house.seal.state, house.seal.key, house.seal.problem) == (SealState.UNSIGNED, "", "")
    assert house.history.verify().whole


def test_anybody_with_the_public_key_can_do_the_sums(house):
    """Nothing but the statement, the key and Ed25519."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    event = house.history.events(house.piece, [EventType.APPROVED])[0]
    signature = event.payload["signature"]
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature["key"]))
    public.verify(bytes.fromhex(signature["value"]), canonical(signature["said"]).encode())
    assert signature["said"]["previous"] == event.previous
    assert signature["said"]["text_hash"] == digest(house.history.working(house.piece))
    assert signature["said"]["note"] == digest("Lovely.")
    assert (signature["said"]["who"], signature["said"]["time"]) == ("Ben Carter", event.time)


def test_the_private_key_is_nowhere_in_the_file_and_in_nothing_that_prints_a_signer(house):
    house.history._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    secret = BEN._private.private_bytes_raw()
    raw = house.path.read_bytes()
    assert secret not in raw
    assert secret.hex().encode() not in raw
    assert secret.hex() not in repr(BEN)


# ---------------------------------------------------------------- forgeries, each with the whole chain rebuilt over it


def _text(entries):
    """The edit before the yes, and with it the text that was approved."""
    latest(entries, "edited")["payload"]["edits"][0][2] = "Nobody's"


def _claimed_text(entries):
    latest(entries, "approved")["payload"]["text_hash"] = digest("another text")


def _both_texts(entries):
    _text(entries)
    latest(entries, "approved")["payload"]["text_hash"] = digest("Nobody's tea is the best in town.")


def _author(entries):
    latest(entries, "approved")["actor"] = "Ann Bee"


def _time(entries):
    latest(entries, "approved")["time"] -= 86_400_000


def _guide(entries):
    latest(entries, "approved")["payload"]["guide_version"] = "g2"


def _policy(entries):
    latest(entries, "approved")["payload"]["policy_version"] = "p2"


def _ran(entries):
    latest(entries, "approved")["payload"]["ran"] = ["style", "claims", "grammar"]


def _missing(entries):
    latest(entries, "approved")["payload"]["missing"] = []


def _revision(entries):
    latest(entries, "approved")["payload"]["revision"] = 2


def _note(entries):
    latest(entries, "approved")["payload"]["note"] = "Rather not."


def _claims(entries):
    latest(entries, "approved")["payload"]["claims_hash"] = "d"


def _before(entries):
    """Something that happened before is made never to have happened."""
    entries[1:2] = [entries[1] | {"payload": entries[1]["payload"] | {"audience": "others"}}]


def _said(entries):
    """The statement is changed along with what it speaks of."""
    approved = latest(entries, "approved")["payload"]
    approved["revision"] = approved["signature"]["said"]["revision"] = 2


def _key(entries):
    latest(entries, "approved")["payload"]["signature"]["key"] = MALLORY.key


def _garbage(entries):
    latest(entries, "approved")["payload"]["signature"] = {"key": "no key", "value": 7}


FORGERIES = [
    (_text, "its text is not the one that was signed."),
    (_claimed_text, "its text is not the one that was signed."),
    (_both_texts, "its text is not the one that was signed."),
    (_guide, "the style guides it names are not those that were signed."),
    (_policy, "the policy it names is not the one that was signed."),
    (_ran, "the checks it names are not those that were signed."),
    (_missing, "the checks it says did not run are not those that were signed."),
    (_revision, "it was signed for revision 1 and not 2."),
    (_note, "its note is not the one that was signed."),
    (_claims, "what it says of claims, gate and figures is not what was signed."),
    (_said, "its signature does not fit what it says was signed."),
    (_key, "its signature does not fit what it says was signed."),
    (_garbage, "its signature does not fit what it says was signed."),
]


@pytest.mark.parametrize(("deed", "told"), FORGERIES, ids=lambda each: getattr(each, "__name__", ""))
def test_a_changed_decision_is_invalid_by_name(house, deed, told):
    found = house.forge(deed)
    assert not found.whole
    assert found.problems == (INVALID + told,)
    assert house.seal.state is SealState.INVALID


def test_another_author_is_named_beside_the_one_who_signed(house):
    found = house.forge(_author)
    assert found.problems == (
        f"The approval of “{TITLE}” by Ann Bee on 1 Mar 2026 is invalid: it was signed by Ben Carter and not by Ann Bee.",
    )


def test_another_day_is_named_beside_the_time_that_was_signed(house):
    found = house.forge(_time)
    assert found.problems == (
        f"The approval of “{TITLE}” by Ben Carter on 28 Feb 2026 is invalid: "
        f"it was signed at another time ({house.approval.time}).",
    )


def test_a_history_rewritten_before_a_signed_approval_shows_at_the_approval(house):
    (problem,) = house.forge(_before).problems
    assert problem.startswith(INVALID + "what stands before it in the history is not what stood there when it was signed")


@pytest.mark.parametrize("kind", ["ai", "rule"])
@pytest.mark.parametrize("by", [BEN, None])
def test_a_decision_that_no_person_made_is_named_signed_or_not(house, kind, by):
    house.approve(by)
    found = house.forge(lambda entries: latest(entries, "approved").update(actor_kind=kind))
    assert found.problems == (INVALID + "it is entered as made by no person, and only people decide.",)


def test_a_list_of_people_that_no_person_signed_counts_for_nothing(house):
    found = house.forge(lambda entries: latest(entries, "roster.signed").update(actor_kind="rule"))
    assert "made by no person" in found.problems[0]
    assert house.history.roster().version == 0


def test_a_key_that_nobody_listed_is_named(house):
    forged = Signer("Ben Carter", MALLORY._private)
    house.approve(forged)
    assert house.seal.problem == INVALID + f"its key {_short(MALLORY.key)} was not on the list of people as one of Ben Carter."


def test_a_forger_who_signs_anew_with_another_key_is_found_by_the_key(house):
    def deed(entries):
        approved = latest(entries, "approved")
        approved["payload"]["revision"] = 7
        _sign_anew(house, approved, Signer("Ben Carter", MALLORY._private))

    (problem,) = house.forge(deed).problems
    assert problem == INVALID + f"its key {_short(MALLORY.key)} was not on the list of people as one of Ben Carter."


def test_somebody_else_s_listed_key_does_not_sign_for_ben(house):
    house.approve(Signer("Ben Carter", ANN._private))
    assert "was not on the list of people as one of Ben Carter" in house.seal.problem


def test_a_writer_s_key_approves_nothing(house):
    house.approve(DORA)
    assert house.seal.problem.endswith("is invalid: Dora was no editor on the list of people.")


def test_before_any_list_was_signed_no_key_counts(desk):
    piece = desk.create(TITLE)
    text_hash = digest(desk.history.working(piece))
    payload = {"text_hash": text_hash, "guide_version": "g", "claims_hash": "c", "revision": 1, "ran": [], "missing": []}
    desk.history.append(EventType.APPROVED, piece, Actor.person("Ben Carter"), payload, signer=BEN)
    assert "was not on the list of people" in desk.history.seals()[0].problem


# ---------------------------------------------------------------- revoked keys


def test_a_revoked_key_signs_nothing_more_and_what_it_signed_before_stands(house):
    house.list(ANN, BEN, revoked={"Ben Carter": "2026-03-01T09:00:04.500Z"}, version=2)
    house.approve(BEN)
    before, after = (seal for seal in house.history.seals() if seal.piece)
    assert before.state is SealState.SIGNED
    assert after.problem == INVALID + f"its key {_short(BEN.key)} was revoked on 1 Mar 2026."


def test_the_order_of_the_entries_counts_where_the_thief_sets_the_clock_back(house):
    house.list(ANN, BEN, revoked={"Ben Carter": "2026-03-01T09:00:04.500Z"}, version=2)
    house.approve(BEN)

    def deed(entries):
        approved = latest(entries, "approved")
        approved["time"] -= 3_600_000  # an hour before it was revoked
        _sign_anew(house, approved, BEN, entries)

    (problem,) = house.forge(deed).problems
    assert problem == INVALID + f"its key {_short(BEN.key)} was revoked on 1 Mar 2026."


def test_a_key_that_was_lost_some_days_ago_is_revoked_from_that_day_on(house):
    house.list(ANN, BEN, revoked={"Ben Carter": "2026-03-01T00:00:00.000Z"}, version=2)
    assert house.seal.problem == INVALID + f"its key {_short(BEN.key)} was revoked on 1 Mar 2026."


def test_a_new_key_in_place_of_a_revoked_one_counts(house):
    fresh = signer("Ben Carter", 9)
    house.list(ANN, BEN, fresh, version=2)
    people = house.history.roster()
    assert people.entry("ben carter", fresh.key)
    house.approve(fresh)
    assert house.seal.state is SealState.SIGNED


# ---------------------------------------------------------------- replay


def test_a_signature_copied_to_a_later_entry_is_named_with_where_it_comes_from(house):
    def deed(entries):
        entries.append(deepcopy(latest(entries, "approved")))

    (problem,) = house.forge(deed).problems
    assert problem == INVALID + f"its signature is that of the approval of “{TITLE}” by Ben Carter on 1 Mar 2026."


def test_a_signature_moved_to_another_piece_is_found_though_it_stands_there_alone(house):
    other = house.desk.create("Bread")

    def deed(entries):
        moved = latest(entries, "approved")
        entries.remove(moved)
        entries.append(moved | {"piece": other})

    (problem,) = house.forge(deed).problems
    assert problem.startswith("The approval of “Bread” by Ben Carter on 1 Mar 2026 is invalid: its text is not the one")


def test_a_yes_to_the_same_text_does_not_come_back_at_a_later_place(house):
    """The text was changed and changed back; the old yes is put behind it."""
    house.desk.edit(house.piece, (0, 2, "Our"))
    house.desk.edit(house.piece, (0, 3, "My"))

    def deed(entries):
        moved = latest(entries, "approved")
        entries.remove(moved)
        entries.append(moved)

    (problem,) = house.forge(deed).problems
    assert problem.startswith(INVALID + "what stands before it in the history is not what stood there when it was signed; it was")


def test_a_signature_taken_off_leaves_a_decision_that_is_not_signed(house):
    house.forge(lambda entries: latest(entries, "approved")["payload"].pop("signature"))
    assert house.seal.state is SealState.UNSIGNED


# ---------------------------------------------------------------- the list of people


def test_a_list_with_a_line_put_in_is_invalid_and_its_keys_count_for_nothing(house):
    house.approve(MALLORY)

    def deed(entries):
        people = latest(entries, "roster.signed")["payload"]["people"]
        people.append(Listed("Mallory", (Role.EDITOR,), MALLORY.key).plain)

    problems = house.forge(deed).problems
    assert problems[0] == (
        "The list of people signed by Ann Bee on 1 Mar 2026 is invalid: the people on it are not those that were signed."
    )
    assert all("is invalid: " in problem for problem in problems)
    assert f"its key {_short(MALLORY.key)} was not on the list of people as one of Mallory." in problems[-1]


def test_roles_that_were_raised_by_hand_are_found(house):
    def deed(entries):
        people = latest(entries, "roster.signed")["payload"]["people"]
        next(each for each in people if each["name"] == "Dora")["roles"] = ["owner"]

    assert "the people on it are not those that were signed" in house.forge(deed).problems[0]


def test_a_list_signed_by_somebody_who_is_no_owner_counts_for_nothing(house):
    house.list(BEN, MALLORY, by=BEN, version=2)
    seal = house.history.lists()[-1]
    assert (
        seal.problem
        == "The list of people signed by Ben Carter on 1 Mar 2026 is invalid: Ben Carter is no owner on the list before it."
    )
    assert house.history.roster().version == 1


def test_only_the_first_list_signs_itself(house):
    ROLES["Mallory"] = (Role.OWNER,)
    try:
        house.list(MALLORY, by=MALLORY, version=2)
    finally:
        del ROLES["Mallory"]
    assert "does not stand on the list before it as one of Mallory" in house.history.lists()[-1].problem
    assert house.history.roster().entry("Mallory", MALLORY.key) is None


def test_a_revoked_owner_signs_no_further_list(house):
    other = signer("Olga", 6)
    ROLES["Olga"] = (Role.OWNER,)
    try:
        house.list(ANN, BEN, other, version=2)
        house.list(ANN, BEN, other, by=other, revoked={"Ann Bee": house.history.head().time}, version=3)
        house.list(ANN, MALLORY, by=ANN, version=4)
    finally:
        del ROLES["Olga"]
    assert [seal.state.value for seal in house.history.lists()] == ["signed", "signed", "signed", "invalid"]
    assert "was revoked on 1 Mar 2026" in house.history.lists()[-1].problem


NOON, LATER = "2026-03-01T12:00:00.000Z", "2026-03-01T13:00:00.000Z"


@pytest.mark.parametrize(
    ("keys", "revoked"),
    [((ANN, BEN), {}), ((ANN,), {}), ((ANN, BEN), {"Ben Carter": LATER}), ((ANN, Signer("Dora", BEN._private)), {})],
    ids=["counts again", "is left out", "is revoked later", "is somebody else's"],
)
def test_a_list_that_undoes_a_revocation_is_named_and_counts_for_nothing(house, keys, revoked):
    house.list(ANN, BEN, revoked={"Ben Carter": NOON}, version=2)
    house.list(*keys, revoked=revoked, version=3)
    told = f"it undoes that the key {_short(BEN.key)} of Ben Carter was revoked on 1 Mar 2026."
    assert house.history.verify().problems == (f"The list of people signed by Ann Bee on 1 Mar 2026 is invalid: {told}",)
    assert (house.history.roster().version, house.history.roster().of("Ben Carter")) == (2, None)


def test_a_day_of_loss_may_be_moved_to_an_earlier_one(house):
    house.list(ANN, BEN, revoked={"Ben Carter": LATER}, version=2)
    house.list(ANN, BEN, revoked={"Ben Carter": NOON}, version=3)
    assert house.history.verify().whole


@pytest.mark.parametrize("version", [0, 1, 3])
def test_a_list_that_does_not_bear_the_next_number_is_named(house, version):
    house.list(ANN, BEN, version=version)
    told = f"it says it is list {version}, and list 2 should stand there."
    assert house.history.lists()[-1].problem == f"The list of people signed by Ann Bee on 1 Mar 2026 is invalid: {told}"
    assert house.history.roster().of("Dora"), "the list before stays in force"


def test_a_list_is_not_written_over_one_that_was_signed_meanwhile(house):
    house.list(ANN, BEN, version=2)
    count = house.history.head().count
    with pytest.raises(Refused, match=r"Ann Bee signed list 2 of people while this one lay open"):
        house.history.sign_list([], Actor.person("Ann Bee"), ANN, 1)
    assert house.history.head().count == count


@pytest.mark.parametrize(
    "people", [None, [1], [{"name": "Ann"}], [{"name": "A", "roles": ["king"], "key": "", "since": "", "revoked": ""}]]
)
def test_a_list_that_cannot_be_read_is_named_and_not_stumbled_over(house, people):
    house.forge(lambda entries: latest(entries, "roster.signed")["payload"].update(people=people))
    assert house.history.lists()[0].problem == "The list of people signed by Ann Bee on 1 Mar 2026 is invalid: it cannot be read."


# ---------------------------------------------------------------- what is left to read


def test_of_a_piece_whose_text_was_deleted_the_signature_still_says_who_said_yes(house):
    house.history.purge(house.piece, Actor.person("Ann Bee"), "asked for")
    assert house.seal.state is SealState.SIGNED
    assert house.history.verify().whole


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("text_hash", digest("another"), "its text is not the one that was signed."),
        ("guide_version", "g9", "the style guides it names are not those that were signed."),
        ("revision", 9, "it was signed for revision 1 and not 9."),
        ("read_seconds", 900, "what it says of claims, gate and figures is not what was signed."),
        ("claims_hash", "d", "what it says of claims, gate and figures is not what was signed."),
        ("note", "Never.", "its note is not the one that was signed."),
        ("disclosure", {"level": "full"}, "what it says of claims, gate and figures is not what was signed."),
    ],
)
def test_what_a_deletion_left_of_a_decision_is_held_against_its_signature_too(house, field, value, told):
    house.history.purge(house.piece, Actor.person("Ann Bee"), "asked for")

    def deed(entries):
        latest(entries, "text.purged")["payload"]["kept"][str(house.approval.number)][field] = value

    (problem,) = house.forge(deed).problems
    assert problem.endswith(f" by Ben Carter on 1 Mar 2026 is invalid: {told}")


def test_the_seals_of_one_piece_are_those_of_the_whole(house):
    other = house.desk.create("Bread")
    house.approve(BEN, piece=other)
    house.send_back(BEN)
    whole = house.history.seals()
    for piece in (house.piece, other):
        assert house.history.seals(piece) == [seal for seal in whole if seal.piece == piece]


def test_a_broken_chain_still_tells_of_its_signatures(house):
    with closing(sqlite3.connect(house.path, isolation_level=None)) as db:
        db.execute("DROP TRIGGER events_unchanged")
        db.execute("UPDATE events SET payload = 'no json' WHERE number = 2")
    found = house.history.verify()
    assert found.broken == 2
    assert [seal.number for seal in found.seals] == [1, 4]


def _short(key: str) -> str:
    return f"{key[:4]} {key[4:8]}"


def _sign_anew(house, entry, by, entries=None):
    """What a forger with a key does: a statement that fits the entry as it stands now."""
    from studio.history import chain

    payload = {name: value for name, value in entry["payload"].items() if name != "signature"}
    events = house.history.events()
    at = len(events) - 1
    said = statement(
        EventType(entry["type"]),
        entry["piece"],
        payload,
        who=entry["actor"],
        time=chain.written(entry["time"]),
        previous=events[at].previous,
        key=by.key,
    )
    entry["payload"] = payload | {"signature": {"key": by.key, "value": by(said), "said": said}}
