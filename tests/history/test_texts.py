"""Every state a text ever had can be had again."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.errors import NotFound
from studio.core.events import Actor, EventType
from studio.history import History, texts

STROKES = st.lists(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 8), st.text("ab \n🍵é\0", max_size=5)), min_size=1, max_size=4),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(original=st.text("tea \n🍵", max_size=40), events=STROKES, every=st.integers(1, 7))
def test_the_text_at_every_event_is_the_edits_applied_one_by_one(tmp_path_factory, monkeypatch, original, events, every):
    monkeypatch.setattr(texts, "EVERY", every)
    path = tmp_path_factory.mktemp("texts") / "history.db"
    with History.create(path) as history:
        piece = history.new_piece_id("x")
        mara = Actor.person("Mara")
        history.append(EventType.PIECE_CREATED, piece, mara, {"title": "x", "channel": "web", "text": original})
        states = [original]
        for strokes in events:
            text, rows = states[-1], []
            for where, gone, words in strokes:
                start = min(where, len(text))
                end = min(len(text), start + gone)
                rows.append([start, end, words, "typed", ""])
                text = text[:start] + words + text[end:]
            history.append(EventType.EDITED, piece, mara, {"edits": rows})
            states.append(text)
        assert [history.text_at(piece, number) for number in range(1, len(states) + 1)] == states
        assert history.working(piece) == states[-1]
        assert history.original(piece) == original
        before = history._db.execute("SELECT * FROM snapshots ORDER BY piece, number").fetchall()
        assert len(before) == 1 + len(events) // every
        history.rebuild()
        assert history._db.execute("SELECT * FROM snapshots ORDER BY piece, number").fetchall() == before
        assert history.verify().whole
    with History.open(path) as fresh:
        assert fresh.working(piece) == states[-1]


def test_a_text_can_be_asked_for_at_events_of_other_pieces_and_after_the_last(desk):
    first = desk.create(text="tea")
    second = desk.create(text="bread")
    desk.edit(first, (3, 3, "s"))
    desk.edit(second, (5, 5, "s"))
    assert [desk.history.text_at(first, number) for number in (1, 2, 3, 4, 999)] == ["tea", "tea", "teas", "teas", "teas"]
    with pytest.raises(NotFound, match="at that time"):
        desk.history.text_at(second, 1)
    with pytest.raises(NotFound, match="no piece"):
        desk.history.text_at("nobody", 1)


def test_more_pieces_than_memory_holds_are_edited_in_turn_without_mixing_them_up(desk):
    pieces = [desk.create(f"Piece {n}", text=f"{n}:") for n in range(12)]
    for round_ in range(3):
        for piece in pieces:
            end = len(desk.history.working(piece))
            desk.edit(piece, (end, end, str(round_)))
    assert [desk.history.working(piece) for piece in pieces] == [f"{n}:012" for n in range(12)]
    assert desk.history.verify().whole


def test_five_hundred_edits_of_a_long_draft_stay_small_on_the_disk(desk):
    dice = random.Random(3)
    words = [
        "tea",
        "garden",
        "morning",
        "letter",
        "customer",
        "honest",
        "quick",
        "clearly",
        "although",
        "number",
        "reader",
        "brand",
        "because",
        "every",
    ]
    text = " ".join(dice.choice(words) + dice.choice(["", ",", ".", "s", "ly"]) for _ in range(2000))
    piece = desk.create(text=text)
    desk.history._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before, full = desk.path.stat().st_size, 0
    for _ in range(500):
        start = dice.randrange(len(text))
        end = start + (dice.randint(1, 9) if dice.random() < 0.3 else 0)
        new = "" if end > start else dice.choice(words) + " " + dice.choice(words) + " "
        end = min(end, len(text))
        text = text[:start] + new + text[end:]
        full += len(text.encode())
        desk.edit(piece, (start, end, new))
    assert desk.history.working(piece) == text
    desk.history._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    grown = desk.path.stat().st_size - before
    assert grown / 500 <= 250, "bytes for each edit, with its two hashes, its indexes and the snapshots"
    assert full / grown >= 60
