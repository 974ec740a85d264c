"""Giving files out: whole files, what is in them, and what the history keeps of them."""

import io
import json
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from sqlite3 import connect

import docx
import openpyxl
import pytest

from studio import reports
from studio.app import export, gathering
from studio.core.claim import ClaimStatus, Evidence
from studio.core.edit import Edit
from studio.core.errors import BadInput, KnownError, NotFound, Refused
from studio.core.events import EventType
from studio.core.piece import Stage
from studio.core.reach import Reach
from studio.core.record import Note
from studio.core.seal import SealState
from studio.core.span import Span

TEXT = "# Slow tea\n\nWe make a pot of tea. Come in and sit down.\n"
CLAIM = TEXT + "\nLast year 73% of our guests came back within a month.\n"


def _two_hands(house, type_over) -> str:
    """A piece that Wren and Tomasz changed in one place each."""
    piece = house.bring(TEXT, model="generator-a")
    for who, old, new in (("Wren", "a pot", "one pot"), ("Tomasz", "sit down", "take a seat")):
        session = house.sit(piece, who, checked=False)
        type_over(session, old, new)
        session.flush()
        house.clock.wait(60)
    return piece


# ---------------------------------------------------------------- the record


def test_a_record_tells_who_changed_what(house, type_over):
    session = house.sit(_two_hands(house, type_over), checked=False)
    record = gathering.on_the_desk(session, house.workspace)
    assert record.original == TEXT
    assert record.text == session.text
    assert [(c.before_text, c.after_text) for c in record.comparison.changes] == [("a", "one"), ("sit down", "take a seat")]
    assert [(mark.who, mark.when) for mark in record.attributions] == [
        ("Wren", "2026-11-24T09:00:00.000Z"),
        ("Tomasz", "2026-11-24T09:01:00.000Z"),
    ]
    assert [event.type for event in record.events] == [EventType.PIECE_CREATED, EventType.EDITED, EventType.EDITED]


def test_a_record_brings_claims_notes_dismissals_and_the_yes(house):
    piece = house.approved("# Slow tea\n\nA pot of tea is £4.20. Come in and sit down.\n")
    record = gathering.on_the_desk(house.sit(piece, checked=False), house.workspace)
    assert record.approval == record.approvals[-1]
    assert record.claims
    assert record.notes == ()
    event = record.events[0]
    told = {**event.payload, "notes": [{"author": "Pat", "text": "So?", "quote": "tea"}, {"odd": 1}, 7]}
    created = [type(event)(**{name: getattr(event, name) for name in event.__slots__} | {"payload": told})]
    assert list(gathering._notes(created)) == [Note("Pat", "So?", "tea")]


def test_a_report_shows_the_text_that_was_approved_and_who_made_it_not_what_was_typed_since(house, type_over):
    piece = _two_hands(house, type_over)
    house.sit(piece, checked=False).submit("Erin")
    house.sit(piece, "Erin").approve()
    approved = house.workspace.history.working(piece)
    session = house.sit(piece, checked=False)
    session.apply(Edit(Span(0, len(session.text)), "Another text, with 73% of everything in it."))
    session.flush()
    record = gathering.as_approved(house.workspace, house.workspace.piece(piece), house.workspace.person())
    assert record.text == approved
    assert record.approval == record.approvals[-1]
    assert [mark.who for mark in record.attributions] == ["Wren", "Tomasz"]
    assert not [claim for claim in record.claims if "73%" in claim.text]
    (told,) = export.edit_history_report(house.workspace, house.workspace.person()).pieces
    assert (told.text, told.moved_on, told.shows_approved) == (approved, True, True)
    assert [approval.current for approval in told.approvals] == [False]
    desk = gathering.on_the_desk(house.sit(piece, checked=False), house.workspace)
    assert desk.text == session.text
    assert desk.approval is None


# ---------------------------------------------------------------- a piece as a file


def test_a_piece_goes_out_in_every_format_and_the_history_says_so(house, type_over, tmp_path: Path):
    session = house.sit(_two_hands(house, type_over), checked=False)
    type_over(session, "Slow tea", "Slow tea 🍵")
    for format in ("md", "html", "docx"):
        export.export_piece(session, house.workspace, format, tmp_path / f"tea.{format}")
    assert (tmp_path / "tea.md").read_text(encoding="utf-8") == session.text
    assert "take a seat" in (tmp_path / "tea.html").read_text(encoding="utf-8")
    body = docx.Document(io.BytesIO((tmp_path / "tea.docx").read_bytes())).element.xml
    assert {'w:author="Wren"', 'w:author="Tomasz"'} <= set(body.split())
    assert "<w:delText" in body
    events = house.workspace.history.events(session.piece.id, [EventType.EXPORTED])
    for event, format in zip(events, ("md", "html", "docx"), strict=True):
        data = (tmp_path / f"tea.{format}").read_bytes()
        assert event.payload == {"format": format, "name": f"tea.{format}", "sha256": sha256(data).hexdigest()}
    assert house.workspace.history.working(session.piece.id) == session.text


def test_an_unknown_format_writes_nothing_and_is_not_in_the_history(house, tmp_path: Path):
    session = house.sit(house.bring(), checked=False)
    with pytest.raises(BadInput, match="no format called odt"):
        export.export_piece(session, house.workspace, "odt", tmp_path / "tea.odt")
    assert list(tmp_path.glob("*.odt")) == []
    assert house.workspace.history.events(session.piece.id, [EventType.EXPORTED]) == []


def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "tea.md"
    target.write_text("old")
    with monkeypatch.context() as broken:

        def full(number: int) -> None:
            raise OSError(28, "No space left on device")

        broken.setattr(export.os, "fsync", full)
        with pytest.raises(KnownError, match=r"tea\.md could not be written: No space left on device\."):
            export.write_file(target, b"new")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["tea.md"]
    export.write_file(target, b"new")
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o644


def test_a_place_that_cannot_be_written_to_is_refused_in_words_and_left_clean(house, tmp_path: Path):
    session = house.sit(house.bring(), checked=False)
    (tmp_path / "folder.md").mkdir()
    for target in (tmp_path / "folder.md", tmp_path / "nowhere" / "tea.md"):
        with pytest.raises(KnownError, match=r"could not be written: .*\. Choose another place"):
            export.export_piece(session, house.workspace, "md", target)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert house.workspace.history.events(session.piece.id, [EventType.EXPORTED]) == []


def test_a_text_that_nobody_approved_is_called_so(house, type_over):
    session = house.sit(house.bring(), checked=False)
    assert "nobody has approved it" in export.caution(session)
    session = house.sit(house.approved(), checked=False)
    assert export.caution(session) == ""
    type_over(session, "a pot", "one pot")
    stale = "this text is not approved; the yes of Erin does not hold any more: "
    assert export.caution(session) == f"{stale}the text changed."
    type_over(session, "one pot", "a pot")
    assert export.caution(session) == ""
    session.describe({"audience": "press"})  # the same words for other readers
    assert export.caution(session).startswith(f"{stale}the piece is described otherwise")


def test_what_stands_at_a_place_is_not_replaced_unasked(tmp_path: Path):
    export.must_be_free(tmp_path / "tea.md", "Say so.")
    (tmp_path / "tea.md").touch()
    with pytest.raises(Refused, match=r"tea\.md is there already\. Say so\."):
        export.must_be_free(tmp_path / "tea.md", "Say so.")


# ---------------------------------------------------------------- the report


def test_a_report_is_dated_by_the_house_s_clock_and_carries_the_head(house):
    house.approved()
    made = export.edit_history_report(house.workspace, house.workspace.person("Erin"))
    assert (made.workspace, made.made, made.made_by) == ("Larkspur Tea Rooms", "2026-11-24T09:00:00Z", "Erin")
    assert made.head == house.workspace.history.head()
    assert made.verification.whole
    assert made.totals.pieces == made.totals.approved == 1


def test_a_report_may_be_of_one_piece_one_brand_or_one_period(house):
    old = house.bring()
    house.clock.wait(86_400 * 10)
    new, mill = house.bring(), house.bring(brand="Mill")

    def pieces(**asked: str) -> set[str]:
        made = export.edit_history_report(house.workspace, house.workspace.person(), Reach(**asked))
        return {told.piece.id for told in made.pieces}

    assert pieces() == {old, new, mill}
    assert pieces(piece=new[:-1]) == {new}
    assert pieces(brand="mill") == {mill}
    assert pieces(until="2026-11-24") == {old}
    assert pieces(since="2026-12-04", until="2026-12-04") == {new, mill}
    assert pieces(since="2026-12-04T08:00") == {new, mill}
    with pytest.raises(BadInput, match="is not a date"):
        pieces(since="last week")
    with pytest.raises(NotFound):
        pieces(piece="nothing-like-it")


@pytest.mark.parametrize("format", ["html", "csv", "json"])
def test_a_report_is_written_in_every_format(house, tmp_path: Path, format: str):
    house.approved()
    export.write_report(export.edit_history_report(house.workspace, house.workspace.person()), format, tmp_path / "r")
    assert "Slow tea" in (tmp_path / "r").read_text(encoding="utf-8")


# ---------------------------------------------------------------- a history that somebody altered


def _tamper(house, kind: str, old: str, new: str) -> None:
    """Change the payload of the first event of a kind behind the program's back."""
    path = house.root / "history.db"
    house.workspace.close()
    with closing(connect(path)) as db, db:
        names = db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'").fetchall()
        for (name,) in names:
            db.execute(f"DROP TRIGGER {name}")
        changed = db.execute(
            "UPDATE events SET payload = replace(payload, ?, ?) WHERE number = (SELECT min(number) FROM events WHERE type = ?)",
            (old, new, kind),
        ).rowcount
        assert changed == 1
        (payload,) = db.execute("SELECT payload FROM events WHERE type = ? ORDER BY number", (kind,)).fetchone()
        assert new in payload
    house.workspace = type(house.workspace).open(house.root, now=house.clock.now, monotonic=house.clock.monotonic)


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("edited", "one", "oNe"),  # other words
        ("edited", '"edits"', '"edit"'),  # no edits at all
        ("edited", '"edits":[[', '"edits":[{'),  # no JSON any more
        ("edited", '"typed"', '"forged"'),  # a cause that does not exist
        ("edited", "[[20,", "[[9020,"),  # a place that is not there
        ("edited", "[[20,25", "[[20.25"),  # a row of another shape
        ("approved", '"missing":[]', '"missing":{}'),
        ("piece.created", "pot", "pit"),
        ("piece.created", '"text"', '"tixt"'),
    ],
)
def test_an_altered_history_is_still_reported_and_the_report_says_so(
    house, type_over, tmp_path: Path, kind: str, old: str, new: str
):
    piece = _two_hands(house, type_over)
    house.sit(piece, checked=False).submit("Erin")
    house.sit(piece, "Erin").approve()
    other = house.bring("Another piece.", title="Other")
    _tamper(house, kind, old, new)
    made = export.edit_history_report(house.workspace, house.workspace.person())
    assert not made.verification.whole
    assert f"event {made.verification.broken}" in made.verification.problem
    assert {told.piece.id for told in made.pieces} == {piece, other}
    for format in reports.formats():
        export.write_report(made, format, tmp_path / f"r.{format}")
    told = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert told["verification"]["whole"] is False
    assert told["verification"]["problem"] == made.verification.problem


def test_the_piece_itself_says_plainly_that_its_history_was_altered(house, type_over):
    piece = _two_hands(house, type_over)
    _tamper(house, "edited", '"edits":[[', '"edits":[{')
    with pytest.raises(KnownError, match=r"cannot be read\. `bluepencil verify` tells"):
        house.workspace.history.working(piece)
    with pytest.raises(KnownError, match=r"Event \d cannot be read"):
        house.workspace.history.events(piece)
    assert [event.type for event in house.workspace.history.readable(piece)] == [EventType.PIECE_CREATED, EventType.EDITED]


def test_a_claim_answered_shows_in_the_report(house):
    session = house.sit(house.bring(CLAIM))
    (claim,) = [claim for claim in session.claims if "73%" in claim.text]
    session.attach_evidence(claim, Evidence("https://example.org", "73% came back."))
    made = export.edit_history_report(house.workspace, house.workspace.person())
    assert made.totals.claims[ClaimStatus.SUPPORTED] == 1
    assert house.workspace.piece(session.piece.id).stage is Stage.DRAFTING


# ---------------------------------------------------------------- reports of figures, and long histories


def _alter(house) -> None:
    """Change the contents of an entry by hand."""
    house.workspace.close()
    with closing(connect(house.workspace.root / "history.db")) as db, db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("UPDATE events SET payload = replace(payload, 'Wren', 'Eron') WHERE number = 1")
    house.reopen()


def _made(house, kind, **how):
    return export.make_report(house.workspace, kind, house.workspace.person("Erin"), **how)


@pytest.mark.parametrize("kind", ["approvals", "kpi", "rules", "sources"])
def test_figures_of_a_long_history_come_without_checking_it_and_every_way_out_says_so(house, monkeypatch, kind):
    house.approved()
    _alter(house)
    head = house.workspace.history.head()
    assert "Do not rely on" in _made(house, kind).page(), "a short history is checked for every report"
    monkeypatch.setattr(export, "CHECKED_UP_TO", head.count - 1)
    made = _made(house, kind)
    assert (made.verification.checked, made.verification.whole, made.verification.count) == (False, False, head.count)
    assert made.verification.head == made.head == head
    said = f"The history was not checked for this report: it holds {head.count} entries, and checking all of them takes minutes."
    page = made.page()
    assert said in page
    assert "<code>bluepencil verify</code> does it, and with <code>--anchor</code> it holds this report against it." in page
    assert "The history was not checked when this was made." in page
    assert f"{head.count} entries · not checked" in page
    assert "unbroken" not in page
    assert "Do not rely on" not in page
    told = json.loads(reports.write(made, "json"))["verification"]
    assert (told["checked"], told["whole"], told["count"]) == (False, None, head.count)
    book = openpyxl.load_workbook(io.BytesIO(reports.write(made, "xlsx")))
    facts = dict(row for sheet in book for row in sheet.iter_rows(max_col=2, values_only=True))
    assert facts["The history is"].startswith(f"not checked: {said}")
    asked = _made(house, kind, verify=True)
    assert asked.verification.checked
    assert "Do not rely on" in asked.page()


@pytest.mark.parametrize("kind", ["edit-history", "claims"])
def test_a_report_that_tells_of_entries_is_never_made_of_an_unchecked_history(house, monkeypatch, kind):
    house.approved()
    monkeypatch.setattr(export, "CHECKED_UP_TO", 0)
    assert _made(house, kind).verification.whole


def test_signatures_are_checked_though_the_chain_is_not(house, monkeypatch):
    house.approved()
    whole = _made(house, "approvals").record()
    monkeypatch.setattr(export, "CHECKED_UP_TO", 0)
    told = _made(house, "approvals").record()
    assert told["verification"]["checked"] is False
    assert told["approvals"] == whole["approvals"]
    assert told["approvals"][0]["seal"]["state"] == SealState.UNSIGNED
