"""Opening, appending and reading back: what a person at the desk gets from the history."""

import sqlite3
import threading
from datetime import timedelta, timezone

import pytest

from studio.core.errors import BadInput, HistoryError, NotFound, Refused, TextMoved
from studio.core.events import Actor, ActorKind, EventType
from studio.history import History


def test_an_event_comes_back_exactly_as_append_gave_it(desk):
    piece = desk.create()
    events = [desk.edit(piece, (0, 3, "The 🍵")), desk.dismiss(piece, "here"), desk.submit(piece)]
    assert desk.history.events(piece)[1:] == events
    assert [event.number for event in desk.history.events()] == [1, 2, 3, 4]
    assert [event.sequence for event in events] == [2, 3, 4]
    assert events[1].previous == events[0].hash


def test_events_can_be_asked_for_by_piece_type_and_place(desk):
    first, second = desk.create(), desk.create("Bread")
    desk.edit(first, (0, 0, "x"))
    desk.edit(second, (0, 0, "y"))
    assert [event.piece for event in desk.history.events(second)] == [second, second]
    assert [event.number for event in desk.history.events(types=[EventType.EDITED])] == [3, 4]
    assert [event.number for event in desk.history.events(first, [EventType.EDITED], since=3)] == []
    assert desk.history.events(types=[]) == []
    assert desk.history.events("nobody") == []


def test_several_events_are_written_all_or_none(desk):
    piece, mara = desk.create(), Actor.person("Mara")
    good = (EventType.EDITED, piece, mara, {"edits": [[0, 0, "Yes. ", "typed", ""]]})
    bad = (EventType.EDITED, piece, Actor.person("A new name"), {"edits": [[0, 99999, "", "typed", ""]]})
    before = desk.tables()
    with pytest.raises(ValueError, match="does not fit"):
        desk.history.append_all([good, bad])
    assert desk.tables() == before
    assert desk.history.head().count == 1
    assert len(desk.history.append_all([good, good])) == 2
    assert desk.history.working(piece).startswith("Yes. Yes. ")
    assert desk.history.verify().whole


def test_a_refused_append_leaves_no_ghost_of_itself_in_memory(desk):
    piece, mara = desk.create(), Actor.person("Mara")
    wrong = (EventType.EDITED, piece, mara, {"edits": [[0, 0, "wrong ", "typed", ""]]})
    with pytest.raises(KeyError):
        desk.history.append_all([wrong, (EventType.APPROVED, piece, Actor.person("Brand new"), {})])
    # Takes the very number that the refused edit had.
    assert desk.edit(piece, (0, 0, "right "), who=Actor.person("Brand new")).number == 2
    assert desk.history.working(piece).startswith("right Our tea")
    assert desk.history.verify().whole


def test_what_concerns_a_piece_that_is_not_there_is_refused_in_words(desk):
    for act in (desk.submit, desk.approve, lambda p: desk.dismiss(p, "rule"), lambda p: desk.edit(p, (0, 0, "x"))):
        with pytest.raises(NotFound, match="no piece “nobody”"):
            act("nobody")
    reads = (desk.history.piece, desk.history.original, desk.history.working, desk.history.dismissals)
    for read in (*reads, desk.history.decisions, desk.history.approvals, desk.history.last_editor):
        with pytest.raises(NotFound, match="no piece “nobody”"):
            read("nobody")
    assert desk.history.events() == []


def test_half_a_character_is_refused_in_words_and_nothing_is_written(desk):
    piece = desk.create()
    with pytest.raises(BadInput, match="half a character"):
        desk.edit(piece, (0, 0, "\ud83c"))
    with pytest.raises(BadInput, match="half a character"):
        desk.edit(piece, (0, 0, "x"), who=Actor.person("\ud83c"))
    assert desk.history.head().count == 1


def test_a_text_with_a_nul_and_every_line_end_comes_back_unchanged(desk):
    text = "a\0b\r\nc\u2028d\x85e\ttea e\u0301 é"
    piece = desk.create(text=text)
    assert desk.history.original(piece) == desk.history.working(piece) == text
    assert desk.history.search("tea") == [piece]


def test_times_are_written_in_utc_whatever_the_clocks_zone(tmp_path, desk):
    late = timezone(timedelta(hours=9))
    with History.create(tmp_path / "far.db", clock=lambda: desk.history._log._clock().astimezone(late)) as history:
        event = history.append(
            EventType.EXPORTED, "", Actor(ActorKind.RULE, "house"), {"format": "csv", "name": "a", "sha256": ""}
        )
        assert event.time == "2026-03-01T09:00:01.000Z"
        assert history.events() == [event]


def test_a_history_outlives_its_program(desk):
    pieces = desk.live()
    texts, events = [desk.history.working(piece) for piece in pieces], desk.history.events()
    desk.history.close()
    with History.open(desk.path) as again:
        assert [again.working(piece) for piece in pieces] == texts
        assert again.events() == events
        more = again.append(EventType.EDITED, pieces[0], Actor.person("Ed"), {"edits": [[0, 0, "x", "typed", ""]]})
        assert (more.device, more.sequence) == (events[-1].device, events[-1].sequence + 1)
        assert again.verify().whole


def test_two_open_histories_see_each_others_edits(desk):
    piece = desk.create(text="tea")
    with History.open(desk.path) as other:
        for n in range(10):
            (desk.history, other)[n % 2].append(
                EventType.EDITED, piece, Actor.person("Mara"), {"edits": [[3 + n, 3 + n, str(n), "typed", ""]]}
            )
        assert desk.history.working(piece) == other.working(piece) == "tea0123456789"
        assert other.verify().whole


def test_two_machines_that_share_a_file_have_a_chain_each(desk):
    piece = desk.create()
    desk.edit(piece, (0, 0, "a"))
    with History.open(desk.path, device="laptop") as laptop:
        event = laptop.append(EventType.EDITED, piece, Actor.person("Ed"), {"edits": [[0, 0, "b", "typed", ""]]})
        assert (event.device, event.sequence, event.previous) == ("laptop", 1, "0" * 64)
        desk.edit(piece, (0, 0, "c"))
        assert laptop.verify().whole
        assert laptop.verify().head == laptop.head() == desk.history.head()
        assert laptop.head().hash not in {event.hash for event in laptop.events()}


def test_an_old_report_can_be_held_against_the_history(desk):
    piece = desk.create()
    heads = [desk.history.head()]
    for n in range(5):
        desk.edit(piece, (0, 0, str(n)))
        heads.append(desk.history.head())
    assert [desk.history.head(count) for count in range(1, 7)] == heads
    assert heads[-1].hash == desk.history.events()[-1].hash
    assert desk.history.head(0).count == 0


def test_a_new_history_has_an_end_too(desk):
    assert desk.history.head() == desk.history.verify().head
    assert desk.history.head().count == 0
    assert desk.history.verify().whole
    assert desk.history.pieces() == []


def test_piece_ids_are_short_and_safe_everywhere(desk):
    ids = [
        desk.history.new_piece_id(title)
        for title in ("Spring sale: 20 % off!", "Ünïcode & Co", "茶", "", "con", "x" * 90, "../../etc")
    ]
    assert [name[:-5] for name in ids] == ["spring-sale-20-off", "unicode-co", "piece", "piece", "con", "x" * 24, "etc"]
    assert len(set(ids)) == len(ids)
    assert desk.history.new_piece_id("one two three four five six seven")[:-5] == "one-two-three-four-five"


def test_a_history_belongs_to_the_thread_that_opened_it_and_another_opens_its_own(desk):
    piece, seen = desk.create(), []

    def work() -> None:
        with pytest.raises(sqlite3.ProgrammingError):
            desk.history.working(piece)
        with History.open(desk.path, read_only=True) as own:
            seen.append(own.working(piece))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [desk.history.working(piece)]


def test_a_history_opened_for_reading_says_that_it_cannot_be_written(desk):
    piece = desk.create()
    desk.edit(piece, (0, 0, "x"))
    with History.open(desk.path, read_only=True) as reader:
        assert reader.working(piece).startswith("xOur")
        assert reader.verify().whole
        for write in (lambda: reader.append(EventType.EDITED, piece, Actor.person("Ed"), {"edits": []}), reader.rebuild):
            with pytest.raises(HistoryError, match="reading only"):
                write()


def test_a_history_on_a_locked_folder_can_still_be_read(desk, tmp_path):
    piece = desk.create()
    desk.history.close()
    tmp_path.chmod(0o555)
    try:
        with History.open(desk.path, read_only=True) as reader:
            assert reader.original(piece).startswith("Our tea")
            assert reader.search("picked") == [piece]
    finally:
        tmp_path.chmod(0o755)


def test_a_writer_who_never_lets_go_is_named_as_the_reason(desk, monkeypatch):
    piece = desk.create()
    desk.history._db.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(desk.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(HistoryError, match="Another program is writing"):
        desk.edit(piece, (0, 0, "x"))
    other.rollback()
    other.close()
    desk.edit(piece, (0, 0, "x"))
    assert desk.history.verify().whole


def test_a_full_disk_is_said_so_and_the_history_stays_whole(desk):
    piece = desk.create()
    pages = desk.history._db.execute("PRAGMA page_count").fetchone()[0]
    desk.history._db.execute(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(HistoryError, match="disk is full"):
        desk.edit(piece, (0, 0, "tea " * 9000))
    desk.history._db.execute("PRAGMA max_page_count = 1000000")
    count = desk.history.head().count
    assert desk.edit(piece, (0, 0, "x")).number == count + 1
    assert desk.history.verify().whole


def test_events_made_on_a_text_that_somebody_has_changed_meanwhile_are_not_written(desk):
    piece = desk.create(text="One two three.\n")
    known, mara = desk.history.working(piece), Actor.person("Mara")
    desk.edit(piece, (0, 3, "Four"))
    before = len(desk.history.events(piece))

    def write(row, on_text):
        desk.history.append_all([(EventType.EDITED, piece, mara, {"edits": [row]})], on_text=on_text)

    with pytest.raises(TextMoved, match="Somebody else"):
        write([8, 13, "x", "typed", ""], known)
    assert len(desk.history.events(piece)) == before
    write([0, 4, "Five", "typed", ""], "Four two three.\n")
    assert desk.history.working(piece) == "Five two three.\n"


def test_a_decision_on_a_piece_that_somebody_has_decided_on_meanwhile_is_not_written(desk):
    piece, mara = desk.create(text="One.\n"), Actor.person("Mara")
    found = desk.history.piece(piece)
    submitted = {"to": "Olga", "due": "", "note": "", "revision": 1, "text_hash": ""}
    desk.history.append_all([(EventType.SUBMITTED, piece, mara, submitted)], "One.\n", on_piece=found)
    before = desk.history.head()
    with pytest.raises(Refused, match="Somebody else has worked on this piece meanwhile"):
        desk.history.append_all([(EventType.SUBMITTED, piece, mara, submitted)], "One.\n", on_piece=found)
    assert desk.history.head() == before


def test_what_is_decided_while_nobody_else_can_write_counts_with_what_somebody_wrote_before(desk):
    piece, mara = desk.create(text="One.\n"), Actor.person("Mara")
    with History.open(desk.path) as other:

        def decided():
            assert desk.history.working(piece) == "One!\n"
            other.wait_at_most(0)
            with pytest.raises(HistoryError, match="Another program is writing"):
                other.append(EventType.EDITED, piece, mara, {"edits": [[0, 0, "No. ", "typed", ""]]})
            return [(EventType.WITHDRAWN, piece, mara, {"reason": "Nobody wants it.", "was": "drafting"})]

        other.append(EventType.EDITED, piece, mara, {"edits": [[3, 4, "!", "typed", ""]]})
        assert [event.type for event in desk.history.append_all(decided)] == [EventType.WITHDRAWN]
    before = desk.history.head()
    assert desk.history.append_all(list) == []
    with pytest.raises(Refused, match="not so fast"):
        desk.history.append_all(_refuse)
    assert desk.history.head() == before


def _refuse():
    raise Refused("not so fast", "")


def test_the_list_of_pieces_is_the_present_one_whoever_wrote_last(desk):
    first = desk.create("Tea")
    assert [piece.id for piece in desk.history.pieces()] == [first]
    assert desk.history.pieces() == desk.history.pieces()
    second = desk.create("Bread")
    assert [piece.id for piece in desk.history.pieces()] == [second, first]
    with History.open(desk.path, device="laptop") as laptop:
        laptop.append(EventType.PIECE_RENAMED, first, Actor.person("Ed"), {"title": "Green tea"})
        assert [piece.title for piece in laptop.pieces()] == ["Green tea", "Bread"]
    assert [piece.title for piece in desk.history.pieces()] == ["Green tea", "Bread"]
    assert desk.history.pieces()[0] == desk.history.piece(first)
    desk.history.pieces().clear()
    assert len(desk.history.pieces()) == 2
