"""Of a damaged history the texts are read that are still there, and the file stays as it is."""

import random

import pytest

from studio.core.errors import HistoryError
from studio.history import History, rescue

LONG = "Every word of this long draft wants to be read again. " * 400


@pytest.fixture
def shut(desk):
    """A closed history of a busy week and one long piece; the texts that were in it."""
    pieces = desk.live()
    pieces.append(desk.create("A long one", text=LONG))
    for n in range(5):
        desk.edit(pieces[-1], (0, 0, f"Take {n}. "))
    texts = {id: (desk.history.original(id), desk.history.working(id)) for id in pieces}
    desk.history.close()
    return desk.path, texts


def told(path):
    before = path.read_bytes()
    found = rescue.read(path)
    assert path.read_bytes() == before
    return found


def test_everything_of_a_whole_history_is_read_without_sqlite(shut):
    path, texts = shut
    found = told(path)
    assert {piece.id: (piece.original, piece.text) for piece in found.pieces} == texts
    assert all(piece.is_whole and piece.time and piece.title for piece in found.pieces)
    assert found.entries == found.last > 60


def test_everything_is_read_of_a_history_whose_header_is_gone(shut):
    path, texts = shut
    data = path.read_bytes()
    path.write_bytes(b"\0" * 100 + data[100:])
    with pytest.raises(HistoryError, match="damaged"):
        History.open(path)
    assert {piece.id: (piece.original, piece.text) for piece in told(path).pieces} == texts


def test_the_tree_of_pages_is_not_needed_to_read_its_leaves(shut):
    path, texts = shut
    data = bytearray(path.read_bytes())
    for page in range(0, len(data), 4096):
        if data[page] in (0x02, 0x05, 0x0A):  # every page of an index, and every branch
            data[page : page + 4096] = b"\xa5" * 4096
    data[:4096] = b"\0" * 4096
    path.write_bytes(bytes(data))
    assert {piece.id: (piece.original, piece.text) for piece in told(path).pieces} == texts


def test_half_a_file_gives_the_texts_that_stand_in_that_half_and_says_that_they_may_lack_edits(shut):
    path, texts = shut
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 8192 * 4096])
    found = told(path)
    assert found.pieces
    assert all(piece.original == texts[piece.id][0] for piece in found.pieces if piece.original)
    assert not any(piece.is_whole and piece.text != texts[piece.id][1] for piece in found.pieces)


@pytest.mark.parametrize("seed", range(8))
def test_a_page_of_noise_costs_what_stood_on_it_and_no_text_is_made_up(shut, seed):
    path, texts = shut
    dice = random.Random(seed)
    data = bytearray(path.read_bytes())
    page = dice.randrange(len(data) // 4096)
    data[page * 4096 : page * 4096 + 4096] = dice.randbytes(4096)
    path.write_bytes(bytes(data))
    found = told(path)
    assert len(found.pieces) >= 2
    for piece in found.pieces:
        if piece.is_whole:
            assert (piece.original, piece.text) == texts[piece.id]


def test_what_is_only_in_the_write_ahead_log_yet_is_read_too(desk, tmp_path):
    piece = desk.create(text="Tea.")
    desk.edit(piece, (0, 0, "Green "))
    log = desk.path.with_name("history.db-wal").read_bytes()
    (tmp_path / "as killed").mkdir()
    copy = tmp_path / "as killed" / "history.db"
    data = desk.path.read_bytes()
    copy.write_bytes(data)
    copy.with_name("history.db-wal").write_bytes(log)
    (found,) = rescue.read(copy).pieces
    assert (found.original, found.text) == ("Tea.", "Green Tea.")


@pytest.mark.parametrize("data", [b"", b"Dear diary", b"\x0d" * 9000, random.Random(3).randbytes(40_000)])
def test_a_file_that_holds_nothing_of_ours_gives_nothing(tmp_path, data):
    (tmp_path / "history.db").write_bytes(data)
    assert told(tmp_path / "history.db").pieces == ()


def test_a_history_that_is_open_here_is_not_read_past_its_locks(desk):
    with pytest.raises(HistoryError, match="is open"):
        rescue.read(desk.path)
