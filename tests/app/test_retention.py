"""What has been kept for long enough is proposed, with the reason; only an owner's yes deletes it, out of the backups too."""

import os
import zlib
from contextlib import closing
from datetime import datetime
from pathlib import Path
from sqlite3 import connect

import pytest

from studio.app import retention, unsent, voice_adding, voices
from studio.app.policy import Policy, new_policy
from studio.core.errors import BadConfig, DiskFull, HistoryError, NotFound, Refused
from studio.core.events import Actor, EventType
from studio.core.gate import GateId
from studio.core.piece import Channel
from studio.core.prompting import Brief
from studio.history import backup, purging

DAY = 86_400
KEPT = """
[retention]
days = 365
[retention.channel]
support = 30
[retention.brand]
"Mill" = 100
"Larkspur Tea Rooms" = { days = 200, email = 0 }
"""


def _policy(tmp_path, text) -> Policy:
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return Policy.read(path)


@pytest.mark.parametrize(
    ("brand", "channel", "days", "whose"),
    [
        ("Nobody’s", Channel.BLOG, 365, "for every piece"),
        ("Nobody’s", Channel.SUPPORT, 30, "for support"),
        ("mill", Channel.SUPPORT, 100, "for mill"),
        ("Larkspur Tea Rooms", Channel.EMAIL, 0, "for email at Larkspur Tea Rooms"),
        ("Larkspur Tea Rooms", Channel.SUPPORT, 200, "for Larkspur Tea Rooms"),
    ],
)
def test_the_period_written_most_narrowly_counts(tmp_path, brand, channel, days, whose):
    assert _policy(tmp_path, KEPT).retention.days_for(brand, channel) == (days, whose)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[retention]\ndays = -1\n", "retention.days cannot be -1"),
        ('[retention]\ndays = "long"\n', 'retention.days cannot be "long"'),
        ("[retention.channel]\nfax = 3\n", "[retention.channel] has no “fax”"),
        ("[retention.brand.Mill]\nfax = 3\n", "[retention.brand.Mill] has no “fax”"),
        ("[retention]\nyears = 3\n", "retention.years"),
    ],
)
def test_a_period_that_is_none_is_refused_by_name(tmp_path, text, said):
    with pytest.raises(BadConfig) as refused:
        _policy(tmp_path, text)
    assert said in str(refused.value)


def test_a_new_house_keeps_everything_until_it_says_otherwise(tmp_path):
    policy = _policy(tmp_path, new_policy("Wren", "Mill"))
    assert policy.retention.days_for("Mill", Channel.SUPPORT) == (0, "for every piece")
    assert policy.version == _policy(tmp_path, new_policy("Wren", "Mill").replace("days = 0", "days = 9", 1)).version


@pytest.fixture
def kept(house):
    """A house that keeps texts for 100 days, support for 30; three pieces, one of them touched lately."""
    house.rule((house.root / "policy.toml").read_text() + "\n[retention]\ndays = 100\n[retention.channel]\nsupport = 30\n")
    approved = house.approved()
    house.clock.wait(60 * DAY)
    support = house.bring("# Zanzibarian refund\n\nWe send the money back.\n", channel="support")
    house.clock.wait(39 * DAY)
    return house, approved, support


def test_what_is_due_is_told_with_its_reason_and_nothing_is_deleted_by_itself(kept):
    house, approved, support = kept
    assert [one.piece.id for one in retention.due(house.workspace)] == [support]
    house.clock.wait(DAY)
    first, second = retention.due(house.workspace)
    assert (first.piece.id, second.piece.id) == (support, approved)
    assert first.why == "A draft; nothing has happened since 23 Jan 2027. Kept 30 days for support."
    assert second.why == "Approved; nothing has happened since 24 Nov 2026. Kept 100 days for every piece."
    house.reopen()
    assert len(retention.due(house.workspace)) == 2
    assert "Zanzibarian" in house.workspace.history.working(support)


def test_touching_a_piece_starts_its_period_anew(kept, type_over):
    house, _, support = kept
    session = house.sit(support, checked=False)
    type_over(session, "money", "cash")
    session.flush()
    assert retention.due(house.workspace) == ()


def test_only_an_owner_deletes_and_only_with_a_reason(kept):
    house, _, support = kept
    history = house.workspace.history
    for who, pieces, reason, kind, said in (
        ("Wren", [support], "Old.", Refused, "Wren may not delete texts: that takes an owner. Owners here: Erin."),
        ("Erin", [support], "  ", Refused, "Deleting a text needs a reason."),
        ("Erin", [], "Old.", NotFound, "No piece was named."),
        ("Erin", ["no-such"], "Old.", NotFound, "no piece begins"),
    ):
        with pytest.raises(kind) as refused:
            retention.delete(house.workspace, pieces, house.workspace.person(who), reason)
        assert said in str(refused.value)
    assert history.piece(support).purged == ""


def test_an_owner_of_one_brand_deletes_no_text_of_another(kept):
    house, _, support = kept
    max_ = '\n[[people]]\nname = "Max"\nroles = ["owner"]\nbrands = ["Mill"]\n'
    house.rule((house.root / "policy.toml").read_text() + max_)
    with pytest.raises(Refused) as refused:
        retention.delete(house.workspace, [support], house.workspace.person("Max"), "Old.")
    assert "Max works for Mill, and not for" in str(refused.value)
    assert "Who may: Erin." in str(refused.value)
    assert not house.workspace.history.piece(support).purged
    assert retention.delete(house.workspace, [support], house.workspace.person("Erin"), "Old.").pieces == (support,)


def test_deleting_several_is_all_or_nothing(kept):
    house, approved, support = kept
    db = house.workspace.history._db
    db.execute("DROP TRIGGER events_unchanged")
    db.execute("UPDATE events SET payload = '{}' WHERE number = 1")
    with pytest.raises(HistoryError, match="The contents of event 1 were changed"):
        retention.delete(house.workspace, [support, approved], house.workspace.person("Erin"), "Old.")
    assert not house.workspace.history.piece(support).purged


def _words_in(folder) -> bool:
    """Whether “Zanzibarian” stands anywhere in the folder, as it is or in a packed text."""
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if path.suffix == ".db":
                with closing(connect(path)) as db:
                    data += b"".join(
                        zlib.decompressobj().decompress(text) for (text,) in db.execute("SELECT text FROM snapshots")
                    )
            if b"Zanzibarian" in data:
                return True
    return False


def test_backups_that_hold_the_text_are_replaced_by_a_new_one(kept):
    house, _, support = kept
    root = house.root
    for day in range(3):
        backup.make(root, root / "history.db", datetime(2027, 2, 1 + day, tzinfo=house.clock.now().tzinfo))
    (root / "history-replaced-2027-01-01T00-00-00Z.db").write_bytes(
        (root / "backups" / "history-2027-02-01T00-00-00Z.db").read_bytes()
    )
    assert _words_in(root)
    done = retention.delete(house.workspace, [support], house.workspace.person("Erin"), "Kept long enough.")
    assert done.pieces == (support,)
    assert done.remarks == ("4 older backups replaced by a new one.",)
    assert not _words_in(root)
    (fresh,) = backup.listed(root)
    assert backup.check(fresh).gone
    assert retention.due(house.workspace) == ()
    found = house.workspace.verify()
    assert found.whole, found.problems


@pytest.fixture
def full_disk(monkeypatch):
    """The file cannot be written anew, until the test says otherwise."""

    def refuse(db):
        raise DiskFull("The disk is full.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(purging, "wash", refuse)
        yield patch.undo


def test_on_a_full_disk_the_backups_are_renewed_all_the_same_and_a_sweep_takes_away_the_rest(kept, full_disk):
    house, _, support = kept
    backup.make(house.root, house.root / "history.db", house.clock.now())
    house.clock.wait(60)
    assert _words_in(house.root / "backups")
    done = retention.delete(house.workspace, [support], house.workspace.person("Erin"), "Kept long enough.")
    traces, renewed = done.remarks
    assert traces.startswith("The text is deleted, but traces of it may lie in the history’s file: The disk is full.")
    assert traces.endswith("Then run: bluepencil purge --sweep")
    assert renewed == "1 older backup replaced by a new one."
    assert not _words_in(house.root / "backups")
    with pytest.raises(DiskFull):
        retention.sweep(house.workspace)
    full_disk()
    house.clock.wait(60)
    assert retention.sweep(house.workspace) == ("1 older backup replaced by a new one.",)
    assert not _words_in(house.root)


def test_where_no_new_backup_can_be_made_a_sweep_says_that_the_old_ones_hold_the_text(kept, monkeypatch):
    house, _, support = kept
    backup.make(house.root, house.root / "history.db", house.clock.now())
    house.clock.wait(60)

    def refuse(*_):
        raise DiskFull("The disk is full.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(backup, "_copy", refuse)
        (said,) = retention.delete(house.workspace, [support], house.workspace.person("Erin"), "Kept long enough.").remarks
        assert said.startswith("The backups still hold the text")
        assert said.endswith("bluepencil purge --sweep")
        with pytest.raises(HistoryError, match="The backups still hold the text"):
            retention.sweep(house.workspace)
    assert _words_in(house.root)
    retention.sweep(house.workspace)
    assert not _words_in(house.root)


def test_a_sweep_where_nothing_was_ever_deleted_leaves_the_backups_alone(kept):
    house = kept[0]
    made = backup.make(house.root, house.root / "history.db", house.clock.now())
    house.clock.wait(60)
    assert retention.sweep(house.workspace) == ()
    assert backup.listed(house.root) == [made]


def test_files_that_hold_the_text_and_are_left_are_named(kept):
    house, _, support = kept
    piece = house.workspace.piece(support)
    (house.root / "inbox" / piece.source_name).write_text("Zanzibarian")
    done = retention.delete(house.workspace, [support], house.workspace.person("Erin"), "Kept long enough.")
    assert done.remarks == (f"Still there: inbox/{piece.source_name}. Delete what should go too.",)
    assert (house.root / "inbox" / piece.source_name).exists()


def test_a_voice_that_was_learned_from_the_text_is_named_and_the_history_keeps_no_title_of_it(house):
    erin = house.workspace.person("Erin")
    said = "# Zanzibarian evenings\n\n" + "We open the doors at nine, and the kettle is on by then. " * 12
    gates = "".join(f'{each.value} = "off"\n' for each in GateId if each.value not in ("hold", "not_empty"))
    house.rule(f"{(house.root / 'policy.toml').read_text()}\n[gate]\n{gates}")
    piece = house.workspace.piece(house.approved(said))
    (made,) = voice_adding.add_pieces(house.workspace, erin, [piece]).names
    (house.root / "published.md").write_text(said)
    voice_adding.remove(house.workspace, erin, piece.brand, made)
    (put,) = voice_adding.add_files(house.workspace, erin, piece.brand, [house.root / "published.md"]).names
    folder = voices.folder_of(house.root, piece.brand).relative_to(house.root).as_posix()
    assert (house.root / folder / put).is_file()
    done = retention.delete(house.workspace, [piece.id], erin, "Kept long enough.")
    assert any(f"{folder}/{put}" in remark for remark in done.remarks)
    saved = house.workspace.history.events("", [EventType.VOICE_SAVED])
    assert piece.title
    assert not any(piece.title in str(event.payload) for event in saved)
    assert saved[0].payload["piece"] == piece.id


@pytest.mark.skipif(os.name != "posix", reason="access is said otherwise there")
def test_what_somebody_is_still_typing_is_nobody_elses_to_read(house):
    erin = house.workspace.person("Erin")
    unsent.keep(house.root, erin, unsent.Unsent(Brief(facts="Not said yet.")))
    (found,) = (house.root / ".drafting").glob("*.json")
    assert found.stat().st_mode & 0o077 == 0


def test_the_draft_that_was_taken_in_and_what_a_rescue_saved_are_named_and_other_drafts_are_not(kept):
    house, _, support = kept
    piece = house.workspace.piece(support)
    stem, suffix = Path(piece.source_name).stem, Path(piece.source_name).suffix
    taken = house.root / "inbox" / "taken in"
    taken.mkdir(parents=True)
    (taken / piece.source_name).write_text("Zanzibarian")
    (taken / f"{stem} 2{suffix}").write_text("Another piece’s draft.")
    saved = house.root / "saved"
    saved.mkdir()
    for name in ("about.txt", f"{piece.id}.md", "another.md"):
        (saved / name).write_text("…")
    (said,) = retention.left_outside(house.workspace, [piece])
    assert said == (f"Still there: inbox/taken in/{piece.source_name} and saved/{piece.id}.md. Delete what should go too.")


def test_reports_made_since_the_piece_came_in_are_named_those_from_before_and_texts_of_other_pieces_are_not(kept):
    house, approved, support = kept
    exports = house.root / "exports"
    came = datetime.fromisoformat(house.workspace.piece(support).created).timestamp()
    for name, when in {
        "claims.pdf": 60,
        "audits/2027-03-01-voice/voice.html": 60,
        "old.json": -60,
        "notes.txt": 60,
        "other.html": 60,
    }.items():
        (exports / name).parent.mkdir(parents=True, exist_ok=True)
        (exports / name).write_text("…")
        os.utime(exports / name, (came + when, came + when))
    actor = Actor.person("Erin")
    house.workspace.history.append(EventType.EXPORTED, approved, actor, {"format": "html", "name": "other.html", "sha256": ""})
    done = retention.delete(house.workspace, [support], house.workspace.person("Erin"), "Kept long enough.")
    assert done.remarks == (
        "Reports made since may hold words of it: exports/audits/2027-03-01-voice/voice.html and exports/claims.pdf. "
        "Delete what should go too.",
    )
    assert (exports / "claims.pdf").exists()


def test_of_many_reports_a_dozen_are_named_and_the_others_counted(kept):
    house, _, support = kept
    for number in range(15):
        (house.root / "exports" / f"report{number:02}.html").write_text("…")
        os.utime(house.root / "exports" / f"report{number:02}.html", (4e9, 4e9))
    (said,) = retention.left_outside(house.workspace, [house.workspace.piece(support)])
    assert "exports/report11.html and 3 more." in said


def test_a_text_is_deleted_once(kept):
    house, _, support = kept
    erin = house.workspace.person("Erin")
    retention.delete(house.workspace, [support], erin, "Kept long enough.")
    with pytest.raises(Refused, match=r"The text of this piece was deleted on 3 Mar 2027\."):
        retention.delete(house.workspace, [support], erin, "Again.")
