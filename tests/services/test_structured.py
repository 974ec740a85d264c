"""Answers in the form that was asked for, out of what real servers make of such a wish."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from studio.core.asking import Message, Purpose, Request, Service, Speaker
from studio.core.errors import ServiceTrouble, Trouble
from studio.services.ai import Line
from studio.services.ai.structured import read, schema_of
from tests.services.fake_ai import MODEL, FakeAI, Says


class Row(BaseModel):
    sentence: int
    quote: str


class Rows(BaseModel):
    rows: list[Row]


GOOD = {"rows": [{"sentence": 2, "quote": "the “best” tea\nin town"}]}
PLAIN = json.dumps(GOOD)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"```json\n{json.dumps(GOOD, indent=2)}\n```",
        f"```\n{PLAIN}",
        f"Here is what I found:\n\n```JSON\n{PLAIN}\n```\n\nLet me know if you need more!",
        f"Sure! {PLAIN} I hope that helps.",
        f'<think>Perhaps {{"rows": []}}? No.</think>\n{PLAIN}',
        f'First I thought {{"rows": []}}, and then: {PLAIN}',
        json.dumps(GOOD["rows"]),
        json.dumps({"rows": [{"sentence": "2", "quote": GOOD["rows"][0]["quote"], "sure": 0.9}], "note": "one"}),
    ],
    ids=["plain", "fenced", "open fence", "prose and fence", "prose", "thought", "twice", "bare list", "more than asked"],
)
def test_an_answer_is_read_however_it_is_wrapped(text: str) -> None:
    assert read(text, Rows, "Larch").rows == [Row(sentence=2, quote="the “best” tea\nin town")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I cannot do that.",
        PLAIN[:-9],
        '{"rows": [{"sentence": "two"}]}',
        "[1, 2]",
        "null",
        "<html><body>{}</body></html>",
        "{" * 5000,
        '{"a":' * 5000,
        "<think>" * 200_000,
        "<think></think>" * 50_000,
    ],
    ids=[
        "nothing",
        "words",
        "cut",
        "other types",
        "other list",
        "null",
        "page",
        "braces",
        "depth",
        "thoughts without an end",
        "empty thoughts",
    ],
)
def test_what_has_not_the_form_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(ServiceTrouble) as told:
        read(text, Rows, "Larch")
    assert str(told.value) == "Larch did not answer in the form that was asked for. Try again, or choose another model."


def test_an_answer_that_was_cut_at_a_limit_says_so() -> None:
    with pytest.raises(ServiceTrouble, match="stopped before its answer was done"):
        read(PLAIN[:-9], Rows, "Larch", is_whole=False)


def test_every_field_is_named_in_the_schema_and_no_other_allowed() -> None:
    made = schema_of(Rows, "rows")
    assert (made["title"], made["required"], made["additionalProperties"]) == ("rows", ["rows"], False)
    assert made["$defs"]["Row"]["required"] == ["sentence", "quote"]


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_words_around_an_answer_bring_the_reader_down(before: str, after: str) -> None:
    try:
        found = read(before + PLAIN + after, Rows, "Larch")
    except ServiceTrouble:
        return
    assert all(isinstance(row, Row) for row in found.rows)


# ---------------------------------------------------------------- over a real line

REQUEST = Request(Purpose.CLAIMS, (Message(Speaker.HOUSE, "Find claims."),), {}, schema_of(Rows, "rows"))


def asked(says: Says) -> tuple[FakeAI, object]:
    line = Line()
    try:
        with FakeAI() as server:
            server.says(says)
            service = Service("Larch", server.address, MODEL, key="none", tries=1)
            try:
                answer = line.ask(service, "", REQUEST, lambda heard: None, lambda: False)
                return server, read(answer.text, Rows, service.name, is_whole=answer.is_whole)
            except ServiceTrouble as trouble:
                return server, trouble
    finally:
        line.close()


@pytest.mark.parametrize(
    ("says", "trouble"),
    [
        (Says(PLAIN), None),
        (Says(f"Of course.\n```json\n{PLAIN}\n```", refuses=("json_schema",)), None),
        (Says(PLAIN, streams=False), None),
        (Says(PLAIN[:30], finish="length"), Trouble.TOO_LONG),
        (Says(PLAIN, cut_after=5), Trouble.BROKEN),
        (Says(page="<html><body>Welcome</body></html>"), Trouble.NOT_AN_INTERFACE),
        (Says("I would rather talk of the weather."), Trouble.BROKEN),
    ],
    ids=["keeps to it", "refuses schemas", "answers whole", "cut at a limit", "cut connection", "a page", "ignores it"],
)
def test_a_server_that_keeps_to_the_form_or_not_gives_rows_or_one_sentence(says: Says, trouble: Trouble | None) -> None:
    _, found = asked(says)
    if trouble is None:
        assert found == Rows.model_validate(GOOD)
    else:
        assert isinstance(found, ServiceTrouble)
        assert found.trouble is trouble
        assert str(found).count("\n") == 0


def test_the_schema_goes_out_with_the_request() -> None:
    server, _ = asked(Says(PLAIN))
    form = server.asked[0]["response_format"]["json_schema"]
    assert (form["name"], form["strict"], form["schema"]["additionalProperties"]) == ("rows", True, False)
