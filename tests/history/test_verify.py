"""Whatever is done to the file behind the program's back is found, and the first broken event is named."""

import json
import sqlite3
import zlib
from contextlib import closing

import pytest

from studio.core.errors import HistoryError
from studio.core.events import canonical, digest
from studio.core.seal import SealState
from studio.history import History, chain, schema
from tests.history.forging import put_sealed
from tests.history.test_outcomes import older

COLUMNS = {
    "number": "UPDATE events SET number = 50 WHERE number = 5",
    "device": "UPDATE events SET device = (SELECT id FROM names WHERE name = 'Mara') WHERE number = 5",
    "sequence": "UPDATE events SET sequence = 50 WHERE number = 5",
    "piece": "UPDATE events SET piece = (SELECT max(piece) FROM events WHERE piece <> e.piece) FROM events e"
    " WHERE events.number = 5 AND e.number = 5",
    "type": "UPDATE events SET type = 'exported' WHERE number = 5",
    "unknown type": "UPDATE events SET type = 'editex' WHERE number = 5",
    "actor_kind": "UPDATE events SET actor_kind = 'rule' WHERE number = 5",
    "actor": "UPDATE events SET actor = (SELECT id FROM names WHERE name = 'a-model') WHERE number = 5",
    "time": "UPDATE events SET time = time + 1 WHERE number = 5",
    "impossible time": "UPDATE events SET time = 1 << 62 WHERE number = 5",
    "payload": "UPDATE events SET payload = replace(payload, '{', '{ ') WHERE number = 5",
    "payload gone": "UPDATE events SET payload = NULL WHERE number = 5",
    "payload no text": "UPDATE events SET payload = CAST(x'ff' || payload AS TEXT) WHERE number = 5",
    "payload_hash": "UPDATE events SET payload_hash = zeroblob(32) WHERE number = 5",
    "previous": "UPDATE events SET previous = zeroblob(32) WHERE number = 5",
    "hash": "UPDATE events SET hash = zeroblob(32) WHERE number = 5",
    "deleted": "DELETE FROM events WHERE number = 5",
    "name": "UPDATE names SET name = 'Somebody' WHERE name = 'Mara'",
    "name gone": "DELETE FROM names WHERE name = 'Mara'",
}


@pytest.fixture
def busy(desk):
    """A history whose fifth event is Mara's, like those around it."""
    pieces = [desk.create(), desk.create("Bread")]
    desk.submit(pieces[0])
    for n in range(8):
        desk.edit(pieces[n % 2], (0, 0, f"{n} "))
    desk.dismiss(pieces[0], "here")
    return desk


def tamper(desk, *statements: str) -> None:
    """What somebody with the file and SQLite can do; the guards are put back so that only the deed itself can be found."""
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as db:
        for name in schema.guards():
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert db.execute(statement).rowcount != 0, statement
        for trigger in schema.guards().values():
            db.execute(trigger)


def test_an_untouched_history_is_whole(busy):
    found = busy.history.verify()
    assert (found.whole, found.count, found.broken) == (True, 12, 0)
    assert found.head == busy.history.head()


@pytest.mark.parametrize("what", COLUMNS)
def test_a_change_to_any_column_of_an_event_is_found_there(busy, what):
    tamper(busy, COLUMNS[what])
    found = busy.history.verify()
    first = 3 if what.startswith("name") else 5  # Mara's first event
    assert not found.whole
    assert found.broken == first
    assert f"vent {first}" in found.problem
    assert found.count == first - 1


@pytest.mark.parametrize("number", range(1, 13))
def test_a_flipped_byte_in_any_events_payload_is_found(busy, number):
    payload = canonical(busy.history.events()[number - 1].payload).encode()
    place = number * 7 % len(payload)
    flipped = payload[:place] + bytes([payload[place] ^ 1]) + payload[place + 1 :]
    tamper(busy, f"UPDATE events SET payload = CAST(x'{flipped.hex()}' AS TEXT) WHERE number = {number}")
    assert busy.history.verify().broken == number


def test_two_events_that_changed_places_are_found(busy):
    tamper(busy, *[f"UPDATE events SET number = {new} WHERE number = {old}" for old, new in ((5, 99), (7, 5), (99, 7))])
    found = busy.history.verify()
    assert (found.broken, "out of order" in found.problem) == (5, True)


def test_an_end_that_was_cut_off_is_found(busy):
    tamper(busy, "DELETE FROM events WHERE number > 10")
    found = busy.history.verify()
    assert (found.broken, found.count) == (11, 10)
    assert "missing" in found.problem


MOVE_END = "UPDATE heads SET (sequence, number, hash) = (SELECT sequence, number, lower(hex(hash)) FROM events WHERE number = 13)"


def forge(desk, number: int, *, payload: str | None = None) -> str:
    """An event made outside the program by somebody who knows how the chain is tied."""
    last = desk.history.events()[-1]
    payload = canonical({"edits": [[0, 0, "forged ", "typed", ""]]}) if payload is None else payload
    seal = (last.device, last.sequence + 1, last.piece, "edited", "person", "Mara", last.time, digest(payload), last.hash)
    own = chain.seal(*seal)
    words = payload.replace("'", "''")
    return (
        f"INSERT INTO events SELECT {number}, device, {last.sequence + 1}, piece, 'edited', 'person',"
        f" (SELECT id FROM names WHERE name = 'Mara'), time, '{words}', x'{digest(payload)}', x'{last.hash}', x'{own}'"
        f" FROM events WHERE number = {last.number}"
    )


def test_a_forged_event_is_found_even_when_it_is_sealed_as_it_should_be(busy):
    with closing(sqlite3.connect(busy.path, isolation_level=None)) as db:
        db.execute(forge(busy, 13))
    found = busy.history.verify()
    assert (found.broken, found.count) == (13, 13)
    assert "added by something other" in found.problem


def test_a_forger_who_moves_the_projections_end_along_is_found_by_replay(busy):
    with closing(sqlite3.connect(busy.path, isolation_level=None)) as db:
        db.execute(forge(busy, 13))
        db.execute(MOVE_END)
    found = busy.history.verify()
    assert not found.whole
    assert "pieces does not follow" in found.problem


@pytest.mark.parametrize("payload", ["{}", "[1]", "not json", '{"edits":[[0,99999,"","typed",""]]}', '{"edits":[["a"]]}'])
def test_a_forged_event_that_makes_no_sense_is_named_and_not_stumbled_over(busy, payload):
    with closing(sqlite3.connect(busy.path, isolation_level=None)) as db:
        db.execute(forge(busy, 13, payload=payload))
        db.execute(MOVE_END)
    found = busy.history.verify()
    assert (found.broken, "cannot have happened" in found.problem) == (13, True)


def test_the_last_event_exchanged_for_another_is_found(busy):
    old = busy.history.events()[-1]
    swap = forge(busy, 13)
    tamper(busy, "DELETE FROM events WHERE number = 12")
    before = busy.history.events()[-1]
    again = forge(busy, 12)
    assert before.number == old.number - 1
    assert again != swap
    with closing(sqlite3.connect(busy.path, isolation_level=None)) as db:
        db.execute(again)
    assert busy.history.verify().broken == 12


@pytest.mark.parametrize(
    ("table", "deed"),
    [
        ("pieces", "UPDATE pieces SET stage = 'approved' WHERE title = 'Bread'"),
        ("pieces", "UPDATE pieces SET title = CAST(x'ff41' AS TEXT) WHERE title = 'Bread'"),
        ("dismissals", "DELETE FROM dismissals"),
        ("snapshots", f"UPDATE snapshots SET text = x'{zlib.compress(b'Our tea is good.').hex()}'"),
        ("snapshots", "UPDATE snapshots SET text = x'00'"),
        ("approvals", "INSERT INTO approvals SELECT number, piece, who, at, note, '', '', '', '[]', '[]', 1 FROM dismissals"),
        ("decisions", "INSERT INTO decisions VALUES ('p', 'k', '', '[]', 'high', 'supported', '', 'Mara', '', 1, '', '')"),
        (
            "evidence",
            "INSERT INTO evidence SELECT number, piece, who, at, note, key, 'x', 'q', '', '', '', '', '', '' FROM dismissals",
        ),
        ("questions", "INSERT INTO questions VALUES (1, 'p', 'k', 'Mara', '', 'Ed', 'Sure?')"),
        ("heads", "INSERT INTO heads VALUES ('ghost', 1, 1, '')"),
    ],
)
def test_a_projection_that_was_altered_is_found_and_rebuilding_mends_it(busy, table, deed):
    with closing(sqlite3.connect(busy.path, isolation_level=None)) as db:
        assert db.execute(deed).rowcount
    found = busy.history.verify()
    assert f"The table {table} does not follow" in found.problem
    assert found.broken == 0
    busy.history.rebuild()
    assert busy.history.verify().whole


def test_a_stored_text_that_cannot_be_unpacked_is_said_in_words(busy):
    with closing(sqlite3.connect(busy.path, isolation_level=None)) as db:
        db.execute("UPDATE snapshots SET text = x'00'")
    with pytest.raises(HistoryError, match="damaged"):
        busy.history.original(busy.history.pieces()[0].id)


@pytest.mark.parametrize(
    "deed",
    ["DROP TRIGGER events_unchanged", "CREATE TRIGGER own AFTER INSERT ON events BEGIN SELECT 1; END"],
)
def test_guards_that_were_taken_away_or_added_are_found(busy, deed):
    with closing(sqlite3.connect(busy.path, isolation_level=None)) as db:
        db.execute(deed)
    assert "The guard" in busy.history.verify().problem


def test_a_broken_chain_is_not_made_to_look_whole_by_rebuilding(busy):
    tamper(busy, COLUMNS["payload"])
    with pytest.raises(HistoryError, match="event 5 were changed"):
        busy.history.rebuild()
    assert busy.history.verify().broken == 5


def test_an_older_copy_put_back_is_whole_but_does_not_fit_a_later_head(busy, tmp_path):
    busy.history._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    old = tmp_path / "old.db"
    old.write_bytes(busy.path.read_bytes())
    busy.submit(busy.history.pieces()[0].id)
    printed = busy.history.head()
    with History.open(old, read_only=True) as restored:
        assert restored.verify().whole
        assert restored.head(printed.count) != printed
        assert restored.head().count == printed.count - 1


def test_anybody_can_do_the_sums_without_the_program(busy):
    """The recipe in `chain`, followed with nothing but the standard library."""
    import hashlib

    before = "0" * 64
    for event in busy.history.events():
        payload = json.dumps(event.payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(payload.encode()).hexdigest() == event.payload_hash
        parts = [event.device, event.sequence, event.piece, event.type, event.actor.kind, event.actor.name, event.time]
        sealed = json.dumps([*parts, event.payload_hash, before], ensure_ascii=False, separators=(",", ":"))
        before = hashlib.sha256(sealed.encode()).hexdigest()
        assert before == event.hash


SAID = '"revision":1,"text_hash":"","guide_version":"","claims_hash":"","ran":[],"missing":[],"gate":[]'
DEEP = "[" * 5000 + "]" * 5000
IMPOSSIBLE = {
    "somebody who is no name": ("submitted", '{"to":{},"due":"","note":"","revision":1,"text_hash":""}'),
    "a number too large": ("approved", f'{{{SAID},"words":1{"0" * 30}}}'),
    "a number without end": ("approved", f'{{{SAID},"words":1e999}}'),
    "checks that are no list": ("piece.checked", '{"moment":"original","text_hash":"","words":"many","ran":[],"flags":[1]}'),
    "an edit without its place": ("edited", '{"edits":[[]]}'),
    "an edit by an endless number": ("edited", '{"edits":[[0,1e999,"x","typed",""]]}'),
    "half a character": ("piece.renamed", '{"title":"\\ud800"}'),
    "lists without end": ("piece.renamed", f'{{"title":{DEEP}}}'),
    "a deletion of lists": ("text.purged", DEEP),
    "no JSON": ("edited", "none"),
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_an_entry_that_is_sealed_and_cannot_have_happened_is_named(busy, what):
    number = put_sealed(busy.path, IMPOSSIBLE[what][0], busy.history.pieces()[0].id, IMPOSSIBLE[what][1])
    found = busy.history.verify()
    assert (found.broken, f"vent {number} can" in found.problem) == (number, True), found.problem
    with pytest.raises(HistoryError, match=f"Event {number} can"):
        busy.history.rebuild()
    older(busy.path)
    with History.open(busy.path) as opened:  # a file that cannot be opened tells nobody what is wrong with it
        assert opened.verify().broken == number


@pytest.mark.parametrize("payload", [f'{{"upto":1,"kept":{{"{"1" * 5000}":{{}}}}}}', '{"upto":1e999,"kept":{}}', "[]"])
def test_a_forged_deletion_is_named_and_not_stumbled_over(busy, payload):
    put_sealed(busy.path, "text.purged", busy.history.pieces()[0].id, payload)
    assert not busy.history.verify().whole


def kept_of(desk, piece):
    return {str(event.number): {} for event in desk.history.events(piece)}


FORGED_DELETIONS = {
    "of nothing": lambda upto, kept: {"upto": 0, "kept": {}},
    "that leaves nothing": lambda upto, kept: {"upto": upto, "kept": {}},
    "of a part": lambda upto, kept: {"upto": upto - 1, "kept": dict(list(kept.items())[:-1])},
    "up to a word": lambda upto, kept: {"upto": str(upto), "kept": kept},
    "up to a truth": lambda upto, kept: {"upto": True, "kept": kept},
    "that leaves a word": lambda upto, kept: {"upto": upto, "kept": kept | {str(upto): "words"}},
    "that leaves a list": lambda upto, kept: {"upto": upto, "kept": list(kept)},
    "without its fields": lambda upto, kept: {},
    "whose words are all still there": lambda upto, kept: {"upto": upto, "kept": kept},
}


@pytest.mark.parametrize("what", FORGED_DELETIONS)
def test_a_deletion_that_took_no_words_is_named_by_its_number(busy, what):
    piece = busy.history.pieces()[0].id
    kept = kept_of(busy, piece)
    payload = FORGED_DELETIONS[what](max(map(int, kept)), kept)
    number = put_sealed(busy.path, "text.purged", piece, canonical({"reason": "Age"} | payload))
    found = busy.history.verify()
    assert (found.broken, f"Event {number} " in found.problem) == (number, True), found.problem


def test_a_deletion_of_no_piece_is_named(busy):
    number = put_sealed(busy.path, "text.purged", "", canonical({"reason": "Age", "upto": 1, "kept": {"1": {}}}))
    assert busy.history.verify().problem == f"Event {number} says that it deleted the text of no piece."


@pytest.mark.parametrize("type_", ["approved", "roster.signed"])
@pytest.mark.parametrize("words", ['"\\ud800"', "1e999", f"1{'0' * 30}", "{}", "[[]]"])
def test_a_signature_over_what_cannot_be_said_is_invalid(busy, type_, words):
    signature = f'{{"key":{words},"value":{words},"said":{{"note":{words}}}}}'
    people = '[{"name":"A","roles":["owner"],"key":"k","since":"","revoked":""}]'
    payload = f'{{{SAID},"note":{words},"version":{words},"people":{people},"signature":{signature}}}'
    put_sealed(busy.path, type_, busy.history.pieces()[0].id if type_ == "approved" else "", payload)
    assert busy.history.verify().seals[-1].state is SealState.INVALID
