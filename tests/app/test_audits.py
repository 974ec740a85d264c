"""Audits on a calendar: due when the house says, done by whom it names, with findings, and late ones show."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app import audits
from studio.app.audits import AuditDone, AuditStanding
from studio.app.tables.audits import WEEKDAYS, AuditEntry
from studio.core.errors import BadConfig, NotFound, Refused
from studio.core.events import EventType

from .conftest import POLICY

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
ENTRIES = st.one_of(
    st.just(AuditEntry(name="a", every="daily")),
    st.sampled_from(WEEKDAYS).map(lambda day: AuditEntry(name="a", every="weekly", day=day)),
    st.builds(AuditEntry, name=st.just("a"), every=st.sampled_from(("monthly", "quarterly")), day=st.integers(1, 31)),
)
OWN = """
[[audits]]
name = "Voice"
every = "monthly"
day = 31
looks_at = ["claims", "complaints"]
who = ["Tomasz"]
"""


@given(ENTRIES, DAYS)
def test_between_the_latest_due_day_and_the_next_there_is_none(entry, today):
    latest, coming = audits.latest_due(entry, today), audits.next_due(entry, today)
    assert latest <= today < coming
    after = list(islice(audits.due_days(entry, latest), 3))
    assert after[:2] == [latest, coming]
    most = {"daily": 3, "weekly": 7, "monthly": 31 + 30, "quarterly": 92 + 30}[entry.every]
    assert 0 < (coming - latest).days <= most
    assert after[1] < after[2]


@given(ENTRIES, DAYS)
def test_a_due_day_is_the_day_that_was_asked_for_or_the_end_of_a_shorter_month(entry, today):
    for day in islice(audits.due_days(entry, today), 15):
        if entry.every == "daily":
            assert day.weekday() < 5
        elif entry.every == "weekly":
            assert WEEKDAYS[day.weekday()] == entry.day
        else:
            assert day.day == min(entry.day, monthrange(day.year, day.month)[1])
            assert entry.every == "monthly" or day.month in (1, 4, 7, 10)


@given(ENTRIES, DAYS)
def test_every_month_and_every_quarter_has_its_day(entry, today):
    days = list(islice(audits.due_days(entry, today), 12))
    if entry.every == "monthly":
        assert len({(day.year, day.month) for day in days}) == 12
        assert (days[-1].year - days[0].year) * 12 + days[-1].month - days[0].month == 11
    if entry.every == "quarterly":
        assert (days[-1].year - days[0].year) * 12 + days[-1].month - days[0].month == 33


@given(ENTRIES, DAYS, st.integers(0, 400))
def test_what_was_done_today_is_done_until_its_next_day_and_then_due(entry, today, age):
    start = today - timedelta(days=age)
    before = audits.standing(entry, (), start, today)
    done = (AuditDone("a", before.due, "All well.", "Erin", "", "", {}),)
    after = audits.standing(entry, done, start, today)
    assert after.standing is AuditStanding.DONE
    assert date.fromisoformat(after.due) > today
    assert (after.missed, after.last) == (0, done[0])
    then = audits.standing(entry, done, start, date.fromisoformat(after.due))
    assert (then.standing, then.due, then.missed) == (AuditStanding.DUE, after.due, 0)
    day_after = audits.standing(entry, done, start, date.fromisoformat(after.due) + timedelta(days=1))
    assert day_after.standing in (AuditStanding.OVERDUE, AuditStanding.DUE)


@given(ENTRIES, DAYS, st.integers(0, 400))
def test_missed_ones_and_the_one_that_waits_are_all_the_due_days_there_were(entry, today, age):
    start = today - timedelta(days=age)
    found = audits.standing(entry, (), start, today)
    were = [day for day in islice(audits.due_days(entry, start), age + 1) if day <= today]
    if found.standing is AuditStanding.COMING:
        assert not were
    else:
        assert (found.missed, date.fromisoformat(found.due)) == (len(were) - 1, were[-1])


def test_a_house_that_says_nothing_has_four_audits_and_nothing_is_late_on_its_first_day(house):
    house.bring()
    every = audits.audits(house.workspace)
    assert {(each.name, each.every) for each in every} == {
        ("What stands out", "daily"),
        ("Performance", "weekly"),
        ("Bias and rules", "monthly"),
        ("Quarterly review", "quarterly"),
    }
    assert audits.overdue(house.workspace) == ()
    house.clock.wait(86_400 * 8)
    assert {each.name for each in audits.overdue(house.workspace)} >= {"Performance", "Bias and rules"}
    daily = audits.audit(house.workspace, "what")
    assert (daily.standing, daily.due, daily.missed) == (AuditStanding.DUE, "2026-12-02", 6)
    assert daily.sentence == "Due today; 6 earlier ones missed."


def test_the_record_says_who_did_it_what_was_found_and_of_which_history(house):
    house.bring()
    head = house.workspace.history.head().hash
    erin = house.workspace.person("Erin")
    done = audits.done(house.workspace, "quarterly", "Turnaround is fine.", erin)
    assert (done.audit, done.due, done.who, done.head) == ("Quarterly review", "2027-01-01", "Erin", head)
    assert audits.record(house.workspace, "quarterly review") == (done,)
    assert audits.audit(house.workspace, "quarterly").due == "2027-04-01"
    (event,) = house.workspace.history.events(types=[EventType.AUDIT_DONE])
    assert event.payload["findings"] == "Turnaround is fine."
    assert house.workspace.verify().whole


def test_an_audit_that_is_done_is_refused_until_its_next_day(house):
    house.bring()
    erin = house.workspace.person("Erin")
    audits.done(house.workspace, "quarterly", "Fine.", erin)
    with pytest.raises(Refused, match=r"“Quarterly review” is done for now, by Erin\. It is due again on 1 April 2027\."):
        audits.done(house.workspace, "quarterly", "Fine once more.", erin)
    assert len(audits.record(house.workspace)) == 1
    house.clock.wait(86_400 * 128)
    assert audits.done(house.workspace, "quarterly", "Fine.", erin).due == "2027-04-01"


def test_it_takes_findings_and_somebody_whose_audit_it_is(house):
    house.rule(POLICY + OWN)
    wren, tomasz, erin = (house.workspace.person(name) for name in ("Wren", "Tomasz", "Erin"))
    with pytest.raises(Refused, match="without findings"):
        audits.done(house.workspace, "Voice", " \n", tomasz)
    with pytest.raises(Refused, match=r"not Wren’s to do\. It is for Tomasz"):
        audits.done(house.workspace, "Voice", "Fine.", wren)
    with pytest.raises(NotFound, match="There are: Voice"):
        audits.done(house.workspace, "Bias", "Fine.", erin)
    assert not audits.record(house.workspace)
    audits.done(house.workspace, "Voice", "Fine.", tomasz)
    house.clock.wait(86_400 * 40)
    audits.done(house.workspace, "Voice", "Fine too.", erin)
    assert [(each.who, each.due) for each in audits.record(house.workspace)] == [("Erin", "2026-12-31"), ("Tomasz", "2026-11-30")]


def test_a_day_is_a_day_where_the_house_is(house, monkeypatch):
    import time

    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        house.clock.wall = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)  # already Monday there
        house.bring()
        assert audits.audit(house.workspace, "performance").standing is AuditStanding.DUE
    finally:
        monkeypatch.undo()
        time.tzset()


def test_reports_it_looks_at_are_kept_beside_the_record(house):
    house.rule(POLICY + OWN)
    house.approved()
    erin = house.workspace.person("Erin")
    found = audits.audit(house.workspace, "Voice")
    kept = audits.keep_reports(house.workspace, found, erin)
    assert list(kept) == ["exports/audits/2026-11-30-voice/claims.html"]  # “complaints” is no report
    done = audits.done(house.workspace, "Voice", "Fine.", erin, kept)
    (file,) = done.reports
    assert (house.root / file).read_bytes().startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('every = "yearly"', "audits"),
        ('every = "weekly"\nday = "funday"', "cannot be on day"),
        ('every = "weekly"\nday = 3', "Write one of: monday"),
        ('every = "monthly"\nday = "monday"', "number from 1 to 31"),
        ('every = "monthly"\nday = 32', "audits"),
        ('every = "daily"\nday = 1', "leave `day` out"),
        ('every = "daily"\nwho = ["Nobody"]', "is for Nobody"),
        ('every = "daily"\n[[audits]]\nname = "x"\nevery = "daily"', "stands there twice"),
    ],
)
def test_an_audit_that_cannot_be_is_refused_with_what_to_write(house, text, says):
    with pytest.raises(BadConfig, match=says):
        house.rule(f'{POLICY}\n[[audits]]\nname = "X"\n{text}\n')
