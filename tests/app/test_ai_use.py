"""The ledger of AI use: what the history keeps of every call, and sums that are those of the database."""

import json
import sqlite3

import pytest

from studio.app import ai_use, asking, connections, export, retention
from studio.app.masking import Part
from studio.core.ai_use import by_service, costs, masked_by_kind, summed
from studio.core.asking import Answer, Purpose, Service
from studio.core.check import Context
from studio.core.errors import Cancelled, Refused, ServiceTrouble, Trouble
from studio.core.reach import Reach
from tests.app.conftest import POLICY

NEAR = Service("Larch", "http://127.0.0.1:9/v1", "tiny-1", key="none")
FAR = Service("Far", "https://api.example.com/v1", "grand-9", price_in=2.0, price_out=4.0, currency="EUR")
OTHER = Service("Otherwise", "https://ai.example.net/v1", "odd-2", price_in=1.0, price_out=1.0, currency="USD")
BUSY = ServiceTrouble(Trouble.BUSY, "Far has too much to do.")
MAILS = "Write to jane.whitlow@example.org and to tom.ames@example.org, or call 07700 900123."


def answer(tokens_in=1000, tokens_out=500, counted=True):
    return Answer("A draft.", "grand-9a", tokens_in, tokens_out, counted, 1.25, 2)


def note(house, service=FAR, outcome=None, purpose=Purpose.DRAFT, piece="", who="Erin", text="Slow tea."):
    """A call of that person about that piece, as the history keeps it."""
    made = asking.prepare(house.workspace.policy, service, purpose, "Write.", [Part("Brief", text)], Context(), piece=piece)
    asking.note(house.workspace, house.workspace.person(who), made, outcome or answer())
    return made


def busy_house(house):
    """Seven calls over two months, of three services in two currencies and of two people."""
    piece = house.bring(brand="Larkspur Tea Rooms")
    note(house, piece=piece, text=MAILS)
    note(house, OTHER, piece=piece, who="Wren", purpose=Purpose.REWRITE)
    note(house, outcome=BUSY, piece=piece)
    house.clock.wait(10 * 86_400)
    note(house, NEAR, answer(120, 80, counted=False), purpose=Purpose.TONE, piece=piece, text=MAILS)
    note(house, NEAR, Cancelled(), piece=piece)
    note(house, outcome=answer(3, 1), purpose=Purpose.TEST)
    note(house, outcome=answer(10, 10), piece=piece)
    return piece


def test_every_call_is_in_the_ledger_with_who_allowed_it_and_what_came_of_it(house):
    piece = busy_house(house)
    found = ai_use.calls(house.workspace)
    assert [each.service for each in found] == ["Far", "Otherwise", "Far", "Larch", "Larch", "Far", "Far"]
    assert [each.outcome for each in found].count("answered") == 5
    first, second, third = found[:3]
    assert (first.who, first.purpose_words, first.model, first.local) == ("Erin", "write a draft", "grand-9a", False)
    assert (first.piece, first.title, first.brand) == (piece, "Slow tea", "Larkspur Tea Rooms")
    assert first.masked == {"email": 2, "phone": 1}
    assert first.cost == pytest.approx(0.004)
    assert (second.who, second.currency) == ("Wren", "USD")
    assert (third.outcome, third.trouble, third.cost) == ("failed", "busy", 0)


def test_the_sums_are_those_of_the_database(house):
    busy_house(house)
    every = ai_use.calls(house.workspace)
    with sqlite3.connect(f"file:{house.root / 'history.db'}?mode=ro", uri=True) as db:
        rows = [json.loads(row[0]) for row in db.execute("SELECT payload FROM events WHERE payload LIKE '%\"purpose\":%'")]
    total = summed(every)
    assert total.calls == len(rows) == 7
    assert total.size == sum(row["size"] for row in rows)
    assert total.tokens_in == sum(row.get("tokens_in", 0) for row in rows)
    assert total.tokens_out == sum(row.get("tokens_out", 0) for row in rows)
    assert total.masked == sum(sum(row["masked"].values()) for row in rows)
    for currency in ("EUR", "USD"):
        of_it = sum(row.get("cost", 0) for row in rows if row.get("currency") == currency)
        assert costs(every)[currency] == pytest.approx(of_it)


def test_each_service_is_summed_by_month_with_its_cost_and_the_parts_make_the_whole(house):
    busy_house(house)
    every = ai_use.calls(house.workspace)
    uses = by_service(every)
    assert [(use.month, use.service, use.calls) for use in uses] == [
        ("2026-12", "Far", 2),
        ("2026-12", "Larch", 2),
        ("2026-11", "Far", 2),
        ("2026-11", "Otherwise", 1),
    ]
    assert [use.local for use in uses] == [False, True, False, False]
    assert (uses[1].cancelled, uses[1].guessed, uses[2].failed) == (1, 1, 1)
    assert uses[2].cost == pytest.approx(0.004)
    total = summed(every)
    for name in ("calls", "answered", "failed", "cancelled", "size", "masked", "tokens_in", "tokens_out", "guessed"):
        assert sum(getattr(use, name) for use in uses) == getattr(total, name), name
    assert masked_by_kind(every) == {"email": 4, "phone": 2}


def test_a_period_keeps_whole_days_and_a_person_is_whoever_allowed_it(house):
    busy_house(house)
    every = ai_use.calls(house.workspace)
    assert len(ai_use.within(every, ("", "2026-11-24"))) == 3
    assert len(ai_use.within(every, ("2026-12-04", ""))) == 4
    assert {each.who for each in ai_use.calls(house.workspace, Reach(person="wren"))} == {"Wren"}


def test_who_works_for_one_brand_sees_no_call_of_another_and_no_test_of_the_house(house):
    house.rule(POLICY + '\n[[people]]\nname = "Bo"\nroles = ["editor"]\nbrands = ["Alder"]\n')
    ours, theirs = house.bring(brand="Alder"), house.bring(brand="Larkspur Tea Rooms")
    for piece in (ours, theirs, ""):
        note(house, piece=piece)
    bo = house.workspace.person("Bo")
    (seen,) = export.make_report(house.workspace, "ai-use", bo).calls
    assert seen.piece == ours
    with pytest.raises(Refused, match="not for Larkspur"):
        export.make_report(house.workspace, "ai-use", bo, Reach(brand="Larkspur Tea Rooms"))


def test_a_call_about_a_text_that_was_deleted_stays_counted_without_its_words(house):
    piece = house.bring()
    note(house, piece=piece, text=MAILS)
    (before,) = ai_use.calls(house.workspace)
    retention.delete(house.workspace, [piece], house.workspace.person("Erin"), "Asked to.")
    (after,) = ai_use.calls(house.workspace)
    for name in ("size", "hash", "masked", "cost", "tokens_in", "outcome", "model"):
        assert getattr(after, name) == getattr(before, name)
    assert "Slow tea" not in after.title


def test_terms_are_due_on_their_day_and_a_file_that_cannot_be_read_stops_nothing(house):
    erin = house.workspace.person("Erin")
    for name, day in (("Now", "2026-11-24"), ("Later", "2026-11-25"), ("Never", "")):
        connections.save(house.workspace, erin, Service(name, "http://127.0.0.1:9/v1", "m", key="none", terms=day))
    assert [each.name for each in ai_use.terms_due(house.workspace)] == ["Now"]
    (house.root / "services.toml").write_text("this is no toml =", encoding="utf-8")
    assert ai_use.terms_due(house.workspace) == ()


@pytest.mark.parametrize("format", ["html", "pdf", "csv", "xlsx", "json"])
def test_the_register_is_written_in_every_format(house, format, tmp_path):
    busy_house(house)
    made = export.make_report(house.workspace, "ai-use", house.workspace.person("Erin"))
    export.write_report(made, format, tmp_path / f"use.{format}")
    assert (tmp_path / f"use.{format}").stat().st_size > 500


def test_the_register_holds_the_head_the_sums_and_every_call_and_the_words_of_none(house):
    busy_house(house)
    made = export.make_report(house.workspace, "ai-use", house.workspace.person("Erin"), Reach(since="2026-12-01"))
    told = made.record()
    assert told["head"]["hash"] == house.workspace.history.head().hash
    assert told["period"] == {"from": "2026-12-01", "to": ""}
    assert told["total"]["calls"] == len(told["calls"]) == 4
    assert told["total"]["costs"] == {"EUR": pytest.approx(0.00007)}
    page = made.page()
    assert "register of AI use" in page
    for word in ("whitlow", "07700", "Slow tea."):
        assert word not in page + json.dumps(told)


def test_a_register_of_nothing_says_so(house):
    made = export.make_report(house.workspace, "ai-use", house.workspace.person("Erin"))
    assert made.is_empty
    assert "No AI service was asked for anything" in made.page()


def test_a_brands_record_has_its_drafts_that_failed_and_no_other_brands(house):
    made = asking.prepare(
        *(house.workspace.policy, FAR, Purpose.DRAFT, "Write.", [Part("Brief", "Tea.")], Context()), about={"brand": "Alder"}
    )
    asking.note(house.workspace, house.workspace.person("Erin"), made, BUSY)
    note(house, outcome=answer(3, 1), purpose=Purpose.TEST)
    assert [each.trouble for each in ai_use.calls(house.workspace, Reach(brand="alder"))] == ["busy"]
    assert [each.brand for each in ai_use.calls(house.workspace, Reach(brands=("Alder",)))] == ["Alder"]
    assert ai_use.calls(house.workspace, Reach(brand="Larkspur Tea Rooms")) == ()
    assert len(ai_use.calls(house.workspace)) == 2
