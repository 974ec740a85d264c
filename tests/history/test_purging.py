"""A text that is deleted is gone from the file, and everything that was decided about it can still be told and checked."""

import sqlite3
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.errors import HistoryError, Lingering, NotFound, Refused
from studio.core.events import Actor, EventType, canonical, digest
from studio.core.purged import kept_in, lost, remains, with_remains
from studio.history import History, replay
from studio.history.verify import Chain
from tests.history.forging import forge, latest
from tests.history.test_outcomes import older

OLGA = Actor.person("Olga")
WORDS = {  # one telling word per place where words can lie
    "title": "Quercitron",
    "text": "zanzibarian",
    "brief": "oubliette",
    "audience": "philatelists",
    "source": "gallimaufry",
    "edit": "borborygmus",
    "rename": "Sesquipedalian",
    "dismissal": "kerfuffle",
    "message": "hootenanny",
    "note": "taradiddle",
    "claim": "widdershins",
    "reason": "flibbertigibbet",
    "url": "absquatulate",
    "quote": "snollygoster",
    "publisher": "bumfuzzle",
    "consent": "Wigglesworth",
    "scope": "lollygag",
    "question": "cattywampus",
    "handing": "brouhaha",
    "returned": "collywobbles",
    "approval": "skedaddle",
    "file": "whippersnapper",
    "remark": "doohickey",
}


def told(desk) -> str:
    """A piece that holds a telling word wherever one can stand, edited often enough for snapshots; returns its id."""
    w = WORDS
    claim = {"key": "c1", "text": f"best {w['claim']} in town", "categories": ["superlative"], "severity": "high"}
    notes = [{"author": "Ann", "text": w["remark"], "quote": w["remark"]}]
    about = {"brief": w["brief"], "audience": w["audience"], "source_name": f"{w['source']}.md", "notes": notes}
    piece = desk.create(w["title"], f"Our tea is {w['text']}. " * 40, **about)
    for _ in range(230):
        desk.edit(piece, (4, 4, f"{w['edit']} "))
    desk.say(EventType.PIECE_RENAMED, piece, {"title": w["rename"]})
    why = {"reason": "deliberate", "note": w["note"], "text": w["dismissal"], "message": w["message"], "severity": "warning"}
    desk.say(EventType.FLAG_DISMISSED, piece, {"key": "k1", "rule": "Plain.Wordy", "scope": "here"} | why)
    desk.say(EventType.CLAIM_DECIDED, piece, claim | {"status": "opinion", "reason": w["reason"]})
    proof = {"url": f"https://{w['url']}.org", "quote": w["quote"], "publisher": w["publisher"], "note": w["note"]}
    consent = {"who": w["consent"], "when": "2026-03-01", "scope": w["scope"]}
    anchor = {"start": 0, "end": 4, "text": w["claim"], "before": w["text"], "after": w["edit"]}
    desk.say(EventType.CLAIM_EVIDENCE, piece, claim | proof | {"consent": consent, "anchor": anchor})
    desk.say(EventType.CLAIM_ASKED, piece, {"key": "c1", "text": w["claim"], "to": "Ed", "question": w["question"]})
    desk.say(
        EventType.CLAIM_SET_BACK,
        piece,
        {"key": "c1", "text": w["claim"], "was": "opinion", "status": "stale", "changed": w["claim"]},
    )
    handed = {"to": "Ed", "due": "2026-03-05T12:00:00Z", "note": w["handing"], "revision": 1, "text_hash": ""}
    desk.say(EventType.SUBMITTED, piece, handed)
    desk.send_back(piece, w["returned"])
    desk.say(EventType.SUBMITTED, piece, handed | {"revision": 2})
    held = {"text_hash": digest(desk.history.working(piece)), "guide_version": "g1", "claims_hash": "c", "revision": 2}
    desk.say(
        EventType.APPROVED, piece, held | {"ran": ["style"], "missing": [], "gate": [], "note": w["approval"]}, Actor.person("Ed")
    )
    desk.say(EventType.EXPORTED, piece, {"format": "md", "name": f"{w['file']}.md", "sha256": "ab"})
    return piece


def traces(path) -> set[str]:
    """Which of the telling words stand anywhere in the bytes of the file and its companions, or in a packed text."""
    raw = b"".join(each.read_bytes() for each in sorted(path.parent.iterdir()) if each.is_file()).lower()
    texts = b""
    with sqlite3.connect(path) as db:
        for (packed,) in db.execute("SELECT text FROM snapshots"):
            opener = zlib.decompressobj()
            try:
                texts += opener.decompress(packed)
            except zlib.error:  # packed with the AI original as its dictionary, which is the first of them
                texts += packed
    db.close()
    return {word for word in WORDS.values() if word.casefold().encode() in raw + texts.lower()}


def test_no_word_of_a_deleted_text_is_left_in_any_byte_of_the_file(desk):
    kept = desk.create("Bread", "Bread is baked at five.")
    piece = told(desk)
    assert desk.history.search("borborygmus") == [piece]
    assert traces(desk.path) == set(WORDS.values())
    desk.history.purge(piece, OLGA, "Kept long enough.")
    left = traces(desk.path)
    # The id was made from the title, and the chain holds it.
    assert left == {"Quercitron"}
    assert piece.startswith("quercitron-")
    raw = b"".join(each.read_bytes() for each in desk.path.parent.iterdir()).replace(piece.encode(), b"")
    assert b"quercitron" not in raw.lower()
    assert desk.history.working(kept) == "Bread is baked at five."
    assert desk.history.verify().whole


def test_the_chain_holds_and_says_how_many_entries_lost_their_contents(desk):
    piece = told(desk)
    events = desk.history.events(piece)
    before = desk.history.head()
    done = desk.history.purge(piece, OLGA, "Kept long enough.")
    found = desk.history.verify()
    assert found.whole, found.problems
    assert found.gone == len(events)
    assert found.count == before.count + 1
    assert desk.history.head(before.count) == before
    assert (done.type, done.payload["upto"], done.payload["reason"]) == (
        EventType.TEXT_PURGED,
        events[-1].number,
        "Kept long enough.",
    )
    after = desk.history.events(piece)
    assert [(e.number, e.hash, e.payload_hash, e.actor, e.time) for e in after[:-1]] == [
        (e.number, e.hash, e.payload_hash, e.actor, e.time) for e in events
    ]
    assert all(e.payload is None for e in after[:-1])


def test_decisions_stay_and_their_words_go(desk):
    piece = told(desk)
    stage = desk.history.piece(piece).stage
    approval = desk.history.approvals(piece)[0]
    desk.history.purge(piece, OLGA, "Kept long enough.")
    now = desk.history.piece(piece)
    assert now.stage is stage
    assert now.title == "(text deleted on 1 Mar 2026)"
    assert (now.brief, now.audience, now.source_name, now.note) == ("", "", "", "")
    assert (now.accountable, now.model, now.revision) == ("Olga", "a-model", 2)
    (yes,) = desk.history.approvals(piece)
    assert (yes.who, yes.when, yes.text_hash, yes.ran, yes.note) == (
        approval.who,
        approval.when,
        approval.text_hash,
        ("style",),
        "",
    )
    (decision,) = desk.history.decisions(piece).values()
    assert (decision.key, decision.text, decision.status.value) == ("c1", "", "supported")
    assert decision.evidence[0].consent.when == "2026-03-01"
    assert decision.evidence[0].consent.who == ""
    assert [(d.rule, d.reason.value, d.text, d.note) for d in desk.history.dismissals(piece)] == [
        ("Plain.Wordy", "deliberate", "", "")
    ]
    assert desk.history.working(piece) == desk.history.original(piece) == ""
    assert desk.history.text_at(piece, desk.history.events(piece)[50].number) == ""
    assert desk.history.approved_claims() == []


def test_nothing_can_be_added_to_a_piece_whose_text_was_deleted(desk):
    piece = told(desk)
    desk.history.purge(piece, OLGA, "Kept long enough.")
    count = desk.history.head().count
    for act in (lambda: desk.edit(piece, (0, 0, "x")), lambda: desk.submit(piece), lambda: desk.approve(piece)):
        with pytest.raises(Refused, match=r"The text of this piece was deleted on 1 Mar 2026\."):
            act()
    with pytest.raises(Refused, match="deleted"):
        desk.history.purge(piece, OLGA, "Again.")
    with pytest.raises(NotFound):
        desk.history.purge("no-such", OLGA, "Why not.")
    assert desk.history.head().count == count


def test_another_program_with_the_piece_open_learns_that_its_text_is_gone(desk):
    piece = told(desk)
    with History.open(desk.path) as other:
        assert "zanzibarian" in other.working(piece)
        desk.history.purge(piece, OLGA, "Kept long enough.")
        assert other.working(piece) == ""
        with pytest.raises(Refused, match="deleted"):
            other.append_all([(EventType.EDITED, piece, OLGA, {"edits": [[0, 0, "zanzibarian", "typed", ""]]})], on_text="old")


def test_whoever_reads_meanwhile_keeps_traces_alive_and_a_second_wash_takes_them(desk, monkeypatch):
    monkeypatch.setattr("studio.history.purging._PATIENCE", 0.2)
    piece = told(desk)
    reader = sqlite3.connect(desk.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM events").fetchone()
    with pytest.raises(Lingering, match="Close every other Blue Pencil"):
        desk.history.purge(piece, OLGA, "Kept long enough.")
    assert desk.history.piece(piece).purged
    reader.execute("COMMIT")
    reader.close()
    desk.history.wash()
    assert traces(desk.path) == {"Quercitron"}


def test_an_altered_entry_is_not_hidden_by_deleting_it(desk):
    piece = told(desk)
    db = desk.history._db
    db.execute("DROP TRIGGER events_unchanged")
    db.execute("UPDATE events SET payload = replace(payload, 'borborygmus', 'other') WHERE number = 5")
    with pytest.raises(HistoryError, match=r"The contents of event 5 were changed, so its text is not deleted\."):
        desk.history.purge(piece, OLGA, "Kept long enough.")
    assert desk.history.piece(piece).purged == ""


@pytest.mark.parametrize("is_covered", [False, True])
def test_contents_taken_out_by_hand_are_named(desk, is_covered):
    piece, other = told(desk), desk.create("Bread")
    if is_covered:
        desk.history.purge(piece, OLGA, "Kept long enough.")
    db, number = desk.history._db, desk.history.events(other)[0].number
    db.execute("DROP TRIGGER events_unchanged")
    db.execute("UPDATE events SET payload = NULL WHERE number = ?", (number,))
    found = desk.history.verify()
    assert found.broken == number
    assert found.problem == f"The contents of event {number} are gone, and no deletion that is on record took them."


def emptied(desk, type_: EventType, payload: str | None) -> int:
    """Put something, or nothing, in the place of the contents of the first entry of a type; returns its number."""
    number = desk.history.events(types=[type_])[0].number
    desk.history._db.execute("DROP TRIGGER events_unchanged")
    desk.history._db.execute("UPDATE events SET payload = ? WHERE number = ?", (payload, number))
    return number


def test_a_text_whose_contents_somebody_took_by_hand_is_not_deleted_and_the_entry_is_named(desk):
    piece = told(desk)
    number = emptied(desk, EventType.PIECE_CREATED, None)
    with pytest.raises(HistoryError, match=f"The contents of event {number} are gone"):
        desk.history.purge(piece, OLGA, "Kept long enough.")
    assert not desk.history.piece(piece).purged
    assert lost(desk.history.events(piece)) == [number]


def test_what_a_deletion_took_is_not_lost(desk):
    assert lost(desk.history.events(_approved_and_deleted(desk))) == []


@pytest.mark.parametrize("payload", [None, "none", "[1]", "[" * 5000])
def test_an_approval_altered_by_hand_keeps_nobody_from_the_list_of_approvals(desk, payload):
    piece = desk.create("Spring tea")
    desk.submit(piece)
    desk.approve(piece, words=7, kept=6, read_seconds=2)
    number = emptied(desk, EventType.APPROVED, payload)
    assert [(yes.who, yes.words) for yes in desk.history.yeses()] == [("Ed", None)]
    assert desk.history.verify().broken == number


def test_figures_that_are_gone_are_said_to_be(desk):
    piece = desk.create("Spring tea")
    desk.submit(piece)
    desk.approve(piece)
    desk.history._db.execute("DELETE FROM outcomes")
    with pytest.raises(HistoryError, match=f"The figures of {piece} are gone"):
        desk.history.yeses()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET payload = '{}' WHERE number = 2",
        "UPDATE events SET payload = NULL, type = 'approved' WHERE number = 2",
        "UPDATE events SET payload = NULL WHERE type = 'text.purged'",
        "UPDATE events SET payload = NULL WHERE piece = (SELECT id FROM names WHERE name LIKE 'bread%')",
        "DELETE FROM events WHERE number = 2",
    ],
)
def test_the_guard_lets_only_that_one_change_through(desk, statement):
    piece = told(desk)
    desk.create("Bread")
    with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
        desk.history._db.execute("UPDATE events SET payload = NULL WHERE number = 2")
    desk.history.purge(piece, OLGA, "Kept long enough.")
    with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
        desk.history._db.execute(statement)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), which=st.sets(st.integers(0, 2), min_size=1), again=st.booleans())
def test_the_tables_follow_from_the_events_whatever_was_deleted(tmp_path_factory, seed, which, again):
    from tests.history.conftest import Desk

    desk = Desk(tmp_path_factory.mktemp("purged") / "history.db")
    try:
        pieces = desk.live(seed, events=50)
        stages = {piece: desk.history.piece(piece).stage for piece in pieces}
        gone = [pieces[index] for index in sorted(which)]
        desk.history.purge_all(gone, OLGA, "Kept long enough.")
        for piece in (p for p in pieces if p not in gone and again):
            desk.restore(piece, "rule")
            desk.edit(piece, (0, 0, "More. "))
        found = desk.history.verify()
        assert found.whole, found.problems
        assert all(desk.history.piece(piece).stage is stages[piece] for piece in gone)
        before = desk.tables()
        desk.history.rebuild()
        assert desk.tables() == before
        assert desk.history.verify().whole
    finally:
        desk.history.close()


def test_a_deleted_piece_is_found_by_saying_so_and_not_by_its_words(desk):
    piece = told(desk)
    desk.history.search("zanzibarian")
    desk.history.purge(piece, OLGA, "Kept long enough.")
    assert desk.history.search("zanzibarian") == []
    assert desk.history.search("text deleted") == [piece]


def test_what_nobody_has_said_is_free_of_words_goes():
    assert remains(EventType.APPROVED, {"revision": 1, "mood": "Margaret was happy", "note": "fine"}) == {"revision": 1}
    assert remains(EventType.FIGURES_NOTED, {"note": "fine"}) == {}
    assert kept_in({"upto": 3, "kept": {"1": {}, "4": {"revision": 1}, "x": {}, "2": "no"}}, 9) == {1: {}}
    assert kept_in({"upto": 3, "kept": {"1": {}, "2": {}, "9" * 5000: {}}}, 2) == {1: {}}


def _approved_and_deleted(desk) -> str:
    piece = desk.create("Spring tea")
    desk.submit(piece)
    desk.approve(piece, words=7, kept=6, read_seconds=2)
    desk.history.purge(piece, OLGA, "Kept long enough.")
    return piece


def test_a_second_deletion_tells_nobody_other_figures_and_is_named(desk):
    piece = _approved_and_deleted(desk)
    log, (done,) = desk.history._log, desk.history.events(piece, [EventType.TEXT_PURGED])
    better = {
        number: left | ({"words": 9999, "read_seconds": 900} if "words" in left else {})
        for number, left in done.payload["kept"].items()
    }
    with desk.history._writing():
        forged = log.append(EventType.TEXT_PURGED, piece, OLGA, done.payload | {"kept": better})
        desk.history._projections.project(forged)
        replay.rebuild(desk.history._db, desk.history._texts, desk.history._projections, log.replayed())
    (yes,) = desk.history.yeses()
    assert (yes.words, yes.read_seconds) == (7, 2), "the first deletion is the one that counts"
    told = f"Event {forged.number} was added to a piece whose text had been deleted, and nothing can be."
    assert (desk.history.verify().broken, desk.history.verify().problem) == (forged.number, told)
    left = [
        left for event, is_gone in with_remains(desk.history.events(piece)) if is_gone and (left := event.payload).get("words")
    ]
    assert [(each["words"], each["read_seconds"]) for each in left] == [(7, 2)], "nor in a report"
    with pytest.raises(HistoryError, match="was added to a piece whose text had been deleted"):
        desk.history.rebuild()


def test_a_deletion_that_covers_what_comes_after_it_is_named(desk):
    piece = desk.create("Spring tea")
    number = desk.history.purge(piece, OLGA, "Kept long enough.").number

    def deed(entries):
        latest(entries, "text.purged")["payload"]["upto"] = number

    with pytest.raises(HistoryError, match=f"Event {number} says that it deleted what came after it"):
        forge(desk.path, deed)
    assert desk.history.verify().problem == f"Event {number} says that it deleted what came after it."


def test_a_deletion_of_another_piece_covers_nothing(desk):
    chain = Chain(left={1: ("other-piece", {})})
    desk.create("Bread")
    (row,) = desk.history._log.rows()
    emptied = (*row[:8], None, *row[9:])
    assert "no deletion that is on record" in chain.follow(emptied)
    assert canonical(desk.history.events()[0].payload)


def test_figures_of_a_deleted_text_stay_when_an_older_history_counts_anew(desk):
    _approved_and_deleted(desk)
    kept = desk.tables()
    desk.history.close()
    older(desk.path)
    with History.open(desk.path) as history:
        assert history.verify().whole
        assert [yes.words for yes in history.yeses()] == [7]
    assert desk.tables() == kept
