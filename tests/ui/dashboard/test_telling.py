"""What the dashboard tells of hand-made figures: weeks without anything, the period before, and very many pieces."""

from dataclasses import replace

import pytest

from studio.core.events import Head, Verification
from studio.core.outcome import Outcome, Round, Tally
from studio.core.piece import Channel, Stage
from studio.reports.charts import Form
from studio.reports.sources import build
from studio.ui.dashboard.telling import NO_TEMPLATE, NOTHING, figures, sources

PERIOD = ("2026-11-02", "2026-11-29")
ONE = Outcome(
    *(
        "p1",
        "Autumn letter",
        "Larkspur",
        Channel.EMAIL,
        "regulars",
        "generator-a",
        "",
        "Wren",
        "",
        "Wren",
        "Erin",
        Stage.APPROVED,
    ),
    created="2026-11-03T09:00:00Z",
    submissions=1,
    approvals=1,
    submitted="2026-11-03T12:00:00Z",
    approved="2026-11-04T09:00:00Z",
    latest="2026-11-04T09:00:00Z",
    drafting=3 * 3600,
    review=21 * 3600,
    words=100,
    kept=80,
    original_words=100,
    changed_words=25,
    flags=4,
    fixed=2,
    dismissed=1,
    open=1,
    checked_words=200,
    claims=3,
    claims_open=2,
)


def tally(*outcomes: Outcome, rounds: tuple[Round, ...] = ()) -> Tally:
    return Tally(outcomes, (), "2026-11-29T12:00:00Z", rounds)


def told(found, key):
    return next(each for each in found if each.key == key)


def test_each_figure_is_told_with_its_weeks_and_the_piece_behind_it():
    found = figures(tally(ONE), PERIOD)
    assert {each.key: each.said for each in found} == {
        "late": "not recorded",
        "turnaround": "24 h",
        "first_pass": "100%",
        "returns": "0",
        "raised": "20",
        "claims_open": "2",
        "depth": "25%",
        "retained": "80%",
    }
    flags = told(found, "raised")
    assert flags.chart.form is Form.STACKED
    assert [(row.name, row.values[0]) for row in flags.chart.series] == [("fixed", 10), ("dismissed", 5), ("open", 5)]
    assert [len(week) for week in flags.behind] == [1, 0, 0, 0]
    assert flags.everything[0].figure == "4 flags: 2 fixed, 1 dismissed, 1 open"
    assert all(len(each.chart.labels) == 4 for each in found)


def test_a_week_without_anything_is_a_gap_and_no_nought():
    chart = told(figures(tally(ONE), PERIOD), "first_pass").chart
    assert chart.series[0].values == (100, None, None, None)


def test_the_change_is_against_as_many_days_before_and_silent_where_there_were_none():
    before = replace(
        ONE, piece="p0", created="2026-10-06T09:00:00Z", approved="2026-10-07T09:00:00Z", latest="2026-10-07T09:00:00Z", kept=40
    )
    assert told(figures(tally(before, ONE), PERIOD), "retained").change == "of 1 piece only, up from 40% in the weeks before"
    same = replace(before, kept=80)
    assert told(figures(tally(same, ONE), PERIOD), "retained").change == "of 1 piece only, as in the weeks before"
    assert told(figures(tally(ONE), PERIOD), "retained").change == "of 1 piece only"


def test_a_handing_on_that_waits_past_its_time_is_told_with_whom():
    waits = Round("p1", 7, "Wren", "Erin", "2026-11-10T09:00:00Z", "2026-11-12T16:00:00Z")
    late = told(figures(tally(ONE, rounds=(waits,)), PERIOD), "late")
    assert late.said == "1"
    assert [(each.title, each.figure, each.who) for each in late.everything] == [
        ("Autumn letter", "still waits, was due", "Erin")
    ]
    assert [len(week) for week in late.behind] == [0, 1, 0, 0]


def test_long_times_are_drawn_in_days_and_short_ones_in_hours():
    assert told(figures(tally(ONE), PERIOD), "turnaround").chart.unit == "hours"
    slow = replace(ONE, created="2026-10-20T09:00:00Z")
    chart = told(figures(tally(slow), PERIOD), "turnaround").chart
    assert chart.unit == "days"
    assert chart.series[0].values[0] == pytest.approx(15)


def test_the_dearest_source_is_named_once_there_are_enough_pieces():
    def of(model: str, changed: int, number: int) -> list[Outcome]:
        return [replace(ONE, piece=f"{model}{at}", model=model, changed_words=changed) for at in range(number)]

    said, tables = sources(tally(*of("one", 10, 3), *of("two", 40, 3)), PERIOD)
    assert said.startswith("two costs the team most: no record of rework and an edit depth of 40%")
    assert NO_TEMPLATE in said
    assert [(row.name, row.cells[4]) for row in tables[0][2]] == [("two", "40%"), ("one", "10%")]
    few, tables = sources(tally(*of("one", 40, 2), *of("two", 10, 3)), PERIOD)
    assert few.startswith("Only two has 3 approved pieces")
    assert [(row.name, row.few) for row in tables[0][2]] == [("two", ""), ("one", "fewer than 3 approved")]
    named, tables = sources(tally(replace(ONE, template="thank you")), PERIOD)
    assert [(title, rows[0].name) for title, _, rows in tables] == [
        ("By AI model and template", "generator-a, template thank you")
    ]
    assert NO_TEMPLATE not in named


def test_rework_outweighs_editing_in_the_window_as_in_the_report():
    reworked = [replace(ONE, piece=f"alpha{at}", model="alpha", changed_words=5, rework=9 * 3600, returns=1) for at in range(3)]
    edited = [replace(ONE, piece=f"beta{at}", model="beta", changed_words=60, rework=60) for at in range(3)]
    tallied = tally(*edited, *reworked)
    said, tables = sources(tallied, PERIOD)
    head = Head("", 0, "")
    verified = Verification(0, head)
    report = build(tallied, workspace="w", made=tallied.now, made_by="Erin", head=head, verification=verified, period=PERIOD)
    assert said.startswith(report.verdict)
    assert report.verdict.startswith("alpha costs the team most")
    assert [row.name for row in tables[0][2]] == [each.name for each in report.sources] == ["alpha", "beta"]
    assert [row.cells[0] for row in tables[0][2]] == ["9 h", "<0.1 h"], "one unit in a column"


def test_a_figure_of_few_pieces_and_claims_nobody_looked_for_say_so():
    unseen = replace(ONE, piece="p2", claims=None, claims_open=None)
    found = figures(tally(ONE, unseen), PERIOD)
    assert told(found, "first_pass").change == "of 2 pieces only"
    assert told(found, "claims_open").change == "of 1 piece looked at; 1 not yet"


def test_nothing_at_all_says_what_to_do():
    assert sources(tally(), PERIOD) == (NOTHING, ())
    assert all(each.chart.is_empty for each in figures(tally(), PERIOD))
