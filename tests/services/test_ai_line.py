"""Calls over the line, against a server on loopback that speaks the interface as real servers do."""

import gzip
import json
import time
from collections.abc import Iterator

import pytest

from studio.core.asking import Heard, Message, Purpose, Request, Service, Speaker
from studio.core.errors import Cancelled, ServiceTrouble, Trouble
from studio.core.events import digest
from studio.services.ai import Line, models_of, probe
from tests.services.fake_ai import MODEL, FakeAI, Says

ASK = Request(Purpose.DRAFT, (Message(Speaker.HOUSE, "Write."), Message(Speaker.MATERIAL, "About bread.")), {"temperature": 0.5})
SCHEMA = {"title": "found", "type": "object", "properties": {"all": {"type": "array"}}}


@pytest.fixture
def server() -> Iterator[FakeAI]:
    with FakeAI() as fake:
        yield fake


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.close()


def service(server: FakeAI, **more: object) -> Service:
    return Service(**{"name": "Larch", "address": server.address, "model": MODEL, "timeout": 5.0, **more})  # type: ignore[arg-type]


def trouble(line: Line, server: FakeAI, **more: object) -> ServiceTrouble:
    with pytest.raises(ServiceTrouble) as caught:
        line.ask(service(server, **more), "sk-canary-1234567890", ASK)
    return caught.value


def test_the_words_of_an_answer_are_told_while_they_come_and_counted_by_the_service(line: Line, server: FakeAI) -> None:
    server.says("Bread 🍞 takes time, and a warm kitchen.")
    heard: list[Heard] = []
    answer = line.ask(service(server), "", ASK, heard.append)
    assert answer.text == "".join(each.words for each in heard) == "Bread 🍞 takes time, and a warm kitchen."
    assert len(heard) > 5
    assert (answer.is_counted, answer.tokens_in, answer.tokens_out) == (True, 3, 8)
    assert server.asked[0]["temperature"] == 0.5
    assert [each["role"] for each in server.asked[0]["messages"]] == ["system", "user"]


def test_a_server_that_does_not_stream_is_understood_too(line: Line, server: FakeAI) -> None:
    server.says(Says("All at once.", streams=False))
    assert line.ask(service(server), "", ASK).text == "All at once."


ODD = [
    {"choices": ["x"]},
    {"choices": 5},
    {"choices": {"message": "text"}},
    {"choices": [{"message": "text", "delta": "text"}]},
    {"choices": [{"message": {"content": ["text"]}, "delta": {"content": 5}, "finish_reason": ["stop"]}]},
    {"choices": [], "usage": {"completion_tokens": [1], "prompt_tokens": "many"}},
    {"choices": [], "usage": {"completion_tokens": -4}, "model": {"name": "tiny"}},
    {"choices": None, "usage": "none"},
]


@pytest.mark.parametrize("record", [*ODD, 5, "x", ["x"], None])
def test_what_looks_like_no_part_of_an_answer_is_passed_over_and_the_words_beside_it_are_read(
    line: Line, server: FakeAI, record: object
) -> None:
    server.says(Says("Ten words.", record=record))
    answer = line.ask(service(server), "", ASK)
    assert (answer.text, answer.model, answer.tokens_out, answer.is_whole) == ("Ten words.", MODEL, 2, True)


@pytest.mark.parametrize("record", ODD)
def test_an_answer_that_is_none_is_a_trouble_and_no_crash(line: Line, server: FakeAI, record: object) -> None:
    server.says(Says(record=record, streams=False))
    assert trouble(line, server, tries=1).trouble is Trouble.BROKEN


@pytest.mark.parametrize("streams", [True, False])
def test_an_answer_with_half_a_sign_in_it_is_text_that_can_be_kept(line: Line, server: FakeAI, streams: bool) -> None:
    server.says(Says("Bread is \ud800 baked.", streams=streams))
    heard: list[Heard] = []
    answer = line.ask(service(server), "", ASK, heard.append)
    assert answer.text == "".join(each.words for each in heard) == "Bread is \ufffd baked."
    assert digest(answer.text)


@pytest.mark.parametrize("raw", [b": ping\n\n", b"event: x\nid: 7\n\n", b"data:\n\n", b"\xef\xbb\xbf\r\n", b"data: null\r\n\r\n"])
def test_lines_of_a_stream_that_say_nothing_are_passed_over(line: Line, server: FakeAI, raw: bytes) -> None:
    server.says(Says("Ten words.", raw=raw))
    assert line.ask(service(server), "", ASK).text == "Ten words."


BAD = [b"{bad", b"[" * 200_000, b'{"choices":' + b"[" * 200_000, b'{"usage":' + b"9" * 5000 + b"}", b"\xff\xfe"]


@pytest.mark.parametrize("streams", [True, False])
@pytest.mark.parametrize("raw", BAD, ids=["half", "depth", "depth within", "digits", "bytes"])
def test_what_cannot_be_read_is_said_in_words_of_ours_and_not_asked_for_twice(
    line: Line, server: FakeAI, raw: bytes, streams: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    server.says(Says(raw=b"data: " + raw + b"\n\n" if streams else raw, streams=streams))
    found = trouble(line, server, tries=3)
    assert found.what == "Larch sent something that cannot be read as an answer."
    assert (found.trouble, len(server.asked)) == (Trouble.BROKEN, 1)
    assert capfd.readouterr().err == ""


def test_an_answer_that_is_not_packed_as_it_says_is_one_sentence(line: Line, server: FakeAI) -> None:
    server.says(Says(raw=b"no gzip", packed="gzip", streams=False))
    assert "cannot be read" in trouble(line, server, tries=3).what
    assert len(server.asked) == 1


@pytest.mark.parametrize("record", [{"error": {"message": "Out of memory."}}, {"error": "Out of memory.", "choices": []}])
@pytest.mark.parametrize("streams", [True, False])
def test_an_error_that_comes_instead_of_an_answer_is_told_in_its_words(
    line: Line, server: FakeAI, record: object, streams: bool
) -> None:
    server.says(Says(record=record, streams=streams))
    assert "“Out of memory.”" in trouble(line, server, tries=1).what


ENDLESS = {
    "words": b'data: {"choices": [{"index": 0, "delta": {"content": "' + b"x" * 100_000 + b'"}}]}\n\n',
    "one line": b"x" * 100_000,
    "records that say nothing": b"data: {}\n\n" * 10_000,
}


@pytest.mark.parametrize("raw", ENDLESS.values(), ids=ENDLESS)
def test_an_answer_without_an_end_is_ended_here(line: Line, server: FakeAI, raw: bytes) -> None:
    server.says(Says(raw=raw, again=0.0))
    found = trouble(line, server, timeout=60.0, tries=3)
    assert found.what == "Larch sent more than any answer needs, and was stopped."
    assert len(server.asked) == 1
    assert server.broken.wait(10)


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_that_is_too_big_to_be_one_is_never_taken_in(line: Line, server: FakeAI, packed: bool) -> None:
    big = b" " * 5_000_000
    server.says(Says(raw=gzip.compress(big) if packed else big, packed="gzip" if packed else "", streams=False))
    assert "more than any answer needs" in trouble(line, server, timeout=60.0, tries=3).what


def test_neither_an_error_nor_a_list_of_models_is_taken_in_without_an_end(line: Line) -> None:
    with FakeAI(models=("m" * 5_000_000,)) as server:
        with pytest.raises(ServiceTrouble, match="more than any answer needs"):
            line.run(models_of(service(server), ""))
        server.says(Says(status=500, error="x" * 5_000_000))
        with pytest.raises(ServiceTrouble, match="more than any answer needs"):
            line.ask(service(server, model="m" * 5_000_000), "", ASK)


def test_a_packed_answer_is_read(line: Line, server: FakeAI) -> None:
    said = b'{"choices": [{"message": {"content": "Small."}, "finish_reason": "stop"}]}'
    server.says(Says(raw=gzip.compress(said), packed="gzip", streams=False))
    assert line.ask(service(server), "", ASK).text == "Small."


@pytest.mark.parametrize("raw", [b": ping\n\n", b'data: {"choices": [{"delta": {"role": "assistant", "content": ""}}]}\n\n'])
def test_a_service_that_only_keeps_the_connection_open_has_said_nothing(line: Line, server: FakeAI, raw: bytes) -> None:
    server.says(Says(raw=raw, again=0.1))
    found = trouble(line, server, tries=1, timeout=1.0)
    assert (found.trouble, found.what) == (Trouble.TIMEOUT, "Larch said nothing for 1 seconds.")


@pytest.mark.parametrize("field", ["content", "reasoning_content"])
def test_a_model_that_thinks_or_writes_longer_than_the_timeout_is_waited_for(line: Line, server: FakeAI, field: str) -> None:
    raw = json.dumps({"choices": [{"index": 0, "delta": {field: "x"}}]}).encode()
    server.says(Says(raw=b"data: " + raw + b"\n\n", again=0.2))
    began: list[float] = []

    def is_enough() -> bool:
        began.append(time.monotonic())
        return began[-1] - began[0] > 2.0

    with pytest.raises(Cancelled):
        line.ask(service(server, timeout=1.0, tries=1), "", ASK, is_cancelled=is_enough)


@pytest.mark.parametrize("counted", [-5, 1e999, 10**40, 1_000_000_001, True, "7", None])
def test_a_count_of_tokens_that_cannot_be_is_no_count(line: Line, server: FakeAI, counted: object) -> None:
    usage = {"prompt_tokens": 3, "completion_tokens": 2}
    for name in usage:
        server.says(Says("Ten words.", record={"choices": [], "usage": usage | {name: counted}}, counts=False))
        if (name, counted) == ("prompt_tokens", None):  # some count only what they write
            continue
        answer = line.ask(service(server), "", ASK)
        assert (answer.is_counted, answer.tokens_out) == (False, 3)


@pytest.mark.parametrize(
    ("said", "kept"),
    [("grand-9\n<b>\u202ebold", "grand-9 <b> bold"), ("M" * 500, "M" * 119 + "…"), (["grand-9"], MODEL), ("\n", MODEL)],
)
def test_the_name_of_what_answered_is_one_short_line(line: Line, server: FakeAI, said: object, kept: str) -> None:
    whole = {"choices": [{"message": {"content": "Yes."}, "finish_reason": "stop"}], "model": said}
    server.says(Says(record=whole, streams=False))
    assert line.ask(service(server), "", ASK).model == kept


@pytest.mark.parametrize("says", [Says(status=204), Says(raw=b"\n", streams=False)], ids=["204", "empty"])
def test_a_service_that_gives_nothing_is_no_web_page(line: Line, server: FakeAI, says: Says) -> None:
    server.says(says)
    found = trouble(line, server, tries=3)
    assert (found.what, len(server.asked)) == ("Larch answered without a word.", 1)


def test_where_nobody_counts_tokens_they_are_guessed_and_said_to_be(line: Line, server: FakeAI) -> None:
    server.says(Says("Ten words.", counts=False))
    answer = line.ask(service(server), "", ASK)
    assert (answer.is_counted, answer.tokens_out) == (False, 3)


@pytest.mark.parametrize("word", ["stream_options", "response_format"])
def test_a_server_that_refuses_an_extra_is_asked_without_it(line: Line, server: FakeAI, word: str) -> None:
    server.says(Says("{}", refuses=(word,)))
    answer = line.ask(service(server), "", Request(Purpose.CLAIMS, ASK.messages, schema=SCHEMA))
    assert (answer.text, answer.tries, len(server.asked)) == ("{}", 1, 2)
    assert word in server.asked[0]
    assert word not in server.asked[1]


def test_a_busy_server_is_asked_again_and_the_person_sees_why(line: Line, server: FakeAI) -> None:
    server.says(Says(status=429, retry_after="0.1"), "Now.")
    heard: list[Heard] = []
    answer = line.ask(service(server), "", ASK, heard.append)
    assert (answer.text, answer.tries) == ("Now.", 2)
    assert "Larch has too much to do. The second of 3 tries follows in" in heard[0].waiting


def test_words_that_came_already_are_never_asked_for_twice(line: Line, server: FakeAI) -> None:
    server.says(Says("One two three four five.", cut_after=3))
    assert trouble(line, server).trouble is Trouble.BROKEN
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("says", "expected", "words"),
    [
        (Says(status=401, error="No key like that."), Trouble.KEY, "does not take the key"),
        (Says(status=403, error="Not for you."), Trouble.KEY, "does not take the key"),
        (Says(page="<html><title>Sign in</title></html>"), Trouble.NOT_AN_INTERFACE, "is a web page"),
        (Says(status=500, error="Out of memory."), Trouble.BROKEN, "Out of memory."),
        (Says(status=429, retry_after="0"), Trouble.BUSY, "too much to do"),
        (Says(status=429, error="You exceeded your current quota."), Trouble.KEY, "nothing left"),
        (Says(status=400, error="This model's maximum context length is 10."), Trouble.TOO_LONG, "too long"),
        (Says(status=400, error="Odd."), Trouble.DECLINED, "does not take the request"),
        (Says("", counts=False), Trouble.BROKEN, "without a word"),
        (Says("Half", finish="content_filter"), Trouble.DECLINED, "will not answer"),
        (Says(pause=3.0), Trouble.TIMEOUT, "said nothing for 1 seconds"),
    ],
)
def test_every_trouble_is_one_sentence_with_what_to_do(
    line: Line, server: FakeAI, says: Says, expected: Trouble, words: str
) -> None:
    server.says(says)
    found = trouble(line, server, tries=1, timeout=1.0)
    assert (found.trouble, words in found.what) == (expected, True)
    assert found.remedy
    assert "canary" not in str(found)


def test_a_server_that_sends_the_key_back_gives_it_away_nowhere(line: Line, server: FakeAI) -> None:
    server.key = "sk-another"
    found = trouble(line, server)
    assert found.trouble is Trouble.KEY
    assert "canary" not in str(found)


def test_what_goes_to_this_computer_is_never_sent_on_to_another_place(line: Line, server: FakeAI) -> None:
    with FakeAI() as other:
        server.says(Says(points_to=f"{other.address}/chat/completions?token=canary"))
        found = trouble(line, server, tries=3)
        assert (other.asked, len(server.asked)) == ([], 1)
        place = other.address.removeprefix("http://")
    assert found.trouble is Trouble.NOT_AN_INTERFACE
    assert found.what == f"Larch sends whoever asks on to http://{place}/chat/completions, and nothing is sent there."
    assert "canary" not in str(found)


@pytest.mark.parametrize("points_to", ["http://[::1/v1", "", "/v2?key=canary", "http://bob:canary@example.com/v1"])
def test_a_redirect_to_nowhere_in_particular_is_told_in_a_sentence_too(line: Line, server: FakeAI, points_to: str) -> None:
    server.says(Says(points_to=points_to) if points_to else Says(status=308))
    found = trouble(line, server, tries=1)
    assert (found.trouble, "sends whoever asks on" in found.what) == (Trouble.NOT_AN_INTERFACE, True)
    assert "canary" not in str(found)


def test_where_nobody_listens_the_address_is_named(line: Line) -> None:
    with FakeAI() as gone:
        address = gone.address
    with pytest.raises(ServiceTrouble, match="Nobody answers at") as caught:
        line.ask(Service("Larch", address, MODEL, tries=1), "", ASK)
    assert caught.value.trouble is Trouble.ADDRESS


def test_https_to_a_server_that_speaks_none_says_so(line: Line, server: FakeAI) -> None:
    address = server.address.replace("http:", "https:")
    found = trouble(line, server, address=address, tries=1)
    assert found.trouble is Trouble.ADDRESS
    assert "https" in found.what


@pytest.mark.parametrize(
    "says", [Says(pause=30.0), Says("word " * 400, gap=0.05)], ids=["before the first word", "while words come"]
)
def test_a_cancelled_call_is_dropped_on_both_ends(line: Line, server: FakeAI, says: Says) -> None:
    server.says(says)
    heard: list[Heard] = []
    with pytest.raises(Cancelled):
        line.ask(service(server, timeout=60.0), "", ASK, heard.append, lambda: bool(heard if says.gap else server.asked))
    if says.gap:
        assert server.broken.wait(10)


def test_what_is_cancelled_before_it_begins_is_never_sent(line: Line, server: FakeAI) -> None:
    with pytest.raises(Cancelled):
        line.ask(service(server), "", ASK, is_cancelled=lambda: True)
    assert server.asked == []


def test_a_proxy_in_the_environment_is_passed_by_for_this_computer(
    line: Line, server: FakeAI, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert line.ask(service(server), "", ASK).text == "Yes."


def test_several_are_asked_at_once_and_one_that_fails_keeps_none_back(line: Line, server: FakeAI) -> None:
    server.says(Says(status=400, error="Odd."), *[Says(f"Answer {each}.", pause=0.2) for each in range(4)])
    found = line.ask_all(service(server), "", [ASK] * 5)
    assert sum(isinstance(each, ServiceTrouble) for each in found) == 1
    assert {each.text for each in found if not isinstance(each, ServiceTrouble)} == {f"Answer {each}." for each in range(4)}


def test_a_test_of_a_connection_tells_the_models_there_are(line: Line, server: FakeAI) -> None:
    assert line.run(probe(service(server), "")).sentence.startswith("It works: “tiny-1” answers in")
    with pytest.raises(ServiceTrouble, match=r"has no model “grand-9”\. It has: tiny-1\."):
        line.run(probe(service(server, model="grand-9"), ""))


def test_of_a_list_of_models_only_names_are_offered(line: Line) -> None:
    with FakeAI(models=(MODEL, 5, None, "two\nlines", "M" * 500, ["x"])) as server:  # type: ignore[arg-type]
        assert line.run(models_of(service(server), "")) == (MODEL,)


@pytest.mark.parametrize(
    ("address", "is_local"),
    [
        ("http://127.0.0.1:11434/v1", True),
        ("http://[::1]:8080/v1", True),
        ("http://localhost:1234/v1", True),
        ("https://api.example.com/v1", False),
        ("http://192.168.1.5:11434/v1", False),
        ("http://localhost.example.com/v1", False),
    ],
)
def test_only_an_address_of_this_computer_is_local(address: str, is_local: bool) -> None:
    assert Service("Larch", address, MODEL).is_local is is_local
