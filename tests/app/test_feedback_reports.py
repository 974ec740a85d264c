"""What readers said, beside the edits in the reports."""

import json

import pytest

from studio import reports
from studio.app import feedback
from studio.app.export import make_report
from studio.app.feedback import FeedbackKind
from studio.core.reach import EVERYTHING, Reach


@pytest.fixture
def told(house):
    """A published piece of gen-a with three ratings by two sources, one of them in October, and a remark."""
    piece = house.bring(model="gen-a")
    house.sit(piece).submit("Erin")
    session = house.sit(piece, "Erin")
    session.approve()
    session.publish("https://larkspur.example/tea")
    wren = house.workspace.person("Wren")
    for value, source, when in ((5, "Mrs Hale", "2026-11-20"), (4, "Mrs Hale", "2026-11-21"), (2, "Till", "2026-10-01")):
        feedback.note(house.workspace, wren, piece, FeedbackKind.RATING, value=value, unit="of 5", source=source, when=when)
    feedback.note(house.workspace, wren, piece, FeedbackKind.COMMENT, text="Ring 0161 496 0000", source="Till", when="2026-11-20")
    return house


def _made(house, kind: str, reach: Reach = EVERYTHING, **more: bool):
    return make_report(house.workspace, kind, house.workspace.person("Erin"), reach, **more)


@pytest.mark.parametrize("kind", ["kpi", "sources", "voice"])
def test_it_stands_in_the_page_and_the_record_with_how_many_where_from_and_which_days(told, kind):
    made = _made(told, kind)
    page = made.page()
    assert "What readers said" in page
    assert "4.5 of 5 in the middle of 2, from 4 to 5" in page
    assert "20 Nov 2026 to 21 Nov 2026" in page
    record = json.loads(json.dumps(made.record()))
    said = {"kpi": lambda: record, "sources": lambda: record["sources"][0], "voice": lambda: record["groups"][0]}[kind]()
    assert [(each["kind"], each["source"], each["many"], each["middle"]) for each in said["feedback"]] == [
        ("rating", "Mrs Hale", 2, 4.5),
        ("rating", "Till", 1, 2.0),
        ("comment", "Till", 1, None),
    ]
    assert "0161" not in page  # of comments their number alone is told


@pytest.mark.parametrize("kind", ["kpi", "sources"])
def test_it_stands_in_the_table_as_rows(told, kind):
    rows = [row for row in _made(told, kind).table().rows if "Mrs Hale" in row[-1]]
    assert [row[-9:] for row in rows] == [("Rating", "4.5", "of 5", "4", "5", "", "", "1", "2 from Mrs Hale")]


def test_days_choose_what_is_told(told):
    made = _made(told, "kpi", Reach(since="2026-11-01", until="2026-11-30"))
    assert [each.source for each in made.feedback] == ["Mrs Hale", "Till"]
    assert made.feedback[1].kind is FeedbackKind.COMMENT


def test_nothing_is_made_up_where_nobody_said_anything(house):
    house.approved()
    made = _made(house, "kpi")
    assert made.feedback == ()
    assert "What readers said" not in made.page()


@pytest.mark.parametrize("kind", ["kpi", "sources", "voice"])
def test_for_outsiders_sources_are_told_apart_by_a_number(told, kind):
    made = _made(told, kind, redacted=True)
    for format in ("html", "json", "csv"):
        assert b"Mrs Hale" not in reports.write(made, format)
    assert "source 1" in made.page()
