"""Finding pieces by their titles and working texts.

The index is brought up to date when somebody searches, not when somebody types: indexing a long text costs more than storing
an edit, and nobody searches twice a second.

Weighing costs as much as there are hits. Words that hundreds of texts hold tell no text from another, so past `_MANY` hits
those in titles come first, weighed among themselves, and then the latest pieces.
"""

import re
import sqlite3

from studio.history.schema import SEARCH_TABLE
from studio.history.texts import Texts

_STALE = """
    SELECT p.id, p.title, p.first_event, p.text_event FROM pieces p LEFT JOIN indexed i ON i.piece = p.first_event
    WHERE i.number IS NOT p.text_event
"""
# A word of the title says more about a piece than one of its thousands.
_FIND = "SELECT piece, bm25(search, 0, 8.0, 1.0) AS weight FROM {}.search WHERE search MATCH ? ORDER BY weight LIMIT ?"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM main.search WHERE search MATCH ? LIMIT ?)"
_LATEST = "SELECT piece, 0.0 FROM main.search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"
_MANY = 400  # hits that are weighed one by one
MOST = 200
"""How many pieces a search gives at most: nobody reads on."""
_PUT = "INSERT INTO {}.search (rowid, piece, title, body) VALUES (?, ?, ?, ?)"
_WORD = re.compile(r"[^\W_]+")

_Late = tuple[str, str, int, int]  # piece, title, the row it has in the index, the event its text dates from


def stale(db: sqlite3.Connection) -> bool:
    """Whether anything was written since the index was last brought up to date."""
    return db.execute(_STALE + " LIMIT 1").fetchone() is not None


def refresh(db: sqlite3.Connection, texts: Texts) -> None:
    """Bring the index up to date, inside the transaction that is open."""
    for piece, title, row, number in db.execute(_STALE).fetchall():
        db.execute("DELETE FROM main.search WHERE rowid = ?", (row,))
        db.execute(_PUT.format("main"), _entry(texts, piece, title, row, number))
        db.execute("INSERT OR REPLACE INTO indexed (piece, number) VALUES (?, ?)", (row, number))


def find(db: sqlite3.Connection, texts: Texts, words: str) -> list[str]:
    """Ids of the pieces that hold every word of `words`, or a word that begins with it; best first, `MOST` of them at most.

    Whatever is typed is looked for as words, never read as a query language. Blank words find nothing. What the index has
    not seen yet, because this history may only be read, is indexed in memory for the while.
    """
    query = " ".join(f'"{word}"*' for word in _WORD.findall(words))
    if not query:
        return []
    late = db.execute(_STALE).fetchall()
    old = {piece for piece, *_ in late}
    hits = [hit for hit in _indexed(db, query, MOST + len(old)) if hit[0] not in old]
    if late:
        hits += _find_aside(db, texts, late, query)
    return list(dict.fromkeys(piece for piece, _ in sorted(hits, key=lambda hit: hit[1])))[:MOST]


def _indexed(db: sqlite3.Connection, query: str, most: int) -> list[tuple[str, float]]:
    """Pieces by weight, the lightest best; those that were not weighed weigh nothing and come after them."""
    (count,) = db.execute(_COUNT, (query, _MANY + 1)).fetchone()
    if count <= _MANY:
        return db.execute(_FIND.format("main"), (query, most)).fetchall()
    in_titles = f"title : ({query})"
    (count,) = db.execute(_COUNT, (in_titles, _MANY + 1)).fetchone()
    titled = _FIND.format("main") if count <= _MANY else _LATEST
    return [*db.execute(titled, (in_titles, most)), *db.execute(_LATEST, (query, most))]


def _find_aside(db: sqlite3.Connection, texts: Texts, late: list[_Late], query: str) -> list[tuple[str, float]]:
    db.execute("DROP TABLE IF EXISTS temp.search")
    db.execute(SEARCH_TABLE.replace("TABLE search", "TABLE temp.search"))
    for piece, title, row, number in late:
        db.execute(_PUT.format("temp"), _entry(texts, piece, title, row, number))
    return db.execute(_FIND.format("temp"), (query, MOST)).fetchall()


def _entry(texts: Texts, piece: str, title: str, row: int, number: int) -> tuple[int, str, str, str]:
    # SQLite's tokenizer stops at a NUL.
    return row, piece, title.replace("\0", " "), texts.current(piece, number).replace("\0", " ")
